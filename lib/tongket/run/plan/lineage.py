"""What a report was made from among the data, finely enough that one changed figure touches only its own pages.

A review chooses rows by their keys (indicator, area, period, measure, source, locator) and opens some of them. So a
report depends on which rows there are, on all rows of the indicators that it opened, and on the registries.
"""

from __future__ import annotations

import csv
import hashlib
import json
from typing import TYPE_CHECKING

from tongket.run.plan.fingerprint import data_files
from tongket.run.plan.inputs import input_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

OBSERVATIONS = "observations/"
KEYS = "set of observations"
FILES = "set of registries"
FIGURES = "figures of "
# What the choice of rows may depend on; a row without a figure is shown with its reason, so it counts whole.
CHOSEN_BY = ("indicator", "ref_area", "time_period", "measure", "source", "locator", "obs_status")


def data_state(folder: Path) -> dict[str, str]:
    """The hash of everything among the data that a report can depend on, by its name in manifests.

    That is each file; which registries there are, for a new one has no name in older manifests; the keys of all
    observations; and for each indicator all its observations.
    """
    rows = [row for path in sorted(folder.glob(f"{OBSERVATIONS}*.csv")) for row in _rows(path)]
    by_indicator: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_indicator.setdefault(row.get("indicator") or "", []).append(row)
    figures = {f"{FIGURES}{name}": _digest(own) for name, own in sorted(by_indicator.items())}
    files = data_files(folder)
    there = [{"file": name} for name in files if not name.startswith(OBSERVATIONS)]
    return {**files, FILES: _digest(there), KEYS: _digest(map(_key, rows)), **figures}


def depends_on(indicators: Iterable[str] | None, state: Mapping[str, str]) -> dict[str, str]:
    """The part of the data's state that a report depends on.

    Args:
        indicators: the indicators that its notebook opened; None where that is not known: then every file counts.
        state: the state of the data.
    """
    if indicators is None:
        return {name: digest for name, digest in state.items() if not name.startswith(FIGURES)}
    opened = {f"{FIGURES}{name}" for name in indicators}
    return {
        name: digest
        for name, digest in state.items()
        if name in opened or not name.startswith((FIGURES, OBSERVATIONS))
    }


def now(
    names: Iterable[str], state: Mapping[str, str], folders: Mapping[str, Path] | None = None
) -> dict[str, str]:
    """The state of what a report was made from; what is gone, or cannot be followed, is left out.

    Args:
        names: the parts of the data, and what its notebook opened beside them.
        state: the state of the data.
        folders: the folders `notebooks` and `data`; needed where a notebook opened anything.
    """
    opened = {name: input_state(name, folders) for name in names} if folders else {}
    return {
        **{name: state[name] for name in names if name in state},
        **{name: digest for name, digest in opened.items() if digest is not None},
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _key(row: dict[str, str]) -> dict[str, str]:
    return {name: row.get(name, "") for name in CHOSEN_BY} if row.get("as_printed") else row


def _digest(rows: Iterable[dict[str, str]]) -> str:
    lines = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
