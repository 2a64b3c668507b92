"""Who may do what: accounts, sessions of browsers, tokens of programs, and what slows down guessing.

In: names, passwords, cookies, tokens. Out: a `Principal`, or one of the refusals of `workbench.accounts.errors`.
Guarantee: neither a password nor a token nor the ID of a session is stored, logged or shown again.
"""
