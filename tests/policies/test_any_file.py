"""Any bytes at all are read or refused, by every format."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.errors import UnreadableError
from policies.from_source import read_bytes

Make = Callable[..., bytes]
LINE = (100, 700, 14, "第一条 企业应当报告。")
PAGE = (
    "<html><body><div><p>第一条，企业应当报告。</p><table><tr><td>甲</td><td>乙</td></tr></table></div></body></html>"
)
FORMATS = ("docx", "pdf", "ofd", "html")


@pytest.fixture
def whole(docx: Make, pdf: Make, ofd: Make) -> dict[str, bytes]:
    """A sound file of each format."""
    return {
        "docx": docx("<w:p><w:r><w:t>第一条 企业应当报告。</w:t></w:r></w:p>"),
        "pdf": pdf([[LINE, (90, 600, 200, 40)]]),
        "ofd": ofd([[(30, 30, 5, "第一条 企业应当报告。")]]),
        "html": PAGE.encode(),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, dropped or doubled."""
    found = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(found))
        way = chance.randrange(4)
        if way == 0:
            found[at] = chance.randrange(256)
        elif way == 1:
            del found[at : at + chance.randrange(1, 20)]
        elif way == 2:
            found[at:at] = found[at : at + chance.randrange(1, 200)]
        else:
            found[at : at + 2] = chance.choice((b"\x00\x00", b"\xff\xff", b"<<", b">>", b"<w", b"9999"))
    return bytes(found)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip that is sound, with one damaged part."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as sound, zipfile.ZipFile(made, "w") as opened:
        names = sound.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = sound.read(name)
            opened.writestr(name, damaged(part, chance) if name == chosen else part)
    return made.getvalue()


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(whole: dict[str, bytes], form: str, seed: int) -> None:
    chance = random.Random(seed)
    inside = form in ("docx", "ofd") and chance.random() < 0.8
    data = (damaged_inside if inside else damaged)(whole[form], chance)
    try:
        document = read_bytes(data, f"坏.{form}")
    except UnreadableError as error:
        assert error.code != "S035", "contained, but no parser of ours shall fail"
        return
    assert document.text.strip()
    starts = [one.start for one in document.origins]
    assert starts == sorted(set(starts))
    assert not starts or starts[-1] < len(document.text)


NAMES = (
    *(
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "pPr",
        "rPr",
        "numPr",
        "ilvl",
        "numId",
        "ins",
        "del",
        "moveFrom",
        "sdt",
    ),
    *(
        "sdtContent",
        "fldChar",
        "footnoteReference",
        "hyperlink",
        "vMerge",
        "br",
        "tab",
        "sym",
        "drawing",
        "txbxContent",
    ),
    *("vanish", "u", "pStyle", "trPr", "customXml", "smartTag", "ruby", "rubyBase", "altChunk", "object", "pict"),
)
LIST_NAMES = (
    *("abstractNum", "num", "lvl", "abstractNumId", "lvlOverride", "startOverride", "start", "numFmt", "lvlText"),
    *("lvlRestart", "isLgl", "suff", "numStyleLink", "style", "basedOn", "pPr", "numPr", "numId", "ilvl", "pStyle"),
)
KEYS = ("val", "ilvl", "numId", "abstractNumId", "styleId", "type", "id", "char", "font", "fldCharType", "default")
VALUES = (
    *("0", "1", "2", "-1", "9", "99999999999", "x", "", "begin", "separate", "end", "restart", "bullet", "paragraph"),
    *("chineseCounting", "lowerLetter", "第%1条", "%1.%9", "F0FE", "Wingdings"),
)


def trees(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Elements with these names within each other, in no order that makes sense."""
    attributes = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=3)

    def element(name: str, said: dict[str, str], inside: list[str]) -> str:
        told = "".join(f' w:{key}="{value}"' for key, value in said.items())
        return f"<w:{name}{told}>{''.join(inside)}</w:{name}>"

    return st.recursive(
        st.sampled_from(("第一条", "企业", " ", "")),
        lambda below: st.builds(element, st.sampled_from(names), attributes, st.lists(below, max_size=4)),
        max_leaves=25,
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=trees(NAMES), numbering=trees(LIST_NAMES), styles=trees(LIST_NAMES))
def test_parts_that_make_no_sense_are_read_or_refused(docx: Make, body: str, numbering: str, styles: str) -> None:
    place = '<w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    sound = f"<w:p>{place}<w:r><w:t>第一条 报告。</w:t></w:r></w:p>"
    document = read_bytes(docx(body + sound, numbering=numbering, styles=styles), "乱.docx")
    assert document.text.rstrip("\n").endswith("第一条 报告。")
