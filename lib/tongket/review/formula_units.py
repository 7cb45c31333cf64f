"""The unit of a formula, from the units of the figures that it reads: by the rules by which figures compute."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.measures import ITEMS, NOT_PER, PERCENT, POINTS, TIMES, unit_per
from tongket.model import Text, Unit
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Methods of a column whose numbers are in the unit of the column.
SAME_UNIT = {"shift", "max", "min", "mean", "median", "abs", "round", "first", "last"}
ADDING = {"sum", "cumsum"}
WHOLE = 100  # percent


def constant(node: ast.expr) -> float | None:
    """The number that an expression without names is; None where it names something or is no number."""
    if any(isinstance(each, (ast.Name, ast.Call)) for each in ast.walk(node)):
        return None
    try:
        # Only literals and signs are left.
        value = eval(ast.unparse(node), {"__builtins__": {}})  # noqa: S307
    except (ArithmeticError, TypeError, ValueError):
        return None
    return float(value) if isinstance(value, (int, float)) else None


@dataclass(frozen=True)
class Units:
    """The units of the columns that a formula reads.

    Attributes:
        columns: by column, one unit a row.
    """

    columns: Mapping[str, Sequence[Unit]]
    _common: dict[ast.expr, Unit | None] = field(default_factory=dict)

    def of(self, node: ast.expr, row: int) -> Unit | None:
        """What an expression counts in one row; None where its units do not say it."""
        found: Unit | None = None
        match node:
            case ast.Name(id=name):
                found = self.columns[name][row] if name in self.columns else None
            case ast.UnaryOp(operand=operand):
                found = self.of(operand, row)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as sign, right=right):
                found = self._added(left, right, row, less=isinstance(sign, ast.Sub))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                found = self._times(left, right, row)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                found = self._divided(left, right, row)
            case ast.Call(func=ast.Attribute(value=column, attr=name)):
                found = self._of_method(column, name)
            case ast.Subscript(value=column):
                found = self._shared(column)
        return found

    # Numbers that the notebook typed

    def fault(self, tree: ast.expr) -> Text | None:
        """Why the typed numbers are more than a conversion of units; None where they are none."""
        different = {
            tuple(units[row].id for units in self.columns.values()): row for row in self._rows()
        }
        faults = (
            self._fault(node, row)
            for node in ast.walk(tree)
            if isinstance(node, ast.BinOp)
            for row in different.values()
        )
        return next(filter(None, faults), None)

    def _rows(self) -> range:
        return range(max(map(len, self.columns.values()), default=0))

    def _fault(self, node: ast.BinOp, row: int) -> Text | None:
        kind = _sign(node)
        typed = [(n, other) for n, other in _numbers(node, kind) if n != 0]
        if kind == "+":
            if len(typed) > 1:
                return Phrase(
                    "expected one number added, got several. Join the figure that they stand for."
                )
            if typed and abs(typed[0][0]) == WHOLE and self.of(typed[0][1], row) != PERCENT:
                return Phrase(
                    "expected an added 100 beside percent alone, got it beside other amounts. Join the figure."
                )
        converting = [n for n, other in typed if not self._makes_percent(n, other, row)]
        if kind == "×" and len(converting) > 1:
            got = ", ".join(f"{n:g}" for n in converting)
            return Phrase(
                "expected one number that converts units, got {numbers}. Join the figure, or convert once.",
                numbers=got,
            )
        return None

    def _makes_percent(self, number: float, other: ast.expr, row: int) -> bool:
        """Whether a number makes percent of times, or times of percent."""
        unit = self.of(other, row)
        return number == WHOLE and unit is not None and unit.id in {TIMES.id, PERCENT.id}

    def _of_method(self, column: ast.expr, name: str) -> Unit | None:
        if isinstance(column, ast.Call) and getattr(column.func, "attr", "") == "groupby":
            column = column.func.value  # type: ignore[attr-defined]
            name = "sum" if name == "transform" else name
        found = self._shared(column)
        ranks = found is not None and found.kind == "rank"
        return found if name in SAME_UNIT or (name in ADDING and not ranks) else None

    def _shared(self, node: ast.expr) -> Unit | None:
        """The unit that an expression has in all rows; items where they count different things."""
        if node not in self._common:
            self._common[node] = self._in_all_rows(node)
        return self._common[node]

    def _in_all_rows(self, node: ast.expr) -> Unit | None:
        found = {unit.id: unit for row in self._rows() if (unit := self.of(node, row)) is not None}
        if len(found) == 1:
            return next(iter(found.values()))
        return ITEMS if {unit.kind for unit in found.values()} == {"count"} else None

    def _added(self, left: ast.expr, right: ast.expr, row: int, *, less: bool) -> Unit | None:
        units = [self.of(left, row), self.of(right, row)]
        number = constant(right) if units[1] is None else constant(left)
        if number is not None:
            return _with_number(units[0] or units[1], number)
        if units[0] is None or units[1] is None:
            return None
        if units[0].id == units[1].id:
            return _of_one_kind(units[0], less=less)
        kinds = {units[0].kind, units[1].kind}
        if kinds == {"percent", "percentage_points"}:
            return PERCENT
        return ITEMS if kinds == {"count"} else None

    def _times(self, left: ast.expr, right: ast.expr, row: int) -> Unit | None:
        units = [self.of(left, row), self.of(right, row)]
        number = constant(right) if units[1] is None else constant(left)
        if number is None:
            other = next((u for u in units if u is not None and u.id != TIMES.id), TIMES)
            return other if None not in units and TIMES in units else None
        unit = units[0] or units[1]
        if unit is None or unit.kind == "rank":
            return None
        return PERCENT if unit.id == TIMES.id and number == WHOLE else unit

    def _divided(self, left: ast.expr, right: ast.expr, row: int) -> Unit | None:
        above, below = self.of(left, row), self.of(right, row)
        if above is None or above.kind == "rank":
            return None
        if below is None:
            number = constant(right)
            fraction = above.id == PERCENT.id and number == WHOLE
            return None if number is None else TIMES if fraction else above
        kinds = {above.kind, below.kind}
        if above.id == below.id or kinds == {"count"}:
            return TIMES
        return None if kinds & NOT_PER else unit_per(above, below)


def _sign(node: ast.AST) -> str:
    """The kind of a sum or of a product; empty for anything else."""
    if not isinstance(node, ast.BinOp) or isinstance(node.op, ast.Pow):
        return ""
    return "+" if isinstance(node.op, (ast.Add, ast.Sub)) else "×"


def _numbers(node: ast.BinOp, kind: str) -> Iterator[tuple[float, ast.expr]]:
    """The numbers of a sum or of a product, also of its parts, each with what it is added to or converts."""
    for side, other in ((node.left, node.right), (node.right, node.left)):
        number = constant(side)
        if number is not None:
            yield number, other
        elif isinstance(side, ast.BinOp) and _sign(side) == kind:
            yield from _numbers(side, kind)


def _with_number(unit: Unit | None, number: float) -> Unit | None:
    """What is left of an amount and a bare number: 100 less a percentage, one less than a rank."""
    if unit is None or number == 0:
        return unit
    if unit.kind == "rank":
        return ITEMS
    wholes = {PERCENT.kind: WHOLE, TIMES.kind: 1, "count": 1}
    return unit if wholes.get(unit.kind) == number else None


def _of_one_kind(unit: Unit, *, less: bool) -> Unit | None:
    if unit.kind == "rank":
        return ITEMS if less else None
    return POINTS if less and unit.kind == "percent" else unit
