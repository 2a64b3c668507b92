"""The kind of a clause: a terminal of statement.lark.

In: a parsed clause and its bearers. Out: its kind. Guarantee: the kind follows from the nodes of the tree and the
classes of its words (`obligations/lexicon`); no text is searched.
"""

from __future__ import annotations

from itertools import pairwise

from obligations.actors import Named
from obligations.parsed import IN_CHARGE, Parsed, start
from obligations.words import endings

KINDS = {"ought": "OBLIGE", "forbid": "FORBID", "permit": "PERMIT", "encourage": "ENCOURAGE"}
MODAL_TERMINALS = frozenset({"OUGHT", "MUSTNOT", "MAY", "ENC"})
VERBS = frozenset(
    {"VERB", "OUTCOME", "UPHOLD", "INSTITUTE", "BA", "TO_WHOM", "URGE", "MEASURE", "BENEFIT", "XIANG", "ADV"}
)
GOVERNING = VERBS - {"ADV"}
MEASURES = frozenset({"PUNISH", "IMPOSE"})
DEPENDING = MEASURES | {"GOAL"}
DATED = ("date:", "from:", "range:", "yearly:", "monthly", "quarterly", "halfyearly")


def kind(parsed: Parsed, bearers: tuple[Named, ...]) -> str:
    """The kind of a clause."""
    if "close" in parsed.nodes and not _closed_duty(parsed):
        return _case(parsed)
    if parsed.goals and not spends(parsed) and _only_a_goal(parsed):
        return "GOAL"
    if "measure" in parsed.names and _imposes(parsed):
        return _measure(parsed)
    if _grants(parsed, bearers):
        return "REWARD"
    if not parsed.modal and _breaks(parsed):
        return "BREACH"
    return plain(parsed, bearers)


def plain(parsed: Parsed, bearers: tuple[Named, ...]) -> str:
    """Its kind when no breach stands before it: a measure is then an instruction like any other."""
    return _modal(parsed, bearers) if parsed.modal else _without_modal(parsed)


def principle(parsed: Parsed) -> bool:
    """应当遵循预防为主的方针 asks for no act."""
    return parsed.modal == "ought" and "UPHOLD" in parsed.types and parsed.ends_with(endings("principle"))


def thing(parsed: Parsed) -> bool:
    """许可证有效期不得超过三年; 企业的年度报告，(应当…): a noun that is no actor and no place is the subject."""
    if parsed.form.topic is None:
        return accounted(parsed)
    last = parsed.tokens[parsed.form.topic]
    return last.type == "N" and not last.endswith(endings("within"))


def accounted(parsed: Parsed) -> bool:
    """各单位落实本方案情况纳入年度考核 tells nobody among them what to do."""
    if "act" not in parsed.nodes or parsed.modal or "BA" in parsed.types:
        return False
    at = next((i for i, t in enumerate(parsed.tokens) if t.type == "INSTITUTE"), 0)
    return at > 1 and parsed.tokens[at - 1].type == "N" and parsed.tokens[at - 1].endswith(endings("account"))


def spends(parsed: Parsed) -> bool:
    """收入的百分之七十应当用于保护 demands what a share is spent on."""
    return bool(parsed.modal) and any(token.startswith(endings("spending")) for token in parsed.tokens)


def topical(parsed: Parsed) -> bool:
    """其他应当公布的信息, 法律规定可以解除合同的情形: 其他 or a source stands before the modal word, 的 after it."""
    modal = next(i for i, t in enumerate(parsed.tokens) if t.type in MODAL_TERMINALS)
    if modal == 0 or not any(t.type == "DE" for t in parsed.tokens[modal:]):
        return False
    before = parsed.tokens[modal - 1]
    return before.startswith("其他") or before.endswith((*endings("source"), "依法"))


def _case(parsed: Parsed) -> str:
    return "BREACH" if "NEG" in parsed.types else "CASE"


def _closed_duty(parsed: Parsed) -> bool:
    """鼓励银行在风险可控的前提下 is still an encouragement; …的 makes any clause a condition, 必须拆除时 too."""
    if not parsed.modal or "CLOSE_DE" in parsed.types:
        return False
    within = "PREP" in [t.type for t in parsed.tokens[parsed.form.modal_word or 0 :]]  # 应当在施工时
    return within or not parsed.ends_with(endings("when"))


def _only_a_goal(parsed: Parsed) -> bool:
    """建成10家 and 70%的企业要达到 say how much, not what to do."""
    first = parsed.goals[0]
    if _reaches(parsed):
        return True
    if first.op == "=":  # 新建项目要全部达到标准 tells, 新建项目全部达到标准 only counts
        return first.share and not parsed.modal
    share = first.op == ">=" and (first.share or len(parsed.goals) > 1)
    counted = "saying" in parsed.nodes and not parsed.modal and first.unit != "%"  # 新发现15处以上矿产地
    return share or counted or (parsed.opening is not None and parsed.class_of(parsed.opening) == "AT_LEAST")


