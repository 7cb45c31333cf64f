"""The audit of a draft: which of its printed figures cannot all be true, before anything of it is stored.

What ties figures is what the text itself says: a result, a plan and a rate of one sentence or row, what a total is made
of, a column with its total, and a figure that is said again in the same words. Nothing is tied because it is equal.
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
_NEXT = re.compile(r"[^.:\d]{0,60}[,;]? ?(?:và |and )?", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tổng|cộng|total|sum)\b", re.IGNORECASE)
ALL_NAMED = Phrase("The parts that are named are all of them")
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
        # Of a figure that is said again the first time; of a rate what it is the rate of.
        self.first = dict(self._again())
        self.rates: dict[int, tuple[Subject, tuple[str, ...]]] = {}

    def tie(self) -> None:
        """Bring in all that the text ties, and state what is tied."""
        within: dict[Block, list[int]] = {}
        for n, block in enumerate(self.blocks):
            within.setdefault(block, []).append(n)
        for block, held in within.items():
            groups = [held] if block.cells else self._sentences(held)
            for group in groups:
                self._rate(group, block)
            for group in () if block.cells else groups:
                self._parts(group)
        self._columns(within)
        for n in range(len(self.figures)):
            self._state(n)

    # What the text ties

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
            return bool(re.search(PLAN_WORD, head, re.IGNORECASE))
        if figure.role == "change" and not _OVER.search(
            self.text[max(figure.start - 40, 0) : figure.start]
        ):
            return False
        return bool(_OF_PLAN.match(self.text[figure.end : figure.end + 40]))

    def _parts(self, group: list[int]) -> None:
        """A total and what it is made of, or what is among it."""
        for at, (total, part) in enumerate(pairwise(group)):
            if self.figures[total].unit_kind not in _COUNTED or not self._is_part(total, part):
                continue
            between = self.text[self.figures[total].end : self.figures[part].start]
            if _MADE_OF.fullmatch(between):
                parts = self._run(group[at + 1 :], total)
                if len(parts) > 1:
                    self._sum(total, parts, ALL_NAMED)
            elif _AMONG.fullmatch(between) and self._is_like(total, part):
                self._bound(total, [part])

    def _run(self, group: list[int], total: int) -> list[int]:
        """The parts that follow each other after a total, up to a figure of another kind or the end of the list."""
        found = [group[0]]
        for before, n in pairwise(group):
            between = self.text[self.figures[before].end : self.figures[n].start]
            # The bracket of the list is closed: what follows is another total.
            is_over = between.count(")") > between.count("(") or _AMONG.fullmatch(between)
            if is_over or not self._is_part(total, n) or not _NEXT.fullmatch(between):
                break
            found.append(n)
        return found

    def _columns(self, within: Mapping[Block, list[int]]) -> None:
        """The columns of each table whose last row is a total."""
        rows = [(block, held) for block, held in within.items() if block.cells]
        above: dict[int, list[int]] = defaultdict(list)
        last: Block | None = None
        for block, held in rows:
            if last is None or not _is_one_table(last, block):
                above.clear()
            last = block
            columns = dict(self._cells(block, held))
            if not _TOTAL.match(self._label(block)):
                for column, n in columns.items():
                    above[column].append(n)
                continue
            for column, total in columns.items():
                parts = [n for n in above[column] if self._is_part(total, n)]
                if len(parts) > 1 and len(parts) == len(above[column]):
                    self._sum(total, parts, ALL_ROWS)
            above.clear()

    def _cells(self, block: Block, held: list[int]) -> Iterator[tuple[int, int]]:
        """The only figure of each cell of a row, by its column."""
        for column, (start, end) in enumerate(block.cells):
            own = [n for n in held if start <= self.figures[n].start - block.start < end]
            if len(own) == 1 and self.figures[own[0]].unit_kind in (
                *_COUNTED,
                "vnd",
                "usd",
                "other",
            ):
                yield len(block.cells) - column, own[0]

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

    def _name(self, n: int) -> Text:
        """What a figure is called: what it counts, in a table the first cell of its row."""
        block, figure = self.blocks[n], self.figures[n]
        name = self._label(block) or figure.noun
        return Text(name, name) if name else _UNNAMED.get(figure.unit_kind, _AMOUNT)

    def _state(self, n: int) -> None:
        figure = self.figures[n]
        try:
            printed = parse(printing(figure, self.text, self.notation), self.notation)
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

    def _bound(self, total: int, parts: Sequence[int]) -> None:
        terms = ((self._quantity(total).id, -1), *((self._quantity(n).id, 1) for n in parts))
        name = f"within figure {total + 1}: {', '.join(str(n + 1) for n in parts)}"
        self.given.define(Definition(name, "bound", terms))


def _is_one_table(row: Block, below: Block) -> bool:
    """Whether two rows stand below one head; what a row leaves out of it (the number of a total) is on the left."""
    held = min(len(row.heads), len(below.heads))
    return row.section == below.section and (
        row.heads[len(row.heads) - held :] == below.heads[len(below.heads) - held :]
    )
