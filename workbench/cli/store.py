"""`zhize add`, `zhize inspect`, `zhize evaluate`: the knowledge base that lasts.

In: checked options. Out: the exit code. Guarantee: what a knowledge base refuses is one line; what was written before
an error is there, whole.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import sys
import time
from typing import TYPE_CHECKING

from workbench import sources
from workbench.cli import output
from workbench.cli.commands import DONE, MISUSE, NOTHING_FOUND, tell
from workbench.errors import MisuseError
from workbench.model import Unreadable
from workbench.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.messages import Messages
    from workbench.reviewing.scoring import Score
    from workbench.store.evaluating import Evaluation
    from workbench.store.making import Upload
    from workbench.stored_base import StoredBase


def add(messages: Messages, paths: list[str], kb: str | None) -> int:
    """Add files and folders."""
    found, refused = sources.inputs(paths)
    started = time.monotonic()
    with opened(kb) as base:
        uploads = [upload for each in found for upload in _upload(each, refused)]
        done = base.add(uploads, author(), _report(messages))
    for one in (*refused, *done.unreadable):
        tell(one.en if messages.lang == "en" else one.zh)
    numbers = {"added": len(done.documents), "unchanged": len(done.unchanged), "derived": len(done.derived)}
    bad = len(refused) + len(done.unreadable)
    print(messages.say("add.done", **numbers, unreadable=bad, seconds=f"{time.monotonic() - started:.1f}"))
    return MISUSE if bad else DONE


def inspect(messages: Messages, kb: str | None) -> int:
    """Whether everything is as it should be."""
    with opened(kb) as base:
        faults = base.faults()
        facets = base.facets()
        latest = base.audit(limit=1).items
    for fault in faults:
        print(messages.say(fault.key, **fault.values))
    if faults:
        print(messages.say("inspect.bad", count=len(faults)))
        return NOTHING_FOUND
    entries = latest[0].number if latest else 0
    print(messages.say("inspect.good", documents=facets.documents, statements=facets.statements, entries=entries))
    return DONE


def evaluate(messages: Messages, kb: str | None, policy: str | None, format: str) -> int:
    """Precision and recall against the reviews."""
    if format not in ("table", "json"):
        raise MisuseError("error.format", name=format, known="table json")
    with opened(kb) as base:
        if policy is not None:
            base.document(policy)
        found = base.evaluate(policy or "")
    text = _json(found) if format == "json" else _table(found, messages)
    output.write(text, None, "utf-8", messages)
    return DONE if found.documents else NOTHING_FOUND


@contextlib.contextmanager
def opened(kb: str | None) -> Iterator[StoredBase]:
    """A knowledge base.

    Raises:
        MisuseError: it refuses something.
    """
    from workbench.knowledge_base import open_store

    try:
        base = open_store(kb)
        try:
            yield base
        finally:
            base.close()
    except StoreError as error:
        raise MisuseError(error.key, **error.values) from error


def author() -> str:
    """Who works at this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        return "?"


def _upload(one: sources.Input, refused: list[Unreadable]) -> Iterator[Upload]:
    from policies.readers import LIMIT
    from workbench.store.making import Upload

    if one.path is None:
        yield Upload(one.name, one.data or b"")
        return
    try:
        with one.path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        refused.append(
            Unreadable(one.name, f"{one.name}：无法读取。", f"{one.name}: cannot be read ({error.strerror}).")
        )
    else:
        yield Upload(one.path.name, data)


def _report(messages: Messages) -> Callable[[int], None]:
    def report(documents: int) -> None:
        if sys.stderr.isatty():
            print(messages.say("add.progress", documents=documents), file=sys.stderr, end="\r")

    return report


def _table(found: Evaluation, messages: Messages) -> str:
    """The scores as lines."""
    if not found.documents:
        return messages.say("evaluate.nothing") + "\n"
    lines = [messages.say("evaluate.documents", count=len(found.documents), names="、".join(found.documents))]
    for kind, score in found.kinds.items():
        counts = {"reviewed": score.reviewed, "given": score.given, "found": score.found, "right": score.right}
        shares = {"precision": _share(score.precision), "recall": _share(score.recall)}
        lines.append(messages.say("evaluate.kind", kind=messages.word("kind", kind), **counts, **shares))
        wrong = [(name, score.found - score.fields[name]) for name in _fields(kind) if score.fields[name] < score.found]
        if wrong:
            told = messages.say("word.separator").join(f"{name} {count}" for name, count in wrong)
            lines.append(messages.say("evaluate.fields", told=told))
    if found.flagged:
        lines.append(messages.say("evaluate.flagged", count=found.flagged))
    lines.append(messages.say("evaluate.note"))
    return "\n".join(lines) + "\n"


def _json(found: Evaluation) -> str:
    kinds = {kind: _record(kind, score) for kind, score in found.kinds.items()}
    record = {"documents": list(found.documents), "flagged": found.flagged, "kinds": kinds}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(kind: str, score: Score) -> dict[str, object]:
    return {
        "reviewed": score.reviewed,
        "given": score.given,
        "found": score.found,
        "right": score.right,
        "precision": score.precision,
        "recall": score.recall,
        "fields": {name: score.fields[name] for name in _fields(kind)},
    }


def _fields(kind: str) -> list[str]:
    from workbench.reviewing.scoring import fields

    return fields(kind)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"
