"""Actor chunks to actors.

In: a run of tokens that ends in the head of an actor's name. Out: the actors, one each, a shared head distributed:
水利、林业等部门 gives 水利部门 and 林业部门; 市、县人民政府 gives 市人民政府 and 县人民政府.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from lark import Token, Tree

from grammars.lexer import merged
from grammars.loading import RefusedError, parse_tokens
from obligations.words import classes, endings

REMEMBERED = 2**13  # lists of names, about 500 bytes each
HEADS = frozenset({"ORGAN", "ROLE", "BODY", "THING"})
OWNERS = frozenset({"LEVEL", "ACTMOD", "ORGAN", "AREA"})  # what a name with a place or owner of its own begins with
_NAMED = frozenset({"WORD", "DOMAIN", "NVERB"})
_SHARED = frozenset({"任何", "各", "市县两级", "省市两级"})


class Named(NamedTuple):
    """An actor: its name, its range in the clean text, and whether it is an organ of state or a unit of one."""

    name: str
    start: int
    end: int
    organ: bool = False


def read(tokens: list[Token]) -> tuple[Named, ...]:
    """The actors of a run of tokens; () when it is no list of actors.

    Args:
        tokens: terminals of actor.lark, the last one a head; each begins where the one before it ends.
    """
    offset = _start(tokens)
    found = _named(tuple([t.type for t in tokens]), tuple([str(t) for t in tokens]))
    return tuple([Named(n.name, n.start + offset, n.end + offset, n.organ) for n in found])


@lru_cache(REMEMBERED)
def _named(kinds: tuple[str, ...], words: tuple[str, ...]) -> tuple[Named, ...]:
    """The actors of words of these kinds, as if they began the text: the same few stand in most sentences."""
    starts = accumulate(map(len, words), initial=0)
    return _read([merged(kind, word, at, at + len(word)) for kind, word, at in zip(kinds, words, starts, strict=False)])


def _read(tokens: list[Token]) -> tuple[Named, ...]:
    levels, rest = _levels(tokens)
    if levels:
        return tuple({named.name: named for level in levels for named in _read([level, *rest])}.values())
    try:
        tree = parse_tokens("actor", _one_name(tokens))
    except RefusedError:
        return ()
    return _names(tree)


def _levels(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """市、县两级公安、财政部门: the levels, and what each of them has; () when the list does not begin with levels."""
    count = next((place for place, token in enumerate(tokens) if token.type not in ("LEVEL", "SEP")), len(tokens)) - 1
    if count < 2 or tokens[count] not in endings("number of levels"):
        return [], tokens
    return [token for token in tokens[:count] if token.type == "LEVEL"], tokens[count + 1 :]


def _one_name(tokens: list[Token]) -> list[Token]:
    """卫生和计划生育部门 is one: 和 joins two departments only where each is one by itself (公安和民政部门).

    In a list that 、 divides 和 comes before its last name.
    """
    for index, token in enumerate(tokens):
        if token == "、":
            return tokens
        if token.type != "SEP" or token != "和" or index == 0 or tokens[index - 1].type not in _NAMED:
            continue
        if tokens[index - 1].endswith(endings("office")):  # 有关机场和飞行管制部门
            continue
        end = next(i for i in range(index + 1, len(tokens) + 1) if i == len(tokens) or tokens[i].type not in _NAMED)
        alone = tokens[index - 1].type == "DOMAIN" and tokens[end - 1].type == "DOMAIN"
        if end == index + 1 or alone or not _heads_department(tokens, end):
            continue
        name = _join(tokens[index - 1 : end])
        one = merged("WORD", name, _start(tokens[index - 1 :]), _end(tokens[:end]))
        return [*tokens[: index - 1], one, *_one_name(tokens[end:])]
    return tokens


def _heads_department(tokens: list[Token], index: int) -> bool:
    """The next name has the head of an organ of state."""
    head = next((t for t in tokens[index:] if t.type in HEADS), None)
    return head is not None and (head.type == "ORGAN" or head.endswith("部门"))


def whole(tokens: list[Token]) -> Named:
    """The run as one actor of an unknown kind."""
    return _plain(tokens, [])


def places(tokens: list[Token]) -> tuple[Named, ...]:
    """烟台、滨州等市: 烟台市 and 滨州市. The last token is the head, 等 stands before it."""
    head, found = str(tokens[-1]), list[Named]()
    for apart, group in groupby(tokens[:-2], key=lambda token: token.type == "SEP"):
        words = list(group)
        if not apart:
            name = _join(words)
            found.append(Named(name if name.endswith(head) else name + head, _start(words), _end(words), True))
    return (*found[:-1], found[-1]._replace(end=_end(tokens)))


def _names(tree: Tree[Token]) -> tuple[Named, ...]:
    found: list[Named] = []
    waiting: list[list[Token]] = []
    prefix: list[Token] = []
    summary = False  # the item after 等 only lends its head
    for child in tree.children:
        if isinstance(child, Token):
            summary = summary or child.type == "DENG"
            continue
        words = [t for t in child.children if isinstance(t, Token)]
        if child.data != "headed":
            prefix = prefix or ([] if words[-1].endswith(endings("office")) else _level_of(words))
            waiting.append(words)
            continue
        lists = [*waiting, words]
        lent = _join(_closing(words) if summary else words[-1:])
        found += [_borrowing(part, lists[i + 1], words, prefix, lent) for i, part in enumerate(waiting)]
        if not summary:
            found.append(_plain(words, prefix))
        prefix = _shared(words)
        waiting, summary = [], False
    return (*found, *(_plain(area, []) for area in waiting))


def _plain(words: list[Token], prefix: list[Token]) -> Named:
    lead = prefix if words[0].type not in OWNERS else []
    return Named(_join(lead) + _join(words), _start(words), _end(words), _is_organ(words[-1]))


def _borrowing(part: list[Token], following: list[Token], headed: list[Token], prefix: list[Token], tail: str) -> Named:
    """`part` with what it shares: the head that closes the list; a mere place shares all but the next name's place."""
    if part[-1].endswith(endings("office")):
        return _plain(part, prefix)
    lead = prefix if part[0].type not in OWNERS else []
    if part[-1].type == "LEVEL":
        if all(word.type == "LEVEL" for word in following):  # 省、自治区、直辖市人民政府化学工业主管部门
            following = headed
        shared = following[_own_place(following) :]
        tail = _join([*shared, *(headed[-1:] if following is not headed else [])])
        if following is headed and len(headed) == 1:
            tail = _without_level(tail)
    elif headed[-1].type in ("ROLE", "THING"):  # 新建、生产矿山: 新建矿山
        tail = next((word for word in endings("person") if tail.endswith(word)), tail)
    return Named(_join(lead) + _join(part) + _head(tail), _start(part), _end(headed), _is_organ(headed[-1]))


