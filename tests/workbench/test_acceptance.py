"""What legal staff were promised: the questions of the five policies and their answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PLACES = {
    "gansu-2023": "甘肃省",
    "liaoning-2023": "辽宁省",
    "wanzhou-2017": "重庆市万州区",
    "weihai-2021": "威海市",
    "yunnan-2025": "云南省",
}


@pytest.fixture
def asked(zhize: Any) -> Any:
    """The JSON of an answer, and its policies by ID."""

    def ask(*arguments: str) -> tuple[Any, dict[str, Any]]:
        found = zhize(*arguments, "--format", "json").json
        return found, {policy["id"]: policy for policy in found["policies"]}

    return ask


def test_the_duties_of_an_enterprise_on_a_day(asked: Any) -> None:
    found, policies = asked("duties", "--actor", "矿山企业", "--as-of", "2025-06-01")
    assert {name: policy["jurisdiction"] for name, policy in policies.items()} == PLACES
    bound = {duty["document"] for duty in found["duties"] if duty["modality"] == "obligation"}
    assert bound >= {"yunnan-2025", "weihai-2021"}
    assert policies["wanzhou-2017"]["force"] == "unstated"
    assert policies["weihai-2021"]["force"] == "inForce"
    for name in ("liaoning-2023", "gansu-2023"):
        assert policies[name]["force"] == "period"
        assert "2021年1月1日至2025年12月31日" in policies[name]["reason"]


def test_after_its_last_day_a_policy_is_not_in_force_and_that_is_said(asked: Any) -> None:
    found, policies = asked("duties", "--actor", "矿山企业", "--as-of", "2026-01-01")
    assert policies["weihai-2021"]["force"] == "expired"
    assert policies["weihai-2021"]["withheld"] > 0
    assert "weihai-2021" not in {duty["document"] for duty in found["duties"]}


def test_the_last_day_itself_is_in_force(asked: Any) -> None:
    assert asked("duties", "--policy", "weihai-2021", "--as-of", "2025-12-31")[1]["weihai-2021"]["force"] == "inForce"
    assert asked("duties", "--policy", "weihai-2021", "--as-of", "2021-01-31")[1]["weihai-2021"]["force"] == "notYet"


@pytest.mark.parametrize(
    ("policy", "measures"),
    [
        ("weihai-2021", ["停止受理新的资源审批", "限制申请", "违约责任", "除名", "曝光", "不得享受"]),
        ("gansu-2023", ["移出", "限期整改"]),
        ("yunnan-2025", ["移出"]),
        ("liaoning-2023", ["退出", "黑名单"]),
    ],
)
def test_the_penalties_of_an_enterprise(asked: Any, policy: str, measures: list[str]) -> None:
    found, _ = asked("penalties", "--actor", "矿山企业")
    told = "\n".join(one["measure"] for one in found["penalties"] if one["document"] == policy)
    assert [measure for measure in measures if measure not in told] == []


def test_what_is_due_in_december(asked: Any) -> None:
    found, _ = asked("duties", "--due-from", "2025-12-01", "--due-before", "2025-12-30")
    due = {(duty["document"], day) for duty in found["duties"] for day in duty["due"]}
    assert due >= {("wanzhou-2017", "2025-12-05"), ("gansu-2023", "2025-12-10"), ("weihai-2021", "2025-12-15")}
    assert all("2025-12-01" <= day <= "2025-12-30" for _, day in due)
    assert "yunnan-2025" not in {document for document, _ in due}


def test_what_is_due_in_november_is_yunnans(asked: Any) -> None:
    found, _ = asked("duties", "--due-from", "2025-11-30", "--due-before", "2025-11-30")
    assert {(duty["document"], *duty["due"]) for duty in found["duties"]} == {("yunnan-2025", "2025-11-30")}


def test_a_validity_that_counts_from_an_unstated_day_is_not_guessed(asked: Any) -> None:
    _, policies = asked("duties", "--actor", "矿山企业", "--as-of", "2025-06-01")
    assert policies["yunnan-2025"]["force"] == "undetermined"
    assert "没有写明" in policies["yunnan-2025"]["reason"]


def test_the_demo_shows_all_its_parts(zhize: Any) -> None:
    shown = zhize("demo")
    assert shown.code == 0
    for part in ("规定统计与覆盖", "期限，按日期先后", "矿山企业的义务", "矿山企业违反规定的后果", "一个完整的证明"):
        assert part in shown.out
    for place in PLACES.values():
        assert shown.out.count(place) >= 4
    assert "原文 " in shown.out.partition("一个完整的证明")[2]
    assert zhize("demo").out == shown.out
    english = zhize("demo", "--lang", "en")
    assert "Duties of 矿山企业" in english.out


def test_the_demo_lists_deadlines_in_order(zhize: Any) -> None:
    listed = zhize("demo").out.partition("期限，按日期先后")[2].partition("三、")[0]
    days = [tuple(map(int, found)) for found in re.findall(r"^(20\d\d)年(\d+)月(\d+)日", listed, re.MULTILINE)]
    assert days == sorted(days)
    assert {(2025, 11, 30), (2025, 12, 5), (2025, 12, 10), (2025, 12, 15)} <= set(days)


def test_departments_are_asked_for(asked: Any) -> None:
    found, _ = asked("duties", "--policy", "gansu-2023", "--department", "省自然资源厅")
    assert found["duties"]
    for duty in found["duties"]:
        assert any("自然资源" in name for name in (duty["actor"], *duty["lead"], *duty["support"]))


def test_extract_accounts_for_the_whole_text(zhize: Any, corpus: dict[str, Path]) -> None:
    for path in corpus.values():
        shown = zhize("extract", str(path)).out
        assert "100.0 %" in shown
        assert str(len(path.read_text(encoding="utf-8"))) in shown
