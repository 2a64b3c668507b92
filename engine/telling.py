"""The sentences of rules, facts and absences.

In: what a rule or a declaration says, and values for its places. Out: a sentence in a language.
Guarantee: the same sentence whoever asks: the proof that is made and the checker that reads it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.english import catalogue
from engine.language import Conclusion, Declaration, Rule
from engine.vocabulary import CASE, CONTRACT
from engine.wording import phrase, sentence

# What a leaf is that is not of the text, or not of the text alone: phrases of `engine.wording`.
NOTES = (
    dict.fromkeys((*CASE, *CONTRACT), "read")
    | dict.fromkeys(("party", "attribute", "event", "answered", "case_day"), "case")
    | dict.fromkeys(("until", "falls", "opens", "range", "term_misfits"), "computed")
    | dict.fromkeys(("same_act", "falls_later", "falls_rarer", "falls_short"), "weighed")
    | dict.fromkeys(("cited_is",), "matched")
    | dict.fromkeys(("known_repealed",), "decreed")
    | {
        "asked": "asked",
        "is_a": "is_a",
        "occurs": "computed",
        "awaits": "computed",
        "runs_out": "computed",
        "collective": "called",
        "called": "called",
        "holds_from": "dated",
        "means": "matched",
        "may_mean": "matched",
        "revised_by": "matched",
        "followed_by": "matched",
        "opposed_modes": "weighed",
        "exceeds": "weighed",
        "within_place": "weighed",
        "narrower_bearer": "weighed",
        "narrower_case": "weighed",
        "ranked": "ranked",
        "succeeded": "succeeded",
        "succeeded_in_part": "succeeded",
    }
)
ANYTHING = "_"  # how a denied fact says that a value does not matter; no sentence has a place for it


def concluded(
    rule: Rule,
    conclusion: Conclusion,
    declaration: Declaration,
    binding: Mapping[str, str],
    *,
    args: Sequence[str],
    lang: str,
) -> str:
    """The sentence of what a rule concludes: its own, told with the binding, else that of the predicate."""
    if not conclusion.says:
        return declared(declaration, args, lang)
    says = _in(lang, "rules", f"{rule.code}.{conclusion.atom.predicate}", conclusion.says)
    return sentence(says, binding, lang)


def declared(declaration: Declaration, args: Sequence[str], lang: str) -> str:
    """The sentence that a predicate is declared with, for these arguments."""
    says = _in(lang, "says", declaration.predicate, declaration.says)
    return sentence(says, dict(zip(declaration.parameters, args, strict=True)), lang)


def denied(declaration: Declaration, args: Sequence[str | None], lang: str) -> str:
    """The sentence for what is not there."""
    says = _in(lang, "otherwise", declaration.predicate, declaration.otherwise)
    values = [ANYTHING if arg is None else arg for arg in args]
    return sentence(says, dict(zip(declaration.parameters, values, strict=True)), lang)


def lacking(declaration: Declaration, args: Sequence[str], lang: str) -> str:
    """The sentence for a fact or a conclusion that is missing; `ANYTHING` stands for what is not known of it."""
    known = [phrase("some", lang) if arg == ANYTHING else arg for arg in args]
    if declaration.otherwise:
        return denied(declaration, known, lang)
    return phrase("no", lang, told=declared(declaration, known, lang))


def labelled(rule: Rule, lang: str) -> str:
    """What a proof calls a rule beside its code."""
    return _in(lang, "labels", rule.code, rule.label)


def noted(predicate: str, lang: str) -> str:
    """What a fact is that is not of the text alone, "" for one that is."""
    return phrase(NOTES[predicate], lang) if predicate in NOTES else ""


def _in(lang: str, table: str, key: str, chinese: str) -> str:
    """A sentence in the language; rules that are not ours have no English and are told in Chinese."""
    return str(catalogue().get(table, {}).get(key, chinese)) if lang == "en" else chinese
