"""The formula of a column that a notebook computed: found in the executed cells, or stated by the author.

It is found where a cell assigns the column (`frame.assign(kept_pct=…)`, `frame["kept_pct"] = …`), also under a name
that the column had before `rename(columns=…)`. What it names in turn, a variable or another computed column, is written
out, so that the formula speaks of the record alone. It is evaluated again: what it gives must be the column.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from numbers import Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeGuard

from tongket.errors import UsageError
from tongket.review.frame import COLUMNS
from tongket.review.typed_amounts import TypedAmounts
from tongket.shell import shell
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import CodeType

    import pandas as pd

    from tongket.model import Text

# So many definitions within definitions are written out, and so many in all: those that name each other have no end.
DEPTH, MOST = 5, 200
# The cells that ran since a review was opened in this kernel.
_KEPT: list[str] = []


@dataclass(frozen=True)
class Formula:
    """How a column was computed.

    Attributes:
        words: the expression, in which the columns of the frame are called by their names.
        frame: the rows that it was computed over.
        names: what else the expression names.
    """

    words: str
    frame: pd.DataFrame
    names: Mapping[str, object]

    def of(self, frame: pd.DataFrame) -> pd.Series:
        """What it gives over a frame of the same rows.

        Raises:
            UsageError: it cannot be evaluated.
        """
        try:
            columns = {str(name): frame[name] for name in frame.columns if str(name) in self._named}
            # The expression is the notebook's own, evaluated in its own kernel.
            found = eval(self._code, {**self.names, **columns})  # noqa: S307
            series: pd.Series = (
                frame.iloc[:, 0].map(lambda _: found) if not hasattr(found, "reindex") else found
            )
            return series.astype(float)
        except Exception as error:
            raise UsageError(
                Phrase(
                    "formula: expected an expression over the columns of the frame, got {words} ({name}: {error}). "
                    "Write it in their names: formula='value / value.sum() * 100'.",
                    words=repr(self.words),
                    name=type(error).__name__,
                    error=error,
                )
            ) from error

    @cached_property
    def _code(self) -> CodeType:
        return compile(self.words, "<formula>", "eval")

    @cached_property
    def _named(self) -> frozenset[str]:
        """All names in the expression as it is written, also those of methods."""
        return frozenset(
            n.id for n in ast.walk(ast.parse(self.words, mode="eval")) if isinstance(n, ast.Name)
        )

    @property
    def columns(self) -> list[str]:
        """The columns of numbers that it names."""
        from pandas.api.types import is_numeric_dtype

        return [c for c in self.used if c in self.frame and is_numeric_dtype(self.frame[c])]

    @cached_property
    def tree(self) -> ast.expr:
        """The expression, with signs in place of the methods that calculate as they do."""
        return _Signs(self.names).visit(ast.parse(self.words, mode="eval").body)  # type: ignore[no-any-return]

    @cached_property
    def used(self) -> list[str]:
        """All names in it."""
        named = (node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return list(dict.fromkeys(named))

    def fault(self, *, marks: bool = False) -> Text | None:
        """Why its numbers cannot be followed to figures; None where they can; `marks` as of `TypedAmounts`."""
        numbers = {*self.columns}
        words = {*map(str, self.frame.columns)} - numbers
        return TypedAmounts(numbers, words, self.names).fault(self.tree, marks=marks)

    def refused(self, column: str, fault: Text | None) -> UsageError:
        """The error that says what is wrong with it as the formula of a column."""
        words = Phrase("{column} = {words}: {fault}", column=column, words=self.words, fault=fault)
        return UsageError(words)

    def gives(self, column: pd.Series) -> bool:
        """Whether it gives a column when it is computed again.

        Raises:
            UsageError: it cannot be evaluated.
        """
        again = self.of(self.frame)
        if not again.index.equals(column.index):
            if not again.index.is_unique:
                return False
            again = again.reindex(column.index)
        held = column.astype(float)
        near = (again - held).abs() <= 1e-9 * held.abs().clip(lower=1)
        return bool(near.where(held.notna(), again.isna()).all())


def formula_of(column: str, frame: pd.DataFrame, given: str = "") -> Formula:
    """The formula of a column, which gives that column when it is computed again.

    Args:
        column: its name.
        frame: the frame that holds it.
        given: the formula as the author states it; without it the executed cells are searched.

    Raises:
        UsageError: none is found, or it gives other numbers.
    """
    from pandas.api.types import is_bool_dtype

    names, cells = _kernel()
    found = (
        [Formula(given, frame, names)] if given else _Search(names, cells).formulas(column, frame)
    )
    # What reads other frames, or holds a typed amount, cannot be followed to its figures.
    marks = column in frame and is_bool_dtype(frame[column])
    candidates: list[Formula] = []
    fitting: list[Formula] = []
    for each in found:
        candidates.append(each)
        if each.gives(frame[column]) if given else _gives(each, frame, column):
            if not each.fault(marks=marks):
                return each
            fitting.append(each)
    if fitting:
        raise fitting[0].refused(column, fitting[0].fault(marks=marks))
    got = (
        Phrase("none")
        if not candidates
        else Phrase("one that gives other numbers: {words}", words=candidates[0].words)
    )
    raise UsageError(
        Phrase(
            "{column}: expected the formula of a column that the notebook computed, got {got}. Compute it "
            "with frame.assign({column}=…) over the rows that are shown, or state it: formula='value / …'.",
            column=column,
            got=got,
        )
    )


def later_name(column: str) -> str:
    """The name that an executed cell gave a column; its own where none did."""
    calls = (call for cell in reversed(_kernel()[1]) for call in _renames(cell))
    pairs = (pair for call in calls for pair in _renamed(call))
    return next((new for old, new in pairs if old == column), column)


def former_names(column: str) -> Iterator[str]:
    """The names that a column had before an executed cell renamed it, the latest first, and its own."""
    yield column
    for cell in reversed(_kernel()[1]):
        for call in _renames(cell):
            yield from (old for old, new in _renamed(call) if new == column)


def is_assigned(column: str) -> bool:
    """Whether an executed cell assigned a column: it computed or typed its numbers."""
    nodes = (node for cell in _kernel()[1] for node in _nodes(cell))
    return any(True for node in nodes for _ in _assigned(node, column))


def words_of_aggregation(column: str) -> set[str]:
    """What an executed cell names that gives a column: `value` and `sum` of `agg(Total=("value", "sum"))`.

    Of several cells the latest; nothing where none does.
    """
    nodes = [node for cell in reversed(_kernel()[1]) for node in _nodes(cell)]
    named = next(filter(None, (_aggregated(node, column) for node in nodes)), [])
    # One step behind each variable: `found = rows["value"].sum()`, then `found.reset_index(name="Total")`.
    variables = [part.id for each in named for part in ast.walk(each) if isinstance(part, ast.Name)]
    behind = [value for name in variables for node in nodes for value in _bound(node, name)]
    parts = [part for each in (*named, *behind) for part in ast.walk(each)]
    attributes = {node.attr for node in parts if isinstance(node, ast.Attribute)}
    return attributes | {str(n.value) for n in parts if isinstance(n, ast.Constant)}


def _aggregated(node: ast.AST, column: str) -> list[ast.expr]:
    """What gives a column its numbers: `agg(Total=…)`, `….rename("Total")`, `{"Total": …}`, `frame["Total"] = …`.

    Of the name of a method what it is called with.
    """
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            given = [*args, *(word.value for word in keywords)]
            called = any(isinstance(each, ast.Constant) and each.value == column for each in given)
            if getattr(func, "attr", "") == column:  # `pivot_table`
                return [func, *given]
            return [word.value for word in keywords if word.arg == column] + [func] * called
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return [v for k, v in pairs if isinstance(k, ast.Constant) and k.value == column]
        case ast.Assign():
            return [value for _, value in _assigned(node, column)]
    return []


def keep_cells() -> None:
    """Keep what the notebook runs from now on; nothing where no notebook runs.

    IPython's own list `In` is not enough: a client may run cells without a history, as nbval does.
    """
    events = getattr(shell(), "events", None)
    if events is not None:
        # IPython takes one function once.
        events.register("pre_run_cell", _keep)


def _keep(cell: Any) -> None:
    _KEPT.append(cell.raw_cell or "")


def _kernel() -> tuple[Mapping[str, object], Sequence[str]]:
    """The names of the notebook and its executed cells; nothing where no notebook runs."""
    names = getattr(shell(), "user_ns", {})
    return names, list(dict.fromkeys([*names.get("In", []), *_KEPT]))


@cache
def _nodes(cell: str) -> tuple[ast.AST, ...]:
    """Everything that a cell consists of."""
    try:
        return tuple(ast.walk(ast.parse(cell)))
    except SyntaxError:  # a cell of magics
        return ()


@cache
def _renames(cell: str) -> tuple[ast.Call, ...]:
    return tuple(node for node in _nodes(cell) if _is_rename(node))


def _gives(formula: Formula, frame: pd.DataFrame, column: str) -> bool:
    try:
        return _same_rows(formula.frame, frame) and formula.gives(frame[column])
    except UsageError:  # an assignment to a column of that name in another frame
        return False


def _same_rows(over: pd.DataFrame, frame: pd.DataFrame) -> bool:
    """Whether rows with the same label are of the same figures in two frames."""
    if "anchor" not in over.columns or "anchor" not in frame.columns or over is frame:
        return True
    if not over.index.is_unique:
        return over.index.equals(frame.index) and bool((over["anchor"] == frame["anchor"]).all())
    return bool((over["anchor"].reindex(frame.index) == frame["anchor"]).all())


def _is_rename(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "rename"


class _Signs(ast.NodeTransformer):
    """Writes `a.div(b)` as `a / b`, `a.diff()` as `a - a.shift()`, `round(a)` as `a.round()`, and so on."""

    SIGNS = MappingProxyType({
        "div": ast.Div, "truediv": ast.Div, "mul": ast.Mult, "add": ast.Add, "sub": ast.Sub, "pow": ast.Pow,
    })  # fmt: skip

    def __init__(self, names: Mapping[str, object]) -> None:
        self._names = names

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A method that calculates."""
        self.generic_visit(node)
        match node:
            # Not a function of the notebook's own that is called so.
            case ast.Call(func=ast.Name(id="abs" | "round" as called), args=[of, *rest]):
                if called not in self._names and not node.keywords:
                    return ast.Call(ast.Attribute(of, called, ast.Load()), rest, [])
        if not isinstance(node.func, ast.Attribute) or node.keywords:
            return node
        column, name = node.func.value, node.func.attr
        if name in self.SIGNS and len(node.args) == 1:
            return ast.BinOp(column, self.SIGNS[name](), node.args[0])
        if name in {"diff", "pct_change"} and not node.args:
            before = ast.Call(ast.Attribute(column, "shift", ast.Load()), [], [])
            rise = ast.BinOp(column, ast.Sub(), before)
            return rise if name == "diff" else ast.BinOp(rise, ast.Div(), before)
        return node


