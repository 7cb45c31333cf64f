"""What figures are of: measure, place and period. What joins them in one line, and what an exhibit must say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongket.errors import UsageError
from tongket.model import Figure, Measure, Observation, TimePeriod
from tongket.numerals import format_period
from tongket.review.column_words import HEADS, MEASURES
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tongket.data.registry import Registry
    from tongket.exhibit import Caption
    from tongket.review.page_record import PageRecord

MANY = 6  # so many rows are listed one by one
KINDS = {"measure": "measure_name", "area": "area_name", "period": "period"}
ALL = message("All values: {scope}.")
SOME = message("Not results of the place in the period under review: {list}.")
SEVERAL = message("The values differ in: {columns}.")


class Shown(NamedTuple):
    """A figure of an exhibit.

    Attributes:
        figure: it.
        label: what its row is called.
        column: what its column is called, where there are several of figures.
        beside: the names, years and headings that are shown beside it.
    """

    figure: Figure
    label: str
    column: str
    beside: Sequence[object]


def mixture(registry: Registry, figures: Sequence[Figure]) -> str:
    """In what figures differ that are no course of one thing over time, for a message; empty where they are one.

    Areas of one place, before and after a merger, are one place.
    """
    rows = [f.observations for f in figures]
    places = registry.areas
    of_each = {
        "indicator": [{row.indicator for row in each} for each in rows],
        "measure": [{str(row.measure) for row in each} for each in rows],
        "place": [{places[row.ref_area].place for row in each} for each in rows],
    }
    differing = (
        f"several {kind}s: {', '.join(sorted(set().union(*sets)))}"
        for kind, sets in of_each.items()
        if any(each != sets[0] for each in sets)
    )
    return "; ".join(differing)


def said_of_all(page: PageRecord, figures: Sequence[Figure], beside: Sequence[Figure]) -> str:
    """What figures share, in words, and those beside them do not have: an indicator, a measure, a place, a period.

    Else their name; empty where they share nothing of it.
    """
    rows = [row for figure in figures for row in figure.observations]
    others = [row for figure in beside for row in figure.observations]
    shared = [
        _in_words(page, kind, _of(rows[0], kind))
        for kind in KINDS
        if len({_of(row, kind) for row in rows}) == 1
        and _of(rows[0], kind) not in {_of(row, kind) for row in others}
    ]
    of = {row.indicator for row in rows}
    if shared and len(of) == 1 and not of & {row.indicator for row in others}:
        shared.insert(0, page.registry.indicators[of.pop()].name.in_(page.lang))
    names = {figure.name.in_(page.lang) for figure in figures if not figure.is_missing}
    return ", ".join(shared) or (names.pop() if len(names) == 1 else "")


def refuse_no_course(registry: Registry, figures: Sequence[Figure]) -> None:
    """Refuse to say a movement of what does not move: of several things, or between a year and a part of one.

    Raises:
        UsageError: indicators, measures, places or the months of the periods differ.
    """
    mixed = mixture(registry, figures)
    if mixed:
        raise UsageError(
            Phrase(
                "moved: expected figures of one indicator, measure and place, got {mixed}. Select one of each.",
                mixed=mixed,
            )
        )
    periods = [row.time_period for figure in figures for row in figure.observations]
    if len({_months(period) for period in periods}) > 1:
        raise UsageError(
            Phrase(
                "moved: expected whole years or the same months of each, got {names}. Keep whole years: "
                "frame[~frame['part']].",
                names=", ".join(dict.fromkeys(map(str, periods))),
            )
        )


def _months(period: TimePeriod) -> tuple[int, ...]:
    """From which month to which a period is, and over how many years."""
    if period.start is None:
        return (period.end.month,)
    return period.start.month, period.end.month, period.end.year - period.start.year


def of_one_unit(where: str, figures: Sequence[Figure]) -> list[Figure]:
    """Those of figures of one unit that have a value; counts of different things are of one.

    Raises:
        UsageError: something is no figure, or the units differ.
    """
    strange = [each for each in figures if not isinstance(each, Figure)]
    if strange:
        raise UsageError(
            Phrase(
                "{where}: expected figures, got {strange}. Take review.figures_of(frame).",
                where=where,
                strange=f"{strange[0]!r:.40}",
            )
        )
    found = sorted({figure.unit.id for figure in figures})
    if len(found) > 1 and {figure.unit.kind for figure in figures} != {"count"}:
        raise UsageError(
            Phrase(
                "{where}: expected figures of one unit, got {names}. Select those of one.",
                where=where,
                names=", ".join(found),
            )
        )
    return [figure for figure in figures if figure.value is not None]


def movement(years: int, alike: int, first: Figure, last: Figure) -> str:
    """The sentence on how a figure moved over so many years on record, of which so many compare with the latest."""
    if years == 1:
        return message("{place} has one year on record: {last} ({end})")
    if alike == 1:
        return message("{place} holds {last} ({end}); no earlier year on record compares with it")
    if first.value == last.value:
        return message("{place} stays at {last} from {start} to {end}")
    if last.unit.kind != "rank" or first.value is None or last.value is None:
        return message("{place} moved from {first} ({start}) to {last} ({end})")
    # A rank is the better, the smaller it is.
    if first.value < last.value:
        return message("{place} fell from {first} ({start}) to {last} ({end})")
    return message("{place} rose from {first} ({start}) to {last} ({end})")


def scope_notes(
    page: PageRecord,
    shown: Sequence[Shown],
    caption: Caption,
    members: Collection[str] = (),
    *,
    joined: bool = False,
) -> list[str]:
    """What an exhibit says of values that are not actual ones of the place and period under review.

    Nothing of what is written beside each value already, such as its year on an axis.

    Args:
        page: what is under review.
        shown: the values.
        caption: the words around them.
        members: the areas that make up the place, where what they state together is shown: it is the place's own.
        joined: whether they stand beside the values of the rows, so that what they share is not said of all values.
    """
    own = {
        "measure": str(Measure.ACTUAL),
        "area": page.area.ref_area if page.area else "",
        "period": str(page.period),
    }
    known = [each for each in shown if not each.figure.is_missing]
    ours = {kind: (code, *(members if kind == "area" else ())) for kind, code in own.items()}
    unwritten = {
        kind: [_unwritten(page, each, kind, codes) for each in known]
        for kind, codes in ours.items()
    }
    alike = {k for k, words in unwritten.items() if len({*words}) == 1 and not joined}
    shared = [words[0] for kind, words in unwritten.items() if kind in alike and words[0]]
    rest = {k: words for k, words in unwritten.items() if k not in alike and any(words)}
    notes = [caption.say(ALL, scope="; ".join(shared))] if shared else []
    differing = _listed(
        [
            (each, "; ".join(filter(None, words)))
            for each, *words in zip(known, *rest.values(), strict=True)
        ]
    )
    if len(differing) > MANY:
        heads = (translate(HEADS[KINDS[kind]], page.lang).lower() for kind in rest)
        return [*notes, caption.say(SEVERAL, columns=", ".join(heads))]
    return [*notes, caption.say(SOME, list="; ".join(differing))] if differing else notes


def _listed(shown: Sequence[tuple[Shown, str]]) -> list[str]:
    """What is said of figures, each once: of a column whose figures share it by the name of the column."""
    of_column: dict[str, set[str]] = {}
    for each, words in shown:
        of_column.setdefault(each.column, set()).add(words)
    listed = (
        f"{each.column} – {words}"
        if each.column and len(of_column[each.column]) == 1
        else f"{', '.join(filter(None, [each.label, each.column]))} – {words}"
        for each, words in shown
        if words
    )
    return list(dict.fromkeys(listed))


def _unwritten(page: PageRecord, shown: Shown, kind: str, ours: Sequence[str]) -> str:
    """What a figure is of, in words, where that is not ours and nothing beside it says so; else empty."""
    origin, rows = shown.figure.origin, shown.figure.observations
    # The formula of a computed figure says its measures.
    if kind == "measure" and not isinstance(origin, Observation):
        return ""
    found = list(dict.fromkeys(_of(row, kind) for row in rows))
    if ours[0] in found or {*found} <= {*ours}:
        return ""
    beside = [str(cell) for cell in shown.beside]
    words = {each: _in_words(page, kind, each) for each in found}
    return ", ".join(
        said for each, said in words.items() if not _is_written(kind, each, said, beside)
    )


def _is_written(kind: str, found: str, said: str, beside: Sequence[str]) -> bool:
    # A word such as "plan" may be part of any name: of a measure only what stands in brackets says it.
    within = any((f"({said})" if kind == "measure" else said) in cell for cell in beside)
    return within or any(cell.casefold() in {found.casefold(), said.casefold()} for cell in beside)


def _of(row: Observation, kind: str) -> str:
    return {
        "measure": str(row.measure), "area": row.ref_area, "period": row.time_period.text,
    }[kind]  # fmt: skip


def _in_words(page: PageRecord, kind: str, found: str) -> str:
    if kind == "measure":
        return translate(MEASURES[Measure(found)], page.lang)
    if kind == "area":
        return page.distinct_name(page.registry.areas[found])
    return format_period(TimePeriod.parse(found), page.lang)
