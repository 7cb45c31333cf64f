"""Claims: sentences whose figures are filled in, never typed, in two languages.

A sentence is written once, in English, with its figures as placeholders; the Vietnamese sentence is
its translation in the gettext catalogue `locale/vi/LC_MESSAGES/tongket.po`. A sentence whose figure
is missing says so instead of leaving a gap.
"""

from __future__ import annotations

import html
import re
import string
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.model import Figure, Missing, Qualifier, Text
from tongket.numerals.formats import quoted_print
from tongket.output import (
    ClaimPart,
    Quote,
    Step,
    bundle,
    decimal,
    in_a_row,
    number_of,
    number_text,
)
from tongket.translations import Phrase, marked, message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tongket.model import Lang, Observation
    from tongket.output import Number, Piece

POSITIONS = {
    "above": Phrase("above plan"),
    "equal": Phrase("as planned"),
    "within": Phrase("within the planned band"),
    "below": Phrase("below plan"),
    "undecided": Phrase("not to be decided from the printed figures"),
}
NOT_SHOWN = Phrase("Not shown: {name} – {reason}.")
NOT_COMPUTED = Phrase("For want of these not computed: {names}.")
NO_CLAIM = Phrase("No figure, because {reason}.")
NOT_ON_RECORD = message("No such figure is on record.")
NOTHING_LISTED = message("Nothing to list here.")
# The marks beside a figure that contradicts another of its year, and beside one that is to be checked.
DISPUTED, QUESTIONED = "≠", "(?)"
# The mark beside one that was first published otherwise, as Eurostat flagged it.
REVISED = "(r)"
# A range is read as one number: no line ends within it.
_RANGE = re.compile(r"\S*\d–\d\S*")


@dataclass(frozen=True, repr=False)
class Claim:
    """A sentence and the figures in it.

    Args:
        pieces: its words and numbers, in their order.
        figures: every figure that it names.
        stated: whether all its figures are known; else it says which is not.
        lang: its language; None where it is not known.
        sources: the ids of the sources that it cites, where it only cites.
    """

    pieces: tuple[Piece, ...]
    figures: tuple[Figure, ...] = ()
    stated: bool = True
    lang: Lang | None = None
    sources: tuple[str, ...] = ()

    @property
    def part(self) -> ClaimPart:
        """The sentence as data."""
        return ClaimPart(self.pieces, self.stated)

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return self.part.text

    @property
    def html(self) -> str:
        """The sentence as HTML, each figure marked and linked to its source."""
        return claim_html(self.part)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.text}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        css = "tk-claim" if self.stated else "tk-missing"
        return bundle(self.part, self.lang, f'<p class="{css}">{self.html}</p>', self.text)


SPOKEN = {
    DISPUTED: message("in contradiction"),
    QUESTIONED: message("to be checked"),
    REVISED: message("revised"),
}
_CSS = {DISPUTED: "tk-disputed", QUESTIONED: "tk-questioned", REVISED: "tk-revised"}
MARKED = {
    DISPUTED: message(
        "{mark} contradicts another figure of the year, or is calculated from one that does: "
        "see the page on consistency."
    ),
    QUESTIONED: message(
        "{mark} to be checked: it fits other figures of the year only under a looser reading or another scope, "
        "or its source is not reliable enough; likewise what is calculated from it."
    ),
    REVISED: message(
        "{mark} revised since it was first published, or calculated from a figure that was: the sources of the page "
        "say what it was, and why."
    ),
}


def mark_of(figure: Figure | Number) -> str:
    """The mark beside a figure that is in doubt; empty elsewhere."""
    if isinstance(figure, Figure):
        return DISPUTED if figure.is_contradicted else QUESTIONED if figure.is_questioned else ""
    return DISPUTED if figure.disputed else QUESTIONED if figure.questioned else ""


def marks_of(figure: Figure | Number) -> list[str]:
    """All marks beside a figure: that it is in doubt, and that it was revised."""
    return [*filter(None, [mark_of(figure)]), *([REVISED] if figure.revised else [])]


def with_marks(words: str, figure: Figure | Number) -> str:
    """The words of a figure where no HTML is, with its marks behind them."""
    return " ".join([words, *marks_of(figure)])


def marks_explained(figures: Iterable[Figure | Number], lang: Lang) -> list[str]:
    """What the marks beside figures mean, each once."""
    found = {mark for figure in figures for mark in marks_of(figure)}
    return [
        translate(said, lang).format(mark=mark) for mark, said in MARKED.items() if mark in found
    ]


