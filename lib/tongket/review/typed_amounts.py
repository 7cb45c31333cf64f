"""What a formula holds that comes from no figure: typed amounts, and names that lead to none."""

from __future__ import annotations

import ast
import builtins
import math
import re
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING

from tongket.review.formula_units import constant
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from tongket.model import Text

LIBRARIES = {"numpy", "pandas"}
BUILT_IN = {"abs", "round", "min", "max", "sum", "len", "float", "int"}
# Methods whose first argument, or the argument of that name, says where or how and is no amount.
STEPS = {"shift": "periods", "diff": "periods", "pct_change": "periods", "round": "decimals"}
# How many values must be known for a sum to be one: no amount, whatever the method.
LEAST_KNOWN = "min_count"
# What of a column may be read as it is, without a call.
PARTS = {"iloc", "loc", "iat", "at", "values", "array", "str"}
NO_ARITHMETIC = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp, ast.IfExp)
FACTOR, ADDED, GIVEN, LISTED, SELECTING = "factor", "added", "given", "listed", "selecting"


@dataclass(frozen=True)
class TypedAmounts:
    """Looks through one formula.

    Attributes:
        numbers: the columns of numbers.
        words: the other columns, which select and group rows and are no amounts.
        names: what else the notebook names.
    """

    numbers: AbstractSet[str]
    words: AbstractSet[str]
    names: Mapping[str, object]

    def fault(self, tree: ast.expr, *, marks: bool) -> Text | None:
        """Why the numbers cannot be followed to figures; None where they can.

        Args:
            tree: the formula.
            marks: whether it gives marks of rows, yes or no, which are no amounts.
        """
        strange = [*dict.fromkeys(self.strange(tree, SELECTING if marks else FACTOR))]
        if strange:
            return Phrase(
                "expected columns of the frame, got {names}, which leads to no figure. "
                "Join it as a column: merge its rows of review.frame(…), with value and anchor.",
                names=", ".join(strange),
            )
        typed = [*dict.fromkeys(_typed(tree, SELECTING if marks else FACTOR))]
        if typed:
            return Phrase(
                "expected numbers that come from figures, got {numbers}. Only 1, 2, 12, "
                "100 and powers of ten may be typed, to convert units, and 0, 1 and 100 added. Join the figure.",
                numbers=", ".join(typed),
            )
        return None

    def strange(self, node: ast.AST, role: str) -> Iterator[str]:
        """Names that lead to no figure, and expressions that are no arithmetic of columns."""
        match node:
            case ast.Name(id=name):
                yield from () if self._leads(name, role) else (name,)
            case ast.Lambda(args=args, body=body):
                own = {each.arg for each in args.args}
                yield from replace(self, numbers=self.numbers | own).strange(body, role)
            case ast.Attribute():
                yield from self._part(node, role)
            case ast.Call():
                yield from self._called(node, role)
            case _ if isinstance(node, NO_ARITHMETIC):
                yield ast.unparse(node)
            case _:
                for child, as_what in _children(node, role):
                    yield from self.strange(child, as_what)

    def _part(self, node: ast.Attribute, role: str) -> Iterator[str]:
        if self._is_library(node):
            return
        if node.attr in PARTS:
            yield from self.strange(node.value, SELECTING if node.attr == "str" else role)
        else:
            yield ast.unparse(node)

    def _called(self, node: ast.Call, role: str) -> Iterator[str]:
        columns = self.numbers | self.words
        if not any(isinstance(n, ast.Name) and n.id in columns for n in ast.walk(node)):
            yield ast.unparse(node)  # what reads no column
            return
        for child, as_what in _children(node, role):
            # The method of a column is no name; that of a library is looked up.
            method = isinstance(child, ast.Attribute) and child is node.func
            if method and not self._is_library(child) and not child.attr.startswith("_"):  # type: ignore[attr-defined]
                yield from self.strange(child.value, as_what)  # type: ignore[attr-defined]
            else:
                yield from self.strange(child, as_what)

    def _leads(self, name: str, role: str) -> bool:
        if name in self.numbers or (name in self.words and role == SELECTING):
            return True
        if name in self.words:
            return False
        what = self.names.get(name, getattr(builtins, name, None))
        if role == SELECTING and name in self.names:
            return not hasattr(what, "reindex")
        return _is_of_library(what) or (name in BUILT_IN and what is getattr(builtins, name))

    def _is_library(self, node: ast.AST) -> bool:
        """Whether `np.log` and the like is meant."""
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attr):
                module = self.names.get(name)
                return isinstance(module, ModuleType) and _is_of_library(
                    getattr(module, attr, None)
                )
        return False


