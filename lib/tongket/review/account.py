"""The account of a page as HTML: what its indicators mean, where each of its figures comes from.

Made from the parts alone, so that a document can give one account of all its pages.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tongket.claims import claim_html, number_html
from tongket.data.registry.links import grouped
from tongket.exhibit import scrolled
from tongket.numerals import format_number
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongket.model import Lang
    from tongket.output import CitedSource, DefinitionEntry, FigurePart, SourcesPart

# The widths of the columns of the sources on paper, in percent: name, value, origin, what the sources allow.
_WIDTHS = "26 16 38 20"
_NAMES = (
    message("Figure"),
    message("Value"),
    message("Source and place, or calculation"),
    message("What its sources allow"),
)
# What each cell of a row is called where cells are one below the other: the stylesheet says it once, not each row.
_LABELS = (message("Value"), message("Origin"), message("What its sources allow"))
# A figure computed from more than these says from how many: the sum over 63 provinces, four sums, 63 ranks would each
# list all of them again, and a page is to stay below 150 kB. Programs find all in `figures.json`.
MANY = 12
_PAIR = 2


def labels_css(lang: Lang) -> str:
    """The rules by which the cells of the account are called on a phone."""
    rules = (
        f'.tk-lineage td:nth-child({place}){{--label:"{translate(label, lang)}: "}}'
        for place, label in enumerate(_LABELS, 2)
    )
    return "".join(rules)


def definitions_html(definitions: Iterable[DefinitionEntry]) -> str:
    """What each indicator means, as a list."""
    # A plain list: JupyterLab lets the terms of a <dl> float, and they slip beside the meaning of another.
    return f'<ul class="tk-definitions">{"".join(map(_definition, definitions))}</ul>'


def sources_html(part: SourcesPart, lang: Lang, caption: str) -> str:
    """Each figure with its source, or with its formula and inputs, as a table; then the sources.

    Args:
        part: the figures and the sources.
        lang: the language.
        caption: the caption of the table.
    """
    listed = f'<ol class="tk-source-list">{"".join(map(_source, part.sources))}</ol>'
    return f'<section class="tk-sources">{_table(part.figures, lang, caption)}{listed}</section>'


def _definition(term: DefinitionEntry) -> str:
    code = f' <span class="tk-code">{html.escape(term.code)}</span>' if term.code else ""
    return f"<li><dfn>{html.escape(term.name)}</dfn>: {html.escape(term.definition)}{code}</li>"


def _source(source: CitedSource) -> str:
    cited = claim_html(source.cited)
    if source.url:
        cited = f'<a href="{html.escape(source.url)}">{cited}</a>'
    note = f" <small>({html.escape(source.note)})</small>" if source.note else ""
    return f'<li id="source-{source.id}">{cited}{note}</li>'


def _table(figures: Iterable[FigurePart], lang: Lang, caption: str) -> str:
    head = "".join(
        f'<th scope="col" role="columnheader"{css}>{html.escape(translate(name, lang))}</th>'
        for name, css in zip(_NAMES, ("", ' class="tk-num"', "", ""), strict=True)
    )
    rows = "".join(
        _row(same, lang)
        for same in grouped((_computation(figure), figure) for figure in figures).values()
    )
    label = html.escape(caption)
    return scrolled(
        f'<table class="tk-table tk-lineage" role="table" data-widths="{_WIDTHS}">'
        f'<caption>{label}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>',
        lang,
    )


def _row(figures: Sequence[FigurePart], lang: Lang) -> str:
    """A figure in a row; figures from the same others share one."""
    first, rest = figures[0], figures[1:]
    names, row_id = dict.fromkeys(figure.name for figure in figures), f' id="{first.anchor}"'
    name = html.escape("; ".join(names))
    value = "; ".join([number_html(first.number, linked=False), *map(_anchored, rest)])
    alike = {figure.allowed for figure in figures} == {first.allowed}
    allowed = html.escape(first.allowed if alike else translate("as each is shown", lang))
    if len(first.inputs) > MANY and rest:
        several = translate("{name} and {number} more", lang)
        name = several.format(name=html.escape(first.name), number=_step(len(rest), lang))
        row_id, value = "", ", ".join(map(_anchored, figures))
        figures = figures[:1]
    cells = (value, _origin(figures, lang), allowed)
    styles = (' class="tk-num"' * bool(row_id), "", "")
    listed = "".join(
        f'<td role="cell"{css}>{cell}</td>' for css, cell in zip(styles, cells, strict=True)
    )
    return f'<tr role="row"{row_id}><th scope="row" role="rowheader">{name}</th>{listed}</tr>'


def _step(number: int, lang: Lang) -> str:
    """How many figures there are, as a number that the page itself shows."""
    return f'<data class="tk-step" value="{number}">{format_number(number, lang)}</data>'


def _origin(figures: Sequence[FigurePart], lang: Lang) -> str:
    """How figures of the same inputs were computed, and these once; of one figure also where it is printed."""
    figure, small = figures[0], html.escape(figures[0].remark)
    words = "; ".join(dict.fromkeys(claim_html(each.origin) for each in figures))
    if figure.source:
        words = f'<a href="#source-{figure.source}">{words}</a>'
    elif len(figure.inputs) > MANY:
        several = translate("from {number} figures", lang)
        small = several.format(number=_step(len(figure.inputs), lang))
    elif figure.inputs:
        small = f"{translate('from', lang)} {', '.join(map(number_html, figure.inputs))}"
    return words + (f"<br><small>{small}</small>" if small else "")


def _computation(figure: FigurePart) -> str:
    """What figures have in common that share a row; what shares none has its own anchor.

    A change and its growth are of one name, or from the same two figures; ranks are computed in one way from the same
    many.
    """
    inputs = sorted(number.anchor for number in figure.inputs)
    if not inputs or figure.remark or figure.missing:
        return figure.anchor
    way = figure.origin.text if len(inputs) > MANY else figure.name
    return " ".join(inputs if len(inputs) == _PAIR else [way, *inputs])


def _anchored(figure: FigurePart) -> str:
    """A number with the id of its figure, where several share a row."""
    return f'<span id="{figure.anchor}">{number_html(figure.number, linked=False)}</span>'
