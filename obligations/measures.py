"""Measured goals: the parse tree of target.lark to subject, comparison, value and unit.

In: the words of one clause. Out: its `Measure`s. Guarantee: a number without a comparison, a share or a thing counted
is no goal; values are Decimals, as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import dropwhile

from lark import Token, Tree

from grammars.lexer import merged, retyped
from grammars.loading import RefusedError, parse_tokens
from obligations.numerals import number
from obligations.time_chunks import LENGTHS, is_measure
from obligations.words import endings

Node = Tree[Token]
_COMPARISONS = frozenset({"AT_LEAST", "AT_MOST"})
_OPPOSITE = {"AT_LEAST": "AT_MOST", "AT_MOST": "AT_LEAST"}
_COUNTED = frozenset({"PERCENT", "UNIT", "ALL", "MONEY"}) | LENGTHS
_PAYING = frozenset({"FINE"})
_WHOLE = frozenset({"全部", "全面达到", "全部达到"})
_REACH = 8  # how many words may stand between a comparison and its value
_SHORT = 6  # characters of one name in a list that shares its head
_REACHED = frozenset(
    {"达到", "完成", "建成", "实现", "要", "应当", "应", "通过", "符合", "纳入", "接入", "覆盖", "开展", "配备", "取得"}
)
_INSTRUCTING = frozenset({"VERB", "NVERB"})
_NO_GOAL = ("%", "次", "分")
_BOUND = ("以上", "以内", "以下", "左右")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured goal, with its range in the clean text.

    `share`: a percentage of the subject (70%的企业), or all of it (全部达到).
    """

    subject: str
    metric: str
    op: str
    value: Decimal
    unit: str
    start: int
    end: int
    share: bool = False


def read(words: list[Token], taken: list[tuple[int, int]]) -> list[Measure]:
    """The goals of a clause.

    Args:
        words: its tokens.
        taken: ranges that deadlines have taken.
    """
    types = {t.type for t in words}
    if types.isdisjoint(_COUNTED) or not types.isdisjoint(_PAYING):  # 并处违法所得1倍以上3倍以下罚款 sets no goal
        return []
    words = [t for t in words if not any(a <= (t.start_pos or 0) < b for a, b in taken)]
    if not any(_counts(words, index) for index in range(len(words))):
        return []
    try:
        tree = parse_tokens("target", _terminals(words))
    except RefusedError:
        return []
    try:
        return _Goals(tree, words).read()
    except ValueError:  # characters of a numeral in an order that is no number
        return []


def _counts(words: list[Token], index: int) -> bool:
    word = words[index]
    if word.type in LENGTHS:
        return is_measure(words, index)
    if word.type == "MONEY":
        return _earned(words, index)
    return word.type in _COUNTED and (word.type != "ALL" or word in _WHOLE)


def _terminals(words: list[Token]) -> list[Token]:
    """Numbers with their units become values."""
    out: list[Token] = []
    for index, word in enumerate(words):
        if word.type == "UNIT" and out and out[-1].type == "NUMBER":
            number_ = out.pop()
            out.append(merged("VALUE", number_ + word, number_.start_pos or 0, word.end_pos or 0))
        elif word.type == "NUMBER" and _has_unit(words, index):
            out.append(word)
        else:
            out.append(retyped(word, _terminal(words, index)))
    return out


def _has_unit(words: list[Token], index: int) -> bool:
    """Not 120万吨 in 生产能力120万吨/年的矿山, which says how large they are."""
    after = [*words[index + 1 : index + 3], *[None] * 2]
    rate = after[1] is not None and after[1].startswith(("/", "／"))
    return after[0] is not None and after[0].type == "UNIT" and not rate


def _terminal(words: list[Token], index: int) -> str:
    word = words[index]
    if word.type == "PERCENT" or is_measure(words, index) or (word.type == "MONEY" and _earned(words, index)):
        return "VALUE"
    if word.type == "ALL" and word in _WHOLE:
        return "ALL"
    if word.type in _COMPARISONS and _value_follows(words, index):
        forbidden = index > 0 and words[index - 1].type == "MUSTNOT"  # 不得低于 is at least
        return _OPPOSITE[str(word.type)] if forbidden else str(word.type)
    following = words[index + 1].type if index + 1 < len(words) else ""
    if following == "PERCENT" and word.endswith(endings("changing")):
        return "AT_LEAST"
    if index and words[index - 1].type in ("PERCENT", "UNIT", "MONEY", *LENGTHS) and word in _BOUND:
        return "ABOVE"
    return "W"


