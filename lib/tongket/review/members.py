"""The areas that make up the place under review, or report to it, side by side: who reported, and who stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.claims import Claim, plain
from tongket.data.registry.areas import members_of
from tongket.measures import rank_among
from tongket.model import ADD_UP
from tongket.review.names import OffersNames
from tongket.review.page_record import Fragment
from tongket.translations import LazyText, Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from tongket.model import Area, Figure, Text
    from tongket.review.session import Session

NO_FIGURE = message("Areas without any figure of the period on record: {names}.")
NOT_REPORTED = message("{indicator}: not reported by {names}.")
EVERYTHING = message("Every member area reported every figure that any of them reported.")
AT_EACH_END = 10


class Members(OffersNames):
    """The provinces of a country, region or ministry, the districts of a province, at the end of the period.

    Get them from `review.members()`.
    """

    called = "review.members()"

    def __init__(self, review: Session) -> None:
        self._review = review
        period = review.area.life_in(review.time_period)
        self._areas = members_of(review.registry, review.area, period)

    @property
    def codes(self) -> list[str]:
        """Their codes, in the order of the registry; empty where none is declared."""
        return [area.ref_area for area in self._areas]

    def adding_up(self, frame: pd.DataFrame) -> pd.Series:
        """Which rows of a frame are amounts that add up over areas: counts, money, areas; no rates, scores or ranks.

        Args:
            frame: rows of the record.

        >>> bool(review.members().adding_up(review.frame("ip.titles_granted")).all())
        True
        """
        units = self._review.registry.units
        return frame["unit"].map(lambda unit: units[unit].kind in ADD_UP).astype(bool)

    def ranked(self, frame: pd.DataFrame) -> pd.DataFrame:
        """What several areas reported, the greatest of each indicator first; `anchor_rank` leads to the rank of a row.

        Args:
            frame: rows of the record on them, one a fact.

        >>> review.members().ranked(review.frame("ip")).empty  # of one area nothing is ranked
        True
        """
        several = frame.groupby("indicator")["area"].transform("nunique") > 1
        rows = frame[several].sort_values("value", ascending=False)
        order = {name: place for place, name in enumerate(frame["indicator"].unique())}
        rows = rows.sort_values("indicator", key=lambda names: names.map(order), kind="stable")
        ranks = self._review.frame_of(*self._ranks(self._review.figures_of(rows)))
        return rows.assign(anchor_rank=ranks["anchor"].to_numpy())

    def at_the_ends(self, ranked: pd.DataFrame) -> pd.DataFrame:
        """The rows that a chart has room for: all of up to twenty, else the first ten and the last ten.

        Args:
            ranked: a frame of `ranked`.

        >>> len(review.members().at_the_ends(review.frame(years="all", areas="all")))
        20
        """
        if len(ranked) <= 2 * AT_EACH_END:
            return ranked
        return ranked.iloc[[*range(AT_EACH_END), *range(-AT_EACH_END, 0)]]

    def _ranks(self, figures: Sequence[Figure]) -> Iterator[Figure]:
        """The rank of each figure among those of its indicator."""
        unit = self._review.registry.units["rank"]
        of: dict[str, list[Figure]] = {}
        for figure in figures:
            of.setdefault(_indicator(figure), []).append(figure)
        for figure in figures:
            others = [other for other in of[_indicator(figure)] if other is not figure]
            yield rank_among(figure, others, Phrase("Rank: {figure}", figure=figure.name), unit)

    def named(self, frame: pd.DataFrame) -> Text:
        """What the indicators of some rows are called, in the order of the rows.

        Args:
            frame: rows of the record on them, one a fact.

        >>> review.members().named(review.frame("ip.titles_granted")).en
        'IP titles granted'
        """
        names = [
            self._review.registry.indicators[name].name for name in frame["indicator"].unique()
        ]
        return LazyText(lambda lang: "; ".join(name.in_(lang) for name in names))

    def not_reported(self, frame: pd.DataFrame) -> Fragment:
        """Who has not reported: areas without any figure, then areas without one that others have.

        Args:
            frame: rows of the record on them, one a fact.

        >>> review.members().not_reported(review.frame("ip.titles_granted"))
        <Every member area reported every figure that any of them reported.>
        """
        lang = self._review.lang
        sentences = [*self._silent(self._review.figures_of(frame))]
        if not sentences:
            return Fragment.of(plain(translate(EVERYTHING, lang), lang), lang)
        return Fragment.listing("not_known", [Claim((s,), stated=False) for s in sentences], lang)

    def _silent(self, figures: Sequence[Figure]) -> Iterator[str]:
        lang, indicators = self._review.lang, self._review.registry.indicators
        stated: dict[str, set[str]] = {}
        for row in (row for figure in figures for row in figure.observations):
            stated.setdefault(row.indicator, set()).add(row.ref_area)
        heard = [a for a in self._areas if any(a.ref_area in areas for areas in stated.values())]
        silent = [area for area in self._areas if area not in heard]
        if silent:
            yield translate(NO_FIGURE, lang).format(names=self._names(silent))
        for name in (name for name in indicators if name in stated):
            lacking = [area for area in heard if area.ref_area not in stated[name]]
            if lacking:
                called = indicators[name].name.in_(lang)
                names = self._names(lacking)
                yield translate(NOT_REPORTED, lang).format(indicator=called, names=names)

    def _names(self, areas: Sequence[Area]) -> str:
        return "; ".join(area.name.in_(self._review.lang) for area in areas)


def _indicator(figure: Figure) -> str:
    return figure.observations[0].indicator
