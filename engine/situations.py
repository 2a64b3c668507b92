"""The case a sanction is for, where its measure is worded in one with it.

In: the facts of a document. Out: the same facts; 全面关停整改不符合安全要求的矿山企业, trigger and measure at once, has
the trigger 不符合安全要求的矿山企业. Guarantee: a trigger worded apart from its measures stays as it is, and none is
ever empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from obligations.model import Fact

# Where the words for a breach begin; 不 of 不断, 不仅 is none.
BREACH = re.compile(r"不(?![断仅但])|未|没有|无证|无序|非法|违法|违规|违反|拒不|拒绝|逾期|擅自|弄虚作假|存在|严重|落后")


def situated(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with every trigger cut to the case itself."""
    measures = {(fact.args[0], fact.args[1]) for fact in facts if fact.predicate == "measure"}
    return tuple(_cut(fact, measures) if fact.predicate == "sanction" else fact for fact in facts)


def _cut(fact: Fact, measures: set[tuple[str, str]]) -> Fact:
    *rest, trigger = fact.args
    found = BREACH.search(trigger)
    if found is None or (rest[0], trigger) not in measures:
        return fact
    return replace(fact, args=(*rest, trigger[found.start() :]))
