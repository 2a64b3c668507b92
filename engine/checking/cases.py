"""What a proof of a case says of the case, checked.

In: a certificate, its root and what the sources give. Out: whether its ID names what is proved, and which sentences its
root may have. Guarantee: the root names the ID, the day asked and what is assumed, so that a proof of another day or
under other assumptions is another proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.certificate import Certificate, Terms
from engine.model import Proof, Step
from engine.wording import phrase
from obligations.model import Fact

# Of a duty or a consequence: statement@actor, /bearer when another bears it, .2 for what it wants of others, #day.
ID = re.compile(r"(?P<statement>[^@]+)@(?P<actor>[^/#]+?)(?:/(?P<bearer>[^#]+?))?(?P<other>\.2)?(?:#(?P<day>[\d-]+))?")


def is_asked(asked: Terms | None) -> bool:
    """Whether a question is one on a case: of one day, of no actor beside those of the case."""
    return asked is not None and asked == Terms(asked.day, None, asked.day, "")


def is_why(certificate: Certificate) -> bool:
    """Whether the root says why of the ID, on the day asked, with what is assumed."""
    root, case, asked = certificate.proof, certificate.case, certificate.asked
    told = (certificate.id, asked.day if asked else "", *(case.assumed if case else ()))
    return root.step is Step.LISTED and root.predicate == "why" and root.args == told


@dataclass(frozen=True, slots=True)
class Told:
    """What a proof of a case proves: the ID, and the conclusion by the names of its parameters."""

    identity: str
    conclusion: Proof
    named: dict[str, str]

    @property
    def statement(self) -> str:
        """The norm or the sanction."""
        return self.named.get("norm", self.named.get("sanction", ""))

    def fits(self) -> bool:
        """Whether the ID names this conclusion."""
        found = ID.fullmatch(self.identity)
        if found is None or (found["statement"], found["actor"]) != (self.statement, self.named.get("actor")):
            return False
        bearer, day = found["bearer"], found["day"]
        return bearer in (None, self.named.get("bearer")) and (day is None or day in self.conclusion.args)

    def sentences(self, facts: Iterable[Fact], concerned: Sequence[tuple[str, ...]], lang: str) -> set[str]:
        """What the root may say: what the statement demands of the actor, or imposes on him.

        Args:
            facts: of the document.
            concerned: whom its norms concern, with what they demand.
            lang: of the sentence.
        """
        acts = self._imposed(facts) if "sanction" in self.named else self._demanded(facts, concerned)
        return {phrase("of_actor", lang, what=what, actor=self.named["actor"]) for what in acts}

    def _imposed(self, facts: Iterable[Fact]) -> Iterator[str]:
        found = [fact for fact in facts if fact.predicate == "measure" and fact.args[0] == self.statement]
        found.sort(key=lambda fact: fact.source.start if fact.source else 0)
        yield phrase("and", "zh").join(fact.args[1] for fact in found)

    def _demanded(self, facts: Iterable[Fact], concerned: Sequence[tuple[str, ...]]) -> Iterator[str]:
        """What the norm itself demands, or, where the ID says so, what it wants of others."""
        found = ID.fullmatch(self.identity)
        own = {fact.args[4] for fact in facts if fact.predicate == "norm" and fact.args[0] == self.statement}
        wanted = (self.named["actor"], self.statement, self.named.get("bearer"))
        for actor, norm, bearer, _, action, _ in concerned:
            other = found is not None and found["other"] is not None
            meant = (action in own) != other and self.named.get("action", action) == action
            if meant and (actor, norm, bearer) == wanted:
                yield action
