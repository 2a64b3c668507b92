"""How misuse that typer finds is told.

In: typer's own exceptions. Out: one line in the language of the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer.exceptions import TyperException

    from workbench.messages import Messages


def told(error: TyperException, messages: Messages) -> str:
    """One line for an exception of typer, which speaks English only.

    Typer exports its base class alone; the kinds are told apart by the attributes they document.
    """
    option = getattr(error, "option_name", None)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return messages.say("error.no_such_option", option=option)
    if option is not None:
        return messages.say("error.option_usage", option=option)
    param = getattr(error, "param", None)
    if kind == "MissingParameter" and param is not None:
        return messages.say("error.missing_argument", name=param.metavar or param.name)
    if "unexpected extra argument" in error.message:
        return messages.say("error.extra_argument", arguments=error.message.rpartition(" (")[2].rstrip(")."))
    return messages.say("error.usage", detail=" ".join(error.format_message().split()))
