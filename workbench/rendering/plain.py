"""Words as other formats take them.

In: text from anywhere. Out: text without the characters that XML and calendars forbid, IRIs, names of files that every
system takes. Guarantee: the text keeps its length: each forbidden character becomes U+FFFD.
"""

from __future__ import annotations

import re
from urllib.parse import quote

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names of devices on Windows
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
NOT_IN_IRIS = re.compile(  # RFC 3987, and what would part the name
    r'[\s<>"{}|\\^`%#?/\[\]\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff]'
)
LONGEST_NAME = 80  # characters of a name: 240 bytes of UTF-8, below the 255 of file systems


def plain(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 forbids."""
    return FORBIDDEN.sub("\ufffd", text)


def iri(kind: str, words: str) -> str:
    """What stands for something that is known by its name alone: ``urn:zhize:actor:矿山企业``."""
    return f"urn:zhize:{kind}:" + NOT_IN_IRIS.sub(lambda found: quote(found[0], safe=""), plain(words))


def file_name(words: str, suffix: str) -> str:
    """A name for a file that Windows, macOS and Linux take; `suffix` without its dot."""
    kept = NOT_IN_NAMES.sub("_", plain(words)).strip(" .")[:LONGEST_NAME].rstrip(" .") or "_"
    return f"_{kept}.{suffix}" if RESERVED.fullmatch(kept) else f"{kept}.{suffix}"
