"""Ways through a document's tree.

In: a `Document` or `Provision`. Out: units, leaves, paths. Guarantee: text order; no recursion.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from policies.model import Document, Kind, Provision


def walk(provision: Provision) -> Iterator[Provision]:
    """The provision and all below it, in text order."""
    stack = [provision]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def leaves(provision: Provision) -> Iterator[Provision]:
    """The leaves below a provision (itself, if it is one), in text order."""
    return (node for node in walk(provision) if not node.children)


def outline(document: Document) -> list[Provision]:
    """The units that carry a label, in text order."""
    return [node for node in walk(document.root) if node.label]


def _start(provision: Provision) -> int:
    return provision.span.start


def path_to(root: Provision, offset: int) -> tuple[Provision, ...]:
    """The provisions that contain the character at `offset`, from the root to the leaf."""
    path = [root]
    while path[-1].children:
        children = path[-1].children  # they tile their parent: a text may have many thousands
        inner = children[max(bisect_right(children, offset, key=_start) - 1, 0)]
        if not inner.span.start <= offset < inner.span.end:
            break
        path.append(inner)
    return tuple(path)


def parents(root: Provision) -> dict[str, Provision]:
    """The parent of every provision below `root`, by eid."""
    return {child.eid: node for node in walk(root) for child in node.children}


def heading_of(provision: Provision) -> Provision | None:
    """The HEADING leaf of a unit."""
    return next((child for child in provision.children if child.kind is Kind.HEADING), None)
