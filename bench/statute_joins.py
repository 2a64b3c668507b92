"""Sanctions of statutes: are they joined to the duties they punish?

In: a document. Out: for each sanction that names an article of its own document as breached (违反本条例第十条规定的),
whether it is joined to a duty of that provision, or why not; how many of the others are joined by act. Guarantee: a
sanction that names several provisions counts once for each of them; what is behind each miss is listed. Two shares are
printed: of all provisions named, and, for the bound, of those that may hold a duty: without the penalties, powers and
definitions that `obligations.unbinding` tells by their words (`bench/unbinding.csv` has those that were checked by
hand).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from obligations.breaches import own
from obligations.from_document import extract
from obligations.joins import Joiner, Loose
from obligations.model import Act, Breach, Extraction, Sanction
from policies.model import Document
from policies.navigate import walk

BOUND = 0.99
UNBINDING = {
    Loose.PENALTY: "it is a penalty, whose acts are those of no duty",
    Loose.POWER: "it is a power",
    Loose.DEFINITION: "it is a definition",
}
_NO_DUTY = UNBINDING | {Loose.NO_DUTY: "no duty is read in it"}
_AROUND = 60  # characters shown of a provision


@dataclass(frozen=True, slots=True)
class Found:
    """What one document has.

    Attributes:
        sanctions: all.
        named: pairs of a sanction and a provision of an article of the document that it names.
        missed: those of them that are not joined: the reason and the words.
        others: what became of all other sanctions.
    """

    sanctions: int
    named: int
    missed: tuple[tuple[str, str], ...]
    others: Counter[str]


def measure(document: Document, path: Path, corpus: Path) -> Found:
    """Join the sanctions of one document."""
    return joined(document, extract(document), path.name)


def joined(document: Document, extraction: Extraction, name: str) -> Found:
    """What became of the sanctions of a document that is extracted."""
    joiner = Joiner(document, extraction)
    named, missed, others = 0, [], Counter[str]()
    for sanction in extraction.sanctions:
        breaches = list(dict.fromkeys(breach for act in _acts(sanction) for breach in act.breaches))
        articles = [breach for breach in breaches if _names_article(breach)]
        if articles:
            named += len(articles)
            reasons = [(reason, breach) for breach in articles if (reason := _reason(joiner, sanction, breach))]
            missed += [(reason, f"{name}: {_shown(document, breach)}") for reason, breach in reasons]
        else:
            others[_became(joiner, sanction, breaches)] += 1
    return Found(len(extraction.sanctions), named, tuple(missed), others)


def _acts(sanction: Sanction) -> tuple[Act, ...]:
    return sanction.acts or (Act(sanction.trigger, sanction.breaches),)


def _names_article(breach: Breach) -> bool:
    """Whether it is an article of the document, and not 前款 or 本条第一款: those are penalties themselves."""
    return not breach.instrument and "条" in breach.words and not breach.words.startswith("本条")


def _reason(joiner: Joiner, sanction: Sanction, breach: Breach) -> str:
    """Why a provision that is named is not joined; "" when it is."""
    found = joiner.by_provision(sanction, breach)
    if found.joins:
        return ""
    reason = found.loose[0].reason
    if reason is Loose.UNRESOLVED:
        return breach.reason
    return _NO_DUTY.get(reason, f"it is a penalty that is not joined: {reason.value}")


def _shown(document: Document, breach: Breach) -> str:
    first = next((node for node in walk(document.root) if node.eid in own([breach])), None)
    text = "".join(document.quote(first.span).split())[:_AROUND] if first else ""
    return f"{breach.words} at {breach.span.start}: {text}"


def _became(joiner: Joiner, sanction: Sanction, breaches: list[Breach]) -> str:
    found = joiner.of(sanction)
    if not found.joins:
        return f"not joined: {found.loose[0].reason.value}"
    if breaches:
        return "joined by 前款, 本条第一款 and the like"
    return "joined by act, all acts" if not found.loose else "joined by act, some acts"


def report(found: list[Found], listed: list[str]) -> float:
    """Print the figures; the share of the sanctions naming an article that are joined to it."""
    named = sum(each.named for each in found)
    missed = [row for each in found for row in each.missed]
    others: Counter[str] = sum((each.others for each in found), Counter())
    sanctions = sum(each.sanctions for each in found)
    print(f"sanctions: {sanctions:,}; name an article of their own document: {sanctions - others.total():,}")
    print(f"provisions that they name: {named:,}; not joined: {len(missed):,}")
    for reason, count in Counter(reason for reason, _ in missed).most_common():
        print(f"  {reason}: {count}")
    print(f"others: {others.total():,}")
    for reason, count in others.most_common():
        print(f"  {reason}: {count:,}")
    listed += [f"joins: {reason}: {words}" for reason, words in missed]
    void = sum(reason in UNBINDING.values() for reason, _ in missed)
    print(f"of all that they name, joined: {1 - len(missed) / max(1, named):.2%}")
    print(f"of those that are no penalty, power or definition ({named - void:,}), joined:")
    return 1 - (len(missed) - void) / max(1, named - void)
