"""Word documents up to 2003 (.doc), WPS (.wps), RTF and OpenDocument, through LibreOffice.

In: the bytes of a file. Out: its `Reading`, as of the .docx that LibreOffice makes of it. Guarantee: without
LibreOffice it is said so; a password is told from damage.
"""

from __future__ import annotations

from policies import refusals
from policies.model import Reading
from policies.readers import docx
from policies.readers.common import compound, office

SUFFIXES = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt")

_RTF = b"{\\rtf"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_FLAT = b'progid="Word.Document"'  # of Word 2003 XML
_HEAD = 1024
_WORD = (".doc", ("Word 97–2003 或 WPS 文件", "Word 97-2003 or WPS file"))


def recognises(data: bytes, name: str) -> bool:
    """One of these formats, or a Word document under a password."""
    return _kind(data) is not None


def read(data: bytes, name: str) -> Reading:
    """The text of the document."""
    if compound.is_protected(data):
        raise refusals.encrypted(name)
    suffix, what = _kind(data) or _WORD
    return docx.read(office.converted(data, name, suffix, what), name)


def _kind(data: bytes) -> tuple[str, tuple[str, str]] | None:
    """The suffix that LibreOffice knows the format by, and what people call it."""
    if compound.is_word(data) or compound.holds(data, "EncryptedPackage"):
        return _WORD
    if data.startswith(_RTF):
        return ".rtf", ("RTF 文件", "RTF file")
    if data.startswith(b"PK\x03\x04") and data[30:].startswith(_ODT):
        return ".odt", ("OpenDocument 文件", "OpenDocument file")
    if data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") and _FLAT in data[:_HEAD]:
        return ".xml", ("Word 2003 XML 文件", "Word 2003 XML file")
    return None
