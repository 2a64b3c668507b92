"""What a contract says of a subject: which items (目标任务, 时间节点, 违约责任 …) its clauses about 绿色矿山建设 have.

In: a contract and a subject. Out: `Stated`, an item each with the sentence that says it, and `General`, the liability
for every breach. Guarantee: a sentence that only names the items (双方约定目标任务和违约责任), puts them off
(另行约定) or binds the other side says none of them; what a sentence about breaches says counts as liability alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from obligations.contracts.clauses import Sentence, read
from obligations.contracts.demands import promises
from obligations.contracts.model import Clause, Contract
from obligations.contracts.words import Item, Subject, items, saying, sides, subjects
from obligations.model import Modality, Norm
from policies.model import Span

DEFINES = re.compile("(?:所称|下称|以下简称|以下称).{0,20}(?:是指|指)|是指")
ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]+条(?!例)")
TIER = re.compile("[一二三四五六七八九十]+")
BINDING = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
ONCE = ("date:", "relative:", "range:")  # time limits that are no rhythm
CLAUSE = re.compile("[，。；：\n]")


@dataclass(frozen=True, slots=True)
class Stated:
    """The contract says this of the subject here."""

    subject: str
    item: str
    span: Span
    clause: str


@dataclass(frozen=True)
class Reader:
    """A contract, sentence by sentence; made once, asked for each subject."""

    contract: Contract

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in text order."""
        return tuple(read(self.contract.document, self.contract.clauses))

    @cached_property
    def _norms(self) -> dict[int, list[Norm]]:
        """The norms by the number of their sentence."""
        found: dict[int, list[Norm]] = {}
        norms = iter(self.contract.extraction.norms)
        norm = next(norms, None)
        for number, sentence in enumerate(self.sentences):
            while norm is not None and norm.span.start < sentence.span.end:
                if norm.span.start >= sentence.span.start:
                    found.setdefault(number, []).append(norm)
                norm = next(norms, None)
        return found

    def stated(self, subject: Subject) -> tuple[Stated, ...]:
        """What the contract says of the subject: each item where it is said first."""
        meant = [(number, each) for number, each in enumerate(self.sentences) if self._is_about(each, subject)]
        telling = [pair for pair in meant if self._tells(*pair)]
        found = []
        for item in items().values():
            where = self._liability(subject) if item.liability else self._said(item, subject, telling)
            if where is not None:
                found.append(Stated(subject.name, item.name, where.span, where.clause.eid))
        return tuple(found)

    def general(self) -> Sentence | None:
        """The sentence that makes every breach liable, None when there is none."""
        return next((each for each in self.sentences if self._is_general(each)), None)

    def _is_about(self, sentence: Sentence, subject: Subject) -> bool:
        told = (sentence.whole, *sentence.clause.heads)
        if any(word in each for word in subject.words for each in told):
            return True
        title = any(word in self.contract.title for word in subject.words)
        heads = "".join(sentence.clause.heads)
        others = [word for each in subjects() if each is not subject for word in each.words]
        return title and bool(sentence.clause.label) and not _names(heads, (*saying("apart"), *sides(), *others))

    def _tells(self, number: int, sentence: Sentence) -> bool:
        """Whether a sentence states something that binds the grantee, or binds nobody by name."""
        if _names(sentence.text, saying("in an annex")):
            return True
        if _is_breach(sentence.whole) or _names(sentence.text, saying("put off")) or promises(sentence.text):
            return False
        if DEFINES.search(sentence.text) or _is_heading(sentence):
            return False
        norms = self._norms.get(number, [])
        binding = [norm for norm in norms if norm.modality in BINDING]
        if norms and not binding:
            return False
        bearers = {actor.name for norm in binding for actor in norm.bearers}
        return not bearers or any(sides().get(name, "grantee") != "grantor" for name in bearers)

    def _is_bound(self, number: int, sentence: Sentence, subject: Subject) -> bool:
        """Whether the sentence demands something of the subject: in a clause headed so, or in words of its own."""
        binding = [norm for norm in self._norms.get(number, ()) if norm.modality in BINDING and not norm.reports]
        headed = any(word in head for head in (*sentence.clause.heads, self.contract.title) for word in subject.words)
        return bool(binding) and (headed or any(_names(norm.action.value, subject.words) for norm in binding))

    def _said(self, item: Item, subject: Subject, telling: Sequence[tuple[int, Sentence]]) -> Sentence | None:
        for _, sentence in telling:
            if _is_headed(item, sentence) or _is_told(item, sentence.whole):
                return sentence
        binding = [
            each
            for number, each in telling
            if self._is_bound(number, each, subject)
            and not (item.norms > 1 and _is_told(items()["目标任务"], each.text))
        ]
        if item.norms and len(binding) >= item.norms:
            return binding[0]
        limits = [each for number, each in telling if self._is_limit(number, each)]
        apart = {self._days(each) for each in limits}
        return limits[0] if item.limits and len(apart) >= item.limits else None

    def _days(self, sentence: Sentence) -> tuple[str, ...]:
        """What tells the time limits of a sentence from others: its days, else its words."""
        span = sentence.span
        days = [each.day for each in self.contract.dates if span.start <= each.span.start < span.end]
        return tuple(days) or (sentence.text,)

    def _is_limit(self, number: int, sentence: Sentence) -> bool:
        """Whether a sentence says by when something is to be reached."""
        if not _names(sentence.whole, saying("milestone")):
            return False
        if any(sentence.span.start <= each.span.start < sentence.span.end for each in self.contract.dates):
            return True
        limits = [norm.deadline.norm for norm in self._norms.get(number, ()) if norm.deadline]
        return any(limit.startswith(ONCE) for limit in limits) or _names(sentence.text, saying("limit"))

    # ---- liability -------------------------------------------------------------------------------------------------

    def _liability(self, subject: Subject) -> Sentence | None:
        about = {_article(each.clause) for each in self.sentences if self._is_core(each, subject)} - {""}
        for sentence in self._tiers:
            if self._is_about(sentence, subject) and _is_in_annex(sentence):
                return sentence
            breach = _breach(sentence.whole)
            idle = _is_heading(sentence) or promises(sentence.text)
            if idle or not _is_breach(sentence.whole) or _is_of_grantor(breach):
                continue
            named = set(ARTICLE.findall(breach))
            headed = any(word in head for head in sentence.clause.heads for word in subject.words)
            if headed or named & about or _names(breach, subject.words) or self._is_on_the_matter(breach, subject):
                return sentence
        return None

    @cached_property
    def _tiers(self) -> tuple[Sentence, ...]:
        """Sentences, those that a semicolon parts as one: 未按期完成的，限期整改；仍不合格的，支付违约金."""
        found: list[Sentence] = []
        for each in self.sentences:
            last = found[-1] if found else None
            if last and last.clause.eid == each.clause.eid and last.text.endswith(("；", ";")):
                found[-1] = replace(last, span=Span(last.span.start, each.span.end), text=last.text + each.text)
            else:
                found.append(each)
        return tuple(found)

    def _is_on_the_matter(self, breach: str, subject: Subject) -> bool:
        """In a contract on the subject, whether a breach is about what is to be reached."""
        titled = any(word in self.contract.title for word in subject.words)
        return titled and (_is_told(items()["目标任务"], breach) or _names(breach, items()["目标任务"].words))

    def _is_core(self, sentence: Sentence, subject: Subject) -> bool:
        """Whether a sentence stands in a clause on the subject, or, in a contract on it, on an item of it."""
        told = (sentence.text, *sentence.clause.heads)
        if _is_breach(sentence.whole):
            return False
        if any(word in each for word in subject.words for each in told):
            return True
        if self._is_reached(sentence, subject):
            return True
        title = any(word in self.contract.title for word in subject.words)
        return title and any(_is_headed(item, sentence) for item in items().values() if not item.liability)

    def _is_reached(self, sentence: Sentence, subject: Subject) -> bool:
        """In a contract on the subject, whether a sentence says what is to be reached, or by when."""
        number = self._numbers[sentence.span]
        titled = self._is_about(sentence, subject) and self._tells(number, sentence)
        return titled and (self._is_limit(number, sentence) or _is_told(items()["目标任务"], sentence.text))

    @cached_property
    def _numbers(self) -> dict[Span, int]:
        return {each.span: number for number, each in enumerate(self.sentences)}

    def _is_general(self, sentence: Sentence) -> bool:
        breach = _breach(sentence.whole)
        every = _names(breach, saying("every duty")) and not _names(breach, saying("one duty"))
        return _is_breach(sentence.whole) and every and not ARTICLE.search(breach) and not _is_of_grantor(breach)


