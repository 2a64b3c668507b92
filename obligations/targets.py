"""Goals of clauses to targets.

In: a clause with measured goals, or one that names who makes up a batch, and the deadline that holds for it. Out:
`Target`s. Guarantee: `by` is a date of the text or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from obligations.clauses import Clause
from obligations.context import Paragraph
from obligations.measures import Measure
from obligations.model import Deadline, Target
from obligations.words import endings

_BATCH = re.compile(
    "(?P<names>.*)(?:作为|列为|确定为)(?P<metric>(?:第[一二三四五六七八九十]+批|首批).*(?:达到|建成|符合).+)"
)
_CHOSEN = re.compile("(?:选取|选择|遴选|选定|将|把)(?P<names>.+)(?:作为|列为|确定为)")


def targets(
    document: str,
    paragraph: Paragraph,
    clauses: Sequence[Clause],
    at: int,
    *,
    deadline: Deadline | None,
    scope: str | None,
) -> list[Target]:
    """The targets of a clause.

    Args:
        document: its id.
        paragraph: where it stands.
        clauses: of its sentence.
        at: its place among them; where its goals name no subject, the clause before it does
            (学前教育更加普惠，达到85%以上).
        deadline: of the clause, its sentence, or its heading.
        scope: the place the document holds for.
    """
    clause, before = clauses[at], clauses[at - 1] if at else None
    goals = clause.goals or batch(paragraph, clauses, at)
    start, topic = clause.start, ""
    if before and not before.deadlines and not all(goal.subject for goal in goals):
        start, topic = before.start, paragraph.view.text[before.start : before.end]
    span = paragraph.raw(start, clause.end)
    return [
        Target(
            id=f"{document}.t{span.start}-{number}",
            eid=paragraph.leaf.eid,
            span=span,
            subject=goal.subject or topic,
            metric=goal.metric,
            op=goal.op,
            value=goal.value,
            unit=goal.unit,
            by=last_day(deadline),
            scope=scope,
        )
        for number, goal in enumerate(goals, start=1)
    ]


def batch(paragraph: Paragraph, clauses: Sequence[Clause], at: int) -> tuple[Measure, ...]:
    """How many a clause names as a batch: 甲矿、乙矿作为第一批达到标准的矿山 are two.

    Named in it, or where a clause before it chooses them (选取甲矿作为典范，…，作为第一批达到标准的矿山).
    """
    clause, text = clauses[at], paragraph.view.text
    found = _BATCH.fullmatch(text, clause.start, clause.end)
    if found is None:
        return ()
    chosen = [match for c in clauses[:at] if (match := _CHOSEN.match(text, c.start, c.end))]
    names = (found["names"] or (chosen[-1]["names"] if chosen else "")).removeprefix("将")
    unit = "家" if found["metric"].endswith(endings("person")) else "个"
    count = Decimal(names.count("、") + 1)
    return (Measure(names, found["metric"], "=", count, unit, clause.start, clause.end),) if names else ()


def last_day(deadline: Deadline | None) -> str | None:
    """The last day of a fixed date or range."""
    if deadline is None:
        return None
    kind, _, value = deadline.norm.partition(":")
    if kind == "date":
        return value
    return value.partition("/")[2] if kind == "range" else None
