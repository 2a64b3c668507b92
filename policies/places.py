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
    """A provincial unit."""

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

_WORD = r"(?:(?!城市|全市|上市|都市|本市|各市|超市|夜市|股市|入市|集市|门市|街区|社区|园区|景区|矿区|山区|灾区|校区|牧区|林区|辖区|地区|片区|小区|保护区|开发区|示范区|度假区|试验区|新区|特区|专区|城区|市区|郊区|全区|各区|分区|功能区|保税区|合作区|厂区|库区|河区|流域|全县|各县|郡县|省|全省|自治)[\u4e00-\u9fff])"
_CITY = re.compile(rf"{_WORD}{{1,6}}?(?:自治州|市(?!场|政|民|级|区|容|内|域|值|价|本|直))|{_WORD}{{1,6}}?盟(?=[\u4e00-\u9fff])")
_AUTONOMOUS = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:自治州|自治县|自治旗)")
_COUNTY = re.compile(rf"{_WORD}{{1,6}}?(?:县(?!级|域|乡|城|区|市)|区(?!域|划|级|县|块|政|内|位)|旗(?!帜|下)|市(?!场|政|民|级|区|容))")
_NATIONAL = re.compile(
    r"中华人民共和国|国务院|国家|全国|中共中央|中央|最高人民|政务院|公安部|司法部|财政部|教育部|科技部|科学技术部|民政部|商务部"
    r"|(?:[\u4e00-\u9fff]{2,10}部)(?=$|令|关于|办公厅|、|，)|(?:市场监管|海关|税务|体育|广电|统计|知识产权)总?局"
)


@cache
def provinces() -> tuple[Province, ...]:
    """The provincial units."""
    data = tomllib.loads((files("policies") / "places.toml").read_text(encoding="utf-8"))
    return tuple(Province(p["name"], tuple(p["letters"]), p["city"]) for p in data["province"])


def place_of(name: str) -> Place | None:
    """The place a title or an organ's name starts with."""
    province = next((p for p in provinces() if name.startswith(p.name)), None)
    at = len(province.name) if province else 0
    county = city = ""
    if not (province and province.city):
        city = _start(name[at:], _AUTONOMOUS) or _start(name[at:], _CITY)
    if province or city:
        county = _start(name[at + len(city) :], _COUNTY)
    elif not city:
        county = _start(name, _COUNTY)
    full = (province.name if province else "") + city + county
    if not full:
        return NATION if _NATIONAL.match(name) else None
    return Place(full, _level(province, city, county), province.name if province else None)


def _start(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(text)
    return match[0] if match else ""


def _level(province: Province | None, city: str, county: str) -> str:
    if county or city.endswith(("自治县", "自治旗")):
        return "county"
    return "prefectural" if city else "provincial"


def province_of_number(doc_number: str) -> str | None:
    """The province whose letters open a document number (甘资字 -> 甘肃省)."""
    return next((p.name for p in provinces() if doc_number.startswith(p.letters)), None)
