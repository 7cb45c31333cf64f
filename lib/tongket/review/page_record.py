"""The lineage of one page: every figure that it shows, what each means and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tongket.audit.phrases import place_of
from tongket.audit.quantities import capitalised
from tongket.claims import Claim, absence, foreign, plain, quoting, reason
from tongket.data.folder import OWN
from tongket.model import Calculation, Figure, Observation
from tongket.numerals import format_date, format_period
from tongket.numerals.formats import (
    BETTER,
    format_ends,
    hedge_of,
    hedged,
    is_rounded_in_print,
    quoted_print,
)
from tongket.output import (
    CitedSource,
    DefinitionEntry,
    DefinitionsPart,
    FigurePart,
    ListPart,
    SourcesPart,
    bundle,
    number_of,
)
from tongket.review.account import MANY, definitions_html, sources_html
from tongket.review.vintages import revision_in_words, told_revision
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tongket.data.registry import Registry
    from tongket.data.revisions import Revision
    from tongket.model import Area, Indicator, Lang, TimePeriod
    from tongket.output import Part, Role


HOME_PAGE = message(
    "the link leads to the home page: the address of the text itself is not on record"
)
DISPUTE = {
    "conflict": message("Contradicts another figure of the year: see the page on consistency."),
    "warning": message(
        "Fits the other figures of the year only under a looser reading or another scope: see the page on consistency."
    ),
}
UNRELIABLE = message("Its source is not reliable enough to build on.")


@dataclass(frozen=True, repr=False)
class Fragment:
    """A piece of a page: HTML for readers, plain text for the console, a part for programs."""

    html: str
    text: str
    part: Part
    lang: Lang

    @classmethod
    def of(cls, claim: Claim, lang: Lang) -> Fragment:
        """A sentence in place of a list that would be empty."""
        css = "tk-claim" if claim.stated else "tk-missing"
        return cls(f'<p class="{css}">{claim.html}</p>', claim.text, claim.part, lang)

    @classmethod
    def listing(cls, role: Role, claims: Iterable[Claim], lang: Lang) -> Fragment:
        """Sentences as a list."""
        listed = tuple(claims)
        css = "tk-key-points" if role in {"key_points", "conflicts"} else "tk-limits"
        items = "".join(
            f'<li class="{"tk-claim" if c.stated else "tk-missing"}">{c.html}</li>' for c in listed
        )
        part = ListPart(role, tuple(claim.part for claim in listed))
        text = "\n".join(claim.text for claim in listed)
        return cls(f'<ul class="{css}">{items}</ul>', text, part, lang)

    def __repr__(self) -> str:
        return f"<{self.text}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return bundle(self.part, self.lang, self.html, self.text)


@dataclass
class PageRecord:
    """Keeps what a page has shown, in the order in which it was shown.

    Attributes:
        registry: what figures may name.
        lang: the language of the page.
        others: what other sources print of the same fact.
        revisions: what was published otherwise before, by the keys of statements.
        period: the period under review; None outside a review.
        area: the area under review, likewise.
        figures: those shown, by their anchors.
        ids: those of the exhibits.
    """

    registry: Registry
    lang: Lang
    others: Callable[[Observation], Sequence[Observation]] = lambda _: ()
    revisions: Mapping[tuple[str, ...], Revision] = field(default_factory=dict)
    period: TimePeriod | None = None
    area: Area | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def show(self, figures: Iterable[Figure]) -> None:
        """Note that figures, and all that they were computed from, are on the page."""
        for figure in figures:
            if figure.anchor not in self.figures:
                self.figures[figure.anchor] = figure
                # What could not be computed shows nothing of what it would have been computed from.
                self.show(() if figure.is_missing or len(figure.inputs) > MANY else figure.inputs)

    def new_id(self, wanted: str) -> str:
        """An id for an exhibit that the page does not have yet."""
        number = 1
        # Without a hyphen: within a drawing ids are the exhibit's with one, as `bars-2`.
        while (name := wanted if number == 1 else f"{wanted}{number}") in self.ids:
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
        terms = tuple(self._definition(self.registry.indicators[name]) for name in names)
        if not terms:
            return self.nothing()
        text = "\n".join(f"{term.name}: {term.definition}" for term in terms)
        return Fragment(definitions_html(terms), text, DefinitionsPart(terms), self.lang)

    def sources(self) -> Fragment:
        """Every figure on the page with its source, or with its formula and inputs."""
        shown = tuple(self.account(f) for f in self.figures.values() if not f.is_missing)
        if not shown:
            return self.nothing()
        names = dict.fromkeys(row.source for row in self.observations() if row.source)
        part = SourcesPart(shown, tuple(map(self._source, names)))
        text = "\n".join(f"{figure.name}: {figure.origin.text}" for figure in shown)
        caption = self.say("Every figure on this page")
        return Fragment(sources_html(part, self.lang, caption), text, part, self.lang)

    def account(self, figure: Figure) -> FigurePart:
        """A figure with where it comes from, as data."""
        row, name = figure.origin, figure.name.in_(self.lang)
        number, words = number_of(figure, self.lang), self.origin_text(figure)
        allowed, anchor = self.allowed(figure), f"src-{figure.anchor}"
        if isinstance(row, Observation):
            named = [self.publisher_of(row.source)] if row.source else []
            origin = quoting(words, row, self.lang, named).part
            part = FigurePart(
                anchor, name, number, origin, allowed, "|".join(row.key), row.source,
                remark=self._note(figure, row),
            )  # fmt: skip
            revision = self.revisions.get(row.key)
            if revision is None:
                return part
            vintages, change, percent = told_revision(figure, revision, self.lang)
            return replace(part, vintages=vintages, revision=change, revision_pct=percent)
        inputs = tuple(number_of(each, self.lang) for each in figure.inputs)
        why = reason(figure, self.lang)
        origin = plain(words).part
        return FigurePart(anchor, name, number, origin, allowed, inputs=inputs, missing=why)

    def _note(self, figure: Figure, row: Observation) -> str:
        """What a reader must know of a statement: doubts, what it said before, what others print, the comment."""
        before = self.told_before(row)
        said = [*map(self.say, _doubts(figure)), before, self._elsewhere(row), self.remark(row)]
        return " ".join(filter(None, said))

    def told_before(self, row: Observation) -> str:
        """What was first published in place of a statement, when and why it was revised; empty where it was not."""
        revision = self.revisions.get(row.key)
        return revision_in_words(revision, self.lang, self.quoted) if revision else ""

    def _elsewhere(self, row: Observation) -> str:
        """What other sources print of the fact, where that is not what this one prints."""
        others = [other for other in self.others(row) if other.interval != row.interval]
        printed = (
            self.say(
                "{source}, {date}: {printed}",
                source=self.registry.sources[other.source].publisher.in_(self.lang),
                date=format_period(self.registry.sources[other.source].published, self.lang),
                printed=self.quoted(other),
            )
            for other in others
            if other.source in self.registry.sources
        )
        stated = "; ".join(printed)
        return self.say("Other sources print: {statements}.", statements=stated) if stated else ""

    def nothing(self) -> Fragment:
        """What is said in place of the account of a page that shows no figure."""
        return Fragment.of(absence(message("This page shows no figure."), self.lang), self.lang)

    def _definition(self, term: Indicator) -> DefinitionEntry:
        code = term.official_code and self.say(
            "Official indicator {code}.", code=term.official_code
        )
        return DefinitionEntry(
            term.id, term.name.in_(self.lang), term.definition.in_(self.lang), code
        )

    def origin_text(self, figure: Figure) -> str:
        """Where a figure comes from, in words: its source and place, or its formula."""
        origin = figure.origin
        if isinstance(origin, Calculation):
            return origin.formula.in_(self.lang)
        if not isinstance(origin, Observation):
            return translate(origin.reason.in_(self.lang), self.lang)
        publisher = self.publisher_of(origin.source)[0] if origin.source else "–"
        period = format_period(origin.time_period, self.lang)
        sentence = (
            message("recorded: {text}") if self._unseen(origin) else message("printed {text}")
        )
        printed = self.say(sentence, text=self.quoted(origin))
        return ", ".join(filter(None, [publisher, self.place(origin.locator), period, printed]))

    def quoted(self, row: Observation) -> str:
        """The print of a statement; where it was not seen, the number as the page writes numbers."""
        notation = self.notation(row)
        if (
            notation == "transcribed"
            and row.qualifier == "at_most"
            and self.registry.units[row.unit].kind == "rank"
        ):
            return f"“{self.say(BETTER, number=row.as_printed)}”"
        return quoted_print(row.as_printed, row.qualifier, self.lang, notation)

    def printing(self, row: Observation) -> Claim:
        """A figure as it is printed; where the printing itself was not seen, that it is a record of it."""
        sentence = message("recorded: {text}") if self._unseen(row) else "{text}"
        return quoting(self.say(sentence, text=self.quoted(row)), row, self.lang)

    def _unseen(self, row: Observation) -> bool:
        return self.notation(row) == "transcribed"

    def notation(self, row: Observation) -> str:
        """How its source writes numbers; empty where it has none. A file of one's own is no print of its source."""
        if row.file.startswith(f"{OWN}/"):
            return "transcribed"
        return self.registry.source(row.source).notation if row.source else ""

    def remark(self, row: Observation) -> str:
        """The comment of an observation in the language of the page, where it is translated."""
        return translate(row.comment, self.lang)

    def place(self, locator: str) -> str:
        """Where in a source a figure is, in words."""
        return place_of(locator).in_(self.lang)

    def allowed(self, figure: Figure) -> str:
        """What the sources allow of a figure, in words."""
        interval = figure.interval
        if interval is None:
            return "–"
        if interval.is_exact:
            if is_rounded_in_print(figure):
                return self.say("one value, rounded here")
            return self.say("exact")
        low, high = format_ends(figure, self.lang)
        if interval.lower is None or interval.upper is None:
            only = high if interval.lower is None else low
            return hedged(only, hedge_of(interval), self.lang)
        return self.say("from {low} to {high}", low=low, high=high)

    def _source(self, name: str) -> CitedSource:
        source = self.registry.sources[name]
        kind = self.say("secondary source") if source.kind == "secondary" else ""
        home = self.say(HOME_PAGE) if _is_home_page(source.url) else ""
        said = filter(None, [kind, home, source.note.in_(self.lang).rstrip(".")])
        note = ". ".join(map(capitalised, said))
        return CitedSource(name, self.cited(name, in_full=True).part, source.url, note)

    def distinct_name(self, area: Area) -> str:
        """The name of an area; one that came with a merger says since when it exists."""
        name = area.name.in_(self.lang)
        if area.ref_area == area.place or area.valid_from is None:
            return name
        return self.say(
            "{name} (since {day})", name=name, day=format_date(area.valid_from, self.lang)
        )

    def cited(self, name: str, *, in_full: bool = False) -> Claim:
        """A source in one line; a publisher or title in another language says in which."""
        source = self.registry.source(name)
        text = self.registry.cite(name, self.lang, in_full=in_full)
        title = (source.title, source.title_language)
        return foreign(text, [self.publisher_of(name), title], self.lang)

    def publisher_of(self, name: str) -> tuple[str, str]:
        """Who published a source, and the language of that name."""
        source = self.registry.source(name)
        return source.publisher.in_(self.lang), source.publisher_language(self.lang)


def _is_home_page(url: str) -> bool:
    """Whether an address names no page of its site."""
    parts = urlsplit(url)
    return bool(parts.netloc) and not parts.path.strip("/") and not parts.query


def _doubts(figure: Figure) -> list[str]:
    """Why a statement is in doubt."""
    audited = DISPUTE.get(figure.disputed, DISPUTE["warning"]) if figure.disputed else ""
    return [said for said in (audited, UNRELIABLE if figure.is_unreliable else "") if said]