def _value_follows(words: list[Token], index: int) -> bool:
    if index + 1 < len(words) and is_measure(words, index + 1):
        return True
    for word in words[index + 1 : index + _REACH]:
        if word.type in ("PERCENT", "NUMBER") or (word.type == "MONEY" and _earned(words, words.index(word))):
            return True
        if word.type in _COMPARISONS or word.type == "MONEY":
            return False
    return False


def _earned(words: list[Token], index: int) -> bool:
    """产业规模达到800亿元: a sum that is reached; not one that is paid, or that says which (投资超过1亿元的项目)."""
    if index == 0 or words[index - 1].type != "AT_LEAST":
        return False
    paid = any(t.type in ("FINE", "BENEFIT", "GIVE", "PENALTY", "MEASURE", "MUSTNOT", "DUI") for t in words)
    after = next((t for t in words[index + 1 :] if t not in _BOUND), None)
    return not paid and (after is None or after.type in ("PAREN", "SEP"))


class _Goals:
    """One tree on its way to `Measure`s."""

    def __init__(self, tree: Node, words: list[Token]) -> None:
        self.start, self.end = words[0].start_pos or 0, words[-1].end_pos or 0
        self.instructs = words[0].type in _INSTRUCTING
        nodes = [n for n in tree.children if isinstance(n, Tree)]
        self.before = _words(nodes[0]) if nodes and nodes[0].data == "words" else []
        self.measured = [n for n in nodes if n.data == "measured"]
        self.every = [n for n in nodes if n.data == "every"]

    def read(self) -> list[Measure]:
        """The goals, in order."""
        if not self.measured:
            return self._all_of() if self.every else []
        after = [_after(n) for n in self.measured]
        special = self._special()
        if special is None and not self._only_a_rate(after):
            return self._each(after)
        return special or []

    def _each(self, after: list[list[Token]]) -> list[Measure]:
        """One goal a value, by the order of words."""
        names = self._listed()
        if len(self.measured) > 1 and len(names) == len(self.measured):
            return [self._goal(n, name) for n, name in zip(self.measured, names, strict=True)]
        if self._made(after):
            goal = self._goal(self.measured[0], _subject(self.before[1:]))
            return [replace(goal, metric=str(self.before[0]))]
        if _compared(self.measured[0]) and not after[-1]:
            subjects = self._subjects(after)
            goals = [self._goal(n, subject) for n, subject in zip(self.measured, subjects, strict=True)]
            listed = len(goals) > 1
            return [replace(goal, metric=goal.metric.partition("、")[0]) if listed else goal for goal in goals]
        return self._counted(after)

    def _subjects(self, after: list[list[Token]]) -> list[str]:
        """能耗降低20%、效率提高20%: one each, or the first for all."""
        found = [_subject(self.before) or _subject(_between(self.measured[0]))]
        for node, words in zip(self.measured[1:], after, strict=False):
            own = list(dropwhile(lambda word: word != "、", words))[1:]
            found.append(_subject(own) if own and _compared(node) else found[0])
        return found

    def _special(self) -> list[Measure] | None:
        """由14%提高到25% has one goal; in 甲、乙等2家企业达到 the names are the subject."""
        before = _join(self.before)
        if before.endswith(("由", "从")) and _compared(self.measured[-1]):
            return [self._goal(self.measured[-1], _subject(self.before))]
        return [self._goal(self.measured[0], before.removesuffix("等"))] if before.endswith("等") else None

    def _made(self, after: list[list[Token]]) -> bool:
        """建设口袋公园20处: an instruction that ends with how many; not 检查2次, which tells how often."""
        _, unit = _amount(_value(self.measured[0]))
        alone = len(self.measured) == 1 and not _compared(self.measured[0]) and not after[0]
        return self.instructs and alone and len(self.before) > 1 and unit not in _NO_GOAL

    def _only_a_rate(self, after: list[list[Token]]) -> bool:
        """减按15%税率征收 sets no goal: a percentage that nothing is compared with and nobody has to reach."""
        rates = [n for n in self.measured if _percent(n)]
        reached = any(t in _REACHED for t in after[-1])
        return bool(rates) and not any(_compared(n) for n in self.measured) and not reached

    def _listed(self) -> list[str]:
        """大、中、小型企业达标率分别达到…: one subject a value."""
        text = _join(self.before).removesuffix("分别").removesuffix("要")
        match = re.fullmatch(r"(?:.*?的?)?((?:[大中小特][型]?、)+[大中小特]型)(.*)", text)
        if not match:
            return []
        return [f"{size.removesuffix('型')}型{match[2]}" for size in match[1].split("、")]

    def _counted(self, after: list[list[Token]]) -> list[Measure]:
        """建成10家…; 70%的大型、60%的中型企业达到…: the thing counted follows the value."""
        shared = _subject(after[-1])
        found: list[Measure] = []
        for node, words in zip(self.measured, after, strict=True):
            if self.before and words and words[0] in _REACHED:  # 新建项目100%达到标准
                return [self._goal(node, _subject(self.before))]
            own = _subject(words) or shared
            if _value(node).type == "VALUE" and _percent(node) and not _compared(node):
                head = next((word for word in endings("person") if shared.endswith(word)), "")
                own += head if not own.endswith(head) else ""
            if own:
                found.append(self._goal(node, own))
        return found

    def _all_of(self) -> list[Measure]:
        subject = _subject(self.before)
        if not subject:
            return []
        parts = re.split("[、和]", subject)
        head = next((word for word in endings("person") if subject.endswith(word)), "")
        if len(parts) > 1 and head and all(len(p) <= _SHORT for p in parts):
            names = [p if p.endswith(head) else p + head for p in parts]
        else:
            names = [subject]
        metric = _join([t for n in self.every for t in _words(n)])
        reached = "达到" in metric
        return [Measure(name, metric, "=", Decimal(100), "%", self.start, self.end, reached) for name in names]

    def _goal(self, node: Node, subject: str) -> Measure:
        figure, unit = _amount(_value(node))
        metric = _join([t for t in _words(node) if t.type != "VALUE"])
        op = "<=" if any(n.data == "comparison" and _words(n)[0].type == "AT_MOST" for n in _trees(node)) else ">="
        share = unit == "%" and not _compared(node)
        return Measure(subject, metric, op, figure, unit, self.start, self.end, share)


