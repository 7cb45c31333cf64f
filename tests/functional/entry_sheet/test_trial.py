"""An entry sheet taken over into the data: what it adds and mends, and what keeps it out."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from functional.entry_sheet.conftest import DATA, TITLES, Fill
from tongket.data.datapackage import describe
from tongket.data.store import check, load
from tongket.entry_sheet.cells import read_entry_sheet
from tongket.entry_sheet.columns import GIVEN
from tongket.entry_sheet.trial import Trial, try_out
from tongket.entry_sheet.workbook import write_entry_sheet
from tongket.errors import DataError
from tongket.model import TimePeriod

REVIEW = "observations/VN-CT-2024.csv"
NEW_SOURCE = {
    "source": "review-2025", "title": "Tổng kết năm 2025", "title_en": "Review of 2025",
    "publisher": "Sở KH&CN", "url": "https://example.org/2025", "published": "2026-01-31",
    "language": "vi", "notation": "Vietnamese: 4.298 and 14,02%",
    "kind": "primary: its publisher made the figures",
}  # fmt: skip
NEW_INDICATOR = {
    "indicator": "ip.ocop_products", "name_vi": "Sản phẩm OCOP", "name_en": "OCOP products",
    "definition_vi": "Sản phẩm được công nhận.", "definition_en": "Products recognised.",
    "unit": "product", "direction": "higher is better", "whole": "yes: whole numbers only",
}  # fmt: skip
NEW_EVENT = {
    "event": "event-1", "kind": "agreement", "ref_area": "VN-CT", "date": "2024-05",
    "title_vi": "Thỏa thuận mới", "title_en": "A new agreement", "source": "dost-ct-review-2024",
}  # fmt: skip


def taken(folder: Path, path: Path) -> Trial:
    """The trial of a workbook, written into the data."""
    made = try_out(folder, read_entry_sheet(path))
    assert [finding.line() for finding in made.findings] == []
    for form in made.forms:
        form.path.write_text(form.after, encoding="utf-8", newline="")
    return made


def said(folder: Path, path: Path) -> list[str]:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    made = try_out(folder, read_entry_sheet(path))
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    return [finding.line() for finding in made.findings]


def rows(folder: Path, name: str = REVIEW) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8"))))


def test_a_figure_gets_its_unit_its_values_and_what_is_left_empty(
    folder: Path, filled: Fill
) -> None:
    made = taken(folder, filled(TITLES))
    assert (made.added, made.changed, made.waiting) == (1, 0, 0)
    assert rows(folder) == [
        {
            "indicator": "ip.titles_granted", "ref_area": "VN-CT", "time_period": "2024",
            "measure": "actual", "as_printed": "420", "qualifier": "exact", "obs_value": "420",
            "lower": "", "upper": "", "unit_measure": "titles", "obs_status": "A",
            "source": "dost-ct-review-2024", "locator": "4", "comment": "",
        }
    ]  # fmt: skip
    assert check(folder) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_words_of_the_lists_become_codes(lang: str, folder: Path, filled: Fill) -> None:
    words = {
        "vi": ("Văn bằng SHCN được cấp", "phần trăm vượt kế hoạch", "hơn, trên", "dữ liệu tạm thời"),
        "en": ("IP titles granted", "percent above the plan", "more than", "provisional value"),
    }  # fmt: skip
    registry = load(folder).registry
    name = registry.indicators["ip.titles_granted"].name
    _, measure, qualifier, _ = words[lang]
    cells = {"indicator": name.vi if lang == "vi" else name.en, "measure": measure, "qualifier": qualifier, "as_printed": "190%", "obs_status": "P"}  # fmt: skip
    taken(folder, filled({**TITLES, **cells}, lang=lang))
    (row,) = rows(folder)
    assert (row["indicator"], row["measure"]) == ("ip.titles_granted", "over_target_pct")
    assert (row["qualifier"], row["unit_measure"], row["obs_status"]) == ("more_than", "percent", "P")  # fmt: skip


def test_the_79_printings_of_the_review_are_the_same_rows_again(folder: Path, filled: Fill) -> None:
    """Values, ends and units come from the printing: typed are only what a person reads in the source."""
    whole = list(csv.DictReader((DATA / REVIEW).open(encoding="utf-8")))
    typed = ("indicator", "measure", "as_printed", "source", "locator", "comment", "ref_area", "time_period")  # fmt: skip
    entered = [
        {name: row[name] for name in typed} | {"qualifier": row["qualifier"].replace("exact", "")}
        for row in reversed(whole)
    ]
    made = taken(folder, filled(*entered))
    assert (made.added, made.changed) == (79, 0)
    assert (folder / REVIEW).read_bytes() == (DATA / REVIEW).read_bytes()


def test_a_sheet_that_is_not_filled_changes_nothing(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(DATA / "observations", folder / "observations", dirs_exist_ok=True)
    path = tmp_path / "sheet.xlsx"
    waiting = write_entry_sheet(path, load(folder), TimePeriod.of_year(2024), "VN-CT", "vi")
    made = try_out(folder, read_entry_sheet(path))
    assert (made.forms, made.findings) == ([], [])
    assert (made.added, made.changed, made.waiting) == (0, 0, waiting)
    # Taken over a second time it changes nothing either.
    shutil.copy(DATA / "observations" / "pii.csv", folder / "observations")
    assert try_out(folder, read_entry_sheet(path)).forms == []


def test_a_source_of_several_lines_is_the_same_source_in_the_sheet(
    folder: Path, tmp_path: Path
) -> None:
    path = folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('publisher = "Sở', 'publisher = "Sở  ', 1)
    text = text.replace('note_en = "Published on', 'note_en = """\nPublished\non', 1)
    text = text.replace("director's reply.\"", 'director\'s reply.\n"""', 1)
    assert text.count('"""') == 2
    path.write_text(text, encoding="utf-8")
    assert check(folder) == []
    write_entry_sheet(
        tmp_path / "sheet.xlsx", load(folder), TimePeriod.of_year(2024), "VN-CT", "vi"
    )
    made = try_out(folder, read_entry_sheet(tmp_path / "sheet.xlsx"))
    assert (made.forms, made.findings) == ([], [])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_indicator_with_a_name_of_several_lines_is_entered_as_any_other(
    lang: str, folder: Path, tmp_path: Path
) -> None:
    path, name = (
        folder / "indicators.toml",
        load(folder).registry.indicators["ip.applications"].name,
    )
    text = path.read_text(encoding="utf-8")
    for said in (name.vi, name.en):
        assert text.count(f'"{said}"') == 1
        text = text.replace(f'"{said}"', f'"""\n{said.replace(" ", chr(10), 1)}\n"""')
    path.write_text(text, encoding="utf-8")
    sheet = tmp_path / "filled.xlsx"
    write_entry_sheet(sheet, load(folder), TimePeriod.of_year(2024), "VN-CT", lang)
    made = try_out(folder, read_entry_sheet(sheet))
    assert (made.forms, [finding.line() for finding in made.findings]) == ([], [])


