"""`zhize case`: what holds in a case, why, why not, and what is missing.

In: checked options. Out: the exit code. Guarantee: a case that cannot be used is one line that names file and line;
what is assumed is added to the case and to nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import commands, filters
from workbench.cli.commands import MISUSE, NOTHING_FOUND, Wanted
from workbench.errors import MisuseError

if TYPE_CHECKING:
    from engine.cases.model import Case
    from workbench.exports import Exporter
    from workbench.knowledge_base import KnowledgeBase
    from workbench.messages import Messages

__all__ = ["Given", "View", "Wanted", "run"]


@dataclass(frozen=True, slots=True)
class Given:
    """The case, the documents, the day and the assumptions, as typed."""

    file: str
    paths: list[str] | None
    as_of: str | None
    assume: Sequence[str]


@dataclass(frozen=True, slots=True)
class View:
    """What is wanted of the case: the proof of an ID, what blocks a conclusion, the open questions, or everything."""

    why: str | None
    why_not: str | None
    ask: bool

    @property
    def answer(self) -> str:
        """The function of an exporter that tells it."""
        if self.why is not None:
            return "explanation"
        if self.why_not is not None:
            return "reason"
        return "questions" if self.ask else "case"


def run(messages: Messages, given: Given, view: View, wanted: Wanted) -> int:
    """A case.

    Raises:
        MisuseError: two views at once, or a blank one.
    """
    from engine.errors import CaseError, UnknownId

    if (view.why is not None) + (view.why_not is not None) + view.ask > 1:
        raise MisuseError("error.case_views")
    export = commands.chosen(wanted.format, view.answer)
    as_of = filters.day("--as-of", given.as_of)
    try:
        case, day = _read(given, as_of)
        base = commands.opened(given.paths, messages, enough=case.documents)
        return _told(messages, base, (case, day), view, (export, wanted))
    except CaseError as error:
        commands.tell(error.message_en if messages.lang == "en" else error.message_zh)
        return MISUSE
    except UnknownId as error:
        commands.tell(error.message_en if messages.lang == "en" else error.message_zh)
        return NOTHING_FOUND


def _read(given: Given, as_of: date | None) -> tuple[Case, date]:
    """The case with what is assumed, and the day asked for."""
    from engine.cases.from_yaml import assuming, read_path

    case = read_path(Path(given.file))
    day = as_of or case.as_of or date.today()
    return assuming(case, [filters.words("--assume", each) for each in given.assume], day), day


def _told(
    messages: Messages,
    base: KnowledgeBase,
    asked: tuple[Case, date],
    view: View,
    shown: tuple[Exporter, Wanted],
) -> int:
    (case, day), (export, wanted) = asked, shown
    if view.why is not None:
        proof = base.why(case, day, filters.words("--why", view.why), messages.lang)
        commands.deliver(export, lambda sheet: export.explanation(proof, sheet), messages, wanted.out)
        return commands.ended(base.unreadable, True, messages)
    if view.why_not is not None:
        reason = base.why_not(case, day, filters.words("--why-not", view.why_not), messages.lang)
        commands.deliver(export, lambda sheet: export.reason(reason, sheet), messages, wanted.out)
        return commands.ended(base.unreadable, True, messages)
    answer = base.case(case, day, messages.lang)
    render = export.questions if view.ask else export.case
    commands.deliver(export, lambda sheet: render(answer, sheet), messages, wanted.out)
    found = bool(answer.found.questions) if view.ask else bool(answer.found.duties or answer.found.consequences)
    return commands.ended(base.unreadable, found, messages)
