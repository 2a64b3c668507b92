"""Calendars: every deadline is in them as the text has it, known again from run to run, and read by another library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "exports"
FERRY = FIXTURES / "渡口办法.txt"
DAY = ["--as-of", "2026-02-01"]


def tasks(calendar: str) -> list[Any]:
    """The to-dos as vobject reads them."""
    read = vobject.readOne(calendar)
    return list(read.contents.get("vtodo", []))


def due(task: Any) -> date | None:
    return task.due.value if "due" in task.contents else None


@pytest.fixture
def calendar(zhize: Any) -> Callable[..., list[Any]]:
    return lambda *asked: tasks(zhize("deadlines", *map(str, asked), "--format", "ics").out)


def test_the_calendar_of_a_small_text(zhize: Any) -> None:
    """Golden file; written anew by `zhize deadlines tests/fixtures/exports/渡口办法.txt --as-of … --out …`."""
    golden = FERRY.with_suffix(".ics").read_bytes().decode("utf-8")
    assert zhize("deadlines", str(FERRY), *DAY, "--format", "ics").out == golden


def test_what_the_text_says_is_in_the_calendar(calendar: Any) -> None:
    report, drill, insurance = calendar(FERRY, *DAY)
    assert due(report) == date(2026, 3, 31)
    assert report.summary.value.startswith("渡口经营人：")
    assert "第二条" in report.description.value
    assert "“渡口经营人应当在每年3月31日前向市交通运输局报送上一年度安全情况”" in report.description.value
    assert [due(drill), drill.dtstart.value] == [date(2026, 6, 30), date(2026, 4, 1)]
    assert due(insurance) is None
    assert "取得许可之日" in insurance.description.value
    assert insurance.categories.value == ["青河市", "应当", "待定"]
    assert "valarm" not in insurance.contents
    nine_in_the_morning = [timedelta(hours=9) - timedelta(days=days) for days in (7, 1)]
    assert [alarm.trigger.value for alarm in report.contents["valarm"]] == nine_in_the_morning


def test_a_recurring_duty_is_there_once_a_period(calendar: Any) -> None:
    found = calendar(FERRY, "--topic", "安全情况", "--due-from", "2026-01-01", "--due-before", "2028-12-31")
    assert [due(task) for task in found] == [date(2026, 3, 31), date(2027, 3, 31), date(2028, 3, 31)]
    assert len({task.uid.value for task in found}) == 3


def test_a_deadline_is_the_same_whatever_is_asked(calendar: Any) -> None:
    everything = {task.uid.value: due(task) for task in calendar(FERRY, *DAY)}
    for asked in (["--actor", "渡口经营人"], ["--topic", "演练"], ["--due-before", "2026-12-31"]):
        some = {task.uid.value: due(task) for task in calendar(FERRY, *DAY, *asked)}
        assert some
        assert some.items() <= everything.items()


def test_a_changed_deadline_keeps_its_uid_and_counts_up(calendar: Any, zhize: Any, tmp_path: Path) -> None:
    text, out = tmp_path / FERRY.name, tmp_path / "期限.ics"
    write = ["deadlines", str(text), *DAY, "--format", "ics", "--out", str(out)]
    told = []
    for words in ("3月31日", "3月31日", "4月30日", "4月30日"):
        text.write_text(FERRY.read_text("utf-8").replace("3月31日", words).replace("第一条", "第一条　"), "utf-8")
        assert zhize(*write).code == 0
        told.append({task.uid.value: (due(task), task.sequence.value) for task in tasks(out.read_text("utf-8"))})
    assert told[0].keys() == told[2].keys()
    moved = [uid for uid, (day, _) in told[0].items() if day == date(2026, 3, 31)]
    assert len(moved) == 1
    assert [each[moved[0]] for each in told] == [
        (date(2026, 3, 31), "0"),
        (date(2026, 3, 31), "0"),
        (date(2026, 4, 30), "1"),
        (date(2026, 4, 30), "1"),
    ]
    assert {each[uid][1] for each in told for uid in each if uid != moved[0]} == {"0"}


def test_a_file_that_is_no_calendar_is_replaced(zhize: Any, tmp_path: Path) -> None:
    out = tmp_path / "期限.ics"
    for before in (b"notes", b"BEGIN:VCALENDAR\r\nnonsense\r\n", b"\xff\xfe\x00"):
        out.write_bytes(before)
        assert zhize("deadlines", str(FERRY), *DAY, "--format", "ics", "--out", str(out)).code == 0
        assert {task.sequence.value for task in tasks(out.read_text("utf-8"))} == {"0"}


def test_the_same_words_twice_are_two_deadlines(calendar: Any, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text("某市办法\n\n第一条 船员应当在2026年6月30日前换证。船员应当在2026年9月30日前换证。\n", "utf-8")
    found = calendar(path, *DAY)
    assert [due(task) for task in found] == [date(2026, 6, 30), date(2026, 9, 30)]
    assert len({task.uid.value for task in found}) == 2


def test_long_and_strange_words_do_not_break_the_calendar(calendar: Any, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    act = "报送\x07“甲,乙;丙\\丁”以及" + "情况和资料、" * 400 + "清单"
    path.write_text(f"某市办法\n\n第一条 船员应当在2026年6月30日前{act}。\n", "utf-8")
    task = calendar(path, *DAY)[0]
    assert len(task.summary.value) <= 80
    assert "甲,乙;丙\\丁" in task.description.value
    assert task.description.value.count("情况和资料、") >= 400
    assert "\x07" not in task.description.value


def test_the_five_policies_are_in_the_calendar_as_in_the_answer(zhize: Any) -> None:
    asked = ["deadlines", "--due-from", "2017-01-01", "--due-before", "2028-12-31"]
    listed = zhize(*asked, "--format", "json").json["deadlines"]
    assert {one["duty"]["document"] for one in listed} == {
        "gansu-2023",
        "yunnan-2025",
        "weihai-2021",
        "liaoning-2023",
        "wanzhou-2017",
    }
    found = {task.uid.value: task for task in tasks(zhize(*asked, "--format", "ics").out)}
    assert len(found) == len(listed) > 30
    for one in listed:
        task = found[f"{one['uid']}@zhize"]
        assert due(task) == date.fromisoformat(one["day"])
        assert f"“{one['duty']['source']['quote']}”" in task.description.value
