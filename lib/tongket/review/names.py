"""The names that calls take and objects have: what Tab offers, and what is near a wrong one.

An argument says by its annotation what it takes (`IndicatorName`, `AreaCode` …): the words of a
signature are all that Tab needs to know of a call.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial, wraps
from inspect import Parameter, getattr_static, signature
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from tongket.data.folder import OWN, WORKBOOKS
from tongket.data.registry.events import EVENT_KINDS
from tongket.errors import UnknownNameError, UsageError
from tongket.model import LANGS, Measure, Text
from tongket.review.selection import in_order
from tongket.translations import LazyText, Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tongket.data.store import Store
    from tongket.model import Lang, Observation

_NOTHING = Text("", "")
ANNOUNCED = "announced"
ALL = "all"
By = Literal["difference", "percent", "points", "times"]
# What a text of an argument is.
IndicatorName = str  # of a figure too: `ip.titles_granted:target@2023`
RecordName = str  # a domain or an indicator
DomainName = str
AreaCode = str  # of an area or a place
MeasureName = str
EventKind = str
UnitCode = str
PeriodCode = str
SourceName = str
OwnFileName = str  # of the folder `own` of the data, and no workbook
OwnWorkbookName = str
Year = int
# One year, several or `"all"`; of a course a pair is the first and the last.
Years = tuple[int, int] | int | str | Iterable[int] | None


def figure_names(store: Store, typed: str = "") -> Iterator[str]:
    """The names of figures: indicators; their measures once `:` is typed, periods on record once `@` is."""
    if "@" in typed:
        name, start = typed.partition("@")[0], typed.rpartition("@")[0]
        rows = _rows(store, name.partition(":")[0])
        yield from (f"{start}@{period}" for period in sorted({r.time_period.code for r in rows}))
    elif ":" in typed:
        indicator = typed.partition(":")[0]
        stated = {row.measure for row in _rows(store, indicator)}
        yield from (f"{indicator}:{measure}" for measure in Measure if measure in stated)
    else:
        yield from in_order(store.registry)


def _rows(store: Store, indicator: str) -> list[Observation]:
    """What is on record of an indicator; whoever only types its name has read none of it."""
    return store.of_indicators({indicator})


def _record_names(store: Store, _typed: str) -> Iterator[str]:
    yield from store.registry.domains
    yield from in_order(store.registry)


def _areas(store: Store, _typed: str) -> Iterator[str]:
    areas = store.registry.areas
    yield from dict.fromkeys([*(area.place for area in areas.values()), *areas, ALL])


def _placeholders(store: Store, typed: str) -> Iterator[str]:
    """A sentence up to the cursor, with each name of a figure in the placeholder that is open there."""
    before, brace, name = typed.rpartition("{")
    if brace and "}" not in name:
        yield from (f"{before}{{{each}" for each in figure_names(store, name))


def _own_files(store: Store, *, workbooks: bool) -> Iterator[str]:
    """The files of the folder of one's own, those that lie in a folder within it too."""
    folder = store.data_dir / OWN
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (path.suffix.lower() in WORKBOOKS) == workbooks:
            yield path.relative_to(folder).as_posix()


def _fixed(*names: str) -> Callable[[Store, str], Iterable[str]]:
    return lambda _store, _typed: names


# The names by the word of an annotation, given the data and what is typed so far.
NAMES: dict[str, Callable[[Store, str], Iterable[str]]] = {
    "IndicatorName": figure_names,
    "RecordName": _record_names,
    "DomainName": lambda store, _: store.registry.domains,
    "AreaCode": _areas,
    "MeasureName": _fixed(*Measure, ALL),
    "EventKind": _fixed(*EVENT_KINDS, ANNOUNCED),
    "UnitCode": lambda store, _: store.registry.units,
    "SourceName": lambda store, _: store.registry.sources,
    "OwnFileName": lambda store, _: _own_files(store, workbooks=False),
    "OwnWorkbookName": lambda store, _: _own_files(store, workbooks=True),
    "PeriodCode": lambda store, _: _years(store),
    "Said": _placeholders,
    "Lang": _fixed(*LANGS),
    "By": _fixed(*get_args(By)),
    "Years": _fixed(ALL),
}  # fmt: skip


def _years(store: Store) -> Iterator[str]:
    yield from dict.fromkeys(sorted(str(row.time_period.year) for row in store.observations))


# Likewise of what is no text, as it is written.
NUMBERS: dict[str, Callable[[Store], Iterable[str]]] = {
    "Year": _years,
    "Years": lambda store: (*_years(store), f'"{ALL}"'),
}