def _without_level(name: str) -> str:
    """财政 of 县级财政 (市和县级财政: 市财政)."""
    return name[next((end for end in range(len(name) - 1, 0, -1) if classes().get(name[:end]) == "LEVEL"), 0) :]


def _own_place(words: list[Token]) -> int:
    """Where a name's own place ends (县级 in 县级人民政府)."""
    organ = next((i for i, t in enumerate(words) if t.type == "ORGAN"), len(words))
    return next((i + 1 for i in range(organ - 1, -1, -1) if words[i].type == "LEVEL"), min(organ, len(words) - 1))


def _closing(words: list[Token]) -> list[Token]:
    """What the name after 等 lends: its head and the nouns before it (教育、科技等行业主管部门: 教育行业主管部门)."""
    start = next((i for i in range(len(words) - 1, 0, -1) if words[i - 1].type not in ("WORD", "DOMAIN")), 0)
    return words[start:]


def _head(tail: str) -> str:
    return tail.removeprefix("有关").removeprefix("相关").removeprefix("其他")


def _level_of(words: list[Token]) -> list[Token]:
    """What stands before the last word of a part and holds for the whole list (市县两级 in 市县两级水利、林业部门)."""
    if words[0].type not in ("LEVEL", "ORGAN", "AREA"):
        return []
    return words[: next(i for i in range(len(words) - 1, -1, -1) if i == 0 or words[i - 1].type in OWNERS)]


def _shared(words: list[Token]) -> list[Token]:
    return words[:1] if words[0] in _SHARED else []


def _is_organ(head: Token) -> bool:
    return head.type in ("ORGAN", "AREA") or head.endswith(("部门", "财政"))


def _join(words: list[Token]) -> str:
    return "".join(words)


def _start(words: list[Token]) -> int:
    return words[0].start_pos or 0


def _end(words: list[Token]) -> int:
    return words[-1].end_pos or 0
