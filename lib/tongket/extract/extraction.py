"""All printed figures of a document, each with its sentence, its place and its role; and what was taken for none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tongket import limits
from tongket.documents.refusals import too_large
from tongket.extract import cues
from tongket.extract.distractors import Distractor, period_of
from tongket.extract.figures import Spotter, in_unit
from tongket.extract.roles import role_of
from tongket.extract.scene import Scene
from tongket.model import locator_of
from tongket.numerals import Printed, reading
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from tongket.documents import Block, Document
    from tongket.extract.cues import Role
    from tongket.extract.figures import Spotted, UnitKind
    from tongket.model import Qualifier

    # What is read in a piece: its figures, their roles with cue and sentence, what is none, how many numbers it has.
    _Found = tuple[list[Spotted], list[tuple[Role, str, str]], list[tuple[int, int, str]], int]

# Letters of Vietnamese alone: a text without them is read in English notation.
_VIETNAMESE = re.compile(
    r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíòóùúĩũ]", re.IGNORECASE
)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_SAYS_ITS_LANGUAGE = 60
_SHARE = 0.04
_GROUPING = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
# Three digits that begin with a zero are no number of their own: 62 250 000 is one, 27 150 are two.
_GROUPED = re.compile(
    r"(?<![\d.,+(])(?<!\d )[1-9]\d{0,2}(?= [\d ]{0,16}(?<= )0\d\d(?!\d))(?: \d{3}){1,5}(?! ?\d)"
)
# What is left out where figures are read: spaces behind a space, and a raised mark of a note behind a word or %, but
# not that of m² and km³.
_LEFT_OUT = re.compile(
    r"(?<=[ \t\u00a0\u202f\u2007\u2009\u3000])[ \t\u00a0\u202f\u2007\u2009\u3000]+"
    r"|(?<=[A-Za-zÀ-ỹ%])(?<!\Wm)(?<!\dm)(?<!\W[kcdm]m)(?<!\d[kcdm]m)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![A-Za-zÀ-ỹ])"
)
_OTHER_SPACE = re.compile(r"[^\S ]")
# So many cells are remembered.
_REMEMBERED = 4096
_UNIT_HEAD = re.compile(r"đơn vị|đvt|unit", re.IGNORECASE)
_NUMBER_HEAD = re.compile(r"(?:tt|stt|số tt|số thứ tự|no\.?|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExtractedFigure:
    """A printed figure of a document.

    Args:
        start, end: its span in the text of the document, in code points: the number and the unit words that
            belong to it, without its qualifier.
        number_start, number_end: the span of the number alone.
        as_printed: the span letter by letter.
        value: in the base unit as decimal text; `lo..hi` of a range, `n/N` of a fraction, not reduced.
        lower, upper: what the printing and its qualifier allow, as decimal text; None where nothing bounds it.
        unit_kind: percent, percentage_point, vnd, usd, times, count, fraction, ratio or other.
        noun: what is counted or the measure, as printed; empty where the text says none beside the number.
        qualifier: how the text hedges it.
        role: result, plan, change, cumulative, example or context.
        cue: the words of the text that decided the role; empty where nothing spoke against a result.
        sentence: the sentence or row in which it stands.
        section, paragraph, page: where, as of a block.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    as_printed: str
    value: str
    lower: str | None
    upper: str | None
    unit_kind: UnitKind
    noun: str
    qualifier: Qualifier
    role: Role
    cue: str
    sentence: str
    section: str
    paragraph: int
    page: int | None

    @property
    def locator(self) -> str:
        """Where it is printed, as data name it: section and paragraph, `3#2`; `headline` before the first section."""
        return locator_of(self.section, self.paragraph)


def sentence_start(figure: ExtractedFigure, text: str) -> int | None:
    """Where the sentence of a figure begins in its document; None where it has spaces that the sentence leaves out."""
    said = figure.sentence
    low = max(figure.number_end - len(said), 0)
    found = text.find(said, low, figure.number_start + len(said))
    return found if found >= 0 else None


@dataclass(frozen=True)
class Extraction:
    """What was found in a document, in the order of its text."""

    figures: tuple[ExtractedFigure, ...]
    distractors: tuple[Distractor, ...]


