"""PDF files: the letters of each page with their places, as lines; rules drawn between cells and through words."""

from __future__ import annotations

import ctypes
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from math import hypot
from typing import TYPE_CHECKING, Any

from tongket import limits
from tongket.data.findings import Finding
from tongket.documents.letters import Runs, raised
from tongket.documents.refusals import damaged, encrypted, lacking, refused, too_large
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Left, right, bottom and top of a box.
_Place = tuple[float, float, float, float]
# Thinner than this, in points, is a line; from this share of a page on a picture is the page itself.
_THIN, _WHOLE = 2.5, 0.5
# Letters of a page that is a scan with a stamp or a signature on it.
_STAMP = 200
# Paths of one page: a drawing has more, a table has not.
_PATHS = 5_000
# A gap as wide as so many times the height of the letters parts what stands on one line.
_GAP = 2.0
# Between these shares of the height of letters a rule goes through them, and not below.
_THROUGH = (0.32, 0.62)
# Stands for a space between two digits that is as wide as the others. Programs print no-break spaces as plain ones or
# as gaps: where they part three digits and three, they group them. Gaps of a table are of another width.
_ALIKE = "\ue0a0"
_GROUPED = re.compile(
    rf"(?<![\w.,+/-])(?<!\d{_ALIKE})[1-9]\d{{0,2}}(?:{_ALIKE}\d{{3}}){{1,4}}(?!{_ALIKE}?\d)"
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BROKEN_LETTER = re.compile("[\ufffd\ue000-\uf8ff]")


@dataclass(slots=True)
class PrintedLine:
    """Words that stand on one line without a wide gap or rule between them, with the box around them in points.

    Args:
        text: the words.
        left: where they begin, as `right`, `bottom` and `top` counted from the lower left corner.
        right: where they end.
        bottom: below their lowest letter.
        top: above their highest.
        size: of the first letter.
        doubled: as of `document.Piece`.
        old_font: as of `document.Piece`.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    doubled: tuple[str, ...] = ()
    old_font: str = ""

    @property
    def height(self) -> float:
        """How high the letters are."""
        return self.top - self.bottom


@dataclass(slots=True)
class PrintedPage:
    """The lines of a page and the rules on it.

    Args:
        number: of the page, from 1.
        height: of the page in points.
        lines: in the order in which the file draws them.
        upright: upright rules, each as x, lower and upper end.
        level: level rules, each as y, left and right end.
    """

    number: int
    height: float
    lines: list[PrintedLine] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    level: list[tuple[float, float, float]] = field(default_factory=list)


def pages(path: Path) -> Iterator[PrintedPage]:
    """The pages of a PDF, one after the other.

    Raises:
        DataError: it is damaged, encrypted, has far too many pages, or pages that are pictures; all of them are named.
        UsageError: the library is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise lacking("pypdfium2", error) from None
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise encrypted(path.name) if is_locked else damaged(path.name, f"PDF: {error}") from None
    with document:
        if len(document) > limits.DOCUMENT_PAGES:
            most = Phrase("at most {number} pages", number=limits.DOCUMENT_PAGES)
            raise too_large(path.name, most, str(len(document)))
        yield from _read(document, path.name, pypdfium2)


def _read(document: Any, file: str, pypdfium2: Any) -> Iterator[PrintedPage]:
    pictures, letters, broken = [], 0, 0
    for number in range(len(document)):
        try:
            sheet = document[number]
        except pypdfium2.PdfiumError as error:
            raise damaged(file, f"PDF: {error}") from None
        reader = _Sheet(sheet, number + 1, pypdfium2.raw)
        if reader.is_picture:
            pictures.append(str(number + 1))
        else:
            yield reader.page
        text = "".join(line.text for line in reader.page.lines)
        letters, broken = letters + len(text), broken + len(_BROKEN_LETTER.findall(text))
        sheet.close()
    if pictures:
        raise refused([_scan(file, pictures)])
    if broken * 20 > letters:
        raise refused([_unknown(file)])


def _scan(file: str, pictures: list[str]) -> Finding:
    expected = Phrase("text on each page, not a picture of it")
    remedy = Phrase(
        "Ask for the file that was printed and scanned, or let a program recognise the letters (OCR) of these pages."
    )
    return Finding(file, 0, "", ", ".join(pictures), expected, remedy, "scanned-page")


def _unknown(file: str) -> Finding:
    expected = Phrase("letters that the file names")
    remedy = Phrase("Ask for the file that it was made from.")
    return Finding(file, 0, "", "\ufffd", expected, remedy, "lost-letter")


class _Sheet:
    """Reads one page through the raw functions of the library: a call for each letter is the whole cost."""

    def __init__(self, sheet: Any, number: int, raw: Any) -> None:
        self._raw, self._sheet = raw, sheet
        self._letters = sheet.get_textpage()
        left, bottom, right, top = sheet.get_bbox()
        self._frame = left, bottom, right - left, top - bottom
        self._quarters = self._turns()
        self._width, height = self._frame[2:] if self._quarters % 2 == 0 else self._frame[:1:-1]
        self.page = PrintedPage(number, height)
        self._has_picture = False
        self._learn_rules(height)
        self._upright, self._level = _by_point(self.page.upright), _by_point(self.page.level)
        self._read_lines()

    def _turns(self) -> int:
        """By how many quarters the page is turned, clockwise, for most of its lines to be level."""
        count = self._raw.FPDFText_CountChars(self._letters.raw)
        found = Counter(self._direction(i) for i in range(0, count, count // 100 + 1))
        return max(range(4), key=lambda quarters: found[quarters])

    def _direction(self, index: int) -> int | None:
        """By how many quarters a letter is turned against the clock; None where it stands askew."""
        raw, turned = self._raw, self._raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._letters.raw, index, turned)
        x, y = turned.a, turned.b
        if min(abs(x), abs(y)) > 0.2 * max(abs(x), abs(y)):
            return None
        if abs(y) > abs(x):
            return 1 if y > 0 else 3
        return 0 if x >= 0 else 2

    def _place(self, left: float, bottom: float, right: float, top: float) -> _Place:
        """Where a box of the file is on the turned page: left, right, bottom, top."""
        x, y, wide, high = self._frame
        left, right, bottom, top = left - x, right - x, bottom - y, top - y
        if self._quarters == 1:
            return bottom, top, wide - right, wide - left
        if self._quarters == 2:
            return wide - right, wide - left, high - top, high - bottom
        if self._quarters == 3:
            return high - top, high - bottom, left, right
        return left, right, bottom, top

    @property
    def is_picture(self) -> bool:
        """Whether the page is a picture of text, with nothing on it but a stamp."""
        return self._has_picture and sum(len(line.text) for line in self.page.lines) < _STAMP

    def _learn_rules(self, height: float) -> None:
        raw = self._raw
        kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
        for i, each in enumerate(self._sheet.get_objects(kinds, max_depth=3)):
            if i == _PATHS:
                return
            left, right, bottom, top = self._place(*each.get_bounds())
            if each.type == raw.FPDF_PAGEOBJ_IMAGE:
                share = (right - left) * (top - bottom) / (self._width * height)
                self._has_picture = self._has_picture or share > _WHOLE
            else:
                self._add_rules(left, bottom, right, top)

    def _add_rules(self, left: float, bottom: float, right: float, top: float) -> None:
        """The rules of a path: a thin one is a rule, the sides of another are rules of a box."""
        wide, high = right - left > 2 * _THIN, top - bottom > 2 * _THIN
        if high:
            sides = {left, right} if wide else {(left + right) / 2}
            self.page.upright += [(x, bottom, top) for x in sides]
        if wide:
            sides = {bottom, top} if high else {(bottom + top) / 2}
            self.page.level += [(y, left, right) for y in sides]

    def _read_lines(self) -> None:
        raw, letters = self._raw, self._letters.raw
        box = raw.FS_RECTF()
        line = _Open()
        for i in range(raw.FPDFText_CountChars(letters)):
            letter = chr(raw.FPDFText_GetUnicode(letters, i))
            raw.FPDFText_GetLooseCharBox(letters, i, box)
            place = self._place(box.left, box.bottom, box.right, box.top)
            if letter in "\r\n":
                line.is_broken = True
            elif letter.isspace() or letter == "\0":
                line.add_space(letter, place[1] - place[0])
            elif self._is_off(place):
                continue
            else:
                if line.letters and self._is_apart(line, place):
                    self._close(line)
                    line = _Open()
                # A word across the page, such as “Draft”, is no part of the text; each of its letters begins a line.
                if not line.letters and self._direction(i) != self._quarters:
                    continue
                is_up = line.is_touched_above(place) and self._is_up(line, i)
                letter = "-" if letter in "\x02\ufffe\u2010\u00ad" else letter
                line.add(raised(letter) if is_up else letter, place, i, is_up=is_up)
        self._close(line)

    def _is_off(self, place: _Place) -> bool:
        """Whether a letter lies beside the page, where nobody sees it."""
        left, right, bottom, top = place
        return right < 0 or left > self._width or top < 0 or bottom > self.page.height

    def _is_apart(self, line: _Open, place: _Place) -> bool:
        """Whether a letter begins another line or stands in another cell."""
        left, _, bottom, top = place
        height = line.top - line.bottom
        middle = (bottom + top) / 2
        if not line.bottom < middle < line.top and not line.is_touched_above(place):
            return True
        gap = left - line.right
        if gap > _GAP * height or gap < -height:
            return True
        between = _near(self._upright, line.right - 1, left + 1) if gap > 1 else ()
        return any(low < middle < high for low, high in between)

    def _is_up(self, line: _Open, index: int) -> bool:
        """Whether a letter is set higher than the last of the line that is not: its foot, not its box, says so."""
        height = line.top - line.bottom
        return self._foot(index) - self._foot(line.last) > 0.15 * height

    def _foot(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._letters.raw, index, x, y)
        return self._place(x.value, y.value, x.value, y.value)[2]

    def _close(self, line: _Open) -> None:
        if not line.letters:
            return
        runs, font = Runs(), self._font(line.first)
        low, high = (line.bottom + share * (line.top - line.bottom) for share in _THROUGH)
        through = list(_near(self._level, low, high))
        struck = groupby(line.letters, lambda letter: any(a < letter[1] < b for a, b in through))
        for is_struck, letters in struck:
            runs.add("".join(text for text, _ in letters), is_struck=is_struck, font=font)
        text = _GROUPED.sub(lambda match: match[0].replace(_ALIKE, "\u00a0"), runs.text)
        box = (line.left, line.right, line.bottom, line.top, self._size(line.first))
        if text.strip():
            words = text.replace(_ALIKE, " ").strip()
            self.page.lines.append(PrintedLine(words, *box, runs.doubled, runs.old_font))

    def _size(self, index: int) -> float:
        """The size of a letter as it is printed: boxes differ from font to font."""
        raw, turned = self._raw, self._raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._letters.raw, index, turned)
        return float(raw.FPDFText_GetFontSize(self._letters.raw, index)) * hypot(turned.b, turned.d)

    def _font(self, index: int) -> str:
        raw, name = self._raw, ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(self._letters.raw, index, name, 128, ctypes.c_int())
        return _SUBSET.sub("", name.value.decode("utf-8", "replace"))


def _by_point(rules: Iterable[tuple[float, float, float]]) -> dict[int, list[tuple[float, ...]]]:
    """Rules by the whole points of their places: a page of thousands is not gone through for each letter."""
    found: dict[int, list[tuple[float, ...]]] = defaultdict(list)
    for rule in rules:
        found[int(rule[0])].append(rule)
    return found


def _near(
    rules: dict[int, list[tuple[float, ...]]], low: float, high: float
) -> Iterator[tuple[float, ...]]:
    """The stretches of the rules between two places."""
    for point in range(int(low), int(high) + 1):
        yield from (rule[1:] for rule in rules.get(point, ()) if low < rule[0] < high)


class _Open:
    """A line that is being read."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, float]] = []
        self.spaces, self.is_broken, self.space = "", False, 0.0
        self.first = self.last = 0
        self.left = self.right = self.bottom = self.top = 0.0

    def is_touched_above(self, place: _Place) -> bool:
        """Whether a letter stands higher than the line but touches it, as a raised one does."""
        _, _, bottom, _ = place
        height = self.top - self.bottom
        return bool(self.letters) and self.bottom + 0.1 * height < bottom < self.top

    def add(self, letter: str, place: _Place, index: int, *, is_up: bool) -> None:
        """Add a letter, with the spaces before it."""
        left, right, bottom, top = place
        if not self.letters:
            self.left, self.right, self.bottom, self.top = place
            self.first = index
        if not is_up:
            self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)
            self.last = index
        if self.letters:
            is_within = letter.isdecimal() and self.letters[-1][0][-1].isdecimal()
            letter = self._space(left - self.right, is_within=is_within) + letter
        self.letters.append((letter, (left + right) / 2))
        self.spaces, self.is_broken, self.right = "", False, max(self.right, right)

    def add_space(self, space: str, width: float) -> None:
        """Add a space; one that is not printed, but added by the library for a gap, has no width."""
        self.spaces += space
        self.space = width if space == " " and width > 0 else self.space

    def _space(self, gap: float, *, is_within: bool) -> str:
        """The space before the next letter: no-break, as wide as others are between two digits, another, or none."""
        if "\u00a0" in self.spaces:
            return "\u00a0"
        if is_within and self.spaces == " " and abs(gap - self.space) < 0.03 * self.space:
            return _ALIKE
        is_gap = self.is_broken and gap > 0.1 * (self.top - self.bottom)
        return " " if self.spaces or is_gap else ""
