"""Numbers in words, in Vietnamese and in English: `hai mươi lăm`, `ba phẩy năm`, `twenty-five`, `two-thirds`.

What two readers would read in two ways is no number here: `hai mươi năm` is twenty years or twenty-five, `một trăm hai`
a hundred and two or a hundred and twenty.

>>> number_in_words("hai mươi lăm dự án")
(Fraction(25, 1), Fraction(1, 1), 12)
>>> number_in_words("hai mươi năm") is None
True
"""

from __future__ import annotations

import re
from fractions import Fraction

SCALES = {
    "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
# From here on a scale groups the digits before it; a hundred is a part of them.
GROUPS = 10**3
VIETNAMESE = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
# Zero is said within a number only: alone, *không* says that there is none, or no figure.
ZEROS = {"không": 0, "zero": 0}
TEN = {"mười": 10}
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
# The last digit behind a ten, where it has a name of its own.
LAST = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_VALUES = {**VIETNAMESE, **ENGLISH, **ZEROS, **TEN, **TEENS, **TENS, **LAST, "a": 1}
# Words that count, vaguely or in another form: after a number they are a part of it, and none that is known here.
COUNTING = frozenset(
    [
        *_VALUES, *SCALES, *PARTS, *(f"{word}s" for word in (*SCALES, *PARTS)),
        "mươi", "chục", "linh", "lẻ", "phẩy", "chấm", "rưỡi", "nửa", "mấy", "vài", "tá",
        "and", "point", "dozen", "dozens", "seventh", "sevenths", "ninth", "ninths", "hundredth", "hundredths",
        "thousandth", "thousandths", "k", "bn", "mn", "mln", "tn", "tr", "trđ", "tỷđ", "tỉđ",
        "nghìnđồng", "triệuđồng", "tỷđồng", "nghin", "ngan", "trieu", "ty", "dong",
    ]
) - {"năm", "a", "half", "quarter", "quarters"}  # fmt: skip


def _any(*tables: dict[str, int]) -> str:
    words = {word for table in tables for word in table}
    return "|".join(sorted(words, key=len, reverse=True))


_BEHIND = _any({word: value for word, value in (VIETNAMESE | LAST).items() if word != "năm"})
_DIGIT = _any(VIETNAMESE)
_VIETNAMESE = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}|không) trăm(?!\w) ?)?"
    rf"(?:(?:linh|lẻ) (?P<ones>{_DIGIT})|mười (?P<teen>{_BEHIND})"
    rf"|(?P<tens>{_DIGIT}) (?:mươi|chục)(?: (?P<last>{_BEHIND}))?|(?P<unit>{_any(VIETNAMESE, TEN)}))?(?!\w)"
)
_ENGLISH = re.compile(
    rf"(?:(?P<hundreds>{_any(ENGLISH)}|a) hundred(?!\w) ?(?:and )?)?"
    rf"(?:(?P<tens>{_any(TENS)})(?:[- ](?P<last>{_any(ENGLISH)}))?|(?P<unit>{_any(ENGLISH, TEENS)}))?(?!\w)"
)
# Twenty years, or twenty-five in the south.
_OR_YEARS = re.compile(r"(?:mười|mươi|chục|trăm) năm(?!\w)")
# Behind a number, or behind the word for zero.
_DECIMALS = re.compile(
    rf"(?:(?P<none>không|zero)|) (?:phẩy|point)((?: (?:{_any(VIETNAMESE, ENGLISH, ZEROS)}))+)(?!\w)"
)
_PART = re.compile(
    rf"(?:(?P<vi>{_any(VIETNAMESE, TEN)}) phần (?P<of_vi>{_any(VIETNAMESE, TEN)}|tư)"
    rf"|(?P<en>{_any(ENGLISH, TEENS)})[- ](?P<of_en>{_any(PARTS)})s?)(?!\w)"
)


def number_in_words(text: str) -> tuple[Fraction, Fraction, int] | None:
    """The number that a text begins with in words: its value, the unit of its last digit, where it ends.

    Scales from a thousand on belong to the caller. None where the text begins with no number in words.

    >>> number_in_words("ba phẩy năm phần trăm")
    (Fraction(7, 2), Fraction(1, 10), 11)
    """
    text = text.lower()
    # A text begins with a number in one of the languages at most.
    value, end = max(_below_a_thousand(text, form) for form in (_VIETNAMESE, _ENGLISH))
    decimals = _DECIMALS.match(text, end)
    if decimals is None or bool(end) == bool(decimals["none"]):
        return (Fraction(value), Fraction(1), end) if end else None
    digits = [_VALUES[word] for word in decimals[2].split()]
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
        return _VALUES[match["vi"]], _VALUES[match["of_vi"]], match.end()
    return _VALUES[match["en"]], PARTS[match["of_en"]], match.end()


def is_english(text: str) -> bool:
    """Whether a text begins with an English word for a number."""
    match = _ENGLISH.match(text.lower())
    return bool(match and match[0].strip())


def _below_a_thousand(text: str, form: re.Pattern[str]) -> tuple[int, int]:
    """The value of a number below a thousand at the start of a text, and where it ends; (0, 0) where there is none."""
    match = form.match(text)
    if match is None or (form is _VIETNAMESE and _is_ambiguous(text, match)):
        return 0, 0
    found = {name: word for name, word in match.groupdict().items() if word}
    places = {"hundreds": 100, "tens": 10}
    total = 10 if "teen" in found else 0
    for name, word in found.items():
        total += _VALUES[word] * (1 if word in TENS else places.get(name, 1))
    return total, len(match[0].rstrip())


def _is_ambiguous(text: str, match: re.Match[str]) -> bool:
    """Whether a number has a digit without its place (`một trăm hai`), or goes on with a year or a five."""
    short = bool(match["hundreds"]) and match["unit"] in VIETNAMESE
    before = match[0].rstrip().rpartition(" ")[2]
    return short or bool(_OR_YEARS.match(text, len(match[0].rstrip()) - len(before)))
