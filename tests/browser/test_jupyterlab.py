"""JupyterLab in a real browser: what a reader sees of a notebook that somebody else ran, and an analyst of one's own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NotShown

from fixtures.parts import absent
from fixtures.run.running import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server]
CHECKOUT = Path(__file__).parents[2]
MINUTE = 60_000
# A picture of each chart as it is seen: its size, and the words beside it, for Lab gives a picture itself none.
PICTURES = """() => [...document.querySelectorAll('.jp-OutputArea-output img')].map(image => ({
  width: image.naturalWidth, shown: image.clientWidth,
  words: image.closest('.jp-OutputArea').querySelector('details p')?.textContent ?? ''}))"""
WORDS = ".jp-OutputArea-output details p"
CELLS = [
    "import seaborn as sns\nimport tongket\nreview = tongket.open_review(year=2024, area='VN-CT', lang='en')",
    "ip = review.frame('ip')\nip[ip['part'].eq(False)][['name', 'value', 'unit_name', 'printed']].head(3)",
    "names = ['ip.initiatives_proposed', 'ip.initiatives_recognised']",
    "steps = ip[ip['indicator'].isin(names)]",
    "review.exhibit(sns.barplot, steps, x='value', y='name', title='Initiatives', note='Counts of the year.')",
]
OPEN = "import tongket\nreview = tongket.open_review(year=2024, area='VN-CT', lang='en')"
TYPED = [OPEN, "review.lang", ""]
WRONG = [OPEN, "review.lang", "steps = review.frame('ip')\nreview.chart.bar(steps)"]
HEARD = "[...document.querySelectorAll('.jp-OutputArea-output .tk-hidden')]"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab of its own, with executed notebooks of others and an empty one of ours."""
    home = tmp_path_factory.mktemp("lab")
    root = home / "root"
    shutil.copytree(CHECKOUT / "tests" / "golden" / "notebooks", root / "executed")
    for name, cells in {"mine": CELLS, "typing": TYPED, "wrong": WRONG}.items():
        text = json.dumps(notebook(cells))
        (root / f"{name}.ipynb").write_text(text, encoding="utf-8")
    folders = {
        f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    # Lab draws only the cells that are seen, and takes others away while one looks: here it draws all.
    preferences = home / "settings" / "@jupyterlab" / "notebook-extension"
    preferences.mkdir(parents=True)
    (preferences / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    # Without this it is light, whatever the system prefers.
    themes = home / "settings" / "@jupyterlab" / "apputils-extension"
    themes.mkdir()
    (themes / "themes.jupyterlab-settings").write_text('{"adaptive-theme": true}')
    folders["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    settings = {**os.environ, **folders, "IPYTHONDIR": str(home / "ipython")}
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0",
        "--IdentityProvider.token=", f"--ServerApp.root_dir={root}", "--LabApp.news_url=",
    ]  # fmt: skip
    try:
        import jupyterlab  # noqa: F401
    except ImportError:
        absent("JupyterLab is not installed (make setup)")
    server = subprocess.Popen(
        command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # The file is there before it is written.
    told = (home / "runtime").glob
    wait_until(
        lambda: any(path.read_bytes().endswith(b"}") for path in told("jpserver-*.json")),
        "JupyterLab to start",
    )
    (running,) = told("jpserver-*.json")
    yield str(json.loads(running.read_text(encoding="utf-8"))["url"])
    server.terminate()
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        # A server that has ended its kernels may still wait for a thread of its own.
        server.kill()


def notebook(sources: list[str]) -> dict[str, object]:
    cells = [
        {"cell_type": "code", "id": f"cell-{number}", "source": source, "metadata": {},
         "outputs": [], "execution_count": None}
        for number, source in enumerate(sources)
    ]  # fmt: skip
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": spec, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """A window as wide as a desk's, with a network."""
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(2 * MINUTE)
    yield page
    page.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_executed_review_that_is_not_trusted_shows_its_charts(
    lab: str, desk: Page, lang: str
) -> None:
    desk.goto(f"{lab}lab/tree/executed/{lang}/00_overview.ipynb?reset")
    desk.wait_for_function(f"({PICTURES})().filter(image => image.width).length >= 1")
    pictures = desk.evaluate(PICTURES)
    for picture in pictures:
        assert picture["width"] == 720, "its natural size is the wide drawing's"
        assert picture["shown"] == pytest.approx(picture["width"], abs=80)
        assert len(picture["words"]) > 40
    assert desk.locator(".jp-OutputArea-output svg").count() == 0


@pytest.mark.parametrize("width", [700, 1300])
def test_each_term_is_in_the_line_of_its_definition(lab: str, desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 1000})
    desk.goto(f"{lab}lab/tree/executed/en/04_intellectual_property.ipynb?reset")
    terms = desk.locator(".jp-OutputArea-output dfn")
    terms.nth(5).wait_for()
    lines = [line.inner_text() for line in terms.locator("..").all()]
    assert all(re.match(r".+: .+", line) for line in lines), lines
    tops = desk.evaluate(
        "() => [...document.querySelectorAll('.jp-OutputArea-output dfn')].map(t => t.getBoundingClientRect().top)"
    )
    assert tops == sorted(set(tops)), "one below the other"


def test_words_in_a_table_begin_at_the_left_and_numbers_end_at_the_right(
    lab: str, desk: Page
) -> None:
    desk.goto(f"{lab}lab/tree/executed/en/04_intellectual_property.ipynb?reset")
    cells = ".jp-OutputArea-output .tk-table :is(caption, th, td)"
    desk.locator(cells).first.wait_for(state="attached")
    sides = desk.evaluate(
        f"[...document.querySelectorAll('{cells}')].map(e => [e.matches('.tk-num'), getComputedStyle(e).textAlign])"
    )
    assert {tuple(each) for each in sides} == {(True, "right"), (False, "left")}


def test_an_analyst_sees_a_frame_and_a_chart_and_changes_the_selection(
    lab: str, desk: Page
) -> None:
    opened(desk, f"{lab}lab/tree/mine.ipynb?reset")
    run_until(desk, ".jp-OutputArea-output table.dataframe")
    assert "initiatives" in desk.inner_text(".jp-OutputArea-output table.dataframe").lower()
    desk.locator(".jp-OutputArea-output img").wait_for()
    words = desk.locator(WORDS)
    before = words.text_content() or ""
    assert "4,298" in before
    editor = desk.locator(".jp-Cell").nth(2).locator(".cm-content")
    editor.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("names = ['ip.initiatives_in_use']")
    run_all(desk)
    desk.wait_for_function(
        "([words, before]) => ![before, undefined].includes(document.querySelector(words)?.textContent)",
        arg=[WORDS, before],
    )
    after = words.text_content() or ""
    assert "3,373" in after
    assert "4,298" not in after


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ('review.figure("ip.ti', "ip.titles_granted"),
        ('review.claim("{ip.ti', "{ip.titles_granted"),
        ('review.frame("ip", areas="VN-C', "VN-CT-2025"),
        ("review.fi", "figures_of"),
    ],
)
def test_tab_offers_the_names_that_can_stand_there(
    lab: str, desk: Page, typed: str, offered: str
) -> None:
    opened(desk, f"{lab}lab/tree/typing.ipynb?reset")
    run_until(desk, ".jp-OutputArea-output pre:text-is(\"'en'\")")
    desk.locator(".jp-Cell").nth(2).locator(".cm-content").click()
    # Lab closes quotation marks and brackets by itself.
    desk.keyboard.insert_text(typed)
    desk.keyboard.press("Tab")
    item = desk.locator(f".jp-Completer-item[data-value='{offered}']")
    try:
        item.wait_for(timeout=MINUTE / 2)
    except NotShown:  # a single name is put in place at once
        assert offered in desk.locator(".jp-Cell").nth(2).locator(".cm-content").inner_text()


