"""What the checker says of a proof.

In: nothing. Out: `Verdict`, and the exception by which the first fault ends a check.
Guarantee: a verdict says what was checked, and what is taken on trust.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Why a proof is rejected; the sentences are the workbench's."""

    NO_SOURCE = "no_source"  # none of the sources has this hash
    TEXT = "text"  # the source is read as another text than the proof was made from
    TITLE = "title"
    DOCUMENT = "document"  # a document that the proof does not carry, or carries twice
    QUOTE = "quote"  # the words do not stand there
    PLACE = "place"  # there is no such provision, or the words are not in it
    NO_RULE = "no_rule"  # the checker's rules have none of this code
    RULE_TEXT = "rule_text"  # the rule or declaration reads differently in the checker's rules
    RULE_HASH = "rule_hash"
    RULE_FILE = "rule_file"
    RULE_LIST = "rule_list"  # the proof rests on other rules or declarations than it carries
    STEP = "step"  # this is no node of that kind
    COUNT = "count"  # too few or too many premises
    BINDING = "binding"  # the binding is not that of the rule's variables
    PREMISE = "premise"  # the premise is not what the rule asks for
    CONCLUSION = "conclusion"  # the rule does not conclude this
    COMPARISON = "comparison"  # the comparison does not hold
    SENTENCE = "sentence"  # the sentence does not say what the terms say
    LABEL = "label"
    NOTE = "note"
    NO_FACT = "no_fact"  # the document, read again, does not state this
    NOT_COMPUTED = "not_computed"  # computed again, it does not come out
    PRESENT = "present"  # what is said to be absent is there
    LIST = "list"  # a list that is not what it says
    ASKED = "asked"  # the question is missing, not needed, or has no days
    ID = "id"  # the proof proves something else than its ID names
    LANGUAGE = "language"
    SECTION = "section"  # the section number is another one
    CASE = "case"  # a case where none is meant, or none where one is; or an assumption that says nothing
    NO_CASE = "no_case"  # none of the files at hand is the case of this hash
    CASE_LINES = "case_lines"  # the lines of the case are other ones


class Trust(StrEnum):
    """What a verdict takes on trust; the sentences are the workbench's."""

    RULES = "rules"  # that the rules of the checker are right
    READING = "reading"  # that the words mean the facts which this program reads in them
    CALENDAR = "calendar"
    CLASSES = "classes"  # the classes of actors of the lexicon
    SUCCESSORS = "successors"  # the table of organs and their successors
    REPEALS = "repeals"  # the table of instruments that others repealed
    RELATIONS = "relations"  # that titles, places and issuers tell which document another one means
    QUESTION = "question"  # that this was asked: another day or actor is another question
    CASE = "case"  # that what a case says is so
    WHOLE = "whole"  # that a list leaves nothing out
    FACTS = "facts"  # facts, computed facts and absences, when the documents are not read again


class Rejected(Exception):  # noqa: N818 - reads as what it says
    """The first fault of a proof.

    Attributes:
        place: in the JSON of the proof (RFC 6901).
        fault: what is wrong.
        values: what its sentence speaks of.
    """

    def __init__(self, place: str, fault: Fault, **values: object) -> None:
        super().__init__(f"{place}: {fault}")
        self.place = place
        self.fault = fault
        self.values = values


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check.

    Attributes:
        id: of the answer that the proof is for.
        conclusion: its sentence.
        rejected: the first fault, None for a proof that holds.
        checked: how many of what were checked: quotations, facts, computed, absences, comparisons, steps, rules.
        trusted: what the verdict rests on beside the sources.
    """

    id: str
    conclusion: str
    rejected: Rejected | None
    checked: dict[str, int] = field(default_factory=dict)
    trusted: tuple[Trust, ...] = ()
