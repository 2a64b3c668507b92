"""The duties of an answer as a graph: who bears what, who leads and supports it, to whom it is told, what punishes it.

In: duties. Out: a directed graph of NetworkX. Guarantee: every duty of the answer is a node with its place and words,
once a statement and act; a sanction is there when it punishes one of them; nodes and edges stand in the order of the
texts.

    node kinds   actor, department (leads or supports something here), duty, sanction
    relations    bears, leads, supports, recipient, punishes, strikes, imposes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from networkx import MultiDiGraph

from obligations.joins import Joiner
from workbench.rendering.cited import cited, names
from workbench.rendering.plain import plain

if TYPE_CHECKING:
    from engine.model import Duty
    from obligations.model import Sanction
    from workbench.model import Duties, Entry
    from workbench.rendering.cited import Sections

    Graph = MultiDiGraph[str]


def graph(answer: Duties) -> Graph:
    """The graph of an answer."""
    made: Graph = MultiDiGraph()
    for entry in answer.entries:
        places = cited(entry, "zh", headed=True)
        found = [duty for duty in answer.found.duties if duty.document == entry.document.id]
        for duty in found:
            _duty(made, duty, entry, places)
        _sanctions(made, entry, {duty.norm: name(duty) for duty in found}, places)
    return made


def name(duty: Duty) -> str:
    """The node of a duty: one for all who bear it by the same act."""
    return duty.norm if not duty.derived else f"{duty.norm}：{duty.action}"


def _duty(made: Graph, duty: Duty, entry: Entry, places: Sections) -> None:
    node = name(duty)
    made.add_node(
        node,
        kind="duty",
        label=plain(duty.action),
        modality=duty.modality,
        deadline=plain(duty.deadline or ""),
        due=" ".join(duty.due),
        document=entry.document.id,
        place=plain(places.get(duty.source.eid, "")),
        quote=plain(duty.source.quote),
    )
    if duty.actor and duty.charge is None:
        _edge(made, _actor(made, duty.actor, "actor"), node, "bears")
    for each in duty.lead:
        _edge(made, _actor(made, each, "department"), node, "leads")
    for each in duty.support:
        _edge(made, _actor(made, each, "department"), node, "supports")
    if duty.recipient:
        _edge(made, node, _actor(made, duty.recipient, "actor"), "recipient")


def _sanctions(made: Graph, entry: Entry, duties: dict[str, str], places: Sections) -> None:
    joiner = Joiner(entry.document, entry.extraction)
    for one in entry.extraction.sanctions:
        punished = [duties[join.duty] for join in joiner.of(one).joins if join.duty in duties]
        if punished:
            _sanction(made, one, entry, places)
        for duty in punished:
            _edge(made, one.id, duty, "punishes")


def _sanction(made: Graph, one: Sanction, entry: Entry, places: Sections) -> None:
    made.add_node(
        one.id,
        kind="sanction",
        label=plain("；".join(measure.value for measure in one.measures)),
        trigger=plain(one.trigger.value),
        document=entry.document.id,
        place=plain(places.get(one.eid, "")),
        quote=plain(entry.document.quote(one.span)),
    )
    if one.target:
        _edge(made, one.id, _actor(made, one.target.name, "actor"), "strikes")
    for each in names(one.enforcers):
        _edge(made, _actor(made, each, "actor"), one.id, "imposes")


def _actor(made: Graph, actor: str, kind: str) -> str:
    """The node of an actor; who leads or supports anything is a department."""
    node = f"actor:{plain(actor)}"
    known = made.nodes[node]["kind"] if node in made else "actor"
    made.add_node(node, kind="department" if "department" in (kind, known) else "actor", label=plain(actor))
    return node


def _edge(made: Graph, start: str, end: str, relation: str) -> None:
    """An edge, once; its key is the relation."""
    made.add_edge(start, end, key=relation, relation=relation)
