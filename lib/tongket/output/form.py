"""The parts as JSON and back: the one place that writes and reads `application/vnd.tongket.v1+json`.

What has its default is left out, so that a notebook stays small. A text with numbers says where in it each is
(`at`, in characters); a text without is a string wherever nothing else is possible.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from tongket.errors import NotebookError
from tongket.output.parts import (
    ClaimPart,
    ConflictsPart,
    DefinitionsPart,
    ExhibitPart,
    FigurePart,
    ListPart,
    Number,
    Quote,
    SourcesPart,
    Step,
    TablePart,
    in_a_row,
    words_of,
)

if TYPE_CHECKING:
    from tongket.model import Lang
    from tongket.output.parts import Part, Piece

MIME = "application/vnd.tongket.v1+json"
# In the metadata of an output without a part: the id of the exhibit that it belongs to, whose part is in another one.
BESIDE = "tongket_beside"
KINDS: dict[str, type] = {
    "claim": ClaimPart,
    "figure": FigurePart,
    "list": ListPart,
    "exhibit": ExhibitPart,
    "conflicts": ConflictsPart,
    "definitions": DefinitionsPart,
    "sources": SourcesPart,
    "table": TablePart,
}
# JupyterLab puts the cells of a table to the right. Those of words say themselves that they begin at the left, for a
# notebook that is not trusted has no stylesheet; pages have one, and drop it.
BEGINS_LEFT = ' style="text-align:left"'
_WORDS = re.compile(r'<(?:caption|th|td)\b(?![^>]* class="tk-num")')
# The pieces of a text by the name under which the JSON lists them.
_PIECES: dict[str, type] = {"numbers": Number, "steps": Step, "quotes": Quote}


def bundle(part: Part, lang: Lang | None, html: str, text: str) -> dict[str, Any]:
    """All forms of what a cell shows, as Jupyter asks for them."""
    shown = _WORDS.sub(rf"\g<0>{BEGINS_LEFT}", html)
    return {"text/plain": text, "text/html": shown, MIME: to_json(part, lang)}


def to_json(part: Part, lang: Lang | None) -> dict[str, Any]:
    """A part as the JSON of a notebook's output.

    Args:
        part: what is shown.
        lang: the language of its words; None only for a claim of which it is not known.

    >>> to_json(ClaimPart(("Nothing to ask.",)), "en")
    {'kind': 'claim', 'lang': 'en', 'text': 'Nothing to ask.'}
    """
    kind = next(name for name, of in KINDS.items() if type(part) is of)
    content = _text(part) if isinstance(part, ClaimPart) else _fields(part)
    return {"kind": kind, **({"lang": lang} if lang else {}), **content}


def from_json(content: Any) -> Part:
    """The part of a notebook's output; members that this version does not know are passed over.

    Raises:
        NotebookError: it is no part of this format; the message says what was expected where.
    """
    kind = content.get("kind") if isinstance(content, dict) else None
    if kind not in KINDS:
        raise NotebookError(
            f"{MIME}: expected a kind of {', '.join(KINDS)}, got {kind!r}. Run the notebook again."
        )
    try:
        part: Part = _made(KINDS[kind], content, content.get("lang"))
    except (KeyError, TypeError, ValueError) as error:
        raise NotebookError(
            f"{MIME}, kind {kind}: expected a part as its schema says, got one with "
            f"{type(error).__name__}: {error}. Run the notebook again."
        ) from error
    return part


def part_among(content: Any, *kinds: type[Part]) -> Part | None:
    """The part of a notebook's output where it is of one of these kinds; any other is not read, and is None.

    Raises:
        NotebookError: it calls itself one of them and is none.
    """
    kind = content.get("kind") if isinstance(content, dict) else None
    return from_json(content) if isinstance(kind, str) and KINDS.get(kind) in kinds else None


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the format."""
    path = Path(__file__).with_name("tongket.v1.schema.json")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _fields(thing: Any) -> dict[str, Any]:
    """The fields of a frozen type, without those that hold their default; the language is written once, at the top."""
    return {
        field.name: _value(value)
        for field in fields(thing)
        if field.name != "lang" or isinstance(thing, Quote)
        if (value := getattr(thing, field.name)) != field.default or field.default is MISSING
    }


def _value(value: Any) -> Any:
    if isinstance(value, ClaimPart):
        content = _text(value)
        return value.text if len(content) == 1 else content
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return _fields(value) if is_dataclass(value) else value


def _text(claim: ClaimPart) -> dict[str, Any]:
    """A text with its pieces, each with its place in it."""
    content: dict[str, Any] = {"text": claim.text}
    at = 0
    for piece in claim.pieces:
        for name, kind in _PIECES.items():
            if isinstance(piece, kind):
                content.setdefault(name, []).append({"at": at, **_fields(piece)})
        at += len(words_of(piece))
    return content if claim.stated else {**content, "stated": False}


def _made(kind: Any, content: Any, lang: Lang | None) -> Any:
    """What a type hint says, from its JSON."""
    plain = not is_dataclass(kind)
    if kind is ClaimPart:
        return _claim({"text": content} if isinstance(content, str) else content, lang)
    if isinstance(kind, UnionType) and ClaimPart in get_args(kind):
        number = isinstance(content, dict) and "words" in content
        return _made(Number if number else ClaimPart, content, lang)
    if isinstance(kind, UnionType) and Number in get_args(kind):
        return _made(Number, content, lang)
    if get_origin(kind) is tuple:
        (item, _) = get_args(kind)
        return tuple(_made(item, each, lang) for each in content)
    if plain:
        return _checked(kind, content)
    hints = _hints(kind)
    own = {"lang": lang, **content} if kind is Number else content
    return kind(
        **{name: _made(hint, own[name], lang) for name, hint in hints.items() if name in own}
    )


def _checked(kind: Any, content: Any) -> Any:
    """A plain value, which must be of its type."""
    allowed = get_args(kind) or (kind,)
    if get_origin(kind) is Literal:
        fits = content in allowed
    else:
        known = {*allowed, *((int,) if float in allowed else ())}
        fits = type(content) in known
    if not fits:
        raise ValueError(f"{content!r} where {kind} is expected")
    return content


def _claim(content: dict[str, Any], lang: Lang | None) -> ClaimPart:
    """A text with its pieces cut out of it."""
    text = content["text"]
    found = [
        (piece["at"], _made(kind, piece, lang))
        for name, kind in _PIECES.items()
        for piece in content.get(name, ())
    ]
    places = sorted(found, key=lambda place: place[0])
    pieces: list[Piece] = []
    end = 0
    for at, piece in places:
        if text[at : at + len(piece.words)] != piece.words or at < end:
            raise ValueError(f"{piece.words!r} not at {at} of {text!r}")
        pieces += [text[end:at], piece]
        end = at + len(piece.words)
    return ClaimPart(in_a_row([*pieces, text[end:]]), content.get("stated", True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
