"""Every page of every site in a real browser without a network: accessible, quiet, never wider than the screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize
from pypdf import PdfReader

from tongket.model import Organisation, Text, TimePeriod
from tongket.publish.site.site import convert
from tongket.publish.style import stylesheet
from tongket.run.publisher import PageFrame
from tongket.run.reports import Report

pytestmark = pytest.mark.browser

# Only what is read below is reported in full: that takes a third of the time.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
    "elementRef": False,
    "selectors": False,
}
PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 900}
Look = tuple[ViewportSize, Literal["light", "dark"]]
LOOKS: tuple[Look, ...] = ((PHONE, "light"), (DESK, "dark"), (PHONE, "dark"), (DESK, "light"))
SHARDS = 3
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"
# The code of one page in each language is enough for that of all: axe looks at each of its words.
FOLD_CODE = "document.querySelectorAll('#tk-code').forEach(code => { code.open = false })"
# The shadow at the edge of a wide table is drawn as its background; no text is on it.
NO_SHADOWS = (
    "document.querySelectorAll('.tk-table-wrap').forEach(e => { e.style.backgroundImage = 'none' })"
)
# The page itself, and what reaches beyond it without being in a region that scrolls and takes the focus.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = e => e && (e.tabIndex >= 0 && getComputedStyle(e).overflowX === 'auto' || scrolls(e.parentElement));
  const out = [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.right > width + 1 && !e.closest('svg *') && !scrolls(e);
  }).map(e => e.outerHTML.slice(0, 120));
  return document.documentElement.scrollWidth > width ? ['the page itself', ...out] : out;
}"""
# The tables of our own exhibits that have no room.
CUT = """() => [...document.querySelectorAll('.tk-exhibit .tk-table-wrap')]
  .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"""
# Words and numbers in tables that are on two lines.
CUT_WORDS = """() => {
  const cut = [];
  for (const cell of document.querySelectorAll('td, tbody th')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
      for (const word of text.data.matchAll(/[\\p{L}\\d.,%]+/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = [...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top));
        if (new Set(lines).size > 1) cut.push(word[0]);
      }
    }
  }
  return cut;
}"""

some_pages = pytest.mark.parametrize("shard", range(SHARDS))


def share(pages: list[Path], shard: int) -> list[Path]:
    """Some of the pages, so that several workers can look at the same time."""
    return pages[shard::SHARDS]


def one_of_each(pages: list[Path]) -> list[Path]:
    """Of the pages of one name, which differ in language, place and year, only one: by turns Vietnamese and English."""
    found: dict[str, list[Path]] = {}
    for path in pages:
        found.setdefault(path.name, []).append(path)
    return [alike[number % len(alike)] for number, alike in enumerate(found.values())]


def open_whole(page: Page, path: Path) -> None:
    """Show a page on a phone, with all that it folds away."""
    page.set_viewport_size(PHONE)
    page.goto(path.as_uri())
    page.evaluate(OPEN_ALL)


def broken_rules(page: Page, *, contrast: bool) -> list[str]:
    """Violations, and texts on a ground whose colour is not one (axe cannot compute their contrast)."""
    rules = {**RULES, "rules": {"color-contrast": {"enabled": contrast}}}
    found = page.evaluate("rules => axe.run(rules)", rules)
    unsure = [
        {**rule, "nodes": [n for n in rule["nodes"] if "gradient" in n["any"][0]["message"]]}
        for rule in found["incomplete"]
        if rule["id"] == "color-contrast"
    ]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in [*found["violations"], *unsure]
        for node in rule["nodes"]
    ]


def breaks(
    page: Page, axe: Axe, path: Path, looks: Iterable[Look], *, contrast: bool = True
) -> dict[str, list[str]]:
    """The broken rules of a page that is shown already, look by look."""
    page.evaluate(axe.axe_script)
    page.evaluate(NO_SHADOWS)
    found: dict[str, list[str]] = {}
    for size, scheme in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        if broken := broken_rules(page, contrast=contrast):
            found[f"{path.parent.name}/{path.name} {size['width']} {scheme}"] = broken
    return found


@pytest.mark.parametrize(
    "shard", [0, *(pytest.param(number, marks=pytest.mark.slow) for number in range(1, SHARDS))]
)
def test_no_page_breaks_a_rule_of_accessibility(
    shard: int, pages: list[Path], page: Page, axe: Axe
) -> None:
    """One look a page of each name, taken in turn: a width changes no colour, a scheme nothing else (test_stylesheet).

    The slow test below looks at all, the quick one at a third of the names. Contrast takes two thirds of the time, and what all pages share is on each: one page of each site is looked at for it.
    """
    found: dict[str, list[str]] = {}
    for number, path in enumerate(share(one_of_each(pages), shard)):
        open_whole(page, path)
        if not path.name.startswith("04_"):
            page.evaluate(FOLD_CODE)
        found |= breaks(
            page, axe, path, [LOOKS[(shard + number) % len(LOOKS)]], contrast=shard == number == 0
        )
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.slow
@some_pages
def test_no_page_breaks_a_rule_of_accessibility_in_any_look(
    shard: int, pages: list[Path], page: Page, axe: Axe
) -> None:
    found: dict[str, list[str]] = {}
    for path in share(pages, shard):
        open_whole(page, path)
        found |= breaks(page, axe, path, LOOKS)
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("color-contrast", "document.querySelector('main p').style.color = '#999'"),
        (
            "color-contrast",
            "document.querySelector('td').style.background = 'linear-gradient(red, blue)'",
        ),
        ("image-alt", "document.querySelector('main').append(document.createElement('img'))"),
        (
            "heading-order",
            "document.querySelector('main').append(Object.assign(document.createElement('h5'), {textContent: 'x'}))",
        ),
    ],
)
def test_the_rules_find_what_they_look_for(
    rule: str, change: str, fixture_site: Path, page: Page, axe: Axe
) -> None:
    open_whole(page, fixture_site / "VN-CT/2024/en/01_intellectual_property.html")
    page.evaluate(axe.axe_script)
    page.evaluate(NO_SHADOWS)
    page.evaluate(change)
    assert [line for line in broken_rules(page, contrast=True) if line.startswith(rule)]


