"""The model of a document: frozen values, no behaviour beyond small properties.

In: nothing. Out: the values that `policies` builds and every later stage reads.
Guarantee: every offset is a code point into `Document.text`, end exclusive; the leaves of `Document.root`
tile the text, so that joining them gives the text back.

Names follow Akoma Ntoso (OASIS LegalDocML): `eid`, `chapter`, `article`, `paragraph`, `point`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in a document's text; a tuple, since a document has more of them than words."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something of the text that could not be read; a value, never an exception.

    Attributes:
        code: stable code such as ``S101``; explained in `docs/diagnostics.md`.
        message: one Chinese sentence for people.
        span: where in the text, or None when it concerns the whole document.
    """

    code: str
    message: str
    span: Span | None = None


class Kind(StrEnum):
    """What a provision is. Containers first, then leaves."""

    DOCUMENT = "document"
    FRONT = "front"  # letterhead, notice and its signatures, before the plan itself
    BODY = "body"
    ANNEX = "annex"
    PART = "part"  # 编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    POINT = "point"  # 项 （一）
    SUBPOINT = "subpoint"  # 目 1.
    TIER1 = "tier1"  # 一、
    TIER2 = "tier2"  # （一）
    TIER3 = "tier3"  # 1.
    TIER4 = "tier4"  # （1）
    TIER5 = "tier5"  # ①
    INLINE = "inline"  # 一是 … 二是 …

    HEADING = "heading"  # the label and title of the container it stands in
    PROSE = "prose"  # sentences
    TABLE = "table"
    TITLE = "title"
    DOC_NUMBER = "docNumber"
    ADDRESSEES = "addressees"
    SIGNATURE = "signature"  # issuers, dates and stamps below a text
    CONTENTS = "contents"  # a table of contents
    NOISE = "noise"  # figure captions, crawl headers, page rubbish: not text of the document
    BLANK = "blank"  # white space only


LEAVES = frozenset(
    {
        Kind.HEADING,
        Kind.PROSE,
        Kind.TABLE,
        Kind.TITLE,
        Kind.DOC_NUMBER,
        Kind.ADDRESSEES,
        Kind.SIGNATURE,
        Kind.CONTENTS,
        Kind.NOISE,
        Kind.BLANK,
    }
)


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of the document tree.

    Attributes:
        eid: unique within the document, stable from run to run (``tier1_3__tier2_1``).
        kind: what it is.
        span: all its text, children included.
        label: as printed, without the closing 、 or ． ("（一）", "第三条", "一是"); "" when unnumbered.
        number: labels from the top joined by "/" ("三/（二）/1", "第五章/第三十条/（一）"); "" when unnumbered.
        title: heading text without label and final 。, in clean characters; "" when it has none.
        children: in order; they tile `span`. Empty for a leaf.
    """

    eid: str
    kind: Kind
    span: Span
    label: str = ""
    number: str = ""
    title: str = ""
    children: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument named in the text: 《…》（文号）."""

    title: str
    doc_number: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself; None or () when the text does not say.

    Attributes:
        title: of the plan or statute itself, not of the notice that forwards it.
        doc_number: 文号, e.g. 甘资字〔2023〕11号.
        issuers: issuing organs, one each.
        issued: "YYYY-MM-DD", or "YYYY-MM" when the text gives only the month.
        revised: day of the last revision (修订, 修正) of a statute, ISO.
        effective: first day in force, ISO.
        expires: last day in force, ISO.
        validity: stated length of validity as an ISO 8601 duration ("P5Y" for 有效期五年).
        validity_from: what that length is counted from, as the text says ("印发之日").
        period: plan period in years, inclusive ("2021-2025" gives (2021, 2025)).
        jurisdiction: place it holds for (甘肃省, 威海市, 重庆市万州区, 全国).
        level: "national", "provincial", "prefectural", "county" or None.
        addressees: organs a notice is addressed to, as printed (one entry each, 、 resolved).
        spans: field name -> where the text says it.
    """

    title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    issued: str | None = None
    revised: str | None = None
    effective: str | None = None
    expires: str | None = None
    validity: str | None = None
    validity_from: str | None = None
    period: tuple[int, int] | None = None
    jurisdiction: str | None = None
    level: str | None = None
    addressees: tuple[str, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the file a stretch of text comes from; it holds up to the start of the next one.

    Attributes:
        start: offset of its first character.
        page: counted from 1, or None for a format without pages.
        paragraph: counted from 1, or None for a format without paragraphs: in a .docx the how manieth ``w:p`` of
            ``word/document.xml``, in a web page the how manieth paragraph read.
    """

    start: int
    page: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file.

    Attributes:
        text: the text, exactly; what later offsets point into.
        origins: where in the file it comes from, by `Origin.start`; () for plain text.
        diagnostics: what of the file could not be read, or was left out.
    """

    text: str
    origins: tuple[Origin, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its tree.

    Attributes:
        id: short name used in every answer (``weihai-2021``).
        source: file name as given, or ``<stdin>``.
        sha256: hex digest of the source's bytes.
        text: the decoded text, exactly; every span points into it.
        root: the tree.
        metadata: what it says of itself.
        citations: instruments it names, in order.
        diagnostics: what could not be read.
        origins: where in the file the text comes from, by `Origin.start`; () for plain text.
    """

    id: str
    source: str
    sha256: str
    text: str
    root: Provision
    metadata: Metadata
    citations: tuple[Citation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    origins: tuple[Origin, ...] = ()

    def quote(self, span: Span) -> str:
        """The exact characters of `span`."""
        return self.text[span.start : span.end]
