"""Forms for what seaborn has no word for: statements in percent of their plan, rates in their planned bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import forms
from tongket.charts.figures import (
    comparable,
    ends,
    exhibit,
    frame_of,
    known,
    listing,
    nothing_to_show,
    plot_of,
    with_mark,
)
from tongket.charts.plot import LOWER, UPPER
from tongket.claims import POSITIONS
from tongket.exhibit import value_text
from tongket.model import Measure, Observation
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Figure

PLAN = 100.0
AGAINST_PLAN = message("Against the plan")
_ENDS = {"lower": LOWER, "upper": UPPER}


def plan(statements: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Statements on a plan, one a row, on one scale of percent of the plan with its line at 100.

    Args:
        statements: figures in percent of the plan or in percent above it.
        caption: the words around it.
    """
    there = known(statements)
    if not there:
        return nothing_to_show(statements, caption)
    words = [_against_plan(figure, caption) for figure in there]
    data = frame_of(there, caption.lang, words)
    above = [PLAN * _is_above(figure) for figure in there]
    for column in ("value", LOWER, UPPER):
        data[column] += above
    alt = caption.say(
        "Against the line of the plan at 100%: {list}.", list=listing(there, caption.lang)
    )
    remark = caption.say("The upright line is the plan: 100%.")
    plot = plot_of(forms.scorecard, there, data, caption, _ENDS)
    verdicts = [verdict(*ends, caption) for ends in zip(data[LOWER], data[UPPER], strict=True)]
    return exhibit(plot, statements, caption, alt, remark, {AGAINST_PLAN: verdicts})


def band(rows: Sequence[tuple[Figure, Sequence[Figure]]], caption: Caption) -> Exhibit | Claim:
    """Statements of a rate within its planned band, all on one scale.

    Args:
        rows: for each rate its band and the statements on it.
        caption: the words around it.

    Raises:
        UsageError: the rates are not of one kind.
    """
    figures = [figure for target, statements in rows for figure in (target, *statements)]
    there = [(t, s) for t, statements in rows if not t.is_missing for s in known(statements)]
    if not there:
        return nothing_to_show(figures, caption)
    shown = [statement for _, statement in there]
    comparable("band", shown)
    words = [
        f"{with_mark(value_text(s, caption.lang), s)} ({caption.say('plan {band}', band=value_text(t, caption.lang))})"
        for t, s in there
    ]
    bands = [ends(target) for target, _ in there]
    data = frame_of(
        shown,
        caption.lang,
        words,
        plan_lower=[b[0] for b in bands],
        plan_upper=[b[1] for b in bands],
    )
    named = {**_ENDS, "plan": ("plan_lower", "plan_upper")}
    remark = caption.say("The hatched band is the plan.")
    alt = caption.say(
        "The hatched band is the plan: {list}.", list=listing(known(figures), caption.lang)
    )
    return exhibit(
        plot_of(forms.ranges, shown, data, caption, named), figures, caption, alt, remark
    )


def verdict(lower: float, upper: float, caption: Caption) -> str:
    """Where a result lies to its plan, in words; in percent of the plan, from the least to the greatest allowed."""
    at = lower == upper == PLAN
    position = (
        "equal" if at else "above" if lower > PLAN else "below" if upper < PLAN else "undecided"
    )
    return POSITIONS[position].in_(caption.lang)


def _is_above(figure: Figure) -> bool:
    origin = figure.origin
    return isinstance(origin, Observation) and origin.measure is Measure.OVER_TARGET_PCT


def _against_plan(figure: Figure, caption: Caption) -> str:
    value = with_mark(value_text(figure, caption.lang), figure)
    return f"+{value}" if _is_above(figure) else value
