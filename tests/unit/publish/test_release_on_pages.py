"""What each page says of its release: who, when, when again, how to cite; absolute addresses only where there is a site."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tongket.data.settings import read_settings
from tongket.model import Organisation, Release, Text
from tongket.publish.page.context import PageContext
from tongket.publish.page.exporter import TongketExporter
from tongket.publish.page.preview import first_picture, preview_name
from tongket.publish.release import address, citation, next_release, released

NAME = Text("Sở Mẫu", "Mẫu Department")
RELEASE = Release("2025-03-14", 2, next="2026-01", site="https://mau.example.vn/tongket")
OURS = Organisation(name=NAME, licence="CC-BY-4.0", contact="skhcn@mau.example.vn", release=RELEASE)
PLACE = "VN-CT/2024/en/00_overview.html"


PICTURE = b"\x89PNG\r\n\x1a\n a chart"


def page(organisation: Organisation, *cells: NotebookNode) -> str:
    context = PageContext(
        "en", title="Overview", review="Cần Thơ, 2024", organisation=organisation, place=PLACE
    )
    notebook = new_notebook(cells=[new_markdown_cell("# Overview\n\nThe year."), *cells])
    return TongketExporter().from_notebook_node(notebook, {"tongket": context})[0]


def test_a_release_is_said_and_a_draft_says_that_it_is_one() -> None:
    assert released(OURS, "en") == "14 March 2025, edition 2"
    assert released(OURS, "vi") == "14/3/2025, bản thứ 2"
    assert next_release(OURS, "en") == "January 2026"
    assert released(Organisation(), "en") == "Draft, not yet released"
    again = Organisation(release=Release(edition=3, before="2025-03-14"))
    assert released(again, "en") == "Draft of edition 3; edition 2 was released on 14 March 2025"
    assert released(again, "vi") == "Dự thảo bản thứ 3; bản thứ 2 đã công bố ngày 14/3/2025"
    assert next_release(Organisation(), "en") == "not announced"


def test_a_citation_names_who_what_when_and_where() -> None:
    assert citation(OURS, "Cần Thơ, 2024", "en") == (
        "Mẫu Department, Cần Thơ, 2024, 14 March 2025, edition 2"
    )
    assert citation(Organisation(), "Cần Thơ, 2024", "en") == "Cần Thơ, 2024, draft"
    assert address(OURS, PLACE) == f"https://mau.example.vn/tongket/{PLACE}"
    assert address(Organisation(), PLACE) == PLACE


def test_a_page_says_its_release_and_its_address() -> None:
    made = page(OURS)
    for words in (
        "<dt>Published by</dt> <dd>Mẫu Department</dd>", "<dt>Released</dt> <dd>14 March 2025, edition 2</dd>",
        "<dt>Next release</dt> <dd>January 2026</dd>", "Contact: <a ", ">skhcn@mau.example.vn</a>", ">CC-BY-4.0</a>",
        f"edition 2. <code>https://mau.example.vn/tongket/{PLACE}</code>",
        f'<meta property="og:url" content="https://mau.example.vn/tongket/{PLACE}">',
        '<meta property="og:title" content="Overview · Cần Thơ, 2024">',
    ):  # fmt: skip
        assert words in made, words


def test_a_draft_is_marked_and_no_search_engine_keeps_it() -> None:
    draft = page(replace(OURS, release=replace(RELEASE, date="")))
    assert '<meta name="robots" content="noindex">' in draft
    assert '<span class="tk-flag">Draft</span>' in draft
    made = page(OURS)
    assert "noindex" not in made
    assert "tk-flag" not in made.partition("<body>")[2]


def test_a_page_says_how_errors_are_corrected() -> None:
    assert "<dt>Corrections</dt> <dd>An error is corrected in a new edition," in page(OURS)
    own = Text("Sai thì sửa.", "We mend what is wrong.")
    said = page(replace(OURS, release=replace(RELEASE, corrections=own)))
    assert "<dt>Corrections</dt> <dd>We mend what is wrong</dd>" in said


def test_without_a_site_no_absolute_address_is_invented() -> None:
    made = page(replace(OURS, release=replace(RELEASE, site="")))
    assert "og:url" not in made
    assert "canonical" not in made
    assert f"edition 2. <code>{PLACE}</code>" in made
    assert "https://" not in made.partition("<main")[2].replace("https://spdx.org", "")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            'date = "2025-02-30"',
            "release.date: expected no date: a release records its own, got '2025-02-30'. Delete",
        ),
        (
            'corrections_vi = "Sai thì sửa."',
            "release.corrections_en: expected a text in both languages",
        ),
        ('next = "2025-13"', "release.next: expected a day or month of the calendar"),
        ('next = "soon"', "release.next: expected a year, month or day such as 2026-01"),
        (
            "edition = 1",
            "release.edition: expected no edition: a release records its own, got '1'. Delete",
        ),
        ('site = "mau.example.vn"', "release.site: expected a web address such as https://"),
        ('site = "https://mau.example.vn/?a"', "release.site"),
        ('realeased = "2025"', "release.realeased"),
    ],
)
def test_what_does_not_hold_is_a_finding_at_its_line(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "tongket.toml").write_text(f"[release]\n{line}\n", "utf-8")
    (finding,) = read_settings(tmp_path)[1]
    assert finding.line().startswith("tongket.toml, row 2, ")
    assert says in finding.line()


@pytest.mark.parametrize(("following", "said"), [("2024-12", 1), ("2001", 1), ("2025-01", 0)])
def test_a_next_release_is_after_the_period_under_review(
    tmp_path: Path, following: str, said: int
) -> None:
    text = f'[review]\nyear = 2024\n\n[release]\nnext = "{following}"\n'
    (tmp_path / "tongket.toml").write_text(text, "utf-8")
    lines = [finding.line() for finding in read_settings(tmp_path)[1]]
    after = "row 5, release.next: expected a time after the period under review, 2024"
    assert [after in line for line in lines] == [True] * said


def test_every_key_is_read(tmp_path: Path) -> None:
    text = '[release]\nnext = "2026-01"\nsite = "https://mau.example.vn/tongket/"\ncorrections_vi = "S"\ncorrections_en = "C"\n'
    (tmp_path / "tongket.toml").write_text(text, "utf-8")
    settings, findings = read_settings(tmp_path)
    assert findings == []
    assert settings.organisation.release == replace(
        RELEASE, date="", edition=1, corrections=Text("S", "C")
    )


def shows(*pictures: bytes) -> NotebookNode:
    data = [{"image/png": base64.b64encode(picture).decode()} for picture in pictures]
    outputs = [new_output("display_data", {"text/plain": "1"})]
    return new_code_cell(
        "1", outputs=[*outputs, *(new_output("display_data", each) for each in data)]
    )


def test_a_link_to_a_page_is_shown_with_the_first_chart_of_the_page() -> None:
    chart = shows(PICTURE, b"another")
    assert (
        '<meta property="og:image" content="https://mau.example.vn/tongket/VN-CT/2024/preview-en-00_overview.png">'
        in page(OURS, chart)
    )
    assert first_picture(new_notebook(cells=[chart])) == PICTURE
    assert preview_name("00_overview", "en") == "preview-en-00_overview.png"


def test_nothing_is_said_of_a_picture_that_is_not_there() -> None:
    assert "og:image" not in page(OURS)
    assert "og:image" not in page(Organisation(), shows(PICTURE)), "nobody said where the site is"


def test_the_charts_of_a_real_review_are_its_pictures(built: Path) -> None:
    """A page draws its charts anew from their typed parts; the picture is the one that its notebook holds."""
    path = built / "site" / "VN-CT" / "2024" / "en" / "02_research.ipynb"
    notebook = nbformat.read(path, 4)
    context = PageContext("en", title="R", review="R", organisation=OURS, place=PLACE)
    made = TongketExporter().from_notebook_node(notebook, {"tongket": context})[0]
    assert f'{preview_name("00_overview", "en")}">' in made
    assert (first_picture(notebook) or b"").startswith(b"\x89PNG")