def _article(clause: Clause) -> str:
    """How other clauses cite it: 第五条, also where it is printed as 五、."""
    found, tier = ARTICLE.match(clause.label), TIER.match(clause.label)
    return found[0] if found else f"第{tier[0]}条" if tier else ""


def _names(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def _is_breach(text: str) -> bool:
    told = _waived().sub("", text)
    return _names(told, saying("consequence")) and _names(told, saying("breach"))


@cache
def _waived() -> re.Pattern[str]:
    """A consequence that is waived: 甲方不追究乙方的违约责任."""
    waivers, consequences = (
        "|".join(sorted(saying(name), key=len, reverse=True)) for name in ("waives", "consequence")
    )
    return re.compile(f"(?<!不)(?:{waivers})[^，。；]{{0,12}}?(?:{consequences}|责任)")


def _is_heading(sentence: Sentence) -> bool:
    return sentence.text.removeprefix(sentence.clause.label).strip("、．.") in sentence.clause.heads


def _breach(text: str) -> str:
    """The words of a sentence that say what is breached: up to 的，"""
    found = re.match(r".*?(?:的|时)(?=[，：；。,:]|$)", text)
    return found[0] if found else text


def _is_of_grantor(breach: str) -> bool:
    """Whether only the grantor can commit the breach."""
    if _names(breach, saying("both sides")):
        return False
    named = [(breach.find(word), side) for word, side in sides().items() if word in breach]
    return bool(named) and min(named)[1] == "grantor"


def _is_in_annex(sentence: Sentence) -> bool:
    """Whether a sentence refers to an annex for the liability."""
    return _names(sentence.text, saying("in an annex")) and "违约责任" in sentence.text


def _is_headed(item: Item, sentence: Sentence) -> bool:
    """The nearest heading is the item's, or the sentence says what it is: 目标任务为……"""
    if any(word in head for head in sentence.clause.heads[-1:] for word in item.words):
        return True
    if _names(sentence.text, saying("in an annex")) and _names(sentence.text, item.words):
        return True  # 绿色矿山建设要求、时间节点及违约责任见附件三
    return any(word + after in sentence.whole for word in item.words for after in saying("told next"))


def _is_told(item: Item, text: str) -> bool:
    return any(_has(clause, told) for told in item.told for clause in CLAUSE.split(text))


def _has(clause: str, told: str) -> bool:
    first, _, second = told.partition("…")
    at = clause.find(first)
    return at >= 0 and second in clause[at + len(first) :]
