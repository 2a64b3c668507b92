"""What all pages share: the heading with its navigation, the languages and themes, the exports, the foot.

In: an address and a function that fills the page. Out: a page of NiceGUI (https://nicegui.io). Guarantee: landmarks
(header, nav, main, footer) and a skip link as WCAG 2.2 asks for; every word of the frame comes from the catalogue;
what a template is given is escaped; a page that fails tells so in a sentence.
"""

from __future__ import annotations

import copy
import functools
import json
import logging
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nicegui import run, ui
from starlette.requests import Request

from workbench.accounts.model import LOCAL, Role, Via
from workbench.api.guard import COOKIE
from workbench.pages import preferences
from workbench.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from nicegui.events import GenericEventArguments
    from starlette.responses import Response

    from workbench.accounts.model import Principal
    from workbench.messages import Messages
    from workbench.stored_base import StoredBase

    Fill = Callable[["View"], Awaitable[Response | None]]

PLACES = (
    "library",
    "duties",
    "actors",
    "departments",
    "comparison",
    "check",
    "cases",
    "review",
)  # of the navigation, in order; each is the name of a page and its address
HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip
TEMPLATES.filters |= {
    "zh": lambda words: Markup('<span lang="zh-CN">{}</span>').format(words),  # words of a document
    "quoting": lambda words: Markup('<span class="quoting">{}</span>').format(words),  # a sentence that has some in it
}
SCOPE = "zhize.base"
LOG = logging.getLogger("zhize")


class Fields(dict[str, str]):
    """Fields of a form or an address; "" for one that is not there."""

    def __missing__(self, name: str) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True)
class View:
    """One visitor's page.

    Attributes:
        name: of the page; key of its title in the catalogue.
        request: the visitor's.
        messages: the catalogue of the visitor's language.
        asked: the filters of the address.
    """

    name: str
    request: Request
    messages: Messages
    asked: Fields = field(default_factory=Fields)

    @property
    def base(self) -> StoredBase:
        """The knowledge base."""
        return stored(self.request)

    @property
    def lang(self) -> str:
        """The visitor's language."""
        return self.messages.lang

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue."""
        return self.messages.say(key, **values)

    def render(self, template: str, **values: object) -> Markup:
        """A template of this folder with `values`, which are escaped."""
        given = {"say": self.say, "word": self.messages.word, "lang": self.lang, "address": address}
        return Markup(TEMPLATES.get_template(template).render(given | values))

    def html(self, template: str, **values: object) -> ui.html:
        """The same in the page."""
        return ui.html(self.render(template, **values), sanitize=False).classes("part")

    def on(self, event: str, handler: Callable[[Any], Awaitable[None]]) -> None:
        """Call `handler` with what the page sends as `event` (`data-emit` of a link, `data-live` of a form)."""

        async def heard(sent: GenericEventArguments) -> None:
            try:
                await handler(sent.args)
            except Exception as error:
                ui.run_javascript(f"tell({json.dumps(self.fault(error))})")

        ui.on(event, heard)

    def fault(self, error: Exception) -> str:
        """What is told when something fails: the reason where the knowledge base gives one; the rest is logged."""
        if isinstance(error, StoreError):
            return self.say(error.key, **error.values)
        LOG.error("%s: %s: %s", self.request.url.path, type(error).__name__, " ".join(str(error).split()))
        return self.say("page.fault")


def stored(request: Request) -> StoredBase:
    """The knowledge base of the server."""
    found: StoredBase = request.scope[SCOPE]
    return found


def visitor(request: Request) -> Principal | None:
    """Who the visitor is now: a page stays open for long, and an account may be taken back meanwhile."""
    accounts = request.state.service.accounts
    if accounts is None:
        return LOCAL
    found: Principal | None = accounts.by_cookie(request.cookies.get(COOKIE, ""))
    return found


def author(request: Request) -> str:
    """Under whose name the visitor writes."""
    found = visitor(request)
    return found.name if found else ""


@dataclass(frozen=True, slots=True)
class Export:
    """A form that what a page shows can be saved in.

    Attributes:
        name: for people.
        href: its address now; the page puts new filters in.
        fixed: the part of it that stays.
    """

    name: str
    href: str
    fixed: str


def exports(view: View, answer: str, known: Sequence[str], **fixed: str) -> list[Export]:
    """The forms of an answer, see `workbench.pages.exporting`."""
    found = []
    for name in known:
        if name != "table":  # that of a terminal
            kept = {"format": name} | fixed
            target = address(f"/export/{answer}", **(view.asked | kept))
            found.append(Export(view.messages.word("format", name), target, urlencode(kept)))
    return found


def may_review(request: Request) -> bool:
    """Whether the visitor may correct what was read, and add documents."""
    return may(request, Role.REVIEWER)


def may(request: Request, role: Role) -> bool:
    """Whether the visitor may do what those of a role may."""
    found = visitor(request)
    return found is not None and found.may(role)


def address(path: str, **asked: object) -> str:
    """An address with the filters that are given."""
    given = {name: value for name, value in asked.items() if value not in {None, ""}}
    return f"{path}?{urlencode(given)}" if given else path


def page(path: str, name: str) -> Callable[[Fill], Fill]:
    """Make a function the page at `path`; `name` is that of its place in the navigation.

    The function gets a `View` and fills the page with elements of NiceGUI and templates. It may return the response
    itself, as one that tells that there is nothing at this address.
    """

    def decorated(fill: Fill) -> Fill:
        async def built(request: Request) -> Response | None:
            view = View(name, request, preferences.messages(request), Fields(request.query_params))
            spoken(view)
            framed(view)
            with ui.element("div").classes("sheet"):
                try:
                    return await fill(view)
                except Exception as error:
                    view.html("unfit.html", sentence=view.fault(error))
                    return None

        built.__annotations__["request"] = Request  # FastAPI reads the annotation, which is postponed here
        ui.page(path, response_timeout=60)(built)
        return fill

    return decorated


def spoken(view: View) -> None:
    """Set the visitor's language, also for what NiceGUI itself says."""
    client = ui.context.client
    client.page = copy.copy(client.page)
    client.page.language = "zh-CN" if view.lang == "zh" else "en-US"


