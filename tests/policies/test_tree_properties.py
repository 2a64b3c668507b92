"""Text to tree to text is the same text, whatever the text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.errors import UnreadableError
from policies.from_source import read_path, read_text
from policies.library import builtin
from policies.model import LEAVES, Document, Kind, Provision
from policies.navigate import heading_of, leaves, outline, path_to, walk
from policies.structure import parse

PIECES = [
    *(
        "第一章 总则",
        "第二节 甲",
        "第一条 甲乙。",
        "第二条之一 丙",
        "一、甲",
        "（一）乙。丙丁。",
        "1.甲",
        "（1）乙",
        "①丙",
    ),
    *(
        "附件",
        "附件1：甲",
        "目录",
        "2020年1月1日",
        "青山市林业局",
        "关于印发《甲方案》的通知",
        "甲方案",
        "各市人民政府：",
    ),
    *(
        "一是甲。二是乙。",
        "甲\t乙\t丙",
        "| 甲 | 乙 |",
        "# 标题",
        "**甲**",
        "[bookmark: a]",
        "---",
        "“第五条 甲",
        "修改为：“甲",
    ),
    *(
        "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛，",
        "。",
        "；",
        "（",
        "）",
        " ",
        "　",
        "\n",
        "\n\n",
        "\r",
        "\ufeff",
        "&nbsp;",
    ),
]
RUBBISH = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join)


def check(text: str, root: Provision) -> None:
    at = 0
    for leaf in leaves(root):
        assert leaf.kind in LEAVES or leaf is root or leaf.span.start == leaf.span.end
        assert leaf.span.start == at
        at = leaf.span.end
    assert at == len(text)
    nodes = list(walk(root))
    assert len({node.eid for node in nodes}) == len(nodes)
    for node in nodes:
        if node.children:
            assert node.kind not in LEAVES
            assert node.span.start == node.children[0].span.start
            assert node.span.end == node.children[-1].span.end


@given(RUBBISH)
@settings(max_examples=400, deadline=None)
def test_any_text_is_tiled(text: str) -> None:
    root, _ = parse(text)
    check(text, root)


@given(RUBBISH)
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    try:
        first = read_text(text, "x.txt")
    except UnreadableError:
        return
    assert read_text(text, "x.txt") == first


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_the_built_in_policies_are_tiled(path: Path) -> None:
    document = read_path(path)
    check(document.text, document.root)
    assert "".join(document.quote(leaf.span) for leaf in leaves(document.root)) == document.text


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_units_begin_with_their_label(path: Path) -> None:
    document = read_path(path)
    for unit in outline(document):
        assert document.quote(unit.span).startswith(unit.label[0])
        heading = heading_of(unit)
        assert heading is not None and heading.span.start == unit.span.start
        assert unit.number.endswith(unit.label)
        assert not document.quote(unit.span)[-1].isspace()


def test_a_position_has_a_path() -> None:
    document = read_path(builtin()[0])
    last = outline(document)[-1]
    path = path_to(document.root, last.span.end - 1)
    assert path[0] is document.root
    assert last in path
    assert path[-1].kind in LEAVES


def leaf_kinds(document: Document) -> set[Kind]:
    return {leaf.kind for leaf in leaves(document.root)}


HOSTILE = [
    "（",
    "第一章 甲 ",
    "一、甲\n",
    "[bookmark:",
    "附件\n",
    "2020年1月1日\n",
    "一是甲，二是乙。",
    "<!--",
    "\t甲",
    "《",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    times = []
    for size in (40_000, 160_000):
        text = piece * (size // len(piece))
        start = time.process_time()
        read_text(text, "x.txt")
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 0.5
