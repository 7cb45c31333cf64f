"""The quantities that the statements of one period speak of, made from the registry."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.audit.statements import Quantity
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.audit.statements import Statements
    from tongket.data.registry import Registry
    from tongket.model import Indicator

COUNTED = ("count", "money", "rank")
# What follows the name of a quantity of the whole year: nothing.
WHOLE_YEAR = Text("", "")
PLAN = Phrase("plan for {indicator}")
BEFORE = Phrase("{indicator} in the year before")
BEHIND = Phrase("number behind {indicator}")
TOTAL = Phrase("total of {indicator}")


class Quantities:
    """Makes each quantity of a period once, and keeps it among the statements.

    Args:
        registry: what the indicators mean.
        given: the statements to which they belong.
        after: what follows the ids where the period is not the year itself.
        period: the period in words where it is not the year itself, to follow the names.
    """

    def __init__(
        self, registry: Registry, given: Statements, after: str, period: Text = WHOLE_YEAR
    ) -> None:
        self.registry, self.given, self.after, self.period = registry, given, after, period

    def actual(self, name: str) -> Quantity:
        """The result of an indicator."""
        indicator = self.registry.indicators[name]
        whole = self._is_whole(indicator)
        quantity = Quantity(
            f"{name}{self.after}", self._in_period(indicator.name), whole, _limit(indicator.minimum, whole=whole),
            _limit(indicator.maximum, whole=False), indicator=name, measure="actual",
        )  # fmt: skip
        return self.given.quantities.setdefault(quantity.id, quantity)

    def total(self, name: str) -> Quantity:
        """The N of a fraction n/N."""
        return self._quantity(name, "total", TOTAL, whole=True)

    def plan(self, name: str) -> Quantity:
        """The plan of an indicator."""
        return self._quantity(name, "target", PLAN, whole=self.is_whole(name))

    def previous(self, name: str) -> Quantity:
        """The result of the year before."""
        return self._quantity(name, "previous", BEFORE, whole=self.is_whole(name))

    def behind(self, name: str, *, whole: bool) -> Quantity:
        """The number behind a share or a density."""
        return self._quantity(name, "part", BEHIND, whole=whole)

    def _quantity(self, name: str, measure: str, called: Phrase, *, whole: bool) -> Quantity:
        of = self.registry.indicators[name].name
        text = called.filled(indicator=Text(uncapitalised(of.vi), uncapitalised(of.en)))
        quantity = Quantity(
            f"{name}:{measure}{self.after}", self._in_period(text), whole, Fraction(0), hidden=True,
            indicator=name, measure=measure,
        )  # fmt: skip
        return self.given.quantities.setdefault(quantity.id, quantity)

    def _in_period(self, name: Text) -> Text:
        """A name that says of which part of the year the quantity is; of the whole year as it is."""
        if self.period is WHOLE_YEAR:
            return name
        return Text(f"{name.vi} ({self.period.vi})", f"{name.en} ({self.period.en})")

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


def uncapitalised(name: str) -> str:
    """A name as it is written within a sentence: small initial, abbreviations as they are.

    >>> uncapitalised("Research staff"), uncapitalised("R&D staff")
    ('research staff', 'R&D staff')
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name
