"""From saving a figure to its page in a browser, by `tongket preview`; beside it a `tongket run` of the same change.

    python benchmarks/preview.py             # nine turns; prints the table
    python benchmarks/preview.py --turns 3

Each turn writes another figure into the data and waits until the page that Chromium has open shows it, and until each
page that uses it was made anew. The run of the turn brings the output folder up to date with the same figure, so that
what else the machine does weighs on both: the ratios count.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

CHECKOUT = Path(__file__).parents[1]
DATA = "data/observations/VN-CT-2024.csv"
# Of a row in the data what says the figure, and the page that is open; others show what follows from it.
ROW, FIGURE = "{0},exact,{0},", 420
SHOWS = "04_intellectual_property"
TONGKET = (sys.executable, "-m", "tongket")
ASKED = ("--year", "2024", "--area", "VN-CT", "--lang", "en")
# Playwright's own waiting looks each half second after the first: the page itself says when the figure is drawn.
AWAIT = """figure => {
  window.drawn = new Promise(resolve => new MutationObserver(() => {
    if (new RegExp(`\\\\b${figure}\\\\b`).test(document.body.textContent))
      requestAnimationFrame(() => requestAnimationFrame(resolve));
  }).observe(document.documentElement, {childList: true}));
}"""
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Of a round that makes pages the line of its last one, and that of its end.
LAST = re.compile(r"(\d+)/\1 ")
END = re.compile(r"\d+ reports? run")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--turns", type=int, default=9)
    turns = asked.parse_args().turns
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("data", "notebooks"):
            shutil.copytree(CHECKOUT / name, project / name)
        shutil.copy(CHECKOUT / "tongket.toml", project)
        _run(project)
        with _preview(project) as lines, _open(next(lines)) as page:
            _until(END, lines)
            taken = [_turn(project, lines, page, FIGURE + turn) for turn in range(turns)]
    _print(taken)


def _turn(
    project: Path, lines: Iterator[str], page: Page, figure: int
) -> tuple[float, float, float]:
    """Seconds until the open page shows the next figure, until all that use it were made, and of a run."""
    path = project / DATA
    text = path.read_text(encoding="utf-8")
    before, after = ROW.format(figure), ROW.format(figure + 1)
    if text.count(before) != 1:
        sys.exit(f"{DATA}: expected {before} once, got it {text.count(before)} times.")
    page.evaluate(AWAIT, figure + 1)
    started = time.perf_counter()
    path.write_text(text.replace(before, after), encoding="utf-8")
    page.evaluate("window.drawn")
    one = time.perf_counter() - started
    # Read after they were written, where the page came last.
    every = max(one, _until(LAST, lines) - started)
    _until(END, lines)
    return one, every, _run(project)


def _run(project: Path) -> float:
    started = time.perf_counter()
    subprocess.run([*TONGKET, "run", *ASKED], cwd=project, check=True, capture_output=True)
    return time.perf_counter() - started


@contextmanager
def _preview(project: Path) -> Iterator[Iterator[str]]:
    """What a preview says, line by line; its address first."""
    command = [*TONGKET, "preview", "--no-open", "--port", "0", *ASKED]
    process = subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield iter(process.stdout or ())
    finally:
        process.terminate()
        process.wait()


def _until(wanted: re.Pattern[str], lines: Iterator[str]) -> float:
    """When the line comes that is wanted."""
    for line in lines:
        if wanted.search(line):
            return time.perf_counter()
    sys.exit(f"tongket preview: expected a line with {wanted.pattern}, got its end.")


@contextmanager
def _open(said: str) -> Iterator[Page]:
    """The page in a browser, by the line that says where the preview is."""
    address = next(word for word in said.split() if word.startswith("http"))
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        page = browser.new_page()
        page.goto(f"{address}en/{SHOWS}.html")
        yield page
        browser.close()


def _print(taken: list[tuple[float, float, float]]) -> None:
    one, every, run = (median(column) for column in zip(*taken, strict=True))
    least = [min(column) for column in zip(*taken, strict=True)]
    print(
        f"| from saving a figure to (median of {len(taken)} turns; the least) | seconds | of a run |"
    )
    print("|---|---|---|")
    print(f"| the page that is open | {one:.2f}; {least[0]:.2f} | {one / run:.2f} |")
    print(f"| all pages that use it | {every:.2f}; {least[1]:.2f} | {every / run:.2f} |")
    print(f"| `tongket run` | {run:.2f}; {least[2]:.2f} | 1 |")


if __name__ == "__main__":
    main()
