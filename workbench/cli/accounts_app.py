"""`zhize account …` and `zhize token …` and their options; see `workbench.cli.app`.

In: arguments, parsed by typer. Out: the exit code of `workbench.cli.account`, which does the work.
"""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.help import Command, Group

Base = Annotated[str | None, typer.Option("--kb", metavar="URL", help="help.kb")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="help.account_name")]

account = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None)
token = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None)


@account.command("add", cls=Command, help="help.account_add")
def add(
    ctx: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="help.role")] = "reader",
    kb: Base = None,
) -> int:
    """A new account."""
    from workbench.cli import account as command

    return command.add(command.Place(ctx.obj, kb), name, role)


@account.command("list", cls=Command, help="help.account_list")
def accounts(ctx: typer.Context, kb: Base = None) -> int:
    """All accounts."""
    from workbench.cli import account as command

    return command.listed(command.Place(ctx.obj, kb))


@account.command("change", cls=Command, help="help.account_change")
def change(
    ctx: typer.Context,
    name: Name,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="help.role")] = None,
    disable: Annotated[bool | None, typer.Option("--disable/--enable", help="help.disable")] = None,
    kb: Base = None,
) -> int:
    """Another role, or an account closed or opened again."""
    from workbench.cli import account as command

    return command.change(command.Place(ctx.obj, kb), name, role, disable)


@account.command("password", cls=Command, help="help.account_password")
def password(ctx: typer.Context, name: Name, kb: Base = None) -> int:
    """Another password."""
    from workbench.cli import account as command

    return command.new_password(command.Place(ctx.obj, kb), name)


@token.command("add", cls=Command, help="help.token_add")
def issue(
    ctx: typer.Context,
    name: Name,
    *,
    label: Annotated[str, typer.Option("--label", metavar="WORDS", help="help.label")],
    scope: Annotated[str, typer.Option("--scope", metavar="SCOPE", help="help.scope")] = "read",
    days: Annotated[int, typer.Option("--days", metavar="N", help="help.days")] = 90,
    kb: Base = None,
) -> int:
    """A new token."""
    from workbench.cli import account as command

    return command.issue(command.Place(ctx.obj, kb), name, scope, label, days)


@token.command("list", cls=Command, help="help.token_list")
def tokens(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="help.account_name")] = None,
    kb: Base = None,
) -> int:
    """The tokens."""
    from workbench.cli import account as command

    return command.tokens(command.Place(ctx.obj, kb), name)


@token.command("revoke", cls=Command, help="help.token_revoke")
def revoke(
    ctx: typer.Context,
    id: Annotated[int, typer.Argument(metavar="ID", help="help.token_id")],
    kb: Base = None,
) -> int:
    """A token ended."""
    from workbench.cli import account as command

    return command.revoke(command.Place(ctx.obj, kb), id)
