"""The filters of an address, checked.

In: the fields of a form or an address. Out: filters of the knowledge base. Guarantee: a field that is empty excludes
nothing; one that cannot be used is told in a sentence.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model import Force
from obligations.model import Modality
from workbench.store.rows import AnswerFilter, DocumentFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.messages import Messages


class UnfitError(Exception):
    """A field cannot be used; `str` of it is a sentence in the visitor's language."""


def answers(asked: Mapping[str, str], messages: Messages) -> AnswerFilter:
    """Which duties, penalties or deadlines.

    Raises:
        UnfitError: a field cannot be used.
    """
    return AnswerFilter(
        actor=asked.get("actor", ""),
        department=asked.get("department", ""),
        modality=chosen(asked, "modality", [one.value for one in Modality], messages),
        topic=asked.get("words", ""),
        due_from=day(asked, "due_from", messages),
        due_before=day(asked, "due_before", messages),
        documents=tuple(asked.get("document", "").split()),
        places=several(asked.get("place", "")),
        states=several(chosen(asked, "state", [one.value for one in Force], messages)),
        as_of=day(asked, "as_of", messages),
    )


def documents(asked: Mapping[str, str], messages: Messages) -> DocumentFilter:
    """Which documents.

    Raises:
        UnfitError: a field cannot be used.
    """
    return DocumentFilter(
        places=several(asked.get("place", "")),
        states=several(chosen(asked, "state", [one.value for one in Force], messages)),
        words=asked.get("words", ""),
    )


def several(value: str) -> tuple[str, ...]:
    """One value, or none."""
    return (value,) if value else ()


def day(asked: Mapping[str, str], name: str, messages: Messages) -> date | None:
    """A day, or none."""
    value = asked.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise UnfitError(messages.say("page.no_day", value=value)) from None


def chosen(asked: Mapping[str, str], name: str, known: list[str], messages: Messages) -> str:
    """One of the known values, or none."""
    value = asked.get(name, "")
    if value and value not in known:
        raise UnfitError(messages.say("page.no_such_value", value=value))
    return value