def _renamed(call: ast.Call) -> Iterator[tuple[str, str]]:
    """The old and the new name of each column that `rename(columns={…})` names."""
    for keyword in call.keywords:
        if keyword.arg == "columns" and isinstance(keyword.value, ast.Dict):
            for old, new in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(old, ast.Constant) and isinstance(new, ast.Constant):
                    yield str(old.value), str(new.value)


class _Search:
    """Looks through the executed cells for what they assign, the latest first."""

    def __init__(self, names: Mapping[str, object], cells: Sequence[str]) -> None:
        self._names = names
        self._nodes = [node for cell in reversed(cells) for node in _nodes(cell)]

    def formulas(self, column: str, frame: pd.DataFrame) -> Iterator[Formula]:
        """What may be the formula of a column, over the frame shown and the one assigned to.

        Each is tried with what it names written out, then as it is.
        """
        frames = type(frame)
        assigned = [pair for node in self._nodes for pair in _assigned(node, column)]
        for (owner, value), written_out in product(assigned, (True, False)):
            holder = self._names.get(owner)
            for whole in (frame, *([holder] if isinstance(holder, frames) else ())):
                # Without the column itself: a variable may have its name.
                over = whole.drop(columns=column, errors="ignore")
                body = _body(value, owner)
                words = ast.unparse(
                    _WrittenOut(self, over).written(body)
                    if written_out
                    else _InColumns(over, {owner, "frame"}).visit(body)
                )
                yield Formula(words, over, self._names)

    def definition(self, name: str, over: pd.DataFrame) -> ast.expr | None:
        """The expression that a computed column or a variable of numbers was assigned; None where it is neither."""
        if name in over.columns:
            pairs = (pair for node in self._nodes for pair in _assigned(node, name))
            return next((_body(value, owner) for owner, value in pairs), None)
        value = self._names.get(name)
        if not isinstance(value, Real) and getattr(value, "ndim", 0) != 1:
            return None
        return next((_body(v, "") for node in self._nodes for v in _bound(node, name)), None)

    def frames(self, kind: type) -> set[str]:
        """The variables that hold frames."""
        return {name for name, value in self._names.items() if isinstance(value, kind)}


