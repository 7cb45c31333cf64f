"""The words of the field as types: frozen, checked when made, standard library only."""

from tongket.model.entries import (
    ADD_UP,
    LANGS,
    PLAN_MEASURES,
    RESULTS,
    Area,
    Domain,
    Indicator,
    Lang,
    Measure,
    Qualifier,
    Source,
    Text,
    Unit,
    UnitKind,
)
from tongket.model.figure import (
    PARAGRAPH,
    Calculation,
    Disputed,
    Figure,
    Missing,
    Observation,
    section_of,
)
from tongket.model.interval import Interval
from tongket.model.organisation import LICENCE, UNNAMED, Accent, Organisation, Release
from tongket.model.period import TimePeriod

__all__ = [
    "ADD_UP",
    "LANGS",
    "LICENCE",
    "PARAGRAPH",
    "PLAN_MEASURES",
    "RESULTS",
    "UNNAMED",
    "Accent",
    "Area",
    "Calculation",
    "Disputed",
    "Domain",
    "Figure",
    "Indicator",
    "Interval",
    "Lang",
    "Measure",
    "Missing",
    "Observation",
    "Organisation",
    "Qualifier",
    "Release",
    "Source",
    "Text",
    "TimePeriod",
    "Unit",
    "UnitKind",
    "section_of",
]
