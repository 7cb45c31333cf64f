"""Printed figures found in a text: where each stands, what it says and what it is there; never what it means."""

from tongket.extract.distractors import Distractor
from tongket.extract.extraction import ExtractedFigure, Extraction, extract

__all__ = ["Distractor", "ExtractedFigure", "Extraction", "extract"]
