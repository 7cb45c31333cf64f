"""The shape of the registries' tables: what each must hold and of which type.

`shapes.py` makes a validator of each when the first table of its kind is read.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from typing import Annotated, Any, Literal

from tongket import limits
from tongket.model import UnitKind

# What the validator checks of a text or a number beside its type.
Words = Annotated[str, ("min_length", 1), ("pattern", r"\S"), ("max_length", limits.WORDS)]
# A text that may be left out or empty, but is not made of spaces.
Remark = Annotated[str, ("pattern", r"^$|\S")]
# The same for what stands in a heading.
Title = Annotated[str, ("pattern", r"^$|\S"), ("max_length", limits.WORDS)]
Year = Annotated[int, ("ge", 1000), ("le", 9999)]
Positive = Annotated[int, ("ge", 1)]
Several = Annotated[list[str], ("min_length", 2)]
Listed = Annotated[list[str], ("min_length", 1)]
Address = Annotated[str, ("pattern", r"^https?://[^\s/?#@\"<>]+\.[^\s\"<>]+$")]
Date = Annotated[str, ("pattern", r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Language = Annotated[str, ("pattern", r"^[a-z]{2,3}$")]
AreaKind = Literal["country", "region", "province", "district", "ministry", "other"]


@dataclass(frozen=True, kw_only=True)
class UnitEntry:
    """A table `[units.<id>]`."""

    kind: UnitKind
    name_vi: Words
    name_en: Words
    name_en_plural: Remark = ""
    per: Positive | None = None


@dataclass(frozen=True, kw_only=True)
class DomainEntry:
    """A table `[domains.<id>]`."""

    name_vi: Words
    name_en: Words
    # After those that come with tongket, where nothing is said.
    order: int = 1000
    headlines: list[Words] | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorEntry:
    """A table `[indicators."<domain>.<name>"]`; without `whole` what is counted is whole, all else is not."""

    name_vi: Words
    name_en: Words
    unit: str
    definition_vi: Remark = ""
    definition_en: Remark = ""
    direction: Literal["higher", "lower", "neutral"] = "neutral"
    whole: bool | None = None
    aliases: list[Words] = field(default_factory=list)
    official_code: str = ""
    base: str = ""
    ref_area: str = ""
    min: int | float | None = None
    max: int | float | None = None


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """A table `[sources.<id>]`."""

    title: Words
    publisher: Words
    published: Date
    language: Language
    notation: Literal["vi", "en", "transcribed"]
    kind: Literal["primary", "secondary"]
    # A report on paper or in a file has none.
    url: Address = ""
    title_en: Remark = ""
    publisher_en: Remark = ""
    note_vi: Remark = ""
    note_en: Remark = ""
    # The sources that it is a later edition of, or corrects, and why.
    revises: str | list[str] = field(default_factory=list)
    reason_vi: Remark = ""
    reason_en: Remark = ""


@dataclass(frozen=True, kw_only=True)
class AreaEntry:
    """A row of `areas.csv` without its code."""

    name_vi: str
    name_en: str
    kind: AreaKind
    place: str = ""
    region: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""
    note_vi: Remark = ""
    note_en: Remark = ""


@dataclass(frozen=True, kw_only=True)
class RevisionEntry:
    """A row of `revisions.csv`."""

    indicator: str
    ref_area: str
    time_period: str
    measure: str = "actual"
    released: str
    as_printed: str
    revised: str
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, kw_only=True)
class AssumptionEntry:
    """A table `[assumptions.<id>]`: what the sources do not say; `indicators` are those it binds."""

    text_vi: Words
    text_en: Words
    weight: Positive = 1
    indicators: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PlanEntry:
    """A table `[plans.<id>]`: a plan beside the year's, and the places that state it."""

    text_vi: Words
    text_en: Words
    places: Annotated[list[Words], ("min_length", 1)]


@dataclass(frozen=True, kw_only=True)
class _RuleEntry:
    assumes: str = ""


@dataclass(frozen=True, kw_only=True)
class BalanceEntry(_RuleEntry):
    """A rule `[[balance]]`: the parts make the total, which is a figure or, as with shares, a number."""

    total: int | float | str
    parts: Several


@dataclass(frozen=True, kw_only=True)
class RatioEntry(_RuleEntry):
    """A rule `[[ratio]]`: part divided by whole gives the share; a part that is not named is hidden."""

    part: str = ""
    whole: str
    share: str


@dataclass(frozen=True, kw_only=True)
class BoundEntry(_RuleEntry):
    """A rule `[[bound]]`: the lesser, together where they are several, are not above the greater."""

    lesser: str | list[str]
    greater: str


@dataclass(frozen=True, kw_only=True)
class FractionEntry(_RuleEntry):
    """A rule `[[fraction]]`: a printed fraction gives the share."""

    fraction: str
    share: str


@dataclass(frozen=True, kw_only=True)
class GrowthEntry(_RuleEntry):
    """A rule `[[growth]]`: how far a figure is above the year before, or above that of the year `since`."""

    of: str
    growth: str
    since: Year | None = None


@dataclass(frozen=True, kw_only=True)
class IndexEntry(_RuleEntry):
    """A rule `[[index]]`: the index is the figure in percent of what it was in the base year."""

    of: str
    index: str
    base: Year


@dataclass(frozen=True, kw_only=True)
class FlowEntry(_RuleEntry):
    """A rule `[[flow]]`: what adds up over time, so that quarters make the year."""

    indicators: Listed


@dataclass(frozen=True, kw_only=True)
class AreasEntry(_RuleEntry):
    """A rule `[[areas]]`: what adds up over the provinces of a country or a region.

    They make the total where `areas.csv` lists all of them, which `complete` says; otherwise they are not above it.
    """

    total: str
    indicators: Listed
    complete: bool = False


@dataclass(frozen=True, kw_only=True)
class OrderEntry(_RuleEntry):
    """A rule `[[order]]`: none of the figures is above the next one."""

    ascending: Several


@dataclass(frozen=True, kw_only=True)
class PlausibilityEntry:
    """A rule `[[plausibility]]`: worth asking about where part per whole is outside its range."""

    part: str
    whole: str
    least: int | float | None = None
    most: int | float | None = None
    ask_vi: Words
    ask_en: Words


def is_required(shape: Any, name: str) -> bool:
    """Whether a table of this shape must have a key."""
    known = shape.__dataclass_fields__[name]
    return known.default is MISSING and known.default_factory is MISSING
