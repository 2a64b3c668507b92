"""Files that a page sends.

In: one file in a form. Out: what was read of it, or the reason why nothing was, as JSON for the page. Guarantee: a file
larger than the readers take is not read; the name of a file is words, never a path.
"""

from __future__ import annotations

from fastapi import APIRouter, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.requests import Request

from policies import readers
from workbench import sources
from workbench.api.access import Reviewer
from workbench.api.places import HEAVY
from workbench.model import Unreadable
from workbench.pages import preferences
from workbench.pages.check import called
from workbench.pages.frame import author, stored
from workbench.store.errors import StoreError
from workbench.store.making import Upload

MEGABYTE = 1024 * 1024

router = APIRouter(include_in_schema=False)


@router.post("/uploads", dependencies=[HEAVY])
async def upload(request: Request, file: UploadFile, _: Reviewer) -> JSONResponse:
    """Read one file."""
    messages = preferences.messages(request)
    name = (file.filename or "document").replace("\\", "/").rpartition("/")[2] or "document"
    data = await file.read(readers.LIMIT + 1)
    if len(data) > readers.LIMIT:
        return refused(messages.say("page.too_large", name=name, limit=readers.LIMIT // MEGABYTE))
    base = stored(request)
    try:
        added = await run_in_threadpool(base.add, [Upload(name, data)], author(request))
    except StoreError as error:
        return refused(messages.say(error.key, **error.values))
    for one in added.unreadable:
        return refused(one.en if messages.lang == "en" else one.zh)
    row = await run_in_threadpool(base.document, [*added.documents, *added.unchanged][0])
    key = "page.uploaded" if added.documents else "page.unchanged"
    words = messages.say(key, name=row.title, count=row.statements)
    return JSONResponse({"words": words, "href": f"/documents/{row.id}"})


@router.post("/contracts")
async def contract(request: Request, file: UploadFile, _: Reviewer) -> JSONResponse:
    """Keep one contract, if it can be read."""
    messages = preferences.messages(request)
    name = (file.filename or "contract").replace("\\", "/").rpartition("/")[2] or "contract"
    data = await file.read(readers.LIMIT + 1)
    if len(data) > readers.LIMIT:
        return refused(messages.say("page.too_large", name=name, limit=readers.LIMIT // MEGABYTE))
    document = await run_in_threadpool(sources.read, sources.Input(name, data=data))
    if isinstance(document, Unreadable):
        return refused(document.en if messages.lang == "en" else document.zh)
    row = await run_in_threadpool(stored(request).add_contract, Upload(name, data), called(document), author(request))
    return JSONResponse({"words": messages.say("page.kept", name=row.title), "href": f"/check?contract={row.number}"})


def refused(words: str) -> JSONResponse:
    """The reason why a file was not taken."""
    return JSONResponse({"words": words}, status_code=422)
