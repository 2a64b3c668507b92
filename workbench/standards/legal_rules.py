"""Statements in LegalRuleML 1.0 (OASIS), compact serialization.

In: documents. Out: the element ``LegalRuleML``: norms as prescriptive statements, each measure of a sanction as a
penalty statement, and a reparation for what it punishes; each with its source, the words in ``Paraphrase``. Guarantee:
every statement is there; what the standard has no name for is told in the attribute ``type``; a time of which the text
says only the month is a ``Comment``, since the standard takes whole days alone.

    obligation, prohibition     Obligation, Prohibition
    permission, encouragement   Permission, the latter of type zhize:encouragement
    task (负责), target          Obligation of type zhize:responsibility, zhize:target
    incentive                   Right of the beneficiary
    measure of a sanction       PenaltyStatement: Obligation of whom it strikes
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from obligations.joins import Joiner
from obligations.model import Incentive, Modality, Norm, Responsibility, Sanction, Target
from workbench.rendering.cited import cited, title
from workbench.rendering.plain import iri, plain
from workbench.standards.akoma_ntoso.metadata import DAY, work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from obligations.model import Actor, Statement
    from workbench.model import Entry

NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9\u4e00-\u9fa5_.\-]")  # beside what is in names in every edition of XML 1.0
VOCABULARY = "http://docs.oasis-open.org/legalruleml/ns/v1.0/vocab#"
NAMESPACES = {
    "xmlns:lrml": "http://docs.oasis-open.org/legalruleml/ns/v1.0/",
    "xmlns:ruleml": "http://ruleml.org/spec",
    "xmlns:xs": "http://www.w3.org/2001/XMLSchema",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
DEONTIC = {
    Modality.OBLIGATION: "Obligation",
    Modality.PROHIBITION: "Prohibition",
    Modality.PERMISSION: "Permission",
    Modality.ENCOURAGEMENT: "Permission",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one statement says, in the terms of the standard.

    Attributes:
        deontic: the kind of specification; `type` what tells it apart within that.
        bearers, others: to whom it is directed, and who else has a part.
        act: the words of the act; `slots` what limits it, by name.
        condition: the case it holds for.
    """

    deontic: str
    act: str
    bearers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    type: str = ""
    condition: str = ""
    slots: dict[str, str] = field(default_factory=dict)


def legal_rules(entries: Sequence[Entry]) -> Element:
    """The whole of it."""
    root = Element("lrml:LegalRuleML", NAMESPACES)
    SubElement(root, "lrml:Prefix", pre="zhize", refID="urn:zhize:")
    numbered = list(enumerate(entries, 1))
    references = SubElement(root, "lrml:LegalReferences")
    for _, entry in numbered:
        references.extend(_references(entry))
    sources = SubElement(root, "lrml:LegalSources")
    for number, entry in numbered:
        SubElement(sources, "lrml:LegalSource", key=f"src-{number}", sameAs=work(entry.document))
    _validity(root, entries)
    _issuers(root, entries)
    associations = SubElement(root, "lrml:Associations")
    for number, entry in numbered:
        associations.extend(_associations(entry, number))
    statements = SubElement(root, "lrml:Statements")
    for _, entry in numbered:
        statements.extend(_statements(entry))
    return root


def name(kind: str, identity: str) -> str:
    """A key, which is an XML name: ``ref-办法_2460_.n15`` of 办法①.n15."""
    return f"{kind}-" + NOT_IN_NAMES.sub(lambda found: f"_{ord(found[0]):x}_", identity)


def _references(entry: Entry) -> Iterator[Element]:
    places = cited(entry, "zh")
    for one in entry.extraction.statements:
        place = f"《{title(entry.document)}》{places.get(one.eid, '')}"
        yield Element(
            "lrml:LegalReference", refersTo=name("ref", one.id), refID=plain(place), refIDSystemName="zhize:citation"
        )


