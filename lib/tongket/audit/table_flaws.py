"""What of the rules of a table cannot hold of it: names that it does not have, units that do not go together."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.audit.statements import RELATIVE
from tongket.data.findings import Finding
from tongket.data.registry.links import nearest
from tongket.data.registry.toml_tables import MEND
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tongket.audit.figure_table import FigureTable, TableFigure
    from tongket.audit.table_rules import TableRule, TableRules
    from tongket.model import Text

# Keys of figures that print how two quantities are related, and no quantity.
RELATIONS = ("share", "growth", "means", "percents")
# Keys of figures that are added or compared.
SUMMED = ("total", "parts", "lesser", "greater", "now", "before")
HUNDRED = Fraction(100)
# Units that have one word each; for things that are counted there are many words.
_OWN = frozenset({"percent", "percentage_points", "per_mille", "times", "VND", "USD"})


def flaws(table: FigureTable, rules: TableRules) -> list[Finding]:
    """Everything of the rules that cannot hold of a table."""
    return list(_Flaws(table, rules).all())


def finding(
    rules: TableRules, rule: TableRule, key: str, value: str, expected: Text, remedy: Text, code: str
) -> Finding:  # fmt: skip
    """A finding at a rule, or at one of its keys."""
    at = ".".join(filter(None, (rule.label, key)))
    return Finding(rules.file, rule.row, at, value, expected, remedy, code)


def shares(rules: TableRules) -> set[str]:
    """The ids that some rule reads as a share, mean or growth of others."""
    every = [(key, rule) for rule in rules.rules for key in rule.figures if key in RELATIONS]
    return {name for key, rule in every for name in rule.figures[key]}


def is_in_percent(figures: list[TableFigure]) -> bool:
    """Whether the printings of a share are percentages; fractions alone are read as such."""
    return any(f.kind == "percent" for f in figures) or all(f.is_fraction for f in figures)


class _Flaws:
    def __init__(self, table: FigureTable, rules: TableRules) -> None:
        self.table, self.rules = table, rules
        self.figures = table.by_id
        self.related = shares(rules)

    def all(self) -> Iterator[Finding]:
        yield from self._uncounted()
        yield from self._items()
        for rule in self.rules.rules:
            for key, names in rule.figures.items():
                for name in names:
                    yield from self._of_name(rule, key, name)
            yield from self._of_rule(rule)

    def _note(
        self, rule: TableRule, key: str, value: str, expected: Text, remedy: Text, code: str
    ) -> Finding:
        return finding(self.rules, rule, key, value, expected, remedy, code)

    # The file as a whole

    def _uncounted(self) -> Iterator[Finding]:
        """Units that are said to be counted and that no figure has."""
        units = {*self.table.units, *(f.unit for f in self.table.figures if f.unit)}
        for unit in self.rules.counted:
            if unit not in units:
                row, expected = self.rules.counted_row, Phrase("a unit of the table")
                remedy = nearest(unit, units, MEND)
                yield Finding(
                    self.rules.file, row, "counted", unit, expected, remedy, "unknown-name"
                )

    def _items(self) -> Iterator[Finding]:
        """Figures that two rules say to be of other numbers of items of the same people."""
        known: dict[tuple[str, str], Fraction] = {}
        for rule in self.rules.rules:
            for key in ("means", "percents"):
                for name in rule.figures.get(key, ()):
                    items = rule.number("items", 1)
                    before = known.setdefault((name, rule.one("n")), items)
                    if before != items:
                        expected = Phrase("{number} items, as in the rule before", number=before)
                        remedy = Phrase("Leave one of the two rules out.")
                        yield self._note(rule, "items", str(items), expected, remedy, "other-items")

    # One id

    def _of_name(self, rule: TableRule, key: str, name: str) -> Iterator[Finding]:
        """What is wrong with one id in a rule."""
        if name not in self.figures:
            expected, remedy = Phrase("an id of the table"), nearest(name, self.figures, MEND)
            yield self._note(rule, key, name, expected, remedy, "unknown-name")
        elif any(name in rule.figures.get(other, ()) for other in RELATIONS if other != key):
            return  # That a figure is named twice is a finding of the whole rule.
        elif name in self.related and key not in RELATIONS and rule.kind != "sum_to":
            expected = Phrase("a figure that no rule reads as a share, mean or growth of others")
            remedy = Phrase("Name the number behind it, or leave one of the two rules out.")
            yield self._note(rule, key, name, expected, remedy, "share-as-amount")
        else:
            for figure in self.figures[name]:
                yield from self._of_figure(rule, key, figure)

    def _of_figure(self, rule: TableRule, key: str, figure: TableFigure) -> Iterator[Finding]:
        """What is wrong with one printing of an id in a rule."""
        checks: dict[str, Callable[[TableRule, TableFigure], tuple[Text, Text] | None]] = {
            "growth": _no_percentage, "percents": _no_percentage, "share": _no_share,
            "means": lambda *_: None, "n": _no_count,
        }  # fmt: skip
        default = _no_number if rule.kind in {"change", "sum_to"} else _above_its_whole
        if figure.id in self.related and key not in RELATIONS:
            return
        wrong = checks.get(key, default)(rule, figure)
        if wrong:
            value = f"{figure.id}: {figure.as_printed}"
            yield self._note(rule, key, value, *wrong, "wrong-kind-of-figure")

    # The ids of a rule together

    def _of_rule(self, rule: TableRule) -> Iterator[Finding]:
        """What is wrong with the ids of a rule taken together."""
        every = [name for names in rule.figures.values() for name in names]
        for name in dict.fromkeys(each for each in every if every.count(each) > 1):
            remedy = Phrase("A figure cannot be a part of itself: mend the rule.")
            yield self._note(rule, "", name, Phrase("each figure once"), remedy, "circular-rule")
        if rule.kind == "ratio" and not rule.one("part") + rule.one("whole"):
            expected, share = Phrase("a part or a whole"), rule.one("share")
            yield self._note(rule, "", share, expected, MEND, "wrong-entry")
        compared = self._compared(rule)
        if len({figure.measured_in for figure in compared}) > 1:
            shown = ", ".join(dict.fromkeys(f"{f.id}: {f.shown_unit}" for f in compared))
            expected, remedy = (
                Phrase("figures of one unit"),
                Phrase("Add or compare only what has one unit."),
            )
            yield self._note(rule, "", shown, expected, remedy, "mixed-units")

    def _compared(self, rule: TableRule) -> list[TableFigure]:
        """The figures of a rule that must have one unit."""
        found = [f for key in SUMMED for f in self._printings(rule, key)]
        if rule.kind == "sum_to":
            return [f for f in found if not (f.is_fraction and f.id in self.related)]
        if rule.kind == "ratio" and is_in_percent(self._printings(rule, "share")):
            both = [*self._printings(rule, "part"), *self._printings(rule, "whole")]
            return both if any(f.kind in _OWN for f in both) and all(f.kind for f in both) else []
        # Percentages differ by percentage points, and these have many names.
        points = [f for f in self._printings(rule, "points") if f.kind]
        if all(f.kind == "percent" for f in found):
            points = [f for f in points if f.kind not in {"percentage_points", "words"}]
        return found + points

    def _printings(self, rule: TableRule, key: str) -> list[TableFigure]:
        return [f for name in rule.figures.get(key, ()) for f in self.figures.get(name, ())]


def _no_percentage(_: TableRule, figure: TableFigure) -> tuple[Text, Text] | None:
    """Why a figure is no percentage; None where it is one, a plain number or a fraction."""
    is_plain = {figure.kind, figure.printed.unit} <= {"", "percent"}
    if is_plain or (figure.is_fraction and not figure.kind):
        return None
    remedy = Phrase(
        "Write the percentage; what is so many times another figure is the share of a rule [[ratio]]."
    )
    return Phrase("a percentage"), remedy


def _no_share(rule: TableRule, figure: TableFigure) -> tuple[Text, Text] | None:
    """Why a figure is no share, or not one for each so many; None where it is."""
    if figure.kind == "percentage_points":
        remedy = Phrase("Percentage points are the difference of two figures: [[change]].")
        return Phrase("a share, a multiple or a rate"), remedy
    per = rule.numbers.get("per")
    of = {"percent": HUNDRED, "per_mille": Fraction(1000), "times": Fraction(1)}.get(figure.kind)
    if per is None or of is None or per == of:
        return None
    expected = Phrase("a figure for each {number}", number=per)
    return expected, Phrase("Leave out {key}, or mend the unit of the figure.", key="per")


def _no_number(_: TableRule, figure: TableFigure) -> tuple[Text, Text] | None:
    """Why a figure cannot be added to shares or taken from another; None where it can."""
    if not figure.is_fraction:
        return None
    remedy = Phrase("Write it as a percentage, or name its whole in a rule [[ratio]].")
    return Phrase("one number, no fraction"), remedy


def _no_count(rule: TableRule, figure: TableFigure) -> tuple[Text, Text] | None:
    """Why a figure is no number of answers; None where it is one."""
    if figure.kind in RELATIVE:
        return Phrase("a number of people or things"), MEND
    return _above_its_whole(rule, figure)


def _above_its_whole(_: TableRule, figure: TableFigure) -> tuple[Text, Text] | None:
    """Why n of N cannot be so many of so many; None where it can."""
    value, whole = figure.printed.value, figure.printed.denominator
    if value is None or whole is None or value <= whole:
        return None
    remedy = Phrase("Compare it with the source; write a result and its plan as two figures.")
    return Phrase("at most {number} of {number}", number=whole), remedy
