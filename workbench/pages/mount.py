"""The pages in an application.

In: a FastAPI application. Out: the same with every page of this folder, its static files and its exports.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles
from nicegui import ui

import workbench.pages
from workbench.pages import document, exporting, preferences, strays, uploads

if TYPE_CHECKING:
    from fastapi import FastAPI

STATIC = Path(__file__).parent / "static"


def mount(app: FastAPI) -> None:
    """Add the pages; once in a process, since NiceGUI has one application."""
    for module in pkgutil.iter_modules(workbench.pages.__path__):
        importlib.import_module(f"workbench.pages.{module.name}")
    app.mount("/assets", StaticFiles(directory=STATIC), name="assets")
    app.include_router(preferences.router)
    app.include_router(uploads.router)
    app.include_router(exporting.router)
    app.include_router(document.router)
    strays.install()
    ui.run_with(
        app,
        title="Zhize",
        dark=None,
        tailwind=False,
        show_welcome_message=False,
        favicon=STATIC / "icon.svg",
        gzip_middleware_factory=lambda inner: GZipMiddleware(inner, compresslevel=1),  # a long text at level 9 is slow
    )
