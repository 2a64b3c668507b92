"""`zhize check`: contracts held against policies.

In: checked options. Out: the exit code: 0 when no finding counts, 1 when one does, 2 for misuse or a contract that
cannot be read. Guarantee: one bad contract does not keep the others from being checked; what waivers and baselines set
aside, and what of them is out of date, is said; no contract is written over; the bar is on the standard error and only
on a terminal.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.contract_review.model import Severity
from workbench.cli import commands, filters, output
from workbench.cli.commands import DONE, MISUSE, NOTHING_FOUND, Wanted
from workbench.errors import MisuseError
from workbench.rendering.review_view import counting, refuses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.exports import Exporter
    from workbench.knowledge_base import KnowledgeBase
    from workbench.messages import Messages
    from workbench.model import Reviews

__all__ = ["Counts", "Given", "Wanted", "run"]
SEVERITIES = ("error", "warning")
NATION = "全国"


@dataclass(frozen=True, slots=True)
class Given:
    """Contracts, policies, the place and the day, as typed."""

    contracts: Sequence[str]
    policies: Sequence[str]
    jurisdiction: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Which findings count.

    Attributes:
        fail_on: those of this severity and worse make the exit code 1.
        baseline: file of known findings, which do not.
        waivers: file of those that somebody answers for.
        write_baseline: file for a baseline of all that counts now.
    """

    fail_on: str
    baseline: str | None = None
    waivers: str | None = None
    write_baseline: str | None = None


def run(messages: Messages, given: Given, counts: Counts, why: str | None, wanted: Wanted) -> int:
    """Check contracts.

    Raises:
        MisuseError: no policy, an unknown one, no contract, an unknown severity, a file of waivers or a baseline that
            cannot be used, a contract that has no place for comments.
    """
    from workbench.contracts.checking import check

    export = commands.chosen(wanted.format, "reviews" if why is None else "explanation")
    day = filters.day("--as-of", given.as_of)
    if counts.fail_on not in SEVERITIES:
        raise MisuseError("error.fail_on", value=counts.fail_on, known=" ".join(SEVERITIES))
    aside = _aside(counts, day, messages)
    base = against(given, messages)
    if base.unreadable:
        return MISUSE
    with bar(messages) as report:
        found = aside(check(base, given.contracts, day, messages.lang, report))
    answer = replace(found, bound=Severity(counts.fail_on))
    for one in answer.unreadable:
        commands.tell(one.en if messages.lang == "en" else one.zh)
    if why is not None:
        return explained(answer, base, filters.words("--why", why), messages, (export, wanted))
    if counts.write_baseline is not None:
        return kept(answer, counts.write_baseline, messages)
    if answer.reviews:
        for note in answer.notes:
            commands.tell(note)
        deliver(answer, export, messages, wanted)
    return code(answer)


def _aside(counts: Counts, day: date | None, messages: Messages) -> Callable[[Reviews], Reviews]:
    """What sets findings aside; the files are read before the first contract is."""
    from workbench.contracts import baseline, waivers

    listed = waivers.read(counts.waivers, messages) if counts.waivers else None
    known = baseline.read(counts.baseline) if counts.baseline else None

    def made(answer: Reviews) -> Reviews:
        if listed is not None:
            answer = waivers.apply(answer, listed, day or date.today(), messages)
        return baseline.apply(answer, known, messages) if known is not None else answer

    return made


def kept(answer: Reviews, file: str, messages: Messages) -> int:
    """Write the baseline: what counts, and what the former baseline knew of these contracts.

    Raises:
        MisuseError: the file cannot be written, or is one of the contracts.
    """
    from workbench.contracts import baseline

    _spared(file, answer)
    output.write(baseline.written(answer), file, "utf-8", messages)
    commands.tell(messages.say("baseline.done", count=len(baseline.known(answer))))
    return MISUSE if answer.unreadable else DONE


def deliver(answer: Reviews, export: Exporter, messages: Messages, wanted: Wanted) -> None:
    """Render and write.

    Raises:
        MisuseError: a contract has no place for comments, or would be written over.
    """
    from workbench.rendering.word_comments import NoPlaceError

    if wanted.out is not None:
        _spared(wanted.out, answer)
    if wanted.format == "docx" and len(answer.reviews) > 1:
        raise MisuseError("error.docx_one", count=len(answer.reviews))
    try:
        commands.deliver(export, lambda sheet: export.reviews(answer, sheet), messages, wanted.out)
    except NoPlaceError:
        raise MisuseError("error.docx_place", name=next(iter(answer.files.values()))) from None


def _spared(file: str, answer: Reviews) -> None:
    """No contract is written over."""
    place = Path(file)
    if place.exists() and any(Path(one).exists() and place.samefile(one) for one in answer.files.values()):
        raise MisuseError("error.out_is_contract", name=file)


def code(answer: Reviews) -> int:
    """The exit code: a contract that cannot be read outweighs what was found in the others."""
    if answer.unreadable or not answer.reviews:
        return MISUSE
    found = [each for one in answer.reviews for each in counting(one.findings)]
    return NOTHING_FOUND if any(refuses(each.severity, answer.bound) for each in found) else DONE


def explained(
    answer: Reviews, base: KnowledgeBase, identity: str, messages: Messages, shown: tuple[Exporter, Wanted]
) -> int:
    """The proof of one finding.

    Raises:
        MisuseError: no finding has this ID.
    """
    export, wanted = shown
    found = base.why_finding(answer, identity, messages.lang)
    if found is None:
        raise MisuseError("error.no_finding", id=identity)
    commands.deliver(export, lambda sheet: export.explanation(found, sheet), messages, wanted.out)
    return DONE


def against(given: Given, messages: Messages) -> KnowledgeBase:
    """The policies asked for: built-in ones by their IDs, files, or all built-in ones that hold for a place.

    Raises:
        MisuseError: none is asked for, or none holds for the place.
    """
    from workbench.cli.comparison import opened

    if given.policies:
        names = [filters.words("--policy", name) for name in given.policies]
        base = opened(names, messages)
        return within(base, given.jurisdiction) if given.jurisdiction else base
    if given.jurisdiction is None:
        raise MisuseError("error.check_nothing")
    return within(commands.opened(None, messages), filters.words("--jurisdiction", given.jurisdiction))


def within(base: KnowledgeBase, place: str) -> KnowledgeBase:
    """The policies that hold for a place: its own, and those of the places it lies in.

    Raises:
        MisuseError: there is none.
    """
    places = [each.document.metadata.jurisdiction or "" for each in base.entries]
    held = [each for each, own in zip(base.entries, places, strict=True) if own and _is_in(place, own)]
    if not held and not base.unreadable:
        raise MisuseError("error.jurisdiction", name=place, known=" ".join(dict.fromkeys(filter(None, places))))
    return replace(base, entries=tuple(held))


def _is_in(place: str, own: str) -> bool:
    """Whether a policy for `own` holds in a place: 威海市 in 山东省威海市文登区, 重庆市万州区 in 万州."""
    return own == NATION or own in place or own.endswith(place) or own.rstrip("省市区县").endswith(place)


@contextlib.contextmanager
def bar(messages: Messages) -> Iterator[Callable[[int, int], None]]:
    """A progress bar by contracts, when people look at it."""
    if not sys.stderr.isatty():
        yield lambda _, __: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(messages.say("check.progress")), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, all_: shown.update(task, completed=done, total=all_)
