"""A frame shown for reading: numerals of the language, intervals, units, marks, reasons."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import tongket
from fixtures.exhibits import ran
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.output import MIME


@pytest.fixture
def review() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "vi")


def cells(review: tongket.Review, frame: pd.DataFrame) -> list[list[str]]:
    return [line.split("  ") for line in review.show(frame).text.splitlines()]


def test_figures_have_their_unit_and_what_the_sources_allow(review: tongket.Review) -> None:
    frame = review.frame("capacity.staff", "capacity.organisations", "services.portal_items")
    names = frame["name"].tolist()
    assert cells(review, frame) == [
        ["Số liệu", "Lĩnh vực", "Giá trị", "Phạm vi nguồn cho phép"],
        [names[0], "Tiềm lực", "khoảng 6.800 người", "6.700–6.900"],
        [names[1], "Tiềm lực", "70 tổ chức", ""],
        [
            names[2], "Dịch vụ khoa học và công nghệ", "hơn 10.000 tin, tài liệu",
            "> 10.000",
        ],
    ]  # fmt: skip
    english = tongket.open_review(2024, "VN-CT", "en")
    row = cells(english, english.frame("capacity.staff"))[1]
    assert row[-2:] == ["about 6,800 persons", "6,700–6,900"]


def test_rows_show_in_what_they_differ(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_rank", years=[2023, 2024])
    assert [row[1] for row in cells(review, frame)] == ["Kỳ", "2023", "2024"]
    span = review.frame("cooperation", years="all")
    assert {row[1] for row in cells(review, span)[1:]} == {"đến tháng 7/2020", "2020"}
    rates = review.frame("renewal.technology_renewal_rate")
    assert cells(review, rates)[0][:2] == ["Số liệu", "Cách nêu"]


def test_own_columns_come_with_the_marks_of_the_language(review: tongket.Review) -> None:
    frame = review.frame("ip.titles_granted", "ip.applications").assign(
        thousands=lambda d: d["value"] / 1000, doubled=lambda d: d["value"] * 20
    )
    shown = review.show(frame)
    head, *rows = cells(review, frame)
    assert head[-2:] == ["thousands", "doubled"]
    assert [row[-2:] for row in rows] == [
        [f"{value / 1000:.2f}".replace(".", ","), f"{value * 20:,.0f}".replace(",", ".")]
        for value in frame["value"]
    ]
    numbers = re.findall(r'<td role="cell" data-label="[^"]*" class="tk-num">', shown.html)
    assert len(numbers) == 2 * 3


def test_every_number_leads_to_its_source_and_contradictions_are_marked(
    review: tongket.Review,
) -> None:
    shown = review.show(review.frame("research.tasks_launched", measures="all"))
    assert 'href="#src-research-tasks-launched"' in shown.html
    assert "(?)" in shown.html
    assert "(?) cần kiểm tra lại: chỉ khớp với số liệu khác của năm" in shown.html
    assert 'id="src-research-tasks-launched"' in review.sources().html
    quiet = review.show(review.frame("ip.titles_granted"))
    assert "(?)" not in quiet.html
    assert "<style" not in shown.html
    assert quiet._repr_mimebundle_()[MIME]["kind"] == "table"


def test_a_missing_figure_says_why(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_score", "innovation.pii_rank")
    rows = cells(review, frame)
    assert rows[0][-1] == "Thiếu vì"
    lost = next(row for row in rows[1:] if "không có số liệu" in row)
    assert lost[-1].startswith("Không tìm thấy")
    assert all(row[-1] == "" for row in rows[1:] if row is not lost)


def test_a_pivot_is_shown_with_its_index_and_all_its_columns(review: tongket.Review) -> None:
    frame = review.frame("ip", "services")
    counts = frame.groupby("domain_name", sort=False)["value"].agg(["count", "max"])
    assert cells(review, counts)[0] == ["Lĩnh vực", "count", "max"]
    top = frame.loc[frame["domain"] == "ip", "value"].max()
    assert cells(review, counts)[1][2] == f"{top:,.0f}".replace(",", ".")
    years = review.frame("innovation.pii_rank", years="all", measures="actual").pivot_table(
        index=["area_name", "year"], columns="measure", values="value"
    )
    assert cells(review, years)[0] == ["Địa bàn", "Năm", "thực hiện"]
    assert cells(review, years)[1][1] == "2023"
    odd = pd.DataFrame({"a": ["x", None], "b": [float("inf"), float("nan")], "c": [True, False]})
    assert cells(review, odd)[1:] == [["x", "∞", "True"], ["", "", "False"]]


def test_a_value_that_was_changed_is_not_shown_as_printed(review: tongket.Review) -> None:
    frame = review.frame("ip.titles_granted", "innovation.pii_score")
    assert len(review.figures_of(frame)) == 2
    with pytest.raises(UsageError, match=r"row 0, value: expected 420\.0 as of ip-titles-granted"):
        review.show(frame.assign(value=frame["value"] + 1))


def test_with_a_title_it_is_a_table_for_a_page(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = 'frame = rows.assign(doubled=rows["value"] * 2).rename(columns={"doubled": "Result"})'
    rows = review.frame("ip.titles_granted", "ip.applications")
    frame = ran(monkeypatch, cell, rows=rows)["frame"]
    shown = review.show(frame, title="{ip.titles_granted} were newly granted", note="As printed.")
    assert [column.name for column in shown.part.table.columns] == [
        "Số liệu", "Giá trị", "Kết quả", "Số đã công bố, hoặc cách tính",
    ]  # fmt: skip
    row = shown.part.table.rows[1]
    assert [getattr(cell, "words", "") or cell.text for cell in row[1:]] == [
        "420 văn bằng", "840", "“420”",
    ]  # fmt: skip
    assert shown.part.notes == ("Tính ngay trên trang này: Kết quả = giá trị × 2.",)
    assert "420 văn bằng" in shown.alt
    assert "Sở Khoa học và Công nghệ" in shown.part.source.text
    assert 'id="src-ip-applications"' in review.sources().html


def test_computed_columns_say_their_formula_and_lead_to_it(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    import IPython

    cell = """
