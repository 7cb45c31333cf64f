"""The change of a figure since an earlier period, in numbers and in words; where there is none, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeGuard, get_args

from tongket import measures
from tongket.claims import Claim, reason, within_sentence
from tongket.errors import UsageError
from tongket.model import RESULTS, Calculation, Figure, Missing, Observation, Qualifier, TimePeriod
from tongket.numerals import format_period
from tongket.review.finder import NOTHING_OF, as_object
from tongket.review.names import By
from tongket.review.selection import is_year
from tongket.translations import LazyText, Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from tongket.model import Lang, Text
    from tongket.review.finder import Finder
    from tongket.review.names import AreaCode, MeasureName, Years
    from tongket.review.session import Session

# The year to which parts of years are moved to see whether they are of the same months.
LEAP_YEAR = 2000
CALLED = Phrase("{indicator}: change on {period}")
COMPUTED = Phrase(
    "only figures of the record are held against an earlier year, and this one is computed"
)
ONLY_OTHER = Phrase("of {period} only {others} is on record")
ROSE, FELL, SAME, OPEN = "rose", "fell", "same", "open"
Form = Literal["sentence", "tile", "table"]
# What goes up and down, and is no amount of which there is more.
LEVELS = frozenset({"percent", "rank"})
# The words of a change by the kind of unit and the direction: with the earlier figure, and beside it in a table.
BESIDE_IT: Mapping[tuple[str, str], str] = {
    ("count", ROSE): message("{change:number} more"),
    ("count", FELL): message("{change:number} fewer"),
    ("level", ROSE): message("up {change}"),
    ("level", FELL): message("down {change}"),
    ("", ROSE): message("{change} more"),
    ("", FELL): message("{change} less"),
}
WITH_IT: Mapping[tuple[str, str], str] = {
    ("count", ROSE): message("{change:number} more than in {year} ({before:number})"),
    ("count", FELL): message("{change:number} fewer than in {year} ({before:number})"),
    ("level", ROSE): message("{change} up on {year} ({before})"),
    ("level", FELL): message("{change} down on {year} ({before})"),
    ("", ROSE): message("{change} more than in {year} ({before})"),
    ("", FELL): message("{change} less than in {year} ({before})"),
}
STAYED, UNCHANGED = message("as in {year}: {before}"), message("unchanged")
BEFORE, LEFT_OPEN = message("{year}: {before}"), message("the printing leaves it open")
# Of a figure that is above or below another, and the printings do not say by how much.
BY_UNKNOWN: Mapping[tuple[str, bool], str] = {
    (ROSE, False): message("up on {year}: {before}"),
    (FELL, False): message("down on {year}: {before}"),
    (ROSE, True): message("up"),
    (FELL, True): message("down"),
}
NOT_COMPARED: Mapping[Form, str] = {
    "sentence": message("not comparable with {year}: {why}"),
    "tile": message("{year}: not comparable"),
    "table": message("not comparable"),
}
NOT_KNOWN = message("{year}: not known")
APART = message("{names}: {later} does not compare with {earlier}, because {why}.")
RISING, FALLING = message("{words} (+{growth})"), message("{words} ({growth})")
SLIGHT = message("{words} (by less than a tenth of a percent)")
# A growth nearer to nothing has no digit within the one decimal of a percentage.
LEAST = Fraction(1, 20)


@dataclass(frozen=True)
class Change:
    """A figure beside that of an earlier period.

    Attributes:
        now: the figure.
        before: the earlier one, also where the two do not compare; None where none is on record.
        period: the earlier period.
        why_not: why there is no change; None where there is one.
    """

    now: Figure
    before: Figure | None
    period: TimePeriod
    why_not: Text | None

    @property
    def direction(self) -> str:
        """Whether the figure rose or fell, stayed, or the printing leaves that open; a rank rises to a smaller one."""
        return OPEN if self.before is None else direction(self.now, self.before)

    def by(self, way: By) -> Figure:
        """The change as a figure: missing, with the reason, where the two do not compare.

        Raises:
            UsageError: the way says nothing of figures of this unit.
        """
        _refuse_way(way, self.now)
        name = CALLED.filled(indicator=self.now.name, period=as_object(self.period))
        if self.before is None or self.why_not is not None:
            why = self.why_not or NOTHING_OF.filled(period=as_object(self.period))
            return Figure(
                f"change({self.now.id})", name, None, None, self.now.unit, None, Missing(why)
            )
        return _WAYS[way](self.now, self.before, name)

    @property
    def size(self) -> Figure | None:
        """By how much it rose or fell, without a sign; None where it did neither, or the printings do not say."""
        if self.before is None or self.why_not is not None or self.direction not in {ROSE, FELL}:
            return None
        falls = self.direction == FELL
        pair = (self.before, self.now) if falls else (self.now, self.before)
        name = CALLED.filled(indicator=self.now.name, period=as_object(self.period))
        found = measures.change(*pair, name)
        return None if found.is_missing else found

    @property
    def growth(self) -> Figure | None:
        """By how many percent it grew, below zero where it fell; None where that says nothing."""
        if self.size is None or self.now.unit.kind not in measures.AMOUNTS:
            return None
        found = self.by("percent")
        return None if found.is_missing else found

    @property
    def strength(self) -> float:
        """How much it changed beside other figures: the growth without its sign; below zero where none is known."""
        return -1.0 if self.growth is None else abs(float(self.growth.point or 0))

    def sentence(self, form: Form) -> str:
        """Its words, with the placeholders `change`, `year`, `before` and `why`."""
        if self.before is None:
            return NOT_KNOWN if form == "tile" else message("{why}")
        if self.why_not is not None:
            return NOT_COMPARED[form]
        in_table, direction = form == "table", self.direction
        if direction in {SAME, OPEN}:
            return {
                (SAME, True): UNCHANGED, (SAME, False): STAYED, (OPEN, True): LEFT_OPEN, (OPEN, False): BEFORE,
            }[direction, in_table]  # fmt: skip
        if self.size is None:
            return BY_UNKNOWN[direction, in_table]
        words = BESIDE_IT if in_table else WITH_IT
        kind = "level" if self.now.unit.kind in LEVELS else self.now.unit.kind
        return words.get((kind, direction)) or words["", direction]


def direction(now: Figure, before: Figure) -> str:
    """Whether a figure rose or fell since another, stayed, or the printing leaves that open."""
    if now.interval is None or before.interval is None:
        return OPEN
    # "More than 25" may be any number above: only what is printed without a hedge is the same where it is alike.
    unhedged = {now.qualifier, before.qualifier} == {Qualifier.EXACT}
    if unhedged and now.value is not None and now.value == before.value:
        return SAME
    below, above = now.interval.is_below(before.interval), before.interval.is_below(now.interval)
    if not below and not above:
        return OPEN
    return FELL if bool(below) is not (now.unit.kind == "rank") else ROSE


def in_words(review: Session, change: Change, form: Form = "sentence") -> Claim:
    """A change in words: by how much, from what; where there is none, that or why. Beginning a line in a tile only.

    Args:
        review: the review on whose page it stands.
        change: a figure beside an earlier one.
        form: `tile` leaves out why two figures do not compare, `table` the earlier figure too and adds the growth.
    """
    given = {"before": change.before, "change": change.size, "why": change.why_not}
    filled = {name: value for name, value in given.items() if value is not None}
    words = change.sentence(form)
    said = review.claim(words, year=as_object(change.period), **filled)
    if form == "table" and change.growth is not None:
        said = _with_growth(review, said, change.growth, rises=change.direction == ROSE)
    return said if form == "tile" else within_sentence(said)


def _with_growth(review: Session, said: Claim, growth: Figure, *, rises: bool) -> Claim:
    ends = (growth.interval.lower, growth.interval.upper) if growth.interval else (None,)
    if all(end is not None and abs(end) < LEAST for end in ends):
        return review.claim(SLIGHT, words=said)
    return review.claim(RISING if rises else FALLING, words=said, growth=growth)


_WAYS: Mapping[By, Callable[[Figure, Figure, Text], Figure]] = {
    "difference": measures.change, "points": measures.change, "percent": measures.growth,
    "times": measures.ratio,
}  # fmt: skip


def _refuse_way(way: By, figure: Figure) -> None:
    if way not in get_args(By):
        raise UsageError(
            Phrase(
                "change: expected by one of {names}, got {way}.",
                names=", ".join(get_args(By)),
                way=repr(way),
            )
        )
    kind = figure.unit.kind
    if way == "points" and kind != "percent":
        raise UsageError(
            Phrase(
                "change: expected percentages for points, got {id}. Write by='difference'.",
                id=figure.unit.id,
            )
        )
    if way in {"percent", "times"} and kind not in measures.AMOUNTS:
        raise UsageError(
            Phrase(
                "change: expected amounts for {way}, got figures in {id}. Write by='difference'.",
                way=way,
                id=figure.unit.id,
            )
        )


class ChangeFinder:
    """The changes of the figures of a review.

    Args:
        finder: of the place and period under review.
    """

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def since(self, figure: Figure, year: int | None = None) -> Change:
        """A figure of the record beside that of the same part of an earlier year.

        Args:
            figure: a statement; of anything else no earlier figure is known.
            year: the earlier year; by default the one before the figure's.

        Raises:
            UsageError: the year is none, or not earlier.
        """
        row = figure.origin
        own = row.time_period if isinstance(row, Observation) else self._finder.period
        if year is not None and not (is_year(year) and year < own.year):
            raise UsageError(
                Phrase(
                    "change: expected a year before {year}, as a number, got since={year_2}. Write since={value}.",
                    year=own.year,
                    year_2=repr(year),
                    value=own.year - 1,
                )
            )
        period = own.in_year(own.year - 1 if year is None else year)
        if isinstance(row, Missing):
            return Change(figure, None, period or own, LazyText(partial(reason, figure)))
        if period is None or not isinstance(row, Observation):
            why = (
                COMPUTED
                if isinstance(row, Calculation)
                else NOTHING_OF.filled(period=as_object(own))
            )
            return Change(figure, None, period or own, why)
        found = self._finder.at(row.indicator, row.measure, period)
        if not found:
            return Change(figure, None, period, self._why_none(row, period))
        return self.between(figure, found[0])

    def between(self, now: Figure, before: Figure) -> Change:
        """A statement beside an earlier one of the same indicator."""
        (row,), (earlier,) = now.observations, before.observations
        why = self._finder.comparability.why_not(row, earlier)
        return Change(now, before, earlier.time_period, why)

    def _why_none(self, row: Observation, period: TimePeriod) -> Text:
        """Why nothing of an earlier period is there: perhaps only another part of its year, or a cumulative figure."""
        if row.measure not in RESULTS:
            return NOTHING_OF.filled(period=as_object(period))
        others = self._others(row, period.year)
        if not others:
            return NOTHING_OF.filled(period=as_object(period))
        return ONLY_OTHER.filled(period=as_object(period), others=as_object(others[0].time_period))

    def _others(self, row: Observation, year: int) -> Sequence[Observation]:
        areas = self._finder.registry.areas
        place = areas[row.ref_area].place
        return [
            each
            for each in self._finder.store.where(indicator=row.indicator)
            if each.time_period.year == year
            and each.measure in RESULTS
            and each.interval is not None
            and areas[each.ref_area].place == place
        ]


def breaks_in_words(changes: Iterable[tuple[str, Change]], lang: Lang) -> list[str]:
    """What does not compare with what is on record before it, and why: figures of one break in one line.

    Args:
        changes: each with what its figure is called.
        lang: the language of the words.
    """
    names: dict[tuple[str, str, str], dict[str, None]] = {}
    for name, change in changes:
        if change.why_not is not None:
            (row,) = change.now.observations
            later, earlier = (format_period(p, lang) for p in (row.time_period, change.period))
            names.setdefault((later, earlier, change.why_not.in_(lang)), {})[name] = None
    return [
        translate(APART, lang).format(names="; ".join(found), later=later, earlier=earlier, why=why)
        for (later, earlier, why), found in names.items()
    ]


def series(
    review: Session, names: Iterable[str], years: Years = None,
    *, areas: AreaCode | Iterable[AreaCode] | None = None,
    measures: MeasureName | Iterable[MeasureName] = "actual",
) -> pd.DataFrame:  # fmt: skip
    """The course of indicators over years: see `Review.series`."""
    wanted = "all" if years is None else _span(years) if _is_pair(years) else years
    frame = review.frame(*names, years=wanted, areas=areas, measures=measures)
    return with_comparability(review, frame[frame["preferred"] & frame["value"].notna()])


def _is_pair(years: Years) -> TypeGuard[tuple[int, int]]:
    """Whether years are given by the first and the last; a list or a range names each."""
    return isinstance(years, tuple) and len(years) == 2


def _span(years: tuple[int, int]) -> range:
    """The years from the first to the last.

    Raises:
        UsageError: it is no pair of years in their order.
    """
    first, last = years
    if not is_year(first) or not is_year(last) or first > last:
        raise UsageError(
            Phrase(
                "series: expected the first and the last year, got {years}. Write years=(2019, 2025).",
                years=repr(years),
            )
        )
    return range(first, last + 1)


def with_comparability(review: Session, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the record in the order of time, with the columns `comparable_with_previous` and `break_reason`.

    The previous row of a row is the last one before it of its indicator, place and measure: that of the same part of
    the year, else any.
    """
    import pandas as pd

    comparability, areas = review.finder.comparability, review.registry.areas
    places = frame["area"].map({code: area.place for code, area in areas.items()})
    # Figures of one course one below the other, in the order of time, whatever its area was called then.
    course = frame.groupby([frame["indicator"], places, frame["measure"]], sort=False).ngroup()
    ends = frame["period"].map(lambda period: TimePeriod.parse(period).end)
    frame = frame.iloc[
        pd.DataFrame({"of": course, "end": ends})
        .reset_index(drop=True)
        .sort_values(["of", "end"], kind="stable")
        .index
    ]
    last: dict[tuple[str, ...], Observation] = {}
    reasons: list[str] = []
    compares: list[bool] = []
    for figure in review.figures_of(frame):
        (row,) = figure.observations
        fact = row.indicator, areas[row.ref_area].place, str(row.measure)
        like = (*fact, str(row.time_period.in_year(LEAP_YEAR)))
        before = last.get(like) or last.get(fact)
        why = comparability.why_not(row, before) if before else None
        compares.append(before is not None and why is None)
        reasons.append(why.in_(review.lang) if why else "")
        last[fact] = last[like] = row
    return frame.assign(comparable_with_previous=compares, break_reason=reasons)
