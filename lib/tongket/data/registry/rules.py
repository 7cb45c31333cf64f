"""The edit rules and assumptions of `data/rules.toml`: read, and held against the indicators they name."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tongket.data.findings import Finding
from tongket.data.registry.book import Assumed, Registry, Rule
from tongket.data.registry.entries import (
    AssumptionEntry,
    BalanceEntry,
    BoundEntry,
    FractionEntry,
    PlausibilityEntry,
    RatioEntry,
)
from tongket.data.registry.links import not_declared
from tongket.data.registry.toml_tables import read_toml
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

FILE = "rules.toml"
KINDS: dict[str, type[BaseModel]] = {
    "balance": BalanceEntry,
    "ratio": RatioEntry,
    "bound": BoundEntry,
    "fraction": FractionEntry,
    "plausibility": PlausibilityEntry,
}
ASSUMPTIONS = "assumptions"
# What a rule says besides the indicators it names.
BESIDES = ("assumes", "least", "most", "ask_vi", "ask_en")
# The parts of a rule that are added or compared, so that they must be of one kind of unit.
SUMMED = {"balance": ("total", "parts"), "bound": ("lesser", "greater")}


def read_rules(data_dir: Path, findings: list[Finding]) -> tuple[list[Rule], dict[str, Assumed]]:
    """The rules and assumptions of a data folder; what does not hold goes to the findings."""
    file = read_toml(data_dir / FILE, FILE, findings)
    file.unknown_sections((*KINDS, ASSUMPTIONS))
    rules = [
        _rule(kind, entry.model_dump())
        for kind, shape in KINDS.items()
        for entry in file.listed(kind, shape)
    ]
    assumed = {
        name: Assumed(name, Text(e.text_vi, e.text_en), e.weight, tuple(e.indicators))
        for name, e in file.tables(ASSUMPTIONS, AssumptionEntry)
    }
    return rules, assumed


def _rule(kind: str, cells: dict[str, Any]) -> Rule:
    names = {
        key: (value,) if isinstance(value, str) else tuple(value)
        for key, value in cells.items()
        if key not in BESIDES and value
    }
    least, most = (_number(cells.get(key)) for key in ("least", "most"))
    ask = Text(cells.get("ask_vi", ""), cells.get("ask_en", ""))
    return Rule(kind, names, cells.get("assumes", ""), least, most, ask)


def _number(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def rules_that_do_not_hold(registry: Registry) -> list[Finding]:
    """Rules and assumptions that name nothing known, mix units, or run in a circle."""
    found: list[Finding] = []
    for rule in registry.rules:
        unknown = [name for name in rule.indicators if name not in registry.indicators]
        found += [not_declared(FILE, 0, rule.kind, name, registry.indicators) for name in unknown]
        if rule.assumes and rule.assumes not in registry.assumptions:
            found.append(
                not_declared(FILE, 0, f"{rule.kind}.assumes", rule.assumes, registry.assumptions)
            )
        if not unknown:
            found += [*_repeated(rule), *_mixed(rule, registry), *_reversed(rule)]
    for name, assumed in registry.assumptions.items():
        found += [
            not_declared(FILE, 0, f"assumptions.{name}", other, registry.indicators)
            for other in assumed.indicators
            if other not in registry.indicators
        ]
    return found


def _repeated(rule: Rule) -> list[Finding]:
    twice = sorted({name for name in rule.indicators if rule.indicators.count(name) > 1})
    expected = Phrase("each indicator once")
    remedy = Phrase("A figure cannot be a part of itself: mend the rule.")
    return [Finding(FILE, 0, rule.kind, name, expected, remedy, "circular-rule") for name in twice]


def _reversed(rule: Rule) -> list[Finding]:
    if rule.least is None or rule.most is None or rule.least <= rule.most:
        return []
    expected = Phrase("least not above most")
    value = f"{float(rule.least):g} > {float(rule.most):g}"
    return [
        Finding(FILE, 0, rule.kind, value, expected, Phrase("Swap the ends."), "range-reversed")
    ]


def _mixed(rule: Rule, registry: Registry) -> list[Finding]:
    names = [name for part in SUMMED.get(rule.kind, ()) for name in rule.names[part]]
    kinds = {_kind(name, registry) for name in names}
    if len(kinds) < 2:
        return []
    expected = Phrase("figures of one kind of unit")
    remedy = Phrase("Add or compare only what has one unit.")
    units = ", ".join(f"{name}: {registry.indicators[name].unit}" for name in names)
    return [Finding(FILE, 0, rule.kind, units, expected, remedy, "mixed-units")]


def _kind(name: str, registry: Registry) -> str:
    """The kind of unit of a figure; of a share with a base, that of what it counts."""
    indicator = registry.indicators[name]
    unit = registry.units.get(indicator.unit)
    if unit is not None and unit.kind == "percent" and indicator.base in registry.indicators:
        return _kind(indicator.base, registry)
    return unit.kind if unit is not None else ""
