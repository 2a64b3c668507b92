"""Ways to tamper with a proof: `python bench/proofs.py` and the tests of `zhize verify` try them all.

In: the JSON of a proof (`zhize explain ID --format json` and its like), and a source of chance. Out: whether it could
be changed so; it is changed in place. Guarantee: what is changed then says, or rests on, something else.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from hashlib import sha256
from typing import Any

from engine.from_rules import all_rules

Json = dict[str, Any]
Tampering = Callable[[Json, random.Random], bool]
HALF = 0.5


def tampered(proofs: list[Json], count: int, seed: int) -> list[tuple[str, Json]]:
    """Proofs that were tampered with, each with the name of the way; the ways take turns.

    Args:
        proofs: that hold; at least one.
        count: how many are made.
        seed: of chance.
    """
    chance = random.Random(seed)
    made: list[tuple[str, Json]] = []
    turn = 0
    while len(made) < count:
        change, proof = TAMPERINGS[turn % len(TAMPERINGS)], deepcopy(chance.choice(proofs))
        turn += 1
        if change(proof, chance):
            made.append((change.__name__, proof))
    return made


def nodes(proof: Json) -> Iterator[Json]:
    """All nodes of a proof."""
    yield proof
    for premise in proof["premises"]:
        yield from nodes(premise)


def pick(proof: Json, chance: random.Random, fits: Callable[[Json], Any]) -> Json | None:
    """One of the nodes that fit, None when none does."""
    found = [node for node in nodes(proof["proof"]) if fits(node)]
    return chance.choice(found) if found else None


def other_character(text: str, chance: random.Random) -> str:
    """A text with one character changed."""
    place = chance.randrange(len(text))
    new = chance.choice([each for each in "甲乙丙不0（" if each != text[place]])
    return text[:place] + new + text[place + 1 :]


def other(value: str, proof: Json, chance: random.Random) -> str:
    """Another value that the proof has, as one who knows it would put in its place."""
    known: set[str] = {arg for node in nodes(proof["proof"]) for arg in node["args"] if arg is not None}
    return chance.choice(sorted(known - {value}))


def quote(proof: Json, chance: random.Random) -> bool:
    """A character of a quotation."""
    node = pick(proof, chance, lambda node: node["source"])
    if node:
        node["source"]["quote"] = other_character(node["source"]["quote"], chance)
    return node is not None


def offset(proof: Json, chance: random.Random) -> bool:
    """Where a quotation stands."""
    node = pick(proof, chance, lambda node: node["source"])
    if node:
        moved = chance.choice([("start",), ("end",), ("start", "end")])
        by = chance.choice([-3, -1, 1, 2, 50])
        for side in moved:
            node["source"][side] += by
    return node is not None


def unit(proof: Json, chance: random.Random) -> bool:
    """The document, the provision or the section of a quotation."""
    node = pick(proof, chance, lambda node: node["source"])
    if node:
        key = chance.choice(["section", "eid", "document"])
        node["source"][key] = other_character(node["source"][key] or "一", chance)
    return node is not None


def sentence(proof: Json, chance: random.Random) -> bool:
    """A character of a sentence."""
    node = pick(proof, chance, lambda node: True) or proof["proof"]
    key = chance.choice([key for key in ("conclusion", "label", "note") if node[key]])
    node[key] = other_character(node[key], chance)
    return True


def conclusion(proof: Json, chance: random.Random) -> bool:
    """An argument, by one that stands elsewhere in the proof."""
    node = pick(proof, chance, lambda node: node["args"])
    if node:
        place = chance.randrange(len(node["args"]))
        node["args"][place] = other(node["args"][place] or "", proof, chance)
    return node is not None


def predicate(proof: Json, chance: random.Random) -> bool:
    """What a node is about."""
    node = pick(proof, chance, lambda node: True) or proof["proof"]
    node["predicate"] = chance.choice(sorted({*all_rules().declarations} - {node["predicate"]}))
    return True


def binding(proof: Json, chance: random.Random) -> bool:
    """A value of a rule's variable."""
    node = pick(proof, chance, lambda node: node["binding"])
    if node:
        name = chance.choice(sorted(node["binding"]))
        if chance.random() < HALF:
            del node["binding"][name]
        else:
            node["binding"][name] = other(node["binding"][name], proof, chance)
    return node is not None


def order(proof: Json, chance: random.Random) -> bool:
    """Two premises in each other's place."""
    node = pick(proof, chance, lambda node: node["rule"] and len(node["premises"]) > 1)  # a list has no order
    if node:
        one, two = chance.sample(range(len(node["premises"])), 2)
        node["premises"][one], node["premises"][two] = node["premises"][two], node["premises"][one]
    return node is not None


def drop(proof: Json, chance: random.Random) -> bool:
    """A premise less."""
    node = pick(proof, chance, lambda node: node["premises"])
    if node:
        del node["premises"][chance.randrange(len(node["premises"]))]
    return node is not None


