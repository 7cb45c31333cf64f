"""Tab in a notebook: the names that can stand where the cursor is, in every call that takes one.

IPython asks a matcher of ours before its own. It reads what is typed before the cursor, as text: the
call that is open there, and which of its arguments. What that argument takes its annotation says
(`tongket.review.names`). Nothing is executed but the look-up of names of tongket's own objects.
"""

from __future__ import annotations

import builtins
import inspect
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from types import FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any

from tongket.data.store import read
from tongket.errors import DataError, TongketError
from tongket.project import data_dir
from tongket.review.names import NAMES, NUMBERS, OffersNames, figure_names
from tongket.shell import shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tongket.data.store import Store

_PATH = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
_CALLED = re.compile(rf"(?<![\w.])({_PATH})\s*$")
# In so many letters before a bracket what is called there is looked for, and in so many brackets: a cell may hold a
# picture as text.
_LONGEST, _DEEPEST = 1_000, 20
_ATTRIBUTE = re.compile(rf"(?<![\w.])({_PATH})\.(\w*)$")
_KEYWORD = re.compile(r"\s*(\w+)\s*=\s*$")
_GIVEN = re.compile(r"(\w+)\s*=(?!=)")
_WORD = re.compile(r"(?<!\w)\w*$")
_STEP = re.compile(
    r"(?P<string>'''|\"\"\"|'|\")|(?P<comment>#[^\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)"
)
# A name of a figure; what stands behind a slash is the name of a file.
_NAME = re.compile(r"(?<![\w.:@/\\~-])[a-z]\w*\.[\w.:@/-]*$")
# What has attributes of its own: the column of a frame, the result of a call.
_COLUMN_ATTRIBUTE = re.compile(rf"(?<![\w.])({_PATH})\[(['\"])[^'\"]*\2\]\.(\w*)$")
_RESULT_ATTRIBUTE = re.compile(r"\)\.(\w*)$")
_NAMED = re.compile(r"(?<![\w.\"'])[A-Za-z_]\w*")
# What a name of a figure is in a text of which nothing says what it takes.
_ANYWHERE = "figure"
# A text that is compared is no column.
_COMPARED = re.compile(r"(?:[=!<>]=|\.(?:isin|str\.\w+|eq|ne)\([^()]*)\s*$")
# The texts of an exhibit, in which its frame's columns are no names.
_SAID = frozenset({"title", "note", "called", "formula"})


def matches(context: Any) -> dict[str, Any]:
    """What IPython's `MatcherAPIv2` asks: what may follow the text before the cursor.

    Args:
        context: IPython's `CompletionContext`.
    """
    lines = context.full_text.split("\n")[: context.cursor_line + 1]
    before = "\n".join([*lines[:-1], lines[-1][: context.cursor_position]])
    hidden = shell().user_ns_hidden
    names = {name: of for name, of in shell().user_ns.items() if name not in hidden}
    typed, found, kind = "", list[str](), ""
    # Of data that do not hold nothing is offered: whoever opens them reads what is wrong.
    with suppress(TongketError, OSError):
        typed, found, kind = offered(before, names)
    return {
        "completions": [_Completion(name, kind) for name in found],
        "matched_fragment": typed,
        # Any text may also be the name of a file, for which IPython has a matcher.
        "suppress": bool(found) and kind != _ANYWHERE,
        "ordered": True,
    }


@dataclass(frozen=True)
class _Completion:
    """IPython's `SimpleCompletion`."""

    text: str
    type: str


@dataclass
class _Bracket:
    """A bracket that is open at the cursor.

    Attributes:
        at: where it is in the text.
        start: where its last argument begins.
        commas: how many arguments are before that.
    """

    at: int
    start: int
    commas: int = 0


@dataclass
class _Open:
    """What is open at the cursor.

    Attributes:
        brackets: from the outermost to the innermost.
        string: where the text within quotation marks begins; -1 where none is open.
        is_comment: whether the cursor is in a comment.
    """

    brackets: list[_Bracket] = field(default_factory=list)
    string: int = -1
    is_comment: bool = False


