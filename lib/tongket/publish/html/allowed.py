"""The markup that a page may hold: what is not named here is left out, its text is kept.

Names are in lower case, as browsers compare them; `SPELLING` gives the ones that XML readers know otherwise.
"""

from __future__ import annotations

_TEXT = """
p br hr wbr div span section article aside header footer main nav figure figcaption details summary
address h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code kbd samp var em strong b i u s small
mark abbr cite dfn q sub sup del ins bdi bdo ruby rt rp a img data time meter progress
table caption colgroup col thead tbody tfoot tr th td
"""
_DRAWING = """
svg g defs symbol use desc path rect circle ellipse line polyline polygon text tspan textpath
clippath mask pattern marker lineargradient radialgradient stop image
"""
_FORMULA = """
math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
mtable mtr mtd mstyle
"""
_VOID = "br hr img wbr col"
_REFUSED = """
script style template noscript iframe object applet frameset noembed noframes textarea select xmp
plaintext foreignobject audio video canvas
"""
VOID = frozenset(_VOID.split())
# Left out with all they hold.
REFUSED = frozenset(_REFUSED.split())
DRAWING = frozenset(_DRAWING.split())
# A title belongs to a drawing; elsewhere the reader leaves it out.
TAGS = frozenset(_TEXT.split()) | DRAWING | frozenset(_FORMULA.split()) | {"title"}

_EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "tabindex", "style"})
_BY_TAG = {
    "a": "href hreflang download type rel",
    "img": "src alt width height",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "col": "span",
    "colgroup": "span",
    "ol": "start type reversed",
    "li": "value",
    "data": "value",
    "time": "datetime",
    "del": "datetime",
    "ins": "datetime",
    "details": "open",
    "meter": "value min max low high optimum",
    "progress": "value max",
    "math": "display",
    "mo": "stretchy",
    "mstyle": "displaystyle",
}
_DRAWN_TEXT = """
x y x1 x2 y1 y2 cx cy r rx ry dx dy fx fy d points width height viewbox preserveaspectratio
transform pathlength fill fill-opacity fill-rule stroke stroke-width stroke-opacity
stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity color
clip-path clip-rule mask marker-start marker-mid marker-end font-family font-size font-weight
font-style font-variant text-anchor dominant-baseline alignment-baseline baseline-shift
letter-spacing word-spacing text-decoration writing-mode rotate textlength lengthadjust startoffset
offset stop-color stop-opacity gradientunits gradienttransform spreadmethod patternunits
patterncontentunits patterntransform clippathunits maskunits maskcontentunits markerunits
markerwidth markerheight refx refy orient paint-order vector-effect shape-rendering text-rendering
visibility display overflow href xlink:href xmlns xmlns:xlink version xml:space focusable
"""
_DRAWN = frozenset(_DRAWN_TEXT.split())

_MIXED_CASE = """
viewBox preserveAspectRatio pathLength textLength lengthAdjust startOffset gradientUnits
gradientTransform spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits
maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY clipPath linearGradient
radialGradient textPath
"""
SPELLING = {name.lower(): name for name in _MIXED_CASE.split()}

# In text, a result may set these; colours are the page's, or its dark form would break them.
_STYLES = """
text-align vertical-align font-weight font-style white-space width min-width max-width height
"""
STYLES = frozenset(_STYLES.split())
ADDRESSES = frozenset({"href", "src", "xlink:href"})
REFERENCES = frozenset(
    {"for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details"}
)


def allows(tag: str, attribute: str) -> bool:
    """Whether a page may hold this attribute on this tag.

    >>> allows("td", "colspan"), allows("td", "onclick")
    (True, False)
    """
    if attribute in _EVERYWHERE or attribute.startswith(("aria-", "data-")):
        return True
    if tag in DRAWING and attribute in _DRAWN:
        return True
    return attribute in _BY_TAG.get(tag, "").split()
