"""Goals of clauses to targets.

In: a clause with measured goals and the deadline that holds for it. Out: `Target`s. Guarantee: `by` is a date of the
text or None.
"""

from __future__ import annotations

from obligations.clauses import Clause
from obligations.context import Paragraph
from obligations.model import Deadline, Target


def targets(
    document: str,
    paragraph: Paragraph,
    clause: Clause,
    before: Clause | None,
    *,
    deadline: Deadline | None,
    scope: str | None,
) -> list[Target]:
    """The targets of a clause.

    Args:
        document: its id.
        paragraph: where it stands.
        clause: with goals.
        before: the clause before it in its sentence, which names their subject where they do not
            (学前教育更加普惠，达到85%以上).
        deadline: of the clause, its sentence, or its heading.
        scope: the place the document holds for.
    """
    start, topic = clause.start, ""
    if before is not None and not before.deadlines and not all(goal.subject for goal in clause.goals):
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
        for number, goal in enumerate(clause.goals, start=1)
    ]


def last_day(deadline: Deadline | None) -> str | None:
    """The last day of a fixed date or range."""
    if deadline is None:
        return None
    kind, _, value = deadline.norm.partition(":")
    if kind == "date":
        return value
    return value.partition("/")[2] if kind == "range" else None
