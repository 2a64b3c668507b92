"""Set phrases of official documents that say what a line is.

In: the body of a line (see `lines`). Out: yes or no, or the match. Guarantee: looks at one line only, in time linear
in its length; the patterns name kinds of wording, never one document.
"""

from __future__ import annotations

import re

from policies.numbering import CHINESE

_YEAR = rf"(?:\d{{4}}|[{CHINESE}OＯ0]{{4}})"
_DAY = rf"(?:[\d ]{{1,4}}|[{CHINESE}]{{1,3}})"
DATE = re.compile(rf"{_YEAR}\s*年\s*{_DAY}\s*月(?:\s*{_DAY}\s*日)?")

# 甘资字〔2023〕11号 / 国发[2010]5号 / 财法字(1997)第12号 / 环境保护部令第28号 / 广东省人民政府令 / （第290号）
DOC_NUMBER = re.compile(
    r"""
    [\u4e00-\u9fffA-Z]{1,14}[ ]?
    (?:[〔［\[﹝【(（][ ]?(?:19|20)\d\d[ ]?[〕］\]﹞】)）]|(?:19|20)\d\d年)
    [ ]?(?:第[ ]?)?\d{1,5}[ ]?号
    """,
    re.VERBOSE,
)
ORDER_NUMBER = re.compile(rf"(?:[\u4e00-\u9fff]{{2,30}}令)?\s*[（(]?第?\s*[\d{CHINESE}]{{1,5}}\s*号[）)]?")

# Crawl rubbish: rules, links, menus, site fields
_NOISE = re.compile(
    r"""
    [-=*_~—\#|\s]{3,}$
  | @\w+ | \[\[ | !?\[[^\]]*\]\( | [-*]\s+(?:!?\[[^\]]*\]\(|第\d+条?[~～-]\d+条) | https?://
  | <!-- | </?(?:div|p|span|table|tr|td|center|a)\b
  | 【(?:法宝引证码|文号|关键词|法规分类|年份|颁布时间|实施时间|时效性|颁布单位|地区部门|题注|原文下载|附件下载|发布部门
      |来源)】
  | (?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?$ | [-—]$ | 【(?:返回|关闭|打印)
  | 分享到$ | -次$ | 政策全文$ | 图\s*\d{1,3}[\s\u3000：:.-]+[^。；]{2,40}$
    """,
    re.VERBOSE,
)
_NOISE_START = frozenset("-=*_~—#|@[!<h【12分政图")
# Fields of a site around the text: 索引号：…, 发文字号：国发〔2021〕36号
_FIELD = re.compile(
    r"(?:原文链接|来\s*源|信息来源|分享到?|更新时间|发布时间|发布日期|成文日期|索\s*引\s*号|发文机关|发文机构|发文字号|主题分类|主题词"
    r"|公文种类|字体|字号|浏览次数|浏览量|打印|责任编辑|有效性|标\s*题|文\s*号|名\s*称|生成日期|点击数|当前位置|您的位置|您现在的位置"
    r"|作者|编辑)\s*[：:].{0,200}$(?<![。；])"
)

# 1996年8月29日第八届全国人民代表大会常务委员会第二十一次会议通过
_ADOPTED = re.compile(
    r"(?:通过|批准|公布|发布|修正|修订|修改|施行|实施|废止|颁布|印发|制定|生效|备案|核准|调整|失效|停止执行|实行)[^。；]{0,12}$"
)
_NOTE_START = re.compile(rf"[（(]?\s*(?:根据|依据)?\s*{DATE.pattern}")
_ORGAN = re.compile(
    r"(?:厅|局|委|委员会|办公室|办公厅|部|署|院|政府|总局|分局|银行|检察院|处|办|党委|党组|工会|公司|联合会|总会|协会|大队|支队|总队|管委会|中心|集团|海关|军区|团委|妇联|残联|秘书组|领导小组|指挥部)(?:[（(][^（()）]{1,12}[）)])?$"
)
_PERSON = re.compile(
    r"(?:主\s*席|总\s*理|部\s*长|省\s*长|市\s*长|县\s*长|区\s*长|局\s*长|署\s*长|主\s*任|行\s*长|院\s*长|检察长|书\s*记|州\s*长|厅\s*长|关\s*长|代市长|代省长|总局局长)[\s：:]+[\u4e00-\u9fff·]{1,4}(?:\s[\u4e00-\u9fff])?$"
)
_TYPE = re.compile(
    r"(?:通知|方案|规划|计划|办法|规定|细则|条例|意见|决定|公告|通告|令|要点|措施|纲要|规则|标准|目录|指南|制度|预案|批复|函|法|解释|章程|公报"
    r"|决议|答复|清单|准则|守则|规程|指引|政策|通报|协议|公约|典|基准|要求|行动|规范|工程|名单|分工|职责|职能|说明|议案|批准书|要览|表|书|案)"
    r"(?:[\s（(〔［\[].*[）)〕］\]])?$"
)
_PAUSE = re.compile(r"[。；;！？!?]")
_COPY = re.compile(
    r"(?:抄\s*送|抄\s*报|主\s*送|公开方式|公开属性|信息公开|印发日期|联\s*系\s*人|承办单位)\s*[：:]|[（(](?:此件|本文有|联系人|此页|此文|本件|信息公开)"
)


