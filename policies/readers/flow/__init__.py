"""Formats in which text flows: paragraphs and tables one after another.

word        .docx -> a `Reading`             runs       what of a paragraph is text
styles      which paragraphs are numbered    lists      the numbers that Word prints    numerals   how it writes them
web         .html -> a `Reading`             boilerplate   where on a page the document stands
"""
