"""XML that may be hostile.

In: the bytes of a part. Out: its root. Guarantee: a document type, and with it any entity, is refused; nothing outside
is ever asked for; the number and depth of elements are bounded before and while they are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policies import refusals
from policies.readers.common.package import Package
from policies.readers.isolation import limits

Element = etree._Element


def root(package: Package, part: str) -> Element:
    """The root element of a part.

    Raises:
        UnreadableError: the part is missing, no XML, or larger than a document's.
    """
    data = package.read(part)
    if data.count(b"<") > limits.MARKUP:
        most = limits.MARKUP // 10_000
        raise refusals.excessive(package.name, f"标记超过 {most} 万个", f"more than {limits.MARKUP} tags")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        found = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise package.damaged() from error
    if found.getroottree().docinfo.internalDTD is not None:
        raise package.damaged()
    return found


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (child for child in element if local(child) == name) if element is not None else iter(())


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and of that its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The ``val`` of a child, as WordprocessingML writes most properties."""
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None
