"""The work of each command: open, ask, render, write.

In: checked options. Out: the exit code. Guarantee: an answer is rendered whole before its first character is written.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import filters, output
from workbench.errors import MisuseError
from workbench.exports import Exporter, Sheet, exporter, formats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.certificate import Kind
    from engine.language import RuleBase
    from workbench.knowledge_base import KnowledgeBase
    from workbench.messages import Messages
    from workbench.model import Unreadable

DONE, NOTHING_FOUND, MISUSE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """Form and place of the answer: `out` None is the standard output."""

    format: str
    out: str | None


@dataclass(frozen=True, slots=True)
class Against:
    """What proofs are checked against: where the sources are, a folder of rules, and whether facts are read again."""

    places: Sequence[str]
    rules: str | None
    facts: bool


def extract(messages: Messages, paths: list[str] | None, wanted: Wanted) -> int:
    """Statements and coverage."""
    export = chosen(wanted.format, "extractions")
    base = opened(paths, messages)
    if base.entries:
        deliver(export, lambda sheet: export.extractions(base.entries, sheet), messages, wanted.out)
    found = any(entry.extraction.statements for entry in base.entries)
    return ended(base.unreadable, found, messages)


def duties(messages: Messages, paths: list[str] | None, given: filters.Given, wanted: Wanted) -> int:
    """Duties."""
    export, asked = chosen(wanted.format, "duties"), filters.asked(given, messages)
    base = opened(paths, messages, given.policy or ())
    answer = base.duties(**asked)
    if base.entries:
        deliver(export, lambda sheet: export.duties(answer, sheet), messages, wanted.out)
    return ended(base.unreadable, bool(answer.found.duties), messages)


def deadlines(messages: Messages, paths: list[str] | None, given: filters.Given, wanted: Wanted) -> int:
    """Deadlines."""
    export, asked = chosen(wanted.format, "deadlines"), filters.asked(given, messages)
    base = opened(paths, messages, given.policy or ())
    answer = base.deadlines(**asked)
    if base.entries:
        deliver(export, lambda sheet: export.deadlines(answer, sheet), messages, wanted.out)
    return ended(base.unreadable, bool(answer.found.dues), messages)


def penalties(messages: Messages, paths: list[str] | None, given: filters.Given, wanted: Wanted) -> int:
    """Penalties."""
    export, asked = chosen(wanted.format, "penalties"), filters.asked(given, messages)
    base = opened(paths, messages, given.policy or ())
    answer = base.penalties(**asked)
    if base.entries:
        deliver(export, lambda sheet: export.penalties(answer, sheet), messages, wanted.out)
    return ended(base.unreadable, bool(answer.found.penalties), messages)


def gaps(
    messages: Messages, paths: list[str] | None, kinds: list[str] | None, given: filters.Given, wanted: Wanted
) -> int:
    """What the documents leave open."""
    export, asked = chosen(wanted.format, "gaps"), filters.asked(given, messages)
    meant = filters.gap_kinds(kinds or (), messages)
    base = opened(paths, messages, given.policy or ())
    answer = base.gaps(meant, **asked)
    if base.entries:
        deliver(export, lambda sheet: export.gaps(answer, sheet), messages, wanted.out)
    return ended(base.unreadable, bool(answer.found.gaps or answer.found.loads), messages)


def explain(messages: Messages, identity: str, paths: list[str] | None, as_of: str | None, wanted: Wanted) -> int:
    """One proof."""
    from engine.errors import UnknownId

    export, day = chosen(wanted.format, "explanation"), filters.day("--as-of", as_of)
    identity = filters.words("ID", identity)
    base = opened(paths, messages, enough=(identity.partition(".")[0],))
    try:
        answer = base.explain(identity, day, messages.lang)
    except UnknownId as error:
        tell(error.message_en if messages.lang == "en" else error.message_zh)
        return MISUSE if base.unreadable else NOTHING_FOUND
    deliver(export, lambda sheet: export.explanation(answer, sheet), messages, wanted.out)
    return ended(base.unreadable, True, messages)


def conflicts(
    messages: Messages, paths: list[str] | None, given: filters.Given, why: str | None, wanted: Wanted
) -> int:
    """Conflicts, or the proof of one."""
    export = chosen(wanted.format, "conflicts" if why is None else "explanation")
    asked = filters.asked(given, messages)
    base = opened(paths, messages)
    if why is not None:
        proof = base.why_conflict(filters.words("--why", why), **asked)
        if proof is None:
            raise MisuseError("error.no_conflict", id=why)
        deliver(export, lambda sheet: export.explanation(proof, sheet), messages, wanted.out)
        return ended(base.unreadable, True, messages)
    answer = base.conflicts(**asked)
    if base.entries:
        deliver(export, lambda sheet: export.conflicts(answer, sheet), messages, wanted.out)
    return ended(base.unreadable, bool(answer.found.conflicts), messages)


def verify(messages: Messages, proofs: Sequence[str], against: Against, wanted: Wanted) -> int:
    """Proofs of others."""
    from workbench.verification import verify as verdicts_on

    export = chosen(wanted.format, "verdicts")
    rules, others = rule_bases(against.rules)
    answer = verdicts_on(proofs, against.places, rules, against.facts, others)
    for one in answer.unreadable:
        tell(one.en if messages.lang == "en" else one.zh)
    if answer.found:
        deliver(export, lambda sheet: export.verdicts(answer, sheet), messages, wanted.out)
    if answer.unreadable:
        return MISUSE
    return DONE if answer.accepted else NOTHING_FOUND


def rule_bases(folder: str | None) -> tuple[RuleBase, dict[Kind, RuleBase]]:
    """The rules of a folder for answers, and those for cases and conflicts; the built-in ones when none is given.

    Raises:
        MisuseError: there are none in it.
        RuleError: they cannot be used.
    """
    from engine.certificate import Kind
    from engine.from_rules import FOLDER, built_in, for_cases, for_conflicts, for_contracts, of_folder

    if folder is None or Path(folder).resolve() == FOLDER.resolve():
        return built_in(), {Kind.CASE: for_cases(), Kind.CONFLICT: for_conflicts(), Kind.CONTRACT: for_contracts()}
    if not sorted(Path(folder).glob("*.rules")):
        raise MisuseError("error.no_rules", name=folder)
    rules, cases, conflicts, contracts = of_folder(Path(folder))
    return rules, {Kind.CASE: cases, Kind.CONFLICT: conflicts, Kind.CONTRACT: contracts}


def demo(messages: Messages, as_of: str | None) -> int:
    """The five policies at a glance."""
    from workbench.demo import DAY, page

    day = filters.day("--as-of", as_of) or DAY
    base = opened(None, messages)
    shown = page(base, day, Sheet(messages, output.width(), output.colour()))
    output.write(f"{shown}\n{messages.say('demo.pages')}\n", None, "utf-8", messages)
    return DONE


def version() -> None:
    """Print the version."""
    print(f"zhize {installed_version('zhize')}")


def chosen(name: str, answer: str) -> Exporter:
    """The exporter of a format that is there for an answer."""
    if name not in formats(answer):
        raise MisuseError("error.format", name=name, known=" ".join(formats(answer)))
    return exporter(name)


def opened(
    paths: list[str] | None, messages: Messages, policies: Sequence[str] = (), enough: Sequence[str] = ()
) -> KnowledgeBase:
    """The documents, each input that cannot be read told at once.

    Args:
        paths: as given.
        messages: the language.
        policies: documents asked for, by ID or words of their titles; each must be there.
        enough: IDs of the documents that are enough for the question.

    Raises:
        MisuseError: a document asked for is not among them.
    """
    from workbench.knowledge_base import open_paths

    base = open_paths(paths or (), policies or enough)
    for one in base.unreadable:
        tell(one.en if messages.lang == "en" else one.zh)
    for name in policies:
        if base.entries and not base.is_known(name):
            known = " ".join(entry.document.id for entry in base.entries)
            raise MisuseError("error.policy", name=name, known=known)
    return base


def deliver(export: Exporter, render: Callable[[Sheet], str | bytes], messages: Messages, out: str | None) -> None:
    """Render an answer and write it where it is wanted."""
    colour = out is None and output.colour()
    sheet = Sheet(messages, output.width(), colour, output.present(out))
    output.write(render(sheet), out, export.FILE_ENCODING, messages)


def ended(unreadable: Sequence[Unreadable], found: bool, messages: Messages) -> int:
    """The exit code: an input that could not be read outweighs what was found in the others."""
    if unreadable:
        return MISUSE
    if not found:
        tell(messages.say("table.nothing"))
    return DONE if found else NOTHING_FOUND


def tell(sentence: str) -> None:
    """Say something beside the answer."""
    print(sentence, file=sys.stderr)
