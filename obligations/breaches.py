"""Which provisions a sanction names as breached, and which acts it punishes.

In: a document and the words of a breach. Out: `Breach` values, each with the provisions it points at, the instrument
whose provision it is, or the reason why there is none; and the items of the list that the words lead in. Guarantee:
references are those of `obligations.references`, resolved by `obligations.provisions`, in the document alone; a
provision that the words except (除第八条规定的情形外), merely apply (依照第八条处罚后), cite in brackets, or name for
those it is about (对第八条规定的企业), is not breached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from obligations.model import Act, Breach, Text
from obligations.provisions import Reason, Resolver
from obligations.references import Reference
from obligations.words import endings
from policies.addresses import UNITS
from policies.model import Document, Kind, Provision, Span
from policies.navigate import path_to
from policies.view import clean

_ITEMS = frozenset({Kind.POINT, Kind.SUBPOINT})
_BREAKS = "，；：。"
_NEAR = 5  # characters before a reference in which 未 leaves undone what it says (未办理第八条规定的业务)
_AFTER = 30  # characters after a reference that say what of it is meant
_POINTS = re.compile(r"第|前|上述|以上|[）)]\s*项|本\s*(?:[编章节款项目]|条(?!\s*例))")  # no reference does without
_UNITS = {kind: unit for unit, kind in UNITS.items()}


class Breaches:
    """The breaches of one document; made once, asked often."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.document)

    def named(self, span: Span) -> tuple[Breach, ...]:
        """The provisions that the words of a span name as breached, in order."""
        if _POINTS.search(self.document.quote(span)) is None:
            return ()
        return tuple(self._breach(*each) for each in self._breaching(span))

    def acts(self, words: Text, breaches: tuple[Breach, ...]) -> tuple[Act, ...]:
        """What is punished: the items of the list that the words lead in (有下列行为之一的), else the words.

        Args:
            words: of the trigger.
            breaches: the provisions that it names, for the items that name none themselves.
        """
        items = self._items(words.span) if any(mark in words.value for mark in endings("lists")) else ()
        if not items:
            return (Act(words, breaches),)
        return tuple(Act(item, self.named(item.span) or breaches) for item in items)

    def _items(self, span: Span) -> tuple[Text, ...]:
        """The items after the paragraph in which a span stands."""
        path = path_to(self.document.root, span.start)
        following = [node for node in path[-2].children if node.span.start >= span.end and node.kind in _ITEMS]
        return tuple(self._prose(item) for item in following)

    def _prose(self, item: Provision) -> Text:
        """The words of an item without its label."""
        start = next((node.span.start for node in item.children if node.kind is not Kind.HEADING), item.span.start)
        view = clean(self.document.text, Span(start, item.span.end))
        value = view.text.rstrip(_BREAKS)
        return Text(value, view.raw(0, len(value)))

    def _breaching(self, span: Span) -> Iterator[tuple[Reference, str]]:
        """The references that are breached, each with its printed words."""
        before: Reference | None = None
        printed, meant = "", True
        for reference in self._resolver.finder.within(span):
            between = self._clean(before.span.end if before else span.start, reference.span.start)
            if before is None or (between and between not in endings("list of provisions")):
                meant, printed = not _excepted(between if before is None else before.text + between), ""
            printed = _printed(reference, printed)
            before = reference
            if meant and not self._names_whom(span, reference):
                yield reference, printed

    def _names_whom(self, span: Span, reference: Reference) -> bool:
        """Whether a reference only says of whom or of what: （第八条）, 实施第八条规定的活动, 在第八条所指的区域内."""
        lead = self._clean(span.start, reference.span.start)
        after = self._clean(reference.span.end, min(span.end, reference.span.end + _AFTER))
        clause = lead[max(lead.rfind(mark) for mark in _BREAKS) + 1 :]
        if clause.endswith(("（", "(")) and after.startswith(("）", ")")):
            return True
        if clause.endswith(endings("breaching")) or any(word in clause[-_NEAR:] for word in endings("not applying")):
            return False
        opening = next((word for word in endings("of a provision") if after.startswith(word)), "")
        noun = re.split("[，；。：的有、]", after.removeprefix(opening))[0]
        return bool(opening) and noun.endswith(endings("governed"))

    def _clean(self, start: int, end: int) -> str:
        return clean(self.document.text, Span(start, end)).text

    def _breach(self, reference: Reference, words: str) -> Breach:
        found = self._resolver.resolve(reference)
        if found.reason is Reason.ABSENT:
            return Breach(f"《{found.title}》{words}", reference.span, instrument=found.title)
        provisions = tuple(provision.eid for provision in found.provisions)
        return Breach(words, reference.span, provisions, reason=found.reason.value if found.reason else "")


def carried(words: str) -> bool:
    """Whether the words only tell how grave a breach is that was told before: 情节严重的, 逾期不改正的."""
    return words.removeprefix("其中，").startswith(endings("tier"))


def _excepted(before: str) -> bool:
    """Whether a reference after these words is excepted (除…) or applied (依照…, but not 未依照…)."""
    clause = before[max(before.rfind(mark) for mark in _BREAKS) + 1 :]
    if clause.startswith("除"):
        return True
    word = next((word for word in endings("applying") if clause.endswith(word)), "")
    return bool(word) and not clause.removesuffix(word).endswith(endings("not applying"))


def _printed(reference: Reference, before: str) -> str:
    """The words of a reference without 本条例; for a member of a list, with what it shares with the one before it."""
    words = reference.text
    if not reference.base:
        words = words[max(words.find("第", words.rfind("》") + 1), 0) :]
    shared = [_UNITS[step.kind] for step in reference.steps if _UNITS[step.kind] not in words]
    if reference.base and reference.base not in words and not shared:
        shared = [reference.base[-1]]
    return before[: before.rfind(shared[-1]) + 1] + words if shared else words


def own(breaches: Sequence[Breach]) -> tuple[str, ...]:
    """The provisions of the document itself that are breached."""
    return tuple(dict.fromkeys(eid for breach in breaches for eid in breach.provisions))
