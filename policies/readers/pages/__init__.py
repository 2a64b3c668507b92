"""Formats in which text is put on pages: what stands where, and nothing else, is known.

from_pdf  from_ofd  from_image      a file -> pages of runs and rules
recognition                         a picture -> runs
model       the values              lines        runs -> lines
grid        rules -> tables         arrangement  a page in the order in which it is read
margins     running heads           paragraphs   lines -> paragraphs -> a `Reading`
"""
