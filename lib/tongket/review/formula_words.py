"""A formula in the words of the page: figures and columns by their names, signs of arithmetic, no code."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from tongket.measures import as_one_term
from tongket.model import Measure, Observation, Text
from tongket.numerals import format_period
from tongket.numerals.formats import format_exact
from tongket.review.column_words import MEASURES
from tongket.review.finder import measure_name
from tongket.review.formula_units import constant
from tongket.translations import LazyText, Phrase, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from tongket.data.registry import Registry
    from tongket.model import Figure

SIGNS = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}
METHODS = {
    "sum": message("sum of {amount}"),
    "mean": message("mean of {amount}"),
    "median": message("median of {amount}"),
    "max": message("greatest of {amount}"),
    "min": message("least of {amount}"),
    "cumsum": message("running total of {amount}"),
    "abs": message("{amount}, without its sign"),
    "round": message("{amount}, rounded"),
}
ALL = {"sum", "mean", "median", "max", "min", "cumsum"}
BEFORE, AFTER = message("{amount} {count} rows before"), message("{amount} {count} rows after")
EACH = message("{amount}, by {name}")
ENDS = {"lower": message("lower end"), "upper": message("upper end")}


class _NotSaidError(Exception):
    """The expression holds what there are no words for."""


@dataclass(frozen=True)
class FormulaWords:
    """Says formulas over the columns of one frame.

    Attributes:
        registry: the names of indicators.
        frame: its rows.
        figures: by column of figures, those behind it, one a row.
        called: by any other column what it is called.
    """

    registry: Registry
    frame: pd.DataFrame
    figures: Mapping[str, Sequence[Figure]]
    called: Mapping[str, Text]

    def of(self, tree: ast.expr) -> Text:
        """A formula in words; where there are none for it, what it was computed from."""
        try:
            return self._said(tree)
        except _NotSaidError:
            used = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name)]
            named = [self._column(n) for n in dict.fromkeys(used) if n in self.figures]
            listed = LazyText(lambda lang: ", ".join(text.in_(lang) for text in named))
            return Phrase("computed from {columns} by the code of this page", columns=listed)

    def _said(self, node: ast.expr) -> Text:
        number = constant(node)
        if number is not None:
            exact = Fraction(str(number))
            # A small power of ten has more decimals than a number in words.
            small = abs(exact) < Fraction(1, 10**6) and exact.numerator in {1, -1}
            if small:
                return LazyText(lambda lang: f"1/{format_exact(1 / exact, lang)}")
            return LazyText(partial(format_exact, exact))
        match node:
            case ast.Name(id=name):
                return self._column(name)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
                return self._joined(left, right, SIGNS[type(sign)])
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _joined_text("−{amount}", amount=self._within(operand))
            case ast.Call(func=ast.Attribute(value=column, attr=name), args=args):
                return self._method(column, name, args)
        raise _NotSaidError

    def _joined(self, left: ast.expr, right: ast.expr, sign: str) -> Text:
        sides = [self._said(side) for side in (left, right)]
        looser = {"×": {"+", "−"}, "÷": {"+", "−"}, "+": set(), "−": set()}[sign]
        after = {"×": looser, "÷": {"+", "−", "×", "÷"}, "+": set(), "−": {"+", "−"}}[sign]
        for place, (side, loose) in enumerate(zip((left, right), (looser, after), strict=True)):
            nested = isinstance(side, ast.BinOp) and SIGNS.get(type(side.op)) in loose
            sides[place] = _bracketed(sides[place]) if nested else _one_term(sides[place])
        return _joined_text(f"{{left}} {sign} {{right}}", left=sides[0], right=sides[1])

    def _within(self, node: ast.expr) -> Text:
        nested = isinstance(node, (ast.BinOp, ast.Call))
        return _bracketed(self._said(node)) if nested else _one_term(self._said(node))

    def _method(self, column: ast.expr, name: str, args: Sequence[ast.expr]) -> Text:
        match column:
            case ast.Subscript(value=ast.Name(id=of), slice=rows) if name in ALL:
                return self._of_rows(of, rows)
            case ast.Call(func=ast.Attribute(value=whole, attr="groupby"), args=[*keys]):
                aggregate = args[0].value if args and isinstance(args[0], ast.Constant) else name
                return Phrase(
                    EACH,
                    amount=self._method(whole, str(aggregate), ()), name=self._heads(keys),
                )  # fmt: skip
        if name == "shift":
            return self._shifted(column, args)
        if name == "round" and args:
            return self._rounded(column, constant(args[0]))
        if name not in METHODS:
            raise _NotSaidError
        every = isinstance(column, ast.Name) and self._is_mixed(column.id) and name in ALL
        amount = Phrase("all values") if every else self._within(column)
        return Phrase(METHODS[name], amount=amount)

    def _rounded(self, column: ast.expr, places: float | None) -> Text:
        if places is None:
            raise _NotSaidError
        step = LazyText(partial(format_exact, 1 / Fraction(10) ** int(places)))
        return Phrase("{amount}, rounded to {step}", amount=self._within(column), step=step)

    def _shifted(self, column: ast.expr, args: Sequence[ast.expr]) -> Text:
        steps = 1.0 if not args else constant(args[0])
        if steps == 1:
            return Phrase("{amount} of the row before", amount=self._within(column))
        if steps == -1:
            return Phrase("{amount} of the row after", amount=self._within(column))
        if not steps:
            raise _NotSaidError
        far = LazyText(partial(format_exact, Fraction(abs(steps))))
        return Phrase(BEFORE if steps > 0 else AFTER, amount=self._within(column), count=far)

    def _of_rows(self, name: str, rows: ast.expr) -> Text:
        """The figure that a selection of rows leaves."""
        match rows:
            case ast.Compare(
                left=ast.Name(id=key), ops=[ast.Eq()], comparators=[ast.Constant(value=value)]
            ):
                chosen = self.frame[key] == value
            case _:
                raise _NotSaidError
        found = [f for f, there in zip(self.figures.get(name, ()), chosen, strict=False) if there]
        if len(found) != 1:
            raise _NotSaidError
        return found[0].name

    # Columns

    def _column(self, name: str) -> Text:
        if name not in self.figures:
            if name not in self.called:
                raise _NotSaidError
            return self.called[name]
        end = next((end for end in ENDS if name.startswith(end)), None)
        amount = self._amount(name)
        if end is None:
            return amount
        if self._is_mixed(name) and self._measures(name) <= {Measure.ACTUAL}:
            return Phrase(ENDS[end])
        return Phrase("{end} of {amount}", end=Phrase(ENDS[end]), amount=amount)

    def _amount(self, name: str) -> Text:
        measures = self._measures(name)
        if not self._is_mixed(name):
            row = self._rows(name)[0]
            said = measure_name(
                self.registry.indicators[row.indicator], row.measure, row.time_period
            )
        elif len(measures) == 1 and measures != {Measure.ACTUAL}:
            said = Phrase(MEASURES[next(iter(measures))])
        else:
            said = Phrase("value", context="of a row")
        said = self._with_area(name, said)
        periods = {row.time_period.text: row.time_period for row in self._rows(name)}
        if (
            name in {"value", "lower", "upper"}
            or len(periods) != 1
            or not self._differs(name, periods)
        ):
            return said
        when = LazyText(partial(format_period, next(iter(periods.values()))))
        return Phrase("{amount} for {period}", amount=said, period=when)

    def _with_area(self, name: str, said: Text) -> Text:
        """An amount of another place than the other columns of the formula, with its place."""
        own = {row.ref_area for row in self._rows(name)}
        others = {row.ref_area for n in self.figures if n != name for row in self._rows(n)}
        if len(own) != 1 or not others - own:
            return said
        return Phrase("{amount} of {area}", amount=said, area=self.registry.areas[own.pop()].name)

    def _differs(self, name: str, periods: Mapping[str, object]) -> bool:
        """Whether another column of the formula is of other periods."""
        others = (row.time_period.text for n in self.figures if n != name for row in self._rows(n))
        return bool({*others} - {*periods})

    def _rows(self, name: str) -> list[Observation]:
        return [f.origin for f in self.figures[name] if isinstance(f.origin, Observation)]

    def _measures(self, name: str) -> set[Measure]:
        return {row.measure for row in self._rows(name)}

    def _is_mixed(self, name: str) -> bool:
        """Whether the figures of a column have no name in common."""
        of = {(row.indicator, row.measure) for row in self._rows(name)}
        return len(of) != 1 or len(self._rows(name)) != len(self.figures[name])

    def _heads(self, keys: Sequence[ast.expr]) -> Text:
        """What rows were grouped by."""
        named = [each for key in keys for each in ast.walk(key) if isinstance(each, ast.Name)]
        if not all(key.id in self.called for key in named):
            raise _NotSaidError
        return LazyText(lambda lang: ", ".join(self.called[key.id].in_(lang) for key in named))


def _joined_text(pattern: str, **texts: Text) -> Text:
    return LazyText(lambda lang: pattern.format(**{k: t.in_(lang) for k, t in texts.items()}))


def _bracketed(text: Text) -> Text:
    return _joined_text("({amount})", amount=text)


def _one_term(text: Text) -> Text:
    return LazyText(lambda lang: as_one_term(text.in_(lang)))