def test_an_error_of_use_is_two_lines(lab: str, desk: Page) -> None:
    opened(desk, f"{lab}lab/tree/wrong.ipynb?reset")
    said = ".jp-OutputArea-output:has-text('UnknownNameError')"
    run_until(desk, said)
    message, line = desk.locator(said).inner_text().strip().splitlines()
    assert message.startswith(
        "UnknownNameError: review.chart: expected one of its names, got 'bar'."
    )
    assert "Did you mean 'band'?" in message
    assert line == "----> 2 review.chart.bar(steps)"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1300, 1900])
def test_words_for_those_who_listen_are_not_seen(
    lab: str, desk: Page, width: int, theme: Literal["light", "dark"]
) -> None:
    desk.emulate_media(color_scheme=theme)
    desk.set_viewport_size({"width": width, "height": 1000})
    desk.goto(f"{lab}lab/tree/executed/en/08_consistency.ipynb?reset")
    desk.wait_for_function(f"{HEARD}.length > 0")
    is_light = str(theme == "light").lower()
    desk.wait_for_selector(f"body[data-jp-theme-light='{is_light}']", state="attached")
    # What is clipped to nothing takes no room in its line.
    styles = desk.evaluate(
        f"{HEARD}.map(e => [getComputedStyle(e).position, getComputedStyle(e).clip])"
    )
    assert {tuple(each) for each in styles} == {("absolute", "rect(0px, 0px, 0px, 0px)")}
    assert all("(" in text for text in desk.evaluate(f"{HEARD}.map(e => e.textContent)"))


def opened(page: Page, address: str) -> None:
    """Open a notebook; on a slow start Lab asks for the kernel that it then takes."""
    page.add_locator_handler(
        page.locator(".jp-Dialog"), lambda: page.click(".jp-Dialog .jp-mod-accept")
    )
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell")


def run_until(page: Page, shown: str) -> None:
    """Run every cell until something is shown: what was sent while Lab still asked for the kernel is lost."""
    for _ in range(4):
        run_all(page)
        with suppress(NotShown):
            page.wait_for_selector(shown, timeout=MINUTE / 2)
            return
    pytest.fail(f"{shown}: not shown")


def run_all(page: Page) -> None:
    """Run every cell, by the menu as an analyst does, once the kernel is there."""
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click("li[data-command='runmenu:run-all']")
    page.wait_for_timeout(1000)
    page.wait_for_function(
        "![...document.querySelectorAll('.jp-InputPrompt')].some(e => e.textContent.includes('*'))"
    )
