"""A build on a Dask cluster of processes gives what a local one gives."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None) as cluster:
        workers = [str(worker.process.process.pid) for worker in cluster.workers.values()]
        print(cluster.scheduler_address, *workers, flush=True)
        sys.stdin.read()
"""
ZHIZE = [sys.executable, "-c", "from workbench.cli import main; main()", "build"]


@dataclass(frozen=True)
class Cluster:
    address: str
    workers: list[int]
    process: subprocess.Popen[str]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A scheduler and two workers, in processes of their own."""
    command = [sys.executable, "-c", CLUSTER]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, start_new_session=True, **pipes) as process:
        try:
            assert process.stdout
            address, *workers = process.stdout.readline().split()
            yield Cluster(address, [int(pid) for pid in workers], process)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def policies(tmp_path: Path, corpus: dict[str, Path]) -> Path:
    for copy in "甲乙丙丁":
        (tmp_path / "policies" / copy).mkdir(parents=True)
        for path in corpus.values():
            shutil.copy(path, tmp_path / "policies" / copy)
    (tmp_path / "policies" / "空.txt").touch()
    return tmp_path / "policies"


def started(tree: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = [*ZHIZE, str(tree), "--out", str(out), "--facts", *options]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, encoding="utf-8", **pipes)


def finished(tree: Path, out: Path, *options: str) -> tuple[int, str, str]:
    process = started(tree, out, *options)
    told, said = process.communicate(timeout=300)
    return process.returncode, told, said


def published(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def test_a_cluster_gives_what_a_local_run_gives(cluster: Cluster, policies: Path, tmp_path: Path) -> None:
    code, told, said = finished(policies, tmp_path / "there", "--cluster", cluster.address)
    assert (code, said) == (0, "空.txt：文件是空的。\n"), told
    assert finished(policies, tmp_path / "here", "--workers", "2")[0] == 0
    assert published(tmp_path / "there") == published(tmp_path / "here")
    assert "本次读 0 份" in finished(policies, tmp_path / "there", "--cluster", cluster.address)[1]


def test_a_worker_lost_on_the_cluster_is_made_up_for(cluster: Cluster, policies: Path, tmp_path: Path) -> None:
    out = tmp_path / "there"
    process = started(policies, out, "--cluster", cluster.address)
    end = time.monotonic() + 60
    while not list(out.glob("staging/*.arrow")) and time.monotonic() < end:
        time.sleep(0.01)
    os.kill(cluster.workers[0], signal.SIGKILL)
    told, said = process.communicate(timeout=300)
    assert (process.returncode, said) == (0, "空.txt：文件是空的。\n"), told
    assert finished(policies, tmp_path / "here", "--workers", "2")[0] == 0
    assert published(out) == published(tmp_path / "here")


def test_a_cluster_that_goes_away_ends_the_run_in_one_line(cluster: Cluster, policies: Path, tmp_path: Path) -> None:
    out = tmp_path / "there"
    process = started(policies, out, "--cluster", cluster.address)
    end = time.monotonic() + 60
    while not list(out.glob("staging/*.arrow")) and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(cluster.process.pid, signal.SIGKILL)
    told, said = process.communicate(timeout=120)
    assert (process.returncode, told) == (2, "")
    assert said.startswith("与集群的连接中断")
    assert len(said.splitlines()) == 1
    code, told, _ = finished(policies, out, "--workers", "2")
    assert code == 0
    assert "接续上次 0 份" not in told
    assert finished(policies, tmp_path / "here", "--workers", "2")[0] == 0
    assert published(out) == published(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_told(policies: Path, tmp_path: Path) -> None:
    for address in ("tcp://127.0.0.1:9", "nowhere"):
        code, told, said = finished(policies, tmp_path / "there", "--cluster", address)
        assert (code, told) == (2, "")
        assert address in said
        assert len(said.splitlines()) == 1
