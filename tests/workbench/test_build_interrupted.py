"""A build that is ended early, in every way: the next run ends as if nothing had happened."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from workbench.building import sieve
from workbench.building.crews import Crew
from workbench.building.errors import BuildingError

ZHIZE = [sys.executable, "-c", "from workbench.cli import main; main()", "build"]
MARK = "ZHIZE_TEST_OF_BUILD"
KILLS = 12


def started(tree: Path, out: Path, **options: Any) -> subprocess.Popen[str]:
    """The command as people run it, in processes that can be told by a mark."""
    command = [*ZHIZE, str(tree), "--out", str(out), "--workers", "2"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    return subprocess.Popen(command, env=os.environ | {MARK: str(out)}, **pipes, **options)


def finished(tree: Path, out: Path, **options: Any) -> tuple[int, str, str]:
    process = started(tree, out, **options)
    told, said = process.communicate(timeout=300)
    return process.returncode, told, said


def marked(out: Path) -> list[int]:
    """The processes of a build that are still there."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if f"{MARK}={out}".encode() in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


def workers(out: Path) -> list[int]:
    return [pid for pid in marked(out) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def published(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def until(condition: Callable[[], Any], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture
def policies(tmp_path: Path, corpus: dict[str, Path]) -> Path:
    """The built-in policies, thrice: work for some seconds."""
    for copy in "甲乙丙":
        (tmp_path / "policies" / copy).mkdir(parents=True)
        for path in corpus.values():
            shutil.copy(path, tmp_path / "policies" / copy)
    return tmp_path / "policies"


needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc to find processes in")


@needs_proc
def test_killed_at_random_moments_it_ends_as_undisturbed(policies: Path, tmp_path: Path) -> None:
    out, chance = tmp_path / "kb", random.Random(7)
    began = time.monotonic()
    assert finished(policies, tmp_path / "undisturbed")[0] == 0
    whole = time.monotonic() - began
    for number in range(KILLS):
        process = started(policies, out)
        time.sleep(chance.uniform(0.3, 1.0) * whole)
        process.kill()
        process.communicate()
        assert until(lambda: not marked(out), 20), "processes were left behind"
        with (policies / "甲" / "weihai-2021.txt").open("a", encoding="utf-8") as file:
            file.write(f"\n第{number + 1}次：企业应当报告。\n")
    code, told, said = finished(policies, out)
    assert (code, said) == (0, ""), told
    assert finished(policies, tmp_path / "anew")[0] == 0
    assert published(out) == published(tmp_path / "anew")
    assert not list((out / "staging").iterdir())


EVERY_MOMENT = """
import os, shutil, sys
from contextlib import nullcontext
from pathlib import Path
from concurrent.futures import Executor, Future
from workbench.building import sieve
from workbench.building.build import Order, build
from workbench.building.crews import Crew, Hiring

tree, start, place, count = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
sieve.SMALLEST_BATCH = sieve.LARGEST_BATCH = 1
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "os.listdir"}


class Here(Executor):
    def submit(self, fn, /, *args):
        future = Future()
        future.set_result(fn(*args))
        return future


def run(out, moment):
    "Build in a process of its own, which is ended at its so-manieth look at the knowledge base."
    pid = os.fork()
    if pid == 0:
        seen = []

        def look(event, args):
            if event in EVENTS and args and str(out) in str(args[0]):
                seen.append(event)
                if len(seen) == moment:
                    os._exit(9)

        sys.addaudithook(look)
        build(Order((str(tree),), out, Hiring(lambda: nullcontext(Crew(Here(), lambda: 1, ())), 1)))
        (place / "looks").write_text(str(len(seen)))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def files(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.parquet")}


def fresh(name):
    if start.exists():
        shutil.copytree(start, place / name)
    return place / name


undisturbed = fresh("undisturbed")
assert run(undisturbed, 0) == 0
looks = int((place / "looks").read_text())
for moment in sorted({1 + looks * number // count for number in range(count)} | set(range(looks - 8, looks))):
    out = fresh(f"killed-{moment}")
    assert run(out, moment) == 9, moment
    assert run(out, 0) == 0, moment
    assert files(out) == files(undisturbed), moment
    shutil.rmtree(out)
print(looks)
"""


@pytest.mark.parametrize("before", ["nothing", "an older state"])
def test_killed_at_any_look_at_the_disk_it_ends_as_undisturbed(
    build: Any, tree: Path, tmp_path: Path, before: str
) -> None:
    start, place = tmp_path / "start", tmp_path / "place"
    place.mkdir()
    if before != "nothing":
        build(tree, out=start)
        (tree / "甘肃" / "水办法.txt").unlink()
        (tree / "山东" / "空.txt").touch()
        for name in ("山东/采矿办法.txt", "某处/办法.txt", "国家/矿产资源法.txt"):
            with (tree / name).open("a", encoding="utf-8") as file:
                file.write("第四条　企业应当报告。\n")
    command = [sys.executable, "-c", EVERY_MOMENT, str(tree), str(start), str(place), "12"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert int(shown.stdout) > 50


@needs_proc
def test_a_lost_worker_ends_the_run_in_one_line_and_the_next_goes_on(policies: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    process = started(policies, out)
    assert until(lambda: workers(out) and list((out / "staging").glob("*.arrow")))
    os.kill(workers(out)[0], signal.SIGKILL)
    told, said = process.communicate(timeout=60)
    assert (process.returncode, told) == (2, "")
    assert "工作进程意外中止" in said
    assert len(said.splitlines()) == 1
    assert list((out / "staging").glob("*.arrow"))
    assert not published(out)
    code, told, said = finished(policies, out)
    assert (code, said) == (0, "")
    assert "接续上次 0 份" not in told
    assert finished(policies, tmp_path / "undisturbed")[0] == 0
    assert published(out) == published(tmp_path / "undisturbed")


class Poisoned(Executor):
    """Loses a worker over any batch with a document of this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.batches: list[list[str]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.batches.append([job.path for job in args[0]])
        if any(self.name in path for path in self.batches[-1]):
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_document_that_loses_every_worker_is_found_and_recorded(build: Any, tree: Path, tmp_path: Path) -> None:
    out, crew = tmp_path / "kb", Crew(Poisoned("水办法"), lambda: 1, (BrokenProcessPool,))
    with pytest.raises(BuildingError) as caught:
        build(tree, out=out, crew=crew)
    assert caught.value.key == "error.build_lost"
    alone = Poisoned("水办法")
    built = build(tree, out=out, crew=Crew(alone, lambda: 1, (BrokenProcessPool,)))
    assert [(path, why.code) for path, why in built.summary.failures] == [("甘肃/水办法.txt", "S023")]
    assert ["甘肃/水办法.txt"] in alone.batches
    assert built.summary.documents == 6
    again = build(tree, out=out)
    assert (again.read, again.summary.documents) == (["甘肃/水办法.txt"], 7)
    assert again.files == build(tree, out=tmp_path / "undisturbed").files


def test_a_full_disk_ends_in_one_line_and_a_state_to_go_on_from(policies: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the system refuses to write on."""
    out = tmp_path / "kb"
    full = finished(policies, out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)))
    assert full[:2] == (2, "")
    assert "无法读写" in full[2]
    assert len(full[2].splitlines()) == 1
    assert not published(out)
    assert finished(policies, out)[0] == 0
    assert finished(policies, tmp_path / "undisturbed")[0] == 0
    assert published(out) == published(tmp_path / "undisturbed")


def test_interrupted_from_the_keyboard_it_ends_quietly(policies: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    process = started(policies, out, start_new_session=True)
    assert until(lambda: list((out / "staging").glob("*.arrow")) if out.exists() else False)
    os.killpg(process.pid, signal.SIGINT)
    told, said = process.communicate(timeout=60)
    assert (process.returncode, told, said) == (130, "", "")
    assert finished(policies, out)[0] == 0


def test_batches_are_of_one_size_and_enough_for_all() -> None:
    from workbench.building.model import Job

    jobs = [Job(str(number), str(number), "", b"x" * 10_000) for number in range(100)]
    made = list(sieve.batches(jobs, 1_000_000, 2))
    assert [job for batch in made for job in batch] == jobs
    assert len(made) >= sieve.BATCHES_EACH
    assert len(list(sieve.batches(jobs, 10**12, 2))) == 4
    assert list(sieve.batches([], 0, 2)) == []
