"""Conditions to tests of attributes.

In: the words of a condition, of an exception or of a sanction's trigger, or the name of an actor (新建矿山).
Out: a `Reading`: what must hold of which class of actors; a `Finding` or an `Overdue` for triggers.
Guarantee: only what the grammar reads whole is read; anything else gives None and stays words, to be asked about,
never a guess.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lark import Token, Tree

from grammars.loading import RefusedError, parse_tokens
from obligations.attributes import attributes, called, lexer, operators, values
from obligations.numerals import number, printed

Parsed = Tree[Token]
_SPOKEN = {"<": "不足", ">=": "不低于", ">": "超过", "<=": "不超过"}
_DATED = {"<": "早于", ">": "晚于"}
_FIGURE = re.compile(r"(?P<number>[\d.]+(?:万|亿)?|[〇零一二两三四五六七八九十百千万亿半]+)个?(?P<unit>[年月元%％]?)")


@dataclass(frozen=True, slots=True)
class Test:
    """What must hold of one attribute: `op` one of = < <= > >=; with "=" one of the values is enough."""

    attribute: str
    op: str
    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """剩余可采年限不足3年; 规模为大型或者中型"""
        known = attributes()[self.attribute]
        if self.op == "=":
            return f"{self.attribute}为{'或者'.join(self.values)}"
        sign = (_DATED if known.kind == "day" else _SPOKEN)[self.op]
        return f"{self.attribute}{sign}{self.values[0]}{known.unit}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition that was read.

    Attributes:
        tests: all must hold.
        subject: the class of actors it speaks of, "" when it names none.
        excluded: the words are an exception: who passes the tests is not meant.
        exceptions: readings of exceptions in brackets.
    """

    tests: tuple[Test, ...]
    subject: str = ""
    excluded: bool = False
    exceptions: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A trigger that an inspection meets: `of` is what is not met (绿色矿山建设要求), "" when it is not said."""

    of: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """A trigger that is met when what was ordered is not done in time."""


def read(text: str) -> Reading | None:
    """What a condition demands, None when the grammar does not read it whole."""
    tree = _tree(text)
    if tree is None or tree.data not in {"condition", "exception"}:
        return None
    try:
        return _reading(tree)
    except ValueError:
        return None


def trigger(text: str) -> Finding | Overdue | None:
    """What kind of trigger this is, None for one that is only words."""
    tree = _tree(text)
    if tree is None or tree.data not in {"finding", "overdue"}:
        return None
    if tree.data == "overdue":
        return Overdue()
    found = next((child for child in tree.children if isinstance(child, Tree)), None)
    words = "".join(found.children) if found else ""  # type: ignore[arg-type]  # an object has words only
    return Finding(re.sub(r"的(?:[^的]*(?:企业|矿山|单位|人))?$", "", words))


def alternatives(text: str) -> tuple[str, ...]:
    """The alternatives of a trigger, when one of them is read (…或整改不彻底的); else the text as it is."""
    cuts = [token.start_pos or 0 for token in lexer().tokens(text) if token.type == "OR"]
    edges = [0, *cuts, len(text)]
    pieces = [re.sub("^或者?", "", text[a:b]) for a, b in pairwise(edges)]
    return tuple(pieces) if len(pieces) > 1 and any(trigger(piece) for piece in pieces) else (text,)


def excepted(text: str) -> str:
    """The words of an exception without those that make it one: 除法律另有规定外 is 法律另有规定."""
    found = re.sub("(?:除外|(?:以|之)?外)$", "", text.strip("，；。"))
    return found.removeprefix("除")


def is_exception(text: str) -> bool:
    """Whether the words are an exception: 除……外, ……除外."""
    tokens = [token for token in lexer().tokens(text) if token.type not in {"COMMA", "STOP", "CLOSE", "CLOSE_DE"}]
    return bool(tokens) and (
        tokens[-1].type == "EXCEPT" or (tokens[0].type == "CHU" and re.search("外[，。]?$", text) is not None)
    )


def _tree(text: str) -> Parsed | None:
    try:
        return parse_tokens("condition", lexer().tokens("".join(text.split())))
    except RefusedError:
        return None


def _reading(tree: Parsed) -> Reading:
    found: list[Test] = []
    inner: list[str] = []
    subject = ""
    for node in _trees(tree):
        if node.data == "subject":
            subject = str(node.children[0])
            inner += [str(child)[1:-1] for child in node.children[1:]]
        elif node.data == "value":
            found += _values(node)
        else:
            found.append(_READERS[node.data](node))
    notes = [_bracket(words) for words in inner]
    demands = [test for note in notes if not note.excluded for test in note.tests]
    return Reading(
        tests=_joined([*found, *demands]),
        subject=subject,
        excluded=tree.data == "exception"
        or any(isinstance(child, Token) and child.type == "EXCEPT" for child in tree.children),
        exceptions=tuple(note for note in notes if note.excluded),
    )


def _bracket(words: str) -> Reading:
    found = read(words)
    if found is None:
        raise ValueError(words)
    return found


def _trees(tree: Parsed) -> Iterator[Parsed]:
    return (child for child in tree.children if isinstance(child, Tree))


def _tokens(tree: Parsed) -> dict[str, Token]:
    return {child.type: child for child in tree.children if isinstance(child, Token)}


def _values(tree: Parsed) -> Iterator[Test]:
    word, *more = [str(child) for child in tree.children]
    for each in (word, *(part for bracket in more for part in re.split("[、，]", bracket[1:-1]))):
        if each not in values():
            raise ValueError(each)
        name, value = values()[each]
        yield Test(name, "=", (value,))


def _compared(tree: Parsed) -> Test:
    parts = _tokens(tree)
    op = operators()[parts.get("COMPARE") or parts["BOUND"]]
    figure = next(parts[kind] for kind in ("SPAN", "NUMBER", "PERCENT", "MONEY") if kind in parts)
    known = attributes()[called()[parts["ATTRIBUTE"]]]
    found = _FIGURE.fullmatch(figure)
    if found is None or known.kind != "number" or found["unit"] not in {known.unit, ""}:
        raise ValueError(figure)
    return Test(known.name, op, (printed(number(found["number"])),))


def _dated(tree: Parsed) -> Test:
    parts = _tokens(tree)
    known, op = attributes()[called()[parts["ATTRIBUTE"]]], operators()[parts["EDGE"]]
    if known.kind != "day":
        raise ValueError(known.name)
    year = _number(parts["YEAR"])
    month = _number(parts["MONTH"]) if "MONTH" in parts else (12 if op == ">" else 1)
    day = _number(parts["DAYS"]) if "DAYS" in parts else (monthrange(year, month)[1] if op == ">" else 1)
    return Test(known.name, op, (date(year, month, day).isoformat(),))


def _number(token: Token) -> int:
    return int(number(re.sub("[年度月份日]", "", token)))


def _stated(tree: Parsed) -> Test:
    parts = _tokens(tree)
    name, value = values()[parts["VALUE"]]
    if called()[parts["ATTRIBUTE"]] != name:
        raise ValueError(name)
    return Test(name, "=", (value,))


def _lacking(tree: Parsed) -> Test:
    known = attributes()[called()[_tokens(tree)["ATTRIBUTE"]]]
    if known.kind != "number":
        raise ValueError(known.name)
    return Test(known.name, "<=", ("0",))


_READERS = {"compared": _compared, "bounded": _compared, "dated": _dated, "lacking": _lacking, "stated": _stated}


def _joined(tests: Sequence[Test]) -> tuple[Test, ...]:
    """One test an attribute for words: 大、中型 is one of the two."""
    words: dict[str, tuple[str, ...]] = {}
    for test in tests:
        if test.op == "=":
            words[test.attribute] = tuple(dict.fromkeys((*words.get(test.attribute, ()), *test.values)))
    joined = [Test(name, "=", given) for name, given in words.items()]
    return (*joined, *(test for test in tests if test.op != "="))
