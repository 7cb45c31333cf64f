"""Notices: what is worth a look in data that hold, with row and remedy, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fixtures.revised import add_rows, add_source
from tongket.data.datapackage import describe, out_of_date
from tongket.data.notices import notices
from tongket.data.observations import COLUMNS
from tongket.data.store import Store, load, read

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding

TITLES = "ip.titles_granted"


def row(indicator: str, period: object, value: str, unit: str, locator: str = "4") -> str:
    return f"{indicator},VN-CT,{period},actual,{value},exact,{value},,,{unit},A,dost-ct-review-2024,{locator},"


def write(folder: Path, *rows: str) -> Store:
    """The store of a data folder with these rows, which hold."""
    text = "\n".join([",".join(COLUMNS), *sorted(rows)]) + "\n"
    (folder / "observations" / "a.csv").write_text(text, encoding="utf-8")
    store, found = read(folder)
    assert store is not None
    assert found == []
    return store


def of_kind(code: str, store: Store) -> list[Finding]:
    return [notice for notice in notices(store) if notice.code == code]


def test_notices_of_the_data_here_are_true_and_few(checkout: Path) -> None:
    found = notices(load(checkout / "data"))
    assert [(notice.code, notice.file, notice.value) for notice in found] == [
        ("gap-in-series", "observations/context.csv", "2000, 2005, 2010, 2024"),
        ("gap-in-series", "observations/context.csv", "2010, 2021"),
        ("gap-in-series", "observations/pii.csv", "2023, 2025"),
        ("total-without-parts", "observations/VN-CT-2025-part-year.csv", "ip.applications"),
    ]


def test_a_word_behind_a_figure_that_no_name_has_is_worth_a_look(folder: Path) -> None:
    def printed(words: str, year: int) -> str:
        return row(TITLES, year, "420", "titles").replace(",420,exact", f",420 {words},exact")

    store = write(
        folder, printed("văn bằng", 2022), printed("blabla", 2023), printed("đề tài", 2024)
    )
    (notice,) = of_kind("strange-unit", store)
    assert notice.line() == (
        "observations/a.csv, row 3, as_printed: expected words of what is counted, such as “title”, got '420 blabla'. "
        "Compare it with the source; another name for the indicator goes into its aliases."
    )


@pytest.mark.parametrize(("later", "said"), [("A", 1), ("P", 1), ("D", 0), ("B", 0)])
def test_a_definition_that_a_later_edition_does_not_mark_is_worth_a_look(
    later: str, said: int, folder: Path
) -> None:
    add_source(folder, "flash", "2025-01-14")
    add_source(folder, "final", "2025-03-02", more='revises = "flash"')
    add_rows(
        folder,
        {"source": "final", "as_printed": "420", "obs_status": later, "comment": "Counted anew."},
        {"source": "flash", "as_printed": "417", "obs_status": "D", "comment": "Counted anew."},
    )
    found = of_kind("status-lost", load(folder))
    told = (
        f"observations/revised.csv, row 2, obs_status: expected D, as in flash, got '{later}'. Write D where it still "
        "holds: without it pages compare the figure with those before."
    )
    assert [each.line() for each in found] == [told] * said


def test_a_year_left_out_is_named_at_the_row_after_it(folder: Path) -> None:
    store = write(
        folder, *(row(TITLES, year, "420", "titles") for year in (2018, 2019, 2022, 2024))
    )
    (notice,) = of_kind("gap-in-series", store)
    assert notice.line() == (
        "observations/a.csv, row 4, time_period: expected each year from 2018 to 2024 of ip.titles_granted, VN-CT, "
        "got '2018, 2019, 2022, 2024'. Enter the figures of 2020–2021, 2023, or rows of status L with the reason."
    )
    assert "Hãy nhập số liệu của 2020–2021, 2023" in notice.line("vi")


def test_a_year_with_the_reason_why_it_has_no_figure_is_no_gap(folder: Path) -> None:
    rows = [row(TITLES, year, "420", "titles") for year in (2022, 2024)]
    missing = "ip.titles_granted,VN-CT,2023,actual,,exact,,,,titles,L,,,Not published."
    assert of_kind("gap-in-series", write(folder, *rows, missing)) == []


def test_a_rule_of_a_fraction_that_no_source_prints_is_named(folder: Path) -> None:
    rules = (
        '[[fraction]]\nfraction = "ip.titles_granted"\nshare = "ip.patents_commercialised_share"\n'
    )
    (folder / "rules.toml").write_text(rules, encoding="utf-8")
    (notice,) = of_kind("no-fraction", write(folder, row(TITLES, 2024, "420", "titles")))
    assert notice.line() == (
        "rules.toml, row 1, fraction[1]: expected a figure that a source prints as n of N, got 'ip.titles_granted'. "
        "Enter n/N as it is printed, or delete the rule: without N it says nothing."
    )
    printed = row(TITLES, 2024, "420", "titles").replace(",420,exact,420,,", ",420/500,exact,420,,")
    assert of_kind("no-fraction", write(folder, printed)) == []
    # Nothing is known of a figure that nobody has entered yet.
    assert (
        of_kind("no-fraction", write(folder, row("ip.applications", 2024, "598", "applications")))
        == []
    )


def test_parts_of_years_make_no_series(folder: Path) -> None:
    periods = ("2019-05", "2022-01/2022-05", "2024")
    store = write(folder, *(row(TITLES, period, "420", "titles") for period in periods))
    assert of_kind("gap-in-series", store) == []


PARTS = tuple(f"ip.applications_{name}" for name in ("trademarks", "designs", "inventions", "utility_solutions"))  # fmt: skip


@pytest.mark.parametrize(("stated", "missing"), [(0, PARTS), (3, PARTS[3:]), (4, ())])
def test_a_total_without_all_its_parts_is_named(
    stated: int, missing: tuple[str, ...], folder: Path
) -> None:
    rows = [row(part, 2024, "1", "applications") for part in PARTS[:stated]]
    store = write(folder, *rows, row("ip.applications", 2024, "4", "applications"))
    lines = [notice.line() for notice in of_kind("total-without-parts", store)]
    assert len(lines) == bool(missing)
    words = f"expected its parts too: {', '.join(missing)}, got 'ip.applications'"
    assert all(words in line for line in lines)


def test_parts_without_a_total_are_no_notice(folder: Path) -> None:
    store = write(folder, *(row(part, 2024, "1", "applications") for part in PARTS[:2]))
    assert of_kind("total-without-parts", store) == []


ADDED: dict[str, tuple[str, str, str]] = {
    "unit": ("indicators.toml", '[units."spare"]\nkind = "count"\nname_vi = "a"\nname_en = "a"\nname_en_plural = "a"\n', "units"),
    "domain": ("indicators.toml", '[domains.spare]\nname_vi = "a"\nname_en = "a"\norder = 99\n', "domains"),
    "plan": ("rules.toml", '[plans.spare]\ntext_vi = "a"\ntext_en = "a"\nplaces = ["dost-ct-review-2024"]\n', "plans"),
    "assumption": ("rules.toml", '[assumptions.spare]\ntext_vi = "a"\ntext_en = "a"\n', "assumptions"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ADDED)
def test_a_code_that_nothing_names_is_named_with_its_line(kind: str, folder: Path) -> None:
    name, text, column = ADDED[kind]
    before = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(before + text, encoding="utf-8")
    store = write(folder, row(TITLES, 2024, "420", "titles"))
    (line,) = (n.line() for n in of_kind("unused-code", store) if "spare" in n.value)
    assert line == (
        f"{name}, row {len(before.splitlines()) + 1}, {column}: expected a code that something names, got 'spare'. "
        "Delete it, or enter the figures that it is for."
    )


def test_a_plan_is_used_where_a_row_of_a_plan_is_at_its_place(folder: Path) -> None:
    path = folder / "rules.toml"
    path.write_text(path.read_text(encoding="utf-8") + ADDED["plan"][1], encoding="utf-8")
    planned = row(TITLES, 2024, "420", "titles").replace(",actual,", ",target,")
    assert "spare" not in {
        notice.value for notice in of_kind("unused-code", write(folder, planned))
    }


def test_a_source_is_unused_until_a_figure_or_event_names_it(folder: Path) -> None:
    store = write(folder, row(TITLES, 2024, "420", "titles"))
    unused = {n.value for n in of_kind("unused-code", store) if n.column == "sources"}
    of_events = {event.source for event in store.registry.events}
    assert unused == set(store.registry.sources) - of_events - {"dost-ct-review-2024"}
    assert unused


def test_texts_that_differ_by_capitals_or_spaces_are_named(folder: Path) -> None:
    path = folder / "sources.toml"
    lines = path.read_text(encoding="utf-8").replace('"VnExpress"', '"Vnexpress"', 1)
    path.write_text(lines, encoding="utf-8")
    rows = (
        row(TITLES, year, "1", "titles", at)
        for year, at in ((2023, "Headline"), (2024, "headline"))
    )
    locator, publisher = of_kind("two-spellings", write(folder, *rows))
    table = lines[: lines.index('publisher = "VnExpress"')].rindex("[sources.")
    assert (publisher.file, publisher.row) == ("sources.toml", lines[:table].count("\n") + 1)
    assert "expected one spelling, as in “Vnexpress”, got 'VnExpress'" in publisher.line()
    assert locator.line() == (
        "observations/a.csv, row 3, locator: expected one spelling, as in “Headline”, got 'headline'. "
        "Write it in one way everywhere."
    )


def test_a_description_of_other_data_is_named_with_its_line(folder: Path, one_row: Any) -> None:
    one_row()
    store = load(folder)
    (missing,) = out_of_date(store)
    assert missing.line() == (
        "datapackage.json: expected a description of the data as they are, got nothing. "
        "Run `tongket datapackage`."
    )
    path = folder / "datapackage.json"
    right = describe(store)
    path.write_text(right, encoding="utf-8")
    assert out_of_date(store) == []
    path.write_text(right.replace('"name": "tongket"', '"name": "other"'), encoding="utf-8")
    (other,) = out_of_date(store)
    assert (other.row, other.value) == (3, '"name": "other",')