def test_a_figure_mends_the_statement_that_it_says_anew(folder: Path, filled: Fill) -> None:
    shutil.copy(DATA / REVIEW, folder / REVIEW)
    made = taken(folder, filled({**TITLES, "as_printed": "421"}))
    assert (made.added, made.changed) == (0, 1)
    changed = [row for row in rows(folder) if row["indicator"] == "ip.titles_granted"]
    (titles,) = [row for row in changed if row["measure"] == "actual"]
    assert (titles["as_printed"], titles["obs_value"]) == ("421", "421")
    assert len(rows(folder)) == 79


def test_a_place_in_the_source_is_mended_in_place(folder: Path, filled: Fill) -> None:
    taken(folder, filled({**TITLES, "locator": "4"}))
    made = taken(folder, filled({**TITLES, "locator": "5"}))
    assert (made.added, made.changed) == (0, 1)
    assert [row["locator"] for row in rows(folder)] == ["5"]


def test_two_places_of_one_source_are_two_statements(folder: Path, filled: Fill) -> None:
    two = [{**TITLES, "locator": place} for place in ("headline", "4")]
    assert taken(folder, filled(*two)).added == 2
    assert taken(folder, filled(*two)).forms == []
    assert [row["locator"] for row in rows(folder)] == ["4", "headline"]


