"""The way to a language of this folder.

In: the name of a `.lark` file beside this module, and options of `lark.Lark`. Out: its LALR parser with positions.
Guarantee: one parser for each language and set of options in a process; a text that does not fit raises
`UnexpectedInput`, with line and column, which callers turn into an error of their own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from grammars.lexer import Ready

__all__ = ["Lark", "Token", "Tree", "UnexpectedInput", "load", "parse_tokens"]


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
        UnexpectedInput: the grammar refuses them.
    """
    return load(name, lexer=Ready, propagate_positions=False).parse(tokens)
