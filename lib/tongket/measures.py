"""What figures give when they are put together: sums, shares, ratios, and what a percentage hides.

Every function takes figures and returns a figure that carries the interval its inputs allow, its
unit, and its way: operation, formula and inputs. A missing input gives a missing figure with the
reason. Intervals are combined as if the inputs were free of each other; where they are not (a part
and its whole), the result is never too narrow. The formulas are in docs/methods.md.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.model import Calculation, Figure, Interval, Measure, Missing, Observation, Text, Unit
from tongket.numerals import format_number
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tongket.model import Figure

PERCENT = Unit("percent", "percent", Phrase("percent"), "percent")
POINTS = Unit(
    "percentage_points", "percentage_points", Phrase("percentage point"),
    "percentage points",
)  # fmt: skip
TIMES = Unit("times", "times", Phrase("time", context="unit"), "times")
NOTHING = Text("", "")
# What counts of different things are counted in: their name says what they count, so that no word follows.
ITEMS = Unit("number", "count", NOTHING, "")
# Ranks order and do not compute; how many places lie between two of them is a number.
PLACES = Unit("places", "count", Phrase("place", context="rank"), "places")
# Kinds of units of which there is more or less, in percent.
AMOUNTS = frozenset({"count", "money", "ratio", "score", "density", "area"})
# Units that another unit is not counted per: "percent for each task" says nothing.
NOT_PER = {"percent", "percentage_points", "times", "rank"}
NOTHING_FITS = Phrase("no whole number prints as stated")
NO_FRACTION = Phrase("it is not printed of how many")
ZERO_BASE = Phrase("the divisor may be zero")
# The end of the formula of a growth in percent.
TO_GROWTH = Text(" × 100 − 100", " × 100 − 100")
NO_BASE = Phrase("growth is counted from an amount above zero")
# The difference of two figures of which only least values are known may be anything.
NO_ENDS = Phrase("what the sources state leaves open how much it is")


def total(figures: Sequence[Figure], name: Text) -> Figure:
    """The sum of figures of one unit: a + b + c."""
    _same_unit(figures)
    interval = Interval.exact(0)
    for figure in figures:
        interval += figure.interval or interval
    value = _value(figures, lambda *values: Fraction(sum(values)))
    return _computed("total", " + ", figures, name, _shared_unit(figures), value, interval)


def difference(minuend: Figure, subtrahend: Figure, name: Text) -> Figure:
    """What is left of the first after the second: a − b."""
    _same_unit([minuend, subtrahend])
    return _binary("difference", " − ", minuend, subtrahend, name, minuend.unit)


def remainder(whole: Figure | Interval, parts: Sequence[Figure], name: Text) -> Figure:
    """What the parts leave of a whole: whole − (a + b + …), never below zero.

    Args:
        whole: a figure, or an interval such as the exact hundred of percentages.
        parts: figures of the same unit.
        name: what the remainder is called.
    """
    if isinstance(whole, Figure):
        rest = difference(whole, total(parts, name), name)
        return _replace_inputs(rest, (whole, *parts), "remainder", " − ")
    summed = total(parts, name)
    if summed.interval is None:
        return summed
    interval = (whole - summed.interval).intersect(Interval(Fraction(0), None))
    value = None if summed.value is None or whole.lower is None else whole.lower - summed.value
    # About 200% of 100% leaves nothing: the middle of what the sources allow is below zero then.
    if interval is not None and value is not None and not interval.contains(value):
        value = None
    formula = _formula(" − ", parts, Text(vi="100%", en="100%"))
    return _figure("remainder", formula, parts, name, parts[0].unit, value, interval)


def ratio(numerator: Figure, denominator: Figure, name: Text) -> Figure:
    """How many times one figure is another of its unit: a ÷ b."""
    _same_unit([numerator, denominator])
    return _binary("ratio", " ÷ ", numerator, denominator, name, TIMES)


def percentage(numerator: Figure, denominator: Figure, name: Text) -> Figure:
    """One figure in percent of another of its unit, which it may exceed: a ÷ b × 100."""
    _same_unit([numerator, denominator])
    return _binary("percentage", " ÷ ", numerator, denominator, name, PERCENT, Fraction(100))


def share(part: Figure, whole: Figure, name: Text) -> Figure:
    """A part in percent of the whole that it belongs to: part ÷ whole × 100.

    The whole is not below the part, as long as what is printed allows it: 3 of fewer than 40 are 3 of 3 to 39.
    """
    least = None if part.interval is None else Interval(part.interval.lower, None)
    held = whole.interval and least and whole.interval.intersect(least)
    found = percentage(part, _within(whole, held) if held else whole, name)
    if found.interval is None:
        return found
    return _within(found, found.interval.intersect(Interval(None, Fraction(100))) or found.interval)


def _within(figure: Figure, interval: Interval) -> Figure:
    """A figure of which less is possible; its value is known where it is still possible."""
    known = figure.value is not None and interval.contains(figure.value)
    return replace(figure, interval=interval, value=figure.value if known else None)


def scaled(figure: Figure, factor: Fraction, name: Text) -> Figure:
    """A figure times an exact number: a × k."""
    if figure.interval is None:
        return _missing("scaled", [figure], name, figure.unit)
    value = None if figure.value is None else figure.value * factor
    found = _figure(
        "scaled", name, [figure], name, figure.unit, value, figure.interval.scale(factor)
    )
    return replace(found, id=f"scaled({figure.id}, {factor})")


def per(amount: Figure, count: Figure, name: Text) -> Figure:
    """The mean of one thing for each of another, in units of the one per the other: a ÷ b."""
    return _binary("per", " ÷ ", amount, count, name, unit_per(amount.unit, count.unit))


def count_from_share(percentage: Figure, base: Figure, name: Text) -> Figure:
    """How many a percentage of a count means, as whole numbers: share × base ÷ 100; of a density ÷ what it is per."""
    per = percentage.unit.per if percentage.unit.kind == "density" else 100
    found = _binary("count_from_share", " × ", percentage, base, name, base.unit, Fraction(1, per))
    return _whole(found)


def base_from_share(part: Figure, percentage: Figure, name: Text) -> Figure:
    """The whole that a part and its percentage imply, as whole numbers: part ÷ share × 100."""
    found = _binary("base_from_share", " ÷ ", part, percentage, name, part.unit, Fraction(100))
    return _whole(found)


def implied_target(actual: Figure, percentage: Figure, name: Text, *, whole: bool) -> Figure:
    """The target that a result and its percentage of the target imply.

    Args:
        actual: the result.
        percentage: percent of the target; for a percentage above the target see `above_to_of`.
        name: what the target is called.
        whole: whether the target counts things: then only whole numbers are left.

    Returns:
        actual ÷ percentage × 100; missing where no whole number fits.
    """
    found = _binary("implied_target", " ÷ ", actual, percentage, name, actual.unit, Fraction(100))
    return _whole(found) if whole else found


def above_to_of(above: Figure, name: Text) -> Figure:
    """Percent above the target as percent of the target: 100 + p."""
    if above.interval is None:
        return above
    hundred = Interval.exact(100)
    value = None if above.value is None else above.value + 100
    formula = _formula(" + ", [above], Text(vi="100%", en="100%"))
    return _figure("above_to_of", formula, [above], name, PERCENT, value, above.interval + hundred)


def previous(now: Figure, times: Figure, name: Text) -> Figure:
    """The value of the year before that `times the year before` implies: now ÷ times."""
    return _binary("previous", " ÷ ", now, times, name, now.unit)


def change(now: Figure, before: Figure, name: Text) -> Figure:
    """How much more there is than before, below zero where there is less: now − before.

    Of percentages in percentage points; of ranks the places gained: before − now.
    """
    _same_unit([now, before])
    if now.unit.kind == "rank":
        return _binary("places_gained", " − ", before, now, name, PLACES)
    unit = POINTS if now.unit.kind == "percent" else now.unit
    return _binary("change", " − ", now, before, name, unit)


def growth(now: Figure, before: Figure, name: Text) -> Figure:
    """By how many percent of what was before there is more: now ÷ before × 100 − 100.

    Missing where what was before may be zero or below: growth from there says nothing.
    """
    _same_unit([now, before])
    base = before.interval
    if base is not None and (base.lower is None or base.lower < 0):
        origin = Missing(NO_BASE, (now, before))
        return Figure(_id("growth", [now, before]), name, None, None, PERCENT, None, origin)
    found = percentage(now, before, name)
    if found.interval is None:
        return replace(found, id=_id("growth", [now, before]))
    value = None if found.value is None else found.value - 100
    interval = found.interval - Interval.exact(100)
    formula = _formula(" ÷ ", [now, before], tail=TO_GROWTH)
    return _figure("growth", formula, [now, before], name, PERCENT, value, interval)


def fraction_share(fraction: Figure, total_count: int | None, name: Text) -> Figure:
    """A printed fraction n/N in percent: n ÷ N × 100; missing where N is not printed."""
    if fraction.interval is None:
        return _missing("fraction_share", [fraction], name, PERCENT)
    if fraction.value is None or not total_count:
        unknown = Missing(NO_FRACTION, (fraction,))
        return Figure(_id("fraction_share", [fraction]), name, None, None, PERCENT, None, unknown)
    value = fraction.value * 100 / total_count
    formula = Text(vi=f"{fraction.name.vi}: n ÷ N × 100", en=f"{fraction.name.en}: n ÷ N × 100")
    interval = Interval.exact(value)
    return _figure("fraction_share", formula, [fraction], name, PERCENT, value, interval)


def rank_among(figure: Figure, others: Sequence[Figure], name: Text, unit: Unit) -> Figure:
    """The place of a figure among others of its unit, the greatest being first: 1 + how many are greater.

    Where the printings leave open which of two is greater, it is a range of places.

    Args:
        figure: the figure.
        others: what it is set beside, itself not among them; those that are missing do not count.
        name: what its place is called.
        unit: that of ranks.
    """
    _same_unit([figure, *others])
    own, rivals = figure.interval, [o.interval for o in others if o.interval is not None]
    if own is None:
        return _missing("rank", [figure], name, unit)
    surely = sum(own.is_below(rival) is True for rival in rivals)
    perhaps = sum(_may_be_above(rival, own) for rival in rivals)
    interval = Interval(Fraction(1 + surely), Fraction(1 + perhaps))
    value = interval.lower if interval.is_exact else None
    formula = Phrase("1 + the number of areas with a greater figure")
    return replace(
        _figure("rank", formula, [figure, *others], name, unit, value, interval), id=f"rank({figure.id})"
    )  # fmt: skip


def _may_be_above(one: Interval, other: Interval) -> bool:
    """Whether a value of an interval is above a value of another."""
    return one.upper is None or other.lower is None or one.upper > other.lower


def unit_per(amount: Unit, count: Unit) -> Unit:
    """What so much of one thing for each of another is counted in; money stays money."""
    if amount.kind == "money":
        return amount
    amounts = Text(amount.name.vi, amount.plural_en or amount.name.en)
    name = Phrase("{amounts} per {thing}", amounts=amounts, thing=count.name)
    return Unit(f"{amount.id}_per_{count.id}", "ratio", name, name.en)


def percent_of_year(year: int) -> Unit:
    """The unit of an index: percent of the figure of a base year.

    >>> percent_of_year(2021).name.en
    'percent of 2021 (2021 = 100)'
    """
    words = Phrase("percent of {year} ({year} = 100)", year=str(year))
    return Unit(PERCENT.id, PERCENT.kind, words, words.en)


def _same_unit(figures: Sequence[Figure]) -> None:
    kinds = sorted({figure.unit.kind for figure in figures})
    counts = {"count"} == set(kinds)
    if len({figure.unit.id for figure in figures}) > 1 and not counts:
        units = ", ".join(figure.unit.id for figure in figures)
        raise UsageError(
            "measures: expected figures of one unit, got {units}. Convert them first.", units=units
        )


def _shared_unit(figures: Sequence[Figure]) -> Unit:
    if len({figure.unit.id for figure in figures}) == 1:
        return figures[0].unit
    return ITEMS


def _value(figures: Sequence[Figure], combine: Callable[..., Fraction]) -> Fraction | None:
    values = [figure.value for figure in figures]
    return None if None in values else combine(*values)


def _binary(
    operation: str, sign: str, left: Figure, right: Figure, name: Text, unit: Unit,
    factor: Fraction = Fraction(1),
) -> Figure:  # fmt: skip
    combine = {" − ": "__sub__", " ÷ ": "__truediv__", " × ": "__mul__"}[sign]
    figures = [left, right]
    if left.interval is None or right.interval is None:
        return _missing(operation, figures, name, unit)
    try:
        interval = getattr(left.interval, combine)(right.interval).scale(factor)
        value = _value(figures, lambda a, b: getattr(a, combine)(b) * factor)
    except ZeroDivisionError:
        origin = Missing(ZERO_BASE, tuple(figures))
        return Figure(_id(operation, figures), name, None, None, unit, None, origin)
    formula = _formula(sign, figures, tail=_factor(factor))
    return _figure(operation, formula, figures, name, unit, value, interval)


def _computed(
    operation: str, sign: str, figures: Sequence[Figure], name: Text, unit: Unit,
    value: Fraction | None, interval: Interval,
) -> Figure:  # fmt: skip
    if any(figure.interval is None for figure in figures):
        return _missing(operation, figures, name, unit)
    return _figure(operation, _formula(sign, figures), figures, name, unit, value, interval)


def _says_no_more(interval: Interval) -> bool:
    """Whether all it says is that a number is above zero, as a quotient of two least values does."""
    return interval.lower == 0 and not interval.lower_closed and interval.upper is None


def _figure(
    operation: str, formula: Text, figures: Sequence[Figure], name: Text, unit: Unit,
    value: Fraction | None, interval: Interval | None,
) -> Figure:  # fmt: skip
    if interval is None or interval.is_unbounded or _says_no_more(interval):
        why = NOTHING_FITS if interval is None else NO_ENDS
        origin: Calculation | Missing = Missing(why, tuple(figures))
        return Figure(_id(operation, figures), name, None, None, unit, None, origin)
    origin = Calculation(operation, formula, tuple(figures))
    return Figure(_id(operation, figures), name, value, interval, unit, None, origin)


def _replace_inputs(figure: Figure, inputs: Sequence[Figure], operation: str, sign: str) -> Figure:
    if figure.interval is None:
        return figure
    return _figure(
        operation, _formula(sign, inputs), inputs, figure.name, figure.unit, figure.value,
        figure.interval,
    )  # fmt: skip


def _whole(figure: Figure) -> Figure:
    """A count: tightened to whole numbers; missing where none is left."""
    if figure.interval is None:
        return figure
    interval = figure.interval.to_whole()
    if interval is None:
        origin = Missing(NOTHING_FITS, figure.inputs)
        return replace(figure, value=None, interval=None, origin=origin)
    return replace(figure, value=interval.lower if interval.is_exact else None, interval=interval)


def _missing(operation: str, figures: Sequence[Figure], name: Text, unit: Unit) -> Figure:
    lost, why = next((f.name, f.origin.reason) for f in figures if isinstance(f.origin, Missing))
    says = Text(vi=f"{lost.vi}: {why.vi}", en=f"{lost.en}: {why.en}")
    origin = Missing(says, tuple(figures))
    return Figure(_id(operation, figures), name, None, None, unit, None, origin)


def _formula(
    sign: str, figures: Sequence[Figure], head: Text | None = None, tail: Text = NOTHING
) -> Text:
    vi = [*([head.vi] if head else []), *(_term(figure.name.vi, sign) for figure in figures)]
    en = [*([head.en] if head else []), *(_term(figure.name.en, sign) for figure in figures)]
    return Text(vi=sign.join(vi) + tail.vi, en=sign.join(en) + tail.en)


def _factor(factor: Fraction) -> Text:
    """The end of a formula whose result is multiplied by a factor: ` × 100`, ` ÷ 10,000`."""
    if factor == 1:
        return NOTHING
    sign, number = ("×", factor) if factor > 1 else ("÷", 1 / factor)
    return Text(
        vi=f" {sign} {format_number(number, 'vi')}", en=f" {sign} {format_number(number, 'en')}"
    )


def _term(name: str, sign: str) -> str:
    """A name within a formula; one that is a formula itself is put in brackets."""
    is_formula = any(each in name for each in (" + ", " − ", " ÷ ", " × "))
    return f"({name})" if is_formula and sign != " + " else as_one_term(name)


def as_one_term(name: str) -> str:
    """A name beside a sign: with a comma outside brackets it is put in some, else the sign would be read with its end.

    >>> as_one_term("tasks above plan, plus 100%"), as_one_term("population (city, April)")
    ('(tasks above plan, plus 100%)', 'population (city, April)')
    """
    depth = 0
    for mark in re.findall(r"[()]|, ", name):
        if mark == ", " and not depth:
            return f"({name})"
        depth += {"(": 1, ")": -1}.get(mark, 0)
    return name


def in_signs(sign: str, figures: Sequence[Figure]) -> Text:
    """What a figure is called that is nothing but others joined by a sign: `A + B`, `A ÷ (B − C)`."""
    return _formula(sign, figures)


def _id(operation: str, figures: Sequence[Figure]) -> str:
    return f"{operation}({', '.join(figure.id for figure in figures)})"


IMPLIED_PLAN = Phrase("Plan implied by “{stated}”")
TARGET_MEASURES = (Measure.TARGET_PCT, Measure.OVER_TARGET_PCT)


def implied_plan(actual: Figure, stated: Figure, name: Text) -> Figure:
    """The plan in whole numbers that a result and one statement on the plan imply."""
    above = isinstance(stated.origin, Observation) and (
        stated.origin.measure is Measure.OVER_TARGET_PCT
    )
    plus = Phrase("{stated}, plus 100%", stated=stated.name)
    percentage = above_to_of(stated, plus) if above else stated
    return implied_target(actual, percentage, name, whole=actual.unit.kind == "count")
