"""What a review computes of its figures: wholes and parts, plans that results imply, changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from tongket import measures
from tongket.claims import POSITIONS
from tongket.errors import UsageError
from tongket.model import Calculation, Figure, Interval, Measure
from tongket.numerals.formats import NO_FIGURE
from tongket.review.audit_view import AuditView
from tongket.review.change import ChangeFinder, in_words
from tongket.review.finder import Finder
from tongket.review.scope import of_one_unit
from tongket.review.session import Session
from tongket.translations import Phrase
from tongket.verdicts import position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.claims import Claim
    from tongket.model import Text
    from tongket.review.names import By, DomainName, IndicatorName, MeasureName
    from tongket.review.shown_figure import ShownFigure


class Computations(Session):
    """The figures of a review, and what follows from them. Each result carries interval, unit and lineage."""

    def remainder(self, *shares: IndicatorName | Figure, name: str) -> ShownFigure:
        """What shares leave of a hundred percent."""
        return self.shown(
            measures.remainder(Interval.exact(100), self.figures(*shares), self.named(name))
        )

    def share(self, part: IndicatorName, *, name: str) -> ShownFigure:
        """A part in percent of its whole: of the number printed beside it (n/N), else of the base in the registry."""
        figure = self.figure(part)
        if any(row.denominator for row in figure.observations):
            return self.share_of_fraction(part, name=name)
        return self.shown(measures.share(figure, self._base(part), self.named(name)))

    def share_of_fraction(self, fraction: IndicatorName, *, name: str) -> ShownFigure:
        """A printed fraction n/N in percent."""
        figure = self.figure(fraction)
        whole = figure.observations[0].denominator if figure.observations else None
        return self.shown(measures.fraction_share(figure, whole, self.named(name)))

    def previous(self, indicator: IndicatorName, *, name: str) -> ShownFigure:
        """The year before, implied by how many times of it this year is."""
        now, times = self.figure(indicator), self.figure(f"{indicator}:times_previous")
        return self.shown(measures.previous(now, times, self.named(name)))

    def implied_target(
        self, indicator: IndicatorName | Figure, *, measure: MeasureName = "target_pct"
    ) -> ShownFigure:
        """The plan that a result and its stated percentage of the plan imply."""
        actual = self.figure(indicator)
        stated = self._beside(actual, measure)
        name = measures.IMPLIED_PLAN.filled(stated=stated.name)
        return self.shown(measures.implied_plan(actual, stated, name))

    def _beside(self, actual: Figure, measure: str) -> Figure:
        """Another measure of the same indicator, area and period."""
        if actual.is_missing:
            return actual
        (row,) = actual.observations
        rows = self.store.find(
            indicator=row.indicator, area=row.ref_area, period=row.time_period.text, measure=measure
        )
        found = self.finder.figures(rows)
        return found[0] if found else self.finder.missing(row.indicator, measure)

    def compare(self, indicator: IndicatorName) -> Text | ShownFigure:
        """Where the figure lies to its plan, in words (above, as planned, within, below …), or what is missing."""
        pair = self.figure(indicator), self.figure(f"{indicator}:target")
        lost = next((figure for figure in pair if figure.is_missing), None)
        return lost or POSITIONS[position(*pair)]

    def count_from_share(
        self, share: IndicatorName, *, name: str, base: Figure | None = None
    ) -> ShownFigure:
        """How many of its base a share or density means, as narrow as all figures of the year leave it.

        Args:
            share: the share or density.
            name: what the number is called, in English.
            base: another base than the one that the registry names.
        """
        whole = base or self._base(share)
        found = measures.count_from_share(self.figure(share), whole, self.named(name))
        return self.shown(found if base else self.audit().narrowed(f"{share}:part", found))

    def base_from_share(
        self, part: IndicatorName, share: IndicatorName, *, name: str
    ) -> ShownFigure:
        """The whole that a part and its share imply, as narrow as all figures of the year leave it."""
        found = measures.base_from_share(self.figure(part), self.figure(share), self.named(name))
        return self.shown(self.audit().narrowed(self.registry.indicator(share).base, found))

    def narrowed(self, name: IndicatorName, *, called: str) -> ShownFigure:
        """A figure as narrow as all figures of the year leave it; as it is stated where they leave no less.

        Args:
            name: the figure.
            called: what the narrower one is called, in English.
        """
        stated = self.figure(name)
        found = self.audit().narrowed(name, replace(stated, name=self.named(called)))
        return stated if found.id == stated.id else self.shown(found)

    def nearest(self, indicator: IndicatorName) -> ShownFigure:
        """The result of this area in the year, else in the nearest year on record; missing where there is none."""
        of_area = self.store.where(
            indicator=indicator, ref_area=self.area.ref_area, measure=Measure.ACTUAL
        )
        known = [row for row in of_area if row.interval is not None]
        known.sort(key=lambda row: (abs(row.time_period.year - self.year), row.time_period.text))
        return self.shown(self.finder.figure(known[0])) if known else self.figure(indicator)

    def unhedged(self, figure: Figure) -> ShownFigure:
        """A figure taken at the very number that is printed, without “about” or “more than”."""
        if figure.value is None:
            return self.shown(figure)
        at = Phrase("{figure}, taken at the number printed", figure=figure.name)
        formula = Phrase("{figure}, without its “about” or “more than”", figure=figure.name)
        origin = Calculation("unhedged", formula, (figure,))
        exact = Interval.exact(figure.value)
        return self.shown(
            Figure(
                f"unhedged({figure.id})",
                at,
                figure.value,
                exact,
                figure.unit,
                figure.decimals,
                origin,
            )
        )

    def _base(self, name: str) -> Figure:
        """The figure of the whole that the registry names.

        Raises:
            UsageError: it names none.
        """
        base = self.registry.indicator(name).base
        if not base:
            raise UsageError(
                f"{name}: expected an indicator with a base in data/indicators.toml, got none."
            )
        return self.figure(base)

    def national(self, indicator: IndicatorName) -> ShownFigure:
        """The figure of the whole country in this period."""
        country = self.registry.area("VN")
        return self.shown(Finder(self.store, country, self.time_period).named(indicator))

    def also_on_record(self, *domains: DomainName) -> list[Figure]:
        """Every other statement of domains on this place and period that the page has not shown yet."""
        found = self.finder.on_record(domains)
        return self.figures(*(f for f in found if f.anchor not in self.page.figures))

    def highest(self, figures: Sequence[Figure]) -> Figure | Text:
        """The greatest of figures of one unit."""
        known = of_one_unit("highest", figures)
        return max(known, key=lambda figure: figure.value or 0) if known else NO_FIGURE

    def lowest(self, figures: Sequence[Figure]) -> Figure | Text:
        """The least of figures of one unit."""
        known = of_one_unit("lowest", figures)
        return min(known, key=lambda figure: figure.value or 0) if known else NO_FIGURE

    def change(
        self, name: IndicatorName | Figure, *, by: By = "difference", since: int | None = None
    ) -> ShownFigure:
        """By how much a figure changed since an earlier year, with the interval that both printings allow.

        Args:
            name: of a figure, or a figure of the record.
            by: `"difference"` in its unit, of percentages in percentage points, of ranks the places gained;
                `"points"` likewise, of percentages alone; `"percent"` of the earlier figure; `"times"` it.
            since: the earlier year; by default the one before. Of a part of a year the same part is meant.

        Returns:
            The change; missing, with the reason, where no earlier figure compares: other boundaries, another
            definition, a break, another part of the year, ranks among another number, a cumulative figure.

        Raises:
            UsageError: no such figure, or the way says nothing of figures of its unit.

        >>> import tongket
        >>> review = tongket.open_review(year=2024, area="VN-CT", lang="en")
        >>> str(review.change("innovation.pii_rank"))
        '−2 places'
        """
        return self.shown(self.changes.since(self.figure(name), since).by(by))

    def change_in_words(self, name: IndicatorName | Figure, *, since: int | None = None) -> Claim:
        """The change of a figure as a part of a sentence: `2 more than in 2023 (25)`; where there is none, why."""
        return in_words(self, self.changes.since(self.figure(name), since))

    @cached_property
    def changes(self) -> ChangeFinder:
        """The changes of the figures of this review."""
        return ChangeFinder(self.finder)

    def audit(self) -> AuditView:
        """Whether the figures of this place and period can all be true, and what they give away."""
        return AuditView(self)