def test_rows_that_wait_for_their_figure_are_filled_and_the_others_stay(
    folder: Path, filled: Fill
) -> None:
    header = "indicator,ref_area,time_period,measure,previous,as_printed,qualifier,obs_value,lower,upper,unit_measure,obs_status,source,locator,comment\n"
    path = folder / "observations" / "begun.csv"
    waiting = "{},VN-CT,2024,actual,7,,,,,,titles,A,,,\n"
    path.write_text(
        header + "".join(map(waiting.format, ("ip.applications", "ip.titles_granted"))), "utf-8"
    )
    made = taken(folder, filled(TITLES))
    assert (made.added, made.changed) == (0, 1)
    first, second = rows(folder, "observations/begun.csv")
    assert (first["indicator"], first["previous"], first["as_printed"]) == ("ip.applications", "7", "")  # fmt: skip
    assert (second["indicator"], second["as_printed"], second["source"]) == ("ip.titles_granted", "420", "dost-ct-review-2024")  # fmt: skip
    assert not (folder / REVIEW).exists()


def test_a_figure_that_is_missing_says_why_until_there_is_one(folder: Path, filled: Fill) -> None:
    cells = {**TITLES, "as_printed": None, "source": None, "locator": None}
    missing = {**cells, "obs_status": "missing: exists, not collected (L)", "comment": "Not yet."}
    taken(folder, filled(missing))
    (row,) = rows(folder)
    assert (row["obs_status"], row["as_printed"], row["comment"]) == ("L", "", "Not yet.")
    taken(folder, filled(TITLES))
    (row,) = rows(folder)
    assert (row["obs_status"], row["as_printed"], row["comment"]) == ("A", "420", "")


def test_new_sources_indicators_and_events_are_taken_over_with_their_figures(
    folder: Path, filled: Fill
) -> None:
    figure = {**TITLES, "indicator": "OCOP products", "as_printed": "12", "source": "review-2025"}
    tables = {"sources": [NEW_SOURCE], "indicators": [NEW_INDICATOR], "events": [NEW_EVENT]}
    made = taken(folder, filled(figure, **tables))
    assert [form.name for form in made.forms] == ["indicators.toml", "sources.toml", "events.csv", REVIEW]  # fmt: skip
    registry = load(folder).registry
    indicator, source = registry.indicators["ip.ocop_products"], registry.sources["review-2025"]
    assert (indicator.name.vi, indicator.whole, indicator.unit) == ("Sản phẩm OCOP", True, "products")  # fmt: skip
    assert (source.notation, source.kind, source.publisher.vi) == ("vi", "primary", "Sở KH&CN")
    (event,) = [each for each in registry.events if each.id == "event-1"]
    assert (event.kind, event.title.en) == ("agreement", "A new agreement")
    assert taken(folder, filled(figure, **tables)).forms == [], "taken over twice"
    text = (folder / "indicators.toml").read_text(encoding="utf-8")
    before = (DATA / "indicators.toml").read_text(encoding="utf-8")
    at = text.index('\n\n[indicators."ip.ocop_products"]')
    assert text[:at] + text[at:].replace(text[at : text.index("whole = true", at) + 12], "", 1) == before  # fmt: skip
    own = [line for line in text.splitlines() if line.startswith("[indicators.")]
    place = own.index('[indicators."ip.ocop_products"]')
    assert own[place - 1].startswith('[indicators."ip.')
    assert not own[place + 1].startswith('[indicators."ip.')


def test_a_source_that_is_not_on_the_web_needs_no_address(folder: Path, filled: Fill) -> None:
    figure = {**TITLES, "as_printed": "430", "source": "review-2025"}
    taken(folder, filled(figure, sources=[{**NEW_SOURCE, "url": ""}]))
    assert load(folder).registry.sources["review-2025"].url == ""
    package = json.loads(describe(load(folder)))
    (cited,) = [each for each in package["sources"] if each["name"] == "review-2025"]
    assert "path" not in cited


