"""An area that ended within a year, the one that it became part of, and what is entered and compared of both."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fixtures.data_folder import Mend
from tongket.data.new_year import last_year
from tongket.data.registry import Registry
from tongket.data.registry.boundaries import NO_CHANGE, area_in, boundaries_in
from tongket.data.settings import Settings, read_settings, unknown_place
from tongket.data.store import Store, load, read
from tongket.entry_sheet.prefilled import Cells, figure_rows
from tongket.errors import UsageError
from tongket.model import Measure, TimePeriod
from tongket.project import data_dir


@pytest.fixture(scope="module")
def store() -> Store:
    return load(data_dir())


@pytest.fixture(scope="module")
def registry(store: Store) -> Registry:
    return store.registry


@pytest.mark.parametrize(
    ("start", "end", "year", "life"),
    [
        (None, None, 2025, "2025"),
        (None, "2025-06-30", 2025, "2025-01/2025-06"),
        (None, "2025-06-30", 2024, "2024"),
        (None, "2025-12-31", 2025, "2025"),
        ("2025-03-01", "2025-06-15", 2025, "2025-03-01/2025-06-15"),
        # Sources print figures of the year for an area that exists since a day within it.
        ("2025-07-01", None, 2025, "2025"),
        (None, "2025-06-30", "2025-H1", "2025-01/2025-06"),
        (None, "2025-06-30", "2025-M01-M09", "2025-01/2025-06"),
        (None, "2025-06-30", "2025-Q1", "2025-01/2025-03"),
    ],
)
def test_the_life_of_an_area_in_a_period(
    registry: Registry, start: str | None, end: str | None, year: int | str, life: str
) -> None:
    first, last = (day and date.fromisoformat(day) for day in (start, end))
    area = replace(registry.area("VN-51"), valid_from=first or None, valid_to=last or None)
    assert area.life_in(TimePeriod.parse(str(year))).text == life


def test_an_area_that_ended_within_the_year_says_so_in_name_and_lead(registry: Registry) -> None:
    name, change, after, _ = boundaries_in(registry, "VN-51", TimePeriod.of_year(2025))
    assert (name.vi, name.en) == ("Trà Vinh (đến ngày 30/6/2025)", "Trà Vinh (until 30 June 2025)")
    assert change.en == (
        "Trà Vinh has been part of Vĩnh Long since 1 July 2025. This review is of January–June 2025: its results "
        "are not those of all of 2025, and do not compare with them."
    )
    assert change.vi.startswith(
        "Từ ngày 01/7/2025, Trà Vinh là một phần của Vĩnh Long. Bản tổng kết này là của 6 tháng đầu năm 2025:"
    )
    assert after == ("VN-49/2025", "VN-49/2025-H2")
    # A page frame is sent to other processes.
    assert pickle.loads(pickle.dumps(change)) == change


def test_its_successor_says_what_it_was_made_of(registry: Registry) -> None:
    name, change, after, before = boundaries_in(registry, "VN-49", TimePeriod.of_year(2025))
    assert (name.en, after) == ("Vĩnh Long", ())
    # Of the province itself the year is this very review.
    assert [(ways, each.en) for ways, each in before] == [
        (("VN-49/2025-H1",), "Vĩnh Long"),
        (("VN-50/2025", "VN-50/2025-H1"), "Bến Tre"),
        (("VN-51/2025", "VN-51/2025-H1"), "Trà Vinh"),
    ]
    assert change.en == (
        "Vĩnh Long has had its boundaries since 1 July 2025, when it was made of Vĩnh Long, Bến Tre, Trà Vinh. "
        "Earlier figures are of other areas, and do not compare with its own."
    )


def test_of_the_half_that_an_area_lived_its_end_is_said_and_nothing_is_missing(
    registry: Registry,
) -> None:
    name, change, after, _ = boundaries_in(registry, "VN-51", TimePeriod.parse("2025-H1"))
    assert name.en == "Trà Vinh"
    assert change.en == "Trà Vinh has been part of Vĩnh Long since 1 July 2025."
    assert after == ("VN-49/2025-H2", "VN-49/2025")
    assert boundaries_in(registry, "VN-51", TimePeriod.parse("2025-Q1"))[1:] == (NO_CHANGE, (), ())


def test_of_the_half_after_a_merger_it_is_said_what_the_area_was_made_of(
    registry: Registry,
) -> None:
    half = boundaries_in(registry, "VN-49", TimePeriod.parse("2025-H2"))
    assert "made of Vĩnh Long, Bến Tre, Trà Vinh" in half.change.en
    assert half.before[2][0] == ("VN-51/2025-H1", "VN-51/2025")
    assert boundaries_in(registry, "VN-49", TimePeriod.parse("2026-H1")).change == NO_CHANGE
    before = boundaries_in(registry, "VN-49", TimePeriod.parse("2025-H1"))
    assert before.change.en == (
        "Vĩnh Long has had other boundaries since 1 July 2025: later figures do not compare with these."
    )


@pytest.mark.parametrize(
    ("place", "year"),
    [("VN-51", 2024), ("VN-49", 2024), ("VN-49", 2026), ("VN-HN", 2025), ("VN-73", 2004)],
)
def test_where_nothing_changed_nothing_is_said(registry: Registry, place: str, year: int) -> None:
    assert boundaries_in(registry, place, TimePeriod.of_year(year))[1:] == (NO_CHANGE, (), ())


def test_an_area_without_a_successor_only_ended(registry: Registry) -> None:
    alone = replace(registry.area("VN-51"), successor="")
    changed = replace(registry, areas={**registry.areas, "VN-51": alone})
    found = boundaries_in(changed, "VN-51", TimePeriod.of_year(2025))
    assert found.change.en.startswith("Trà Vinh ended on 30 June 2025. This review is of")
    assert found.after == ()


def test_a_year_in_which_there_was_no_such_area_is_refused(registry: Registry) -> None:
    assert area_in(registry, "VN-51", TimePeriod.of_year(2025)).ref_area == "VN-51"
    with pytest.raises(
        UsageError, match=r"got 2026\. It became part of Vĩnh Long: --area VN-49-2025"
    ):
        area_in(registry, "VN-51", TimePeriod.of_year(2026))
    with pytest.raises(UsageError, match=r"--period: .* got 2025-H2\. It became part of Vĩnh Long"):
        area_in(registry, "VN-51", TimePeriod.parse("2025-H2"))

    def settings(year: int) -> Settings:
        period = TimePeriod.of_year(year)
        return replace(read_settings(data_dir().parent)[0], area="VN-51", period=period)

    (finding,) = unknown_place(settings(2026), registry)
    assert (finding.column, finding.value) == ("review.year", "2026")
    assert unknown_place(settings(2025), registry) == []


def test_the_year_of_an_area_that_ended_within_it_is_refused_with_its_part(
    one_row: Mend, folder: Path
) -> None:
    one_row(ref_area="VN-51", time_period="2025")
    _, findings = read(folder)
    said = [f.line("en") for f in findings if f.code == "outside-validity"]
    assert len(said) == 1
    assert (
        "The area that holds then is VN-49-2025; the part of the year that VN-51 existed is 2025-01/2025-06."
        in said[0]
    )


def test_an_entry_sheet_asks_for_the_part_of_the_year_that_the_area_existed(store: Store) -> None:
    row = next(r for r in store.observations if r.ref_area == "VN-CT" and r.time_period.text == "2024" and r.source
               and store.registry.sources[r.source].kind == "primary")  # fmt: skip
    half = replace(
        row, ref_area="VN-51", time_period=TimePeriod.parse("2024-01/2024-06"), as_printed="7"
    )
    whole = replace(row, ref_area="VN-51", as_printed="99")
    held = replace(store, observations=(half, whole))
    assert last_year(held, TimePeriod.of_year(2025), "VN-51") == [whole]
    rows = figure_rows(held, TimePeriod.of_year(2025), "VN-51", "en")
    periods = {
        (cells["ref_area"], cells["time_period"]) for cells in rows if cells["ref_area"] != "VN"
    }
    assert periods == {("VN-51", "2025-01/2025-06")}
    # Beside it is what was printed of the same part of the year before, and not of the whole year.
    (asked,) = (
        c
        for c in rows
        if c.get("indicator") == row.indicator and c.get("measure") == str(row.measure)
    )
    assert asked["previous"] == "7"
    # Where it is not stated, the whole year is there, as such.
    rows = figure_rows(
        replace(store, observations=(whole,)), TimePeriod.parse("2025-H1"), "VN-51", "vi"
    )
    (asked,) = (c for c in rows if c.get("previous"))
    assert (asked["indicator"], asked["previous"]) == (row.indicator, "99 (2024)")


def test_a_sheet_of_a_half_asks_for_no_plan_of_the_half(store: Store) -> None:
    rows = [r for r in store.observations if r.ref_area == "VN-CT" and r.time_period.text == "2024"]
    held = replace(store, observations=tuple(rows))
    assert any(r.measure is Measure.TARGET and r.source for r in rows)

    def measures(period: str) -> set[str]:
        asked = figure_rows(held, TimePeriod.parse(period), "VN-CT", "vi")
        return {c["measure"] for c in asked if c.get("measure")}

    assert {"actual", "target", "target_pct"} <= measures("2025")
    assert "target" not in measures("2025-H1")
    assert {"actual", "target_pct"} <= measures("2025-H1")


def test_beside_a_figure_to_enter_the_area_before_its_merger_is_named(store: Store) -> None:
    row = next(r for r in store.observations if r.ref_area == "VN-CT" and r.time_period.text == "2024" and r.source
               and store.registry.sources[r.source].kind == "primary")  # fmt: skip
    held = replace(store, observations=(replace(row, ref_area="VN-49"),))
    fact = (row.indicator, str(row.measure))

    def asked(year: int) -> Cells:
        rows = figure_rows(held, TimePeriod.of_year(year), "VN-49", "en")
        return next(c for c in rows if (c.get("indicator"), c.get("measure")) == fact)

    assert (asked(2025)["ref_area"], asked(2025)["previous"]) == (
        "VN-49-2025",
        f"{row.as_printed} (VN-49)",
    )
    after = replace(row, ref_area="VN-49-2025", time_period=TimePeriod.of_year(2025))
    held = replace(store, observations=(after,))
    assert asked(2026)["previous"] == row.as_printed
