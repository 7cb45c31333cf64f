"""The logo of an organisation: read, checked and made small once, as the address that pages hold it by."""

from __future__ import annotations

import base64
import io
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from tongket import limits
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

# How high a picture of pixels is, in pixels: the first height at which a page can carry it.
HEIGHTS = (128, 96, 72, 48)
# A seal has few colours; a palette of them takes a third of the bytes.
_COLOURS = 64
_SVG = "{http://www.w3.org/2000/svg}"
# What runs, or shows another document, in a drawing.
_ACTIVE = frozenset(("script", "foreignObject", "iframe", "object", "embed", "handler", "set"))
_HELD = re.compile(r"#|data:image/(png|jpeg);base64,")
_ELSEWHERE = re.compile(r"url\((?!\s*['\"]?#)|@import|\\", re.I)
_DECLARED = re.compile(r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.I)

# A length that is no share of something else.
_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(?:px)?")
_SMALLER = Phrase("Name a smaller or simpler picture.")
_PLAIN = Phrase("Save it as plain SVG, or name it as PNG.")


class WrongLogo(Exception):
    """A logo that cannot be shown: what was expected, what was found, what to do."""

    def __init__(self, expected: Text, got: str, remedy: Text) -> None:
        super().__init__(got)
        self.expected, self.got, self.remedy = expected, got, remedy


class Logo(NamedTuple):
    """A picture as it is put into a page: its kind and its bytes."""

    kind: str
    content: bytes

    @property
    def address(self) -> str:
        """The `data:` address that holds it."""
        return f"data:image/{self.kind};base64,{base64.b64encode(self.content).decode('ascii')}"


def read_address(address: str) -> Logo | None:
    """The logo that a `data:` address holds; None where it is empty.

    >>> read_address(Logo("png", b"...").address).content
    b'...'
    """
    if not address:
        return None
    kind, _, content = address.removeprefix("data:image/").partition(";base64,")
    return Logo(kind, base64.b64decode(content))


def read_logo(project: Path, place: str) -> str:
    """The `data:` address of a logo.

    Args:
        project: the folder of the project.
        place: the file, from there.

    Raises:
        WrongLogo: it is not in the project, too large, or no picture that a page can show.
    """
    content = _content(project, place)
    logo = _scaled(content) if _is_raster(content) else _drawing(content)
    if len(logo.address) > limits.LOGO_ON_PAGE:
        expected = Phrase(
            "a logo that takes at most {number} bytes of a page", number=limits.LOGO_ON_PAGE
        )
        raise WrongLogo(expected, str(len(logo.address)), _SMALLER)
    return logo.address


def _content(project: Path, place: str) -> bytes:
    try:
        path = (project / place).resolve()
        if not path.is_relative_to(project.resolve()):
            expected = Phrase("a file in the project")
            raise WrongLogo(
                expected, place, Phrase("Copy it into the project and name it from there.")
            )
        if not path.is_file():
            expected = Phrase("a file that is there")
            raise WrongLogo(expected, place, Phrase("Mend the name, or put the file there."))
        size = path.stat().st_size
        if size > limits.LOGO_BYTES:
            expected = Phrase("a file of at most {number} bytes", number=limits.LOGO_BYTES)
            raise WrongLogo(expected, str(size), _SMALLER)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        expected, remedy = Phrase("a file that can be read"), Phrase("Restore the file.")
        raise WrongLogo(expected, str(error), remedy) from None


def _is_raster(content: bytes) -> bool:
    return content.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff"))


def _scaled(content: bytes) -> Logo:
    """A picture of pixels, as high as a page can carry it, in few colours."""
    from PIL import Image

    image = _pixels(content)
    for height in HEIGHTS:
        small = image.copy()
        small.thumbnail((4 * height, height))
        out = io.BytesIO()
        # Of the ways to a palette the one that keeps transparency.
        flat = small.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        flat.save(out, "PNG", optimize=True)
        logo = Logo("png", out.getvalue())
        if len(logo.address) <= limits.LOGO_ON_PAGE:
            break
    return logo


