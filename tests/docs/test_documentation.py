"""The documentation as pages, as `make docs` builds it: whole, closed in itself, and with lessons that ran."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Page, sync_playwright

import tongket
from fixtures.parts import program
from tongket.review.names import OffersNames

pytestmark = pytest.mark.slow
CHECKOUT = Path(__file__).parents[2]
LESSONS = sorted(path.relative_to(CHECKOUT) for path in CHECKOUT.glob("docs/exploring/*/*.ipynb"))
GUIDES = sorted(path.stem for path in CHECKOUT.glob("docs/*.md"))
# A page of each kind.
LOOKED_AT = (
    "README", "README.vi", "docs/rap", "docs/vi/scheduling", "docs/exploring/vi/3_draw", "docs/html/api", "search",
)  # fmt: skip
# What a browser loads of itself.
LOADED = "//script/@src | //img/@src | //iframe/@src | //source/@src | //link[@rel!='index']/@href"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pages, built as `make docs` does."""
    (line,) = re.findall(r"\$\(BIN\)/sphinx-build (.*)", (CHECKOUT / "Makefile").read_text("utf-8"))
    *options, out = line.split()
    assert out == "build/docs.new"
    folder, trees = (tmp_path_factory.mktemp(name) for name in ("documentation", "trees"))
    command = [sys.executable, "-m", "sphinx", *options, str(folder), "-d", str(trees)]
    done = subprocess.run(
        command, check=False, cwd=CHECKOUT, capture_output=True, text=True, timeout=900
    )
    assert (done.returncode, "WARNING: " in done.stderr) == (0, False), done.stderr
    return folder


@cache
def read(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


@cache
def ids(path: Path) -> set[str]:
    return {*read(path).xpath("//@id | //a/@name")}


def every(pages: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    found = sorted(pages.rglob("*.html"))
    assert len(found) > 40
    return ((path, read(path)) for path in found)


def test_every_link_and_anchor_leads_somewhere(pages: Path) -> None:
    dead = set()
    for path, page in every(pages):
        for address in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            there = target.is_file() and (not anchor or anchor in ids(target))
            if not there:
                dead.add((str(path.relative_to(pages)), address))
    assert sorted(dead) == []


def test_nothing_is_loaded_from_another_host(pages: Path) -> None:
    foreign = re.compile(r"^(\w+:)?//")
    loaded = {(path.name, each) for path, page in every(pages) for each in page.xpath(LOADED)}
    assert loaded
    assert [each for each in loaded if foreign.match(each[1])] == []
    styles = {path: path.read_text("utf-8") for path in pages.rglob("*.css")}
    assert styles
    addresses = re.compile(r"(?:@import|url\()\s*[\"']?(?:\w+:)?//")
    assert [path.name for path, text in styles.items() if addresses.search(text)] == []


def test_every_public_name_is_described(pages: Path) -> None:
    described = ids(pages / "docs/html/api.html")
    own = [f"tongket.{name}" for name in tongket.__all__ if name != "forms"]
    forms = [f"tongket.forms.{name}" for name in tongket.forms.__all__]
    assert [name for name in [*own, *forms] if name not in described] == []
    # What Tab offers, and what the pages call besides.
    given = {
        f"{kind.__qualname__}.{name}"
        for kind in given_by_a_review()
        for name in dir(kind)
        if name[0] != "_" and name not in {*kind.machinery, *dir(OffersNames)}
    }
    assert len(given) > 80
    assert sorted(given - {name.split(".", name.count(".") - 1)[-1] for name in described}) == []


def given_by_a_review() -> list[type[OffersNames]]:
    """The classes that offer names to an analyst; what they are made of is none."""
    found, waiting = [], [OffersNames]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += [kind for kind in below if not kind.__subclasses__()]
    return found


def test_what_a_call_gives_is_a_type_and_its_description_apart(pages: Path) -> None:
    """A colon in the first line of *Returns* makes the words before it a type."""
    page = read(pages / "docs/html/api.html")
    types = page.xpath("//dt[starts-with(., 'Return type')]/following-sibling::dd[1]")
    assert len(types) > 50
    for each in types:
        ast.parse(" ".join(each.text_content().split()), mode="eval")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_lesson_shows_what_its_cells_give(pages: Path, path: Path) -> None:
    cells = nbformat.read(CHECKOUT / path, 4).cells  # type: ignore[no-untyped-call]
    code = [cell for cell in cells if cell.cell_type == "code"]
    page = read((pages / path).with_suffix(".html"))
    assert len(page.find_class("cell_input")) == len(code)
    # All but the cell that opens the review show something.
    assert len(page.find_class("cell_output")) >= len(code) - 1
    if "draw" in path.stem:
        assert len(page.xpath("//*[contains(@class, 'cell_output')]//img")) >= 3


def test_every_guide_has_a_page_and_its_two_versions_lead_to_each_other(pages: Path) -> None:
    both = {path.stem for path in CHECKOUT.glob("docs/vi/*.md")}
    assert both
    start = read(pages / "README.vi.html")
    alone = {*start.xpath("//section[@id='chi-co-bang-tieng-anh']//a/@href")}
    for name in GUIDES:
        english = read(pages / f"docs/{name}.html")
        assert english.get("lang") == "en"
        assert english.xpath("//*[@class='caption-text']/text()") == [
            "Guides", "Lessons", "Reference", "The project",
        ]  # fmt: skip
        assert (f"docs/{name}.html" in alone) is (name not in both)
        to = f"vi/{name}.html" if name in both else "../README.vi.html"
        assert english.xpath("//a[@hreflang]/@href") == [to]
    for name in both:
        page = read(pages / f"docs/vi/{name}.html")
        assert page.get("lang") == "vi"
        assert page.xpath("//a[@hreflang]/@href") == [f"../{name}.html"]
        # The tree beside it is in Vietnamese too.
        captions = page.xpath("//*[@class='caption-text']/text()")
        assert captions == ["Hướng dẫn", "Bài học"]


@contextmanager
def window(**wanted: Any) -> Iterator[Page]:
    """A tab of Chromium without a network."""
    path = program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_context(offline=True, **wanted).new_page()
        browser.close()


@pytest.mark.browser
def test_the_search_finds_with_and_without_marks_offline(pages: Path) -> None:
    with window() as page:
        for asked in ("văn bằng", "van bang", "VĂN BẰNG"):
            page.goto(f"{(pages / 'search.html').as_uri()}?q={quote(asked)}")
            page.wait_for_selector("#search-results li a")
            found = page.eval_on_selector_all("#search-results li a", "all => all.map(a => a.href)")
            assert any("docs/exploring/vi/1_select" in link for link in found), asked


@pytest.mark.browser
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1300, 900)], ids=["phone", "desk"])
def test_pages_are_for_everybody(pages: Path, size: tuple[int, int], colours: str) -> None:
    """No rule of WCAG A and AA that axe knows is broken, and nothing sticks out at the side."""
    wcag = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    broken = []
    with window(
        viewport=dict(zip(("width", "height"), size, strict=True)), color_scheme=colours
    ) as page:
        for name in LOOKED_AT:
            page.goto((pages / f"{name}.html").as_uri())
            found = Axe().run(page, options=wcag).response["violations"]
            broken += [(name, each["id"], each["nodes"][0]["html"]) for each in found]
            room = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            broken += [(name, "wide", "")] if page.evaluate(room) > 0 else []
    assert broken == []
