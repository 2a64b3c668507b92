"""Relations between the documents of a library: which repeals which, which is a later version of which.

In: the documents with the facts of each. Out: for each document the facts that others state about it, and what joins
them to it. Guarantee: a stage of its own, before the rules: what a text says of itself does not depend on it. Only
documents of one place are related; a title alone decides nothing when a document number says otherwise; a later text of
the same title is a later version only when it says that it was revised, or when the titles differ in their years.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from obligations.model import Fact
from obligations.provisions import plain
from policies.model import Document

YEARS = re.compile(
    r"[（(]?(?:19|20)\d\d\s*年?(?:\s*[-—–―～~－至到]+\s*(?:19|20)\d\d\s*年?)?(?:版|修订|修正)?[）)]?"
    r"|[（(](?:修订|修正|试行|暂行|第?[一二三四五六七八九十]+期)[）)]"
)
NUMBER = re.compile(r"[〔［\[（(]\s*(\d{4})\s*[〕］\])）]")
STARTS = ("effective", "issued", "period")  # what a document holds from, the first that it states


@dataclass(frozen=True)
class Member:
    """A document among others."""

    document: Document
    facts: Sequence[Fact]

    @cached_property
    def stated(self) -> dict[str, Fact]:
        """The facts on its days by predicate."""
        return {fact.predicate: fact for fact in self.facts if fact.predicate in {*STARTS, "revised"}}

    @cached_property
    def begins(self) -> Fact | None:
        """The fact that tells from which day it holds, revisions left aside."""
        return next((self.stated[name] for name in STARTS if name in self.stated), None)

    @cached_property
    def version(self) -> Fact | None:
        """The fact that tells from which day this version holds: of a revised one not before the revision."""
        first, revised = self.begins, self.stated.get("revised")
        return revised if revised and (first is None or first.args[1] < revised.args[1]) else first

    @property
    def day(self) -> str:
        """The day this version holds from, "" when it is not stated."""
        return self.version.args[1] if self.version else ""

    @property
    def title(self) -> str:
        """Its title, "" when it has none."""
        return self.document.metadata.title or ""


def relations(members: Iterable[Member]) -> dict[str, tuple[Fact, ...]]:
    """Document -> the facts about it that follow from the others.

    Args:
        members: each with the facts of its text.
    """
    everybody = sorted(members, key=lambda member: member.document.id)
    titled: dict[str, list[Member]] = defaultdict(list)
    series: dict[str, list[Member]] = defaultdict(list)
    for member in everybody:
        titled[plain(member.title)].append(member)
        series[stem(member.title)].append(member)
    found: dict[str, list[Fact]] = defaultdict(list)
    for member in everybody:
        for doc, fact in (*_repeals(member, titled), *_succession(member, series[stem(member.title)])):
            found[doc].append(fact)
    return {doc: tuple(dict.fromkeys(facts)) for doc, facts in found.items()}


def stem(title: str) -> str:
    """A title without years and marks of its version: what the texts of a series have in common."""
    return YEARS.sub("", plain(title))


def _repeals(member: Member, titled: dict[str, list[Member]]) -> Iterator[tuple[str, Fact]]:
    for fact in member.facts:
        if fact.predicate != "repeals" or member.begins is None:
            continue
        _, title, number = fact.args
        for other in titled.get(plain(title), ()):
            later = other.day >= member.begins.args[1]
            meant = other.document.id != member.document.id and not later and _is_meant(member, other, number)
            if meant:
                doc = other.document.id
                yield doc, fact
                yield doc, _holds_from(member, member.begins)
                yield doc, Fact(meant, (member.document.id, title, doc))


def _is_meant(member: Member, other: Member, number: str) -> str:
    """The predicate that joins a repealed title to a document of that title, "" when it is another one."""
    own = other.document.metadata.doc_number or ""
    places = {each.document.metadata.jurisdiction for each in (member, other)}
    if number and own and NUMBER.search(number) and NUMBER.search(own):
        return "means" if NUMBER.sub(r"\1", number) == NUMBER.sub(r"\1", own) else ""
    if None in places or not other.day:
        return "may_mean" if len(places - {None}) <= 1 else ""
    return "means" if len(places) == 1 else ""


def _of_one_place(one: Member, other: Member) -> bool:
    place = one.document.metadata.jurisdiction
    return place is not None and place == other.document.metadata.jurisdiction


def _succession(member: Member, alike: Sequence[Member]) -> Iterator[tuple[str, Fact]]:
    """The next version of a document, and what tells that it is one."""
    later = [other for other in alike if member.day and member.day < other.day and _is_version(member, other)]
    if later:
        following = min(later, key=lambda other: (other.day, other.document.id))
        doc, other = member.document.id, following.document.id
        same = plain(member.title) == plain(following.title)
        yield doc, Fact("revised_by" if same else "followed_by", (doc, other, following.title))
        if following.version is not None:
            yield doc, _holds_from(following, following.version)
        yield from ((doc, fact) for fact in following.facts if same and fact.predicate == "revised")


def _is_version(member: Member, other: Member) -> bool:
    organs, others = (set(each.document.metadata.issuers) for each in (member, other))
    if not _of_one_place(member, other) or (organs and others and not organs & others):
        return False
    return plain(member.title) != plain(other.title) or any(fact.predicate == "revised" for fact in other.facts)


def _holds_from(member: Member, since: Fact) -> Fact:
    return Fact("holds_from", (member.document.id, member.title, since.args[1]), since.source)
