"""Where the settings say the site's address, each page and the sitemap name their own; where not, none is invented."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tongket.data.store import Store, load
from tongket.model import Organisation, Release, Text, TimePeriod
from tongket.publish.page.context import Link, PageContext
from tongket.publish.site.changes import write_changes
from tongket.publish.site.conflicts_page import write_contradictions
from tongket.publish.site.dictionary import write_dictionary
from tongket.publish.site.indexes import write_doorway, write_index
from tongket.publish.site.published import PublishedPage, PublishedReview
from tongket.publish.site.revisions_page import write_all_revisions, write_review_revisions
from tongket.publish.site.sitemap import write_sitemap

SITE = "https://mau.example.vn/tongket"
RELEASED = Organisation(
    name=Text("Sở", "Department"), release=Release("2025-03-14", 2, site=SITE), licence="CC-BY-4.0"
)
DRAFT = replace(RELEASED, release=Release(edition=1, site=SITE))
NOWHERE = replace(RELEASED, release=Release("2025-03-14", 2))
PAGES = (
    PublishedPage("00_overview", Text("Tổng quan", "Overview"), ("vi", "en")),
    PublishedPage("01_capacity", Text("Nhân lực", "Capacity"), ("vi",)),
)
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def store(checkout: Path) -> Store:
    """The data of this repository."""
    return load(checkout / "data")


def review(organisation: Organisation, area: str = "VN-CT", year: int = 2024) -> PublishedReview:
    name = Text("Cần Thơ", "Cần Thơ city")
    return PublishedReview(
        area, TimePeriod.of_year(year), name, PAGES, organisation=organisation
    )  # fmt: skip


def written(site: Path, organisation: Organisation, store: Store) -> None:
    one = review(organisation)
    write_index(site, [one], organisation)
    write_doorway(site, one)
    write_changes(site / one.folder, (), one, {})
    write_review_revisions(site / one.folder, one, {})
    write_contradictions(site, [], organisation)
    write_all_revisions(site, [], organisation)
    write_dictionary(site, store, organisation)
    write_sitemap(site, [one], organisation)


def test_each_page_around_the_reviews_names_its_own_address(tmp_path: Path, store: Store) -> None:
    written(tmp_path, RELEASED, store)
    found = sorted(tmp_path.rglob("*.html"))
    assert len(found) == 8
    for path in found:
        soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
        named = [link["href"] for link in soup.select('link[rel="canonical"]')]
        assert named == [f"{SITE}/{path.relative_to(tmp_path).as_posix()}"]


def test_without_an_address_none_is_invented(tmp_path: Path, store: Store) -> None:
    written(tmp_path, RELEASED, store)
    assert (tmp_path / "sitemap.xml").is_file()
    written(tmp_path, NOWHERE, store)
    assert not (tmp_path / "sitemap.xml").exists(), "that of before leads elsewhere"
    for path in tmp_path.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "canonical" not in text
        assert SITE not in text
        assert 'itemprop="url"' not in text


def test_the_sitemap_names_what_is_released_in_its_languages(tmp_path: Path) -> None:
    reviews = [review(RELEASED), review(DRAFT, year=2025)]
    write_sitemap(tmp_path, reviews, RELEASED)
    root = ET.parse(tmp_path / "sitemap.xml").getroot()
    entries = {entry.findtext("s:loc", "", XML): entry for entry in root.findall("s:url", XML)}
    assert f"{SITE}/index.html" in entries
    assert f"{SITE}/VN-CT/index.html" in entries
    assert not [place for place in entries if "/2025/" in place], "a draft asks not to be kept"
    page = entries[f"{SITE}/VN-CT/2024/en/00_overview.html"]
    assert page.findtext("s:lastmod", "", XML) == "2025-03-14"
    assert {link.get("hreflang"): link.get("href") for link in page.findall("x:link", XML)} == {
        "vi": f"{SITE}/VN-CT/2024/vi/00_overview.html",
        "en": f"{SITE}/VN-CT/2024/en/00_overview.html",
    }
    alone = entries[f"{SITE}/VN-CT/2024/vi/01_capacity.html"]
    assert alone.findall("x:link", XML) == []
    assert f"{SITE}/VN-CT/2024/en/01_capacity.html" not in entries


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_names_itself_and_its_other_language_by_their_addresses(lang: str) -> None:
    there = {"vi": "en", "en": "vi"}[lang]
    page = PageContext(
        lang, twin=Link(f"../{there}/00_overview.html", "…"), organisation=RELEASED,
        place=f"VN-CT/2024/{lang}/00_overview.html",
    )  # fmt: skip
    assert page.alternates == tuple(
        (each, f"{SITE}/VN-CT/2024/{each}/00_overview.html") for each in (lang, there)
    )
    assert replace(page, organisation=NOWHERE).alternates == ((there, f"../{there}/00_overview.html"),)  # fmt: skip
    assert replace(page, twin=None).alternates == ()


def test_the_data_of_a_review_are_described_with_edition_and_what_can_be_had(
    tmp_path: Path,
) -> None:
    soup = BeautifulSoup(write_doorway(tmp_path, review(RELEASED)).read_text("utf-8"), "lxml")
    dataset = soup.select_one('[itemtype="https://schema.org/Dataset"]')
    assert dataset is not None
    said = {each["itemprop"]: each.get("content") or each.get("href") for each in dataset.select("meta, link") if each.get("itemprop")}  # fmt: skip
    assert said["url"] == f"{SITE}/VN-CT/2024/index.html"
    assert (said["datePublished"], said["version"]) == ("2025-03-14", "2")
    assert said["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    files = {a["href"] for a in dataset.select('[itemtype$="DataDownload"] a[itemprop="contentUrl"]')}  # fmt: skip
    assert {"observations.csv", "datapackage.json", "tongket-VN-CT-2024-vi.xlsx"} <= files
    draft = write_doorway(tmp_path, review(DRAFT)).read_text("utf-8")
    assert "datePublished" not in draft
    assert 'itemprop="version"' not in draft
