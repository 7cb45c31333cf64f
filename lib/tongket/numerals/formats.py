"""Figures in words and digits, by language: no digit is printed that the sources do not carry.

An observed figure keeps the digits of its printing. A computed one is a single number only where our own
reading of that number holds every value that the sources allow; else it is the interval itself.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from tongket.model import Calculation, Observation, Qualifier
from tongket.numerals.printed import Printed, reading
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from tongket.model import Figure, Interval, Lang, Unit

NO_FIGURE = Phrase("no figure")
HEDGES = {
    Qualifier.ABOUT: message("about {figure}"),
    Qualifier.NEARLY: message("nearly {figure}"),
    Qualifier.MORE_THAN: message("more than {figure}"),
    Qualifier.LESS_THAN: message("less than {figure}"),
    Qualifier.AT_LEAST: message("at least {figure}"),
    Qualifier.AT_MOST: message("at most {figure}"),
}
# What the qualifiers are called, beside a figure or in a table of them.
QUALIFIERS = {
    Qualifier.EXACT: Phrase("stated without a hedge"),
    Qualifier.ABOUT: Phrase("about"),
    Qualifier.NEARLY: Phrase("nearly"),
    Qualifier.MORE_THAN: Phrase("more than"),
    Qualifier.LESS_THAN: Phrase("less than"),
    Qualifier.AT_LEAST: Phrase("at least"),
    Qualifier.AT_MOST: Phrase("at most"),
}
# A rank is the better, the smaller it is.
BETTER = message("the top {number}")
# The finest decimals that a computed figure shows where it has to be rounded, however sharp its inputs.
FINEST = {"percent": 1, "percentage_points": 1, "count": 1, "times": 2, "money": 2, "ratio": 1}
# So many decimals of millions and billions one reads at a glance.
READ = 3
# A number rounded by more than this part of it says something else.
NEAR = 20
# So many decimals beyond those that a page prints of a figure explain it.
BEYOND = 2
MONEY = (
    (9, message("VND {number} billion")),
    (6, message("VND {number} million")),
    (0, message("VND {number}")),
)

_TRANSCRIBED = re.compile(r"-?\d+(?:\.(\d+))?", re.ASCII)


@lru_cache(maxsize=1024)
def format_number(value: Fraction | int, lang: Lang, decimals: int = 0) -> str:
    """A number with the marks of the language and a minus as it is set in print, rounded half up to its decimals.

    >>> format_number(Fraction("14.025"), "vi", 3)
    '14,025'
    >>> format_number(-4298, "vi")
    '−4.298'
    """
    places = max(decimals, 0)
    rounded = _rounded(Fraction(value), places)
    digits = rounded.numerator * 10**places // rounded.denominator
    # Decimals keep 28 digits unless more are asked for; a number of more would be refused.
    with localcontext(prec=max(len(str(digits)), 28)):
        exact = Decimal(digits).scaleb(-places)
        text = str(format_decimal(exact, format="#,##0." + "0" * places, locale=lang))
    return text.replace("-", "−")


def _rounded(value: Fraction, places: int) -> Fraction:
    """Rounded to so many decimals, halves away from zero."""
    size = Fraction(math.floor(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    return -size if value < 0 else size


def format_exact(value: Fraction, lang: Lang, most: int = 6) -> str:
    """A number with as many decimals as it has, and no more than a limit: six unless another is given.

    >>> format_exact(Fraction("1.5"), "vi"), format_exact(Fraction(100), "vi")
    ('1,5', '100')
    """
    places = next((n for n in range(most) if (value * 10**n).denominator == 1), most)
    return format_number(value, lang, places)


def is_language(code: str) -> bool:
    """Whether a code is that of a language of the Unicode locale data.

    >>> is_language("vi"), is_language("xx")
    (True, False)
    """
    from babel.localedata import exists

    return exists(code)


def format_figure(figure: Figure, lang: Lang, *, unit: bool = True) -> str:
    """A figure with its qualifier and unit in words.

    Args:
        figure: observed, computed or missing.
        lang: the language.
        unit: whether the unit follows; a percent sign and the scale of money always do.
    """
    if figure.interval is None or figure.interval.is_unbounded:
        return NO_FIGURE.in_(lang)
    qualifier, scale = _hedge(figure), _scale(figure)
    number = _digits(figure, figure.interval, lang, scale)
    text = _with_unit(number, figure, lang, scale, unit=unit)
    if figure.unit.kind == "rank" and qualifier is Qualifier.AT_MOST:
        return translate(BETTER, lang).format(number=number)
    return hedged(text, qualifier, lang)


def hedged(figure: str, qualifier: Qualifier, lang: Lang) -> str:
    """A figure in words with how it is hedged.

    >>> hedged("6.800", Qualifier.ABOUT, "vi")
    'khoảng 6.800'
    """
    form = HEDGES.get(qualifier)
    return translate(form, lang).format(figure=figure) if form else figure


def quoted_print(as_printed: str, qualifier: Qualifier, lang: Lang, notation: str = "") -> str:
    """A printing in quotation marks; how its source hedges it is said in words outside of them.

    What was transcribed by value was not seen as its source prints it: its numbers have the marks of the language.

    >>> quoted_print("430 văn bằng", Qualifier.MORE_THAN, "vi")
    'hơn “430 văn bằng”'
    >>> quoted_print("9.645", Qualifier.EXACT, "vi", "transcribed")
    '“9,645”'
    """
    text = _with_marks(as_printed, lang) if notation == "transcribed" else as_printed
    return hedged(f"“{text}”", qualifier, lang)


def _with_marks(transcribed: str, lang: Lang) -> str:
    return _TRANSCRIBED.sub(
        lambda number: format_number(Fraction(number[0]), lang, len(number[1] or "")),
        transcribed.replace("..", "–"),
    )


def _hedge(figure: Figure) -> Qualifier:
    interval = figure.interval
    if isinstance(figure.origin, Observation) or interval is None:
        return figure.qualifier
    return hedge_of(interval)


def hedge_of(interval: Interval) -> Qualifier:
    """How the one end of an interval without the other is hedged; `exact` where it has both.

    >>> from tongket.model import Interval
    >>> hedge_of(Interval(Fraction(5), None, lower_closed=False))
    <Qualifier.MORE_THAN: 'more_than'>
    """
    if interval.upper is None:
        return Qualifier.AT_LEAST if interval.lower_closed else Qualifier.MORE_THAN
    if interval.lower is None:
        return Qualifier.AT_MOST if interval.upper_closed else Qualifier.LESS_THAN
    return Qualifier.EXACT


def _scale(figure: Figure) -> int:
    """Power of ten in which money is written: 9 for tỷ đồng, 6 for triệu đồng."""
    if figure.unit.kind != "money" or figure.interval is None:
        return 0
    size = figure.value or figure.interval.lower or figure.interval.upper or Fraction(0)
    fitting = [power for power, _ in MONEY if abs(size) >= 10**power or power == 0]
    if not _is_to_the_dong(figure):
        return fitting[0]
    # 1,2503 tỷ is 1.250,3 triệu: as many decimals as one reads.
    whole = (p for p in fitting if (size / 10**p * 10**READ).denominator == 1)
    return next(whole, 0)


def _is_to_the_dong(figure: Figure) -> bool:
    """Whether an amount of money is printed with all its digits, so that none of them says how it was rounded."""
    money = figure.unit.kind == "money" and isinstance(figure.origin, Observation)
    return money and figure.decimals is not None and figure.decimals >= 0


def _digits(figure: Figure, interval: Interval, lang: Lang, scale: int) -> str:
    origin, one = figure.origin, Fraction(1, 10**scale)
    if isinstance(origin, Observation) and origin.denominator is not None:
        return f"{format_number(origin.value or 0, lang)}/{format_number(origin.denominator, lang)}"
    if figure.value is not None and _is_to_the_dong(figure):
        return format_exact(figure.value * one, lang)
    if figure.value is not None and figure.decimals is not None:
        return format_number(figure.value * one, lang, figure.decimals + scale)
    if interval.lower is None or interval.upper is None:
        return _open_end(interval, lang, one, _finest(figure, scale))
    if isinstance(origin, Observation):
        low, high = (format_exact(end * one, lang) for end in (interval.lower, interval.upper))
        return format_range(low, high, lang)
    return _computed(figure, interval.lower * one, interval.upper * one, lang, scale)


def _finest(figure: Figure, scale: int) -> int:
    """The finest decimals that a computed figure shows in its scale; a đồng has none.

    A mean below ten has one more: 689 products of 353 establishments are 1.95 for each, and not 2.
    """
    kind = figure.unit.kind
    if kind == "money" and not scale:
        return 0
    below_ten = kind == "ratio" and figure.value is not None and abs(figure.value) < 10
    return FINEST.get(kind, 1) + below_ten


def _open_end(interval: Interval, lang: Lang, one: Fraction, finest: int) -> str:
    """The one end that is known, rounded so that the statement stays true."""
    if interval.lower is not None:
        return _plain(_down(interval.lower * one, finest), lang, finest)
    return _plain(_up((interval.upper or Fraction(0)) * one, finest), lang, finest)


def _down(value: Fraction, places: int) -> Fraction:
    return Fraction(math.floor(value * 10**places), 10**places)


def _up(value: Fraction, places: int) -> Fraction:
    return -_down(-value, places)


def _computed(figure: Figure, low: Fraction, high: Fraction, lang: Lang, scale: int) -> str:
    """The value where its digits hold all that is allowed, else both ends, rounded outwards."""
    finest, width = _finest(figure, scale), high - low
    value = low if not width else figure.value and figure.value / 10**scale
    carried = carried_decimals(width) if width else finest
    # What needs no rounding keeps its digits, but for millions and billions: 14.025% is 2.025 points above 12%.
    if carried > finest and (scale or value is None or (value * 10**carried).denominator != 1):
        carried = finest
    if value is not None and carried >= 0:
        shown = _rounded(value, carried)
        # 0.9 points between 14.2% and 15.1% would be told as 1: an end of a range says more.
        is_near = carried >= finest or abs(shown - value) * NEAR <= abs(value)
        if is_near and _holds(shown, carried, low, high, whole=figure.unit.kind == "count"):
            return _plain(shown, lang, carried)
    shown_decimals = max(0, min(finest, carried_decimals(width) + 2)) if width else finest
    ends = _down(low, shown_decimals), _up(high, shown_decimals)
    lowest, highest = (_plain(end, lang, shown_decimals) for end in ends)
    return format_range(lowest, highest, lang)


def format_range(low: str, high: str, lang: Lang) -> str:
    """Two printed numbers as a range; equal ones are one number.

    >>> format_range("6,700", "6,900", "en"), format_range("−0,5", "−0,4", "vi")
    ('6,700–6,900', '−0,5 đến −0,4')
    """
    if low == high:
        return low
    # A dash beside a minus is read as one sign.
    if "−" in low + high:
        return translate("{low} to {high}", lang).format(low=low, high=high)
    return f"{low}–{high}"


def _holds(number: Fraction, decimals: int, low: Fraction, high: Fraction, *, whole: bool) -> bool:
    """Whether our own reading of a printed number allows every value from low to high."""
    # A whole number of things is printed without decimals, and read as counted.
    counted = whole and low == number and number.denominator == 1
    last = Fraction(1, 1 if counted else 10**decimals)
    printed = Printed(number, None, None, None, last, last)
    read = reading(printed, Qualifier.EXACT, whole=counted)
    lower, upper = read.lower, read.upper
    return lower is not None and upper is not None and lower <= low and high <= upper


def format_ends(figure: Figure, lang: Lang) -> tuple[str, str]:
    """The ends of what the sources allow of a figure, in its unit, as an explanation shows them.

    They have at most two decimals beyond those that a page prints of it, money none, and are rounded outwards:
    nothing that is allowed lies beyond them. An open end is `∞`.

    Raises:
        UsageError: the figure is missing.
    """
    interval, places = figure.known_interval, _explaining(figure)
    low = (
        "−∞"
        if interval.lower is None
        else format_exact(_down(interval.lower, places), lang, places)
    )
    high = (
        "∞" if interval.upper is None else format_exact(_up(interval.upper, places), lang, places)
    )
    return low, high


def is_rounded_in_print(figure: Figure) -> bool:
    """Whether a computed figure is one value that its printed digits cannot give: a quotient such as 1 ÷ 3."""
    interval = figure.interval
    if interval is None or not interval.is_exact or not isinstance(figure.origin, Calculation):
        return False
    scale = _scale(figure)
    printed = Fraction(10) ** (_finest(figure, scale) - scale)
    return ((interval.lower or Fraction(0)) * printed).denominator != 1


def _explaining(figure: Figure) -> int:
    """The decimals of an explanation of a figure, in its unit."""
    if figure.unit.kind == "money":
        return 0
    own = figure.decimals if isinstance(figure.origin, Observation) else None
    return max(0, FINEST.get(figure.unit.kind, 1) if own is None else own) + BEYOND


def carried_decimals(width: Fraction) -> int:
    """The finest decimal place whose unit is no smaller than the width of an interval.

    >>> carried_decimals(Fraction("0.05")), carried_decimals(Fraction(17))
    (1, -2)
    """
    # Counting digits is exact where a logarithm is not.
    if width <= 1:
        return len(str(math.floor(1 / width))) - 1
    return -len(str(math.ceil(width) - 1))


def _plain(value: Fraction, lang: Lang, decimals: int) -> str:
    """A computed number; a whole one shows no decimals."""
    return format_number(value, lang, 0 if value.denominator == 1 else decimals)


def _with_unit(number: str, figure: Figure, lang: Lang, scale: int, *, unit: bool) -> str:
    kind = figure.unit.kind
    if kind == "percent":
        return number + "%" + _percent_tail(figure.unit, lang)
    if kind == "money":
        return translate(dict(MONEY)[scale], lang).format(number=number)
    if not unit:
        return number
    if kind == "rank":
        return f"{figure.unit.name.in_(lang)} {number}"
    # One is what is printed: 0.9 points that are known as 0.8 to 1 are "1 percentage point". A bare number has no unit.
    said = Fraction(1) if number == "1" else None
    return f"{number} {unit_name(figure.unit, said, lang)}".rstrip()


def _percent_tail(unit: Unit, lang: Lang) -> str:
    return "" if unit.id == "percent" else " " + Phrase("a year").in_(lang)


def unit_name(unit: Unit, value: Fraction | None, lang: Lang) -> str:
    """The unit in words, in the English plural where the number is not one."""
    if lang == "en" and value != 1 and unit.plural_en:
        return unit.plural_en
    return unit.name.in_(lang)
