"""`tongket preview` in a real browser: what is saved is seen there, whatever it is, and nothing of it is published."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fixtures.run.running import Running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.server,
    pytest.mark.browser,
    pytest.mark.skipif(
        sys.platform != "linux", reason="reads /proc to see which processes are left"
    ),
]
NAME = "04_intellectual_property"
DATA = "data/observations/VN-CT-2024.csv"
ASKED = ("--year", "2024", "--lang", "vi")
ROW, NEW = "actual,420,exact,420,", "actual,421,exact,421,"
# The first round makes every page.
SOON, FIRST = 60_000, 300_000


@pytest.fixture
def project(checkout: Path, tmp_path: Path) -> Path:
    """The example with one page."""
    for name in ("data", "notebooks"):
        shutil.copytree(checkout / name, tmp_path / name)
    shutil.copy(checkout / "tongket.toml", tmp_path)
    pages = tmp_path / "notebooks" / "review.toml"
    keep = next(p for p in pages.read_text().split("[[pages]]") if f'name = "{NAME}"' in p)
    pages.write_text(f"[[pages]]{keep}")
    for path in (tmp_path / "notebooks").glob("*.ipynb"):
        if path.stem != NAME:
            path.unlink()
    return tmp_path


@pytest.fixture
def running(project: Path, interrupts: None) -> Iterator[Running]:
    asked = ("preview", *ASKED, "--no-open", "--port", "0")
    with tempfile.TemporaryDirectory(prefix="t") as tmp:
        running = Running(project, Path(tmp), command=asked)
        yield running
        if running.process.poll() is None:
            os.killpg(running.process.pid, signal.SIGKILL)
            running.process.wait()


@pytest.fixture
def page(running: Running, chromium: Browser) -> Iterator[Page]:
    """The page of the preview, opened before it is made."""
    said = running.process.stdout.readline()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{re.search(r'http://[^ ]+', said)[0]}vi/{NAME}.html")
    yield page
    context.close()


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_what_is_saved_is_seen_in_the_browser_and_nothing_of_it_is_published(
    page: Page, running: Running, project: Path
) -> None:
    body, said = page.locator("body"), page.locator("[role=status]")
    expect(body).to_contain_text("420 văn bằng", timeout=FIRST)
    expect(said).to_be_hidden(timeout=SOON)
    page.evaluate("() => { window.stays = true; scrollTo(0, 300); }")
    page.locator("details").first.evaluate("fold => { fold.open = true; }")

    # A figure.
    change(project / DATA, ROW, NEW)
    expect(body).to_contain_text("421 văn bằng", timeout=SOON)
    assert page.evaluate("() => window.stays && scrollY === 300"), "in place: no page was loaded"
    assert page.locator("details").first.evaluate("fold => fold.open")

    # One that does not hold: the page stays, the finding is beside it, and no markup of it is.
    change(project / DATA, NEW, "actual,421,exact,<b>4</b>,")
    expect(said).to_contain_text("obs_value: cần 421", timeout=SOON)
    expect(said).to_contain_text("'<b>4</b>'")
    assert page.locator("[role=status] *").count() == 0
    expect(body).to_contain_text("421 văn bằng")

    # Mended, and with another sentence, which a kernel translates.
    change(project / DATA, "actual,421,exact,<b>4</b>,", NEW)
    expect(said).to_be_hidden(timeout=SOON)
    catalogue = project / "notebooks" / "locale" / "vi.po"
    message = 'msgid "Initiatives in use equal {in_use} of the number recognised"\nmsgstr "'
    change(catalogue, message, f"{message}Câu mới: ")
    expect(body).to_contain_text("Câu mới:", timeout=SOON)

    # A cell that fails, a notebook that is none, and the one that was there.
    notebook = project / "notebooks" / f"{NAME}.ipynb"
    whole = notebook.read_text(encoding="utf-8")
    notebook.write_text(whole.replace('review.frame(\\"ip\\")', "1 / 0", 1), encoding="utf-8")
    expect(body).to_contain_text("ZeroDivisionError", timeout=SOON)
    expect(said).to_contain_text("division by zero", timeout=SOON)
    notebook.write_text(whole[:1000], encoding="utf-8")
    expect(said).to_contain_text(f"{NAME}.ipynb: ", timeout=SOON)
    notebook.write_text(whole, encoding="utf-8")
    expect(body).to_contain_text("421 văn bằng", timeout=SOON)
    expect(said).to_be_hidden(timeout=SOON)

    made = list((project / "build").rglob("*.html"))
    assert made
    assert not [path for path in made if b"<script" in path.read_bytes()]
    assert not (project / "build" / "site").exists()

    running.process.send_signal(signal.SIGINT)
    code, errors = running.end()
    assert (code, "Traceback" in errors) == (0, False), errors
    assert running.left() == []
    assert list(running.tmp.iterdir()) == []

    # The same bytes as a run makes that saw nothing of what was before.
    run = [sys.executable, "-m", "tongket", "run", *ASKED]
    subprocess.run(run, cwd=project, check=True, capture_output=True)
    out = project / "build"
    seen = [path.relative_to(out / "preview") for path in (out / "preview").rglob("*.*")]
    pages = [path for path in seen if path.suffix in {".html", ".ipynb", ".csv"}]
    assert Path("site/VN-CT/2024/vi") / f"{NAME}.html" in pages
    for path in pages:
        assert (out / "preview" / path).read_bytes() == (out / path).read_bytes(), path
