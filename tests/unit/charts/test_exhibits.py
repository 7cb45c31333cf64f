"""Exhibits: nothing missing around them, data beside them, honest where there is nothing to draw."""

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

import tongket
from tongket import charts, tables
from tongket.claims import Claim, plain
from tongket.errors import UsageError
from tongket.exhibit import Caption, Exhibit, Grid

WORDS = {"title": "Title of {ip.applications}", "note": "A note."}
COUNTS = ("ip.applications_trademarks", "ip.applications_inventions", "ip.applications_designs")


@pytest.fixture
def review() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "en")


def drawn(review: tongket.Review) -> dict[str, Any]:
    """One exhibit of every form."""
    chart, table = review.chart, review.table
    agreements = review.events("agreement")
    return {
        "bars": chart.bars(*COUNTS, **WORDS),
        "bars with whiskers": chart.bars("capacity.staff", "services.portal_items", **WORDS),
        "funnel": chart.funnel("ip.initiatives_proposed", "ip.initiatives_in_use", **WORDS),
        "stack": chart.stack("capacity.doctorate_share", "capacity.master_share", **WORDS),
        "stack of counts": chart.stack(*COUNTS, **WORDS),
        "ranges": chart.ranges("capacity.staff", "capacity.professors", **WORDS),
        "plan": chart.plan("research.tasks_launched", "ip.titles_granted", **WORDS),
        "band": chart.band("renewal.technology_renewal_rate", "renewal.high_tech_share", **WORDS),
        "pairs": chart.pairs("services.samples_tested", **WORDS),
        "dots": chart.dots(review.others("innovation.pii_score"), **WORDS),
        "slope": chart.slope("innovation.pii_rank", **WORDS),
        "timeline": chart.timeline(agreements, **WORDS),
        "figures": table.figures(*COUNTS, **WORDS),
        "plan table": table.plan("research.tasks_launched", **WORDS),
        "records": table.records(agreements, **WORDS),
        "records without partners": table.records(review.events("task"), **WORDS),
        "matrix": table.matrix("innovation.pii_rank", **WORDS),
    }


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
        assert exhibit._repr_mimebundle_()["text/plain"]


def test_ids_of_two_exhibits_never_clash(review: tongket.Review) -> None:
    html = "".join(exhibit.html for exhibit in drawn(review).values())
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(set(ids)) == len(ids)


def test_a_drawing_is_the_same_twice() -> None:
    first, second = (
        tongket.open_review(2024, "VN-CT", "vi").chart.bars(*COUNTS, **WORDS) for _ in range(2)
    )
    assert isinstance(first, Exhibit)
    assert isinstance(second, Exhibit)
    assert first.html == second.html


def test_nothing_to_draw_is_a_sentence() -> None:
    empty = tongket.open_review(2019, "VN-HN", "vi")
    for form, shown in {
        "bars": empty.chart.bars(*COUNTS, **WORDS),
        "funnel": empty.chart.funnel(*COUNTS, **WORDS),
        "stack": empty.chart.stack(*COUNTS, **WORDS),
        "ranges": empty.chart.ranges(*COUNTS, **WORDS),
        "plan": empty.chart.plan("ip.titles_granted", **WORDS),
        "band": empty.chart.band("renewal.high_tech_share", **WORDS),
        "pairs": empty.chart.pairs("services.samples_tested", **WORDS),
        "slope": empty.chart.slope("capacity.staff", **WORDS),
        "timeline": empty.chart.timeline([], **WORDS),
        "figures": empty.table.figures(*COUNTS, **WORDS),
        "nothing": empty.table.figures(**WORDS),
        "plan table": empty.table.plan("ip.titles_granted", **WORDS),
        "records": empty.table.records([], **WORDS),
        "matrix": empty.table.matrix("capacity.staff", **WORDS),
    }.items():
        if form == "matrix":
            continue
        assert isinstance(shown, Claim), form
        assert shown.text


def test_the_part_year_stands_alone_where_the_year_is_missing() -> None:
    shown = tongket.open_review(2025, "VN-CT", "en").chart.pairs("services.samples_tested", **WORDS)
    assert isinstance(shown, Exhibit)
    assert "January–May 2025" in shown.alt


def test_some_missing_figures_are_named_below(review: tongket.Review) -> None:
    shown = review.chart.bars("innovation.pii_score", "ip.applications", **WORDS)
    assert isinstance(shown, Exhibit)
    assert "PII score" in "".join(shown.missing)
    assert "was not found" in shown.html


@pytest.mark.parametrize("part", ["title", "note", "source_line"])
def test_an_exhibit_without_its_words_refuses_to_exist(part: str, review: tongket.Review) -> None:
    shown = review.table.figures(*COUNTS, **WORDS)
    assert isinstance(shown, Exhibit)
    emptied = replace(shown.caption, **{part: plain(" ")})  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"expected a \w+, got none"):
        replace(shown, caption=emptied)


@pytest.mark.parametrize(
    "alt", ["", "Chart", "a chart of", "Biểu đồ", "bảng.", "Title of 598 applications"]
)
def test_an_alt_text_that_says_no_pattern_is_refused(alt: str, review: tongket.Review) -> None:
    shown = review.table.figures(*COUNTS, **WORDS)
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
    assert isinstance(charts.timeline([], caption), Claim)


def test_a_form_may_be_asked_for_by_name(review: tongket.Review) -> None:
    shown = review.chart("bars", *COUNTS, **WORDS)
    assert isinstance(shown, Exhibit)
    assert shown.drawings.narrow
    with pytest.raises(UsageError, match="expected one of band, bars, .*Did you mean 'bars'"):
        review.chart("barrs", *COUNTS, **WORDS)
    with pytest.raises(UsageError, match="expected one of figures, frame, matrix, plan, records"):
        review.table("pie", *COUNTS, **WORDS)
