"""Figures of other times and places: part of a year, years ahead, other provinces, the country."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.model import Figure, Text
from tongket.numerals import format_date
from tongket.review.finder import Finder
from tongket.review.making import Making

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Area, Lang
    from tongket.review.card import ShownFigure


class Elsewhere(Making):
    """The part of a review that looks beyond its own place and year."""

    area: Area
    year: int
    lang: Lang

    def part_year(self, indicator: str) -> ShownFigure:
        """The figure of a part of this year or the next; missing where there is none."""
        found = self.finder.part_years(indicator)
        return self.shown(found[0] if found else self.finder.missing(indicator, "actual"))

    def part_year_all(self) -> list[Figure]:
        """Every figure of a part of this year or the next."""
        return self.finder.part_years()

    def also_on_record(self, *domains: str) -> list[Figure]:
        """Every other statement of domains on this place and year that the page has not shown yet."""
        found = self.finder.on_record(domains)
        return [figure for figure in found if figure.anchor not in self.page.figures]

    def targets_ahead(self) -> list[Figure]:
        """Targets of the place for the years to come."""
        return self.finder.targets_ahead()

    def others(self, indicator: str) -> list[Figure]:
        """One indicator of this year for every province on record."""
        return self.finder.across(indicator)

    def regions(self, indicator: str) -> list[Figure]:
        """One indicator for every region, of this year or else of the latest year before it."""
        for year in range(self.year, self.year - 5, -1):
            found = Finder(self.store, self.area, year).across(indicator, "region")
            if found:
                return [replace(figure, id=f"{figure.id}@{year}") for figure in found]
        return []

    def national(self, indicator: str) -> ShownFigure:
        """The figure of the whole country in this year."""
        country = self.registry.area("VN")
        return self.shown(Finder(self.store, country, self.year).named(indicator))

    def highest(self, figures: Sequence[Figure]) -> Figure | Text:
        """The greatest of figures."""
        known = [figure for figure in figures if figure.value is not None]
        return max(known, key=lambda figure: figure.value or 0) if known else self._none()

    def lowest(self, figures: Sequence[Figure]) -> Figure | Text:
        """The least of figures."""
        known = [figure for figure in figures if figure.value is not None]
        return min(known, key=lambda figure: figure.value or 0) if known else self._none()

    def _none(self) -> Text:
        return Text("không có số liệu", "no figure")

    def latest_of(self, domain: str) -> list[Figure]:
        """The latest figure on record, up to this year, of every indicator of a domain."""
        names = [n for n in self.registry.indicators if n.partition(".")[0] == domain]
        series = ([p for p in self.finder.series(n) if p[0].year <= self.year] for n in names)
        return [points[-1][1] for points in series if points]

    def by_place_and_year(
        self, indicator: str
    ) -> tuple[list[str], list[tuple[str, list[Figure | None]]]]:
        """One indicator by province and year, this place first, then by the latest value."""
        rows = self.store.where(indicator=indicator, measure="actual")
        known = [row for row in rows if row.interval and row.time_period.is_year]
        years = sorted({row.time_period.text for row in known})
        table: dict[str, dict[str, Figure]] = {}
        for row in known:
            name = self._distinct_name(self.registry.areas[row.ref_area])
            table.setdefault(name, {})[row.time_period.text] = self.finder.figure(row)
        own = self._distinct_name(self.area)

        def order(name: str) -> tuple[bool, list[float]]:
            cells = (table[name].get(year) for year in reversed(years))
            return name != own, [float(c.value) if c and c.value else 999.0 for c in cells]

        return years, [(n, [table[n].get(y) for y in years]) for n in sorted(table, key=order)]

    def _distinct_name(self, area: Area) -> str:
        """The name of an area; one that came with a merger says since when it stands."""
        name = area.name.in_(self.lang)
        if area.ref_area == area.place or area.valid_from is None:
            return name
        return self.page.say(
            "{name} (since {day})", name=name, day=format_date(area.valid_from, self.lang)
        )
