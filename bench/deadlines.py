"""Deadline phrases read by this project and by JioNLP, side by side: `python bench/deadlines.py [--python PYTHON]`.

In: the phrases of `tests/fixtures/deadlines/phrases.yaml` with their values, and a Python that has JioNLP (this one by
default; `pip install jionlp` needs nothing but the package index). Out: a section of `results.md` beside this file, and
the same on the screen; exit code 1 when this project is below its bound. Guarantee: both see the phrase alone; what
JioNLP answers is put into the forms of `obligations.model.Deadline.norm` and counts as right when its last day, its
rhythm or its length is right, whatever else it says; a date where the words give none is a silent anchor.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench import page
from engine.calendar import due_date
from obligations.context import deadlines_of

FIXTURE = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "deadlines" / "phrases.yaml"
RIGHT = 0.95  # 38 of 40
ROUNDS = 20
DAY = date(2025, 6, 16)  # the day of reading that JioNLP is told
DATED = ("date:", "from:", "range:")
# The other side: phrases in, answers and seconds for each round out; the day it counts from is fixed.
PEER = """
import json, sys, time
import jionlp
given = json.load(sys.stdin)
base = time.mktime((*given["day"], 9, 0, 0, 0, 0, -1))
def read(phrase):
    try:
        return jionlp.parse_time(phrase, time_base=base)
    except Exception:
        return None
answers = [read(phrase) for phrase in given["phrases"]]
seconds = []
for _ in range(given["rounds"]):
    started = time.perf_counter()
    for phrase in given["phrases"]:
        read(phrase)
    seconds.append(time.perf_counter() - started)
print("ANSWER" + json.dumps({"version": jionlp.__version__, "answers": answers, "seconds": seconds}))
"""
PREFACE = """\
# Deadline phrases, side by side

Made by `python bench/deadlines.py`. {machine} {count} phrases of the kinds that
official documents use, with their values: the fixture of this project's own tests, which JioNLP was not made for. It
is right when the last day, the rhythm or the length is right, whatever else it says. A silent anchor is a date for
words that give none: it comes from the day of reading. Speed is the median of {rounds} rounds over all phrases.
`pip install jionlp` needed nothing but the package index.
"""
Answer = dict[str, Any] | None
Value = str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A phrase, the value it has, and the plan period of its document."""

    phrase: str
    value: Value
    period: tuple[int, int] | None

    @property
    def kind(self) -> str:
        """The kind of its value, for the table."""
        return KINDS.get((self.value or "").partition(":")[0], "neither year nor event")


KINDS = {
    "date": "a day or the end of a period",
    "from": "from a day on",
    "range": "a period",
    "yearly": "again and again",
    "monthly": "again and again",
    "quarterly": "again and again",
    "halfyearly": "again and again",
    "relative": "a length, from an event or from none",
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one side gives: its values in the order of the rows, and the seconds for one round of all."""

    name: str
    values: list[Value]
    seconds: float

    def right(self, rows: Sequence[Row]) -> list[bool]:
        """Which values are right."""
        return [same(row.value, value) for row, value in zip(rows, self.values, strict=True)]

    def anchors(self, rows: Sequence[Row]) -> list[str]:
        """The phrases that got a date though their words give none."""
        return [row.phrase for row, value in zip(rows, self.values, strict=True) if is_anchor(row.value, value)]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; 1 when this project is below its bound."""
    parser = argparse.ArgumentParser(description="Deadline phrases, side by side with JioNLP.")
    parser.add_argument("--python", default=sys.executable, help="a Python that has JioNLP")
    rows = read_rows(FIXTURE)
    mine = ours(rows)
    other = theirs(rows, parser.parse_args(arguments).python)
    text = report(rows, mine, other)
    print(text)
    if other is not None:
        page.put("deadlines", text)
    return int(sum(mine.right(rows)) < RIGHT * len(rows) or bool(mine.anchors(rows)))


def read_rows(path: Path) -> list[Row]:
    """The phrases of the fixture."""
    made = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Row(row["phrase"], row["value"], tuple(row["period"]) if "period" in row else None) for row in made]


def ours(rows: Sequence[Row]) -> Side:
    """This project."""
    values = [value_of(row) for row in rows]
    return Side("Zhize", values, median(lambda: [value_of(row) for row in rows]))


def value_of(row: Row) -> Value:
    """The value this project reads in a phrase."""
    return ",".join(due.value for due in deadlines_of(row.phrase, row.period)) or None


