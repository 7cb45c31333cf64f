"""Whether the figures still say what was released: a released figure that changes in silence is a finding."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from tongket.command_line import quoted
from tongket.data.corrections import FACT, REVISIONS
from tongket.data.findings import Finding
from tongket.data.folder import OBSERVATIONS
from tongket.data.printings import published_rows
from tongket.data.releases import FROZEN, RECORD, RELEASES, of_review
from tongket.numerals import hedged
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.data.printings import Cells, Key
    from tongket.data.registry import Registry
    from tongket.data.releases import ReleaseRecord, Releases
    from tongket.data.revisions import Correction
    from tongket.data.store import Store
    from tongket.model import Observation


def changed_since_release(store: Store, releases: Releases) -> list[Finding]:
    """A finding for each released figure that is another now, with nothing on record that says why.

    What says why is a later edition of its source (`revises`), or a row of `revisions.csv`. Of several reviews that
    said a figure, the one released first is named.

    Args:
        store: the data.
        releases: what the project has released; of each review the last edition counts.
    """
    now = {row.key: row for row in (*store.observations, *store.superseded)}
    told = {(each.row.key, _said(each.then)): each for each in store.corrections}
    days = {record.date for record in releases}
    found: dict[tuple[Key, str], Finding] = {}
    for record in sorted(_last(releases), key=attrgetter("date")):
        for key, cells in _frozen(record):
            row, printed = now.get(key), cells["as_printed"]
            then = hedged(printed, cells["qualifier"]) if printed else ""
            if not row or not then or _said(row) == then:
                continue
            correction = told.get((key, then))
            if correction is None:
                found.setdefault((key, then), _changed(record, row, then))
            elif correction.released.isoformat() not in days:
                found.setdefault((key, then), _wrong_day(record, correction))
    return [*found.values()]


def gone_since_release(store: Store, releases: Releases) -> list[Finding]:
    """One notice for each review of which released statements are no longer on record: who removed them knows it."""
    there = {row.key for row in (*store.observations, *store.superseded)}
    found = []
    for record in _last(releases):
        gone = [key for key, cells in _frozen(record) if cells["as_printed"] and key not in there]
        if gone:
            expected = Phrase(
                "every figure of edition {number}, released on {day}, of which {count} are gone",
                number=record.edition, day=record.date, count=len(gone),
            )  # fmt: skip
            remedy = Phrase(
                "Put them back, unless they were removed or given another key on purpose: {rows}.",
                rows="; ".join(", ".join(filter(None, key)) for key in gone),
            )
            found.append(Finding(OBSERVATIONS, 0, "", "", expected, remedy, "released-rows-gone"))
    return found


def undeclared_places(registry: Registry, releases: Releases) -> list[Finding]:
    """A notice for each place of which a review is released, and that the data no longer declare."""
    expected = Phrase("a review of an area of data/areas.csv, as it was when it was released")
    remedy = Phrase("Declare the area again: what is released stays on record.")
    last = {record.area: record for record in _last(releases) if record.area not in registry.areas}
    return [
        Finding(f"{RELEASES}/{record.place}/{RECORD}", 0, "release.area", area, expected, remedy, "release-of-no-area")
        for area, record in last.items()
    ]  # fmt: skip


def _last(releases: Releases) -> Iterator[ReleaseRecord]:
    """The last edition of each review."""
    for area, period in dict.fromkeys((each.area, each.period) for each in releases):
        yield of_review(releases, area, period)[-1]


def _frozen(record: ReleaseRecord) -> Iterator[tuple[Key, Cells]]:
    """The observations of a release by their keys; what of them cannot be read, `altered` says."""
    path = record.folder / FROZEN
    return published_rows(path, []) if path.is_file() else iter(())


def _said(row: Observation) -> str:
    """A print with its hedge: “more than 400” is not 400."""
    return hedged(row.as_printed, row.qualifier)


def _wrong_day(record: ReleaseRecord, correction: Correction) -> Finding:
    """A correction of what was released on a day on which nothing was."""
    expected = Phrase("the day of a release, such as {day}", day=record.date)
    remedy, day = Phrase("Mend the day."), correction.released.isoformat()
    return Finding(REVISIONS, correction.line, "released", day, expected, remedy, "no-such-release")


def _changed(record: ReleaseRecord, row: Observation, then: str) -> Finding:
    values = dict(zip(FACT, row.key[:4], strict=True)) | {
        "released": record.date,
        "as-printed": then,
        # True of any correction, for who pastes the command as it is.
        "reason-vi": "Số liệu đã công bố có sai sót.",
        "reason-en": "The figure that was released was in error.",
    }
    options = " ".join(f"--{name.replace('_', '-')} {quoted(text)}" for name, text in values.items())  # fmt: skip
    expected = Phrase("{printed}, as released on {day}", printed=then, day=record.date)
    remedy = Phrase(
        "Put it back; or say why it was corrected: `{command}`; or enter a later source that `revises` this one.",
        command=f"tongket add revision {options}",
    )
    code = "released-figure-changed"
    return Finding(row.file, row.row, "as_printed", _said(row), expected, remedy, code)
