"""A ministry that does not exist on a Dask cluster of this machine, beside the processes of a run without one.

    python benchmarks/cluster.py [--reports 200] [--workers 1 2 4] [--without-local]

Each row is one run on generated data, one after the other: `tongket run --workers` with a real scheduler and so many
worker processes, or `tongket run --jobs` with as many. What counts where other work runs is the processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import generated
from processes import MB, Taken, cpu_seconds, descendants, environment, finished, pss

DASK = (sys.executable, "-m", "dask")
COLUMNS = (
    "run", "reports", "time", "a report", "processor time a report", "second half against the first",
    "runner at a tenth, at the end", "a worker with all that it started", "all processes",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What a run and its workers have taken when so many reports were done; `workers_mb` is their memory (PSS)."""

    taken: Taken
    cpu_seconds: float
    workers_mb: float


def main() -> None:
    arguments = _arguments()
    print(_row(COLUMNS), _row(["---"] * len(COLUMNS)), sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="b") as place:
        folder = Path(place)
        generated.write_data(folder / "data")
        for number in arguments.workers:
            rows = {f"{number} on a cluster": _on_cluster, f"{number} here": _here}
            for name, measure in list(rows.items())[: 1 if arguments.without_local else 2]:
                print(_cells(name, measure(folder, number, arguments.reports), number), flush=True)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n{len(os.sched_getaffinity(0))} cores, load average at the end {load}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument(
        "--without-local", action="store_true", help="leave out the runs without a cluster"
    )
    return parser.parse_args()


def _on_cluster(folder: Path, number: int, reports: int) -> list[Seen]:
    with ExitStack() as stack:
        log = stack.enter_context((folder / "dask.log").open("ab"))
        file = ("--scheduler-file", str(folder / "scheduler.json"))
        stack.enter_context(_dask(log, "scheduler", "--host", "127.0.0.1", "--port", "0", *file))
        own = ["--nthreads", "1", "--nworkers", str(number)]
        own += ["--local-directory", str(folder / "dask")]
        workers = stack.enter_context(_dask(log, "worker", *file, *own))
        return _seen(folder, reports, ("--workers", _address(folder / "scheduler.json")), workers)


def _here(folder: Path, number: int, reports: int) -> list[Seen]:
    return _seen(folder, reports, ("--jobs", str(number)), None)


def _seen(folder: Path, reports: int, more: Sequence[str], workers: int | None) -> list[Seen]:
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    years = list(generated.YEARS)[-max(min(round(reports / 22), 10), 1) :]
    areas = generated.AREAS[: max(round(reports / 22 / len(years)), 1)]
    asked = [word for area in areas for word in ("--area", area)]
    asked += [word for year in years for word in ("--year", str(year))]
    command = (sys.executable, "-m", "tongket", "run", *asked, *more, "--json", "--out", str(out))
    seen = []
    for taken in finished(*command, log=folder / "log", TONGKET_DATA=str(folder / "data")):
        seen.append(_with_workers(taken, workers))
        if taken.reports % 100 == 0:
            # For whoever waits an hour.
            print(seen[-1], file=sys.stderr, flush=True)
    return seen


def _with_workers(taken: Taken, workers: int | None) -> Seen:
    if workers is None:
        return Seen(taken, taken.cpu_seconds, 0.0)
    family = [workers, *descendants(workers)]
    cpu = taken.cpu_seconds + sum(map(cpu_seconds, family))
    return Seen(taken, cpu, sum(map(pss, family)) / MB)


def _cells(name: str, seen: list[Seen], number: int) -> str:
    """One row; from a tenth of the reports to the last, since what comes before is the start."""
    first, middle, last = (seen[max(round(len(seen) * part) - 1, 0)] for part in (0.1, 0.55, 1))
    each, cpu = _between(first, last)
    growth = _between(middle, last)[1] / _between(first, middle)[1] - 1
    most = max(s.workers_mb for s in seen)
    return _row([
        name,
        f"{last.taken.reports:,}",
        f"{last.taken.seconds:.0f} s",
        f"{each * 1000:.0f} ms",
        f"{cpu * 1000:.0f} ms",
        f"{growth * 100:+.0f}% (processor time)",
        f"{first.taken.first_mb:.0f} MB, {last.taken.first_mb:.0f} MB",
        f"{most / number:.0f} MB at most" if most else "",
        f"{max(s.workers_mb + s.taken.all_mb for s in seen):.0f} MB at most",
    ])  # fmt: skip


def _between(sooner: Seen, later: Seen) -> tuple[float, float]:
    """Seconds and processor seconds of one report."""
    reports = later.taken.reports - sooner.taken.reports
    seconds = later.taken.seconds - sooner.taken.seconds
    return seconds / reports, (later.cpu_seconds - sooner.cpu_seconds) / reports


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


@contextmanager
def _dask(log: BinaryIO, *command: str) -> Iterator[int]:
    """A command of Dask while the block runs; its process id."""
    process = subprocess.Popen(
        [*DASK, *command, "--no-dashboard"], env=environment(), stdout=log, stderr=log
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _address(place: Path) -> str:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if place.is_file() and (text := place.read_text(encoding="utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    sys.exit("no scheduler within two minutes")


if __name__ == "__main__":
    main()