@some_pages
@pytest.mark.parametrize("chosen", [one_of_each, pytest.param(list, marks=pytest.mark.slow)])
def test_every_page_keeps_quiet_asks_for_nothing_and_fits_the_screen(
    shard: int, chosen: Callable[[list[Path]], list[Path]], pages: list[Path], page: Page
) -> None:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    for path in share(chosen(pages), shard):
        heard.clear()
        open_whole(page, path)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate(TOO_WIDE)
            assert not wide, f"{path} at {width}: {wide}"
        assert page.evaluate(CUT) == [], f"{path} on a desk"
        if "hostile" not in path.stem:
            assert page.evaluate(CUT_WORDS) == [], f"{path} on a desk"
        assert page.evaluate("document.scripts.length") == 0
        asked = [url for url in heard if not url.startswith("data:")]
        assert asked == [path.as_uri()], path


def test_an_organisation_with_long_words_fits_a_narrow_phone(page: Page, tmp_path: Path) -> None:
    contact = f"{'a' * 40}@{'b' * 13}.example.vn"
    names, imprint = Text("Sở" + "x" * 60, "Department" + "x" * 60), Text("Y" * 80, "Z" * 80)
    frame = PageFrame(
        Report("VN-X", TimePeriod.of_year(2024), "vi", "01_a"), Text("V", "E"), (("01_a", Text("A", "A")),),
        ("vi", "en"), organisation=Organisation(names, contact, "CC-BY-4.0", imprint, "", None),
    )  # fmt: skip
    notebook = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    (tmp_path / "a.html").write_text(convert(notebook, frame), "utf-8")
    open_whole(page, tmp_path / "a.html")
    page.set_viewport_size(PHONE)
    assert page.evaluate(TOO_WIDE) == []


def test_a_table_that_scrolls_makes_no_page_as_wide_as_itself(page: Page) -> None:
    """A name without spaces is wide; the words for screen readers in the cell beside it take no room of the page."""
    heard = '5 <span class="tk-hidden">to query</span>'
    page.set_content(
        f'<!DOCTYPE html><style>{stylesheet()}</style><main><div class="tk-table-wrap" tabindex="0"><table class="tk-table">'
        f"<tbody><tr><th>{'w' * 300}</th><td>{heard}</td></tr></tbody></table></div></main>"
    )
    page.set_viewport_size(DESK)
    assert page.evaluate(TOO_WIDE) == []


def test_a_long_name_keeps_the_index_as_wide_as_the_page_and_a_tile_in_its_place(
    page: Page,
) -> None:
    name = "w" * 300
    page.set_content(
        f'<!DOCTYPE html><style>{stylesheet(of="site")}</style><main><table class="tk-table tk-index">'
        f"<tbody><tr><th>{name}</th><td>5</td><td>6</td></tr></tbody></table></main>"
    )
    page.set_viewport_size(DESK)
    assert page.evaluate(TOO_WIDE) == []
    page.set_content(
        f'<!DOCTYPE html><style>{stylesheet(of="overview")}</style><main><ul class="tk-tiles"><li class="tk-tile">'
        f'<p class="tk-tile-name">{name}</p></li></ul></main>'
    )
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.querySelector('.tk-tile').offsetHeight") < 120
    assert page.evaluate(TOO_WIDE) == []


def test_a_long_table_begins_on_the_sheet_of_its_heading(page: Page) -> None:
    """Kept whole it would leave the rest of the first sheet empty, and take three."""
    rows = "".join(f"<tr><th>Row {n}</th><td>{n}</td></tr>" for n in range(50))
    page.set_content(
        f"<style>{stylesheet()}</style><main><h2>Heading</h2><p>Words.</p>"
        '<figure class="tk-exhibit"><h3 class="tk-title">Title</h3><div class="tk-table-wrap"><table>'
        f"<thead><tr><th>Name</th><th>Value</th></tr></thead><tbody>{rows}</tbody></table></div>"
        '<div class="tk-notes">Note</div></figure></main>'
    )
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 2


def test_a_heading_and_its_words_are_on_the_sheet_of_their_list(page: Page) -> None:
    items = "".join(f"<li>Item {n}</li>" for n in range(9))
    for filled in range(800, 960, 20):
        page.set_content(
            f'<style>{stylesheet()}</style><main><div style="height: {filled}px"></div>'
            f'<h2>Heading</h2><p>Words.</p><ul class="tk-limits">{items}</ul></main>'
        )
        sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
        assert ["Words." in sheet for sheet in sheets] == ["Item 0" in sheet for sheet in sheets]


def test_a_script_in_a_page_would_not_run(fixture_site: Path, page: Page) -> None:
    open_whole(page, fixture_site / "VN-CT/2024/en/03_hostile.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))"
    )
    assert page.evaluate("window.ran") is None


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_one_file_of_a_review_is_held_to_the_same(
    lang: str, built: Path, page: Page, axe: Axe
) -> None:
    asked = ("export", "--html", "--year", "2024", "--lang", lang, "--out", str(built))
    subprocess.run([sys.executable, "-m", "tongket", *asked], check=True, capture_output=True)
    path = built / "documents" / f"tongket-VN-CT-2024-{lang}.html"
    open_whole(page, path)
    assert page.evaluate(TOO_WIDE) == []
    assert breaks(page, axe, path, LOOKS[:2]) == {}
