"""What reviewers say holds in every answer, follows its words from version to version, and is told in proofs."""

from __future__ import annotations

from datetime import date

import pytest

from engine.proof import leaves
from workbench.reviewing.model import Act, Change, State
from workbench.store.errors import NotFoundError, RefusedError
from workbench.store.making import Upload
from workbench.store.rows import AnswerFilter, StatementFilter
from workbench.stored_base import StoredBase

TEXT = """临江市矿山管理办法

第一条 采矿权人应当在每年12月15日前向市自然资源局报告开采情况。
第二条 禁止越界开采。
第三条 矿区道路由养护队负责洒水降尘。
"""
NAME = "办法"


@pytest.fixture
def read(base: StoredBase) -> StoredBase:
    base.add([Upload("办法.txt", TEXT.encode())], "王")
    return base


def report(base: StoredBase) -> str:
    return next(row.id for row in base.statements().items if "报告" in row.quote)


def due(base: StoredBase) -> list[tuple[str, tuple[str, ...]]]:
    asked = AnswerFilter(due_from=date(2025, 1, 1), due_before=date(2025, 12, 31))
    return [(each.day, each.actors) for each in base.deadlines(asked).items]


def test_a_corrected_deadline_and_bearer_are_those_of_every_answer(read: StoredBase) -> None:
    fields = {"bearers": ["采矿权人", "探矿权人"], "deadline": {"quote": "每年12月15日前", "norm": "yearly:11-30"}}
    found = read.correct(Change(NAME, Act.CHANGE, report(read), fields=fields, reason="与公报不符"), "李审核")
    assert (found.number, found.state, found.statement) == (1, State.ACTIVE, report(read))
    assert due(read) == [("2025-11-30", ("采矿权人", "探矿权人"))]
    duties = read.base([NAME]).duties(actor="探矿权人", due_from=date(2025, 1, 1)).found.duties
    assert [duty.due[0] for duty in duties] == ["2025-11-30"]
    (row,) = read.statements(StatementFilter(corrected=True)).items
    assert (row.correction, row.record["recipient"]) == (1, "市自然资源局")


def test_the_proof_says_who_corrected_what_when_and_why(read: StoredBase) -> None:
    change = Change(NAME, Act.CHANGE, report(read), fields={"bearers": ["探矿权人"]}, reason="与公报不符")
    made = read.correct(change, "李审核")
    proof = read.base([NAME]).explain(f"{report(read)}@探矿权人").proof
    told = [leaf for leaf in leaves(proof) if leaf.predicate == "bearer"]
    assert [(leaf.args[1], leaf.note) for leaf in told] == [
        ("探矿权人", f"经人工更正（李审核，{made.at[:10]}）：与公报不符"),
    ]
    other = next(row.id for row in read.statements().items if "越界" in row.quote)
    assert [leaf.note for leaf in leaves(read.base([NAME]).explain(other).proof) if leaf.predicate == "norm"] == [""]


def test_what_was_missed_is_added_and_what_is_none_is_rejected(read: StoredBase) -> None:
    start = TEXT.index("矿区道路")
    end = TEXT.index("降尘") + 2
    before = read.statements().items
    fields = {"modality": "obligation", "bearers": ["养护队"], "action": "洒水降尘"}
    added = read.correct(Change(NAME, Act.ADD, "", "norm", start, end, fields, "漏读"), "李")
    assert added.statement == f"{NAME}.n{start}"
    assert [duty.action for duty in read.duties(AnswerFilter(actor="养护队")).items] == ["洒水降尘"]
    read.correct(Change(NAME, Act.REJECT, report(read), reason="误读"), "李")
    assert due(read) == []
    assert len(read.statements().items) == len(before)
    read.withdraw(2, "王", "确有此规定")
    assert due(read) == [("2025-12-15", ("采矿权人",))]
    read.correct(Change(NAME, Act.REJECT, added.statement, reason="重复"), "王")
    assert [row.id for row in read.statements().items] == [row.id for row in before]
    assert [each.state for each in read.corrections(states=list(State))] == [State.WITHDRAWN, State.WITHDRAWN]