def revised_explained(figures: Iterable[Figure], lang: Lang) -> str:
    """What the mark of a revised figure means, where one of some figures has it; else empty."""
    found = any(figure.revised for figure in figures)
    return translate(MARKED[REVISED], lang).format(mark=REVISED) if found else ""


def placeholders(sentence: str) -> list[str]:
    """The names that a sentence leaves open, in their order.

    Raises:
        UsageError: a brace has no partner.

    >>> placeholders("{ip.titles_granted} granted, {ip.titles_granted:target_pct} of the plan")
    ['ip.titles_granted', 'ip.titles_granted:target_pct']
    """
    return [name for _, name in _parts(sentence) if name]


def _parts(sentence: str) -> list[tuple[str, str]]:
    """The literal pieces of a sentence, each with the placeholder after it; empty at its end."""
    try:
        parts = list(string.Formatter().parse(sentence))
    except ValueError:
        words = Phrase(
            "claim: expected braces in pairs, got {value}. Write {{{{ for a brace.",
            value=repr(sentence),
        )
        raise UsageError(words) from None
    return [(text, f"{name}:{spec}" if spec else name or "") for text, name, spec, _ in parts]


def write(sentence: str, values: Mapping[str, Figure | Text | Claim], lang: Lang) -> Claim:
    """Fill a sentence in the language of the page.

    Args:
        sentence: in English, with placeholders `{name}` or `{name:measure}`; `{name:number}` leaves
            out the unit.
        values: what replaces each placeholder.
        lang: the language.

    Raises:
        UsageError: a placeholder has no value, or a typed one; the message names it.
    """
    wording = marked(sentence, lang)
    absent = [name for name in placeholders(wording) if name not in values]
    if absent:
        raise UsageError(
            Phrase(
                "claim: expected values for {absent}, got {sorted}. Pass {absent_2}=….",
                absent=absent,
                sorted=sorted(values),
                absent_2=absent[0],
            )
        )
    used = [values[name] for name in placeholders(wording)]
    figures = tuple(dict.fromkeys(f for value in used for f in _figures(value)))
    missing = [figure for figure in figures if figure.is_missing]
    if missing:
        return missing_claim(missing, lang)
    pieces = in_a_row(_filled(wording, values, lang))
    return Claim((*map(_capital, pieces[:1]), *pieces[1:]), figures, lang=lang)


def missing_claim(missing: Iterable[Figure], lang: Lang) -> Claim:
    """The sentence in place of one whose figures are missing: which, and why."""
    figures = tuple(missing)
    by_reason: dict[str, list[str]] = {}
    for leaf in dict.fromkeys(leaf for figure in figures for leaf in _missing_inputs(figure)):
        by_reason.setdefault(reason(leaf, lang), []).append(leaf.name.in_(lang))
    if not by_reason:
        return Claim((translate(NOT_ON_RECORD, lang),), figures, stated=False, lang=lang)
    before, _, after = NO_CLAIM.in_(lang).partition("{reason}")
    says = [
        piece
        for why, names in by_reason.items()
        for piece in ("; ", comment(_inner(why), lang), f" ({', '.join(names)})")
    ]
    return Claim(in_a_row([before, *says[1:], after]), figures, stated=False, lang=lang)


def left_out(figures: Iterable[Figure], lang: Lang) -> tuple[str, ...]:
    """Sentences on the missing among figures: what is not on record, once for each reason, and what that would give."""
    missing = [figure for figure in dict.fromkeys(figures) if figure.is_missing]
    by_reason: dict[str, list[str]] = {}
    for leaf in dict.fromkeys(leaf for figure in missing for leaf in _missing_inputs(figure)):
        by_reason.setdefault(reason(leaf, lang), []).append(leaf.name.in_(lang))
    computed = [f.name.in_(lang) for f in missing if _missing_inputs(f) != (f,)]
    said = [
        NOT_SHOWN.in_(lang).format(name="; ".join(names), reason=why)
        for why, names in by_reason.items()
    ]
    return (
        *said,
        *([NOT_COMPUTED.in_(lang).format(names="; ".join(computed))] if computed else []),
    )


