"""Places at the start of a title or of an organ's name, and the level of government they belong to.

In: a name ("重庆市万州区人民政府办公室"). Out: the place it starts with and its level. Guarantee: words that only look
like places (城市, 社区, 自然保护区) are none; a city without its province counts as prefectural.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Province:
    """A provincial unit.

    Attributes:
        name: its full name.
        letters: what its document numbers begin with.
        city: it is a city itself, so that its districts are counties.
    """

    name: str
    letters: tuple[str, ...]
    city: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its full name as printed, its level, and its province when printed."""

    name: str
    level: str
    province: str | None


NATION = Place("全国", "national", None)

_AUTONOMOUS = re.compile(r"[\u4e00-\u9fff]{2,16}?(?:自治州|自治县|自治旗)")
# What follows a place is an organ or a subject, never the rest of a word (市场, 市民, 区域, 县级).
_CITY = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:市(?![场级区容内域值本直]|民(?![用族宗政办间营事])|价(?!格))|盟(?=[\u4e00-\u9fff]))"
)
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:县(?![级域乡城区市])|区(?![域划级县块政内位间])|市(?![场政民级区容]))")
_BANNER = re.compile(r"[\u4e00-\u9fff]{2,8}?旗(?![帜下])")
_ALONE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:县(?![级域乡城区市])|区(?=人民政府|区委|人民代表大会|委员会))")
_NATIONAL = re.compile(
    r"中华人民共和国|国务院|国家|全国|中共中央|中央|中国|最高人民|政务院"
    r"|[\u4e00-\u9fff]{2,10}部(?=$|令|关于|办公厅|、|，|\s)|(?:市场监管|海关|税务|体育|广电|统计|知识产权|林草|文物)总?[局署]"
)


@cache
def _data() -> tuple[tuple[Province, ...], re.Pattern[str]]:
    data = tomllib.loads((files("policies") / "places.toml").read_text(encoding="utf-8"))
    provinces = tuple(Province(p["name"], tuple(p["letters"]), p["city"]) for p in data["province"])
    keys = ("not_begin", "not_inside", "not_end", "not_alone")
    begins, holds, ends, alone = ("|".join(map(re.escape, data[key])) for key in keys)
    return provinces, re.compile(f"^(?:{begins})|{holds}|(?:{ends}|..城市)$|^(?:{alone})$")


def place_of(name: str) -> Place | None:
    """The place a title or an organ's name starts with."""
    province = next((p for p in _data()[0] if name.startswith(p.name)), None)
    rest = name[len(province.name) :] if province else name
    city = "" if province and province.city else _start(rest, _AUTONOMOUS) or _start(rest, _CITY)
    county = _start(rest[len(city) :], _COUNTY if province or city else _ALONE)
    if province and "内蒙古" in province.name:
        county = county or _start(rest[len(city) :], _BANNER)
    full = (province.name if province else "") + city + county
    if not full:
        return NATION if _NATIONAL.match(name) else None
    return Place(full, _level(city, county), province.name if province else None)


def _start(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(text)
    return "" if match is None or _data()[1].search(match[0]) else match[0]


def _level(city: str, county: str) -> str:
    if county or city.endswith(("自治县", "自治旗")):
        return "county"
    return "prefectural" if city else "provincial"


def province_of_number(doc_number: str) -> str | None:
    """The province whose letters open a document number (甘资字 -> 甘肃省)."""
    return next((p.name for p in _data()[0] if doc_number.startswith(p.letters)), None)
