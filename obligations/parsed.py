"""A parsed clause: its form by clause.lark, with the values of its chunks.

In: chunks. Out: ways to ask what stands where. Guarantee: nothing is decided here; what follows from the kinds of the
terminals alone is found once for all clauses of that form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lark import Token, Tree

from grammars.loading import RefusedError, parse_kinds, terminals
from obligations.actors import Named
from obligations.chunks import Chunks
from obligations.measures import Measure

Node = Tree[int]
FORMS = 2**15  # remembered: about 2 KB each
MODALS = ("ought", "forbid", "permit", "encourage")
SUBJECTS = ("subject", "qualified", "qualified_doing")
IN_CHARGE = ("RESP", "LEAD", "SUPP")
BEARING = ("encourage", "forbid", *SUBJECTS)


@dataclass(frozen=True, slots=True)
class Form:
    """What the kinds of a clause's terminals tell of it; an int is the place of a terminal.

    Attributes:
        nodes: the names of the nodes directly below the clause; `names`: of all nodes.
        types: the kinds of the terminals.
        modal: the name of the modal node, or ""; `modal_word`: its word.
        opening: the first terminal that is neither adverb nor deadline.
        before_action: the last terminal before the action: the modal word and whom it addresses, else the subject.
        bearers: the groups of bearers below a node directly under the clause, in order.
        agent, owner: the last actors of 由 X …, and of X 的 …
        topic: the last word of a noun phrase without a predicate (许可证有效期 in 许可证有效期不得超过三年).
        acts_by_agent: the predicate begins with 由 X.
        directed: X of 督促 X …
        recipient: the words of the first recipient, after its preposition.
        actors, deadlines: all of them, in order.
        role: the first of RESP, LEAD and SUPP, or RESP.
        helps: SUPP.
        partner: X of 会同 X …, which opens the clause.
    """

    nodes: frozenset[str]
    names: frozenset[str]
    types: frozenset[str]
    modal: str
    modal_word: int | None
    opening: int | None
    before_action: int | None
    bearers: Mapping[str, tuple[int, ...]]
    agent: int | None
    owner: int | None
    topic: int | None
    acts_by_agent: bool
    directed: int | None
    recipient: tuple[int, ...]
    actors: tuple[int, ...]
    deadlines: tuple[int, ...]
    role: str
    helps: int | None
    partner: int | None


def form(kinds: tuple[str, ...]) -> Form:
    """The form of a clause whose terminals are of these kinds.

    Raises:
        RefusedError: clause.lark does not take them.
    """
    found = remembered(kinds)
    if isinstance(found, int):
        raise RefusedError(found)
    return found


@lru_cache(FORMS)
def remembered(kinds: tuple[str, ...]) -> Form | int:
    """The form, or the place of the first terminal that does not fit."""
    try:
        return _form(kinds, parse_kinds("clause", kinds))
    except RefusedError as error:
        return error.at


def _form(kinds: tuple[str, ...], tree: Node) -> Form:
    nodes = {child.data: child for child in reversed(tree.children) if isinstance(child, Tree)}
    names: dict[str, list[Node]] = {}
    for node in _nodes(tree):
        names.setdefault(node.data, []).append(node)
    modal = next((name for name in MODALS if name in nodes), "")
    agents = names.get("agent", [])
    opening = next((place for place, kind in enumerate(kinds) if kind not in ("ADV", "DEADLINE")), None)
    acting = nodes["act"].children[:1] if "act" in nodes else []
    return Form(
        nodes=frozenset(nodes),
        names=frozenset(names),
        types=frozenset(kinds),
        modal=modal,
        modal_word=next(terminals(nodes[modal])) if modal else None,
        opening=opening,
        before_action=_before_action(nodes, modal),
        bearers={name: _bearers(nodes[name]) for name in BEARING if name in nodes},
        agent=_last_actors(agents, kinds),
        owner=_last_actors(names.get("owner", []), kinds),
        topic=_topic(nodes, kinds),
        acts_by_agent=bool(agents) and acting == agents[:1],
        directed=next((place for node in names.get("directed", ()) for place in terminals(node)), None),
        recipient=tuple(terminals(names["recipient"][0]))[1:] if "recipient" in names else (),
        actors=tuple(place for place, kind in enumerate(kinds) if kind == "ACTORS"),
        deadlines=tuple(place for place, kind in enumerate(kinds) if kind == "DEADLINE"),
        role=next((kind for kind in kinds if kind in IN_CHARGE), "RESP"),
        helps=kinds.index("SUPP") if "SUPP" in kinds else None,
        partner=_partner(kinds, opening),
    )


def _nodes(tree: Node) -> Iterator[Node]:
    """The tree and all nodes below it, in the order in which they begin."""
    yield tree
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _nodes(child)


def _bearers(node: Node) -> tuple[int, ...]:
    return tuple(next(terminals(n)) for n in _nodes(node) if n.data in ("bearers", "ruled"))


def _before_action(nodes: dict[str, Node], modal: str) -> int | None:
    if modal:
        named = [place for node in _nodes(nodes[modal]) if node.data == "bearers" for place in terminals(node)]
        return named[-1] if named else next(terminals(nodes[modal]))
    subject = next((nodes[name] for name in SUBJECTS if name in nodes), None)
    return max(terminals(subject)) if subject is not None else None


def _topic(nodes: dict[str, Node], kinds: tuple[str, ...]) -> int | None:
    if "saying" not in nodes or kinds[0] not in ("N", "ACTORS"):
        return None
    return [place for place in terminals(nodes["saying"]) if kinds[place] not in ("ADV", "DEADLINE")][-1]


def _partner(kinds: tuple[str, ...], opening: int | None) -> int | None:
    return opening + 1 if opening is not None and kinds[opening : opening + 2] == ("JOIN", "ACTORS") else None


def _last_actors(nodes: list[Node], kinds: tuple[str, ...]) -> int | None:
    found = [place for node in nodes for place in terminals(node) if kinds[place] == "ACTORS"]
    return found[-1] if found else None


class Parsed(NamedTuple):
    """One clause.

    Attributes:
        form: what the kinds of its terminals tell; `nodes`, `names`, `types`, `modal` are its own.
        chunks: terminals, values of the chunks, classes of the words; `tokens` are its own.
        goals: measured goals.
        classes: the classes of all words.
        opening: the first terminal that is neither adverb nor deadline.
        agent: in 由 X …: X.
    """

    form: Form
    chunks: Chunks
    goals: tuple[Measure, ...]
    classes: frozenset[str]
    tokens: list[Token]
    nodes: frozenset[str]
    names: frozenset[str]
    types: frozenset[str]
    modal: str
    opening: Token | None
    agent: tuple[Named, ...]

    @property
    def modal_class(self) -> str:
        """The class of the modal word, or ""."""
        return "" if self.form.modal_word is None else self.class_of(self.tokens[self.form.modal_word])

    def opens_with(self, *kinds: str) -> bool:
        """Whether the opening terminal is of one of these kinds."""
        return self.opening is not None and self.opening.type in kinds

    def ends_with(self, endings: tuple[str, ...]) -> bool:
        """Whether the last terminal ends so."""
        return self.tokens[-1].endswith(endings)

    def class_of(self, token: Token) -> str:
        """What the lexicon says of a terminal's first word."""
        return self.chunks.classes.get(start(token), "")

    def named(self, place: int | None) -> tuple[Named, ...]:
        """The actors of the terminal at a place; () when there are none."""
        return () if place is None else self.chunks.actors.get(start(self.tokens[place]), ())

    def bearers_of(self, name: str) -> tuple[Named, ...]:
        """The bearers below a node directly under the clause, in order."""
        return tuple([named for place in self.form.bearers.get(name, ()) for named in self.named(place)])


def parsed(chunks: Chunks, goals: tuple[Measure, ...]) -> Parsed:
    """A clause with its form.

    Raises:
        RefusedError: clause.lark does not take it.
    """
    tokens = chunks.tokens
    found = form(tuple([t.type for t in tokens]))
    return Parsed(
        form=found,
        chunks=chunks,
        goals=goals,
        classes=frozenset(chunks.classes.values()),
        tokens=tokens,
        nodes=found.nodes,
        names=found.names,
        types=found.types,
        modal=found.modal,
        opening=None if found.opening is None else tokens[found.opening],
        agent=() if found.agent is None else chunks.actors.get(start(tokens[found.agent]), ()),
    )


def start(token: Token) -> int:
    """Where a terminal starts in the clean text."""
    return token.start_pos or 0


def end(token: Token) -> int:
    """Where it ends."""
    return token.end_pos or 0
