"""Tables held against their shape by pydantic's core, and what is wrong with them in our own words.

The core alone is loaded: pydantic's models take as long to make as all the rest of an audit. The sentences are our
own, because the library's are in English only.
"""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic_core import SchemaValidator, ValidationError

from tongket.data.registry.entries import is_required
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

Entry = TypeVar("Entry")

# What the library calls a key that a shape does not have.
UNKNOWN_KEY = "extra_forbidden"

MISSING = Phrase("this key")
_KINDS: dict[str, Text] = {
    "missing": MISSING,
    "string_type": Phrase("a text in quotation marks"),
    "string_unicode": Phrase("UTF-8"),
    "string_too_short": Phrase("a text that is not empty"),
    "int_type": Phrase("a whole number"),
    "float_type": Phrase("a number"),
    "finite_number": Phrase("a finite number"),
    "bool_type": Phrase("true or false"),
    "list_type": Phrase("a list in square brackets"),
    "dict_type": Phrase("a table"),
}
_LIMITS = {
    "greater_than_equal": ("ge", Phrase("at least {number}")),
    "greater_than": ("gt", Phrase("more than {number}")),
    "less_than_equal": ("le", Phrase("at most {number}")),
    "string_too_long": ("max_length", Phrase("at most {number} characters")),
}
PATTERNS: dict[str, Text] = {
    "url": Phrase("a web address such as https://example.vn/page"),
    "published": Phrase("a date such as 2025-01-14, 2025-01 or 2025"),
    "language": Phrase("a language code such as vi or en"),
    "contact": Phrase("an e-mail address, or a web address such as https://example.vn/page"),
    "colour": Phrase("a colour such as #0a5870"),
    "date": Phrase("a day such as 2025-03-14"),
    "next": Phrase("a year, month or day such as 2026-01"),
    "site": Phrase("a web address such as https://skhcn.example.vn/tongket, without ? and #"),
}


class WrongTable(Exception):
    """A table that does not have its shape: the library's account of what is wrong, by key."""

    def __init__(self, details: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(", ".join(details))
        self.details = details


def in_shape(shape: type[Entry], table: object) -> Entry:
    """A table as an entry of a shape.

    Raises:
        WrongTable: a key is missing or unknown, or holds something else; an empty key where the whole is no table.
    """
    try:
        return shape(**_validator(cast("Hashable", shape)).validate_python(table))
    except ValidationError as error:
        # A value that may be of two kinds is wrong once; the last kind says it in the widest words.
        details = {
            str(detail["loc"][0]) if detail["loc"] else "": detail for detail in error.errors()
        }
        raise WrongTable(details) from None


@cache
def _validator(shape: Hashable) -> SchemaValidator:
    fields = {
        name: {
            "type": "typed-dict-field",
            "schema": _schema(hint),
            "required": is_required(shape, name),
        }
        for name, hint in get_type_hints(shape, include_extras=True).items()
    }
    config = {"strict": True, "allow_inf_nan": False, "extra_fields_behavior": "forbid"}
    return SchemaValidator({"type": "typed-dict", "fields": fields, "config": config}, config)  # type: ignore[arg-type]


def _schema(hint: Any) -> dict[str, Any]:
    """A type in the terms of the validating library."""
    origin: Any = get_origin(hint)
    inner: tuple[Any, ...] = get_args(hint)
    if origin is Annotated:
        return _schema(inner[0]) | dict(inner[1:])
    if origin is Literal:
        return {"type": "literal", "expected": list(inner)}
    if origin is list:
        return {"type": "list", "items_schema": _schema(inner[0])}
    if NoneType in inner:
        return {"type": "nullable", "schema": _union([i for i in inner if i is not NoneType])}
    return _union(inner) if inner else {"type": hint.__name__}


def _union(inner: Sequence[Any]) -> dict[str, Any]:
    first, *others = inner
    return {"type": "union", "choices": [*map(_schema, inner)]} if others else _schema(first)


def expected_by(shape: type[object], key: str, detail: Mapping[str, Any]) -> Text:
    """What a shape expects of a key.

    Args:
        shape: the shape of the table.
        key: the key; empty where the whole table is wrong.
        detail: the validating library's account of what is wrong there.
    """
    kind = detail["type"]
    if kind == UNKNOWN_KEY:
        names = ", ".join(get_type_hints(shape))
        return Phrase("one of the keys {names}", names=names)
    if kind == "literal_error":
        names = ", ".join(_choices(get_type_hints(shape)[key]))
        return Phrase("one of {names}", names=names)
    if kind == "string_pattern_mismatch":
        # Of a key without a pattern of its own only spaces are refused.
        return PATTERNS.get(key, Phrase("a text"))
    if kind == "too_short":
        return Phrase("at least {number} entries", number=detail["ctx"]["min_length"])
    if kind in _LIMITS:
        limit, says = _LIMITS[kind]
        return says.filled(number=f"{detail['ctx'][limit]:g}")
    return _KINDS.get(kind, Phrase("another kind of value"))


def _choices(annotation: object) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation) if choice]
    return [name for part in get_args(annotation) for name in _choices(part)]
