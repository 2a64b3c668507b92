"""The replay of a proof.

In: a certificate and the sources. Out: a `Verdict`.
Guarantee: every quotation is compared with its source, every step with its rule, every sentence with what the terms
say; every fact is looked up among those that the source gives when it is read again, and what is said to be absent
is searched for in all that follows from them. The first fault ends the check and is told with its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from engine.cases.from_yaml import assuming
from engine.cases.quoting import quoted
from engine.certificate import (
    CLASSES,
    GOVERNED,
    Certificate,
    Cited,
    Kind,
    cited,
    consulted,
    hashed,
    involved,
    narrowed,
    witness,
)
from engine.checking.cases import Told, is_asked, is_why
from engine.checking.model import Fault, Rejected, Trust, Verdict
from engine.checking.sources import Ground, Sources, moment
from engine.checking.world import World, meant, pattern, relevant
from engine.comparisons import holds
from engine.computed import DAILY
from engine.contract_review.certified import names_finding
from engine.errors import CaseError
from engine.language import Conclusion, Declaration, Rule
from engine.model import Outcome, Proof, Step
from engine.taxonomy import plain
from engine.telling import NOTES, concluded, declared, denied, labelled, noted
from engine.wording import LANGUAGES, comparison, phrase
from obligations.model import Fact, Source
from policies.model import Document
from policies.navigate import path_to

# What a computed fact rests on, by its note.
TRUSTED = {
    "asked": Trust.QUESTION,
    "is_a": Trust.CLASSES,
    "computed": Trust.CALENDAR,
    "called": Trust.READING,
    "succeeded": Trust.SUCCESSORS,
    "case": Trust.CASE,
    "read": Trust.READING,
    "weighed": Trust.RELATIONS,
    "ranked": Trust.RULES,
    "dated": Trust.READING,
    "matched": Trust.RELATIONS,
    "decreed": Trust.REPEALS,
}
HOLDING = frozenset({Step.DERIVED, Step.STATED, Step.COMPUTED})  # what meets a premise that is not denied
# The parameters of a conclusion that an ID names.
STATEMENTS = ("norm", "resp", "sanction", "statement", "doc")
ACTORS = ("actor",)
WIDER = ("class", "former")  # by which the actor comes to it
ORDINAL = re.compile(r"(?:\.\d+)?")  # the second action or measure of the same


def check(certificate: Certificate, sources: Sources, facts: bool = True) -> Verdict:
    """The verdict on a proof.

    Args:
        certificate: the proof with what it carries.
        sources: the documents at hand, and the rules.
        facts: whether facts and absences are looked up in the documents read again.
    """
    found = _Check(certificate, sources, facts)
    rejected = None
    try:
        found.run()
    except Rejected as fault:
        rejected = fault
    return Verdict(
        certificate.id, certificate.proof.conclusion, rejected, dict(sorted(found.checked.items())), found.trusted()
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a rule asks for in one place: the kinds of node that meet it, and what they must say; None for anything."""

    steps: frozenset[Step]
    predicate: str
    args: tuple[str | None, ...]

    def is_met(self, premise: Proof) -> bool:
        """Whether a premise is what is asked for; what is said to be absent must be so for anything."""
        return (
            premise.step in self.steps
            and premise.predicate == self.predicate
            and len(premise.args) == len(self.args)
            and all(
                arg == wanted or (wanted is None and Step.ABSENT not in self.steps)
                for arg, wanted in zip(premise.args, self.args, strict=True)
            )
        )


def _wanted(rule: Rule, binding: dict[str, str]) -> Iterator[_Wanted]:
    for atom in rule.premises:
        yield _Wanted(HOLDING, atom.predicate, pattern(atom, binding))
    for atom in rule.absent:
        yield _Wanted(frozenset({Step.ABSENT}), atom.predicate, pattern(atom, binding))
    for each in rule.comparisons:
        sides = meant(each.left, binding), meant(each.right, binding)
        yield _Wanted(frozenset({Step.COMPARED}), each.op, sides)


