"""What of the documentation is made from the code: `make docs`, or ``python -m workbench.reference``.

In: the commands, the records, the rules with their fixtures, and pages with marks: ``<!-- example: ARGUMENTS -->`` and
``<!-- file: PATH -->`` in pages for users, ``<!-- rules: PREFIXES -->`` in the page of rules. Out: the command
reference, the JSON schemas, and these pages with the examples as the command prints them and a line for each rule.
Guarantee: a test compares the files with what is made here, so that they cannot fall behind.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel
from typer.main import get_command

from engine.cases.from_yaml import CaseFile
from engine.from_rules import all_rules
from workbench.cli.app import app
from workbench.cli.help import Command, Group, page
from workbench.cli.run import run
from workbench.messages import LANGUAGES, Messages, load
from workbench.records.answer_record import DutiesRecord, PenaltiesRecord
from workbench.records.case_record import CaseRecord, QuestionsRecord, ReasonRecord
from workbench.records.comparison_record import ChangesRecord, ComparisonRecord
from workbench.records.conflict_record import ConflictsRecord
from workbench.records.deadline_record import DeadlinesRecord
from workbench.records.extraction_record import ExtractionRecord
from workbench.records.gap_record import GapsRecord
from workbench.records.proof_record import ExplanationRecord
from workbench.records.review_record import ReviewsRecord
from workbench.records.verdict_record import VerdictsRecord

if TYPE_CHECKING:
    from typing import Any

SCHEMAS: dict[str, type[BaseModel]] = {
    "extract": ExtractionRecord,
    "deadlines": DeadlinesRecord,
    "duties": DutiesRecord,
    "penalties": PenaltiesRecord,
    "case": CaseRecord,
    "case_file": CaseFile,
    "case_questions": QuestionsRecord,
    "case_reason": ReasonRecord,
    "compare": ComparisonRecord,
    "conflicts": ConflictsRecord,
    "check": ReviewsRecord,
    "gaps": GapsRecord,
    "diff": ChangesRecord,
    "explain": ExplanationRecord,
    "verify": VerdictsRecord,
}
HEAD = """# 命令参考 · Command reference

<!-- Made by `make docs` from workbench/cli/app.py and workbench/messages.toml; do not edit. -->

JSON 输出的字段见 [schema/](schema/)，每种输出一个 JSON Schema。The fields of the JSON output: one JSON Schema each in
[schema/](schema/).
"""


COLUMNS = "100"  # width of the examples
READMES = ("README.md", "README.en.md", "docs/cases.md")
INCLUDED = re.compile(r"(<!-- file: (.+) -->\n```yaml\n)(?:.*\n)*?(```\n)")
EXAMPLE = re.compile(r"(<!-- example: (.+) -->\n```text\n)(?:.*\n)*?(```\n)")

RULES = re.compile(r"(<!-- rules: (.+) -->\n)(?:\|.*\n)*")


def pages(root: Path) -> dict[str, str]:
    """Every page by its path below `root`, the checkout."""
    made = {f"docs/schema/{name}.json": schema(record) for name, record in SCHEMAS.items()}
    with contextlib.chdir(root):
        readmes = {name: with_examples((root / name).read_text(encoding="utf-8")) for name in READMES}
    rules = {"docs/rules.md": with_rules((root / "docs/rules.md").read_text(encoding="utf-8"), root)}
    return {"docs/cli.md": reference(), **made, **readmes, **rules}


def with_examples(text: str) -> str:
    """A page with every file as it is, and every example as the command prints it now."""
    text = INCLUDED.sub(lambda found: f"{found[1]}{Path(found[2]).read_text(encoding='utf-8')}{found[3]}", text)
    return EXAMPLE.sub(lambda found: f"{found[1]}{printed(shlex.split(found[2]))}{found[3]}", text)


def with_rules(text: str, root: Path) -> str:
    """The page of rules with a line for each: its code, its label, the text of its fixture."""
    return RULES.sub(lambda found: f"{found[1]}{rule_table(tuple(found[2].split()), root)}", text)


def rule_table(prefixes: tuple[str, ...], root: Path) -> str:
    """The rules whose codes begin so."""
    lines = ["| 编号 | 说明 | 例 |", "| --- | --- | --- |"]
    for code, rule in sorted(all_rules().rules.items()):
        if code.startswith(prefixes):
            fixture = yaml.safe_load((root / f"tests/fixtures/rules/{code}.yaml").read_text(encoding="utf-8"))
            lines.append(f"| {code} | {rule.label} | {fixture['text'].strip()} |")
    return "\n".join([*lines, ""])


def printed(arguments: list[str]) -> str:
    """What the command prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(arguments)
    if code:
        raise RuntimeError(f"zhize {shlex.join(arguments)}: exit code {code}")
    return out.getvalue()


def reference() -> str:
    """The help pages of all commands, in both languages."""
    parts = [HEAD]
    for lang in LANGUAGES:
        messages = load(lang)
        parts.append(f"## {messages.say('reference.heading')}\n")
        parts += [f"### `{name}`\n\n```text\n{text}```\n" for name, text in help_pages(messages)]
    return "\n".join(parts)


def help_pages(messages: Messages) -> list[tuple[str, str]]:
    """Each command with its help page, the program first."""
    program = get_command(app)
    if not isinstance(program, Group):
        raise TypeError(type(program))
    context = program.make_context("zhize", [], obj=messages, resilient_parsing=True)
    return [("zhize", page(program, context, messages)), *pages_below(program, context, messages)]


def pages_below(group: Group, context: Any, messages: Messages) -> list[tuple[str, str]]:
    """Each command of a group with its help page, those of groups in it behind theirs."""
    made: list[tuple[str, str]] = []
    for name, command in group.commands.items():
        below = command.make_context(name, [], parent=context, resilient_parsing=True)
        if isinstance(command, Command | Group):
            made.append((below.command_path, page(command, below, messages)))
        if isinstance(command, Group):
            made += pages_below(command, below, messages)
    return made


def schema(record: type[BaseModel]) -> str:
    """The JSON Schema of a record."""
    return json.dumps(record.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def main(root: Path = Path()) -> None:
    """Write the pages."""
    os.environ["COLUMNS"] = COLUMNS
    for name, text in pages(root).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
