"""A page of ours beside the pages that nbconvert and Jupyter Book make of the same notebook.

    python benchmarks/pages.py            # print the table
    python benchmarks/pages.py --write    # and put it into benchmarks/pages.md
    python benchmarks/pages.py --book .scratch/bin/jupyter-book   # with the page that Jupyter Book makes of it as well

Both pages are made of the same executed notebook (`tongket run` makes it), opened in the same Chromium with the network
cut, and looked at by the same axe-core. Times are medians of turns in which both take part: compare them within a row.
Jupyter Book is no part of this project: install `jupyter-book<2` into an environment of its own and name its command.
Its version 2 asks api.mystmd.org for a template at each build, so that it makes nothing without a network.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

import nbformat
from axe_playwright_python.sync_playwright import Axe
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import Browser, sync_playwright

from tongket.publish.page.exporter import TongketExporter

HERE = Path(__file__).parent
REPORT = HERE / "pages.md"
PAGE = "04_intellectual_property"
TURNS = 7
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": TAGS, "resultTypes": ["violations"]}
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# A picture counts as described where a screen reader finds words for it that say more than that there are none.
PICTURES = """() => [...document.querySelectorAll(['#content', '.bd-article', '.jp-Notebook']
  .map(place => `${place} :is(img, svg, [role=img])`).join())]
  .filter(e => !e.closest('[aria-hidden=true]') && !e.parentElement.closest('[role=img]'))
  .map(e => e.getAttribute('alt') || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || '')
  .map(words => !!words && !/no description|without a description|chưa có mô tả/i.test(words))"""
IDS = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return ids.length - new Set(ids).size }"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TRACED = "() => document.querySelectorAll('data a[href^=\"#src-\"]').length"
Measured = dict[str, Any]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--write", action="store_true", help=f"put the table into {REPORT.name}")
    asked.add_argument(
        "--book", type=Path, help="the command of Jupyter Book 1, to measure its page too"
    )
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongket-pages-") as folder:
        tables = [compared(Path(folder), name, given.book) for name in ("review", "plain")]
    text = "\n\n".join(tables)
    print(text)
    if given.write:
        before, _, after = REPORT.read_text("utf-8").partition("<!-- table -->")
        _, end, rest = after.partition("<!-- end -->")
        REPORT.write_text(f"{before}<!-- table -->\n{text}\n{end}{rest}", encoding="utf-8")


def compared(folder: Path, kind: str, book: Path | None) -> str:
    """The table of one notebook; with the page of Jupyter Book where its command is named."""
    notebook = reviewed(folder) if kind == "review" else plain()
    title = {
        "review": f"A page of the review (`{PAGE}`, in English)",
        "plain": "A notebook that never heard of tongket (two matplotlib charts and a pandas table)",
    }[kind]
    pages = {"ours": TongketExporter(), "nbconvert's stock page": HTMLExporter()}
    made = {name: folder / f"{kind}-{n}.html" for n, name in enumerate(pages)}
    seconds = {name: f"{time:.2f}" for name, time in render(notebook, pages, made).items()}
    if book is not None:
        name = f"Jupyter Book {version(book)}"
        made[name], seconds[name] = bound(book, notebook, folder / f"{kind}-book"), "–"
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        found = {name: looked_at(browser, made[name]) for name in made}
        browser.close()
    for name in made:
        found[name]["seconds to make it from the executed notebook"] = seconds[name]
    lines = [f"## {title}", "", "| | " + " | ".join(made) + " |", "|---|" + "---:|" * len(made)]
    lines += [
        f"| {what} | " + " | ".join(str(found[n][what]) for n in made) + " |"
        for what in found["ours"]
    ]
    return "\n".join(lines)


def reviewed(folder: Path) -> Any:
    """The executed notebook of a page of the review."""
    command = [
        sys.executable,
        "-m",
        "tongket",
        "run",
        "--year",
        "2024",
        "--lang",
        "en",
        "--only",
        PAGE,
    ]
    subprocess.run([*command, "--out", str(folder / "build")], check=True, capture_output=True)
    path = folder / "build" / "notebooks" / "VN-CT" / "2024" / "en" / f"{PAGE}.ipynb"
    return nbformat.read(path, as_version=4)


def plain() -> Any:
    """A notebook as people write them, executed; its first chart was given a description."""
    from nbclient import NotebookClient

    drawing = """\
