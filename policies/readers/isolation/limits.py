"""What a document may take.

In: nothing. Out: bounds. Guarantee: each is far beyond what a document of an office has, and small enough that a
machine with 4 GB reads on.
"""

from __future__ import annotations

SECONDS = 60  # without a sign of life
SECONDS_IN_ALL = 900
MEMORY = 2 * 1024**3  # bytes of address space of a parser
MEMORY_OF_HELPERS = 6 * 1024**3  # of text recognition and of LibreOffice, which reserve more than they use

UNPACKED = 512 * 1024**2  # bytes of all parts of a packed file
PART = 128 * 1024**2  # bytes of one part
PARTS = 10_000
MARKUP = 3_000_000  # tags of one part

PAGES = 2_000
SCANNED_PAGES = 200  # that are recognised
GLYPHS = 100_000  # of one page
OUTLINES = 200_000  # pieces of drawing of one page
PIXELS = 100_000_000  # of one picture
CHARACTERS = 2_500_000  # of the text, about 5,000 pages
