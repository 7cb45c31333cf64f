"""What is in a data folder: the files that are read, and those that look like data and are not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.findings import Finding
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tongket.model import Text

OBSERVATIONS = "observations"
# Files of one's own, which no check reads: a notebook does.
OWN = "own"
# Its files that review.read_excel reads; the others are for review.read_csv.
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
# A file that the library opens for a notebook is announced by this name, so that it is an input of the page.
OPENED = "tongket.opened"
DESCRIPTION = "datapackage.json"
REGISTRIES = (
    "indicators.toml", "sources.toml", "rules.toml", "areas.csv", "events.csv", "revisions.csv",
)  # fmt: skip
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
TABLES = (".csv", ".tsv", ".csv.txt", ".tsv.txt")
SETTINGS = (".toml", ".toml.txt")
# What spreadsheet programs put beside an open file.
_LOCKS = ("~$", ".~")


def observation_files(folder: Path) -> list[Path]:
    """The files of observations of a data folder, by name."""
    return [path for path in _entries(folder / OBSERVATIONS) if _is_read(path.name)]


def not_read(folder: Path) -> list[Finding]:
    """A finding for each file that looks like data and is not read, with what to do."""
    beside = [path for path in _entries(folder) if path.name not in REGISTRIES]
    within = [path for path in _entries(folder / OBSERVATIONS) if not _is_read(path.name)]
    named = [(path.name, _remedy(path, beside=True)) for path in beside]
    named += [(f"{OBSERVATIONS}/{path.name}", _remedy(path, beside=False)) for path in within]
    expected = Phrase("only files that are read")
    return [
        Finding(name, 0, "", name, expected, remedy, "not-read")
        for name, remedy in named
        if remedy is not None
    ]


def lost(folder: Path) -> list[Finding]:
    """A finding for each file of observations that `datapackage.json` names and that is not there."""
    there = {f"{OBSERVATIONS}/{path.name}" for path in observation_files(folder)}
    expected = Phrase("this file: {description} names it", description=DESCRIPTION)
    remedy = Phrase(
        "Restore it; if it was removed or renamed on purpose, run `{command}`.",
        command="tongket datapackage",
    )
    return [
        Finding(name, 0, "", "", expected, remedy, "lost-file")
        for name in _described(folder / DESCRIPTION)
        if name not in there
    ]


def _described(path: Path) -> list[str]:
    """The files of observations that a description names; none where it is no description."""
    try:
        if not path.is_file() or path.stat().st_size > limits.REGISTRY_BYTES:
            return []
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        names = {str(each["path"]) for each in resources}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []
    return sorted(name for name in names if name.startswith(f"{OBSERVATIONS}/"))


def _entries(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.iterdir())
    except OSError:
        # That there are no observations is a finding of its own.
        return


def _is_read(name: str) -> bool:
    return name.endswith(".csv") and not name.startswith((".", "~"))


def _remedy(path: Path, *, beside: bool) -> Text | None:
    """What to do with a file that is not read; None where nobody could take it for data."""
    name = path.name.lower()
    into = Phrase("Move it into {folder}, or out of the data.", folder=f"{OBSERVATIONS}/")
    right = path.name.lstrip(".~").partition(".")[0] + ".csv"
    if name.startswith(_LOCKS) or (beside and path.is_dir()):
        return None
    if path.is_dir():
        return Phrase("Move its files into {folder}.", folder=f"{OBSERVATIONS}/")
    if name.endswith(SHEETS):
        return Phrase(
            "Save each sheet as “CSV UTF-8” into {folder}, and move the workbook out of the data.",
            folder=f"{OBSERVATIONS}/",
        )
    if name.endswith(SETTINGS):
        return Phrase("Give it one of these names: {names}.", names=", ".join(REGISTRIES[:3]))
    if name.endswith(TABLES):
        return into if beside else Phrase("Rename it: {name}.", name=right)
    return None