import matplotlib.pyplot as plt
import pandas as pd
rain = pd.Series([12, 5, 31], ["Jan", "Feb", "Mar"])
rain.plot.bar(title="Rain")
alt = "Bars: 12 mm in January, 5 in February, 31 in March."
display(plt.gcf(), metadata={"image/png": {"alt": alt}})
plt.close()"""
    cells = [
        nbformat.v4.new_markdown_cell("# Rain\n\nHow much fell?\n\n## By month"),
        nbformat.v4.new_code_cell(drawing),
        nbformat.v4.new_markdown_cell("## By month\n\nThe same heading again."),
        nbformat.v4.new_code_cell("rain.cumsum().plot(title='Sum');"),
        nbformat.v4.new_code_cell("rain.to_frame('mm')"),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3").execute()
    return notebook


def render(notebook: Any, exporters: dict[str, Any], made: dict[str, Path]) -> dict[str, float]:
    """The median seconds of each exporter, taking turns; writes the pages."""
    taken: dict[str, list[float]] = {name: [] for name in exporters}
    for _ in range(TURNS):
        for name, exporter in exporters.items():
            started = time.perf_counter()
            page, _ = exporter.from_notebook_node(notebook)
            taken[name].append(time.perf_counter() - started)
            made[name].write_text(page, encoding="utf-8")
    return {name: median(times) for name, times in taken.items()}


def version(book: Path) -> str:
    """The version that the command of Jupyter Book says."""
    said = subprocess.run([book, "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"Jupyter Book\s*:\s*(\S+)", said)
    if not found:
        sys.exit(
            f"--book: expected the command of Jupyter Book 1, got {said.strip()!r}. Install 'jupyter-book<2'."
        )
    return found[1]


def bound(book: Path, notebook: Any, folder: Path) -> Path:
    """The page that Jupyter Book makes of an executed notebook, with its own settings."""
    folder.mkdir()
    nbformat.write(notebook, folder / "page.ipynb")
    (folder / "_config.yml").write_text('execute:\n  execute_notebooks: "off"\n', encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: page\n", encoding="utf-8")
    subprocess.run([book, "build", folder], check=True, capture_output=True)
    return folder / "_build" / "html" / "page.html"


def looked_at(browser: Browser, path: Path) -> Measured:
    """What a browser without a network says of a page."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    page.wait_for_timeout(1500)
    network = {url for url in asked if url.startswith("http")}
    local = [Path(unquote(urlsplit(url).path)) for url in {*asked} if url.startswith("file:")]
    described = page.evaluate(PICTURES)
    page.evaluate(Axe().axe_script)
    broken = page.evaluate("rules => axe.run(rules)", RULES)["violations"]
    facts = {
        "bytes loaded, without what the network would add": f"{sum(p.stat().st_size for p in local if p.is_file()):,}",
        "files loaded": sum(path.is_file() for path in local),
        "scripts in it": len(re.findall(r"<script\b", path.read_text("utf-8"))),
        "requests to the network": len(network),
        "rules of accessibility that it breaks (axe-core, WCAG 2.2 A and AA, best practices)": len(
            broken
        ),
        "places where it breaks them": sum(len(rule["nodes"]) for rule in broken),
        "pictures with a description": f"{sum(described)} of {len(described)}",
        "ids that are there twice": page.evaluate(IDS),
        "numbers that lead to their source": page.evaluate(TRACED),
        "a Content-Security-Policy": "yes" if "Content-Security-Policy" in page.content() else "no",
    }
    page.set_viewport_size({"width": 320, "height": 640})
    facts["pixels that it sticks out of a phone 320 wide"] = page.evaluate(WIDE)
    context.close()
    return facts


if __name__ == "__main__":
    main()
