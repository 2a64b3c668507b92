"""Where on a web page the document stands.

In: the root of a page. Out: the element that holds the document, and the document's title. Guarantee: an element is
left for one inside it only when that one holds nearly all sentences of the page; what is said twice counts once; so
rather a menu too many than a paragraph too few.
"""

from __future__ import annotations

import re

from policies.readers.common.markup import Element, local

_NO_TEXT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "button", "select", "input"}
    | {"textarea", "form", "nav", "header", "footer", "aside", "map", "audio", "video", "canvas", "dialog"}
)
_MARKS = re.compile("[，。；：、！？]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEARLY = 0.8  # share of the sentences
_LINKS = 0.7  # share of the words of a menu that are links
_FEWEST = 3  # links of a menu
_TITLES = ("ArticleTitle", "og:title", "title")
_SITE = re.compile(r"\s*[-_|–—]+\s*|\s{2,}")  # 标题 - 某某市人民政府
_BLANKS = re.compile(r"\s+")


def is_seen(element: Element) -> bool:
    """Whether an element is text for people who read the page."""
    name = local(element)
    if not name or (name in _NO_TEXT and not (name == "form" and _sentences(element) > _FEWEST)):
        return False
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    return not hidden


def is_menu(element: Element) -> bool:
    """A list of links."""
    links = [one for one in element.iter() if local(one) == "a"]
    linked = sum(len(words(one)) for one in links)
    return len(links) >= _FEWEST and linked > _LINKS * len(words(element))


def content(body: Element) -> Element:
    """The element that holds the document."""
    weights: dict[Element, int] = {}
    _weigh(body, weights)
    here = body
    while True:
        inner = [one for one in here if weights.get(one)]
        best = max(inner, key=lambda one: weights[one], default=None)
        if best is None:
            return here
        same = words(best)
        others = sum(weights[one] for one in inner if one is not best and not _again(words(one), same))
        if weights[best] < _NEARLY * (weights[best] + others) or local(best) in ("p", "tr", "td", "tbody"):
            return here
        here = best


def title(page: Element) -> str:
    """The title of the document, without the name of the site; "" when the page has none."""
    named = {(one.get("name") or one.get("property") or ""): one.get("content") or "" for one in page.iter("meta")}
    found = next((named[name] for name in _TITLES if named.get(name)), "")
    if not found:
        head = next(iter(page.iter("h1")), None)
        found = words(head) if head is not None else words(next(iter(page.iter("title")), None))
    return _SITE.split(found.strip(), maxsplit=1)[0]


def _weigh(element: Element, weights: dict[Element, int]) -> int:
    """The sentences of every element, links and what is not seen aside."""
    total = len(_MARKS.findall(element.text or ""))
    for one in element:
        if is_seen(one) and local(one) != "a":
            total += _weigh(one, weights)
        total += len(_MARKS.findall(one.tail or ""))
    weights[element] = total
    return total


def _sentences(element: Element) -> int:
    return len(_MARKS.findall("".join(str(text) for text in element.itertext())))


def _again(words: str, others: str) -> bool:
    """The same text once more, as some pages have it for printing or for telephones."""
    return len(words) > 0 and (words in others or others in words)


def words(element: Element | None) -> str:
    """The characters of an element that people see, without blanks."""
    if element is None:
        return ""
    seen = (str(text) for one in _through(element) for text in one)
    return _BLANKS.sub("", "".join(seen))


def _through(element: Element) -> list[list[str]]:
    """The texts of an element and of all in it that are seen."""
    found: list[list[str]] = []
    pending: list[Element | str] = [element]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            found.append([one])
            continue
        parts: list[Element | str] = [str(one.text or "")]
        for inner in one:
            if local(inner) not in _NO_TEXT and local(inner):
                parts.append(inner)
            parts.append(str(inner.tail or ""))
        pending += reversed(parts)
    return found
