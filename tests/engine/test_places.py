"""How provisions are cited."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.places import citations, numbers
from policies.from_source import read_path, read_text

WEIHAI = read_path(Path(__file__).parents[2] / "policies" / "corpus" / "weihai-2021.txt")


@pytest.mark.parametrize(
    ("words", "number", "cited", "headed"),
    [
        ("停止受理新的资源审批", "四/(二）/一是", "四（二）一是", "四（二）一是“分解目标，全面推进”"),
        ("全面关停整改", "二/（一）", "二（一）", "二（一）“调整矿业产业结构”"),
        ("据实核减耕地保有量", "三/(三）/四是", "三（三）四是", "三（三）“保障绿色矿山建设用地”四是"),
        ("请认真贯彻执行", "", "印发通知", "印发通知"),
        ("有效期至2025年12月31日", "", "", ""),
    ],
)
def test_places_are_cited_with_the_lowest_heading(words: str, number: str, cited: str, headed: str) -> None:
    from policies.navigate import path_to

    eid = path_to(WEIHAI.root, WEIHAI.text.index(words))[-1].eid
    assert numbers(WEIHAI)[eid] == number
    assert citations(WEIHAI, headed=False)[eid] == cited
    assert citations(WEIHAI)[eid] == headed


def test_the_notice_is_named_in_the_language_and_a_text_without_numbers_has_no_place() -> None:
    assert "notice" in citations(WEIHAI, "en").values()
    assert set(citations(read_text("矿山企业应当报告。\n", "某文.txt")).values()) == {""}
