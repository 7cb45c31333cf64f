"""Lines over years in words: from where to where each goes, where it breaks, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.charts.plot import APART, MARKED_APART
from tongket.claims import absence
from tongket.exhibit import value_text
from tongket.model import Observation, TimePeriod
from tongket.numerals import format_period
from tongket.review.change import FELL, ROSE, SAME, Change, ChangeFinder, breaks_in_words, direction
from tongket.review.finder import words_of
from tongket.review.scope import movement, refuse_no_course
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from tongket.charts.plot import Plot
    from tongket.claims import Claim
    from tongket.exhibit import Caption
    from tongket.model import Figure
    from tongket.review.session import Session

# A column that says which points a line joins, where it is not the series alone: a part of a year stands by itself.
JOINED = "joined"
# How a line goes within which all figures compare.
WAYS = {
    ROSE: message("up from {first} ({start}) to {last} ({end})"),
    FELL: message("down from {first} ({start}) to {last} ({end})"),
    SAME: message("unchanged at {last} from {start} to {end}"),
}
MOVED = message("from {first} ({start}) to {last} ({end})")
ALONE = message("{last} ({end})")
NEXT = message("; then, not comparable with that, ")


@dataclass(frozen=True)
class Point:
    """A point of a line: what is below it, its figure, and what it may be joined with."""

    when: str
    figure: Figure
    series: str


@dataclass(frozen=True)
class Line:
    """A line of a chart: what it is called, empty where it is the only one, and its points from left to right."""

    name: str
    points: tuple[Point, ...]


def lines_of(plot: Plot, figures: Sequence[Figure]) -> list[Line]:
    """The lines of a plot.

    Args:
        plot: one whose marks are joined.
        figures: those of its rows.
    """
    data = plot.data
    apart = [c for c in (plot.panel_of, plot.column("hue"), plot.column("style")) if c]
    joined = plot.column("units") or "series"
    found: dict[str, list[tuple[object, Point]]] = {}
    rows = zip(data.to_dict("records"), figures, strict=True)
    of_years = plot.place == "year" and "period" in data
    said = (
        periods_in_words(plot) if of_years else [plot.said(p, plot.place) for p in data[plot.place]]
    )
    for (row, figure), when in zip(rows, said, strict=True):
        name = ", ".join(dict.fromkeys(plot.said(row[column], column) for column in apart))
        if row.get(APART) == "provisional":
            when = f"{when}, {translate(MARKED_APART['provisional'], plot.lang)}"  # noqa: PLW2901
        point = Point(when, figure, str(row.get(joined, "")))
        found.setdefault(name, []).append((row[plot.place], point))
    # Names from left to right keep the order of the rows.
    if not plot.upright:
        for points in found.values():
            points.sort(key=lambda each: each[0])  # type: ignore[arg-type,return-value]
    return [Line(name, tuple(point for _, point in points)) for name, points in found.items()]


def periods_in_words(plot: Plot) -> list[str]:
    """The period of each row of a plot: of whole years the year, else the months."""
    return [format_period(TimePeriod.parse(period), plot.lang) for period in plot.data["period"]]


def lines_in_words(lines: Sequence[Line], caption: Caption) -> str:
    """The pattern of lines: from where to where each goes, part by part where it breaks."""
    said = (f"{line.name}: {_course(line, caption)}".removeprefix(": ") for line in lines)
    return caption.say("Over the years: {list}.", list="; ".join(said))


def _course(line: Line, caption: Caption) -> str:
    # As they are drawn: what lies between two points of a series breaks no line.
    parts: dict[str, list[Point]] = {}
    for point in line.points:
        parts.setdefault(point.series, []).append(point)
    return caption.say(NEXT).join(_way(points, caption) for points in parts.values())


def _is_like(one: Point, other: Point) -> bool:
    """Whether two points are of the same months; what is computed is of any."""
    rows = [each.figure.origin for each in (one, other)]
    first, second = (row.time_period if isinstance(row, Observation) else None for row in rows)
    return first is None or second is None or first.is_like(second)


def _way(points: Sequence[Point], caption: Caption) -> str:
    first, last = points[0], points[-1]
    words = ALONE
    if len(points) > 1:
        # A rank goes up to a smaller number: its numbers alone are said.
        way = direction(last.figure, first.figure)
        words = MOVED if last.figure.unit.kind == "rank" else WAYS.get(way, MOVED)
    return caption.say(
        words, first=value_text(first.figure, caption.lang), start=first.when,
        last=value_text(last.figure, caption.lang), end=last.when,
    )  # fmt: skip


def breaks_of(review: Session, lines: Sequence[Line], caption: Caption) -> list[str]:
    """Where lines break, and why: of each figure and the one before it of the same months, else any."""
    finder = ChangeFinder(review.finder)

    def moves() -> Iterator[tuple[str, Change]]:
        for line in lines:
            for place, now in enumerate(line.points[1:], start=1):
                earlier = line.points[place - 1 :: -1]
                before = next((each for each in earlier if _is_like(now, each)), earlier[0])
                if isinstance(now.figure.origin, Observation) and isinstance(
                    before.figure.origin, Observation
                ):
                    name = line.name or caption.say("The figures")
                    yield name, finder.between(now.figure, before.figure)

    return breaks_in_words(moves(), caption.lang)


def course_in_words(review: Session, frame: pd.DataFrame) -> Claim:
    """From where to where figures went: see `Review.moved`."""
    known = review.completed(frame).dropna(subset="value").sort_values("year")
    if known.empty:
        return absence(message("No figure up to the period under review is on record"), review.lang)
    refuse_no_course(review.registry, review.figures_of(known))
    alike = known[known["series"] == known["series"].iloc[-1]]
    first, last = review.figures_of(alike.iloc[[0, -1]])
    start, end = (words_of(TimePeriod.parse(p)) for p in alike["period"].iloc[[0, -1]])
    sentence = movement(len(known), len(alike), first, last)
    areas = [review.registry.areas[row.ref_area] for row in last.observations]
    place = next((area.name for area in areas), review.area.name)
    return review.claim(sentence, place=place, first=first, last=last, start=start, end=end)
