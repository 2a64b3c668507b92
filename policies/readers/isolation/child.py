"""The process that parses: requests on the standard input, answers on what was the standard output.

In: for each file one line of JSON (``parser``, ``name``, ``size``) and then its bytes. Out: lines of JSON: any number
of ``{"alive": true}``, then one of ``reading``, ``refused`` (code, zh, en), ``memory`` or ``fault``. Guarantee:
nothing a parser prints gets among the answers; no connection is opened; the process ends itself when a parser shows no
sign of life, so that it outlives nobody who asked.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import IO, Any

from policies.errors import UnreadableError
from policies.model import Reading
from policies.readers.isolation import bounds, limits

_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
_NESTED = 5000  # calls; elements of XML stand at most 256 deep
_GRACE = 5  # seconds by which the one who asks may be late


def serve() -> None:
    """Answer until the standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for told in (1, 2):
        os.dup2(nowhere, told)
    bounds.confine()
    sys.setrecursionlimit(_NESTED)
    sys.addaudithook(_forbid)
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        data = sys.stdin.buffer.read(request["size"])
        _say(answers, _answer(request, data, lambda: _say(answers, {"alive": True})))


def _say(answers: IO[str], message: dict[str, Any]) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(limits.SECONDS + _GRACE if "alive" in message else 0)
    answers.write(json.dumps(message, ensure_ascii=True) + "\n")
    answers.flush()


def _answer(request: dict[str, Any], data: bytes, alive: Callable[[], None]) -> dict[str, Any]:
    alive()
    try:
        reading: Reading = importlib.import_module(request["parser"]).parse(data, request["name"], alive)
    except UnreadableError as error:
        return {"refused": [error.code, error.message_zh, error.message_en]}
    except MemoryError:
        return {"memory": True}
    except Exception as error:  # whatever a parser does on bytes made to break it
        return {"fault": f"{type(error).__name__}: {error}"[:500]}
    return {"reading": asdict(reading)}


def _forbid(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)
