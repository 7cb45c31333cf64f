"""The colour of an organisation on the pages: whether words in it can be read, and what it is on a dark ground.

Contrast is that of WCAG 2.1; lighter and darker are those of OKLCH, which keeps the hue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import Accent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coloraide import Color

# What links lie on in `publish/templates/page.css`: ground, panel, panel of a warning, place that a link led to.
LIGHT = ("#ffffff", "#f2f5f7", "#fdf4ec", "#fff3cf")
DARK = ("#12181d", "#1b242b", "#2a1e15", "#3a3418")
# What words need (WCAG 1.4.3). On a dark ground thin letters need more to be seen as well.
ENOUGH, ENOUGH_ON_DARK = 4.5, 5.5
_STEP = 0.005


def contrast(colour: str, grounds: Sequence[str] = LIGHT) -> float:
    """The least contrast of a colour with any of the grounds, from 1 to 21.

    >>> round(contrast("#0a5870"), 2)
    7.18
    """
    from coloraide import Color

    return min(Color(colour).contrast(ground) for ground in grounds)


def readable(colour: str) -> str:
    """The colour itself where words in it can be read on light grounds, else the nearest darker one of its hue.

    >>> readable("#0a5870"), readable("#8ad0e2")
    ('#0a5870', '#307788')
    """
    return _moved(colour, -_STEP, LIGHT, ENOUGH)


def accent(colour: str) -> Accent:
    """A colour that can be read on light grounds, with those of its hue that the pages need beside it."""
    dark = _moved(colour, _STEP, DARK, ENOUGH_ON_DARK)
    return Accent(colour, _half(colour, LIGHT[0]), dark, _half(dark, DARK[0]))


def _moved(colour: str, step: float, grounds: Sequence[str], enough: float) -> str:
    """The first colour on the way to black or white that has enough contrast; black and white themselves have."""
    from coloraide import Color

    moved, text = Color(colour).convert("oklch"), colour.lower()
    while contrast(text, grounds) < enough:
        moved["lightness"] += step
        text = _hex(moved)
    return text


def _half(colour: str, ground: str) -> str:
    from coloraide import Color

    return _hex(Color(colour).mix(ground, 0.5, space="oklab"))


def _hex(colour: Color) -> str:
    return str(colour.convert("srgb").fit().to_string(hex=True))
