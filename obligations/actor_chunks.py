"""Runs of names to actor chunks.

In: the words of one clause. Out: the words with each list of actors as one `ACTORS` token, and the actors by its start.
Guarantee: linear: no run is longer than `RUN_REACH` words; a run that actor.lark refuses stays what its words are.
"""

from __future__ import annotations

from lark import Token

from grammars.lexer import retyped
from obligations import actors
from obligations.actors import HEADS, Named
from obligations.time_chunks import merge
from obligations.words import endings

MODIFIERS = frozenset({"LEVEL", "DOMAIN", "WORD", "ACTMOD", "NVERB", "PAREN", "AREA", "KEY"})
JOINERS = frozenset({"SEP", "WITH", "DENG"})
NAMES = MODIFIERS | HEADS | JOINERS
ENDS = HEADS | {"AREA"}
MODALS = frozenset({"OUGHT", "MUSTNOT", "MAY", "LET"})
NAMING = ENDS | MODALS | {"ENC"}  # a modal word may tell that an unknown name stands before it
RUN_REACH = 120
_MODAL = [[name] for name in sorted(MODALS)]
_PREDICATES = frozenset({"VERB", "RESP", "LEAD", "SHI", "DUI"})
_BREACHES = frozenset({"BREACH", "NEG"})
_ENCOURAGING = frozenset({"ENC", "STEER", "DRIVE"})
_IN_PLACES = frozenset({"WORD", "LEVEL", "SEP"})
_ACTING = frozenset(
    {"VERB", "NVERB", "ADV", "MANNER", "KEY", "STEER", "DRIVE", "ENC", "URGE", "ADVISE", "BA", "PREP", "QVERB"}
)
_IN_NAMES = frozenset({"VERB", "ADV", "ADVISE", "URGE", "RESP"})
_NAME_STARTS = frozenset({"LEVEL", "DOMAIN", "ACTMOD", "ORGAN"})


def actor_chunks(words: list[Token]) -> tuple[list[Token], dict[int, tuple[Named, ...]]]:
    """Fold the actors of a clause.

    Returns:
        The words with `ACTORS` tokens, and the actors of each by its start.
    """
    found: dict[int, tuple[Named, ...]] = {}
    if NAMING.isdisjoint([word.type for word in words]):
        return words, found
    out: list[Token] = []
    words = [_by_neighbours(words, index) for index in range(len(words))]
    position = 0
    while position < len(words):
        named: tuple[Named, ...] = ()
        if words[position] not in endings("serving") and (position == 0 or words[position].type in NAMES):
            end, named = _actors_at(words, position)
        if not named:
            out.append(words[position])
            position += 1
            continue
        merged = merge("ACTORS", words[position:end])
        found[merged.start_pos or 0] = named
        out.append(merged)
        position = end
    return _officer(out, found), found


def _officer(words: list[Token], found: dict[int, tuple[Named, ...]]) -> list[Token]:
    """企业的主要负责人是责任人: who holds an office of an actor is the subject, wherever the office is."""
    types = [word.type for word in words[:4]]
    if types[:3] != ["ACTORS", "DE", "ACTORS"] or types[3:] == [] or types[3] not in _PREDICATES | _BREACHES:
        return words
    if not words[2].endswith(endings("officer")) and not _breaks(words):
        return words
    merged = merge("ACTORS", words[:3])
    found[merged.start_pos or 0] = found.pop(words[2].start_pos or 0)
    return [merged, *words[3:]]


def _breaks(words: list[Token]) -> bool:
    """主管部门的工作人员违反规定: of what the staff does the office is no subject."""
    return words[3].type in _BREACHES and words[2].endswith(endings("staff"))


def _by_neighbours(words: list[Token], index: int) -> Token:
    """What a word is between its neighbours: a part of a name, or 商 in 水利部门商财政部门."""
    word = words[index]
    if word.type in _IN_NAMES:
        return _in_name(words, index)
    consults = word in endings("consulting") and 0 < index < len(words) - 1 and words[index - 1].type in HEADS
    return retyped(word, "PREP") if consults and words[index + 1].type in _NAME_STARTS else word


def _in_name(words: list[Token], index: int) -> Token:
    """拆除 in 由拆除单位办理 and 拆除单位应当, 开办 in 开办者, 发展 in 服务业发展领导小组: parts of names."""
    word = words[index]
    before = next((t for t in reversed(words[:index]) if t.type not in _IN_NAMES), word)
    after = next((t for t in words[index + 1 :] if t.type not in _IN_NAMES), word)
    if before.type in ("WORD", "DOMAIN", "NVERB") and after in endings("committee"):
        return retyped(word, "WORD")
    if word in endings("organisation") and index and [t.type for t in words[index + 1 : index + 2]] in _MODAL:
        return retyped(word, "ROLE")  # 培训评价组织应当
    if word.type != "VERB":
        return word
    if _issues(words, index):
        return retyped(word, "WORD")
    head = words[index + 1] if index + 1 < len(words) else word
    if not (head.type == "BODY" or head.startswith(("者", "人"))):
        return word
    acts = [t.type for t in words[index + 2 : index + 3]]
    named = (index > 0 and words[index - 1].type == "YOU") or (acts and acts[0] in MODALS)
    return retyped(word, "WORD") if named or head.startswith("者") else word


