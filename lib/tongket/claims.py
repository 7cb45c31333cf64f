"""Claims: sentences whose figures are filled in, never typed, in two languages.

A sentence is written once, in English, with its figures as placeholders; the Vietnamese sentence is
its translation in the gettext catalogue `locale/vi/LC_MESSAGES/tongket.po`. A sentence whose figure
is missing says so instead of leaving a gap.
"""

from __future__ import annotations

import html
import re
import string
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.model import Figure, Missing, Observation, Text
from tongket.numerals import format_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from tongket.model import Lang

LOCALES = Path(__file__).with_name("locale")
POSITIONS = {
    "above": Text(vi="cao hơn kế hoạch", en="above plan"),
    "within": Text(vi="nằm trong khoảng kế hoạch", en="within the planned band"),
    "below": Text(vi="thấp hơn kế hoạch", en="below plan"),
    "undecided": Text(
        vi="chưa thể kết luận từ số đã in", en="not to be decided from the printed figures"
    ),
    "missing": Text(vi="không so được với kế hoạch", en="not to be compared with a plan"),
}
NO_CLAIM = Text(vi="Chưa so được, vì {}.", en="No comparable figure, because {}.")
# What stands beside a figure that contradicts another of its year.
DISPUTED = "≠"
# The first letter of a marked sentence, past the marks before it.
_FIRST = re.compile(r"^((?:<[^<>]*>)*)([^<&])")


@dataclass(frozen=True)
class Claim:
    """A sentence and the figures in it.

    Args:
        text: the sentence as plain text.
        html: the same, escaped, each figure marked and linked to its source.
        figures: every figure that it names.
        stated: whether all its figures are known; else it says which is not.
    """

    text: str
    html: str
    figures: tuple[Figure, ...] = ()
    stated: bool = True

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        css = "tk-claim" if self.stated else "tk-missing"
        return {"text/plain": self.text, "text/html": f'<p class="{css}">{self.html}</p>'}


@cache
def catalogue(lang: Lang) -> Mapping[str, str]:
    """The translations of a language, by English sentence; empty for English itself."""
    if lang == "en":
        return {}
    from babel.messages.pofile import read_po

    path = LOCALES / lang / "LC_MESSAGES" / "tongket.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=lang) if m.id and m.string}


def translate(sentence: str, lang: Lang) -> str:
    """A sentence in the language; the English one where the catalogue has none."""
    return catalogue(lang).get(sentence, sentence)


def said(sentence: str) -> str:
    """Mark a sentence for the translators where it is kept before it is said."""
    return sentence


CONTRADICTED = said("contradicts another figure")


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
    except ValueError as error:
        raise UsageError(
            f"claim: expected braces in pairs, got {sentence!r} ({error}). Write {{{{ for a brace."
        ) from None
    return [(text, f"{name}:{spec}" if spec else name or "") for text, name, spec, _ in parts]


def write(sentence: str, values: Mapping[str, Figure | Text | Claim], lang: Lang) -> Claim:
    """Fill a sentence in the language of the page.

    Args:
        sentence: in English, with placeholders `{name}` or `{name:measure}`; `{name:number}` leaves
            out the unit.
        values: what stands for each placeholder.
        lang: the language.

    Raises:
        UsageError: a placeholder has no value, or a typed one; the message names it.
    """
    wording = translate(sentence, lang)
    lost = [name for name in placeholders(wording) if name not in values]
    if lost:
        raise UsageError(
            f"claim: expected values for {lost}, got {sorted(values)}. Pass {lost[0]}=…."
        )
    used = [values[name] for name in placeholders(wording)]
    figures = tuple(dict.fromkeys(f for value in used for f in _figures(value)))
    missing = [figure for figure in figures if figure.is_missing]
    if missing:
        return missing_claim(missing, lang)
    text = "".join(_filled(wording, values, lang, marked=False))
    marked = "".join(_filled(wording, values, lang, marked=True))
    return Claim(text[:1].upper() + text[1:], _FIRST.sub(_capital, marked, count=1), figures)


def missing_claim(missing: Iterable[Figure], lang: Lang) -> Claim:
    """The honest sentence in place of one whose figures are missing."""
    figures = tuple(missing)
    by_reason: dict[str, list[str]] = {}
    for leaf in dict.fromkeys(leaf for figure in figures for leaf in _lost(figure)):
        by_reason.setdefault(reason(leaf, lang), []).append(leaf.name.in_(lang))
    says = "; ".join(f"{_inner(why)} ({', '.join(names)})" for why, names in by_reason.items())
    text = NO_CLAIM.in_(lang).format(says)
    return Claim(text, html.escape(text), figures, stated=False)


