"""The arithmetic behind a contradiction, its numbers marked for those who compute with the page."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.claims import claim_html
from tongket.output import Step, in_a_row, plain_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Lang
    from tongket.output import ConflictEntry, Number, Piece

# A number in the arithmetic of an explanation: marked as one, for those who compute with the page.
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def with_number(pieces: Sequence[Piece], number: Number) -> list[Piece]:
    """A row of pieces with a number in place of its words where they first occur; without them as it was."""
    for index, piece in enumerate(pieces):
        if isinstance(piece, str) and number.words in piece:
            before, _, after = piece.partition(number.words)
            return [*pieces[:index], before, number, after, *pieces[index + 1 :]]
    return list(pieces)


def steps(text: str, lang: Lang) -> tuple[Piece, ...]:
    """A text with its numbers as steps of arithmetic.

    >>> steps("19 gives 142.1%", "en")
    (Step(words='19', value=19), ' gives ', Step(words='142.1', value=142.1), '%')
    """
    grouping, mark = (".", ",") if lang == "vi" else (",", ".")
    pieces: list[Piece] = []
    end = 0
    for found in _NUMBER.finditer(text):
        digits = found[0].replace(grouping, "").replace(mark, ".")
        if digits.count(".") > 1:  # a day or a section, which is no number
            continue
        pieces += [text[end : found.start()], Step(found[0], plain_number(Fraction(digits)))]
        end = found.end()
    return in_a_row([*pieces, text[end:]])


def conflict_html(conflict: ConflictEntry) -> str:
    """A contradiction as an entry of a list: what it is, the arithmetic, what it rests on, whom to ask."""
    lines = "".join(f"<li>{claim_html(line)}</li>" for line in conflict.arithmetic)
    rest = "".join(
        f"<p>{claim_html(text)}</p>"
        for text in (*conflict.rests_on, *conflict.ways_out, conflict.ask)
    )
    return (
        f'<li class="tk-conflict tk-{conflict.severity}" id="{conflict.anchor}">'
        f'<p class="tk-severity">{html.escape(conflict.severity_name)}</p>'
        f'<p class="tk-claim"><strong>{claim_html(conflict.headline)}</strong></p>'
        f'<ul class="tk-arithmetic">{lines}</ul>{rest}</li>'
    )
