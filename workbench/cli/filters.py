"""What the options ask for, checked.

In: the options as typed. Out: the filters of a question, `engine.questions.Asked`. Guarantee: a day that is no day, an
unknown kind or a blank name is a `MisuseError` before anything is read.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbench.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model import GapKind
    from engine.questions import Asked
    from workbench.messages import Messages


@dataclass(frozen=True, slots=True)
class Given:
    """The options of `duties` and `penalties` as typed."""

    policy: list[str] | None = None
    actor: str | None = None
    department: str | None = None
    modality: str | None = None
    topic: str | None = None
    due_from: str | None = None
    due_before: str | None = None
    as_of: str | None = None


def asked(given: Given, messages: Messages) -> Asked:
    """The filters that the options ask for.

    Raises:
        MisuseError: an option has a value that means nothing.
    """
    due_from, due_before = day("--due-from", given.due_from), day("--due-before", given.due_before)
    if due_from and due_before and due_before < due_from:
        raise MisuseError("error.empty_window", first=due_from, last=due_before)
    return {
        "policy": tuple(words("--policy", policy) for policy in given.policy or ()),
        "actor": None if given.actor is None else words("--actor", given.actor),
        "department": None if given.department is None else words("--department", given.department),
        "modality": None if given.modality is None else modality(given.modality, messages),
        "topic": None if given.topic is None else words("--topic", given.topic),
        "due_from": due_from,
        "due_before": due_before,
        "as_of": day("--as-of", given.as_of),
        "lang": messages.lang,
    }


def day(option: str, value: str | None) -> date | None:
    """A day; 2025-6-1, 2025/6/1, 20250601 and 2025年6月1日 are taken too."""
    if value is None:
        return None
    shape = r"(\d{4})(\d\d)(\d\d)" if value.strip().isdigit() else r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    found = re.fullmatch(shape, value.strip())
    with suppress(ValueError):
        if found:
            return date(*map(int, found.groups()))
    raise MisuseError("error.day", option=option, value=value)


def words(option: str, value: str) -> str:
    """A name or some words; blank ones ask for nothing and are refused."""
    if not value.strip():
        raise MisuseError("error.blank", option=option)
    return value.strip()


def modality(value: str, messages: Messages) -> str:
    """A kind of duty by its code or by a word shown for it."""
    from obligations.model import Modality

    for kind in Modality:
        shown = (messages.say(f"modality.{kind.value}"), messages.say(f"kind.{kind.value}"))
        if value.strip().lower() in (kind.value, *shown):
            return kind.value
    known = " ".join(f"{kind.value}({messages.say(f'modality.{kind.value}')})" for kind in Modality)
    raise MisuseError("error.modality", value=value, known=known)


def gap_kinds(values: Sequence[str], messages: Messages) -> tuple[GapKind, ...]:
    """Kinds of gaps by their codes or by the words shown for them; the load of departments is asked for alone."""
    from engine.model import GapKind

    shown = {messages.say(f"gap.{kind.value}"): kind for kind in GapKind} | {kind.value: kind for kind in GapKind}
    unknown = next((value for value in values if value.strip().lower() not in shown), None)
    if unknown is not None:
        known = " ".join(f"{kind.value}({messages.say(f'gap.{kind.value}')})" for kind in GapKind)
        raise MisuseError("error.gap", value=unknown, known=known)
    found = tuple(dict.fromkeys(shown[value.strip().lower()] for value in values))
    if GapKind.LOAD in found and len(found) > 1:
        raise MisuseError("error.gap_load")
    return found