def _inner(sentence: str) -> str:
    """A sentence as it stands within another; what begins with an abbreviation keeps its capital."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _lost(figure: Figure) -> tuple[Figure, ...]:
    """The missing figures at the bottom of one that could not be computed for want of them."""
    lost = [leaf for part in figure.inputs if part.is_missing for leaf in _lost(part)]
    return tuple(lost) or (figure,)


def reason(figure: Figure, lang: Lang) -> str:
    """Why a figure is missing, in the language; comments of the data are translated too."""
    if not isinstance(figure.origin, Missing):
        return ""
    return translate(figure.origin.reason.in_(lang), lang).rstrip(".")


def plain(text: str) -> Claim:
    """A sentence without figures."""
    return Claim(text, html.escape(text))


def foreign(text: str, part: str, spoken: str, lang: Lang) -> Claim:
    """A text of which a part may be in another language; its HTML then says in which."""
    before, found, after = text.partition(part)
    if spoken == lang or not found:
        return plain(text)
    marked = f'<span lang="{spoken}">{html.escape(found)}</span>'
    return Claim(text, html.escape(before) + marked + html.escape(after))


def quoting(text: str, row: Observation, lang: Lang) -> Claim:
    """A text that quotes a figure as it is printed: in Vietnamese, where it has words such as “tỷ đồng”."""
    worded = any(letter.isalpha() and not letter.isascii() for letter in row.as_printed)
    return foreign(text, row.as_printed, "vi" if worded else lang, lang)


def joined(claims: Iterable[Claim]) -> Claim:
    """Several claims as one, in a row."""
    parts = list(claims)
    figures = tuple(figure for part in parts for figure in part.figures)
    return Claim("; ".join(p.text for p in parts), "; ".join(p.html for p in parts), figures)


def figure_html(
    figure: Figure, lang: Lang, *, unit: bool = True, words: Claim | None = None
) -> str:
    """A figure as HTML: its value for machines, its words for people or those given, a link to its source."""
    shown = words.html if words else html.escape(format_figure(figure, lang, unit=unit))
    if figure.is_missing:
        return f'<span class="tk-missing">{shown}</span>'
    value, anchor = html.escape(machine_value(figure)), figure.anchor
    link = f'<a href="#src-{anchor}">{shown}</a>'
    mark = _dispute_html(lang) if figure.disputed else ""
    return f'<data class="tk-figure" value="{value}">{link}</data>{mark}'


def _dispute_html(lang: Lang) -> str:
    """The mark on a figure that contradicts another, said in words to those who do not see it."""
    words = html.escape(translate(CONTRADICTED, lang))
    sign = f'<span aria-hidden="true"> {DISPUTED}</span>'
    return f'<span class="tk-disputed">{sign}<span class="tk-hidden"> ({words})</span></span>'


def machine_value(figure: Figure) -> str:
    """The value in plain decimals: `14.025`; `12..13` for a band; `119/119` for a fraction."""
    origin = figure.origin
    if isinstance(origin, Observation) and origin.denominator is not None:
        return f"{figure.value}/{origin.denominator}"
    if figure.value is not None:
        return decimal(figure.value)
    if figure.interval is None:
        return ""
    ends = (figure.interval.lower, figure.interval.upper)
    return "..".join("" if end is None else decimal(end) for end in ends)


def decimal(value: Fraction) -> str:
    """A value in plain decimals, at most six of them."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def _figures(value: Figure | Text | Claim) -> tuple[Figure, ...]:
    if isinstance(value, Figure):
        return (value,)
    return value.figures if isinstance(value, Claim) else ()


def _filled(
    wording: str, values: Mapping[str, Figure | Text | Claim], lang: Lang, *, marked: bool
) -> Iterator[str]:
    for literal, name in _parts(wording):
        yield html.escape(literal, quote=False) if marked else literal
        if name:
            yield _words(name, values[name], lang, marked=marked)


def _words(name: str, value: Figure | Text | Claim, lang: Lang, *, marked: bool) -> str:
    if isinstance(value, Figure):
        unit = not name.endswith(":number")
        shown = figure_html if marked else format_figure
        return shown(value, lang, unit=unit)
    if isinstance(value, Claim):
        return value.html if marked else value.text
    if isinstance(value, Text):
        return html.escape(value.in_(lang), quote=False) if marked else value.in_(lang)
    raise UsageError(
        f"claim: expected a figure, a text or a claim for {{{name}}}, got {value!r}. "
        "Numbers are computed from figures, words are translated."
    )


def _capital(match: re.Match[str]) -> str:
    return match[1] + match[2].upper()
