"""TOML tables read and held against their shape; what does not hold becomes a finding."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from tongket.data.findings import Finding
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read_toml(path: Path, file: str, findings: list[Finding]) -> dict[str, Any]:
    """A TOML file; empty, with a finding, where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        expected, got = Phrase("this file"), "no file"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        expected, got = Phrase("valid TOML in UTF-8"), str(error)
    remedy = Phrase("Mend or restore the file.")
    findings.append(Finding(file, 0, "", got, expected, remedy, "unreadable-registry"))
    return {}


def unknown_section(file: str, section: str, sections: Iterable[str]) -> Finding:
    """The finding of a table that no file of this kind has."""
    names = ", ".join(sections)
    remedy = Phrase("Mend the name of the table.")
    return Finding(file, 0, section, section, Text(names, names), remedy, "unknown-table")


def validated(
    shape: type[BaseModel], table: object, key: str, file: str, findings: list[Finding]
) -> Any:
    """A table in its shape; None, with findings, where it has another."""
    try:
        return shape.model_validate(table)
    except ValidationError as error:
        for detail in error.errors():
            column = ".".join([key, *(str(part) for part in detail["loc"])])
            expected = Text(detail["msg"], detail["msg"])
            remedy = Phrase("Mend this entry.")
            got = str(detail.get("input", ""))
            findings.append(Finding(file, 0, column, got, expected, remedy, "wrong-entry"))
        return None
