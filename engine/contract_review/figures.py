"""The figures of a contract beside those of a policy, however either is worded.

In: an act in words. Out: the act with its figures in one form (达到七成以上 is 不低于70%, 以75%为下限 is 不低于75%),
and whether a figure stays below what a policy wants at least. Guarantee: only figures of one unit are compared; with a
policy that bounds none, or several, none is.
"""

from __future__ import annotations

import re
from decimal import Decimal

from engine.comparison.relations import FLOORS, NUMBER
from obligations.numerals import number, number_or_none, printed

SHARE = re.compile("百分之([零一二三四五六七八九十百点]+)")
TENTHS = re.compile("([一二三四五六七八九])成(?![本立为员果效])")
DECIMAL = re.compile(r"(?<=率)([^，；。\d]{0,6})(0\.\d+)(?![\d%])")  # 利用率不小于0.8
COUNTED = re.compile(
    "(?<![第十百千万亿])([一二两三四五六七八九十百千]+)(?=[元角次名人吨米亩台辆处家](?!性)|(?:平方|立方|公|千)米)"
)
TENTH = re.compile(r"(\d+)元(\d)角")
FIGURE = re.compile(r"(不低于|不少于|不超过|不高于)([^，。；\d]{1,16}?的)(\d)")
VALUE = r"(\d+(?:\.\d+)?\s*[%\u4e00-\u9fff]?)"
WORDED = tuple(
    (re.compile(form), told)
    for form, told in (
        ("不得(低于|少于|小于|超过|高于|多于|大于)", r"不\1"),
        (rf"以{VALUE}(?:为|作为)(?:最低|下限)", r"不低于\1"),
        (rf"(?:下限|最低)(?:为|是|值为|标准为)?{VALUE}", r"不低于\1"),
        (rf"以{VALUE}(?:为|作为)(?:最高|上限)", r"不超过\1"),
        (r"(?:达到|达|在)?(\d+(?:\.\d+)?%)(?:及)?以上", r"不低于\1"),
        (rf"(?:控制)?在{VALUE}(?:以内|以下|之内)", r"不超过\1"),
    )
)


def told_alike(act: str) -> str:
    """An act with its figures as they are compared."""
    act = TENTHS.sub(lambda match: f"{printed(number(match[1]) * 10)}%", SHARE.sub(_share, act))
    act = DECIMAL.sub(lambda match: f"{match[1]}{printed(Decimal(match[2]) * 100)}%", COUNTED.sub(_counted, act))
    act = TENTH.sub(r"\1.\2元", act)
    for form, told in WORDED:
        act = form.sub(told, act)
    return FIGURE.sub(_moved, act)


def without_figures(act: str) -> str:
    """An act without its figures and what bounds them, to see what it is about."""
    return NUMBER.sub("，", act)


def falling_short(policy: str, contract: str) -> tuple[str, str] | None:
    """The figure of a contract that is below what a policy wants at least, and that; None when none is.

    Args:
        policy: an act with its figures in one form.
        contract: another, which is the same act.
    """
    floors = _figures(policy)
    if len(floors) != 1 or not any(word in policy for word in FLOORS):
        return None
    least, unit = floors[0]
    mine = [value for value, own in _figures(contract) if own == unit]
    return (f"{printed(min(mine))}{unit}", f"{printed(least)}{unit}") if mine and min(mine) < least else None


def _figures(act: str) -> list[tuple[Decimal, str]]:
    return [(Decimal(value), unit) for _, value, unit, _ in NUMBER.findall(act)]


def _share(match: re.Match[str]) -> str:
    """百分之六十 as 60%."""
    found = number_or_none(match[1])
    return match[0] if found is None else f"{printed(found)}%"


def _counted(match: re.Match[str]) -> str:
    """每吨三元 as 每吨3元."""
    found = number_or_none(match[1].replace("两", "二"))
    return match[0] if found is None else printed(found)


def _moved(match: re.Match[str]) -> str:
    """不低于主营业务收入的1.5%: what bounds the figure stands before it."""
    return f"{match[2]}{match[1]}{match[3]}"
