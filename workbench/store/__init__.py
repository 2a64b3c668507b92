"""The knowledge base that lasts: documents, what was read of them and what follows, in a database.

In: a URL. Out: rows, found by filters and words. Guarantee: every write is one transaction; whoever kills the program
at any moment finds every acknowledged write whole and nothing half.

    tables      the schema, as migrations make it            database   one engine, reading and writing
    making      bytes -> everything that is stored of them   writing    what was made -> rows
    loading     many documents, by all cores                 relating   who repeals whom, over all documents
    words       words -> what an index holds                 indexing   the index, on either database
    listing     filters -> pages of rows                     searching  words -> documents with passages
    shelf       documents when they are asked for            audit      who did what, never changed
"""
