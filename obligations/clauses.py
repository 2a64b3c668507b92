"""Clauses: the parse tree of clause.lark to values.

In: the tokens of one clause. Out: a `Clause` with its kind (a terminal of statement.lark) and its parts. Guarantee:
bearer, modal word, recipient, deadline, directed actor, measure and benefit are nodes of the tree; this module only
copies them.
"""

from __future__ import annotations

from dataclasses import dataclass

from lark import Token, Tree

from grammars.lexer import Ready
from grammars.loading import UnexpectedInput, load
from obligations.actors import Named
from obligations.chunks import Chunks, chunk
from obligations.deadlines import Period
from obligations.measures import Measure
from obligations import measures

Node = Tree[Token]
_MODALS = {"ought": "OBLIGE", "forbid": "FORBID", "permit": "PERMIT", "encourage": "ENCOURAGE"}
_VERBS = frozenset({"VERB", "OUTCOME", "UPHOLD", "INSTITUTE", "BA", "TO_WHOM", "URGE", "MEASURE", "BENEFIT", "XIANG", "ADV"})
_GOVERNING = _VERBS - {"ADV"}
_DRIVING = ("推动", "促使", "争取", "力争")
_SUPERVISION = ("监督管理", "监督管理工作", "综合监督管理", "统一监督管理")
_MATTERS = ("行为", "问题", "情况", "情形", "现象")
_STEERING = ("引导", "积极引导", "推动", "促使")
_PRINCIPLES = ("原则", "方针")
_DATED = ("date:", "from:", "range:", "yearly:", "monthly", "quarterly", "halfyearly")
_COUNTING = frozenset({"建成", "至少建成", "至少", "达到", "新增", "力争达到"})
_IN_CHARGE = "主体"
_PUBLIC = frozenset({"社会", "全社会", "国库", "社会各界"})


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline's value and its range in the clean text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; all positions are in the clean text.

    Attributes:
        kind: terminal of statement.lark.
        plain: its kind when no breach stands before it: a measure is then an instruction like any other.
        start: where it begins; `end`: where it ends.
        action: where the action begins, after bearer and modal word.
        bearers: who; () when the clause names nobody.
        directed: in 督促 X 做 Y: X; `directed_action` is where Y begins.
        recipient: to whom.
        deadlines: by when.
        measures: where each measure begins.
        agent: in 由 X …: X.
        role: of a clause of responsibility: LEAD, RESP or SUPP.
        negative: a word of breach stands in it.
        reports: the act is to report.
        goals: measured goals.
        guiding: it speaks of guiding ideology; about_itself: of the document's own validity or annexes.
        institutes: it opens with 实行 or its like; lists: it leads in a list (下列…).
        principle: it asks for a principle to be kept, no act; defines: it defines a term.
        unread: the grammar refused it.
        mentions: all actors that occur in it.
        lead, support: of a clause of responsibility: who leads, who supports.
    """

    kind: str
    plain: str
    start: int
    end: int
    action: int
    bearers: tuple[Named, ...] = ()
    directed: tuple[Named, ...] = ()
    directed_action: int = 0
    recipient: Named | None = None
    deadlines: tuple[Due, ...] = ()
    measures: tuple[int, ...] = ()
    agent: tuple[Named, ...] = ()
    negative: bool = False
    reports: bool = False
    role: str = ""
    lead: tuple[Named, ...] = ()
    support: tuple[Named, ...] = ()
    mentions: tuple[Named, ...] = ()
    goals: tuple[Measure, ...] = ()
    guiding: bool = False
    about_itself: bool = False
    institutes: bool = False
    principle: bool = False
    defines: bool = False
    lists: bool = False
    unread: bool = False


def read(words: list[Token], period: Period | None) -> Clause:
    """Read one clause. A clause the grammar refuses is of the kind SAY."""
    chunks = chunk(words, period)
    start, end = words[0].start_pos or 0, words[-1].end_pos or 0
    try:
        tree = load("clause", lexer=Ready).parse(chunks.tokens)  # type: ignore[arg-type]  # Lark takes any input for Ready
    except UnexpectedInput:
        return Clause("SAY", "SAY", start, end, start, unread=True)
    taken = [(_start(t), _end(t)) for t in chunks.tokens if t.type == "DEADLINE"]
    return _Reading(tree, chunks, measures.read(words, taken), start, end).clause()


class _Reading:
    """One tree on its way to a `Clause`."""

    def __init__(self, tree: Node, chunks: Chunks, goals: list[Measure], start: int, end: int) -> None:
        self.goals = tuple(goals)
        self.tree, self.chunks, self.start, self.end = tree, chunks, start, end
        self.nodes = {str(n.data): n for n in reversed(tree.children) if isinstance(n, Tree)}
        self.types = {t.type for t in chunks.tokens}
        self.modal = next((name for name in _MODALS if name in self.nodes), "")
        self.agent = self._first_actors("agent")
        self.bearers = self._bearers()

    def clause(self) -> Clause:
        """The value."""
        directed = self._token("directed")
        return Clause(
            kind=self._kind(),
            plain=self._modal_kind() if self.modal else self._plain_kind(),
            start=self.start,
            end=self.end,
            action=self._action(),
            bearers=self.bearers,
            directed=self._named(directed),
            directed_action=_end(directed) if directed else 0,
            recipient=self._recipient(),
            deadlines=self._deadlines(),
            measures=tuple(_start(t) for n in self.tree.find_data("measure") for t in _tokens(n)),
            agent=self.agent,
            negative="NEG" in self.types,
            reports="TO_WHOM" in self.types,
            goals=self.goals,
            guiding="GUIDE" in self.chunks.marks,
            institutes=self._opens_with(("INSTITUTE",)),
            principle=self.modal == "ought" and self._principle(),
            defines="DEFINE" in self.chunks.marks,
            lists="LISTS" in self.chunks.marks,
            about_itself="SELF" in self.chunks.marks,
            mentions=tuple(n for start in sorted(self.chunks.actors) for n in self.chunks.actors[start]),
            role=next((t.type for t in self.chunks.tokens if t.type in ("LEAD", "RESP", "SUPP")), "RESP"),
            lead=self._roles()[0],
            support=self._roles()[1],
        )

    # ---- kind ----------------------------------------------------------------------------------------------------

    def _kind(self) -> str:
        if "close" in self.nodes and not self._closed_duty():
            return self._case()
        if self.goals and self._only_a_goal():
            return "GOAL"
        if "measure" in self.tree_names and not self._hands_over():
            return "EXPEL" if "NEG" in self.types else "PUNISH"
        if "benefit" in self.tree_names and self._grants():
            return "REWARD"
        if not self.modal and self._breaks():
            return "BREACH"
        if self.modal:
            return self._modal_kind()
        return self._plain_kind()

    @property
    def tree_names(self) -> set[str]:
        """Names of all nodes below the clause."""
        return {str(n.data) for n in self.tree.iter_subtrees()}

    def _hands_over(self) -> bool:
        """移交有关部门依法处理 is an act of reporting; 移送…追究刑事责任 a measure."""
        return self._opens_with(("TO_WHOM",)) and not any("追究" in t for t in self.chunks.tokens)

    def _grants(self) -> bool:
        """A benefit is granted, not applied for or merely mentioned after the verb that governs (申请减免)."""
        if self.modal == "encourage" and self.bearers or self.modal == "forbid":
            return False
        types = [t.type for t in self.chunks.tokens]
        return self.modal != "permit" or "VERB" not in types[: types.index("BENEFIT")]

    def _breaks(self) -> bool:
        """未经批准开采: words of breach that no other verb governs (打击擅自开采 is an instruction)."""
        types = [t.type for t in self.chunks.tokens]
        if "BREACH" not in self.chunks.marks or "NEG" not in types:
            return False
        return not set(types[: types.index("NEG")]) & _GOVERNING

    def _closed_duty(self) -> bool:
        """鼓励银行在风险可控的前提下 is still an encouragement; …的 makes any clause a condition."""
        return bool(self.modal) and "CLOSE_DE" not in self.types

    def _only_a_goal(self) -> bool:
        """建成10家 and 70%的企业要达到 say how much, not what to do."""
        first = next((t for t in self.chunks.tokens if t.type not in ("ADV", "DEADLINE")), None)
        share = self.goals[0].op == ">=" and (self.goals[0].share or len(self.goals) > 1)
        return share or (first is not None and first.value in _COUNTING)

    def _case(self) -> str:
        return "BREACH" if "NEG" in self.types else "CASE"

    def _modal_kind(self) -> str:
        kind = _MODALS[self.modal]
        if self.bearers:
            return "STEER" if self._steers() else kind
        word = next(_tokens(self.nodes[self.modal]), None)
        return "DRIVE" if word is not None and word.startswith(_DRIVING) else f"{kind}_BARE"

    def _plain_kind(self) -> str:
        if self._already_so():
            return "SAY"
        if "qualified" in self.nodes and self._opens_with(("DUI",)):
            return self._case()
        if "act" in self.nodes and ("OFFICE" in self.chunks.marks or self._general_competence()):
            return "ASSIGN"
        if self.agent and self.chunks.tokens[-1].type == "RESP":
            return "ASSIGN"  # 日常管理由物业企业负责
        if "assign" in self.nodes or (self.agent and "LEAD" in self.types):
            return "ASSIGN"
        if "being" in self.nodes:
            return "IS" if self._mentions_charge() else "SAY"
        if "act" in self.nodes and not self.agent and not self.types & _VERBS:
            return "WHO"  # 上级机关对下级机关的决定，…
        if "act" in self.nodes or "act_noun" in self.nodes or self.agent:
            return "ACT"
        if "subject" in self.nodes or "qualified" in self.nodes:
            return "WHO"
        if "conducted" in self.nodes:
            return self._case() if self._only_qualifies() else self._instruction()
        if "frame" in self.nodes:
            return "FRAME"
        if "doing" in self.nodes:
            return self._doing()
        return self._verbless_kind()

    def _doing(self) -> str:
        """An instruction, or what only looks like one: 是 …, 坚持 … (a manner), 形成 … (an outcome)."""
        if self._opens_with(("SHI",)):
            return "IS" if self._mentions_charge() else "SAY"
        if self._opens_with(("UPHOLD",)):
            return "ASIDE"
        if self._opens_with(("RESP", "LEAD", "SUPP")):
            return "ASSIGN_BARE"
        return "OUTCOME" if self._opens_with(("OUTCOME",)) else self._instruction()

    def _instruction(self) -> str:
        """An instruction; with a day of its own it begins a norm of its own."""
        first = self.chunks.tokens[0]
        due = self.chunks.deadlines[_start(first)] if first.type == "DEADLINE" else ""
        return "DUE" if due.startswith(_DATED) and due != "yearly:12-31" else "DO"

    def _verbless_kind(self) -> str:
        if "aside" in self.nodes:
            if self.chunks.tokens[0] in ("除", "除了"):
                return self._case()
            return self._case() if self._opens_with(("DUI",)) else "ASIDE"
        if "saying" in self.nodes:
            if "adverb" in self.nodes:
                return self._instruction()
            if "INSTITUTE" in self.types:
                return "INSTITUTE"
            return self._case() if self.chunks.opening == "IF" else "SAY"
        return "WHEN" if "deadline" in self.nodes else "ASIDE"  # adverbs, 为 …

    def _general_competence(self) -> bool:
        """X 会同 Y 共同做好某项工作; X 对某项工作实施监督管理."""
        tokens = self.chunks.tokens
        last = str(tokens[-1])
        return (any(t in ("共同", "做好") for t in tokens) and last.endswith("工作")) or last.endswith(_SUPERVISION)

    def _only_qualifies(self) -> bool:
        """对实行总量控制的指标: the verb belongs to the noun it qualifies, none is left to instruct."""
        if not self._opens_with(("DUI",)):
            return False
        if str(self.chunks.tokens[-1]).endswith(_MATTERS) and not self.types & {"MEASURE", "BENEFIT"}:
            return True
        last = max((_start(t) for t in self.chunks.tokens if t.type == "DE"), default=-1)
        after = [t.type for t in self.chunks.tokens if _start(t) > last]
        return last >= 0 and not set(after) & _VERBS

    def _steers(self) -> bool:
        """引导, 推动 go on with what somebody is told to do; 鼓励, 支持 begin something new."""
        if self.modal != "encourage" or "subject" in self.nodes:
            return False
        return next(_tokens(self.nodes["encourage"])).startswith(_STEERING)

    def _principle(self) -> bool:
        """应当遵循预防为主的方针 asks for no act."""
        return "UPHOLD" in self.types and str(self.chunks.tokens[-1]).endswith(_PRINCIPLES)

    def _already_so(self) -> bool:
        """体系已经形成 tells what is; 已经备案的方案 only qualifies a noun."""
        words = self.chunks.perfect
        last = max((_start(t) for t in self.chunks.tokens if t.type in ("DE", "CLOSE_DE")), default=-1)
        return any(position > last for position in words)

    def _mentions_charge(self) -> bool:
        return any(t.endswith(_IN_CHARGE) for t in self.chunks.tokens)

    def _opens_with(self, kinds: tuple[str, ...]) -> bool:
        first = next((t for t in self.chunks.tokens if t.type not in ("ADV", "DEADLINE")), None)
        return first is not None and first.type in kinds

    def _roles(self) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
        """Who leads and who supports: X 会同 Y 负责; X 配合 Y 做好."""
        if not {"assign", "doing", "act"} & set(self.nodes):
            return self.bearers, ()
        tokens = self.chunks.tokens
        helps = next((i for i, t in enumerate(tokens) if t.type == "SUPP"), None)
        if helps is not None:
            helped = self._named(tokens[helps + 1]) if helps + 1 < len(tokens) else ()
            return helped, self.bearers
        subjects = [n for n in self.tree.find_data("subject")]
        if not subjects:
            return self.bearers, ()
        nodes = list(subjects[0].find_data("bearers"))
        nodes.sort(key=lambda n: _start(next(_tokens(n))))
        return self._all_named(nodes[:1]), self._all_named(nodes[1:])

    # ---- parts ---------------------------------------------------------------------------------------------------

    def _bearers(self) -> tuple[Named, ...]:
        """The bearers of the clause: of what is encouraged, else of the subject, else of 由 X, else of the owner."""
        found = {name: list(n.find_data("bearers")) for name, n in self.nodes.items()}
        for name in ("encourage", "forbid", "subject", "qualified"):
            if name == "subject" and self.modal == "encourage":
                break
            if name == "qualified" and self._opens_with(("DUI",)):
                break
            if found.get(name):
                return self._all_named(found[name])
        if self.modal != "encourage" and (own := self.agent or self._first_actors("owner")):
            return own if self.agent or self.modal else ()
        return ()

    def _all_named(self, nodes: list[Node]) -> tuple[Named, ...]:
        nodes.sort(key=lambda n: _start(next(_tokens(n))))
        return tuple(named for node in nodes for named in self._named(next(_tokens(node))))

    def _named(self, token: Token | None) -> tuple[Named, ...]:
        return self.chunks.actors.get(_start(token), ()) if token is not None else ()

    def _token(self, name: str) -> Token | None:
        return next((t for n in self.tree.find_data(name) for t in _tokens(n)), None)

    def _first_actors(self, name: str) -> tuple[Named, ...]:
        tokens = [t for n in self.tree.find_data(name) for t in _tokens(n) if t.type == "ACTORS"]
        return self._named(tokens[-1]) if tokens else ()

    def _recipient(self) -> Named | None:
        node = next(self.tree.find_data("recipient"), None)
        if node is None:
            return None
        words = list(_tokens(node))[1:]
        actors = [t for t in words if t.type == "ACTORS"]
        if actors:
            named = self._named(actors[-1])
            return Named("、".join(n.name for n in named), named[0].start, named[-1].end)
        text = "".join(words)
        return Named(text, _start(words[0]), _end(words[-1])) if text in _PUBLIC else None

    def _deadlines(self) -> tuple[Due, ...]:
        tokens = [t for t in self.chunks.tokens if t.type == "DEADLINE"]
        return tuple(Due(self.chunks.deadlines[_start(t)], _start(t), _end(t)) for t in tokens)

    def _action(self) -> int:
        if self.modal:
            return self._after_modal()
        subject = self.nodes.get("subject") or self.nodes.get("qualified")
        if subject is not None:
            return max(_end(t) for t in _tokens(subject))
        return self.start

    def _after_modal(self) -> int:
        node = self.nodes[self.modal]
        named = [t for n in node.find_data("bearers") for t in _tokens(n)]
        return _end(named[-1]) if named else _end(next(_tokens(node)))


def _tokens(node: Node):  # type: ignore[no-untyped-def]
    return node.scan_values(lambda value: isinstance(value, Token))


def _start(token: Token | None) -> int:
    return (token.start_pos or 0) if token is not None else 0


def _end(token: Token | None) -> int:
    return (token.end_pos or 0) if token is not None else 0
