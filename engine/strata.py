"""The order in which rules run.

In: checked rules. Out: strata, each a tuple of rules in the order of their codes; which of them can fire.
Guarantee: whatever a rule of a stratum denies is settled by an earlier one; a recursion through negation is a
`RuleError`. The conclusions of one rule stand in one stratum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from engine.errors import RuleError
from engine.language import Atom, Rule


def stratify(rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], ...]:
    """The rules by stratum, lowest first.

    Raises:
        RuleError: a predicate depends on its own negation.
    """
    level = _levels(rules)
    strata: dict[int, list[Rule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: rule.code):
        strata[level[rule.conclusions[0].atom.predicate]].append(rule)
    return tuple(tuple(strata[number]) for number in sorted(strata))


def able(rules: Sequence[Rule], predicates: Iterable[str]) -> list[Rule]:
    """The rules that can fire: each premise has a predicate that is known, or that another of them concludes."""
    known = set(predicates)
    found: dict[str, Rule] = {}
    grows = True
    while grows:
        woken = [rule for rule in rules if rule.code not in found and _is_met(rule, known)]
        found |= {rule.code: rule for rule in woken}
        known |= {conclusion.atom.predicate for rule in woken for conclusion in rule.conclusions}
        grows = bool(woken)
    return list(found.values())


def _is_met(rule: Rule, known: set[str]) -> bool:
    return all(atom.predicate in known for atom in rule.premises)


def _levels(rules: Sequence[Rule]) -> dict[str, int]:
    graph = _dependencies(rules)
    component = {name: number for number, names in enumerate(nx.strongly_connected_components(graph)) for name in names}
    for atom, head in _denials(rules):
        if component[atom.predicate] == component[head]:
            problem = f"谓词 {head} 通过否定依赖于自身，无法推导"
            problem_en = f"predicate {head} depends on its own negation"
            raise RuleError(atom.at.file, atom.at.line, atom.at.column, problem, problem_en)
    return _numbered(graph, component)


def _numbered(graph: nx.DiGraph[str], component: dict[str, int]) -> dict[str, int]:
    level = dict.fromkeys(component.values(), 0)
    whole = nx.condensation(graph)
    ordered = [member for number in nx.topological_sort(whole) for member in sorted(whole.nodes[number]["members"])]
    for name in ordered:
        for head, edge in graph[name].items():
            level[component[head]] = max(level[component[head]], level[component[name]] + int(edge["denied"]))
    return {name: level[number] for name, number in component.items()}


def _dependencies(rules: Sequence[Rule]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for rule in rules:
        heads = [conclusion.atom.predicate for conclusion in rule.conclusions]
        graph.add_edges_from(((one, other) for one in heads for other in heads), denied=0)
        graph.add_edges_from(((atom.predicate, head) for atom in rule.premises for head in heads), denied=0)
    concluded = {conclusion.atom.predicate for rule in rules for conclusion in rule.conclusions}
    for atom, head in _denials(rules):  # facts from outside are settled before any rule runs
        graph.add_edge(atom.predicate, head, denied=int(atom.predicate in concluded))
    return graph


def _denials(rules: Sequence[Rule]) -> Iterator[tuple[Atom, str]]:
    for rule in rules:
        for atom in rule.absent:
            for conclusion in rule.conclusions:
                yield atom, conclusion.atom.predicate
