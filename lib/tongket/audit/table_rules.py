"""The rules of one table, read from TOML: what must hold between its figures, which they name by their ids."""

from __future__ import annotations

from dataclasses import dataclass
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
    counted: frozenset[str] = frozenset()


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
    return TableRules(path.name, tuple(rules), frozenset(counted))


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