def comment(text: str, lang: Lang) -> Piece:
    """What an analyst wrote of a figure; where nobody translated it, it says in which language it is.

    >>> comment("báo cáo không nêu", "en")
    Quote(words='báo cáo không nêu', lang='vi')
    >>> comment("the report for Cần Thơ does not say", "en")
    'the report for Cần Thơ does not say'
    """
    words = text.split()
    # Of a Vietnamese text most words have marks, of an English one some names.
    marked_words = [word for word in words if not word.isascii()]
    written: Lang = "vi" if 2 * len(marked_words) > len(words) else "en"
    return text if written == lang else Quote(text, written)


def _inner(sentence: str) -> str:
    """A sentence as it is written within another; what begins with an abbreviation keeps its capital."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _missing_inputs(figure: Figure) -> tuple[Figure, ...]:
    """The missing figures because of which a figure could not be computed."""
    missing = [leaf for part in figure.inputs if part.is_missing for leaf in _missing_inputs(part)]
    return tuple(missing) or (figure,)


def reason(figure: Figure, lang: Lang) -> str:
    """Why a figure is missing, in the language; comments of the data are translated too."""
    if not isinstance(figure.origin, Missing):
        return ""
    return translate(figure.origin.reason.in_(lang), lang).rstrip(".")


def plain(text: str, lang: Lang | None = None) -> Claim:
    """A sentence without figures."""
    return Claim(in_a_row([text]), lang=lang)


def absence(sentence: str, lang: Lang) -> Claim:
    """A sentence in place of what is not there: a page leaves it out (`publish.page.absence`), JupyterLab shows it."""
    return Claim((marked(sentence, lang),), stated=False, lang=lang)


def by_name(figures: Iterable[Figure], lang: Lang) -> Claim:
    """Figures, each after its name, as one sentence: `Tasks accepted: 16; tasks launched, plan: 25`."""
    # A name that has a colon of its own gets no second one.
    names = [(figure, figure.name.in_(lang).replace(": ", ", ")) for figure in figures]
    return joined(
        Claim(in_a_row([f"{name}: ", number_of(figure, lang)]), (figure,), lang=lang)
        for figure, name in names
    )


def names_alone(figures: Iterable[Figure], lang: Lang) -> Claim:
    """The names of figures that nobody can rely on, in place of a sentence that would rest on them."""
    names = dict.fromkeys(figure.name.in_(lang) for figure in figures)
    return Claim(("; ".join(names),), stated=False, lang=lang)


def is_headline(figure: Figure) -> bool:
    """Whether a title or a key point may rest on a figure: it is known, and not of low reliability."""
    return not figure.is_missing and not figure.is_unreliable


def foreign(text: str, parts: Iterable[tuple[str, str]], lang: Lang) -> Claim:
    """A text of which parts may be in another language, and then say in which.

    Args:
        text: the words.
        parts: what is in it, each with its language, in their order.
        lang: the language of the text.

    >>> foreign("Báo Nghệ An, 2024", [("Báo Nghệ An", "vi")], "en").pieces
    (Quote(words='Báo Nghệ An', lang='vi'), ', 2024')
    """
    pieces: list[Piece] = []
    for part, language in parts:
        before, found, after = text.partition(part)
        if found and language != lang:
            pieces += [before, Quote(found, language)]
            text = after
    return Claim(in_a_row([*pieces, text]), lang=lang)


def quoting(
    text: str, row: Observation, lang: Lang, named: Iterable[tuple[str, str]] = ()
) -> Claim:
    """A text that quotes a figure as it is printed, after names that may be in another language."""
    return foreign(text, [*named, (row.as_printed, print_language(row, lang))], lang)


def print_language(row: Observation, lang: Lang) -> str:
    """The language of a print: Vietnamese, where it has words such as “tỷ đồng”; else the page's."""
    worded = any(letter.isalpha() and not letter.isascii() for letter in row.as_printed)
    return "vi" if worded else lang


def printed(figure: Figure, lang: Lang, notation: str) -> Number:
    """A figure that a source of this notation states, in quotation marks, as `quoted_print` writes it unhedged."""
    (row,) = figure.observations
    language = print_language(row, lang)
    quoted_in = "" if language == lang else language
    return number_of(
        figure,
        lang,
        words=quoted_print(row.as_printed, Qualifier.EXACT, lang, notation),
        quoted_in=quoted_in,
    )


def joined(claims: Iterable[Claim]) -> Claim:
    """Several claims as one, in a row."""
    parts = list(claims)
    figures = tuple(figure for part in parts for figure in part.figures)
    pieces = [piece for part in parts for piece in ("; ", *part.pieces)]
    lang = next((part.lang for part in parts if part.lang), None)
    return Claim(in_a_row(pieces[1:]), figures, lang=lang)


