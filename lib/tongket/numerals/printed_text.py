"""The text of a printed figure taken apart: sign, digits or words, scales, the second end of a range, its unit.

figure = [currency] end [range end] [unit]  |  part / whole [unit]  |  gấp đôi
end    = [sign] (digits | words) scale* ((digits | words) scale* | rưỡi)*
unit   = (% | điểm phần trăm | đồng | USD | lần | nouns) [by what it is counted: /kg, trên một vạn dân]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile

from tongket.numerals.number_words import SCALES, UNITS, number_in_words, part_in_words

# Groups of three digits are parted as the notation parts them, or by spaces; transcribed figures have no groups.
_SPACED = r"\d{1,3}(?: \d{3})+(?!\d)"
_DIGITS = {
    "vi": re.compile(rf"(\d{{1,3}}(?:\.\d{{3}})+(?!\d)|{_SPACED}|\d+)(?:,(\d+))?", re.ASCII),
    "en": re.compile(rf"(\d{{1,3}}(?:,\d{{3}})+(?!\d)|{_SPACED}|\d+)(?:\.(\d+))?", re.ASCII),
    "transcribed": re.compile(r"(\d+)(?:\.(\d+))?", re.ASCII),
}
_NOT_DIGITS = re.compile(r"[^\d]")
# What a unit says of itself, whatever it counts; the names are those of the registry's units.
_UNITS = {
    "percentage_points": r"(?:điểm (?:phần trăm|%)|percentage points?)",
    "percent": r"(?:%|phần trăm|percent|per cent)",
    "per_mille": r"‰",
    "VND": r"(?:đồng|VNĐ|VND|dong|đ)",
    "USD": r"(?:USD|đô la(?: Mỹ)?|dollars?)",
    "times": r"(?:lần|times)",
}
WORDS = "words"
_NAMED = re.compile(
    " ?(?:" + "|".join(f"(?P<{n}>{form})" for n, form in _UNITS.items()) + r")(?!\w)", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?P<VND>VNĐ|VND) |(?P<USD>USD |\$)(?=\d)")
_SIGN = re.compile(r"([-−] ?|âm )|\+", re.IGNORECASE)
_SCALE = re.compile(rf" ?({'|'.join(SCALES)})(?!\w)", re.IGNORECASE)
_HALF_OF = re.compile(r"nửa(?= (?:triệu|tỷ|tỉ))", re.IGNORECASE)
_AND_A_HALF = re.compile(r" rưỡi(?!\w)", re.IGNORECASE)
_FROM = re.compile(r"(?:từ|from) ", re.IGNORECASE)
_ZEROS_SAID = re.compile(r" (?:không trăm|linh|lẻ) ", re.IGNORECASE)
_RANGE = re.compile(r" ?(?:\.\.|[-–—]) ?| (?:đến|tới|to) ", re.IGNORECASE)
_OF = re.compile(r"/| / | out of | trên(?: tổng số)? (?=\d)", re.IGNORECASE)
_MULTIPLES = {
    "gấp đôi": 2,
    "gấp hai": 2,
    "gấp ba": 3,
    "gấp bốn": 4,
    "gấp năm": 5,
    "doubled": 2,
    "tripled": 3,
}
# Nouns: letters, m², m2, °C. By what they are counted numbers may come again: /10.000 dân.
_PLAIN_UNITS = {"": "", "%": "percent"}
_NOUN = r"°?[^\W\d_]+(?:[²³]|(?<=m)[23](?!\w))?"
_NOUNS = re.compile(rf" ?({_NOUN}(?:(?:, | - | |/|-){_NOUN})*)")
_BETWEEN = re.compile(r"[ ,/-]+")
_BY_WORDS = {"trên", "mỗi", "per", "a", "each"}
_BY = re.compile(rf" ?/ ?\S.*| (?:{'|'.join(_BY_WORDS)}) \S.*")
_BY_NOUN = re.compile(r" ?/ ?[^\W\d].*")
# Words that hedge, compare or count belong to other columns or to the number, never to its unit.
_NO_NOUNS = {
    *SCALES, "mươi", "chục", "linh", "lẻ", "mốt", "lăm", "phẩy", "rưỡi", "trở", "khoảng", "hơn", "gần", "dưới", "ước",
    "tăng", "giảm", "vượt", "gấp", "about", "nearly",
    "almost", "over", "under", "more", "less", "least", "most", "than", "đồng", "đ", "vnd", "vnđ",
}  # fmt: skip
_NOT_FIRST = UNITS.keys() - {"năm"}


class NoNumber(ValueError):
    """A text that is no printed figure in its notation, or one that two readers read in two ways."""


@dataclass(frozen=True)
class End:
    """One number: its value, the unit of its last digit, and the scale behind its last digit (1 without one)."""

    value: Fraction
    last: Fraction
    scale: int = 1

    def times(self, scale: int) -> End:
        """The number with the scale that is named only once, behind the second end of a range."""
        return End(self.value * scale, self.last * scale, scale)


@dataclass(frozen=True)
class Parts:
    """What a figure is made of.

    Args:
        ends: its number, or the two of a range.
        whole: N of n/N; None elsewhere.
        unit: `percent`, `percentage_points`, `per_mille`, `VND`, `USD`, `times`, `words` for anything else, or empty.
    """

    ends: tuple[End, ...]
    whole: int | None
    unit: str


def taken_apart(text: str, notation: str) -> Parts:
    """What a printed figure is made of.

    Raises:
        NoNumber: it is none in this notation.

    >>> taken_apart("900 triệu đến 1,2 tỷ đồng", "vi").unit
    'VND'
    """
    digits = _DIGITS[notation]
    plain = digits.match(text)
    # Most figures are digits, with a sign of percent at most: they are read at once.
    if plain and text[plain.end() :] in _PLAIN_UNITS:
        return Parts((_of_digits(plain),), None, _PLAIN_UNITS[text[plain.end() :]])
    return _Text(text, digits).parts()


class _Text:
    """A text that is taken apart from its start."""

    def __init__(self, text: str, digits: re.Pattern[str]) -> None:
        self._text, self._digits, self._at = text, digits, 0

    def parts(self) -> Parts:
        multiple = _MULTIPLES.get(self._text.lower())
        if multiple:
            return Parts((End(Fraction(multiple), Fraction(1)),), None, "times")
        part = part_in_words(self._text)
        if part:
            self._at = part[2]
            return Parts((End(Fraction(part[0]), Fraction(1)),), part[1], self._unit())
        begins, currency = self._take(_FROM), self._take(_CURRENCY)
        first = self._end()
        whole = self._whole() if first.scale == 1 and first.last == 1 else None
        ends = (first,) if whole else self._range(first)
        if begins and len(ends) == 1:
            raise NoNumber
        unit = self._unit()
        if currency and unit in {"", WORDS}:
            unit = currency.lastgroup or ""
        return Parts(ends, whole, unit)

    def _take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        match = form.match(self._text, self._at)
        if match:
            self._at = match.end()
        return match

    def _whole(self) -> int | None:
        """N of n/N; None where the text goes on in another way, as 1 kg/con does."""
        start = self._at
        if self._take(_OF):
            digits = self._take(self._digits)
            if digits:
                whole = int(_NOT_DIGITS.sub("", digits[1]))
                if digits[2] or not whole:
                    raise NoNumber
                return whole
        self._at = start
        return None

    def _range(self, first: End) -> tuple[End, ...]:
        """The two ends of a range; the first may have its own unit, and a scale is said once where it can be."""
        start = self._at
        complete = _SCALE.search(self._text, 0, start) or self._take(_NAMED)
        if not self._take(_RANGE):
            self._at = start
            return (first,)
        second = self._end()
        return (first if complete else first.times(second.scale), second)

    def _end(self) -> End:
        sign = self._take(_SIGN)
        end = self._group()
        below = end.scale
        while below > 1:
            more = self._further(below)
            if more is None:
                break
            end = End(end.value + more.value, more.last, more.scale)
            below = more.scale
        return End(-end.value, end.last, end.scale) if sign and sign[1] else end

    def _further(self, below: int) -> End | None:
        """What follows a scale and belongs to the same number: `990 triệu` behind `8 tỉ`, `rưỡi` behind `2 tỷ`."""
        if self._take(_AND_A_HALF):
            return End(Fraction(below, 2), Fraction(below, 10))
        start = self._at
        if not self._text.startswith(" ", start):
            return None
        self._at += 1
        try:
            more = self._group()
        except NoNumber:
            self._at = start
            return None
        # "3 nghìn 4" is 3.400 for one reader and 3.004 for another.
        short = more.scale == 1 and more.value * 10 < below
        if (
            more.last < 1
            or more.value >= below
            or (short and not _ZEROS_SAID.match(self._text, start))
        ):
            raise NoNumber
        return more

    def _group(self) -> End:
        """A number with the scales behind it: `5,8 nghìn tỷ`."""
        number = self._number()
        scale = before = 1
        while match := self._take(_SCALE):
            named = SCALES[match[1].lower()]
            if named < before:
                raise NoNumber
            scale, before = scale * named, named
        return number.times(scale)

    def _number(self) -> End:
        digits = self._take(self._digits)
        if digits:
            return _of_digits(digits)
        if self._take(_HALF_OF):
            return End(Fraction(1, 2), Fraction(1, 10))
        words = number_in_words(self._text[self._at :])
        if words is None:
            raise NoNumber
        self._at += words[2]
        return End(words[0], words[1])

    def _unit(self) -> str:
        """What the rest of the text says of the unit; refused where the rest is no unit."""
        named, nouns = self._take(_NAMED), None
        if named is None:
            nouns = self._take(_NOUNS)
            words = _BETWEEN.split(nouns[1].lower()) if nouns else []
            own = list(takewhile(lambda word: word not in _BY_WORDS, words))
            if _NO_NOUNS.intersection(own) or (own and own[0] in _NOT_FIRST):
                raise NoNumber
            # By what they are counted may hold numbers again: "người trên một vạn dân".
            if len(own) < len(words):
                self._at = len(self._text)
        self._take(_BY if named or nouns else _BY_NOUN)
        if self._at < len(self._text):
            raise NoNumber
        return (named.lastgroup or "") if named else WORDS if nouns else ""


def _of_digits(match: re.Match[str]) -> End:
    decimals = match[2] or ""
    value, unit = int(_NOT_DIGITS.sub("", match[1]) + decimals), 10 ** len(decimals)
    # A whole number alone takes a third of the time of a ratio; the units of digits are few.
    return End(Fraction(value) if unit == 1 else Fraction(value, unit), _unit_of(unit))


@lru_cache(maxsize=100)
def _unit_of(whole: int) -> Fraction:
    return Fraction(1, whole)
