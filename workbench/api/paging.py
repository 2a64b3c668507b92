"""Long answers, page by page.

In: a request, and what comes after its page. Out: a ``Link`` header to the next page (RFC 8288). Guarantee: who
follows the links sees everything that was there from beginning to end once, whatever else is written meanwhile; the
body stays the record that the command line prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import Request, Response


def link(request: Request, response: Response, after: str | None) -> None:
    """Tell where the next page is, when there is one."""
    if after is not None:
        url = request.url.include_query_params(after=after)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
