"""Contracts held against policies: what is missing, weaker, later, out of date, open or contradictory.

In: a contract and a library of policies. Out: a `Review` with findings, each a derivation with its proof.
"""
