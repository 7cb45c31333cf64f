"""The shape of the registries' tables, as pydantic models: what each must hold and of which type."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tongket.model import UnitKind


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class UnitEntry(_Entry):
    """A table `[units.<id>]`."""

    kind: UnitKind
    name_vi: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    name_en_plural: str = ""


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
    url: str = Field(pattern=r"^https?://")
    published: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    language: str
    notation: Literal["vi", "en", "transcribed"]
    kind: Literal["primary", "secondary"]
    note_vi: str = ""
    note_en: str = ""


class BalanceEntry(_Entry):
    """A rule `[[balance]]`: the total equals its parts."""

    total: str
    parts: list[str] = Field(min_length=2)


class RatioEntry(_Entry):
    """A rule `[[ratio]]`: part divided by whole gives the share."""

    part: str
    whole: str
    share: str


class BoundEntry(_Entry):
    """A rule `[[bound]]`: the lesser is not above the greater."""

    lesser: str
    greater: str


class FractionEntry(_Entry):
    """A rule `[[fraction]]`: a printed fraction gives the share."""

    fraction: str
    share: str
