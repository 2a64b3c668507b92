"""Nothing is lost in durable_rules, whatever the order of the facts and whatever else runs."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import inference
from engine.binding import Plan
from engine.computed import Moment
from engine.errors import InferenceError, TooManyDerivations
from engine.from_rules import all_rules, built_in, read_texts
from engine.inference import derive
from engine.language import RuleBase
from engine.library import conclude, load
from obligations.model import Fact
from policies.from_source import read_text
from policies.model import Document
from tests.engine.strategies import FACTS, HEAD, PATIENT, SELDOM, programs, vocabulary_facts

ROOT = Path(__file__).resolve().parents[2]
CLOSURE = (
    HEAD + 'rule A1 "x" when is_a(?x, ?y) then p(?x, ?y)\nrule A2 "x" when is_a(?x, ?y) and p(?y, ?z) then p(?x, ?z)\n'
)


@PATIENT
@given(st.lists(FACTS, max_size=12), st.randoms(use_true_random=False), programs())
def test_the_order_of_facts_changes_nothing(facts: list[Fact], random: Any, base: RuleBase) -> None:
    shuffled = [*facts, *facts[:2]]
    random.shuffle(shuffled)
    assert derive(base, shuffled) == derive(base, facts)


@SELDOM
@given(vocabulary_facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_of_a_document_changes_nothing(facts: list[Fact], random: Any) -> None:
    shuffled = [*facts, *facts[:2]]
    random.shuffle(shuffled)
    assert derive(all_rules(), shuffled) == derive(all_rules(), facts)


@settings(SELDOM, max_examples=8)
@given(st.lists(vocabulary_facts(), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(stated: list[list[Fact]], random: Any) -> None:
    documents = [(read_text("方案", f"{place}.txt"), facts) for place, facts in enumerate(stated)]
    shuffled = [*documents]
    random.shuffle(shuffled)
    assert concluded(shuffled) == concluded(documents)


@PATIENT
@given(st.lists(FACTS, max_size=12), programs(), st.integers(min_value=1, max_value=3))
def test_the_size_of_shares_changes_nothing(facts: list[Fact], base: RuleBase, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inference, "SHARE", size)
        shared = derive(base, facts)
    assert shared == derive(base, facts)


@SELDOM
@given(vocabulary_facts(), st.integers(min_value=1, max_value=3))
def test_the_size_of_shares_changes_nothing_for_the_rules_of_the_engine(facts: list[Fact], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inference, "SHARE", size)
        shared = derive(all_rules(), facts)
    assert shared == derive(all_rules(), facts)


def test_many_facts_of_one_predicate_are_told_in_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    base = read_texts({"a.rules": HEAD + 'rule A1 "x" when is_a(?x, ?y) and bearer(_, ?x) then p(?x, ?y)\n'})
    facts = [Fact("is_a", (f"甲{number % 7}", f"乙{number}")) for number in range(70)]
    facts += [Fact("bearer", ("n1", f"甲{number}")) for number in range(5)]
    told: list[str] = []
    tell = inference._tell

    def heard(ruleset: Any, message: dict[str, Any]) -> None:
        told.append(message["sid"])
        tell(ruleset, message)

    monkeypatch.setattr(inference, "_tell", heard)
    monkeypatch.setattr(inference, "SHARE", 20)
    assert len(derive(base, facts)) == 50
    assert len(set(told)) == 4
    assert told.count(told[0]) == 15 + 5  # of the first 20 those of 甲5 and 甲6 meet no bearer


def concluded(documents: list[tuple[Document, list[Fact]]]) -> dict[str, tuple[object, object]]:
    library = load(documents, taxonomy=[("actor甲", "actor乙")])
    moment = Moment(date(2025, 6, 1), None, date(2025, 12, 31))
    found = {held.document.id: conclude(library, held, moment, "actor甲") for held in library.held}
    return {name: (each.chosen, each.table) for name, each in found.items()}


def test_threads_do_not_disturb_each_other() -> None:
    bases = [built_in(), read_texts({"闭包.rules": CLOSURE}), read_texts({"并行.rules": CLOSURE + "# 另一份"})]
    work = [(base, chain(length, name)) for base in bases for length in (3, 9, 15) for name in ("", "另")]
    alone = [derive(base, facts) for base, facts in work]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            assert list(pool.map(lambda each: derive(*each), work)) == alone


def chain(length: int, name: str = "") -> list[Fact]:
    return [Fact("is_a", (f"{name}{place}", f"{name}{place + 1}")) for place in range(length)]


def test_a_run_depends_on_no_other() -> None:
    base = read_texts({"闭包.rules": CLOSURE})
    alone = derive(base, chain(6))
    derive(base, [*chain(6, "别的"), Fact("is_a", ("6", "7"))])
    assert derive(base, chain(6)) == alone
    assert len({each.key for each in alone}) == 21


def test_no_facts_and_no_rules_derive_nothing() -> None:
    assert derive(built_in(), []) == ()
    assert derive(read_texts({"空.rules": ""}), chain(3)) == ()


# What durable_rules would lose.


def fnv(text: str) -> int:
    """The hash by which durable_rules tells the IDs of messages apart: FNV-1a of 32 bits."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def test_a_false_duplicate_is_told_again_under_another_id(monkeypatch: pytest.MonkeyPatch) -> None:
    twins = ("costarring", "liquid")
    assert fnv(twins[0]) == fnv(twins[1])
    base, own = read_texts({"闭包.rules": CLOSURE}), inference._identity
    expected = derive(base, chain(6))
    told: list[str] = []

    def colliding(message: dict[str, Any], attempt: int) -> str:
        told.append(own(message, attempt) if attempt or message["n"] > 1 else twins[message["n"]])
        return told[-1]

    monkeypatch.setattr(inference, "_identity", colliding)
    assert derive(base, chain(6)) == expected
    assert told[:3] == [*twins, "i1.1"]
    monkeypatch.setattr(inference, "IDENTITIES", 1)
    with pytest.raises(InferenceError, match="拒收"):
        derive(base, chain(6))


