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
    "holds_from": ("other", "title", "date"),  # first day of another document, or of a version of it
    "means": ("other", "title", "doc"),  # the title that another document repeals is that of this one
    "may_mean": ("other", "title", "doc"),  # the same, but from when this one holds is not stated
    "revised_by": ("doc", "other", "title"),  # the next version of the same title
    "followed_by": ("doc", "other", "title"),  # the next of a series, whose titles differ in their years
    "runs_out": ("doc", "date", "basis"),  # last day of a stated length of validity whose first day is known
}

# What a case says, and how the words of a document meet it (engine/cases/).
CASE: dict[str, tuple[str, ...]] = {
    "party": ("actor", "role"),
    "attribute": ("actor", "attribute", "value"),
    "event": ("event", "day", "actor", "kind", "what"),
    "until": ("event", "day", "basis"),  # the last day of an order to correct something
    "answered": ("condition", "verdict", "day"),  # yes from this day, or no
    "case_day": ("day",),
    "meant": ("name", "role"),  # the name is a kind of the role: 新建矿山 of 矿山
    "named_condition": ("name", "condition"),  # what makes it one
    "subject": ("norm", "role"),  # the norm is for others to carry out, upon those of this role
    "limits": ("norm", "condition"),  # it holds for bearers in this case only
    "selects": ("norm", "condition"),  # it is carried out upon those in this case only
    "excepts": ("norm", "condition"),
    "one_of": ("condition", "item"),  # the condition is a list, of which any item will do
    "tests": ("condition", "attribute", "op", "value"),  # what the condition asks of an attribute; any row will do
    "shown": ("condition", "event"),  # the event is the case that the condition words
    "falls": ("actor", "norm", "day", "basis", "how"),  # a day of the deadline; how: calendar or event
    "opens": ("actor", "norm", "day", "first"),  # the first day on which this instance can be done
    "undated": ("norm",),
    "serves": ("event", "norm", "action", "day"),  # the event is the act, for the instance of this day
    "misses": ("event", "norm", "action", "day"),  # the act was not done by this day
    "performs": ("event", "norm", "action"),
    "fails": ("event", "norm", "action"),
    "aims": ("sanction", "role"),
    "case_of": ("sanction", "condition"),
    "after_order": ("sanction", "earlier"),  # it needs an order by the earlier one that is not obeyed
    "aggravates": ("sanction", "earlier"),  # it needs the earlier one and something more
    "orders": ("event", "sanction"),
    "range": ("sanction", "actor", "least", "most", "basis"),
}

# How provisions of two documents stand to each other (engine/conflicts.py).
RIVALS: dict[str, tuple[str, ...]] = {
    "opposed_modes": ("one", "other", "action"),  # one forbids what the other demands or permits
    "exceeds": ("one", "other", "act"),  # the fine of one is not within the bounds of the other's
    "within_place": ("narrower", "wider"),
    "narrower_bearer": ("one", "other", "kind", "class"),
    "narrower_case": ("one", "other", "condition"),
    "ranked": ("kind", "group"),  # an instrument by 立法法: legislation, belowLaw, belowRegulation
}

# What a contract says, and what policies demand of it (engine/contract_review/). A place is where in the contract.
CONTRACT: dict[str, tuple[str, ...]] = {
    "contract": ("contract", "title"),
    "contract_kind": ("contract", "kind"),
    "signed_on": ("contract", "day"),
    "demands": ("norm", "doc", "kind", "subject", "item"),
    "to_be_signed": ("norm", "doc", "kind", "day"),  # contracts of this kind are to be signed by this day
    "spared": ("contract", "place", "norm", "condition"),  # the contract is none of those that the norm is limited to
    "states": ("contract", "place", "subject", "item"),
    "liable_for_all": ("contract", "place"),  # the clause makes every breach liable
    "same_act": ("place", "norm", "words"),  # the contract's norm is about the act of the policy's
    "falls_later": ("place", "norm", "limit", "demanded"),
    "falls_rarer": ("place", "norm", "limit", "demanded"),
    "falls_short": ("place", "norm", "figure", "demanded"),
    "cites": ("contract", "place", "title"),
    "cited_is": ("place", "doc"),  # the instrument cited is this document
    "known_repealed": ("title", "date", "basis"),
    "names_organ": ("contract", "place", "organ", "how"),
    "open_at": ("contract", "place", "words"),
    "no_such_day": ("contract", "place", "words"),
    "term_of": ("contract", "place", "first", "last"),
    "term_misfits": ("contract", "place", "length", "first", "last"),
    "amount_at": ("contract", "place", "figures", "words"),
}

KNOWN: dict[str, tuple[str, ...]] = VOCABULARY | COMPUTED | CASE | RIVALS | CONTRACT
