"""What last year's report says of each indicator: its figures, found again by the observations taken from it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from operator import attrgetter
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
    around = Surroundings(document, figures)
    stated: dict[tuple[Fraction | None, ...], list[Observation]] = defaultdict(list)
    for row in observations:
        stated[_numbers(row)].append(row)
    found = []
    for at, figure in enumerate(figures):
        rows = [row for row in stated.get(ends(figure), ()) if _is_alike(figure, row)]
        words = matcher.words(around, at) if rows else {}
        section = figure.section or OPENING
        told = []
        for row in rows:
            slot = Slot(row.indicator, row.measure)
            worth = words.get(slot, 0.0) + _VALUE + _SECTION * (row.section == section)
            told.append(Candidate(slot, worth))
        found.append(sorted(told, key=attrgetter("score"), reverse=True))
    given = assigned(found, [figure.section for figure in figures])
    return [Said(given[at].slot, around.terms(at), figures[at]) for at in sorted(given)]


def _numbers(row: Observation) -> tuple[Fraction | None, ...]:
    """The numbers of an observation, as of a figure; none where it has no value."""
    if row.value is None:
        return () if row.interval is None else (row.interval.lower, row.interval.upper)
    return (row.value,) if row.denominator is None else (row.value, Fraction(row.denominator))


def _is_alike(figure: ExtractedFigure, row: Observation) -> bool:
    """Whether a figure of the same numbers is a fraction where an observation is one."""
    is_fraction = row.value is not None and row.denominator is not None
    return len(ends(figure)) == 1 or (figure.unit_kind == "fraction") == is_fraction
