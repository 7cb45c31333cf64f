"""Exhibits: nothing missing around them, data beside them, a sentence where there is nothing to draw."""

from __future__ import annotations

import base64
import csv
import io
import re
from dataclasses import replace
from html import escape
from typing import Any
from xml.etree import ElementTree

import pytest
import seaborn as sns

import tongket
from fixtures.exhibits import outputs_of
from tongket import tables
from tongket.claims import Claim, plain
from tongket.errors import UsageError
from tongket.exhibit import Caption, Exhibit, Grid

pytestmark = pytest.mark.drawn

WORDS = {"title": "Title of {ip.applications}", "note": "A note."}
COUNTS = ("ip.applications_trademarks", "ip.applications_inventions", "ip.applications_designs")


@pytest.fixture
def review() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "en")


def bars(review: tongket.Review, *names: str) -> Any:
    frame = review.frame_of(*(names or COUNTS))
    return review.exhibit(sns.barplot, frame, x="value", y="name", **WORDS)


def table(review: tongket.Review, *names: str) -> Any:
    return review.show(review.frame_of(*(names or COUNTS)), **WORDS)


def timeline(review: tongket.Review) -> Any:
    agreements = review.event_frame("agreement")
    return review.exhibit(tongket.forms.timeline, agreements, x="at", y="title", **WORDS)


def drawn(review: tongket.Review) -> dict[str, Any]:
    """One exhibit of every kind."""
    stack = {"function": tongket.forms.stack, "x": "value", "y": "name", **WORDS}
    shares = review.frame_of("capacity.doctorate_share", "capacity.master_share")
    return {
        "bars": bars(review),
        "bars with whiskers": bars(review, "capacity.staff", "services.portal_items"),
        "stack": review.exhibit(frame=shares, **stack),
        "stack of counts": review.exhibit(frame=review.frame_of(*COUNTS), **stack),
        "plan": review.chart.plan("research.tasks_launched", "ip.titles_granted", **WORDS),
        "band": review.chart.band(
            "renewal.technology_renewal_rate", "renewal.high_tech_share", **WORDS
        ),
        "timeline": timeline(review),
        "table": table(review),
        "plan table": review.table.plan("research.tasks_launched", **WORDS),
        "events": review.show(review.event_frame("task")[["title", "date", "source"]], **WORDS),
    }


@pytest.mark.slow
def test_every_form_is_whole(review: tongket.Review) -> None:
    for form, exhibit in drawn(review).items():
        assert isinstance(exhibit, Exhibit), form
        html = exhibit.html
        assert html.count("<figure") == html.count("</figure>") == 1
        assert exhibit.alt
        assert "Source: " in html
        assert "Note: " in html
        assert len(list(csv.reader(io.StringIO(exhibit.csv)))) > 1, form
        if exhibit.drawings.narrow:
            for drawing in (exhibit.drawings.narrow, exhibit.drawings.wide):
                assert ElementTree.fromstring(drawing).get("aria-hidden") == "true"
            assert html.count('role="img"') == 1, "both drawings are read once"
            assert f'id="{exhibit.caption.id}-alt">{escape(exhibit.alt, quote=False)}</p>' in html
            assert "<table" in html, "the table twin"
        assert all(output.data["text/plain"] for output in outputs_of(exhibit))


@pytest.mark.slow
def test_ids_of_two_exhibits_never_clash(review: tongket.Review) -> None:
    html = "".join(exhibit.html for exhibit in drawn(review).values())
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(set(ids)) == len(ids)


def test_a_drawing_is_the_same_twice() -> None:
    first, second = (bars(tongket.open_review(2024, "VN-CT", "vi")) for _ in range(2))
    assert isinstance(first, Exhibit)
    assert isinstance(second, Exhibit)
    assert first.html == second.html


def test_nothing_to_draw_is_a_sentence() -> None:
    empty = tongket.open_review(2019, "VN-HN", "vi")
    for form, shown in {
        "bars": bars(empty),
        "plan": empty.chart.plan("ip.titles_granted", **WORDS),
        "band": empty.chart.band("renewal.high_tech_share", **WORDS),
        "timeline": timeline(empty),
        "table": table(empty),
        "plan table": empty.table.plan("ip.titles_granted", **WORDS),
    }.items():
        assert isinstance(shown, Claim), form
        assert shown.text
    assert timeline(tongket.open_review(2024, "VN-CT", "vi")).unit == "thỏa thuận"
    assert str(timeline(empty)) == "Chưa nhập sự kiện nào cho địa bàn này."


