"""What the codes of data files mean: the measures, and the statuses of an observation."""

from __future__ import annotations

from tongket.model import Measure
from tongket.translations import Phrase

MEASURES = {
    Measure.ACTUAL: Phrase("the actual value"),
    Measure.TARGET: Phrase("the plan"),
    Measure.TARGET_PCT: Phrase("the actual value in percent of the plan"),
    Measure.OVER_TARGET_PCT: Phrase("percent above the plan"),
    Measure.TIMES_PREVIOUS: Phrase("times the value of the year before, or of its same part"),
    Measure.GROWTH_PCT: Phrase("percent above the year before, or above its same part"),
    Measure.CHANGE_PP: Phrase("percentage points above an earlier period"),
    Measure.CUMULATIVE: Phrase("cumulative: all up to the end of the period"),
}
# SDMX code list CL_OBS_STATUS, version 2.2.
STATUSES = {
    "A": Phrase("normal value"),
    "B": Phrase("time series break"),
    "D": Phrase("definition differs"),
    "E": Phrase("estimated value"),
    "F": Phrase("forecast value"),
    "G": Phrase("experimental value"),
    "H": Phrase("missing: holiday or weekend"),
    "I": Phrase("imputed value"),
    "J": Phrase("derogation"),
    "K": Phrase("included in another category"),
    "L": Phrase("missing: exists, not collected"),
    "M": Phrase("missing: cannot exist"),
    "N": Phrase("not significant"),
    "O": Phrase("missing"),
    "P": Phrase("provisional value"),
    "Q": Phrase("missing: suppressed"),
    "S": Phrase("strike or other special event"),
    "U": Phrase("low reliability"),
    "V": Phrase("unvalidated value"),
    "W": Phrase("includes another category"),
}