@pytest.mark.parametrize("revised", ["dost-ct-review-2024", "flash; dost-ct-review-2024"])
def test_a_later_edition_is_entered_with_what_it_revises_and_why(
    revised: str, folder: Path, filled: Fill, tmp_path: Path
) -> None:
    then = load(folder).registry.sources["dost-ct-review-2024"]
    final = {
        **NEW_SOURCE, "publisher": then.publisher.vi, "publisher_en": then.publisher.en, "revises": revised,
        "reason_vi": "Bổ sung.", "reason_en": "Late ones were added.",
    }  # fmt: skip
    flash = {**NEW_SOURCE, "source": "flash", "publisher": then.publisher.vi, "published": then.published.text}  # fmt: skip
    figures = [{**TITLES}, {**TITLES, "as_printed": "431", "source": "review-2025"}]
    path = filled(*figures, sources=[flash, final])
    taken(folder, path)
    store = load(folder)
    source = store.registry.sources["review-2025"]
    assert (source.revises, source.reason.vi) == (tuple(revised.split("; ")), "Bổ sung.")
    titles = [row for row in store.observations if row.indicator == "ip.titles_granted"]
    assert [row.as_printed for row in titles] == ["431"]
    assert [row.as_printed for row in store.superseded] == ["420"]
    assert taken(folder, path).forms == [], "taken over twice"
    given_out = tmp_path / "sheet.xlsx"
    write_entry_sheet(given_out, store, TimePeriod.of_year(2024), "VN-CT", "en")
    assert taken(folder, given_out).forms == [], "as it is given out"


WRONG = [
    ({"as_printed": "abc"}, "filled.xlsx, Figures!F@: expected a number as “vi” writes it"),
    ({"as_printed": "hơn 420"}, "Figures!F@: expected the number alone: 420, got 'hơn 420'. Write more_than"),
    ({"obs_value": "421"}, "Figures!L@: expected 420, by as_printed '420', got '421'. Compare with the source"),
    ({"as_printed": "420,5"}, "Figures!F@: expected a whole number of titles, got '420,5'"),
    ({"as_printed": "13-12"}, "Figures!F@: expected lower not above upper"),
    ({"indicator": "IP titles grantd"}, "Figures!B@: expected a declared code, got 'IP titles grantd'"),
    ({"measure": "the sum"}, "Figures!C@: expected an entry of the list, got 'the sum'"),
    ({"source": ""}, "Figures!H@: expected the source of the figure, got nothing"),
    ({"source": "dost-ct-review-2042"}, "Figures!H@: expected a declared code, got 'dost-ct-review-2042'. Nearest: dost-ct-review-2024"),
    ({"ref_area": ""}, "Figures!M@: expected a declared code, got nothing"),
    ({"ref_area": "../../x"}, "Figures!M@: expected a declared code, got '../../x'"),
    ({"time_period": "25"}, "Figures!N@: expected 2024, 2025-01 or 2025-01/2025-05, got '25'"),
    ({"as_printed": "42\n0"}, "Figures!F@: expected a cell without line breaks"),
    ({"as_printed": "4\u00a0298"}, "Figures!F@: expected plain spaces, got 'U+00A0 NO-BREAK SPACE'"),
    ({"locator": "Mô\u00f4c\u200b"}, "Figures!I@: expected only characters that one can see"),
    ({"obs_status": "L", "as_printed": "420", "comment": "Why."}, "Figures!F@: expected an empty cell: status L says"),
]  # fmt: skip


def test_what_the_check_of_the_data_finds_is_named_at_its_cell(folder: Path, filled: Fill) -> None:
    rows = [{**TITLES, "locator": str(n), **cells} for n, (cells, _) in enumerate(WRONG)]
    found = said(folder, filled(*rows))
    for number, (cells, words) in enumerate(WRONG, start=2):
        expected = words.replace("@", str(number))
        assert any(expected in line for line in found), (cells, expected, found)
    places = {re.fullmatch(r"filled.xlsx, Figures![A-Z]+([0-9]+)", f.partition(": ")[0]) for f in found}  # fmt: skip
    assert {int(place[1]) for place in places if place} == {*range(2, len(WRONG) + 2)}
    assert None not in places, "each finding has its cell"


