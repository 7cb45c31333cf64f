"""Drawings of seaborn's functions and of `tongket.forms`, and the exhibits of plans, which take figures and a caption.

Where all figures are missing an exhibit is the sentence that says so instead of an empty drawing; where some are, it
says which and why.
"""

from tongket.charts.plans import band, plan

__all__ = ["band", "plan"]
