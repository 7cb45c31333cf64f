"""What a screen reader says of an exhibit, where the focus stops, and the mark of each address: on every page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page

from tongket.publish.page.context import PageContext
from tongket.publish.page.convert import page_of

if TYPE_CHECKING:
    from tongket.model import Lang

pytestmark = pytest.mark.browser
EXECUTED = Path(__file__).parents[1] / "golden" / "notebooks"
# Two pages at any time, one of them the longest; the others with the slow tests.
ALWAYS = {("en", "04_intellectual_property"), ("vi", "08_consistency")}
ALL = [(path.parent.name, path.stem) for path in sorted(EXECUTED.glob("*/*.ipynb"))]
PAGES = [pytest.param(*each, marks=() if each in ALWAYS else pytest.mark.slow) for each in ALL]
TITLES = """() => [...document.querySelectorAll('.tk-exhibit')].filter(e => e.checkVisibility())
  .map(e => [e.id, e.querySelector('.tk-title').textContent.replace(/\\s+/g, ' ').trim()])"""
# What takes the focus in what is written on the page, in its order: where it leads, and what it is.
STOPS = """() => [...document.querySelectorAll('main a[href], main summary, main [tabindex]')]
  .filter(e => e.tabIndex >= 0 && e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
  .map(e => [e.getAttribute('href') || '', e.closest('td, th') ? 'cell' : e.closest('nav') ? 'nav' : e.tagName])"""
MARKS = """() => [...document.querySelectorAll('main h2, main .tk-exhibit, main tr[id]')].map(e => {
  // The mark of a heading that unfolds its section is behind it.
  const mark = (e.closest('summary')?.parentElement ?? e).querySelector('a[href="#' + e.id + '"]');
  return [e.id, mark && getComputedStyle(mark, '::after').content] })"""
SAID = {"heading", "figure", "image", "region", "group", "table", "link", "caption", "paragraph"}


def shown(page: Page, lang: Lang, name: str) -> None:
    """A page of the review in a window as wide as a desk's."""
    notebook = (EXECUTED / lang / f"{name}.ipynb").read_text(encoding="utf-8")
    page.set_content(page_of(notebook, PageContext(lang), name))


def heard(page: Page) -> list[tuple[str, str]]:
    """Role and words of all that a screen reader finds, in its order."""
    tree: Any = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [
        (node["role"]["value"], " ".join(str(node[part]["value"]) for part in ("name", "description") if part in node))
        for node in tree["nodes"]
        if not node["ignored"] and node["role"]["value"] in SAID
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "name"), PAGES)
def test_a_title_is_said_where_it_stands_and_to_who_goes_from_table_to_table(
    page: Page, lang: Lang, name: str
) -> None:
    shown(page, lang, name)
    titles = page.evaluate(TITLES)
    said = heard(page)
    assert titles or name == "00_overview"
    for id_, title in titles:
        roles = [role for role, words in said if title in re.sub(r"\s+", " ", words)]
        drawn = page.locator(f"#{id_} > .tk-chart").count()
        assert roles == ["heading", *["table"] * (not drawn)], title


@pytest.mark.parametrize(("lang", "name"), PAGES)
def test_each_place_takes_the_focus_once(page: Page, lang: Lang, name: str) -> None:
    """A figure that is said ten times leads ten times to its source, by keyboard once."""
    shown(page, lang, name)
    stops = [href for href, kind in page.evaluate(STOPS) if kind != "nav" and href.startswith("#")]
    assert len(set(stops)) == len(stops)


def test_the_page_on_intellectual_property_stays_below_eighty_stops(page: Page) -> None:
    """It had 178 once, of which most led to the same figures again."""
    shown(page, "en", "04_intellectual_property")
    assert len(page.evaluate(STOPS)) < 80


@pytest.mark.parametrize(("lang", "name"), PAGES)
def test_every_section_exhibit_and_figure_shows_its_address(
    page: Page, lang: Lang, name: str
) -> None:
    shown(page, lang, name)
    marks = page.evaluate(MARKS)
    assert len(marks) > 5
    assert {id_: content for id_, content in marks if content != '"#"'} == {}
    reached = [href for href, _ in page.evaluate(STOPS)]
    exhibits = [id_ for id_, _ in page.evaluate(TITLES)]
    assert {id_ for id_ in exhibits if reached.count(f"#{id_}") != 1} == set()


def test_the_mark_puts_the_address_into_the_address_bar_and_is_no_word(
    page: Page, tmp_path: Path
) -> None:
    notebook = (EXECUTED / "vi" / "04_intellectual_property.ipynb").read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(page_of(notebook, PageContext("vi"), "04"), encoding="utf-8")
    page.goto(path.as_uri())
    exhibit = page.locator(".tk-exhibit").first
    exhibit.locator(".tk-here").click()
    assert page.url == f"{path.as_uri()}#{exhibit.get_attribute('id')}"
    assert "#" not in page.locator("main").inner_text()
    page.emulate_media(media="print")
    assert not any(mark.is_visible() for mark in page.locator(".tk-here").all())