def _is_of_library(what: object) -> bool:
    """Whether it is a function of numpy or pandas, and no method of some frame."""
    home = getattr(what, "__module__", None) or type(what).__module__
    owner = getattr(what, "__self__", None)
    return (
        callable(what)
        and str(home).partition(".")[0] in LIBRARIES
        and (owner is None or isinstance(owner, ModuleType))
    )


def _children(node: ast.AST, role: str) -> Iterator[tuple[ast.AST, str]]:
    """What an expression holds, each with what a number would be there."""
    match node:
        case ast.Compare():
            yield from ((child, SELECTING) for child in ast.iter_child_nodes(node))
        case ast.Subscript(value=value, slice=rows):
            yield from ((value, role), (rows, SELECTING))
        case ast.Call(func=func, args=args, keywords=keywords):
            name = getattr(func, "attr", "")
            given = SELECTING if role == SELECTING or name == "groupby" else GIVEN
            yield func, role
            first = SELECTING if name in STEPS or name in {"where", "mask"} else given
            yield from ((arg, given if place else first) for place, arg in enumerate(args))
            for word in keywords:
                steps = word.arg is not None and word.arg in (STEPS.get(name), LEAST_KNOWN)
                yield word.value, SELECTING if steps else given
        case _:
            inner = role
            if role != SELECTING and isinstance(node, ast.BinOp):
                inner = ADDED if isinstance(node.op, (ast.Add, ast.Sub)) else FACTOR
            elif role != SELECTING and isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
                inner = LISTED
            yield from ((child, inner) for child in ast.iter_child_nodes(node))


def _typed(node: ast.AST, role: str) -> Iterator[str]:
    """The amounts that an expression holds which come from no figure: neither a conversion nor a whole."""
    if role == SELECTING:
        return
    number = constant(node) if isinstance(node, ast.expr) else None
    if number is not None:
        if not _may_be_typed(node, number, role):
            yield f"{number:g}"
        return
    if isinstance(node, ast.Constant):
        yield from _typed_words(node, role)
        return
    if isinstance(node, ast.Compare) and role != GIVEN:
        yield ast.unparse(node)  # yes and no as 1 and 0: a number chosen by row
        return
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "astype":
        yield from _typed(node.func, role)
        return
    for child, as_what in _children(node, role):
        yield from _typed(child, as_what)


def _typed_words(node: ast.Constant, role: str) -> Iterator[str]:
    """Words, which `float("5000")` and `len("…")` make numbers; those that say how hold no digit."""
    words = isinstance(node.value, (str, bytes))
    if words and (role != GIVEN or re.search(r"\d", str(node.value))):
        yield repr(node.value)


def _may_be_typed(node: ast.AST, number: float, role: str) -> bool:
    if role == GIVEN:  # `skipna=True` says how
        return number == 0 or isinstance(getattr(node, "value", None), bool)
    if role == LISTED:
        return False
    return abs(number) in {0, 1, 100} if role == ADDED else _converts(abs(number))


def _converts(number: float) -> bool:
    return number in {0, 1, 2, 12} or float(f"1e{round(math.log10(number))}") == number
