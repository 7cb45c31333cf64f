"""Charts, one function a form: each takes figures and a caption and returns a whole exhibit.

Where all figures are missing a form returns the honest sentence instead of an empty drawing; where
some are, the exhibit says which and why.
"""

from tongket.charts.amounts import bars, funnel, stack
from tongket.charts.periods import pairs, slope
from tongket.charts.places import band, plan, ranges
from tongket.charts.sequences import dots, timeline

__all__ = [
    "band",
    "bars",
    "dots",
    "funnel",
    "pairs",
    "plan",
    "ranges",
    "slope",
    "stack",
    "timeline",
]
