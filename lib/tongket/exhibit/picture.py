"""A drawing of a page as a picture by itself: its size, ground, colours and typeface are its own.

Within an `img` nothing of the page reaches a drawing: `currentColor` is black there, and variables have no value.
"""

from __future__ import annotations

import re

from tongket.theme import FONT, font_folder

INK, GROUND = "#1a2330", "#ffffff"
_VARIABLE = re.compile(r"var\(--[\w-]+, (#\w+)\)")
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
# On the page a rule of the stylesheet keeps guides from running through words.
_HALO = "<style>text:not(.tk-cell){paint-order:stroke;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round}</style>"


def picture(svg: str) -> str:
    """A drawing as a file of its own, in ordinary ink on white."""
    width, height = size(svg)
    inked = (
        _VARIABLE.sub(r"\1", svg).replace("currentColor", INK).replace(' aria-hidden="true"', "")
    )
    head, _, rest = inked.partition(">")
    ground = f'<rect width="{width}" height="{height}" fill="{GROUND}"/>'
    return f'{head} width="{width}" height="{height}">{_HALO}{ground}{rest}'


def size(svg: str) -> tuple[int, int]:
    """How wide and how high a drawing is, in points."""
    box = _BOX.search(svg)
    return (round(float(box[1])), round(float(box[2]))) if box else (0, 0)


def bitmap(svg: str, width: int) -> bytes:
    """A drawing as PNG, the same bytes each time: every place that shows pictures shows it, and every version of one.

    Args:
        svg: a drawing with colours of its own, such as `picture` makes.
        width: its width in pixels.
    """
    import resvg_py

    fonts = [str(font_folder() / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, font_files=fonts, skip_system_fonts=True, font_family=FONT,
        sans_serif_family=FONT, background="white", width=width,
    )  # fmt: skip
    return bytes(drawn)
