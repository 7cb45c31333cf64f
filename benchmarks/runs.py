"""How fast a review runs, and its peers side by side; `make bench` prints the table.

    python benchmarks/runs.py [--rounds 3] [--slow-rounds 3] [--reports 110] [--only PART …] [--write]

`--only cost` measures a review against the floor and papermill's API alone, which takes minutes less.

All run the same 22 notebooks, one after the other within a round, so that what else the machine does
weighs on all of them; a row is the median of its rounds. Nothing is written but with `--write`, which
puts the table into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import generated
from inputs import AREA, YEAR, language_of, write_notebooks
from processes import Taken, environment, finished, timed

HERE = Path(__file__).parent
TONGKET = (sys.executable, "-m", "tongket")
REVIEW = ("--year", str(YEAR), "--area", AREA)
PARTS = ("review", "again", "years", "help", "memory", "growth")
QUICK = ("cost",)  # what a part measures too, by itself
PROBE = """
import sys
from tongket.cli import cli
try:
    cli({arguments!r})
except SystemExit as end:
    assert not end.code, end.code
loaded = {{"pandas", "jupyter_client", "ipykernel", "papermill", "nbconvert"}} & set(sys.modules)
print("loaded:", *sorted(loaded))
"""


@dataclass(frozen=True)
class Peer:
    """Something that runs the 22 notebooks: how, what we aim at, and whether it takes minutes."""

    name: str
    measure: Callable[[Path], float]
    goal: str
    slow: bool = True

    def compared(self, own: float, taken: list[float]) -> str:
        """Its median, and how many times ours it is; for the floor the other way round."""
        median = statistics.median(taken)
        rounds = f"{len(taken)} round{'s' * (len(taken) > 1)}"
        if "floor" in self.goal:
            return f"{median:.1f} s ({rounds}); ours is {own / median:.1f} × the floor"
        ratio = f"; {median / own:.1f} × ours" if median != own else ""
        return f"{median:.1f} s ({rounds}){ratio}"


class Bench:
    """One folder for all that is made, and the measures."""

    def __init__(self, folder: Path, rounds: int, slow_rounds: int) -> None:
        self.folder, self.rounds, self.log = folder, rounds, folder / "log"
        self.slow_rounds = slow_rounds
        self.notebooks = write_notebooks(folder / "in")

    def review(self) -> Iterator[tuple[str, str, str]]:
        """The whole review against its peers; those that take minutes only in the first `slow_rounds`."""
        return self._compared(self._peers())

    def cost(self) -> Iterator[tuple[str, str, str]]:
        """The whole review against the floor and papermill's API, by turns; where a report's seconds go."""
        yield from self._compared([peer for peer in self._peers() if peer.measure in self._near])
        self._tongket(self._fresh("out"))
        (manifest,) = (self.folder / "out").rglob("manifest.json")
        reports = json.loads(manifest.read_text(encoding="utf-8"))["reports"]
        cells = statistics.median(sum(each["cells"]) for each in reports)
        rest = statistics.median(each["seconds"] - sum(each["cells"]) for each in reports)
        said = f"{cells:.2f} s in its cells, {rest:.2f} s around them: kernel, questions, page"
        yield "one report of the 22, two at a time", said, ""

    def _compared(self, peers: Sequence[Peer]) -> Iterator[tuple[str, str, str]]:
        seconds: dict[str, list[float]] = {peer.name: [] for peer in peers}
        for number in range(self.rounds):
            for peer in peers:
                if number < self.slow_rounds or not peer.slow:
                    seconds[peer.name].append(peer.measure(self._fresh("out")))
                    say(f"{peer.name}: {seconds[peer.name][-1]:.1f} s")
        own = statistics.median(seconds[peers[0].name])
        for peer in peers:
            if taken := seconds[peer.name]:
                yield f"22 reports, cold start: {peer.name}", peer.compared(own, taken), peer.goal

    @property
    def _near(self) -> tuple[Callable[[Path], float], ...]:
        return self._tongket, self._floor, self._api

    def _peers(self) -> list[Peer]:
        commands = "`papermill` and `jupyter nbconvert`, a command each"
        api = "papermill's API in two threads, one `jupyter nbconvert`"
        peers = [
            Peer("`tongket run`", self._tongket, "", slow=False),
            Peer(
                "the floor: warm processes, no kernels",
                self._floor,
                "at most 1.5 × the floor",
                slow=False,
            ),
            Peer(commands, self._commands, "at least 15 × faster"),
            Peer(api, self._api, "at least 4.5 × faster"),
            Peer("`jupyter execute`, no pages", self._jupyter_execute, ""),
        ]
        nbmake = Peer("nbmake with xdist, no pages", self._nbmake, "")
        return [*peers, nbmake] if _has("nbmake") else peers

    def again(self) -> Iterator[tuple[str, str, str]]:
        """A second run with nothing changed."""
        out = self._fresh("out")
        self._tongket(out)
        taken = [self._tongket(out) for _ in range(max(self.rounds, 5))]
        arguments = ["run", *REVIEW, "--out", str(out)]
        code = PROBE.format(arguments=arguments)
        said = subprocess.run(
            [sys.executable, "-c", code],
            env=environment(), capture_output=True, text=True, check=True,
        )  # fmt: skip
        loaded = said.stdout.split("loaded:")[1].split()
        result = f"{statistics.median(taken):.2f} s; loaded: {', '.join(loaded) or 'no kernel, no pandas'}"
        yield "nothing changed, second run", result, "under 1 s, no kernel, no pandas"

    def help(self) -> Iterator[tuple[str, str, str]]:
        """The first answer of the command line."""
        rounds = range(max(self.rounds, 5))
        taken = [timed(*TONGKET, "--help", log=self.log) for _ in rounds]
        yield "`tongket --help`", f"{statistics.median(taken):.2f} s", "under 0.25 s"

    def memory(self) -> Iterator[tuple[str, str, str]]:
        """One more kernel."""
        code = [sys.executable, str(HERE / "kernels.py")]
        said = subprocess.run(code, env=environment(), capture_output=True, text=True, check=True)
        megabytes = said.stdout.split()[-1]
        yield "one more kernel that holds a page (PSS)", f"{megabytes} MB", "under 60 MB"

    def growth(self, reports: int) -> Iterator[tuple[str, str, str]]:
        """Many reports in one run on generated data: seconds and memory as they are finished one by one."""
        data, out = self._fresh("data"), self._fresh("out")
        generated.write_data(data)
        areas, years = generated.AREAS, list(generated.YEARS)
        size = max(round(reports / 22), 2)
        wide = min(len(years), size)
        asked = [word for area in areas[: max(size // wide, 1)] for word in ("--area", area)]
        asked += [word for year in years[:wide] for word in ("--year", str(year))]
        command = (*TONGKET, "run", *asked, "--json", "--out", str(out))
        seen = list(finished(*command, log=self.log, TONGKET_DATA=str(data)))
        yield (
            f"{seen[-1].reports:,} reports in one run, generated data",
            _in_words(seen),
            "linear within 10%, runner flat",
        )

    def years(self) -> Iterator[tuple[str, str, str]]:
        """The review of a place with six years on record against that with one, by turns, on generated data."""
        area, last = generated.AREAS[0], max(generated.YEARS)
        of = {1: self._fresh("one"), 6: self._fresh("six")}
        for number, data in of.items():
            generated.write_data(data, [area], range(last - number + 1, last + 1))
        taken: dict[int, list[float]] = {number: [] for number in of}
        asked = ("run", "--area", area, "--year", str(last))
        for _ in range(self.rounds):
            for number, data in of.items():
                command = (*TONGKET, *asked, "--out", str(self._fresh("out")))
                taken[number].append(timed(*command, log=self.log, TONGKET_DATA=str(data)))
        one, six = (statistics.median(each) for each in taken.values())
        said = f"{six:.1f} s and {one:.1f} s: {six / one:.2f} ×"
        yield (
            "a review with six years on record, and with one, generated data",
            said,
            "at most 1.3 ×",
        )

    def _tongket(self, out: Path) -> float:
        return timed(*TONGKET, "run", *REVIEW, "--out", str(out), log=self.log)

    def _floor(self, out: Path) -> float:
        return timed(sys.executable, str(HERE / "floor.py"), *self._places(out), log=self.log)

    def _api(self, out: Path) -> float:
        return timed(
            sys.executable, str(HERE / "papermill_api.py"), *self._places(out), log=self.log
        )

    def _commands(self, out: Path) -> float:
        out.mkdir()
        total = 0.0
        for path in self.notebooks:
            done = str(out / path.name)
            given = ("-p", "year", str(YEAR), "-p", "area", AREA, "-p", "lang", language_of(path))
            total += timed("papermill", str(path), done, *given, log=self.log)
            total += timed("jupyter", "nbconvert", "--to", "html", done, log=self.log)
        return total

    def _jupyter_execute(self, out: Path) -> float:
        del out
        return timed("jupyter", "execute", *map(str, self.notebooks), log=self.log)

    def _nbmake(self, out: Path) -> float:
        options = ("-q", "-n", "2", "-p", "no:cacheprovider", "-c", os.devnull)
        command = (sys.executable, "-m", "pytest", *options, "--nbmake", *map(str, self.notebooks))
        del out
        return timed(*command, log=self.log)

    def _places(self, out: Path) -> tuple[str, str]:
        return str(self.notebooks[0].parent), str(out)

    def _fresh(self, name: str) -> Path:
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.folder / name


def _in_words(seen: list[Taken]) -> str:
    """Time and memory from a tenth of the reports to the last: what comes before is the start.

    Halves are compared by the processors' seconds: what else the machine does does not count there.
    """
    first, middle, last = (seen[max(round(len(seen) * part) - 1, 0)] for part in (0.1, 0.55, 1))
    each = (last.seconds - first.seconds) / (last.reports - first.reports)
    speeds = [
        (later.cpu_seconds - sooner.cpu_seconds) / (later.reports - sooner.reports)
        for sooner, later in pairwise((first, middle, last))
    ]
    return (
        f"{last.seconds:.0f} s, {each * 1000:.0f} ms a report; second half against the first "
        f"{(speeds[1] / speeds[0] - 1) * 100:+.0f}% (processor time); runner {first.first_mb:.0f} MB after a tenth, "
        f"{last.first_mb:.0f} MB at the end; all processes {max(t.all_mb for t in seen):.0f} MB at most"
    )


def main() -> None:
    arguments = _arguments()
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), arguments.rounds, arguments.slow_rounds)
        for part in arguments.only or PARTS:
            measure = getattr(bench, part)
            for row in measure(arguments.reports) if part == "growth" else measure():
                say(" | ".join(row))
                rows.append(row)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    note = (
        f"{cores} cores, Python {sys.version.split()[0]}, medians of {arguments.rounds} rounds unless named, "
        f"load average at the end {load}."
    )
    table = _table(rows, note)
    print(table)
    if arguments.write:
        _put(HERE / "README.md", table)


def say(words: str) -> None:
    """What is measured meanwhile, for whoever waits."""
    print(words, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slow-rounds", type=int, default=3, help="rounds of what takes minutes")
    parser.add_argument("--reports", type=int, default=110, help="the largest size of `growth`")
    parser.add_argument("--only", choices=(*PARTS, *QUICK), action="append")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    return parser.parse_args()


def _table(rows: list[tuple[str, str, str]], note: str) -> str:
    lines = ["| measure | result | goal |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {a} | {b} | {c} |" for a, b, c in rows), "", note])


def _put(path: Path, table: str) -> None:
    before, _, rest = path.read_text(encoding="utf-8").partition("<!-- table -->\n")
    _, _, after = rest.partition("<!-- end -->")
    text = f"{before}<!-- table -->\n{table}\n<!-- end -->{after}"
    path.write_text(text, encoding="utf-8", newline="\n")


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


if __name__ == "__main__":
    main()
