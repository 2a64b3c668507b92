"""A parsed clause: the tree of clause.lark with the values of its chunks.

In: tree and chunks. Out: ways to ask them. Guarantee: nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lark import Token, Tree

from obligations.actors import Named
from obligations.chunks import Chunks
from obligations.measures import Measure

Node = Tree[Token]
MODALS = ("ought", "forbid", "permit", "encourage")


@dataclass(frozen=True)
class Parsed:
    """One clause.

    Attributes:
        tree: the parse tree.
        chunks: terminals, values of the chunks, classes of the words.
        goals: measured goals.
    """

    tree: Node
    chunks: Chunks
    goals: tuple[Measure, ...]

    @property
    def tokens(self) -> list[Token]:
        """The terminals."""
        return self.chunks.tokens

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The nodes directly below the clause, by name, the first of each."""
        return {str(n.data): n for n in reversed(self.tree.children) if isinstance(n, Tree)}

    @cached_property
    def names(self) -> dict[str, list[Node]]:
        """All nodes below the clause by name, in order."""
        found: dict[str, list[Node]] = {}
        stack = [self.tree]
        while stack:
            node = stack.pop()
            found.setdefault(str(node.data), []).append(node)
            stack += [child for child in reversed(node.children) if isinstance(child, Tree)]
        return found

    @cached_property
    def types(self) -> frozenset[str]:
        """The kinds of all terminals."""
        return frozenset(str(t.type) for t in self.tokens)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of all words."""
        return frozenset(self.chunks.classes.values())

    @cached_property
    def modal(self) -> str:
        """The name of the modal node, or ""."""
        return next((name for name in MODALS if name in self.nodes), "")

    @cached_property
    def modal_class(self) -> str:
        """The class of the modal word."""
        return self.class_of(next(tokens(self.nodes[self.modal]))) if self.modal else ""

    @cached_property
    def opening(self) -> Token | None:
        """The first terminal that is neither adverb nor deadline."""
        return next((t for t in self.tokens if t.type not in ("ADV", "DEADLINE")), None)

    def opens_with(self, *kinds: str) -> bool:
        """Whether the opening terminal is of one of these kinds."""
        return self.opening is not None and self.opening.type in kinds

    def ends_with(self, endings: tuple[str, ...]) -> bool:
        """Whether the last terminal ends so."""
        return str(self.tokens[-1]).endswith(endings)

    def class_of(self, token: Token) -> str:
        """What the lexicon says of a terminal's first word."""
        return self.chunks.classes.get(start(token), "")

    def named(self, token: Token | None) -> tuple[Named, ...]:
        """The actors of an ACTORS terminal."""
        return self.chunks.actors.get(start(token), ()) if token is not None else ()

    def first_token(self, name: str) -> Token | None:
        """The first terminal below the first node of that name."""
        return next((t for n in self.names.get(name, ()) for t in tokens(n)), None)

    @cached_property
    def agent(self) -> tuple[Named, ...]:
        """In 由 X …: X."""
        return self.last_actors("agent")

    def last_actors(self, name: str) -> tuple[Named, ...]:
        """The last actors below nodes of that name."""
        found = [t for n in self.names.get(name, ()) for t in tokens(n) if t.type == "ACTORS"]
        return self.named(found[-1]) if found else ()

    def bearers_of(self, name: str) -> list[tuple[Named, ...]]:
        """The groups of bearers below a node directly under the clause, in order."""
        node = self.nodes.get(name)
        found = [next(tokens(n)) for n in node.iter_subtrees() if n.data in ("bearers", "ruled")] if node else []
        return [self.named(t) for t in sorted(found, key=start)]


def tokens(node: Node) -> Iterator[Token]:
    """The terminals below a node, in order."""
    for child in node.children:
        if isinstance(child, Token):
            yield child
        else:
            yield from tokens(child)


def start(token: Token) -> int:
    """Where a terminal starts in the clean text."""
    return token.start_pos or 0


def end(token: Token) -> int:
    """Where it ends."""
    return token.end_pos or 0
