"""Rules and assumptions held against the indicators, areas and units that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.data.registry.links import not_declared
from tongket.data.registry.rules import AFTER_GROWTH, FILE, KINDS, RESULT
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.data.registry.book import Registry, Rule
    from tongket.model import Text

# Units of what says how far a figure is above another, and of what adds up over time or over areas.
GROWTH_KINDS = ("percent", "times", "percentage_points")
ADDED_KINDS = ("count", "money", "area")
ONE_UNIT = Phrase("Add or compare only what has one unit.")


def rules_that_do_not_hold(registry: Registry) -> list[Finding]:
    """Rules and assumptions that name nothing known, mix units, or run in a circle."""
    found: list[Finding] = []
    for rule in registry.rules:
        unknown = [*_unknown(rule, registry)]
        found += unknown or [*_repeated(rule), *_units(rule, registry), *_reversed(rule)]
    for name, assumed in registry.assumptions.items():
        found += [
            not_declared(FILE, 0, f"assumptions.{name}", other, registry.indicators)
            for other in assumed.indicators
            if other not in registry.indicators
        ]
    return found


def _at(rule: Rule, value: str, expected: Text, remedy: Text, code: str) -> Finding:
    return Finding(FILE, rule.row, rule.entry, value, expected, remedy, code)


def _unknown(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """Names that are not declared, and what is after a colon and means nothing there."""
    known = [(name, registry.indicators, rule.entry) for name in rule.indicators]
    if rule.assumes:
        known.append((rule.assumes, registry.assumptions, f"{rule.entry}.assumes"))  # type: ignore[arg-type]
    if rule.area:
        wholes = {n: a for n, a in registry.areas.items() if a.kind in ("country", "region")}
        known.append((rule.area, wholes, f"{rule.entry}.total"))  # type: ignore[arg-type]
    for name, names, key in known:
        if name not in names:
            yield not_declared(FILE, rule.row, key, name, names)
    for key, figures in rule.names.items():
        allowed = _after_colon(rule, key)
        for figure in figures:
            after = figure.partition(":")[2]
            if after not in allowed and not (allowed[1:] == RESULT and _is_year(after)):
                yield _at(
                    rule, figure, _expected(allowed), Phrase("Mend the rule."), "unknown-name"
                )


def _after_colon(rule: Rule, key: str) -> tuple[str, ...]:
    if key in KINDS[rule.kind].figures:
        return ("", *RESULT)
    return ("", *AFTER_GROWTH) if key == "growth" else ("",)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text > "0000"


def _expected(allowed: tuple[str, ...]) -> Text:
    if allowed == ("",):
        return Phrase("an indicator alone")
    names = ", ".join(f":{name}" for name in allowed[1:])
    if allowed[1:] != RESULT:
        return Phrase("an indicator, alone or with {names} after it", names=names)
    return Phrase(
        "an indicator, alone or with {names} or a year such as :2020 after it", names=names
    )


def _repeated(rule: Rule) -> list[Finding]:
    # The points above an earlier year are printed of the figure itself.
    named = [name for name in rule.figures if rule.kind != "growth" or ":" not in name]
    twice = sorted({name for name in named if named.count(name) > 1})
    expected = Phrase("each figure once")
    remedy = Phrase("A figure cannot be a part of itself: mend the rule.")
    return [_at(rule, name, expected, remedy, "circular-rule") for name in twice]


def _reversed(rule: Rule) -> list[Finding]:
    if rule.least is None or rule.most is None or rule.least <= rule.most:
        return []
    value = f"{float(rule.least):g} > {float(rule.most):g}"
    remedy = Phrase("Swap the ends.")
    return [_at(rule, value, Phrase("least not above most"), remedy, "range-reversed")]


def _units(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """What a rule adds or compares although it is of different units, or of a unit that does not add up."""
    kind = KINDS[rule.kind]
    compared = [name for key in kind.compared for name in rule.names.get(key, ())]
    if len({_unit(name, rule, registry) for name in compared}) > 1:
        expected = Phrase("figures of one unit")
        yield _at(rule, _shown(compared, registry), expected, ONE_UNIT, "mixed-units")
    for name in rule.names.get(kind.summed, ()):
        if _kind(name, registry) not in ADDED_KINDS:
            expected = Phrase("figures that add up: counted, in money or of an area")
            remedy = Phrase("Shares, ranks and densities do not add up: leave it out.")
            yield _at(rule, _shown([name], registry), expected, remedy, "mixed-units")
    if rule.kind == "growth":
        yield from _growth(rule, registry)


def _growth(rule: Rule, registry: Registry) -> Iterator[Finding]:
    (of,), (growth,) = rule.names["of"], rule.names["growth"]
    kind = "percentage_points" if ":" in growth else _kind(growth, registry)
    same = _unit(of, rule, registry) == _unit(growth, rule, registry)
    if kind == "percentage_points" and _kind(of, registry) != "percent":
        expected = Phrase("a percentage, where its growth is in percentage points")
        yield _at(rule, _shown([of], registry), expected, ONE_UNIT, "mixed-units")
    elif kind not in GROWTH_KINDS and not same:
        expected = Phrase("a growth in percent, times, percentage points or the unit of the figure")
        yield _at(rule, _shown([of, growth], registry), expected, ONE_UNIT, "mixed-units")


def _shown(names: Iterable[str], registry: Registry) -> str:
    units = {name: registry.indicators[name.partition(":")[0]].unit for name in names}
    return ", ".join(f"{name}: {unit}" for name, unit in units.items())


def _kind(name: str, registry: Registry) -> str:
    unit = registry.units.get(registry.indicators[name.partition(":")[0]].unit)
    return unit.kind if unit is not None else ""


def _unit(name: str, rule: Rule, registry: Registry) -> str:
    """What a figure is added or compared in: of a share with a base, the unit of what it counts.

    Things of different names may be counted together, and a rank is one of so many; nothing else that differs
    in its unit, such as hectares and square kilometres.
    """
    indicator = registry.indicators[name.partition(":")[0]]
    kind = _kind(name, registry)
    plain = any(":" in other for other in rule.figures)
    if kind == "percent" and indicator.base in registry.indicators and not plain:
        return _unit(indicator.base, rule, registry)
    counted = kind == "count" or (kind == "rank" and rule.kind != "balance")
    return "count" if counted else indicator.unit
