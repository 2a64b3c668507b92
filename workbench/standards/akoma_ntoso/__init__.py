"""Documents in Akoma Ntoso 3.0 (OASIS LegalDocML): the tree, what identifies it, and what was understood of it.

    tree.py       the structure: preface, body, conclusions, attachments
    inline.py     what is marked within a text: statements, actors, references
    metadata.py   FRBR, references, analysis

In: an `Entry`. Out: elements of the schema. Guarantee: the words of the document stand there in order, white space
between provisions apart.
"""
