"""The checker of proofs: it works out by itself what the inference derives, and names the place of every fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.certificate import Certificate, Cited, Terms, certify, hashed, terms, witness
from engine.checking.check import TRUSTED, check
from engine.checking.model import Fault, Rejected, Trust
from engine.checking.sources import Sources
from engine.checking.world import World, relevant
from engine.computed import DAILY, computed
from engine.from_rules import built_in, read_texts
from engine.inference import derive
from engine.library import conclude
from engine.model import Proof, Step
from engine.proof import prove
from engine.queries import Library, certificate, load
from engine.questions import question
from engine.telling import NOTES
from obligations.from_document import extract
from obligations.model import Source
from obligations.to_facts import facts, taxonomy
from policies.from_source import read_path, read_text
from policies.model import Document

CORPUS = Path(__file__).parents[2] / "policies" / "corpus"
TEXT = """青河市绿色矿山办法

第一条　矿山企业应当在每年12月15日前向市自然资源局报告进展。
第二条　对不按要求报告的矿山企业，由市自然资源局责令停止生产。
第三条　本办法自2021年2月1日起施行，有效期至2025年12月31日。
"""
DAY = date(2025, 6, 1)
FIRST = "/proof/premises/0"
ASKED_LEAF = "/proof/premises/0/premises/0/premises/1"  # 所问的日期
Change = Callable[[Certificate], Certificate]


@pytest.fixture(scope="module")
def document() -> Document:
    return read_text(TEXT, "qinghe-2021.txt")


@pytest.fixture(scope="module")
def library(document: Document) -> Library:
    return load([(document, facts(document, extract(document)))], taxonomy())


@pytest.fixture(scope="module")
def sources(document: Document) -> Sources:
    return Sources([document], built_in())


@pytest.fixture(scope="module")
def proofs(library: Library) -> dict[str, Certificate]:
    """Proofs with steps of every kind: a day that falls due, a duty of a class, a penalty, the validity."""
    norm = next(fact.args[0] for fact in library.held[0].facts if fact.predicate == "norm")
    sanction = next(fact.args[0] for fact in library.held[0].facts if fact.predicate == "sanction")
    named = {
        "norm": norm,
        "duty": f"{norm}@大型矿山企业/矿山企业",
        "penalty": f"{sanction}@矿山企业",
        "document": "qinghe-2021",
    }
    return {name: certificate(library, identity, DAY) for name, identity in named.items()}


def fault(certificate: Certificate, sources: Sources, facts: bool = True) -> tuple[str, Fault] | None:
    rejected = check(certificate, sources, facts).rejected
    return None if rejected is None else (rejected.place, rejected.fault)


def with_proof(certificate: Certificate, *path: int, **changes: object) -> Certificate:
    """The certificate with the node at this path changed."""

    def changed(node: Proof, rest: tuple[int, ...]) -> Proof:
        if not rest:
            return replace(node, **changes)  # type: ignore[arg-type]
        premises = list(node.premises)
        premises[rest[0]] = changed(premises[rest[0]], rest[1:])
        return replace(node, premises=tuple(premises))

    return replace(certificate, proof=changed(certificate.proof, path))


@pytest.mark.parametrize("name", ["norm", "duty", "penalty", "document"])
@pytest.mark.parametrize("facts", [True, False])
def test_a_proof_of_ours_holds(proofs: dict[str, Certificate], sources: Sources, name: str, facts: bool) -> None:
    assert fault(proofs[name], sources, facts) is None


def test_the_verdict_says_what_was_checked_and_what_is_taken_on_trust(
    proofs: dict[str, Certificate], sources: Sources
) -> None:
    listed = check(proofs["norm"], sources)
    assert listed.checked["absences"] == 2  # 不是督促他人，文件在到期日没有失效
    assert listed.checked["computed"] == 1  # 到期日
    assert set(listed.trusted) == {Trust.RULES, Trust.READING, Trust.CALENDAR, Trust.QUESTION, Trust.WHOLE}
    classed = check(proofs["duty"], sources)
    assert set(classed.trusted) == {Trust.RULES, Trust.READING, Trust.CLASSES, Trust.QUESTION}
    assert Trust.FACTS in check(proofs["duty"], sources, facts=False).trusted
    assert proofs["duty"].asked == Terms(None, None, None, "大型矿山企业")  # no day matters, the class does
    assert set(check(proofs["penalty"], sources).trusted) == {Trust.RULES, Trust.READING}


def test_a_certificate_carries_the_rules_on_which_an_absence_rests(proofs: dict[str, Certificate]) -> None:
    carried = {rule.name for rule in proofs["norm"].rules}
    assert {"T101", "D101"} <= carried  # 到期日的规则，义务的规则
    assert {"V204", "V301", "V302", "V303"} <= carried  # “不在效力期外”所依据的规则
    assert all(hashed(rule.text) == rule.sha256 for rule in proofs["norm"].rules)
    assert next(rule for rule in proofs["norm"].rules if rule.name == "D101").text.startswith('rule D101 "条文点名')


CHANGES: list[tuple[str, Change, str, Fault]] = [  # proof, change, where it is found, as what
    ("duty", lambda one: replace(one, lang="fr"), "/lang", Fault.LANGUAGE),
    ("duty", lambda one: replace(one, id=one.id.replace("@大型", "@小型")), "/id", Fault.ID),
    ("duty", lambda one: replace(one, id=f"{one.id}.x"), "/id", Fault.ID),
    ("duty", lambda one: replace(one, id=one.id.partition("@")[0]), "/id", Fault.ID),
    ("duty", lambda one: replace(one, id=one.id.replace("大型矿山企业/", "")), "/id", Fault.ID),
    ("penalty", lambda one: replace(one, id=str(one.proof.args[2])), "/id", Fault.ID),  # the measure is no ID
    ("norm", lambda one: replace(one, asked=Terms("2025-06-01", None, "9999-12-31", "")), "/asked", Fault.ASKED),
    ("duty", lambda one: replace(one, proof=one.proof.premises[0].premises[0]), "/id", Fault.ID),
    ("duty", lambda one: replace(one, asked=None), "/asked", Fault.ASKED),
    ("duty", lambda one: replace(one, asked=terms(question().moment, "大型矿山企业")), "/asked", Fault.ASKED),
    ("norm", lambda one: replace(one, asked=Terms("2025-06-01", None, None, "")), "/asked", Fault.ASKED),
    ("norm", lambda one: replace(one, asked=None), "/asked", Fault.ASKED),
    ("penalty", lambda one: replace(one, asked=terms(question(as_of=DAY).moment, "")), "/asked", Fault.ASKED),
    ("duty", lambda one: replace(one, documents=one.documents * 2), "/documents/1/id", Fault.DOCUMENT),
    ("duty", lambda one: replace(one, documents=()), "/about", Fault.DOCUMENT),
    ("duty", lambda one: replace(one, about="qinghe-2022"), "/about", Fault.DOCUMENT),
    ("duty", lambda one: with_witness(one, sha256="0" * 64), "/documents/0/sha256", Fault.NO_SOURCE),
    ("duty", lambda one: with_witness(one, text_sha256="0" * 64), "/documents/0/text_sha256", Fault.TEXT),
    ("duty", lambda one: with_witness(one, title="红河市绿色矿山办法"), "/documents/0/title", Fault.TITLE),
    ("duty", lambda one: with_rule(one, text="rule D101"), "/rules/0/text", Fault.RULE_TEXT),
    ("duty", lambda one: with_rule(one, sha256="0" * 64), "/rules/0/sha256", Fault.RULE_HASH),
    ("duty", lambda one: with_rule(one, file="mine.rules"), "/rules/0/file", Fault.RULE_FILE),
    ("duty", lambda one: with_rule(one, name="D999"), "/rules/0/name", Fault.NO_RULE),
    ("duty", lambda one: replace(one, rules=one.rules[1:]), "/rules", Fault.RULE_LIST),
    ("duty", lambda one: replace(one, declarations=one.declarations[:-1]), "/declarations", Fault.RULE_LIST),
    ("duty", lambda one: with_proof(one, rule="D999"), "/proof/rule", Fault.NO_RULE),
    ("duty", lambda one: with_proof(one, rule="R404"), "/proof/binding", Fault.BINDING),
    ("duty", lambda one: with_proof(one, label="法定"), "/proof/label", Fault.LABEL),
    ("duty", lambda one: with_proof(one, note="法定"), "/proof/source", Fault.STEP),
    ("duty", lambda one: with_proof(one, conclusion="大型矿山企业可以报告"), "/proof/conclusion", Fault.SENTENCE),
    ("duty", lambda one: with_proof(one, binding=one.proof.binding[1:]), "/proof/binding", Fault.BINDING),
    ("penalty", lambda one: with_proof(one, 0, args=("甲", *one.proof.premises[0].args[1:])), FIRST, Fault.PREMISE),
    ("duty", lambda one: with_proof(one, args=("矿山企业", *one.proof.args[1:])), "/id", Fault.ID),
    ("duty", lambda one: with_proof(one, predicate="assists"), "/id", Fault.ID),
    ("duty", lambda one: with_proof(one, premises=one.proof.premises[:1]), "/proof/premises", Fault.COUNT),
    ("duty", lambda one: with_proof(one, premises=one.proof.premises[::-1]), "/proof/premises/0", Fault.PREMISE),
    ("duty", lambda one: with_proof(one, 0, step=Step.STATED), "/proof/premises/0/rule", Fault.STEP),
    ("duty", lambda one: with_proof(one, 1, 0, note=""), "/proof/premises/1/premises/0/note", Fault.NOTE),
    ("duty", lambda one: with_proof(one, 1, 0, step=Step.STATED), "/proof/premises/1/premises/0/step", Fault.STEP),
    ("duty", lambda one: moved(one, 0, 1), "/proof/premises/0/premises/0/source/quote", Fault.QUOTE),
    ("duty", lambda one: moved(one, 1, 1), "/proof/premises/0/premises/0/source/quote", Fault.QUOTE),
    ("duty", lambda one: placed(one, "article_2"), "/proof/premises/0/premises/0/source/eid", Fault.PLACE),
    ("document", lambda one: with_proof(one, premises=one.proof.premises[1:]), "/proof/conclusion", Fault.LIST),
    ("document", lambda one: with_proof(one, premises=one.proof.premises[:1] * 2), "/proof/premises", Fault.LIST),
    ("document", lambda one: replace(one, asked=terms(question().moment, "")), ASKED_LEAF, Fault.NOT_COMPUTED),
    ("document", lambda one: with_proof(one, args=("qinghe-2022",)), "/id", Fault.ID),
]


def with_witness(one: Certificate, **changes: str) -> Certificate:
    return replace(one, documents=(replace(one.documents[0], **changes),))


def with_rule(one: Certificate, **changes: str) -> Certificate:
    return replace(one, rules=(replace(one.rules[0], **changes), *one.rules[1:]))


def first_source(one: Certificate) -> Source:
    source = one.proof.premises[0].premises[0].source
    assert source is not None
    return source


def moved(one: Certificate, start: int, end: int) -> Certificate:
    source = first_source(one)
    return with_proof(one, 0, 0, source=replace(source, start=source.start + start, end=source.end + end))


def placed(one: Certificate, eid: str) -> Certificate:
    return with_proof(one, 0, 0, source=replace(first_source(one), eid=eid))


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: f"{case[0]}{case[2]}-{case[3]}")
def test_each_fault_is_found_in_its_place(
    proofs: dict[str, Certificate], sources: Sources, case: tuple[str, Change, str, Fault]
) -> None:
    name, change, place, expected = case
    assert fault(change(proofs[name]), sources) == (place, expected)


def test_a_fact_that_the_text_does_not_state_is_found_though_all_else_fits(
    proofs: dict[str, Certificate], sources: Sources
) -> None:
    """Another actor throughout, quoted from where he stands in the text: only reading it again tells."""

    def forged(node: Proof) -> Proof:
        def swapped(text: str) -> str:
            return text.replace("矿山企业", "市自然资源局")

        source = node.source
        if source is not None and source.quote == "矿山企业":
            start = TEXT.rindex("市自然资源局")
            source = replace(source, start=start, end=start + 6, quote="市自然资源局")
        return replace(
            node,
            conclusion=swapped(node.conclusion),
            args=tuple(arg and swapped(arg) for arg in node.args),
            binding=tuple((name, swapped(value)) for name, value in node.binding),
            source=source,
            premises=tuple(map(forged, node.premises)),
        )

    one = proofs["penalty"]
    made = replace(one, id=one.id.replace("矿山企业", "市自然资源局"), proof=forged(one.proof))
    found = fault(made, sources)
    assert found is not None
    assert found[1] is Fault.NO_FACT
    assert fault(made, sources, facts=False) is None  # why facts are read again unless told otherwise


def test_what_is_denied_is_searched_for_in_all_that_follows(library: Library, sources: Sources) -> None:
    """2026 is after the expiry: the date of that year is not due, and a proof that says so falls at the absence."""
    held = library.held[0]
    asked = question(as_of=date(2025, 6, 1), due_from=date(2025, 6, 1), due_before=date(2026, 12, 31))
    found = conclude(library, held, asked.moment)
    key = next(key for key, each in found.chosen.items() if each.predicate == "due")
    true = prove(found, library.rules, key)

    def later(node: Proof) -> Proof:
        def moved(text: str) -> str:
            return text.replace("2025-12-15", "2026-12-15").replace("2025年", "2026年")

        return replace(
            node,
            conclusion=moved(node.conclusion),
            args=tuple(arg and moved(arg) for arg in node.args),
            binding=tuple((name, moved(value)) for name, value in node.binding),
            premises=tuple(map(later, node.premises)),
        )

    def claimed(proof: Proof) -> Certificate:
        asking = terms(asked.moment, "")
        return certify(
            f"{proof.args[1]}@{proof.args[0]}", proof, [held.document], library.rules, asked=asking, lang="zh"
        )

    assert fault(claimed(true), sources) is None
    assert fault(claimed(later(true)), sources) == ("/proof/premises/3", Fault.PRESENT)


def test_a_proof_uses_the_facts_of_its_document_alone(proofs: dict[str, Certificate], document: Document) -> None:
    other = read_text(TEXT.replace("青河", "红河"), "honghe-2021.txt")
    one = proofs["duty"]
    both = replace(one, documents=(*one.documents, witness(other)))
    sources = Sources([document, other], built_in())
    assert fault(both, sources) == ("/documents", Fault.DOCUMENT)  # listed for nothing
    assert fault(replace(both, about=other.id), sources) == ("/proof/premises/0/premises/0", Fault.NO_FACT)


def test_what_another_document_says_is_checked_on_that_document() -> None:
    """废止写在另一份文件里：证明引用两份文件，少带一份就不成立。"""
    old = read_text("青河市渡口管理办法\n\n第一条　渡口应当编号。\n第二条　本办法自2010年1月1日起施行。\n", "旧.txt")
    repeal = "第二条　本办法自2020年1月1日起施行。《青河市渡口管理办法》同时废止。\n"
    new = read_text(f"青河市水上交通管理办法\n\n第一条　渡口应当登记。\n{repeal}", "新.txt")
    library = load([(each, facts(each, extract(each))) for each in (old, new)], taxonomy())
    made = certificate(library, old.id, DAY)
    assert made.about == old.id
    assert [each.id for each in made.documents] == [old.id, new.id]
    assert fault(made, Sources([old, new], built_in())) is None
    assert fault(made, Sources([old], built_in())) == ("/documents/1/sha256", Fault.NO_SOURCE)
    assert fault(replace(made, documents=made.documents[:1]), Sources([old], built_in())) is not None


def test_a_comparison_that_does_not_hold_is_found(proofs: dict[str, Certificate], sources: Sources) -> None:
    one = proofs["document"]
    place = next(number for number, each in enumerate(one.proof.premises) if each.predicate == "force")
    rule = built_in().rules[one.proof.premises[place].rule]
    assert rule.comparisons[0].op == "<="
    said = 'rule V401 "在有效期内"'
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path("engine/rules").glob("*.rules"))}
    texts["validity.rules"] = texts["validity.rules"].replace(
        f"{said}\n  when considered(?doc, ?day)\n   and expires(?doc, ?end)\n   and ?day <= ?end",
        f"{said}\n  when considered(?doc, ?day)\n   and expires(?doc, ?end)\n   and ?day > ?end",
    )
    other = read_texts(texts)
    forged = with_proof(one, place, 4, predicate=">")
    forged = replace(forged, rules=tuple(Cited(*each) for each in [_cited(other, rule.name) for rule in forged.rules]))
    found = fault(forged, Sources([read_text(TEXT, "qinghe-2021.txt")], other))
    assert found == (f"/proof/premises/{place}/premises/4", Fault.COMPARISON)


def _cited(rules: object, name: str) -> tuple[str, str, str, str]:
    rule = rules.rules[name]  # type: ignore[attr-defined]
    return name, rule.at.file, hashed(rule.text), rule.text


def test_a_changed_rule_of_the_checker_is_found(proofs: dict[str, Certificate], document: Document) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path("engine/rules").glob("*.rules"))}
    unused = {**texts, "duties.rules": texts["duties.rules"].replace("上位类", "大类")}
    assert fault(proofs["penalty"], Sources([document], read_texts(unused))) is None  # D501 is none of its rules
    used = {**texts, "penalties.rules": texts["penalties.rules"].replace("承担后果的，可能", "承担后果的，将")}
    found = fault(proofs["penalty"], Sources([document], read_texts(used)))
    assert found is not None
    assert found[1] is Fault.RULE_TEXT


def test_what_the_checker_works_out_is_what_the_inference_derives() -> None:
    """Two programs, one result: all conclusions of the five policies, those that rest on absences included."""
    rules = built_in()
    moment = question(as_of=DAY).moment
    for path in sorted(CORPUS.glob("*.txt")):
        document = read_path(path)
        library = load([(document, facts(document, extract(document)))], taxonomy())
        known = conclude(library, library.held[0], moment, "大型矿山企业").facts.values()
        world = World(rules, known)
        derived: dict[str, set[tuple[str, ...]]] = {}
        for each in derive(rules, known):
            derived.setdefault(each.predicate, set()).add(each.args)
        concluded = [each.predicate for each in rules.declarations.values() if not each.given]
        assert {name: set(world.rows(name)) for name in concluded if world.rows(name)} == derived


def test_an_absence_rests_on_the_rules_below_what_it_denies() -> None:
    assert relevant(built_in(), ["kind_of"]) == {"D501", "D502"}
    assert relevant(built_in(), ["expires"]) == set()


def test_every_note_of_a_fact_says_what_it_is_taken_on_trust_for() -> None:
    assert set(NOTES.values()) == set(TRUSTED)


def test_only_facts_that_are_marked_depend_on_the_days_asked() -> None:
    moments = [question(as_of=day).moment for day in (date(2019, 5, 5), date(2025, 6, 1))]
    for path in sorted(CORPUS.glob("*.txt")):
        document = read_path(path)
        read = facts(document, extract(document))
        one, other = (set(computed(read, moment)) for moment in moments)
        assert {fact.predicate for fact in one ^ other} <= DAILY


def test_rejection_says_where() -> None:
    assert str(Rejected("/proof/premises/0", Fault.PREMISE)) == "/proof/premises/0: premise"