def _assigned(node: ast.AST, column: str) -> Iterator[tuple[str, ast.expr]]:
    """The frame and the expression of each assignment to a column."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "assign":
        owner = _owner(node.func.value)  # type: ignore[attr-defined]
        yield from ((owner, k.value) for k in node.keywords if k.arg == column)
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and ast.unparse(target.slice) == repr(column):
                yield _owner(target.value), node.value


def _bound(node: ast.AST, name: str) -> Iterator[ast.expr]:
    """The expression that an assignment gives a variable."""
    if isinstance(node, ast.Assign):
        yield from (node.value for t in node.targets if isinstance(t, ast.Name) and t.id == name)


def _owner(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _body(value: ast.expr, owner: str) -> ast.expr:
    """The expression of `lambda frame: …`, in the name of its frame; any other as it is; always a copy."""
    if not isinstance(value, ast.Lambda) or not value.args.args:
        return ast.parse(ast.unparse(value), mode="eval").body
    parameter = value.args.args[0].arg
    body = ast.parse(ast.unparse(value.body), mode="eval").body
    for node in ast.walk(body):
        if isinstance(node, ast.Name) and node.id == parameter:
            node.id = owner or "frame"
    return body


class _InColumns(ast.NodeTransformer):
    """Writes `frame["value"]` and `frame.value` as `value`, and `frame.loc[rows, "value"]` as `value[rows]`."""

    def __init__(self, over: pd.DataFrame, owners: set[str]) -> None:
        self._owners = owners
        self._columns = {*map(str, over.columns)}

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """A column by its name, whole, of some rows or of groups."""
        self.generic_visit(node)
        owner, place, rows, groups = _read(node)
        name = place.value if isinstance(place, ast.Constant) else None
        if not self._is_own(owner) or name not in self._columns:
            return node
        column = ast.Name(str(name), ast.Load())
        if rows is not None:
            return ast.Subscript(column, rows, ast.Load())
        if groups is not None:
            keys = [
                ast.Name(str(k.value), ast.Load()) for k in groups if isinstance(k, ast.Constant)
            ]
            return ast.Call(ast.Attribute(column, "groupby", ast.Load()), [*keys], [])
        return column

    def _is_own(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id in self._owners

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A column as an attribute."""
        self.generic_visit(node)
        own = self._is_own(node.value) and node.attr in self._columns
        return ast.Name(node.attr, ast.Load()) if own else node