def _reaches(parsed: Parsed) -> bool:
    """独角兽企业达20家, 企业孵化率达40%: how many there are, told to nobody; not 各县完成10个项目."""
    if parsed.modal or not parsed.opens_with("ACTORS") or parsed.agent:
        return False
    for before, token in pairwise(parsed.tokens):
        if token in endings("reaching"):
            return before.type in ("ACTORS", "N")
        if token.type in ("BA", "RESP", "XIANG", "TO_WHOM", "URGE", "DUI", "PREP"):
            return False
    return False


def _imposes(parsed: Parsed) -> bool:
    """禁止以罚款手段惩处学生 imposes nothing, nor does 对受到行政处罚未满三年的个人: it says of whom."""
    if _hands_over(parsed) or parsed.tokens[0].endswith(endings("bans")):
        return False
    if parsed.modal == "ought" and parsed.ends_with(endings("handled")):  # 发现问题，应当及时予以处理
        return False
    last = parsed.tokens[-2:]
    qualifies = [t.type for t in last] == ["DE", "ACTORS"]
    return not (parsed.opens_with("DUI") and qualifies)


def _hands_over(parsed: Parsed) -> bool:
    """移交有关部门依法处理 is an act of reporting; 移送…追究刑事责任 a measure."""
    return parsed.opens_with("TO_WHOM") and not any("追究" in t for t in parsed.tokens)


def _measure(parsed: Parsed) -> str:
    """A measure: on whom it falls opens a statement of its own (对单位处…罚款); its breach may stand in it."""
    broken = _tells_breach([t.type for t in parsed.tokens])
    if parsed.opens_with("DUI"):
        return "EXPEL" if broken else "IMPOSE"
    return "EXPEL" if broken else "PUNISH"


def _tells_breach(types: list[str]) -> bool:
    """A breach before the measure, or what breaks it as its object: 移出不符合标准的企业, but not 没收非法财物."""
    if "NEG" not in types:
        return False
    breach = types.index("NEG")
    return breach < types.index("MEASURE") or "DE" in types[breach:]


def _grants(parsed: Parsed, bearers: tuple[Named, ...]) -> bool:
    """A benefit is granted, not applied for or merely mentioned after the verb that governs (申请减免)."""
    giving = "GIVE" in parsed.classes and parsed.ends_with(endings("reward"))
    if "benefit" not in parsed.names:
        return giving and parsed.modal in ("", "permit", "ought")
    if (parsed.modal == "encourage" and bearers) or parsed.modal == "forbid":
        return False
    types = [t.type for t in parsed.tokens]
    return parsed.modal != "permit" or "VERB" not in types[: types.index("BENEFIT")]


def _breaks(parsed: Parsed) -> bool:
    """未经批准开采: words of breach that no other verb governs (打击擅自开采 is an instruction)."""
    types = [t.type for t in parsed.tokens]
    if "BREACH" not in parsed.classes or "NEG" not in types:
        return False
    return not set(types[: types.index("NEG")]) & GOVERNING


def _modal(parsed: Parsed, bearers: tuple[Named, ...]) -> str:
    name = KINDS[parsed.modal]
    steering = parsed.modal_class in ("STEER", "DRIVE")
    if bearers:
        return "STEER" if steering and "subject" not in parsed.nodes else name
    return "DRIVE" if parsed.modal_class == "DRIVE" else f"{name}_BARE"


def _without_modal(parsed: Parsed) -> str:
    if _already_so(parsed):
        return "STATE"
    if _in_charge(parsed):
        return "ASSIGN"
    if {"subject", "qualified"} & parsed.nodes or parsed.agent:
        return _of_subject(parsed)
    if "conducted" in parsed.nodes:
        return _case(parsed) if _only_qualifies(parsed) else _instruction(parsed)
    if "frame" in parsed.nodes:
        return "FRAME"
    return _doing(parsed) if "doing" in parsed.nodes else _verbless(parsed)


def _in_charge(parsed: Parsed) -> bool:
    """水利部门负责取水许可; 日常管理由物业企业负责; 由区政府牵头; 有关部门按照各自职责做好工作."""
    if "assign" in parsed.nodes:  # 村民委员会协助乡人民政府开展巡查 puts nobody in charge
        return "SUPP" not in parsed.types or any(named.organ for named in parsed.bearers_of("subject"))
    if parsed.agent:
        return "LEAD" in parsed.types or parsed.tokens[-1].type == "RESP"
    return "act" in parsed.nodes and ("OFFICE" in parsed.classes or _general_competence(parsed))


def _general_competence(parsed: Parsed) -> bool:
    """X 会同 Y 共同做好某项工作; X 对某项工作实施监督管理."""
    jointly = bool(parsed.classes & {"JOINTLY", "DO_WELL"})
    return (jointly and parsed.ends_with(endings("work"))) or parsed.ends_with(endings("supervision"))


