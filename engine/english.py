"""The words of proofs and notes in English, and the English sentences of the rules.

In: `engine/rules/english.toml`. Out: tables and forms for `engine.wording`. Guarantee: the same names as in
`engine.chinese`; words of the texts stay Chinese.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from engine.calendar import RELATIVE

CATALOGUE = Path(__file__).with_name("rules") / "english.toml"
WORDS = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "encouragement": "is encouraged to",
    ">=": " at least ",
    "<=": " at most ",
    "=": " ",
    "yes": "yes",
    "no": "no",
    "": "not stated",
    "provision": "the provision named is",
    "act": "the act is",
    "firm": "firm",
    "fair": "fair, to be checked",
    "no act": "no act is stated",
    "general": "the neglect of any duty",
    "elsewhere": "another instrument is breached",
    "unresolved": "the provision named was not found",
    "no duty": "no obligation or prohibition was read in the provision named",
    "penalty": "the provision named is itself a penalty, and no duty has the act it punishes",
    "power": "the provision named says only what may be done",
    "definition": "the provision named says only what something is",
    "no match": "no obligation or prohibition has this act",
    "absent document": "the document is not given",
    "no such article": "no such article",
    "no such paragraph": "no such paragraph",
    "no such point": "no such item",
    "no such part, chapter or section": "no such part, chapter or section",
    "ambiguous": "it may mean more than one",
    "unclear whose provision": "whose provision it is is not stated",
    "合同自身": "the contract itself",
    "《民法典》第四百七十条": "Civil Code, article 470",
    "机构改革": "reform of organs",
    "义务": "duty",
    "禁止": "ban",
    "期限": "time limit",
    "数值": "figure",
    "空白": "blank",
    "日期": "date",
    "起止日期": "first and last day",
    "年限": "length of the term",
    "金额": "amount",
    "签订日期": "signing date",
    "quoted text": "it stands in a quotation",
}
# Kinds of instruments by 立法法, groups of them, and who decides between them.
INSTRUMENTS = {
    "constitution": "constitution",
    "law": "law",
    "administrativeRegulation": "administrative regulation",
    "localRegulation": "local regulation",
    "autonomousRegulation": "autonomous regulation",
    "departmentRule": "rule of a ministry",
    "localRule": "rule of a local government",
    "normativeDocument": "other normative document",
    "judicialInterpretation": "judicial interpretation",
    "legislation": "a law, a regulation or a rule",
    "belowLaw": "a regulation or rule below the laws",
    "belowRegulation": "a local regulation or rule below the administrative regulations",
    "standingCommittee": "the Standing Committee of the National People’s Congress",
    "stateCouncil": "the State Council",
    "maker": "the organ that made both",
    "stateCouncilFirst": "the State Council (for the rule of the ministry, the Standing Committee)",
    "provincialCongress": "the standing committee of the provincial congress",
}
WORDS |= INSTRUMENTS
MODES = {"obligation": "must", "prohibition": "must not", "permission": "may", "encouragement": "encouraged"}
SIGNS = {
    "<": ("before", "less than"),
    "<=": ("not after", "at most"),
    ">": ("after", "more than"),
    ">=": ("not before", "at least"),
    "==": ("the same as", "the same as"),
    "!=": ("other than", "other than"),
}
COMPARED = "{left} is {sign} {right}"
PHRASES = {
    "rule": "by rule [{code}] {label}",
    "document": "document: 《{title}》",
    "quote": "text {place}: “{quote}”",
    "quoted": "text {place}, quoted above",
    "again": "proved above",
    "place": "characters {start} to {end}",
    "page": "page {number},",
    "paragraph": "paragraph {number} of the file,",
    "untold": "untitled",
    "notice": "notice",
    "note": " ({note})",
    "asked": "the day asked for",
    "is_a": "classes of actors",
    "computed": "by the calendar",
    "called": "by the wording of the assignment",
    "succeeded": "history of organs",
    "decreed": "the table of repealed instruments",
    "weighed": "by comparing the two provisions and places",
    "ranked": "kinds of instruments by the Legislation Law",
    "dated": "by the days of effect, issue and revision",
    "matched": "by title, place and issuer",
    "absent": "in the provisions that were read",
    "compared": "compared",
    "follows": "{count} conclusions follow from this",
    "governs": "this assignment governs {count} provisions; what it states:",
    "nothing_follows": "nothing follows from this; what was read:",
    "unknown_id": "no answer or provision has the ID “{identity}”",
    "near": "; near it: {near}",
    "carry_out": "carry out this document",
    "general_only": "only the general sanction for neglect of duty",
    "no_policy": "no document has the ID or a title with {wanted}",
    "withheld": "《{title}》: {count} not listed: {reason}",
    "as_of": "listed are the provisions of documents that hold on {day}",
    "by_due_date": "no day was given: validity is judged on the day each item falls due",
    "today": "no day was given: everything is listed, with each document's validity today ({day})",
    "unclassed": "no class above or below “{actor}” is known: looked up by its name alone",
    "contract_signed": "as of the signing date of the contract ({day})",
    "contract_unsigned": "the contract states no signing date: judged as of {day}",
    "contract_closed": "{reason}: nothing is demanded by it",
    "contract_event": "On which day does “{event}” fall?",
    "contract_limit": "“{act}”: {day} in the contract, {demanded} in the policy; which is later depends on that day",
    "contract_case": "Is the contract one of “{condition}”?",
    "contract_uncased": "the policy limits its demand so, and the contract does not tell; it is taken to be one",
    "contract_kind": "What kind of contract is this?",
    "contract_unkind": "the title does not tell the kind: what policies demand of such a contract was not checked",
    "lacking": "missing",
    "not_of_text": "no provision that was read leads to it",
    "not_so": "not so: {told}",
    "against": "stands against it",
    "unblocked": "all premises of rule {code} hold",
    "some": "some",
    "no": "not so: {told}",
    "holds_already": "“{what}”: this does follow",
    "of_actor": "“{what}” ({actor})",
    "no_such": "no provision or consequence has the words “{words}”",
    "case_day": "as of {day}",
    "case_later": "{count} events are later than this day and left out",
    "case_unused": "“{what}” ({event}, {day}) is worded like no provision and changes nothing",
    "case_unanswered": "the answer “{words}” is worded like no condition and changes nothing",
    "case_unborn": "“{actor}” does not exist before {since} and is left out",
    "or": ", ",
    "case_unbound": "no document holds where “{actor}” is ({place})",
    "ask_attribute": "what is “{attribute}” of {actor}?",
    "answer_attribute": "under attributes: {attribute} ({values})",
    "ask_condition": "is this a case of “{condition}”?",
    "answer_condition": "under answers: {condition}: true, false, or the day since when",
    "ask_event": "on which day was “{event}”?",
    "answer_event": "under events, with these words as what",
    "ask_done": "had {actor} done “{action}” by {day}?",
    "answer_done": "under events: the day on which it was done, or kind: 未履行",
    "ask_nothing": "from when does the time limit count?",
    "answer_nothing": "the text does not say: no case can answer it",
    "case": "stated in the case",
    "read": "read from the words of the provision",
    "across_provision": "{cited} “{action}” (the provision is named, {strength})",
    "across_act": "{cited} “{action}” (the same act, {strength})",
    "exceeds_range": "{matter}; superior provision: {cited} (proof: zhize conflicts --why {id})",
    "compared_on": "compared were documents with places in common that had not ceased to hold on {day}: {count} pairs; "
    "which applies is told for the two alone",
    "not_compared": "{count} documents do not hold on that day and were not compared",
    "places_unknown": "{count} pairs were not compared: a place is not stated, or how the places relate is not known",
    "and": ", ",
}
PART = re.compile(r"(\d+)(WD|[YMWDH])")
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "WD": "working day", "H": "hour"}


@cache
def catalogue() -> dict[str, Any]:
    """The English sentences: tables ``says``, ``otherwise``, ``rules`` and ``labels``."""
    with CATALOGUE.open("rb") as file:
        return tomllib.load(file)


def day(year: str, month: str, number: str) -> str:
    """2025-12-31"""
    return f"{year}-{month}-{number}"


def month(year: str, number: str) -> str:
    """2025-12"""
    return f"{year}-{number}"


def duration(value: str) -> str:
    """``P1Y6M`` is 1 year 6 months."""
    parts = [f"{number} {UNITS[unit]}{'' if number == '1' else 's'}" for number, unit in PART.findall(value)]
    return " ".join(parts) or value


def _relative(rest: str) -> str:
    found = RELATIVE.fullmatch(rest)
    if found is None:
        return rest
    length, side, event = found.groups()
    span = "" if length.strip("PTYMWDH") == "0" else duration(length)
    if side is None:
        return f"within {span}"
    if side == "before":
        return f"{span} before “{event}”".strip()
    return f"within {span} after “{event}”" if span else f"after “{event}”"


DEADLINES: dict[str, Callable[[str], str]] = {
    "date": lambda rest: f"by {rest}",
    "from": lambda rest: f"from {rest}",
    "range": lambda rest: rest.replace("/", " to "),
    "yearly": lambda rest: f"every year by {rest}",
    "monthly": lambda rest: f"every month by day {rest.lstrip('0')}" if rest else "every month",
    "quarterly": lambda _: "every quarter",
    "halfyearly": lambda _: "every half-year",
    "relative": _relative,
}
