"""A figure as a number that is shown: the words for people, value and ends for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import Observation
from tongket.numerals import format_figure, unit_name
from tongket.output.parts import Number
from tongket.translations import translate

if TYPE_CHECKING:
    from fractions import Fraction

    from tongket.model import Figure, Lang


def number_of(
    figure: Figure, lang: Lang, *, unit: bool = True, words: str = "", quoted_in: str = ""
) -> Number:
    """A figure as it is shown.

    Args:
        figure: observed, computed or missing.
        lang: the language of the page.
        unit: whether the words name the unit.
        words: other words for it, such as its print.
        quoted_in: the language of those words where it is not the page's.
    """
    interval, row = figure.interval, figure.origin
    return Number(
        words or format_figure(figure, lang, unit=unit),
        _or_none(figure.value),
        _or_none(interval.lower if interval else None),
        _or_none(interval.upper if interval else None),
        figure.unit.id,
        # What counts of different things are counted in has no word of its own.
        unit_name(figure.unit, None, lang) or translate("number", lang),
        "" if figure.is_missing else f"src-{figure.anchor}",
        lang,
        status=row.status if isinstance(row, Observation) else "",
        disputed=figure.is_contradicted,
        questioned=figure.is_questioned,
        revised=figure.revised,
        whole=row.denominator if isinstance(row, Observation) else None,
        quoted_in=quoted_in,
    )


def plain_number(value: Fraction) -> float:
    """A value as a number of JSON, with at most six decimals; a whole one has no point.

    >>> from fractions import Fraction
    >>> plain_number(Fraction("14.025")), plain_number(Fraction(420)), plain_number(Fraction(1, 3))
    (14.025, 420, 0.333333)
    """
    return int(value) if value.denominator == 1 else round(float(value), 6)


def decimal(value: float) -> str:
    """A number in plain decimals, at most six of them.

    >>> decimal(1e-05), decimal(2400.5), decimal(420)
    ('0.00001', '2400.5', '420')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".")


def number_text(number: Number) -> str:
    """The value in plain decimals: `14.025`; `12..13` for a band; `119/119` for a fraction; empty where missing."""
    if number.is_missing:
        return ""
    if number.value is None:
        return "..".join(
            "" if end is None else decimal(end) for end in (number.lower, number.upper)
        )
    own = decimal(number.value)
    return own if number.whole is None else f"{own}/{number.whole}"


def _or_none(value: Fraction | None) -> float | None:
    return None if value is None else plain_number(value)
