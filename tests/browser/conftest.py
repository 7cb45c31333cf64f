"""A browser without a network, and the sites whose every page it looks at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from fixtures.organisation import DEPARTMENT
from fixtures.parts import program
from fixtures.published import PublishedReport, publish_review
from tongket.data.store import load
from tongket.model import Text, TimePeriod
from tongket.project import data_dir
from tongket.publish.site.site import write_shared
from tongket.run.publisher import PageFrame
from tongket.run.reports import Report

NOTEBOOKS = Path(__file__).parents[1] / "fixtures" / "notebooks"
TITLES = (
    ("00_failed", Text("Trang có lỗi", "A page with an error")),
    ("01_intellectual_property", Text("Sở hữu trí tuệ", "Intellectual property")),
    ("02_foreign", Text("Sổ tay của nơi khác", "A notebook from elsewhere")),
    ("03_hostile", Text("Dữ liệu có hại", "Hostile data")),
)
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; a machine without it skips these tests, and in CI it fails them."""
    path = program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A window without a network."""
    context = chromium.new_context(offline=True)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Page:
    """A tab of that window: the pages opened in it one after another cost less than a tab for each."""
    return window.new_page()


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.fixture(scope="session")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site of fixture notebooks: what a review looks like, what fails, what comes from elsewhere.

    A department with a logo and a colour publishes it; the real site has neither.
    """
    site = tmp_path_factory.mktemp("site")
    store = load(data_dir())
    publish_review(
        [_report(page, lang) for lang in ("vi", "en") for page, _ in TITLES], site, store
    )
    write_shared(site, store, dict(TITLES), DEPARTMENT)
    return site


@pytest.fixture(scope="session", params=["fixture_site", "built_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """Each site under test: the fixtures' and the real one (TONGKET_SITE names one that is there already)."""
    ready = os.environ.get("TONGKET_SITE")
    if request.param == "built_site" and ready:
        return Path(ready)
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def pages(site: Path) -> list[Path]:
    """Every page of the site; there is at least one."""
    found = sorted(site.rglob("*.html"))
    assert found, f"{site} holds no page"
    return found


def _report(page: str, lang: Any) -> PublishedReport:
    failing = page == "00_failed"
    name = page.split("_", 1)[1]
    notebook = NOTEBOOKS / f"{name}_{lang}.ipynb"
    page_frame = PageFrame(
        Report("VN-CT", TimePeriod.of_year(2024), lang, page),
        Text("Thành phố Cần Thơ", "Cần Thơ City"),
        TITLES,
        langs=("vi", "en"),
        incomplete=("00_failed",),
        failure="cell 6: LookupError: expected a known indicator" if failing else "",
        organisation=DEPARTMENT,
    )
    return PublishedReport(
        page_frame, notebook if notebook.is_file() else NOTEBOOKS / f"{name}.ipynb"
    )