def offered(before: str, names: Mapping[str, object]) -> tuple[str, list[str], str]:
    """What may follow a text.

    Args:
        before: the cell up to the cursor.
        names: those of the notebook.

    Returns:
        the part that a name would replace, the names, and what they are.

    >>> import tongket
    >>> offered("tongket.forms.ra", {"tongket": tongket})[:2]
    ('ra', ['ranges', 'ranks'])
    """
    typed, possible, kind = _possible(before, names)
    return typed, [n for n in possible if n.lower().startswith(typed.lower())], kind


def _possible(before: str, names: Mapping[str, object]) -> tuple[str, Iterable[str], str]:
    at = _open(before)
    if at.string >= 0:
        return _in_string(before, at, names)
    if at.is_comment:
        return "", (), ""
    attribute = _ATTRIBUTE.search(before)
    if attribute is not None:
        path = attribute[1]
        is_known = path.partition(".")[0] in names
        owner = _object(path, names) if is_known else _assigned(path, before, names)
        return attribute[2], _attributes(owner, attribute[2]), "function"
    if column := _COLUMN_ATTRIBUTE.search(before):
        frame = names.get(column[1])
        return column[3], _attributes(_type("Series") if _is_frame(frame) else None), "function"
    if result := _RESULT_ATTRIBUTE.search(before):
        return result[1], _attributes(_result(before[: result.start()], names)), "function"
    return _at_argument(before, at, names)


def _attributes(owner: object, typed: str = "") -> Iterable[str]:
    """The names that an object or a type of tongket or pandas has; none of any other."""
    if not _is_own(owner) and not _is_of_pandas(owner):
        return ()
    of_pages = sorted(getattr(owner, "of_pages", ())) if typed else ()
    # An object leaves out its machinery by itself; of the result of a call there is only its type.
    hidden: Iterable[str] = ()
    if isinstance(owner, type) and issubclass(owner, OffersNames):
        hidden = {*OffersNames.__annotations__, *owner.machinery, *owner.of_pages}
    offered_by = [name for name in dir(owner) if name not in hidden]
    return [name for name in (*offered_by, *of_pages) if name[0] != "_"]


def _result(called: str, names: Mapping[str, object]) -> object:
    """The type of what a call of tongket gives, as its annotation says.

    Args:
        called: the text up to the last bracket of the call.
        names: those of the notebook.
    """
    brackets = _open(called).brackets
    path = _called(called, brackets[-1].at)[0] if brackets else ""
    function = _object(path, names)
    gives = (
        str(getattr(function, "__annotations__", {}).get("return", "")) if _is_own(function) else ""
    )
    if gives.startswith("pd."):
        # Where nothing has read a frame yet, to load pandas takes a tenth of what jedi takes to read about it.
        return getattr(import_module("pandas"), gives.removeprefix("pd."))
    return getattr(inspect.unwrap(function), "__globals__", {}).get(gives) if gives else None  # type: ignore[arg-type]


def _assigned(name: str, before: str, names: Mapping[str, object]) -> object:
    """The type of the call of tongket that the lines before the cursor give a name; None where they give it no such."""
    lines = before.rpartition("\n")[0]
    starts = [found.end() for found in re.finditer(rf"^{re.escape(name)}[ \t]*=(?!=)", lines, re.M)]
    given = ""
    for line in lines[starts[-1] :].splitlines() if starts else ():
        given = f"{given}{line}\n"
        if not _open(given).brackets:
            break
    return _result(given.rstrip()[:-1], names) if given.rstrip().endswith(")") else None


def _type(name: str) -> object:
    """A type of pandas; None where pandas is not loaded."""
    return getattr(sys.modules.get("pandas"), name, None)


def _is_frame(thing: object) -> bool:
    return _is_of_pandas(thing) and issubclass(type(thing), _type("DataFrame") or ())  # type: ignore[arg-type]


