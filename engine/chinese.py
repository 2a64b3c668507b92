"""The words of proofs and notes in Chinese.

In: nothing. Out: tables and forms for `engine.wording`. Guarantee: the same names as in `engine.english`.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.calendar import RELATIVE, spoken

WORDS = {
    "obligation": "应当",
    "prohibition": "不得",
    "permission": "可以",
    "encouragement": "受到鼓励",
    ">=": "不低于",
    "<=": "不超过",
    "=": "为",
    "yes": "是",
    "no": "否",
    "": "未写明",
    # how a sanction is joined to a duty, and why it is not (obligations.joins, obligations.provisions)
    "provision": "点名的条款是",
    "act": "所罚的行为是",
    "firm": "对应明确",
    "fair": "大致对应，应当复核",
    "no act": "没有写明具体行为",
    "general": "失职、渎职一类，不限于哪一项义务",
    "elsewhere": "所违反的是另一文件的条款",
    "unresolved": "点名的条款没有找到",
    "no duty": "点名的条款里没有读出义务或者禁令",
    "penalty": "点名的条款写的就是处罚、处理，所罚的行为没有另写成义务或者禁令",
    "power": "点名的条款只写可以做什么",
    "definition": "点名的条款只说明含义、范围",
    "no match": "没有同一行为的义务或者禁令",
    "absent document": "没有该文件",
    "no such article": "没有这一条",
    "no such paragraph": "没有这一款",
    "no such point": "没有这一项",
    "no such part, chapter or section": "没有这一编、章或者节",
    "ambiguous": "可以指不止一处",
    "unclear whose provision": "没有写明是哪一文件、哪一条的",
    "合同自身": "合同自身",
    "《民法典》第四百七十条": "《民法典》第四百七十条",
    "机构改革": "机构改革",
    "义务": "义务",
    "禁止": "禁止",
    "期限": "期限",
    "数值": "数值",
    "空白": "空白",
    "日期": "日期",
    "起止日期": "起止日期",
    "年限": "年限",
    "金额": "金额",
    "签订日期": "签订日期",
    "quoted text": "在引文里",
}
# Kinds of instruments by 立法法, groups of them, and who decides between them.
INSTRUMENTS = {
    "constitution": "宪法",
    "law": "法律",
    "administrativeRegulation": "行政法规",
    "localRegulation": "地方性法规",
    "autonomousRegulation": "自治条例、单行条例",
    "departmentRule": "部门规章",
    "localRule": "地方政府规章",
    "normativeDocument": "其他规范性文件",
    "judicialInterpretation": "司法解释",
    "legislation": "法律、法规或者规章",
    "belowLaw": "法律以下的法规或者规章",
    "belowRegulation": "行政法规以下的地方性法规或者规章",
    "standingCommittee": "全国人民代表大会常务委员会",
    "stateCouncil": "国务院",
    "maker": "制定机关",
    "stateCouncilFirst": "国务院提出意见（认为应当适用部门规章的，提请全国人民代表大会常务委员会）",
    "provincialCongress": "省、自治区的人民代表大会常务委员会",
}
WORDS |= INSTRUMENTS
# A modality without its bearer before it.
MODES = {"obligation": "应当", "prohibition": "不得", "permission": "可以", "encouragement": "鼓励"}
# How two values compare, for days and for anything else.
SIGNS = {
    "<": ("早于", "小于"),
    "<=": ("不晚于", "不大于"),
    ">": ("晚于", "大于"),
    ">=": ("不早于", "不小于"),
    "==": ("就是", "就是"),
    "!=": ("不是", "不是"),
}
COMPARED = "{left}{sign}{right}"
PHRASES = {
    # the parts of a proof
    "rule": "依据〔{code}〕{label}",
    "document": "文件：《{title}》",
    "quote": "原文 {place}：“{quote}”",
    "quoted": "原文 {place}，引文见上",
    "again": "依据见上",
    "place": "第{start}至{end}字",
    "page": "第{number}页",
    "paragraph": "第{number}段",
    "untold": "题名未写明",
    "notice": "印发通知",
    "note": "（{note}）",
    # what a leaf is that is not of the text
    "asked": "所问的日期",
    "is_a": "主体分类",
    "computed": "由日历推算",
    "called": "由责任分工的措辞得出",
    "succeeded": "机构沿革",
    "decreed": "废止情况的资料",
    "weighed": "由两项规定、两个地区比对得出",
    "ranked": "《立法法》所列的文件种类",
    "dated": "由施行、印发、修订的日期得出",
    "matched": "由题名、地区和制定机关比对得出",
    "absent": "就读出的条文而言",
    "compared": "比较",
    # what follows from a statement
    "follows": "由此得出{count}项结论",
    "governs": "这一责任分工管到{count}项规定，写明的内容如下",
    "nothing_follows": "由此没有得出结论，读出的内容如下",
    "unknown_id": "没有编号为“{identity}”的答案或者条文",
    "near": "；相近的有：{near}",
    "carry_out": "贯彻执行本文件",
    "general_only": "只有失职、渎职一类的概括规定",
    # how a question was understood
    "no_policy": "没有编号或者题名含{wanted}的文件",
    "withheld": "《{title}》有{count}项未列出：{reason}",
    "as_of": "只列出{day}时有效的文件里的规定",
    "by_due_date": "没有指定日期，是否有效按各项期限到期之日判断",
    "today": "没有指定日期，列出全部规定；各文件的效力状态以今天（{day}）为准",
    "unclassed": "主体分类里没有“{actor}”的上位类和下位类，只按名称查找",
    "contract_signed": "以合同的签订日期（{day}）为准",
    "contract_unsigned": "合同没有写明签订日期，以{day}为准",
    "contract_closed": "{reason}，不据以提出要求",
    "contract_event": "“{event}”是哪一天？",
    "contract_limit": "合同对“{act}”写的是{day}，政策的期限是{demanded}；不知道起算的日期，不能判断是否晚于政策",
    "contract_case": "合同是否属于“{condition}”？",
    "contract_uncased": "政策的要求限于这种情形，合同没有写明；暂按属于处理",
    "contract_kind": "这是哪一种合同？",
    "contract_unkind": "从题名看不出合同的种类，没有核对政策对这一种合同的要求",
    # cases
    "lacking": "缺少",
    "not_of_text": "读出的条文里没有可以得出它的规定",
    "not_so": "不成立：{told}",
    "against": "与此相反",
    "unblocked": "规则{code}的前提都成立",
    "some": "某一",
    "no": "不成立：{told}",
    "holds_already": "“{what}”：这一结论成立",
    "of_actor": "“{what}”（{actor}）",
    "no_such": "没有哪一项规定或者后果含有“{words}”",
    "case_day": "以{day}为准",
    "case_later": "{count}件事在这一天之后，没有计入",
    "case_unused": "{event}“{what}”（{day}）没有与任何规定的措辞相合，不影响结论",
    "case_unanswered": "回答的“{words}”没有与任何条件相合，不影响结论",
    "case_unborn": "“{actor}”自{since}起才存在，没有计入",
    "or": "、",
    "case_unbound": "没有适用于“{actor}”所在地（{place}）的文件",
    "ask_attribute": "{actor}的“{attribute}”是什么？",
    "answer_attribute": "attributes 里写：{attribute}（{values}）",
    "ask_condition": "是否属于“{condition}”的情形？",
    "answer_condition": "answers 里写：{condition}: true、false，或者从哪一天起",
    "ask_event": "“{event}”发生在哪一天？",
    "answer_event": "events 里写这件事，what 用这几个字",
    "ask_done": "到{day}，{actor}做到“{action}”了吗？",
    "answer_done": "events 里写做到的日子，或者写 kind: 未履行",
    "ask_nothing": "期限从何时起算？",
    "answer_nothing": "条文没有写明，案件不能回答",
    "case": "案件所述",
    "read": "由条文的措辞读出",
    # conflicts
    "across_provision": "{cited}“{action}”（指明该条款，{strength}）",
    "across_act": "{cited}“{action}”（同一行为，{strength}）",
    "exceeds_range": "{matter}；上位法：{cited}（证明：zhize conflicts --why {id}）",
    "compared_on": "比对的是{day}时没有失效、适用地区有重合的文件，共{count}对；适用哪一项，只就所列的两份文件而言",
    "not_compared": "有{count}份文件在这一天没有效力，没有比对",
    "places_unknown": "有{count}对文件的适用地区没有写明或者关系不能确定，没有比对",
    "and": "、",
}


def day(year: str, month: str, number: str) -> str:
    """2025年12月31日"""
    return f"{year}年{int(month)}月{int(number)}日"


def month(year: str, number: str) -> str:
    """2025年12月"""
    return f"{year}年{int(number)}月"


def duration(value: str) -> str:
    """``P1Y6M`` is 1年6个月."""
    return spoken(value)


def _yearly(rest: str) -> str:
    month, _, number = rest.partition("-")
    return f"每年{month.lstrip('0')}月{number.lstrip('0')}日前"


def _relative(rest: str) -> str:
    found = RELATIVE.fullmatch(rest)
    if found is None:
        return rest
    length, side, event = found.groups()
    span = "" if length.strip("PTYMWDH") == "0" else spoken(length)
    if side is None:
        return f"{span}内"
    if side == "before":
        return f"“{event}”{span}之前"
    return f"“{event}”之后{span}内" if span else f"“{event}”之后"


DEADLINES: dict[str, Callable[[str], str]] = {
    "date": lambda rest: f"{rest}前",
    "from": lambda rest: f"自{rest}起",
    "range": lambda rest: rest.replace("/", "至"),
    "yearly": _yearly,
    "monthly": lambda rest: f"每月{rest.lstrip('0')}日前" if rest else "每月",
    "quarterly": lambda _: "每季度",
    "halfyearly": lambda _: "每半年",
    "relative": _relative,
}