@dataclass(frozen=True)
class _Flat:
    """A piece of text as its figures are read: single plain spaces, with the place of each letter in the document."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


def extract(document: Document, year: int = 0) -> Extraction:
    """The printed figures of a document with their roles, and what looks like a figure and is none.

    Every number found reads as the same value where data are read (`tongket.numerals.parse`), and no figure overlaps
    a distractor. Nothing is decided on: which indicator a figure belongs to is not asked here.

    Args:
        document: the document.
        year: the year that it reports on, where that is known: what is of a later one is planned.

    Raises:
        DataError: it holds far more numbers than any report.

    >>> from tongket.documents import of_text
    >>> found = extract(of_text("Năm 2024, ngành nghiệm thu hơn 14 đề tài, kế hoạch là 10 đề tài."))
    >>> [(f.as_printed, f.value, f.qualifier.value, f.role) for f in found.figures]
    [('14 đề tài', '14', 'more_than', 'result'), ('10 đề tài', '10', 'exact', 'plan')]
    >>> [(d.as_printed, d.reason) for d in found.distractors]
    [('Năm 2024', 'year')]
    """
    scene, text = Scene(document, year), document.text
    default, period = notation_of(text[:200_000]), period_of(text)
    figures: list[ExtractedFigure] = []
    distractors: list[Distractor] = []
    numbers = 0

    def found(text: str, notation: str, said: str, head: str, _: tuple[object, ...]) -> _Found:
        spotter = Spotter(text, notation, period, said)
        spotted = [in_unit(figure, said) for figure in spotter.figures()]
        roles = role_of(scene, text, spotted, head)
        return spotted, roles, spotter.no_figures, spotter.numbers

    # The cells of tables say the same again and again.
    remembered = lru_cache(maxsize=_REMEMBERED)(found)
    for block in document.blocks:
        scene.enter(block)
        notation = notation_of(block.text, default)
        for flat, said in _pieces(block):
            head = _head(block, flat)
            read = remembered if block.cells else found
            spotted, roles, others, count = read(flat.text, notation, said, head, scene.state)
            for figure, (role, cue, sentence) in zip(spotted, roles, strict=True):
                figures.append(_extracted(text, block, flat, figure, role, cue, sentence))
            for start, end, reason in others:
                a, b = flat.span(start, end)
                distractors.append(Distractor(a, b, text[a:b], reason))
            numbers += count
            if numbers > limits.EXTRACTED_NUMBERS:
                most = Phrase("at most {number} printed numbers", number=limits.EXTRACTED_NUMBERS)
                raise too_large("-", most, str(numbers))
    return Extraction(tuple(figures), tuple(distractors))


def _head(block: Block, flat: _Flat) -> str:
    """The head of the column of a cell, with what its row says of expecting; empty outside of tables."""
    if not block.cells or not flat.text:
        return ""
    at = flat.places[0]
    expected = cues.EXPECTED_ROW.search(block.text, 0, at - block.start)
    return f"{block.head_at(at)} {expected[0]}" if expected else block.head_at(at)


def notation_of(text: str, default: str = "") -> str:
    """The notation of a text by its letters: `vi` or `en`; the default where it has too few to tell."""
    letters = len(_NO_LETTERS.sub("", text))
    if default and letters < _SAYS_ITS_LANGUAGE:
        return default
    return "vi" if len(_VIETNAMESE.findall(text)) > _SHARE * letters else "en"


def _flat(text: str, start: int) -> _Flat:
    """A text with single plain spaces, but for those that part groups of digits, and without the marks of notes."""
    grouping = [match.start() for match in _GROUPING.finditer(text)]
    plain = _OTHER_SPACE.sub(" ", text)
    plain = _GROUPED.sub(lambda match: match[0].replace(" ", "\u00a0"), plain)
    if grouping:
        letters = list(plain)
        for i in grouping:
            letters[i] = "\u00a0"
        plain = "".join(letters)
    places = range(start, start + len(plain))
    left_out = [match.span() for match in _LEFT_OUT.finditer(plain)]
    if not left_out:
        return _Flat(plain, places)
    kept = [
        i
        for (_, a), (b, _) in pairwise([(0, 0), *left_out, (len(plain),) * 2])
        for i in range(a, b)
    ]
    return _Flat("".join(plain[i] for i in kept), [places[i] for i in kept])


def _pieces(block: Block) -> Iterator[tuple[_Flat, str]]:
    """The pieces of a block in which figures are looked for, with the unit that a table says of each."""
    if not block.cells:
        yield _flat(block.text, block.start), ""
        return
    unit = _row_unit(block)
    for i, (start, end) in enumerate(block.cells):
        head = block.heads[i] if i < len(block.heads) else ""
        cell = block.text[start:end]
        is_number = _NUMBER_HEAD.fullmatch(head.strip()) or (
            i == 0 and len(block.cells) > 1 and cell.strip(" .").isdigit()
        )
        if not is_number and not _UNIT_HEAD.fullmatch(head.strip()[:8].strip()):
            of_head = head if "(" in head or "%" in head else ""
            yield _flat(cell, block.start + start), of_head or unit or head or block.table_unit


def _row_unit(block: Block) -> str:
    """What a row says in a column of units; else what stands above the table."""
    for (start, end), head in zip(block.cells, block.heads, strict=False):
        if _UNIT_HEAD.search(head):
            return block.text[start:end].strip()
    return block.table_unit


def _extracted(
    text: str, block: Block, flat: _Flat, figure: Spotted, role: Role, cue: str, sentence: str
) -> ExtractedFigure:
    start, end = flat.span(figure.start, figure.end)
    number = flat.span(figure.number_start, figure.number_end)
    ends = figure.ends if figure.factor == 1 else tuple(end * figure.factor for end in figure.ends)
    last = figure.last[0] * figure.factor, figure.last[1] * figure.factor
    value = _value(ends, figure.whole)
    allowed = _allowed(
        ends, figure.whole, last, figure.qualifier, is_count=figure.unit_kind == "count"
    )
    return ExtractedFigure(
        start, end, *number, text[start:end], value, *allowed, figure.unit_kind, figure.noun,
        figure.qualifier, role, cue, sentence, block.section, block.paragraph, block.page,
    )  # fmt: skip


def _value(ends: tuple[Fraction, ...], whole: int | None) -> str:
    texts = [_decimal(end) for end in ends]
    return f"{texts[0]}/{whole}" if whole is not None else "..".join(texts)


@lru_cache(maxsize=4096)
def _decimal(value: Fraction) -> str:
    """An exact decimal as text, without trailing zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


@lru_cache(maxsize=4096)
def _allowed(
    ends: tuple[Fraction, ...], whole: int | None, last: tuple[Fraction, Fraction], qualifier: Qualifier, *,
    is_count: bool,
) -> tuple[str | None, str | None]:  # fmt: skip
    """The ends of what the printing and its qualifier allow."""
    if len(ends) > 1:
        return _decimal(ends[0]), _decimal(ends[1])
    allowed = reading(Printed(ends[0], None, None, whole, *last), qualifier, whole=is_count)
    low, high = allowed.lower, allowed.upper
    return (None if low is None else _decimal(low)), (None if high is None else _decimal(high))
