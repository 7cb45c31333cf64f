"""A drawing as SVG for a page: accessible, scalable, in the colours and the type of the page."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tongket.theme import FAINT, INK, SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure as Drawing

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
FAMILY = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
# A page may set these variables; without them the colours hold on light and dark alike.
COLOURS = {
    INK: "currentColor",
    FAINT: "var(--tk-faint, #87909a)",
    **{colour: f"var(--tk-series-{n}, {colour})" for n, colour in enumerate(SERIES, start=1)},
}
_COLOUR = re.compile("|".join(COLOURS))
_USED = re.compile(r"url\(#([^)]+)\)")
_LONG = re.compile(r"-?\d+\.\d{3,}")
_KEPT_STYLE = ("font-size", "font-weight", "text-anchor", "fill")


def to_svg(drawing: Drawing, name: str, title: str, alt: str) -> str:
    """The drawing as SVG.

    Args:
        drawing: what was drawn.
        name: an id that no other exhibit of the page has.
        title: its title, in words.
        alt: the pattern in words.

    Returns:
        an `svg` element without a size of its own: it is as wide as its place allows.
    """
    out = io.BytesIO()
    drawing.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    # What is parsed here was written by matplotlib a line above.
    root = ET.fromstring(out.getvalue())  # noqa: S314
    _rename(root, name)
    for element in list(root.iter()):
        _dress(element)
    inner = "".join(_written(child) for child in root)
    return (
        f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" viewBox="{root.get("viewBox")}" role="img" '
        f'aria-labelledby="{name}-t {name}-d" font-family="{FAMILY}">'
        f'<title id="{name}-t">{html.escape(title)}</title>'
        f'<desc id="{name}-d">{html.escape(alt)}</desc>{inner}</svg>'
    )


def _rename(root: ET.Element, name: str) -> None:
    """Ids that something refers to get names of their own; the others go."""
    used = {target for element in root.iter() for target in _targets(element)}
    new = {old: f"{name}-{number}" for number, old in enumerate(sorted(used), start=1)}
    for element in root.iter():
        own = element.attrib.pop("id", "")
        if own in new:
            element.set("id", new[own])
        for key, value in element.attrib.items():
            if key == f"{{{XLINK}}}href":
                element.set(key, f"#{new[value[1:]]}")
            elif "url(#" in value:
                element.set(key, _USED.sub(lambda m: f"url(#{new[m[1]]})", value))


def _targets(element: ET.Element) -> Iterator[str]:
    for key, value in element.attrib.items():
        if key == f"{{{XLINK}}}href":
            yield value[1:]
        yield from _USED.findall(value)


def _dress(element: ET.Element) -> None:
    """The page's ink and type instead of matplotlib's, and no more digits than a screen has."""
    if element.tag == f"{{{SVG}}}text":
        element.attrib.pop("transform", None)
        for key, value in _declarations(element.attrib.pop("style", "")):
            if key in _KEPT_STYLE and (key, value) != ("text-anchor", "start"):
                element.set(key, value.removesuffix("px"))
    for key, value in element.attrib.items():
        if key in {"d", "x", "y"}:
            short = " ".join(value.split())
            element.set(key, _LONG.sub(lambda m: f"{float(m[0]):.2f}", short))
        else:
            element.set(key, _COLOUR.sub(lambda m: COLOURS[m[0]], value))


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        yield key.strip(), value.strip()


def _written(element: ET.Element) -> str:
    """An element as text; what says nothing on a page is left out."""
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    if tag in {"metadata", "style"}:
        return ""
    inner = html.escape(element.text or "", quote=False) if tag == "text" else ""
    inner += "".join(_written(child) for child in element)
    if tag in {"g", "defs"} and (not inner or not element.attrib):
        return inner if tag == "g" or not inner else f"<defs>{inner}</defs>"
    cells = "".join(
        f' {key.replace(f"{{{XLINK}}}", "xlink:")}="{html.escape(value)}"'
        for key, value in element.attrib.items()
    )
    return f"<{tag}{cells}>{inner}</{tag}>"
