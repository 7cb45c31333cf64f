"""Rules and assumptions held against the indicators, areas, units and years that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.data.registry.areas import AREAS, PARTS
from tongket.data.registry.indicators import INDICATORS
from tongket.data.registry.links import not_declared
from tongket.data.registry.rule_units import is_share, units_that_do_not_fit
from tongket.data.registry.rules import AFTER_GROWTH, FILE, KINDS, PLANS, RESULT
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.data.registry.book import Registry, Rule
    from tongket.data.registry.code_lines import CodeLines
    from tongket.model import Text


# What is said of a figure that two rules explain, by whether the first of them comes with tongket.
_SAID_BY = {
    False: (
        Phrase("one rule that says what this figure prints: {entry}"),
        Phrase("Keep the one that the source means."),
    ),
    True: (
        Phrase("no second rule: {entry} of those that come with tongket says what it prints"),
        Phrase("Delete this rule."),
    ),
}


def rules_that_do_not_hold(registry: Registry, lines: CodeLines | None = None) -> Iterator[Finding]:
    """Rules and assumptions that name nothing known, mix units or wholes, run in a circle, or say nothing.

    Args:
        registry: all registries.
        lines: the lines of the codes in one's own; None where none is laid over what comes with tongket.
    """
    printed: dict[str, Rule] = {}
    for rule in registry.rules:
        wrong = [*_unknown(rule, registry)] or [
            *_repeated(rule), *units_that_do_not_fit(rule, registry), *_years_to_come(rule, registry),
            *_ends(rule, registry),
        ]  # fmt: skip
        wrong += [*_explained_twice(rule, printed)] or [*_of_another_whole(rule, registry)]
        yield from (_at_its_cause(each, rule, lines) if lines else each for each in wrong)
    for name, assumed in registry.assumptions.items():
        for other in assumed.indicators:
            if other not in registry.indicators:
                yield not_declared(FILE, 0, f"assumptions.{name}", other, registry.indicators)
    yield from _plans(registry)


def _at_its_cause(finding: Finding, rule: Rule, lines: CodeLines) -> Finding:
    """A finding in a rule that comes with tongket, at one's own entry that breaks it: without that the rule holds."""
    named = [(INDICATORS, "indicators", name) for name in rule.indicators]
    named.append((AREAS, "ref_area", rule.area))
    own = [place for place in named if lines.of(*place)] if rule.is_shared else []
    if not own:
        return finding
    file, key, name = own[0]
    expected = Phrase(
        "{expected}, as the rule {rule} that comes with tongket needs",
        expected=finding.expected, rule=rule.entry,
    )  # fmt: skip
    remedy = Phrase("Write the entry so that the rule holds, or give it a name of its own.")
    row = lines.of(file, key, name)
    return Finding(file, row, f"{key}.{name}", finding.value, expected, remedy, finding.code)


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
    for name, names, key in known:
        if name not in names:
            yield not_declared(FILE, rule.row, key, name, names)
    if rule.area:
        yield from _unknown_whole(rule, registry)
    for key, figures in rule.names.items():
        allowed = _after_colon(rule, key)
        for figure in figures:
            after = figure.partition(":")[2]
            if after not in allowed and not (allowed[1:] == RESULT and _is_year(after)):
                yield _at(
                    rule, figure, _expected(allowed), Phrase("Mend the rule."), "unknown-name"
                )


def _unknown_whole(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """The total of areas that is not declared, or has no areas within it."""
    held = {(area.region, area.kind) for area in registry.areas.values()}
    wholes = [
        name
        for name, area in registry.areas.items()
        if area.kind == "country" or (name, PARTS.get(area.kind)) in held
    ]
    key = f"{rule.entry}.total"
    if rule.area not in registry.areas:
        yield not_declared(FILE, rule.row, key, rule.area, wholes)
    elif rule.area not in wholes:
        expected = Phrase("the country, a region, or a province with its districts")
        remedy = Phrase("It is one of: {names}.", names=", ".join(wholes))
        yield Finding(FILE, rule.row, key, rule.area, expected, remedy, "not-a-whole")


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


def _explained_twice(rule: Rule, printed: dict[str, Rule]) -> Iterator[Finding]:
    """The figure of which an earlier rule says what it prints; `printed` holds those rules, and gets this one."""
    for figure in rule.names.get(KINDS[rule.kind].printed, ()):
        first = printed.setdefault(figure, rule)
        if first is not rule:
            said, remedy = _SAID_BY[first.is_shared]
            yield _at(rule, figure, said.filled(entry=first.entry), remedy, "explained-twice")


def _of_another_whole(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """A share of which the registry names the base, and the rule something else."""
    if rule.kind not in ("ratio", "growth", "index"):
        return
    (figure,) = rule.names[KINDS[rule.kind].printed]
    base = registry.indicators[figure].base if figure in registry.indicators else ""
    if base and rule.names.get("whole") != (base,) and is_share(figure, registry):
        value = rule.names["whole"][0] if rule.kind == "ratio" else rule.kind
        expected = Phrase("{base}, the base of {share}", base=base, share=figure)
        remedy = Phrase("Mend the rule, or the base in indicators.toml.")
        yield _at(rule, value, expected, remedy, "explained-twice")


def _years_to_come(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """Years whose results no source can state, because all of them were published before.

    A rule that comes with tongket knows nothing of the project's sources.
    """
    if rule.is_shared:
        return
    after = [figure.partition(":")[2] for figure in rule.figures]
    years = {int(year) for year in after if _is_year(year)} | ({rule.year} if rule.year else set())
    latest = max((source.published.year for source in registry.sources.values()), default=9999)
    for year in sorted(year for year in years if year > latest):
        expected = Phrase(
            "a year of which a source can state a result, {year} or before", year=latest
        )
        remedy = Phrase("Mend the year. A plan is named with :target.")
        yield _at(rule, str(year), expected, remedy, "year-to-come")


def _ends(rule: Rule, registry: Registry) -> Iterator[Finding]:
    """Ends of what is plausible in the wrong order, or none at all."""
    endless = rule.kind == "plausibility" and rule.least is None and rule.most is None
    # A share is worth asking about where no whole number of its whole gives it.
    if endless and not is_share(rule.names["part"][0], registry):
        expected = Phrase("an end of what is plausible: least, most or both")
        remedy = Phrase("Add the value below or above which it is worth asking.")
        yield _at(rule, "", expected, remedy, "no-range")
    if rule.least is not None and rule.most is not None and rule.least > rule.most:
        value = f"{float(rule.least):g} > {float(rule.most):g}"
        remedy = Phrase("Swap the ends.")
        yield _at(rule, value, Phrase("least not above most"), remedy, "range-reversed")
