"""The rules of one table, read from TOML: what must hold between its figures, which they name by their ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

from tongket.data.registry.entries import Listed, Words
from tongket.data.registry.toml_tables import MEND, read_toml
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding

Names = Words | Listed
Number = Annotated[int, ("gt", 0)] | Annotated[float, ("gt", 0)] | None
COUNTED = "counted"
# What a rule can do without: each of several means is compared with n alone, and a share has a part in any case.
SPARED = ("means", "percents", "part")


@dataclass(frozen=True, kw_only=True)
class _Entry:
    assumes: str = ""


@dataclass(frozen=True, kw_only=True)
class _Balance(_Entry):
    total: Words
    parts: Names


@dataclass(frozen=True, kw_only=True)
class _Bound(_Entry):
    lesser: Names
    greater: Words


@dataclass(frozen=True, kw_only=True)
class _SumTo(_Entry):
    parts: Names
    sum: Number = None


@dataclass(frozen=True, kw_only=True)
class _Ratio(_Entry):
    share: Words
    part: str = ""
    whole: str = ""
    per: Number = None


@dataclass(frozen=True, kw_only=True)
class _Growth(_Entry):
    now: Words
    before: Words
    growth: Words


@dataclass(frozen=True, kw_only=True)
class _Change(_Entry):
    now: Words
    before: Words
    points: Words


@dataclass(frozen=True, kw_only=True)
class _Mean(_Entry):
    means: Names
    n: Words
    items: Number = None


@dataclass(frozen=True, kw_only=True)
class _PercentOfN(_Entry):
    percents: Names
    n: Words
    items: Number = None


KINDS: dict[str, type[Any]] = {
    "balance": _Balance, "bound": _Bound, "sum_to": _SumTo, "ratio": _Ratio, "growth": _Growth,
    "change": _Change, "mean": _Mean, "percent_of_n": _PercentOfN,
}  # fmt: skip


@dataclass(frozen=True)
class TableRule:
    """One rule: its kind, where it is written, the ids and numbers by key, and what it assumes."""

    kind: str
    place: int
    row: int
    figures: dict[str, tuple[str, ...]]
    numbers: dict[str, Fraction]
    assumes: str = ""

    @property
    def label(self) -> str:
        """How the rule is named: its kind and its number among those of that kind."""
        return f"{self.kind}[{self.place}]"

    def one(self, key: str) -> str:
        """The id under a key of one figure; empty where it is left out."""
        return next(iter(self.figures.get(key, ())), "")

    def number(self, key: str, default: int) -> Fraction:
        """The number under a key."""
        return self.numbers.get(key, Fraction(default))


@dataclass(frozen=True)
class TableRules:
    """All rules of a file.

    Args:
        counted: the units whose figures were counted one by one; all others may be rounded.
    """

    file: str
    rules: tuple[TableRule, ...] = ()
    counted: tuple[str, ...] = ()
    counted_row: int = 0

    def without(self, empty: frozenset[str]) -> tuple[TableRules, tuple[NotChecked, ...]]:
        """The rules that can be checked where some ids have no value, and those that cannot."""
        rules = [(rule, _with_values(rule, empty)) for rule in self.rules]
        left = tuple(
            NotChecked(rule, missing)
            for rule, _ in rules
            if (missing := tuple(n for names in rule.figures.values() for n in names if n in empty))
        )
        return replace(self, rules=tuple(kept for _, kept in rules if kept)), left


@dataclass(frozen=True)
class NotChecked:
    """A rule that could not be checked, or not of all its figures: some have no value."""

    rule: TableRule
    missing: tuple[str, ...]


def _with_values(rule: TableRule, empty: frozenset[str]) -> TableRule | None:
    """A rule without the ids that have no value; None where nothing is left that it could tie."""
    kept: dict[str, tuple[str, ...]] = {}
    for key, names in rule.figures.items():
        left = tuple(name for name in names if name not in empty)
        if len(left) < len(names) and key not in SPARED:
            return None
        if left:
            kept[key] = left
    # A share alone, or a number of answers alone, says nothing of another figure.
    lone = len(kept) < 2 <= len(rule.figures)
    return None if lone else replace(rule, figures=kept)


def read_table_rules(path: Path, findings: list[Finding]) -> TableRules:
    """The rules of a TOML file; what does not hold goes to the findings."""
    file = read_toml(path, path.name, findings)
    file.unknown_sections((*KINDS, COUNTED))
    counted = file.document.get(COUNTED, [])
    if not isinstance(counted, list) or not all(isinstance(each, str) for each in counted):
        expected = Phrase("a list of units, such as {example}", example='["people"]')
        row, value = file.row_of(COUNTED), str(counted)
        file.note("wrong-entry", expected, MEND, row=row, key=COUNTED, value=value)
        counted = []
    rules = [
        _rule(kind, place, file.row_of(kind, place), dict(vars(entry)))
        for kind, shape in KINDS.items()
        for place, entry in file.listed(kind, shape)
    ]
    return TableRules(path.name, tuple(rules), tuple(counted), file.row_of(COUNTED))


def _rule(kind: str, place: int, row: int, cells: dict[str, Any]) -> TableRule:
    figures, numbers, assumes = {}, {}, cells.pop("assumes")
    for key, value in cells.items():
        if isinstance(value, str | list):
            figures[key] = (value,) if isinstance(value, str) else tuple(value)
        elif value is not None:
            numbers[key] = Fraction(str(value))
    return TableRule(
        kind, place, row, {k: v for k, v in figures.items() if any(v)}, numbers, assumes
    )
