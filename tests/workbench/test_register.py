"""The register of duties (督办台账): its rows, how it is laid out, and that other programs open it."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from engine.model import Duty, Force, Proof, Step, Validity
from obligations.model import Source
from workbench.rendering.register import State, due_of, state_of

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "exports"
FERRY = FIXTURES / "渡口办法.txt"
DAY = date(2026, 6, 15)


def register(zhize: Any, out: Path, *asked: str) -> Any:
    assert zhize("duties", *asked, "--format", "xlsx", "--out", str(out)).code == 0
    return load_workbook(out)


def rows(sheet: Any) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_the_register_of_a_small_text(zhize: Any, tmp_path: Path) -> None:
    """Golden file, a table that a lawyer can read."""
    book = register(zhize, tmp_path / "台账.xlsx", str(FERRY), "--as-of", DAY.isoformat())
    golden = list(csv.reader((FIXTURES / "渡口办法.台账.csv").read_text("utf-8").splitlines()))
    assert rows(book["督办台账"]) == golden
    assert rows(book["文件与说明"])[1][:3] == ["青河市渡口管理办法", "渡口办法", "有效"]


def test_it_is_laid_out_for_work_and_for_paper(zhize: Any, tmp_path: Path) -> None:
    page = register(zhize, tmp_path / "台账.xlsx", str(FERRY), "--as-of", DAY.isoformat())["督办台账"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:O7"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert "督办台账" in page.oddHeader.center.text
    assert page.column_dimensions["D"].width > 30
    assert page["H2"].is_date


def duty(deadline: str | None, due: tuple[str, ...] = (), awaits: str | None = None) -> Duty:
    validity = Validity("d", Force.IN_FORCE, "", Proof("", Step.STATED, "", ()))
    return Duty(
        *("d.n1@船员", "d", "d.n1", "船员", "", "obligation", "换证", None, deadline, due, None, (), (), False, "D101"),
        validity,
        Source("d", "", 0, 1, ""),
        awaits,
    )


@pytest.mark.parametrize(
    ("found", "due", "state"),
    [
        (duty("date:2026-06-14"), "2026-06-14", State.PASSED),
        (duty("date:2026-06-15", ("2026-06-15",)), "2026-06-15", State.SOON),
        (duty("range:2026-04-01/2026-07-15", ("2026-07-15",)), "2026-07-15", State.SOON),
        (duty("date:2026-07-16", ("2026-07-16",)), "2026-07-16", State.AHEAD),
        (duty("date:2031-12-31"), "2031-12-31", State.AHEAD),
        (duty("yearly:03-31", ("2026-03-31", "2027-03-31")), "2027-03-31", State.AHEAD),
        (duty("date:2026-02-30"), None, State.UNDATED),
        (duty("relative:P30D after 取得许可之日", awaits="…"), None, State.PENDING),
        (duty("from:2026-01-01"), None, State.UNDATED),
        (duty(None), None, State.UNDATED),
    ],
)
def test_the_state_follows_from_the_days_of_the_text(found: Duty, due: str | None, state: State) -> None:
    day = due_of(found, DAY)
    assert (day.isoformat() if day else None) == due
    assert state_of(found, day, DAY) is state


def test_the_five_policies_are_in_the_register(zhize: Any, tmp_path: Path) -> None:
    asked = ["--as-of", "2025-06-01"]
    found = rows(register(zhize, tmp_path / "台账.xlsx", *asked)["督办台账"])
    listed = zhize("duties", *asked, "--format", "json").json["duties"]
    named = {row[14].partition("@")[0] for row in found[1:]}
    assert {duty["norm"] or duty["document"] for duty in listed} <= named
    assert {duty["source"]["quote"] for duty in listed} == {row[11] for row in found[1:]}
    assert [row[0] for row in found[1:]] == [str(number) for number in range(1, len(found))]


def test_cells_are_text_of_a_length_that_spreadsheets_take(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text(f"某市办法\n\n第一条 船员应当{'报告情况、' * 8000}。\n\n第二条 船员应当报告。\n", "utf-8")
    found = rows(register(zhize, tmp_path / "台账.xlsx", str(path))["督办台账"])
    assert max(len(cell) for row in found for cell in row) == 32_767
    assert any(cell.endswith("…") for row in found for cell in row)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(zhize: Any, tmp_path: Path) -> None:
    book = register(zhize, tmp_path / "台账.xlsx", str(FERRY), "--as-of", DAY.isoformat())
    command = ["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir"]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [*command, str(tmp_path), profile, str(tmp_path / "台账.xlsx")], check=True, capture_output=True, timeout=120
    )
    read = list(csv.reader((tmp_path / "台账.csv").read_text("utf-8").splitlines()))
    assert [row[3] for row in read] == [row[3] for row in rows(book["督办台账"])]
