"""Cases: what holds in one, why, why not, and what is missing.

In: a case as text (docs/cases.md), a day, assumptions, words. Out: the page. Guarantee: the whole case stands in the
address, so that it can be sent; it is kept only when somebody says so.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nicegui import ui

from engine.cases.from_yaml import assuming, read_bytes
from engine.errors import CaseError, UnknownId
from workbench.exports import formats
from workbench.pages import asking, frame, proofs
from workbench.pages.frame import Fields, address, asked_of, page
from workbench.rendering import case_rows
from workbench.rendering.cited import cited, place, title
from workbench.store.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.cases.model import Case
    from workbench.knowledge_base import KnowledgeBase
    from workbench.messages import Messages
    from workbench.model import CaseReport, Entry
    from workbench.pages.frame import View
    from workbench.stored_base import StoredBase

MOST = 100  # documents asked for one case
PART = 500
NATION = "全国"
SAVE = "save"  # what the button sends
EXAMPLE = frame.HERE / "templates" / "example.yaml"


@dataclass(frozen=True, slots=True)
class Asked:
    """A case that was asked, with the documents that may bind its actors, how many more there are, and the day."""

    case: Case
    base: KnowledgeBase
    left: int
    day: date


@page("/cases", "cases")
async def cases(view: View) -> None:
    """The page."""
    given = Fields({"text": EXAMPLE.read_text(encoding="utf-8").rstrip()} | view.asked)
    if view.asked["kept"] and not view.asked["text"]:
        given = Fields(given | {"text": await asked_of(kept_text, view)})
    now = [given]
    frame.heading(view, view.say("page.cases"), view.say("page.cases_lead"), exports(view, given))
    view.html("cases_form.html", asked=given, may=frame.may_review(view.request))
    kept = ui.html(await asked_of(listed, view), sanitize=False).classes("part")
    found = ui.html(await asked_of(shown, view, given), sanitize=False).classes("part")

    async def asked(values: dict[str, str]) -> None:
        now[0] = Fields(values)
        found.content = await asked_of(saved if now[0]["button"] == SAVE else shown, view, now[0])
        kept.content = await asked_of(listed, view)

    async def removed(number: str) -> None:
        await asked_of(remove, view, number)
        kept.content = await asked_of(listed, view)

    async def prove(wanted: dict[str, str]) -> None:
        identity = wanted.get("id", "")
        filled = await asked_of(proved, view, now[0], identity)
        ui.run_javascript(f"prove({json.dumps(identity)}, {json.dumps(str(filled))})")

    view.on("case", asked)
    view.on("proof", prove)
    view.on("remove", removed)


def listed(view: View) -> Markup:
    """The cases that are kept, the latest first."""
    may = frame.may_review(view.request)
    return view.render("kept_cases.html", rows=view.base.cases().items, href=_href, may=may)


def _href(number: int) -> str:
    return address("/cases", kept=number)


def kept_text(view: View) -> str:
    """The text of a case that is kept; the example when there is none of this number."""
    try:
        return view.base.kept_case(int(view.asked["kept"])).text
    except (ValueError, NotFoundError):
        return EXAMPLE.read_text(encoding="utf-8")


def saved(view: View, asked: Fields) -> Markup:
    """The answer, of a case that is kept from now on."""
    if not frame.may_review(view.request):
        return view.render("unfit.html", sentence=view.say("page.may_not_keep"))
    try:
        case = understood(view.base, asked, view.messages).case
        view.base.save_case(None, case.title, asked["text"], frame.author(view.request), case.documents)
    except (asking.UnfitError, CaseError):
        return shown(view, asked)  # which tells why
    return view.render("unfit.html", sentence=view.say("page.case_kept", title=case.title)) + shown(view, asked)


def remove(view: View, number: str) -> None:
    """Take a case out, when the visitor may."""
    if frame.may_review(view.request) and number.isdecimal():
        with suppress(NotFoundError):
            view.base.delete_case(int(number), frame.author(view.request))


def exports(view: View, given: Fields) -> list[frame.Export]:
    """The forms of the answer; the case that is shown goes along."""
    return frame.exports(replace(view, asked=given), "case", formats("case"))


def shown(view: View, asked: Fields) -> Markup:
    """The answer; the reason when there is none."""
    try:
        found = understood(view.base, asked, view.messages)
        report = answer(found, view.messages)
        blocked = _blocked(view, found, asked["why_not"])
    except asking.UnfitError as error:
        return view.render("unfit.html", sentence=str(error))
    except CaseError as error:
        return view.render("unfit.html", sentence=told(error, view.lang))
    return view.render("cases.html", **answered(report, view.messages), blocked=blocked)


def proved(view: View, asked: Fields, identity: str) -> Markup:
    """The proof of a duty or a consequence in the case."""
    found = understood(view.base, asked, view.messages)
    proof = found.base.why(found.case, found.day, identity, view.lang)
    return view.render("proof.html", proof=proofs.steps(proof, view.lang))


def report(base: StoredBase, asked: Mapping[str, str], messages: Messages) -> CaseReport:
    """The answer to the case of an address.

    Raises:
        UnfitError: the case or the day cannot be used.
    """
    try:
        found = understood(base, Fields(asked), messages)
        return answer(found, messages)
    except CaseError as error:
        raise asking.UnfitError(told(error, messages.lang)) from None


def answer(found: Asked, messages: Messages) -> CaseReport:
    """What holds in a case; that documents were left out is among its notes."""
    report = found.base.case(found.case, found.day, messages.lang)
    if not found.left:
        return report
    note = messages.say("page.case_cut", most=MOST, left=found.left)
    return replace(report, found=replace(report.found, notes=(*report.found.notes, note)))


def told(error: CaseError, lang: str) -> str:
    """Why a case cannot be used, with the line."""
    return error.message_en if lang == "en" else error.message_zh


def understood(base: StoredBase, asked: Fields, messages: Messages) -> Asked:
    """The case that is asked, with what is assumed, and its documents.

    Raises:
        CaseError: the case cannot be used.
        UnfitError: the day cannot be used.
    """
    case = read_bytes(messages.say("page.case"), asked["text"].encode())
    day = asking.day(asked, "as_of", messages) or case.as_of or date.today()
    case = assuming(case, [line.strip() for line in asked["assume"].splitlines() if line.strip()], day)
    found = documents(base, case)
    return Asked(case, base.base(found[:MOST]), len(found[MOST:]), day)


def documents(base: StoredBase, case: Case) -> list[str]:
    """The documents that a case names; else those of the places where its actors are, and of the country.

    Where there are more than can be asked, those come first that have most duties of the actors.
    """
    if case.documents:
        return [one.id for one in base.documents_named(case.documents)]
    found: list[str] = []
    after: str | None = None
    while True:
        part = base.documents(after=after, limit=PART)
        found += [one.id for one in part.items if _binds(one.place, case)]
        after = part.after
        if after is None:
            break
    if len(found) > MOST:
        duties = base.concerned([role for party in case.parties for role in party.roles])
        found.sort(key=lambda name: duties.get(name, (0, 0)), reverse=True)
    return found


def _binds(where: str, case: Case) -> bool:
    return not where or where == NATION or any(where in party.place for party in case.parties)


def _blocked(view: View, found: Asked, words: str) -> Markup:
    """What blocks a conclusion that has these words."""
    if not words.strip():
        return Markup("")
    try:
        reason = found.base.why_not(found.case, found.day, words.strip(), view.lang)
    except UnknownId as error:
        return Markup('<li class="quoting">{}</li>').format(error.message_en if view.lang == "en" else error.message_zh)
    return view.render("proof.html", proof=proofs.steps(reason, view.lang))


def answered(found: CaseReport, messages: Messages) -> dict[str, Any]:
    """The answer for the template."""
    case = found.case
    held = [one for one in found.found.consequences if one.at_hand]
    return {
        "title": case.title,
        "notes": found.found.notes,
        "parties": [case_rows.party(one, messages) for one in case.parties],
        "events": [case_rows.event(one, messages) for one in sorted(case.events, key=lambda event: event.day)],
        "documents": [one for one in (_document(found, entry, messages) for entry in found.entries) if one],
        "waiting": len(found.found.consequences) - len(held),
        "questions": [case_rows.question(one, messages) for one in found.found.questions],
    }


def _document(found: CaseReport, entry: Entry, messages: Messages) -> dict[str, Any] | None:
    name, sections = entry.document.id, cited(entry, messages.lang, headed=True)
    duties = case_rows.in_order([one for one in found.found.duties if one.document == name])
    consequences = [one for one in found.found.consequences if one.document == name and one.at_hand]
    if not duties and not consequences:
        return None
    states = {one.id: one.state.value for one in duties}
    validity = next(one for one in found.found.validities if one.document == name)
    return {
        "id": name,
        "title": title(entry.document),
        "place": place(entry.document),
        "state": validity.force.value,
        "reason": validity.reason,
        "duties": [case_rows.duty(one, entry, sections, messages) | {"code": states[one.id]} for one in duties],
        "consequences": [case_rows.consequence(one, entry, sections, messages) for one in consequences],
        "statement": lambda identity: address(f"/documents/{name}", statement=statement(identity)),
    }


def statement(identity: str) -> str:
    """The statement of an answer."""
    return identity.partition("@")[0].partition("#")[0]
