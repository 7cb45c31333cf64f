"""The look of every chart: colours, type, sizes, and words that fit their room.

`with tongket.style():` gives it to one's own plots.
"""

from tongket.theme.colours import FAINT, GROUND, HATCHES, INK, SERIES, SOFT
from tongket.theme.style import FONT, font_folder, style
from tongket.theme.words import LINE, measure, wrap

__all__ = [
    "FAINT",
    "FONT",
    "GROUND",
    "HATCHES",
    "INK",
    "LINE",
    "SERIES",
    "SOFT",
    "font_folder",
    "measure",
    "style",
    "wrap",
]
