"""`zhize compare` and `zhize diff`: documents side by side, two versions of one.

In: checked options. Out: the exit code: 0 when anything is shared, 1 when nothing is, 2 for misuse; of versions as
diff(1) has it, 0 when they are the same, 1 when anything changed, 2 for misuse. Guarantee: an unknown topic is answered
with the list of topics; nothing is written half.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.cli import commands, filters
from workbench.cli.commands import DONE, MISUSE, NOTHING_FOUND, Wanted
from workbench.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.comparison.model import Topic
    from workbench.knowledge_base import KnowledgeBase
    from workbench.messages import Messages

__all__ = ["Given", "Wanted", "compare", "diff"]
CHANGED = 1


@dataclass(frozen=True, slots=True)
class Given:
    """Documents, topics, the day, the file of pairs, as typed."""

    documents: Sequence[str]
    topics: Sequence[str]
    as_of: str | None
    pairs: str | None


def compare(messages: Messages, given: Given, wanted: Wanted) -> int:
    """Documents side by side.

    Raises:
        MisuseError: an unknown topic, a single document.
    """
    from engine.comparison.wishes import from_file
    from engine.errors import TopicError

    export, day = commands.chosen(wanted.format, "comparison"), filters.day("--as-of", given.as_of)
    topics = chosen_topics(given.topics, messages)
    try:
        base = opened(given.documents, messages)
        wishes = from_file(given.pairs, [one.id for each in base.entries for one in each.extraction.statements])
    except TopicError as error:
        commands.tell(error.message_en if messages.lang == "en" else error.message_zh)
        return MISUSE
    if not base.entries or base.unreadable:
        return MISUSE
    if len(base.entries) == len(given.documents) == 1:
        raise MisuseError("error.compare_one")
    answer = base.compare(topics, wishes, day, messages.lang)
    commands.deliver(export, lambda sheet: export.comparison(answer, sheet), messages, wanted.out)
    shared = any(row.pairs for matrix in answer.found.matrices for row in matrix.rows)
    return DONE if shared else NOTHING_FOUND


def diff(messages: Messages, names: Sequence[str], wanted: Wanted) -> int:
    """What changed between two versions."""
    from workbench.records.comparison_record import is_same, text_diff

    export = commands.chosen(wanted.format, "changes")
    base = opened(names, messages)
    if not base.entries or base.unreadable:
        return MISUSE
    answer = base.changes()
    commands.deliver(export, lambda sheet: export.changes(answer, sheet), messages, wanted.out)
    return CHANGED if text_diff(answer) or not all(map(is_same, answer.found.rows)) else DONE


def chosen_topics(names: Sequence[str], messages: Messages) -> Sequence[Topic]:
    """The topics asked for, all when none is.

    Raises:
        MisuseError: there is no such topic.
    """
    from engine.comparison.topics import meant, topics

    found = []
    for name in names:
        topic = meant(filters.words("--topic", name))
        if topic is None:
            title = "title_en" if messages.lang == "en" else "title"
            known = messages.say("word.separator").join(f"{getattr(each, title)}（{each.id}）" for each in topics())
            raise MisuseError("error.topic", name=name, known=known)
        found.append(topic)
    return found or topics()


def opened(names: Sequence[str], messages: Messages) -> KnowledgeBase:
    """The documents, built-in policies by their IDs (weihai-2021, weihai)."""
    from policies import library

    known = {path.stem: str(path) for path in library.builtin()}
    short = {stem.partition("-")[0]: path for stem, path in known.items()}
    return commands.opened([known.get(name) or short.get(name) or name for name in names], messages)
