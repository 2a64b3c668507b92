"""Contracts that follow the policies in words and forms of their own give nothing; a single change in them is found."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine.contract_review.model import Finding, Severity
from policies.from_source import read_text
from workbench.knowledge_base import KnowledgeBase, open_paths

FOLDER = Path(__file__).parents[1] / "fixtures" / "contracts" / "other_words"
AGAINST = {"gansu": "gansu-2023", "yunnan": "yunnan-2025", "weihai": "weihai-2021", "liaoning": "liaoning-2023"}


@cache
def against(policy: str) -> KnowledgeBase:
    return open_paths((), (policy,))


def findings(name: str, text: str) -> list[Finding]:
    base = against(AGAINST[name.partition("-")[0]])
    [review] = base.check([read_text(text, f"{name}.txt")], date(2025, 6, 1)).reviews
    return [each for each in review.findings if each.severity is not Severity.NOTE]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_is_found(path: Path) -> None:
    assert [each.says for each in findings(path.stem, path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("gansu-quarry", "受让人应按成交价的百分之五支付违约金，并继续履行", "双方协商处理", "K301"),
        ("gansu-quarry", "3．自正常运营之日起满十二个月前，受让人须建成绿色矿山并申请评估核查。\n", "", "K101"),
        ("gansu-quarry", "柒佰捌拾陆万伍仟元整", "柒佰捌拾伍万陆仟元整", "K801"),
        ("gansu-gypsum", "应当一次性支付出让收益总额3%的违约金", "应当说明原因", "K301"),
        ("gansu-gypsum", "至2045年3月31日止", "至2044年3月31日止", "K703"),
        ("gansu-gypsum", "☑地下开采 □露天开采", "□地下开采 □露天开采", "K601"),
        ("yunnan-limestone", "仍不合格的，乙方向甲方支付违约金贰拾万元（200000元），", "仍不合格的，", "K301"),
        ("yunnan-limestone", "玉溪市红塔区自然资源局", "玉溪市红塔区国土资源局", "K501"),
        (
            "yunnan-quartzite",
            "7. 乙方未按第5条建设绿色矿山的，按照出让收益的10%承担违约金；拒不改正的，甲方依法处理。",
            "",
            "K301",
        ),
        ("yunnan-quartzite", "《中华人民共和国民法典》", "《中华人民共和国合同法》", "K411"),
        ("yunnan-quartzite", "12年（2025年7月1日", "12年（2026年7月1日", "K703"),
        ("weihai-gold", "4.2 建设目标：投产即达标，投产后十二个月内列入省级绿色矿山名录。\n", "", "K101"),
        ("weihai-gold", "2023年6月30日前缴纳", "2023年6月31日前缴纳", "K701"),
        ("liaoning-lease", "至2029年2月28日止", "至2023年2月28日止", "K702"),
    ],
)
def test_one_change_is_found(name: str, old: str, new: str, rule: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert old in text
    assert {each.rule for each in findings(name, text.replace(old, new))} == {rule}
