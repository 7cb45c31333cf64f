"""Processes as the benchmarks see them: how long they take, and how much memory is theirs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
MB = 1024


@dataclass(frozen=True)
class Taken:
    """What so many reports have taken: seconds, seconds of the processors, and memory in MB.

    `first_mb` is what the first process holds (RSS), `all_mb` the shares of all processes (PSS).
    """

    reports: int
    seconds: float
    cpu_seconds: float
    first_mb: float
    all_mb: float


def environment(**more: str) -> dict[str, str]:
    """Commands of this Python's environment first; the project's data; modules are compiled once."""
    own = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    set_here = {
        "PATH": own,
        "TONGKET_DATA": str(CHECKOUT / "data"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return {**os.environ, **set_here, **more}


def timed(*command: str, log: Path, expected: int = 0, **more: str) -> float:
    """Seconds that a command takes; it must end well."""
    started = time.perf_counter()
    with log.open("w", encoding="utf-8") as file:
        code = subprocess.run(
            command, env=environment(**more), stdout=file, stderr=file, check=False
        ).returncode
    if code != expected:
        sys.exit(f"{' '.join(command[:3])} …: exit code {code}\n{log.read_text()[-2000:]}")
    return time.perf_counter() - started


def finished(*command: str, log: Path, **more: str) -> Iterator[Taken]:
    """Run `tongket run --json`; what has been taken by every tenth report."""
    started, number = time.perf_counter(), 0
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, env=environment(**more), stdout=subprocess.PIPE, stderr=errors, text=True
        )
        for line in process.stdout or ():
            number += json.loads(line)["event"] == "finished"
            if number % 10 == 0 and '"finished"' in line:
                yield _taken(number, time.perf_counter() - started, process.pid)
    if process.wait():
        sys.exit(f"{' '.join(command[:3])} …\n{log.read_text()[-2000:]}")


def _taken(reports: int, seconds: float, first: int) -> Taken:
    family = [first, *descendants(first)]
    memory = sum(pss(pid) for pid in family) / MB
    held = _field(first, "status", "VmRSS") / MB
    return Taken(reports, seconds, sum(map(cpu_seconds, family)), held, memory)


def cpu_seconds(pid: int) -> float:
    """What a process and the children that it has waited for have taken of the processors."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def descendants(parent: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    children = [pid for pid in _all() if _parent(pid) == parent]
    return [*children, *(pid for child in children for pid in descendants(child))]


def pss(pid: int) -> float:
    """A process's share of the memory, in kB: pages that n processes use count a nth each."""
    return _field(pid, "smaps_rollup", "Pss")


def _all() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _parent(pid: int) -> int:
    return int(_field(pid, "status", "PPid"))


def _field(pid: int, file: str, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0.0)