def refusing(function: Any) -> Any:
    """A call that answers arguments that it lacks or does not take by those that it takes."""
    named = [name for name in signature(function).parameters if name not in {"self", "values"}]
    # What fills placeholders is called by the author; a name like that of an argument is a slip, such as `titel=`.
    fills = "values" in signature(function).parameters

    def called(*args: Any, **given: Any) -> Any:
        if fills and (slips := slipped(named, args, given)):
            raise refused(function.__name__, slips, named)
        try:
            return function(*args, **given)
        except TypeError as error:
            if error.__traceback__ is None or error.__traceback__.tb_next:  # raised within it
                raise
            raise refusal(function, args, given) from None

    refusal, slipped, refused = _refusal, _slipped, _not_taken
    # Of the module of what it calls, or the examples in its docstring would be run by nobody.
    made = FunctionType(called.__code__, function.__globals__, closure=called.__closure__)
    return wraps(function)(made)


# So near is a slip and no other word: sentense, and not silent, is sentence.
_SLIP = 0.8


def _slipped(named: list[str], args: Iterable[Any], given: Mapping[str, Any]) -> list[str]:
    """The values that no sentence has a placeholder for, and whose names are near those of arguments."""
    said = " ".join(str(each) for each in (*args, *given.values()) if isinstance(each, (str, dict)))
    others = [name for name in given if name not in named and f"{{{name}" not in said]
    return [name for name in others if get_close_matches(name, named, cutoff=_SLIP)]


def _not_taken(
    call: str, strange: list[str], takes: Iterable[str], otherwise: Text = _NOTHING
) -> UsageError:
    return UsageError(
        Phrase(
            "{call}: expected arguments that it takes, got {name}. {hint}",
            call=call, name=", ".join(map(repr, strange)), hint=near_names(strange[0], takes, otherwise),
        )
    )  # fmt: skip


def _refusal(function: Any, args: tuple[Any, ...], given: Mapping[str, Any]) -> UsageError:
    of = {name: each for name, each in signature(function).parameters.items() if name != "self"}
    takes = Phrase("It takes {names}.", names=", ".join(of) or "–")
    ordered = [name for name, each in of.items() if each.kind is Parameter.POSITIONAL_OR_KEYWORD]
    filled = {*given, *ordered[: len(args) - ("self" in signature(function).parameters)]}
    needed = [name for name, each in of.items() if each.default is Parameter.empty]
    lacking = [n for n in needed if n not in filled and of[n].kind.name[:3] != "VAR"]
    strange = [name for name in given if name not in of]
    call = function.__name__
    if strange and not any(each.kind is Parameter.VAR_KEYWORD for each in of.values()):
        return _not_taken(call, strange, of, takes)
    if lacking:
        wanted = ", ".join(f"{name}=" for name in lacking)
        words = Phrase(
            "{call}: expected {wanted}, got none. {hint}", call=call, wanted=wanted, hint=takes
        )
    else:
        words = Phrase(
            "{call}: expected each argument once, got too many. {hint}", call=call, hint=takes
        )
    return UsageError(words)


class OffersNames:
    """What lists to an analyst the names that she calls, and answers any other with those that are near.

    Attributes:
        called: what the object is called in a notebook.
        machinery: public names that other modules call, and an analyst does not.
        of_pages: names that the pages call, so that one notebook holds of every place and year; Tab offers them once
            a letter is typed.
        otherwise: what else to do, added to the refusal of a name.
    """

    called: ClassVar[str]
    machinery: ClassVar[frozenset[str]] = frozenset()
    of_pages: ClassVar[frozenset[str]] = frozenset()
    otherwise: ClassVar[Text] = Text("", "")

    def __init_subclass__(cls) -> None:
        for name in dir(cls):
            found = getattr_static(cls, name)
            if isinstance(found, FunctionType) and not (
                name[0] == "_" or hasattr(found, "__wrapped__")
            ):
                setattr(cls, name, refusing(found))

    def __repr__(self) -> str:
        return f"<{self.called}: {', '.join(sorted(dir(self)))}>"

    def __dir__(self) -> list[str]:
        left_out = {*OffersNames.__annotations__, *self.machinery, *self.of_pages}
        return [
            name
            for name in object.__dir__(self)
            if not name.startswith("_") and name not in left_out
        ]

    if not TYPE_CHECKING:  # mypy itself knows the names

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            if hasattr(type(self), name):  # a property of it failed, and says how
                return object.__getattribute__(self, name)
            # In words only where somebody reads them: libraries ask objects for many names.
            hint = LazyText(partial(self._hint, name))
            raise UnknownNameError(
                Phrase(
                    "{object}: expected one of its names, got {name}. {hint}",
                    object=self.called,
                    name=repr(name),
                    hint=hint,
                )
            )

    def _hint(self, name: str, lang: Lang) -> str:
        names = sorted(dir(self))
        near = near_names(
            name, [*names, *self.of_pages], Phrase("It has {names}.", names=", ".join(names))
        )
        return f"{near.in_(lang)} {self.otherwise.in_(lang)}".rstrip()