def _amount(value: Token) -> tuple[Decimal, str]:
    """Figure and unit of 90%, 百分之九十, 3万人."""
    money = re.fullmatch(r"(\d+(?:\.\d+)?)([万亿]*(?:美|欧)?元)", value)
    if money is not None:
        return number(money[1]), money[2]
    amount = re.match(r"\d+(?:\.\d+)?[万亿]?|(?!百分之)[一二两三四五六七八九十百]+", value)
    if amount is None:
        return number(value.removeprefix("百分之")), "%"
    return number(amount[0]), value[amount.end() :].replace("％", "%")


def _subject(words: list[Token]) -> str:
    """The noun phrase at the head of some words: up to the modal word or the verb of reaching."""
    kept: list[Token] = []
    for word in words:
        if word.value in ("要", "应", "应当", "达到", "须", "力争", "均", "，") and kept:
            break
        kept.append(word)
    return re.sub(r"^(对|的|等|其中|全省|使|力争将|力争|将)|(由|要|应当?|力争|、|分别|的)$", "", _join(kept))


def _trees(node: Node) -> list[Node]:
    return [c for c in node.children if isinstance(c, Tree)]


def _words(node: Node) -> list[Token]:
    return [t for t in node.scan_values(lambda v: isinstance(v, Token)) if isinstance(t, Token)]


def _value(node: Node) -> Token:
    return next(t for t in node.children if isinstance(t, Token) and t.type == "VALUE")


def _percent(node: Node) -> bool:
    return _value(node).endswith(("%", "％")) or _value(node).startswith("百分之")


def _compared(node: Node) -> bool:
    return any(n.data == "comparison" for n in _trees(node))


def _after(node: Node) -> list[Token]:
    return next((_words(n) for n in reversed(_trees(node)) if n.data == "words"), [])


def _between(node: Node) -> list[Token]:
    """食堂 in 建成食堂30家."""
    return next((_words(n) for c in _trees(node) for n in _trees(c) if n.data == "between"), [])


def _join(words: list[Token]) -> str:
    return "".join(words)
