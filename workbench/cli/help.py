"""Help pages in the language of the user.

In: typer's commands, whose help texts are keys of the catalogue. Out: plain text.
Guarantee: neither rich nor any package of the pipeline is imported for a help page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from typer.core import TyperCommand, TyperGroup

from workbench.errors import MisuseError
from workbench.rendering.columns import wrapped

if TYPE_CHECKING:
    from workbench.messages import Messages

WIDTH = 88
LEFT = 26


class Command(TyperCommand):
    """A command whose help is looked up in the catalogue."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(page(self, ctx, cast("Messages", ctx.obj)))


class Group(TyperGroup):
    """The program: its help lists the commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(page(self, ctx, cast("Messages", ctx.obj)))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As typer does, but an unknown command is told in the user's language."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise MisuseError("error.no_such_command", name=args[0], known=" ".join(self.commands))
        return super().resolve_command(ctx, args)


def page(command: TyperCommand | TyperGroup, ctx: Any, messages: Messages) -> str:
    """The help page of a command."""
    blocks = [messages.say("help.usage", shape=usage(command, ctx, messages)), paragraph(f"{command.help}", messages)]
    arguments, options = parameters(command, ctx, messages)
    commands = []
    if isinstance(command, TyperGroup):
        commands = [(name, messages.say(str(below.help))) for name, below in command.commands.items()]
    for heading, rows in (("arguments", arguments), ("options", options), ("commands", commands)):
        if rows:
            blocks.append("\n".join([messages.say(f"help.{heading}"), *(line(left, right) for left, right in rows)]))
    if messages.table.get(f"{command.help}_more"):
        blocks.append(paragraph(f"{command.help}_more", messages))
    return "\n\n".join(blocks) + "\n"


def paragraph(key: str, messages: Messages) -> str:
    """A sentence of the catalogue as a paragraph."""
    return "\n".join(wrapped(messages.say(key), WIDTH))


def usage(command: TyperCommand | TyperGroup, ctx: Any, messages: Messages) -> str:
    """The line that shows the shape of a call."""
    pieces = [ctx.command_path, messages.say("help.options_piece")]
    if isinstance(command, TyperGroup):
        pieces.append(messages.say("help.command_piece"))
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            pieces.append(str(param.metavar) if param.required else f"[{param.metavar}]")
    return " ".join(pieces)


def parameters(command: Any, ctx: Any, messages: Messages) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Arguments and options, each with its help."""
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            arguments.append((str(param.metavar), messages.say(str(param.help))))
        elif "--help" in param.opts:
            options.append(("--help", messages.say("help.help")))
        else:
            name = f"{'/'.join(param.opts)} {param.metavar or ''}".strip()
            options.append((name, messages.say(str(param.help))))
    return arguments, options


def line(left: str, right: str) -> str:
    """One entry: what to type, and what it does, wrapped by columns."""
    first = f"  {left:<{LEFT}}"
    if len(first) > LEFT + 2:
        first += "\n" + " " * (LEFT + 2)
    return first + ("\n" + " " * (LEFT + 2)).join(wrapped(right, WIDTH - LEFT - 2))
