"""Broken input: every kind of it is found, with file, row, column, value, expectation and remedy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongket.data.findings import Finding
from tongket.data.observations import COLUMNS
from tongket.data.store import check, load, read
from tongket.errors import DataError

# What is typed -> the code of the finding, its column, and words that its English line must hold.
ROWS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "unknown indicator": ({"indicator": "ip.title_granted"}, "unknown-indicator", "indicator", "Nearest: ip.titles_granted"),
    "unknown area": ({"ref_area": "VN-CTT"}, "unknown-ref-area", "ref_area", "Nearest: VN-CT"),
    "unknown source": ({"source": "dost-2024"}, "unknown-source", "source", "Nearest:"),
    "unknown measure": ({"measure": "actuall"}, "unknown-measure", "measure", "Nearest: actual"),
    "unknown qualifier": ({"qualifier": "circa"}, "unknown-qualifier", "qualifier", "declared code"),
    "unknown status": ({"obs_status": "Z"}, "unknown-obs-status", "obs_status", "declared code"),
    "unknown unit": ({"unit_measure": "titels"}, "unknown-unit-measure", "unit_measure", "Nearest: titles"),
    "wrong unit": ({"unit_measure": "tasks"}, "wrong-unit", "unit_measure", "expected titles, got 'tasks'"),
    "wrong period": ({"time_period": "24"}, "wrong-period", "time_period", "expected 2024, 2025-01"),
    "a year as its months": ({"time_period": "2024-01/2024-12"}, "wrong-period", "time_period", "expected 2024, got '2024-01/2024-12'. Write 2024."),
    "a month as a span": ({"time_period": "2024-03/2024-03"}, "wrong-period", "time_period", "expected 2024-03, got"),
    "thousands of the other notation": ({"as_printed": "7,000 văn bằng", "obs_value": "7"}, "other-notation", "as_printed", "expected 7.000 for thousands, or 7, got '7,000 văn bằng'. Type it as the source prints it, or mend the notation"),
    "no such day": ({"time_period": "2024-02-31"}, "wrong-period", "time_period", "2024-02-31"),
    "outside validity": ({"time_period": "2025"}, "outside-validity", "time_period", "The area that holds then is VN-CT-2025"),
    "unparsable": ({"as_printed": "4x0"}, "unparsable", "as_printed", "Type it as the source prints it"),
    "words of no title": ({"as_printed": "420%"}, "other-unit", "as_printed", "expected a figure in titles, got '420%'"),
    "a billion titles": ({"as_printed": "12 tỷ", "obs_value": "12000000000"}, "other-unit", "as_printed", "expected a figure in titles, got '12 tỷ'"),
    "a band of one number": (
        {"as_printed": "12-12", "obs_value": "", "lower": "12", "upper": "12"}, "band-of-one", "as_printed",
        "expected two ends that differ, got '12-12'. Compare it with the source: type the number alone",
    ),
    "kilometres of titles": ({"as_printed": "420 km"}, "other-unit", "as_printed", "expected a figure in titles, got '420 km'"),
    "a result of a time to come": (
        {"ref_area": "VN-CT-2025", "time_period": "2026"}, "not-begun", "time_period",
        "expected a period that had begun when dost-ct-review-2024 was published (2025-01-14), got '2026'. Mend the period or",
    ),
    "a hedge in the printing": ({"as_printed": "dưới 420 văn bằng"}, "unparsable", "as_printed", "expected the number alone: 420 văn bằng, got 'dưới 420 văn bằng'. Write less_than into the column qualifier; in an entry sheet choose “less than” as the hedge."),
    "a comparison in the printing": ({"as_printed": "420 so với 400"}, "unparsable", "as_printed", "The column measure says it"),
    "a value with the thousands of Vietnamese": ({"as_printed": "1.300 văn bằng", "obs_value": "1.300"}, "as-printed-disagrees", "obs_value", "expected 1300, by as_printed '1.300 văn bằng', got '1.300'"),
    "ambiguous grouping": ({"as_printed": "4.20"}, "unparsable", "as_printed", "got '4.20'"),
    "printed disagrees": ({"obs_value": "402"}, "as-printed-disagrees", "obs_value", "expected 420, by as_printed '420', got '402'"),
    "value is no number": ({"obs_value": "abc"}, "as-printed-disagrees", "obs_value", "got 'abc'"),
    "missing source": ({"source": ""}, "missing-source", "source", "Write its id into this cell"),
    "missing without reason": ({"obs_status": "L", "as_printed": "", "obs_value": "", "source": ""}, "missing-without-reason", "comment", "the reason why"),
    "change beyond all points": (
        {"indicator": "renewal.technology_renewal_rate", "measure": "change_pp", "as_printed": "1005", "obs_value": "1005",
         "unit_measure": "percentage_points", "source": "vietnam-vn-2025-12"},
        "out-of-range", "obs_value", "expected from -100 to 100",
    ),
    "negative count": ({"as_printed": "-420", "obs_value": "-420"}, "out-of-range", "obs_value", "expected from 0 to"),
    "half a title": ({"as_printed": "4,5", "obs_value": "4.5"}, "not-whole", "obs_value", "a whole number of titles"),
    "percent above its bound": (
        {"indicator": "research.handover_rate", "unit_measure": "percent", "as_printed": "190%", "obs_value": "190"},
        "out-of-range", "obs_value", "expected from 0 to 100",
    ),
    "band reversed": (
        {"indicator": "renewal.high_tech_share", "unit_measure": "percent", "measure": "target",
         "as_printed": "34-33%", "obs_value": "", "lower": "34", "upper": "33"},
        "band-reversed", "lower", "lower not above upper",
    ),
    "fraction above one": (
        {"indicator": "quality.iso_published_units", "unit_measure": "units", "as_printed": "120/119", "obs_value": "120"},
        "fraction-above-one", "as_printed", "n not above N",
    ),
    "fraction of a percentage": (
        {"indicator": "research.handover_rate", "unit_measure": "percent", "as_printed": "2/3", "obs_value": "2"},
        "fraction-of-rate", "as_printed", "expected a figure in percent, and not n of N, got '2/3'. Enter n of N in a row of what is counted",
    ),
    "fraction of a plan": (
        {"measure": "target_pct", "unit_measure": "percent", "as_printed": "2/3", "obs_value": "2"},
        "fraction-of-rate", "as_printed", "expected a figure in percent, and not n of N",
    ),
    "fraction in words of a multiple": (
        {"measure": "times_previous", "unit_measure": "times", "as_printed": "một phần ba", "obs_value": "1"},
        "fraction-of-rate", "as_printed", "expected a figure in times",
    ),
    "fraction of points": (
        {"indicator": "research.handover_rate", "measure": "change_pp", "unit_measure": "percentage_points", "as_printed": "2/3", "obs_value": "2"},
        "fraction-of-rate", "as_printed", "and not n of N",
    ),
    "not yet filled": ({"as_printed": "", "obs_value": ""}, "not-filled", "as_printed", "1 are not yet"),
}  # fmt: skip


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_good_row_has_no_finding(one_row: Any, folder: Path) -> None:
    one_row()
    assert check(folder) == []
    assert [str(row.value) for row in load(folder).observations] == ["420"]


@pytest.mark.parametrize("case", ROWS)
def test_a_broken_row_is_found(case: str, one_row: Any, folder: Path) -> None:
    cells, code, column, words = ROWS[case]
    one_row(**cells)
    (finding,) = check(folder)
    assert (finding.code, finding.file, finding.row, finding.column) == (
        code, "observations/one.csv", 2, column,
    )  # fmt: skip
    assert words in finding.line("en")
    vi = finding.line("vi")
    assert vi.startswith(f"observations/one.csv, dòng 2, {column}: cần ")
    assert finding.remedy.vi != finding.remedy.en


def test_a_target_may_look_beyond_the_validity_of_its_area(one_row: Any, folder: Path) -> None:
    one_row(measure="target", time_period="2025")
    assert check(folder) == []


def test_a_missing_figure_with_its_reason_holds(one_row: Any, folder: Path) -> None:
    one_row(obs_status="L", as_printed="", obs_value="", source="", comment="Not collected.")
    (row,) = load(folder).observations
    assert (row.value, row.interval) == (None, None)


def test_what_is_missing_needs_no_qualifier(one_row: Any, folder: Path) -> None:
    one_row(
        obs_status="L",
        as_printed="",
        obs_value="",
        source="",
        qualifier="",
        comment="Not published.",
    )
    (row,) = load(folder).observations
    assert (row.value, row.qualifier) == (None, "exact")


TEXTS: dict[str, tuple[Any, str]] = {
    "BOM": (lambda raw: b"\xef\xbb\xbf" + raw, "spreadsheet-form"),
    "CRLF": (lambda raw: raw.replace(b"\n", b"\r\n"), "spreadsheet-form"),
    "semicolons": (lambda raw: raw.replace(b",", b";"), "spreadsheet-form"),
    "NFD": (lambda raw: raw.replace(b",4,\n", ",4,Ca\u0302\u0300n\n".encode()), "not-nfc"),
    "non-breaking space": (lambda raw: raw.replace(b",4,\n", ",4,a\u00a0b\n".encode()), "odd-space"),
    "empty file": (lambda _: b"", "empty-file"),
    "missing column": (lambda raw: raw.replace(b",comment", b"", 1).replace(b",4,\n", b",4\n"), "missing-column"),
    "extra column": (lambda raw: raw.replace(b"comment\n", b"comment,mine\n").replace(b",4,\n", b",4,,1\n"), "extra-column"),
    "column twice": (lambda raw: raw.replace(b"comment\n", b"comment,comment\n"), "duplicate-column"),
    "too few cells": (lambda raw: raw.replace(b",4,\n", b"\n"), "cell-count"),
    "empty row": (lambda raw: raw + b",,,,,,,,,,,,,\n", "empty-row"),
    "not UTF-8": (lambda raw: raw.replace(b",4,\n", b",4,\xff\n"), "not-utf-8"),
    "NUL": (lambda raw: raw + b"\x00\n", "not-text"),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_a_broken_text_is_found(case: str, one_row: Any, folder: Path) -> None:
    breaking, code = TEXTS[case]
    path = one_row()
    path.write_bytes(breaking(path.read_bytes()))
    found = check(folder)
    assert code in codes(found)
    assert all(finding.file == "observations/one.csv" for finding in found)


def test_a_duplicate_names_the_first_statement(one_row: Any, folder: Path) -> None:
    one_row("a.csv")
    one_row("b.csv")
    (finding,) = check(folder)
    assert finding.code == "duplicate-statement"
    assert "observations/a.csv, row 2" in finding.line()


def test_rows_out_of_order_are_found_once(one_row: Any, folder: Path) -> None:
    path = one_row()
    header, row = path.read_text().splitlines()
    rows = [
        row,
        row.replace("ip.titles_granted", "ip.applications").replace("titles", "applications"),
    ]
    path.write_text("\n".join([header, *rows]) + "\n")
    assert codes(check(folder)) == ["not-sorted"]


def test_one_bad_file_hides_no_other(one_row: Any, folder: Path) -> None:
    one_row("a.csv", indicator="nothing.like_it")
    one_row("b.csv").write_bytes(b"")
    one_row("c.csv", obs_value="1")
    assert codes(check(folder)) == ["unknown-indicator", "empty-file", "as-printed-disagrees"]


def test_loading_shows_five_findings_and_counts_the_rest(one_row: Any, folder: Path) -> None:
    for number in range(7):
        one_row(f"{number}.csv", unit_measure="tasks", locator=str(number))
    with pytest.raises(DataError, match="7 findings") as caught:
        load(folder)
    assert "… and 2 more" in str(caught.value)
    assert "tongket check" in str(caught.value)
    assert len(caught.value.findings) == 7
    assert caught.value.exit_code == 3


def test_a_folder_without_observations_is_found(folder: Path) -> None:
    assert codes(check(folder)) == ["no-observations"]


UNIT = '\n[units."u"]\nkind = "count"\nname_vi = "a"\nname_en = "a"\nname_en_plural = "a"\n'
REGISTRIES: dict[str, tuple[str, Any, str, str]] = {
    "broken TOML": ("indicators.toml", lambda t: t + "\n[[", "unreadable-registry", ""),
    "no file": ("sources.toml", None, "unreadable-registry", "expected this file, got nothing"),
    "no areas": ("areas.csv", None, "unreadable-registry", "expected this file, got nothing"),
    "remark in one language": ("events.csv", lambda t: t.replace(",Named without a figure.", ",", 1), "one-language", "note_en: expected a text in both languages, as in note_vi, got nothing"),
    "note of an area in one language": ("areas.csv", lambda t: t.replace(",Before the merger of 1 July 2025.", ",", 1), "one-language", "note_en"),
    "note of a source in one language": ("sources.toml", lambda t: re.sub(r"note_en = .*\n", "", t, count=1), "one-language", "note_en"),
    "unknown table": ("sources.toml", lambda t: t + '\n[more]\na = "b"\n', "unknown-table", "more"),
    "unknown rule": ("rules.toml", lambda t: t + '\n[[guess]]\na = "b"\n', "unknown-table", "guess"),
    "misspelt key": ("indicators.toml", lambda t: t.replace("name_vi =", "nam_vi =", 1), "wrong-entry", "name_vi"),
    "undated source": ("sources.toml", lambda t: t.replace('"2025-01-14"', '""', 1), "wrong-entry", "published"),
    "unknown unit": ("indicators.toml", lambda t: t.replace('unit = "titles"', 'unit = "titels"'), "unknown-name", "Nearest: titles"),
    "unknown base": ("indicators.toml", lambda t: t.replace('base = "capacity.staff"', 'base = "capacity.stuff"', 1), "unknown-name", "capacity.staff"),
    "unknown successor": ("areas.csv", lambda t: t.replace(",VN-CT-2025,", ",VN-CT-2026,", 1), "unknown-name", "VN-CT-2025"),
    "place that is a path": ("areas.csv", lambda t: t.replace("VN-01,VN-01,", "VN-01,../../../x,", 1), "wrong-code", "../../../x"),
    "area with a space": ("areas.csv", lambda t: t.replace("VN-01,VN-01,", "VN 01,VN-01,", 1), "wrong-code", "VN 01"),
    "event that is a path": ("events.csv", lambda t: t.replace("agreement-ctu,", "a/b,", 1), "wrong-code", "a/b"),
    "unit with an accent": ("indicators.toml", lambda t: t + UNIT.replace('"u"', '"ú"'), "wrong-code", "ú"),
    "unit that ends in a dot": ("indicators.toml", lambda t: t + UNIT.replace('"u"', '"u."'), "wrong-code", "u."),
    "endless unit": ("indicators.toml", lambda t: t + UNIT.replace('"u"', f'"{"u" * 101}"'), "wrong-code", "1 to 100"),
    "density without its number": ("indicators.toml", lambda t: t.replace("per = 10000\n", "", 1), "wrong-per", "units.per_10000.per: expected the number of units"),
    "density for none": ("indicators.toml", lambda t: t.replace("per = 10000\n", "per = 0\n", 1), "wrong-entry", "at least 1"),
    "unit without a plural": ("indicators.toml", lambda t: t.replace('name_en_plural = "persons"\n', "", 1), "no-plural", 'units.persons.name_en_plural: expected the name of several, in English'),
    "count for each so many": ("indicators.toml", lambda t: t + UNIT + "per = 10\n", "wrong-per", "only where kind is density, and not count"),
    "wrong date": ("areas.csv", lambda t: t.replace("2025-06-30", "30/06/2025", 1), "wrong-date", "year first"),
    "wrong event date": ("events.csv", lambda t: t.replace("2020-07-03", "3.7.2020", 1), "wrong-date", "3.7.2020"),
    "unknown rule figure": ("rules.toml", lambda t: t.replace("ip.applications_designs", "ip.application_designs"), "unknown-name", "ip.applications_designs"),
    "unknown assumption": ("rules.toml", lambda t: t.replace('assumes = "highest_degree"', 'assumes = "high_degree"'), "unknown-name", "Nearest: highest_degree"),
    "nameless assumption": ("rules.toml", lambda t: t.replace('text_en = "The shares', 'txt_en = "The shares'), "wrong-entry", "assumptions.degrees_of_whole_staff"),
    "assumption of nothing": ("rules.toml", lambda t: t.replace('"capacity.bachelor_share"]\n\n[assum', '"capacity.bachelors"]\n\n[assum', 1), "unknown-name", "capacity.bachelor_share"),
    "circular rule": ("rules.toml", lambda t: t.replace('parts = ["ip.applications_trademarks"', 'parts = ["ip.applications"'), "circular-rule", "each figure once"),
    "mixed units": ("rules.toml", lambda t: t.replace('greater = "ip.initiatives_proposed"', 'greater = "ip.support_paid"'), "mixed-units", "ip.support_paid: VND"),
    "incomplete rule": ("rules.toml", lambda t: t.replace('share = "capacity.professors_share"', ""), "wrong-entry", "share"),
}  # fmt: skip


@pytest.mark.parametrize("case", REGISTRIES)
def test_a_broken_registry_is_found(case: str, one_row: Any, folder: Path) -> None:
    name, change, code, words = REGISTRIES[case]
    one_row()
    path = folder / name
    if change is None:
        path.unlink()
    else:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = check(folder)
    assert code in codes(found)
    assert any(words in finding.line() and finding.file == name for finding in found)
    if code in ("wrong-code", "unknown-name") and name != "rules.toml":
        text = path.read_text(encoding="utf-8").splitlines()
        (finding,) = {f.row: f for f in found if f.code == code}.values()
        assert any(finding.value in line for line in text[finding.row - 1 : finding.row + 15])
        assert finding.row


@pytest.mark.slow
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.binary(max_size=300))
def test_random_bytes_never_break_the_reader(raw: bytes, folder: Path) -> None:
    (folder / "observations" / "random.csv").write_bytes(raw)
    assert check(folder)


@pytest.mark.slow
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(column=st.sampled_from(COLUMNS), cell=st.text(max_size=20))
def test_random_cells_never_break_the_reader(
    column: str, cell: str, one_row: Any, folder: Path
) -> None:
    one_row(**{column: cell.encode("utf-8", "ignore").decode()})
    store, found = read(folder)
    assert found or (store is not None and len(store.observations) == 1)


def test_letters_of_another_case_in_a_locator_make_no_other_statement(
    one_row: Any, folder: Path
) -> None:
    one_row("a.csv", locator="headline")
    one_row("b.csv", locator="Headline")
    (finding,) = check(folder)
    assert finding.code == "duplicate-statement"
    assert "observations/a.csv, row 2" in finding.line()


def test_a_file_that_is_there_twice_is_one_finding_that_names_both(
    one_row: Any, folder: Path
) -> None:
    header, row = one_row("a.csv").read_text(encoding="utf-8").splitlines()
    rows = [row.replace(",4,", f",{number},") for number in range(1, 8)]
    for name in ("a.csv", "copy.csv"):
        text = "\n".join([header, *rows]) + "\n"
        (folder / "observations" / name).write_text(text, encoding="utf-8")
    (finding,) = check(folder)
    assert finding.line() == (
        "observations/copy.csv, rows 2, 3, 4, 5, 6 … (7 in all): expected each statement once "
        "(observations/a.csv, rows 2, 3, 4, 5, 6 … (7 in all): the same figure), got 'ip.titles_granted'. "
        "Delete one, or give them different locators."
    )


def test_a_fact_is_not_both_stated_and_missing(folder: Path, one_row: Any) -> None:
    one_row()
    missing = {"obs_status": "L", "as_printed": "", "obs_value": "", "comment": "Not collected."}
    one_row("two.csv", **missing, source="", locator="")
    (line,) = (finding.line() for finding in check(folder))
    assert line == "observations/two.csv, row 2, obs_status: expected no figure of it (observations/one.csv, row 2: 420), got 'L'. Delete this row, or the figure where it holds no longer."  # fmt: skip
    one_row("two.csv", **missing, locator="5")
    assert [finding.code for finding in check(folder)] == ["stated-and-missing"]
    # Another source may have none, and another year.
    one_row("two.csv", **missing, source="dost-ct-2020")
    assert check(folder) == []
    one_row("two.csv", **missing, source="", locator="", time_period="2023")
    assert check(folder) == []
