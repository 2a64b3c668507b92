"""The commands and their options.

In: arguments, parsed by typer. Out: the exit code of `workbench.cli.commands`, which does the work.
Guarantee: help texts are keys of the catalogue; nothing of the pipeline is imported before a command runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli import accounts_app
from workbench.cli.help import Command, Group

Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH…", help="help.paths")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format")]
Out = Annotated[str | None, typer.Option("--out", metavar="FILE", help="help.out")]
Policy = Annotated[list[str] | None, typer.Option("--policy", metavar="ID", help="help.policy")]
Actor = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="help.actor")]
Department = Annotated[str | None, typer.Option("--department", metavar="NAME", help="help.department")]
ModalityName = Annotated[str | None, typer.Option("--modality", metavar="KIND", help="help.modality")]
Topic = Annotated[str | None, typer.Option("--topic", metavar="WORDS", help="help.topic")]
DueFrom = Annotated[str | None, typer.Option("--due-from", metavar="DAY", help="help.due_from")]
DueBefore = Annotated[str | None, typer.Option("--due-before", metavar="DAY", help="help.due_before")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="help.as_of")]
Lang = Annotated[str, typer.Option("--lang", metavar="zh|en", help="help.lang")]
Version = Annotated[bool, typer.Option("--version", help="help.version", is_eager=True)]

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(cls=Group, help="help.zhize", invoke_without_command=True)
def zhize(ctx: typer.Context, lang: Lang = "zh", version: Version = False) -> None:
    """The program itself; ``--lang`` is read before typer sees the arguments and stands here for the help page."""
    if version:
        from workbench.cli import commands

        commands.version()
        raise typer.Exit(0)


@app.command(cls=Command, help="help.extract")
def extract(
    ctx: typer.Context,
    paths: Paths = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_extract")] = "table",
    out: Out = None,
) -> int:
    """Statements of the documents and the coverage of their texts."""
    from workbench.cli import commands

    return commands.extract(ctx.obj, paths, commands.Wanted(format, out))


@app.command(cls=Command, help="help.duties")
def duties(
    ctx: typer.Context,
    paths: Paths = None,
    policy: Policy = None,
    actor: Actor = None,
    department: Department = None,
    modality: ModalityName = None,
    topic: Topic = None,
    due_from: DueFrom = None,
    due_before: DueBefore = None,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_duties")] = "table",
    out: Out = None,
) -> int:
    """Who must, must not, may or is encouraged to do what."""
    from workbench.cli import commands
    from workbench.cli.filters import Given

    given = Given(policy, actor, department, modality, topic, due_from, due_before, as_of)
    return commands.duties(ctx.obj, paths, given, commands.Wanted(format, out))


@app.command(cls=Command, help="help.deadlines")
def deadlines(
    ctx: typer.Context,
    paths: Paths = None,
    policy: Policy = None,
    actor: Actor = None,
    department: Department = None,
    modality: ModalityName = None,
    topic: Topic = None,
    due_from: DueFrom = None,
    due_before: DueBefore = None,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_deadlines")] = "table",
    out: Out = None,
) -> int:
    """The days on which duties fall due, in their order."""
    from workbench.cli import commands
    from workbench.cli.filters import Given

    given = Given(policy, actor, department, modality, topic, due_from, due_before, as_of)
    return commands.deadlines(ctx.obj, paths, given, commands.Wanted(format, out))


@app.command(cls=Command, help="help.penalties")
def penalties(
    ctx: typer.Context,
    paths: Paths = None,
    policy: Policy = None,
    actor: Actor = None,
    department: Department = None,
    modality: ModalityName = None,
    topic: Topic = None,
    due_from: DueFrom = None,
    due_before: DueBefore = None,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_penalties")] = "table",
    out: Out = None,
) -> int:
    """What follows from a breach, and who imposes it."""
    from workbench.cli import commands
    from workbench.cli.filters import Given

    given = Given(policy, actor, department, modality, topic, due_from, due_before, as_of)
    return commands.penalties(ctx.obj, paths, given, commands.Wanted(format, out))


@app.command(cls=Command, help="help.conflicts")
def conflicts(
    ctx: typer.Context,
    paths: Paths = None,
    policy: Policy = None,
    topic: Topic = None,
    as_of: AsOf = None,
    why: Annotated[str | None, typer.Option("--why", metavar="ID", help="help.why_conflict")] = None,
    format: Format = "table",
    out: Out = None,
) -> int:
    """Provisions of different documents that contradict each other, and which applies."""
    from workbench.cli import commands
    from workbench.cli.filters import Given

    given = Given(policy=policy, topic=topic, as_of=as_of)
    return commands.conflicts(ctx.obj, paths, given, why, commands.Wanted(format, out))


@app.command(cls=Command, help="help.gaps")
def gaps(
    ctx: typer.Context,
    paths: Paths = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="help.kind")] = None,
    policy: Policy = None,
    actor: Actor = None,
    department: Department = None,
    topic: Topic = None,
    due_from: DueFrom = None,
    due_before: DueBefore = None,
    as_of: AsOf = None,
    format: Format = "table",
    out: Out = None,
) -> int:
    """Duties without sanctions, sanctions without duties, tasks of nobody or without a day, the load of departments."""
    from workbench.cli import commands
    from workbench.cli.filters import Given

    given = Given(policy, actor, department, None, topic, due_from, due_before, as_of)
    return commands.gaps(ctx.obj, paths, kind, given, commands.Wanted(format, out))


@app.command(cls=Command, help="help.compare")
def compare(
    ctx: typer.Context,
    documents: Annotated[list[str] | None, typer.Argument(metavar="DOC…", help="help.compared")] = None,
    topic: Annotated[list[str] | None, typer.Option("--topic", metavar="TOPIC", help="help.topic_compared")] = None,
    as_of: AsOf = None,
    pairs: Annotated[str | None, typer.Option("--pairs", metavar="FILE", help="help.pairs")] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_compared")] = "table",
    out: Out = None,
) -> int:
    """Documents side by side, duty by duty."""
    from workbench.cli import comparison as command

    given = command.Given(documents or (), topic or (), as_of, pairs)
    return command.compare(ctx.obj, given, command.Wanted(format, out))


@app.command(cls=Command, help="help.diff")
def diff(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="help.old")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="help.new")],
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_verdict")] = "table",
    out: Out = None,
) -> int:
    """What changed between two versions of a document."""
    from workbench.cli import comparison as command

    return command.diff(ctx.obj, (old, new), command.Wanted(format, out))


@app.command(cls=Command, help="help.explain")
def explain(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="help.id")],
    paths: Paths = None,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_proof")] = "table",
    out: Out = None,
) -> int:
    """The proof of one answer, down to the words of the source."""
    from workbench.cli import commands

    return commands.explain(ctx.obj, id, paths, as_of, commands.Wanted(format, out))


@app.command(cls=Command, help="help.case")
def case(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="help.case_file")],
    paths: Paths = None,
    as_of: AsOf = None,
    assume: Annotated[list[str] | None, typer.Option("--assume", metavar="EVENT", help="help.assume")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="ID", help="help.why")] = None,
    why_not: Annotated[str | None, typer.Option("--why-not", metavar="WORDS", help="help.why_not")] = None,
    ask: Annotated[bool, typer.Option("--ask", help="help.ask")] = False,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_case")] = "table",
    out: Out = None,
) -> int:
    """What holds in a case."""
    from workbench.cli import case as command

    view = command.View(why, why_not, ask)
    return command.run(ctx.obj, command.Given(file, paths, as_of, assume or ()), view, command.Wanted(format, out))


@app.command(cls=Command, help="help.check")
def check(
    ctx: typer.Context,
    contracts: Annotated[list[str], typer.Argument(metavar="CONTRACT…", help="help.contracts")],
    policy: Annotated[list[str] | None, typer.Option("--policy", metavar="DOC", help="help.policy_checked")] = None,
    jurisdiction: Annotated[
        str | None, typer.Option("--jurisdiction", metavar="PLACE", help="help.jurisdiction")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="help.as_of_check")] = None,
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="error|warning", help="help.fail_on")] = "warning",
    baseline: Annotated[str | None, typer.Option("--baseline", metavar="FILE", help="help.baseline")] = None,
    write_baseline: Annotated[
        str | None, typer.Option("--write-baseline", metavar="FILE", help="help.write_baseline")
    ] = None,
    waivers: Annotated[str | None, typer.Option("--waivers", metavar="FILE", help="help.waivers")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="ID", help="help.why_finding")] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_check")] = "table",
    out: Out = None,
) -> int:
    """Contracts held against policies."""
    from workbench.cli import check as command

    given = command.Given(contracts, policy or (), jurisdiction, as_of)
    counts = command.Counts(fail_on, baseline, waivers, write_baseline)
    return command.run(ctx.obj, given, counts, why, command.Wanted(format, out))


@app.command(cls=Command, help="help.verify")
def verify(
    ctx: typer.Context,
    proofs: Annotated[list[str], typer.Argument(metavar="PROOF…", help="help.proofs")],
    sources: Annotated[list[str] | None, typer.Option("--sources", metavar="DIR", help="help.sources")] = None,
    rules: Annotated[str | None, typer.Option("--rules", metavar="DIR", help="help.rules")] = None,
    no_facts: Annotated[bool, typer.Option("--no-facts", help="help.no_facts")] = False,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_verdict")] = "table",
    out: Out = None,
) -> int:
    """Proofs replayed against the sources, without the inference."""
    from workbench.cli import commands

    return commands.verify(
        ctx.obj, proofs, commands.Against(sources or (), rules, not no_facts), commands.Wanted(format, out)
    )


@app.command(cls=Command, help="help.demo")
def demo(ctx: typer.Context, as_of: AsOf = None) -> int:
    """The five policies at a glance."""
    from workbench.cli import commands

    return commands.demo(ctx.obj, as_of)


@app.command(cls=Command, help="help.serve")
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="help.host")] = "127.0.0.1",
    port: Annotated[str, typer.Option("--port", metavar="N", help="help.port")] = "8080",
    kb: Annotated[str | None, typer.Option("--kb", metavar="URL", help="help.kb")] = None,
    login: Annotated[bool, typer.Option("--login", help="help.login")] = False,
    open: Annotated[bool, typer.Option("--open/--no-open", help="help.open")] = False,
) -> int:
    """The pages, for a browser."""
    from workbench.cli import serve as command

    return command.run(ctx.obj, command.settings(host, port, kb, login), open)


@app.command(cls=Command, help="help.build")
def build(
    ctx: typer.Context,
    folders: Annotated[list[str], typer.Argument(metavar="DIR…", help="help.folders")],
    out: Annotated[str, typer.Option("--out", metavar="KB", help="help.base")],
    workers: Annotated[str | None, typer.Option("--workers", metavar="N", help="help.workers")] = None,
    cluster: Annotated[str | None, typer.Option("--cluster", metavar="ADDRESS", help="help.cluster")] = None,
    facts: Annotated[bool, typer.Option("--facts", help="help.facts")] = False,
) -> int:
    """A whole tree of documents into tables."""
    from workbench.cli import build as command

    return command.run(ctx.obj, command.order(folders, out, cluster, workers, facts))


app.add_typer(accounts_app.account, name="account", cls=Group, help="help.account")
app.add_typer(accounts_app.token, name="token", cls=Group, help="help.token")


@app.command(cls=Command, help="help.add")
def add(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="help.added")],
    kb: Annotated[str | None, typer.Option("--kb", metavar="URL", help="help.kb")] = None,
) -> int:
    """Files into a knowledge base that lasts."""
    from workbench.cli import store as command

    return command.add(ctx.obj, paths, kb)


@app.command(cls=Command, help="help.inspect")
def inspect(
    ctx: typer.Context, kb: Annotated[str | None, typer.Option("--kb", metavar="URL", help="help.kb")] = None
) -> int:
    """Whether a knowledge base is whole."""
    from workbench.cli import store as command

    return command.inspect(ctx.obj, kb)


@app.command(cls=Command, help="help.evaluate")
def evaluate(
    ctx: typer.Context,
    kb: Annotated[str | None, typer.Option("--kb", metavar="URL", help="help.kb")] = None,
    policy: Annotated[str | None, typer.Option("--policy", metavar="ID", help="help.policy_one")] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="help.format_verdict")] = "table",
) -> int:
    """Precision and recall against the reviews."""
    from workbench.cli import store as command

    return command.evaluate(ctx.obj, kb, policy, format)
