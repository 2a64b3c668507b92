"""The catalogue: complete in both languages, and every key that is used is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from engine.checking.model import Fault, Trust
from engine.comparison.model import Aspect, Reason, Relation
from engine.model import Charge, Force, GapKind
from obligations.ledger import REASONS
from obligations.model import Coverage, Modality
from workbench.exports.as_table import CHECKED
from workbench.messages import LANGUAGES, load
from workbench.rendering import deadlines, register, rows

ROOT = Path(__file__).resolve().parents[2]
GROUPS = {
    "modality": [kind.value for kind in Modality],
    "kind": list(rows.KINDS),
    "force": [force.value for force in Force],
    "coverage": [coverage.value for coverage in Coverage],
    "reason": list(REASONS),
    "gap": [kind.value for kind in GapKind],
    "charge": [charge.value for charge in Charge],
    "fault": [fault.value for fault in Fault],
    "trust": [trust.value for trust in Trust],
    "verify": ["count", "holds", "fails", "place", "checked", "trusted", *CHECKED],
    "compare_relation": [relation.value for relation in Relation],
    "compare_reason": [reason.value for reason in Reason if reason.value],
    "compare_aspect": [aspect.value for aspect in Aspect],
    "register": ["name", "title", "documents", "note", *register.COLUMNS, *(state.value for state in register.State)],
    "list": ["duties", "penalties", "deadlines", "day"],
    "graph": ["bears", "leads", "supports", "recipient", "punishes", "strikes", "imposes"],
    "relation": ["self", "inherited", "narrower"],
    "comparison": [">=", "=", "<="],
    "diagnostic": re.findall(
        r"^\| (\w+) \| diagnostic \|", (ROOT / "docs" / "diagnostics.md").read_text("utf-8"), re.MULTILINE
    ),
}


def test_the_languages_have_the_same_keys_and_places() -> None:
    one, other = (load(lang).table for lang in LANGUAGES)
    assert list(one) == list(other)
    for key, sentence in one.items():
        assert set(re.findall(r"\{(\w+)", sentence)) == set(re.findall(r"\{(\w+)", other[key])), key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_code_has_a_word(lang: str, group: str) -> None:
    table = load(lang).table
    assert [code for code in GROUPS[group] if f"{group}.{code}" not in table] == []


def test_every_key_written_in_the_code_is_in_the_catalogue() -> None:
    table = load("zh").table
    groups = {key.partition(".")[0] for key in table}
    written = {
        node.value
        for path in (ROOT / "workbench").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    keys = {
        text for text in written if re.fullmatch(r"[a-z]+\.(?!html)[a-z_]+", text) and text.partition(".")[0] in groups
    }
    assert keys
    assert sorted(keys - set(table)) == []


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("date:2025-12-31", "2025年12月31日前", "by 2025-12-31"),
        ("from:2021-01-01", "自2021年1月1日起", "from 2021-01-01"),
        ("range:2025-04-01/2025-06-30", "2025年4月1日至2025年6月30日", "2025-04-01 to 2025-06-30"),
        ("yearly:06-20,yearly:12-05", "每年6月20日前；每年12月5日前", "every year by 06-20; every year by 12-05"),
        ("monthly:05", "每月5日前", "every month by day 5"),
        ("monthly", "每月", "every month"),
        ("quarterly", "每季度", "every quarter"),
        ("halfyearly", "每半年", "every half-year"),
        ("relative:P1Y after 矿山投产", "矿山投产后1年内", "within 1 y after 矿山投产"),
        (
            "relative:P20WD after 收到申请之日",
            "收到申请之日后20个工作日内",
            "within 20 working days after 收到申请之日",
        ),
        ("relative:P0D before 选址", "选址前", "before 选址"),
        ("relative:P30D before 有效期届满", "有效期届满前30日", "30 days before 有效期届满"),
        ("relative:PT48H after 事故", "事故后48小时内", "within 48 h after 事故"),
        ("relative:P7D", "7日内", "within 7 days"),
        ("sometime:soon", "sometime:soon", "sometime:soon"),
    ],
)
def test_deadlines_are_told_in_words(value: str, zh: str, en: str) -> None:
    assert deadlines.told(value, load("zh")) == zh
    assert deadlines.told(value, load("en")) == en
