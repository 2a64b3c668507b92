"""Who must do what, by when, which department answers for it, what happens otherwise, and where does it say so?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from engine.errors import QuestionError, UnknownId
from engine.library import KEPT
from engine.model import Fine, Force
from engine.queries import Library, deadlines, duties, explain, load, penalties
from obligations.model import Fact
from policies.model import Document

Build = Callable[..., tuple[Document, list[Fact]]]
TAXONOMY = [
    ("大型矿山企业", "矿山企业"),
    ("矿山企业", "企业"),
    ("新建矿山", "矿山企业"),
    ("省自然资源厅", "自然资源主管部门"),
]
SUMMER = date(2025, 6, 1)
SPRING = date(2026, 3, 1)

WEIHAI = (
    "document({doc}, 威海市绿色矿山建设工作方案)",
    "effective({doc}, 2021-02-01) | 自2021年2月1日施行",
    "expires({doc}, 2025-12-31) | 有效期至2025年12月31日",
    "norm(威海.n1, {doc}, {unit}, obligation, 复垦土地) | 全市矿山企业必须复垦土地",
    "bearer(威海.n1, 全市矿山企业) | 全市矿山企业必须复垦土地",
    "norm(威海.n2, {doc}, {unit}, obligation, 报送年度工作报告) | 各有关区、市每年12月15日前报送年度工作报告",
    "bearer(威海.n2, 各有关区、市) | 各有关区、市每年12月15日前报送年度工作报告",
    "deadline(威海.n2, yearly:12-15) | 各有关区、市每年12月15日前报送年度工作报告",
    "reports(威海.n2)",
    "recipient(威海.n2, 局际联席会议办公室) | 各有关区、市每年12月15日前报送年度工作报告",
    "sanction(威海.s1, {doc}, {unit}, 不按要求推进) | 对不按要求推进的矿山企业，停止受理审批，限制申请补助",
    "sanction_target(威海.s1, 矿山企业) | 对不按要求推进的矿山企业，停止受理审批，限制申请补助",
    "measure(威海.s1, 停止受理审批) | 对不按要求推进的矿山企业，停止受理审批，限制申请补助",
    "measure(威海.s1, 限制申请补助) | 对不按要求推进的矿山企业，停止受理审批，限制申请补助",
    "sanction(威海.s2, {doc}, {unit}, 弄虚作假) | 弄虚作假的，从名录中除名",
    "measure(威海.s2, 从名录中除名) | 弄虚作假的，从名录中除名",
)
GANSU = (
    "document({doc}, 甘肃省推进绿色矿山建设实施方案)",
    "issued({doc}, 2023-01-28) | 2023年1月28日",
    "period({doc}, 2021-01-01, 2025-12-31) | （2021-2025年）",
    "norm(甘肃.n1, {doc}, {unit}, obligation, 报告进展情况) | 市州自然资源主管部门每年12月10日前，报告进展情况",
    "bearer(甘肃.n1, 市州自然资源主管部门) | 市州自然资源主管部门每年12月10日前，报告进展情况",
    "deadline(甘肃.n1, yearly:12-10) | 市州自然资源主管部门每年12月10日前，报告进展情况",
    "norm(甘肃.n2, {doc}, {unit}, obligation, 完成绿色矿山建设) | 新建矿山正常运营后一年内完成绿色矿山建设",
    "bearer(甘肃.n2, 新建矿山) | 新建矿山正常运营后一年内完成绿色矿山建设",
    "deadline(甘肃.n2, relative:P1Y after 矿山正常运营) | 新建矿山正常运营后一年内完成绿色矿山建设",
    "norm(甘肃.n3, {doc}, {unit}, obligation, 督促矿山企业监测排放) | 督促矿山企业监测排放（省自然资源厅牵头）",
    "implied_bearer(甘肃.n3, 省自然资源厅)",
    "directs(甘肃.n3, 矿山企业, 监测排放) | 督促矿山企业监测排放（省自然资源厅牵头）",
    "responsibility(甘肃.r1, {doc}, {unit}) | 督促矿山企业监测排放（省自然资源厅牵头）",
    "leads(甘肃.r1, 省自然资源厅)",
    "supports(甘肃.r1, 省水利厅)",
)
WANZHOU = (
    "document({doc}, 万州区绿色矿山建设工作方案)",
    "issued({doc}, 2017-11-17) | 2017年11月17日",
    "addressee({doc}, 各街道办事处) | 各街道办事处：",
    "norm(万州.n1, {doc}, {unit}, obligation, 反馈进展) | 各责任单位每年6月20日和12月5日前反馈进展",
    "bearer(万州.n1, 各责任单位) | 各责任单位每年6月20日和12月5日前反馈进展",
    "deadline(万州.n1, yearly:06-20) | 各责任单位每年6月20日和12月5日前反馈进展",
    "deadline(万州.n1, yearly:12-05) | 各责任单位每年6月20日和12月5日前反馈进展",
    "norm(万州.n2, {doc}, {unit}, encouragement, 盘活存量用地) | 鼓励矿山企业盘活存量用地",
    "bearer(万州.n2, 矿山企业) | 鼓励矿山企业盘活存量用地",
    "norm(万州.n3, {doc}, {unit}, obligation, 加大宣传力度) | 加大宣传力度",
    "unnamed_bearer(万州.n3) | 加大宣传力度",
)
YUNNAN = (
    "document({doc}, 云南省绿色矿山建设实施方案)",
    "validity({doc}, P5Y, 印发之日) | 自印发之日起执行，有效期五年",
    "norm(云南.n1, {doc}, {unit}, obligation, 报送建设成果) | 各州人民政府于每年11月30日前报送建设成果",
    "bearer(云南.n1, 各州人民政府) | 各州人民政府于每年11月30日前报送建设成果",
    "deadline(云南.n1, yearly:11-30) | 各州人民政府于每年11月30日前报送建设成果",
    "norm(云南.n2, {doc}, {unit}, obligation, 负主体责任) | 企业负主体责任",
    "bearer(云南.n2, 企业) | 企业负主体责任",
)


@pytest.fixture
def library(build: Build) -> Library:
    texts = {"威海": WEIHAI, "甘肃": GANSU, "万州": WANZHOU, "云南": YUNNAN}
    return load([build(name, *lines) for name, lines in texts.items()], TAXONOMY)


# Who must do what?


def test_duties_of_an_actor_with_how_they_come_to_it(library: Library) -> None:
    found = {(d.norm, d.relation, d.derived) for d in duties(library, actor="矿山企业", as_of=SUMMER).duties}
    assert found == {
        ("威海.n1", "self", False),
        ("甘肃.n2", "narrower", False),
        ("甘肃.n3", "self", True),
        ("万州.n2", "self", False),
        ("云南.n2", "inherited", False),
    }


@pytest.mark.parametrize("actor", ["大型矿山企业", "某铜业所属的大型矿山企业"])
def test_a_kind_of_actor_inherits_and_the_proof_says_so(library: Library, actor: str) -> None:
    found = {duty.norm: duty for duty in duties(library, actor=actor).duties}
    assert set(found) == {"威海.n1", "甘肃.n3", "万州.n2", "云南.n2"}
    assert {duty.relation for duty in found.values()} == {"inherited"}
    assert found["云南.n2"].id == f"云南.n2@{actor}/企业"
    assert found["云南.n2"].actor == "企业"
    proof = explain(library, found["云南.n2"].id)
    assert proof.rule == "D503"
    assert proof.conclusion == f"{actor}应当：“负主体责任”"


def test_an_actor_that_nothing_is_known_of_has_no_duties(library: Library) -> None:
    answer = duties(library, actor="火星探测器")
    assert answer.duties == ()
    assert any("火星探测器" in note for note in answer.notes)


def test_all_duties_are_listed_with_those_of_nobody(library: Library) -> None:
    found = {(duty.id, duty.actor) for duty in duties(library).duties}
    assert ("万州.n3", "") in found
    assert ("万州@各街道办事处", "各街道办事处") in found
    assert ("甘肃.n3@矿山企业", "矿山企业") in found
    assert ("甘肃.n3@省自然资源厅", "省自然资源厅") in found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"policy": "云南"}, {"云南.n1", "云南.n2"}),
        ({"policy": ["云南", "万州方"]}, {"云南.n1", "云南.n2", "万州.n1", "万州.n2", "万州.n3", ""}),
        ({"modality": "encouragement"}, {"万州.n2"}),
        ({"topic": "宣传"}, {"万州.n3"}),
        ({"topic": "第3部分", "policy": "威海"}, {"威海.n1"}),
        ({"department": "自然资源"}, {"甘肃.n1", "甘肃.n3"}),
        ({"department": "省水利厅"}, {"甘肃.n3"}),
        ({"department": "自然资源主管部门"}, {"甘肃.n1", "甘肃.n3"}),
        ({"policy": "没有"}, set()),
    ],
)
def test_filters(library: Library, asked: dict[str, str], expected: set[str]) -> None:
    assert {duty.norm for duty in duties(library, **asked).duties} == expected  # type: ignore[arg-type]


def test_who_answers_for_it(library: Library) -> None:
    duty = next(d for d in duties(library).duties if d.id == "甘肃.n3@矿山企业")
    assert (duty.lead, duty.support) == (("省自然资源厅",), ("省水利厅",))


# By when?


def test_what_is_due_in_december_whatever_today_is(library: Library) -> None:
    answer = duties(library, due_from=date(2025, 12, 1), due_before=date(2025, 12, 30))
    assert {(duty.norm, duty.due) for duty in answer.duties} == {
        ("威海.n2", ("2025-12-15",)),
        ("甘肃.n1", ("2025-12-10",)),
        ("万州.n1", ("2025-12-05",)),
    }


def test_both_days_of_the_window_count(library: Library) -> None:
    day = date(2025, 12, 15)
    assert [duty.norm for duty in duties(library, due_from=day, due_before=day).duties] == ["威海.n2"]


def test_nothing_is_due_after_the_validity(library: Library) -> None:
    answer = duties(library, due_from=date(2026, 12, 1), due_before=date(2026, 12, 30))
    assert {duty.norm for duty in answer.duties} == {"万州.n1"}


def test_an_open_window(library: Library) -> None:
    until = duties(library, policy="万州", due_before=date(2018, 12, 31)).duties
    assert until[0].due == ("2017-12-05", "2018-06-20", "2018-12-05")
    since = duties(library, policy="威海", due_from=date(2024, 1, 1)).duties
    assert since[0].due == ("2024-12-15", "2025-12-15")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_days_like_others(library: Library, day: date) -> None:
    assert len(duties(library, as_of=day).validities) == 4
    assert duties(library, due_from=day, due_before=day).duties == ()


def test_a_window_longer_than_a_century_is_refused(library: Library) -> None:
    with pytest.raises(QuestionError, match="超过一百年"):
        duties(library, due_before=date.max)
    with pytest.raises(QuestionError, match="超过一百年"):
        duties(library, due_from=date.min)


def test_days_that_no_calendar_has_are_told_not_raised(build: Build) -> None:
    lines = (
        "issued({doc}, 2025-02-30)",
        "validity({doc}, P9999Y, 印发之日)",
        "effective({doc}, 2025-01-01)",
        "validity({doc}, P9999Y, 施行之日)",
        "norm(n1, {doc}, {unit}, obligation, 报告) | 企业应当在2月30日前报告",
        "bearer(n1, 企业) | 企业应当在2月30日前报告",
        "deadline(n1, date:2025-02-30) | 企业应当在2月30日前报告",
    )
    library = load([build("办法", *lines)])
    assert "不是日历上的日子" in (duties(library, as_of=SUMMER).duties[0].awaits or "")
    assert duties(library, due_before=SUMMER).duties == ()


def test_a_library_forgets_what_it_concluded_long_ago(library: Library) -> None:
    for day in range(1, 29):
        duties(library, as_of=date(2025, 6, day))
    assert len(library.memo) <= KEPT


def test_deadlines_in_order_and_those_that_wait(library: Library) -> None:
    found = deadlines(library, as_of=SUMMER).dues
    assert [due.day for due in found] == [
        "2025-06-20",
        "2025-11-30",
        "2025-12-05",
        "2025-12-10",
        "2025-12-15",
        "",
    ]
    assert found[-1].actors == ("新建矿山",)
    assert "事件的日期未知" in found[-1].basis
    window = deadlines(library, due_from=date(2025, 12, 1), due_before=date(2025, 12, 30)).dues
    assert [due.day for due in window] == ["2025-12-05", "2025-12-10", "2025-12-15"]


# Does it hold?


def test_validity_on_a_day_in_the_period(library: Library) -> None:
    answer = duties(library, as_of=SUMMER)
    assert {told.document: told.force for told in answer.validities} == {
        "威海": Force.IN_FORCE,
        "甘肃": Force.PERIOD,
        "万州": Force.UNSTATED,
        "云南": Force.UNDETERMINED,
    }
    reasons = {told.document: told.reason for told in answer.validities}
    assert "（起算：印发之日），但文本没有写明起算的日期" in reasons["云南"]
    assert "没有写明有效期" in reasons["万州"]
    assert "2021年1月1日至2025年12月31日" in reasons["甘肃"]


def test_a_policy_outside_its_validity_is_told_not_left_out(library: Library) -> None:
    answer = duties(library, actor="矿山企业", as_of=SPRING)
    forces = {told.document: told.force for told in answer.validities}
    assert forces["威海"] is Force.EXPIRED
    assert forces["甘肃"] is Force.PERIOD_PASSED
    assert {duty.document for duty in answer.duties} == {"万州", "云南"}
    assert dict(answer.withheld) == {"威海": 1, "甘肃": 2}
    assert any("《威海方案》有1项未列出" in note and "已经失效" in note for note in answer.notes)


def test_a_policy_not_yet_in_force(library: Library) -> None:
    answer = duties(library, policy="威海", as_of=date(2021, 1, 31))
    assert answer.validities[0].force is Force.NOT_YET
    assert answer.duties == ()


def test_without_a_day_all_is_listed_and_marked(library: Library) -> None:
    answer = duties(library)
    assert {duty.document for duty in answer.duties} == {"威海", "甘肃", "万州", "云南"}
    assert answer.withheld == ()
    assert answer.day == date.today().isoformat()


def test_a_stated_length_from_a_known_day_has_an_end(build: Build) -> None:
    lines = ("effective({doc}, 2020-05-01)", "validity({doc}, P5Y, 施行之日) | 自2020年5月1日起施行，有效期五年")
    library = load([build("办法", *lines)])
    last, after = (duties(library, as_of=date(2025, *day)).validities[0] for day in ((4, 30), (5, 1)))
    assert (last.force, after.force) == (Force.IN_FORCE, Force.EXPIRED)
    assert "至2025年4月30日届满" in after.reason


def test_validity_may_count_from_the_day_of_effect_itself(build: Build) -> None:
    """自2020年5月1日起施行，有效期五年: the words name the day, not the event."""
    lines = ("effective({doc}, 2020-05-01)", "validity({doc}, P5Y, 2020年5月1日) | 自2020年5月1日起施行，有效期五年")
    library = load([build("办法", *lines)])
    last, after = (duties(library, as_of=date(2025, *day)).validities[0] for day in ((4, 30), (5, 1)))
    assert (last.force, after.force) == (Force.IN_FORCE, Force.EXPIRED)
    other = ("effective({doc}, 2020-05-01)", "validity({doc}, P5Y, 2019年1月1日) | 自2019年1月1日起有效期五年")
    assert duties(load([build("办法", *other)]), as_of=date(2025, 5, 1)).validities[0].force is Force.UNDETERMINED


def test_a_document_that_says_nothing_still_has_a_validity(build: Build) -> None:
    answer = duties(load([build("空白")]), as_of=SUMMER)
    assert answer.validities[0].force is Force.UNSTATED
    assert answer.duties == ()


def test_an_empty_library_answers(library: Library) -> None:
    answer = duties(load([]), actor="矿山企业")
    assert answer.duties == ()
    assert answer.validities == ()


# What happens otherwise?


def test_penalties_of_an_actor_and_those_that_name_nobody(library: Library) -> None:
    found = [(p.id, p.actor, p.measure) for p in penalties(library, actor="矿山企业").penalties]
    assert found == [
        ("威海.s1@矿山企业", "矿山企业", "停止受理审批"),
        ("威海.s1@矿山企业.2", "矿山企业", "限制申请补助"),
        ("威海.s2", "", "从名录中除名"),
    ]


def test_penalties_are_inherited(library: Library) -> None:
    found = penalties(library, actor="大型矿山企业", topic="补助").penalties
    assert [(p.id, p.relation) for p in found] == [("威海.s1@大型矿山企业/矿山企业.2", "inherited")]
    assert explain(library, found[0].id).rule == "P401"


def test_no_penalty_from_an_expired_policy_on_a_day_asked(library: Library) -> None:
    answer = penalties(library, actor="矿山企业", as_of=SPRING)
    assert answer.penalties == ()
    assert dict(answer.withheld) == {"威海": 3}


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ("10000, 50000, ", Fine("10000", "50000", "")),
        (", 30000, ", Fine("", "30000", "")),
        (", , 违法所得的50%", Fine("", "", "违法所得的50%")),
    ],
)
def test_a_fine_is_told_with_its_bounds(build: Build, bounds: str, told: Fine) -> None:
    quote = "逾期不改正的，处罚款"
    lines = ("sanction(s1, {doc}, {unit}, 逾期不改正)", "measure(s1, 处罚款)", f"fine(s1, {bounds})")
    found = penalties(load([build("办法", *(f"{line} | {quote}" for line in lines))])).penalties
    assert [penalty.fine for penalty in found] == [told]


# Where does it say so?


def test_every_answer_can_be_explained(library: Library) -> None:
    for actor in (None, "矿山企业", "大型矿山企业"):
        for duty in duties(library, actor=actor).duties:
            proof = explain(library, duty.id)
            assert duty.action in proof.conclusion or not duty.norm or not duty.actor
        for penalty in penalties(library, actor=actor).penalties:
            assert explain(library, penalty.id).conclusion


def test_a_statement_explains_all_that_follows_from_it(library: Library) -> None:
    told = {premise.conclusion for premise in explain(library, "甘肃.n3").premises}
    assert told == {
        "矿山企业应当：“监测排放”",
        "省自然资源厅应当：“督促矿山企业监测排放”",
        "省自然资源厅负有督促、组织矿山企业的职责：“监测排放”",
        "省自然资源厅牵头负责这项工作",
        "省水利厅配合这项工作",
    }


def test_one_to_whom_is_reported_may_demand_it(library: Library) -> None:
    told = {premise.conclusion for premise in explain(library, "威海.n2", as_of=SUMMER).premises}
    assert "局际联席会议办公室有权要求各有关区、市：“报送年度工作报告”" in told
    assert "各有关区、市应当在2025年12月15日前完成：“报送年度工作报告”" in told


def test_a_document_explains_its_validity(library: Library) -> None:
    proof = explain(library, "云南", as_of=SUMMER)
    assert any("但文本没有写明起算的日期" in premise.conclusion for premise in proof.premises)


@pytest.mark.parametrize("identity", ["", "威海.n9", "威海.n1@矿山企业", "@", "威海.n1@", "威海.n1@全市矿山企业.7"])
def test_an_unknown_id_is_an_error_with_the_nearest(library: Library, identity: str) -> None:
    with pytest.raises(UnknownId, match="没有编号为"):
        explain(library, identity)


def test_an_unknown_id_names_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownId, match=r"相近的有：.*威海\.n1"):
        explain(library, "威海.n")


# Independence


def test_the_result_for_a_document_does_not_depend_on_what_else_is_loaded(library: Library, build: Build) -> None:
    alone = load([build("威海", *WEIHAI)], TAXONOMY)
    together = [duty for duty in duties(library, actor="企业", as_of=SUMMER).duties if duty.document == "威海"]
    assert list(duties(alone, actor="企业", as_of=SUMMER).duties) == together


def test_ids_are_the_same_in_any_order_of_facts(library: Library, build: Build) -> None:
    document, facts = build("甘肃", *GANSU)
    turned = load([(document, list(reversed(facts)))], TAXONOMY)
    assert duties(turned).duties == duties(library, policy="甘肃").duties
