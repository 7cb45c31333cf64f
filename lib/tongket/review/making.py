"""Figures made of figures, as a notebook asks for them: shares, means, sums, plans."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from tongket import measures, plans
from tongket.claims import POSITIONS, translate
from tongket.errors import UsageError
from tongket.model import Figure, Interval, Text
from tongket.review.card import ShownFigure

if TYPE_CHECKING:
    from tongket.registry import Registry
    from tongket.review.finder import Finder
    from tongket.review.page import PageRecord
    from tongket.store import Store


class Making(ABC):
    """The part of a review that computes; names are given in English and translated."""

    store: Store
    registry: Registry
    finder: Finder
    page: PageRecord

    @abstractmethod
    def figure(self, name: str | Figure) -> ShownFigure:
        """One figure by name."""

    @abstractmethod
    def figures(self, *names: str | Figure) -> list[Figure]:
        """Several figures by name."""

    def share(self, part: str | Figure, whole: str | Figure, *, name: str) -> ShownFigure:
        """A part of a whole in percent."""
        return self.shown(measures.share(self.figure(part), self.figure(whole), self.named(name)))

    def per(self, amount: str | Figure, count: str | Figure, *, name: str) -> ShownFigure:
        """The mean of one thing for each of another."""
        return self.shown(measures.per(self.figure(amount), self.figure(count), self.named(name)))

    def total(self, *parts: str | Figure, name: str) -> ShownFigure:
        """The sum of figures."""
        return self.shown(measures.total(self.figures(*parts), self.named(name)))

    def difference(
        self, minuend: str | Figure, subtrahend: str | Figure, *, name: str
    ) -> ShownFigure:
        """What is left of the first after the second."""
        return self.shown(
            measures.difference(self.figure(minuend), self.figure(subtrahend), self.named(name))
        )

    def remainder(self, *shares: str | Figure, name: str) -> ShownFigure:
        """What shares leave of a hundred percent."""
        return self.shown(
            measures.remainder(Interval.exact(100), self.figures(*shares), self.named(name))
        )

    def count_from_share(self, share: str, *, name: str) -> ShownFigure:
        """How many of its base a share stands for; the base is the one that the registry names."""
        base = self.registry.indicator(share).base
        if not base:
            raise UsageError(
                f"{share}: expected an indicator with a base in data/indicators.toml, got none."
            )
        return self.shown(
            measures.count_from_share(self.figure(share), self.figure(base), self.named(name))
        )

    def base_from_share(self, part: str, share: str, *, name: str) -> ShownFigure:
        """The whole that a part and its share imply."""
        return self.shown(
            measures.base_from_share(self.figure(part), self.figure(share), self.named(name))
        )

    def share_of_fraction(self, fraction: str, *, name: str) -> ShownFigure:
        """A printed fraction n/N in percent."""
        figure = self.figure(fraction)
        whole = figure.observations[0].denominator if figure.observations else None
        return self.shown(measures.fraction_share(figure, whole or 1, self.named(name)))

    def previous(self, indicator: str, *, name: str) -> ShownFigure:
        """The year before, implied by how many times of it this year is."""
        now, times = self.figure(indicator), self.figure(f"{indicator}:times_previous")
        return self.shown(measures.previous(now, times, self.named(name)))

    def implied_target(
        self, indicator: str | Figure, *, measure: str = "target_pct"
    ) -> ShownFigure:
        """The plan that a result and its stated percentage of the plan imply."""
        actual = self.figure(indicator)
        stated = self._beside(actual, measure)
        name = Text(
            plans.PLAN.vi.format(vi=stated.name.vi), plans.PLAN.en.format(en=stated.name.en)
        )
        return self.shown(plans.implied_plan(actual, stated, name))

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

    def compare(self, indicator: str) -> Text:
        """Where the figure lies to its plan, in words: above, within, below, undecided."""
        target = self.figure(f"{indicator}:target")
        return POSITIONS[measures.position(self.figure(indicator), target)]

    def named(self, name: str) -> Text:
        """A name in both languages, from its English one."""
        return Text(translate(name, "vi"), name)

    def shown(self, figure: Figure) -> ShownFigure:
        """A figure, able to show itself on this page."""
        return ShownFigure.of(figure, self.page)