def _is_of_pandas(thing: object) -> bool:
    return _package(thing) == "pandas"


def _in_string(
    before: str, at: _Open, names: Mapping[str, object]
) -> tuple[str, Iterable[str], str]:
    """What may stand in the string that is open: what its argument takes, else names of figures wherever one begins."""
    typed = before[at.string :]
    call = _call(before, at, at.string - 1, names)
    if call is not None:
        function, argument = call
        for word in _words(function, argument):
            if word in NAMES:
                return typed, NAMES[word](_store(function), typed), word
    name, store = _NAME.search(typed), _opened(names)
    if name is not None and store is not None:
        return name[0], figure_names(store, name[0]), _ANYWHERE
    is_said = call is not None and call[1] in _SAID
    return typed, () if is_said else _columns(before, at, names), "column"


def _columns(before: str, at: _Open, names: Mapping[str, object]) -> Iterable[str]:
    """The columns of the frames that the open brackets name before a string; none where it is compared."""
    start = at.string - 1
    if not at.brackets or _COMPARED.search(before[:start]):
        return ()
    named = _NAMED.findall(before[_called(before, at.brackets[0].at)[1] : start])
    frames = [each for each in map(names.get, dict.fromkeys(named)) if _is_frame(each)]
    return dict.fromkeys(str(column) for frame in frames for column in frame.columns)  # type: ignore[attr-defined]


def _at_argument(
    before: str, at: _Open, names: Mapping[str, object]
) -> tuple[str, Iterable[str], str]:
    """What may stand outside quotation marks where an argument of a call of tongket begins.

    That is what it takes, and the other arguments; the names of the notebook too, where it takes anything or a letter
    is typed.
    """
    typed = _WORD.search(before)[0]  # type: ignore[index]
    start = len(before) - len(typed)
    call = _call(before, at, start, names) if at.brackets else None
    begun = before[at.brackets[-1].start : start].strip() if call else ""
    if call is None or (begun and not _KEYWORD.match(begun)):
        return "", (), ""
    function, argument = call
    found = values = [*_values(function, argument)]
    innermost = at.brackets[-1]
    if not begun and before[innermost.at] == "(" and _called(before, innermost.at)[0]:
        found = [*values, *_arguments(function, innermost, before[innermost.at : start])]
    if typed or not values:
        others = [*names, *(dir(builtins) if typed else ())]
        found = [*found, *(name for name in others if not name.startswith("_"))]
    return typed, found, "param"


def _values(function: Callable[..., object], argument: str | int) -> Iterable[str]:
    """What an argument takes, as it is written outside quotation marks."""
    for word in _words(function, argument):
        if word in NUMBERS:
            yield from NUMBERS[word](_store(function))
        elif word in NAMES:
            yield from (f'"{name}"' for name in NAMES[word](_store(function), ""))


def _arguments(function: Callable[..., object], bracket: _Bracket, written: str) -> Iterable[str]:
    """The arguments that can still be given by their names, each with its sign."""
    given = {*_GIVEN.findall(written)}
    for number, (name, parameter) in enumerate(inspect.signature(function).parameters.items()):
        by_name = parameter.kind in {parameter.KEYWORD_ONLY, parameter.POSITIONAL_OR_KEYWORD}
        if by_name and name not in given and not number < bracket.commas:
            yield f"{name}="


def _open(before: str) -> _Open:
    """The brackets and the string that are open at the end of a text."""
    found, place = _Open(), 0
    while step := _STEP.search(before, place):
        place = step.end()
        if step["string"]:
            end = _end(before, place, step["string"])
            if end < 0:
                found.string = place
                break
            place = end
        elif step["comment"] and place == len(before):
            found.is_comment = True
        elif step["open"]:
            found.brackets.append(_Bracket(step.start(), place))
        elif step["close"] and found.brackets:
            found.brackets.pop()
        elif step["comma"] and found.brackets:
            found.brackets[-1].start, found.brackets[-1].commas = place, _next(found)
    return found