def _validity(root: Element, entries: Sequence[Entry]) -> None:
    days = [
        (f"{part}-{number}", day, status)
        for number, entry in enumerate(entries, 1)
        for part, day, status in _ends(entry)
    ]
    if not days:
        return
    times = SubElement(root, "lrml:Times")
    characteristics = SubElement(root, "lrml:TemporalCharacteristics")
    for key, day, status in days:
        times.append(_time(f":t-{key}", day))
        made = SubElement(characteristics, "lrml:TemporalCharacteristic", key=f"tc-{key}")
        SubElement(made, "lrml:forStatus", iri=f"{VOCABULARY}InForce")
        SubElement(made, "lrml:hasStatusDevelopment", iri=f"{VOCABULARY}{status}")
        SubElement(made, "lrml:atTime", keyref=f"#t-{key}")


def _time(key: str, day: str) -> Element:
    made = Element("ruleml:Time", key=key)
    if DAY.fullmatch(day):
        SubElement(made, "ruleml:Data", {"xsi:type": "xs:date"}).text = day
    else:
        SubElement(made, "lrml:Comment").text = day
    return made


def _ends(entry: Entry) -> list[tuple[str, str, str]]:
    found = entry.document.metadata
    days = (("from", found.effective, "Starts"), ("until", found.expires, "Ends"))
    return [(part, day, status) for part, day, status in days if day]


def _issuers(root: Element, entries: Sequence[Entry]) -> None:
    issuers = {issuer: None for entry in entries for issuer in entry.document.metadata.issuers}
    places = {place: None for entry in entries if (place := entry.document.metadata.jurisdiction)}
    for group, one, found in (("Authorities", "Authority", issuers), ("Jurisdictions", "Jurisdiction", places)):
        if found:
            collection = SubElement(root, f"lrml:{group}")
            for each in found:
                SubElement(collection, f"lrml:{one}", key=name(one.lower(), each), sameAs=iri(one.lower(), each))


def _associations(entry: Entry, number: int) -> Iterator[Element]:
    found = entry.document.metadata
    for one in entry.extraction.statements:
        made = Element("lrml:Association")
        SubElement(made, "lrml:appliesSource", keyref=f"#{name('ref', one.id)}")
        SubElement(made, "lrml:appliesSource", keyref=f"#src-{number}")
        for part, _, _ in _ends(entry):
            SubElement(made, "lrml:appliesTemporalCharacteristic", keyref=f"#tc-{part}-{number}")
        for issuer in found.issuers:
            SubElement(made, "lrml:appliesAuthority", keyref=f"#{name('authority', issuer)}")
        if found.jurisdiction:
            SubElement(made, "lrml:appliesJurisdiction", keyref=f"#{name('jurisdiction', found.jurisdiction)}")
        for key in _keys(one):
            SubElement(made, "lrml:toTarget", keyref=f"#{key}")
        yield made


def _keys(one: Statement) -> list[str]:
    if isinstance(one, Sanction):
        return [name("pen", f"{one.id}-{number}") for number, _ in enumerate(one.measures, 1)]
    return [name("ps", one.id)]


def _statements(entry: Entry) -> Iterator[Element]:
    joiner = Joiner(entry.document, entry.extraction)
    for one in entry.extraction.statements:
        quote = entry.document.quote(one.span)
        for key, said in zip(_keys(one), _said(one), strict=True):
            yield _penalty(key, said, quote) if isinstance(one, Sanction) else _prescription(key, one.id, said, quote)
    for one in entry.extraction.sanctions:
        punished = [join.duty for join in joiner.of(one).joins]
        if punished:
            yield _reparation(one, punished)


