"""Printed figures of a text: where each stands, what it says, in what unit, and how it is hedged."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from tongket import limits
from tongket.extract.distractors import distractors_of
from tongket.extract.sought import Searched, Sought
from tongket.extract.words import (
    BEFORE_COUNT,
    CAPITAL,
    DOCUMENTS,
    MANY,
    MEASURES,
    NAME_HEADS,
    NO_NOUN,
    NUMBER_OF,
    PER,
    counted_at,
    counts_its_head,
    measure_at,
    word_at,
)
from tongket.model import Qualifier
from tongket.numerals import begun, hedge_in, parse

if TYPE_CHECKING:
    from tongket.numerals import Begun

UnitKind = Literal[
    "percent", "percentage_point", "vnd", "usd", "times", "count", "fraction", "ratio", "other"
]
_WORDS = (
    "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|gấp đôi|two|three|four|five|six"
    "|seven|eight|nine|ten|eleven|twelve"
    "|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty"
    "|fifty|sixty|seventy|eighty|ninety"
    "|one|a(?= (?:hundred|thousand|million|billion))|doubled|tripled|quadrupled|twice"
)
# Where a figure may begin: its currency, its sign, its first digit or word.
_BEGINS = re.compile(
    rf"(?:(?<![\w.,/&%^+])(?<!\w[-–])|(?<=%/)|(?<=[a-zà-ỹ]{{2}}/)(?=\d{{1,3}}(?:\.\d{{3}}|,\d)))(?:between (?=\d)"
    rf"|(?:(?:VNĐ|VND|USD|US\$|\$) ?)?(?:[-−+](?=\d)|(?:âm|minus) (?=\d))?\d"
    rf"|(?:(?:âm|minus) )?(?:{_WORDS}|(?:không|zero)(?= (?:phẩy|point)))(?!\w))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s;()]{1,60}")
_KINDS: dict[str, UnitKind] = {
    "percent": "percent", "percentage_points": "percentage_point", "per_mille": "other",
    "VND": "vnd", "USD": "usd", "times": "times",
}  # fmt: skip
_MULTIPLE = Sought(
    r"(?:gấp|tăng|giảm|hơn|bằng|cao|nhiều|suất|số|increase\w*|up|rose|risen|grew|fell"
    r"|than)\b[^.;]{0,40}$"
)
# A change from one number to another is no range: climbed from 310 to 372.
_MOVED = re.compile(
    r"(?:went|rose|risen|climbed|up|down|fell|fallen|grew|grown|increased?|declined"
    r"|dropped|raised|moved|improved|decreased?|cut"
    r"|reduced|expanded|shortened)\b[^.;\d]{0,30} from $",
    re.IGNORECASE,
)
_TO = re.compile(r" to (?=\d)")
_GAP = Sought(r"gấp(?: (?:hơn|gần|khoảng|tới|đến|trên|những))?\s*$")
_RANK = Sought(r"(?:xếp|đứng|hạng|vị trí|vị thứ)(?: (?:thứ|hạng|vị trí))*(?: thứ)?\s*$")
_ONLY = Sought(r"(?:chỉ|chỉ có|chỉ còn|thêm|duy nhất|only|just)\s*$")
_NO_COUNT = Sought(r"(?:one in|one out of|thứ|tháng|lần|mùng|số|cái|bước)\s*$")
# A word of one language is none of the other, and a name where a name goes on: Hai Phong, Ba Tri.
_VIETNAMESE = re.compile(
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|không|âm|nửa|gấp)(?!\w)", re.IGNORECASE
)
_NAME_GOES_ON = re.compile(rf" {CAPITAL}(?!{CAPITAL})[^\W\d_]")
# A place or a house that ends in a number: thôn Khe Đá 2, Trường THPT Tân Kiểng 2, bệnh viện hạng 2.
_PLACE = Sought(
    r"(?i:(?<!\w)(?:thôn|ấp|bản|làng|buôn|khóm|xóm|cầu|trường|trạm|chợ|kênh|cụm|khu|đường|công viên|bến|cảng|hồ|đập"
    r"|cống|nhà máy|bệnh viện"
    r"|công ty|xí nghiệp|nông trường|tòa|toà|village|hamlet|school|bridge))"
    rf"(?: [^\W\d][\w&-]*){{0,6}} {CAPITAL}[\w-]* $|(?i:đại học|học viện|cao đẳng)(?: [^\W\d]+){{1,4}} $",
    0,
)
# What goes on behind a count of what was named before: trong đó 12 đang xử lý.
_GOES_ON = re.compile(
    r" (?:và|với|vẫn|đã|đang|được|của|so|lên|xuống|ở|do|đạt|thì|là|mà|trong|trên|tại|cho|còn|chưa|bị|sang|đến|tới"
    r"|thuộc|ngoài|chiếm|tăng|giảm|hay|hoặc|nhưng)(?!\w)| ?[^\w ]"
)
# A name within a sentence, and the next of a list in which each name has its number: Hub 1; Sông Đà 12, Vàm Cỏ 9.
_NAME = re.compile(rf"[^\W\d_]\)?,? [“\"(]?{CAPITAL}(?:[^\W\d_]+|[\w-]*-{CAPITAL}[^\W_]+) $")
_NEXT_NAME = re.compile(rf"(?:[,;]| và| and) (?:[^\W\d]+ ){{0,4}}{CAPITAL}[^\W\d_]+ (?=\d)")
_NAME_BEFORE = re.compile(rf"\d(?:[,;]| và| and) (?:[^\W\d]+ ){{0,4}}{CAPITAL}[^\W\d_]+ $")
_PLURAL = re.compile(r"\w*s|people|staff|personnel|men|women|children|media")
# A document that is named within a sentence: mà Nghị quyết 57 yêu cầu.
_DOCUMENT = Sought(rf"[^\W\d_],? (?=(?-i:{CAPITAL}))(?:{DOCUMENTS}) $")
# Of these a number is a name whatever follows it, unless it counts them: tầng 1 giải quyết; nhà 3 tầng 12 phòng.
_PARTS = Sought(r"(?<!\d )(?:tầng|giai đoạn|quầy số|hotline|floor) $")
_GRADED = Sought(
    r"(?:bệnh viện|đô thị|khách sạn|bác sĩ|giáo viên|điều dưỡng|di tích|bằng lái|xe|công trình) hạng $"
)
_AT = re.compile(r"(?<!\w)(?:ở|tại|đặt|lắp|nối|mở)(?: tại| ở| thêm)? $", re.IGNORECASE)
# What is weighed, between the measure and by what it is counted: 2,1 tấn nhân/ha.
_STUFF = re.compile(r" [^\W\d_]{1,8}(?=/[^\W\d_])")
_EURO = Sought(r"(?:EUR|€) ?$", 0)
_WITHIN = Sought(r"(?:trong|đúng|giữa) khoảng(?: từ)?\s*$")
# In front of năm that is a year and not a five.
_YEARS = re.compile(
    r"(?:trong|vào|mỗi|hằng|hàng|cả|đầu|cuối|giữa|các|những|từng|nửa|quanh|theo|một|nhiều|vài"
    r"|mấy|sang|cũng là|đây là|hết|qua|đến|tới|từ|\d|bình quân"
    r"|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|chục|trăm|này|so với|cùng kỳ)\s*$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"kinh phí|vốn|tiền|thu|chi|giá|lãi|lợi|ngân sách|nguồn|hỗ trợ|đầu tư|nợ|vay|phạt"
    r"|thưởng|lương|doanh|quỹ|tài trợ",
    re.I,
)
# Members of one list, or the ends of a change, whose unit is said once: 12, 15 và 18 đơn; từ 8 lên 12%.
_LISTED = re.compile(
    r"\s*(?:[,;/]|,? (?:và|hoặc|hay|rồi|and|or)|(?: xuống| lên| tăng lên| giảm)? ?(?:lên"
    r"|xuống|còn|đến|to))\s*"
)
_UNIT_SAID = re.compile(
    r"(?:(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ|thousand|million|billion)? ?(?<![^\W_])(?<!hội )(?<!hợp )(?<!cộng )"
    r"|(?<!\w)(?P<short>tr|tỷ|tỉ)\.?)(?P<money>đồng|đ|VNĐ|VND|dong|USD)(?!\w)|(?P<percent>%|phần trăm|percent)",
    re.IGNORECASE,
)
# The head of a column says its unit in brackets: Diện tích (ha).
_BRACKETED = re.compile(r"\(([^()]{1,40})\)")
_SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_GLUED = re.compile(r"[-–][^\W\d_]|\^")
# A raised mark of a note is no digit of the number and no unit.
_NOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?=[\s,.;:)]|$)")
# Words that make any number behind them one of an order, whatever follows.
_ORDINAL = Sought(
    r"(?:(?<!xếp )(?<!đứng )(?<!trí )thứ|quốc lộ|tỉnh lộ|phụ lục|(?<!tài )khoản|điều)\s$"
)
_DOCUMENTS = frozenset(DOCUMENTS.split("|"))
_NAMING = re.compile(r"[\w.]+")
# Reports print the same numbers again and again.
_parsed = lru_cache(maxsize=4096)(parse)
_NAMED_NUMBER_BELOW, _LONGEST_NAME = 2000, 4
# Three decimals of a thing that is counted are the thousands of the other notation.
_THOUSANDTHS = 1000


class Spotted(NamedTuple):
    """A printed figure in a piece of text.

    Args:
        start, end: its span, with the unit words that belong to it and without its qualifier.
        number_start, number_end: that of the number.
        ends: its value in the base unit, or the two ends of a range.
        whole: N of n/N; None elsewhere.
        unit_kind: percent, percentage_point, vnd, usd, times, count, fraction, ratio or other.
        noun: what is counted or the measure, as printed; empty where the text says none beside the number.
        qualifier: how it is hedged.
        factor: of a unit that is said elsewhere, by how much the printed number is multiplied: 10**6 under
            the head *triệu đồng*.
        last: the unit of its last digit, and that of its last digit that is not zero.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    ends: tuple[Fraction, ...]
    whole: int | None
    unit_kind: UnitKind
    noun: str
    qualifier: Qualifier
    factor: int = 1
    last: tuple[Fraction, Fraction] = (Fraction(1), Fraction(1))