def _of_subject(parsed: Parsed) -> str:
    """A clause with a subject: what it is, what it does, or the subject alone."""
    if "being" in parsed.nodes:
        return _being(parsed)
    if "qualified" in parsed.nodes and parsed.opens_with("DUI"):
        return _case(parsed)  # 对从事建筑施工的单位
    if "act" in parsed.nodes and not parsed.agent and not parsed.types & VERBS:
        return "WHO"  # 上级机关对下级机关的决定，…
    if "act_noun" in parsed.nodes and parsed.tokens[-2].type == "DE" and parsed.ends_with(endings("matter")):
        return "SAY"  # 两个人民法院都有管辖权的案件，…
    if "DE" in parsed.types and parsed.ends_with(endings("within")):
        return "ASIDE"  # 学校组织的实习活动中，…
    return "ACT" if {"act", "act_noun", "assign"} & parsed.nodes or parsed.agent else "WHO"


def _being(parsed: Parsed) -> str:
    return "IS" if parsed.ends_with(endings("charge")) else "SAY"


def _doing(parsed: Parsed) -> str:
    """An instruction, or what only looks like one: 是 …, 坚持 … (a manner), 形成 … (an outcome)."""
    if "SHI" in parsed.types:
        return _being(parsed)  # 开展排查是治理的前提
    if parsed.opens_with("UPHOLD"):
        return "ASIDE"
    if parsed.opens_with(*IN_CHARGE):
        return "ASSIGN_BARE"
    return "OUTCOME" if parsed.opens_with("OUTCOME") else _instruction(parsed)


def _instruction(parsed: Parsed) -> str:
    """An instruction; with a day of its own it begins a norm of its own."""
    first = parsed.tokens[0]
    due = parsed.chunks.deadlines[start(first)] if first.type == "DEADLINE" else ""
    return "DUE" if due.startswith(DATED) and due != "yearly:12-31" else "DO"


def _verbless(parsed: Parsed) -> str:
    if "aside" in parsed.nodes:
        excepting = parsed.class_of(parsed.tokens[0]) == "EXCEPT"
        return _case(parsed) if excepting or parsed.opens_with("DUI") else "ASIDE"
    if "saying" not in parsed.nodes:
        return "WHEN" if "deadline" in parsed.nodes else "ASIDE"  # adverbs alone; 为 …
    if _due(parsed):
        return "DUE"
    if "adverb" in parsed.nodes or _reports(parsed):
        return _instruction(parsed)
    if "INSTITUTE" in parsed.types:
        return "INSTITUTE"
    conditional = parsed.opening is not None and parsed.class_of(parsed.opening) == "IF"
    return _case(parsed) if conditional else "SAY"


def _due(parsed: Parsed) -> bool:
    """该项工作于2030年4月底前完成: by a day, after a noun, what is to be done."""
    types = [t.type for t in parsed.tokens]
    if types[:3] != ["N", "DEADLINE", "VERB"]:
        return False
    return parsed.chunks.deadlines[start(parsed.tokens[1])].startswith("date:")


def _reports(parsed: Parsed) -> bool:
    """重大问题及时向省政府报告."""
    return [t.type for t in parsed.tokens] == ["N", "ADV", "XIANG", "ACTORS", "TO_WHOM"]


def _only_qualifies(parsed: Parsed) -> bool:
    """对实行总量控制的指标: the verb belongs to the noun it qualifies, none is left to instruct."""
    if not parsed.opens_with("DUI"):
        return False
    if parsed.ends_with(endings("matter")) and not parsed.types & {"MEASURE", "BENEFIT"}:
        return True
    if _treats(parsed):
        return False
    last = max((i for i, t in enumerate(parsed.tokens) if t.type == "DE"), default=-1)
    return last >= 0 and not {t.type for t in parsed.tokens[last:]} & GOVERNING


def _treats(parsed: Parsed) -> bool:
    """对渠道采取必要的防渗措施 instructs; 对无法提供证明的食品 and 对依法进行的检查 only say which."""
    if parsed.classes & {"OUGHT", "MAY", "PERFECT"}:
        return False
    for index, verb in enumerate(parsed.tokens[:-1]):
        if verb.type == "VERB" and verb.endswith(endings("light")) and parsed.tokens[index + 1].type != "DE":
            whom = [t.type for t in parsed.tokens[1:index] if t.type not in ("ADV", "DEADLINE")]
            whole = "DE" in whom or set(whom) <= {"N", "ACTORS"}
            return whole and whom[-1:] in (["N"], ["ACTORS"])
    return False


def _already_so(parsed: Parsed) -> bool:
    """体系已经形成 tells what is; 已经备案的方案 only qualifies a noun."""
    if "PERFECT" not in parsed.classes:
        return False
    last = max((start(t) for t in parsed.tokens if t.type in ("DE", "CLOSE_DE")), default=-1)
    return any(name == "PERFECT" and position > last for position, name in parsed.chunks.classes.items())
