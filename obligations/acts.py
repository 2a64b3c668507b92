"""How alike two acts are: that of a breach (未按照要求报送年度报告的) and that of a duty (应当提交年度报告).

In: the acts of a document's duties; the words of a breach. Out: for each duty the share of the breach's words that it
has too, and whether it is of the form that the breach is of. Guarantee: words that many duties of the document have
count little; words that only say that something is a breach count nothing; words that `lexicon/breaches.toml` holds to
be the same are the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from math import log

from obligations.words import endings, lexer, same

MAIN = 0.35  # share of the pairs of a clause of a duty that a breach must have
ENOUGH = 4  # pairs of characters that say what an act is
_CUT = "\n"


class Form(StrEnum):
    """What a breach does."""

    UNDONE = "undone"  # 未报送…的: an act left undone
    UNLEAVED = "without leave"  # 未经批准…的: an act without leave
    DONE = "done"  # 毁坏…的: an act


class Acts:
    """The acts of the duties of a document, by their number; made once, asked often."""

    def __init__(self, duties: Sequence[str]) -> None:
        """Read the acts.

        Args:
            duties: the words of each.
        """
        self._rows = [row(duty) for duty in duties]
        self._having: dict[str, list[int]] = {}
        for number, found in enumerate(self._rows):
            for pair in found:
                self._having.setdefault(pair, []).append(number)

    def alike(self, breach: str, least: float) -> list[tuple[int, float]]:
        """The duties that have at least a share, by weight, of the words of a breach in the same order, and the share.

        Args:
            breach: its words.
            least: the share.
        """
        told = row(breach)
        whole = sum(map(self._weight, told))
        common: defaultdict[int, float] = defaultdict(float)  # the weight of the words in common, in any order
        for pair in told:
            weight = self._weight(pair)
            for number in self._having.get(pair, ()):
                common[number] += weight
        near = sorted(number for number, weight in common.items() if weight >= least * whole)
        shares = ((number, self._shared(told, self._rows[number]) / whole) for number in near)
        return [(number, share) for number, share in shares if share >= least]

    @property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of all duties."""
        return frozenset(self._having)

    def row_of(self, number: int) -> tuple[str, ...]:
        """The pairs of characters of a duty."""
        return self._rows[number]

    def _shared(self, told: Sequence[str], found: Sequence[str]) -> float:
        """The weight of the heaviest row of pairs that both have in the same order."""
        common = set(told).intersection(found)
        kept = [pair for pair in found if pair in common]
        best = [0.0] * (len(kept) + 1)  # of the duty's pairs up to each
        for pair in told:
            if pair in common:
                weight, before = self._weight(pair), 0.0
                for i, other in enumerate(kept, start=1):
                    here = best[i]
                    best[i] = max(here, best[i - 1], before + weight if pair == other else 0.0)
                    before = here
        return best[-1]

    def _weight(self, pair: str) -> float:
        """A pair of characters that one duty in ten has counts about half of one that a single duty has."""
        return 1 / (1 + log(1 + len(self._having.get(pair, ()))))


def form(breach: str) -> Form:
    """What a breach does, by its words."""
    if any(word in breach for word in endings("without leave")):
        return Form.UNLEAVED
    found = _neglect(breach)
    if found is None:
        return Form.DONE
    subject = re.split("[，；。：的后时]", breach[: found[0]])[-1]
    tokens = lexer().tokens(subject)
    acts = any(token.type == "VERB" for token in tokens) or (tokens and tokens[-1].type == "NVERB")
    return Form.DONE if acts else Form.UNDONE  # 使用未经检验的设备 is an act


def ends(breach: str) -> tuple[str, str]:
    """The first and the last two characters of what a breach does or leaves undone: its verb is one of them.

    未按照规定报送年度报告: 报送, 报告; 未对水质进行监测: 水质, 监测.
    """
    found = _neglect(breach) if form(breach) is Form.UNDONE else None
    after = breach[found[1] :] if found else breach
    if after.startswith(endings("manner opens")):
        closing = [after.find(word) + len(word) for word in endings("manner closes") if word in after]
        after = after[min(closing) :] if closing else after
        while after.startswith(closes := ("的", *endings("manner closes"))):  # 按照规范|的要求
            after = next(after.removeprefix(word) for word in closes if after.startswith(word))
    clauses = [pairs for clause in re.split("[，；。]", after) if (pairs := _pairs(clause))]
    return (clauses[0][0], clauses[0 if found else -1][-1]) if clauses else ("", "")


def core(breach: str) -> str:
    """What a breach leaves undone, where that says enough, else all its words (采购时，未查验许可证: 查验许可证)."""
    found = _neglect(breach)
    after = breach[found[0] :] if found and form(breach) is Form.UNDONE else ""
    return after if len(row(after)) >= ENOUGH else breach


def main(breach: str, duty: str, first: str, last: str) -> bool:
    """Whether a breach is what a clause or an item of a duty is about, and not told in passing.

    Not, when the clause says much more (禁止为未经许可屠宰的单位提供场所 is not about 未经许可屠宰), or goes on where
    the act ends (签订合同的有关事项, 破坏植物保护设施).

    Args:
        breach: its words.
        duty: what the duty tells to do.
        first: the first two characters of the act (`ends`), and
        last: its last two; they stand in this order.
    """
    told = set(row(breach))
    same = _alike().sub(lambda match: _first()[match[0]], duty)
    found = [at for at in _occurrences(same, last) if 0 <= same.find(first) <= at]
    if not any(first == last or _ends_at(same[at + len(last) :]) for at in found):
        return False
    clauses = [pairs for clause in re.split("[，；。：]", duty) if (pairs := row(clause))]
    return any(len(told.intersection(pairs)) >= MAIN * len(pairs) for pairs in clauses)


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _ends_at(after: str) -> bool:
    """Whether an act may end before these words: nothing follows that it would be a part of."""
    after = after.removeprefix("的") if not _RUN.match(after[1:2]) else after
    return not _RUN.match(after) or after.startswith((*endings("after an act"), *_aside()))


@cache
def _aside() -> tuple[str, ...]:
    return tuple(word for word in endings("breach") if word != "的")


def _neglect(breach: str) -> tuple[int, int] | None:
    """Where the first word stands that leaves something undone, and where it ends."""
    bare = _no_neglect().sub(lambda match: _CUT * len(match[0]), breach)
    found = [(bare.find(word), bare.find(word) + len(word)) for word in endings("left undone") if word in bare]
    return min(found, default=None)


@cache
def _no_neglect() -> re.Pattern[str]:
    return re.compile("|".join(endings("no neglect")))


def row(words: str) -> tuple[str, ...]:
    """The pairs of characters of an act in order, each once, without the words that only say that it is a breach."""
    return tuple(dict.fromkeys(_pairs(words)))


def _pairs(words: str) -> list[str]:
    bare = _mere().sub(_CUT, _alike().sub(lambda match: _first()[match[0]], words))
    return [run[i : i + 2] for run in _RUN.findall(bare) for i in range(len(run) - 1)]


_RUN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+")


@cache
def _mere() -> re.Pattern[str]:
    words = sorted(endings("breach"), key=len, reverse=True)
    whom = rf"向(?:[^，；。]{{1,30}}?(?:{'|'.join(endings('recipient'))})(?:或者|以及|[和、及])?)+"
    return re.compile(rf"{whom}|第[^，；。]{{1,12}}[条款项]|[^\w]|{'|'.join(map(re.escape, words))}")


@cache
def _first() -> Mapping[str, str]:
    return {word: group[0] for group in same() for word in group}


@cache
def _alike() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_first(), key=len, reverse=True)))
