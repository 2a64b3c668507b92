"""Which duties a sanction punishes, within one document.

In: a sanction and the document's norms. Out: the norms it names. Guarantee: an article named in the trigger decides;
else the same act in the same words (未按规定报送年度报告 and 应当报送年度报告); else none, never the nearest guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from obligations.model import Modality, Norm, Sanction
from policies.model import Document
from policies.navigate import path_to

SAME_ACT = 0.6  # share of the trigger's character pairs that the duty must have too
_NEGATION = re.compile(
    "违反本?.{0,6}规定|未按照?(?:要求|规定|合同)?|不按照?(?:要求|规定)?|未依法|不依法|不履行|未履行|拒不|擅自|不符合|未|不|对|的|，"
)
_DUTIES = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})


def punished(document: Document, sanction: Sanction, norms: Sequence[Norm]) -> list[Norm]:
    """The norms whose breach the sanction names."""
    duties = [n for n in norms if n.modality in _DUTIES]
    if sanction.breached:
        return [n for n in duties if _article(document, n) in {_article_of(b) for b in sanction.breached}]
    act = _pairs(_NEGATION.sub("", sanction.trigger.value))
    if len(act) < 4:
        return []
    return [n for n in duties if n.span != sanction.span and _shared(act, _pairs(n.action.value)) >= SAME_ACT]


def _article(document: Document, norm: Norm) -> str:
    return next((p.label for p in path_to(document.root, norm.span.start) if p.label.endswith("条")), "")


def _article_of(reference: str) -> str:
    return reference.partition("条")[0] + "条"


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _shared(act: set[str], other: set[str]) -> float:
    return len(act & other) / len(act)
