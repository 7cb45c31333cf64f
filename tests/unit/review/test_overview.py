"""The overview of a review: the verdict on its plans, its headlines, what to ask, what changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tongket
from fixtures.data_folder import Mend
from tongket.exhibit import Exhibit
from tongket.model import Lang
from tongket.review import Review, audit_view, overview
from tongket.review.headlines import headlines

PLACE = {"ref_area": "VN-51", "source": "dost-ct-review-2024"}


@pytest.fixture
def stated(one_row: Mend) -> Callable[..., Review]:
    """A review of another province of the rows given: `indicator, measure, as printed` and further cells."""

    def open_with(*rows: tuple[str, str, str, dict[str, str]], year: int = 2024) -> Review:
        for number, (indicator, measure, printed, more) in enumerate(rows):
            value = printed.rstrip("%").replace(".", "").replace(",", ".")
            unit = "percent" if printed.endswith("%") else more.pop("unit_measure", "tasks")
            cells = {"indicator": indicator, "measure": measure, "as_printed": printed} | more
            path = one_row(f"{number}.csv", obs_value=value, unit_measure=unit, **(PLACE | cells))
        return tongket.open_review(year, "VN-51", "en", data=path.parents[1])

    return open_with


def test_the_verdict_counts_what_the_rule_says(review: Review) -> None:
    overview = review.overview()
    verdicts = {item.indicator.id: item.verdict for item in overview.planned}
    assert verdicts == {
        "research.tasks_launched": "met",
        "research.tasks_accepted": "met",
        "research.results_applied": "undecided",
        "renewal.technology_renewal_rate": "met",
        "renewal.high_tech_share": "met",
        "ip.titles_granted": "met",
    }
    assert overview.verdict().text == (
        "5 of 6 planned items met, 1 cannot be judged. Results to query, as figures do not fit: 2"
    )


def test_what_is_expected_of_the_place_is_nobodys_plan(before_2025: Path) -> None:
    overview = tongket.open_review(2025, "VN-CT", "en", before_2025).overview()
    assert overview.planned == []
    assert overview.verdict().text.startswith("No result with a plan is on record")
    assert "Population" not in overview.questions().text


def test_a_result_that_is_stated_is_not_asked_for_as_if_it_were_missing(
    stated: Callable[..., Review],
) -> None:
    review = stated(
        ("research.tasks_accepted", "actual", "14", {"qualifier": "more_than"}),
        ("research.tasks_accepted", "target", "20", {"qualifier": "more_than"}),
    )
    asked = "what exactly was the result, and what was the plan?"
    overview = review.overview()
    assert (
        f"S&T tasks accepted (more than 14 tasks; plan more than 20): {asked}"
        in overview.questions().text
    )
    # More than 14 of more than 20 may be any percentage.
    shown = overview.scorecard(title="All", note="None.")
    assert isinstance(shown, Exhibit)
    (row,) = shown.grid.rows
    assert "%" not in " ".join(map(str, row))


def test_beside_a_part_of_a_year_stands_the_plan_of_its_year_as_a_goal(
    stated: Callable[..., Review],
) -> None:
    half = {"time_period": "2024-01/2024-06"}
    whole = stated(
        ("research.tasks_accepted", "actual", "9", half),
        ("research.tasks_accepted", "target", "30", {}),
        ("research.tasks_accepted", "actual", "31", {}),
    )
    of_half = tongket.open_review(
        area="VN-51", lang="en", period="2024-H1", data=whole.store.data_dir
    )
    assert "Goal for 2024: 30 tasks" in of_half.overview().tiles().text
    assert of_half.overview().verdict().text.startswith("No result with a plan is on record")
    said = whole.overview().tiles().text
    assert "Goal for" not in said
    assert "Met: plan 30" in said


def test_a_goal_of_a_later_year_is_none_of_this_one(review: Review) -> None:
    assert "innovation.pii_rank" not in {i.indicator.id for i in review.overview().planned}
    assert "PII rank: rank 7; of 63; Goal for 2025: the top 3" in review.overview().tiles().text
    # In its own year it is judged by the rank of that year, of which none is on record.
    merged = tongket.open_review(2025, "VN-CT", "en").overview()
    assert "innovation.pii_rank" not in {i.indicator.id for i in merged.planned if i.results}


def test_the_tiles_are_six_with_plan_year_before_and_trust(review: Review) -> None:
    tiles = review.overview().tiles()
    assert tiles.text.splitlines() == [
        "S&T tasks launched: 27 tasks; Met: implied plan 18; 2023: not known; (?) to query",
        "S&T tasks accepted: 14 tasks; Met: +10% against plan, as stated; 2023: not known; (?) to query",
        "Technology renewal rate: 14.025%; Met: plan 12–13%; 2023: not known; agrees",
        "Share of high-tech products: 33.55%; Met: plan 33–34%; 2023: not known; agrees",
        "IP titles granted: 420 titles; Met: implied plan 145; 2023: not known; agrees",
        "PII rank: rank 7; of 63; Goal for 2025: the top 3; 2 places down on 2023 (rank 5); press only",
    ]
    assert tiles.html.count("<li") == tiles.html.count("Source") == 6
    assert tiles.html.count("<a href") == 6, "one way to the source in each"
    assert 'class="tk-tile tk-unplanned"><p class="tk-tile-name">PII rank' in tiles.html


def test_a_notebook_may_name_its_own_headlines(review: Review) -> None:
    tiles = review.overview().tiles("services.samples_tested", "capacity.staff")
    assert [line.partition(":")[0] for line in tiles.text.splitlines()] == [
        "Samples tested", "Staff of S&T organisations",
    ]  # fmt: skip
    assert "plan: not stated" in tiles.text


@pytest.mark.parametrize("status", ["U", "V", "F"])
def test_a_doubtful_figure_is_no_headline(stated: Callable[..., Review], status: str) -> None:
    review = stated(
        ("research.tasks_launched", "actual", "27", {"obs_status": status}),
        ("research.tasks_accepted", "actual", "14", {}),
    )
    chosen = headlines(review.finder, review.overview().planned)
    assert [figure.id for figure in chosen] == ["research.tasks_accepted"]


def test_what_has_a_plan_comes_before_what_the_registry_names_first(
    stated: Callable[..., Review],
) -> None:
    review = stated(
        ("research.tasks_launched", "actual", "27", {}),
        ("research.tasks_accepted", "actual", "14", {}),
        ("research.tasks_accepted", "target", "15", {}),
        ("conference.suggestions", "actual", "3", {"unit_measure": "suggestions"}),
    )
    chosen = headlines(review.finder, review.overview().planned)
    # Nothing of a domain with `headlines = []`.
    assert [figure.id for figure in chosen] == ["research.tasks_accepted", "research.tasks_launched"]  # fmt: skip
    overview = review.overview()
    assert overview.verdict().text == (
        "0 of 1 planned items met, 1 missed (S&T tasks accepted). No published figures conflict"
    )
    assert 'tk-tile tk-missed"><p class="tk-tile-name">S&amp;T tasks accepted' in overview.tiles().html  # fmt: skip


def test_what_is_missed_is_named_where_the_names_are_short_and_counted_where_not(
    stated: Callable[..., Review],
) -> None:
    missed = (
        "research.tasks_launched",
        "research.tasks_accepted",
        "research.tasks_ongoing_national",
    )
    rows = [(each, kind, printed, {}) for each in missed for kind, printed in (("actual", "1"), ("target", "9"))]  # fmt: skip
    said = stated(*rows[:4]).overview().verdict().text
    assert "0 of 2 planned items met, 2 missed (S&T tasks launched; S&T tasks accepted)." in said
    open_too = ("research.tasks_accepted_excellent", "target", "4", {})
    few = "0 of 3 planned items met, 2 missed (S&T tasks launched; S&T tasks accepted), 1 cannot be judged."  # fmt: skip
    assert few in stated(*rows[:4], open_too).overview().verdict().text
    overview = stated(*rows, open_too).overview()
    assert "0 of 4 planned items met, 3 missed, 1 cannot be judged." in overview.verdict().text
    # The title of an exhibit has room for the names.
    shown = overview.scorecard(title="Missed: {names}", note="N")
    assert isinstance(shown, Exhibit)
    assert shown.caption.title.text.count(";") == 2


def test_a_tile_whose_results_contradict_each_other_is_not_said_to_be_stated_once(
    stated: Callable[..., Review],
) -> None:
    review = stated(
        ("research.tasks_accepted", "actual", "14", {}),
        ("research.tasks_accepted", "actual", "11", {"locator": "9"}),
        ("research.tasks_accepted", "target", "12", {}),
    )
    assert "to query" in review.overview().tiles().text


def test_of_a_plan_without_a_result_the_result_alone_is_asked(
    stated: Callable[..., Review],
) -> None:
    overview = stated(("research.tasks_accepted", "target", "12", {})).overview()
    assert "S&T tasks accepted (plan 12): what was the result?" in overview.questions().text
    # Nothing is drawn, and so no line is told of.
    shown = overview.scorecard(title="T", note="N")
    assert isinstance(shown, Exhibit)
    assert shown.missing == ()
    assert not shown.drawings.wide


def test_where_no_figure_is_stated_none_is_said_to_agree(stated: Callable[..., Review]) -> None:
    lost = {"obs_status": "L", "source": "", "locator": "", "comment": "The source does not say."}
    review = stated(("research.tasks_accepted", "actual", "", lost))
    assert review.overview().verdict().text.endswith("No figure of the period is on record")


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("30", "3 fewer than in 2023 (30)"),
        ("20", "7 more than in 2023 (20)"),
        ("27", "As in 2023: 27 tasks"),
    ],
)
def test_a_tile_says_where_its_figure_came_from(
    stated: Callable[..., Review], before: str, says: str
) -> None:
    review = stated(
        ("research.tasks_launched", "actual", "27", {}),
        ("research.tasks_launched", "actual", before, {"time_period": "2023"}),
    )
    assert says in review.overview().tiles().text
    assert (
        review.overview().changes().text.startswith(f"S&T tasks launched: 27 tasks, {says.lower()}")
    )


def test_a_year_without_plans_and_without_figures_says_so(stated: Callable[..., Review]) -> None:
    review = stated(("research.tasks_launched", "actual", "27", {}))
    overview = review.overview()
    assert overview.verdict().text.startswith("No result with a plan is on record")
    assert str(overview.scorecard(title="T", note="N")) == "No result with a plan is on record."
    assert overview.questions().text == "Nothing to ask."
    assert "The year before is known for no result of the period." in overview.changes().text


def test_the_scorecard_has_a_row_for_each_planned_item(review: Review) -> None:
    shown = review.overview().scorecard(title="{met:number} of {all:number} met", note="By the rule.")  # fmt: skip
    assert isinstance(shown, Exhibit)
    assert shown.caption.title.text == "5 of 6 met"
    rows = [[str(cell) for cell in row] for row in shown.grid.rows]
    assert rows[0] == ["IP titles granted", "420 titles", "implied plan 145", "290%", "✓ met"]
    assert rows[1] == ["S&T tasks launched", "27 tasks", "implied plan 18", "140% / +50%", "✓ met"]
    assert ["Results applied in production", "the number is not stated",
            "115% against plan, as stated", "115%", "? cannot tell"] in rows  # fmt: skip
    for words in ("✓ 290%", "✓ 140% / +50% (?)", "? 115%", "✓ 33.55% (33–34%)"):
        assert words in shown.drawings.wide, words
    notes = " ".join(shown.missing)
    assert "Hatched" in notes
    assert "Thick bar" in notes
    assert "Dotted" not in notes


def test_a_rank_with_a_plan_of_its_year_stands_beside_the_scale(
    stated: Callable[..., Review],
) -> None:
    rank: dict[str, Any] = {"unit_measure": "rank"}
    review = stated(
        ("innovation.pii_rank", "actual", "7", dict(rank)),
        ("innovation.pii_rank", "target", "3", rank | {"qualifier": "at_most"}),
    )
    shown = review.overview().scorecard(title="{missed:number} missed: {names}", note="N")
    assert isinstance(shown, Exhibit)
    assert shown.caption.title.text == "1 missed: PII rank"
    assert "✗ rank 7 (the top 3)" in shown.drawings.narrow
    assert "a rank is no percentage" in " ".join(shown.missing)


def test_questions_are_at_most_five_the_gravest_first(review: Review) -> None:
    asked = review.overview().questions()
    lines = asked.text.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("1. S&T tasks launched: how do 27 tasks and 140% / +50%")
    assert lines[2].startswith("3. Results applied in production (115% against plan, as stated)")
    assert asked.html.startswith('<ol class="tk-questions"><li class="tk-claim">')


def test_of_many_contradictions_the_first_are_told_and_the_others_counted(
    stated: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_view, "MOST_SUMMED", 1)
    both = (("actual", "14", {}), ("actual", "11", {"locator": "9"}))
    names = ("research.tasks_accepted", "research.tasks_launched", "research.tasks_reviewed")
    audit = stated(*((name, *row) for name in names for row in both)).audit()
    assert len(audit.report.findings) == 3
    first, counted = audit.summary().text.splitlines()
    assert "S&T tasks" in first
    assert counted == "Further contradictions, on the page on consistency: 2"


def test_what_could_not_be_checked_is_no_question(stated: Callable[..., Review]) -> None:
    review = stated(("ip.applications", "actual", "9", {"unit_measure": "applications"}))
    assert review.overview().questions().text == "Nothing to ask."
    assert "Not checked against another figure" in review.audit().questions().text


def test_what_has_no_percentage_is_told_last_and_apart(stated: Callable[..., Review]) -> None:
    percent = {"unit_measure": "percent_per_year"}
    review = stated(
        ("research.tasks_launched", "actual", "0", {}),
        ("research.tasks_launched", "target", "0", {}),
        ("research.tasks_accepted", "actual", "8", {}),
        ("research.tasks_accepted", "target", "10", {}),
        ("renewal.tfp_growth", "actual", "-2", dict(percent)),
        ("renewal.tfp_growth", "target", "-4", dict(percent)),
    )
    shown = review.overview().scorecard(title="T", note="N")
    assert isinstance(shown, Exhibit)
    # Half of a fall is no half of a plan.
    assert shown.alt.startswith(
        "From the furthest above its plan to the furthest below: S&T tasks accepted: ✗ missed (8 tasks; plan 10). "
        "Without a percentage of the plan: "
    )


def test_what_changed_tells_of_the_year_before_and_of_breaks(review: Review) -> None:
    lines = review.overview().changes().text.splitlines()
    assert "PII rank: rank 7, 2 places down on 2023 (rank 5)" in lines
    assert any("3 times that of 2023" in line for line in lines)
    assert any("became one city" in line for line in lines)


@pytest.fixture
def broken(checkout: Path, tmp_path: Path) -> Path:
    """The data with a break of one series, without a note."""
    folder = tmp_path / "data"
    shutil.copytree(checkout / "data", folder)
    columns = (folder / "events.csv").read_text("utf-8").splitlines()[0].split(",")
    said = {
        "event": "break-x", "kind": "break", "ref_area": "VN-CT", "date": "2024-01", "title_vi": "Đổi cách tính",
        "title_en": "Counted anew", "indicator": "innovation.pii_rank",
    }  # fmt: skip
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(said.get(name, "") for name in columns) + "\n")
    return folder


def test_a_break_without_a_note_is_told_with_its_date(broken: Path) -> None:
    review = tongket.open_review(year=2024, area="VN-CT", lang="en", data=broken)
    assert "Counted anew (January 2024)" in review.overview().changes().text.splitlines()


@pytest.mark.parametrize(
    ("lang", "named", "counted"),
    [
        ("en", "Not comparable with 2023, because the series breaks with “Counted anew” (January 2024): PII rank",
         "Results that do not compare with 2023, because the series breaks with “Counted anew” (January 2024): 1"),
        ("vi", "Không so sánh được với năm 2023, vì chuỗi số liệu gián đoạn do “Đổi cách tính” (tháng 1/2024): Thứ hạng PII",
         "Số kết quả không so sánh được với năm 2023, vì chuỗi số liệu gián đoạn do “Đổi cách tính” (tháng 1/2024): 1"),
    ],
)  # fmt: skip
def test_what_does_not_compare_is_named_with_its_reason_or_counted(
    lang: Lang, named: str, counted: str, broken: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    own = tongket.open_review(year=2024, area="VN-CT", lang=lang, data=broken).overview()
    assert own.not_compared().text == named
    monkeypatch.setattr(overview, "MOST_NAMED", 0)
    assert own.not_compared().text == counted
    assert review.overview().not_compared().text.startswith("Every result that is known")


def test_the_overview_speaks_vietnamese() -> None:
    overview = tongket.open_review(2024, "VN-CT", "vi").overview()
    assert overview.verdict().text.startswith("5/6 chỉ tiêu đạt kế hoạch, 1 chưa xác định được")
    assert "Giảm 2 bậc so với năm 2023 (hạng 5); theo báo chí" in overview.tiles().text


def test_a_headline_that_is_no_indicator_of_its_domain_is_a_finding(folder: Path) -> None:
    file = folder / "indicators.toml"
    text = file.read_text("utf-8").replace('["capacity.staff"]', '["capacity.staf"]', 1)
    file.write_text(text, "utf-8")
    (folder / "observations" / "x.csv").unlink(missing_ok=True)
    with pytest.raises(tongket.errors.DataError, match="capacity.staf") as error:
        tongket.open_review(2024, "VN-CT", "en", data=folder)
    assert "domains.capacity.headlines" in str(error.value)
    assert "Nearest: capacity.staff" in str(error.value)
