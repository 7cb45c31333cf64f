"""Why a report must run again, in words: what of all that it was made from, or of its files, is no longer the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import Text
from tongket.run.plan.fingerprint import sha256
from tongket.run.plan.inputs import (
    ANOTHER_PROGRAM,
    FILE,
    FOLDER,
    NOT_SAID,
    OUTSIDE,
    THE_NETWORK,
    UNTRACED,
)  # fmt: skip
from tongket.run.plan.lineage import FIGURES, FILES, KEYS
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tongket.run.plan.manifest import MadeFrom, Record

# How the names of inputs in manifests are said: by what they begin with, or whole.
_KINDS = {
    FIGURES: Phrase("figures of {name}"),
    FILE: Phrase("file {name}"),
    FOLDER: Phrase("folder {name}"),
    UNTRACED: Phrase("untraced input: {name}"),
}
_NAMED = {
    FILES: Phrase("set of registries"),
    KEYS: Phrase("set of observations"),
    THE_NETWORK: Phrase("the network"),
    ANOTHER_PROGRAM: Phrase("another program"),
    NOT_SAID: Phrase("the kernel did not say what it opened"),
}
FORCED = Phrase("forced")
PAGE_FRAME = Phrase("titles, navigation or the way to show code changed")


def why_stale(record: Record | None, now: MadeFrom, out: Path) -> list[Text]:
    """The reasons to run a report again; none means that it is fresh.

    Args:
        record: what the manifest says of its last run; None where it never ran.
        now: what it would be made from now.
        out: the output folder, to see whether its files are still what was written.
    """
    if record is None:
        return [Phrase("never run")]
    if record.failure is not None:
        return [Phrase("failed last time ({error})", error=record.failure.name)]
    return [*_changed(record.made_from, now), *damaged(record.outputs, out)]


def _changed(then: MadeFrom, now: MadeFrom) -> Iterator[Text]:
    if then.notebook != now.notebook:
        yield Phrase("notebook changed")
    if then.library != now.library:
        yield Phrase("tongket's code changed")
    for each in _differences(then.parameters, now.parameters):
        yield Phrase("parameter {difference}", difference=each)
    yield from _differences(then.versions, now.versions)
    for name in sorted(then.data):
        if then.data[name] != now.data.get(name):
            yield _input_changed(name, is_there=name in now.data)


def _differences(then: Mapping[str, object], now: Mapping[str, object]) -> Iterator[Text]:
    """Each value that differs, as `name: before → now`."""
    none = Phrase("none")
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            yield Phrase(
                "{name}: {before} → {now}",
                name=name, before=then.get(name, none), now=now.get(name, none),
            )  # fmt: skip


def _input_changed(name: str, *, is_there: bool) -> Text:
    """What happened to an input, by its name in manifests; of what cannot be followed, what it is."""
    said = _said(name)
    if name.startswith(UNTRACED):
        return said
    return (
        Phrase("{input} changed", input=said) if is_there else Phrase("{input} removed", input=said)
    )


def _said(name: str) -> Text:
    if name in _NAMED:
        return _NAMED[name]
    if name.endswith(OUTSIDE):
        inside = _said(name.removesuffix(OUTSIDE))
        return Phrase("{input}, outside the folders of notebooks and data", input=inside)
    kind = next((kind for kind in _KINDS if name.startswith(kind)), "")
    own = name.removeprefix(kind)
    return _KINDS[kind].filled(name=_said(own)) if kind else Text(name, name)


def damaged(outputs: Mapping[str, str], out: Path) -> list[Text]:
    """The files that are no longer what was written, with what happened to them.

    Args:
        outputs: the hash of each file, by its place in the output folder `out`.
        out: the output folder.
    """
    reasons: list[Text] = []
    for name, digest in sorted(outputs.items()):
        path = out / name
        if not path.is_file():
            reasons.append(Phrase("{file} is missing", file=name))
        elif sha256(path) != digest:
            reasons.append(Phrase("{file} was changed since", file=name))
    return reasons