def is_noise(body: str) -> bool:
    """A line of crawl rubbish, a link, a rule or a figure caption."""
    return body[0] in _NOISE_START and _NOISE.match(body) is not None


def is_field(body: str) -> bool:
    """A field of a site's record, to be looked for near the two ends of a text only."""
    return _FIELD.match(body) is not None


def is_date_line(body: str) -> bool:
    """Only a date, perhaps after an organ or before 印发: "2023年1月28日", "辽宁省自然资源厅 2023年3月"."""
    if len(body) > 60 or "年" not in body:
        return False
    found = DATE.search(body)
    if found is None:
        return False
    before, after = body[: found.start()].strip(" \u3000（("), body[found.end() :].strip(" \u3000）)")
    return after in ("", "印发", "印", "发布", "公布", "起施行") and (not before or is_organ(before))


def is_organ(body: str) -> bool:
    """The name of an organ, or several in columns, and nothing else."""
    return len(body) <= 60 and not re.search(r"[，。；：:、“《〈0-9]", body) and _ORGAN.search(body) is not None


def is_signatory(body: str) -> bool:
    """The person who signs: "局长  杨焕宁"."""
    return len(body) <= 24 and _PERSON.search(body) is not None


def is_note(body: str) -> bool:
    """A note of adoption below a title: "（2014年12月19日环境保护部令第28号公布 自2015年1月1日起施行）"."""
    return _NOTE_START.match(body) is not None and _ADOPTED.search(body.rstrip("）)》 \u3000。")) is not None


def is_copy_line(body: str) -> bool:
    """A line of the imprint: copies sent to, publicity, contact."""
    return _COPY.match(body) is not None


def is_doc_number(body: str) -> bool:
    """Only a document number."""
    if len(body) > 40:
        return False
    bare = body.strip("（）() 　")
    return DOC_NUMBER.fullmatch(bare) is not None or ORDER_NUMBER.fullmatch(body) is not None


def is_title(body: str) -> bool:
    """A line that can be a title: short, no sentence, ends with a kind of document."""
    return len(body) <= 80 and not _PAUSE.search(body) and _TYPE.search(body) is not None


def is_closed(body: str) -> bool:
    """The line ends a sentence, so that the next one starts a paragraph."""
    last = body[-1]
    if last in "。！？；：;:!?":
        return True
    if last in "”\"’'」』》〉）)】":
        return _closed_inside(body.rstrip("”\"’'」』》〉）)】"), body)
    return last == "." and not body[-2:-1].isdigit()


_UNITS_REACH = 400  # characters of the longest list of units in brackets
_INSIDE = r"(?:[^（()）]|[（(][^（()）]*[）)])*"
_UNITS = re.compile(rf"[（(]{_INSIDE}(?:单位|牵头|负责|配合|参加|参与|分别){_INSIDE}[）)]$")


def _closed_inside(stem: str, body: str) -> bool:
    if stem and stem[-1] in "。！？；!?;":
        return True
    if body[-1] not in "）)":
        return False
    before = body[: max(body.rfind("（"), body.rfind("("), 0)].rstrip()
    return before[-1:] in ("。", "！", "？", "；") or _UNITS.search(body[-_UNITS_REACH:]) is not None
