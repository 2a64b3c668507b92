"""Amounts with their bounds: 一万元以上五万元以下, 违法所得一倍以上五倍以下, 每平方米十元以上三十元以下.

In: clean text of a measure. Out: a `Quantity` for each fine in it. Guarantee: grammars/quantity.lark decides what is
an amount; figures are exact decimals; a share of something has no amount in yuan, and an amount for each unit of
something keeps the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from lark import Token, Tree

from grammars.lexer import token
from grammars.loading import parse_tokens, terminals
from obligations.numerals import number

_N = r"[\d.〇零一二两三四五六七八九十百千万亿点]+"
_TOKENS = re.compile(
    rf"""
    (?P<SHARE>[百千万]分之{_N}|[\d.]+[%％‰])
  | (?P<MONEY>{_N}元|[\d.〇零一二两三四五六七八九十百千]+[万亿](?=以[上下]))
  | (?P<TIMES>{_N}倍)
  | (?P<EQUAL>等值)
  | (?P<PER>每[^，；。每处]{{1,8}}?(?=每|{_N}[万亿]?元)|每处(?={_N}[万亿]?元))
  | (?P<BUT>(?:的?罚款)?(?:，[但且]?|[但且])(?=最[高多]不))
  | (?P<UNDER>(?:最高|最多)?不(?:得|应)?(?:超过|高于)|不满)
  | (?P<ABOVE>以上)
  | (?P<BELOW>以[下内])
  | (?P<TO>[至到~～—－-]+)
  | (?P<SEP>、)
  | (?P<NUMBER>{_N}(?=[至到~～—－-]))
    """,
    re.VERBOSE,
)
_CLOSES = re.compile(r"(?:的|标准)*(?:加处|并处|处以?)?(?:行政)?罚款")  # what follows the amount of a fine
_IMPOSES = re.compile(r"(?:并处|单处|处以|处)(?![置理分罚])")
_EACH = re.compile(r"(每日|每天|按日)")
_EACH_IMPOSED = re.compile(r"(每[^，；。每处]{1,8}|按日)(?:并处|处以?)$")  # 每株处二百元
_OPENS = re.compile(r"^(?:相当于|按照?|以)")
_PARTS = {"百": 100, "千": 1000, "万": 10_000, "%": 100, "％": 100, "‰": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount.

    Attributes:
        words: as printed, with what it is counted from or for.
        least, most: bounds in yuan, or as multiples of `base` (0.5 for 50 %); None where the text states none.
        base: what they are multiples of (违法所得), "" when the text does not say; None for yuan.
        cap: a bound in yuan above a multiple.
        per: for each of what: 平方米, 日.
    """

    words: str
    least: Decimal | None
    most: Decimal | None
    base: str | None
    cap: Decimal | None
    per: tuple[str, ...]


def fines(text: str) -> Iterator[Quantity]:
    """The amounts of the fines in a measure, in order."""
    for run in _runs(text):
        told = any(each.type == "BUT" and "罚款" in each for each in run)  # 三倍以下罚款，但最高不超过十万元
        if not told and _CLOSES.match(text, run[-1].end_pos or 0) is None:
            continue
        found = (_read(run[first:], text) for first in range(len(run)))
        yield from islice((one for one in found if one is not None), 1)


def _read(run: list[Token], text: str) -> Quantity | None:
    try:
        return _quantity(parse_tokens("quantity", run), run, text[: run[0].start_pos or 0])
    except ValueError:  # refused, or characters of a numeral in an order that is no number
        return None


def _runs(text: str) -> Iterator[list[Token]]:
    """Tokens that touch each other."""
    run: list[Token] = []
    for match in _TOKENS.finditer(text):
        if run and run[-1].end_pos != match.start():
            yield run
            run = []
        run.append(token(match.lastgroup or "", text, match.start(), match.end()))
    if run:
        yield run


def _quantity(tree: Tree[Token], run: list[Token], before: str) -> Quantity:
    """The amount of a tree; `before` is the text up to it."""
    stated, *capped = [child for child in tree.children if isinstance(child, Tree)]
    least, most = _bounds(stated)
    units = [str(child) for child in tree.children if isinstance(child, Token) and child.type == "PER"]
    counted = _IMPOSES.split(before)[-1].rpartition("，")[2]  # 每日按罚款数额的
    each = _EACH.match(counted) or _EACH_IMPOSED.search(before)
    counted = _OPENS.sub("", counted.removeprefix(each[1]) if each else counted)
    share = any(leaf.type in ("SHARE", "TIMES", "EQUAL") for leaf in terminals(stated))
    return Quantity(
        words=(counted if share else "") + "".join(run),
        least=least,
        most=most,
        base=counted.removesuffix("的") if share else None,
        cap=_bounds(capped[0])[1] if capped else None,
        per=tuple(re.sub("^[每按]个?", "", unit) for unit in ([each[1]] if each else []) + units),
    )


def _bounds(stated: Tree[Token]) -> tuple[Decimal | None, Decimal | None]:
    """The lower and the upper bound."""
    if stated.data == "upper":
        return None, _figure(stated)
    least = most = None
    for part in stated.children:
        if isinstance(part, Tree) and part.data == "between":
            return _between(part)
        if isinstance(part, Tree):
            least = _figure(part) if part.data in ("lower", "exact") else least
            most = _figure(part) if part.data in ("upper", "exact") else most
    return least, most


def _between(part: Tree[Token]) -> tuple[Decimal, Decimal]:
    """一至三倍: what the first figure leaves out the second has."""
    first, second = [leaf for leaf in terminals(part) if leaf.type not in ("TO", "BELOW")]
    like = second if first.type == "NUMBER" else first
    return _value(first, like.type, str(like)), _value(second, second.type, str(second))


def _figure(part: Tree[Token]) -> Decimal:
    leaf = next(leaf for leaf in terminals(part) if leaf.type not in ("ABOVE", "BELOW", "UNDER"))
    return _value(leaf, leaf.type, str(leaf))


def _value(leaf: Token, kind: str, like: str) -> Decimal:
    """The value of a figure; `kind` and `like` are those of the figure that has its unit."""
    if kind == "EQUAL":
        return Decimal(1)
    if kind == "SHARE":
        part = _PARTS[like[0] if like[0] in _PARTS else like[-1]]
        return number(re.sub(r"^[百千万]分之|[%％‰]$", "", leaf)) / part
    return number(leaf.removesuffix("元").removesuffix("倍"))
