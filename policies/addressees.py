"""Addressees of a notice, one organ each.

In: the clean text of the line of addressees. Out: the organs, in order. Guarantee: a list of departments shares the
places before it and the word behind it ("各市自然资源、财政局" is 各市自然资源局 and 各市财政局); lists of whole organs
are only split.
"""

from __future__ import annotations

import re

_SHARED = re.compile(r"(?:行政)?主管部门$|部门$|(?:厅|局|委)(?:（[^）]{1,16}）)?$")
_PLACES = re.compile(
    r"""
    (?:各|全|本|[\u4e00-\u9fff]{2,4}?)?
    (?:[^、，（]|（[^）]*）)*
    (?:新区|开发区|自治区|直辖市|单列市|兵团|省|市(?![场政民])|州|县|区(?!域)|旗)
    (?:（[^）]*）)?
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(
    r"(?:政府|办事处|委员会|办公室|机构|单位|部门|部委|公司|企业|集团|院校|学校|银行|法院|检察院|医院|中心|协会|大队|总队"
    r"|厅|局|处|院|会|部|办|委)(?:（[^）]*）)?$"
)
_OWN_PLACE = re.compile(r"各|有关|国|中|新疆|全")


def split_addressees(line: str) -> tuple[str, ...]:
    """The organs a notice is addressed to."""
    found: list[str] = []
    for part in re.split(r"[，；,;]", line.rstrip("：: ")):
        if part:
            found.extend(_part(part))
    return tuple(found)


def _part(part: str) -> list[str]:
    tokens = _tokens(part)
    places, rest = _places(tokens)
    if not rest or any(len(token) == 1 for token in rest):  # 市政府有关委、办、局
        return [part]
    if len(rest) == 1:
        return [f"{places}{rest[0]}"]
    shared = _SHARED.search(rest[-1])
    fields = [*rest[:-1], rest[-1][: shared.start()] if shared else rest[-1]]
    whole = any(_WHOLE.search(field) or field.startswith(("各", "有关")) for field in rest[:-1])
    if shared and fields[-1] and not whole:
        return [f"{places}{field}{shared[0]}" for field in fields]
    return [f"{places}{rest[0]}", *(organ if _OWN_PLACE.match(organ) else f"{places}{organ}" for organ in rest[1:])]


def _tokens(part: str) -> list[str]:
    """Split at 、 outside brackets."""
    return [token for token in re.split(r"、(?![^（]*）)", part) if token]


def _places(tokens: list[str]) -> tuple[str, list[str]]:
    """The leading places ("各区市、开发区") and what follows them."""
    lead: list[str] = []
    for at, token in enumerate(tokens):
        match = _PLACES.match(token)
        if match is None or _WHOLE.search(token[: match.end()]):
            break
        lead.append(match[0])
        if match.end() < len(token):
            return "、".join(lead), [token[match.end() :], *tokens[at + 1 :]]
    return "", tokens