def _read(node: ast.Subscript) -> tuple[ast.expr, ast.expr, ast.expr | None, list[ast.expr] | None]:
    """What is read from, by what, of which rows, by which groups."""
    match node:
        case ast.Subscript(
            value=ast.Attribute(value=owner, attr="loc"), slice=ast.Tuple(elts=[rows, place])
        ):
            return owner, place, rows, None
        case ast.Subscript(value=ast.Subscript(value=owner, slice=rows), slice=place):
            return owner, place, rows, None
        case ast.Subscript(
            value=ast.Call(func=ast.Attribute(value=owner, attr="groupby"), args=keys), slice=place
        ):
            return owner, place, None, keys
    return node.value, node.slice, None, None


class _WrittenOut(ast.NodeTransformer):
    """Puts their definitions in place of variables and of columns that the notebook computed."""

    def __init__(self, search: _Search, over: pd.DataFrame) -> None:
        self._search, self._over = search, over
        self._within: list[str] = []
        self._written = 0
        self._columns = _InColumns(over, search.frames(type(over)) | {"frame"})

    def written(self, expression: ast.expr) -> ast.AST:
        """An expression over columns, with what it names written out."""
        written: ast.AST = self.visit(self._columns.visit(expression))
        return written

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """What a name was assigned, written out in turn; a column of the record stays."""
        deep = len(self._within) > DEPTH or self._written > MOST
        stays = deep or node.id in COLUMNS or node.id in self._within
        found = None if stays else self._search.definition(node.id, self._over)
        if found is None:
            return node
        self._written += 1
        self._within.append(node.id)
        written = self.written(found)
        self._within.pop()
        return written
