"""What a frame is asked for: domains, indicators, years, areas and measures, each known or named in the refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING

from tongket.errors import UsageError, given_in_words
from tongket.model import Measure, Text, TimePeriod
from tongket.translations import LazyText, Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.data.registry import Registry
    from tongket.data.store import Store

ALL = "all"
NOTHING = Text("", "")
DEFAULT_MEASURES = ("actual", "target")


@dataclass(frozen=True)
class Selection:
    """The rows that a frame is to hold; None means every one.

    Args:
        indicators: ids of indicators, in the order of the review.
        years: years in which a period ends, or the period under review: what is within it, and the plans of its year.
        areas: codes of areas.
        measures: measures.
    """

    indicators: tuple[str, ...]
    years: frozenset[int] | TimePeriod | None
    areas: frozenset[str] | None
    measures: frozenset[str] | None


def select(
    store: Store, *,
    names: Iterable[str], years: int | str | Iterable[int] | TimePeriod, areas: str | Iterable[str],
    measures: str | Iterable[str],
) -> Selection:  # fmt: skip
    """Look up everything that a frame is asked for.

    Args:
        store: what there is.
        names: ids of domains (`ip`) and of indicators (`ip.titles_granted`); none means all.
        years: one year, several, `all`, or the period under review.
        areas: codes of places (`VN-CT`: before and after its mergers) or of areas (`VN-CT-2025`),
            or `all`.
        measures: measures, or `all`.

    Raises:
        UsageError: something is not known; all of it is named, each with the names that are near.
    """
    wrong: list[Text] = []
    found = Selection(
        _indicators(store.registry, names, wrong),
        _years(store, years, wrong),
        _areas(store.registry, areas, wrong),
        _measures(measures, wrong),
    )
    if wrong:
        raise UsageError(
            LazyText(lambda lang: "\n".join(each.in_(lang).rstrip() for each in wrong))
        )
    return found


def in_order(registry: Registry) -> list[str]:
    """Every indicator by the order of its domain in the review, then by that of the registry."""
    order = {name: domain.order for name, domain in registry.domains.items()}
    return sorted(registry.indicators, key=lambda name: order[registry.indicators[name].domain])


def _indicators(registry: Registry, names: Iterable[str], wrong: list[Text]) -> tuple[str, ...]:
    asked = tuple(names)
    known = [*registry.domains, *registry.indicators]
    what = Phrase("a domain or an indicator of data/indicators.toml")
    kept = _known("frame", asked, known, what, wrong, _to_be_found)
    return tuple(
        name
        for name in in_order(registry)
        if not asked or name in kept or registry.indicators[name].domain in kept
    )


def _years(
    store: Store, years: int | str | Iterable[int] | TimePeriod, wrong: list[Text]
) -> frozenset[int] | TimePeriod | None:
    if _is_all(years):
        return None
    if isinstance(years, TimePeriod):
        return years
    asked = _several(years)
    strange = [year for year in asked if not is_year(year)]
    if strange:
        known = sorted({str(row.time_period.year) for row in store.observations})
        wrong += [
            Phrase(
                "years: expected whole numbers such as 2024, or 'all', got {year}. {hint}",
                year=repr(year), hint=_bare(near_names(str(year), known, NOTHING)),
            )
            for year in strange
        ]  # fmt: skip
    return frozenset(int(year) for year in asked if year not in strange)  # type: ignore[call-overload]


def _bare(names: Text) -> Text:
    """Names without quotation marks: years are numbers."""
    return LazyText(lambda lang: names.in_(lang).replace("'", ""))


def _to_be_found(name: str) -> Text:
    return Phrase("Look for it: {code}", code=f"review.find({name!r})")


def is_year(year: object) -> bool:
    """Whether it is a whole number, also one of numpy, that may be a year."""
    whole = isinstance(year, Integral) and not isinstance(year, bool)
    return whole and 1900 <= int(year) <= 2200  # type: ignore[call-overload]


def _areas(
    registry: Registry, areas: str | Iterable[str], wrong: list[Text]
) -> frozenset[str] | None:
    if _is_all(areas):
        return None
    places = {area.place for area in registry.areas.values()}
    known = dict.fromkeys([*places, *registry.areas])
    what = Phrase("'all' or a code of data/areas.csv")
    kept = _known("areas", _several(areas), sorted(known), what, wrong, registry.codes_of)
    return frozenset(
        code
        for code, area in registry.areas.items()
        if code in kept or (area.place in kept)
    )  # fmt: skip


def _measures(measures: str | Iterable[str], wrong: list[Text]) -> frozenset[str] | None:
    if _is_all(measures):
        return None
    known = [str(measure) for measure in Measure]
    what = Phrase("'all' or one of {names}", names=", ".join(known))
    return frozenset(_known("measures", _several(measures), known, what, wrong))


def _is_all(asked: object) -> bool:
    """Whether all are asked for; a column of a frame names each."""
    return isinstance(asked, str) and asked == ALL


def _several(asked: object) -> tuple[object, ...]:
    """What is asked for, one by one: a text or what cannot be gone through is one."""
    if isinstance(asked, (str, bytes)) or not isinstance(asked, Iterable):
        return (asked,)
    return tuple(asked)


def _known(
    where: str, asked: Iterable[object], known: Iterable[str], what: Text, wrong: list[Text],
    otherwise: Callable[[str], Text] = lambda _: NOTHING,
) -> set[str]:  # fmt: skip
    """Those of the names asked for that are known; a sentence on each of the others joins `wrong`."""
    names = list(known)
    kept = set()
    for name in asked:
        if isinstance(name, str) and name in names:
            kept.add(name)
            continue
        hint: Text = Phrase("Give names one by one.")
        if isinstance(name, str):
            hint = near_names(name, names, otherwise(name))
        wrong.append(
            Phrase(
                "{where}: expected {what}, got {name}. {hint}",
                where=where, what=what, name=given_in_words(name), hint=hint,
            )
        )  # fmt: skip
    return kept
