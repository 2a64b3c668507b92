"""JUnit XML: findings as servers for continuous integration read them.

In: reviews of contracts. Out: a suite a contract; what refuses a contract (errors and warnings, or errors alone) is a
failed case, what does not a passed one that says so, what is waived or in the baseline a skipped one; a contract
without any is one passed case, one that could not be read an error. Guarantee: characters that XML forbids are
replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from engine.contract_review.model import Status
from workbench.rendering import review_view as view
from workbench.rendering.plain import plain

if TYPE_CHECKING:
    from engine.contract_review.model import Finding, Review
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Reviews, Unreadable

FILE_ENCODING = "utf-8"


def reviews(answer: Reviews, sheet: Sheet) -> str:
    """Reviews of contracts."""
    root = ElementTree.Element("testsuites", name=plain(sheet.messages.say("report.title")))
    suites = [_suite(each, answer, sheet.messages) for each in answer.reviews]
    suites += [_unread(one, sheet.messages) for one in answer.unreadable]
    root.extend(suites)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(one.get(count, "0")) for one in suites)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(review: Review, answer: Reviews, messages: Messages) -> ElementTree.Element:
    name = answer.files.get(review.contract.document.id, review.contract.document.source)
    cases = [_case(one, name, answer, messages) for one in review.findings]
    if not cases:
        cases = [ElementTree.Element("testcase", classname=plain(name), name=messages.say("report.clean"))]
    made = _counted(name, cases)
    told = ElementTree.Element("properties")
    said = {
        "title": view.title(review),
        "day": review.day,
        "policies": " ".join(one.document for one in review.policies),
    }
    for key, value in said.items():
        ElementTree.SubElement(told, "property", name=key, value=plain(value))
    made.insert(0, told)
    return made


def _counted(name: str, cases: list[ElementTree.Element]) -> ElementTree.Element:
    made = ElementTree.Element("testsuite", name=plain(name), tests=str(len(cases)))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        made.set(count, str(sum(one.find(tag) is not None for one in cases)))
    made.extend(cases)
    return made


def _case(one: Finding, name: str, answer: Reviews, messages: Messages) -> ElementTree.Element:
    where = f"{one.rule} {view.clause(one, messages)} {one.id}"
    case = ElementTree.Element("testcase", classname=plain(name), name=plain(where))
    if one.status is not Status.FOUND:
        told = answer.reasons.get(one.id) or messages.say(f"report.{one.status.value}")
        ElementTree.SubElement(case, "skipped", message=plain(told))
    elif not view.refuses(one.severity, answer.bound):
        ElementTree.SubElement(case, "system-out").text = plain(
            messages.say("report.not_a_test", severity=messages.say(f"report.{one.severity.value}"), says=one.says)
        )
    else:
        failed = ElementTree.SubElement(case, "failure", message=plain(one.says), type=plain(one.severity.value))
        failed.text = plain("\n".join(told_lines(one, messages)))
    return case


def told_lines(one: Finding, messages: Messages) -> list[str]:
    """A finding in words: the contract's, the policy's, what to write instead."""
    lines = [messages.say(f"report.{one.severity.value}") + " " + one.says]
    if one.source is not None:
        lines.append(view.labelled("contract", view.flat(one.source.quote), messages))
    lines.append(view.labelled("basis", view.basis(one.basis, messages), messages))
    if one.advice:
        lines.append(view.labelled("advice", one.advice, messages))
    return lines


def _unread(one: Unreadable, messages: Messages) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=plain(one.name), name=messages.say("report.unreadable"))
    told = one.en if messages.lang == "en" else one.zh
    ElementTree.SubElement(case, "error", message=plain(told), type="unreadable")
    return _counted(one.name, [case])