def framed(view: View) -> None:
    """The heading, the navigation and the foot around a page."""
    theme = preferences.theme(view.request)
    ui.page_title(f"{view.say(f'page.{view.name}')} · {view.say('page.brand')}")
    ui.dark_mode({"dark": True, "light": False, "auto": None}[theme])
    here = str(view.request.url.path) + (f"?{view.request.url.query}" if view.request.url.query else "")
    ui.add_head_html(view.render("head.html", theme=theme, version=assets()))
    with ui.context.client.layout:
        top = view.html("top.html", places=PLACES, here=here, current=view.name, theme=theme, visitor=named(view))
        top.move(ui.context.client.layout, 0)
        view.html("foot.html", version=version("zhize"))


def named(view: View) -> str:
    """The name of the visitor's account, "" where nobody is asked for a name."""
    found = visitor(view.request)
    return found.name if found and found.via is Via.SESSION else ""


@functools.cache
def assets() -> str:
    """A word that changes with the static files, so that no browser keeps old ones."""
    import hashlib

    files = sorted((HERE / "static").iterdir())
    return hashlib.sha256(b"".join(each.read_bytes() for each in files)).hexdigest()[:12]


async def asked_of(call: Callable[..., Any], *args: object, **values: object) -> Any:
    """The answer of the knowledge base, waited for beside the other visitors."""
    return await run.io_bound(call, *args, **values)


def heading(view: View, title: str, lead: str = "", made: Sequence[Export] = (), of_document: bool = False) -> None:
    """The title of a page, a line below it, and what it can be saved as.

    Args:
        view: the page.
        title: words of the catalogue, or those of a document.
        lead: the line below.
        made: its exports.
        of_document: whether title and line are words of a document.
    """
    view.html("heading.html", title=title, lead=lead, exports=made, of_document=of_document)


def missing(view: View, sentence: str) -> None:
    """Tell that there is nothing at this address, or that it failed: by the name of the page."""
    heading(view, view.say(f"page.{view.name}" if view.name == "failed" else "page.missing"))
    view.html("missing.html", sentence=sentence)
