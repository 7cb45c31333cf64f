"""The registries as one book: what observations may name, looked up by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from tongket.errors import UsageError
from tongket.model import Area, Domain, Indicator, Source, Text, TimePeriod, Unit, section_of
from tongket.numerals import format_date, format_period
from tongket.numerals.collation import unmarked
from tongket.translations import Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from tongket.model import Lang

_NOTHING = Text("", "")
T = TypeVar("T")
FEW = 3
# So near to the name of a place is a slip: Cần Tơ, and not Cần Giờ, is Cần Thơ.
NEAR_NAME = 0.8
NO_TEXT = Text("", "")


# From which year to which, counted from the year under review, events of a kind belong to its review.
YEARS = {
    "task": (1, 1), "break": (0, 1), "achievement": (0, 0), "remark": (0, 0), "activity": (0, 0),
    "question": (0, 0), "done": (0, 0), "under_way": (0, 0), "dropped": (0, 0),
}  # fmt: skip
# What became of a task that was announced for the year: an event of its own, with the title of the task.
OUTCOMES = ("done", "under_way", "dropped")
UP_TO = (-100, 0)
# Kinds of areas whose figures concern every place in them.
WHOLES = frozenset({"country", "region"})
AHEAD = frozenset({"task", "break"})


@dataclass(frozen=True)
class Event:
    """Something on record beside the figures: an agreement, a task, a break, an achievement, an activity.

    A remark says in its title what a source says, or leaves open, of an indicator: true of that place and year alone.
    A question is what a reader would ask the publisher of an indicator, its note why.

    Args:
        indicator: what it concerns: an indicator, or a whole domain.
        outcome: of a task the id of the event that says what became of it; empty where none does.
    """

    id: str
    kind: str
    ref_area: str
    date: TimePeriod
    title: Text
    field: Text
    partners: tuple[Text, ...]
    indicator: str
    source: str
    locator: str
    note: Text
    outcome: str = ""

    @property
    def domain(self) -> str:
        """The domain that it concerns; empty where it concerns none."""
        return self.indicator.partition(".")[0]


@dataclass(frozen=True)
class Assumed:
    """Something that the sources do not say and that rules or readings of the figures rest on.

    Args:
        weight: how sure it is; among several ways to mend a conflict the lightest come first.
        indicators: those whose statements speak of their subject only where it holds.
    """

    id: str
    text: Text
    weight: int
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class NamedPlan:
    """One of several plans for the same figures: of a resolution, or as revised within the year.

    Args:
        places: where it is stated: the id of a source, or of a source and its locator, such as `report-2024, 3`.
    """

    id: str
    text: Text
    places: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """An edit rule: what must hold between figures.

    Args:
        kind: one of those in `registry/rules.py`.
        names: the figures by their part in the rule, such as `total` and `parts`: `ip.titles` is the result,
            `ip.titles:target` its plan, `ip.titles:previous` the year before, `ip.titles:2020` that year.
        assumes: the assumption it rests on; empty where it holds by definition.
        amount: what the parts of a balance make where that is a number, such as 100; None elsewhere.
        year: the year that a growth or an index is counted from; None where it is the year before.
        area: the area whose figures are the totals of its provinces; empty elsewhere.
        complete: whether all of these provinces are in the registry.
        least, most: the range of a plausible value; None where not limited.
        ask: what to ask where a value is not plausible.
        entry, row: where it is written, such as `bound[3]` and its line.
        is_shared: it is one of those that come with tongket, and not the project's own.
    """

    kind: str
    names: Mapping[str, tuple[str, ...]]
    assumes: str = ""
    least: Fraction | None = None
    most: Fraction | None = None
    ask: Text = NO_TEXT
    amount: Fraction | None = None
    year: int | None = None
    area: str = ""
    complete: bool = False
    entry: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)
    is_shared: bool = field(default=False, compare=False)

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure in it."""
        return tuple(name for names in self.names.values() for name in names)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicator of every figure in it."""
        return tuple(name.partition(":")[0] for name in self.figures)


@dataclass(frozen=True)
class Registry:
    """Everything that observations may name."""

    units: Mapping[str, Unit]
    domains: Mapping[str, Domain]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    areas: Mapping[str, Area]
    events: tuple[Event, ...]
    rules: tuple[Rule, ...] = ()
    assumptions: Mapping[str, Assumed] = field(default_factory=dict)
    plans: Mapping[str, NamedPlan] = field(default_factory=dict)

    def indicator(self, name: str) -> Indicator:
        """An indicator by its id.

        Raises:
            UsageError: there is none of that name; the message says which are near.
        """
        of_domain: Text | None = None
        if isinstance(name, str) and name in self.domains:
            names = [each for each in self.indicators if self.indicators[each].domain == name]
            of_domain = Phrase("It is a domain, of: {names} …", names=", ".join(names[:FEW]))
        return _named(name, self.indicators, "indicator", "data/indicators.toml", of_domain)

    def source(self, name: str) -> Source:
        """A source by its id; errors as `indicator`."""
        return _named(name, self.sources, "source", "data/sources.toml")

    def area(self, name: str) -> Area:
        """An area by its code; errors as `indicator`."""
        lists: Text = Phrase("{file} lists them.", file="data/areas.csv")
        if isinstance(name, str) and name not in self.areas:
            lists = self.codes_of(name, lists)
        return _named(name, self.areas, "area", "data/areas.csv", lists)

    def area_for(self, name: str, period: TimePeriod) -> Area:
        """The area of a place as it was at the end of a period.

        Args:
            name: the code of an area or of a lasting place: `VN-CT` for 2025 gives `VN-CT-2025`.
            period: a year or a part of one.
        """
        place = self.area(name).place
        found = [area for area in self.areas.values() if area.place == place and area.holds(period)]
        return found[-1] if found else self.area(name)

    def codes_of(self, name: str, otherwise: Text = _NOTHING) -> Text:
        """A sentence with the codes of the places of a name or of one near to it, whatever its marks; else another."""
        wanted = unmarked(name.strip().casefold())
        names = {
            unmarked(text.casefold())
            for area in self.areas.values()
            for text in (area.name.vi, area.name.en)
        }
        meant = {wanted} & names or {*get_close_matches(wanted, names, n=1, cutoff=NEAR_NAME)}
        found = {
            area.place: None
            for area in self.areas.values()
            if meant & {unmarked(text.casefold()) for text in (area.name.vi, area.name.en)}
        }
        return near_names(" ".join(found), found, otherwise)

    def asked_of(self, area: Area) -> list[Indicator]:
        """The indicators that an area may be asked for: all but those that are the own ones of another place."""
        homes = ((each, self.areas.get(each.ref_area)) for each in self.indicators.values())
        return [
            indicator
            for indicator, home in homes
            if home is None or home.kind in WHOLES or home.place == area.place
        ]

    def events_of(self, place: str, period: TimePeriod) -> list[Event]:
        """The events that the review of a place and period tells: those up to it, tasks and breaks to the year after.

        Of a part of a year those of the part, or up to its end: what is dated by its year alone may be of another.
        """
        return [
            event
            for event in self.events
            if self.areas[event.ref_area].place == place and _is_told(event, period)
        ]

    def announced_for(self, place: str, period: TimePeriod) -> list[Event]:
        """The tasks that were announced for a period of a place: of a part of a year also those of the whole year.

        Where an event says what became of a task, that event stands for it.
        """
        year = TimePeriod.of_year(period.year)
        by_id = {event.id: event for event in self.events}
        return [
            by_id.get(event.outcome, event)
            for event in self.events
            if event.kind == "task"
            and self.areas[event.ref_area].place == place
            and (period.holds(event.date) or event.date == year)
        ]

    def plan_at(self, source: str, locator: str) -> NamedPlan | None:
        """The plan of which a place of a source speaks; None where no name is given to it: the year's plan.

        A name that is given to the place itself holds before one that is given to its whole source.
        """
        for place in (f"{source}, {locator}", f"{source}, {section_of(locator)}", source):
            for plan in self.plans.values():
                if place in plan.places:
                    return plan
        return None

    def cite(self, name: str, lang: Lang, *, in_full: bool = False) -> str:
        """A source in one line of a language: publisher, title, date of publication.

        Args:
            name: the source's id.
            lang: the language; a title that is not translated into it stays in its own.
            in_full: with the title as it is printed, before its translation.
        """
        source = self.source(name)
        title = f"“{source.title_in(lang)}”"
        if in_full and source.title_in(lang) != source.title:
            title = f"“{source.title}” [{source.title_in(lang)}]"
        return f"{source.publisher.in_(lang)}, {title}, {self.published(name, lang)}"

    def published(self, name: str, lang: Lang) -> str:
        """When a source was published, as exactly as known."""
        published = self.source(name).published
        day = published.text.count("-") == 2
        return format_date(published.end, lang) if day else format_period(published, lang)


def _is_told(event: Event, period: TimePeriod) -> bool:
    """Whether the review of a period tells an event."""
    first, last = YEARS.get(event.kind, UP_TO)
    within = first <= event.date.year - period.year <= last
    if period.is_year or event.kind in AHEAD:
        return within
    return period.holds(event.date) if first == last else within and event.date.end <= period.end


def _named(
    name: str, known: Mapping[str, T], what: str, file: str, otherwise: Text | None = None
) -> T:
    try:
        return known[name]
    except (KeyError, TypeError):
        words = Phrase(
            "{what}: expected a name of {file}, got {name}. {hint}", what=what, file=file, name=repr(name),
            hint=near_names(str(name), known, otherwise or Phrase("{file} lists them.", file=file)),
        )  # fmt: skip
        raise UsageError(words) from None
