"""Variants of a document with one change each, made in its text alone.

In: a document and what was read of it. Out: `Variant`s: the changed text, what was changed, the statements that the
change touches, and the relation that must come out. Guarantee: the same variants in every run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from engine.comparison.model import Relation
from obligations.model import Extraction, Incentive, Norm, Sanction, Statement
from policies.model import Document, Span
from policies.navigate import path_to

OTHERS = {"矿山企业": "地勘单位", "生产矿山": "地勘单位", "新建矿山": "地勘单位"}
ADDED = (
    "省水利厅应当每季度公布用水情况。",
    "运输企业不得在夜间装卸矿石。",
    "仲裁机构可以受理用工争议。",
    "鼓励保险公司开发工伤补充保险。",
)
MODALS = {"应当": ("可以", Relation.LOOSER), "必须": ("可以", Relation.LOOSER), "应": ("可以", Relation.LOOSER)}
MODALS |= {"可以": ("应当", Relation.STRICTER), "可": ("应当", Relation.STRICTER), "要": ("可以", Relation.LOOSER)}


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed text.

    Attributes:
        kind: number, date, modality, bearer, deleted, added.
        words: what was put in the place of the old words.
        touched: IDs of the old statements that may differ; those in `must` differ in the relation.
        start, end: of the added words in the new text, for `added`.
    """

    kind: str
    words: str
    text: str
    relation: Relation
    must: frozenset[str]
    touched: frozenset[str]
    start: int = 0
    end: int = 0


def variants(document: Document, extraction: Extraction, count: int, seed: int = 1) -> list[Variant]:
    """As many variants, of all kinds in turn as long as there are any."""
    random = Random(seed)
    makers: list[Callable[[Document, Extraction], Iterator[Variant]]] = [
        *(numbers, dates, modalities, bearers, deletions, additions)
    ]
    waiting = [list(make(document, extraction)) for make in makers]
    for each in waiting:
        random.shuffle(each)
    found: list[Variant] = []
    while len(found) < count and any(waiting):
        found += [each.pop() for each in waiting if each]
    return found[:count]


def edited(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def covering(extraction: Extraction, start: int, end: int) -> frozenset[str]:
    """The statements whose words, bearers or time limits are changed by an edit."""
    return frozenset(
        one.id for one in extraction.statements if any(span.start < end and start < span.end for span in spans(one))
    )


def spans(one: Statement) -> Iterator[Span]:
    """Its words, and what it carries over from elsewhere."""
    yield one.span
    match one:
        case Norm():
            carried = [*one.bearers, one.deadline, one.condition]
        case Sanction():
            carried = [one.target, *one.enforcers]
        case Incentive():
            carried = [one.beneficiary, one.provider]
        case _:
            carried = []
    yield from (each.span for each in carried if each)


def numbers(document: Document, extraction: Extraction) -> Iterator[Variant]:
    """A target's figure raised or lowered."""
    for one in extraction.targets:
        quote = document.quote(one.span)
        told = [found for found in re.finditer(r"\d+(?:\.\d+)?", quote) if Decimal(found[0]) == one.value]
        if len(told) != 1:
            continue
        more = one.value + (3 if one.value < 90 else -3)
        start, end = one.span.start + told[0].start(), one.span.start + told[0].end()
        relation = Relation.STRICTER if (more > one.value) != (one.op == "<=") else Relation.LOOSER
        text = edited(document.text, start, end, f"{more:f}")
        yield Variant("number", f"{more}", text, relation, frozenset({one.id}), covering(extraction, start, end))


def dates(document: Document, extraction: Extraction) -> Iterator[Variant]:
    """A month earlier, or a year later."""
    for one in extraction.norms:
        if one.deadline is None or one.deadline.norm.partition(":")[0] not in ("date", "yearly", "range"):
            continue
        quote = document.quote(one.deadline.span)
        month, year = list(re.finditer(r"(\d+)(?=\s*月)", quote)), list(re.finditer(r"20\d\d", quote))
        if month and int(month[-1][0]) > 7:
            found, words, relation = month[-1], str(int(month[-1][0]) - 1), Relation.EARLIER
        elif year:
            found, words, relation = year[-1], str(int(year[-1][0]) + 1), Relation.LATER
        else:
            continue
        start, end = one.deadline.span.start + found.start(), one.deadline.span.start + found.end()
        same = frozenset(each.id for each in extraction.norms if each.deadline == one.deadline)
        goals = frozenset(each.id for each in extraction.targets if each.eid == one.eid and each.by)
        touched = covering(extraction, start, end) | same | goals
        yield Variant("date", words, edited(document.text, start, end, words), relation, same, touched)


def modalities(document: Document, extraction: Extraction) -> Iterator[Variant]:
    """应当 made 可以, 可以 made 应当, right behind the bearer, in a sentence of one clause."""
    for one in extraction.norms:
        if not one.explicit or not one.bearers or one.bearers[0].span.start < one.span.start:
            continue
        if "，" in document.quote(one.span):
            continue
        start = max(actor.span.end for actor in one.bearers)
        modal = next(
            (word for word in sorted(MODALS, key=len, reverse=True) if document.text.startswith(word, start)), ""
        )
        if not modal or start >= one.span.end or one.modality.value not in ("obligation", "permission"):
            continue
        words, relation = MODALS[modal]
        text = edited(document.text, start, start + len(modal), words)
        yield Variant("modality", words, text, relation, frozenset({one.id}), covering(extraction, start, start + 1))


def bearers(document: Document, extraction: Extraction) -> Iterator[Variant]:
    """Another bearer."""
    for one in extraction.norms:
        if one.explicit and len(one.bearers) == 1 and one.bearers[0].name in OTHERS:
            span, words = one.bearers[0].span, OTHERS[one.bearers[0].name]
            if document.quote(span) != one.bearers[0].name:
                continue
            touched = covering(extraction, span.start, span.end)
            text = edited(document.text, span.start, span.end, words)
            yield Variant("bearer", words, text, Relation.DIFFERENT, frozenset({one.id}), touched)


def sentences(document: Document, one: Statement) -> tuple[int, int]:
    """From behind the full stop before a statement to the one behind it."""
    start = max(document.text.rfind(mark, 0, one.span.start) for mark in "。\n") + 1
    return start, document.text.find("。", one.span.end - 1) + 1


def deletions(document: Document, extraction: Extraction) -> Iterator[Variant]:
    """A sentence in the middle of a paragraph, without which all others are read as before."""
    for one in extraction.norms:
        start, end = sentences(document, one)
        leaf = path_to(document.root, one.span.start)[-1].span
        within = frozenset(
            each.id for each in extraction.statements if start <= each.span.start and each.span.end <= end
        )
        if leaf.start < start and end < leaf.end and within == covering(extraction, start, end):
            text = edited(document.text, start, end, "")
            yield Variant("deleted", "", text, Relation.ABSENT, within, within)


def additions(document: Document, extraction: Extraction) -> Iterator[Variant]:
    """A sentence more at the end of a paragraph."""
    for number, one in enumerate(extraction.norms):
        _, end = sentences(document, one)
        if end and document.text[end : end + 1] == "\n":
            words = ADDED[number % len(ADDED)]
            text = edited(document.text, end, end, words)
            none: frozenset[str] = frozenset()
            yield Variant("added", words, text, Relation.EXTRA, none, none, end, end + len(words))
