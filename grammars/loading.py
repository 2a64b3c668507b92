"""The way to a language of this folder.

In: the name of a `.lark` file beside this module, and a text or ready-made tokens. Out: LALR parsers with positions,
and parse trees. Guarantee: one parser for each language and set of options in a process; a text that does not fit
raises `UnexpectedInput`, with line and column, tokens that do not fit raise `RefusedError`; callers turn either into
something of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from grammars.lexer import Ready
from grammars.tables import RefusedError, Table

__all__ = [
    "Lark",
    "RefusedError",
    "Token",
    "Tree",
    "UnexpectedInput",
    "load",
    "parse_kinds",
    "parse_tokens",
    "shape",
    "terminals",
]

T = TypeVar("T")

SHAPES = 2**14  # remembered: about 3 KB each


@cache
def load(name: str, **options: Any) -> Lark:
    """The parser of `grammars/<name>.lark`.

    Args:
        name: of the grammar.
        options: of `lark.Lark`, hashable; LALR with positions unless they say otherwise.
    """
    source = Path(__file__).with_name(f"{name}.lark").read_text(encoding="utf-8")
    return Lark(source, **({"parser": "lalr", "propagate_positions": True} | options))


def parse_tokens(name: str, tokens: list[Token]) -> Tree[Token]:
    """The parse tree of ready-made tokens by `grammars/<name>.lark`.

    Raises:
        RefusedError: the grammar does not take them.
    """
    return _filled(shape(name, tuple([token.type for token in tokens])), tokens)


def shape(name: str, kinds: tuple[str, ...]) -> Tree[int]:
    """The parse tree of tokens of these kinds, with their places as leaves; shared, so not to be changed.

    A grammar sees nothing of a token but its kind, and sentences have far fewer forms than wordings: three of four
    clauses of the statutes have a form that was seen before.

    Raises:
        RefusedError: the grammar does not take them.
    """
    found = _shape(name, kinds)
    if isinstance(found, int):
        raise RefusedError(found)
    return found


@lru_cache(SHAPES)
def _shape(name: str, kinds: tuple[str, ...]) -> Tree[int] | int:
    """The tree, or the place of the first token that does not fit."""
    try:
        return parse_kinds(name, kinds)
    except RefusedError as error:
        return error.at


def parse_kinds(name: str, kinds: tuple[str, ...]) -> Tree[int]:
    """The parse tree of tokens of these kinds, with their places as leaves.

    Raises:
        RefusedError: the grammar does not take them.
    """
    return _table(name).parse(kinds)


@cache
def _table(name: str) -> Table:
    return Table(load(name, lexer=Ready, propagate_positions=False))


def terminals(tree: Tree[T]) -> Iterator[T]:
    """The terminals of a parse tree, in order."""
    for child in tree.children:
        if isinstance(child, Tree):
            yield from terminals(child)
        else:
            yield child


def _filled(tree: Tree[int], tokens: list[Token]) -> Tree[Token]:
    return Tree(tree.data, [tokens[c] if isinstance(c, int) else _filled(c, tokens) for c in tree.children])
