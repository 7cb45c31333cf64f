"""What last year's report says of each indicator: its figures, found again by the observations taken from it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.extract.extraction import extract
from tongket.extract.matching import Candidate, Said, assigned, ends
from tongket.extract.slots import Slot
from tongket.extract.surroundings import Surroundings
from tongket.model import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tongket.documents import Document
    from tongket.extract.extraction import ExtractedFigure
    from tongket.extract.matching import Matcher
    from tongket.model import Observation

# What speaks for an observation besides the words around the figure: its value, and the section of its locator.
_VALUE, _SECTION = 0.1, 0.5


def said_last_year(
    document: Document, observations: Iterable[Observation], matcher: Matcher
) -> list[Said]:
    """The words with which a report printed the observations that were taken from it, in the order of its text.

    An observation whose value the text does not have is left out; a figure that is no observation teaches nothing.

    Args:
        document: last year's report.
        observations: what was taken from it.
        matcher: one without a guide.
    """
    figures = extract(document).figures
    around, stated = Surroundings(document, figures), list(observations)
    found = []
    for at, figure in enumerate(figures):
        words = {each.slot: each.words for each in matcher.candidates(around, at)}
        section = figure.section or OPENING
        rows = [
            (Slot(row.indicator, row.measure), row) for row in stated if _is_value_of(figure, row)
        ]
        found.append(
            [
                Candidate(slot, words.get(slot, 0.0) + _VALUE + _SECTION * (row.section == section))
                for slot, row in rows
            ]
        )
    given = assigned(found, [figure.section for figure in figures])
    return [Said(given[at].slot, around.terms(at), figures[at]) for at in sorted(given)]


def _is_value_of(figure: ExtractedFigure, row: Observation) -> bool:
    """Whether a figure says the number of an observation."""
    said = ends(figure)
    if row.denominator is not None and row.value is not None:
        return figure.unit_kind == "fraction" and said == (row.value, Fraction(row.denominator))
    if row.value is not None:
        return said == (row.value,)
    band = row.interval
    return band is not None and said == (band.lower, band.upper)
