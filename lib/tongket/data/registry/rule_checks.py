"""Rules and assumptions held against the indicators, areas and units that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.data.registry.links import not_declared
from tongket.data.registry.rules import AFTER_GROWTH, FILE, KINDS, PLANS, RESULT
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tongket.data.registry.book import Registry, Rule
    from tongket.model import Text

# Units of what says how far a figure is above another, and of what adds up over time or over areas.
GROWTH_KINDS = ("percent", "times", "percentage_points")
ADDED_KINDS = ("count", "money", "area")
# Units of what is a part by its whole, those where both must have one unit, and those that have no average.
RATIO_KINDS = ("percent", "times", "ratio", "density")
OF_ONE_UNIT = ("percent", "times", "ratio")
NEVER_AVERAGED = ("count", "rank", "percentage_points")
ONE_UNIT = Phrase("Add or compare only what has one unit.")


def rules_that_do_not_hold(registry: Registry) -> list[Finding]:
    """Rules and assumptions that name nothing known, mix units or wholes, or run in a circle."""
    found: list[Finding] = []
    printed: dict[str, str] = {}
    for rule in registry.rules:
        unknown = [*_unknown(rule, registry)]
        found += unknown or [*_repeated(rule), *_units(rule, registry), *_reversed(rule)]
        found += [*_explained_twice(rule, printed)] or [*_of_another_whole(rule, registry)]
    for name, assumed in registry.assumptions.items():
        found += [
            not_declared(FILE, 0, f"assumptions.{name}", other, registry.indicators)
            for other in assumed.indicators
            if other not in registry.indicators
        ]
    return [*found, *_plans(registry)]


def _plans(registry: Registry) -> Iterator[Finding]:
    """Places of named plans whose source is not declared, and those that are named for two plans."""
    first: dict[str, str] = {}
    for name, plan in registry.plans.items():
        key = f"{PLANS}.{name}.places"
        for place in plan.places:
            source = place.partition(",")[0]
            if source not in registry.sources:
                yield not_declared(FILE, 0, key, source, registry.sources)
            if first.setdefault(place, name) != name:
                expected = Phrase("a place of one plan: {plan} has it", plan=first[place])
                remedy = Phrase("Add the locator of each, as in “{place}”.", place=f"{source}, 3")
                yield Finding(FILE, 0, key, place, expected, remedy, "two-plans")


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


def _explained_twice(rule: Rule, printed: dict[str, str]) -> Iterator[Finding]:
    """The figure of which an earlier rule says what it prints; `printed` holds those rules, and gets this one."""
    for figure in rule.names.get(KINDS[rule.kind].printed, ()):
        first = printed.setdefault(figure, rule.entry)
        if first != rule.entry:
            expected = Phrase("one rule that says what this figure prints: {entry}", entry=first)
            remedy = Phrase("Keep the one that the source means.")
            yield _at(rule, figure, expected, remedy, "explained-twice")


def _of_another_whole(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """The whole of a ratio that is not the base of its share."""
    for share in rule.names["share"] if rule.kind == "ratio" else ():
        known, (whole,) = registry.indicators.get(share), rule.names["whole"]
        if known and known.base not in ("", whole):
            expected = Phrase("{base}, the base of {share}", base=known.base, share=share)
            remedy = Phrase("Mend the rule, or the base in indicators.toml.")
            yield _at(rule, whole, expected, remedy, "explained-twice")


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
    else:
        yield from _wholes(rule, compared, registry)
    for name in rule.names.get(kind.summed, ()):
        if _kind(name, registry) not in ADDED_KINDS:
            expected = Phrase("figures that add up: counted, in money or of an area")
            remedy = Phrase("Shares, ranks and densities do not add up: leave it out.")
            yield _at(rule, _shown([name], registry), expected, remedy, "mixed-units")
    if rule.kind in _PRINTED:
        yield from _PRINTED[rule.kind](rule, registry)


def _wholes(rule: Rule, compared: Iterable[str], registry: Registry) -> Iterator[Finding]:
    """Shares of different wholes, which mean nothing added or beside each other."""
    bases = {
        name: registry.indicators[name.partition(":")[0]].base
        for name in compared
        if _kind(name, registry) == "percent"
    }
    if len(set(filter(None, bases.values()))) > 1:
        value = ", ".join(f"{name}: {base or '–'}" for name, base in bases.items())
        expected, remedy = Phrase("shares of one whole"), Phrase("Mend the rule, or the bases.")
        yield _at(rule, value, expected, remedy, "mixed-wholes")


def _ratio(rule: Rule, registry: Registry) -> Iterator[Finding]:
    (share,), whole, part = rule.names["share"], rule.names["whole"], rule.names.get("part", ())
    kind, divided = _kind(share, registry), (*part, *whole)
    average = kind not in NEVER_AVERAGED and [registry.indicators[share].unit] == [
        registry.indicators[name.partition(":")[0]].unit for name in part
    ]
    if kind not in RATIO_KINDS and not average:
        expected = Phrase(
            "a share in percent, times, a density, or an average in the unit of its part"
        )
        remedy = Phrase("What is counted is no share: mend the rule, or the unit of the indicator.")
        yield _at(rule, _shown([share], registry), expected, remedy, "mixed-units")
    elif kind in OF_ONE_UNIT and len({_unit(name, rule, registry) for name in divided}) > 1:
        expected = Phrase("figures of one unit")
        yield _at(rule, _shown(divided, registry), expected, ONE_UNIT, "mixed-units")


def _fraction(rule: Rule, registry: Registry) -> Iterator[Finding]:
    yield from _printed_in(("percent",), rule, registry)


def _index(rule: Rule, registry: Registry) -> Iterator[Finding]:
    yield from _ranks(rule, registry)
    yield from _printed_in(("percent", "score"), rule, registry)


def _printed_in(kinds: tuple[str, ...], rule: Rule, registry: Registry) -> Iterator[Finding]:
    for name in rule.names[KINDS[rule.kind].printed]:
        if _kind(name, registry) not in kinds:
            expected = (
                Phrase("a figure in percent")
                if len(kinds) == 1
                else Phrase("an index in percent or points")
            )
            remedy = Phrase("Mend the rule, or the unit of the indicator.")
            yield _at(rule, _shown([name], registry), expected, remedy, "mixed-units")


def _ranks(rule: Rule, registry: Registry) -> Iterator[Finding]:
    for name in rule.names["of"]:
        if _kind(name, registry) == "rank":
            expected = Phrase("a figure that grows, and not a rank")
            remedy = Phrase("A rank has an order and no growth: delete the rule.")
            yield _at(rule, _shown([name], registry), expected, remedy, "mixed-units")


def _growth(rule: Rule, registry: Registry) -> Iterator[Finding]:
    yield from _ranks(rule, registry)
    (of,), (growth,) = rule.names["of"], rule.names["growth"]
    kind = "percentage_points" if ":" in growth else _kind(growth, registry)
    same = _unit(of, rule, registry) == _unit(growth, rule, registry)
    if kind == "percentage_points" and _kind(of, registry) != "percent":
        expected = Phrase("a percentage, where its growth is in percentage points")
        yield _at(rule, _shown([of], registry), expected, ONE_UNIT, "mixed-units")
    elif kind not in GROWTH_KINDS and not same:
        expected = Phrase("a growth in percent, times, percentage points or the unit of the figure")
        yield _at(rule, _shown([of, growth], registry), expected, ONE_UNIT, "mixed-units")


# What the figure that a rule explains may be printed in.
_PRINTED: Mapping[str, Callable[[Rule, Registry], Iterator[Finding]]] = {
    "ratio": _ratio,
    "fraction": _fraction,
    "growth": _growth,
    "index": _index,
}


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
