"""The quantities that the statements of one period speak of, made from the registry."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.audit.statements import Quantity
from tongket.model import LANGS, Text, TimePeriod
from tongket.numerals import format_period
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.audit.statements import Statements
    from tongket.data.registry import Registry
    from tongket.model import Indicator, Unit

COUNTED = ("count", "money", "rank")
PLAN = Phrase("plan for {indicator}")
# A percentage in a part of the year may be of the plan of the whole year.
BY_FIGURES_OF = Phrase("by the figures of {period}")
BEFORE = Phrase("{indicator} in the year before")
PART_BEFORE = Phrase("{indicator} in the same part of the year before")
BEHIND = Phrase("number behind {indicator}")
TOTAL = Phrase("total of {indicator}")
CHANGE = Phrase("change of {indicator}")
ZERO = Fraction(0)


class Quantities:
    """Makes each quantity of a period once, and keeps it among the statements.

    Args:
        registry: what the indicators mean.
        given: the statements to which they belong.
        area: the code of the area, where it is not the one that is audited; empty where it is.
        period: the period that the statements are of.
        audited: the year, or the part of one, that is audited.
    """

    def __init__(
        self,
        registry: Registry,
        given: Statements,
        area: str,
        period: TimePeriod,
        audited: TimePeriod,
    ) -> None:
        self.registry, self.given, self.area = registry, given, area
        self.period, self.audited = period, audited
        self.after = self.after_of(period, area)

    def after_of(self, period: TimePeriod, area: str) -> str:
        """What follows the ids where area or period is not the one that is audited."""
        apart = [
            *([area] if area else []),
            *([period.text] if period.text != self.audited.text else []),
        ]
        return f" @ {', '.join(apart)}" if apart else ""

    def actual(self, name: str) -> Quantity:
        """The result of an indicator."""
        return self.of_period(name, self.period)

    def of_period(self, name: str, period: TimePeriod, area: str = "") -> Quantity:
        """The result of an indicator in some period, and where it is named in another area.

        That of the year before the audited one, or of its same part, has a name of its own, however it is asked for.
        """
        if period == self.audited.year_before and not area:
            called = BEFORE if self.audited.is_year else PART_BEFORE
            return self._quantity(name, "previous", called, self.audited)
        indicator = self.registry.indicators[name]
        whole = self._is_whole(indicator)
        quantity = Quantity(
            f"{name}{self.after_of(period, area or self.area)}", self._in_words(indicator.name, period, area),
            whole, _limit(indicator.minimum, whole=whole), _limit(indicator.maximum, whole=False),
            hidden=period != self.period or bool(area), indicator=name, measure="actual",
            unit=self.registry.units[indicator.unit],
        )  # fmt: skip
        return self._kept(quantity)

    def _kept(self, quantity: Quantity) -> Quantity:
        """The quantity of that id; one that is stated somewhere is not hidden."""
        known = self.given.quantities.get(quantity.id, quantity)
        if known.hidden and not quantity.hidden:
            known = quantity
        self.given.quantities[known.id] = known
        return known

    def previous(self, name: str) -> Quantity:
        """The result of the year before; of a part of a year that of the same part."""
        before = self.period.year_before
        if before is None:
            return self._quantity(name, "previous", BEFORE, self.period)
        return self.of_period(name, before)

    def total(self, name: str) -> Quantity:
        """The N of a fraction n/N."""
        return self._quantity(name, "total", TOTAL, self.period, whole=True, least=ZERO)

    def plan(self, name: str, named: Text | None = None, apart: str = "") -> Quantity:
        """The plan of an indicator.

        Args:
            name: the indicator.
            named: what the plan is called, where there are several.
            apart: the id of a plan beside the one that rules speak of; empty for that one.
        """
        return self._quantity(name, "target", PLAN, self.period, named=named, apart=apart)

    def behind(self, name: str, *, whole: bool) -> Quantity:
        """The number behind a share or a density."""
        return self._quantity(name, "part", BEHIND, self.period, whole=whole, least=ZERO)

    def change(self, name: str, now: Quantity, before: Quantity) -> Quantity:
        """How much higher one quantity is than another, below zero where it is lower; `name` prints it."""
        whole = now.whole and before.whole
        return self._quantity(name, "change", CHANGE, self.period, whole=whole, least=None)

    def _quantity(
        self, name: str, measure: str, called: Phrase, period: TimePeriod,
        *, whole: bool | None = None, least: Fraction | str | None = "",
        named: Text | None = None, apart: str = "",
    ) -> Quantity:  # fmt: skip
        """A quantity that nothing states directly yet; as whole and as low as the results unless that is given."""
        indicator = self.registry.indicators[name]
        of = indicator.name
        text = called.filled(indicator=Text(uncapitalised(of.vi), uncapitalised(of.en)))
        counted = self._is_whole(indicator) if whole is None else whole
        if isinstance(least, str):
            # What may be below zero may have been so a year before, and may be planned so.
            least = None if _limit(indicator.minimum, whole=counted) is None else ZERO
        quantity = Quantity(
            f"{name}:{measure}{f' ({apart})' if apart else ''}{self.after_of(period, self.area)}",
            self._in_words(text, period, called=named, planned=measure == "target"), counted, least, hidden=True,
            indicator=name, measure=measure, unit=self._unit(name, measure),
        )  # fmt: skip
        return self._kept(quantity)

    def _unit(self, name: str, measure: str) -> Unit | None:
        """What a quantity is measured in: the number behind a share in the unit of what the share is of."""
        units, indicator = self.registry.units, self.registry.indicators[name]
        if measure == "part":
            base = self.registry.indicators.get(indicator.base)
            return units[base.unit] if base else None
        if measure == "change" and self.kind(indicator) == "percent":
            return units.get("percentage_points")
        return units[indicator.unit]

    def _in_words(
        self, name: Text, period: TimePeriod, area: str = "", called: Text | None = None, *, planned: bool = False,
    ) -> Text:  # fmt: skip
        """A name that says of which plan, part of the year, year or place the quantity is."""
        apart = [called] if called else []
        if area:
            apart.append(self.registry.areas[area].name)
        if period.text != self.audited.text:
            when = Text(format_period(period, "vi"), format_period(period, "en"))
            by_part = planned and self.audited.is_year and period.is_part_year
            apart.append(BY_FIGURES_OF.filled(period=when) if by_part else when)
        if not apart:
            return name
        vi, en = (", ".join(text.in_(lang) for text in apart) for lang in LANGS)
        return Text(f"{name.vi} ({vi})", f"{name.en} ({en})")

    def is_whole(self, name: str) -> bool:
        """Whether the results of an indicator are whole numbers, money in đồng included."""
        return self._is_whole(self.registry.indicators[name])

    def _is_whole(self, indicator: Indicator) -> bool:
        return indicator.whole or self.kind(indicator) in COUNTED

    def kind(self, indicator: Indicator) -> str:
        """The kind of unit of an indicator."""
        return self.registry.units[indicator.unit].kind


def _limit(value: float | None, *, whole: bool) -> Fraction | None:
    if value is not None:
        return Fraction(str(value))
    return Fraction(0) if whole else None


def capitalised(name: str) -> str:
    """A name as it is written at the beginning of a sentence."""
    return name[:1].upper() + name[1:]


def uncapitalised(name: str) -> str:
    """A name as it is written within a sentence: small initial, abbreviations as they are.

    >>> uncapitalised("Research staff"), uncapitalised("R&D staff")
    ('research staff', 'R&D staff')
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name
