"""The text of a report as a page to read along: its figures marked and numbered as the rows of the workbook.

It is one file without scripts, which fetches nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from tongket.data.code_meanings import MEASURES
from tongket.entry_sheet.proposed import read_as, reason, role
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.documents import Block
    from tongket.entry_sheet.proposed import Proposed
    from tongket.model import Lang, Organisation


class Mark(NamedTuple):
    """What is marked in a text.

    Args:
        start, end: where it stands in the text of the document.
        number: of a figure its row; 0 of what was taken for none.
        says: what it was taken for, in words.
        is_kept: whether its row has a yes.
    """

    start: int
    end: int
    number: int
    says: str
    is_kept: bool = False


_START = attrgetter("start")


class Passage(NamedTuple):
    """A part of a text as it is shown: plain, or marked."""

    text: str
    mark: Mark | None


def reading_page(proposed: Proposed, report: str, organisation: Organisation, lang: Lang) -> str:
    """The page.

    Args:
        proposed: the report with what was found in it.
        report: its name.
        organisation: whose project it is.
        lang: the language of what is said beside the text.
    """
    marks = [*_figures(proposed, lang), *_others(proposed, lang)]
    marks.sort()
    parts = [
        (kind, [_cells(block, proposed.document.text, marks) for block in blocks])
        for kind, blocks in groupby(proposed.document.blocks, key=lambda block: block.kind)
    ]
    name = proposed.store.registry.areas[proposed.area].name.in_(lang)
    return render(
        "reading.html.j2", [lang], organisation, report=report, place=name, period=proposed.period,
        parts=parts, figures=len(proposed.figures), lang=lang,
    )  # fmt: skip


def _figures(proposed: Proposed, lang: Lang) -> Iterator[Mark]:
    names = proposed.store.registry.indicators
    for n, (figure, proposal) in enumerate(
        zip(proposed.figures, proposed.proposals, strict=True), start=1
    ):
        said = [read_as(figure, lang), role(figure, lang)]
        if proposal.candidates:
            slot = proposal.candidates[0].slot
            said += [f"{names[slot.indicator].name.in_(lang)} ({MEASURES[slot.measure].in_(lang)})"]  # fmt: skip
        yield Mark(figure.start, figure.end, n, " · ".join(said), proposal.is_preselected)


def _others(proposed: Proposed, lang: Lang) -> Iterator[Mark]:
    for each in proposed.distractors:
        yield Mark(each.start, each.end, 0, reason(each, lang))


def _cells(block: Block, text: str, marks: list[Mark]) -> list[list[Passage]]:
    """The pieces of each cell of a row; of other blocks those of their text."""
    spans = block.cells or ((0, len(block.text)),)
    return [
        list(_pieces(text, block.start + start, block.start + end, marks)) for start, end in spans
    ]


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Passage]:
    at = start
    for mark in marks[bisect_left(marks, start, key=_START) : bisect_left(marks, end, key=_START)]:
        if at <= mark.start and mark.end <= end:
            yield Passage(text[at : mark.start], None)
            yield Passage(text[mark.start : mark.end], mark)
            at = mark.end
    yield Passage(text[at:end], None)
