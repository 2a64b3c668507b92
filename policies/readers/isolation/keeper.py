"""Starts the parsing process, asks it, ends it.

In: a parser's module, a file's bytes and name. Out: its `Reading`. Guarantee: one process serves file after file and is
replaced when it fails; a file that fails in a process which has read others is tried once more in a new one, so that
what came before decides nothing; nothing is started before there is something to read, and nothing is left behind.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import IO, Any, cast

from policies import refusals
from policies.errors import UnreadableError
from policies.model import Diagnostic, Origin, Reading, Span
from policies.readers.isolation import limits

_BEGIN = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from policies.readers.isolation.child import serve; serve()"
)
_ENOUGH = 200  # files after which a process is replaced: libraries leak


def run(parser: str, data: bytes, name: str) -> Reading:
    """Have `parser` read the bytes of a file.

    Args:
        parser: a module with ``parse(data, name, alive)``; `alive` is to be called after each page or so.
        data: the bytes.
        name: of the file, for messages.

    Raises:
        UnreadableError: the parser refuses, fails, or takes too much time or memory.
    """
    return _KEEPER.run(parser, data, name)


class _LostError(Exception):
    """The process gave no answer; `slow` when it was given up."""

    def __init__(self, *, slow: bool = False) -> None:
        super().__init__()
        self.slow = slow


class _Child:
    """One process."""

    def __init__(self) -> None:
        paths = [os.path.abspath(path) for path in sys.path]
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BEGIN, json.dumps(paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.served = 0
        self.given_up = False

    def ask(self, parser: str, data: bytes, name: str) -> dict[str, Any]:
        """The last message that it gives on this file."""
        into, out = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)
        request = {"parser": parser, "name": name, "size": len(data)}
        self.served += 1
        end = time.monotonic() + limits.SECONDS_IN_ALL
        try:
            with _Watch(self, end):
                into.write(json.dumps(request).encode() + b"\n")
                into.write(data)
                into.flush()
            while True:
                with _Watch(self, end):
                    line = out.readline()
                message: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
                if "alive" not in message:
                    break
        except OSError:
            message = {}
        if not message:
            raise _LostError(slow=self.given_up)
        return message

    def end(self) -> None:
        """End the process and all it started."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", pipe).close()
        self.process.wait()


class _Watch:
    """Ends a process that shows no sign of life, or is at one file when its time is over."""

    def __init__(self, child: _Child, end: float) -> None:
        self.child = child
        self.timer = threading.Timer(min(limits.SECONDS, max(end - time.monotonic(), 0)), self._give_up)
        self.timer.daemon = True

    def _give_up(self) -> None:
        self.child.given_up = True
        self.child.process.kill()

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()


class _Keeper:
    """The process at hand, if any; one file at a time."""

    def __init__(self) -> None:
        self.child: _Child | None = None
        self.lock = threading.Lock()

    def run(self, parser: str, data: bytes, name: str) -> Reading:
        with self.lock:
            used = self.child is not None
            message = self._asked(parser, data, name)
            if used and not {"reading", "refused"} & message.keys():
                message = self._asked(parser, data, name)
        return _reading(message, name)

    def _asked(self, parser: str, data: bytes, name: str) -> dict[str, Any]:
        child = self.child or _Child()
        self.child = None
        try:
            message = child.ask(parser, data, name)
        except _LostError as lost:
            child.end()
            return {"slow": True} if lost.slow else {"lost": True}
        except BaseException:
            child.end()
            raise
        if {"reading", "refused"} & message.keys() and child.served < _ENOUGH:
            self.child = child
        else:
            child.end()
        return message

    def end(self) -> None:
        if self.child is not None:
            self.child.end()
            self.child = None


_KEEPER = _Keeper()
atexit.register(_KEEPER.end)


def _reading(message: dict[str, Any], name: str) -> Reading:
    if "refused" in message:
        raise UnreadableError(*message["refused"])
    if "slow" in message:
        raise refusals.slow(name)
    if "reading" not in message:
        raise refusals.crashed(name)
    found = message["reading"]
    return Reading(
        found["text"],
        tuple(Origin(**one) for one in found["origins"]),
        tuple(
            Diagnostic(**one | {"span": Span(**one["span"]) if one["span"] else None}) for one in found["diagnostics"]
        ),
    )
