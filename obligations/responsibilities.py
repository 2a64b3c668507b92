"""Who answers for what: the note that closes a section, and sentences that put a unit in charge.

In: the tokens of a paragraph, or a draft. Out: `Responsibility`. Guarantee: a bracket that responsibility.lark does
not read is no note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lark import Token, Tree

from grammars.lexer import retyped
from grammars.loading import RefusedError, parse_tokens
from obligations.actors import Named, whole
from obligations.chunks import Chunks, chunk
from obligations.clauses import Clause
from obligations.context import Paragraph
from obligations.model import Actor, Responsibility, Text
from obligations.norms import actors
from obligations.sentences import BREAKS, Draft
from obligations.task_tables import Row
from obligations.time_chunks import merge
from obligations.words import lexer
from policies.model import Document, Provision, Span

Roles = tuple[tuple[Actor, ...], tuple[Actor, ...]]
Note = tuple[tuple[Actor, ...], tuple[Actor, ...], Span]
_LABELS = frozenset({"LEAD_LABEL", "SUPPORT_LABEL"})
_HELPING = frozenset({"DO_WELL", "JOINTLY"})
_TOGETHER = frozenset({"OFFICE", "JOINTLY"})
_IN_CHARGE = frozenset({"RESP", "LEAD", "SUPP"})
_BETWEEN = "。；，、 \n\t\u3000"


def notes(paragraph: Paragraph) -> list[Note]:
    """The notes of a paragraph: leading units, supporting units, raw span."""
    text = paragraph.view.text
    found: list[Note] = []
    for token in paragraph.tokens:
        if token.type != "PAREN" or len(token) < 6:
            continue
        start, end = token.start_pos or 0, token.end_pos or 0
        roles = _read(text[start + 1 : end - 1], start + 1)
        if roles is not None and (_says_role(token) or _closes(paragraph, token, roles)):
            found.append((actors(paragraph, roles[0]), actors(paragraph, roles[1]), paragraph.raw(start, end)))
    return found


def _says_role(note: Token) -> bool:
    kinds = {token.type for token in lexer().tokens(note[1:-1])}
    return not kinds.isdisjoint(_LABELS | _IN_CHARGE)


def _closes(paragraph: Paragraph, note: Token, roles: tuple[tuple[Named, ...], tuple[Named, ...]]) -> bool:
    """…。（市水务局、市财政局）: names alone answer for what they close, if they are several organs."""
    last = paragraph.tokens[-1] is note and paragraph.view.text[: note.start_pos].endswith("。")
    return last and len(roles[0]) > 1 and all(named.organ for named in roles[0])


def listed(paragraph: Paragraph, label: str) -> Roles:
    """Who leads and who supports by a cell of units: by its own words (甲牵头，乙配合), else all as the label says."""
    text = paragraph.view.text
    roles = _read(text, 0) or _read(label + text, -len(label)) or ((), ())
    return actors(paragraph, roles[0]), actors(paragraph, roles[1])


def from_row(document: str, unit: Provision, row: Row, roles: Roles, task: Text | None) -> Responsibility:
    """The statement of a row of a table; `unit` is the provision in which the table stands."""
    return Responsibility(f"{document}.r{row.span.start}", row.eid, row.span, *roles, unit.number, task)


def answering(document: Document, notes: Sequence[Note], position: int) -> tuple[Actor, ...]:
    """Who leads at a position: a note speaks for all that stands before it, up to the note before.

    Notes without a sentence between them (牵头单位：…）（责任单位：…) are one; after the last note it still holds.
    """
    found: tuple[Actor, ...] = ()
    end = -1
    for lead, _, span in notes:
        apart = end >= 0 and bool(document.text[end : span.start].strip(_BETWEEN))
        if apart and position < end:
            break
        found = lead if apart else (*found, *lead)
        end = span.end
    return found


def _read(text: str, offset: int) -> tuple[tuple[Named, ...], tuple[Named, ...]] | None:
    tokens, named = _chunks(text, offset)
    try:
        tree = parse_tokens("responsibility", tokens)
    except RefusedError:
        return None
    roles: dict[str, tuple[Named, ...]] = {"lead": (), "support": ()}
    for node in tree.children:
        if isinstance(node, Tree) and node.data in roles:
            for token in node.children:
                if isinstance(token, Token) and token.type == "ACTORS":
                    roles[str(node.data)] += named[token.start_pos or 0]
    return (roles["lead"], roles["support"]) if roles["lead"] or roles["support"] else None


def _chunks(text: str, offset: int) -> tuple[list[Token], dict[int, tuple[Named, ...]]]:
    """Tokens of the note, chunked between its breaks and labels; after a label all are names, known or not."""
    tokens: list[Token] = []
    named: dict[int, tuple[Named, ...]] = {}
    labelled = False
    for apart, group in groupby(lexer().tokens(text), key=_parts):
        run = list(group)
        if apart:
            labelled = run[-1].type in _LABELS or (labelled and run[-1].type == "COMMA")
            tokens += run
            continue
        listed = labelled and not any(t.type in _IN_CHARGE for t in run)
        if listed and tokens[-1].type == "COMMA":  # 参加单位：市教育局，市水利局
            tokens[-1] = retyped(tokens[-1], "SEP")
        chunked = chunk(run, None)
        for names in _listed(run) if listed and not _only_names(chunked) else (chunked,):
            tokens += names.tokens
            named |= names.actors
    return tokens, {start: tuple(_shifted(n, offset) for n in actors_) for start, actors_ in named.items()}


def _parts(token: Token) -> bool:
    return token.type in BREAKS or token.type.endswith("_LABEL")


def _only_names(chunked: Chunks) -> bool:
    return all(t.type in ("ACTORS", "DENG") for t in chunked.tokens)


def _listed(run: list[Token]) -> Iterator[Chunks]:
    """The names of a list, one by one; what no name is known to be is one by its place."""
    for sep, group in groupby(run, key=lambda t: t.type == "SEP"):
        words = list(group)
        chunked = chunk(words, None)
        if sep or _only_names(chunked):
            yield Chunks(words, words) if sep else chunked
            continue
        name = merge("ACTORS", words)
        yield Chunks(words, [name], {name.start_pos or 0: (whole(words),)})


def _shifted(named: Named, offset: int) -> Named:
    return named._replace(start=named.start + offset, end=named.end + offset)


def from_note(document: str, paragraph: Paragraph, note: Note) -> Responsibility:
    """The statement of a note."""
    lead, support, span = note
    return Responsibility(
        id=f"{document}.r{span.start}",
        eid=paragraph.leaf.eid,
        span=span,
        lead=lead,
        support=support,
        section=paragraph.unit.number,
    )


def from_draft(document: str, paragraph: Paragraph, draft: Draft, before: tuple[Actor, ...]) -> list[Responsibility]:
    """The statements of a sentence that puts units in charge.

    Args:
        document: its id.
        paragraph: where it stands.
        draft: of the kind responsibility.
        before: units in charge so far, for a clause without a subject.
    """
    found: list[Responsibility] = []
    subject = next((c.bearers for c in draft.clauses if c.kind == "WHO" and c.bearers), ())
    before = actors(paragraph, subject) or before  # 矿山企业，是安全生产的责任主体
    for group in _groups(draft.clauses):
        head = group[0]
        lead, support = actors(paragraph, head.lead), actors(paragraph, head.support)
        if _helps(group, before):
            lead, support = (), lead
        elif not head.bearers:
            lead, support = (lead, before) if head.role == "SUPP" else (before, support)
        for clause in group[1:]:  # 甲牵头，乙、丙作为责任单位
            support += actors(paragraph, clause.bearers if clause.kind == "ASSIGN" else clause.partners)
        before = actors(paragraph, head.bearers) or before
        found.append(_assigned(document, paragraph, group, lead, support))
    return found


def _helps(group: Sequence[Clause], before: tuple[Actor, ...]) -> bool:
    """有关部门按照各自职责，共同做好工作: they help whoever is in charge, who may have been named before."""
    classes = frozenset[str]().union(*(c.classes for c in group))
    helping = bool(classes & _HELPING) and (bool(before) or bool(classes & _TOGETHER))
    return helping and not classes & _IN_CHARGE and not group[0].support


def _groups(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """A clause with another role (配合 after 负责) begins a new statement; those 甲牵头 is answered by join it."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        if clause.kind not in ("ASSIGN", "IS", "ASSIGN_BARE"):
            if groups:
                groups[-1].append(clause)
        elif groups and clause.role == "SUPP" and clause.kind == "ASSIGN" and clause.bearers:
            groups[-1].append(clause)  # 其他有关部门协助
        elif groups and clause.role == "RESP" and groups[-1][0].role in ("LEAD", "RESP") and groups[-1][0].kind != "IS":
            groups[-1].append(clause)
        else:
            groups.append([clause])
    return groups


def _assigned(
    document: str, paragraph: Paragraph, group: list[Clause], lead: tuple[Actor, ...], support: tuple[Actor, ...]
) -> Responsibility:
    head, end = group[0], group[-1].end
    span = paragraph.raw(head.start, end)
    task = Text(paragraph.view.text[head.action : end], paragraph.raw(head.action, end))
    return Responsibility(
        f"{document}.r{span.start}", paragraph.leaf.eid, span, lead, support, paragraph.unit.number, task
    )
