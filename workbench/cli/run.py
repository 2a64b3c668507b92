"""One call of the command, from the arguments to the exit code.

In: the arguments. Out: the exit code; what went wrong stands in one line on the standard error.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.messages import LANGUAGES, Messages, load

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_LANGUAGE = "zh"
NOTHING_FOUND = 1
MISUSE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141  # what a shell reports for a program ended by SIGPIPE


def run(argv: list[str]) -> int:
    """Carry out `argv` and return the exit code."""
    prepare_streams()
    lang, rest = language(argv)
    messages = load(lang if lang in LANGUAGES else DEFAULT_LANGUAGE)
    if lang not in LANGUAGES:
        return refuse(messages.say("error.no_such_language", name=lang, known=" ".join(LANGUAGES)))
    try:
        return guarded(lambda: dispatch(rest or ["--help"], messages), messages)
    except (BrokenPipeError, SystemExit):  # typer exits when it meets a closed pipe, and never else
        output.abandon()
        return BROKEN_PIPE


def guarded(command: Callable[[], int], messages: Messages) -> int:
    """Run `command`; what ends it early is told in one line."""
    from typer.exceptions import Abort, TyperException

    from workbench.cli.failures import told
    from workbench.errors import MisuseError

    try:
        code = command()
        output.flush(messages)
        return code
    except MisuseError as error:
        return refuse(error.told(messages))
    except TyperException as error:
        return refuse(told(error, messages))
    except (KeyboardInterrupt, Abort):
        return INTERRUPTED
    except MemoryError:
        return refuse(messages.say("error.memory"))
    except BrokenPipeError:
        raise
    except Exception as error:
        return fault(error, messages)


def dispatch(argv: list[str], messages: Messages) -> int:
    """Hand `argv` to typer."""
    from workbench.cli.app import app

    code = app(argv, prog_name="zhize", standalone_mode=False, obj=messages)
    return code if isinstance(code, int) else 0


def refuse(sentence: str) -> int:
    """Say why nothing was done."""
    print(sentence, file=sys.stderr)
    return MISUSE


def fault(error: Exception, messages: Messages) -> int:
    """Tell what failed inside: a rule file, the derivation, or else a fault of the program."""
    from engine.errors import EngineError, QuestionError, RuleError

    if os.environ.get("ZHIZE_DEBUG"):
        raise error
    told = error.message_en if isinstance(error, EngineError) and messages.lang == "en" else str(error)
    detail = " ".join(told.split())
    if isinstance(error, OSError) and error.filename is None:  # a help page that finds no room
        return refuse(output.refused(error, None, messages).told(messages))
    if isinstance(error, QuestionError):
        return refuse(messages.say("error.usage", detail=detail))
    key = "rules" if isinstance(error, RuleError) else "engine" if isinstance(error, EngineError) else "internal"
    return refuse(messages.say(f"error.{key}", kind=type(error).__name__, detail=detail))


def language(argv: list[str]) -> tuple[str, list[str]]:
    """The language asked for, and the arguments without it; ``--lang`` may stand anywhere before ``--``."""
    lang, rest = DEFAULT_LANGUAGE, list(argv)
    end = rest.index("--") if "--" in rest else len(rest)
    for index in reversed(range(end)):
        if rest[index].startswith("--lang="):
            lang = rest.pop(index).partition("=")[2]
        elif rest[index] == "--lang":
            lang = rest.pop(index + 1) if index + 1 < len(rest) else ""
            rest.pop(index)
    return lang, rest


def prepare_streams() -> None:
    """Chinese must come out whole: UTF-8 into files and pipes; a terminal keeps its encoding, "?" for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError):
                stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")
