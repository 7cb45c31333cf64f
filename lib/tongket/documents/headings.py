"""Which paragraphs are headings and captions, and which section follows, by what is printed.

A Word file of a department seldom has styles for its headings, and plain text has none. So headings are told
by their numbers in every format, and a text has the same sections whichever it comes in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.documents.document import Piece

_NUMBER = re.compile(
    r"(?:(?:phần|chương|mục|part|chapter)\s+)?"
    r"(?P<number>(?:phần|chương) thứ \w{2,5}|\d{1,2}(?:\.\d{1,2}){1,4}|(?P<whole>\d{1,2}|[IVX]{1,5}|[A-H]))"
    r"(?P<end>[./:]\s*|\s+)(?=[^\W\d_])",
    re.IGNORECASE,
)
# A part whose title stands on the next line.
_PART = re.compile(
    r"(?:phần|chương|part|chapter) (?:thứ \w{2,5}|[IVX]{1,5}|\d{1,2})", re.IGNORECASE
)
_ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
]
_ARABIC = 3
_LONGEST = 150
# Numbers that a heading may hold, besides its own: years, months of a year, numbers of documents.
_NAMED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2} tháng\b|\b\d{1,4}[-/]\w*[^\W\d_]", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:hình|ảnh|bảng|biểu đồ|biểu|sơ đồ|đồ thị|figure|table|chart|photo)\s*(?:\d{1,3}(?:\.\d{1,3})?\s*)?[.:]",
    re.IGNORECASE,
)
# What people do on the photographs of a report, said without a full stop.
_ON_PHOTO = re.compile(
    r"phát biểu|chụp (?:ảnh|hình)|lưu niệm|(?:quang|toàn) cảnh|trao (?:cờ|giấy|bằng|giải|chứng)",
    re.I,
)
_UNIT = re.compile(
    r"\(?\s*(?:đơn vị(?: tính)?|đvt|unit)\s*:\s*(?P<unit>[^()]{1,60}?)\s*\)?", re.IGNORECASE
)


def number_of(text: str) -> str:
    """The number with which a line begins as a heading does; empty where it is none.

    >>> [number_of(t) for t in ("2.1 Nhân lực", "II. KẾT QUẢ", "3. Nghiệm thu 14 đề tài", "4 đề tài")]
    ['2.1', 'II', '', '']
    """
    if _PART.fullmatch(text.rstrip(".: ")):
        return text.rstrip(".: ").upper()
    match = _NUMBER.match(text) if len(text) <= _LONGEST else None
    if not match or "\n" in text or text.endswith((".", ";", ",")):
        return ""
    words = text[match.end() :]
    is_sound = words[0].isupper() and not re.search(r"\d", _NAMED.sub("", words))
    has_end = not match["whole"] or bool(match["end"].strip())
    return match["number"].upper() if is_sound and has_end else ""


def _printed(piece: Piece) -> str:
    """The number of a paragraph that may be a heading, in its text or printed before it."""
    return number_of(f"{piece.number}. {piece.text}") if piece.number else number_of(piece.text)


def _said(heading: str) -> str:
    """The number of a heading that the file calls one, which may have no full stop behind it."""
    match = _NUMBER.match(heading)
    return match["number"].upper() if match else ""


def unit_of(text: str) -> str:
    """What a line above a table says of the unit of its figures; empty where it says nothing.

    >>> unit_of("(Đơn vị tính: triệu đồng)")
    'triệu đồng'
    """
    match = _UNIT.fullmatch(text) or _UNIT.fullmatch(text, max(text.rfind("("), 0))
    return match["unit"] if match else ""


def is_caption(text: str) -> bool:
    """Whether a paragraph says what is seen on a picture or in a table."""
    if len(text) > _LONGEST * 2 or text.endswith((".", ";", ",")):
        return False
    return bool(
        _CAPTION.match(text) or (_ON_PHOTO.search(text) and not text.startswith(("-", "+")))
    )


def find(pieces: Sequence[Piece]) -> None:
    """Say of paragraphs that they are headings or captions.

    Lines whose numbers count on and that follow each other are a list, and none of them is a heading.
    """
    numbers = [_printed(piece) if piece.kind == "paragraph" else "" for piece in pieces]
    listed: set[int] = set()
    for i, (number, following) in enumerate(pairwise(numbers)):
        if number and following and _counts_on(number, following):
            listed |= {i, i + 1}
    for i, piece in enumerate(pieces):
        if piece.kind == "paragraph" and numbers[i] and i not in listed:
            piece.kind, piece.number = "heading", numbers[i]
        elif piece.kind == "paragraph" and is_caption(piece.text):
            piece.kind = "caption"
        elif piece.kind == "heading":
            piece.number = piece.number or _said(piece.text)


def sections(pieces: Sequence[Piece]) -> Iterator[str]:
    """The section of each piece; a title without a number that is the first of all opens none."""
    open_numbers: dict[int, str] = {}
    section = ""
    for piece in pieces:
        if piece.kind == "heading" and piece.number:
            rank = _rank(piece.number)
            open_numbers = {r: number for r, number in open_numbers.items() if r < rank}
            names_all = not piece.number[0].isdecimal() and "." in piece.number
            section = ".".join([*(() if names_all else open_numbers.values()), piece.number])
            if rank < _ARABIC:
                open_numbers[rank] = piece.number
        elif piece.kind == "heading" and piece is not pieces[0]:
            section = piece.text
        yield section


def _rank(number: str) -> int:
    """The order of the kinds of numbers: parts above letters above Roman ones above those that name their parents."""
    if " " in number:
        return 0
    if number[0].isdecimal() or "." in number:
        return _ARABIC + number.count(".")
    return 2 if set(number) <= set("IVX") else 1


def _counts_on(number: str, following: str) -> bool:
    """Whether a number is the next after another.

    >>> [_counts_on(*pair) for pair in (("1", "2"), ("1.9", "1.10"), ("II", "III"), ("A", "B"), ("2", "1"), ("I", "1"))]
    [True, True, True, True, False, False]
    """
    (parents, _, last), (others, _, new) = number.rpartition("."), following.rpartition(".")
    if parents != others or _rank(number) != _rank(following):
        return False
    if last.isdecimal() and new.isdecimal():
        return int(new) == int(last) + 1
    if last in _ROMAN and new in _ROMAN:
        return _ROMAN.index(new) == _ROMAN.index(last) + 1
    return len(last) == len(new) == 1 and ord(new) == ord(last) + 1
