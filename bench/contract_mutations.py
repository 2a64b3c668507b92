"""The clean contracts with one fault each, and with changes that are no fault.

In: `tests/fixtures/contracts/*-clean.txt`, with `mutations.yaml`, `unseen.yaml` and `fresh/` beside them. Out:
`Mutant`s: a text and what must be found in it. Guarantee: the same ones each time; every change really changes the
text, or `ValueError` is raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from bench.contract_files import CONTRACTS

NONE = "none"
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
PAIR = re.compile(r"人民币(?:大写)?([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元整?[（，](?:小写)?[：:]?¥?([\d,.]+)元?")
SHARE = re.compile(r"(万分之|千分之|百分之)[一二三四五六七八九十]+|\d+(?:\.\d+)?%")
COUNT = re.compile(r"(?<=不少于)\d+(?=名)|(?<=由)\d+(?=个拐点)|(?<=至少组织)一(?=次)")
NEVER = ("2月30日", "4月31日", "13月10日", "6月32日")
FORMER_LAWS = ("中华人民共和国合同法", "中华人民共和国物权法", "中华人民共和国担保法", "中华人民共和国民法通则")
# Words of today, words of yesterday, the words that a finding quotes
FORMER_ORGANS = {
    "gansu-clean": (
        ("酒泉市自然资源局", "酒泉市国土资源局", "国土资源局"),
        ("甘肃省自然资源厅", "甘肃省国土资源厅", "国土资源厅"),
    ),
    "yunnan-clean": (
        ("祥云县自然资源局", "祥云县国土资源局", "国土资源局"),
        ("会同生态环境、", "会同祥云县环境保护局、", "环境保护局"),
    ),
    "weihai-clean": (
        ("威海市自然资源和规划局", "威海市国土资源局", "国土资源局"),
        ("；自然资源主管部门", "；国土资源主管部门", "国土资源主管部门"),
    ),
    "wanzhou-clean": (
        ("重庆市万州区规划和自然资源局", "重庆市万州区国土资源和房屋管理局", "国土资源和房屋管理局"),
        ("报告应急管理部门", "报告安全生产监督管理部门", "安全生产监督管理部门"),
    ),
}
SIGNED = {"gansu-clean": "2024年6月18日", "yunnan-clean": "2025年5月19日", "weihai-clean": "2023年9月12日"}
SIGNED |= {"wanzhou-clean": "2024年9月10日"}
DIGITS = "壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True, slots=True)
class Fault:
    """What must be found.

    Attributes:
        kind: as in `findings.yaml`.
        words: where something is absent they stand in the sentence that says so, else in the contract.
        at: offset of the words in the text; -1: wherever they stand.
    """

    kind: str
    words: str
    at: int = -1


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed contract: of which one, what was done, and all that must be found in it; () when nothing must."""

    contract: str
    done: str
    text: str
    faults: tuple[Fault, ...]


def mutants() -> Iterator[Mutant]:
    """Those by hand and those made anywhere, by contract."""
    for name, changes in _listed("mutations.yaml").items():
        text = (CONTRACTS / f"{name}.txt").read_text(encoding="utf-8")
        yield from (_by_hand(name, text, one) for one in changes)
        for made in FAMILIES:
            yield from made(name, text)


def unseen() -> Iterator[Mutant]:
    """Those in rarer wordings, by hand."""
    for name, changes in _listed("unseen.yaml").items():
        text = (CONTRACTS / f"{name}.txt").read_text(encoding="utf-8")
        yield from (_by_hand(name, text, one) for one in changes)


def fresh(name: str) -> Iterator[Mutant]:
    """Clauses of contracts of all kinds, by hand, of one round: first, second, third."""
    for contract, changes in _listed(f"fresh/{name}.yaml").items():
        own = CONTRACTS / "fresh" / f"{contract}.txt"
        text = (own if own.is_file() else CONTRACTS / own.name).read_text(encoding="utf-8")
        yield from (_by_hand(contract, text, one) for one in changes)


