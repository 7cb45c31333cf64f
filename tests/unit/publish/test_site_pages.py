"""The site: where pages lie, how they are written, and the entrances to them."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.published import PublishedReport, publish_review
from tongket.data.printings import undeclared
from tongket.data.registry.boundaries import Boundaries
from tongket.data.store import load
from tongket.files import write
from tongket.model import Text, TimePeriod
from tongket.numerals.collation import alphabetical
from tongket.project import data_dir
from tongket.publish.site.indexes import write_doorway, write_index
from tongket.publish.site.published import PublishedPage, PublishedReview, review_of, reviews_in
from tongket.publish.site.site import convert, page_context, write_shared
from tongket.publish.site.sizes import size_of
from tongket.run.publisher import PageFrame
from tongket.run.reports import Report

NOTEBOOKS = Path(__file__).parents[2] / "fixtures" / "notebooks"
STORE = load(data_dir())
CITY = Text("Thành phố Cần Thơ", "Cần Thơ City")
TITLES = (
    ("00_overview", Text("Tổng quan", "Overview")),
    ("04_intellectual_property", Text("Sở hữu trí tuệ", "Intellectual property")),
)

DOWNLOAD = re.compile(
    r'<a href="(\.\./[^"#]+)(?:#[^"]*)?">([^<]*)</a><span class="tk-size">([^<]*)</span>'
)


def page_frame(page: str = "00_overview", lang: Any = "vi", **changes: Any) -> PageFrame:
    return PageFrame(
        Report("VN-CT", TimePeriod.of_year(2024), lang, page),
        CITY,
        TITLES,
        **{"langs": ("vi", "en"), **changes},
    )


def reports() -> list[PublishedReport]:
    return [
        PublishedReport(page_frame(page, lang), NOTEBOOKS / f"intellectual_property_{lang}.ipynb")
        for lang in ("vi", "en")
        for page, _ in TITLES
    ]


def test_a_page_knows_its_place() -> None:
    context = page_context(page_frame(code="hide"))
    assert (context.review, context.title) == ("Thành phố Cần Thơ, năm 2024", "Tổng quan")
    assert context.previous is None
    assert context.next is not None
    assert (context.next.href, context.next.text) == (
        "04_intellectual_property.html",
        "Sở hữu trí tuệ",
    )
    assert context.twin is not None
    assert (context.twin.href, context.twin.text) == ("../en/00_overview.html", "English")
    assert (context.site, context.doorway, context.code) == (
        "../../../index.html",
        "../index.html",
        "hide",
    )


def test_a_page_leads_to_the_same_page_of_other_years_and_to_its_notebook() -> None:
    context = page_context(page_frame())
    assert context.periods == "../../index.html#vi-00_overview"
    assert context.notebook is not None
    assert context.notebook.href == "00_overview.ipynb"


def test_an_area_lists_each_page_in_the_years_that_have_it(tmp_path: Path) -> None:
    old = PublishedReview(
        "VN-CT",
        TimePeriod.of_year(2023),
        CITY,
        (PublishedPage("01_gone", Text("Cũ", "Old"), ("vi",)),),
    )
    _, path = write_index(tmp_path, [old, review("VN-CT", 2024, "Cần Thơ")])
    text = path.read_text(encoding="utf-8")
    assert path == tmp_path / "VN-CT" / "index.html"
    assert re.findall(r'href="(20[^"]*/\w+/[^"]*)"', text) == [
        "2024/vi/00_overview.html", "2023/vi/01_gone.html", "2024/en/00_overview.html",
    ]  # fmt: skip
    assert 'id="vi-00_overview"' in text


def test_a_page_in_one_language_only_has_no_twin() -> None:
    assert page_context(page_frame(langs=("vi",))).twin is None


def test_a_page_without_a_title_is_called_by_its_file() -> None:
    assert page_context(page_frame("99_new")).title == "99_new"


def publish(site: Path) -> dict[str, tuple[bytes, int]]:
    """Publish the fixture review; every file with its bytes and when it was written."""
    publish_review(reports(), site, STORE)
    files = [path for path in site.rglob("*") if path.is_file()]
    return {
        p.relative_to(site).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in sorted(files)
    }


def test_a_review_is_published_whole(tmp_path: Path) -> None:
    written = publish(tmp_path)
    pages = [f"{lang}/{name}" for lang in ("en", "vi") for name, _ in TITLES]
    beside = [
        "changes.html", "changes.json", "claims.json", "datapackage.json", "figures.json", "index.html",
        "indicators-en.html", "indicators-vi.html", "observations.csv", "tongket-VN-CT-2024-en.xlsx", "tongket-VN-CT-2024-vi.xlsx",
        "revisions.html",
    ]  # fmt: skip
    expected = [*beside, *(f"{page}{end}" for page in pages for end in (".html", ".ipynb"))]
    assert sorted(written) == sorted(f"VN-CT/2024/{name}" for name in expected)
    assert b"\r" not in written["VN-CT/2024/vi/00_overview.html"][0]


def test_publishing_twice_gives_the_same_bytes_and_touches_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path)
    assert publish(tmp_path) == first


def test_a_page_is_made_from_text_and_plain_data_alone() -> None:
    notebook = (NOTEBOOKS / "failed.ipynb").read_text(encoding="utf-8")
    failed = page_frame(failure="cell 6: LookupError", code="hide")
    page = convert(notebook, failed)
    assert "Trang này chưa trọn vẹn" in page
    assert page == convert(notebook, failed)


def test_a_file_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert write(path, "old")
    assert not write(path, "old")
    (tmp_path / f".page.html.{os.getpid()}.new").mkdir()
    with pytest.raises(OSError, match="page"):
        write(path, "new")
    assert path.read_text() == "old"


def test_the_review_of_some_reports_lists_each_page_once() -> None:
    page_frames = [
        page_frame("00_overview", "vi", failure="cell 2"),
        page_frame("00_overview", "en"),
    ]
    page_frames += [page_frame("04_intellectual_property", "vi")]
    assert review_of(page_frames) == PublishedReview(
        "VN-CT", TimePeriod.of_year(2024), CITY,
        (
            PublishedPage("00_overview", TITLES[0][1], ("vi", "en"), ("vi",)),
            PublishedPage("04_intellectual_property", TITLES[1][1], ("vi",)),
        ),
    )  # fmt: skip


def test_the_reviews_of_a_site_are_read_from_its_folder(tmp_path: Path) -> None:
    publish_review(reports(), tmp_path, STORE)
    (tmp_path / "VN-CT" / "2024" / "vi" / "99_own.html").write_text("by hand")
    (tmp_path / "VN-CT" / "2023").mkdir()
    manifest = {"reports": [{"page": "00_overview", "lang": "en", "failure": {"name": "KeyError"}}]}
    (tmp_path / "VN-CT" / "2024" / "manifest.json").write_text(json.dumps(manifest))

    def boundaries(area: str, year: int) -> Boundaries:
        return Boundaries(Text(f"{area} {year}", area))

    (review,) = reviews_in(tmp_path, boundaries, dict(TITLES))
    assert (review.area, review.period.year, review.name.vi) == ("VN-CT", 2024, "VN-CT 2024")
    assert [(page.name, page.langs, page.incomplete) for page in review.pages] == [
        ("00_overview", ("vi", "en"), ("en",)),
        ("04_intellectual_property", ("vi", "en"), ()),
        ("99_own", ("vi",), ()),
    ]
    assert review.pages[2].title == Text("99_own", "99_own")


def test_a_review_of_an_area_that_is_no_longer_declared_is_none_of_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_review(reports(), site, STORE)
    shutil.copytree(site / "VN-CT", site / "VN-51-01")
    write_shared(site, STORE, dict(TITLES))
    index = (site / "index.html").read_text("utf-8")
    assert "VN-CT/2024" in index
    assert "VN-51-01" not in index
    assert (site / "VN-51-01" / "2024" / "vi" / "00_overview.html").is_file()
    (found,) = undeclared(tmp_path, STORE.registry)
    assert (found.value, found.code) == ("VN-51-01", "review-of-no-area")
    assert "delete the folder" in found.line("en")


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"reports": [{}]}', '{"reports": 1}'])
def test_a_broken_manifest_calls_no_page_incomplete(broken: str, tmp_path: Path) -> None:
    publish_review(reports(), tmp_path, STORE)
    (tmp_path / "VN-CT" / "2024" / "manifest.json").write_text(broken)
    (review,) = reviews_in(tmp_path, lambda *_: Boundaries(CITY), dict(TITLES))
    assert not any(page.incomplete for page in review.pages)


CHANGE = Text("Trà Vinh là một phần của Vĩnh Long.", "Trà Vinh is part of Vĩnh Long.")


def test_a_page_of_an_area_that_ended_leads_to_its_successor_where_that_is_on_the_site() -> None:
    frame = page_frame(lang="en", change=CHANGE, successor="VN-49/2025")
    context = page_context(frame)
    assert (context.change, context.successor) == (CHANGE.en, "../../../VN-49/2025/index.html")
    page = convert((NOTEBOOKS / "intellectual_property_en.ipynb").read_text("utf-8"), frame)
    said = '<div class="tk-change"><p>Trà Vinh is part of Vĩnh Long. <a href="../../../VN-49/2025/index.html">'
    assert page.index("<h1") < page.index(said) < page.index("<h2")
    alone = page_frame(lang="en", change=CHANGE)
    assert page_context(alone).successor == ""
    assert frame.digest() != alone.digest() != page_frame(lang="en").digest()


def test_index_and_doorway_say_what_changed_and_link_only_what_is_there(tmp_path: Path) -> None:
    ended = replace(review("VN-51", 2025, "Trà Vinh"), change=CHANGE, successor="VN-49/2025")
    link = '<a href="VN-49/2025/index.html#en">'
    write_index(tmp_path, [replace(ended, successor=""), review("VN-49", 2024, "Vĩnh Long")])
    index = (tmp_path / "index.html").read_text("utf-8")
    assert CHANGE.vi in index
    assert CHANGE.en in index
    assert link not in index
    write_index(tmp_path, [ended, review("VN-49", 2025, "Vĩnh Long")])
    assert link in (tmp_path / "index.html").read_text("utf-8")
    doorway = write_doorway(tmp_path, ended).read_text("utf-8")
    assert f'{CHANGE.en} <a href="../../VN-49/2025/index.html#en">' in doorway
    alone = write_doorway(tmp_path, replace(ended, successor="")).read_text("utf-8")
    assert CHANGE.vi in alone
    assert "VN-49" not in alone


def review(area: str, year: int, vi: str, incomplete: tuple[Any, ...] = ()) -> PublishedReview:
    page = PublishedPage("00_overview", Text("Tổng quan", "Overview"), ("vi", "en"), incomplete)
    return PublishedReview(area, TimePeriod.of_year(year), Text(vi, f"{area} in English"), (page,))


def test_the_index_lists_areas_in_vietnamese_order_and_the_latest_year_first(
    tmp_path: Path,
) -> None:
    reviews = [
        review("VN-44", 2024, "An Giang"), review("VN-DN", 2024, "Đà Nẵng"), review("VN-CT", 2024, "Cần Thơ"),
        review("VN-59", 2025, "Cà Mau"), review("VN-CT", 2025, "Cần Thơ mới"),
    ]  # fmt: skip
    text = write_index(tmp_path, reviews)[0].read_text(encoding="utf-8")
    assert re.findall(r"<h2>([^<]*?) ?<", text) == ["An Giang", "Cà Mau", "Cần Thơ mới", "Đà Nẵng"]
    assert re.findall(r'href="(VN-CT/\d+)/index', text) == ["VN-CT/2025", "VN-CT/2024"]
    former = '<p class="tk-count">Cần Thơ <span lang="en">VN-CT in English</span></p>'
    assert former in text, "the name of that year, where it is another"


def test_the_index_says_where_pages_are_incomplete_or_there_is_nothing(tmp_path: Path) -> None:
    text = write_index(tmp_path, [review("VN-CT", 2024, "Cần Thơ", ("vi",))])[0].read_text("utf-8")
    assert "chưa trọn vẹn" in text
    assert "Chưa có bản tổng kết nào." in write_index(tmp_path, [])[0].read_text(encoding="utf-8")


def test_the_entrance_of_a_review_names_its_data_in_the_terms_of_schema_org(tmp_path: Path) -> None:
    text = write_doorway(tmp_path, review("VN-CT", 2024, "Cần Thơ")).read_text(encoding="utf-8")
    assert 'itemtype="https://schema.org/Dataset"' in text
    assert '<meta itemprop="temporalCoverage" content="2024">' in text
    assert text.count('itemprop="inLanguage"') == 2
    assert "<script" not in text


def test_names_with_markup_are_shown_as_text_at_the_entrances(tmp_path: Path) -> None:
    hostile = review("VN-CT", 2024, '<script>alert(1)</script>"')
    for path in [*write_index(tmp_path, [hostile]), write_doorway(tmp_path, hostile)]:
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "&lt;script&gt;" in text


def test_vietnamese_letters_come_before_tones() -> None:
    words = [
        "mã",
        "ma",
        "mạ",
        "má",
        "mà",
        "mả",
        "măn",
        "man",
        "mân",
        "đa",
        "da",
        "ê",
        "e",
        "2024",
        "wi",
        "z",
    ]
    assert sorted(words, key=partial(alphabetical, lang="vi")) == [
        "2024", "da", "đa", "e", "ê", "ma", "mà", "mả", "mã", "má", "mạ", "man", "măn", "mân", "wi", "z",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=12), max_size=8))
def test_every_text_has_its_place_in_the_order(words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(words, key=partial(alphabetical, lang="vi")) == sorted(
        backwards, key=partial(alphabetical, lang="vi")
    )


def test_every_download_of_a_page_is_there_and_said_with_its_size(tmp_path: Path) -> None:
    publish_review(reports(), tmp_path, STORE)
    for path in tmp_path.glob("*/*/*/*.html"):
        found = DOWNLOAD.findall(path.read_text("utf-8"))
        beside = [(href, size) for href, _, size in found if "dictionary" not in href]
        assert [href.rpartition(".")[2] for href, _ in beside] == [
            "xlsx",
            "csv",
            "html",
            "html",
            "html",
        ]
        for href, size in beside:
            file = path.parent / href
            assert (
                size
                == f" ({size_of(file.stat().st_size, 'vi' if path.parent.name == 'vi' else 'en')})"
            )


def test_documents_are_linked_where_a_run_makes_them_and_nowhere_else(tmp_path: Path) -> None:
    asked = [
        replace(r, page_frame=replace(r.page_frame, documents=("pdf", "html"))) for r in reports()
    ]
    made: list[str] = []

    def writer(folder: Path, review: object, lang: str, path: Path) -> None:
        path.write_bytes(b"x" * 1_249_000)
        made.append(path.name)

    publish_review(asked, tmp_path, STORE, {"pdf": writer, "html": writer})
    page = next(tmp_path.glob("*/*/vi/*.html")).read_text("utf-8")
    assert len(made) == 4, "each once, in both languages"
    assert (
        'tongket-VN-CT-2024-vi.pdf">Toàn văn bản tổng kết (PDF)</a><span class="tk-size"> (1,2 MB)</span>'
        in page
    )
    assert "tongket-VN-CT-2024-vi.html" in page
    assert "tongket-VN-CT-2024-vi.docx" not in page
    doorway = next(tmp_path.glob("*/*/index.html")).read_text("utf-8")
    assert 'href="tongket-VN-CT-2024-en.pdf"' in doorway
    assert "application/pdf" in doorway
