"""Conflicts as rows of words.

In: a conflict of `engine.conflicts`. Out: one row for each of its two provisions, one row for a spreadsheet, and the
sentence that tells which applies. Guarantee: both provisions are quoted; what is not decided is told so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import Outcome
from workbench.rendering import rows
from workbench.rendering.cited import cited, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.model import Conflict, Party
    from workbench.messages import Messages
    from workbench.model import Conflicts, Entry
    from workbench.rendering.cited import Sections
    from workbench.rendering.rows import Row

Known = dict[str, tuple["Entry", "Sections"]]


def known(answer: Conflicts, lang: str) -> Known:
    """The documents by ID, each with how its places are cited."""
    return {entry.document.id: (entry, cited(entry, lang, headed=True)) for entry in answer.entries}


def party(one: Party, documents: Mapping[str, tuple[Entry, Sections]], messages: Messages) -> Row:
    """One of the two provisions."""
    entry, sections = documents[one.document]
    return {
        "document": f"{title(entry.document)}（{one.document}）",
        "kind": messages.word("instrument", one.instrument or "unknown"),
        "actor": rows.listed(one.actors, messages),
        "quoted": " ".join(one.source.quote.split()),
        "section": sections.get(one.source.eid, ""),
    }


def outcome(one: Conflict, documents: Mapping[str, tuple[Entry, Sections]], messages: Messages) -> str:
    """Which of the two applies, or who decides, with the rule."""
    values = {"told": one.told, "rule": one.rule, "label": one.label}
    if one.outcome is Outcome.PREVAILS:
        preferred = next(each for each in one.parties if each.statement == one.prevailing)
        entry, sections = documents[preferred.document]
        place = f"《{title(entry.document)}》{sections.get(preferred.source.eid, '')}"
        return messages.say("conflict.prevails", place=place, **values)
    return messages.say("conflict.undecided", **values)


def flat(answer: Conflicts, messages: Messages) -> Iterator[Row]:
    """One row a conflict, for a spreadsheet."""
    documents = known(answer, messages.lang)
    for one in answer.found.conflicts:
        first, second = (party(each, documents, messages) for each in one.parties)
        yield {
            "id": one.id,
            "matter": one.matter,
            **{f"{name}_1": value for name, value in first.items()},
            **{f"{name}_2": value for name, value in second.items()},
            "outcome": messages.word("outcome", one.outcome.value),
            "prevailing": one.prevailing,
            "rule": one.rule,
            "label": one.label,
            "told": one.told,
        }