def twice(proof: Json, chance: random.Random) -> bool:
    """A premise twice."""
    node = pick(proof, chance, lambda node: node["premises"])
    if node:
        node["premises"].append(deepcopy(chance.choice(node["premises"])))
    return node is not None


def cut(proof: Json, chance: random.Random) -> bool:
    """A premise in the place of the conclusion."""
    node = pick(proof, chance, lambda node: node["step"] == "stated")
    if node:
        proof["proof"] = node
    return node is not None


def code(proof: Json, chance: random.Random) -> bool:
    """The rule of a step."""
    node = pick(proof, chance, lambda node: node["rule"])
    if node:
        node["rule"] = chance.choice(sorted({*all_rules().rules} - {node["rule"]}))
    return node is not None


def step(proof: Json, chance: random.Random) -> bool:
    """The kind of a node."""
    node = pick(proof, chance, lambda node: True) or proof["proof"]
    kinds = {"derived", "stated", "computed", "absent", "compared", "listed"}
    node["step"] = chance.choice(sorted(kinds - {node["step"]}))
    return True


def rule_text(proof: Json, chance: random.Random) -> bool:
    """A character of a rule."""
    told = chance.choice(proof[chance.choice(["rules", "declarations"])])
    told["text"] = other_character(told["text"], chance)
    if chance.random() < HALF:  # by one who makes the hash anew
        told["sha256"] = sha256(told["text"].encode()).hexdigest()
    return True


def digest(proof: Json, chance: random.Random) -> bool:
    """A digit of a hash."""
    told = chance.choice([*proof["rules"], *proof["declarations"], *proof["documents"]])
    key = chance.choice([key for key in told if key.endswith("sha256")])
    place = chance.randrange(64)
    told[key] = (
        told[key][:place] + chance.choice(sorted(set("0123456789abcdef") - {told[key][place]})) + told[key][place + 1 :]
    )
    return True


def rule_missing(proof: Json, chance: random.Random) -> bool:
    """A rule or declaration less."""
    listed = proof[chance.choice(["rules", "declarations"])]
    del listed[chance.randrange(len(listed))]
    return True


def identity(proof: Json, chance: random.Random) -> bool:
    """The actor that the ID names."""
    statement, at, actor = proof["id"].partition("@")
    if at:
        proof["id"] = statement + at + other_character(actor.partition(".")[0], chance)
    return bool(at)


def title(proof: Json, chance: random.Random) -> bool:
    """The title or the ID of a document."""
    told = proof["documents"][0]
    key = chance.choice(["title", "id"])
    told[key] = other_character(told[key], chance)
    return True


def renamed(proof: Json, chance: random.Random) -> bool:
    """Another actor throughout: sentences, terms, quotations and ID."""
    actor = proof["id"].partition("@")[2].partition("/")[0].partition(".")[0]
    if not actor:
        return False
    made = json.dumps(proof, ensure_ascii=False).replace(actor, f"{actor}甲")
    proof.update(json.loads(made))
    return True


def kind(proof: Json, chance: random.Random) -> bool:
    """What the proof is of."""
    proof["kind"] = chance.choice(sorted({"answer", "case", "conflict"} - {proof["kind"]}))
    return True


def asked(proof: Json, chance: random.Random) -> bool:
    """The day of the question."""
    if proof["asked"] is None or proof["asked"]["day"] is None:
        return False
    before = proof["asked"]["day"]
    proof["asked"]["day"] = f"{int(before[:4]) + chance.choice([-1, 1])}{before[4:]}"
    return True


def case_line(proof: Json, chance: random.Random) -> bool:
    """A line of the case: its words, its number, or the whole of it."""
    if not proof["case"] or not proof["case"]["lines"]:
        return False
    lines = proof["case"]["lines"]
    line = chance.choice(lines)
    change = chance.choice(["text", "number", "gone"])
    if change == "text":
        line["text"] = other_character(line["text"], chance)
    elif change == "number":
        line["number"] += 1
    else:
        lines.remove(line)
    return True


def assumed(proof: Json, chance: random.Random) -> bool:
    """An assumption more, or one less."""
    if not proof["case"]:
        return False
    told = proof["case"]["assumed"]
    if told and chance.random() < HALF:
        told.pop()
    else:
        told.append("2025-01-01 改正 整改")
    return True


def case_hash(proof: Json, chance: random.Random) -> bool:
    """A digit of the hash of the case."""
    if not proof["case"]:
        return False
    before = proof["case"]["sha256"]
    proof["case"]["sha256"] = before[:-1] + chance.choice(sorted(set("0123456789abcdef") - {before[-1]}))
    return True


TAMPERINGS: tuple[Tampering, ...] = (
    *(quote, offset, unit, sentence, conclusion, predicate, binding, order, drop, twice, cut, code, step),
    *(rule_text, digest, rule_missing, identity, title, renamed, kind, asked, case_line, assumed, case_hash),
)
