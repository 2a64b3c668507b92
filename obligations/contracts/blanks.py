"""What a contract leaves open.

In: a document with its clauses. Out: `Blank`s in text order. Guarantee: a place where somebody is to sign or to put a
seal is no blank; what is ticked is no open box; the words around a blank are those of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from obligations.contracts.clauses import clause_at, sentences
from obligations.contracts.model import Blank, BlankKind, Clause
from obligations.contracts.words import saying
from obligations.model import Text
from policies.model import Document, Span

GAP = r"[ \t　_＿]"
UNIT = "(?:[百千万亿]?(?:元|吨|立方米|平方米|平方公里|平方千米|公里|米|公顷|亩|份|名|个月|次)|[%％])"
DATE = (
    rf"(?<![\d〇一二三四五六七八九十年月]){GAP}*年{GAP}+月(?:{GAP}+日)?(?!份)"
    rf"|\d{{4}}[ \t　]*年{GAP}{{2,}}月{GAP}*(?:日|$)|\d{{1,2}}[ \t　]*月{GAP}{{2,}}日"
)
OPEN = re.compile(
    r"(?P<brackets>【[ \t　_]*】|［[ \t　_]*］|\[[ \t　_]*\]|\[插入[^\]\n]*\]|〔[ \t　_]+〕"
    r"|（[ \t　]+）|\([ \t]{2,}\))"
    rf"|(?P<date>{DATE})"
    r"|(?P<rule>[_＿]{2,}|(?<![A-Za-z\d])[Xx×]{2,}(?![A-Za-z\d])|……{2,})"
    rf"|(?P<measure>(?<=[^\s|])(?:[ \t]{{2,}}|[ \t]*　{{2,}}[ \t]*)(?={UNIT}))"
    r"|(?P<space>(?<=第)[ \t　]{2,}(?=\S)|(?<=[^\s，,。；：:|])(?:[ \t]{5,}|[ \t]*　{2,}[ \t]*)(?=[^\s|]))",
    re.MULTILINE,
)
BOX, TICKED = re.compile("[□☐]"), re.compile("[☑☒■√✓✔]")
REACH = 60  # characters before and after a blank that tell what it is


def blanks(document: Document, clauses: Sequence[Clause]) -> tuple[Blank, ...]:
    """All blanks."""
    found = [*_gaps(document, clauses), *_boxes(document, clauses), *_fields(document, below(clauses))]
    return tuple(sorted(found, key=lambda each: each.span))


def _gaps(document: Document, clauses: Sequence[Clause]) -> Iterator[Blank]:
    for match in OPEN.finditer(document.text):
        line = _line(document.text, match.start())
        if match.lastgroup is None or _is_for_signature(document.text, match.start(), line, below(clauses)):
            continue
        kind = BlankKind.SPACE if match.lastgroup == "measure" else BlankKind(match.lastgroup)
        if match.lastgroup == "space" and not _is_sentence(document.text[line.start : line.end]):
            continue
        clause = clause_at(clauses, match.start())
        words = _around(document.text, match.start(), match.end(), clause)
        yield Blank(kind, Span(match.start(), match.end()), words, clause.eid if clause else "")


def _fields(document: Document, first: int) -> Iterator[Blank]:
    """What is told of a party above the first clause, with nothing behind its colon."""
    fields = "|".join(map(re.escape, saying("party field")))
    for match in re.finditer(rf"^[ \t　]*(?:{fields})(?P<colon>[：:])[ \t　]*$", document.text[:first], re.MULTILINE):
        words = Text(match[0].strip(), Span(match.start(), match.end()))
        yield Blank(BlankKind.SPACE, Span(match.start("colon"), match.end("colon")), words, "")


def _boxes(document: Document, clauses: Sequence[Clause]) -> Iterator[Blank]:
    for clause in clauses:
        for span in sentences(document, clause):
            text = document.text[span.start : span.end]
            box = BOX.search(text)
            if box and not TICKED.search(document.text[clause.span.start : clause.span.end]):
                at = span.start + box.start()
                words = Text(" ".join(text.split()), span)
                yield Blank(BlankKind.BOX, Span(at, at + 1), words, clause.eid)


def _line(text: str, at: int) -> Span:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(start, end if end >= 0 else len(text))


def _is_sentence(line: str) -> bool:
    """A gap stands in a sentence; a line of short pieces apart (甲方：　　乙方：) is lined up by its gaps."""
    return bool(re.search("[，。；]", line)) or "为" in line


def below(clauses: Sequence[Clause]) -> int:
    """Where the first clause begins: above it stand the parties, below it they sign."""
    return next((each.span.start for each in clauses if each.label), 0)


def _is_for_signature(text: str, at: int, line: Span, first: int) -> bool:
    before = text[line.start : at]
    piece = re.split(r"[ \t]{4,}|　{2,}(?![_＿])", before)[-1] or before
    closing = re.split("[，。；]", piece)[-1]
    words = (*saying("to be signed"), *(saying("signatory") if at >= first else ()))
    return any(word in closing for word in words)


def _around(text: str, start: int, end: int, clause: Clause | None) -> Text:
    """The sentence of a blank, or a part of it; a line of its own outside the clauses."""
    marks = "。；" if clause and clause.label else "。；\n"
    low, high = (clause.span.start, clause.span.end) if clause else (0, len(text))
    first = max(low, start - REACH, *(text.rfind(mark, low, start) + 1 for mark in marks))
    stops = [at for mark in marks if (at := text.find(mark, end, high)) >= 0]
    span = Span(first, min(high, end + REACH, *stops))
    lead = len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())
    tail = len(text[span.start : span.end]) - len(text[span.start : span.end].rstrip())
    span = Span(min(span.start + lead, start), max(span.end - tail, end))
    return Text(" ".join(text[span.start : span.end].split()), span)
