"""A reader's ways through the site: by keyboard, to the other language, on paper, from any folder."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.slow

browser = pytest.mark.browser
PAGE = "VN-CT/2024/vi/01_intellectual_property.html"
# Of a page of a review in bytes, and of a list over all of them.
LIMIT, LIST_LIMIT = 150_000, 200_000


class Links(HTMLParser):
    """The links of a page and the ids it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in {"a", "link"} and found.get("href"):
            self.links.append(found["href"] or "")
        if found.get("id"):
            self.ids.append(found["id"] or "")


def test_every_link_of_the_site_leads_somewhere(pages: list[Path], site: Path) -> None:
    read = {path.resolve(): Links(path) for path in pages}
    dead = []
    for path, page in read.items():
        for link in page.links:
            if link.startswith(("http:", "https:", "mailto:", "data:")):
                continue
            address, fragment = urldefrag(unquote(link))
            target = (path.parent / address).resolve() if address else path
            inside = target.is_relative_to(site.resolve()) and target.is_file()
            if not inside or (fragment and fragment not in read[target].ids):
                dead.append(f"{path.relative_to(site.resolve())}: {link}")
    assert not dead


def test_every_page_is_light(pages: list[Path]) -> None:
    sizes = {path: path.stat().st_size for path in pages}
    limits = {path: LIMIT if path.parent.name in {"vi", "en"} else LIST_LIMIT for path in pages}
    assert not {str(path): size for path, size in sizes.items() if size >= limits[path]}


def test_no_id_is_twice_on_a_page(pages: list[Path]) -> None:
    for path in pages:
        ids = Links(path).ids
        assert len(set(ids)) == len(ids), path


def test_both_languages_of_a_page_have_the_same_sections(pages: list[Path]) -> None:
    """A link to a section holds in the other language too."""
    twins = [(p, p.parents[1] / "en" / p.name) for p in pages if p.parent.name == "vi"]
    for here, there in twins:
        if there.is_file():
            sections, back = (
                re.findall(r'<h2 id="([^"]+)"', path.read_text("utf-8")) for path in (here, there)
            )
            assert sections == back, here


@browser
def test_the_first_key_skips_to_the_content(fixture_site: Path, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto((fixture_site / PAGE).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "tk-skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@browser
def test_the_focus_can_be_seen_wherever_it_goes(fixture_site: Path, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto((fixture_site / PAGE).as_uri())
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, style, width = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.tagName, s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        if name != "BODY":
            assert (style, width) == ("solid", 3), name
            seen.add(name)
    assert {"A", "SUMMARY", "DIV"} <= seen


@browser
def test_a_page_leads_to_itself_in_the_other_language(
    fixture_site: Path, window: BrowserContext
) -> None:
    page = window.new_page()
    page.goto((fixture_site / PAGE).as_uri())
    page.locator(".tk-languages a").click()
    assert page.url.endswith("/en/01_intellectual_property.html")
    assert page.locator("html").get_attribute("lang") == "en"
    # The same anchor there leads to the same section.
    page.goto(f"{page.url}#titles")
    assert page.locator(":target").inner_text() == "Do the titles granted exceed the plan?"


@browser
def test_one_switch_shows_the_code_of_every_result(
    fixture_site: Path, window: BrowserContext
) -> None:
    page = window.new_page()
    page.goto((fixture_site / PAGE).as_uri())
    code = page.locator(".tk-switched")
    assert code.count() > 3
    assert not any(each.is_visible() for each in code.all())
    page.locator("#tk-code summary").click()
    assert all(each.is_visible() for each in code.all())


@browser
def test_a_link_into_a_folded_section_opens_it(built_site: Path, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto((built_site / "VN-CT/2024/vi/04_intellectual_property.html").as_uri())
    sources = page.locator(".tk-sources")
    assert not sources.is_visible()
    page.locator('main a[href^="#src-"]').first.click()
    assert sources.is_visible()
    assert page.locator(":target").is_visible()


@browser
def test_the_site_works_from_a_folder_with_any_name(
    fixture_site: Path, window: BrowserContext, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "thư mục # có dấu %20"
    shutil.copytree(fixture_site, elsewhere)
    page = window.new_page()
    page.goto((elsewhere / "index.html").as_uri())
    page.get_by_role("link", name="Tiếng Việt").first.click()
    page.locator("a[rel=next]").click()
    assert page.locator("h1").inner_text() == "Sở hữu trí tuệ"
    page.get_by_role("link", name="Tổng kết khoa học và công nghệ").click()
    assert page.url == (elsewhere / "index.html").as_uri()


@browser
def test_a_number_leads_to_its_source(fixture_site: Path, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto((fixture_site / PAGE).as_uri())
    page.locator("data.tk-figure a", has_text="420").first.click()
    assert page.locator(":target th").inner_text() == "Văn bằng được cấp"


@browser
def test_paper_shows_the_page_without_what_paper_cannot_do(
    fixture_site: Path, window: BrowserContext
) -> None:
    page = window.new_page()
    page.goto((fixture_site / PAGE).as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (
        ".tk-menu",
        ".tk-side",
        ".tk-contents",
        ".tk-around",
        ".tk-code",
        ".tk-languages",
    ):
        assert not page.locator(gone).first.is_visible(), gone
    style = "e => [getComputedStyle(e).breakAfter, getComputedStyle(e).breakInside]"
    for heading in page.locator("h1, h2, h3").all():
        assert heading.evaluate(style) == ["avoid", "avoid"]
    assert page.locator(".tk-exhibit").evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@browser
def test_links_are_spelled_out_on_paper(fixture_site: Path, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto((fixture_site / "VN-CT/2024/en/02_foreign.html").as_uri())
    page.emulate_media(media="print")
    link = page.locator("a[href^=http]").first
    assert "https://example.org/rain" in link.evaluate(
        "e => getComputedStyle(e, '::after').content"
    )