def test_some_missing_figures_are_named_below(review: tongket.Review) -> None:
    shown = bars(review, "innovation.pii_score", "ip.applications")
    assert isinstance(shown, Exhibit)
    assert "PII score" in "".join(shown.missing)
    assert "was not found" in shown.html


@pytest.mark.parametrize("part", ["title", "note", "source_line"])
def test_an_exhibit_without_its_words_refuses_to_exist(part: str, review: tongket.Review) -> None:
    shown = table(review)
    assert isinstance(shown, Exhibit)
    emptied = replace(shown.caption, **{part: plain(" ")})  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"expected a \w+, got none"):
        replace(shown, caption=emptied)


@pytest.mark.parametrize(
    "alt", ["", "Chart", "a chart of", "Biểu đồ", "bảng.", "Title of 598 applications"]
)
def test_an_alt_text_that_says_no_pattern_is_refused(alt: str, review: tongket.Review) -> None:
    shown = table(review)
    assert isinstance(shown, Exhibit)
    with pytest.raises(UsageError, match="alt"):
        replace(shown, alt=alt)


def test_a_csv_carries_values_ends_and_words_and_no_formula(review: tongket.Review) -> None:
    figure = review.figure("capacity.staff")
    caption = Caption("x", plain("Title"), plain("Note"), plain("Source"), "en")
    grid = Grid(("Name", "Value", "Note"), (("=1+1", figure, plain("@cmd")), ("-x", "none", "+y")))
    shown = Exhibit(caption, "persons", "One row.", grid, (figure,))
    rows = list(csv.reader(io.StringIO(shown.csv)))
    assert rows[0] == [
        "Name",
        "Value",
        "Value (lower)",
        "Value (upper)",
        "Value (unit)",
        "Value (words)",
        "Note",
    ]
    assert rows[1] == [
        "'=1+1", "6800", "6700", "6900", "persons", "about 6,800 persons", "'@cmd",
    ]  # fmt: skip
    assert rows[2] == ["'-x", "none", "", "", "", "", "'+y"]
    (held,) = re.findall(r'base64,([^"]+)"', shown.html)
    assert base64.b64decode(held).decode("utf-8-sig") == shown.csv


def test_hostile_cells_are_text(review: tongket.Review) -> None:
    caption = Caption("x", plain("<script>"), plain("<b>"), plain("<i>"), "en")
    shown = Exhibit(caption, "<u>", "<img>", Grid(("<td>", "b"), (("<th>", "&"),)), ())
    for tag in ("<script>", "<b>", "<i>", "<u>", "<img>"):
        assert tag not in shown.html


def test_a_grid_of_nothing_is_a_sentence(review: tongket.Review) -> None:
    caption = Caption("x", plain("T"), plain("N"), plain("S"), "en")
    assert isinstance(tables.grid(("A",), (), caption, "alt"), Claim)


def test_events_are_drawn_on_their_line_and_listed_with_their_dates(review: tongket.Review) -> None:
    shown = timeline(review)
    assert isinstance(shown, Exhibit)
    assert shown.alt.startswith("In chronological order: 3 July 2020: Agreement on science")
    assert [str(cell) for cell in shown.grid.rows[0][1:]] == ["3 July 2020", "Ten fields"]
    assert shown.grid.header == ("Event", "Date", "Topic")
    assert "Cooperation of the department" in shown.caption.source_line.text
    assert ">3 July 2020</text>" in shown.drawings.narrow


def test_events_have_one_form(review: tongket.Review) -> None:
    agreements = review.event_frame("agreement")
    with pytest.raises(
        UsageError, match=r"expected tongket\.forms\.timeline for events, got barplot"
    ):
        review.exhibit(sns.barplot, agreements, x="year", y="title", **WORDS)
    with pytest.raises(UsageError, match=r"for y=, got 'titel'\. Did you mean 'title'"):
        review.exhibit(tongket.forms.timeline, agreements, x="at", y="titel", **WORDS)
