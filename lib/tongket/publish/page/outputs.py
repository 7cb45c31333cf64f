"""How results look on the page, beside HTML: text without terminal codes, pictures with a description."""

from __future__ import annotations

import base64
import copy
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from nbformat.notebooknode import from_dict

from tongket.errors import NotebookError
from tongket.exhibit import exhibit_html
from tongket.output import BEGINS_LEFT, BESIDE, MIME, ExhibitPart, part_among
from tongket.publish.html.sanitise import is_picture
from tongket.shell import said_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Lang
    from tongket.publish.html.tidy import Tidier

_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Possessive and anchored: a long line would take quadratic time otherwise.
_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][\w.+@~-]++){3,}+")
_PROGRAM = re.compile(r"[\w.-]+\.(?:py|pyx|ipynb)\b")
_OVERWRITTEN = re.compile(r"^[^\n]*\r(?!\n)", re.M)
_SVG_WORDS = re.compile(r"<(desc|title)\b[^>]*>(.*?)</\1>", re.S)


def with_drawings(notebook: Any, lang: Lang) -> Any:
    """A copy of the notebook whose exhibits have their two drawings, and which has no typed parts any more.

    The drawings are in these parts; nbconvert copies and checks several times what is handed to it, and templates show
    the HTML beside them.

    In a notebook a chart is several outputs, its picture one of its own (`Exhibit.outputs`): on the page it is one.
    """
    cells = [
        {**cell, "outputs": _each_as_one(cell["outputs"], lang)} if cell.get("outputs") else cell
        for cell in notebook["cells"]
    ]
    copied = copy.copy(notebook)
    copied["cells"] = from_dict(cells)  # type: ignore[no-untyped-call]
    return copied


def _each_as_one(outputs: Sequence[Any], lang: Lang) -> list[Any]:
    """Outputs with each chart as one of them, without what else a notebook shows of it."""
    charts = [_chart(output) for output in outputs]
    drawn = {chart.id for chart in charts if chart}
    return [
        _as_html(output, chart, lang)
        for output, chart in zip(outputs, charts, strict=True)
        if output.get("metadata", {}).get(BESIDE) not in drawn
    ]


def _as_html(output: Any, chart: ExhibitPart | None, lang: Lang) -> Any:
    if "data" not in output:
        return output
    data = {mime: content for mime, content in output["data"].items() if mime != MIME}
    if MIME in output["data"] and "text/html" in data:
        data["text/html"] = "".join(data["text/html"]).replace(BEGINS_LEFT, "")
    return {**output, "data": data | ({"text/html": exhibit_html(chart, lang)} if chart else {})}


def _chart(output: Any) -> ExhibitPart | None:
    """The chart of an output; None where another version wrote it: what that shows is better than nothing."""
    try:
        part = part_among(output.get("data", {}).get(MIME), ExhibitPart)
    except NotebookError:
        return None
    return part if isinstance(part, ExhibitPart) and part.drawings else None


def reason(output: Any) -> str:
    """Why a cell failed: in the words of the notebook where an error of tongket has them, else as Python says it."""
    said = said_in(output.get("traceback", ()), output["ename"])
    return str(said or output["evalue"] or output["ename"])


def plain(source: str | list[str]) -> str:
    r"""A program's text without terminal codes, overwritten lines and the folders of the machine that ran it.

    >>> plain("\x1b[31mError\x1b[0m in /home/someone/lib/numerals.py")
    'Error in …/numerals.py'
    """
    joined = source if isinstance(source, str) else "".join(source)
    shown = _OVERWRITTEN.sub("", _TERMINAL.sub("", joined).replace("\r\n", "\n"))
    return _PATH.sub(_without_folders, _CONTROLS.sub("", shown)).rstrip()


def image_address(data: str | list[str], mime: str) -> str:
    """A picture as an address that holds it; empty where the data is no base64.

    A vector picture of unknown origin stays a picture of its own: neither its styles nor its ids touch the page.
    """
    content = data if isinstance(data, str) else "".join(data)
    if mime == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode("ascii")
    address = f"data:{mime};base64,{''.join(content.split())}"
    return address if is_picture(address) else ""


def image_words(output: Any, mime: str, tidier: Tidier) -> str:
    """The description of a picture: from the result's metadata, else from the drawing itself, else an honest remark."""
    given = _of_picture(output, mime).get("alt") or output.get("metadata", {}).get("alt") or ""
    if not given and mime == "image/svg+xml":
        found = [unescape(match[2]) for match in _SVG_WORDS.finditer("".join(output["data"][mime]))]
        given = " ".join(found)
    return tidier.description(str(given))


def image_size(output: Any, mime: str) -> str:
    """The size attributes of a picture where its metadata states whole pixels; empty otherwise."""
    metadata = _of_picture(output, mime)
    sizes = {name: metadata.get(name) for name in ("width", "height")}
    return "".join(f' {name}="{n}"' for name, n in sizes.items() if isinstance(n, int) and n > 0)


def _of_picture(output: Any, mime: str) -> dict[str, Any]:
    """What the metadata say of a picture; the format leaves open what they hold, so anything may be there."""
    found = output.get("metadata", {}).get(mime, {})
    return found if isinstance(found, dict) else {}


def _without_folders(path: re.Match[str]) -> str:
    name = re.split(r"[\\/]", path[0])[-1]
    return f"…/{name}" if _PROGRAM.match(name) else path[0]
