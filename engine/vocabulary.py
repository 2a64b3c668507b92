"""The facts that rules may ask for.

In: nothing. Out: `KNOWN`, predicate -> argument names: the facts of a text, and those the engine computes.
Guarantee: a predicate has one arity.
"""

from __future__ import annotations

from obligations.to_facts import VOCABULARY

COMPUTED: dict[str, tuple[str, ...]] = {
    "awaits": ("norm", "event", "basis"),  # a deadline that counts from an event has no date before its event has one
    "collective": ("norm", "word"),  # the bearer is all whom the document calls so: 各责任单位
    "called": ("resp", "word", "actor"),  # the statement calls this unit so
    "succeeded": ("former", "successor", "since", "basis"),  # a transfer of competence
    "succeeded_in_part": ("former", "successor", "share", "since", "basis"),
    "runs_out": ("doc", "date", "basis"),  # last day of a stated length of validity whose first day is known
}

KNOWN: dict[str, tuple[str, ...]] = VOCABULARY | COMPUTED
