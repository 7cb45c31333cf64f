"""What the registries hold: texts in two languages, units, domains, areas, sources, indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from tongket.model.period import TimePeriod

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")
_VIETNAMESE = re.compile("[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)

UnitKind = Literal[
    "count", "percent", "money", "ratio", "score", "rank", "density", "area", "times",
    "percentage_points",
]  # fmt: skip


# Kinds of units whose amounts add up, over time and over areas.
ADD_UP = frozenset({"count", "money", "area"})


class Measure(StrEnum):
    """What an observation value says of its indicator."""

    ACTUAL = "actual"
    TARGET = "target"
    TARGET_PCT = "target_pct"
    OVER_TARGET_PCT = "over_target_pct"
    TIMES_PREVIOUS = "times_previous"
    GROWTH_PCT = "growth_pct"
    CHANGE_PP = "change_pp"
    CUMULATIVE = "cumulative"


# The measures of how much there was: within the period, or added up to its end.
RESULTS = (Measure.ACTUAL, Measure.CUMULATIVE)
# The measures that say something of a plan.
PLAN_MEASURES = (Measure.TARGET, Measure.TARGET_PCT, Measure.OVER_TARGET_PCT)


class Qualifier(StrEnum):
    """How the source hedges a figure."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Text:
    """One text in both languages.

    >>> Text(vi="năm", en="year").in_("en")
    'year'
    """

    vi: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The text in one language."""
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True)
class Unit:
    """A unit of measure.

    Args:
        plural_en: the English plural; Vietnamese has none.
        per: the number of units of its base that a density counts for: 10,000 of persons per 10,000
            inhabitants, 1 of persons per km²; 1 for units of any other kind.
    """

    id: str
    kind: UnitKind
    name: Text
    plural_en: str = ""
    per: int = 1


@dataclass(frozen=True)
class Domain:
    """A group of indicators, in the order of the review's sections.

    Args:
        headlines: ids of those that say most of it, the first one first; None where any may stand for it.
    """

    id: str
    name: Text
    order: int
    headlines: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Area:
    """A reference area within the time in which its boundaries hold.

    Args:
        ref_area: its code.
        place: the lasting code of the place, one for the areas before and after a merger.
        valid_from, valid_to: the first and last day of its boundaries; None where not limited.
        successor: the area that it became part of; empty where it still exists.
    """

    ref_area: str
    place: str
    name: Text
    kind: str
    region: str
    valid_from: date | None
    valid_to: date | None
    successor: str
    note: Text

    def holds(self, period: TimePeriod) -> bool:
        """Whether the period ends within the validity of the area."""
        after = self.valid_from is None or period.end >= self.valid_from
        before = self.valid_to is None or period.end <= self.valid_to
        return after and before

    def life_in(self, period: TimePeriod) -> TimePeriod:
        """The days of its figures of a period: all of them, or where it ended within the period those up to its end."""
        first = period.start or date.min
        if self.valid_to is None or not first <= self.valid_to < period.end:
            return period
        return TimePeriod.of_days(max(first, self.valid_from or first), self.valid_to)


@dataclass(frozen=True)
class Source:
    """Where a figure was printed.

    Args:
        title: as it is printed.
        title_en: in English; empty where it was not translated, or is in English.
        url: its web address; empty where it is on paper or in a file.
        notation: how it prints numbers: `vi`, `en`, or `transcribed` where the printing was not seen.
        kind: `primary`, or `secondary` where it repeats another's figures.
        published: date of publication, as exactly as known.
        language: the one it was read in; a machine's translation keeps the title as it was.
        revises: the ids of the sources that it is a later edition of, or that it corrects: what they state of the
            same fact is superseded.
        reason: why it was revised; empty where it is not said.
    """

    id: str
    title: str
    title_en: str
    publisher: Text
    url: str
    published: TimePeriod
    language: str
    notation: Literal["vi", "en", "transcribed"]
    kind: Literal["primary", "secondary"]
    note: Text
    revises: tuple[str, ...] = ()
    reason: Text = Text("", "")

    def title_in(self, lang: Lang) -> str:
        """Its title for the readers of a language: as it is printed where it is not translated."""
        return (self.title_en if lang == "en" else "") or self.title

    @property
    def title_language(self) -> str:
        """The language of its title: Vietnamese where it has letters that no other language has."""
        return "vi" if _VIETNAMESE.search(self.title) else self.language

    def publisher_language(self, lang: Lang) -> str:
        """The language of its publisher's name on pages of a language: Vietnamese where nobody translated it."""
        untranslated = self.publisher.en == self.publisher.vi
        return "vi" if untranslated and _VIETNAMESE.search(self.publisher.vi) else lang


@dataclass(frozen=True)
class Indicator:
    """A quantity that the review follows over the years.

    Args:
        unit: id of the unit of its actual values.
        direction: whether `higher` or `lower` is better, or `neutral`.
        whole: whether it counts things, so that its values are whole numbers.
        official_code: code of the official statistical indicator; empty where none is known.
        base: id of the whole that a share, or the set that a rank, refers to; empty where none.
        minimum, maximum: the values that are possible at all.
        aliases: what sources call it besides, in any language.
        ref_area: the area that its figures are of, whatever the place under review, such as the country; else empty.
    """

    id: str
    domain: str
    name: Text
    definition: Text
    unit: str
    direction: Literal["higher", "lower", "neutral"]
    whole: bool
    official_code: str = ""
    base: str = ""
    minimum: float | None = None
    maximum: float | None = None
    aliases: tuple[str, ...] = ()
    ref_area: str = ""
