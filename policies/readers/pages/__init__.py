"""Formats in which text is put on pages: what stands where, and nothing else, is known.

from_pdf  from_ofd  from_image      a file -> pages of runs and rules
recognition                         a picture -> runs
model       the values              lines        runs -> lines
grid        rules -> tables         blanks       rules in lines of text -> blanks to fill in
margins     running heads           arrangement  a page in the order in which it is read
paragraphs  lines -> paragraphs -> a `Reading`
"""
