"""Damaged files against the readers: `python bench/fuzz.py [--seconds N] [--seed N]`.

In: the files in ../shared/documents/originals, damaged at random: their bytes, or a part inside a packed one. Out: a
table on the standard output: how many were read and refused, and how many made a parser fail (an exception of its
own), hang, or end its process; all three the reader would contain and report as S034 or S035. Guarantee: the same seed
damages alike; exit code 1 when a parser failed, with the seed, so that it can be looked at. Text recognition is left
out.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from policies import readers
from policies.errors import UnreadableError
from policies.model import Reading
from policies.readers.isolation import bounds, keeper
from policies.readers.pages import recognition

FILES = Path(__file__).resolve().parents[2] / "shared" / "documents" / "originals"
SUFFIXES = (".docx", ".pdf", ".ofd", ".html")
PACKED = (".docx", ".ofd")
SCANS = "scan"  # recognising text takes a minute each
PATIENCE = 60  # seconds
OUTCOMES = ("read", "refused", "failed", "hung", "ended")
TOKENS = (
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\xff",
    b"-1 ",
    b"99999999999 ",
    b"<<",
    b">>",
    b"[[[[",
    b"<w:p>",
    b"</w:p>",
    b"1 0 R",
)


def main() -> int:
    """Damage, read and count until the time is over."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0, help="of the first file")
    chosen = parser.parse_args()
    sound = {path.name: path.read_bytes() for path in sorted(FILES.glob("*")) if _is_wanted(path)}
    if not sound:
        print("fuzz: no files in ../shared/documents/originals", file=sys.stderr)
        return 2
    counts: dict[str, Counter[str]] = {suffix: Counter() for suffix in SUFFIXES}
    bad: list[str] = []
    end = time.monotonic() + chosen.seconds
    crew = _Crew()
    for seed, name, data in _damaged(sound, chosen.seed):
        if time.monotonic() > end:
            break
        outcome, told = crew.outcome(data, name)
        counts[Path(name).suffix][outcome] += 1
        if outcome in OUTCOMES[2:]:
            bad.append(f"{outcome}: seed {seed} {name} {told}")
    crew.end()
    print(f"{'format':8}" + "".join(f"{outcome:>11}" for outcome in OUTCOMES))
    for suffix, found in counts.items():
        print(f"{suffix:8}" + "".join(f"{found[outcome]:>11}" for outcome in OUTCOMES))
    print("\n".join(bad) or f"no parser failed in {chosen.seconds} s")
    return 1 if bad else 0


def _is_wanted(path: Path) -> bool:
    return path.suffix in SUFFIXES and SCANS not in path.name


def _damaged(sound: dict[str, bytes], seed: int) -> Iterator[tuple[int, str, bytes]]:
    """One file after another, each with the seed it was damaged by."""
    names = list(sound)
    while True:
        chance = random.Random(seed)
        name = chance.choice(names)
        inside = Path(name).suffix in PACKED and chance.random() < 0.8
        data = (_inside if inside else _bytes)(sound[name], chance)
        if name.endswith(".html"):  # a page that is no UTF-8 is refused before it is parsed
            data = data.decode("utf-8", errors="ignore").encode()
        yield seed, name, data
        seed += 1


def _bytes(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(found) or 1)
        way = chance.randrange(5)
        if way == 0:
            found[at : at + 1] = bytes([chance.randrange(256)])
        elif way == 1:
            del found[at : at + chance.randrange(1, 60)]
        elif way == 2:
            found[at:at] = found[at : at + chance.randrange(1, 2000)]
        elif way == 3:
            found[at : at + 4] = chance.choice(TOKENS)
        else:
            other = chance.randrange(len(found) or 1)
            found[at : at + 20] = found[other : other + 20]
    return bytes(found)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """A sound zip with one damaged part, mostly the one that matters."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as sound, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as opened:
        names = [name for name in sound.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice(names)
        for name in names:
            part = sound.read(name)
            opened.writestr(name, _bytes(part, chance) if name == chosen else part)
    return made.getvalue()


class _Crew:
    """One process that reads, replaced when it is lost."""

    def __init__(self) -> None:
        self.pool = self._hired()

    @staticmethod
    def _hired() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _prepare)

    def outcome(self, data: bytes, name: str) -> tuple[str, str]:
        """What becomes of a file."""
        try:
            return self.pool.submit(_read, data, name).result(PATIENCE)
        except (BrokenExecutor, TimeoutError) as error:
            self.end()
            self.pool = self._hired()
            return "hung" if isinstance(error, TimeoutError) else "ended", ""

    def end(self) -> None:
        """Let the process go, whatever it does."""
        for process in list((self.pool._processes or {}).values()):
            process.kill()
        self.pool.shutdown(cancel_futures=True)


def _prepare() -> None:
    """Parse in this process instead of one of its own, and recognise nothing."""
    bounds.confine()
    keeper.run = _parsed
    recognition.available = lambda: False


def _parsed(parser: str, data: bytes, name: str) -> Reading:
    found: Reading = importlib.import_module(parser).parse(data, name, lambda: None)
    return found


def _read(data: bytes, name: str) -> tuple[str, str]:
    try:
        readers.read(data, name)
    except UnreadableError as error:
        return "refused", error.code
    except Exception as error:  # what this is for
        return "failed", f"{type(error).__name__}: {error}"
    return "read", ""


if __name__ == "__main__":
    raise SystemExit(main())
