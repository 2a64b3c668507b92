"""Proofs of others, checked: what `zhize verify` does.

In: names of files with proofs in JSON, one each, an array, or an answer of `zhize conflicts`; folders or files with the
sources, cases among them; rules. Out: the verdicts, and what could not be read. Guarantee: a document or a case is read
once, and only if a proof names its hash; a file that is no proof says where it is none.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from engine.cases.from_yaml import read_bytes
from engine.certificate import Kind
from engine.checking.check import check
from engine.checking.model import Fault, Rejected
from engine.checking.sources import Sources
from engine.errors import CaseError
from engine.from_rules import for_cases, for_conflicts, for_contracts
from engine.places import numbers
from policies import readers
from workbench import sources
from workbench.model import Checked, Unreadable, Verdicts
from workbench.records.proof_record import ExplanationRecord, certificate, explanation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.cases.model import Case
    from engine.language import RuleBase
    from policies.model import Document


CASES = frozenset({".yaml", ".yml", ".json"})  # the files of a folder that may hold a case


@dataclass(frozen=True, slots=True)
class Given:
    """One proof of a file, the one of this number."""

    file: str
    number: int
    record: ExplanationRecord


def verify(
    names: Sequence[str],
    places: Sequence[str],
    rules: RuleBase,
    facts: bool,
    others: Mapping[Kind, RuleBase] | None = None,
) -> Verdicts:
    """The verdicts on all proofs of some files.

    Args:
        names: files with proofs, ``-`` for the standard input.
        places: files and folders with the sources; none means the built-in policies, which are always at hand for the
            proofs of contracts.
        rules: those of the one who checks.
        facts: whether the sources are read again for their facts.
        others: the rules for cases and conflicts; the built-in ones when they are not given.
    """
    given, unreadable = _proofs(names)
    wanted = {told.sha256 for one in given for told in one.record.documents}
    meant = {one.record.case.sha256 for one in given if one.record.case is not None}
    cases, rest, unfit = _cases(places, meant)
    documents, shut = _documents(rest, wanted, any(one.record.kind is Kind.CONTRACT for one in given))
    own = {Kind.CASE: for_cases(), Kind.CONFLICT: for_conflicts(), Kind.CONTRACT: for_contracts()}
    known = own if others is None else others
    against = Sources(documents, rules, known, cases)
    return Verdicts(tuple(_checked(one, against, facts) for one in given), (*unreadable, *unfit, *shut))


# ---- what is read ----------------------------------------------------------------------------------------------------


class _NoProofError(Exception):
    """What a file holds is no proof; `place` says where."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def _proofs(names: Sequence[str]) -> tuple[list[Given], list[Unreadable]]:
    given: list[Given] = []
    refused: list[Unreadable] = []
    for name in names:
        try:
            piped = name == sources.STANDARD_INPUT
            given += _records(
                "<stdin>" if piped else name, sys.stdin.buffer.read() if piped else Path(name).read_bytes()
            )
        except OSError:
            refused.append(Unreadable(name, f"{name}：文件无法打开。", f"{name}: cannot be opened."))
        except _NoProofError as error:
            zh = f"{name}：不是可核对的证明（{error.place}）。"
            refused.append(Unreadable(name, zh, f"{name}: no proof that can be checked ({error.place})."))
    return given, refused


def _records(name: str, data: bytes) -> list[Given]:
    value = _json(data)
    return [Given(name, number, _record(each, place)) for number, (each, place) in enumerate(_each(value), 1)]


def _each(value: Any) -> Iterator[tuple[Any, list[str | int]]]:
    """The proofs of a file with their places: one, an array of them, or those of the conflicts of an answer."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield each, [place]
    elif isinstance(value, dict) and isinstance(found := value.get("conflicts"), list):
        for place, each in enumerate(found):
            yield each.get("proof") if isinstance(each, dict) else each, ["conflicts", place, "proof"]
    else:
        yield value, []


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise _NoProofError(f"JSON {error.lineno}:{error.colno}") from None
    except (UnicodeDecodeError, RecursionError):
        raise _NoProofError("JSON") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: of two alike, another reader may take the other one."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _NoProofError(next(name for name in names if names.count(name) > 1))
    return found


def _record(value: Any, above: list[str | int]) -> ExplanationRecord:
    try:
        return ExplanationRecord.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        where = error.errors(include_url=False, include_context=False)[0]["loc"]
        raise _NoProofError(_pointer([*above, *where]) or "JSON") from None


def _cases(places: Sequence[str], wanted: set[str]) -> tuple[list[Case], list[str], list[Unreadable]]:
    """The cases whose hashes are wanted; the places without the files that hold one; what is no case after all."""
    found: list[Case] = []
    rest: list[str] = []
    refused: list[Unreadable] = []
    for place in places:
        path = Path(place)
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        read = [(each, _bytes(each)) for each in below if not path.is_dir() or each.suffix.lower() in CASES]
        held = [(each, data) for each, data in read if hashlib.sha256(data).hexdigest() in wanted]
        for each, data in held:
            try:
                found.append(read_bytes(str(each), data))
            except CaseError as error:
                refused.append(Unreadable(str(each), error.message_zh, error.message_en))
        if not held or any(each.suffix.lower() in readers.suffixes() for each in below):
            rest.append(place)
    return found, rest, refused


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _documents(places: Sequence[str], wanted: set[str], policies: bool) -> tuple[list[Document], list[Unreadable]]:
    """The documents whose hashes are wanted; the built-in policies too where `policies` says so."""
    inputs, refused = sources.inputs(places)
    inputs += sources.inputs(())[0] if policies and places else []
    read = [sources.read(one) for one in inputs if _hash(one) in wanted]
    refused += [one for one in read if isinstance(one, Unreadable)]
    return [one for one in read if not isinstance(one, Unreadable)], refused


def _hash(one: sources.Input) -> str:
    try:
        data = one.data if one.path is None else one.path.read_bytes()
    except OSError:
        return ""  # it may be none of those asked for; a proof that needs it says that it has no source
    return hashlib.sha256(data or b"").hexdigest()


# ---- what is checked -------------------------------------------------------------------------------------------------


def _checked(one: Given, against: Sources, facts: bool) -> Checked:
    proof = certificate(one.record)
    verdict = check(proof, against, facts)
    if verdict.rejected is None:
        found = ((told.id, against.find(told.sha256, told.id)) for told in proof.documents)
        sections = {name: numbers(document) for name, document in found if document is not None}
        made = explanation(proof, sections).model_dump(mode="json")
        place = next(_differences(one.record.model_dump(mode="json"), made), None)
        if place is not None:
            verdict = replace(verdict, rejected=Rejected(_pointer(place), Fault.SECTION))
    return Checked(one.file, one.number, verdict)


def _differences(told: Any, made: Any) -> Iterator[list[str | int]]:
    """Where two values of one shape differ."""
    pairs: Iterable[tuple[str | int, Any, Any]] = ()
    if isinstance(told, dict) and isinstance(made, dict):
        pairs = ((key, told[key], made.get(key)) for key in told)
    elif isinstance(told, list) and isinstance(made, list):
        pairs = ((number, *both) for number, both in enumerate(zip(told, made, strict=True)))
    elif told != made:
        yield []
    for key, one, other in pairs:
        yield from ([key, *rest] for rest in _differences(one, other))


def _pointer(place: Sequence[str | int]) -> str:
    """A place in JSON (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)
