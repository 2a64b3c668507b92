"""A review of a contract made by hand, as a lawyer would write it, for the tests of what is made of reviews."""

from __future__ import annotations

from pathlib import Path

from bench.contract_files import CONTRACTS
from engine.contract_review.model import Basis, Finding, Question, Review, Severity
from engine.model import Proof, Step
from obligations.contracts.model import Contract
from obligations.from_document import extract
from obligations.model import Source
from policies import library
from policies.from_source import read_path
from policies.model import Document
from workbench.model import Entry, Reviews, Unreadable

LATE, WEAK = "矿山正常运营后三年内，受让人应当完成绿色矿山建设、评估与核查入库", "受让人可以将绿色矿山建设内容纳入"
DUTY = "矿山正常运营后一年内完成绿色矿山建设、评估与核查入库"


def source(document: Document, words: str) -> Source:
    start = document.text.index(words)
    return Source(document.id, "body", start, start + len(words), words)


def by_hand(path: Path = CONTRACTS / "gansu-late-weak.docx") -> Reviews:
    """Two findings in clauses, one of something absent, a note, a question, and a file that could not be read."""
    policy = read_path(next(one for one in library.builtin() if one.stem == "gansu-2023"))
    document = read_path(path)
    duty = source(policy, DUTY)
    basis = Basis(policy.id, policy.metadata.title or "", "三/（三）", "gansu-2023.n2466", duty)
    general = Basis("", "《中华人民共和国民法典》第五百一十条", "", "", None)
    findings = (
        finding(document, "K101", Severity.ERROR, "", None, basis=basis, says="合同没有明确绿色矿山建设的时间节点。"),
        finding(document, "K203", Severity.ERROR, "第十四条", LATE, basis=basis, says="合同写三年内，政策要求一年内。"),
        finding(
            document, "K201", Severity.WARNING, "第十三条", WEAK, basis=basis, says="政策要求“要”，合同写“可以” <&>。"
        ),
        finding(
            document, "K601", Severity.NOTE, "第五条", "¥12,800,000.00元", basis=general, says="小写金额没有写币种。"
        ),
    )
    question = Question("第十五条", source(document, "不低于70%"), "这一指标按哪一年计算？", "合同没有写明。")
    contract = Contract(
        document, extract(document), "采矿权出让合同", "甘肃省采矿权出让合同", 0, (), (), (), (), None, (), ()
    )
    review = Review(contract, "2023-11-06", True, (), findings, (question,))
    broken = Unreadable("坏.docx", "坏.docx：文件已损坏。", "坏.docx: damaged.")
    return Reviews((Entry(policy, extract(policy)),), (review,), (broken,), {document.id: str(path)})


def finding(document: Document, rule: str, severity: Severity, *at: str | None, basis: Basis, says: str) -> Finding:
    """`at`: the clause and its words, no words where something is absent."""
    clause, words = at
    found = source(document, words) if words else None
    leaf = Proof(words or says, Step.STATED, "said", (), source=found)
    proof = Proof(says, Step.DERIVED, "finding", (), rule, "合同审查", (leaf,))
    mark = f"{document.id}.{rule}.{len(says)}"
    advice = "改为“矿山正常运营后一年内完成”。"
    return Finding(mark, rule, "合同审查", severity, document.id, clause or "", found, basis, says, advice, rule, proof)
