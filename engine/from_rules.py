"""Rule files to a rule base.

In: texts of the rule language (`grammars/rule.lark`). Out: a `RuleBase`.
Guarantee: what is returned has passed every check of `engine.rule_checks`; anything else is a `RuleError` with file,
line and column, never another exception.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from engine.errors import RuleError
from engine.language import (
    Anything,
    At,
    Atom,
    Comparison,
    Conclusion,
    Constant,
    Declaration,
    Rule,
    RuleBase,
    Term,
    Variable,
)
from engine.rule_checks import check
from engine.strata import stratify
from grammars.loading import Token, Tree, UnexpectedInput, load

FOLDER = Path(__file__).with_name("rules")
Item = Rule | Declaration


def of_folder(folder: Path) -> tuple[RuleBase, RuleBase, RuleBase, RuleBase]:
    """The rules of a folder for answers, for cases, for conflicts, for contracts.

    Raises:
        RuleError: a file cannot be read or used.
    """
    found = [files(folder) for files in (_for_answers, _for_cases, _for_conflicts, _for_contracts)]
    answers, cases, conflicts, contracts = map(read_files, found)
    return answers, cases, conflicts, contracts


@cache
def built_in() -> RuleBase:
    """The rules that come with the engine."""
    return read_files(_for_answers(FOLDER))


@cache
def for_cases() -> RuleBase:
    """These, and the rules for cases."""
    return read_files(_for_cases(FOLDER))


@cache
def for_contracts() -> RuleBase:
    """These, and the rules for contracts."""
    return read_files(_for_contracts(FOLDER))


@cache
def for_conflicts() -> RuleBase:
    """The facts of documents, and the rules of the hierarchy of norms."""
    return read_files(_for_conflicts(FOLDER))


def _for_answers(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.rules"))


def _for_cases(folder: Path) -> list[Path]:
    return [*_for_answers(folder), *sorted(folder.glob("cases/*.rules"))]


def _for_contracts(folder: Path) -> list[Path]:
    return [*_for_answers(folder), *sorted(folder.glob("contracts/*.rules"))]


def _for_conflicts(folder: Path) -> list[Path]:
    return [*sorted(folder.glob("facts.rules")), *sorted(folder.glob("hierarchy/*.rules"))]


@cache
def all_rules() -> RuleBase:
    """All rules that come with the engine: for its pages and its catalogues."""
    return read_files(sorted(FOLDER.rglob("*.rules")))


def read_files(paths: Iterable[Path]) -> RuleBase:
    """The rule base of these files together.

    Raises:
        RuleError: a file cannot be read or used.
    """
    return read_texts({path.name: _text(path) for path in paths})


def read_texts(texts: Mapping[str, str]) -> RuleBase:
    """The rule base of these texts together; the keys name them in messages.

    Raises:
        RuleError: a text cannot be used.
    """
    items = [item for file, text in texts.items() for item in _items(file, text)]
    declarations = tuple(item for item in items if isinstance(item, Declaration))
    rules = tuple(item for item in items if isinstance(item, Rule))
    check(declarations, rules)
    digest = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()
    return RuleBase({each.predicate: each for each in declarations}, stratify(rules), digest)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        problem = "规则文件读不出来，或者不是 UTF-8 文本"
        raise RuleError(path.name, 1, 1, problem, "the rule file cannot be read, or is no UTF-8 text") from None


def _items(file: str, text: str) -> list[Item]:
    try:
        tree = load("rule").parse(text)
    except UnexpectedInput as error:
        raise _syntax_error(file, text, error) from None
    return [_item(file, child, text[child.meta.start_pos : child.meta.end_pos]) for child in _trees(tree)]


def _item(file: str, tree: Tree[Token], text: str) -> Item:
    return _rule(file, tree, text) if tree.data == "rule" else _declaration(file, tree, text)


def _syntax_error(file: str, text: str, error: UnexpectedInput) -> RuleError:
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        lines = text.rstrip().split("\n")
        problem = "语法错误：规则还没有写完，文件就结束了"
        return RuleError(file, len(lines), len(lines[-1]) + 1, problem, "syntax error: the file ends inside a rule")
    found = str(token) if token is not None else text[error.pos_in_stream or 0]
    problem = f"语法错误：这里不能是“{found}”"
    return RuleError(file, error.line, error.column, problem, f"syntax error: “{found}” cannot stand here")


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _tokens(tree: Tree[Token], kind: str) -> list[Token]:
    return [child for child in tree.children if isinstance(child, Token) and child.type == kind]


def _at(file: str, token: Token) -> At:
    return At(file, token.line or 1, token.column or 1)


def _unquoted(token: Token) -> str:
    return str(token)[1:-1]


def _declaration(file: str, tree: Tree[Token], text: str) -> Declaration:
    kind, name = _tokens(tree, "KIND")[0], _tokens(tree, "NAME")[0]
    sentences = [_unquoted(token) for token in _tokens(tree, "TEXT")]
    return Declaration(
        given=kind == "fact",
        step=kind == "step",
        predicate=str(name),
        parameters=tuple(str(token) for token in _tokens(tree, "NAME")[1:]),
        says=sentences[0],
        otherwise=sentences[1] if len(sentences) > 1 else "",
        at=_at(file, name),
        text=text,
    )


def _rule(file: str, tree: Tree[Token], text: str) -> Rule:
    code, label = _tokens(tree, "CODE")[0], _tokens(tree, "TEXT")[0]
    parts = _trees(tree)
    return Rule(
        code=str(code),
        label=_unquoted(label),
        premises=tuple(_atom(file, part) for part in parts if part.data == "atom"),
        absent=tuple(_atom(file, _trees(part)[0]) for part in parts if part.data == "negation"),
        comparisons=tuple(_comparison(file, part) for part in parts if part.data == "comparison"),
        conclusions=tuple(_conclusion(file, part) for part in parts if part.data == "conclusion"),
        at=_at(file, code),
        text=text,
    )


def _atom(file: str, tree: Tree[Token]) -> Atom:
    name, *terms = [child for child in tree.children if isinstance(child, Token)]
    return Atom(str(name), tuple(_term(token) for token in terms), _at(file, name))


def _comparison(file: str, tree: Tree[Token]) -> Comparison:
    left, op, right = [child for child in tree.children if isinstance(child, Token)]
    return Comparison(_term(left), str(op), _term(right), _at(file, left))


def _conclusion(file: str, tree: Tree[Token]) -> Conclusion:
    says = _tokens(tree, "TEXT")
    return Conclusion(_atom(file, _trees(tree)[0]), _unquoted(says[0]) if says else "")


def _term(token: Token) -> Term:
    if token.type == "VARIABLE":
        return Variable(str(token)[1:])
    if token.type == "ANY":
        return Anything()
    return Constant(_unquoted(token) if token.type == "TEXT" else str(token))
