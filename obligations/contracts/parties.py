"""The parties of a contract and who they are in the law's terms.

In: a document, its kind. Out: `Party` values. Guarantee: a party is what a line before the clauses, or the first
clause, introduces with a colon; its role follows from the kind of contract and the side, never from its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from obligations.contracts.model import Party
from obligations.contracts.words import ContractKind, sides
from policies.model import Document, Kind, Span
from policies.navigate import walk

FIRST = 2500  # characters after the first clause begins in which parties may still be introduced
GAP = r"[ \t　]*"  # 甲　方
BLANK = re.compile(r"[\s_＿　]*(?:[\[【（(][^\]】）)]*[\]】）)])?[\s_＿　]*")
ENDS = re.compile(r"[\n；;。，,\t]|\s{4,}|　{2,}")


@cache
def _introduced() -> re.Pattern[str]:
    words = "|".join(GAP.join(word) for word in sorted(sides(), key=len, reverse=True))
    bracket = rf"[（(][ \t]*(?:以下(?:简称|称为?))?[“\"]?(?P<also>{words})[”\"]?[ \t]*[）)]"
    what = r"[（(](?![^）)\n]*[章签])[^（）()\n]{2,20}[）)]"  # 甲方（土地复垦义务人）：
    short = rf"(?P<name>[^\n：:（(]{{4,40}}?)[（(]以下(?:简称|称为?)[ \t]*[“\"]?(?P<short>{words})[”\"]?[）)]"
    return re.compile(
        rf"^[ \t　]*(?:(?P<called>{words})[ \t　]*(?:{bracket}|{what})?[ \t　]*[：:]|{short})", re.MULTILINE
    )


def parties(document: Document, kind: ContractKind | None) -> tuple[Party, ...]:
    """The parties in the order of the text, each once, under every name that introduces it."""
    first = next((each.span.start for each in walk(document.root) if each.kind is Kind.ARTICLE), len(document.text))
    found: dict[str, Party] = {}
    for party in _found(document.text, min(len(document.text), first + FIRST), kind):
        known = found.get(party.called)
        if known is None or (not known.name and party.name):
            found[party.called] = party
    return tuple(found.values())


def _found(text: str, end: int, kind: ContractKind | None) -> Iterator[Party]:
    for match in _introduced().finditer(text, 0, end):
        called = ["".join(word.split()) for word in (match["called"], match["also"], match["short"]) if word]
        name, after = (match["name"], match.end()) if match["short"] else _named(text, match.end())
        if match["called"] and re.match(r"[ \t　]*[（(]?(?:公章|盖章|签)", text[match.end() : match.end() + 8]):
            continue
        for word in called:
            yield Party(word, name.strip(), _role(word, kind), Span(match.start(), after))


def _named(text: str, start: int) -> tuple[str, int]:
    """The name after a colon, "" when a blank stands there or in it (　　省　　市自然资源局)."""
    stop = ENDS.search(text, start + len(text[start:]) - len(text[start:].lstrip(" \t　")))
    end = stop.start() if stop else len(text)
    name = text[start:end].strip(" \t　_＿")
    after = text[end : text.find("\n", end)].strip() if stop and stop[0].isspace() and "\n" not in stop[0] else ""
    cut = bool(after) and not any(after.startswith(word[0]) and word in after[:8].replace("　", "") for word in sides())
    return ("" if cut or BLANK.fullmatch(name) or "[插入" in name else name), end


def _role(word: str, kind: ContractKind | None) -> str:
    side = sides()[word]
    if kind is None or side == "other":
        return ""
    return kind.grantor if side == "grantor" else kind.grantee


def roles(found: tuple[Party, ...], kind: ContractKind | None) -> dict[str, str]:
    """What the clauses may call a party -> who it is in the law's terms."""
    known = {word: _role(word, kind) for word in sides()}
    known |= {party.name: party.role for party in found if party.name}
    return {word: role for word, role in known.items() if role}
