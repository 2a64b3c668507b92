"""The figures of comparisons (bench/comparison.py): what is chosen, counted and told."""

from __future__ import annotations

from pathlib import Path

from bench import comparison
from engine.comparison.compare import compare
from engine.comparison.topics import topics

TEXTS = Path(__file__).resolve().parents[1] / "fixtures" / "comparison" / "texts"


def test_local_regulations_are_chosen_by_their_title(tmp_path: Path) -> None:
    for name in ("青川地方法规/青川省矿产资源条例.md", "青川地方法规/青川省渡口条例.md", "行政法规/矿产资源条例.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in comparison.local(tmp_path, comparison.MINERALS)] == ["青川省矿产资源条例.md"]


def test_rows_of_several_are_counted_with_how_they_stand() -> None:
    paths = [TEXTS / f"{name}.md" for name in ("青川省", "白石省")]
    chosen = [topic for topic in topics() if topic.id in comparison.ASKED]
    assert comparison.counted(compare(comparison.sides(paths), chosen)).splitlines()[2:] == [
        "| 报告 | 1 | 1 | incomparable 1 |",
        "| 处罚与约束 | 4 | 4 | incomparable 1, looser 1, equal 1, stricter 1 |",
        "| 许可与登记 | 4 | 2 | earlier 2 |",
    ]


def test_every_run_is_timed_and_told_against_its_bound() -> None:
    run = comparison.timed([TEXTS / f"{name}.md" for name in ("青川省", "白石省")], rounds=1)
    assert (run.documents, run.first > 0) == (2, True)
    told = comparison.report([comparison.Run(2, 50, 0.4, 0.2, 0.2), comparison.Run(5, 100, 9.0, 2.0, 2.0)])
    assert "| 2 | 50 | 0.40 s | 0.20 s | 0.20 s | 1 s, reached |" in told
    assert "| 5 | 100 | 9.00 s | 2.00 s | 2.00 s | 3 s, not reached |" in told
