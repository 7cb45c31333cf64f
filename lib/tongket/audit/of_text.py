"""The audit of a draft: which of its printed figures cannot all be true, before anything of it is stored.

What ties figures is what the text itself says: a result, a plan and a rate of one sentence or row, a result, an earlier
one and the change between them, a share with its whole, what a total is made of, a column with its total, and a figure
that is said again in the same words. Nothing is tied because it is equal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from tongket.audit.auditor import audit
from tongket.audit.phrases import place_of
from tongket.audit.readings import DEFAULT, Reading
from tongket.audit.report import AuditedSets, is_tied
from tongket.audit.statements import Definition, Quantity, Statement, Statements, Subject
from tongket.documents import CELL_BREAK
from tongket.extract.cues import PLAN_WORD
from tongket.extract.printing import printing
from tongket.model import Text, Unit
from tongket.numerals import parse
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tongket.audit.results import AuditedSet
    from tongket.documents import Block, Document
    from tongket.extract.extraction import ExtractedFigure

_OF_PLAN = re.compile(rf"^[^,;.\d]{{0,20}}?{PLAN_WORD}", re.IGNORECASE)
_OVER = re.compile(r"(?:vượt|exceed\w*|above|over)[^,;.\d]{0,20}$", re.IGNORECASE)
# What is between a total and the first of its parts, and between two parts.
_MADE_OF = re.compile(
    r"[^.;:\d]{0,60}?[,:(]? ?(?:bao gồm|gồm có|gồm|chia ra|including|comprising|consisting of|made up of)(?: có)?:? ?",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"[^.;:\d]{0,60}?[,:(]? ?(?:trong đó|of which|among them)[^.;\d]{0,40}", re.IGNORECASE
)
_LIST = re.compile(r"[^.,;:\d]{0,20}: ")
_REST = re.compile(r"(?<!\w)(?:còn lại|the rest|the remaining)(?!\w)", re.IGNORECASE)
_NEXT = re.compile(r"[^.:\d]{0,60}[,;]? ?(?:và |and )?", re.IGNORECASE)
_TOTAL = re.compile(
    r"\W*(?:tổng(?: cộng| số)?|cộng|(?:grand )?total|sum)(?: chung)?\W*", re.IGNORECASE
)
# The head of a column whose rates are of the plan beside it, and a row that is a part of the one above it.
_RATE_HEAD = re.compile(
    r"\W*(?:tỷ lệ|tỉ lệ|đạt|so sánh|hoàn thành|rate)?(?: thực hiện| đạt)?\W*", re.IGNORECASE
)
_ROW_OF_PART = re.compile(r"[-–+•]\s")
# Between a change and the earlier figure, and before the change where it is a fall.
_COMPARED = re.compile(
    r"[^;.\d]{0,12}(?:so với|so|compared with|than|against|from|on)(?:[^;.\d]|(?<!\d)(?:19|20)\d\d(?!\d)){0,60}"
    r"[(:,]? ?(?:là |có |đạt |was |of )?",
    re.IGNORECASE,
)
_RISEN = re.compile(r"[^,;.\d]{0,20}(?:lên|xuống|còn|đến|to)(?: \w+){0,2} ", re.IGNORECASE)
# Between a percentage and the fraction that it is, in either order.
_THAT_IS = re.compile(r"[^;.\d]{0,24}(?:\(|,? (?:tức|đạt|tương đương|or|that is)) ?", re.IGNORECASE)
_FELL = re.compile(
    r"(?:giảm|thấp hơn|ít hơn|fell|fallen|down|decreas\w*|lower|fewer)[^,;.\d]{0,30}$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"[^;.:\d]{0,40}[,(]? ?(?:chiếm|tương đương|or|accounting for)(?: tỷ lệ)? $", re.IGNORECASE
)
_OF_WHOLE = re.compile(
    r" ?(?:(?:trong|trên|của) )?(?:(?:tổng )?số|of)(?: (?:the|all))? ", re.IGNORECASE
)
ALL_NAMED = Phrase("The parts that are named are all of them")
NOT_TWICE = Phrase("Nothing is in two of the parts that are named")
ALL_ROWS = Phrase("The rows above the total are all of its parts")
SAME = Phrase("Both places speak of the same")
# How far around a figure its words are compared with those of another, and which part of them, and how many, agree.
_REACH, _ALIKE, _FEWEST = 60, 0.6, 6
_CLAUSE = re.compile(r"[,;.:()]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNITS = {
    "percent": Unit("%", "percent", Text("%", "%")),
    "vnd": Unit("VND", "money", Text("VND", "VND")),
    "usd": Unit("USD", "ratio", Text("USD", "USD")),
}
_COUNTED = ("count", "fraction")
_ADDED = (*_COUNTED, "vnd", "usd")
# What is called by no noun.
_AMOUNT = Phrase("amount")
_UNNAMED = {"percent": Phrase("rate"), "count": Phrase("number")}


@dataclass(frozen=True, kw_only=True)
class TextReport(AuditedSets):
    """What an audit of a draft found.

    Args:
        file: the draft.
        printed: the figure of each statement, by its id, with the sentence or row in which it stands.
    """

    file: str
    printed: Mapping[str, tuple[ExtractedFigure, str]]

    @property
    def about(self) -> str:
        """The name of the draft."""
        return self.file

    def quotes(self, part: AuditedSet) -> tuple[Text, ...]:
        """The sentences and rows in which the figures of a set are printed, each with its place."""
        said = dict.fromkeys(
            (figure.locator, sentence)
            for figure, sentence in (self.printed[each.id] for each in part.statements)
        )
        return tuple(
            Phrase("{place}: {sentence}", place=place_of(locator), sentence=sentence)
            for locator, sentence in said
        )

    def as_json(self) -> dict[str, Any]:
        """The report as plain data, with where each figure of the draft is printed."""
        places = {
            name: {"locator": f.locator, "start": f.start, "end": f.end, "sentence": sentence}
            for name, (f, sentence) in self.printed.items()
        }
        return {"file": self.file, **super().as_json(), "places": places}


def audit_text(
    document: Document, figures: Sequence[ExtractedFigure], file: str, notation: str, reading: Reading = DEFAULT
) -> TextReport:  # fmt: skip
    """Audit the figures of a draft.

    Args:
        document: its text.
        figures: what it prints.
        file: its name.
        notation: how it writes numbers, `vi` or `en`.
        reading: how printings are read.
    """
    tied = _Tied(document, figures, notation)
    tied.tie()
    found = audit(tied.given, reading)
    return TextReport(
        reading=reading, sets=tuple(part for part in found if is_tied(part)), figures=len(figures),
        file=file, printed=tied.printed,
    )  # fmt: skip


class _Tied:
    """The statements of a text while what ties them is looked for."""

    def __init__(
        self, document: Document, figures: Sequence[ExtractedFigure], notation: str
    ) -> None:
        self.text, self.figures, self.notation = document.text, figures, notation
        self.blocks = [document.block_at(each.start) for each in figures]
        self.given = Statements()
        self.printed: dict[str, tuple[ExtractedFigure, str]] = {}
        # Of a figure that is said again the first time; of a rate what it is the rate of; of a row those with a dash.
        self.first = dict(self._again())
        self.rates: dict[int, tuple[Subject, tuple[str, ...]]] = {}
        self.falls: set[int] = set()
        self.below: dict[int, list[int]] = defaultdict(list)

    def tie(self) -> None:
        """Bring in all that the text ties, and state what is tied."""
        within: dict[Block, list[int]] = {}
        for n, block in enumerate(self.blocks):
            within.setdefault(block, []).append(n)
        for block, held in within.items():
            if block.cells:
                self._rate(held, block)
            else:
                for sentence in self._sentences(held):
                    self._sentence(sentence, block)
        for table in _tables(within):
            self._columns(
                [(self._label(row), dict(self._cells(row, within[row]))) for row in table]
            )
        for total, dashed in self.below.items():
            self._column(total, dashed, ALL_NAMED)
        for n in range(len(self.figures)):
            self._state(n)

    # What the text ties

    def _sentence(self, group: list[int], block: Block) -> None:
        """What the figures of one sentence are to each other."""
        self._rate(group, block)
        self._parts(group)
        for pair in pairwise(group):
            self._fraction(*pair)
        for three in zip(group, group[1:], group[2:], strict=False):
            self._change(*three)
            self._share(*three)

    def _rate(self, group: list[int], block: Block) -> None:
        """A percentage of a plan, where its sentence or row has one result and one plan of one kind."""
        rates = [n for n in group if self._of_plan(n, block)]
        others = [n for n in group if self.figures[n].unit_kind in (*_COUNTED, "vnd", "usd")]
        results, plans = (
            [n for n in others if self.figures[n].role == role] for role in ("result", "plan")
        )
        if len(rates) != 1 or len(results) != 1 or len(plans) != 1:
            return
        (rate,), (result,), (plan,) = rates, results, plans
        if self.figures[result].unit_kind == self.figures[plan].unit_kind and self._is_like(
            result, plan
        ):
            made, planned = self._quantity(result), self._quantity(plan)
            above = self.figures[rate].role == "change"
            subject = made.percent_above(planned) if above else made.percent_of(planned)
            self.rates[rate] = subject, ()

    def _of_plan(self, n: int, block: Block) -> bool:
        figure = self.figures[n]
        if figure.unit_kind != "percent" or figure.role not in ("result", "change"):
            return False
        if block.cells:
            head = block.head_at(figure.start)
            return bool(re.search(PLAN_WORD, head, re.IGNORECASE) or _RATE_HEAD.fullmatch(head))
        if figure.role == "change" and not _OVER.search(
            self.text[max(figure.start - 40, 0) : figure.start]
        ):
            return False
        return bool(_OF_PLAN.match(self.text[figure.end : figure.end + 40]))

    def _change(self, one: int, two: int, three: int) -> None:
        """A result, how much it changed, and the earlier figure.

        250 văn bằng, tăng 25% so với năm trước (200 văn bằng); từ 200 lên 250 văn bằng, tăng 25%.
        """
        gaps = [
            self.text[self.figures[a].end : self.figures[b].start]
            for a, b in ((one, two), (two, three))
        ]
        for now, change, before, is_told in (
            (one, two, three, _COMPARED.fullmatch(gaps[1])),
            (two, three, one, _RISEN.fullmatch(gaps[0])),
        ):
            roles = tuple(self.figures[n].role for n in (now, change, before))
            is_one_kind = self.figures[now].unit_kind == self.figures[before].unit_kind
            if (
                is_told
                and roles == ("result", "change", "context")
                and is_one_kind
                and self._is_like(now, before)
            ):
                self._changed(now, change, before)

    def _changed(self, now: int, change: int, before: int) -> None:
        start = self.figures[change].start
        is_fall = _FELL.search(self.text[max(start - _REACH, self.figures[now].end) : start])
        a, b = self._quantity(now), self._quantity(before)
        if self.figures[change].unit_kind == "percent":
            self.rates[change] = a.percent_above(b), ()
            self.falls.update({change} if is_fall else ())
        elif self.figures[change].unit_kind == self.figures[before].unit_kind and self._is_like(
            now, change
        ):
            more, less = (b, a) if is_fall else (a, b)
            terms = ((more.id, -1), (less.id, 1), (self._quantity(change).id, 1))
            self.given.define(Definition(f"change {change + 1}", "balance", terms, equal=True))

    def _fraction(self, one: int, two: int) -> None:
        """A percentage and the fraction that it is: 99% (485/490 hồ sơ)."""
        kinds = {self.figures[n].unit_kind: n for n in (one, two)}
        between = self.text[self.figures[one].end : self.figures[two].start]
        if kinds.keys() == {"percent", "fraction"} and _THAT_IS.fullmatch(between):
            part = self._quantity(kinds["fraction"])
            self.rates[kinds["percent"]] = part.percent_of(self._whole(kinds["fraction"])), ()

    def _share(self, part: int, share: int, whole: int) -> None:
        """A part with its share of a whole: 30 doanh nghiệp, chiếm 37,5% trong tổng số 80 doanh nghiệp."""
        one, rate, all_ = (self.figures[n] for n in (part, share, whole))
        is_share = (
            rate.unit_kind == "percent"
            and one.unit_kind == all_.unit_kind
            and self._is_like(part, whole)
            and _SHARE.fullmatch(self.text[one.end : rate.start])
            and _OF_WHOLE.fullmatch(self.text[rate.end : all_.start])
        )
        if is_share:
            self.rates[share] = self._quantity(part).percent_of(self._quantity(whole)), ()

    def _parts(self, group: list[int]) -> None:
        """A total and what it is made of, or what is among it."""
        for at, (total, part) in enumerate(pairwise(group)):
            if self.figures[total].unit_kind not in _ADDED or not self._is_part(total, part):
                continue
            between = self.text[self.figures[total].end : self.figures[part].start]
            is_list = _LIST.fullmatch(between) and self._is_like(total, part)
            if is_list or _MADE_OF.fullmatch(between):
                parts = self._run(group[at + 1 :], total)
                last = self.figures[parts[-1]].end
                if _REST.search(self.text, last, last + _REACH):
                    self._bound(total, parts)
                elif len(parts) > 1:
                    self._sum(total, parts, ALL_NAMED)
            elif _AMONG.fullmatch(between) and self._is_like(total, part):
                self._bound(total, [part])
                parts = self._run(group[at + 1 :], total)
                if len(parts) > 1 and all(self._is_like(total, n) for n in parts):
                    self._bound(total, parts, (self.given.assume(f"once {total + 1}", NOT_TWICE),))

    def _run(self, group: list[int], total: int) -> list[int]:
        """The parts that follow each other after a total, up to a figure of another kind or the end of the list."""
        found = [group[0]]
        first, second = (self.figures[n] for n in (group + group)[:2])
        is_parted = ";" in self.text[first.end : second.start]
        for before, n in pairwise(group):
            between = self.text[self.figures[before].end : self.figures[n].start]
            # The bracket of the list is closed, or its commas end in a semicolon: what follows is another total.
            is_closed = between.count(")") > between.count("(")
            is_over = is_closed or (";" in between) != is_parted or _AMONG.fullmatch(between)
            if is_over or not self._is_part(total, n) or not _NEXT.fullmatch(between):
                break
            found.append(n)
        return found

    def _columns(self, rows: Sequence[tuple[str, Mapping[str | int, int]]]) -> None:
        """The columns of a table with a total below, and rows with a dash below what they are parts of.

        Args:
            rows: of each what names it, and the only figure of each of its cells by its column.
        """
        above: dict[str | int, list[int]] = defaultdict(list)
        top: Mapping[str | int, int] = {}
        for label, columns in rows:
            if _ROW_OF_PART.match(label):
                for column in columns.keys() & top.keys():
                    self.below[top[column]].append(columns[column])
            elif _TOTAL.fullmatch(label):
                for column, total in columns.items():
                    self._column(total, above[column], ALL_ROWS)
                above.clear()
            else:
                top = columns
                for column, n in columns.items():
                    above[column].append(n)

    def _column(self, total: int, parts: list[int], assumed: Phrase) -> None:
        """A total of a column and its parts, where all are of one kind."""
        if len(parts) > 1 and all(self._is_part(total, n) for n in parts):
            self._sum(total, parts, assumed)

    def _cells(self, block: Block, held: list[int]) -> Iterator[tuple[str | int, int]]:
        """The only figure of each cell of a row, by the head of its column; from the right where that says nothing."""
        for column, (start, end) in enumerate(block.cells):
            own = [n for n in held if start <= self.figures[n].start - block.start < end]
            head = block.heads[column] if column < len(block.heads) else ""
            is_one = head and block.heads.count(head) == 1
            if len(own) == 1 and self.figures[own[0]].unit_kind in (*_ADDED, "other"):
                yield head if is_one else len(block.cells) - column, own[0]

    def _again(self) -> Iterator[tuple[int, int]]:
        """Figures said again in the same words: same unit, role and noun, most of the words around them the same."""
        alike: dict[tuple[str, str, str], list[tuple[int, set[str]]]] = defaultdict(list)
        for n, figure in enumerate(self.figures):
            if figure.role != "result" or not figure.noun:
                continue
            words = self._words(n)
            known = alike[figure.unit_kind, figure.role, figure.noun.casefold()]
            same = [
                first for first, said in known
                if len(words & said) >= max(_ALIKE * len(words | said), _FEWEST)
                and self.figures[first].sentence != figure.sentence
                and (words == said or not self._is_of_tables(first, n))
            ]  # fmt: skip
            if len(same) == 1:
                yield n, same[0]
            else:
                known.append((n, words))

    # What figures are

    def _is_of_tables(self, one: int, other: int) -> bool:
        """Whether both stand in tables, where one word parts a row from the next."""
        return bool(self.blocks[one].cells and self.blocks[other].cells)

    def _words(self, n: int) -> set[str]:
        """The words of the clause of a figure; in a table those that name its row and head its column."""
        figure, block = self.figures[n], self.blocks[n]
        if block.cells:
            named = (self._label(block), block.head_at(figure.start))
            return {word.casefold() for word in _WORD.findall(" ".join(named))}
        start, end = figure.start - block.start, figure.number_end - block.start
        before = _CLAUSE.split(block.text[max(start - _REACH, 0) : start])[-1]
        after = _CLAUSE.split(block.text[end : end + _REACH])[0]
        return {word.casefold() for word in _WORD.findall(f"{before} {after}")}

    @staticmethod
    def _label(block: Block) -> str:
        """What names a row of a table: its first cell with words."""
        return next((t for a, b in block.cells if _WORD.search(t := block.text[a:b])), "")

    def _is_part(self, total: int, part: int) -> bool:
        return (
            self.figures[part].unit_kind == self.figures[total].unit_kind
            and self.figures[part].role == self.figures[total].role
        )

    def _is_like(self, one: int, other: int) -> bool:
        a, b = (self.figures[n].noun.casefold() for n in (one, other))
        return a == b or not (a and b)

    def _sentences(self, held: list[int]) -> list[list[int]]:
        return [list(group) for _, group in groupby(held, key=lambda n: self.figures[n].sentence)]

    # Statements

    def _quantity(self, n: int) -> Quantity:
        """The quantity that a figure prints; that of the first where it is said again."""
        figure = self.figures[self.first.get(n, n)]
        name = self._name(self.first.get(n, n))
        planned = Phrase("plan for {indicator}", indicator=name)
        quantity = Quantity(
            f"figure {self.first.get(n, n) + 1}", planned if figure.role == "plan" else name,
            figure.unit_kind in _COUNTED, unit=_UNITS.get(figure.unit_kind),
        )  # fmt: skip
        return self.given.quantities.setdefault(quantity.id, quantity)

    def _whole(self, n: int) -> Quantity:
        """Of which a fraction is a part: the N of n/N."""
        part = self._quantity(n)
        quantity = Quantity(f"{part.id} of", Phrase("total of {indicator}", indicator=part.name))
        return self.given.quantities.setdefault(quantity.id, quantity)

    def _name(self, n: int) -> Text:
        """What a figure is called: what it counts, in a table the first cell of its row."""
        block, figure = self.blocks[n], self.figures[n]
        name = _ROW_OF_PART.sub("", self._label(block), count=1) or figure.noun
        return Text(name, name) if name else _UNNAMED.get(figure.unit_kind, _AMOUNT)

    def _state(self, n: int) -> None:
        figure = self.figures[n]
        try:
            sign = "-" if n in self.falls else ""
            printed = parse(f"{sign}{printing(figure, self.text, self.notation)}", self.notation)
        except ValueError:
            return
        needs: tuple[str, ...] = ()
        if n in self.first:
            needs = (self.given.assume(f"same {n + 1}", SAME),)
        subject, more = self.rates.get(n) or (Subject(self._quantity(n).id), ())
        self.given.add(
            Statement(
                f"figure {n + 1}: {figure.as_printed}", subject, figure.as_printed, printed, figure.qualifier,
                (*needs, *more), 2, self.notation,
                self._whole(n).id if figure.unit_kind == "fraction" else "",
            )
        )  # fmt: skip
        block = self.blocks[n]
        row = CELL_BREAK.join(block.text[start:end].strip() for start, end in block.cells)
        self.printed[f"figure {n + 1}: {figure.as_printed}"] = figure, row or figure.sentence

    def _sum(self, total: int, parts: Sequence[int], assumed: Phrase) -> None:
        """Parts make a total if they are all of them, and are not more than it in any case."""
        needs = (self.given.assume(f"all of figure {total + 1}", assumed),)
        terms = ((self._quantity(total).id, -1), *((self._quantity(n).id, 1) for n in parts))
        self.given.define(
            Definition(
                f"sum of figure {total + 1}", "balance", terms, Fraction(0), equal=True, needs=needs
            )
        )
        self._bound(total, parts)

    def _bound(self, total: int, parts: Sequence[int], needs: tuple[str, ...] = ()) -> None:
        terms = ((self._quantity(total).id, -1), *((self._quantity(n).id, 1) for n in parts))
        name = f"within figure {total + 1}: {', '.join(str(n + 1) for n in parts)}"
        self.given.define(Definition(name, "bound", terms, needs=needs))


def _tables(within: Mapping[Block, list[int]]) -> list[list[Block]]:
    """The rows of each table that hold figures."""
    tables: list[list[Block]] = []
    for row in (block for block in within if block.cells):
        if tables and _is_one_table(tables[-1][-1], row):
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables


def _is_one_table(row: Block, below: Block) -> bool:
    """Whether two rows stand below one head; a row may leave cells out (the number of a total)."""
    one, other = set(row.heads), set(below.heads)
    return row.section == below.section and (one <= other or other <= one)