class Spotter:
    """A piece of text in which figures are found from its start to its end, each part read once.

    Attributes:
        no_figures: what looks like a figure and is none: where, and why.
        numbers: how many numbers were looked at; it ends where they are too many.
    """

    def __init__(self, text: str, notation: str, period: str = "", said: str = "") -> None:
        self._text, self._notation = text, notation
        self._is_measured = bool(_UNIT_SAID.search(said) or measure_at(" " + said, 0)[0])
        self.no_figures = distractors_of(text, period)
        self._has = Searched(text)
        self._taken = bytearray(len(text))
        for start, end, _ in self.no_figures:
            self._taken[start:end] = b"\1" * (end - start)
        self._name_end = -1
        self.numbers = 0

    def figures(self) -> list[Spotted]:
        """The figures, in the order of the text; what bears a number as its name joins `no_figures`."""
        found: list[Spotted] = []
        at = 0
        while self.numbers <= limits.EXTRACTED_NUMBERS and (
            match := _BEGINS.search(self._text, at)
        ):
            start = match.start()
            if self._taken[start]:
                free = self._taken.find(0, start)
                at = free if free > 0 else len(self._text)
                continue
            if match[0].lower() == "năm" and _YEARS.search(self._text, max(0, start - 14), start):
                at = match.end()
                continue
            self.numbers += 1
            figure = self._at(start)
            if figure:
                found.append(figure)
            at = figure.end if figure else max(_token_end(self._text, match), self._name_end)
        self.no_figures.sort()
        return _with_shared_units(self._text, found)

    def _ends(self, cue: Sought, before: str) -> re.Match[str] | None:
        """A cue in what stands before a figure."""
        return cue.search(before) if cue in self._has else None

    def _is_item(self, start: int) -> bool:
        """Whether a place begins a piece or an item of a list, where a dash is its mark: -5 đề tài."""
        before = self._text[max(0, start - 4) : start].rstrip()
        return not before or before[-1] in ";:."

    def _at(self, start: int) -> Spotted | None:
        """The figure that begins at a place; None where none does."""
        cut = start + limits.FIGURE
        free = self._taken.find(1, start, cut)
        stop = cut if free < 0 else free
        before = self._text[max(0, start - 60) : start]
        if before[-6:].lower() == " from " and _MOVED.search(before):
            other = _TO.search(self._text, start, stop)
            stop = other.start() if other else stop
        read = begun(self._text[start:stop], self._notation)
        # What was done and what was planned, and no part of a whole: 175 / 160 văn bằng.
        slash = self._text.find(" / ", start, start + read.end) if read and read.parts.whole else -1
        if read and slash > 0 and read.parts.ends[0].value > (read.parts.whole or 0):
            read = begun(self._text[start:slash], self._notation)
        if read is None or start + read.end == cut < len(self._text):
            return None
        figure = self._with_unit(start, read)
        if (
            figure
            and figure.unit_kind == "count"
            and self._text[start] in "-−"
            and self._is_item(start)
        ):
            return self._at(start + 1)
        if figure is None or self._is_no_amount(figure, read):
            return None
        return self._readable(figure, start + read.end)

    def _with_unit(self, start: int, read: Begun) -> Spotted | None:
        """The figure with what it counts or measures; None where it is glued to what makes it a name or a code."""
        text, at, parts = self._text, start + read.end, read.parts
        values, before = tuple(end.value for end in parts.ends), text[max(0, start - 60) : start]
        if (
            parts.whole is not None
            and values[0] > parts.whole
            and self._is_date(at, values[0], parts.whole)
        ):
            return None
        kind, noun, end = self._counted(at, read, before)
        if end == at and not parts.unit and (text[at : at + 1].isalpha() or _GLUED.match(text, at)):
            return None
        stuff = _STUFF.match(text, end) if noun and kind == "other" else None
        end = stuff.end() if stuff else end
        per = PER.match(text, end) if kind not in {"fraction", "percentage_point"} else None
        if per and not self._taken[end]:
            end, kind = per.end(), kind if kind == "percent" else "ratio"
        elif kind == "times" and not self._is_multiple(read, before):
            kind, noun = "count", "lần"
        is_within = len(values) > 1 and self._ends(_WITHIN, before)
        qualifier = Qualifier.EXACT if is_within else hedge_in(before, text[at : at + 40])
        number = start + read.number_start, start + read.number_end
        return Spotted(start, end, *number, values, parts.whole, kind, noun, qualifier)

    def _counted(self, at: int, read: Begun, before: str) -> tuple[UnitKind, str, int]:
        """The kind of unit, the noun or measure behind the number, and where it ends."""
        unit, whole = read.parts.unit, read.parts.whole
        if unit:
            return _KINDS[unit], "‰" if unit == "per_mille" else "", at
        mark = _NOTE_MARK.match(self._text, at)
        if mark:
            return (
                self._bare(read, before),
                self._text[mark.end() : self._noun_end(mark.end())].strip(),
                at,
            )
        measure, end = ("euro", at) if self._ends(_EURO, before) else measure_at(self._text, at)
        # The longer one is meant, 12 điểm cầu are no points; and points at which something stands are places.
        is_place = measure == "điểm" and _AT.search(before)
        if not measure or is_place or counted_at(self._text, at) > end > at:
            measure, end = "", self._noun_end(at)
        noun = measure or self._text[at:end].strip()
        if whole is None and self._ends(_GAP, before) and not measure:
            return "times", "", at
        if self._is_money(at, read, noun):
            return "vnd", "", at
        if noun:
            return ("fraction" if whole is not None else "other" if measure else "count"), noun, end
        return self._bare(read, before), "thứ" if self._ends(_RANK, before) else "", at

    def _bare(self, read: Begun, before: str) -> UnitKind:
        """The kind of a number behind which nothing stands: a fraction, money, a rank, a count or a decimal."""
        if read.parts.whole is not None:
            return "fraction"
        is_count = read.parts.ends[-1].value.denominator == 1 and not self._ends(_RANK, before)
        return "count" if is_count else "other"

    def _is_date(self, at: int, day: Fraction, month: int) -> bool:
        """Whether n/N with n above N is a day and a month, or a phrase: 30/4, 24/7; 3.000/2.500 is a rate."""
        return day <= 31 and month <= 12 and counted_at(self._text, at) == at

    def _noun_end(self, at: int) -> int:
        known = counted_at(self._text, at)
        if known > at:
            return known
        word, end = word_at(self._text, at)
        is_noun = word and word.lower() not in NO_NOUN and not self._taken[end - 1]
        return end if is_noun else at

    def _is_multiple(self, read: Begun, before: str) -> bool:
        is_decimal = read.parts.ends[-1].last < 1
        return (
            self._notation == "en"
            or is_decimal
            or read.number_end == read.end
            or bool(self._ends(_MULTIPLE, before))
        )

    def _is_money(self, at: int, read: Begun, noun: str) -> bool:
        """Whether millions or more are money, though the text says no đồng: 9,35 tỷ; 600 tỷ xã hội hóa."""
        last = read.parts.ends[-1]
        if (
            self._notation != "vi"
            or read.parts.whole is not None
            or not (last.scale > 1 or last.is_chain)
        ):
            return False
        if last.value >= 10**9:
            return noun.partition(" ")[0] not in MANY and noun not in MANY and noun not in MEASURES
        return not noun and bool(_MONEY.search(self._text, max(0, at - 140), at))

    def _is_no_amount(self, figure: Spotted, read: Begun) -> bool:
        """Whether a number is the name of something, a word of another sense, or written in the other notation."""
        last = read.parts.ends[-1]
        mark = _NOTE_MARK.match(self._text, figure.number_end)
        since = mark.end() if mark else figure.number_end
        known = counted_at(self._text, since) > since
        is_whole = figure.unit_kind in {"count", "vnd", "usd"} or not (
            figure.noun or read.parts.unit
        )
        is_whole = is_whole and not self._is_measured
        if is_whole and last.last.denominator == _THOUSANDTHS and figure.ends[-1] >= 1:
            return True
        if last.in_words and figure.whole is None and not read.parts.unit:
            return self._is_no_count_in_words(figure, known=known)
        before = self._text[max(0, figure.start - 40) : figure.start]
        is_bare = figure.unit_kind == "count" and not last.scales
        may_be_name = not known or self._ends(_PARTS, before) or self._ends(_DOCUMENT, before)
        if is_bare and (
            self._ends(_ORDINAL, before) or (may_be_name and self._is_name(figure, before))
        ):
            self._name_end = figure.number_end
            self.no_figures.append((figure.start, figure.number_end, "name"))
            return True
        return False

    def _is_no_count_in_words(self, figure: Spotted, *, known: bool) -> bool:
        before, value = self._text[max(0, figure.start - 20) : figure.start], figure.ends[-1]
        word = self._text[figure.number_start : figure.number_end].lower()
        if bool(_VIETNAMESE.match(word)) == (self._notation == "en"):
            return True
        if word in {"một", "one", "a"}:
            return not (known and self._ends(_ONLY, before))
        if word == "năm" and not known:
            return True
        if self._ends(_NO_COUNT, before) or _NAME_GOES_ON.match(self._text, figure.number_end):
            return True
        is_known = known or figure.unit_kind in {"other", "ratio", "times"} or value > 10
        return not (is_known or self._notation == "en")

    def _is_name(self, figure: Spotted, before: str) -> bool:
        """Whether a bare number stands behind what bears a number as its name: xã 3, nhóm 2, Chương trình 1322."""
        text = self._text
        printed = text[figure.number_start : figure.number_end]
        if before.endswith(" số "):
            printed = printed.replace(".", "")
        words = _NAMING.findall(before)
        if not printed.isdigit() or len(printed) > (
            7 if before.endswith(" số ") else _LONGEST_NAME
        ):
            return False
        if self._ends(_RANK, before) or before.lower().endswith("cùng kỳ "):
            return bool(self._ends(_GRADED, before))
        is_near = 0 <= self._name_end >= figure.start - 8
        if is_near and not figure.noun and _LISTED.fullmatch(text, self._name_end, figure.start):
            return True
        if not before.endswith(" ") or not words or not before.rstrip().endswith(words[-1]):
            return False
        last, two = words[-1].lower(), " ".join(words[-2:]).lower()
        if last == "số":
            return len(words) < 2 or words[-2].lower() not in NUMBER_OF
        head = two if two in NAME_HEADS else last
        is_head = (
            head in NAME_HEADS
            and int(printed) < _NAMED_NUMBER_BELOW
            and not counts_its_head(text, figure.start, figure.number_end, head)
        )
        is_code = len(last) > 1 and words[-1].isupper() and last.isalpha()
        is_document = (last in _DOCUMENTS and words[-1][0].isupper()) or (
            two in _DOCUMENTS and words[-2][0].isupper()
        )
        return (
            is_head
            or is_code
            or is_document
            or bool(self._ends(_PLACE, before))
            or self._is_named(figure, before)
        )

    def _is_named(self, figure: Spotted, before: str) -> bool:
        """Whether a number that counts nothing ends a name: Hub 1 có, Horizon 27 agreement."""
        last = before.rstrip().rpartition(" ")[2]
        if last == last.lower():
            ends = figure.end == len(self._text) or _GOES_ON.match(self._text, figure.end)
            is_said = figure.noun or ends or last in BEFORE_COUNT or not last.isalpha()
            return self._notation == "vi" and not is_said
        is_bare = not figure.noun or (self._notation == "en" and not _PLURAL.fullmatch(figure.noun))
        is_listed = _NEXT_NAME.match(self._text, figure.number_end) or _NAME_BEFORE.search(before)
        return bool(is_bare and not is_listed and _NAME.search(before))

    def _readable(self, figure: Spotted, bare_end: int) -> Spotted | None:
        """The figure with as many of its unit words as the reader of the data reads as well."""
        # A unit that is glued to the number is a part of it, or the number is a name: 1A.
        glued = self._text[bare_end : bare_end + 1].isalpha()
        for end in dict.fromkeys((figure.end, figure.end if glued else bare_end)):
            try:
                printed = _parsed(self._text[figure.start : end], self._notation)
            except ValueError:
                continue
            return figure._replace(end=end, last=(printed.last, printed.last_nonzero))
        return None


