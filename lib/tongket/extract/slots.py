"""What a printed figure may state: an indicator, and which measure of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tongket.extract.cues import PLAN_WORD
from tongket.model import Measure

if TYPE_CHECKING:
    from tongket.extract.extraction import ExtractedFigure
    from tongket.model import Unit, UnitKind

_OF_PLAN = re.compile(f"{PLAN_WORD}|được giao", re.IGNORECASE)
_ABOVE = re.compile(r"vượt|hơn kế hoạch|cao hơn|above|over|exceed", re.IGNORECASE)
_EARLIER = re.compile(
    r"cùng kỳ|năm trước|năm ngoái|so với (?:năm )?\d{4}|liền kề|year before|previous year|last year|\bin \d{4}",
    re.IGNORECASE,
)
_ADDED_UP = re.compile(
    r"lũy kế|luỹ kế|cộng dồn|tính (?:cả|chung)|từ (?:năm )?\d{4} đến|cumulative|in all since|since \d{4}",
    re.IGNORECASE,
)
# The measures that are told beside the result itself.
TOLD_BESIDE = frozenset({
    Measure.TARGET, Measure.TARGET_PCT, Measure.OVER_TARGET_PCT, Measure.TIMES_PREVIOUS, Measure.GROWTH_PCT,
    Measure.CHANGE_PP,
})  # fmt: skip
# The kinds of printed figures that may be one of them; of others only a plan is.
RELATIVE = frozenset({"percent", "percentage_point", "times"})
# The kinds of printed figures in which an indicator of a kind of unit may be printed.
_PRINTED_AS = {
    "count": {"count", "fraction"}, "money": {"vnd", "usd"}, "percent": {"percent"},
    "rank": {"count", "ratio", "fraction"}, "density": {"ratio", "count"}, "ratio": {"ratio", "count"},
    "times": {"times"}, "percentage_points": {"percentage_point", "percent"}, "score": {"count"},
}  # fmt: skip
# The nouns of figures of other units, by the kind of unit that they tell.
_OTHER_UNITS = {
    "rank": re.compile(r"hạng|thứ|bậc|vị trí|rank|place|\d(?:st|nd|rd|th)\b", re.IGNORECASE),
    "score": re.compile(r"điểm|point|score", re.IGNORECASE),
    "area": re.compile(r"km2|km²|ha\b|héc ?ta|m2|m²|hectare", re.IGNORECASE),
}
# What the words of a rate are, and which of them say nothing of what is counted by what.
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3})")
_WORD = re.compile(r"[^\W\d_]+[23]?|\d+")
_LITTLE_WORDS = frozenset({
    "trên", "một", "mỗi", "nghìn", "triệu", "tỷ", "per", "a", "an", "each", "every", "for", "of", "1",
})  # fmt: skip


class Slot(NamedTuple):
    """An indicator and a measure of it: what an observation has one of for each statement."""

    indicator: str
    measure: Measure


class UnitWords(NamedTuple):
    """What a printed figure is held against of a unit: its kind, and of a rate its words."""

    kind: UnitKind
    words: frozenset[str] = frozenset()


def words_of(unit: Unit) -> UnitWords:
    """What a printed figure is held against of a unit."""
    names = f"{unit.name.vi} {unit.name.en} {unit.plural_en} {unit.per}"
    return UnitWords(unit.kind, _rated(names) if unit.kind in {"density", "ratio"} else frozenset())


def _rated(text: str) -> frozenset[str]:
    """The words and numbers of a rate that say what is counted by what."""
    text = _GROUPED.sub("", text.lower().replace("²", "2").replace("³", "3"))
    return frozenset(_WORD.findall(text)) - _LITTLE_WORDS


def measures(figure: ExtractedFigure, unit: UnitWords, clause: str) -> tuple[Measure, ...]:
    """The measures in which a figure can state an indicator, the likeliest first; none where its unit does not fit.

    Args:
        figure: as it is printed.
        unit: that of the indicator.
        clause: the words around the figure up to its neighbours.
    """
    printed, kind = figure.unit_kind, unit.kind
    if printed == "percent":
        return _of_percent(figure, kind, clause)
    if printed == "percentage_point" and kind == "percent":
        return (Measure.CHANGE_PP,)
    if printed == "times" and kind != "times":
        return (Measure.TIMES_PREVIOUS,)
    if printed == "fraction" and _OTHER_UNITS["rank"].search(f"{clause} {figure.as_printed}"):
        # 17/34 behind “xếp thứ” is a place among so many, and no count.
        fits = kind == "rank"
    elif printed == "other":
        fits = kind in _OTHER_UNITS and bool(_OTHER_UNITS[kind].search(f"{clause} {figure.noun}"))
    else:
        fits = printed in _PRINTED_AS.get(kind, ())
    if fits and unit.words and printed == "ratio":
        # 18,5 tấn/ha are no persons per 10,000 inhabitants.
        said = _rated(f"{figure.as_printed[figure.number_end - figure.start :]} {figure.noun}")
        fits = not said or not said.isdisjoint(unit.words)
    return _of_amount(figure) if fits else ()


def _of_amount(figure: ExtractedFigure) -> tuple[Measure, ...]:
    if figure.role == "cumulative":
        pair = (Measure.ACTUAL, Measure.CUMULATIVE)
        return pair[::-1] if _ADDED_UP.search(figure.sentence) else pair
    return {"plan": (Measure.TARGET,), "change": ()}.get(figure.role, (Measure.ACTUAL,))


def _of_percent(figure: ExtractedFigure, kind: UnitKind, clause: str) -> tuple[Measure, ...]:
    of_plan, above = is_of_plan(clause), _is_above(clause)
    if figure.role == "change":
        pair = (Measure.OVER_TARGET_PCT, Measure.GROWTH_PCT)
        found = pair if (of_plan or above) and not _EARLIER.search(clause) else pair[::-1]
        return (*found, Measure.CHANGE_PP) if kind == "percent" else found
    relative: tuple[Measure, ...] = (Measure.TARGET_PCT,) if figure.role == "result" else ()
    if of_plan and above:
        relative = (Measure.OVER_TARGET_PCT, Measure.TARGET_PCT)
    if kind != "percent":
        return relative
    own = (Measure.TARGET,) if figure.role == "plan" else (Measure.ACTUAL,)
    return (*relative, *own) if of_plan else (*own, *relative)


# Asked of a clause once for each kind of unit.
@lru_cache(maxsize=64)
def is_of_plan(clause: str) -> bool:
    """Whether a clause says of a percentage that it is one of a plan."""
    return bool(_OF_PLAN.search(clause))


@lru_cache(maxsize=64)
def _is_above(clause: str) -> bool:
    return bool(_ABOVE.search(clause))
