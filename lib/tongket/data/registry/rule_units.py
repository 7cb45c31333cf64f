"""Units in edit rules: what a rule adds, compares or divides, and what the figure that it explains is printed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from tongket.data.findings import Finding
from tongket.data.registry.rules import FILE, KINDS
from tongket.model import UnitKind
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.data.registry.book import Registry, Rule
    from tongket.model import Indicator, Text

# Units of what says how far a figure is above another.
GROWTH_KINDS = ("percent", "times", "percentage_points")
# Units of what is a part by its whole, those where both must have one unit, and those that have no average.
RATIO_KINDS = ("percent", "times", "ratio", "density")
OF_ONE_UNIT = ("percent", "times", "ratio")
NEVER_AVERAGED = ("count", "rank", "percentage_points")


class Allowed(NamedTuple):
    """The kinds of units that the figures of a rule may have.

    Args:
        rules: the kinds of rules.
        keys: the keys of the figures in them.
        kinds: the kinds of units.
        expected, remedy: what a finding says of a figure in another unit.
    """

    rules: tuple[str, ...]
    keys: tuple[str, ...]
    kinds: tuple[str, ...]
    expected: Text
    remedy: Text


MEND = Phrase("Mend the rule, or the unit of the indicator.")
ONE_UNIT = Phrase("Add or compare only what has one unit.")
NO_RANK = tuple(kind for kind in get_args(UnitKind) if kind != "rank")
ALLOWED = (
    Allowed(
        ("flow", "areas"), ("indicators",), ("count", "money", "area"),
        Phrase("figures that add up: counted, in money or of an area"),
        Phrase("Shares, ranks and densities do not add up: leave it out."),
    ),
    Allowed(
        ("fraction",), ("fraction",), ("count", "money", "area"),
        Phrase("a figure that is printed as n of N: counted, in money or of an area"), MEND,
    ),
    Allowed(("fraction",), ("share",), ("percent",), Phrase("a figure in percent"), MEND),
    Allowed(
        ("index",), ("index",), ("percent", "score"), Phrase("an index in percent or points"), MEND
    ),
    Allowed(
        ("growth", "index"), ("of",), NO_RANK,
        Phrase("a figure that grows, and not a rank"),
        Phrase("A rank has an order and no growth: delete the rule."),
    ),
    Allowed(
        ("ratio",), ("whole",), NO_RANK, Phrase("a whole that is no rank"), Phrase("Name the number that are ranked."),
    ),
)  # fmt: skip
# What makes a number, such as 100, without a figure of its total.
OF_A_NUMBER = Allowed(
    ("balance",), ("parts",), ("percent", "percentage_points", "ratio", "score"),
    Phrase("shares or points, where the total is a number"),
    Phrase("Name the figure that is the total."),
)  # fmt: skip


def units_that_do_not_fit(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """What a rule adds, compares or divides although it is of different units or wholes, or of a unit without sense."""
    yield from _compared(rule, registry)
    for allowed in (*ALLOWED, *([OF_A_NUMBER] if rule.amount is not None else [])):
        if rule.kind in allowed.rules:
            yield from _not_allowed(rule, allowed, registry)
    if rule.amount is not None:
        yield from _impossible_total(rule, registry)
    if rule.kind == "ratio":
        yield from _ratio(rule, registry)
    if rule.kind == "growth":
        yield from _growth(rule, registry)


def is_share(name: str, registry: Registry) -> bool:
    """Whether a figure is in percent."""
    return _kind(name, registry) == "percent"


def _not_allowed(rule: Rule, allowed: Allowed, registry: Registry) -> Iterator[Finding]:
    named = [name for key in allowed.keys for name in rule.names[key]]
    wrong = [name for name in named if _kind(name, registry) not in allowed.kinds]
    if wrong:
        yield _mixed(rule, wrong, allowed.expected, allowed.remedy, registry)


def _compared(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """Figures of different units, or shares of different wholes, which mean nothing added or beside each other."""
    compared = [name for key in KINDS[rule.kind].compared for name in rule.names.get(key, ())]
    bases = {name: _indicator(name, registry).base for name in compared if is_share(name, registry)}
    mixed = len({_unit(name, rule, registry) for name in compared}) > 1
    written = {_indicator(name, registry).unit for name in compared}
    if mixed and len(written) > 1:
        yield _mixed(rule, compared, Phrase("figures of one unit"), ONE_UNIT, registry)
    elif mixed or len(set(filter(None, bases.values()))) > 1:
        value = ", ".join(f"{name}: {base or '–'}" for name, base in bases.items())
        expected, remedy = Phrase("shares of one whole"), Phrase("Mend the rule, or the bases.")
        yield Finding(FILE, rule.row, rule.entry, value, expected, remedy, "mixed-wholes")


def _impossible_total(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """A number that shares of one whole, each from 0 to 100, can never make."""
    parts, amount = rule.names["parts"], rule.amount or 0
    shares = [is_share(name, registry) and _indicator(name, registry).base for name in parts]
    most = 100 * len(parts)
    if all(shares) and not 0 < amount <= most:
        expected = Phrase("a number above 0, at most {most}: shares of one whole", most=most)
        value, remedy = f"{float(amount):g}", Phrase("Mend the total.")
        yield Finding(FILE, rule.row, rule.entry, value, expected, remedy, "impossible-total")


def _ratio(rule: Rule, registry: Registry) -> Iterator[Finding]:
    (share,), whole, part = rule.names["share"], rule.names["whole"], rule.names.get("part", ())
    kind, divided = _kind(share, registry), (*part, *whole)
    unit = registry.indicators[share].unit
    average = kind not in NEVER_AVERAGED and [unit] == [_indicator(n, registry).unit for n in part]
    if kind not in RATIO_KINDS and not average:
        expected = Phrase(
            "a share in percent, times, a density, or an average in the unit of its part"
        )
        remedy = Phrase("What is counted is no share: mend the rule, or the unit of the indicator.")
        yield _mixed(rule, [share], expected, remedy, registry)
    elif kind in OF_ONE_UNIT and len({_unit(name, rule, registry) for name in divided}) > 1:
        yield _mixed(rule, divided, Phrase("figures of one unit"), ONE_UNIT, registry)


def _growth(rule: Rule, registry: Registry) -> Iterator[Finding]:
    (of,), (growth,) = rule.names["of"], rule.names["growth"]
    name, _, points = growth.partition(":")
    kind = "percentage_points" if points else _kind(growth, registry)
    same = _indicator(of, registry).unit == _indicator(growth, registry).unit
    if kind == "percentage_points" and _kind(of, registry) != "percent":
        expected = Phrase("a percentage, where its growth is in percentage points")
        yield _mixed(rule, [of], expected, ONE_UNIT, registry)
    elif points and name != of:
        expected = Phrase("the points of the figure itself, {figure}", figure=f"{of}:{points}")
        remedy = Phrase("Mend the rule.")
        yield Finding(FILE, rule.row, rule.entry, growth, expected, remedy, "unknown-name")
    elif kind not in GROWTH_KINDS and not same:
        expected = Phrase("a growth in percent, times, percentage points or the unit of the figure")
        yield _mixed(rule, [of, growth], expected, ONE_UNIT, registry)


def _mixed(
    rule: Rule, names: Iterable[str], expected: Text, remedy: Text, registry: Registry
) -> Finding:
    value = ", ".join(f"{name}: {_indicator(name, registry).unit}" for name in names)
    return Finding(FILE, rule.row, rule.entry, value, expected, remedy, "mixed-units")


def _indicator(name: str, registry: Registry) -> Indicator:
    return registry.indicators[name.partition(":")[0]]


def _kind(name: str, registry: Registry) -> str:
    unit = registry.units.get(_indicator(name, registry).unit)
    return unit.kind if unit is not None else ""


def _unit(name: str, rule: Rule, registry: Registry) -> str:
    """What a figure is added or compared in: of a share with a base, the unit of what it counts.

    Things of different names may be counted together, and a rank is one of so many; nothing else that differs
    in its unit, such as hectares and square kilometres.
    """
    indicator = _indicator(name, registry)
    kind = _kind(name, registry)
    plain = any(":" in other for other in rule.figures)
    if kind == "percent" and indicator.base in registry.indicators and not plain:
        return _unit(indicator.base, rule, registry)
    counted = kind == "count" or (kind == "rank" and rule.kind != "balance")
    return "count" if counted else indicator.unit