def _token_end(text: str, match: re.Match[str]) -> int:
    token = _TOKEN.match(text, match.end() - 1)
    is_word = match[0][-1].isalpha()
    return match.end() if is_word or token is None else token.end()


def _with_shared_units(text: str, found: list[Spotted]) -> list[Spotted]:
    """The figures, those without a unit with that of the next one in the same list."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        one, following = shared[i], shared[i + 1]
        is_bare = one.unit_kind in {"count", "other"} and not one.noun
        if not is_bare or not _LISTED.fullmatch(text, one.end, following.start):
            continue
        kind, noun, factor = following.unit_kind, following.noun, following.factor
        if kind in {"vnd", "usd", "percent", "other", "ratio", "count", "percentage_point"}:
            shared[i] = one._replace(unit_kind=kind, noun=noun, factor=factor)
    return shared


def in_unit(figure: Spotted, said: str) -> Spotted:
    """A figure without a unit in the one that is said elsewhere, as in the head of its column: `triệu đồng`."""
    if figure.unit_kind not in {"count", "other"} or figure.noun or not said:
        return figure
    bracketed = _BRACKETED.search(said)
    said = bracketed[1] if bracketed else said
    match = _UNIT_SAID.search(said)
    if match and match["percent"]:
        return figure._replace(unit_kind="percent")
    if match:
        kind: UnitKind = "usd" if match["money"].upper() == "USD" else "vnd"
        scale = (match["scale"] or match["short"] or "").lower()
        return figure._replace(unit_kind=kind, noun=said, factor=_SCALES.get(scale, 1))
    measure, end = measure_at(" " + said, 0)
    if measure:
        per = PER.match(" " + said, end)
        return figure._replace(unit_kind="ratio" if per else "other", noun=said)
    return figure._replace(noun=said) if counted_at(" " + said, 0) else figure