def test_a_correction_follows_its_words_and_is_flagged_when_they_change(read: StoredBase) -> None:
    read.correct(Change(NAME, Act.CHANGE, report(read), fields={"bearers": ["探矿权人"]}, reason="误"), "李")
    longer = TEXT.replace("第一条", "第一条 为了保护环境，制定本办法。\n第二条", 1)
    read.add([Upload("办法.txt", longer.encode())], "王")
    assert due(read) == [("2025-12-15", ("探矿权人",))]
    (kept,) = read.corrections()
    assert (kept.state, kept.statement) == (State.ACTIVE, report(read))
    read.add([Upload("办法.txt", longer.replace("12月15日", "10月1日").encode())], "王")
    (flagged,) = read.corrections()
    assert (flagged.state, flagged.statement) == (State.FLAGGED, "")
    assert due(read) == [("2025-10-01", ("采矿权人",))]
    read.add([Upload("办法.txt", longer.encode())], "王")
    assert [each.state for each in read.corrections()] == [State.ACTIVE]
    assert due(read) == [("2025-12-15", ("探矿权人",))]


def test_a_second_correction_takes_the_place_of_the_first(read: StoredBase) -> None:
    read.correct(Change(NAME, Act.CHANGE, report(read), fields={"bearers": ["探矿权人"]}, reason="一"), "李")
    second = read.correct(Change(NAME, Act.CHANGE, report(read), fields={"modality": "permission"}, reason="二"), "王")
    assert second.record["bearers"] == ["探矿权人"]
    assert second.was["record"]["bearers"] == ["采矿权人"]
    assert [each.number for each in read.corrections()] == [2]
    read.withdraw(2, "王", "撤回")
    assert due(read) == [("2025-12-15", ("采矿权人",))]


def test_another_kind_is_built_from_its_own_fields(read: StoredBase) -> None:
    fields = {"lead": ["采矿权人"], "section": "第一条"}
    made = read.correct(Change(NAME, Act.CHANGE, report(read), "responsibility", fields=fields, reason="是分工"), "李")
    (row,) = read.statements(StatementFilter(kinds=("responsibility",), corrected=True)).items
    assert (row.id, row.record["lead"], made.kind) == (made.statement, ["采矿权人"], "responsibility")
    assert [each.id for each in read.statements().items if "报告" in each.quote] == [made.statement]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (Change(NAME, Act.REJECT, "办法.n1"), "error.review_reason"),
        (Change(NAME, Act.ADD, "", "norm", 0, 9999, {}, "x"), "error.review_span"),
        (Change(NAME, Act.ADD, "", "rule", 0, 5, {}, "x"), "error.store_value"),
        (Change(NAME, Act.ADD, "", "norm", 0, 5, {"modality": "obligation"}, "x"), "error.review_field"),
        (Change(NAME, Act.ADD, "", "norm", 0, 5, {"modality": "应当", "action": "y"}, "x"), "error.review_field"),
        (
            Change(
                *(NAME, Act.ADD, "", "norm", 0, 5),
                {"modality": "obligation", "action": "y", "deadline": {"quote": "年底", "norm": "date:2025-13-40"}},
                "x",
            ),
            "error.review_deadline",
        ),
    ],
)
def test_what_is_not_valid_is_refused_and_nothing_is_stored(read: StoredBase, change: Change, key: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read.correct(change, "李")
    assert refused.value.key == key
    assert read.corrections(states=list(State)) == []


def test_a_statement_that_is_not_there_is_told(read: StoredBase) -> None:
    with pytest.raises(NotFoundError):
        read.correct(Change(NAME, Act.CONFIRM, "办法.n9999"), "李")
    with pytest.raises(NotFoundError):
        read.withdraw(7, "李", "x")


def test_of_several_statements_with_the_same_words_the_one_that_is_meant_is_corrected(base: StoredBase) -> None:
    text = "规划\n\n到2025年，大、中、小型矿山绿色矿山建成率分别达到90%、80%、70%。\n"
    base.add([Upload("规划.txt", text.encode())], "王")
    rows = base.statements(StatementFilter(kinds=("target",))).items
    assert [row.record["value"] for row in rows] == [90, 80, 70]
    assert len({(row.start, row.end) for row in rows}) == 1
    base.correct(Change("规划", Act.CHANGE, rows[1].id, fields={"value": 85}, reason="公报"), "李")
    base.correct(Change("规划", Act.CONFIRM, rows[2].id), "李")
    assert [row.record["value"] for row in base.statements(StatementFilter(kinds=("target",))).items] == [90, 85, 70]
    score = base.evaluate().kinds["target"]
    assert (score.reviewed, score.given, score.found, score.right) == (2, 2, 2, 1)
