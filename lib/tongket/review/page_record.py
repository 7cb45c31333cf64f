"""The lineage of one page: every figure that it shows, what each means and where each comes from."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.claims import Claim, figure_html, foreign, quoting, said, translate
from tongket.model import Calculation, Figure, Observation
from tongket.numerals import format_date, format_number, format_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tongket.data.registry import Registry
    from tongket.model import Area, Lang


DISPUTE = said("Contradicts another figure of the year: see the page on consistency.")


@dataclass(frozen=True)
class Fragment:
    """A piece of a page: HTML for readers, plain text for the console."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


@dataclass
class PageRecord:
    """Keeps what a page has shown, in the order in which it was shown."""

    registry: Registry
    lang: Lang
    figures: dict[str, Figure] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def show(self, figures: Iterable[Figure]) -> None:
        """Note that figures, and all that they were computed from, stand on the page."""
        for figure in figures:
            if figure.anchor not in self.figures:
                self.figures[figure.anchor] = figure
                self.show(figure.inputs)

    def new_id(self, wanted: str) -> str:
        """An id for an exhibit that the page does not have yet."""
        number = 1
        while (name := wanted if number == 1 else f"{wanted}-{number}") in self.ids:
            number += 1
        self.ids.add(name)
        return name

    def say(self, sentence: str, **words: object) -> str:
        """A sentence of the library in the language of the page."""
        return translate(sentence, self.lang).format(**words)

    def observations(self) -> list[Observation]:
        """Every observation behind the page, each once."""
        rows = [row for figure in self.figures.values() for row in figure.observations]
        return list(dict.fromkeys(rows))

    def definitions(self) -> Fragment:
        """The meaning of every indicator on the page."""
        names = dict.fromkeys(row.indicator for row in self.observations())
        terms = [self.registry.indicators[name] for name in names]
        items = "".join(
            f"<dt>{html.escape(i.name.in_(self.lang))}</dt>"
            f"<dd>{html.escape(i.definition.in_(self.lang))}{self._code(i.official_code)}</dd>"
            for i in terms
        )
        text = "\n".join(f"{i.name.in_(self.lang)}: {i.definition.in_(self.lang)}" for i in terms)
        if not items:
            return self._nothing()
        return Fragment(f'<dl class="tk-definitions">{items}</dl>', text)

    def sources(self) -> Fragment:
        """Every figure on the page with its source, or with its formula and inputs."""
        shown = [figure for figure in self.figures.values() if not figure.is_missing]
        if not shown:
            return self._nothing()
        rows = "".join(self._source_row(figure) for figure in shown)
        names = (
            said("Figure"),
            said("Value"),
            said("Source and place, or calculation"),
            said("What its sources allow"),
        )
        head = "".join(
            f'<th scope="col" role="columnheader"{css}>{html.escape(self.say(name))}</th>'
            for name, css in zip(names, ("", ' class="tk-num"', "", ""), strict=True)
        )
        caption = html.escape(self.say("Every figure on this page"))
        table = (
            f'<div class="tk-table-wrap" tabindex="0" role="region" aria-label="{caption}">'
            f'<table class="tk-table tk-lineage" role="table"><caption>{caption}</caption>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table></div>'
        )
        text = "\n".join(f"{f.name.in_(self.lang)}: {self.origin_text(f)}" for f in shown)
        return Fragment(f'<section class="tk-sources">{table}{self._source_list()}</section>', text)

    def _nothing(self) -> Fragment:
        text = self.say("This page shows no figure.")
        return Fragment(f'<p class="tk-missing">{html.escape(text)}</p>', text)

    def _code(self, code: str) -> str:
        if not code:
            return ""
        words = self.say("Official indicator {code}.", code=code)
        return f' <span class="tk-code">{html.escape(words)}</span>'

    def _source_row(self, figure: Figure) -> str:
        name = html.escape(figure.name.in_(self.lang))
        value = figure_html(figure, self.lang)
        return (
            f'<tr role="row" id="src-{figure.anchor}"{_key(figure)}><th scope="row" role="rowheader">{name}</th>'
            f'<td role="cell" class="tk-num" data-label="{html.escape(self.say("Value"))}">'
            f"{_without_link(value)}</td>"
            f'<td role="cell" data-label="{html.escape(self.say("Origin"))}">{self._origin(figure)}</td>'
            f'<td role="cell" data-label="{html.escape(self.say("What its sources allow"))}">'
            f"{html.escape(self.allowed(figure))}</td></tr>"
        )

    def _origin(self, figure: Figure) -> str:
        origin = figure.origin
        if isinstance(origin, Observation):
            words = quoting(self.origin_text(figure), origin, self.lang).html
            link = f'<a href="#source-{origin.source}">{words}</a>'
            note = html.escape(self.remark(origin))
            if figure.disputed:
                note = f"{html.escape(self.say(DISPUTE))} {note}".strip()
            return link + (f"<br><small>{note}</small>" if note else "")
        inputs = ", ".join(figure_html(f, self.lang) for f in figure.inputs)
        joined = f"<br><small>{self.say('from')} {inputs}</small>" if inputs else ""
        return html.escape(self.origin_text(figure)) + joined

    def origin_text(self, figure: Figure) -> str:
        """Where a figure comes from, in words: its source and place, or its formula."""
        origin = figure.origin
        if isinstance(origin, Calculation):
            return origin.formula.in_(self.lang)
        if not isinstance(origin, Observation):
            return translate(origin.reason.in_(self.lang), self.lang)
        publisher = self.registry.sources[origin.source].publisher if origin.source else "–"
        period = format_period(origin.time_period, self.lang)
        sentence = said("recorded: “{text}”") if self._unseen(origin) else said("printed “{text}”")
        printed = self.say(sentence, text=origin.as_printed)
        return ", ".join(filter(None, [publisher, self.place(origin.locator), period, printed]))

    def printing(self, row: Observation) -> Claim:
        """A figure as it is printed; where the printing itself was not seen, that it is a record of it."""
        sentence = said("recorded: “{text}”") if self._unseen(row) else "“{text}”"
        return quoting(self.say(sentence, text=row.as_printed), row, self.lang)

    def _unseen(self, row: Observation) -> bool:
        return bool(row.source) and self.registry.source(row.source).notation == "transcribed"

    def remark(self, row: Observation) -> str:
        """The comment of an observation in the language of the page, where it is translated."""
        return translate(row.comment, self.lang)

    def place(self, locator: str) -> str:
        """Where in a source a figure stands, in words."""
        if not locator:
            return ""
        if locator == "headline":
            return self.say("opening part")
        return self.say("section {number}", number=locator)

    def allowed(self, figure: Figure) -> str:
        """What the sources allow of a figure, in words."""
        interval = figure.interval
        if interval is None:
            return "–"
        if interval.is_exact:
            return self.say("exact")
        ends = []
        for end in (interval.lower, interval.upper):
            places = 0 if end is None or end.denominator == 1 else 4
            text = "∞" if end is None else format_number(end, self.lang, places)
            mark = "," if self.lang == "vi" else "."
            ends.append(text.rstrip("0").rstrip(mark) if places else text)
        return self.say("from {low} to {high}", low=ends[0], high=ends[1])

    def _source_list(self) -> str:
        names = dict.fromkeys(row.source for row in self.observations() if row.source)
        items = "".join(self._source_item(name) for name in names)
        return f'<ol class="tk-source-list">{items}</ol>'

    def _source_item(self, name: str) -> str:
        source = self.registry.sources[name]
        kind = self.say("secondary source") if source.kind == "secondary" else ""
        note = "; ".join(filter(None, [kind, source.note.in_(self.lang)]))
        tail = f" <small>({html.escape(note.rstrip('.'))})</small>" if note else ""
        link = f'<a href="{html.escape(source.url)}">{self.cited(name).html}</a>'
        return f'<li id="source-{name}">{link}{tail}</li>'

    def distinct_name(self, area: Area) -> str:
        """The name of an area; one that came with a merger says since when it stands."""
        name = area.name.in_(self.lang)
        if area.ref_area == area.place or area.valid_from is None:
            return name
        return self.say(
            "{name} (since {day})", name=name, day=format_date(area.valid_from, self.lang)
        )

    def cited(self, name: str) -> Claim:
        """A source in one line; a title in another language says in which."""
        source = self.registry.source(name)
        text = self.registry.cite(name, self.lang)
        return foreign(text, source.title, source.title_language, self.lang)


def _key(figure: Figure) -> str:
    """The key of the observation that states a figure, so that its row is found in the data."""
    row = figure.origin
    if not isinstance(row, Observation):
        return ""
    return f' data-observation="{html.escape("|".join(row.key))}"'


def _without_link(marked: str) -> str:
    start, _, rest = marked.partition("<a ")
    return start + rest.partition(">")[2].replace("</a>", "") if rest else marked
