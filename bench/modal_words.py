"""What a modal word is in its place.

In: the clean text of a paragraph and where the word stands. Out: its part, decided by the characters of its clause
(between two marks of punctuation) and the classes of the lexicon, never by what was extracted. Guarantee: a word is
set aside for one of these reasons only, every other one counts.

- `quotation`, `definition`: in 《…》 or “…”; in a sentence with 是指, 所称, 含义.
- `case`: its clause ends in 的 and only names a case (应当招标而未招标的，). The annotation guide makes of it the
  condition of a norm, not a norm.
- `attribute`: it says which thing is meant. 的 follows at once (法律禁止的行为), or 的 and a noun follow and nothing
  stands before it in its clause but 其他, a source, or a word that takes what follows as its object
  (其他应当公布的信息, 法律规定可以解除合同的情形, 对依法应当公开的事项, 取得或者应当取得的补贴).
- `object`: 禁止 and 鼓励 after the verb that governs them (划定禁止通行区域, 制定鼓励政策), or in a name (禁止标志).
- `principle`: 应当遵循…的原则, and sentences of guiding ideology. The guide: principles with no action are no norms.
- `purpose`: before 制定本条例. The guide: purposes are no norms.

A word that another modal word rules in its clause (应当鼓励, 可以禁止, 应当告知其可以申诉) counts, too, but makes no
norm of its own: a statement of the ruling word's modality must hold it.
"""

from __future__ import annotations

import re

from lark import Token

from obligations.words import endings, lexer

WORD = re.compile(r"应当(?!事人|事者|地|前|时|年|今|日|选|知道)|必须(?!品)|不得(?!已)|禁止|可以|鼓励")
ASIDE = ("quotation", "definition", "case", "attribute", "object", "principle", "purpose")
_CLAUSE = re.compile("[^，。；：！？]+")
_DEFINES = re.compile("是指|所称|含义")
_FRAME = re.compile("制[定订]本(?:法|条例|办法|规定|细则|决定|规则|实施办法|实施细则)$")
_NOUNS = frozenset({"需要", "要", "不予", "允许", "准许"})  # 根据需要可以; 不予受理决定应当
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_PRINCIPLE = re.compile("(?:严格|始终)?(?:遵循|坚持|秉持|本着).*(?:原则|方针)$")
_WHICH = re.compile("(?:其他|认为|对|将|把|自|从|以|按|未|被|或者?)(?:其他|依法)?$")
_NAME = re.compile("(?:禁止|鼓励)(?:性|类|令|标志|标识|标牌|标线|目录|政策|措施|事项|行为|情形|制度|办法)")
_RULING = {"OUGHT": "应当", "MUSTNOT": "不得", "MAY": "可以", "ENC": "鼓励", "STEER": "鼓励", "DRIVE": "鼓励"}


def part(text: str, match: re.Match[str]) -> str:
    """The reason for which the word is set aside, "" when it counts."""
    if any(title.start() < match.start() < title.end() for title in _TITLE.finditer(text)):
        return "quotation"
    return _of_sentence(sentence(text, match)) or _of_clause(match[0], *_clause(text, match))


def _of_sentence(text: str) -> str:
    if _DEFINES.search(text):
        return "definition"
    if _FRAME.search(text):
        return "purpose"
    return "principle" if any(token.type == "GUIDE" for token in lexer().tokens(text)) else ""


def _of_clause(word: str, before: str, after: str) -> str:
    if after.endswith("的") and not after.startswith(("是", "为")):
        return "case"
    if _attribute(before, after):
        return "attribute"
    if word in ("禁止", "鼓励") and (_NAME.match(word + after) or _governed_by_verb(before)):
        return "object"
    return "principle" if _PRINCIPLE.match(after) else ""


def ruling(text: str, match: re.Match[str]) -> str:
    """The word whose modality must hold it: the first modal word of the clause that no 的 closes, or itself."""
    before, after = _clause(text, match)
    tokens = lexer().tokens(before + match[0] + after)
    at = len(before)
    first = ""
    for token in tokens:
        if (token.end_pos or 0) > at:
            own = _RULING.get(token.type, match[0]) if (token.start_pos or 0) < at else match[0]  # 不应当
            return first or own
        if token.type == "DE":
            first = ""
        if token not in _NOUNS:
            first = first or _RULING.get(token.type, "")
    return match[0]


def sentence(text: str, match: re.Match[str]) -> str:
    """The sentence of the word."""
    end = text.find("。", match.end())
    return text[text.rfind("。", 0, match.start()) + 1 : end if end >= 0 else len(text)]


def _clause(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after the word in its clause."""
    whole = next(found for found in _CLAUSE.finditer(text) if found.start() <= match.start() < found.end())
    return text[whole.start() : match.start()].strip(), text[match.end() : whole.end()].strip()


def _attribute(before: str, after: str) -> bool:
    if after.startswith("的"):
        return True
    of = after.find("的")
    if of < 0 or not before:
        return False
    source = before.removesuffix("依法").endswith(endings("source"))
    return source or before == "依法" or _WHICH.search(before) is not None


def _governed_by_verb(before: str) -> bool:
    """划定, or 划定限制或者, or 采取限制、: a verb before the word, or before the verb it is joined to."""
    tokens: list[Token] = lexer().tokens(before)
    if tokens and tokens[-1].type == "SEP":
        tokens = tokens[:-2]
    return bool(tokens) and tokens[-1].type == "VERB"
