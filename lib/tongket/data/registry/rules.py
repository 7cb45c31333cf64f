"""The edit rules, assumptions and named plans of `data/rules.toml`: what kinds there are, and how they are read."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.data.registry.book import Assumed, NamedPlan, Rule
from tongket.data.registry.entries import (
    AreasEntry,
    AssumptionEntry,
    BalanceEntry,
    BoundEntry,
    FlowEntry,
    FractionEntry,
    GrowthEntry,
    IndexEntry,
    OrderEntry,
    PlanEntry,
    PlausibilityEntry,
    RatioEntry,
)
from tongket.data.registry.toml_tables import read_over, read_toml
from tongket.model import Text

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.registry.toml_tables import TomlFile

FILE = "rules.toml"
ASSUMPTIONS = "assumptions"
PLANS = "plans"
# What may follow the name of an indicator, beside a year: its plan, its result of the year before.
RESULT = ("target", "previous")


class Kind(NamedTuple):
    """One kind of rule.

    Args:
        shape: its keys in TOML.
        figures: the keys that name figures, which may be plans and results of other years.
        indicators: the keys that name indicators, nothing after them.
        printed: the key among them of the figure whose printing says something of the others; empty where the
            rule is between figures, whatever is printed.
        compared: the keys of the figures that are added or compared, so that they must be of one unit.
    """

    shape: type[Any]
    figures: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    printed: str = ""
    compared: tuple[str, ...] = ()


KINDS = {
    "balance": Kind(BalanceEntry, ("total", "parts"), compared=("total", "parts")),
    "ratio": Kind(RatioEntry, ("part", "whole"), ("share",), printed="share"),
    "bound": Kind(BoundEntry, ("lesser", "greater"), compared=("lesser", "greater")),
    "fraction": Kind(FractionEntry, (), ("fraction", "share"), printed="share"),
    "growth": Kind(GrowthEntry, (), ("of", "growth"), printed="growth"),
    "index": Kind(IndexEntry, (), ("of", "index"), printed="index"),
    "flow": Kind(FlowEntry, (), ("indicators",)),
    "areas": Kind(AreasEntry, (), ("indicators",)),
    "order": Kind(OrderEntry, ("ascending",), compared=("ascending",)),
    "plausibility": Kind(PlausibilityEntry, ("part", "whole")),
}
# What may follow the indicator of a growth: the points that are printed beside its figure.
AFTER_GROWTH = ("change_pp",)


def read_rules(
    data_dir: Path, findings: list[Finding], shared: Path | None = None
) -> tuple[list[Rule], dict[str, Assumed], dict[str, NamedPlan]]:
    """The rules, assumptions and plans of a data folder, over shared ones; what does not hold goes to the findings.

    Shared rules come first; one's own that says the same as one of them is that one.
    """
    file = read_over(data_dir, FILE, shared, findings)
    file.unknown_sections((*KINDS, ASSUMPTIONS, PLANS))
    rules: list[Rule] = []
    if shared is not None:
        read = _rules(read_toml(shared / FILE, FILE, findings))
        rules = [replace(rule, is_shared=True) for rule in read]
    said = [_in_order(rule) for rule in rules]
    rules += [rule for rule in _rules(file) if _in_order(rule) not in said]
    assumed = {
        name: Assumed(name, Text(e.text_vi, e.text_en), e.weight, tuple(e.indicators))
        for name, e in file.tables(ASSUMPTIONS, AssumptionEntry)
    }
    plans = {
        name: NamedPlan(name, Text(e.text_vi, e.text_en), tuple(e.places))
        for name, e in file.tables(PLANS, PlanEntry)
    }
    return rules, assumed, plans


def _rules(file: TomlFile) -> list[Rule]:
    return [
        _rule(file, kind, number, vars(entry))
        for kind, known in KINDS.items()
        for number, entry in file.listed(kind, known.shape)
    ]


def _in_order(rule: Rule) -> Rule:
    """A rule with its figures in one order where order says nothing: rules that say the same are equal."""
    if rule.kind == "order":
        return rule
    return replace(rule, names={key: tuple(sorted(names)) for key, names in rule.names.items()})


def _rule(file: TomlFile, kind: str, number: int, cells: dict[str, Any]) -> Rule:
    known = KINDS[kind]
    values = {key: cells[key] for key in (*known.figures, *known.indicators)}
    names = {
        key: (value,) if isinstance(value, str) else tuple(value)
        for key, value in values.items()
        if isinstance(value, str | list) and value
    }
    total, year = cells.get("total"), cells.get("base" if kind == "index" else "since")
    ask = Text(cells.get("ask_vi", ""), cells.get("ask_en", ""))
    return Rule(
        kind, names, cells.get("assumes", ""), _number(cells.get("least")), _number(cells.get("most")), ask,
        _number(total) if not isinstance(total, str) else None, year,
        cells["total"] if kind == "areas" else "", cells.get("complete", False),
        f"{kind}[{number}]", file.row_of(kind, number),
    )  # fmt: skip


def _number(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))
