"""Cumulative figures never stand for a year: not in the data, in frames, in series, in pages, in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fixtures.data_folder import DATA
from tongket import open_review
from tongket.audit.report import audit_review
from tongket.data.new_year import last_year
from tongket.data.observations import COLUMNS
from tongket.data.store import Store, read
from tongket.entry_sheet.prefilled import figure_rows
from tongket.model import Measure, TimePeriod

if TYPE_CHECKING:
    from pathlib import Path

TITLES = "ip.titles_granted"


def row(period: str, printed: str, measure: str = "cumulative", indicator: str = TITLES) -> str:
    unit = {"ip.titles_granted": "titles", "ip.applications": "applications"}.get(
        indicator, "percent"
    )
    value = printed.strip('"').replace(",", ".").rstrip("%")
    return f"{indicator},VN-CT,{period},{measure},{printed},exact,{value},,,{unit},A,dost-ct-review-2024,4,"


def stored(folder: Path, *rows: str) -> Store:
    text = "\n".join([",".join(COLUMNS), *sorted(rows), ""])
    (folder / "observations" / "a.csv").write_text(text, "utf-8")
    store, findings = read(folder)
    assert store is not None
    assert [finding.line() for finding in findings] == []
    return store


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2024", "../2024"),
        ("2024-06", "../2024-06"),
        ("../2024", "../2024"),
        ("2021/2024", "2021/2024"),
    ],
)
def test_what_is_cumulative_is_of_no_single_year(written: str, period: str, folder: Path) -> None:
    (found,) = stored(folder, row(written, "5000")).observations
    assert (found.time_period.text, found.time_period.is_year) == (period, False)
    assert found.measure is Measure.CUMULATIVE


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (row("2024", "45%", indicator="renewal.technology_renewal_rate"), "row 2, measure: expected another measure: percent does not add up over time, got 'cumulative'. Write actual."),
        (row("24", "5000"), "row 2, time_period: expected 2024, 2025-01 or 2025-01/2025-05, got '24'."),
        (row("2024", '"50,5"'), "expected a whole number of titles"),
        (row("2024", "-5"), "expected from 0 to …"),
        (row("2024", '"7,000"'), "row 2, as_printed: expected 7.000 for thousands, or 7, got '7,000'."),
    ],
)  # fmt: skip
def test_what_cannot_be_cumulative_is_refused(line: str, says: str, folder: Path) -> None:
    text = f"{','.join(COLUMNS)}\n{line}\n"
    (folder / "observations" / "a.csv").write_text(text, "utf-8")
    assert any(says in finding.line() for finding in read(folder)[1])


def test_frames_and_figures_keep_the_year_apart(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(folder, row("2023", "4600"), row("2024", "5000"), row("2024", "420", "actual"))
    monkeypatch.setenv("TONGKET_DATA", str(folder))
    review = open_review(2024, "VN-CT", "en")
    assert review.figure(TITLES).value == 420
    assert [*review.frame("ip")["value"]] == [420]
    every = review.frame("ip", years="all", measures="all").set_index("period")
    assert every.loc["../2024", ["value", "measure_name", "part"]].tolist() == [5000, "cumulative", True]  # fmt: skip
    assert every.loc["2024", "measure_name"] == "actual"
    found = review.figure(f"{TITLES}:cumulative")
    assert found.value == 5000
    assert found.name.en == "IP titles granted: cumulative (up to 2024)"
    assert found.name.vi.endswith(": lũy kế (đến 2024)")
    assert sorted(figure.value for figure in review.also_on_record("ip")) == [420, 5000]


def test_a_year_of_which_only_a_cumulative_figure_is_stated_has_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(folder, row("2023", "400", "actual"), row("2024", "5000"))
    monkeypatch.setenv("TONGKET_DATA", str(folder))
    review = open_review(2024, "VN-CT", "en")
    assert review.figure(TITLES).is_missing
    assert review.frame("ip").empty
    # It is no year of the series either, and none that is left out.
    series = review.frame("ip", years="all")
    assert [*series["year"]] == [2023]


def audited(store: Store) -> list[set[str]]:
    report = audit_review(store, "VN-CT", TimePeriod.of_year(2024))
    return [{s.as_printed for s in conflict.statements} for _, conflict in report.conflicts]


def test_the_audit_holds_it_against_the_cumulative_figure_before_and_not_against_the_year(
    folder: Path,
) -> None:
    rules = (DATA / "rules.toml").read_text("utf-8")
    (folder / "rules.toml").write_text(f'{rules}\n[[flow]]\nindicators = ["{TITLES}"]\n', "utf-8")
    both = row("2023", "4600"), row("2024", "420", "actual")
    assert audited(stored(folder, *both, row("2024", "5020"))) == []
    assert audited(stored(folder, *both, row("2024", "5000"))) == [{"4600", "420", "5000"}]


def test_two_cumulative_figures_of_one_end_contradict_each_other(folder: Path) -> None:
    other = row("2024", "5100").replace(",4,", ",headline,")
    assert audited(stored(folder, row("2024", "5000"), other)) == [{"5000", "5100"}]


def test_the_sheet_of_the_next_year_waits_for_it_and_shows_what_was_printed(folder: Path) -> None:
    store = stored(folder, row("2023", "4600"), row("2023", "400", "actual"))
    assert [found.as_printed for found in last_year(store, TimePeriod.of_year(2024), "VN-CT")] == [
        "400",
        "4600",
    ]
    rows = {
        (r.get("indicator"), r.get("measure")): r
        for r in figure_rows(store, TimePeriod.of_year(2024), "VN-CT", "en")
    }
    assert rows[TITLES, "cumulative"]["previous"] == "4600"
    assert rows[TITLES, "actual"]["previous"] == "400"
    assert rows[TITLES, "cumulative"]["time_period"] == "2024"