def test_findings_of_all_rows_and_sheets_come_at_once(folder: Path, filled: Fill) -> None:
    figures = [{**TITLES, "as_printed": "abc"}, {**TITLES, "as_printed": "abc"}, {**TITLES, "as_printed": 5}]  # fmt: skip
    event = {**NEW_EVENT, "title_en": "", "source": "none"}
    found = said(folder, filled(*figures, events=[event]))
    places = [line.split(": ")[0].partition(", ")[2] for line in found]
    assert "Figures!F4" in places
    assert "Events!F2" in places


def test_all_is_looked_at_also_where_new_entries_do_not_hold(folder: Path, filled: Fill) -> None:
    """A registry that cannot be read with them is read without them, and nothing is said of figures that name them."""
    wrong, unnamed = {**NEW_SOURCE, "language": "??"}, {**NEW_INDICATOR, "indicator": None}
    figures = [
        {**TITLES, "as_printed": "abc"},
        {**TITLES, "as_printed": "5", "source": wrong["source"]},
        {**TITLES, "as_printed": "5", "indicator": "OCOP products"},
    ]
    others = [unnamed, {**NEW_INDICATOR, "indicator": "ip.stars", "name_vi": "Sao", "name_en": "Stars", "unit": "cakes"}]  # fmt: skip
    found = said(folder, filled(*figures, sources=[wrong], indicators=others))
    places = [line.split(": ")[0].partition(", ")[2] for line in found]
    assert sorted(places) == [
        "Figures!F2",
        "List of sources!G2",
        "New indicators!A2",
        "New indicators!F3",
    ]


def test_a_unit_that_is_not_declared_is_found_beside_a_name_that_is_missing(
    folder: Path, filled: Fill
) -> None:
    lacking = {**NEW_INDICATOR, "name_en": "", "unit": "cakes"}
    other = {**NEW_INDICATOR, "indicator": "ip.stars", "name_vi": "Sao", "name_en": "Stars", "unit": "pies"}  # fmt: skip
    found = said(folder, filled(indicators=[lacking, other]))
    places = [line.split(": ")[0].partition(", ")[2] for line in found]
    assert places == [f"New indicators!{cell}" for cell in ("C2", "F2", "F3")]


def test_a_task_ahead_that_keeps_the_year_of_the_sheet_is_asked_for_its_own(
    folder: Path, filled: Fill
) -> None:
    given = {"event": "event-1", "ref_area": "VN-CT", "date": "2024"}
    task = {**NEW_EVENT, "kind": "task", "date": "2024", GIVEN.code: json.dumps(given)}
    assert said(folder, filled(events=[task])) == [
        "filled.xlsx, Events!D2: expected when the task is to be done, after 2024, got '2024'. Write the year or the day, such as 2025."
    ]  # fmt: skip
    for right in ({**task, "date": "2025"}, {**task, "kind": "achievement"}):
        assert not said(folder, filled(events=[right]))


def test_a_code_of_a_short_list_is_refused_with_the_words_of_the_list(
    folder: Path, filled: Fill
) -> None:
    path = filled({**TITLES, "qualifier": "hơn"})
    (found,) = try_out(folder, read_entry_sheet(path)).findings
    assert "Hãy chọn ở đó: nêu không rào đón; khoảng; gần; hơn, trên; dưới" in found.line("vi")
    assert "about" not in found.line("vi")


