"""Paragraph styles: which of them are numbered, and which text they hide.

In: ``word/styles.xml``. Out: for a style what it says of lists. Guarantee: a circle of styles based on each other ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from policies.readers.common.markup import Element, attribute, child, children, value


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where in a list a paragraph stands.

    Attributes:
        list_id: ``numId``; "0" takes a paragraph out of all lists.
        level: ``ilvl``, or None when only the list can tell.
        style: the style that says so, or "" when the paragraph itself does.
    """

    list_id: str
    level: int | None
    style: str = ""


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: Element | None) -> None:
        found = list(children(root, "style")) if root is not None else []
        self._places: dict[str, ListPlace | None] = {}
        self._styles = {attribute(one, "styleId") or "": one for one in found}
        self._default = next(
            (
                attribute(one, "styleId") or ""
                for one in found
                if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true")
            ),
            "",
        )

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """The list that a paragraph belongs to, by itself or by its style."""
        own = child(paragraph, "pPr")
        by_style = self.of_style(value(own, "pStyle") or self._default)
        said = child(own, "numPr")
        if said is None:
            return by_style
        list_id, level = value(said, "numId"), _number(value(said, "ilvl"))
        if list_id is None:
            return by_style and ListPlace(by_style.list_id, level, by_style.style)
        return ListPlace(list_id, level or 0)

    def of_style(self, style: str) -> ListPlace | None:
        """The list of a style, its own or that of the style it is based on."""
        if style not in self._places:
            self._places[style] = self._place(style)
        return self._places[style]

    def _place(self, style: str) -> ListPlace | None:
        seen: set[str] = set()
        level = None
        while style in self._styles and style not in seen:
            seen.add(style)
            said = child(self._styles[style], "pPr", "numPr")
            level = level if level is not None else _number(value(said, "ilvl"))
            list_id = value(said, "numId")
            if list_id is not None:
                return ListPlace(list_id, level, style)
            style = value(self._styles[style], "basedOn") or ""
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
