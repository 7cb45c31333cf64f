"""Fresh or stale, and why: by the content of what a report was made from, never by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.run.inventory import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tongket.run.manifest import MadeFrom, Record


def why_stale(record: Record | None, now: MadeFrom, out: Path) -> list[str]:
    """The reasons to run a report again; none means that it is fresh.

    Args:
        record: what the manifest says of its last run; None where it never ran.
        now: what it would be made from now.
        out: the output folder, to see whether its files are still what was written.
    """
    if record is None:
        return ["never run"]
    if record.failure is not None:
        return [f"failed last time ({record.failure.name})"]
    return [*_changed(record.made_from, now), *spoiled(record.outputs, out)]


def _changed(then: MadeFrom, now: MadeFrom) -> list[str]:
    parts = {
        "notebook changed": then.notebook != now.notebook,
        "tongket's code changed": then.library != now.library,
    }
    return [
        *(reason for reason, changed in parts.items() if changed),
        *_differences("parameter ", then.parameters, now.parameters),
        *_differences("", then.versions, now.versions),
        *_data(then.data, now.data),
    ]


def _differences(kind: str, then: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """Each value that differs, as `name: before → now`."""
    names = sorted({*then, *now})
    return [
        f"{kind}{name}: {then.get(name, 'none')} → {now.get(name, 'none')}"
        for name in names
        if then.get(name) != now.get(name)
    ]


def _data(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [
        f"{name} {'changed' if name in now else 'removed'}"
        for name in sorted(then)
        if then[name] != now.get(name)
    ]


def spoiled(outputs: Mapping[str, str], out: Path) -> list[str]:
    """The files that are no longer what was written, with what happened to them.

    Args:
        outputs: the hash of each file, by its place in the output folder `out`.
        out: the output folder.
    """
    reasons = []
    for name, digest in sorted(outputs.items()):
        path = out / name
        if not path.is_file():
            reasons.append(f"{name} is missing")
        elif sha256(path) != digest:
            reasons.append(f"{name} was changed since")
    return reasons
