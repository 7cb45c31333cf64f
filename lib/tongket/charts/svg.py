"""A drawing as SVG: the same bytes each time, in the ink and type of the page, without style attributes.

What matplotlib makes differ from run to run goes: ids are numbered in the order of their use, the date and the version
are left out, places have one decimal.
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tongket.theme.colours import FAINT, GROUND, INK, SERIES, SOFT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure as Drawing

    from tongket.charts.sheet import Sheet

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
FAMILY = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
# A page may set these variables; without them the colours hold on light and dark alike.
COLOURS = {
    INK: "currentColor",
    SOFT: "currentColor",
    FAINT: "var(--tk-faint, #87909a)",
    GROUND: "var(--tk-ground, #fff)",
    **{colour: f"var(--tk-series-{n}, {colour})" for n, colour in enumerate(SERIES, start=1)},
}
_COLOUR = re.compile("|".join(COLOURS))
# Words that a page treats in their own way: those of a scale belong to no figure, those in a cell have its ground.
MARKED = ("tk-tick", "tk-cell")
_INK = f' fill="{COLOURS[INK]}"'
_WORDS, _SIZE = re.compile("<text[^>]*>"), re.compile('<text[^>]* font-size="([^"]+)"')
# A mark: where it is, and how it looks.
_MARK = re.compile(r'<use (xlink:href="[^"]*" x="[^"]*" y="[^"]*")([^>]*)/>')
_MARKS = re.compile(f"(?:{_MARK.pattern}){{2,}}")
_USED = re.compile(r"url\(#([^)]+)\)")
_REAL = re.compile(r"-?\d+\.\d+")
_NUMBERS = frozenset(
    [
        "d",
        "x",
        "y",
        "width",
        "height",
        "stroke-width",
        "stroke-dasharray",
        "transform",
        "font-size",
        "points",
    ]
)
# What a browser does anyway.
_DEFAULTS = {
    ("fill-opacity", "1"), ("stroke-opacity", "1"), ("opacity", "1"), ("stroke-width", "1"), ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"), ("stroke-dashoffset", "0"), ("text-anchor", "start"), ("font-weight", "400"),
    ("font-weight", "normal"),
}  # fmt: skip
_OF_WORDS = frozenset({"class", "x", "y", "font-size", "font-weight", "text-anchor", "fill", "id"})
_MOVED = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_TURNED = re.compile(r"rotate\(-?0(?:\.0+)?(?:[ ,]+[-\d.]+[ ,]+[-\d.]+)?\)")


def to_svg(sheet: Sheet, name: str, css: str) -> str:
    """A sheet as an `svg` element that a screen reader passes over: the words around both drawings say it once.

    Args:
        sheet: what was drawn.
        name: the beginning of its ids, which no other drawing of the page has.
        css: its class.

    Returns:
        an element without a size of its own: it is as wide as its place allows.
    """
    inner = "".join([
        _inner(sheet.drawing, name),
        *(
            f'<g transform="translate({_short(f"{x} {y}")})">{_inner(each.drawing, f"{name}{number}-")}</g>'
            for number, (x, y, each) in enumerate(sheet.insets, 1)
        ),
    ])  # fmt: skip
    box = _short(f"0 0 {sheet.width:f} {sheet.height:f}")
    return (
        f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" viewBox="{box}" class="{css}" '
        f'aria-hidden="true" font-family="{FAMILY}"{_shared(inner)}</svg>'
    )


def _inner(drawing: Drawing, name: str) -> str:
    out = io.BytesIO()
    drawing.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    # What is parsed here was written by matplotlib a line above.
    root = ET.fromstring(out.getvalue())  # noqa: S314
    _unclip(root)
    _rename(root, name)
    return _MARKS.sub(_in_groups, "".join(_written(child) for child in root))


def _shared(inner: str) -> str:
    """The end of the outer element with what most words have, ink and size, and the words without it."""
    sizes = Counter(_SIZE.findall(inner)).most_common(1)
    size = f' font-size="{sizes[0][0]}"' if sizes else ""
    plain = _WORDS.sub(lambda m: m[0].replace(_INK, "", 1).replace(size, "", 1), inner)
    return f"{_INK}{size}>{plain}"


def _in_groups(marks: re.Match[str]) -> str:
    """Marks in a row, those that look alike in one group that says once how they look."""
    found = groupby(_MARK.findall(marks[0]), key=itemgetter(1))
    return "".join(_in_group(look, [place for place, _ in places]) for look, places in found)


def _in_group(look: str, places: list[str]) -> str:
    if len(places) == 1 or not look:
        return "".join(f"<use {place}{look}/>" for place in places)
    return f"<g{look}>{''.join(f'<use {place}/>' for place in places)}</g>"


def _unclip(root: ET.Element) -> None:
    """Leave out what cuts marks off at the edge of their field: none leaves it, and the heads of arrows may."""
    for parent in list(root.iter()):
        parent.attrib.pop("clip-path", None)
        for child in [c for c in parent if c.tag == f"{{{SVG}}}clipPath"]:
            parent.remove(child)


def _rename(root: ET.Element, name: str) -> None:
    """Ids that something refers to are numbered in the order of their use; the others go."""
    used: dict[str, str] = {}
    for target in (target for element in root.iter() for target in _targets(element)):
        used.setdefault(target, f"{name}{len(used) + 1}")
    for element in root.iter():
        own = element.attrib.pop("id", "")
        if own in MARKED:
            for words in element:
                words.set("class", own)
        if own in used:
            element.set("id", used[own])
        _refer(element, used)


def _refer(element: ET.Element, used: dict[str, str]) -> None:
    for key, value in element.attrib.items():
        if key == f"{{{XLINK}}}href":
            element.set(key, f"#{used[value[1:]]}")
        elif "url(#" in value:
            element.set(key, _USED.sub(lambda m: f"url(#{used[m[1]]})", value))


def _targets(element: ET.Element) -> Iterator[str]:
    for key, value in element.attrib.items():
        if key == f"{{{XLINK}}}href":
            yield value[1:]
        yield from _USED.findall(value)


def _written(element: ET.Element) -> str:
    """An element as text; what says nothing on a page is left out."""
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    if tag in {"metadata", "style"}:
        return ""
    cells = _cells(element, tag)
    inner = html.escape(element.text or "", quote=False) if tag == "text" else ""
    inner += "".join(_written(child) for child in element)
    if tag in {"g", "defs"} and not inner:
        return ""
    if tag == "g" and not cells:
        return inner
    if tag == "path" and "M" not in cells.get("d", ""):
        return ""
    if tag in {"path", "rect"} and not {"fill", "stroke", "id"} & cells.keys():
        return ""
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in cells.items())
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def _cells(element: ET.Element, tag: str) -> dict[str, str]:
    """The attributes of an element, its style among them, in the colours of the page."""
    cells: dict[str, str] = {}
    for key, value in element.attrib.items():
        if key == "style":
            cells |= dict(_declarations(value))
        else:
            cells[key.replace(f"{{{XLINK}}}", "xlink:")] = value
    cells = _of_words(cells) if tag == "text" else _of_shape(cells, tag)
    return {
        key: _COLOUR.sub(lambda m: COLOURS[m[0]], _short(value) if key in _NUMBERS else value)
        for key, value in cells.items()
        if (key, value) not in _DEFAULTS
    }


def _of_shape(cells: dict[str, str], tag: str) -> dict[str, str]:
    # Nothing but an outline is drawn of what has no fill; the default would be black.
    drawn = tag in {"path", "use", "rect", "polygon", "circle"}
    if drawn and "id" not in cells and "fill" not in cells and "stroke" in cells:
        cells["fill"] = "none"
    if drawn and cells.get("fill") == "none" and "stroke" not in cells:
        del cells["fill"]
    return cells


def _of_words(cells: dict[str, str]) -> dict[str, str]:
    """Place, size, weight, side and colour of words; the page's typeface holds."""
    font = re.match(r"(?:(bold|\d{3}) )?([\d.]+)px", cells.get("font", ""))
    if font:
        cells["font-size"] = font[2]
        cells["font-weight"] = font[1] or "400"
    moved = _MOVED.search(cells.get("transform", ""))
    if moved:
        cells |= {"x": moved[1], "y": moved[2]}
    kept = {key: value.removesuffix("px") for key, value in cells.items() if key in _OF_WORDS}
    turned = cells.get("transform", "")
    if turned and not moved and not _TURNED.fullmatch(turned):
        kept["transform"] = turned
    return {"fill": INK, **kept}


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        if key.strip():
            yield key.strip(), value.strip()


def _short(text: str) -> str:
    """One decimal is a tenth of a pixel."""
    return " ".join(_REAL.sub(_rounded, text).split())


def _rounded(number: re.Match[str]) -> str:
    shown = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown
