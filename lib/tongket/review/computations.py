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
from tongket.translations import Called, Phrase
from tongket.verdicts import position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.claims import Claim
    from tongket.model import Text
    from tongket.review.names import By, DomainName, IndicatorName, MeasureName
    from tongket.review.shown_figure import ShownFigure


class Computations(Session):
    """The figures of a review, and what follows from them. Each result carries interval, unit and lineage."""

    def remainder(self, *shares: IndicatorName | Figure, name: Called) -> ShownFigure:
        """What shares leave of a hundred percent: 100 − (a + b + …).

        Args:
            shares: names of figures in percent, or figures.
            name: what the rest is called, in English.

        Returns:
            Percent, with the interval that the shares allow; missing, with the reason, where a share is.

        Raises:
            UsageError: a share is not in percent.

        >>> review.remainder("capacity.doctorate_share", "capacity.master_share", name="Neither")
        <Neither: 40.4%, from 40.39 to 40.41>
        """
        return self.shown(
            measures.remainder(Interval.exact(100), self.figures(*shares), self.named(name))
        )

    def share(self, part: IndicatorName, *, name: Called) -> ShownFigure:
        """A part in percent of its whole: part ÷ whole × 100.

        The whole is the number printed beside the part (n/N), else the indicator's base in the registry.

        Args:
            part: the indicator of the part.
            name: what the share is called, in English.

        Returns:
            Percent; missing, with the reason, where part or whole is.

        Raises:
            UsageError: no number is printed beside it and the registry names no base.

        >>> review.share("ip.initiatives_recognised", name="Recognised, % of those put forward")
        <Recognised, % of those put forward: 87.9%, one value, rounded here>
        """
        figure = self.figure(part)
        if any(row.denominator for row in figure.observations):
            return self.share_of_fraction(part, name=name)
        return self.shown(measures.share(figure, self._base(part), self.named(name)))

    def share_of_fraction(self, fraction: IndicatorName, *, name: Called) -> ShownFigure:
        """A printed fraction n/N in percent: n ÷ N × 100.

        Args:
            fraction: the indicator that is printed as n/N.
            name: what the share is called, in English.

        Returns:
            Percent; missing, with the reason, where n is missing or no N is printed.

        >>> review.share_of_fraction("quality.iso_published_units", name="Units with a published system")
        <Units with a published system: 100%, exact>
        """
        figure = self.figure(fraction)
        whole = figure.observations[0].denominator if figure.observations else None
        return self.shown(measures.fraction_share(figure, whole, self.named(name)))

    def previous(self, indicator: IndicatorName, *, name: Called) -> ShownFigure:
        """The year before, implied by how many times of it this year is: value ÷ times.

        Args:
            indicator: one whose sources say how many times the year before it is.
            name: what the implied figure is called, in English.

        Returns:
            In the unit of the indicator, as a range; of a part of a year its same part. Missing, with the reason,
            where the value or the multiple is.

        >>> review.previous("ip.initiatives_benefit", name="Benefit in the year before")
        <Benefit in the year before: more than VND 1.65 billion, more than 1,657,142,857>
        """
        now, times = self.figure(indicator), self.figure(f"{indicator}:times_previous")
        return self.shown(measures.previous(now, times, self.named(name)))

    def implied_target(
        self, indicator: IndicatorName | Figure, *, measure: MeasureName = "target_pct"
    ) -> ShownFigure:
        """The plan that a result and its stated percentage of the plan imply: result ÷ percent × 100.

        Args:
            indicator: an indicator, or a figure of the record.
            measure: the percentage: `"target_pct"` (of the plan) or `"over_target_pct"` (above it).

        Returns:
            Every plan, of counts every whole number, that gives that percentage after rounding, in the unit of the
            indicator. Missing, with the reason, where the result or the percentage is.

        >>> review.implied_target("ip.titles_granted")
        <Plan implied by “IP titles granted against plan”: 145 titles, exact>
        """
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
        """Where a figure lies to its plan, in words such as “above plan”.

        Args:
            indicator: an indicator with a plan.

        Returns:
            The words, in the language of the sentence that they are filled into; where the figure or its plan
            is missing, that missing figure.

        >>> print(review.claim("The rate is {position}.", position=review.compare("renewal.technology_renewal_rate")))
        The rate is above plan.
        """
        pair = self.figure(indicator), self.figure(f"{indicator}:target")
        lost = next((figure for figure in pair if figure.is_missing), None)
        return lost or POSITIONS[position(*pair)]

    def count_from_share(
        self, share: IndicatorName, *, name: Called, base: Figure | None = None
    ) -> ShownFigure:
        """How many of its base a share or density means: share ÷ 100 × base.

        Args:
            share: the share or density.
            name: what the number is called, in English.
            base: another base than the one that the registry names.

        Returns:
            A range of whole numbers, as narrow as all figures of the year leave it; missing, with the reason,
            where share or base is.

        Raises:
            UsageError: no base is given, and the registry names none.

        >>> review.count_from_share("capacity.doctorate_share", name="Doctors")
        <Doctors: 1,203–1,205 persons, from 1,203 to 1,205>
        """
        whole = base or self._base(share)
        found = measures.count_from_share(self.figure(share), whole, self.named(name))
        return self.shown(found if base else self.audit().narrowed(f"{share}:part", found))

    def base_from_share(
        self, part: IndicatorName, share: IndicatorName, *, name: str
    ) -> ShownFigure:
        """The whole that a part and its share imply: part ÷ share × 100.

        Args:
            part: the indicator of the part.
            share: the indicator of its share, in percent.
            name: what the whole is called, in English.

        Returns:
            A range of whole numbers, as narrow as all figures of the year leave it; missing, with the reason,
            where part or share is.

        >>> review.base_from_share("capacity.professors", "capacity.professors_share", name="Staff that these imply")
        <Staff that these imply: 6,818–6,830 persons, from 6,818 to 6,830>
        """
        found = measures.base_from_share(self.figure(part), self.figure(share), self.named(name))
        return self.shown(self.audit().narrowed(self.registry.indicator(share).base, found))

    def narrowed(self, name: IndicatorName, *, called: str) -> ShownFigure:
        """A figure as narrow as all figures of the year leave it; as it is stated where they leave no less.

        Args:
            name: the figure.
            called: what the narrower one is called, in English.

        Returns:
            In the unit of the figure, with the sources of all that narrows it.

        >>> review.narrowed("capacity.staff", called="Staff, by all figures")
        <Staff, by all figures: 6,818–6,830 persons, from 6,818 to 6,830>
        """
        stated = self.figure(name)
        found = self.audit().narrowed(name, replace(stated, name=self.named(called)))
        return stated if found.id == stated.id else self.shown(found)

    def nearest(self, indicator: IndicatorName) -> ShownFigure:
        """The result of this area in the year under review, else in the nearest year on record.

        Args:
            indicator: the indicator.

        Returns:
            In the unit of the indicator, with its year in the name; missing, with the reason, where no year
            is on record.

        >>> review.nearest("innovation.pii_rank")
        <PII rank: rank 7, exact>
        """
        of_area = self.store.where(
            indicator=indicator, ref_area=self.area.ref_area, measure=Measure.ACTUAL
        )
        known = [row for row in of_area if row.interval is not None]
        known.sort(key=lambda row: (abs(row.time_period.year - self.year), row.time_period.text))
        return self.shown(self.finder.figure(known[0])) if known else self.figure(indicator)

    def unhedged(self, figure: Figure) -> ShownFigure:
        """A figure taken at the very number that is printed, without “about” or “more than”.

        Args:
            figure: any figure.

        Returns:
            The number in the figure's unit, exact; what is missing or a band stays as it is.

        >>> review.unhedged(review.figure("capacity.staff"))
        <Staff of S&T organisations, taken at the number printed: 6,800 persons, exact>
        """
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
                Phrase(
                    "{name}: expected an indicator with a base in data/indicators.toml, got none.",
                    name=name,
                )
            )
        return self.figure(base)

    def national(self, indicator: IndicatorName) -> ShownFigure:
        """The figure of the whole country in this period.

        Args:
            indicator: the indicator, or `indicator:measure`.

        Returns:
            In the unit of the indicator; missing, with the reason, where it is not on record.

        >>> review.national("innovation.pii_rank").is_missing
        True
        """
        country = self.registry.area("VN")
        return self.shown(Finder(self.store, country, self.time_period).named(indicator))

    def also_on_record(self, *domains: DomainName) -> list[Figure]:
        """Every other statement of domains on this place and period that the page has not shown yet.

        Args:
            domains: ids of domains.

        Returns:
            The figures, each in the unit of its indicator; missing ones are left out.

        >>> len(review.also_on_record("quality")) > 1
        True
        """
        found = self.finder.on_record(domains)
        return self.figures(*(f for f in found if f.anchor not in self.page.figures))

    def highest(self, figures: Sequence[Figure]) -> Figure | Text:
        """The greatest of figures of one unit, by the printed value.

        Args:
            figures: the figures; missing ones do not count.

        Returns:
            One of them; where none is known the words that there is none.

        Raises:
            UsageError: they are of several units.

        >>> review.highest(review.figures("ip.initiatives_proposed", "ip.initiatives_recognised"))
        <Initiatives put forward: 4,298 solutions, exact>
        """
        known = of_one_unit("highest", figures)
        return max(known, key=lambda figure: figure.value or 0) if known else NO_FIGURE

    def lowest(self, figures: Sequence[Figure]) -> Figure | Text:
        """The least of figures of one unit, by the printed value.

        Args:
            figures: the figures; missing ones do not count.

        Returns:
            One of them; where none is known the words that there is none.

        Raises:
            UsageError: they are of several units.

        >>> review.lowest(review.figures("ip.initiatives_proposed", "ip.initiatives_recognised"))
        <Initiatives recognised: 3,779 initiatives, exact>
        """
        known = of_one_unit("lowest", figures)
        return min(known, key=lambda figure: figure.value or 0) if known else NO_FIGURE

    def change(
        self, name: IndicatorName | Figure, *, by: By = "difference", since: int | None = None
    ) -> ShownFigure:
        """By how much a figure changed since an earlier year, with the interval that both printings allow.

        Args:
            name: of a figure, or a figure of the record.
            by: `"difference"` in its unit (now − then), of percentages in percentage points, of ranks the
                places gained;
                `"points"` likewise, of percentages alone; `"percent"` of the earlier figure; `"times"` it (now ÷ then).
            since: the earlier year; by default the one before. Of a part of a year the same part is meant.

        Returns:
            The change; missing, with the reason, where no earlier figure compares (other boundaries, another
            definition, a break, another part of the year, ranks among another number, a cumulative figure).

        Raises:
            UsageError: no such figure, or the way says nothing of figures of its unit.

        >>> str(review.change("innovation.pii_rank"))
        '−2 places'
        """
        return self.shown(self.changes.since(self.figure(name), since).by(by))

    def change_in_words(self, name: IndicatorName | Figure, *, since: int | None = None) -> Claim:
        """The change of a figure as a part of a sentence: `2 more than in 2023 (25)`; where there is none, why.

        Args:
            name: of a figure, or a figure of the record.
            since: the earlier year; by default the one before.

        >>> print(review.change_in_words("innovation.pii_rank"))
        2 places down on 2023 (rank 5)
        """
        return in_words(self, self.changes.since(self.figure(name), since))

    @cached_property
    def changes(self) -> ChangeFinder:
        """The changes of the figures of this review."""
        return ChangeFinder(self.finder)

    def audit(self) -> AuditView:
        """Whether the figures of this place and period can all be true, and what they give away.

        >>> review.audit()
        <Audit of VN-CT, 2024: 14 sets, 3 conflicts>
        """
        return AuditView(self)