def _pixels(content: bytes) -> Image.Image:
    from PIL import Image, ImageFile, ImageOps

    # A library that makes PDF files lets broken pictures pass, for all of the process.
    passing, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with (
            # How large it may be is said below.
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image,
        ):
            across, down = image.size
            if across * down > limits.LOGO_PIXELS:
                expected = Phrase("at most {number} pixels", number=limits.LOGO_PIXELS)
                raise WrongLogo(expected, f"{across} × {down}", _SMALLER)
            turned = _in_eight_bits(ImageOps.exif_transpose(image))
            return turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    # The library answers a broken file with errors of many kinds.
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        expected, remedy = Phrase("a whole picture"), Phrase("Restore the file.")
        # What follows a bracket is a place in memory.
        raise WrongLogo(expected, str(error).partition(" <")[0], remedy) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = passing


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """A picture whose greys have 256 steps; the library cuts off what is above in one that has 65,536."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda grey: grey / 256).convert("L")


def _drawing(content: bytes) -> Logo:
    """A drawing (SVG) that is complete in itself.

    Raises:
        WrongLogo: it is none, runs something, or shows what is elsewhere.
    """
    try:
        text = content.decode("utf-8-sig")
        declared = _DECLARED.search(text)
        if declared:
            raise WrongLogo(Phrase("a drawing complete in itself"), declared[0], _PLAIN)
        root = ElementTree.fromstring(text)  # noqa: S314 - without declarations there are no entities
    except (ValueError, ElementTree.ParseError, RecursionError):
        expected = Phrase("a picture as PNG, JPEG or SVG")
        raise WrongLogo(
            expected, content[:12].decode("ascii", "backslashreplace"), Phrase("Save it as PNG.")
        ) from None
    if root.tag != f"{_SVG}svg":
        raise WrongLogo(
            Phrase("a picture as PNG, JPEG or SVG"), root.tag, Phrase("Save it as PNG.")
        )
    for element in root.iter():
        _refuse_active(element)
    return Logo("svg+xml", _with_view(root, text).encode())


def _with_view(root: ElementTree.Element, text: str) -> str:
    """A drawing that scales as a whole: one without a `viewBox` gets that of its size, else a page would cut it off.

    Raises:
        WrongLogo: it says neither what it shows nor how large it is.
    """
    view, size = root.get("viewBox"), [root.get("width", ""), root.get("height", "")]
    sides = re.split(r"[\s,]+", view.strip())[2:] if view is not None else size
    found = [_LENGTH.fullmatch(side.strip()) for side in sides]
    if len(found) != 2 or not all(match and float(match[1]) for match in found):
        expected = Phrase("a drawing with viewBox, or with width and height in pixels")
        got = f"viewBox={view}" if view is not None else "width={}, height={}".format(*size)
        raise WrongLogo(expected, got, _PLAIN)
    if view is not None:
        return text
    root.set("viewBox", " ".join(["0 0", *(match[1] for match in found if match)]))
    # Without a prefix before each name. Asked for here: another library may have taken the empty prefix since.
    ElementTree.register_namespace("", _SVG[1:-1])
    return ElementTree.tostring(root, encoding="unicode")


def _refuse_active(element: ElementTree.Element) -> None:
    name = element.tag.rpartition("}")[2]
    if name in _ACTIVE or name.startswith("animate"):
        raise WrongLogo(Phrase("a drawing that runs nothing"), f"<{name}>", _PLAIN)
    if _ELSEWHERE.search(element.text or "") and name == "style":
        raise WrongLogo(Phrase("a drawing complete in itself"), f"<{name}>", _PLAIN)
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            raise WrongLogo(Phrase("a drawing that runs nothing"), f"{attribute}={value}", _PLAIN)
        led = attribute in {"href", "src"} and not _HELD.match(value.strip())
        if led or _ELSEWHERE.search(value):
            raise WrongLogo(Phrase("a drawing complete in itself"), f"{attribute}={value}", _PLAIN)
