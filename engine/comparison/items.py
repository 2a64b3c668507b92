"""Statements as items that are compared.

In: a document with its extraction, a topic. Out: its `Item`s. Guarantee: nothing is concluded; every item has the ID
and the words of its source; what a topic does not select is counted by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from engine.comparison.model import Item
from obligations.model import (
    Act,
    Actor,
    Deadline,
    Extraction,
    Incentive,
    Norm,
    Responsibility,
    Sanction,
    Source,
    Statement,
    Target,
)
from policies.model import Document, Provision, Span
from policies.navigate import path_to, walk

TITLE = re.compile(r"《[^》]*》|（[^（）]*[〔\[]\d{4}[^（）]*）")
STOPS = "。；;"
REFERENCE = "违反本条例规定的"  # what stands around the number of a provision
BREAK = "，"  # stands for what was taken out, so that words apart do not join
VALIDITY = ("effective", "expires", "validity", "period")


@dataclass(frozen=True)
class Side:
    """One of the documents that are compared."""

    number: int
    document: Document
    extraction: Extraction

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All its statements, in the order of the text, then how long it holds."""
        return (*map(self._item, self.extraction.statements), *self._validity())

    def _item(self, one: Statement) -> Item:
        words = "".join(self.document.quote(one.span).split())
        base = Item(
            side=self.number,
            document=self.document.id,
            id=one.id,
            kind=type(one).__name__.lower(),
            place=self.document.metadata.jurisdiction or "",
            source=self._source(one.eid, one.span),
            statement=one,
            words=words,
            sentence=self._sentence(one.span),
            act=self._act(words, one),
        )
        return replace(base, **_content(one))  # type: ignore[arg-type]  # each value is of its field

    def _act(self, words: str, one: Statement) -> str:
        """Its words without its actors, its time limit and titles of instruments; of a sanction, what it punishes.

        Of a list of departments that stands behind a section (（牵头单位：省自然资源厅）): the heading of the section.
        """
        if isinstance(one, Responsibility) and one.task is None:
            return self._heading(one) or words
        if isinstance(one, Sanction):  # 情节严重的 says nothing alone: the act before it does
            return "；".join(dict.fromkeys(map(self._punished, one.acts))) or one.trigger.value
        if isinstance(one, Norm):
            named = [*(actor.name for actor in one.bearers), one.recipient.name if one.recipient else ""]
            limit = "".join(self.document.quote(one.deadline.span).split()) if one.deadline else ""
            for each in filter(None, [limit, *named]):
                words = words.replace(each, BREAK)
        return TITLE.sub(BREAK, words)

    def _sentence(self, span: Span) -> str:
        leaf = path_to(self.document.root, span.start)[-1].span
        before, behind = self.document.text[leaf.start : span.start], self.document.text[span.end : leaf.end]
        start = max(before.rfind(stop) for stop in STOPS) + 1
        end = min((place for stop in STOPS if (place := behind.find(stop)) >= 0), default=len(behind))
        return "".join((before[start:] + self.document.quote(span) + behind[:end]).split())

    def _punished(self, act: Act) -> str:
        """An act in words; of one that is nothing but the number of a provision, what that provision says."""
        words = act.text.value
        rest = words
        for breach in act.breaches:
            rest = rest.replace(breach.words, "")
        if len(rest) > len(REFERENCE) or any(breach.instrument for breach in act.breaches):
            return words
        said = [self._said(eid) for breach in act.breaches for eid in breach.provisions]
        return f"{words}（{'；'.join(said)}）" if said else words

    def _said(self, eid: str) -> str:
        """The words of a provision."""
        return "".join(self.document.quote(self._provisions[eid].span).split())

    @cached_property
    def _provisions(self) -> dict[str, Provision]:
        return {each.eid: each for each in walk(self.document.root)}

    def _heading(self, one: Statement) -> str:
        """The lowest heading above its words."""
        above = path_to(self.document.root, one.span.start)
        return next((each.title for each in reversed(above) if each.title), "")

    def _validity(self) -> Iterator[Item]:
        meta = self.document.metadata
        spans = [meta.spans[name] for name in VALIDITY if getattr(meta, name) and name in meta.spans]
        if not spans:
            return
        source = self._source(self.document.root.eid, Span(spans[0].start, spans[0].end))
        words = "；".join(dict.fromkeys("".join(self.document.quote(span).split()) for span in spans))
        first, last = meta.effective, meta.expires
        if first is None and last is None and meta.period:
            first, last = f"{meta.period[0]}-01-01", f"{meta.period[1]}-12-31"
        told = (
            f"range:{first}/{last}" if first and last else f"date:{last}" if last else f"from:{first}" if first else ""
        )
        length = meta.validity and f"relative:{meta.validity} after {meta.validity_from or ''}".rstrip()
        yield Item(
            side=self.number,
            document=self.document.id,
            id=self.document.id,
            kind="validity",
            place=meta.jurisdiction or "",
            source=source,
            statement=None,
            words=words,
            sentence=words,
            act="有效期",
            deadlines=tuple(filter(None, (told, length))),
        )

    def _source(self, eid: str, span: Span) -> Source:
        return Source(self.document.id, eid, span.start, span.end, self.document.quote(span))


def _content(one: Statement) -> dict[str, object]:
    """What of a statement is compared besides its words."""
    match one:
        case Norm():
            return {
                "actors": _names(one.bearers),
                "modality": one.modality.value,
                "deadlines": _deadlines(one.deadline),
                "condition": one.condition.value if one.condition else "",
                "recipient": one.recipient.name if one.recipient else "",
            }
        case Target():
            return {"deadlines": (f"date:{one.by}",) if one.by else ()}
        case Responsibility():
            return {"actors": _names((*one.lead, *one.support))}
        case Sanction():
            return {"actors": _names((one.target,) if one.target else ()), "condition": one.trigger.value}
        case Incentive():
            return {"actors": _names((one.beneficiary,) if one.beneficiary else ())}


def _names(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in actors))


def _deadlines(deadline: Deadline | None) -> tuple[str, ...]:
    return tuple(re.split(r",(?=[a-z]+(?::|$))", deadline.norm)) if deadline else ()
