"""The shape of the registries' tables, as pydantic models: what each must hold and of which type."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tongket.model import UnitKind


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class UnitEntry(_Entry):
    """A table `[units.<id>]`."""

    kind: UnitKind
    name_vi: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    name_en_plural: str = ""
    per: int | None = Field(default=None, ge=1)


class DomainEntry(_Entry):
    """A table `[domains.<id>]`."""

    name_vi: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    order: int


class IndicatorEntry(_Entry):
    """A table `[indicators."<domain>.<name>"]`."""

    name_vi: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    definition_vi: str = Field(min_length=1)
    definition_en: str = Field(min_length=1)
    unit: str
    direction: Literal["higher", "lower", "neutral"]
    whole: bool
    official_code: str = ""
    base: str = ""
    min: int | float | None = None
    max: int | float | None = None


class SourceEntry(_Entry):
    """A table `[sources.<id>]`."""

    title: str = Field(min_length=1)
    title_en: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    url: str = Field(pattern=r"^https?://[^\s/?#\"<>]+\.[^\s\"<>]+$")
    published: str = Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    notation: Literal["vi", "en", "transcribed"]
    kind: Literal["primary", "secondary"]
    note_vi: str = ""
    note_en: str = ""


class AssumptionEntry(_Entry):
    """A table `[assumptions.<id>]`: what the sources do not say; `indicators` are those it binds."""

    text_vi: str = Field(min_length=1)
    text_en: str = Field(min_length=1)
    weight: int = Field(default=1, ge=1)
    indicators: list[str] = []


class _RuleEntry(_Entry):
    assumes: str = ""


class BalanceEntry(_RuleEntry):
    """A rule `[[balance]]`: the parts make the total, which is a figure or, as with shares, a number."""

    total: int | float | str
    parts: list[str] = Field(min_length=2)


class RatioEntry(_RuleEntry):
    """A rule `[[ratio]]`: part divided by whole gives the share; a part that is not named is hidden."""

    part: str = ""
    whole: str
    share: str


class BoundEntry(_RuleEntry):
    """A rule `[[bound]]`: the lesser, together where they are several, are not above the greater."""

    lesser: str | list[str]
    greater: str


class FractionEntry(_RuleEntry):
    """A rule `[[fraction]]`: a printed fraction gives the share."""

    fraction: str
    share: str


class GrowthEntry(_RuleEntry):
    """A rule `[[growth]]`: how far a figure is above the year before, or above that of the year `since`."""

    of: str
    growth: str
    since: int | None = Field(default=None, ge=1000, le=9999)


class IndexEntry(_RuleEntry):
    """A rule `[[index]]`: the index is the figure in percent of what it was in the base year."""

    of: str
    index: str
    base: int = Field(ge=1000, le=9999)


class FlowEntry(_RuleEntry):
    """A rule `[[flow]]`: what adds up over time, so that quarters make the year."""

    indicators: list[str] = Field(min_length=1)


class AreasEntry(_RuleEntry):
    """A rule `[[areas]]`: what adds up over the provinces of a country or a region.

    They make the total where `areas.csv` lists all of them, which `complete` says; otherwise they are not above it.
    """

    total: str
    indicators: list[str] = Field(min_length=1)
    complete: bool = False


class OrderEntry(_RuleEntry):
    """A rule `[[order]]`: none of the figures is above the next one."""

    ascending: list[str] = Field(min_length=2)


class PlausibilityEntry(_Entry):
    """A rule `[[plausibility]]`: worth asking about where part per whole is outside its range."""

    part: str
    whole: str
    least: int | float | None = None
    most: int | float | None = None
    ask_vi: str = Field(min_length=1)
    ask_en: str = Field(min_length=1)