def _said(one: Statement) -> Iterator[Said]:
    match one:
        case Norm():
            slots = {"deadline": one.deadline.norm} if one.deadline else {}
            kind = "zhize:encouragement" if one.modality is Modality.ENCOURAGEMENT else ""
            others = _names([one.recipient, *one.directed])
            condition = one.condition.value if one.condition else ""
            bearers = _names(one.bearers)
            yield Said(DEONTIC[one.modality], one.action.value, bearers, others, kind, condition, slots)
        case Responsibility():
            act = one.task.value if one.task else one.section
            yield Said("Obligation", act, _names(one.lead), _names(one.support), "zhize:responsibility")
        case Target():
            figure = f"{one.op} {one.value.normalize():f}{one.unit}"
            by = f"date:{one.by}" if one.by else ""
            told = {"subject": one.subject, "scope": one.scope or "", "figure": figure, "deadline": by}
            slots = {part: words for part, words in told.items() if words}
            yield Said("Obligation", one.metric, type="zhize:target", slots=slots)
        case Incentive():
            bearers, others = _names([one.beneficiary]), _names([one.provider])
            yield Said("Right", one.benefit.value, bearers, others, "zhize:incentive")
        case Sanction():
            for measure in one.measures:
                slots = {"trigger": one.trigger.value}
                if one.fine and "罚款" in measure.value:
                    bounds = (("fineAtLeast", one.fine.min), ("fineAtMost", one.fine.max))
                    slots |= {part: f"{value:f}" for part, value in bounds if value is not None}
                yield Said("Obligation", measure.value, _names([one.target]), _names(one.enforcers), slots=slots)


def _names(found: Iterable[Actor | None]) -> tuple[str, ...]:
    return tuple(each.name for each in found if each)


def _prescription(key: str, identity: str, said: Said, quote: str) -> Element:
    made = Element("lrml:PrescriptiveStatement", key=key)
    rule = SubElement(made, "ruleml:Rule", key=f":{name('rule', identity)}", closure="universal")
    premise = SubElement(rule, "ruleml:if")
    if said.condition:
        _atom(premise, "condition", said.condition, {})
    else:
        SubElement(premise, "ruleml:And")
    SubElement(rule, "ruleml:then").append(_specification(said, quote))
    return made


def _penalty(key: str, said: Said, quote: str) -> Element:
    made = Element("lrml:PenaltyStatement", key=key)
    made.append(_specification(said, quote))
    return made


def _specification(said: Said, quote: str) -> Element:
    made = Element(f"lrml:{said.deontic}", {"type": said.type} if said.type else {})
    SubElement(made, "lrml:Paraphrase").text = plain(quote)
    for role, names in (("Bearer", said.bearers), ("AuxiliaryParty", said.others)):
        for each in names:
            slot = SubElement(made, "ruleml:slot")
            SubElement(slot, f"lrml:{role}")
            SubElement(slot, "ruleml:Ind", iri=iri("actor", each)).text = plain(each)
    _atom(made, "act", said.act, said.slots)
    return made


def _atom(around: Element, relation: str, words: str, slots: dict[str, str]) -> None:
    atom = SubElement(around, "ruleml:Atom")
    SubElement(atom, "ruleml:Rel", iri=f"zhize:{relation}")
    SubElement(atom, "ruleml:Data", {"xsi:type": "xs:string"}).text = plain(words)
    for key, value in slots.items():
        slot = SubElement(atom, "ruleml:slot")
        SubElement(slot, "ruleml:Ind", iri=f"zhize:{key}")
        SubElement(slot, "ruleml:Data", {"xsi:type": "xs:string"}).text = plain(value)


def _reparation(sanction: Sanction, punished: Sequence[str]) -> Element:
    made = Element("lrml:ReparationStatement", key=name("reps", sanction.id))
    reparation = SubElement(made, "lrml:Reparation", key=name("rep", sanction.id))
    for key in _keys(sanction):
        SubElement(reparation, "lrml:appliesPenalty", keyref=f"#{key}")
    for duty in punished:
        SubElement(reparation, "lrml:toPrescriptiveStatement", keyref=f"#{name('ps', duty)}")
    return made
