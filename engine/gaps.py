"""What a document leaves open: duties without a sanction, sanctions without a duty, tasks of nobody or without a day.

In: the index of a document and a question, and what sanctions punish of other documents' duties. Out: its `Gap`s; the
burdens of its departments, and how many fall in each quarter. Guarantee: nothing is concluded here; "without" is told
of the documents that were given, as far as they were read: others may hold the sanction or the duty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.duties import duties_of
from engine.index import Index
from engine.model import Duty, Gap, GapKind, Load
from engine.questions import Question, is_department, is_topic, relation
from engine.wording import phrase, told
from obligations.across import Across
from obligations.joins import Loose
from obligations.model import Modality, Source
from obligations.words import endings

_DUTIES = frozenset({Modality.OBLIGATION.value, Modality.PROHIBITION.value})
_MONTHS = 3  # of a quarter


@dataclass(frozen=True, slots=True)
class Burden:
    """A statement that a department answers for: `part` is a count of `Load`, `quarter` "" without a day."""

    department: str
    quarter: str
    part: str
    statement: str


def gaps_of(index: Index, asked: Question, kinds: Iterable[GapKind], across: Sequence[Across] = ()) -> Iterator[Gap]:
    """The gaps of one document that answer the question, kind by kind, in the order of the text.

    Args:
        index: of the document.
        asked: the question.
        kinds: those asked for.
        across: what sanctions punish of other documents' duties.
    """
    stated = _stated(index, asked)
    punished = {*index.about("punishes"), *(each.duty for each in across)}
    of_duties: dict[GapKind, Callable[[Duty], bool]] = {
        GapKind.UNSANCTIONED: lambda duty: duty.modality in _DUTIES and duty.norm not in punished,
        GapKind.UNOWNED: lambda duty: duty.modality == Modality.OBLIGATION and not duty.actor,
        GapKind.UNDATED: lambda duty: duty.modality == Modality.OBLIGATION and duty.deadline is None,
    }
    wanted = frozenset(kinds)
    for kind in GapKind:
        if kind in wanted and kind in of_duties:
            yield from (_of_duty(index, asked, kind, same) for same in stated if of_duties[kind](same[0]))
        elif kind in wanted and kind is GapKind.UNJOINED:
            found = {(each.sanction, each.words) for each in across}
            yield from (gap for gap in _unjoined(index, asked) if (gap.id, gap.words) not in found)


def _stated(index: Index, asked: Question) -> list[list[Duty]]:
    """The duties of norms that answer the question, those of one norm together."""
    found: dict[str, list[Duty]] = {}
    for duty in duties_of(index, asked):
        if duty.norm in index.norms:
            found.setdefault(duty.norm, []).append(duty)
    return list(found.values())


def _of_duty(index: Index, asked: Question, kind: GapKind, same: list[Duty]) -> Gap:
    first = same[0]
    actors = tuple(dict.fromkeys(duty.actor for duty in same if duty.actor and duty.derived == first.derived))
    general = kind is GapKind.UNSANCTIONED and any(actor.endswith(endings("organ")) for actor in actors)
    covered = general and any(row[2] == Loose.GENERAL for row in index.conclusions.rows("unjoined"))
    return Gap(
        id=first.norm,
        kind=kind,
        document=first.document,
        actors=actors,
        modality=first.modality,
        words=first.action,
        reason=phrase("general_only", asked.lang) if covered else "",
        lead=first.lead,
        source=first.source,
    )


def _unjoined(index: Index, asked: Question) -> Iterator[Gap]:
    """The acts joined to nothing, each once: the tiers of a sanction (逾期不改正的) punish the same acts."""
    listed: set[tuple[str, Source | None]] = set()
    for sanction, words, reason in index.conclusions.rows("unjoined"):
        act = (words, index.source("unjoined", (sanction, words, reason)))
        if act in listed:
            continue
        listed.add(act)
        yield from of_sanction(index, asked, GapKind.UNJOINED, (sanction, words, told(reason, asked.lang)))


def of_sanction(index: Index, asked: Question, kind: GapKind, told_of: tuple[str, str, str]) -> Iterator[Gap]:
    """A gap of a sanction, if the question means it; `told_of` has the ID of the sanction, the words and the reason."""
    sanction, words, reason = told_of
    fact = index.sanctions[sanction]
    enforcers = (*index.of("enforcer").get(sanction, ()), *index.in_charge("leads", sanction))
    gap = Gap(
        id=sanction,
        kind=kind,
        document=index.document,
        actors=index.of("sanction_target").get(sanction, ()),
        modality="",
        words=words,
        reason=reason,
        lead=index.in_charge("leads", sanction),
        source=fact.source or Source(index.document, "", 0, 0, ""),
    )
    if _is_meant(index, asked, gap, fact.args[3], enforcers):
        yield gap


def _is_meant(index: Index, asked: Question, gap: Gap, trigger: str, enforcers: tuple[str, ...]) -> bool:
    taxonomy = index.conclusions.taxonomy
    texts = (gap.words, trigger, *index.titles.get(gap.source.eid, ()))
    return (
        (asked.actor is None or any(relation(taxonomy, asked.actor, name) is not None for name in gap.actors))
        and asked.modality is None
        and not asked.by_due_date
        and is_topic(asked.topic, texts)
        and is_department(taxonomy, asked.department, (*gap.actors, *enforcers))
    )


def burdens_of(index: Index, asked: Question) -> list[Burden]:
    """What the departments of one document answer for, in each quarter in which it falls due."""
    found: dict[Burden, None] = {}
    organs = endings("organ")
    for duty in duties_of(index, asked):
        statement = duty.norm or duty.id
        parts = [("lead", duty.lead), ("support", duty.support)]
        if duty.actor.endswith(organs) and not duty.derived:
            parts.append((duty.charge.value if duty.charge else "duties", (duty.actor,)))
        for part, names in parts:
            for name in names:
                if asked.department is None or is_department(index.conclusions.taxonomy, asked.department, (name,)):
                    found.update((Burden(name, quarter, part, statement), None) for quarter in _quarters(duty))
    return list(found)


def _quarters(duty: Duty) -> tuple[str, ...]:
    """The quarters in which a duty falls due: 2025Q1; "" when no day is known."""
    return tuple(dict.fromkeys(f"{day[:4]}Q{(int(day[5:7]) - 1) // _MONTHS + 1}" for day in duty.due)) or ("",)


def loads(burdens: Iterable[Burden]) -> tuple[Load, ...]:
    """The burdens counted by department and quarter."""
    counted: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for burden in burdens:
        counted[burden.department, burden.quarter][burden.part].add(burden.statement)
    order = sorted(counted, key=lambda key: (key[0], not key[1], key[1]))
    return tuple(Load(*key, *(len(counted[key][part]) for part in ("lead", "support", "duties"))) for key in order)
