"""The parameters of a notebook: read from its cell `parameters`, checked before anything runs.

papermill injects whatever it is given: a misspelt name becomes a variable that nothing reads, and
    the notebook runs
with its default. Here it is refused, with the near names.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tongket.errors import NotebookError, UsageError
from tongket.model import Text
from tongket.translations import LazyText, Phrase, near_names, one_a_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.model import Lang, TimePeriod
    from tongket.run.notebook import Notebook

Value = int | float | str | bool
TYPES: dict[str, type[Value]] = {"int": int, "float": float, "str": str, "bool": bool}
TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
SHAPE = "`name: type = default  # meaning`"


@dataclass(frozen=True)
class Parameter:
    """One parameter as its line declares it.

    Attributes:
        name: the variable that the notebook reads.
        type: int, float, str or bool.
        default: its value where a run gives none.
        meaning: the comment of its line.
    """

    name: str
    type: type[Value]
    default: Value
    meaning: str


def read_parameters(notebook: Notebook) -> tuple[Parameter, ...]:
    """The parameters that a notebook declares, in their order.

    Raises:
        NotebookError: no parameters cell or more than one, or a line of another shape (all such
            lines are named).
    """
    cells = [cell for cell in notebook.code if "parameters" in cell.tags]
    if len(cells) != 1:
        raise NotebookError(
            Phrase(
                "{file}: expected one cell tagged `parameters`, got {number}. "
                "Keep one, with a line {shape} per parameter.",
                file=notebook.name, number=len(cells), shape=SHAPE,
            )
        )  # fmt: skip
    return parse(cells[0].source, where=notebook.name)


def parse(source: str, *, where: str) -> tuple[Parameter, ...]:
    """The parameters of one cell's source.

    >>> parse("year: int = 2024  # the year under review", where="a page")[0].meaning
    'the year under review'

    Raises:
        NotebookError: naming every line that is not `name: type = default  # meaning`.
    """
    lines = [(number, line) for number, line in enumerate(source.splitlines(), 1) if line.strip()]
    read = [(number, line, _parameter(line)) for number, line in lines]
    wrong = [
        Phrase(
            "{file}: parameters line {number}: expected {shape} with a type of {types} and a default of that type, "
            "got `{line}`. Rewrite the line.",
            file=where, number=number, shape=SHAPE, types=", ".join(TYPES), line=line.strip(),
        )
        for number, line, parameter in read
        if parameter is None
    ]  # fmt: skip
    if wrong:
        raise NotebookError(one_a_line(wrong))
    if not lines:
        empty = Phrase(
            "{file}: the parameters cell is empty. Add {shape}.", file=where, shape=SHAPE
        )
        raise NotebookError(empty)
    return tuple(parameter for _, _, parameter in read if parameter is not None)


def of_period(
    parameters: Iterable[Parameter], period: TimePeriod, *, where: str
) -> dict[str, Value]:
    """The parameter by which a notebook takes the period under review; one that knows years alone takes the year.

    Raises:
        UsageError: it knows years alone, and the period is a part of one.
    """
    names = {parameter.name for parameter in parameters}
    if "period" in names or "year" not in names:
        return {"period": period.code}
    if period.is_year:
        return {"year": period.year}
    raise UsageError(
        Phrase(
            "{file}: expected the parameter period for a part of a year, {period}, got year alone. Write {line} in "
            "its place, and tongket.open_review(period=period, …).",
            file=where, period=period.code,
            line=f'`period: str = "{period.year}"  # the period under review`',
        )
    )  # fmt: skip


def refuse_wrong(
    given: Mapping[str, object], parameters: Iterable[Parameter], *, where: str
) -> None:
    """Refuse parameters that the notebook does not declare, or of another type than it declares.

    An int may be given for a float; a bool may not be given for an int.

    Raises:
        UsageError: with every wrong parameter, and the names that are near.
    """
    declared = {parameter.name: parameter for parameter in parameters}
    findings = list[Text]()
    for name, value in given.items():
        if name not in declared:
            has = Phrase("It has {names}.", names=", ".join(declared))
            near = near_names(name, declared, Text("", ""))
            hint = LazyText(partial(_in_turn, near, has))
            findings.append(
                Phrase(
                    "{file}: expected a parameter of the notebook, got {name}. {hint}",
                    file=where, name=repr(name), hint=hint,
                )
            )  # fmt: skip
        elif not _is_a(value, declared[name].type):
            findings.append(
                Phrase(
                    "{file}: {name}: expected {type} ({meaning}), got {value}. Give {type}.",
                    file=where, name=name, type=declared[name].type.__name__,
                    meaning=declared[name].meaning, value=repr(value),
                )
            )  # fmt: skip
    if findings:
        raise UsageError(one_a_line(findings))


def _in_turn(one: Text, other: Text, lang: Lang) -> str:
    return f"{one.in_(lang)} {other.in_(lang)}".lstrip()


def refuse_injected(given: Mapping[str, object], source: str, *, where: str) -> None:
    """Refuse what papermill was given and the notebook does not take.

    A value passes where it reads as the declared type: schedulers fill in texts, and papermill guesses types.

    Args:
        given: the values by name.
        source: the cell tagged `parameters`; one that is not written as `parse` expects has its names checked alone.
        where: the notebook, for messages.

    Raises:
        UsageError: with every wrong parameter, and the names that are near.
    """
    try:
        parameters = parse(source, where=where)
    except NotebookError:
        names = re.findall(r"^(\w+)\s*(?::[^=]*)?=", source, re.M)
        parameters = tuple(Parameter(name, str, "", "") for name in names)
        given = {name: "" if name in names else value for name, value in given.items()}
    declared = {parameter.name: parameter for parameter in parameters}
    read = {name: _read(value, declared.get(name)) for name, value in given.items()}
    refuse_wrong(read, parameters, where=where)


def _read(value: object, parameter: Parameter | None) -> object:
    """A value as the type of its parameter, where it can be read so; else as it is."""
    if parameter is None or not isinstance(value, (str, int, float)):
        return value
    try:
        return from_text(str(value), parameter)
    except UsageError:
        return value


def from_text(text: str, parameter: Parameter) -> Value:
    """The value that a text from the command line gives to a parameter.

    >>> from_text("2024", Parameter("year", int, 2023, "the year"))
    2024

    Raises:
        UsageError: the text is no value of the parameter's type.
    """
    try:
        return TRUTHS[text.lower()] if parameter.type is bool else parameter.type(text)
    except (ValueError, KeyError) as error:
        expected = parameter.type.__name__
        raise UsageError(
            Phrase(
                "parameter {name}: expected {type} ({meaning}), got {value}.",
                name=parameter.name, type=expected, meaning=parameter.meaning, value=repr(text),
            )
        ) from error  # fmt: skip


def _parameter(line: str) -> Parameter | None:
    """The parameter that a line declares, or nothing where it has another shape."""
    try:
        body = ast.parse(line.strip()).body
        meaning = _comment(line.strip())
    except (SyntaxError, tokenize.TokenError):
        return None
    if len(body) != 1 or not isinstance(body[0], ast.AnnAssign) or not meaning:
        return None
    return _declared(body[0], meaning)


def _comment(line: str) -> str:
    tokens = tokenize.generate_tokens(io.StringIO(line).readline)
    return "".join(token.string for token in tokens if token.type == tokenize.COMMENT).lstrip("# ")


def _declared(node: ast.AnnAssign, meaning: str) -> Parameter | None:
    if not (isinstance(node.target, ast.Name) and isinstance(node.annotation, ast.Name)):
        return None
    type_ = TYPES.get(node.annotation.id)
    default = _literal(node.value)
    if type_ is None or default is None or not _is_a(default, type_):
        return None
    return Parameter(node.target.id, type_, default, meaning)


def _literal(node: ast.expr | None) -> Value | None:
    try:
        value = ast.literal_eval(node) if node is not None else None
    except ValueError:
        return None
    return value if isinstance(value, (int, float, str)) else None


def _is_a(value: object, type_: type[Value]) -> bool:
    if type_ is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, type_) and (type_ is bool or not isinstance(value, bool))
