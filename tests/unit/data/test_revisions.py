"""Revisions, worked by hand: later editions, corrections, what was known on a day, and what does not hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.revised import add_corrections, add_rows, add_source, three_editions
from tongket.data.as_of import as_of, undated
from tongket.data.findings import Finding
from tongket.data.revisions import Revision
from tongket.data.store import Store, check, load
from tongket.entry_sheet.prefilled import source_rows
from tongket.project import data_dir

FACT = {"indicator": "ip.titles_granted", "area": "VN-CT", "period": "2024", "measure": "actual"}


def said(store: Store) -> list[str]:
    return [row.as_printed for row in store.find(**FACT)]


def only(store: Store) -> Revision:
    (found,) = store.revisions.values()
    return found


def told(revision: Revision) -> list[tuple[str, str, str]]:
    return [(v.row.as_printed, v.since.text, v.how) for v in revision.vintages]


# Later editions


def test_the_latest_edition_holds_and_the_others_are_its_vintages(folder: Path) -> None:
    three_editions(folder)
    store = load(folder)
    assert said(store) == ["431"]
    assert {row.as_printed for row in store.superseded} == {"417", "420"}
    assert told(only(store)) == [
        ("417", "2025-01-14", "first"), ("420", "2025-03-02", "edition"), ("431", "2026", "edition"),
    ]  # fmt: skip
    first, second, third = only(store).vintages
    assert first.reason is None
    assert second.reason is not None
    assert second.reason.en == "Three titles came late."
    assert third.reason is not None
    assert third.reason.vi == ""


def test_a_superseded_figure_is_not_published_where_its_interval_is_narrower(folder: Path) -> None:
    add_source(folder, "exact", "2025-01-14")
    add_source(folder, "round", "2025-03-02", more='revises = "exact"')
    add_rows(
        folder,
        {"source": "exact", "as_printed": "420"},
        {"source": "round", "as_printed": "430", "qualifier": "about"},
    )
    assert said(load(folder)) == ["430"]


def test_what_a_later_edition_does_not_state_holds_on(folder: Path) -> None:
    three_editions(folder)
    plan = {"measure": "target", "as_printed": "145"}
    add_rows(
        folder,
        {"source": "final", "measure": "target", "as_printed": "", "obs_status": "L", "comment": "không nêu"},
        {"source": "flash", **plan},
        name="plan.csv",
    )  # fmt: skip
    store = load(folder)
    rows = store.find(**FACT | {"measure": "target"})
    assert [row.as_printed for row in rows] == ["", "145"]
    assert len(store.superseded) == 2


def test_what_an_edition_repeats_is_no_revision(folder: Path) -> None:
    add_source(folder, "one", "2025-01-14")
    add_source(folder, "two", "2025-03-02", more='revises = "one"')
    add_rows(folder, {"source": "one", "as_printed": "420"}, {"source": "two", "as_printed": "420"})
    store = load(folder)
    assert (said(store), store.revisions) == (["420"], {})


def test_another_rounding_is_a_revision(folder: Path) -> None:
    add_source(folder, "one", "2025-01-14")
    add_source(folder, "two", "2025-03-02", more='revises = "one"')
    about = {"source": "one", "as_printed": "420", "qualifier": "about"}
    add_rows(folder, about, {"source": "two", "as_printed": "420"})
    assert [v.row.qualifier for v in only(load(folder)).vintages] == ["about", "exact"]


# Corrections


def test_a_correction_keeps_what_was_released(folder: Path) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    add_corrections(folder, {})
    store = load(folder)
    assert said(store) == ["420"]
    assert told(only(store)) == [
        ("402", "2025-01-20", "first"), ("420", "2025-02-10", "correction"),
    ]  # fmt: skip
    assert only(store).latest.reason is not None


def test_what_was_corrected_before_a_later_edition_is_of_the_earlier(folder: Path) -> None:
    three_editions(folder)
    add_corrections(
        folder, {"released": "2025-01-20", "as_printed": "471", "revised": "2025-02-10"}
    )
    assert told(only(load(folder))) == [
        ("471", "2025-01-20", "first"), ("417", "2025-02-10", "correction"),
        ("420", "2025-03-02", "edition"), ("431", "2026", "edition"),
    ]  # fmt: skip


def test_a_figure_corrected_twice_keeps_both(folder: Path) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    later = {"released": "2025-02-10", "as_printed": "42", "revised": "2025-02-11"}
    add_corrections(folder, {}, later)
    assert [v.row.as_printed for v in only(load(folder)).vintages] == ["402", "42", "420"]


def test_a_corrected_figure_keeps_its_hedge(folder: Path) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    add_corrections(folder, {"as_printed": "hơn 420"})
    first = only(load(folder)).first.row
    assert (first.as_printed, first.qualifier) == ("420", "more_than")
    assert first.interval is not None
    assert first.interval.upper is None


def test_entry_sheets_list_sources_that_revise_others(folder: Path) -> None:
    three_editions(folder)
    rows = {row["source"]: row for row in source_rows(load(folder)) if row}
    assert rows["yearbook"]["published"] == "2026"
    assert rows["yearbook"]["revises"] == "final"


# What was known on a day


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2025-01-13", []), ("2025-01-14", ["417"]), ("2025-03-01", ["417"]), ("2025-03-02", ["420"]),
        ("2026-12-30", ["420"]), ("2026-12-31", ["431"]),
    ],
)  # fmt: skip
def test_what_was_known_follows_the_days_of_the_editions(
    folder: Path, day: str, known: list[str]
) -> None:
    three_editions(folder)
    assert said(as_of(load(folder), date.fromisoformat(day))) == known


@pytest.mark.parametrize(
    ("day", "known"),
    [("2025-01-19", []), ("2025-01-20", ["402"]), ("2025-02-09", ["402"]), ("2025-02-10", ["420"])],
)
def test_corrections_are_undone(folder: Path, day: str, known: list[str]) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    add_corrections(folder, {})
    then = as_of(load(folder), date.fromisoformat(day))
    assert said(then) == known
    assert len(then.revisions) == (known == ["420"])


@pytest.mark.parametrize(
    ("day", "known"),
    [("2025-02-09", ["402"]), ("2025-02-10", ["42"]), ("2025-03-01", ["42"]), ("2025-03-31", ["42"]), ("2025-04-01", ["420"])],
)  # fmt: skip
def test_a_correction_holds_from_its_day_though_it_is_released_later(
    folder: Path, day: str, known: list[str]
) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    later = {"released": "2025-03-01", "as_printed": "42", "revised": "2025-04-01"}
    add_corrections(folder, {}, later)
    store = load(folder)
    assert said(as_of(store, date.fromisoformat(day))) == known
    assert [v.since.text for v in only(store).vintages] == [
        "2025-01-20",
        "2025-02-10",
        "2025-04-01",
    ]


@pytest.mark.slow
@given(steps=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_no_figure_is_known_before_its_day_and_each_stays_until_the_next(
    folder: Path, steps: list[tuple[int, int]]
) -> None:
    """Any chain of corrections, each so many days after the one before, and released so long."""
    start = day = date(2025, 1, 14)
    holds, rows = {start + timedelta(steps[0][0]): "100"}, []
    for number, (wait, lasts) in enumerate(steps, start=100):
        released = day + timedelta(wait)
        day = released + timedelta(lasts)
        rows.append({"released": str(released), "as_printed": str(number), "revised": str(day)})
        holds[day] = str(number + 1)
    add_rows(folder, {"source": "dost-ct-review-2024", "as_printed": holds[day]})
    add_corrections(folder, *rows)
    store = load(folder)
    for today in (start + timedelta(shift) for shift in range(80)):
        past = [printed for since, printed in holds.items() if since <= today]
        assert said(as_of(store, today)) == past[-1:]


def test_whether_a_source_of_a_year_was_known_within_it_nobody_knows(folder: Path) -> None:
    three_editions(folder)
    store = load(folder)
    (row,) = store.find(**FACT)
    assert [undated(store, row, date(*day)) is not None for day in
            [(2025, 12, 31), (2026, 1, 1), (2026, 12, 30), (2026, 12, 31)]] == [False, True, True, False]  # fmt: skip


@pytest.mark.slow
@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 400))
def test_what_was_published_stays_known(day: date, later: int) -> None:
    store = load(data_dir())
    then, after = (as_of(store, each) for each in (day, day + timedelta(later)))
    assert {row.key for row in then.observations} <= {row.key for row in after.observations}


def test_on_the_last_day_all_is_as_it_is(folder: Path) -> None:
    three_editions(folder)
    add_corrections(folder, {"as_printed": "471"})
    store = load(folder)
    then = as_of(store, date(2026, 12, 31))
    assert (then.observations, then.superseded) == (store.observations, store.superseded)
    assert then.revisions == store.revisions


# What does not hold


def of_editions(folder: Path) -> list[Finding]:
    return [each for each in check(folder) if "revises" in each.column or "reason" in each.column]


@pytest.mark.parametrize(
    ("keys", "code", "says"),
    [
        ('revises = "nobody"', "unknown-name", "tongket add source"),
        ('revises = "later"', "no-later-edition", "another source"),
        ('revises = "future"', "no-later-edition", "2025-06-01 or before"),
        ('revises = "paper"', "no-later-edition", "same publisher, Sở (not Báo)"),
        ('revises = "copy"', "no-later-edition", "same kind, primary (not secondary)"),
        ('revises = "first"\nreason_vi = "Sửa."', "one-language", "both languages"),
        ('reason_vi = "Sửa."\nreason_en = "Mended."', "reason-of-nothing", "revises"),
        ("revises = 3", "wrong-entry", "list"),
    ],
)
def test_what_is_no_later_edition_is_said(folder: Path, keys: str, code: str, says: str) -> None:
    add_source(folder, "first", "2025-01-01")
    add_source(folder, "future", "2026-01-01")
    add_source(folder, "paper", "2025-01-01", publisher="Báo")
    add_source(folder, "copy", "2025-01-01", kind="secondary")
    add_source(folder, "later", "2025-06-01", more=keys)
    (found,) = of_editions(folder)
    assert (found.file, found.code) == ("sources.toml", code)
    assert says in found.line()


def test_a_ring_of_editions_is_said_once(folder: Path) -> None:
    for name, other in (("one", "two"), ("two", "three"), ("three", "one")):
        add_source(folder, name, "2025", more=f'revises = "{other}"')
    (found,) = of_editions(folder)
    assert "one → " in found.line()
    assert found.code == "no-later-edition"


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"indicator": "ip.titles_grantd"}, "indicator", "unknown-name"),
        ({"ref_area": "VN-CTX"}, "ref_area", "unknown-name"),
        ({"measure": "acutal"}, "measure", "unknown-kind"),
        ({"time_period": "năm 2024"}, "time_period", "wrong-period"),
        ({"time_period": "2023"}, "indicator", "revision-of-nothing"),
        ({"released": "20/01/2025"}, "released", "wrong-date"),
        ({"released": "2025-01-13"}, "released", "days-in-disorder"),
        ({"revised": "2025-01-19"}, "revised", "days-in-disorder"),
        ({"revised": ""}, "revised", "empty-cell"),
        ({"as_printed": "bốn trăm hai"}, "as_printed", "unparsable"),
        ({"as_printed": "420"}, "as_printed", "nothing-revised"),
        ({"reason_en": ""}, "reason_en", "empty-cell"),
    ],
)
def test_what_is_no_correction_is_said(
    folder: Path, cells: dict[str, str], column: str, code: str
) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    add_corrections(folder, cells)
    found = [each for each in check(folder) if each.file == "revisions.csv"]
    assert [(each.column.partition(".")[0], each.code, each.row) for each in found] == [
        (column, code, 2)
    ]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("45%", "other-unit"), ("4 tỷ đồng", "other-unit"), ("4,5", "not-whole"), ("430-420", "band-reversed"),
        ("7,000", "other-notation"), ("hơn khoảng 400", "unparsable"), ("9" * 70, "unparsable"),
    ],
)  # fmt: skip
def test_what_no_row_could_say_was_not_released(folder: Path, printed: str, code: str) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    add_corrections(folder, {"as_printed": printed})
    found = [each for each in check(folder) if each.file == "revisions.csv"]
    assert {(each.column, each.code, each.row) for each in found} == {("as_printed", code, 2)}


def test_corrections_that_overlap_or_come_twice_are_said(folder: Path) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    within = {"released": "2025-02-01", "as_printed": "42", "revised": "2025-02-11"}
    add_corrections(folder, {}, within, {"as_printed": "403"})
    found = {(each.code, each.row) for each in check(folder) if each.file == "revisions.csv"}
    assert {("days-in-disorder", 3), ("row-twice", 4)} <= found
