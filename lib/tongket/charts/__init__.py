"""Drawings of seaborn's functions and of `tongket.forms`, the exhibits of plans, and the map of an audit.

Where all figures are missing an exhibit is the sentence that says so instead of an empty drawing; where some are, it
says which and why.
"""

from tongket.charts.constraint_map import RelatedFigures, constraint_map
from tongket.charts.plans import band, plan
from tongket.charts.plot import line

__all__ = ["RelatedFigures", "band", "constraint_map", "line", "plan"]
