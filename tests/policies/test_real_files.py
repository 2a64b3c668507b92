"""Files of offices as they are, where they stand beside the checkout: the table in docs/formats.md holds."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from policies.errors import UnreadableError
from policies.from_source import read_path
from policies.model import Kind, Provision
from policies.readers.common import office
from policies.readers.pages.recognition import available

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT.parent / "shared" / "documents" / "originals"
FORMS = FILES.parent / "contracts"
ROW = re.compile(r"^\| (\S+\.(?:pdf|docx?|txt|html|ofd|wps|xls)) \| .* \| (\S.*) \|$", re.MULTILINE)
TABLE = dict(ROW.findall((ROOT / "docs" / "formats.md").read_text(encoding="utf-8")))
needed = pytest.mark.skipif(not FILES.is_dir(), reason="no ../shared/documents/originals beside the checkout")


def expected(said: str) -> str:
    """The code to come, or "" when it is to be read."""
    if "OCR" in said and not available():
        return "S036"
    if "LibreOffice" in said and office.program() is None:
        return "S037"
    return "" if said.startswith("read") else said


@needed
@pytest.mark.parametrize("name", TABLE)
def test_each_file_is_read_or_refused_as_the_table_says(name: str) -> None:
    wanted = expected(TABLE[name])
    if wanted:
        with pytest.raises(UnreadableError) as caught:
            read_path(FILES / name)
        assert caught.value.code == wanted
    else:
        assert len(read_path(FILES / name).text) > 100


@needed
def test_the_table_names_every_file() -> None:
    assert sorted(TABLE) == sorted(path.name for path in FILES.iterdir())


def squeezed(name: str) -> str:
    return "".join(read_path(FILES / name).text.split())


@needed
def test_a_pdf_agrees_with_the_text_published_beside_it() -> None:
    one, other = squeezed("govdoc_397.pdf"), squeezed("govdoc_397.txt")
    same = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) / max(len(one), len(other)) >= 0.98


@needed
@pytest.mark.parametrize("suffix", ["pdf", "ofd", "wps"])
def test_one_document_in_several_formats_has_one_text(suffix: str) -> None:
    if suffix == "wps" and office.program() is None:
        pytest.skip("LibreOffice is not installed")
    assert squeezed(f"lgtm_test.{suffix}") == squeezed("lgtm_test.docx")


def articles(unit: Provision) -> list[str]:
    own = [unit.label] if unit.kind is Kind.ARTICLE else []
    return own + [label for child in unit.children for label in articles(child)]


@needed
@pytest.mark.parametrize(
    ("name", "last"),
    [("dt_GF-2008-2601_示范文本_含发布通知.txt", 46), ("dt_国有土地使用权出让合同_国土资源部监制.txt", 45)],
)
def test_the_official_forms_of_contracts_have_all_their_articles(name: str, last: int) -> None:
    found = articles(read_path(FORMS / name).root)
    assert len(set(found)) == last