def test_the_ids_of_a_run_do_not_collide() -> None:
    seen = {fnv(inference._identity({"p": name, "n": number}, 0)) for name in "~ip" for number in range(5000)}
    assert len(seen) == 3 * 5000


def test_a_fact_that_is_refused_for_good_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "_identity", lambda message, attempt: "同一个")
    with pytest.raises(InferenceError, match="拒收"):
        derive(read_texts({"闭包.rules": CLOSURE}), chain(3))


def test_an_exception_in_an_action_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("规则里的错误")

    base = read_texts({"闭包.rules": CLOSURE})
    with monkeypatch.context() as patch:
        patch.setattr(inference, "_fire", broken)
        with pytest.raises(InferenceError, match="规则里的错误"):
            derive(base, chain(3))
    assert len(derive(base, chain(3))) == 6


def test_an_interruption_in_an_action_interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inference, "_fire", interrupted)
    with pytest.raises(KeyboardInterrupt):
        derive(read_texts({"闭包.rules": CLOSURE}), chain(3))
    assert inference._RUNNING == {}


def test_premises_that_do_not_fit_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plan, "bind", lambda *_: None)
    with pytest.raises(InferenceError, match="A1"):
        derive(read_texts({"闭包.rules": CLOSURE}), chain(3))


def test_a_run_away_rule_is_stopped_by_its_code() -> None:
    cross = HEAD + 'rule A1 "x" when is_a(?x, _) then r(?x)\nrule A2 "x" when r(?x) and r(?y) then q(?x, ?y)\n'
    base = read_texts({"失控.rules": cross})
    with pytest.raises(TooManyDerivations, match="规则 A2 的推导过多：已超过 500 条的上限") as caught:
        derive(base, chain(40), limit=500)
    assert (caught.value.code, caught.value.limit) == ("A2", 500)
    assert len(derive(base, chain(5))) == 30


@pytest.mark.parametrize(
    "rules",
    [
        'rule A1 "x" when is_a(?x, _) and is_a(?y, _) and is_a(?z, _) then q(?x, ?y)',
        'rule A1 "x" when r(?x) and r(?y) and r(?z) then q(?x, ?y) rule A2 "x" when is_a(?x, _) then r(?x)',
        'rule A1 "x" when is_a(?x, _) and is_a(?y, _) and is_a(?z, _) and ?x > "9999" then q(?x, ?y)',
    ],
    ids=["from facts", "from conclusions", "all refused by a comparison"],
)
def test_a_run_away_rule_is_stopped_before_it_fills_the_memory(rules: str) -> None:
    with pytest.raises(TooManyDerivations, match="规则 A1 的推导过多"):
        derive(read_texts({"失控.rules": HEAD + rules}), chain(300), limit=3000)  # 27,000,000 instances


LEAK = """
import gc, sys
from pathlib import Path
from engine import inference
from engine.from_rules import built_in
from obligations.model import Fact
if sys.argv[1] == "leaking":
    forget = lambda ruleset, sid: None
    inference.durable.Ruleset.delete_state = forget
facts = [Fact("is_a", (f"{place}", f"{place + 1}")) for place in range(12)]
facts += [Fact("bearer", (f"n{place}", f"{place % 13}")) for place in range(40)]
peaks = []
for runs in (50, 200):
    for _ in range(runs):
        inference.derive(built_in(), facts)
    gc.collect()
    status = Path("/proc/self/status").read_text()  # the peak that the system counts may be that of the parent
    peaks.append(int(status.partition("VmRSS:")[2].split()[0]))
print(peaks[1] - peaks[0], len(inference._RUNNING))
"""


def grown(how: str) -> int:
    """KiB by which a process of its own grows over 200 documents, after 50."""
    command = [sys.executable, "-c", LEAK, how]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert told[1] == "0"
    return int(told[0])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc")
def test_sessions_are_deleted_and_memory_stays_flat() -> None:
    assert grown("flat") < 2048
    assert grown("leaking") > 20_000  # what the measure says when sessions are kept


def test_long_values_and_quotes_are_told_apart() -> None:
    long = "矿" * 70_000
    base = read_texts({"闭包.rules": CLOSURE})
    facts = [Fact("is_a", (long + "甲", "乙")), Fact("is_a", ("乙", long + "丙")), Fact("is_a", ('"', "\n"))]
    found = {each.args for each in derive(base, facts)}
    assert (long + "甲", long + "丙") in found
    assert len(found) == 4