def _next(found: _Open) -> int:
    return found.brackets[-1].commas + 1


def _called(before: str, bracket: int) -> tuple[str, int]:
    """The dotted path that stands before a bracket, and where it begins; empty, and the bracket, where none does."""
    first = max(0, bracket - _LONGEST)
    found = _CALLED.search(before[first:bracket])
    return (found[1], first + found.start()) if found else ("", bracket)


def _end(text: str, start: int, quote: str) -> int:
    """Where a string ends; -1 where it does not. Between single marks the end of a line ends it, too, as in Python."""
    ends = quote if len(quote) > 1 else rf"{quote}|\n"
    for found in re.compile(rf"\\.|({ends})", re.DOTALL).finditer(text, start):
        if found[1]:
            return found.end()
    return -1


def _call(
    before: str, at: _Open, end: int, names: Mapping[str, object]
) -> tuple[Callable[..., object], str | int] | None:
    """The call of tongket in whose argument a place is, through lists and pairs, and which argument."""
    for bracket in reversed(at.brackets[-_DEEPEST:]):
        called = _called(before, bracket.at)[0]
        if not called:  # a list, a pair, a part of an expression
            end = bracket.at
            continue
        function = _object(called, names)
        if before[bracket.at] == "[":
            function = getattr(function, "figure", None) if _is_own(function) else None
        if not _is_own(function):
            return None
        keyword = _KEYWORD.match(before[bracket.start : end].rstrip("'\"{[( "))
        return function, keyword[1] if keyword else bracket.commas  # type: ignore[return-value]
    return None


def _words(function: Callable[..., object], argument: str | int) -> list[str]:
    """The words of what the signature of a function says that an argument takes."""
    given = inspect.signature(function).parameters
    if isinstance(argument, str):
        rest = next((p for p in given.values() if p.kind is p.VAR_KEYWORD), None)
        parameter = given.get(argument, rest)
    else:
        positional = [p for p in given.values() if p.kind <= p.VAR_POSITIONAL]
        parameter = positional[min(argument, len(positional) - 1)] if positional else None
    return re.findall(r"\w+", str(parameter.annotation)) if parameter is not None else []


def _object(path: str, names: Mapping[str, object]) -> object:
    """What a dotted path of the notebook means, as far as it leads through objects of tongket; else None."""
    first, *rest = path.split(".")
    found = names.get(first)
    for name in rest:
        if not _is_own(found):
            return None
        found = getattr(found, name, None)
    return found


def _is_own(thing: object) -> bool:
    """Whether it is the package, its forms, or an object, function or method of tongket."""
    return _package(thing) == "tongket"


def _package(thing: Any) -> str:
    """The package that something of a notebook is of; the thing itself is asked nothing, for that may run anything."""
    kind = type(thing)
    if kind is ModuleType:
        module = ModuleType.__getattribute__(thing, "__name__")
    elif kind in (FunctionType, MethodType):
        module = getattr(thing, "__func__", thing).__module__
    else:
        module = type.__getattribute__(thing if issubclass(kind, type) else kind, "__module__")
    return str(module).partition(".")[0]


def _store(function: Callable[..., object]) -> Store:
    """The data of the review that a method is of; of any other function those of the project."""
    owner = getattr(function, "__self__", None)
    opened: Store | None = getattr(getattr(owner, "_review", owner), "store", None)
    # Names can be completed before all figures hold, and before the first one is there.
    found = opened or read(data_dir())[0]
    if found is None:
        raise DataError("registries that do not hold")
    return found


def _opened(names: Mapping[str, object]) -> Store | None:
    """The data of a review that is open in the notebook; None where none is."""
    opened = (each for each in list(names.values()) if issubclass(type(each), OffersNames))
    return next((store for each in opened if (store := vars(each).get("store"))), None)
