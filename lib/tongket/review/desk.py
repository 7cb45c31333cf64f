"""The desk of a review: everything that a notebook, or an analyst who explores, asks for."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from tongket import plans
from tongket.claims import Claim, joined, missing_claim, placeholders, plain, said, translate, write
from tongket.errors import UsageError
from tongket.model import LANGS, Calculation, Figure, Interval, Text, Unit
from tongket.review.audit_page import AuditPage
from tongket.review.card import ShownFigure
from tongket.review.elsewhere import Elsewhere
from tongket.review.finder import Finder
from tongket.review.forms import ChartForms, TableForms
from tongket.review.page import Fragment, PageRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from tongket.model import Area, Lang
    from tongket.registry import Event
    from tongket.store import Store

COUNT = Unit("items", "count", Text("mục", "item"), "items")


class Review(Elsewhere):
    """The figures of one place and year, in one language.

    Get one from `tongket.open_review`. `review.figure("ip.titles_granted")` is a figure;
    `review["ip.<Tab>` completes the names; `review.chart.<Tab>` and `review.table.<Tab>` list the
    forms. Everything shown is remembered, so that `review.sources()` can account for the page.
    """

    def __init__(self, store: Store, area: Area, year: int, lang: Lang) -> None:
        self.store, self.registry = store, store.registry
        self.area, self.year, self.lang = area, year, lang
        self.finder = Finder(store, area, year)
        self.page = PageRecord(store.registry, lang)
        self.chart = ChartForms(self)
        self.table = TableForms(self)

    def __repr__(self) -> str:
        return f"<Review of {self.area.name.en}, {self.year}, {self.lang}>"

    # Figures

    def figure(self, name: str | Figure) -> ShownFigure:
        """One figure by `indicator` or `indicator:measure`; a figure given is returned as it is.

        Raises:
            UsageError: no such name; the message says which are near.
        """
        found = self.finder.named(name) if isinstance(name, str) else name
        return ShownFigure.of(found, self.page)

    def figures(self, *names: str | Figure) -> list[Figure]:
        """Several figures, in the order of their names."""
        return [self.figure(name) for name in names]

    __getitem__ = figure

    def lineage(self) -> list[str]:
        """The indicators whose figures were read so far, shown or not: what the page is made from."""
        return sorted(self.store.read_indicators)

    def _ipython_key_completions_(self) -> list[str]:
        return sorted(self.registry.indicators)

    def frame(self) -> pd.DataFrame:
        """Every statement on this place and year as a table, for exploring."""
        frame = self.store.frame()
        own = (frame["ref_area"] == self.area.ref_area) & (frame["time_period"] == str(self.year))
        return frame[own].reset_index(drop=True)

    def each_statement(self, name: str) -> list[Figure]:
        """Every statement of one figure, each named after its place in the source."""
        found = self.finder.statements(name, "actual") or [self.figure(name)]
        if len(found) == 1:
            return list(found)
        return [replace(figure, name=self._stated(figure)) for figure in found]

    def _stated(self, figure: Figure) -> Text:
        (row,) = figure.observations
        publisher = self.registry.sources[row.source].publisher
        vi, en = (PageRecord(self.registry, lang).place(row.locator) for lang in LANGS)
        return Text(
            f"{figure.name.vi} ({vi or publisher})", f"{figure.name.en} ({en or publisher})"
        )

    def plan_statements(self, *names: str) -> list[Figure]:
        """Every statement of indicators in percent of their plan or above it."""
        found = [
            figure
            for name in names
            for measure in plans.TARGET_MEASURES
            for figure in self.finder.statements(name, measure)
        ]
        return found or [self.figure(f"{name}:target_pct") for name in names]

    # Events

    def events(self, kind: str) -> list[Event]:
        """Events of a kind on record for this place: up to this year, tasks and breaks to the next.

        Raises:
            UsageError: no event is of that kind; the message lists the kinds.
        """
        kinds = sorted({event.kind for event in self.registry.events})
        if kind not in kinds:
            raise UsageError(f"events: expected a kind of {', '.join(kinds)}, got {kind!r}.")
        ahead = {"task": (1, 1), "break": (0, 1), "achievement": (0, 0)}
        first, last = ahead.get(kind, (-100, 0))
        return [
            event
            for event in self.registry.events
            if event.kind == kind
            and self.year + first <= event.date.year <= self.year + last
            and self.registry.areas[event.ref_area].place == self.area.place
        ]

    def count(self, things: Sequence[object], *, name: str) -> ShownFigure:
        """How many things there are, as a figure."""
        value = Interval.exact(len(things))
        formula = Text(
            "đếm từng mục trong danh sách của trang",
            "counted item by item from the list on the page",
        )
        origin = Calculation("count", formula, ())
        return self.shown(
            Figure(f"count({name})", self.named(name), value.lower, value, COUNT, 0, origin)
        )

    def count_partners(self, events: Sequence[Event], *, name: str) -> ShownFigure:
        """How many different partners events have."""
        return self.count(sorted({p.en for event in events for p in event.partners}), name=name)

    # Words

    def claim(self, sentence: str, **values: Figure | Text | Claim) -> Claim:
        """A sentence with its figures: `{ip.titles_granted}`, `{ip.titles_granted:target_pct}`.

        Args:
            sentence: in English; the page shows its translation.
            values: what stands for the other placeholders.
        """
        names = {*placeholders(sentence), *placeholders(translate(sentence, self.lang))}
        filled = {name: self._value(name, values) for name in names}
        claim = write(sentence, filled, self.lang)
        self.page.show(claim.figures)
        return claim

    def _value(self, name: str, values: dict[str, Figure | Text | Claim]) -> Figure | Text | Claim:
        bare = name.removesuffix(":number")
        if bare in values:
            return values[bare]
        if "." not in bare:
            raise UsageError(f"claim: expected a value for {{{name}}}, got none. Pass {bare}=….")
        return self.figure(bare)

    def missing(self, name: str) -> Claim:
        """The sentence that says why a figure is missing."""
        return missing_claim([self.finder.missing(name, "actual")], self.lang)

    def key_points(self, *sentences: str | Claim, **values: Figure | Text | Claim) -> Fragment:
        """The key points of a page, as a list of claims."""
        return self._list("tk-key-points", sentences, values)

    def limits(self, *sentences: str | Claim, **values: Figure | Text | Claim) -> Fragment:
        """What a reader must bear in mind: the sentences given, and what the figures themselves tell."""
        rows = self.page.observations()
        if not rows:
            return self._list("tk-limits", ["This page shows no figure."], {})
        kinds = {self.registry.sources[row.source].kind for row in rows if row.source}
        own: list[str | Claim] = [*sentences]
        if "secondary" in kinds:
            own.append(
                said(
                    "Some figures come from secondary sources: newspapers, or translations of them."
                )
            )
        if any(row.qualifier != "exact" for row in rows):
            own.append(
                said(
                    "Some figures are hedged in the source (“about”, “more than”): what comes of them is a range."
                )
            )
        if any(row.time_period.is_part_year for row in rows):
            own.append(said("Some figures cover part of a year only."))
        return self._list("tk-limits", own, values)

    def _list(
        self, css: str, sentences: Iterable[str | Claim], values: dict[str, Figure | Text | Claim]
    ) -> Fragment:
        claims = [s if isinstance(s, Claim) else self.claim(s, **values) for s in sentences]
        self.page.show(figure for claim in claims for figure in claim.figures)
        items = "".join(
            f'<li class="{"tk-claim" if c.stated else "tk-missing"}">{c.html}</li>' for c in claims
        )
        return Fragment(f'<ul class="{css}">{items}</ul>', "\n".join(c.text for c in claims))

    def not_known(self) -> Fragment:
        """What the data say is missing, with the reasons."""
        rows = self.finder.not_known()
        if not rows:
            text = translate("The data name no missing figure for this place and year.", self.lang)
            return Fragment(f'<p class="tk-missing">{html.escape(text)}</p>', text)
        names = [
            f"{self.registry.indicators[r.indicator].name.in_(self.lang)} "
            f"({r.time_period.text}): {translate(r.comment, self.lang)}"
            for r in rows
        ]
        items = "".join(f'<li class="tk-missing">{html.escape(name)}</li>' for name in names)
        return Fragment(f'<ul class="tk-limits">{items}</ul>', "\n".join(names))

    def definitions(self) -> Fragment:
        """The meaning of every indicator on this page."""
        return self.page.definitions()

    def sources(self) -> Fragment:
        """Every figure on this page with its source, or with its formula and inputs."""
        return self.page.sources()

    def audit(self) -> AuditPage:
        """Whether the figures of this place and year can all be true, and what they give away."""
        return AuditPage(self)

    def source_line(self, figures: Iterable[Figure]) -> Claim:
        """The sources of figures in one line."""
        rows = [row for figure in figures for row in figure.observations]
        return self.cite(row.source for row in rows if row.source)

    def cite(self, sources: Iterable[str]) -> Claim:
        """Sources in one line, each once."""
        names = dict.fromkeys(name for name in sources if name)
        if not names:
            return plain(translate("the data folder of the project", self.lang))
        return joined(self.page.cited(name) for name in names)
