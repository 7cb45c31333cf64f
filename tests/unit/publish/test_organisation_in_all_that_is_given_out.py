"""Who publishes, on every page and in every file of a site: name, logo, colour, contact, licence, imprint."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import openpyxl
import pytest

from fixtures.organisation import (
    CONTACT,
    DEPARTMENT,
    HOSTILE,
    IMPRINT_EN,
    IMPRINT_VI,
    NAME_EN,
    NAME_VI,
    SVG,
)
from fixtures.pages import exhibit, page
from tongket.data.logo import Logo
from tongket.data.store import load
from tongket.model import UNNAMED, Lang, Organisation, Text, TimePeriod
from tongket.output import Column
from tongket.project import data_dir
from tongket.publish.labels import imprint
from tongket.publish.site.changes import write_changes
from tongket.publish.site.conflicts_page import write_contradictions
from tongket.publish.site.data_package import write_package
from tongket.publish.site.dictionary import write_dictionary
from tongket.publish.site.index_of_indicators import index_name, write_index_of_indicators
from tongket.publish.site.indexes import write_doorway, write_index
from tongket.publish.site.listings import write_listings
from tongket.publish.site.published import PublishedPage, PublishedReview
from tongket.publish.site.site import convert
from tongket.publish.site.workbook import write_workbook
from tongket.run.publisher import PageFrame
from tongket.run.reports import Report

STORE = load(data_dir())
PAGE = PublishedPage("01_a", Text("Tiềm lực", "Capacity"), ("vi", "en"))
NOTEBOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
NAME = Text("Tỉnh Mẫu", "Mẫu Province")


def page_of(lang: Lang, organisation: Organisation) -> str:
    frame = PageFrame(
        Report("VN-X", TimePeriod.of_year(2024), lang, "01_a"), NAME, (("01_a", PAGE.title),), ("vi", "en"),
        organisation=organisation,
    )  # fmt: skip
    return convert(NOTEBOOK, frame)


def around(folder: Path, organisation: Organisation) -> dict[str, str]:
    """The pages of a site around those of the reviews, by the names of their files."""
    review = PublishedReview(
        "VN-X", TimePeriod.of_year(2024), NAME, (PAGE,), organisation=organisation
    )
    read = {("01_a", "vi"): page("Một câu."), ("01_a", "en"): page("A sentence.")}
    inside = folder / "VN-X" / "2024"
    written = [
        *write_index(folder, [review], organisation),
        write_doorway(folder, review),
        write_contradictions(folder, [review], organisation),
        write_dictionary(folder, STORE, organisation),
        *write_changes(inside, (), review, read),
        *write_listings(inside, review, read),
    ]
    pages = [path for path in written if path.suffix == ".html"]
    assert len(pages) == 6
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in pages}


def head_and_foot(text: str) -> tuple[str, str]:
    header, _, rest = text.partition("</header>")
    return header.partition("<header")[2], rest.partition("<footer")[2]


@pytest.mark.parametrize(
    ("lang", "name", "imprint", "words"),
    [("vi", NAME_VI, IMPRINT_VI, "Giấy phép: "), ("en", NAME_EN, IMPRINT_EN, "Licence: ")],
)
def test_a_page_says_who_publishes_it_in_its_language(
    lang: Lang, name: str, imprint: str, words: str
) -> None:
    text = page_of(lang, DEPARTMENT)
    head, foot = head_and_foot(text)
    assert f'<img class="tk-logo" src="{DEPARTMENT.logo}" alt="">' in head
    assert name in head
    licence = "https://spdx.org/licenses/CC-BY-SA-4.0.html"
    assert f'{words}<a rel="license" href="{licence}">CC-BY-SA-4.0</a>' in foot
    assert f'<a rel="author" href="mailto:{CONTACT}">{CONTACT}</a>' in foot
    assert foot.count(name) == 2, "who publishes, and how to cite"
    assert f"</span> · {imprint}</p>" in foot
    other = NAME_EN if lang == "vi" else NAME_VI
    assert other not in text
    assert text.count(DEPARTMENT.logo) == 1, "a page holds the logo once"
    assert text == page_of(lang, DEPARTMENT)


@pytest.mark.parametrize(("lang", "name"), [("vi", NAME_VI), ("en", NAME_EN)])
def test_the_index_of_indicators_says_it_in_its_language(
    lang: Lang, name: str, tmp_path: Path
) -> None:
    review = PublishedReview(
        "VN-X", TimePeriod.of_year(2024), NAME, (PAGE,), organisation=DEPARTMENT
    )
    read = {("01_a", "vi"): page("Một câu."), ("01_a", "en"): page("A sentence.")}
    write_index_of_indicators(tmp_path, review, read, STORE)
    head, foot = head_and_foot((tmp_path / index_name(lang)).read_text("utf-8"))
    assert DEPARTMENT.logo in head
    assert name in head
    assert name in foot


def test_every_page_around_the_reviews_says_it_in_both_languages(tmp_path: Path) -> None:
    for name, text in around(tmp_path, DEPARTMENT).items():
        head, foot = head_and_foot(text)
        assert DEPARTMENT.logo in head, name
        for said in (NAME_VI, NAME_EN):
            assert said in head, name
            assert said in foot, name
        for said in (f'mailto:{CONTACT}"', "CC-BY-SA-4.0</a>", IMPRINT_VI, IMPRINT_EN):
            assert said in foot, name
        assert "--accent: #8f1d2c" in text, name


def test_a_name_that_both_languages_share_is_said_once(tmp_path: Path) -> None:
    same = replace(DEPARTMENT, name=Text(NAME_VI, NAME_VI))
    for text in around(tmp_path, same).values():
        assert head_and_foot(text)[0].count(NAME_VI) == 1


def test_without_the_table_pages_are_as_they_were(tmp_path: Path) -> None:
    for text in (page_of("vi", UNNAMED), *around(tmp_path, UNNAMED).values()):
        shown = text.partition("</style>")[2]
        assert not [
            word for word in ("tk-publisher", "tk-imprint", "CC-BY", "<img") if word in shown
        ]
    # A licence is on each page where one is chosen, also alone, and on none where nobody chose one.
    alone = page_of("vi", Organisation(licence="CC0-1.0"))
    assert 'href="https://spdx.org/licenses/CC0-1.0.html">CC0-1.0</a>' in alone
    for unsaid in (Organisation(), Organisation(Text(NAME_VI, NAME_EN), CONTACT)):
        page = page_of("vi", unsaid)
        assert "CC-BY" not in page
        assert 'rel="license"' not in page
        assert not any("CC-BY" in line for line in imprint(unsaid, "vi"))


def test_a_contact_may_be_a_web_address_and_all_else_be_left_out() -> None:
    foot = head_and_foot(page_of("en", Organisation(contact="https://mau.example.vn/a")))[1]
    assert 'Contact: <a rel="author" href="https://mau.example.vn/a">' in foot
    assert 'rel="license"' not in foot, "nobody chose one"
    alone = head_and_foot(page_of("en", replace(UNNAMED, logo=DEPARTMENT.logo)))[0]
    assert 'alt="Logo"' in alone, "without a name beside it the picture says what it is"


def test_the_colour_is_that_of_links_on_light_and_dark_ground_and_on_paper() -> None:
    style = page_of("vi", DEPARTMENT).partition("<style>")[2].partition("</style>")[0]
    assert DEPARTMENT.accent is not None
    own = style[style.rindex("--accent: #8f1d2c") - 400 :]
    assert f":root {{ --accent: {DEPARTMENT.accent.dark};" in own.partition("dark) {")[2]
    assert ":root { --accent: #8f1d2c;" in own.partition("print {")[2]
    assert "#8f1d2c" not in page_of("vi", replace(DEPARTMENT, accent=None))


def test_names_with_markup_are_words(tmp_path: Path) -> None:
    hostile = replace(
        DEPARTMENT, name=Text(HOSTILE, HOSTILE), imprint=Text(HOSTILE, HOSTILE),
        contact="https://x.example/'onclick='alert(1)",
    )  # fmt: skip
    for text in (page_of("vi", hostile), *around(tmp_path, hostile).values()):
        assert "<script" not in text
        assert "'onclick" not in text
        assert escape("<script>alert(1)</script>") in head_and_foot(text)[0]


@pytest.mark.parametrize("kind", ["png", "svg+xml"])
def test_a_workbook_says_it_on_its_cover_and_in_its_properties(tmp_path: Path, kind: str) -> None:
    drawing = kind == "svg+xml"
    logo = Logo(kind, SVG.encode()).address if drawing else DEPARTMENT.logo
    department = replace(DEPARTMENT, logo=logo, name=Text(NAME_VI, HOSTILE))
    review = PublishedReview(
        "VN-X", TimePeriod.of_year(2024), NAME, (PAGE,), organisation=department
    )
    read = {("01_a", "en"): page(others=[exhibit("T", (Column("Name", "text"),), ["A"])])}
    only = replace(review, pages=(replace(PAGE, langs=("en",)),))
    path = write_workbook(tmp_path, only, read, "en")
    before = path.read_bytes()
    assert write_workbook(tmp_path, only, read, "en").read_bytes() == before
    book = openpyxl.load_workbook(path)
    cover = book.worksheets[0]
    lines = [row[0].value for row in cover.iter_rows() if row[0].value]
    assert lines[-3:] == [f"Contact: {CONTACT}", "Licence: CC-BY-SA-4.0", IMPRINT_EN]
    assert f"Published by: {HOSTILE}" in lines
    assert HOSTILE not in lines, "no name without its label"
    assert {cell.data_type for row in cover.iter_rows() for cell in row if cell.value} == {"s"}, (
        "no formula"
    )
    assert book.properties.creator == HOSTILE
    assert len(cover._images) == (0 if drawing else 1)


def test_data_packages_name_licence_and_publisher(tmp_path: Path) -> None:
    import frictionless

    def package(organisation: Organisation) -> dict:
        review = PublishedReview(
            "VN-X", TimePeriod.of_year(2024), NAME, (PAGE,), organisation=organisation
        )
        _, description = write_package(tmp_path, review, {}, STORE)
        assert frictionless.validate(description).valid
        return json.loads(description.read_text("utf-8"))

    said = package(DEPARTMENT)
    assert said["licenses"] == [
        {"name": "CC-BY-SA-4.0", "title": "Creative Commons Attribution-ShareAlike 4.0"}
    ]
    assert said["contributors"] == [
        {"title": f"{NAME_VI} · {NAME_EN}", "email": CONTACT, "roles": ["publisher"]}
    ]
    web = package(Organisation(contact="https://mau.example.vn", licence="etalab-2.0"))
    assert web["contributors"] == [{"path": "https://mau.example.vn", "roles": ["publisher"]}]
    address = "https://spdx.org/licenses/etalab-2.0.html"
    assert web["licenses"] == [{"name": "etalab-2.0", "path": address}]
    nobody = package(UNNAMED)
    assert nobody["licenses"][0]["name"] == "CC-BY-4.0"
    assert "contributors" not in nobody
