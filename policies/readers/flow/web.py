"""Web pages to a reading.

In: the bytes of an HTML file. Out: the document of the page, one line a paragraph, one line a row of a table, between
bars. Guarantee: menus, heads and feet of the site stay out, and how much of the page that was is said; scripts are not
run and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree, html

from policies import refusals
from policies.model import Diagnostic, Reading
from policies.readers import text as plain
from policies.readers.common.markup import Element, children, local
from policies.readers.common.story import Story, row
from policies.readers.flow import boilerplate
from policies.readers.flow.numerals import written
from policies.readers.isolation import limits

WHAT = ("网页", "web page")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "center",
        "table",
    }
    | {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "body",
        "figure",
        "figcaption",
        "address",
        "fieldset",
        "form",
        "caption",
    }
    | {"tr", "td", "th", "tbody", "thead", "tfoot"}
)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONG = 400  # characters of a cell that is no cell but a column of the page
_HEAD = 300  # characters in which a document's title stands
_DEEP = "Excessive depth"


def parse(data: bytes, name: str, alive: Callable[[], None]) -> Reading:
    """Read a web page.

    Raises:
        UnreadableError: it has no text, or more than a document.
    """
    page = _page(plain.decode(data, name), name)
    alive()
    body = next(iter(page.iter("body")), page)
    main = boilerplate.content(body)
    walker = _Walker(main)
    story = Story(name)
    lines = list(walker.lines())
    title = boilerplate.title(page)
    if title and _squeezed(title) not in _squeezed("".join(lines))[:_HEAD]:
        lines.insert(0, title)
    for at, line in enumerate(lines, 1):
        story.line(line, paragraph=at)
    return story.reading(_left_out(body, lines))


def _page(text: str, name: str) -> Element:
    if text.count("<") > limits.MARKUP:
        most = limits.MARKUP // 10_000
        raise refusals.excessive(name, f"标记超过 {most} 万个", f"more than {limits.MARKUP} tags")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        found = html.document_fromstring(_DECLARED.sub("", text.replace("\x00", "")), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refusals.damaged(name, *WHAT) from error
    if any(_DEEP in entry.message for entry in parser.error_log):
        raise refusals.excessive(name, "标记嵌套过深", "tags nested too deep")
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _left_out(body: Element, lines: list[str]) -> list[Diagnostic]:
    """How much of the page is not in the text."""
    left = len(boilerplate.words(body)) - len(_squeezed("".join(lines)))
    return [Diagnostic("S304", f"网页中正文以外的 {left} 字（菜单、页眉、页脚等）未读。")] if left > 0 else []


class _Walker:
    """Goes through a document in order and gathers lines."""

    def __init__(self, main: Element) -> None:
        self._main = main
        self._line: list[str] = []
        self._done: list[str] = []

    def lines(self) -> Iterator[str]:
        """Every paragraph and row that is not blank."""
        self._inside(self._main)
        self._end()
        return (line for line in self._done if line.strip())

    def _end(self) -> None:
        for line in "".join(self._line).split("\n"):
            self._done.append(line.strip(" "))
        self._line = []

    def _say(self, text: str | None) -> None:
        self._line.append(_SPACE.sub(" ", text or ""))

    def _inside(self, element: Element) -> None:
        self._say(element.text)
        for one in element:
            if boilerplate.is_seen(one):
                self._one(one)
            self._say(one.tail)

    def _one(self, one: Element) -> None:
        name = local(one)
        if name == "br":
            self._line.append("\n")
        elif name == "table" and not _is_frame(one):
            self._end()
            self._done += _rows(one)
        elif name in ("ul", "ol", "dl", "div", "table") and one is not self._main and boilerplate.is_menu(one):
            self._end()
        elif name == "ol":
            self._numbered(one)
        elif name in _BLOCKS:
            self._end()
            self._inside(one)
            self._end()
        else:
            self._inside(one)

    def _numbered(self, element: Element) -> None:
        """A list whose numbers the browser prints."""
        start = element.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 5 else 1
        form = _FORMS.get(element.get("type") or "", "decimal")
        for one in children(element, "li"):
            self._end()
            self._line.append(f"{written(number, form)}. ")
            self._inside(one)
            self._end()
            number += 1


def _rows(table: Element) -> list[str]:
    return [row(cells) for cells in map(_cells, table.iter("tr")) if any(cells)]


def _cells(one: Element) -> list[str]:
    return [" ".join(_Walker(cell).lines()) for cell in one if local(cell) in ("td", "th")]


def _is_frame(table: Element) -> bool:
    """A table that puts parts of a page side by side: one column, tables in it, or cells as long as chapters."""
    rows = [[cell for cell in one if local(cell) in ("td", "th")] for one in table.iter("tr")]
    if all(len(cells) < 2 for cells in rows) or any(True for one in table.iter("table") if one is not table):
        return True
    return any(len(_squeezed("".join(map(str, cell.itertext())))) > _LONG for cells in rows for cell in cells)
