"""Parsers in a process of their own.

In: the name of a parser and the bytes of a file. Out: a `Reading`, or the reason why there is none. Guarantee: a parser
that crashes, loops or takes too much memory ends its own process and nothing else; it cannot open a connection; what
it gives back is JSON, never code.

    keeper   starts the process, asks it, ends it        child    is the process
    limits   what a document may take                    bounds   has the system keep them
"""
