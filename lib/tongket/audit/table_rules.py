"""The rules of one table, read from TOML: what must hold between its figures, which they name by their ids."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tongket import limits
from tongket.data.findings import Finding
from tongket.data.text_file import lines
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ONE, SEVERAL, NUMBER = "figure", "figures", "number"
# What each kind of rule may say; with `?` where it may be left out.
KEYS: dict[str, dict[str, str]] = {
    "balance": {"total": ONE, "parts": SEVERAL},
    "bound": {"lesser": SEVERAL, "greater": ONE},
    "sum_to": {"parts": SEVERAL, "sum": "number?"},
    "ratio": {"part": "figure?", "whole": "figure?", "share": ONE, "per": "number?"},
    "growth": {"now": ONE, "before": ONE, "growth": ONE},
    "change": {"now": ONE, "before": ONE, "points": ONE},
    "mean": {"means": SEVERAL, "n": ONE, "items": "number?"},
    "percent_of_n": {"percents": SEVERAL, "n": ONE, "items": "number?"},
}
MEND = Phrase("Mend this rule.")


@dataclass(frozen=True)
class TableRule:
    """One rule: its kind, its place among those of its kind, the ids and numbers by key, and what it assumes."""

    kind: str
    place: int
    figures: dict[str, tuple[str, ...]]
    numbers: dict[str, Fraction]
    assumes: str = ""

    def one(self, key: str) -> str:
        """The id under a key of one figure; empty where it is left out."""
        return next(iter(self.figures.get(key, ())), "")

    def number(self, key: str, default: int) -> Fraction:
        """The number under a key."""
        return self.numbers.get(key, Fraction(default))


@dataclass(frozen=True)
class TableRules:
    """All rules of a file.

    Args:
        counted: the units whose figures were counted one by one; all others may be rounded.
    """

    file: str
    rules: tuple[TableRule, ...] = ()
    counted: frozenset[str] = frozenset()


def read_table_rules(path: Path, findings: list[Finding]) -> TableRules:
    """The rules of a TOML file; what does not hold goes to the findings."""
    texts = [text for _, text in lines(path, path.name, findings, limits.REGISTRY_BYTES)]
    try:
        document = tomllib.loads("\n".join(text.removesuffix("\r") for text in texts))
    except (ValueError, RecursionError) as error:
        value, expected = str(error), Phrase("valid TOML")
        findings.append(Finding(path.name, 0, "", value, expected, MEND, "unreadable-rules"))
        return TableRules(path.name)
    counted = document.pop("counted", [])
    if not _is_names(counted):
        expected = Phrase("a list of units, such as {example}", example='["people"]')
        findings.append(
            Finding(path.name, 0, "counted", str(counted), expected, MEND, "wrong-entry")
        )
        counted = []
    rules = [
        rule
        for kind, entries in document.items()
        for place, entry in enumerate(entries if isinstance(entries, list) else [entries], 1)
        if (rule := _rule(path.name, kind, place, entry, findings)) is not None
    ]
    return TableRules(path.name, tuple(rules), frozenset(counted))


def _rule(
    file: str, kind: str, place: int, entry: Any, findings: list[Finding]
) -> TableRule | None:
    """A rule by the keys of its kind; None, with findings, where it has others."""
    if kind not in KEYS or not isinstance(entry, dict):
        names = ", ".join(f"[[{name}]]" for name in KEYS)
        findings.append(Finding(file, 0, kind, kind, Text(names, names), MEND, "unknown-table"))
        return None
    keys, before = KEYS[kind] | {"assumes": "text?"}, len(findings)
    for key in [*keys, *(name for name in entry if name not in keys)]:
        expected = _expected(keys.get(key, ""), keys)
        if not _holds(keys.get(key, ""), key in entry, entry.get(key)):
            value = str(entry.get(key, ""))
            at = f"{kind}[{place}].{key}"
            findings.append(Finding(file, 0, at, value, expected, MEND, "wrong-entry"))
    if len(findings) > before:
        return None
    figures = {
        key: (value,) if isinstance(value, str) else tuple(value)
        for key, value in entry.items()
        if keys[key].startswith(ONE)
    }
    numbers = {k: Fraction(str(v)) for k, v in entry.items() if keys[k].startswith(NUMBER)}
    return TableRule(kind, place, figures, numbers, entry.get("assumes", ""))


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _holds(form: str, there: bool, value: Any) -> bool:  # noqa: FBT001 - a value beside its presence
    if not there:
        return form.endswith("?")
    if form.startswith(SEVERAL):
        return (isinstance(value, str) and bool(value)) or (_is_names(value) and bool(value))
    if form.startswith(NUMBER):
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
    return bool(form) and isinstance(value, str) and bool(value)


def _expected(form: str, keys: Iterable[str]) -> Text:
    if not form:
        names = ", ".join(keys)
        return Phrase("one of the keys {names}", names=names)
    forms: dict[str, Text] = {
        ONE: Phrase("the id of a figure"),
        SEVERAL: Phrase("ids of figures"),
        NUMBER: Phrase("a number above zero"),
        "text": Phrase("a text"),
    }
    return forms[form.removesuffix("?")]
