"""Which indicator was that? By a word, an alias or a number, in both languages."""

from __future__ import annotations

import re
import unicodedata
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.model import LANGS
from tongket.model.figure import exact_number
from tongket.numerals import format_period, parse
from tongket.numerals.collation import unmarked
from tongket.review.selection import in_order
from tongket.translations import Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    import pandas as pd

    from tongket.model import Indicator, Lang, Observation, Text
    from tongket.review.session import Session

_WORD = re.compile(r"[^\W\d_]{3,}")
COLUMNS = ("indicator", "name", "domain_name", "unit_name", "found", "periods")


def search(review: Session, wanted: str | float) -> pd.DataFrame:
    """The indicators in which something is found, one a row: see `Review.find`."""
    import pandas as pd

    # Programs write letters with marks in two ways.
    asked = unicodedata.normalize("NFC", wanted).strip() if isinstance(wanted, str) else wanted
    is_number = isinstance(asked, Real) and not isinstance(asked, bool) and isfinite(asked)
    if not (is_number or (isinstance(asked, str) and asked)):
        raise UsageError(
            Phrase(
                "find: expected a word or a number, got {wanted}. Write {code}.",
                wanted=f"{wanted!r:.40}", code="review.find('patent'), review.find(420)",
            )
        )  # fmt: skip
    found = {**dict(_by_words(review, str(asked))), **_by_number(review, asked)}
    if not found:
        words = {w for each in review.registry.indicators.values() for w in _words(each)}
        hint = near_names(
            str(asked), sorted(words), Phrase("review.frame(years='all') lists what is on record.")
        )
        raise UsageError(
            Phrase(
                "find: expected a word of an indicator's name, aliases or definition, or a number on record, "
                "got {wanted}. {hint}",
                wanted=repr(wanted),
                hint=hint,
            )
        )
    # Whatever is read of it, nothing else than all of the record decides what is found.
    review.store.read_indicators.update(review.registry.indicators)
    rows = [_row(review, name, where) for name, (_, where) in _best_first(found, review)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _best_first(
    found: dict[str, tuple[int, str]], review: Session
) -> list[tuple[str, tuple[int, str]]]:
    order = {name: place for place, name in enumerate(in_order(review.registry))}
    return sorted(found.items(), key=lambda item: (item[1][0], order[item[0]]))


def _row(review: Session, name: str, where: str) -> tuple[str, ...]:
    registry, lang = review.registry, review.lang
    indicator = registry.indicators[name]
    periods = sorted({row.time_period for row in _rows(review, name)}, key=lambda p: p.end)
    return (
        name,
        indicator.name.in_(lang),
        registry.domains[indicator.domain].name.in_(lang),
        registry.units[indicator.unit].name.in_(lang),
        where,
        ", ".join(period.code for period in periods),
    )


def _rows(review: Session, indicator: str = "") -> Iterator[Observation]:
    """The figures on record of the place under review, whatever its boundaries then."""
    for row in review.store.of_place(review.area.place):
        if row.interval is not None and indicator in {"", row.indicator}:
            yield row


def _by_words(review: Session, asked: str) -> Iterator[tuple[str, tuple[int, str]]]:
    """By indicator where all words are found, and how near: its names before its definition, that before its domain."""
    for name, indicator in review.registry.indicators.items():
        domain = review.registry.domains[indicator.domain].name
        places = (
            (*_both(indicator.name), *indicator.aliases, name),
            _both(indicator.definition),
            _both(domain),
        )
        for rank, texts in enumerate(places):
            text = next((text for text in texts if _holds(text, asked)), "")
            if text:
                yield name, (rank, text)
                break


def _both(text: Text) -> tuple[str, ...]:
    return tuple(text.in_(lang) for lang in LANGS)


def _holds(text: str, asked: str) -> bool:
    """Whether all words begin words of a text; those that were typed without marks are found with any."""
    typed = asked.casefold()
    held = text.casefold()
    if unmarked(typed) == typed:
        held = unmarked(held)
    return all(re.search(rf"(?<![^\W_]){re.escape(word)}", held) for word in typed.split())


def _words(indicator: Indicator) -> Iterable[str]:
    texts = (*_both(indicator.name), *indicator.aliases)
    return (word.casefold() for text in texts for word in _WORD.findall(text))


def _by_number(review: Session, asked: str | float | Real) -> dict[str, tuple[int, str]]:
    """By indicator where a figure of the place is printed so or is the number, then where it may be; the latest one."""
    number, found = _number(asked, review.lang), dict[str, tuple[int, str]]()
    for row in sorted(_rows(review), key=lambda row: row.time_period.end):
        rank = 0 if row.as_printed == asked else _nearness(row, number)
        if rank is not None and rank <= found.get(row.indicator, (rank,))[0]:
            when = format_period(row.time_period, review.lang)
            found[row.indicator] = (rank, f"{row.as_printed} ({when})")
    return found


def _nearness(row: Observation, number: Fraction | None) -> int | None:
    """How near a figure is to a number; None where it is not.

    What a printing like “about 100,000” or “less than 1,000” allows as well is near only up to a tenth of the figure.
    """
    if number is None or row.interval is None or row.value is None:
        return None
    if row.value == number:
        return 1
    off = abs(row.value - number) * 10
    return 2 if off <= abs(row.value) and row.interval.contains(number) else None


def _number(asked: str | float | Real, lang: Lang) -> Fraction | None:
    if not isinstance(asked, str):
        return exact_number(asked)
    try:
        return parse(asked, lang).value
    except ValueError:
        return None