def _issues(words: list[Token], index: int) -> bool:
    """颁发 in 许可证颁发管理机关应当 and 由许可证颁发管理机关: what an organ does, in its name."""
    types = [t.type for t in words]
    first = next((i for i in range(index, 0, -1) if types[i - 1] not in ("WORD", "DOMAIN")), 0)
    if first == index or types[index + 1 : index + 3] != ["NVERB", "ORGAN"]:
        return False
    return types[first - 1] == "YOU" if first else index + 3 < len(types) and types[index + 3] in MODALS


def _actors_at(words: list[Token], position: int) -> tuple[int, tuple[Named, ...]]:
    end = _places(words, position)
    if end:
        return end, actors.places(words[position:end])
    end = _actor_run(words, position)
    named = actors.read(words[position:end]) if end > position else ()
    if not named and position == 0:
        end = _unknown_actor(words)
        named = (actors.whole(words[:end]),) if end else ()
    return end, named


def _places(words: list[Token], position: int) -> int:
    """End of 烟台、滨州等市 in 支持烟台、滨州等市引导企业, 0 when there are no places here."""
    if words[position].type != "WORD" or (position > 0 and words[position - 1].type not in _ENCOURAGING):
        return 0
    end = next((i for i in range(position, len(words)) if words[i].type not in _IN_PLACES), len(words))
    listed = len(words) > end + 2 and words[end].type == "DENG" and words[end + 1] in endings("place")
    return end + 2 if listed and words[end + 2].type in _ACTING | MODALS else 0


def _actor_run(words: list[Token], position: int) -> int:
    """End of the longest run from here that may be a list of actors and ends in a head."""
    end = index = position
    if words[position].type in JOINERS or _opens_instruction(words, position):
        return position
    reach = min(len(words), position + RUN_REACH)
    while index < reach and words[index].type in NAMES:
        if words[index].type in JOINERS and index + 1 < len(words) and words[index + 1].type == words[index].type:
            break
        if index > position and _acts(words, index):
            break
        if words[index].endswith(endings("giving")):  # 上述行为给企业
            return position
        index += 1
        if words[index - 1].type in ENDS and not _alone(words, position, index - 1):
            end = index
    end = _before_with(words, position, end)
    return position if _is_material(words, end) else end


def _alone(words: list[Token], position: int, index: int) -> bool:
    """国家 after another noun is no head (青岛创建国家试点), nor is it what anybody encourages (支持国家实验室建设)."""
    if not words[index].endswith(endings("alone")):
        return False
    before = words[index - 1].type if index else ""
    return before not in JOINERS if index > position else before in _ENCOURAGING


def _before_with(words: list[Token], position: int, end: int) -> int:
    """甲部门与乙企业签订 has one actor before 与; 甲部门与乙部门应当 has two."""
    if end == len(words) or words[end].type != "CONTRACT":
        return end
    return next((i for i in range(position, end) if words[i].type == "WITH" and words[i - 1].type in HEADS), end)


def _acts(words: list[Token], index: int) -> bool:
    """应用 in 单位应用新技术 is what the unit does; in 企业管理人员 and 旅客运输经营者应当 a part of the name."""
    if words[index].type != "NVERB" or words[index - 1].type not in ENDS:
        return False
    after = (t.type for t in words[index:] if t.type != "NVERB" and t not in endings("work"))
    head = next(after, "")  # 常委会备案审查工作机构
    if head == "BODY" or (head == "ORGAN" and words[index - 1].type == "AREA"):
        return False
    end = next((i for i in range(index, len(words)) if words[i].type not in MODIFIERS | HEADS), len(words))
    named = words[end - 1].type in HEADS - {"THING"}
    return not (named and end < len(words) and words[end].type in MODALS)


def _unknown_actor(words: list[Token]) -> int:
    """End of a noun before a modal word that ends as actors do (港口经营人应当), 0 when there is none."""
    end = next((i for i, t in enumerate(words) if t.type not in MODIFIERS | JOINERS), len(words))
    if not 0 < end < len(words) or words[end - 1].type in JOINERS:
        return 0
    if words[end].type == "ENC":  # 新区鼓励企业投资
        return end if words[end - 1].type == "LEVEL" else 0
    if words[end].type not in MODALS:
        return 0
    return end if words[end - 1].type == "LEVEL" or words[end - 1].endswith(endings("actor")) else 0


def _opens_instruction(words: list[Token], position: int) -> bool:
    """宣传 in 广泛宣传先进企业 and 重点宣传先进企业 is a verb, in 宣传部门 and 评价机构 a part of the name."""
    before = words[position - 1].type if position else "ADV"
    if words[position].type == "KEY" and position + 1 < len(words):
        position += 1
    if words[position].type != "NVERB":
        return False
    if before in ENDS:  # 企业使用新能源车辆
        return True
    if before not in _ENCOURAGING | {"ADV", "MANNER", "KEY"}:
        return False
    ahead = words[position : position + RUN_REACH]
    named = next((t for t in ahead if t.type not in ("NVERB", "SEP", "WITH")), None)
    after = next((t for t in ahead if t.type not in NAMES), None)
    if before in _ENCOURAGING:  # 支持建设交易平台, 支持种植企业
        return named is None or named.type not in HEADS
    return (named is None or named.type != "BODY") and (after is None or after.type not in MODALS)


def _is_material(words: list[Token], end: int) -> bool:
    """矿山 in 矿山环境 is no actor: a thing that a noun follows."""
    if end == 0 or words[end - 1].type != "THING":
        return False
    return next((t.type for t in words[end : end + RUN_REACH] if t.type != "PAREN"), "") in MODIFIERS
