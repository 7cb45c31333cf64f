"""What is worth a look in data that hold: unused codes, years left out, rules without use, double spellings.

Official screeners of data files look for the same. A notice has the form of a finding, and refuses nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from tongket.data.findings import Finding, gathered
from tongket.data.registry.code_lines import CodeLines
from tongket.data.registry.events import EVENTS
from tongket.data.registry.indicators import INDICATORS, NOT_DEFINED
from tongket.data.registry.rules import ASSUMPTIONS, PLANS
from tongket.data.registry.rules import FILE as RULES
from tongket.data.registry.sources import SOURCES
from tongket.model import LANGS, PLAN_MEASURES, Measure
from tongket.numerals.number_words import COUNTING
from tongket.project import example_dir, shared_registry
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.data.store import Store
    from tongket.model import Observation

# Statuses of figures that do not compare with those before: a break, another definition.
BREAKING = frozenset({"B", "D"})
_LETTERS = re.compile(r"[^\W\d_]+")


def notices(store: Store) -> list[Finding]:
    """What is worth a look in data that hold; those of one cause are one notice with all its rows.

    Args:
        store: all observations. Where rows were refused, a notice could say what is not so.
    """
    lines = CodeLines(store.data_dir)
    found = [
        *_unused(store, lines), *_undefined(store, lines), *_gaps(store), *_totals(store), *_fractions(store),
        *_spelt(store, lines), *_strange_words(store), *_lost_statuses(store),
    ]  # fmt: skip
    newest: dict[str, int] = defaultdict(int)
    for row in store.observations:
        newest[row.file] = max(newest[row.file], row.time_period.year)
    # What was entered last is what somebody can still ask about.
    return sorted(gathered(found), key=lambda notice: -newest[notice.file])


def _unused(store: Store, lines: CodeLines) -> Iterator[Finding]:
    """Codes that no observation, event, rule or other code names."""
    expected = Phrase("a code that something names")
    remedy = Phrase("Delete it, or enter the figures that it is for.")
    shared = shared_registry(store.data_dir)
    is_common = store.data_dir.resolve() == (example_dir() / "data").resolve()
    for (file, section), (declared, used) in _codes(store).items():
        for code in (code for code in declared if code not in used):
            row = lines.of(file, section, code)
            # What comes with tongket is for every province.
            if (not row and shared) or (is_common and file == INDICATORS):
                continue
            yield Finding(file, row, section, code, expected, remedy, "unused-code")


def _undefined(store: Store, lines: CodeLines) -> Iterator[Finding]:
    """Indicators without a definition: pages say so where it would be."""
    expected = Phrase("a definition: what is counted, by whom, and what is not")
    remedy = Phrase("Add {keys}.", keys="definition_vi, definition_en")
    for name, indicator in store.registry.indicators.items():
        if indicator.definition is NOT_DEFINED:
            row = lines.of(INDICATORS, "indicators", name)
            yield Finding(INDICATORS, row, "definition", name, expected, remedy, "no-definition")


def _lost_statuses(store: Store) -> Iterator[Finding]:
    """Figures of a later edition without the mark of a break or another definition that the earlier one had."""
    for revision in store.revisions.values():
        row = revision.latest.row
        before = next((v.row for v in revision.vintages if v.row.status in BREAKING), row)
        if row.status not in BREAKING and before.source != row.source:
            expected = Phrase(
                "{status}, as in {source}", status=before.status, source=before.source
            )
            remedy = Phrase(
                "Write {status} where it still holds: without it pages compare the figure with those before.",
                status=before.status,
            )
            yield Finding(
                row.file, row.row, "obs_status", row.status, expected, remedy, "status-lost"
            )


def _codes(store: Store) -> dict[tuple[str, str], tuple[Iterable[str], set[str]]]:
    """The codes of each registry, and those of its codes that are named somewhere.

    All provinces are areas, whether or not any figure is theirs.
    """
    book, events = store.registry, store.registry.events
    rows = (*store.observations, *store.superseded)
    indicators = book.indicators.values()
    assumed = book.assumptions.values()
    in_rules = {name for rule in book.rules for name in rule.indicators}
    in_rules.update(name for each in assumed for name in each.indicators)
    of_indicators = {row.indicator for row in rows} | {event.indicator for event in events}
    bound = {each.id for each in assumed if each.indicators}
    return {
        (INDICATORS, "units"): (book.units, {i.unit for i in indicators} | {r.unit for r in rows}),
        (INDICATORS, "domains"): (book.domains, {i.domain for i in indicators}),
        (INDICATORS, "indicators"): (
            book.indicators,
            of_indicators | in_rules | {i.base for i in indicators},
        ),
        (SOURCES, "sources"): (
            book.sources,
            {row.source for row in rows} | {event.source for event in events},
        ),
        (RULES, PLANS): (book.plans, _plans_stated(store)),
        (RULES, ASSUMPTIONS): (book.assumptions, bound | {rule.assumes for rule in book.rules}),
    }


def _plans_stated(store: Store) -> set[str]:
    """The named plans of which some row speaks."""
    rows = (row for row in store.observations if row.measure in PLAN_MEASURES)
    plans = (store.registry.plan_at(row.source, row.locator) for row in rows)
    return {plan.id for plan in plans if plan}


def _gaps(store: Store) -> Iterator[Finding]:
    """Years without a figure, and without the reason why, between two years that have one."""
    series: dict[tuple[str, str], dict[int, Observation]] = defaultdict(dict)
    for row in store.observations:
        if row.measure is Measure.ACTUAL and row.time_period.is_year:
            series[row.indicator, row.ref_area].setdefault(row.time_period.year, row)
    for (indicator, area), stated in series.items():
        left_out = [(a + 1, b - 1) for a, b in pairwise(sorted(stated)) if b - a > 1]
        if left_out:
            expected = Phrase(
                "each year from {first} to {last} of {indicator}, {area}",
                first=min(stated), last=max(stated), indicator=indicator, area=area,
            )  # fmt: skip
            remedy = Phrase(
                "Enter the figures of {years}, or rows of status L with the reason.",
                years=", ".join(str(a) if a == b else f"{a}–{b}" for a, b in left_out),
            )
            after = stated[left_out[0][1] + 1]
            got = ", ".join(map(str, sorted(stated)))
            yield Finding(
                after.file, after.row, "time_period", got, expected, remedy, "gap-in-series"
            )


def _totals(store: Store) -> Iterator[Finding]:
    """Totals whose parts are not all stated: nothing tests them."""
    held: dict[tuple[str, str], dict[str, Observation]] = defaultdict(dict)
    for row in store.observations:
        if row.measure is Measure.ACTUAL:
            held[row.ref_area, row.time_period.text].setdefault(row.indicator, row)
    # Shares that make 100 have no total of their own, and plans and other years are not of the same rows.
    balances = [
        rule.names
        for rule in store.registry.rules
        if rule.kind == "balance" and rule.amount is None and ":" not in "".join(rule.figures)
    ]
    remedy = Phrase("Enter the parts that the source states: without them nothing tests the total.")
    for names in balances:
        for stated in held.values():
            total = stated.get(names["total"][0])
            missing = [part for part in names["parts"] if part not in stated]
            if total is not None and total.interval is not None and missing:
                expected = Phrase("its parts too: {names}", names=", ".join(missing))
                yield Finding(
                    total.file, total.row, "indicator", total.indicator, expected, remedy,
                    "total-without-parts",
                )  # fmt: skip


def _fractions(store: Store) -> Iterator[Finding]:
    """Rules of a printed n/N whose figure is printed without N everywhere."""
    expected = Phrase("a figure that a source prints as n of N")
    remedy = Phrase("Enter n/N as it is printed, or delete the rule: without N it says nothing.")
    # What comes with tongket is for every province.
    for rule in (each for each in store.registry.rules if not each.is_shared):
        for name in rule.names.get("fraction", ()):
            rows = [row for row in store.observations if row.indicator == name and row.interval]
            if rows and all(row.denominator is None for row in rows):
                yield Finding(RULES, rule.row, rule.entry, name, expected, remedy, "no-fraction")


def _spelt(store: Store, lines: CodeLines) -> Iterator[Finding]:
    """Texts that differ by small and capital letters or by spaces only: they are counted as two things."""
    first: dict[tuple[str, str], str] = {}
    for kind, text, place in _texts(store):
        before = first.setdefault((kind, " ".join(text.casefold().split())), text)
        if before != text:
            file, at, column = place
            row = at if isinstance(at, int) else lines.of(file, *at)
            expected = Phrase("one spelling, as in “{text}”", text=before)
            remedy = Phrase("Write it in one way everywhere.")
            yield Finding(file, row, column, text, expected, remedy, "two-spellings")


def _strange_words(store: Store) -> Iterator[Finding]:
    """Words behind a printed figure that the registry has nowhere: no unit, indicator or other name for one."""
    known: set[str] | None = None
    for row in store.observations:
        words = _LETTERS.findall(row.as_printed)
        if not words or "/" in row.as_printed or store.registry.units[row.unit].kind != "count":
            continue
        known = _vocabulary(store) if known is None else known
        strange = [word for word in words if word.casefold() not in known]
        if strange:
            unit = store.registry.units[row.unit]
            expected = Phrase("words of what is counted, such as “{unit}”", unit=unit.name)
            remedy = Phrase(
                "Compare it with the source; another name for the indicator goes into its aliases."
            )
            yield Finding(
                row.file, row.row, "as_printed", row.as_printed, expected, remedy, "strange-unit"
            )


def _vocabulary(store: Store) -> set[str]:
    """The words of all names and definitions of units and indicators, and those of numbers."""
    book = store.registry
    texts = [*COUNTING, "đến tới từ to from of out trên tổng số mỗi per gấp lần"]
    for unit in book.units.values():
        texts += [*(unit.name.in_(lang) for lang in LANGS), unit.plural_en]
    for each in book.indicators.values():
        texts += [text.in_(lang) for text in (each.name, each.definition) for lang in LANGS]
        texts += each.aliases
    return {word.casefold() for text in texts for word in _LETTERS.findall(text)}


# A text is found in a file, at a row or at the code of a section, in a column.
_Place = tuple[str, int | tuple[str, str], str]


def _texts(store: Store) -> Iterator[tuple[str, str, _Place]]:
    """The texts that are counted or grouped by, each with its kind and place."""
    book = store.registry
    for name, source in book.sources.items():
        yield "publisher", source.publisher.vi, (SOURCES, ("sources", name), "publisher")
    for event in book.events:
        for lang in LANGS:
            place = EVENTS, ("event", event.id), f"field_{lang}"
            yield place[2], event.field.in_(lang), place
            for partner in event.partners:
                place = EVENTS, ("event", event.id), f"partners_{lang}"
                yield place[2], partner.in_(lang), place
    for row in store.observations:
        yield f"locator {row.source}", row.locator, (row.file, row.row, "locator")
