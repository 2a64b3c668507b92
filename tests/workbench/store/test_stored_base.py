"""The knowledge base that lasts answers as documents in memory do, on either database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from policies.library import builtin
from workbench.knowledge_base import open_paths, open_store
from workbench.store import choosing
from workbench.store.errors import NotFoundError, RefusedError
from workbench.store.making import Upload
from workbench.store.rows import AnswerFilter, DocumentFilter, DueRow, DutyRow, PenaltyRow, StatementFilter
from workbench.stored_base import StoredBase

OLD = Upload(
    "旧办法.txt",
    """临江市矿山管理办法

（2019年3月1日临江市人民政府令第3号公布，自2019年5月1日起施行）

第一条 采矿权人应当在每年12月15日前向市自然资源局报告开采情况。
第二条 禁止越界开采。
第三条 违反本办法第二条规定，越界开采的，由市自然资源局责令停止，处五万元以上十万元以下罚款。
""".encode(),
)
NEW = Upload(
    "新条例.txt",
    """临江市矿山管理条例

（2023年6月1日临江市人民代表大会常务委员会通过）

第一条 露天矿山企业应当建立扬尘台账。
第二条 本条例自2023年7月1日起施行，《临江市矿山管理办法》同时废止。
""".encode(),
)


@pytest.fixture
def small(base: StoredBase) -> StoredBase:
    assert base.add([OLD], "王审核").documents == ["旧办法"]
    return base


def test_a_new_one_has_the_built_in_policies_and_answers_as_they_do_in_memory(fresh: Callable[[], str]) -> None:
    base = open_store(fresh())
    names = [path.stem for path in builtin()]
    assert [row.id for row in base.documents().items] == sorted(names)
    memory = open_paths(())
    day = date(2025, 6, 1)
    assert (
        base.base(names).duties(actor="矿山企业", as_of=day).found == memory.duties(actor="矿山企业", as_of=day).found
    )
    assert base.base(names).penalties(as_of=day).found == memory.penalties(as_of=day).found
    listed: list[str] = []
    after = None
    while page := base.duties(AnswerFilter(), after, 100):
        listed += [row.id for row in page.items]
        after = page.after
        if after is None:
            break
    assert listed == [duty.id for duty in memory.duties().found.duties]
    base.close()


def test_what_is_added_is_listed_with_its_words(small: StoredBase) -> None:
    (row,) = small.documents().items
    assert (row.id, row.title, row.place, row.effective) == ("旧办法", "临江市矿山管理办法", "临江市", "2019-05-01")
    duties = small.duties(AnswerFilter(actor="采矿权人")).items
    assert [(duty.action, duty.modality) for duty in duties] == [
        ("在每年12月15日前向市自然资源局报告开采情况", "obligation")
    ]
    assert duties[0].source.quote == "采矿权人应当在每年12月15日前向市自然资源局报告开采情况"
    assert [row.kind for row in small.statements(StatementFilter(documents=("旧办法",))).items] == [
        "norm",
        "norm",
        "sanction",
    ]
    assert [each.by for each in small.audit().items] == ["王审核"]


def test_deadlines_of_all_documents_stand_in_the_order_of_days(small: StoredBase) -> None:
    asked = AnswerFilter(due_from=date(2024, 1, 1), due_before=date(2025, 12, 31))
    found = small.deadlines(asked).items
    assert [(due.day, due.actors) for due in found] == [("2024-12-15", ("采矿权人",)), ("2025-12-15", ("采矿权人",))]


def test_deadlines_the_latest_first_and_those_that_wait(base: StoredBase) -> None:
    rules = ("第一条 经营人应当在每年6月30日前报告。", "第二条 经营人应当在开工后三十日内备案。")
    base.add([Upload("渡口办法.txt", "\n".join(("渡口办法", "", *rules, "")).encode())], "王")
    window = AnswerFilter(due_from=date(2026, 1, 1), due_before=date(2027, 12, 31))
    days = [due.day for due in base.deadlines(window).items]
    assert len(days) == 2
    first = base.deadlines(window, limit=1, latest_first=True)
    second = base.deadlines(window, after=first.after, limit=1, latest_first=True)
    assert [due.day for due in (*first.items, *second.items)] == days[::-1]
    assert second.after is None
    (waiting,) = base.deadlines(AnswerFilter(awaited=True)).items
    assert (waiting.day, waiting.duty.action) == ("", "在开工后三十日内备案")


def test_a_repealing_document_changes_how_the_other_stands_and_nothing_else(small: StoredBase) -> None:
    asked = AnswerFilter(due_from=date(2023, 1, 1), due_before=date(2025, 12, 31), documents=("旧办法",))
    assert [due.day for due in small.deadlines(asked).items] == ["2023-12-15", "2024-12-15", "2025-12-15"]
    added = small.add([NEW], "王审核")
    assert (added.documents, added.derived) == (["新条例"], ["旧办法"])
    assert small.document("旧办法", date(2023, 6, 30)).state == "unstated"
    gone = small.document("旧办法", date(2023, 7, 1))
    assert gone.state == "repealed"
    assert gone.reason == "自2023年7月1日起，本文件为《临江市矿山管理条例》所废止，2023年7月1日时已经废止"
    assert small.deadlines(asked).items == ()
    alone = small.base(["旧办法"]).duties(as_of=date(2024, 1, 1)).found
    assert (len(alone.duties), alone.withheld) == (0, (("旧办法", 2),))
    small.remove("新条例", "王审核", "误传")
    assert small.document("旧办法", date(2023, 7, 1)).state == "unstated"
    assert len(small.deadlines(asked).items) == 3


def test_the_same_file_again_changes_nothing_and_another_one_is_a_new_version(small: StoredBase) -> None:
    assert small.add([OLD], "李").unchanged == ["旧办法"]
    later = Upload(OLD.name, OLD.data.replace("五万元以上".encode(), "六万元以上".encode()))
    assert small.add([later], "李").documents == ["旧办法"]
    assert [version.number for version in small.versions("旧办法")] == [2, 1]
    (fine,) = {row.fine for row in small.penalties().items if row.fine}
    assert fine[:2] == ("60000", "100000")
    assert small.search("六万元").items[0].document.id == "旧办法"
    assert small.search("五万元以上").items == ()


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("矿", ["矿", "矿"]),
        ("越界开采", ["越界开采", "越界开采"]),
        ("采矿权人", ["采矿权人"]),
        ("１２月", ["12月"]),
        ("罚款 越界", ["越界", "越界", "罚款"]),
    ],
)
def test_words_of_any_length_are_found_with_their_places(small: StoredBase, words: str, marked: list[str]) -> None:
    (hit,) = small.search(words).items
    text = small.entry("旧办法").document.text
    found = [
        text[passage.start + start : passage.start + end] for passage in hit.passages for start, end in passage.ranges
    ]
    assert found == marked


@pytest.mark.parametrize("words", ["界采", "越界 台账", '"', "*", "' OR 1", "%", "a b c"])
def test_what_does_not_stand_there_is_not_found(small: StoredBase, words: str) -> None:
    assert small.search(words).items == ()


def test_words_are_found_over_the_end_of_a_line(base: StoredBase) -> None:
    base.add([Upload("断行.txt", "通知\n\n第一条 企业应当安装在\n线监测设备。\n".encode())], "王")
    (hit,) = base.search("在线监测").items
    (passage,) = hit.passages
    assert [passage.snippet[start:end] for start, end in passage.ranges] == ["在\n线监测"]


def test_pages_follow_one_another_whatever_is_added_meanwhile(small: StoredBase) -> None:
    first = small.duties(limit=1)
    small.add([NEW], "王")
    second = small.duties(after=first.after, limit=1)
    third = small.duties(after=second.after, limit=1)
    assert [row.id.partition("@")[2] for page in (first, second, third) for row in page.items] == [
        "采矿权人",
        "",
        "露天矿山企业",
    ]
    assert third.after is None


def test_filters_of_places_states_and_departments(small: StoredBase) -> None:
    small.add([NEW], "王")
    day = date(2024, 1, 1)
    assert [row.id for row in small.documents(DocumentFilter(states=("repealed",), as_of=day)).items] == ["旧办法"]
    assert [row.id for row in small.documents(DocumentFilter(places=("临江",))).items] == ["新条例", "旧办法"]
    assert small.count_duties(AnswerFilter(places=("临海",))).number == 0
    assert small.count_penalties(AnswerFilter(department="自然资源")).number == 2
    assert small.count_duties(AnswerFilter(topic="扬尘")).number == 1
    facets = small.facets(day)
    assert dict(facets.states)["repealed"] == 1
    assert [row.name for row in small.names("自然资源")] == ["市自然资源局"]


@pytest.mark.parametrize(
    ("actor", "found"),
    [
        ("矿山企业", [("采矿权人", "narrower"), ("露天矿山企业", "narrower")]),
        ("大型露天矿山企业", [("露天矿山企业", "inherited")]),
        ("露天矿山企业", [("露天矿山企业", "self")]),
        ("矿", []),
    ],
)
def test_classes_of_actors_count_as_in_memory(small: StoredBase, actor: str, found: list[tuple[str, str]]) -> None:
    small.add([NEW], "王")
    rows = small.duties(AnswerFilter(actor=actor)).items
    assert [(row.actor, row.relation) for row in rows] == found
    memory = small.base(["旧办法", "新条例"]).duties(actor=actor).found.duties
    assert [(duty.actor, duty.relation) for duty in memory] == found


def test_some_of_a_wider_class_may_be_of_the_class_asked_for(base: StoredBase) -> None:
    text = "洗选管理办法\n\n第一条 从事矿石洗选的企业应当建立台账。\n第二条 企业应当公开联系方式。\n"
    base.add([Upload("洗选办法.txt", text.encode())], "王")
    found = [("从事矿石洗选的企业", "narrower"), ("企业", "inherited")]
    assert [(row.actor, row.relation) for row in base.duties(AnswerFilter(actor="国有企业")).items] == found
    memory = base.base(["洗选办法"]).duties(actor="国有企业").found.duties
    assert [(duty.actor, duty.relation) for duty in memory] == found


@pytest.mark.parametrize(
    "asked",
    [
        AnswerFilter(actor="矿山企业"),
        AnswerFilter(actor="采矿权人", topic="报告"),
        AnswerFilter(department="自然资源"),
        AnswerFilter(actor="企业", department="自然资源"),
    ],
    ids=str,
)
def test_many_answers_are_found_as_few_are(
    small: StoredBase, asked: AnswerFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.add([NEW], "王")

    def told() -> tuple[list[DutyRow], list[PenaltyRow], list[DueRow]]:
        first = small.duties(asked, limit=1)
        rest = small.duties(asked, after=first.after).items if first.after else ()
        return [*first.items, *rest], [*small.penalties(asked).items], [*small.deadlines(asked).items]

    few = told()
    monkeypatch.setattr(choosing, "FEW", 0)
    monkeypatch.setattr(choosing, "FEW_OF_DEPARTMENT", 0)
    assert told() == few
    assert any(few)


def test_the_documents_found_go_on_after_a_page(small: StoredBase) -> None:
    small.add([NEW], "王")
    whole = small.search("矿山 条").items
    first = small.search("矿山 条", limit=1)
    assert [hit.document.id for hit in whole] == ["新条例", "旧办法"]
    assert first.items + small.search("矿山 条", after=first.after, limit=1).items == whole
    with pytest.raises(RefusedError):
        small.search("矿山", after=small.documents(limit=1).after)


def test_the_text_is_told_without_what_was_read_of_it(small: StoredBase) -> None:
    assert small.text("旧办法") == small.entry("旧办法").document.text
    with pytest.raises(NotFoundError):
        small.text("没有的")


def test_documents_that_concern_an_actor(small: StoredBase) -> None:
    small.add([NEW], "王")
    assert small.concerned(["矿山企业"]) == {"旧办法": (0, 1), "新条例": (1, 1)}
    assert small.concerned(["渡口"]) == {}


def test_what_is_not_there_is_told(small: StoredBase) -> None:
    with pytest.raises(NotFoundError):
        small.entry("没有")
    with pytest.raises(NotFoundError):
        small.remove("没有", "王")
    with pytest.raises(RefusedError):
        small.duties(after="xyz")
    with pytest.raises(RefusedError):
        small.duties(AnswerFilter(modality="应当"))


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_added(base: StoredBase) -> None:
    added = base.add([OLD, Upload("坏.pdf", b"%PDF-1.7 nothing")], "王")
    assert added.documents == ["旧办法"]
    assert len(added.unreadable) == 1
    assert "坏.pdf" in added.unreadable[0].zh


def test_a_file_of_the_same_name_and_another_title_is_another_document(small: StoredBase) -> None:
    other = Upload(OLD.name, NEW.data)
    (name,) = small.add([other], "李").documents
    assert name.startswith("旧办法-")
    assert [version.number for version in small.versions("旧办法")] == [1]
    assert small.add([other], "李").unchanged == [name]
    assert small.entry(name).document.metadata.title == "临江市矿山管理条例"
