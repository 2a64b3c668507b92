"""Numbers as Word writes them before a paragraph.

In: a number and the name of a format (ST_NumberFormat, ECMA-376 part 1, 17.18.59). Out: its characters. Guarantee: a
format without an entry here is written in Arabic digits, and so is a number that its format cannot write.

As Word does: chineseCounting counts by tens up to 99 and by digits beyond (一○○), chineseCountingThousand counts on
(一百〇一); japaneseCounting leaves the one out before 百.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_CIRCLE = "○一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_JAPANESE = "〇壱弐参四伍六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 9999


def written(number: int, form: str) -> str:
    """The number in that format."""
    make = _FORMS.get(form)
    return make(number) if make and 0 < number <= _MOST else "" if form == "none" else str(number)


def _counted(number: int, digits: str, units: str, *, ones: bool, zero: bool) -> str:
    """By thousands, hundreds and tens; `ones`: 一 before a unit; `zero`: a digit for what is skipped."""
    pieces: list[str] = []
    skipped = False
    for power, unit in ((1000, units[0]), (100, units[1]), (10, units[2]), (1, "")):
        digit = number // power % 10
        if not digit:
            skipped = bool(pieces)
            continue
        if skipped and zero:
            pieces.append(digits[0])
        skipped = False
        bare = digit == 1 and unit and (not ones or (power == 10 and not pieces))
        pieces.append(unit if bare else digits[digit] + unit)
    return "".join(pieces)


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _chinese(number: int) -> str:
    return _thousands(number) if number < 100 else _positional(number, _CIRCLE)


def _thousands(number: int) -> str:
    return _counted(number, _DIGITS, "千百十", ones=True, zero=True)


def _japanese(number: int) -> str:
    return _counted(number, _DIGITS, "千百十", ones=False, zero=False)


def _legal(digits: str, units: str) -> Callable[[int], str]:
    def make(number: int) -> str:
        counted = _counted(number, digits, units, ones=True, zero=digits is not _LEGAL_JAPANESE)
        return digits[1] + counted if counted.startswith(units[2]) else counted

    return make


def _run(first: str, count: int) -> Callable[[int], str]:
    """Characters that stand in Unicode one after another."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _circled(number: int) -> str:
    for first, start, stop in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= number <= stop:
            return chr(ord(first) + number - start)
    return str(number)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _stems(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)


def _roman(number: int) -> str:
    found = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        found += letters * times
    return found


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ."""
    repeats, at = divmod(number - 1, 26)
    return chr(ord("A") + at) * (repeats + 1) if repeats < 30 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: _positional(number, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda number: _positional(number, "０１２３４５６７８９"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _thousands,
    "chineseLegalSimplified": _legal(_LEGAL, "仟佰拾"),
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _thousands,
    "taiwaneseDigital": lambda number: _positional(number, _CIRCLE),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL, "仟佰拾"),
    "ideographDigital": lambda number: _positional(number, _DIGITS),
    "japaneseDigitalTenThousand": lambda number: _positional(number, _DIGITS),
    "japaneseCounting": _japanese,
    "japaneseLegal": _legal(_LEGAL_JAPANESE, "阡百拾"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _stems,
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _: "",
}
