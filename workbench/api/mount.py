"""The API as an application of its own, mounted below `/api/v1`.

In: a `Service`. Out: a FastAPI application with the routers of `workbench.api.v1`, found by folder. Guarantee:
whatever is asked, the answer is a record or a problem; the description of it stands at `/api/v1/openapi.json`.
"""

from __future__ import annotations

import importlib
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI

from workbench.api import caching, places, problems
from workbench.api.guard import Guard
from workbench.api.problems import Problem

if TYPE_CHECKING:
    from fastapi import APIRouter

    from workbench.api.model import Service

PREFIX = "/api/v1"
PUBLIC = (f"{PREFIX}/health", f"{PREFIX}/openapi.json", f"{PREFIX}/session")


def mount(app: FastAPI, service: Service) -> None:
    """Serve the API within an application, and guard all of it."""
    made = api(service)
    app.mount(PREFIX, made)
    app.state.entering, app.state.heavy = made.state.entering, made.state.heavy
    app.add_exception_handler(Problem, problems.handle)
    app.add_middleware(Guard, service=service, public=PUBLIC)


def api(service: Service) -> FastAPI:
    """The API alone, without its guard."""
    made = FastAPI(
        title="Zhize",
        version=version("zhize"),
        description="Duties, deadlines and penalties of Chinese policy documents and statutes. See docs/api.md.",
        docs_url=None,  # its pages load scripts of another host
        redoc_url=None,
        responses=problems.DOCUMENTED,
        separate_input_output_schemas=False,
    )
    made.state.service = service
    made.state.answers = caching.Answers()
    places.provide(made, service.limits)
    found = routers()
    problems.install(made, [route for router in found for route in router.routes])
    for router in found:
        made.include_router(router)
    return made


def routers() -> list[APIRouter]:
    """What the modules of the folder serve."""
    names = sorted(path.stem for path in (Path(__file__).parent / "v1").glob("[a-z]*.py"))
    return [importlib.import_module(f"workbench.api.v1.{name}").router for name in names]