def _listed(file: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = yaml.safe_load((CONTRACTS / file).read_text(encoding="utf-8"))
    return found


def _by_hand(name: str, text: str, one: Mapping[str, object]) -> Mutant:
    changed = text
    change, drop, also = one.get("change") or {}, one.get("drop") or [], one.get("also") or []
    assert isinstance(change, dict) and isinstance(drop, list) and isinstance(also, list)
    for prefix in drop:
        kept = [line for line in changed.splitlines(keepends=True) if not line.startswith(prefix)]
        changed = _different(changed, "".join(kept), f"{name}: {prefix}")
    for old, new in change.items():
        changed = _different(changed, changed.replace(old, new), f"{name}: {old}")
    faults = [Fault(str(each["kind"]), str(each["words"])) for each in (one, *also) if each["kind"] != NONE]
    done = "；".join([*(f"{old}→{new}" for old, new in change.items()), *(f"−{prefix}" for prefix in drop)])
    return Mutant(name, done, changed, tuple(faults))


def _different(old: str, new: str, what: str) -> str:
    if old == new:
        raise ValueError(f"{what} stands nowhere")
    return new


def _dates(name: str, text: str) -> Iterator[Mutant]:
    """Days that no calendar has."""
    for at, found in enumerate(_clauses(DAY, name, text)):
        wrong = f"{found[1]}年{NEVER[at % len(NEVER)]}"
        yield _put(name, text, found, wrong, "date")


def _terms(name: str, text: str) -> Iterator[Mutant]:
    """The last day of the term moved to before the first, and by three years."""
    found = re.search(r"年限为\d+年，(?:自|从)(\d{4})年.{3,12}(?:起|至).*?(\d{4})(?=年\d+月\d+日)", text)
    if found:
        for year in (int(found[1]) - 1, int(found[2]) + 3):
            changed = f"{text[: found.start(2)]}{year}{text[found.end(2) :]}"
            yield Mutant(name, f"{found[2]}→{year}", changed, (Fault("date", f"{year}年", found.start(2)),))


def _amounts(name: str, text: str) -> Iterator[Mutant]:
    """Words changed by one digit, figures by one place."""
    for at, found in enumerate(PAIR.finditer(text)):
        words = found[1]
        digit = next(one for one in words if one in DIGITS)
        other = words.replace(digit, DIGITS[DIGITS.index(digit) - 1], 1)
        yield _put(name, text, found, found[0].replace(words, other), "amount")
        if at % 2:
            yield _put(name, text, found, found[0].replace(found[2], "1" + found[2]), "amount")


def _blanks(name: str, text: str) -> Iterator[Mutant]:
    """What was filled in left open."""
    forms = ("____年____月____日", "　　年　　月　　日", "【　　】", "    年  月  日")
    for at, found in enumerate(_clauses(DAY, name, text)):
        yield _put(name, text, found, forms[at % len(forms)], "blank")
    for found in SHARE.finditer(text):
        yield _put(name, text, found, (found[1] or "") + "____", "blank")
    for found in COUNT.finditer(text):
        yield _put(name, text, found, "____", "blank")


def _organs(name: str, text: str) -> Iterator[Mutant]:
    """Organs that were."""
    for now, former, words in FORMER_ORGANS[name]:
        changed = _different(text, text.replace(now, former), f"{name}: {now}")
        yield Mutant(name, f"{now}→{former}", changed, (Fault("organ", words),))


def _laws(name: str, text: str) -> Iterator[Mutant]:
    """Laws that were, and orders that follow others."""
    for former in FORMER_LAWS:
        changed = _different(text, text.replace("中华人民共和国民法典", former), name)
        yield Mutant(name, f"民法典→{former}", changed, (Fault("instrument", former),))
    old, new = (
        "《矿业权出让收益征收办法》（财综〔2023〕10号）",
        "《矿业权出让收益征收管理暂行办法》（财综〔2017〕35号）",
    )
    if old in text:
        fault = Fault("instrument", "矿业权出让收益征收管理暂行办法")
        yield Mutant(name, f"{old}→{new}", text.replace(old, new), (fault,))


def _clauses(form: re.Pattern[str], name: str, text: str) -> list[re.Match[str]]:
    """Matches in the clauses: those of the signing date aside, without which nothing else can be judged."""
    return [found for found in form.finditer(text) if found[0] != SIGNED[name]]


def _put(name: str, text: str, found: re.Match[str], new: str, kind: str) -> Mutant:
    changed = text[: found.start()] + new + text[found.end() :]
    return Mutant(name, f"{found[0]}→{new}", changed, (Fault(kind, new, found.start()),))


FAMILIES: tuple[Callable[[str, str], Iterator[Mutant]], ...] = (_dates, _terms, _amounts, _blanks, _organs, _laws)
