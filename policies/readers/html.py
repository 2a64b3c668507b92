"""Web pages (.html).

In: the bytes of a file. Out: its `Reading`. Guarantee: parsed in a process of its own by `flow/web.py`. A text is taken
for a web page when it begins as one, or when it is named so and has tags; a Markdown file with some tags is none.
"""

from __future__ import annotations

import re

from policies.model import Reading
from policies.readers.isolation import keeper

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_HEAD = 4096
_REACH = 65_536  # bytes in which the first tag of a page stands
_BEGINS = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--(?:[^-]|-(?!->)){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_TAGS = re.compile(rb"<(?:p|div|table|span|br|h[1-6]|meta|title|ul|section|article)\b[^<>]{0,500}>", re.IGNORECASE)
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # marks of UTF-16


def recognises(data: bytes, name: str) -> bool:
    """The beginning of a web page, or its name and a tag."""
    head = data[:_HEAD].removeprefix(_MARK)
    if head.startswith(_WIDE):
        head = head.replace(b"\x00", b"")[2:]
    named = name.lower().endswith(SUFFIXES) and b"\x00" not in data[:_HEAD].removeprefix(_MARK)
    return _BEGINS.match(head) is not None or (named and _TAGS.search(data, 0, _REACH) is not None)


def read(data: bytes, name: str) -> Reading:
    """The text of the page."""
    return keeper.run("policies.readers.flow.web", data, name)
