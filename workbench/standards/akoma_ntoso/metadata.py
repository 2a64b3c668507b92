"""What identifies a document in Akoma Ntoso, whom and what it names, and the statements understood of it.

In: an `Entry`. Out: ``meta``. The statements stand in ``otherAnalysis``, where the standard leaves room for what it has
no words for, with the names of `docs/schema/extract.json`. Guarantee: what the text does not say is not filled in; the
schema demands a day: an unknown one is 0001-01-01 under the name ``unknown``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from obligations.to_json import as_record
from workbench.rendering.cited import title
from workbench.rendering.plain import iri, plain
from workbench.standards.akoma_ntoso.inline import eid
from workbench.standards.akoma_ntoso.tree import is_act

if TYPE_CHECKING:
    from collections.abc import Collection

    from policies.model import Document
    from workbench.model import Entry
    from workbench.standards.akoma_ntoso.inline import Marks

OWN = "urn:zhize:statements:1"
KINDS = ("norms", "targets", "responsibilities", "sanctions", "incentives")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
UNKNOWN = ("0001-01-01", "unknown")


def meta(entry: Entry, marks: Marks, placed: Collection[str]) -> Element:
    """The metadata of a document; `placed` are the eIds of its text."""
    made = Element("meta")
    made.append(identification(entry.document))
    made.append(analysis(entry, placed))
    made.append(references(entry.document, marks))
    known = SubElement(made, "proprietary", source="#zhize")
    described = as_record(entry.document, entry.extraction)["meta"]
    known.append(element("metadata", {name: value for name, value in described.items() if value}))
    return made


def annexed(document: Document, component: str) -> Element:
    """The metadata of an annex."""
    made = Element("meta")
    made.append(identification(document, component))
    return made


def work(document: Document) -> str:
    """The IRI of the work."""
    day, _ = date_of(document)
    return f"/akn/cn/{'act' if is_act(document) else 'doc'}/{day}/{eid(document.id)}"


def date_of(document: Document) -> tuple[str, str]:
    """The day of a document, and what kind of day it is."""
    found = document.metadata
    days = (("issued", found.issued), ("effective", found.effective), ("revised", found.revised))
    return next(((day, name) for name, day in days if day and DAY.fullmatch(day)), UNKNOWN)


def identification(document: Document, component: str = "") -> Element:
    """Work, expression and manifestation."""
    made = Element("identification", source="#zhize")
    found, part_of = document.metadata, component or "main"
    day, name = date_of(document)
    revised = found.revised if found.revised and DAY.fullmatch(found.revised) else day
    iri = work(document)
    author = "#org_1" if found.issuers else "#unknown"
    expression = f"{iri}/zho@{revised}"
    levels = {
        "FRBRWork": (f"{iri}/!{part_of}", iri, day),
        "FRBRExpression": (f"{expression}/!{part_of}", expression, revised),
        "FRBRManifestation": (f"{expression}/!{part_of}.xml", f"{expression}.akn", day),
    }
    for level, (this, uri, when) in levels.items():
        part = SubElement(made, level)
        SubElement(part, "FRBRthis", value=this)
        SubElement(part, "FRBRuri", value=uri)
        if level == "FRBRExpression":
            SubElement(part, "FRBRalias", name="sha256", value=document.sha256)
        SubElement(part, "FRBRdate", date=when, name=name)
        SubElement(part, "FRBRauthor", href=author if level != "FRBRManifestation" else "#zhize")
        if level == "FRBRWork":
            SubElement(part, "FRBRcountry", value="cn")
            if found.doc_number:
                SubElement(part, "FRBRnumber", value=plain(found.doc_number))
            SubElement(part, "FRBRname", value=plain(title(document)))
        if level == "FRBRExpression":
            SubElement(part, "FRBRlanguage", language="zho")
        if level == "FRBRManifestation":
            SubElement(part, "FRBRformat", value="application/akn+xml")
    return made


def collection() -> Element:
    """The metadata of several documents together."""
    made = Element("meta")
    identified = SubElement(made, "identification", source="#zhize")
    for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
        part = SubElement(identified, level)
        SubElement(part, "FRBRthis", value="/akn/cn/doc/collection/!main")
        SubElement(part, "FRBRuri", value="/akn/cn/doc/collection")
        SubElement(part, "FRBRdate", date=UNKNOWN[0], name=UNKNOWN[1])
        SubElement(part, "FRBRauthor", href="#zhize")
        if level == "FRBRWork":
            SubElement(part, "FRBRcountry", value="cn")
        if level == "FRBRExpression":
            SubElement(part, "FRBRlanguage", language="zho")
    _program(SubElement(made, "references", source="#zhize"))
    return made


def _program(references: Element) -> None:
    SubElement(references, "TLCObject", eId="zhize", href="urn:zhize:program", showAs="Zhize")


def references(document: Document, marks: Marks) -> Element:
    """Issuers and actors."""
    made = Element("references", source="#zhize")
    _program(made)
    for number, issuer in enumerate(document.metadata.issuers, 1):
        said = plain(issuer)
        SubElement(made, "TLCOrganization", eId=f"org_{number}", href=iri("actor", issuer), showAs=said)
    if not document.metadata.issuers:
        SubElement(made, "TLCOrganization", eId="unknown", href="urn:zhize:unknown", showAs="未写明")
    for name, role in marks.roles.items():
        SubElement(made, "TLCRole", eId=role, href=iri("actor", name), showAs=plain(name))
    return made


def analysis(entry: Entry, placed: Collection[str]) -> Element:
    """The statements, each with the place and the words."""
    made = Element("analysis", source="#zhize")
    other = SubElement(made, "otherAnalysis", source="#zhize")
    record = as_record(entry.document, entry.extraction)
    for kind in KINDS:
        for one in record[kind]:
            other.append(element(kind.removesuffix("s"), one))
            name = eid(str(one["id"]))
            other[-1].set("href", f"#{name if name in placed else eid(str(one['eid']))}")
    if not len(other):
        other.append(element("nothing", ""))
    return made


def element(name: str, value: Any) -> Element:
    """A value of the JSON as elements: members by name, items of a list as ``item``."""
    made = Element(f"{{{OWN}}}{name}")
    if isinstance(value, dict):
        made.extend(element(key, each) for key, each in value.items() if each is not None)
    elif isinstance(value, list):
        made.extend(element("item", each) for each in value)
    else:
        made.text = plain(str(value).lower() if isinstance(value, bool) else str(value))
    return made
