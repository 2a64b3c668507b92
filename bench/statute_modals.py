"""Modal words of normative articles: does each stand in a statement of the fitting modality?

In: a document. Out: for each of 应当 必须 不得 禁止 可以 鼓励 in its articles whether a statement holds it, and of what
kind; of those without one, the pattern: kinds of the clauses around it and terminals beside it. Guarantee: articles of
body and chapters count, annexes and notices do not. What is no modal word in its place is set aside for a reason that
`modal_words` states, and counted by reason; the share with those words counted in is printed, too.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import modal_words
from obligations import chunks, sentences, words
from obligations.context import Paragraph, paragraphs
from obligations.from_document import extract
from obligations.model import Extraction, Incentive, Norm, Responsibility, Sanction
from obligations.sentences import Draft
from policies.citations import quotations
from policies.model import Document, Kind, Span

BOUND = 0.98
PATTERNS = 40
SAMPLES = 4
WORDS = {
    "应当": {"obligation", "sanction", "incentive", "responsibility"},
    "必须": {"obligation", "sanction", "incentive", "responsibility"},
    "不得": {"prohibition", "sanction"},
    "禁止": {"prohibition", "sanction"},
    "可以": {"permission", "sanction", "incentive", "responsibility"},
    "鼓励": {"encouragement", "incentive"},
}
_SENTENCE = 160  # characters of a sentence that are shown
Pattern = tuple[str, str, str]


@dataclass(slots=True)
class Found:
    """What one document has: (word, what became of it) counted; of the failing ones pattern and sentence.

    `aside`: whether a fitting statement holds the words that are set aside.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    aside: Counter[bool] = field(default_factory=Counter)
    failing: list[tuple[Pattern, str]] = field(default_factory=list)


def measure(document: Document, path: Path, corpus: Path) -> Found:
    """Look at each modal word of one document."""
    found = Found()
    normative = [each for each in paragraphs(document) if _is_normative(each)]
    if not normative:
        return found
    held = _Held(document, extract(document))
    quoted = quotations(document.text)
    for paragraph in normative:
        drafts: list[Draft] | None = None
        for match in modal_words.WORD.finditer(paragraph.view.text):
            aside, what = _aside(paragraph, match, quoted), _by(paragraph, match, held)
            found.counts[match[0], aside or what] += 1
            if aside:
                found.aside[what == "fits"] += 1
            if aside or what == "fits":
                continue
            drafts = sentences.read(paragraph.tokens) if drafts is None else drafts
            pattern = (match[0], what, _pattern(paragraph, match, drafts))
            found.failing.append((pattern, f"{path.name} {_place(paragraph)}: {_sentence(paragraph, match)}"))
    return found


def _is_normative(paragraph: Paragraph) -> bool:
    kinds = {node.kind for node in paragraph.path}
    return Kind.ARTICLE in kinds and not kinds & {Kind.ANNEX, Kind.FRONT}


def _aside(paragraph: Paragraph, match: re.Match[str], quoted: tuple[Span, ...]) -> str:
    at = paragraph.raw(match.start(), match.end()).start
    if any(span.start <= at < span.end for span in quoted):
        return "quotation"
    return modal_words.part(paragraph.view.text, match)


def _by(paragraph: Paragraph, match: re.Match[str], held: _Held) -> str:
    span = paragraph.raw(match.start(), match.end())
    return held.by(span, modal_words.ruling(paragraph.view.text, match))


def _sentence(paragraph: Paragraph, match: re.Match[str]) -> str:
    return modal_words.sentence(paragraph.view.text, match)[:_SENTENCE]


def _place(paragraph: Paragraph) -> str:
    return (paragraph.path[-1].number or paragraph.unit.label) + (" item" if paragraph.is_item else "")


