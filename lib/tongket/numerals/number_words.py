"""Numbers in words, in Vietnamese and in English: `hai mươi lăm`, `ba phẩy năm`, `twenty-five`, `two-thirds`.

What two readers would read in two ways is no number here: `hai mươi năm` is twenty years or twenty-five, `một trăm hai`
a hundred and two or a hundred and twenty.

>>> number_in_words("hai mươi lăm dự án")
(Fraction(25, 1), Fraction(1, 1), 12)
>>> number_in_words("hai mươi năm")
(Fraction(20, 1), Fraction(1, 1), 8)
"""

from __future__ import annotations

import re
from fractions import Fraction

SCALES = {
    "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
UNITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "mười": 10, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
# The last digit behind a ten, where it has a name of its own; `năm` is a year there.
LAST = UNITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "tenth": 10,
    "hundredth": 100,
}


def _any(words: dict[str, int], *but: str) -> str:
    return "|".join(sorted(words.keys() - set(but), key=len, reverse=True))


_DIGITS = {word: value for word, value in UNITS.items() if value < 10}
_DIGIT, _BEHIND = _any(_DIGITS), _any(LAST, "năm", "không", *(w for w, v in UNITS.items() if v > 9))
_VIETNAMESE = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}) trăm(?!\w) ?)?"
    rf"(?:(?:linh|lẻ) (?P<ones>{_DIGIT})|mười (?P<teen>{_BEHIND}|lăm)"
    rf"|(?P<tens>{_DIGIT}) (?:mươi|chục)(?: (?P<last>{_BEHIND}))?|(?P<unit>{_any(UNITS)}))?(?!\w)"
)
_ENGLISH = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}|a) hundred(?!\w) ?(?:and )?)?"
    rf"(?:(?P<tens>{_any(TENS)})(?:[- ](?P<last>{_DIGIT}))?|(?P<unit>{_any(UNITS)}))?(?!\w)"
)
_DECIMALS = re.compile(rf" (?:phẩy|point)((?: (?:{_DIGIT}))+)(?!\w)")
_PART = re.compile(
    rf"(?:(?P<vi>{_any(UNITS)}) phần (?P<of_vi>{_any(UNITS)}|tư)"
    rf"|(?P<en>{_any(UNITS)})[- ](?P<of_en>{_any(PARTS)})s?)(?!\w)"
)


def number_in_words(text: str) -> tuple[Fraction, Fraction, int] | None:
    """The number that a text begins with in words: its value, the unit of its last digit, where it ends.

    Scales from a thousand on belong to the caller. None where the text begins with no number in words.

    >>> number_in_words("ba phẩy năm phần trăm")
    (Fraction(7, 2), Fraction(1, 10), 11)
    """
    text = text.lower()
    found = max(
        (_below_a_thousand(text, form) for form in (_VIETNAMESE, _ENGLISH)), key=lambda f: f[1]
    )
    value, end = found
    if not end:
        return None
    decimals = _DECIMALS.match(text, end)
    if decimals is None:
        return Fraction(value), Fraction(1), end
    digits = [_DIGITS[word] for word in decimals[1].split()]
    last = Fraction(1, 10 ** len(digits))
    return value + int("".join(map(str, digits))) * last, last, decimals.end()


def part_in_words(text: str) -> tuple[int, int, int] | None:
    """The fraction that a text begins with in words: part, whole, where it ends; None where there is none.

    >>> part_in_words("Hai phần ba số xã")
    (2, 3, 11)
    """
    match = _PART.match(text.lower())
    if match is None:
        return None
    if match["vi"]:
        return UNITS[match["vi"]], LAST[match["of_vi"]], match.end()
    return UNITS[match["en"]], PARTS[match["of_en"]], match.end()


def _below_a_thousand(text: str, form: re.Pattern[str]) -> tuple[int, int]:
    """The value of a number below a thousand at the start of a text, and where it ends; (0, 0) where there is none."""
    match = form.match(text)
    if match is None or not match[0].strip():
        return 0, 0
    found = {name: word for name, word in match.groupdict().items() if word}
    if found.get("hundreds") and form is _VIETNAMESE and _is_short(found):
        return 0, 0
    value = {"hundreds": 100, "tens": 10}
    total = 10 if "teen" in found else 0
    for name, word in found.items():
        total += (LAST | TENS | {"a": 1})[word] * (1 if word in TENS else value.get(name, 1))
    return total, len(match[0].rstrip())


def _is_short(found: dict[str, str]) -> bool:
    """Whether a digit follows a hundred without its place: `một trăm hai`."""
    return "unit" in found and UNITS[found["unit"]] < 10
