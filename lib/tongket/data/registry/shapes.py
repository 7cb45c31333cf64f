"""What a key of a registry must hold, in our own words: the validating library's sentences are in English only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

_KINDS: dict[str, Text] = {
    "missing": Phrase("this key"),
    "string_type": Phrase("a text in quotation marks"),
    "string_too_short": Phrase("a text that is not empty"),
    "int_type": Phrase("a number"),
    "float_type": Phrase("a number"),
    "finite_number": Phrase("a finite number"),
    "bool_type": Phrase("true or false"),
    "list_type": Phrase("a list in square brackets"),
    "model_type": Phrase("a table"),
}
_LIMITS = {
    "greater_than_equal": ("ge", Phrase("at least {number}")),
    "less_than_equal": ("le", Phrase("at most {number}")),
}
PATTERNS: dict[str, Text] = {
    "url": Phrase("a web address such as https://example.vn/page"),
    "published": Phrase("a date such as 2025-01-14, 2025-01 or 2025"),
    "language": Phrase("a language code such as vi or en"),
}


def expected_by(shape: type[BaseModel], key: str, detail: Mapping[str, Any]) -> Text:
    """What a shape expects of a key.

    Args:
        shape: the shape of the table.
        key: the key; empty where the whole table is wrong.
        detail: the validating library's account of what is wrong there.
    """
    kind = detail["type"]
    if kind == "extra_forbidden":
        names = ", ".join(shape.model_fields)
        return Phrase("one of the keys {names}", names=names)
    if kind == "literal_error":
        names = ", ".join(_choices(shape.model_fields[key].annotation))
        return Phrase("one of {names}", names=names)
    if kind == "string_pattern_mismatch":
        return PATTERNS[key]
    if kind == "too_short":
        return Phrase("at least {number} entries", number=detail["ctx"]["min_length"])
    if kind in _LIMITS:
        limit, says = _LIMITS[kind]
        return says.filled(number=detail["ctx"][limit])
    return _KINDS.get(kind, Phrase("another kind of value"))


def _choices(annotation: object) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [name for part in get_args(annotation) for name in _choices(part)]
