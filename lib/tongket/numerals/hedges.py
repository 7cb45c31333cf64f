"""Words that a source prints before or behind a number and that belong to other columns: hedges and comparisons."""

from __future__ import annotations

import re

from tongket.model import Qualifier
from tongket.numerals.printed import parse

# A text has them in front of a number, at times with a verb between.
_WORDS = {
    Qualifier.AT_MOST: "không quá|không vượt quá|không hơn|không trên|nhiều nhất|tối đa|at most"
    "|(?<!edged )(?<!moved )(?<!went )(?<!rose )(?<!risen )(?<!climbed )(?<!got )up to"
    "|(?:no|not) more than|not exceeding|not exceed|a maximum of|≤",
    Qualifier.AT_LEAST: "ít nhất|không dưới|không thấp hơn|không ít hơn|không nhỏ hơn|không kém|tối thiểu"
    "|at least"
    "|(?:no|not) (?:less|fewer) than|a minimum of|≥",
    Qualifier.LESS_THAN: "dưới|chưa đến|chưa tới|chưa đầy|không đến|không tới|không đầy|less than|fewer than"
    "|under|below|<",
    Qualifier.MORE_THAN: "hơn|(?<!trải )trên|vượt mốc|quá|more than|over|above|exceeding|exceed|exceeds"
    "|exceeded|upwards of|>",
    Qualifier.NEARLY: "gần|ngót|(?<!mầm )(?<!nước )(?<!núi )non|suýt soát|nearly|almost|close to|just under",
    Qualifier.ABOUT: "khoảng|chừng|trên dưới|xấp xỉ|quãng|ước khoảng|ước tính|ước|about|(?<!built )around"
    "|approximately|roughly"
    "|some|an estimated|estimated at|estimated|~|≈",
}
# A comparison with another number and no hedge: cao hơn 5%, đứng trên 12 tỉnh.
_COMPARING = "cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|tốt|kém|chậm|sớm|đắt|rẻ|dài|ngắn|rộng|mạnh"
_LINKS = "là|có|được|phải|cũng|tới|đến|đạt|từ|còn|in"
# Between an estimate and its number: ước đạt 33%, ước thực hiện 16.671 tỷ.
_ESTIMATE = (
    r"(?:dự )?ước(?: tính)?(?: (?:thực hiện|cả năm|đạt|tăng|giảm|thu|chi|bằng|là|có|còn"
    r"|vượt|hoàn thành)){1,3}(?: đến [^,;]{1,20} là)?"
)
# Rather than: nhiều nhất là 12 names the greatest, and more 12 nothing.
_NO_HEDGE = "(?:hơn|nhiều nhất) là"
_HEDGES = "|".join(f"(?P<{qualifier.name}>{words})" for qualifier, words in _WORDS.items())
_ENDING = re.compile(
    rf"(?<!\w)(?:(?:{_COMPARING}) hơn|(?!{_NO_HEDGE})(?:{_HEDGES})(?: (?:{_LINKS}))?"
    rf"|(?P<estimate>{_ESTIMATE}))\Z",
    re.IGNORECASE,
)
_HEDGING = frozenset(
    re.findall(r"[^\W\d_]+(?=[|)]|$)", "|".join((*_WORDS.values(), "hơn")))
) | frozenset("≥≤<>~≈")
_LAST_WORDS = _HEDGING | frozenset(re.findall(r"[^\W\d_]+(?=[|)]|$)", f"{_LINKS}|{_ESTIMATE}"))
# An area that something is done on is no hedge, triển khai trên 120 ha; one that something has is: rộng trên 40 ha.
_WIDE = re.compile(
    r"(?:rộng|diện tích|đạt|có|được|lên|là|với|thêm|phủ|đến|tới|gồm|hơn|khoảng|tổng) trên\Z",
    re.IGNORECASE,
)
_AREA = re.compile(r" ?(?:ha|hecta|m2|m²|km2|km²|sào|công|mẫu)(?!\w)")
_BEHIND = {
    Qualifier.AT_LEAST: re.compile(
        r"(?:/[^\W\d]{1,12})?(?: [^\W\d]{1,12}){0,2} trở lên| or more| and above", re.IGNORECASE
    ),
    Qualifier.ABOUT: re.compile(r"(?: [\w-]{1,12}){0,2} or so(?!\w)"),
    Qualifier.AT_MOST: re.compile(
        r"(?:/[^\W\d]{1,12})?(?: [^\W\d]{1,12}){0,2} trở xuống| or less| or fewer", re.IGNORECASE
    ),
}
# From so many on: từ 50 sáng kiến cấp tỉnh trở lên.
_FROM_ON = re.compile(r"(?: [^\W\d]{1,12}){0,6} trở lên")
_REACH = 48
_COMPARED = re.compile(
    r"(?:vượt|tăng|giảm|đạt|up|down) .*|.*(?: kế hoạch| so với .*| of the plan| trở lên| trở xuống)",
    re.IGNORECASE,
)