class _Held:
    """Which kinds of statement hold each character of a document; a norm holds its condition too."""

    def __init__(self, document: Document, extraction: Extraction) -> None:
        self._size = len(document.text)
        self._masks: dict[str, bytearray] = {}
        for statement in extraction.statements:
            if isinstance(statement, Norm):
                self._mark(statement.modality.value, statement.span)
                if statement.condition:
                    self._mark(statement.modality.value, statement.condition.span)
            elif isinstance(statement, (Sanction, Incentive, Responsibility)):
                self._mark(type(statement).__name__.lower(), statement.span)

    def _mark(self, kind: str, span: Span) -> None:
        mask = self._masks.setdefault(kind, bytearray(self._size))
        mask[span.start : span.end] = b"\1" * (span.end - span.start)

    def by(self, span: Span, word: str) -> str:
        """`fits`, else what holds the word."""
        kinds = {kind for kind, mask in self._masks.items() if mask[span.start]}
        return "fits" if kinds & WORDS[word] else " ".join(sorted(kinds)) or "none"


def _pattern(paragraph: Paragraph, match: re.Match[str], drafts: list[Draft]) -> str:
    """Kind of the draft, kinds of the clauses (* holds the word, ! not read), terminals beside the word."""
    for draft in drafts:
        for at, clause in enumerate(draft.clauses):
            if clause.start <= match.start() < clause.end:
                kinds = [each.kind + ("!" if each.unread else "") for each in draft.clauses]
                kinds[at] = "*" + kinds[at]
                text = paragraph.view.text[clause.start : clause.end]
                around = _terminals(text, match.start() - clause.start)
                return f"{draft.kind}: {' '.join(kinds[max(0, at - 2) : at + 2])} | {around}"
    return "in no draft"


def _terminals(clause: str, at: int) -> str:
    found = chunks.chunk(words.lexer().tokens(clause), None).tokens
    for index, each in enumerate(found):
        if (each.start_pos or 0) <= at < (each.end_pos or 0):
            before = [str(token.type) for token in found[max(0, index - 2) : index]]
            return " ".join([*before, f"<{each.type}>", *(str(token.type) for token in found[index + 1 : index + 2])])
    return "?"


def report(found: list[Found], listed: list[str]) -> float:
    """Print rates and the most frequent patterns; the share of all words that stand in a fitting statement."""
    counts: Counter[tuple[str, str]] = sum((each.counts for each in found), Counter())
    for word in WORDS:
        print(_line(word, {what: count for (other, what), count in counts.most_common() if other == word}))
    patterns: dict[Pattern, list[str]] = {}
    for each in found:
        for pattern, words_of_it in each.failing:
            patterns.setdefault(pattern, []).append(words_of_it)
    ordered = sorted(patterns.items(), key=lambda item: -len(item[1]))
    for line in _examples(ordered[:PATTERNS]):
        print(line)
    listed += [f"modals: {len(rows)}  {' | '.join(pattern)}: {rows[0]}" for pattern, rows in ordered]
    aside: Counter[bool] = sum((each.aside for each in found), Counter())
    total = sum(n for (_, what), n in counts.items() if what not in modal_words.ASIDE)
    fits = sum(n for (_, what), n in counts.items() if what == "fits")
    every = total + aside.total()
    print(f"\nset aside {aside.total():,}; counted in: {(fits + aside[True]) / max(1, every):.2%} of {every:,} fit")
    return fits / max(1, total)


def _line(word: str, what: dict[str, int]) -> str:
    aside = {name: count for name in modal_words.ASIDE if (count := what.pop(name, 0))}
    total = sum(what.values())
    others = ", ".join(f"{name} {count:,}" for name, count in what.items() if name != "fits")
    share = what.get("fits", 0) / max(1, total)
    set_aside = ", ".join(f"{name} {count:,}" for name, count in aside.items())
    return f"{word} {total:,}: fits {share:.2%}; {others}; aside: {set_aside}"


def _examples(patterns: list[tuple[Pattern, list[str]]]) -> Iterator[str]:
    yield "\nfailing patterns: word | held by | draft: clauses (* holds the word, ! not read) | terminals beside it"
    choose = random.Random(1)
    for pattern, rows in patterns:
        yield f"{len(rows):6}  {' | '.join(pattern)}"
        for sentence in choose.sample(rows, min(SAMPLES, len(rows))):
            yield f"          {sentence}"
