"""A drawing of a page as a picture by itself: its size, ground, colours and typeface are its own.

Within an `img` nothing of the page reaches a drawing: `currentColor` is black there, and variables have no value.
"""

from __future__ import annotations

import base64
import html
import re

INK, GROUND = "#1a2330", "#ffffff"
_VARIABLE = re.compile(r"var\(--[\w-]+, (#\w+)\)")
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
# On the page a rule of the stylesheet keeps guides from running through words.
_HALO = "<style>text:not(.tk-cell){paint-order:stroke;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round}</style>"


def picture(svg: str) -> str:
    """A drawing as a file of its own, in ordinary ink on white."""
    box = _BOX.search(svg)
    width, height = (box[1], box[2]) if box else ("0", "0")
    inked = (
        _VARIABLE.sub(r"\1", svg).replace("currentColor", INK).replace(' aria-hidden="true"', "")
    )
    head, _, rest = inked.partition(">")
    ground = f'<rect width="{width}" height="{height}" fill="{GROUND}"/>'
    return f'{head} width="{width}" height="{height}">{_HALO}{ground}{rest}'


def picture_html(svg: str, alt: str) -> str:
    """A drawing as an image whose address holds it, as wide as it was drawn, with its pattern in words."""
    box = _BOX.search(svg)
    size = f' width="{round(float(box[1]))}" height="{round(float(box[2]))}"' if box else ""
    data = base64.b64encode(picture(svg).encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}"{size} alt="{html.escape(alt)}">'
