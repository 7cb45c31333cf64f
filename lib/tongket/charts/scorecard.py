"""The scorecard of a review: every planned item in a row, with result, plan and verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket import forms
from tongket.charts.drawing import drawings
from tongket.charts.plans import PLAN
from tongket.charts.plot import LOWER, PART, UPPER, WORDS, Plot
from tongket.claims import absence, plain
from tongket.exhibit import Exhibit, Grid
from tongket.forms import CUT, RANK
from tongket.measures import PERCENT
from tongket.output import Drawings
from tongket.translations import message
from tongket.verdicts import MARKS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.claims import Claim
    from tongket.exhibit import Caption
    from tongket.model import Figure, Lang, Text
    from tongket.verdicts import Verdict

NO_PLAN = message("No result with a plan is on record.")
HEADER = (
    message("Item"), message("Result"), message("Plan"), message("Of the plan"), message("Verdict"),
)  # fmt: skip
# Where a rank stands, which is no percentage: beside the line, on the side of its verdict.
_BESIDE: dict[Verdict, float] = {"met": 110.0, "missed": 90.0, "undecided": 100.0}


@dataclass(frozen=True)
class ScorecardRow:
    """A planned item as the scorecard shows it.

    Attributes:
        name: of the indicator.
        result: in words with its figures.
        plan: likewise; what is stated of it where it is not.
        share: the percentages of the plan, stated and computed; no words where there is none.
        verdict: on the plan.
        reached: the percentages of the plan that the statements give; none of a rank.
        planned: the end of a planned range in percent of its beginning; 100 where the plan is one number.
        words: what stands beside its mark.
        figures: every figure behind the row.
    """

    name: Text
    result: Claim
    plan: Claim
    share: Claim
    verdict: Verdict
    reached: tuple[float, ...]
    planned: float
    words: str
    figures: tuple[Figure, ...]

    @property
    def is_rank(self) -> bool:
        """Whether the result is a rank, which is no percentage."""
        return any(figure.unit.kind == "rank" for figure in self.figures)

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest percentage; of a rank a place beside the line, on the side of its verdict."""
        reached = self.reached or (_BESIDE[self.verdict],)
        return min(reached), max(reached)


def scorecard(rows: Sequence[ScorecardRow], caption: Caption) -> Exhibit | Claim:
    """Every planned item on one scale of percent of the plan, the furthest above it first.

    Last comes what has no percentage: results without a number, plans of none, and ranks.
    """
    if not rows:
        return absence(NO_PLAN, caption.lang)
    lang = caption.lang
    ordered = sorted(rows, key=lambda row: (not row.reached, row.is_rank, -sum(row.ends)))
    cells = [
        (r.name.in_(lang), r.result, r.plan, r.share, plain(_verdict(r, lang), lang))
        for r in ordered
    ]
    said = [f"{name}: {verdict} ({result}; {plan})" for name, result, plan, _, verdict in cells]
    placed = sum(bool(row.reached) for row in ordered)
    figures = [figure for row in ordered for figure in row.figures if not figure.is_missing]
    return Exhibit(
        caption, caption.say("percent of the plan; of a planned range its lower end is 100"),
        " ".join(_told(said[:placed], said[placed:], caption)),
        Grid(tuple(map(caption.say, HEADER)), tuple(cells)), tuple(dict.fromkeys(figures)),
        *_drawn([row for row in ordered if row.is_rank or row.reached], caption),
    )  # fmt: skip


def _told(placed: Sequence[str], others: Sequence[str], caption: Caption) -> Iterator[str]:
    """The items in words, those with a percentage of the plan in their order."""
    if placed:
        yield caption.say(
            "From the furthest above its plan to the furthest below: {list}.",
            list="; ".join(placed),
        )
    if others:
        yield caption.say("Without a percentage of the plan: {list}.", list="; ".join(others))


def _drawn(rows: Sequence[ScorecardRow], caption: Caption) -> tuple[Drawings, tuple[str, ...]]:
    """The rows that have a place on the scale, and what a reader of the drawing must know; neither where none has."""
    if not rows:
        return Drawings(), ()
    return drawings(_plot(rows, caption.lang), caption.id), (" ".join(_notes(rows, caption)),)


def _verdict(row: ScorecardRow, lang: Lang) -> str:
    return f"{MARKS[row.verdict]} {VERDICTS[row.verdict].in_(lang)}"


def _plot(rows: Sequence[ScorecardRow], lang: Lang) -> Plot:
    import pandas as pd

    data = pd.DataFrame({
        "name": [row.name.in_(lang) for row in rows],
        "value": [sum(row.ends) / 2 for row in rows],
        LOWER: [row.ends[0] for row in rows],
        UPPER: [row.ends[1] for row in rows],
        PART: [False for _ in rows],
        WORDS: [f"{MARKS[row.verdict]} {row.words}" for row in rows],
        "begins": [100.0 for _ in rows],
        "ends": [row.planned for row in rows],
        "verdict": [f"{RANK * row.is_rank}{row.verdict}" for row in rows],
    })  # fmt: skip
    how = {
        "x": "value", "y": "name", "lower": LOWER, "upper": UPPER, "plan": ("begins", "ends"),
        "verdict": "verdict",
    }  # fmt: skip
    return Plot(forms.scorecard, data, how, lang, PERCENT)


def _notes(rows: Sequence[ScorecardRow], caption: Caption) -> Iterator[str]:
    """What a reader of the drawing must know, of what is in it."""
    yield caption.say("The upright line is the plan.")
    if any(row.planned > PLAN for row in rows):
        yield caption.say("Hatched: the plan is a range.")
    if any(row.ends[0] < row.ends[1] for row in rows):
        yield caption.say("Thick bar: the statements give several results.")
    if any(row.is_rank for row in rows):
        yield caption.say("Dotted: a rank is no percentage, and stands on the side of its verdict.")
    if any(row.ends[1] > CUT for row in rows):
        yield caption.say("Two strokes: the scale is cut.")
