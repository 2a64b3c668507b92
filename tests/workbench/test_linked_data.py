"""LegalRuleML and JSON-LD: every statement, with its source; structure and triples as the standards have them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD

from workbench.rendering.plain import iri

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # of rdflib itself

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "exports"
FERRY = FIXTURES / "渡口办法.txt"
POLICIES = ["gansu-2023", "liaoning-2023", "wanzhou-2017", "weihai-2021", "yunnan-2025"]
KINDS = ("norms", "targets", "responsibilities", "sanctions", "incentives")
PREFIXES = {
    "http://docs.oasis-open.org/legalruleml/ns/v1.0/": "",
    "http://ruleml.org/spec": "r:",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi:",
    None: "",
}
DEONTIC = "(Obligation|Prohibition|Permission|Right)"
CHILDREN = {  # of each element, in the order of the compact serialization (LegalRuleML 1.0, annex on its schemas)
    "LegalRuleML": "Prefix LegalReferences LegalSources (Times TemporalCharacteristics )?(Authorities )?"
    "(Jurisdictions )?Associations Statements",
    "LegalReferences": "(LegalReference ?)*",
    "LegalSources": "(LegalSource ?)+",
    "Times": "(r:Time ?)+",
    "r:Time": "(r:Data|Comment)",
    "TemporalCharacteristics": "(TemporalCharacteristic ?)+",
    "TemporalCharacteristic": "forStatus hasStatusDevelopment atTime",
    "Authorities": "(Authority ?)+",
    "Jurisdictions": "(Jurisdiction ?)+",
    "Associations": "(Association ?)*",
    "Association": "(appliesSource )+(appliesTemporalCharacteristic )*(appliesAuthority )*(appliesJurisdiction )?"
    "(toTarget ?)+",
    "Statements": "((Prescriptive|Penalty|Reparation)Statement ?)*",
    "PrescriptiveStatement": "r:Rule",
    "r:Rule": "r:if r:then",
    "r:if": "(r:And|r:Atom)",
    "r:then": DEONTIC,
    "PenaltyStatement": DEONTIC,
    **dict.fromkeys(DEONTIC.strip("()").split("|"), "Paraphrase (r:slot )*r:Atom"),
    "r:Atom": "r:Rel r:Data( r:slot)*",
    "r:slot": "((Bearer|AuxiliaryParty) r:Ind|r:Ind r:Data)",
    "ReparationStatement": "Reparation",
    "Reparation": "(appliesPenalty )+(toPrescriptiveStatement ?)+",
}
ATTRIBUTES = {  # of each element that the export writes; all others have none
    "Prefix": "pre refID",
    "LegalReference": "refersTo refID refIDSystemName",
    **dict.fromkeys(["LegalSource", "Authority", "Jurisdiction"], "key sameAs"),
    **dict.fromkeys(["forStatus", "hasStatusDevelopment", "r:Rel", "r:Ind"], "iri"),
    **dict.fromkeys(["atTime", "toTarget", "appliesPenalty", "toPrescriptiveStatement"], "keyref"),
    **dict.fromkeys([f"applies{part}" for part in ("Source", "TemporalCharacteristic", "Authority")], "keyref"),
    "appliesJurisdiction": "keyref",
    **dict.fromkeys(["TemporalCharacteristic", "r:Time", "Reparation"], "key"),
    **dict.fromkeys([f"{part}Statement" for part in ("Prescriptive", "Penalty", "Reparation")], "key"),
    "r:Rule": "key closure",
    **dict.fromkeys(DEONTIC.strip("()").split("|"), "type"),
    "r:Data": "xsi:type",
}
OPTIONAL = {"type"}
NAME = r"[A-Za-z一-龥][A-Za-z0-9一-龥_.\-]*"  # within what every edition of XML 1.0 takes for a name without colon
IRI = r"(https?:/|urn:|zhize:|/)[^\s<>\"{}|\\^`\ue000-\uf8ff\ufff0-\uffff]+"  # whole, by its prefix, or a path
FORMS = {  # of the attributes; the keys of RuleML are names after a colon, and references after a number sign
    **dict.fromkeys(["key", "refersTo", "pre"], NAME),
    "r:key": f":{NAME}",
    "keyref": f"#{NAME}",
    **dict.fromkeys(["iri", "sameAs", "type"], IRI),
    **dict.fromkeys(["refID", "refIDSystemName"], "[^:].*"),
    "closure": "universal|existential",
    "xsi:type": "xs:(string|date)",
}
WORDS = {"Paraphrase", "Comment", "r:Ind", "r:Data"}
ODRL, ELI = Namespace("http://www.w3.org/ns/odrl/2/"), Namespace("http://data.europa.eu/eli/ontology#")
TERM = Namespace("urn:zhize:term:")


def tag(element: Any) -> str:
    """The name of an element or an attribute."""
    name = etree.QName(element)
    return PREFIXES[name.namespace] + name.localname


def rules(xml: str) -> Any:
    """LegalRuleML whose structure, keys and references are as the standard has them."""
    root: Any = etree.fromstring(xml.encode("utf-8"))
    for element in root.iter():
        shape = CHILDREN.get(tag(element), "")
        assert re.fullmatch(shape, " ".join(map(tag, element))), (tag(element), list(map(tag, element)))
        as_the_schema_has_them(element)
    keys = [(each.get("key") or each.get("refersTo")).removeprefix(":") for each in root.iter() if named(each)]
    assert len(keys) == len(set(keys))
    assert {each.get("keyref")[1:] for each in root.iter() if each.get("keyref")} <= set(keys)
    return root


def as_the_schema_has_them(element: Any) -> None:
    """The attributes, their forms, and the words of one element."""
    found = {tag(name): value for name, value in element.attrib.items()}
    allowed = set(ATTRIBUTES.get(tag(element), "").split())
    assert allowed - OPTIONAL <= found.keys() <= allowed, (tag(element), found)
    for name, value in found.items():
        form = FORMS.get(f"r:{name}" if tag(element).startswith("r:") else name, FORMS[name])
        assert re.fullmatch(form, value), (tag(element), name, value)
    assert tag(element) in WORDS or not (element.text or "").strip()
    if found.get("xsi:type") == "xs:date" or (tag(element) == "r:Data" and tag(element.getparent()) == "r:Time"):
        assert date.fromisoformat(element.text).isoformat() == element.text


def named(element: Any) -> bool:
    return bool(element.get("key") or element.get("refersTo"))


def test_the_rules_of_a_small_text(zhize: Any) -> None:
    """Golden file."""
    made = zhize("extract", str(FERRY), "--format", "legalruleml").out
    assert made == FERRY.with_suffix(".lrml.xml").read_text("utf-8")
    root = rules(made)
    reparation = next(each for each in root.iter() if tag(each) == "Reparation")
    penalty, other, breached = (each.get("keyref") for each in reparation)
    assert breached == "#ps-渡口办法.n145"
    prohibition = next(each for each in root.iter() if each.get("key") == breached[1:])
    assert "禁止超载" in "".join(prohibition.itertext())
    fine = next(each for each in root.iter() if each.get("key") == other[1:])
    assert {"1000", "5000", "市交通运输局"} <= {words.strip() for words in fine.itertext()}
    assert penalty != other


@pytest.mark.parametrize("name", POLICIES)
def test_every_statement_of_a_policy_is_a_rule(exported: Any, name: str) -> None:
    root = rules(exported(name, "legalruleml"))
    record = json.loads(exported(name, "json"))
    keys = {each.get("key") for each in root.iter() if tag(each).endswith("Statement")}
    stated = {f"ps-{one['id']}" for kind in KINDS if kind != "sanctions" for one in record[kind]}
    measures = {f"pen-{one['id']}-{n}" for one in record["sanctions"] for n, _ in enumerate(one["measures"], 1)}
    assert keys - {key for key in keys if key.startswith("reps-")} == stated | measures
    quotes = {each.text for each in root.iter() if tag(each) == "Paraphrase"}
    assert quotes == {one["quote"] for kind in KINDS for one in record[kind]}


def triples(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


def statement(identity: str) -> URIRef:
    return URIRef(f"urn:zhize:statement:{identity}")


def test_the_linked_data_of_a_small_text(zhize: Any) -> None:
    """Golden file, and what rdflib reads of it."""
    made = zhize("extract", str(FERRY), "--format", "jsonld").out
    assert made == FERRY.with_suffix(".jsonld").read_text("utf-8")
    graph = triples(made)
    document = URIRef("urn:zhize:document:渡口办法")
    assert str(graph.value(document, ELI.first_date_entry_in_force)) == "2026-01-01"
    report, drill, ban, fine = map(statement, ("渡口办法.n36", "渡口办法.n106", "渡口办法.n145", "渡口办法.s156"))
    assert (report, ODRL.assignee, URIRef("urn:zhize:actor:渡口经营人")) in graph
    assert (document, ODRL.obligation, report) in graph
    limit = graph.value(drill, ODRL.constraint)
    day = graph.value(limit, ODRL.rightOperand)
    assert (str(day), day.datatype) == ("2026-06-30", XSD.date)  # type: ignore[union-attr]
    assert (ban, ODRL.remedy, fine) in graph
    assert (fine, TERM.punishes, ban) in graph
    assert float(str(graph.value(fine, TERM.fineAtMost))) == 5000


@pytest.mark.parametrize("name", POLICIES)
def test_every_statement_of_a_policy_is_linked_data(exported: Any, name: str) -> None:
    graph = triples(exported(name, "jsonld"))
    record = json.loads(exported(name, "json"))
    for kind in KINDS:
        for one in record[kind]:
            node = statement(one["id"])
            assert str(graph.value(node, TERM.quote)) == one["quote"]
            assert (node, RDF.type, None) in graph
    stated = [one for kind in KINDS for one in record[kind]]
    assert len(set(graph.subjects(TERM.quote))) == len(stated)
    assert all(
        str(each).startswith(("urn:", "http")) for triple in graph for each in triple if isinstance(each, URIRef)
    )


def test_a_target_says_of_what(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text("某市渡口整治方案\n\n一、目标\n到2027年，全市渡口达标率达到95%以上。\n", "utf-8")
    root = rules(zhize("extract", str(path), "--format", "legalruleml").out)
    slots = [each for each in root.iter() if tag(each) == "r:slot"]
    told = {key.get("iri"): said.text for key, said in slots}
    expected = {"subject": "全市渡口达标率", "figure": ">= 95%", "deadline": "date:2027-12-31"}
    assert told == {f"zhize:{part}": words for part, words in expected.items()}
    graph = triples(zhize("extract", str(path), "--format", "jsonld").out)
    assert [str(each) for each in graph.objects(None, TERM.subject)] == ["全市渡口达标率"]


def test_keys_are_names_of_xml_and_differ(zhize: Any, tmp_path: Path) -> None:
    """① and ２ are in no name of XML 1.0 before its fifth edition, in which validators of schemas are behind."""
    for name in ("某办法①.txt", "某办法２.txt", "办法（一）.txt"):
        text = "某市办法\n\n第一条 经营者应当备案。\n第二条 违反第一条规定的，处五千元罚款。\n"
        (tmp_path / name).write_text(text, "utf-8")
    root = rules(zhize("extract", str(tmp_path), "--format", "legalruleml").out)
    keys = [each.get("key") for each in root.iter() if tag(each) == "PrescriptiveStatement"]
    assert sorted(key.split(".")[0] for key in keys) == ["ps-办法_ff08_一_ff09_", "ps-某办法_2460_", "ps-某办法_ff12_"]


def test_a_month_is_no_day(zhize: Any, tmp_path: Path) -> None:
    """The times of LegalRuleML are days; what the text leaves open is not filled in."""
    path = tmp_path / "办法.txt"
    text = "第一条 经营者应当备案。\n第二条 本办法自2026年1月1日起施行，有效期至2030年12月。\n"
    path.write_text(f"某市办法\n\n{text}", "utf-8")
    root = rules(zhize("extract", str(path), "--format", "legalruleml").out)
    document = URIRef("urn:zhize:document:办法")
    graph = triples(zhize("extract", str(path), "--format", "jsonld").out)
    ends = [graph.value(document, ELI[f"{part}_in_force"]) for part in ("first_date_entry", "date_no_longer")]
    assert ends == [Literal("2026-01-01", datatype=XSD.date), Literal("2030-12", datatype=XSD.gYearMonth)]
    times = [(tag(said), said.text) for each in root.iter() if tag(each) == "r:Time" for said in each]
    assert times == [("r:Data", "2026-01-01"), ("Comment", "2030-12")]


def test_characters_that_no_iri_has_are_encoded() -> None:
    """RFC 3987, section 2.2: neither private use nor the specials."""
    assert iri("actor", "甲\ue000乙\x00\x85") == "urn:zhize:actor:甲%EE%80%80乙%EF%BF%BD%C2%85"


def test_names_that_no_address_takes_are_encoded(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "某 办法#1<x>.txt"
    path.write_text("某市“x y”办法\n\n第一条 “A|B”公司应当在2026年6月30日前报告《<某>“办法”》执行情况。\n", "utf-8")
    graph = triples(zhize("extract", str(path), "--format", "jsonld").out)
    assert graph.serialize(format="nt")
    rules(zhize("extract", str(path), "--format", "legalruleml").out)
