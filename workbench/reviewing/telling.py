"""Corrections in a proof.

In: a proof, and the corrections of the documents it quotes. Out: the proof, in which every fact that a reviewer made
says so: who, when, why. Guarantee: nothing else is changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.model import Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model import Proof
    from workbench.messages import Messages
    from workbench.reviewing.model import Correction


def told(proof: Proof, corrections: Mapping[str, Correction], messages: Messages) -> Proof:
    """The proof with the corrections, by the statements they made."""
    premises = tuple(told(each, corrections, messages) for each in proof.premises)
    one = next((corrections[arg] for arg in proof.args if arg is not None and arg in corrections), None)
    if one is None or proof.step is not Step.STATED:
        return replace(proof, premises=premises)
    return replace(proof, premises=premises, step=Step.COMPUTED, note=note(one, messages))


def note(one: Correction, messages: Messages) -> str:
    """Who corrected it, when, why."""
    act = messages.word("review_act", one.act.value)
    return messages.say("reviewer.note", act=act, by=one.by, day=one.at[:10], reason=one.reason)
