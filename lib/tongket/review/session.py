"""The session of a review: everything that a notebook, or an analyst who explores, asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tongket import measures
from tongket.claims import (
    Claim,
    by_name,
    is_headline,
    joined,
    missing_claim,
    names_alone,
    placeholders,
    plain,
    write,
)
from tongket.errors import UsageError, given_in_words
from tongket.exhibit import Caption
from tongket.model import (
    LANGS,
    Calculation,
    Figure,
    Interval,
    Missing,
    Text,
    TimePeriod,
)
from tongket.review.event_frame import event_frame
from tongket.review.finder import Finder
from tongket.review.frame import COLUMNS, FrameMaker
from tongket.review.names import OffersNames
from tongket.review.own_file import OwnFiles, with_own
from tongket.review.own_words import refuse_numbers
from tongket.review.page_record import PageRecord
from tongket.review.selection import DEFAULT_MEASURES, select
from tongket.review.shown_figure import ShownFigure
from tongket.translations import Called, Phrase, in_both, in_language, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from tongket.data.store import Store
    from tongket.exhibit import Exhibit
    from tongket.model import Area, Lang
    from tongket.review.names import (
        AreaCode,
        EventKind,
        IndicatorName,
        MeasureName,
        RecordName,
        Year,
        Years,
    )

Given = Figure | Text | Claim
Said = str | Mapping[str, str]  # a sentence, or a pair of one in both languages


class Session(OwnFiles, OffersNames):
    """The figures of one place and period, in one language.

    Get one from `tongket.open_review`. `review.figure("ip.titles_granted")` is a figure;
    Tab completes names within quotation marks. Everything shown is remembered, so that
    `review.sources()` can account for the page.
    """

    called = "review"
    # What exhibits, tables and pages are made with.
    machinery = frozenset({
        "caption", "changes", "cite", "completed", "exhibited", "finder", "frames", "lineage", "named", "page",
        "plan_statements", "registry", "shown", "source_line", "store", "time_period", "unanswered", "with_figures",
    })  # fmt: skip

    def __init__(self, store: Store, area: Area, period: TimePeriod, lang: Lang) -> None:
        self.store = store = with_own(store)
        self.registry = store.registry
        self.area, self.time_period, self.year, self.lang = area, period, period.year, lang
        self.finder = Finder(store, area, period)
        others, revisions = self.finder.others, store.revisions
        self.page = PageRecord(self.registry, lang, others, revisions, period, area)
        self.frames = FrameMaker(self.finder, self.page)
        self._counts: dict[str, list[int]] = {}

    def __repr__(self) -> str:
        of = self.area.name.in_(self.lang), self.time_period.code, self.lang
        return translate("<Review of {0}, {1}, {2}>", self.lang).format(*of)

    @property
    def period(self) -> str:
        """The period under review as frames write it: a year or a part of one, as far as the area existed in it.

        >>> import tongket
        >>> tongket.open_review(year=2025, area="VN-51", lang="en").period
        '2025-01/2025-06'
        """
        return self.area.life_in(self.time_period).text

    # Figures

    def figure(self, name: IndicatorName | Figure, year: Year | None = None) -> ShownFigure:
        """One figure of the place and period, by the name of its indicator.

        Args:
            name: an indicator; behind `:` another measure than the actual value, behind `@` another period:
                `"ip.titles_granted:target_pct"`, `"ip.titles_granted@2023"`. A figure is returned as it is.
            year: of another year the same part: `year=2023` beside a review of `2024-H1` means `@2023-H1`.

        Returns:
            The statement that is published, with unit, interval and source; a missing figure, with its reason, where
            the sources do not give it.

        Raises:
            UsageError: no such name; the message says which are near.

        >>> review.figure("ip.titles_granted")
        <IP titles granted: 420 titles, exact>
        >>> review.figure("innovation.pii_score").is_missing
        True
        """
        if not isinstance(name, (str, Figure)):
            raise UsageError(Phrase(
                "figure: expected a name such as 'ip.titles_granted', or a figure, got {name}. "
                "review.frame() lists the names: its column indicator.",
                name=given_in_words(name),
            ))  # fmt: skip
        if year is not None:
            name = self.finder.name_in_year(name, year)
        found = self.finder.named(name) if isinstance(name, str) else name
        return ShownFigure.of(found, self.page)

    def figures(self, *names: IndicatorName | Figure) -> list[Figure]:
        """Several figures, in the order of their names.

        Args:
            names: as in `figure`.

        >>> review.figures("ip.titles_granted", "ip.applications")
        [<IP titles granted: 420 titles, exact>, <IP applications accepted: 598 applications, exact>]
        """
        return [self.figure(name) for name in names]

    __getitem__ = figure

    def lineage(self) -> list[str]:
        """The indicators whose figures were read so far, shown or not: what the page is made from."""
        return sorted(self.store.read_indicators)

    # Frames

    def frame(
        self,
        *names: RecordName,
        years: Years = None,
        areas: AreaCode | Iterable[AreaCode] | None = None,
        measures: MeasureName | Iterable[MeasureName] = DEFAULT_MEASURES,
    ) -> pd.DataFrame:
        """The record as a pandas frame, one row a printed figure; docs/frame.md lists its columns.

        Args:
            names: domains (`"ip"`) and indicators (`"ip.titles_granted"`); none means all.
            years: one year, several, or `"all"`; without it the period under review, and the plans of its year.
                A period belongs to the year in which it ends.
            areas: places (`"VN-CT"`: before and after its mergers), areas (`"VN-CT-2025"`), or
                `"all"`; without it the place under review.
            measures: what the values say (`"actual"`, `"target"`, `"target_pct"` …), or `"all"`.

        Returns:
            Rows in the order of the review's indicators, then by area and period. `value` is in the unit of `unit`,
            and missing where no source gives the figure; `note` then says why.

        Raises:
            UsageError: something asked for is not known; all of it is named.

        >>> ip = review.frame("ip")
        >>> ip.loc[ip["indicator"] == "ip.titles_granted", ["name", "value", "unit_name"]].values.tolist()
        [['IP titles granted', 420.0, 'title']]
        """
        chosen = select(
            self.store,
            names=names,
            years=self.time_period if years is None else years,
            areas=self.area.place if areas is None else areas,
            measures=measures,
        )
        return self.frames.of_record(chosen)

    def frame_of(self, *figures: IndicatorName | Figure) -> pd.DataFrame:
        """Figures as a frame of the same columns, each once, in the order given, to join with others.

        Args:
            figures: by name, or figures computed on the page; `name` is what each is called.

        Returns:
            One row a figure. Of a computed one `note` holds the formula; `value` is missing where it could
            not be computed.

        Raises:
            UsageError: something else than a figure or a name is given.

        >>> review.frame_of("ip.titles_granted", "ip.applications")["value"].tolist()
        [420.0, 598.0]
        """
        strange = [each for each in figures if not isinstance(each, (str, Figure))]
        if strange:
            raise UsageError(Phrase(
                "frame_of: expected figures or their names, got {strange}. Compute figures from figures, as "
                "docs/frame.md says.",
                strange=f"{strange[0]!r:.40}",
            ))  # fmt: skip
        return self.frames.of_figures(list(dict.fromkeys(self.figures(*figures))))

    def figures_of(self, frame: pd.DataFrame, anchor: str = "anchor") -> list[Figure]:
        """The figures behind the rows of a frame, one a row, in its order.

        The frame may have been filtered, sorted, joined and computed on since this review made it.

        Args:
            frame: rows of this review.
            anchor: the column that leads to them; after a join `anchor_year` leads to the figures of `value_year`.

        Raises:
            UsageError: a row has no anchor, or a column says something else than the record does of its figure.

        >>> ip = review.frame("ip")
        >>> review.figures_of(ip[ip["indicator"] == "ip.titles_granted"])
        [<IP titles granted: 420 titles, exact>]
        """
        return self.figures(*self.frames.figures_of(frame, anchor))

    def completed(
        self, frame: pd.DataFrame, anchor: str = "anchor", columns: Iterable[str] = COLUMNS
    ) -> pd.DataFrame:
        """A frame with those of some columns of the record that it lost; `frame` and `anchor` as in `figures_of`."""
        return self.frames.completed(frame, anchor, columns)

    def with_figures(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame with figures in place of their anchors: a pivot of anchors shows its figures."""
        found = self.frames.with_figures(frame)
        self.frames.refuse_strange(frame)
        return found.map(lambda cell: self.figure(cell) if isinstance(cell, Figure) else cell)

    # Statements

    def each_statement(self, name: IndicatorName) -> list[Figure]:
        """Every statement of one figure, each named after its place in the source, the published one first.

        Args:
            name: as in `figure`, without a measure.

        Returns:
            The figures, in the unit of the indicator; the missing figure alone where nothing is stated.

        >>> [str(figure) for figure in review.each_statement("renewal.technology_renewal_rate")]
        ['14.025%', '14%', '14.025%']
        """
        found = self.finder.statements(name, "actual") or [self.figure(name)]
        if len(found) == 1:
            return self.figures(*found)
        return self.figures(*(replace(figure, name=self._stated(figure)) for figure in found))

    def _stated(self, figure: Figure) -> Text:
        (row,) = figure.observations
        publisher = self.registry.sources[row.source].publisher
        vi, en = (PageRecord(self.registry, lang).place(row.locator) for lang in LANGS)
        return Text(
            f"{figure.name.vi} ({vi or publisher.vi})", f"{figure.name.en} ({en or publisher.en})"
        )

    def plan_statements(self, *names: IndicatorName) -> list[Figure]:
        """Every statement of indicators in percent of their plan or above it."""
        found = [
            figure
            for name in names
            for measure in measures.TARGET_MEASURES
            for figure in self.finder.statements(name, measure)
        ]
        if not found:
            return self.figures(*(f"{name}:target_pct" for name in names))
        return self.figures(*found)

    # Figures made of figures

    def total(self, *parts: IndicatorName | Figure, name: Called) -> ShownFigure:
        """The sum of figures: a + b + …, also of counts of different things.

        Args:
            parts: names of figures, or figures.
            name: what the sum is called, in English.

        Returns:
            The sum, in the unit of its parts, with the interval that they allow; missing, with the reason,
            where a part is.

        Raises:
            UsageError: the parts are of units that do not add.

        >>> review.total("ip.applications_designs", "ip.applications_inventions", name="Designs and inventions")
        <Designs and inventions: 14 applications, exact>
        """
        return self.shown(measures.total(self.figures(*parts), self.named(name)))

    def named(self, name: Called) -> Text:
        """A name in both languages, from its English one or from the pair.

        Raises:
            UsageError: a number in it is in no name and no year on record, and converts no unit.
        """
        said = in_both(name)
        for words in {name} if isinstance(name, str) else {said.vi, said.en}:
            refuse_numbers(words, self.store)
        return said

    def shown(self, figure: Figure) -> ShownFigure:
        """A figure, able to show itself on this page."""
        return ShownFigure.of(figure, self.page)

    # Figures of other times and places

    def part_year(self, indicator: IndicatorName) -> ShownFigure:
        """The figure of another part of this year or of one of the next.

        Args:
            indicator: the indicator.

        Returns:
            The figure, in the unit of the indicator; missing, with the reason, where no part is on record.

        >>> str(review.part_year("ip.titles_granted"))
        '217 titles'
        """
        found = self.finder.part_years(indicator)
        return self.shown(found[0] if found else self.finder.missing(indicator, "actual"))

    # Events

    def event_frame(self, kind: EventKind) -> pd.DataFrame:
        """The events of a kind as a frame, one row an event, in the order of time; docs/frame.md lists its columns.

        Args:
            kind: `"agreement"`, `"task"` (tasks ahead), `"break"`, `"achievement"`, `"activity"` …;
                `"announced"` are the tasks that were to be done in the period.

        Raises:
            UsageError: no event is of that kind; the message lists the kinds.

        >>> review.event_frame("agreement")["title"].size
        2
        """
        return event_frame(self.finder.events(kind), self.lang)

    def count(self, things: Sequence[object], *, name: Called, none: str = "") -> ShownFigure:
        """How many things there are, as a figure.

        Args:
            things: what is counted: a frame (its rows), a list.
            name: what the number is called, in English.
            none: why there may be nothing to count, such as that nobody entered an event; the figure is then
                missing for that reason. Without it the count of nothing is zero.

        Returns:
            A whole number without a unit, exact.

        Raises:
            UsageError: it is nothing that can be counted.

        >>> review.count(review.event_frame("agreement"), name="Agreements signed")
        <Agreements signed: 2, exact>
        """
        if not hasattr(things, "__len__"):
            raise UsageError(Phrase(
                "count: expected things to count, such as a frame or a list, got {things}. Pass them.",
                things=f"{things!r:.40}",
            ))  # fmt: skip
        # Another count under the same name is another figure, with an id of its own.
        english = in_language(name, "en")
        alike = self._counts.setdefault(english, [])
        if len(things) not in alike:
            alike.append(len(things))
        number = alike.index(len(things)) + 1
        called = f"count({english}{f', {number}' if number > 1 else ''})"
        if none and not len(things):
            reason = Missing(Phrase(none))
            return self.shown(
                Figure(called, self.named(name), None, None, measures.ITEMS, None, reason)
            )
        value = Interval.exact(len(things))
        formula = Phrase("counted item by item from the list on the page")
        origin = Calculation("count", formula, ())
        return self.shown(
            Figure(called, self.named(name), value.lower, value, measures.ITEMS, 0, origin)
        )

    # Words

    def claim(self, sentence: Said, **values: Given) -> Claim:
        """A sentence with its figures: `{ip.titles_granted}`, `{ip.titles_granted:target_pct}`.

        Args:
            sentence: in the notebook's language, of which the page shows the translation; or a pair {"vi": …, "en": …}.
                `{name:number}` is the number without its unit.
            values: what is filled in for the other placeholders: figures, texts, claims.

        Returns:
            The sentence. Where one of its figures is missing it says which, and why.

        Raises:
            UsageError: a name is not known, or a placeholder has no value.

        >>> print(review.claim("{ip.titles_granted} were granted."))
        420 titles were granted.
        """
        sentence = in_language(sentence, self.lang)
        claim = write(sentence, self._filled(sentence, values), self.lang)
        self.page.show(claim.figures)
        return claim

    def _filled(self, sentence: str, values: Mapping[str, Given]) -> dict[str, Given]:
        names = {*placeholders(sentence), *placeholders(translate(sentence, self.lang))}
        return {name: self._value(name, values) for name in names}

    def _as_far_as_known(
        self, sentence: Said, values: Mapping[str, Given], used: Iterable[Figure] = ()
    ) -> Claim:
        """A sentence; where a figure of it is missing or unreliable, its others, the first of `used`, or names."""
        sentence = in_language(sentence, self.lang)
        claim = self.claim(sentence, **values)
        if claim.stated and not any(figure.is_unreliable for figure in claim.figures):
            return claim
        given = dict.fromkeys(self._filled(sentence, values).values())
        known = [each for each in given if isinstance(each, Figure) and is_headline(each)]
        if known := known or [figure for figure in used if is_headline(figure)][:1]:
            return by_name(known, self.lang)
        return names_alone(claim.figures, self.lang) if claim.stated else claim

    def _value(self, name: str, values: Mapping[str, Given]) -> Given:
        bare = name.removesuffix(":number")
        if bare in values:
            return values[bare]
        if "." not in bare:
            raise UsageError(Phrase(
                "claim: expected a value for {{{name}}}, got none. Pass {bare}=….",
                name=name, bare=bare,
            ))  # fmt: skip
        return self.figure(bare)

    def caption(
        self, wanted: str, title: Said, note: Said, used: Sequence[Figure], values: Mapping[str, Given]
    ) -> Caption:  # fmt: skip
        """The words around an exhibit.

        Args:
            wanted: its id, unless the page has one of that name.
            title: what was found, in English, with placeholders; where one is missing, the known ones are named.
            note: what a reader must know, likewise.
            used: the figures whose sources are cited.
            values: what is filled in for the placeholders.
        """
        return Caption(
            self.page.new_id(wanted), self._as_far_as_known(title, values, used),
            self.claim(note, **values), self.source_line(used), self.lang,
        )  # fmt: skip

    def unanswered(self, known: Iterable[Figure], values: Mapping[str, Given]) -> Claim | None:
        """What an exhibit says that lacks the figures that it was made for, and shows none that is new on its page.

        Args:
            known: the figures that it would show.
            values: what its title and note are about; of these what could not be computed.

        Returns:
            why they could not be computed; None where the exhibit has something to show.
        """
        lacking = [
            value for value in values.values() if isinstance(value, Figure) and value.is_missing
        ]
        is_new = any(figure.anchor not in self.page.figures for figure in known)
        return None if is_new or not lacking else missing_claim(lacking, self.lang)

    def exhibited(self, exhibit: Exhibit | Claim) -> Exhibit | Claim:
        """An exhibit of this page, whose figures the page then accounts for."""
        self.page.show(exhibit.figures)
        return exhibit

    def source_line(self, figures: Iterable[Figure]) -> Claim:
        """The sources of figures in one line."""
        rows = [row for figure in figures for row in figure.observations]
        return self.cite(row.source for row in rows if row.source)

    def cite(self, sources: Iterable[str]) -> Claim:
        """Sources in one line, each once."""
        names = dict.fromkeys(name for name in sources if name)
        if not names:
            return plain(translate("the data folder of the project", self.lang), self.lang)
        return replace(joined(self.page.cited(name) for name in names), sources=tuple(names))
