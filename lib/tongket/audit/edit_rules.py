"""What the edit rules say of the statements of one period: ratios that figures print, sums and bounds between them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tongket.audit.quantities import uncapitalised
from tongket.audit.statements import HUNDRED, Assumption, Definition, Subject
from tongket.data.registry.areas import members_of
from tongket.model import PLAN_MEASURES, Measure, Text, TimePeriod
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tongket.audit.quantities import Quantities
    from tongket.audit.stated import Stated
    from tongket.audit.statements import Quantity
    from tongket.data.registry import Rule

# The statements by which a plan and the result of the year before are known, beside their own.
OF_YEAR_BEFORE = (Measure.TIMES_PREVIOUS, Measure.GROWTH_PCT)
BEGINNING = Phrase(
    "The figures up to a date are counted from one beginning, before the other periods ({name})"
)
SOURCES = Phrase("The sources of the periods count alike ({name})")


class Elsewhere(NamedTuple):
    """A result of another period or area that a rule speaks of."""

    indicator: str
    area: str
    period: TimePeriod


class EditRules:
    """The rules of the registry, for the statements of one area and period.

    Args:
        quantities: makes the quantities of the period.
        stated: what the sources state.
        area: the code of the area.

    `elsewhere` holds, by quantity, the results of other periods and areas that a rule speaks of: their
    statements belong to the set too.
    """

    def __init__(self, quantities: Quantities, stated: Stated, area: str) -> None:
        self.registry, self.given, self.quantities = (
            quantities.registry,
            quantities.given,
            quantities,
        )
        self.stated, self.area, self.period = stated, area, quantities.period
        self.elsewhere: dict[str, Elsewhere] = {}

    # What a printed figure says of others

    def subject_of(self, figure: str) -> tuple[Subject | None, str]:
        """The ratio or difference that a figure prints, and the assumption that this rests on.

        Args:
            figure: an indicator, or one with the measure after a colon, such as `x:change_pp`.

        Returns:
            None where nothing states what it is of; an empty assumption where it rests on none.
        """
        for rule in self.registry.rules:
            if rule.kind in self.SAYS:
                printed, says = self.SAYS[rule.kind]
                subject = says(self, rule) if rule.names[printed] == (figure,) else None
                if subject is not None:
                    return subject, rule.assumes
        known = figure in self.registry.indicators
        return self._share_of_base(figure) if known else None, ""

    def _share_of_base(self, name: str) -> Subject | None:
        """A share of what the registry names as its base, which may be a share itself."""
        indicator = self.registry.indicators[name]
        if self.quantities.kind(indicator) != "percent" or not self.is_known(indicator.base):
            return None
        base = self.counted(indicator.base)
        part = self.quantities.behind(name, whole=base.whole)
        self.part_of(part, base)
        return part.percent_of(base)

    def _ratio(self, rule: Rule) -> Subject | None:
        (share,), (whole_name,) = rule.names["share"], rule.names["whole"]
        parts, indicators = rule.names.get("part", ()), self.registry.indicators
        alike = self._counted_alike((*parts, whole_name)) if self.is_known(whole_name) else None
        if alike is None:
            return None
        *named, whole = alike[0]
        part = named[0] if named else self.quantities.behind(share, whole=whole.whole)
        unit = self.registry.units[indicators[share].unit]
        if unit.kind != "percent":
            return part.per(whole, unit.per)
        # A ratio may be above 100%; only the registry says what is part of what.
        if whole_name in {indicators[name].base for name in (share, *parts) if ":" not in name}:
            self.part_of(part, whole)
        return part.percent_of(whole)

    def _fraction(self, rule: Rule) -> Subject | None:
        (fraction,) = rule.names["fraction"]
        rows = self.stated.rows(fraction, self.area, self.period.text)
        if all(row.denominator is None for row in rows):
            return None
        return self.quantities.actual(fraction).percent_of(self.quantities.total(fraction))

    def _growth(self, rule: Rule) -> Subject | None:
        (of,), (growth,) = rule.names["of"], rule.names["growth"]
        if rule.year is not None and rule.year > self.period.year:
            return None
        pair = self._now_and_then(of, f"{of}:{rule.year or 'previous'}")
        if pair is None:
            return None
        now, then = pair
        name, _, points = growth.partition(":")
        kind = self.quantities.kind(self.registry.indicators[name])
        if not points and kind in ("percent", "times"):
            return now.percent_above(then) if kind == "percent" else now.times(then)
        change = self.quantities.change(name, now, then)
        self._define(growth, ((now.id, 1), (then.id, -1), (change.id, -1)), rule, equal=True)
        return Subject(change.id)

    def _index(self, rule: Rule) -> Subject | None:
        (of,) = rule.names["of"]
        pair = self._now_and_then(of, f"{of}:{rule.year}")
        return None if pair is None else pair[0].percent_of(pair[1])

    def _now_and_then(self, of: str, then: str) -> tuple[Quantity, Quantity] | None:
        """A result and that of another time, where the sources state one of the two.

        A part of the year is held against the same part of the other year; None where the calendar has none.
        """
        if not self.is_known(of) and not self.is_known(then):
            return None
        time = then.partition(":")[2]
        if time != "previous" and self._time(time) is None:
            return None
        now, before = self.quantities.actual(of), self.figure(then)
        return None if now.id == before.id else (now, before)

    # What holds between figures, whatever is printed

    def apply(self) -> None:
        """Note what the rules say between what is stated; those that explain a printing bind where it is."""
        for rule in self.registry.rules:
            if rule.kind in self.HOLDS:
                self.HOLDS[rule.kind](self, rule)
        self._within_base()

    def _balance(self, rule: Rule) -> None:
        parts, total = rule.names["parts"], rule.names.get("total", ())
        if rule.amount is None:
            self._compare(rule, parts, total, equal=True)
            return
        alike = self._counted_alike(parts) if all(map(self.is_known, parts)) else None
        if alike is None:
            return
        found, base = alike
        # What is printed makes the number, whatever it is a share of; the numbers behind shares make so much of a base.
        self._make(rule, [self.figure(part) for part in parts], rule.amount)
        if base:
            self._make(rule, found, rule.amount / HUNDRED, self.counted(base))

    def _make(
        self, rule: Rule, parts: Sequence[Quantity], amount: Fraction, of: Quantity | None = None
    ) -> None:
        """Note that parts make a number, or so many times a quantity."""
        terms = [(part.id, amount.denominator) for part in parts]
        if of:
            terms.append((of.id, -amount.numerator))
        bound = Fraction(0 if of else amount.numerator)
        what = f"{' + '.join(part.id for part in parts)} / {rule.amount}"
        self._define(what, terms, rule, bound, equal=True)

    def _bound(self, rule: Rule) -> None:
        self._compare(rule, rule.names["lesser"], rule.names["greater"], equal=False)

    def _order(self, rule: Rule) -> None:
        known = [name for name in rule.names["ascending"] if self.is_known(name)]
        counted = filter(self._is_counted, known)
        # A share whose whole is not printed is between numbers that can be compared all the same.
        for lesser, greater in dict.fromkeys([*pairwise(known), *pairwise(counted)]):
            self._compare(rule, (lesser,), (greater,), equal=False)

    def _compare(
        self, rule: Rule, lesser: Sequence[str], greater: Sequence[str], *, equal: bool
    ) -> None:
        names = (*lesser, *greater)
        alike = self._counted_alike(names) if all(map(self.is_known, names)) else None
        if alike is None:
            return
        found, _ = alike
        signs = [1] * len(lesser) + [-1] * len(greater)
        terms = [(quantity.id, sign) for quantity, sign in zip(found, signs, strict=True)]
        self._define(f"{' + '.join(lesser)} / {greater[0]}", terms, rule, equal=equal)

    def _counted_alike(self, names: Sequence[str]) -> tuple[list[Quantity], str] | None:
        """Figures as they are added or compared, and the base of them all where they are shares of one.

        Shares of one base are so many of it, beside the base itself or another number of the same things; where
        the base is not stated they are percentages, which compare with each other alone. A plan or a result of
        another year is what it is.

        Returns:
            None where shares of a base that is not stated are beside numbers.
        """
        bases = [self._base(name) for name in names]
        shares = set(filter(None, bases))
        if len(shares) == 1 and not any(":" in name for name in names):
            if all(map(self._is_counted, names)):
                only = shares.pop() if all(bases) else ""
                return [self.counted(name) for name in names], only
            if not all(bases):
                return None
        return [self.figure(name) for name in names], ""

    def _base(self, name: str) -> str:
        """The base of a share, as the registry names it; empty where it has none."""
        indicator = self.registry.indicators[name.partition(":")[0]]
        return indicator.base if self.quantities.kind(indicator) == "percent" else ""

    def _is_counted(self, name: str) -> bool:
        """Whether a figure is a number, or a share of a number that the sources state."""
        base = self._base(name)
        return not base or (self.is_known(base) and self._is_counted(base))

    def _flow(self, rule: Rule) -> None:
        """What adds up over time: each period is the sum of the shortest ones that all of them are made of."""
        if self.period != self.quantities.audited:
            return
        for name in rule.names["indicators"]:
            periods = self._within_the_period(name)
            # The most frequent source, and among several the latest.
            sources = [self._source(name, period) for period in reversed(periods)]
            main = Counter(sources).most_common(1)[0][0] if sources else ""
            sure = [period for period in periods if not self._flow_needs(name, [period], main)]
            # What rests on no assumption is said apart: another source in between does not weaken it.
            for among in (sure, periods):
                for whole, pieces in _made_of(among):
                    self._adds_up(rule, name, whole, pieces, main)

    def _adds_up(
        self, rule: Rule, name: str, period: TimePeriod, pieces: list[TimePeriod], main: str
    ) -> None:
        """A period is the sum of its pieces; `main` is the source that most of the periods have."""
        whole = self._in(name, period)
        found = [self._in(name, piece) for piece in pieces]
        needs = self._flow_needs(name, [*pieces, period], main)
        terms = [(quantity.id, 1) for quantity in found]
        what = f"{' + '.join(quantity.id for quantity in found)} / {whole.id}"
        self._define(what, (*terms, (whole.id, -1)), rule, needs=needs, equal=True)
        sure = [
            (quantity.id, 1)
            for quantity, piece in zip(found, pieces, strict=True)
            if not self._flow_needs(name, [piece, period], main)
        ]
        if needs and sure and all(q.minimum is not None and q.minimum >= 0 for q in found):
            self._define(f"part of {what}", (*sure, (whole.id, -1)), rule, equal=False)

    def _flow_needs(self, name: str, periods: Sequence[TimePeriod], main: str) -> tuple[str, ...]:
        """The assumptions without which periods do not add up; `main` is the source that most of them have."""
        others = {self._source(name, period) for period in periods} - {"", main}
        open_start = any(period.start is None for period in periods)
        return (
            *([self._assume("beginning", name, BEGINNING)] if open_start else []),
            *([self._assume("sources", name, SOURCES)] if others else []),
        )

    def _source(self, name: str, period: TimePeriod) -> str:
        return self.stated.source(name, self.area, period.text)

    def _within_the_period(self, name: str) -> list[TimePeriod]:
        """The periods of a figure within the audited one, and earlier ones that those reach back over."""
        known, audited = self.stated.periods(name, self.area), self.quantities.audited
        own = [period for period in known if audited.holds(period)]
        first = min((_ends(period)[0] for period in own), default=0)
        start = audited.start or audited.end
        earlier = [p for p in known if p.end < start and first <= _ends(p)[0]]
        return [*earlier, *own] if own else []

    def _areas(self, rule: Rule) -> None:
        """What adds up over areas: all of them make the area that they are in, some are not above it."""
        if self.period != self.quantities.audited:
            return
        areas = self.registry.areas
        whole = areas[rule.area]
        parts = [area.ref_area for area in members_of(self.registry, whole, self.period)]
        if self.area not in (*parts, rule.area):
            return
        for name in rule.names["indicators"]:
            known = [code for code in parts if self._is_stated(name, code)]
            if not known or not self._is_stated(name, rule.area):
                continue
            found = [self._in(name, self.period, code) for code in known]
            every = rule.complete and known == parts
            if every or all(q.minimum is not None and q.minimum >= 0 for q in found):
                terms = [(quantity.id, 1) for quantity in found]
                terms.append((self._in(name, self.period, rule.area).id, -1))
                self._define(f"{name} / {rule.area}", terms, rule, equal=every)

    def _within_base(self) -> None:
        """A counted part is not above the whole that the registry names as its base, nor a rank above its number."""
        country = next((c for c, area in self.registry.areas.items() if area.kind == "country"), "")
        for name in sorted(self.registry.indicators):
            indicator = self.registry.indicators[name]
            kind = self.quantities.kind(indicator)
            if kind not in ("count", "rank") or not indicator.base or not self.is_known(name):
                continue
            if self.is_known(indicator.base):
                self.part_of(self.quantities.actual(name), self.quantities.actual(indicator.base))
            elif kind == "rank" and self._is_stated(indicator.base, country):
                # Ranks are counted among the provinces of the country, which no province states for itself.
                ranked = self._in(indicator.base, self.period, country)
                self.part_of(self.quantities.actual(name), ranked)

    def part_of(self, part: Quantity, whole: Quantity) -> None:
        """Note that a part is not above its whole."""
        name = f"part: {part.id} / {whole.id}"
        if name not in self.given.definitions:
            self.given.define(Definition(name, "bound", ((part.id, 1), (whole.id, -1))))

    # The kinds of rules that explain a printing: the figure that is printed, and what it says.
    SAYS: ClassVar[Mapping[str, tuple[str, Callable[[EditRules, Rule], Subject | None]]]] = {
        "ratio": ("share", _ratio),
        "fraction": ("share", _fraction),
        "growth": ("growth", _growth),
        "index": ("index", _index),
    }
    # The kinds of rules that hold between figures, whatever is printed.
    HOLDS: ClassVar[Mapping[str, Callable[[EditRules, Rule], None]]] = {
        "balance": _balance,
        "bound": _bound,
        "order": _order,
        "flow": _flow,
        "areas": _areas,
    }

    # What is stated

    def is_known(self, figure: str) -> bool:
        """Whether the sources state a figure: `x`, `x:target`, `x:previous` or `x:2020`."""
        name, _, of = figure.partition(":")
        if not of:
            return self._is_stated(name, self.area)
        if of == "target":
            return bool(self.stated.rows(name, self.area, self.period.text, PLAN_MEASURES))
        if of == "previous" and self.stated.rows(name, self.area, self.period.text, OF_YEAR_BEFORE):
            return True
        period = self._time(of)
        return period is not None and bool(self.stated.rows(name, self.area, period.text))

    def _is_stated(self, name: str, area: str) -> bool:
        return bool(self.stated.rows(name, area, self.period.text))

    def _time(self, of: str) -> TimePeriod | None:
        return self.period.in_year(self.period.year - 1 if of == "previous" else int(of))

    def figure(self, figure: str) -> Quantity:
        """The quantity of a figure of a rule; its statements are wanted where it is of another time."""
        name, _, of = figure.partition(":")
        if of == "target":
            return self.quantities.plan(name)
        if not of:
            return self.quantities.actual(name)
        time = self._time(of)
        return self.quantities.previous(name) if time is None else self._in(name, time)

    def _in(self, name: str, period: TimePeriod, area: str = "") -> Quantity:
        """A result in some period and area; its statements are wanted."""
        other = "" if area == self.area else area
        quantity = self.quantities.of_period(name, period, other)
        self.elsewhere[quantity.id] = Elsewhere(name, area or self.area, period)
        return quantity

    def counted(self, name: str) -> Quantity:
        """What a figure counts: itself, or the number behind a share of a stated base."""
        base = self._base(name)
        if not base or not self.is_known(base):
            return self.quantities.actual(name)
        return self.quantities.behind(name, whole=self.counted(base).whole)

    def assumed(self, name: str) -> str:
        """Note an assumption of the registry; gives its id back."""
        known = self.registry.assumptions[name]
        assumption = Assumption(name, known.text, known.weight)
        return self.given.assumptions.setdefault(name, assumption).id

    def _assume(self, kind: str, name: str, says: Phrase) -> str:
        """Note an assumption on what an indicator counts; gives its id back."""
        of = self.registry.indicators[name].name
        text = says.filled(name=Text(uncapitalised(of.vi), uncapitalised(of.en)))
        assumption = Assumption(f"{kind}:{name}{self.quantities.after}", text)
        return self.given.assumptions.setdefault(assumption.id, assumption).id

    def _define(
        self, what: str, terms: Iterable[tuple[str, int]], rule: Rule,
        bound: Fraction = Fraction(0), *, equal: bool, needs: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Note a relation of a rule, under a name that says all it is of."""
        needs = (*([self.assumed(rule.assumes)] if rule.assumes else []), *needs)
        assumed = f" if {rule.assumes}" if rule.assumes else ""
        name = f"{rule.kind}: {what}{self.quantities.after}{assumed}"
        kind = "balance" if equal else "bound"
        self.given.define(Definition(name, kind, tuple(terms), bound, equal, needs))


def _made_of(periods: Sequence[TimePeriod]) -> Iterator[tuple[TimePeriod, list[TimePeriod]]]:
    """Each period with the shortest ones that all of them are made of; those of one piece are left out."""
    days = {day for period in periods for day in _ends(period)}
    written = {_ends(period): period for period in reversed(periods)}
    for period in periods:
        first, last = _ends(period)
        own = sorted(day for day in days if first <= day <= last)
        pieces = [written.get(ends) or _of_ends(*ends) for ends in pairwise(own)]
        if pieces != [period]:
            yield period, pieces


def _ends(period: TimePeriod) -> tuple[int, int]:
    """The first day and the day after the last, as numbers; an unknown beginning comes before all."""
    return period.start.toordinal() if period.start else 0, period.end.toordinal() + 1


def _of_ends(first: int, after: int) -> TimePeriod:
    start = date.fromordinal(first) if first else None
    return TimePeriod.of_days(start, date.fromordinal(after - 1))
