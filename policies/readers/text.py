"""Plain text and Markdown: bytes to text.

In: the bytes of a file and its name (for messages). Out: the text exactly as Python's text mode gives it: line ends
become LF, a UTF-8 byte order mark stays as U+FEFF at offset 0, so that offsets agree with ``open(path).read()``.
Guarantee: UTF-8, UTF-16 with or without a mark, and GB18030 are read; anything else is an `UnreadableError`.
"""

from __future__ import annotations

import codecs
import re

from policies.errors import UnreadableError
from policies.model import Reading
from policies.readers import check_size

SUFFIXES = (".txt", ".md")
LIMIT = 20 * 1024 * 1024  # bytes of a text

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_CONTROLS_ALLOWED = 0.005  # share of stray control characters that crawled text may carry
_STILL_UTF8 = 0.5  # share of Chinese characters by which damaged UTF-8 is known
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def recognises(data: bytes, name: str) -> bool:
    """Never: what no other reader recognises comes here."""
    return False


def read(data: bytes, name: str) -> Reading:
    """The text as it is."""
    check_size(len(data), name, LIMIT)
    return Reading(decode(data, name))


def decode(data: bytes, name: str) -> str:
    """The text of a document.

    Args:
        data: the file's bytes.
        name: its name, for messages only.

    Raises:
        UnreadableError: empty, binary, or in no known encoding.
    """
    text = _newlines(_characters(data, name))
    if not text.strip("\ufeff \t\r\n\f\v\u3000"):
        raise UnreadableError("S001", f"{name}：文件是空的。", f"{name}: the file is empty.")
    if "\x00" in text or len(_CONTROL.findall(text)) > _CONTROLS_ALLOWED * len(text):
        raise _binary(name)
    return text


def _characters(data: bytes, name: str) -> str:
    encoding = _encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if b"\x00" in data and not encoding.startswith("utf-16"):
            raise _binary(name) from None
        raise UnreadableError(
            "S004",
            f"{name}：编码无法识别或文件不完整（可读 UTF-8、UTF-16、GB18030）。",
            f"{name}: unknown encoding or incomplete file (UTF-8, UTF-16 and GB18030 are read).",
        ) from None


def _encoding(data: bytes) -> str:
    wide = _utf16(data)
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # UTF-8 cut off or damaged would decode as GB18030 to other characters without an error: never try that.
        return "utf-8" if _was_utf8(data) else "gb18030"
    return "utf-8"


def _was_utf8(data: bytes) -> bool:
    """Most of what decodes as UTF-8 beyond ASCII is Chinese: damaged UTF-8, not another encoding."""
    loose = data.decode("utf-8", errors="replace")
    beyond = sum(c > "\x7f" for c in loose)
    return len(_CHINESE.findall(loose)) > _STILL_UTF8 * beyond


def _utf16(data: bytes) -> str | None:
    """The UTF-16 flavour of the data, or None: by its mark, else by half of a sample reading as Chinese or ASCII."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4096]
    for encoding, newline in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        guess = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
        if "\x00" in guess or not (newline in data or b"\x00" in sample):
            continue
        if len(_CHINESE.findall(guess)) + sum(c < "\x80" for c in guess) > 0.9 * len(guess):
            return encoding
    return None


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _binary(name: str) -> UnreadableError:
    return UnreadableError("S002", f"{name}：不是文本文件。", f"{name}: not a text file.")