class _Check:
    """One proof on its way to a verdict."""

    def __init__(self, certificate: Certificate, sources: Sources, facts: bool) -> None:
        self.certificate, self.sources, self.again = certificate, sources, facts
        self.rules, self.lang = sources.rules(certificate.kind), certificate.lang
        self.documents: dict[str, Document] = {}
        self.checked: Counter[str] = Counter()
        self.used: set[str] = set()  # codes of rules
        self.named: set[str] = set()  # predicates
        self.seen: set[Trust] = {Trust.RULES, Trust.READING if facts else Trust.FACTS}

    def run(self) -> None:
        """Check everything.

        Raises:
            Rejected: the first fault.
        """
        if self.lang not in LANGUAGES:
            raise Rejected("/lang", Fault.LANGUAGE, lang=self.lang)
        self._documents()
        self._terms()
        self._case()
        self._texts("/rules", self.certificate.rules, self.rules.rules)
        self._texts("/declarations", self.certificate.declarations, self.rules.declarations)
        self._identity()
        self._node(self.certificate.proof, "/proof")
        self._complete("/rules", self.certificate.rules, self.used)
        self._complete("/declarations", self.certificate.declarations, self.named)
        if idle := self.documents.keys() - involved(self.certificate.proof) - {self.certificate.about}:
            raise Rejected("/documents", Fault.DOCUMENT, name=min(idle))
        needed = narrowed(self.certificate.asked, consulted(self.certificate.proof, self.rules))
        if self.certificate.kind is not Kind.CASE and self.certificate.asked != needed:
            raise Rejected("/asked", Fault.ASKED)

    def trusted(self) -> tuple[Trust, ...]:
        """What was taken on trust, in a fixed order."""
        return tuple(each for each in Trust if each in self.seen)

    # ---- what the proof carries ----------------------------------------------------------------------------------

    def _documents(self) -> None:
        for number, told in enumerate(self.certificate.documents):
            place = f"/documents/{number}"
            document = self.sources.find(told.sha256, told.id)
            if document is None:
                raise Rejected(f"{place}/sha256", Fault.NO_SOURCE, name=told.id, title=told.title)
            if told.id in self.documents:
                raise Rejected(f"{place}/id", Fault.DOCUMENT, name=told.id)
            found = witness(document)
            if found.text_sha256 != told.text_sha256:
                raise Rejected(f"{place}/text_sha256", Fault.TEXT, name=told.id)
            if found.title != told.title:
                raise Rejected(f"{place}/title", Fault.TITLE, name=told.id)
            self.documents[told.id] = document
        if self.certificate.about not in self.documents:
            raise Rejected("/about", Fault.DOCUMENT, name=self.certificate.about)

    def _terms(self) -> None:
        asked, needed = self.certificate.asked, consulted(self.certificate.proof, self.rules)
        try:
            moment(asked)
        except ValueError:
            raise Rejected("/asked", Fault.ASKED) from None
        if (needed & DAILY and (asked is None or asked.day is None)) or (CLASSES in needed and asked is None):
            raise Rejected("/asked", Fault.ASKED)
        self.seen |= {Trust.QUESTION} if asked else set()

    def _case(self) -> None:
        """That a case is there where one is meant, asked of one day, with the lines that the proof rests on."""
        told, asked = self.certificate.case, self.certificate.asked
        if (told is None) != (self.certificate.kind is not Kind.CASE):
            raise Rejected("/case", Fault.CASE)
        if told is None:
            return
        if asked is None or not is_asked(asked):
            raise Rejected("/asked", Fault.ASKED)
        case = self.sources.case(told.sha256)
        if case is None:
            raise Rejected("/case/sha256", Fault.NO_CASE)
        try:
            assuming(case, told.assumed, date.fromisoformat(asked.day or ""))
        except CaseError:
            raise Rejected("/case/assumed", Fault.CASE) from None
        if told.lines != quoted(case, self.certificate.proof):
            raise Rejected("/case/lines", Fault.CASE_LINES)
        self.seen.add(Trust.CASE)
        self.checked["quotations"] += len(told.lines)

    def _texts(self, place: str, told: Sequence[Cited], own: dict[str, Rule] | dict[str, Declaration]) -> None:
        for number, each in enumerate(told):
            here = f"{place}/{number}"
            if each.name not in own:
                raise Rejected(f"{here}/name", Fault.NO_RULE, name=each.name)
            found = cited(own[each.name])
            if found.text != each.text:
                raise Rejected(f"{here}/text", Fault.RULE_TEXT, name=each.name)
            if hashed(each.text) != each.sha256:
                raise Rejected(f"{here}/sha256", Fault.RULE_HASH, name=each.name)
            if found.file != each.file:
                raise Rejected(f"{here}/file", Fault.RULE_FILE, name=each.name, file=found.file)
            self.checked["rules"] += 1

    def _complete(self, place: str, told: Sequence[Cited], needed: set[str]) -> None:
        names = [each.name for each in told]
        if names != sorted(needed):
            odd = sorted(needed ^ set(names)) or names
            raise Rejected(place, Fault.RULE_LIST, names=", ".join(odd))

    def _identity(self) -> None:
        proof, identity = self.certificate.proof, self.certificate.id
        if self.certificate.kind is not Kind.ANSWER:
            fits = NAMED[self.certificate.kind](self.certificate)
        elif proof.step is Step.LISTED:
            fits = proof.args == (identity,)
        else:
            fits = proof.step is Step.DERIVED and self._names(proof, identity)
        if not fits:
            raise Rejected("/id", Fault.ID, name=identity)

    def _names(self, proof: Proof, identity: str) -> bool:
        """Whether an ID names the conclusion: statement, statement@actor or, by his class, statement@actor/class."""
        declaration = self._declaration(proof, "/proof")
        named = dict(zip(declaration.parameters, _words(proof), strict=True))
        actor, wider = (next((named[each] for each in part if each in named), "") for part in (ACTORS, WIDER))
        asked = self.certificate.asked.actor if self.certificate.asked else ""
        actors = {actor, asked} if plain(asked) == plain(actor) else {actor}  # the ID has the name as it was asked for
        owners = {f"@{each}/{wider}" if wider else f"@{each}" for each in actors} if actor else {""}
        heads = [named[each] + owner for each in STATEMENTS if each in named for owner in owners]
        return any(identity.startswith(head) and ORDINAL.fullmatch(identity, len(head)) for head in heads)

    # ---- nodes ---------------------------------------------------------------------------------------------------

    def _node(self, node: Proof, place: str) -> None:
        check_as = {
            Step.DERIVED: self._derived,
            Step.STATED: self._fact,
            Step.COMPUTED: self._fact,
            Step.ABSENT: self._absent,
            Step.COMPARED: self._compared,
            Step.LISTED: self._listed,
        }
        if node.step is Step.LISTED and place != "/proof":
            raise Rejected(f"{place}/step", Fault.STEP)
        if node.step is not Step.DERIVED and (node.rule or node.label or node.binding):
            raise Rejected(f"{place}/rule", Fault.STEP)
        check_as[node.step](node, place)

    def _derived(self, node: Proof, place: str) -> None:
        rule = self.rules.rules.get(node.rule)
        if rule is None:
            raise Rejected(f"{place}/rule", Fault.NO_RULE, name=node.rule)
        binding = dict(node.binding)
        if set(binding) != set(rule.variables):
            raise Rejected(f"{place}/binding", Fault.BINDING, name=rule.code)
        if node.source is not None or node.note:
            raise Rejected(f"{place}/source", Fault.STEP)
        self.used.add(rule.code)
        self._conclusion(node, rule, binding, place)
        self._equal(node.label, labelled(rule, self.lang), f"{place}/label", Fault.LABEL)
        self._premises(node, rule, binding, place)
        self.checked["steps"] += 1

    def _conclusion(self, node: Proof, rule: Rule, binding: dict[str, str], place: str) -> None:
        declaration = self._declaration(node, place)
        fits = [each for each in rule.conclusions if self._concludes(each, node, binding)]
        if not fits:
            raise Rejected(f"{place}/args", Fault.CONCLUSION, name=rule.code)
        told = concluded(rule, fits[0], declaration, binding, args=_words(node), lang=self.lang)
        self._equal(node.conclusion, told, f"{place}/conclusion", Fault.SENTENCE)

    def _concludes(self, each: Conclusion, node: Proof, binding: dict[str, str]) -> bool:
        return each.atom.predicate == node.predicate and pattern(each.atom, binding) == node.args

    def _premises(self, node: Proof, rule: Rule, binding: dict[str, str], place: str) -> None:
        wanted = list(_wanted(rule, binding))
        if len(node.premises) != len(wanted):
            raise Rejected(f"{place}/premises", Fault.COUNT, name=rule.code, count=len(wanted))
        for number, (premise, each) in enumerate(zip(node.premises, wanted, strict=True)):
            here = f"{place}/premises/{number}"
            if not each.is_met(premise):
                raise Rejected(here, Fault.PREMISE, name=rule.code, number=number + 1)
            self._node(premise, here)

    def _fact(self, node: Proof, place: str) -> None:
        declaration = self._declaration(node, place)
        if not declaration.given or (node.step is Step.COMPUTED) != (node.predicate in NOTES) or None in node.args:
            raise Rejected(f"{place}/step", Fault.STEP)
        self._leaf(node, place)
        args = _words(node)
        self._equal(node.conclusion, declared(declaration, args, self.lang), f"{place}/conclusion", Fault.SENTENCE)
        self._equal(node.note, noted(node.predicate, self.lang), f"{place}/note", Fault.NOTE)
        if node.source is not None:
            self._quote(node.source, f"{place}/source")
        if self.again:
            self.seen |= {TRUSTED[NOTES[node.predicate]]} if node.step is Step.COMPUTED else set()
            known = self.sources.facts(self._ground)
            if Fact(node.predicate, args, node.source) not in known:
                fault = Fault.NOT_COMPUTED if node.step is Step.COMPUTED else Fault.NO_FACT
                raise Rejected(place, fault, told=node.conclusion)
        self.checked["computed" if node.step is Step.COMPUTED else "facts"] += 1

    def _absent(self, node: Proof, place: str) -> None:
        declaration = self._declaration(node, place)
        self._leaf(node, place)
        if node.source is not None:
            raise Rejected(f"{place}/source", Fault.STEP)
        self._equal(node.conclusion, denied(declaration, node.args, self.lang), f"{place}/conclusion", Fault.SENTENCE)
        self._equal(node.note, phrase("absent", self.lang), f"{place}/note", Fault.NOTE)
        self.used |= relevant(self.rules, [node.predicate])
        if self.again and self._world().has(node.predicate, node.args):
            raise Rejected(place, Fault.PRESENT, told=node.conclusion)
        self.checked["absences"] += 1

    def _compared(self, node: Proof, place: str) -> None:
        self._leaf(node, place)
        if node.source is not None:
            raise Rejected(f"{place}/source", Fault.STEP)
        left, right = _words(node)
        if not holds(left, node.predicate, right):
            raise Rejected(place, Fault.COMPARISON, told=node.conclusion)
        told = comparison(left, node.predicate, right, self.lang)
        self._equal(node.conclusion, told, f"{place}/conclusion", Fault.SENTENCE)
        self._equal(node.note, phrase("compared", self.lang), f"{place}/note", Fault.NOTE)
        self.checked["comparisons"] += 1

    # ---- lists ---------------------------------------------------------------------------------------------------

    def _listed(self, node: Proof, place: str) -> None:
        """All that follows from a statement or document: of a list each entry, of an empty one that nothing does."""
        if None in node.args or node.note:
            raise Rejected(f"{place}/args", Fault.STEP)
        if self.certificate.kind is Kind.CASE:
            self._why(node, place)
            return
        if len(node.args) != 1:
            raise Rejected(f"{place}/args", Fault.STEP)
        identity = _words(node)[0]
        entries = {"follows": self._follows, "governs": self._governs, "nothing_follows": self._nothing_follows}
        if node.predicate not in entries:
            raise Rejected(f"{place}/predicate", Fault.STEP)
        count = entries[node.predicate](node, identity, place)
        if count is not None:
            told = phrase(node.predicate, self.lang, count=count)
            self._equal(node.conclusion, told, f"{place}/conclusion", Fault.LIST)
        if node.source is not None:
            self._quote(node.source, f"{place}/source")
            if self.again and not any(fact.source == node.source for fact in self._facts_about(identity)):
                raise Rejected(f"{place}/source", Fault.LIST)
        self.seen.add(Trust.WHOLE)
        for number, premise in enumerate(node.premises):
            here = f"{place}/premises/{number}"
            if identity not in premise.args:
                raise Rejected(here, Fault.LIST)
            self._node(premise, here)

    def _why(self, node: Proof, place: str) -> None:
        """Why a duty of a case stands as it does, or a consequence: one conclusion on the actor that the ID names."""
        if len(node.premises) != 1 or node.premises[0].step is not Step.DERIVED or node.source is not None:
            raise Rejected(f"{place}/premises", Fault.LIST)
        premise = node.premises[0]
        named = dict(zip(self._declaration(premise, place).parameters, _words(premise), strict=True))
        told = Told(self.certificate.id, premise, named)
        if not told.fits():
            raise Rejected("/id", Fault.ID, name=self.certificate.id)
        if self.again:
            facts, concerned = self.sources.facts(self._ground), self._world().rows("concerned")
            wanted = told.sentences(facts, concerned, self.lang)
            if node.conclusion not in wanted:
                raise Rejected(f"{place}/conclusion", Fault.SENTENCE, wanted=" ".join(sorted(wanted)))
        self._node(premise, f"{place}/premises/0")

    def _follows(self, node: Proof, identity: str, place: str) -> int:
        if any(premise.step is not Step.DERIVED for premise in node.premises):
            raise Rejected(f"{place}/premises", Fault.LIST)
        if len({(premise.predicate, premise.args) for premise in node.premises}) != len(node.premises):
            raise Rejected(f"{place}/premises", Fault.LIST)
        return len(node.premises)

    def _governs(self, node: Proof, identity: str, place: str) -> int | None:
        self.used |= relevant(self.rules, [GOVERNED])
        return sum(row[0] == identity for row in self._world().rows(GOVERNED)) if self.again else None

    def _nothing_follows(self, node: Proof, identity: str, place: str) -> int:
        self.used |= set(self.rules.rules)
        told = [each.predicate for each in self.rules.declarations.values() if not each.given and not each.step]
        if self.again and any(identity in row for name in told for row in self._world().rows(name)):
            raise Rejected(place, Fault.LIST)
        return 0

    # ---- helpers -------------------------------------------------------------------------------------------------

    def _declaration(self, node: Proof, place: str) -> Declaration:
        declaration = self.rules.declarations.get(node.predicate)
        if declaration is None:
            raise Rejected(f"{place}/predicate", Fault.NO_RULE, name=node.predicate)
        if len(node.args) != len(declaration.parameters):
            raise Rejected(f"{place}/args", Fault.STEP)
        self.named.add(node.predicate)
        return declaration

    @cached_property
    def _ground(self) -> Ground:
        """What the facts depend on: the documents, that for which it was concluded first, the question, the case."""
        told, about = self.certificate, self.certificate.about
        documents = (self.documents[about], *(each for name, each in self.documents.items() if name != about))
        case = (told.case.sha256, told.case.assumed) if told.case else ("", ())
        one, _, other = told.id.partition("~")
        pair = (one, other) if told.kind is Kind.CONFLICT else ("", "")
        return Ground(told.kind, documents, told.asked, case, pair)

    def _world(self) -> World:
        return self.sources.world(self._ground)

    def _facts_about(self, identity: str) -> list[Fact]:
        return [fact for fact in self.sources.facts(self._ground) if fact.args[:1] == (identity,)]

    def _quote(self, source: Source, place: str) -> None:
        document = self.documents.get(source.document)
        if document is None:
            raise Rejected(f"{place}/document", Fault.DOCUMENT, name=source.document)
        if source.start < 0 or not source.quote or document.text[source.start : source.end] != source.quote:
            where = {"first": source.start + 1, "last": source.end}
            raise Rejected(f"{place}/quote", Fault.QUOTE, name=source.document, **where)
        if path_to(document.root, source.start)[-1].eid != source.eid:
            raise Rejected(f"{place}/eid", Fault.PLACE, name=source.eid)
        self.checked["quotations"] += 1

    def _leaf(self, node: Proof, place: str) -> None:
        if node.premises:
            raise Rejected(f"{place}/premises", Fault.STEP)

    def _equal(self, told: str, wanted: str, place: str, fault: Fault) -> None:
        if told != wanted:
            raise Rejected(place, fault, wanted=wanted)


def _is_of_pair(certificate: Certificate) -> bool:
    """Whether a proof decides between the two statements that its ID names, or says that none decides."""
    proof, pair = certificate.proof, certificate.id.split("~")
    return proof.step is Step.DERIVED and proof.predicate in set(Outcome) and sorted(_words(proof)[:2]) == sorted(pair)


def _words(node: Proof) -> tuple[str, ...]:
    """The arguments of a node, in which none may stand for anything."""
    return tuple("" if arg is None else arg for arg in node.args)


# Whether the ID of a proof names what it proves, where it is no answer.
NAMED: dict[Kind, Callable[[Certificate], bool]] = {
    Kind.CASE: is_why,
    Kind.CONFLICT: _is_of_pair,
    Kind.CONTRACT: names_finding,
}
