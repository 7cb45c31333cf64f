"""`manifest.json`: what a review was made from, with what, and what came out.

It holds no machine names, no paths of the machine, no dates: only the seconds that a report took
differ between two runs over the same inputs.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tongket.model import LANGS, TimePeriod
from tongket.run.job import Failure
from tongket.run.reports import Report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tongket.model import Lang
    from tongket.run.reports import AreaPeriod


# Raised when a key changes its meaning: a manifest of another format counts as none, and everything runs again.
FORMAT = 5


@dataclass(frozen=True)
class MadeFrom:
    """All that executing a report depends on, by hash. The same again means the same results again.

    Attributes:
        notebook: its cells in the report's language.
        parameters: what is injected.
        library: the code and the templates.
        versions: Python and the libraries that matter.
        data: each registry, file or indicator whose observations it read, see `lineage`; and what its notebook opened
            beside them, see `inputs`.
    """

    notebook: str
    parameters: Mapping[str, object]
    library: str
    versions: Mapping[str, str]
    data: Mapping[str, str]


@dataclass(frozen=True)
class Record:
    """One report in the manifest.

    Attributes:
        made_from: what it depends on.
        page_frame: the hash of what its page shows around the notebook.
        outputs: the hash of each file, by its place in the output folder.
        failure: why it failed, or None.
        seconds: how long it took.
        cells: how long each code cell took.
        content: the hash of what it says, see `content`.
    """

    made_from: MadeFrom
    page_frame: str
    outputs: Mapping[str, str]
    failure: Failure | None
    seconds: float
    cells: tuple[float, ...]
    content: str = ""

    @property
    def reason(self) -> str:
        """Why it failed; empty where it did not."""
        return str(self.failure or "")


@dataclass(frozen=True)
class Manifest:
    """What was written about a review.

    Attributes:
        records: one for each report.
        entrance: the hash of each file that belongs to the review as a whole, by its place in the output folder.
        release: whether it is released: day, edition, and the day of the edition before a draft.
    """

    records: Mapping[Report, Record] = field(default_factory=dict)
    entrance: Mapping[str, str] = field(default_factory=dict)
    release: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def content(self) -> dict[str, str]:
        """The hash of what each page says, by `<lang>/<page>`."""
        return {f"{r.lang}/{r.page}": self.records[r].content for r in sorted(self.records)}


def dumps(
    review: AreaPeriod, commit: str | None, files: Mapping[str, str], manifest: Manifest
) -> str:
    """The manifest's text.

    Library and versions are the same for most reports: each distinct set is written once under `inputs`, and a report
    names its number.

    Args:
        review: which review.
        commit: the git commit of the project, if there is one.
        files: the hash of each data file, as it was when the review was last put in place.
        manifest: what to write.
    """
    records = manifest.records
    sets: list[dict[str, Any]] = []
    for record in (records[report] for report in sorted(records)):
        if _inputs(record.made_from) not in sets:
            sets.append(_inputs(record.made_from))
    content = {
        "format": FORMAT,
        "review": {"area": review.area, "period": review.period.code},
        "outcome": "failed" if any(record.failure for record in records.values()) else "complete",
        "commit": commit,
        "data": dict(files),
        "inputs": sets,
        "entrance": dict(manifest.entrance),
        "release": dict(manifest.release),
        "reports": [_entry(report, records[report], sets) for report in sorted(records)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(path: Path) -> Manifest:
    """A manifest; an empty one where it is missing or cannot be understood: then everything runs again."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        area, code = content["review"]["area"], content["review"]["period"]
        # A copy of another review's manifest says nothing of this one.
        _require(path.parts[-3:-1] == (area, code))
        review = area, TimePeriod.parse(code)
        entries = content["reports"] if content["format"] == FORMAT else []
        records = {
            Report(*review, *_names(entry)): _record(entry, content["inputs"]) for entry in entries
        }
        return Manifest(records, _files(content["entrance"]))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return Manifest()


def _require(holds: object) -> None:
    if not holds:
        raise ValueError("a manifest of another shape")


def _names(entry: dict[str, Any]) -> tuple[Lang, str]:
    """Language and page of a report: they lead to its files, so neither may lead elsewhere."""
    lang, page = entry["lang"], entry["page"]
    _require(lang in LANGS and isinstance(page, str) and page == PurePath(page).name)
    return lang, page


def _texts(value: Any) -> dict[str, str]:
    _require(isinstance(value, dict) and all(isinstance(text, str) for text in value.values()))
    return dict(value)


def _files(value: Any) -> dict[str, str]:
    """Hashes by places below the output folder."""
    places = [PurePath(name) for name in _texts(value)]
    _require(not any(place.is_absolute() or ".." in place.parts for place in places))
    return dict(value)


def _number(value: Any) -> float:
    _require(isinstance(value, (int, float)) and not isinstance(value, bool))
    return float(value)


def _inputs(made_from: MadeFrom) -> dict[str, Any]:
    return {"library": made_from.library, "versions": dict(made_from.versions)}


def _entry(report: Report, record: Record, sets: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "page": report.page,
        "lang": report.lang,
        "made_from": {
            "inputs": sets.index(_inputs(record.made_from)),
            "notebook": record.made_from.notebook,
            "parameters": dict(record.made_from.parameters),
            "data": dict(record.made_from.data),
        },
        "page_frame": record.page_frame,
        "content": record.content,
        "outputs": dict(record.outputs),
        "failure": asdict(record.failure) if record.failure else None,
        "seconds": record.seconds,
        "cells": list(record.cells),
    }


def _record(entry: dict[str, Any], sets: list[dict[str, Any]]) -> Record:
    own = entry["made_from"]
    shared = sets[own["inputs"]]
    texts = _texts({
        "notebook": own["notebook"], "library": shared["library"], "page_frame": entry["page_frame"],
        "content": entry["content"],
    })  # fmt: skip
    return Record(
        MadeFrom(
            texts["notebook"], dict(own["parameters"]), texts["library"],
            _texts(shared["versions"]), _texts(own["data"]),
        ),
        texts["page_frame"],
        _files(entry["outputs"]),
        _failure(entry["failure"]) if entry["failure"] else None,
        _number(entry["seconds"]),
        tuple(map(_number, entry["cells"])),
        texts["content"],
    )  # fmt: skip


def _failure(entry: dict[str, Any]) -> Failure:
    texts = _texts({name: entry[name] for name in ("source", "name", "reason")})
    _require(type(entry["cell"]) is int)
    return Failure(entry["cell"], **texts, **_texts({"reason_vi": entry.get("reason_vi", "")}))
