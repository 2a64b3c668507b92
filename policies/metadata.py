"""What a document says of itself.

In: the raw text and its tree. Out: `Metadata` with the span of every field, and diagnostics where issuer, level and
document number disagree. Guarantee: nothing is inferred that the text does not say; the plan's own title, not the
notice's; of several dates the one below the signature, or of a statute the day it was passed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policies import dates, instruments, issuers, places, validity, view
from policies.addressees import split_addressees
from policies.model import Diagnostic, Kind, Metadata, Provision, Span
from policies.navigate import leaves

_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—–―～~－至到]+\s*((?:19|20)\d\d)")
_PERIOD_SAID = re.compile(r"规划期(?:限)?(?:为|：|是)?\s*" + _PERIOD.pattern)
_FORWARDS = re.compile(r"(?:印发|转发|公布|发布)《?(?P<plan>.+?)》?的通知$")
_ORDER = re.compile(
    r"(?:^|(?<=[日，,（(\s]))([^\W\d日]{2,24}令\s*[（(]?第\s*[\d一二三四五六七八九十百零〇]{1,5}\s*号)[）)]?"
    r"(?:公布|发布|颁布|修订|，|,)"
)
_FIELDS = {
    "doc_number": re.compile(r"(?:【文号】|发文字号[：:]|文\s*号[：:])\s*(\S[^\n]{3,30}?号)"),
    "issued": re.compile(
        r"(?:【颁布时间】|成文日期[：:]|发文日期[：:])\s*(\d{4})[年\-./]?\s*(\d{1,2})[月\-./]?\s*(\d{1,2})"
    ),
    "issuers": re.compile(r"(?:【颁布单位】|发文机关[：:]|发文机构[：:])\s*([^\n【]{2,400})"),
}
_REVISED = re.compile(r"(?:第[一二三四五六七八九十]+次)?(?:修订|修正)(?=[\s）)；;，。]|$|根据)")
_TAIL = 3000  # characters at the end of the notice and of the plan where its validity is stated


@dataclass(slots=True)
class _Parts:
    """The leaves that metadata is read from."""

    titles: list[Provision] = field(default_factory=list)
    front_titles: list[Provision] = field(default_factory=list)
    numbers: list[Provision] = field(default_factory=list)
    addressees: list[Provision] = field(default_factory=list)
    letterhead: list[Provision] = field(default_factory=list)
    signatures: list[Provision] = field(default_factory=list)
    noise: list[Provision] = field(default_factory=list)


def read(text: str, root: Provision) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """The metadata of a document.

    Args:
        text: its raw text.
        root: its tree.

    Returns:
        The metadata and the diagnostics.
    """
    zones = [zone for zone in root.children if zone.kind in (Kind.FRONT, Kind.BODY)]
    parts = _parts(zones)
    for annex in (zone for zone in root.children if zone.kind is Kind.ANNEX):  # a site's fields close the page
        parts.noise.extend(leaf for leaf in leaves(annex) if leaf.kind is Kind.NOISE)
    found = _Reader(text, parts, zones).read()
    return found, tuple(_checked(found))


def _parts(zones: list[Provision]) -> _Parts:
    parts = _Parts()
    begun = False
    for zone in zones:
        for leaf in leaves(zone):
            begun = begun or leaf.kind in (Kind.PROSE, Kind.HEADING, Kind.ADDRESSEES)
            _sort(parts, leaf, front=zone.kind is Kind.FRONT, begun=begun)
    return parts


def _sort(parts: _Parts, leaf: Provision, *, front: bool, begun: bool) -> None:
    match leaf.kind:
        case Kind.TITLE:
            (parts.front_titles if front else parts.titles).append(leaf)
        case Kind.DOC_NUMBER:
            parts.numbers.append(leaf)
        case Kind.ADDRESSEES:
            parts.addressees.append(leaf)
        case Kind.SIGNATURE:
            (parts.signatures if begun else parts.letterhead).append(leaf)
        case Kind.NOISE:
            parts.noise.append(leaf)
        case _:
            pass


class _Reader:
    """Fills the fields one after the other, noting where each was read."""

    def __init__(self, text: str, parts: _Parts, zones: list[Provision]) -> None:
        self.text = text
        self.parts = parts
        self.zones = zones
        self.spans: dict[str, Span] = {}

    def read(self) -> Metadata:
        title = self._title()
        number = self._doc_number()
        organs = self._issuers(title)
        found = Metadata(
            title=title,
            doc_number=number,
            issuers=organs,
            issued=self._issued(),
            revised=self._revised(),
            period=self._period(title),
            addressees=self._addressees(),
            spans=self.spans,
        )
        return self._in_force(self._placed(found))

    def _quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _clean(self, leaf: Provision) -> str:
        return view.clean(self.text, leaf.span).text

    def _title(self) -> str | None:
        own = self.parts.titles or self.parts.front_titles
        if not own:
            return None
        leaf = own[0]
        title = self._clean(leaf)
        self.spans["title"] = leaf.span
        forwards = _FORWARDS.search(title)
        return forwards["plan"] if forwards else title

    def _doc_number(self) -> str | None:
        if self.parts.numbers:
            first = self.parts.numbers[0]
            lines = ["".join(line.split()).strip("（）()") for line in self._quote(first.span).split("\n")]
            self.spans["doc_number"] = first.span
            return lines[-1] if "令" in lines[-1] else "".join(lines)
        for leaf in self.parts.letterhead:
            match = _ORDER.search(self._quote(leaf.span))
            if match:
                return self._noted("doc_number", leaf, match, 1)
        return self._from_field("doc_number")

    def _noted(self, name: str, leaf: Provision, match: re.Match[str], group: int) -> str:
        self.spans[name] = Span(leaf.span.start + match.start(group), leaf.span.start + match.end(group))
        return "".join(match[group].split())

    def _from_field(self, name: str) -> str | None:
        for leaf in self.parts.noise:
            match = _FIELDS[name].search(self._quote(leaf.span))
            if match:
                return self._noted(name, leaf, match, 1)
        return None

    def _issuers(self, title: str | None) -> tuple[str, ...]:
        for leaf in (*self.parts.letterhead, *self.parts.numbers, *self.parts.front_titles):
            organs = issuers.passed(self._quote(leaf.span)) or issuers.ordered(self._quote(leaf.span))
            if organs:
                self.spans["issuers"] = leaf.span
                return tuple(organs)
        for group in (self.parts.letterhead, self.parts.signatures):
            found = issuers.signed([line for leaf in group for line in self._names(leaf)])
            if found:
                self.spans["issuers"] = Span(group[0].span.start, group[-1].span.end)
                return tuple(dict.fromkeys(found))
        heading = self.parts.front_titles or self.parts.titles
        named = issuers.titled(self._quote(heading[0].span)) if heading else []
        if named:
            self.spans["issuers"] = heading[0].span
            return tuple(named)
        listed = self._from_field("issuers")
        return tuple(n for n in re.split("[,，、;；]", listed) if n) if listed else ()

    def _names(self, leaf: Provision) -> list[str]:
        """The lines of a signature without date and imprint."""
        quote = self._quote(leaf.span)
        day = dates.DATE.search(quote)
        return [line for line in quote[: day.start() if day else None].split("\n") if not re.search("[：:]", line)]

    def _issued(self) -> str | None:
        for leaf in (*self.parts.letterhead, *self.parts.signatures):
            match = dates.DATE.search(self._quote(leaf.span))
            value = dates.iso_of(match) if match else None
            if match and value:
                self._noted("issued", leaf, match, 0)
                return value
        for leaf in self.parts.noise:
            stamp = _FIELDS["issued"].search(self._quote(leaf.span))
            if stamp:
                self._noted("issued", leaf, stamp, 0)
                return f"{stamp[1]}-{int(stamp[2]):02}-{int(stamp[3]):02}"
        return None

    def _revised(self) -> str | None:
        """The day of the last revision, from the notes below the title: 2021年11月26日 …修订, 《…的决定》第二次修正."""
        days: dict[str, Span] = {}
        for leaf in self.parts.letterhead:
            quote = self._quote(leaf.span)
            for revision in _REVISED.finditer(quote):
                dated = [day for day in dates.DATE.finditer(quote, 0, revision.start()) if dates.iso_of(day)]
                if dated:
                    start = leaf.span.start + dated[-1].start()
                    days[dates.iso_of(dated[-1]) or ""] = Span(start, leaf.span.start + revision.end())
        if not days:
            return None
        self.spans["revised"] = days[max(days)]
        return max(days)

    def _period(self, title: str | None) -> tuple[int, int] | None:
        if title and (match := _PERIOD.search(title)):
            self.spans["period"] = self.spans["title"]
            return int(match[1]), int(match[2])
        said = _PERIOD_SAID.search(self.text)
        if said is None:
            return None
        self.spans["period"] = Span(said.start(), said.end())
        return int(said[1]), int(said[2])

    def _addressees(self) -> tuple[str, ...]:
        if not self.parts.addressees:
            return ()
        leaf = self.parts.addressees[0]
        self.spans["addressees"] = leaf.span
        return split_addressees(self._clean(leaf))

    def _placed(self, found: Metadata) -> Metadata:
        """Place and level by the title, else by the issuers; 中国（山东）… by a local issuer."""
        own = places.place_of(found.title or "")
        organs = [place for place in map(places.place_of, found.issuers) if place]
        local = next((place for place in organs if place != places.NATION), None)
        place = own if own and own != places.NATION else local or own or next(iter(organs), None)
        if place is None:
            return found
        self.spans["jurisdiction"] = self.spans["title" if place is own else "issuers"]
        return replace(found, jurisdiction=place.name, level=place.level)

    def _in_force(self, found: Metadata) -> Metadata:
        values: dict[str, str] = {}
        for leaf in self.parts.letterhead:
            values |= self._note_day(leaf)
        for zone in self.zones:
            values |= self._validity(Span(max(zone.span.start, zone.span.end - _TAIL), zone.span.end))
        return replace(
            found,
            effective=values.get("effective"),
            expires=values.get("expires"),
            validity=values.get("validity"),
            validity_from=values.get("validity_from"),
        )

    def _validity(self, tail: Span) -> dict[str, str]:
        seen = view.clean(self.text, tail)
        said = validity.find_validity(seen.text)
        values: dict[str, str] = {}
        for name in ("effective", "expires", "validity", "validity_from"):
            part: validity.Found | None = getattr(said, name)
            if part:
                values[name] = part.value
                self.spans[name] = seen.raw(part.start, part.end)
        return values

    def _note_day(self, leaf: Provision) -> dict[str, str]:
        """The day in force from a note: "2018年9月7日 施行", "自2015年1月1日起施行"."""
        for match in dates.DATE.finditer(self._quote(leaf.span)):
            rest = self._quote(leaf.span)[match.end() :].lstrip()
            day = dates.iso_of(match)
            if day and rest.startswith(("施行", "起施行", "实施", "起实施", "生效", "起生效")):
                self._noted("effective", leaf, match, 0)
                return {"effective": day}
        return {}


_LEVELS = ("county", "prefectural", "provincial", "national")


def _checked(found: Metadata) -> list[Diagnostic]:
    """Issuer, level, place and document number against each other."""
    problems: list[Diagnostic] = []
    place = places.place_of(found.jurisdiction or "") if found.level != "national" else places.NATION
    organs = [(name, organ) for name in found.issuers if (organ := places.place_of(name))]
    if place and organs and not any(_competent(name, organ, place) for name, organ in organs):
        message = f"发文机关“{found.issuers[0]}”与标题所示的适用地区“{place.name}”不一致。"
        problems.append(Diagnostic("S201", message, found.spans.get("issuers")))
    lettered = places.province_of_number(found.doc_number or "")
    if lettered and place and place.province and place.province != lettered:
        message = f"文号“{found.doc_number}”与适用地区“{place.name}”不一致。"
        problems.append(Diagnostic("S202", message, found.spans.get("doc_number")))
    return [*problems, *instruments.contradictions(found)]


def _competent(name: str, organ: places.Place, place: places.Place) -> bool:
    """An organ may rule for its own place and, unless it is the national congress, for places below it."""
    if organ.province and place.province and organ.province != place.province:
        return False
    above = _LEVELS.index(organ.level) - _LEVELS.index(place.level)
    if above == 0:
        return organ.name.endswith(place.name) or place.name.endswith(organ.name)
    return above > 0 and not (organ == places.NATION and "人民代表大会" in name)