rows = frame.assign(share_pct=frame["value"] / frame["value"].sum() * 100, width=frame["upper"] - frame["lower"])
shown = rows.rename(columns={"share_pct": "% of the applications", "width": "Minus lower end of plan"})
"""
    frame = review.frame("capacity.staff", "capacity.professors")
    names = {"frame": frame, "In": [cell]}
    exec(cell, names)
    monkeypatch.setattr(IPython, "get_ipython", type("Shell", (), {"user_ns": names}))
    shown = review.show(names["shown"], title="Two groups", note="As printed.")
    assert shown.part.notes == (
        "Tính ngay trên trang này: % số đơn = giá trị ÷ tổng của tất cả giá trị × 100.",
        "Tính ngay trên trang này: So với cận dưới = cận trên − cận dưới.",
    )
    _, _, share, width, _ = shown.part.table.rows[0]
    assert (share.words, share.unit, width.words, width.unit) == (
        "96%",
        "percent",
        "200",
        "persons",
    )
    anchors = [row[2].anchor for row in shown.part.table.rows]
    assert len(set(anchors)) == 2, "each row has a number of its own"
    assert {figure.id for figure in review.page.figures[anchors[0][4:]].inputs} == {
        "capacity.staff", "capacity.professors",
    }  # fmt: skip
    assert "96%" in shown.csv
    assert f'id="{anchors[0]}"' in review.sources().html


def test_a_number_whose_unit_nothing_says_is_a_bare_number(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    import IPython

    cell = "shown = frame.assign(squared=frame.value**2)"
    names = {"frame": review.frame("ip.titles_granted"), "In": [cell]}
    exec(cell, names)
    monkeypatch.setattr(IPython, "get_ipython", type("Shell", (), {"user_ns": names}))
    review.show(names["shown"], title="Squared", note="As printed.")
    assert '<td role="cell" class="tk-num"><data class="tk-figure" ' in (review.sources().html)
    assert ">176.400</data>" in review.sources().html


def test_a_group_cites_the_rows_that_it_was_computed_from(review: tongket.Review) -> None:
    frame = review.frame("ip", "services")
    counts = frame.groupby("domain_name", sort=False)["value"].agg(["count", "max"])
    words = {"title": "How much is on record", "note": "Statements."}
    with pytest.raises(
        UsageError, match=r"leads to its sources, got columns .*computed from: of=frame\."
    ):
        review.show(counts, **words)
    shown = review.show(counts, of=frame, **words)
    assert isinstance(shown, Exhibit)
    assert "Sở Khoa học và Công nghệ" in shown.part.source.text
    assert shown.part.notes == (
        "Tính ngay trên trang này: count = số lượng số liệu công bố, theo từng lĩnh vực.",
        "Tính ngay trên trang này: max = số lớn nhất trong tất cả giá trị, theo từng lĩnh vực.",
    )
    agreements = review.event_frame("agreement")
    told = review.show(agreements[["title", "note", "field", "source"]], **words)
    assert [c.name for c in told.part.table.columns] == ["Sự việc", "Ghi chú", "Nội dung"]
    alone = review.show(
        agreements.query("note == ''")[["title", "note", "field", "source"]], **words
    )
    assert [c.name for c in alone.part.table.columns] == ["Sự việc", "Nội dung"], (
        "a column without a word says nothing"
    )
    years = agreements.groupby("year").size().to_frame("n")
    assert "Hợp tác Sở KH&CN" in review.show(years, of=agreements, **words).part.source.text


def test_a_computed_row_says_how_and_a_missing_one_is_below_with_its_reason() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    paid, recipients = review.figures("ip.support_paid", "ip.support_recipients")
    each = (paid / recipients).named("Support for each recipient")
    frame = review.frame_of(each, "innovation.pii_score")
    shown = review.show(frame, title="{each} on average", note="Means only.", each=each)
    assert shown.part.table.rows[0][-1].text == (
        "Registration support paid ÷ Recipients of registration support"
    )
    assert len(shown.part.table.rows) == 1
    (lost,) = shown.part.notes
    assert lost.startswith("Not shown: PII score – ")


def test_where_nothing_is_known_a_sentence_replaces_the_table() -> None:
    review = tongket.open_review(2024, "VN-HN", "en")
    words = {"title": "Support in the year", "note": "As printed."}
    assert str(review.show(review.frame("ip"), **words)) == "No such figure is on record."
    lost = review.show(review.frame_of("ip.titles_granted"), **words)
    assert str(lost).startswith("No figure, because ")
    lost = review.frame_of("ip.titles_granted").assign(doubled=lambda rows: rows["value"] * 2)
    assert str(review.show(lost, **words)).startswith("No figure, because ")
    none = review.frame("ip").pivot_table(index="name", columns="year", values="value")
    assert str(review.show(none, **words)) == "No such figure is on record."


def test_a_pivot_with_a_title_reads_row_by_row(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_rank", years=[2023, 2024])
    pivot = frame.pivot_table(index="name", columns="year", values="value")
    shown = review.show(pivot, title="The rank in two years", note="First is best.", of=frame)
    assert shown.alt == "Từng dòng: Thứ hạng PII: 5, 7."
    assert [column.name for column in shown.part.table.columns] == ["Số liệu", "2023", "2024"]


def test_an_anchor_in_a_cell_is_shown_as_its_figure(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_rank", years=[2023, 2024], areas="all")
    pivot = frame.pivot(index="area_name", columns="year", values="anchor")
    found = review.show(pivot, title="Ranks of places", note="As printed.")
    assert isinstance(found, Exhibit)
    assert [column.name for column in found.part.table.columns] == ["Địa bàn", "2023", "2024"]
    (own,) = [row[1:] for row in found.part.table.rows if row[0].text == "Cần Thơ"]
    assert [(number.words, number.anchor) for number in own] == [
        ("hạng 5", "src-innovation-pii-rank-vn-ct-2023"), ("hạng 7", "src-innovation-pii-rank"),
    ]  # fmt: skip
    assert 'id="src-innovation-pii-rank-vn-ct-2023"' in review.sources().html
    assert "Nhân Dân" in found.part.source.text
    seen = review.show(pivot.head(1))
    assert 'href="#src-innovation-pii-rank-vn-43-2023"' in seen.html
    assert seen._repr_mimebundle_()[MIME]["rows"][0][1]["value"] == 7


def test_events_are_a_frame_in_the_order_of_time(review: tongket.Review) -> None:
    agreements = review.event_frame("agreement")
    assert agreements["event"].tolist() == ["agreement-ctu", "agreement-semiconductors"]
    assert agreements["year"].tolist() == [2020, 2024]
    assert agreements["at"].round(1).tolist() == [2020.5, 2025.0]
    assert agreements.explode("partners")["partners"].nunique() == 3
    found = review.show(
        agreements[["title", "date", "partners", "source"]], title="{n} signed", note="As announced.",
        n=review.count(agreements, name="Agreements on record"),
    )  # fmt: skip
    assert isinstance(found, Exhibit)
    assert [c.name for c in found.part.table.columns] == ["Sự việc", "Thời gian", "Đối tác"]
    assert "Kỹ thuật – Công nghệ Cần Thơ; Trường" in found.csv
    assert "Hợp tác Sở KH&CN" in found.part.source.text
    before = tongket.open_review(2019, "VN-CT", "en").event_frame("agreement")
    assert (len(before), list(before)) == (0, list(agreements))


def test_a_period_is_in_words_in_any_table(review: tongket.Review) -> None:
    frame = pd.DataFrame({"name": ["a", "b"], "period": ["2025-01/2025-05", "quý một"]})
    shown = [row[1] for row in cells(review, frame)[1:]]
    assert shown == ["tháng 1–5/2025", "quý một"]


def test_a_group_of_one_column_is_shown_with_its_index(review: tongket.Review) -> None:
    frame = review.frame("ip")
    group = frame.groupby("unit_name")["value"].sum()
    assert str(review.show(group)) == str(review.show(group.to_frame()))
    assert group.index[0] in str(review.show(group))
    for given in ([1], None):
        with pytest.raises(
            UsageError, match=rf"show: expected a frame, got {type(given).__name__}\. Take"
        ):
            review.show(given)  # type: ignore[arg-type]


def test_rows_of_another_period_than_the_year_under_review_say_so() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    ahead = review.show(
        review.frame("ip.patent_growth", years=2030, measures="target"), title="T", note="-"
    )
    assert "Period" in [column.name for column in ahead.part.table.columns]
    now = review.show(review.frame("ip.titles_granted"), title="T", note="-")
    assert "Period" not in [column.name for column in now.part.table.columns]


def test_a_table_without_rows_is_the_sentence_given_for_it() -> None:
    review = tongket.open_review(2024, "VN-HN", "en")
    words = {"title": "Further figures", "note": "-", "empty": "There are no other figures."}
    assert str(review.show(review.frame("ip"), **words)) == "There are no other figures."


def test_a_table_that_cannot_say_what_it_was_made_for_is_left_out_once_all_in_it_is_shown() -> None:
    """A question to which a page has no answer, with a figure below it that the page has shown before."""
    review = tongket.open_review(2024, "VN-CT", "en")
    staff, lost = review.figures("capacity.staff", "research.funding")
    mean = (lost / staff).named("Funding per person")
    words = {"title": "A person has {mean} on average", "note": "-", "mean": mean}
    assert mean.is_missing
    first = review.show(review.frame_of(staff, staff, mean), **words)
    assert isinstance(first, Exhibit), "the figure is new on the page"
    assert len(first.part.table.rows) == 1, "and in it once"
    again = review.show(review.frame_of(staff, mean), **words)
    assert not isinstance(again, Exhibit)
    assert again.part.stated is False
    assert "S&T budget" in str(again) or "do not state" in str(again)
    both = review.show(review.frame_of(staff, "capacity.organisations", mean), **words)
    assert isinstance(both, Exhibit), "one of them is new"


def test_rows_that_read_alike_say_who_published_them(before_2025: Path) -> None:
    review = tongket.open_review(2025, "VN-CT", "en", before_2025)
    area = review.show(review.frame("context.area", measures="target")).text
    assert "Source" in area.splitlines()[0]
    assert "Lao Động" in area
    assert "Znews" in area
    assert "Source" not in review.show(review.frame("context.population")).text.splitlines()[0]


def test_the_source_of_a_row_has_a_heading_in_the_language_of_the_review(
    review: tongket.Review,
) -> None:
    rows = review.frame("ip").head(3)
    assert ">Nguồn</th>" in review.show(rows[["name", "value", "source"]]).html