def median(work: Callable[[], object]) -> float:
    """Median of the seconds that `work` takes."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def theirs(rows: Sequence[Row], python: str) -> Side | None:
    """JioNLP, in a process of its own; None when that Python has none."""
    given = json.dumps({"phrases": [row.phrase for row in rows], "rounds": ROUNDS, "day": DAY.timetuple()[:3]})
    done = subprocess.run([python, "-c", PEER], input=given, capture_output=True, text=True, check=False)
    said = re.search(r"^ANSWER(.*)$", done.stdout, re.MULTILINE)
    if said is None:
        return None
    found = json.loads(said[1])
    values = [translated(answer) for answer in found["answers"]]
    return Side(f"JioNLP {found['version']}", values, statistics.median(found["seconds"]))


def translated(answer: Answer) -> Value:
    """An answer of JioNLP in the forms of this project."""
    if answer is None:
        return None
    if answer["type"] == "time_period":
        return _rhythm(answer["time"]["delta"], answer["time"]["point"])
    if answer["type"] == "time_delta":
        return _length(answer["time"])
    first, last = (str(moment)[:10] for moment in answer["time"])
    if "inf" in last:
        return f"from:{first}"
    return f"date:{last}" if "inf" in first else f"range:{first}/{last}"


def _rhythm(delta: dict[str, float], point: dict[str, Any] | None) -> Value:
    months = 12 * delta.get("year", 0) + delta.get("month", 0)
    name = {12: "yearly", 1: "monthly", 3: "quarterly", 6: "halfyearly"}.get(round(months))
    day = str(point["time"][1])[:10] if point and point["time"][1] else ""
    if name == "yearly":
        return f"yearly:{day[5:]}" if day else "yearly:12-31"
    return f"monthly:{day[8:]}" if name == "monthly" and day else name


def _length(delta: Any) -> Value:
    units = {"year": "Y", "month": "M", "day": "D", "workday": "WD", "hour": "H", "week": "W"}
    if not isinstance(delta, dict):
        return None
    found = [(units[unit], count) for unit, count in delta.items() if unit in units]
    return f"relative:P{'T' if found[0][0] == 'H' else ''}{found[0][1]:g}{found[0][0]}" if len(found) == 1 else None


def same(expected: Value, value: Value) -> bool:
    """Whether a value is right: of dates the last day, of lengths the length, of the rest all of it."""
    if expected is None or value is None:
        return expected == value
    kind = expected.partition(":")[0]
    if kind == "date":
        return value.startswith(("date:", "range:")) and re.split("[:/]", value)[-1] == expected[5:]
    if kind == "relative":
        return value.partition(" ")[0] == expected.partition(" ")[0]
    return value == expected


def is_anchor(expected: Value, value: Value) -> bool:
    """A date where the words give none: it can only come from the day of reading."""
    return not (expected or "").startswith((*DATED, "yearly")) and (value or "").startswith(DATED)


def report(rows: Sequence[Row], mine: Side, other: Side | None) -> str:
    """The section of the page."""
    sides = [mine, other] if other else [mine]
    lines = [
        PREFACE.format(machine=page.machine(), count=len(rows), rounds=ROUNDS),
        "| kind of phrase | " + " | ".join(["phrases", *(side.name for side in sides)]) + " |",
        "| --- |" + " --- |" * (len(sides) + 1),
    ]
    for kind in dict.fromkeys(row.kind for row in rows):
        lines.append(_row(kind, rows, sides, lambda row, kind=kind: row.kind == kind))  # type: ignore[misc]
    lines.append(_row("all", rows, sides, lambda row: True))
    lines.append("| silent anchors | | " + " | ".join(str(len(side.anchors(rows))) for side in sides) + " |")
    speed = " | ".join(f"{len(rows) / side.seconds:,.0f}" for side in sides)
    lines.append(f"| phrases a second | | {speed} |")
    if other is not None:
        lines += ["", _told_the_day(rows, other)]
    else:
        lines += ["", "JioNLP is not installed for this Python; give another with `--python`."]
    return "\n".join([*lines, ""])


def _told_the_day(rows: Sequence[Row], other: Side) -> str:
    """How often the anchor is the right last day, if the day of reading is taken for the day of the event."""
    lengths = [(row, value) for row, value in zip(rows, other.values, strict=True) if is_length(row.value)]
    found = [(due_date(row.value or "", DAY), value or "") for row, value in lengths]
    right = sum(due is not None and value.endswith(due.day.isoformat()) for due, value in found)
    return (
        f"Were the day of reading that of the event ({DAY}), JioNLP's last day would be that of `engine/calendar.py`\n"
        f"for {right} of the {len(lengths)} lengths."
    )


def is_length(value: Value) -> bool:
    """It counts from an event."""
    return (value or "").startswith("relative:")


def _row(name: str, rows: Sequence[Row], sides: Sequence[Side], chosen: Callable[[Row], bool]) -> str:
    counts = [sum(ok for row, ok in zip(rows, side.right(rows), strict=True) if chosen(row)) for side in sides]
    return f"| {name} | {sum(map(chosen, rows))} | " + " | ".join(map(str, counts)) + " |"


if __name__ == "__main__":
    sys.exit(main())
