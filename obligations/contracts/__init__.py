"""The contract as a document: its type, parties, blanks, dates, amounts, and the duties of its parties.

In: a `Document`. Out: a `Contract`, and the facts that rules may ask for.
"""