def hedge_before(text: str, notation: str) -> tuple[Qualifier, str] | None:
    """How a text hedges the number that follows, and that number; None where it does not, or no number follows.

    >>> hedge_before("dưới 40 cơ sở", "vi")
    (<Qualifier.LESS_THAN: 'less_than'>, '40 cơ sở')
    """
    for qualifier, words in _WORDS.items():
        match = re.fullmatch(f"(?:{words}) (.+)", text, re.IGNORECASE)
        if match and _is_number(match[1], notation):
            return qualifier, match[1]
    return None


def hedged(text: str, qualifier: str) -> str:
    """A printed number with a word of its hedge before it, as `hedge_before` reads it.

    >>> hedged("40 cơ sở", Qualifier.LESS_THAN), hedged("40 cơ sở", Qualifier.MORE_THAN)
    ('dưới 40 cơ sở', 'hơn 40 cơ sở')
    """
    words = {str(name): words for name, words in _WORDS.items()}
    word = words.get(qualifier, "").partition("|")[0]
    return f"{word} {text}".lstrip()


def hedge_in(before: str, behind: str) -> Qualifier:
    """How a text hedges the number between what stands before it and behind it: by the nearest word of its own.

    >>> hedge_in("Doanh thu ước đạt hơn ", " tỷ đồng"), hedge_in("thấp hơn ", "%")
    (<Qualifier.MORE_THAN: 'more_than'>, <Qualifier.EXACT: 'exact'>)
    """
    for qualifier, form in _BEHIND.items():
        if form.match(behind):
            return qualifier
    near = before[-_REACH:].rstrip()
    if near.endswith("từ") and _FROM_ON.match(behind):
        return Qualifier.AT_LEAST
    # Most numbers stand behind a word that hedges nothing: it is looked at once, and only then what stands before it.
    before_last, last = ("", "", *near.lower().split(" "))[-2:]
    if last not in _LAST_WORDS or not (
        last in _HEDGING or before_last in _HEDGING or "ước" in near.lower()
    ):
        return Qualifier.EXACT
    # The longest form that reaches the number begins first: "trên dưới" before "dưới".
    match = _ENDING.search(near)
    is_area = near.lower().endswith("trên") and _AREA.match(behind)
    if match is None or match.lastgroup is None or (is_area and not _WIDE.search(near)):
        return Qualifier.EXACT
    return Qualifier.ABOUT if match.lastgroup == "estimate" else Qualifier[match.lastgroup]


def is_compared(text: str) -> bool:
    """Whether a text says with what its number is compared, which the measure of a row says: vượt 3%, 103% kế hoạch."""
    return bool(_COMPARED.fullmatch(text))


def _is_number(text: str, notation: str) -> bool:
    try:
        parse(text, notation)
    except ValueError:
        return False
    return True
