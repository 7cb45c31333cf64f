"""The text of a printed figure taken apart: sign, digits or words, scales, the second end of a range, its unit.

figure = [currency] end [range end] [unit]  |  part / whole [unit]  |  gấp [number]
end    = [sign] (digits [in words] | words) scale* ((digits | words) scale* | rưỡi)*
unit   = (% | điểm phần trăm | đồng | USD | lần | nouns) [by what it is counted: /kg, trên một vạn dân]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import prod

from tongket.numerals.number_words import (
    COUNTING,
    GROUPS,
    SCALES,
    is_english,
    number_in_words,
    part_in_words,
)

# Groups of three digits are parted as the notation parts them, or by spaces; transcribed figures have no groups.
_SPACED = r"\d{1,3}(?: \d{3})+(?!\d)"
_DIGITS = {
    "vi": re.compile(rf"(\d{{1,3}}(?:\.\d{{3}})+(?!\d)|{_SPACED}|\d+)(?:,(\d+))?", re.ASCII),
    "en": re.compile(rf"(\d{{1,3}}(?:,\d{{3}})+(?!\d)|{_SPACED}|\d+)(?:\.(\d+))?", re.ASCII),
    "transcribed": re.compile(r"(\d+)(?:\.(\d+))?", re.ASCII),
}
# Within a text only spaces that do not break part groups: at others one number ends and another begins. What goes on
# as a date, a code or a number of the other notation does is none; nor is a part of 1½, 1'234 or 5×10⁶.
_NO_BREAK = r"[1-9]\d{0,2}(?:[\u00a0\u202f]\d{3}){1,6}"
# What is raised behind 10 may be a power, or the mark of a note: neither is guessed.
_POWER = r"10[³⁴-⁹]"
_IS_PART = rf"[.,]?\d|[½⅓⅔¼¾⅛]|['’]\d{{3}}| ?[×·x] ?{_POWER}"
_WITHIN = {
    notation: re.compile(
        rf"(?!{_POWER})([1-9]\d{{0,2}}(?:{group}\d{{3}}){{1,6}}|{_NO_BREAK}|\d{{1,15}})(?:{mark}(\d{{1,9}}))?"
        rf"(?!{_IS_PART})",
        re.ASCII,
    )
    for notation, group, mark in (("vi", r"\.", ","), ("en", ",", r"\."))
}
_NOT_DIGITS = re.compile(r"[^\d]")
# What a unit says of itself, whatever it counts; the names are those of the registry's units.
_UNITS = {
    "percentage_points": r"điểm (?:phần trăm|%)|percentage points?",
    "percent": r"%|phần trăm|percent|per cent",
    "per_mille": r"‰",
    "VND": r"đồng(?! (?:chí|bào|hồ))|VNĐ|VND|dong|đ",
    "USD": r"USD|đô la(?: Mỹ)?|dollars?",
    "times": r"lần|times",
}
WORDS = "words"
_FORMS = "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items())
_NAMED = re.compile(rf" ?(?:{_FORMS})(?!\w)", re.IGNORECASE)
_CURRENCY = re.compile(r"(?P<VND>VNĐ|VND) ?(?=\d)|(?P<USD>USD ?|US\$ ?|\$)(?=\d)")
_SIGN = re.compile(r"([-−] ?|âm |minus )|\+", re.IGNORECASE)
# Abbreviated in front of đ alone: 64.500 tr.đ, 12 tỷđ.
_SCALE = re.compile(
    rf" ?(?:(?P<whole>{'|'.join(SCALES)})(?!\w)|(?P<short>tr|tỷ|tỉ)\.?(?=đ(?:ồng)?(?!\w)))",
    re.IGNORECASE,
)
_HALF_OF = re.compile(r"nửa(?= (?:triệu|tỷ|tỉ))", re.IGNORECASE)
_ONE = re.compile(r"a (?=(?:thousand|million|billion)(?!\w))", re.IGNORECASE)
_AND_A_HALF = re.compile(r" rưỡi(?!\w)", re.IGNORECASE)
# What is said of the places between: "hai nghìn không trăm linh năm", "two thousand and five".
_PLACES_SAID = re.compile(r" (?:không trăm|linh|lẻ) | and ", re.IGNORECASE)
_FROM = re.compile(r"(?:từ|from) ", re.IGNORECASE)
_BETWEEN = re.compile(r"between ", re.IGNORECASE)
_AND = re.compile(r" and ", re.IGNORECASE)
_RANGE = re.compile(r" ?(?:\.\.|[-–—]) ?| (?:đến|tới|to) ", re.IGNORECASE)
_RANGE_OF_DIGITS = re.compile(rf"(?:{_RANGE.pattern})(?=\d)", re.IGNORECASE)
_OF = re.compile(
    r" ?/ ?|(?:st|nd|rd|th)?(?: place)? out of |(?:st|nd|rd|th) of (?=\d)| of (?:the|its|our|their) (?=\d)"
    r"|(?<=\d) of (?=\d)"
    r"| trên(?: tổng số)? (?=\d)| trong (?:(?:tổng )?số )?(?=\d)(?!\d{1,4} (?:năm|tháng|quý|tuần|ngày|giờ|phút)(?!\w))",
    re.IGNORECASE,
)
# What a number in words goes on with and is no number that is known here, behind a number within a text.
_GOES_ON = re.compile(
    r" (?:mươi|chục|linh|lẻ|phẩy|chấm|rưỡi|dozen|point|hundredths?|thousandths?)(?!\w)"
)
_TIMES = re.compile(r"gấp ", re.IGNORECASE)
_MULTIPLES = {"gấp đôi": 2, "doubled": 2, "tripled": 3, "quadrupled": 4, "twice": 2}
_MULTIPLE = re.compile(rf"({'|'.join(_MULTIPLES)})(?!\w)", re.IGNORECASE)
# The number in words beside its digits, as in documents: 05 (năm).
_IN_WORDS = re.compile(r" \(([^()\d]+)\)")
_PLAIN_UNITS = {"": "", "%": "percent"}
# A noun is made of letters; m², m2, CO2, °C. What is glued to digits is a measure, no letter of any kind. By what it is
# counted is no part of it, and there numbers may come again: /10.000 dân, trên một vạn dân.
_BY_WORDS = r"(?:trên|mỗi|per|a|each)(?!\w)"
_ANY_NOUN = r"°?[^\W\d_½⅓⅔¼¾⅛²³]+(?:[²³]|(?<=m)[23](?!\w)|(?<=CO)2(?!\w))?"
_NOUN = rf"(?:(?!{_BY_WORDS}|đồng(?! (?:chí|bào|hồ))){_ANY_NOUN})"
_MEASURE = (
    r"(?:kg|g|mg|t|tấn|tạ|ha|m|km|[cm]m|m[23²³]|km[2²]|ml|lít|l|kWp?h?|MWp?h?|GB|TB|°C)(?!\w)"
)
_MEASURED = re.compile(rf"[\d ]({_MEASURE})$")
_NOUNS = re.compile(rf"(?: |(?<=\d)(?={_MEASURE}))({_NOUN}(?:(?:, | - | |-){_NOUN})*)")
_BY = re.compile(
    rf"(?: ?/ ?| {_BY_WORDS} )(?:\d[\d.,]* )?{_ANY_NOUN}(?:[ /,]+{_ANY_NOUN})*", re.IGNORECASE
)
_NOUN_OF_BOTH = re.compile(rf"( {_NOUN}(?: {_NOUN}){{0,2}}?)(?:{_RANGE.pattern})(?=\d)")
# Wholes for which something is counted where a noun follows: 12/10.000 dân is no fraction.
_PER = {10**power for power in range(3, 8)}
_FIRST_YEAR, _LAST_YEAR, _MONTHS = 1900, 2100, 12
# Words that hedge, compare or scale belong to other columns or to the number, never to its unit.
_NO_NOUNS = {
    *SCALES, "rưỡi", "mấy", "trở", "khoảng", "hơn", "gần", "dưới", "ước", "tăng", "giảm", "vượt", "gấp", "about",
    "nearly", "almost", "over", "under", "more", "less", "least", "most", "than", "đ", "vnd", "vnđ",
}  # fmt: skip
# What a number in words is no number before: one part of something, some, last year, one in four.
_SET_PHRASES = re.compile(
    r" (?:số|vài|ít|phần(?! (?:trăm|mềm|thưởng))|trước|nay|qua|sau|tới|ngoái|nửa|in|of)(?!\w)"
)


def measured_in(text: str) -> str:
    """The measure that a printed figure ends with, such as kg or ha; empty where it has none.

    >>> measured_in("12 km"), measured_in("12 văn bản")
    ('km', '')
    """
    found = _MEASURED.search(text)
    return found[1] if found else ""


class NoNumber(ValueError):
    """A text that is no printed figure in its notation, or one that two readers read in two ways."""


@dataclass(frozen=True)
class PrintedNumber:
    """One number of a printed figure: the figure itself, or an end of a range.

    Args:
        value: its value.
        last: the unit of its last digit.
        scales: the scales named behind its last digit, each a number of units of the one before.
        is_chain: whether it has several parts, such as 8 tỉ 990 triệu.
        in_words: whether it is written in words.
        first_scales: of several parts, those named behind the first: tỷ of 7 tỷ rưỡi.
    """

    value: Fraction
    last: Fraction
    scales: tuple[int, ...] = ()
    is_chain: bool = False
    in_words: bool = False
    first_scales: tuple[int, ...] = ()

    @property
    def scale(self) -> int:
        """All its scales as one number; 1 without any."""
        return prod(self.scales)

    def with_scales(self, scales: tuple[int, ...]) -> PrintedNumber:
        """The number with further scales behind it."""
        if not scales:
            return self
        factor = prod(scales)
        value, last = self.value * factor, self.last * factor
        return replace(self, value=value, last=last, scales=self.scales + scales)


@dataclass(frozen=True)
class Parts:
    """What a figure is made of.

    Args:
        ends: its number, or the two of a range.
        whole: N of n/N; None elsewhere.
        unit: `percent`, `percentage_points`, `per_mille`, `VND`, `USD`, `times`, `words` for anything else, or empty.
    """

    ends: tuple[PrintedNumber, ...]
    whole: int | None
    unit: str


@dataclass(frozen=True)
class Begun:
    """The figure that a text begins with, up to its unit where that is a sign, a currency or `lần`.

    Args:
        parts: what it is made of.
        number_start: where its number begins, behind a currency.
        number_end: where its number ends, the second one of a range or the whole of a fraction with it.
        end: where it ends.
    """

    parts: Parts
    number_start: int
    number_end: int
    end: int


@lru_cache(maxsize=1024)
def begun(text: str, notation: str) -> Begun | None:
    """The figure at the start of a text; None where there is none that one reader reads as another.

    >>> begun("15 đến 20 triệu đồng mỗi hộ", "vi").end
    20
    """
    try:
        return _Text(text, _WITHIN[notation]).begun()
    except NoNumber:
        return None


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
        # What stands between the ends of a range.
        self._to = _RANGE
        if self._take(_BETWEEN):
            self._to = _AND

    def parts(self) -> Parts:
        multiple = _MULTIPLES.get(self._text.lower())
        if multiple:
            return Parts((PrintedNumber(Fraction(multiple), Fraction(1)),), None, "times")
        part = part_in_words(self._text)
        if part:
            self._at = part[2]
            return self._checked((PrintedNumber(Fraction(part[0]), Fraction(1)),), part[1])
        if self._take(_TIMES):
            found = self._checked((self._end(),), None)
            if found.unit not in {"", "times"}:
                raise NoNumber
            return Parts(found.ends, None, "times")
        begins = self._take(_FROM) or self._at
        currency = self._take(_CURRENCY)
        first = self._end()
        whole = self._whole() if not first.scales and first.last == 1 else None
        ends, own = ((first,), "") if whole else self._range(first)
        if begins and len(ends) == 1:
            raise NoNumber
        return self._checked(ends, whole, own, (currency.lastgroup or "") if currency else "")

    def begun(self) -> Begun:
        """The figure that the text begins with; what follows it may be anything."""
        multiple, part = self._take(_MULTIPLE), part_in_words(self._text)
        if multiple:
            value = PrintedNumber(Fraction(_MULTIPLES[multiple[1].lower()]), Fraction(1))
            return Begun(Parts((value,), None, "times"), 0, self._at, self._at)
        if part:
            value = PrintedNumber(Fraction(part[0]), Fraction(1), in_words=True)
            return Begun(Parts((value,), part[1], ""), 0, part[2], part[2])
        currency = self._take(_CURRENCY)
        start, first = self._at, self._end()
        if _GOES_ON.match(self._text, self._at):
            raise NoNumber
        whole = self._whole() if not first.scales and first.last == 1 else None
        ends, own = ((first,), "") if whole else self._further_end(first)
        number_end = self._at
        named = self._take(_NAMED)
        unit = (named.lastgroup or "") if named else ""
        if (currency and (own or named)) or (whole and unit in {"percent", "times"}):
            raise NoNumber
        unit = (currency.lastgroup or "") if currency else unit
        return Begun(Parts(ends, whole, unit), start, number_end, self._at)

    def _further_end(self, first: PrintedNumber) -> tuple[tuple[PrintedNumber, ...], str]:
        """The two ends of a range; where what follows is no second end above the first, the number alone."""
        start = self._at
        try:
            ends, own = self._range(first)
        except NoNumber:
            # What is printed as a range and reads as none is no number either: 5 đến 7 tỷ rưỡi.
            if _RANGE_OF_DIGITS.match(self._text, start):
                raise
            ends, own = (), ""
        named = _NAMED.match(self._text, self._at)
        is_alike = own in {"", WORDS} or (named and named.lastgroup == own)
        if len(ends) == 2 and ends[0].value < ends[1].value and is_alike:
            return ends, own
        self._at = start
        return (first,), ""

    def _checked(
        self, ends: tuple[PrintedNumber, ...], whole: int | None, own: str = "", currency: str = ""
    ) -> Parts:
        """The parts with the unit of the rest; refused where two units contradict each other."""
        unit = self._unit(in_words=ends[-1].in_words, currency=currency)
        if (own and own != unit) or (currency and unit) or (whole and unit in {"percent", "times"}):
            raise NoNumber
        return Parts(ends, whole, currency or unit)

    def _take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        match = form.match(self._text, self._at)
        if match:
            self._at = match.end()
        return match

    def _whole(self) -> int | None:
        """N of n/N; None where the text goes on in another way, as 1 kg/con and 12/10.000 dân do."""
        start = self._at
        digits = self._take(self._digits) if self._take(_OF) else None
        if digits is None:
            self._at = start
            return None
        whole = int(_NOT_DIGITS.sub("", digits[1]))
        if whole in _PER and self._text.startswith(" ", self._at):
            self._at = start
            return None
        part = _NOT_DIGITS.sub("", self._text[:start])
        is_month = _FIRST_YEAR <= whole <= _LAST_YEAR and part.isdigit() and int(part) <= _MONTHS
        if digits[2] or not whole or is_month:
            raise NoNumber
        return whole

    def _range(self, first: PrintedNumber) -> tuple[tuple[PrintedNumber, ...], str]:
        """The two ends of a range, and the unit that is said behind the first too; else the number alone."""
        start = self._at
        named = self._take(_NAMED)
        noun = None if named else self._noun_of_both()
        if not self._take(self._to):
            self._at = start
            return (first,), ""
        second = self._end()
        if noun and not self._text.startswith(noun, self._at):
            raise NoNumber
        own = (named.lastgroup or "") if named else WORDS if noun else ""
        return (_scaled_alike(first, second), second), own

    def _noun_of_both(self) -> str:
        """The noun that is said behind both ends of a range: 32 người đến 34 người."""
        match = _NOUN_OF_BOTH.match(self._text, self._at)
        if match is None:
            return ""
        self._at += len(match[1])
        return match[1]

    def _end(self) -> PrintedNumber:
        sign = self._take(_SIGN)
        end = self._group()
        while end.scales and (more := self._further(end)) is not None:
            end = PrintedNumber(
                end.value + more.value,
                more.last,
                more.scales,
                is_chain=True,
                in_words=more.in_words,
                first_scales=end.first_scales or end.scales,
            )
        if sign and sign[1]:
            return replace(end, value=-end.value)
        return end

    def _further(self, before: PrintedNumber) -> PrintedNumber | None:
        """What follows a scale and belongs to the same number: `990 triệu` behind `8 tỉ`, `rưỡi` behind `2 tỷ`."""
        below = before.scale
        if self._take(_AND_A_HALF):
            if before.last != below:
                raise NoNumber
            return PrintedNumber(Fraction(below, 2), Fraction(below, 10))
        start = self._at
        said = _PLACES_SAID.match(self._text, start)
        if not self._text.startswith(" ", start):
            return None
        self._at += 5 if said and said[0] == " and " else 1
        try:
            more = self._group(of_a_number=True)
        except NoNumber:
            self._at = start
            return None
        # "3 nghìn 4" is 3.400 for one reader and 3.004 for another; English says each place.
        plain = said or is_english(self._text[start + 1 :])
        short = more.scale < GROUPS and more.value * 10 < below and not plain
        if short or more.last < 1 or more.value >= below:
            raise NoNumber
        return more

    def _group(self, *, of_a_number: bool = False) -> PrintedNumber:
        """A number with the scales behind it: `5,8 nghìn tỷ`."""
        number, scales = self._number(of_a_number=of_a_number), []
        while match := self._take(_SCALE):
            said = (match["whole"] or match["short"]).lower()
            scales.append(SCALES["triệu" if said == "tr" else said])
        if scales != sorted(scales):
            raise NoNumber
        return number.with_scales(tuple(scales))

    def _number(self, *, of_a_number: bool) -> PrintedNumber:
        digits = self._take(self._digits)
        if digits:
            number = _of_digits(digits)
            beside = self._take(_IN_WORDS)
            if beside and number_in_words(beside[1]) != (number.value, number.last, len(beside[1])):
                raise NoNumber
            return number
        if self._take(_HALF_OF):
            return PrintedNumber(Fraction(1, 2), Fraction(1, 10), in_words=True)
        if self._take(_ONE):
            return PrintedNumber(Fraction(1), Fraction(1), in_words=True)
        rest = self._text[self._at :]
        words = number_in_words(rest)
        if words is None or (not of_a_number and rest.lower().startswith(("linh ", "lẻ "))):
            raise NoNumber
        self._at += words[2]
        return PrintedNumber(words[0], words[1], in_words=True)

    def _unit(self, *, in_words: bool, currency: str) -> str:
        """What the rest of the text says of the unit; refused where the rest is no unit."""
        if in_words and _SET_PHRASES.match(self._text, self._at):
            raise NoNumber
        named = self._take(_NAMED)
        nouns = None if named else self._take(_NOUNS)
        if nouns:
            own = re.split(r"[ ,-]+", nouns[1].lower())
            if own[0] in COUNTING or _NO_NOUNS.intersection(own):
                raise NoNumber
        if named or nouns or currency:
            self._take(_BY)
        if self._at < len(self._text):
            raise NoNumber
        return (named.lastgroup or "") if named else WORDS if nouns else ""


def _scaled_alike(first: PrintedNumber, second: PrintedNumber) -> PrintedNumber:
    """The first end of a range with the scales that are said only once, behind the second."""
    # "5 đến 7 tỷ rưỡi" begins at 5 tỷ.
    said = second.first_scales or second.scales
    missing = said[len(first.scales) :] if said[: len(first.scales)] == first.scales else ()
    if missing and first.is_chain:
        raise NoNumber
    # "hai đến ba trăm" begins at 2 or at 200.
    lone = first.in_words and second.in_words and first.value < 10 and second.last == second.scale
    if lone and second.value / second.scale >= 2 * 10:
        raise NoNumber
    return first.with_scales(missing)


def _of_digits(match: re.Match[str]) -> PrintedNumber:
    decimals = match[2] or ""
    value, unit = int(_NOT_DIGITS.sub("", match[1]) + decimals), 10 ** len(decimals)
    # A whole number alone takes a third of the time of a ratio; the units of digits are few.
    return PrintedNumber(Fraction(value) if unit == 1 else Fraction(value, unit), _unit_of(unit))


@lru_cache(maxsize=100)
def _unit_of(whole: int) -> Fraction:
    return Fraction(1, whole)
