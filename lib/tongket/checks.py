"""Plain checks between figures: do sums, ratios and plans agree as far as their printing allows?

A check compares what one statement says with what the others give. It *agrees* where some true
values print exactly so, *disagrees* where none do. Which of the figures is off it does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from tongket import measures
from tongket.model import Figure, Interval, Measure, Observation, Text
from tongket.numerals import format_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tongket.model import Lang
    from tongket.registry import Rule

HUNDRED = Fraction(100)
NO_CASES = Text("", "")
PLAN = Text(vi="Kế hoạch suy ra từ “{vi}”", en="Plan implied by “{en}”")
TARGET_MEASURES = (Measure.TARGET_PCT, Measure.OVER_TARGET_PCT)


@dataclass(frozen=True)
class Check:
    """What came of one rule.

    Args:
        kind: `balance`, `ratio`, `bound`, `fraction`, `equality`, `plan` or `plans`.
        statements: the printed figures that were held against each other.
        implied: what one side gives: a sum, a quotient, a plan; may be missing with its reason.
        verdict: `agrees` or `disagrees`.
        cases: the nearest whole-number cases, as words of each language; empty where none help.
    """

    kind: str
    statements: tuple[Figure, ...]
    implied: Figure
    verdict: Literal["agrees", "disagrees"]
    cases: Text = NO_CASES


def by_rule(rule: Rule, figure: Callable[[str], Figure]) -> Check | None:
    """The check of one rule of `data/rules.toml`; None where one of its figures is missing."""
    named = {part: [figure(name) for name in names] for part, names in rule.names.items()}
    if any(f.is_missing for figures in named.values() for f in figures):
        return None
    return RULES[rule.kind](named)


def _balance(named: dict[str, list[Figure]]) -> Check:
    (whole,), parts = named["total"], named["parts"]
    name = Text(vi="Tổng các phần", en="Sum of the parts")
    return _compare("balance", (whole, *parts), measures.total(parts, name), whole)


def _ratio(named: dict[str, list[Figure]]) -> Check:
    (part,), (whole,), (share,) = named["part"], named["whole"], named["share"]
    name = Text(vi="Tỷ lệ tính ra", en="Share computed")
    return _compare("ratio", (part, whole, share), measures.share(part, whole, name), share)


def _bound(named: dict[str, list[Figure]]) -> Check:
    (lesser,), (greater,) = named["lesser"], named["greater"]
    name = Text(vi="Phần còn lại", en="What is left")
    rest = measures.difference(greater, lesser, name)
    upper = rest.interval.upper if rest.interval else None
    verdict: Literal["agrees", "disagrees"] = "agrees"
    if upper is not None and upper < 0:
        verdict = "disagrees"
    return Check("bound", (lesser, greater), rest, verdict)


def _fraction(named: dict[str, list[Figure]]) -> Check:
    (fraction,), (share,) = named["fraction"], named["share"]
    name = Text(vi="Tỷ lệ từ phân số", en="Share from the fraction")
    origin = fraction.origin
    whole = origin.denominator if isinstance(origin, Observation) and origin.denominator else 1
    return _compare(
        "fraction", (fraction, share), measures.fraction_share(fraction, whole, name), share
    )


RULES = {"balance": _balance, "ratio": _ratio, "bound": _bound, "fraction": _fraction}


def equality(statements: Sequence[Figure]) -> Check | None:
    """The check of one fact stated more than once; None where it is stated once."""
    first, *others = statements
    common: Interval | None = first.interval
    for other in others:
        if common is not None and other.interval is not None:
            common = common.intersect(other.interval)
    if not others:
        return None
    verdict: Literal["agrees", "disagrees"] = "disagrees" if common is None else "agrees"
    return Check("equality", tuple(statements), first, verdict)


def plan(actual: Figure, stated: Figure) -> Check:
    """Whether a result and its percentage of the plan leave a plan in whole numbers."""
    name = Text(
        vi=PLAN.vi.format(vi=stated.name.vi), en=PLAN.en.format(en=stated.name.en)
    )  # fmt: skip
    target = implied_plan(actual, stated, name)
    verdict: Literal["agrees", "disagrees"] = "disagrees" if target.is_missing else "agrees"
    cases = nearest_cases(actual, stated) if target.is_missing else NO_CASES
    return Check("plan", (actual, stated), target, verdict, cases)


def plans(actual: Figure, found: Sequence[Check]) -> Check | None:
    """Whether several statements on one plan leave a common plan; None where one of them fits none."""
    intervals = [check.implied.interval for check in found]
    if len(found) < 2 or any(interval is None for interval in intervals):
        return None
    common = intervals[0]
    for interval in intervals[1:]:
        common = None if common is None or interval is None else common.intersect(interval)
    verdict: Literal["agrees", "disagrees"] = "disagrees" if common is None else "agrees"
    statements = (actual, *(check.statements[1] for check in found))
    return Check("plans", statements, found[0].implied, verdict)


def implied_plan(actual: Figure, stated: Figure, name: Text) -> Figure:
    """The plan in whole numbers that a result and one statement on the plan imply."""
    above = isinstance(stated.origin, Observation) and (
        stated.origin.measure is Measure.OVER_TARGET_PCT
    )
    plus = Text(vi=f"{stated.name.vi}, cộng 100%", en=f"{stated.name.en}, plus 100%")
    percentage = measures.above_to_of(stated, plus) if above else stated
    return measures.implied_target(actual, percentage, name, whole=actual.unit.kind == "count")


def nearest_cases(actual: Figure, stated: Figure) -> Text:
    """What the plans next to the implied one would have printed: `27 ÷ 19 = 142.1%`."""
    above = isinstance(stated.origin, Observation) and (
        stated.origin.measure is Measure.OVER_TARGET_PCT
    )
    if actual.value is None or stated.value is None or actual.unit.kind != "count":
        return NO_CASES
    of_plan = stated.value + (HUNDRED if above else 0)
    below = max(int(actual.value * 100 / of_plan), 1)
    return Text(vi=_cases(actual.value, below, "vi"), en=_cases(actual.value, below, "en"))


def _cases(result: Fraction, below: int, lang: Lang) -> str:
    said = [
        f"{format_number(result, lang)} ÷ {target} = {format_number(result * 100 / target, lang, 1)}%"
        for target in (below, below + 1)
    ]
    return "; ".join(said)


def _compare(kind: str, statements: tuple[Figure, ...], implied: Figure, printed: Figure) -> Check:
    agrees = (
        implied.interval is not None
        and printed.interval is not None
        and implied.interval.intersect(printed.interval) is not None
    )
    return Check(kind, statements, implied, "agrees" if agrees else "disagrees")
