"""The reference areas of `areas.csv`: their codes, names and times, and how they follow each other."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, get_args

from tongket.data.registry.csv_tables import CsvTable
from tongket.data.registry.entries import AreaKind
from tongket.data.registry.links import grouped, leads_back
from tongket.model import Area, Text, TimePeriod
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.registry.book import Registry

AREAS = "areas.csv"
AREA_COLUMNS = (
    "ref_area", "place", "name_vi", "name_en", "kind", "region", "valid_from", "valid_to",
    "successor", "note_vi", "note_en",
)  # fmt: skip
KINDS = get_args(AreaKind)
# Areas of which kind make up one of another kind, or report to it.
PARTS = {
    "country": "province",
    "region": "province",
    "ministry": "province",
    "province": "district",
}


def read_areas(data_dir: Path, findings: list[Finding], shared: Path | None = None) -> list[Area]:
    """The areas of a data folder, over shared ones; what does not hold goes to the findings."""
    table = CsvTable(data_dir, AREAS, AREA_COLUMNS, findings, may_be_empty=shared is not None)
    if shared is not None:
        table.lay_over(CsvTable(shared, AREAS, AREA_COLUMNS, findings))
    areas = {row: _area(table, row, cells) for row, cells in table.rows}
    _note_overlaps(table, areas)
    _note_same_names(table, areas)
    _note_circles(table, areas)
    return list(areas.values())


def members_of(registry: Registry, whole: Area, period: TimePeriod) -> list[Area]:
    """The areas that make up another at the end of a period, or report to it, in the order of the registry.

    They are the provinces of the country, of a region or of a ministry, and the districts of a province: those that
    name it as their `region`. To a ministry that no province names report all provinces; those that are declared for
    a ministry alone, under codes of its own, are no provinces of the country.
    """
    kind, wholes = PARTS.get(whole.kind), {whole.ref_area, whole.place}
    known = [a for a in registry.areas.values() if a.kind == kind and a.holds(period)]
    own = [area for area in known if area.region in wholes]
    if whole.kind == "country" or (whole.kind == "ministry" and not own):
        return [area for area in known if not _is_of_ministry(registry, area)]
    return own


def ended_members(registry: Registry, whole: Area, period: TimePeriod) -> list[Area]:
    """The areas that made up another, or reported to it, and ended within a period: no members at its end."""
    ended = {a.valid_to for a in registry.areas.values() if a.life_in(period) != period}
    now = {area.ref_area for area in members_of(registry, whole, period)}
    before = (
        member for day in sorted(filter(None, ended))
        for member in members_of(registry, whole, TimePeriod.of_days(day, day))
    )  # fmt: skip
    found = {a.ref_area: a for a in before if a.life_in(period) != period}
    return [area for name, area in found.items() if name not in now]


def _is_of_ministry(registry: Registry, area: Area) -> bool:
    """Whether an area is declared for a ministry alone, and not a province of a country that reports to it."""
    region = registry.areas.get(area.region)
    countries = (each.ref_area for each in registry.areas.values() if each.kind == "country")
    of_country = any(area.ref_area.startswith(f"{code}-") for code in countries)
    return region is not None and region.kind == "ministry" and not of_country


def _area(table: CsvTable, row: int, cells: dict[str, str]) -> Area:
    table.must_say(row, cells, ("name_vi", "name_en"))
    table.in_both(row, cells, ("note",))
    table.one_of(row, cells, "kind", KINDS)
    start, end = table.day(row, cells, "valid_from"), table.day(row, cells, "valid_to")
    if start and end and start > end:
        expected = Phrase("an end not before the start {day}", day=start.isoformat())
        remedy = Phrase("Compare with the source.")
        table.note(row, "valid_to", end.isoformat(), expected, remedy, "end-before-start")
    names, notes = (Text(cells[f"{key}_vi"], cells[f"{key}_en"]) for key in ("name", "note"))
    return Area(
        cells["ref_area"], cells["place"], names, cells["kind"], cells["region"], start, end,
        cells["successor"], notes,
    )  # fmt: skip


def _note_overlaps(table: CsvTable, areas: dict[int, Area]) -> None:
    """Two areas that hold on the same day and are one place: no figure would know which it is of."""
    for one, row, other in _at_one_time(areas, lambda area: area.place):
        name = one.ref_area
        expected = Phrase("a time in which {area} of the same place does not hold", area=name)
        remedy = Phrase("Mend valid_from or valid_to.")
        span = f"{other.valid_from or '…'} – {other.valid_to or '…'}"
        table.note(row, "valid_from", span, expected, remedy, "areas-overlap")


def _note_same_names(table: CsvTable, areas: dict[int, Area]) -> None:
    """Places of one name on the same day: no reader could tell them apart."""
    for one, row, other in _at_one_time(areas, _name):
        if one.place != other.place:
            expected = Phrase("a name of its own, and not that of {name}", name=one.ref_area)
            remedy = Phrase("Say in the name what is different.")
            table.note(row, "name_vi", other.name.vi, expected, remedy, "same-name")


def _name(area: Area) -> str:
    """Names are alike where they differ by small and capital letters only; a region may be called as a province."""
    return f"{area.kind} {area.name.vi.casefold()}"


def _at_one_time(
    areas: dict[int, Area], alike: Callable[[Area], str]
) -> Iterator[tuple[Area, int, Area]]:
    """Each two areas that are alike and hold on the same day: the first, the row of the other, the other."""
    for same in grouped((alike(area), (row, area)) for row, area in areas.items()).values():
        for (_, one), (row, other) in combinations(same, 2):
            if one.ref_area != other.ref_area and _meet(one, other):
                yield one, row, other


def _meet(one: Area, other: Area) -> bool:
    """Whether there is a day on which both hold."""
    return _start(one) <= _end(other) and _start(other) <= _end(one)


def _start(area: Area) -> date:
    return area.valid_from or date.min


def _end(area: Area) -> date:
    return area.valid_to or date.max


def _note_circles(table: CsvTable, areas: dict[int, Area]) -> None:
    """An area that becomes part of itself, or is one of its own members, at once or by way of others."""
    remedies = {
        "successor": Phrase("Name the area that it became part of, or leave the cell empty."),
        "region": Phrase("Name the area that it is a part of, or leave the cell empty."),
    }
    expected = Phrase("another area than itself, and no circle")
    for column, remedy in remedies.items():
        after = {area.ref_area: getattr(area, column) for area in areas.values()}
        for row, area in areas.items():
            # Rows that come with tongket, with lines below 0, are in a circle by one's own.
            if row > 0 and leads_back(area.ref_area, after):
                value = after[area.ref_area]
                table.note(row, column, value, expected, remedy, f"circular-{column}")