WRONG_ENTRIES = [
    ("sources", {**NEW_SOURCE, "url": "example"}, "List of sources!E2: expected a web address"),
    ("sources", {**NEW_SOURCE, "publisher": None}, "List of sources!D2: expected a text, got nothing. Fill the cell."),
    ("sources", {**NEW_SOURCE, "published": "2022-02-30"}, "List of sources!F2: expected a date such as 2025-01-14"),
    ("sources", {**NEW_SOURCE, "source": None}, "List of sources!A2: expected a code of letters A to Z"),
    ("indicators", {**NEW_INDICATOR, "indicator": None}, "New indicators!A2: expected a code of letters A to Z"),
    ("sources", {**NEW_SOURCE, "source": "a b"}, "List of sources!A2: expected a code of letters A to Z"),
    ("sources", {**NEW_SOURCE, "source": "dost-ct-review-2024"}, "List of sources!A2: expected an id that is new, or what sources.toml says of it"),
    ("sources", {**NEW_SOURCE, "revises": "nowhere"}, "List of sources!M2: expected a declared name, got 'nowhere'."),
    ("sources", {**NEW_SOURCE, "revises": "dost-ct-review-2024"}, "List of sources!M2: expected"),
    ("sources", {**NEW_SOURCE, "reason_en": "Late."}, "List of sources!O2: expected"),
    ("indicators", {**NEW_INDICATOR, "unit": "cakes"}, "New indicators!F2: expected"),
    ("indicators", {**NEW_INDICATOR, "name_vi": None}, "New indicators!B2: expected a text, got nothing. Fill the cell."),


    ("indicators", {**NEW_INDICATOR, "unit": "zzzzzz"}, "New indicators!F2: expected a declared name, got 'zzzzzz'. Declare it with `tongket add unit ID`"),
    ("indicators", {**NEW_INDICATOR, "indicator": "qqqqqq.wells"}, "New indicators!A2: expected a declared name, got 'qqqqqq'. Declare it with `tongket add domain ID`"),
    ("events", {**NEW_EVENT, "kind": "feast"}, "Events!B2: expected an entry of the list, got 'feast'. Choose one there: agreement; task ahead; achievement"),
    ("events", {**NEW_EVENT, "title_en": None}, "Events!F2: expected a text, got nothing. Fill the cell."),
    ("events", {**NEW_EVENT, "event": "break-city"}, "Events!A2: expected an id that is new, or what events.csv says of it"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "cells", "words"), WRONG_ENTRIES)
def test_a_new_entry_that_does_not_hold_is_named_at_its_cell(
    table: str, cells: dict[str, object], words: str, folder: Path, filled: Fill
) -> None:
    found = said(folder, filled(**{table: [cells]}))
    assert any(f"filled.xlsx, {words}" in line for line in found), found


@pytest.mark.parametrize("table", ["sources", "indicators", "events"])
def test_an_entry_that_comes_twice_is_refused(table: str, folder: Path, filled: Fill) -> None:
    entry = {"sources": NEW_SOURCE, "indicators": NEW_INDICATOR, "events": NEW_EVENT}[table]
    first = {"sources": "List of sources", "indicators": "New indicators", "events": "Events"}[
        table
    ]
    again = [
        line for line in said(folder, filled(**{table: [entry, entry]})) if "each id once" in line
    ]
    assert len(again) == 1
    assert again[0].startswith(
        f"filled.xlsx, {first}!A3: expected each id once (also {first}!A2), got"
    )


def test_an_event_is_mended_by_its_code_and_title(folder: Path, filled: Fill) -> None:
    taken(folder, filled(events=[NEW_EVENT]))
    (form,) = taken(folder, filled(events=[{**NEW_EVENT, "date": "2024-06"}])).forms
    assert "-event-1,agreement,VN-CT,2024-05," in form.difference()
    assert "+event-1,agreement,VN-CT,2024-06," in form.difference()


def test_one_statement_twice_in_a_sheet_is_refused(folder: Path, filled: Fill) -> None:
    (line,) = said(folder, filled(TITLES, {**TITLES, "as_printed": "421"}))
    assert "filled.xlsx, Figures!" in line
    assert "expected each statement once" in line


def test_findings_of_the_data_themselves_keep_nothing_out(folder: Path, filled: Fill) -> None:
    path = folder / "observations" / "context.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[1].replace(",exact,", ",wrong,") + "".join(lines[2:]), "utf-8")
    assert taken(folder, filled(TITLES)).added == 1


def test_a_file_whose_text_is_broken_is_never_written_anew(folder: Path, filled: Fill) -> None:
    path = folder / REVIEW
    shutil.copy(DATA / REVIEW, path)
    path.write_text(path.read_text(encoding="utf-8") + "one,cell\n", encoding="utf-8")
    (line,) = said(folder, filled({**TITLES, "as_printed": "421"}))
    assert line.startswith("observations/VN-CT-2024.csv, row 81: expected 14 cells, got '2'.")


def test_registries_that_do_not_hold_are_refused_first(folder: Path, filled: Fill) -> None:
    (folder / "sources.toml").write_text("[sources", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"expected registries that hold, got 1 finding. Run `tongket check` first"
    ):
        try_out(folder, read_entry_sheet(filled(TITLES)))
