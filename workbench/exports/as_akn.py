"""Akoma Ntoso 3.0 (OASIS LegalDocML): documents with their tree, identification and statements.

In: documents. Out: XML for other legal systems, valid under the schema of the standard; several documents are one
collection. Guarantee: every word of a document is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from workbench.exports import Sheet
    from workbench.model import Entry

FILE_ENCODING = "utf-8"
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MIXED = frozenset({"p", "num", "heading"})  # no white space may be added within them


def extractions(entries: Sequence[Entry], sheet: Sheet) -> str:
    """The documents."""
    from xml.etree.ElementTree import Element, tostring

    from workbench.standards.akoma_ntoso.metadata import OWN

    root = Element("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:z": OWN})
    root.append(_document(entries[0]) if len(entries) == 1 else _collection(entries))
    _own(root, f"{{{OWN}}}")
    _indented(root, "\n")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _document(entry: Entry) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    from workbench.standards.akoma_ntoso.inline import eid, marks
    from workbench.standards.akoma_ntoso.metadata import annexed, meta
    from workbench.standards.akoma_ntoso.tree import annex, is_act, structure

    found = marks(entry)
    made = Element("act" if is_act(entry.document) else "doc", name="document")
    parts, annexes = structure(entry.document, found)
    made.append(meta(entry, found, {str(each.get("eId")) for part in parts for each in part.iter()}))
    made.extend(parts)
    if annexes:
        attachments = SubElement(made, "attachments")
    for each in annexes:
        attachment = SubElement(attachments, "attachment", eId=eid(each.eid))
        attached = SubElement(attachment, "doc", name="annex")
        attached.append(annexed(entry.document, eid(each.eid)))
        attached.extend(annex(each, found))
    return made


def _collection(entries: Sequence[Entry]) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    from workbench.standards.akoma_ntoso.metadata import collection

    made = Element("documentCollection", name="collection")
    made.append(collection())
    body = SubElement(made, "collectionBody")
    for number, entry in enumerate(entries, 1):
        component = SubElement(body, "component", eId=f"cmp_{number}")
        component.append(_prefixed(_document(entry), f"cmp_{number}__"))
    return made


def _prefixed(document: Element, prefix: str) -> Element:
    """A document whose eIds, and references to them, are told apart from those of others."""
    for each in document.iter():
        for name, value in each.attrib.items():
            if name == "eId":
                each.set(name, prefix + value)
            elif value.startswith("#"):
                each.set(name, f"#{prefix}{value[1:]}")
    return document


def _own(element: Element, name: str) -> None:
    for each in element.iter():
        each.tag = each.tag.replace(name, "z:")


def _indented(element: Element, line: str) -> None:
    """Lines for people, where white space means nothing."""
    if element.tag in MIXED or not len(element):
        return
    element.text = f"{line}  "
    for each in element:
        _indented(each, f"{line}  ")
        each.tail = f"{line}  "
    element[-1].tail = line
