"""How a document stands on a day.

In: the conclusions of a document. Out: its `Validity`.
Guarantee: there is always one, with a reason and a proof.
"""

from __future__ import annotations

from engine.index import Index
from engine.keys import key_of
from engine.model import Force, Validity
from engine.proof import prove, said


def validity(index: Index, day: str) -> Validity:
    """The validity on a day that the document was concluded for: the day asked or one on which something is due."""
    if day not in index.told:
        rows = index.conclusions.rows("force")
        state = next(state for document, state, on in rows if (document, on) == (index.document, day))
        key = key_of("force", (index.document, state, day))
        reason = said(index.conclusions, index.rules, key, index.lang)
        proof = prove(index.conclusions, index.rules, key, index.lang)
        index.told[day] = Validity(index.document, Force(state), reason, proof)
    return index.told[day]