def within_sentence(claim: Claim) -> Claim:
    """A sentence as it is within another: no capital at its beginning."""
    return replace(claim, pieces=(*map(_uncapitalised, claim.pieces[:1]), *claim.pieces[1:]))


def _uncapitalised(piece: Piece) -> Piece:
    if isinstance(piece, str):
        return piece[:1].lower() + piece[1:]
    # Of numbers a hedge has a capital; an abbreviation, such as that of a currency, keeps its own.
    hedged = piece.words[1:2].islower()
    return replace(piece, words=piece.words[:1].lower() + piece.words[1:]) if hedged else piece


def claim_html(claim: ClaimPart, *, quiet: bool = False) -> str:
    """A sentence as HTML, each figure marked and linked to its source.

    Args:
        claim: the sentence.
        quiet: whether the links are left out of the order of focus, because one beside them leads there for all.
    """
    return "".join(_piece_html(piece, quiet=quiet) for piece in claim.pieces)


def _piece_html(piece: Piece, *, quiet: bool) -> str:
    if isinstance(piece, str):
        return html.escape(piece, quote=False)
    words = html.escape(piece.words, quote=False)
    if isinstance(piece, Quote):
        return f'<span lang="{html.escape(piece.lang)}">{words}</span>'
    if isinstance(piece, Step):
        return f'<data class="tk-step" value="{decimal(piece.value)}">{words}</data>'
    return number_html(piece, quiet=quiet)


def number_html(number: Number, *, linked: bool = True, quiet: bool = False) -> str:
    """A number as HTML: its value for machines, its words for people, a link to its source."""
    words = _RANGE.sub(
        r'<span class="tk-range">\g<0></span>', html.escape(number.words, quote=False)
    )
    if number.is_missing:
        return f'<span class="tk-missing">{words}</span>'
    if number.quoted_in:
        words = f'<span lang="{html.escape(number.quoted_in)}">{words}</span>'
    if linked:
        focus = ' tabindex="-1"' if quiet else ""
        words = f'<a{focus} href="#{html.escape(number.anchor)}">{words}</a>'
    marks = "".join(_mark_html(mark, number.lang) for mark in marks_of(number))
    return f'<data class="tk-figure" value="{number_text(number)}">{words}</data>{marks}'


def heard(words: str) -> str:
    """Words as HTML for those alone who listen: JupyterLab has no style of ours, so that they bring their own.

    Pages drop it for their own style.
    """
    hidden = "position:absolute;clip:rect(0,0,0,0)"
    return f'<span class="tk-hidden" data-screen style="{hidden}">{words}</span>'


def _mark_html(mark: str, lang: Lang) -> str:
    """A mark on a figure, said in words to those who do not see it."""
    words = html.escape(translate(SPOKEN[mark], lang))
    sign = f'<span aria-hidden="true"> {mark}</span>'
    spoken = heard(f" ({words})")
    return f'<span class="{_CSS[mark]}">{sign}{spoken}</span>'


def _figures(value: Figure | Text | Claim) -> tuple[Figure, ...]:
    if isinstance(value, Figure):
        return (value,)
    return value.figures if isinstance(value, Claim) else ()


def _filled(
    wording: str, values: Mapping[str, Figure | Text | Claim], lang: Lang
) -> Iterator[Piece]:
    for literal, name in _parts(wording):
        yield literal
        if name:
            yield from _pieces(name, values[name], lang)


def _pieces(name: str, value: Figure | Text | Claim, lang: Lang) -> tuple[Piece, ...]:
    if isinstance(value, Figure):
        return (number_of(value, lang, unit=not name.endswith(":number")),)
    if isinstance(value, Claim):
        return value.pieces
    if isinstance(value, Text):
        return (value.in_(lang),)
    raise UsageError(
        Phrase(
            "claim: expected a figure, a text or a claim for {{{name}}}, got {value}. Numbers are computed "
            "from figures, words are translated.",
            name=name,
            value=repr(value),
        )
    )


def _capital(piece: Piece) -> Piece:
    """The first piece of a sentence, with a capital."""
    if isinstance(piece, str):
        return piece[:1].upper() + piece[1:]
    return replace(piece, words=piece.words[:1].upper() + piece.words[1:])
