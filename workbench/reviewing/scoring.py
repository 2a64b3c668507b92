"""How good the reading is, by the statements that were reviewed.

In: what the program reads of a document, and the corrections of it. Out: a `Score` for each kind. Guarantee: only
statements that a reviewer looked at count, on either side; a statement is found when more than half of its words are
those of the reviewed one and the kind is the same, and right when every field is the same too.

Precision is the share of what the program gives there that is right; recall is the share of what there is that the
program has right. What nobody looked at says nothing: a document in which only faults were corrected, and nothing was
confirmed, scores too low.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policies.model import Span
from workbench.reviewing.building import PLACED, RECORDS
from workbench.reviewing.matching import closest, plain
from workbench.reviewing.model import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.reviewing.matching import Record
    from workbench.reviewing.model import Correction


@dataclass(slots=True)
class Score:
    """Counts of one kind.

    Attributes:
        reviewed: statements that there are, by the reviewers.
        given: statements that the program gives where reviewers looked.
        found, right: of `reviewed`, those that the program gives; those that it gives with every field right.
        fields: field -> how many of the found ones have it right.
    """

    reviewed: int = 0
    given: int = 0
    found: int = 0
    right: int = 0
    fields: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        """Right ones among the given."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Right ones among the reviewed."""
        return self.right / self.reviewed if self.reviewed else None

    def add(self, other: Score) -> None:
        """Count another score too."""
        self.reviewed += other.reviewed
        self.given += other.given
        self.found += other.found
        self.right += other.right
        self.fields.update(other.fields)


def scores(read: Iterable[Record], corrections: Sequence[Correction]) -> dict[str, Score]:
    """The score of each kind in one document.

    Args:
        read: kind and record of each statement, as the program reads it, without corrections.
        corrections: active ones.
    """
    records = list(read)
    found = {kind: Score() for kind in RECORDS}
    given: set[str] = set()
    for one in corrections:
        if one.was:
            given |= _names(
                closest(records, one.was["kind"], Span(one.was["start"], one.was["end"]), one.was["record"])
            )
        if one.act is Act.REJECT:
            continue
        score = found[one.kind]
        score.reviewed += 1
        match = closest(records, one.kind, Span(one.start, one.end), one.record)
        given |= _names(match)
        if match is not None:
            same = {name for name, value in one.record.items() if plain(value) == plain(match[1].get(name))}
            score.found += 1
            score.fields.update(same)
            score.right += same == one.record.keys()
    for kind, record in records:
        found[kind].given += record["id"] in given
    return found


def fields(kind: str) -> list[str]:
    """The fields of a kind."""
    return [name for name in RECORDS[kind].model_fields if name not in PLACED]


def _names(match: Record | None) -> set[str]:
    return {match[1]["id"]} if match else set()
