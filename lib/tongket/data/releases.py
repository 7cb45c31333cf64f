"""The releases of a project: what was published of a review, when, by whom, and what it looked like.

    releases/<day>/<place>/<period>/release.toml      the record: edition, who released it, hashes
                                    observations.csv  the figures as they were released
                                    notes-vi.md …     what is new, what was corrected, what is open
                                    site.zip          the review's folder of the site

A release is frozen: nothing changes it, a correction is the next edition.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tongket.data.registry.toml_tables import read_toml
from tongket.data.registry.toml_text import key_text, value_text
from tongket.model import Release, Text, TimePeriod
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tongket.data.findings import Finding
    from tongket.data.registry.toml_tables import TomlFile

RELEASES, RECORD, FROZEN, SITE = "releases", "release.toml", "observations.csv", "site.zip"
# Left in place by a release that was cut off.
UNFINISHED = ".unfinished"
NAME_LENGTH, NOTE_LENGTH = 200, 2000
Words = Annotated[str, ("max_length", NOTE_LENGTH)]


@dataclass(frozen=True, kw_only=True)
class RecordEntry:
    """The table `[release]` of a record."""

    area: str
    period: str
    date: Annotated[str, ("pattern", r"^\d{4}-\d{2}-\d{2}$")]
    edition: Annotated[int, ("ge", 1)]
    released_by: Annotated[str, ("max_length", NAME_LENGTH)]
    note_vi: Words = ""
    note_en: Words = ""
    tongket: str = ""


@dataclass(frozen=True, kw_only=True)
class ReleaseRecord:
    """One edition of a review, as it was released.

    Attributes:
        area: the place.
        period: the year under review, or the part of one.
        date: the day of the release, `YYYY-MM-DD`.
        edition: its number, counted from one.
        released_by: who released it.
        note: what they said of it; empty where nothing.
        tongket: the version that made it.
        content: the hash of what each page said, by `<lang>/<page>`.
        files: the hash of each file that lies beside the record, by its name.
        folder: where it lies.
    """

    area: str
    period: TimePeriod
    date: str
    edition: int
    released_by: str
    note: Text
    tongket: str
    content: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def place(self) -> str:
        """Its place in the folder of releases."""
        return f"{self.date}/{self.area}/{self.period.code}"

    def says(self, content: Mapping[str, str]) -> bool:
        """Whether pages say what these did: each page of a language, in every language that is there."""
        langs = {name.partition("/")[0] for name in content}
        own = {n: h for n, h in self.content.items() if n.partition("/")[0] in langs}
        return bool(content) and own == dict(content)


Releases = tuple[ReleaseRecord, ...]


def state(said: Release, editions: Sequence[ReleaseRecord], content: Mapping[str, str]) -> Release:
    """Whether what the pages of a review say is released: the last edition's day, or a draft of the next one.

    Args:
        said: what the project says of its releases.
        editions: those of the review, the first one first.
        content: the hash of what each of its pages says.
    """
    if not editions:
        return replace(said, date="", edition=1, before="")
    last = editions[-1]
    if last.says(content):
        return replace(said, date=last.date, edition=last.edition, before="")
    return replace(said, date="", edition=last.edition + 1, before=last.date)


def of_review(releases: Iterable[ReleaseRecord], area: str, period: TimePeriod) -> Releases:
    """The editions of one review, the first one first."""
    own = (each for each in releases if (each.area, each.period) == (area, period))
    return tuple(sorted(own, key=lambda each: (each.date, each.edition)))


def read_releases(project: Path) -> tuple[Releases, list[Finding]]:
    """The releases of a project in the order of their days, and what does not hold in them; none without the folder."""
    findings: list[Finding] = []
    folder, found = project / RELEASES, []
    for path in sorted(folder.glob("*/*/*/")):
        if path.parts[-3].startswith("."):
            continue
        file = read_toml(path / RECORD, (path / RECORD).relative_to(project).as_posix(), findings)
        record = _record(file, path)
        if record is not None:
            found.append(record)
    _note_gaps(found, findings)
    return tuple(found), findings


def altered(releases: Iterable[ReleaseRecord]) -> list[Finding]:
    """A finding for each file of a release that is no longer what was released; reads all of them."""
    findings: list[Finding] = []
    for record in releases:
        name = f"{RELEASES}/{record.place}/{RECORD}"
        file = read_toml(record.folder / RECORD, name, findings)
        for each, digest in record.files.items():
            path = record.folder / each
            # What a link leads to is not frozen.
            is_there = path.is_file() and not path.is_symlink()
            now = sha256(path.read_bytes()) if is_there else ""
            if now != digest:
                expected = Phrase("the file as it was released (SHA-256 {hash} …)", hash=digest[:8])
                remedy = Phrase(
                    "Restore it, for instance with `{command}`: a release stays as it is, a correction is a new "
                    "edition.",
                    command=f"git checkout -- {RELEASES}/{record.place}/{each}",
                )
                row = file.row_of("files", key=each)
                value = f"{now[:8]} …" if now else ""
                file.note("release-altered", expected, remedy, row=row, key=each, value=value)
    return findings


def sha256(content: bytes) -> str:
    """The hash of a file."""
    return hashlib.sha256(content).hexdigest()


def written(record: ReleaseRecord) -> str:
    """The text of a record."""
    entry = RecordEntry(
        area=record.area, period=record.period.code, date=record.date, edition=record.edition,
        released_by=record.released_by, note_vi=record.note.vi, note_en=record.note.en, tongket=record.tongket,
    )  # fmt: skip
    tables = {"release": asdict(entry), "content": record.content, "files": record.files}
    return "\n".join(
        f"[{name}]\n"
        + "".join(f"{key_text(key)} = {value_text(value)}\n" for key, value in table.items())
        for name, table in tables.items()
    )


def _record(file: TomlFile, folder: Path) -> ReleaseRecord | None:
    """The record in a file; None, with findings, where it is none, or lies elsewhere than it says."""
    before = len(file.findings)
    entry = file.table("release", RecordEntry)
    content, files = (_hashes(file, name) for name in ("content", "files"))
    if files and not ({FROZEN, SITE} <= set(files) and all(Path(n).name == n for n in files)):
        # What is not named here is never compared; what lies elsewhere is no part of a release.
        expected = Phrase(
            "names of files beside it, {needed} among them", needed=f"{FROZEN}, {SITE}"
        )
        row, remedy = file.row_of("files"), Phrase("Restore the record.")
        file.note("wrong-entry", expected, remedy, row=row, key="files", value=", ".join(files))
    if entry is None or len(file.findings) > before:
        return None
    period = _read(file, "period", entry.period, Phrase("a period such as 2024 or 2025-H1"))
    day = _read(file, "date", entry.date, Phrase("a day such as 2026-01-14"))
    place, got = "/".join(folder.parts[-3:]), f"{entry.date}/{entry.area}/{entry.period}"
    if place != got:
        expected = Phrase("day, area and period as its folder says: {place}", place=place)
        remedy = Phrase("Restore the record, or put the folder back where it was.")
        file.note("release-elsewhere", expected, remedy, row=file.row_of("release"), value=got)
    if period is None or day is None or place != got:
        return None
    return ReleaseRecord(
        area=entry.area, period=period, date=entry.date, edition=entry.edition, released_by=entry.released_by,
        note=Text(entry.note_vi, entry.note_en), tongket=entry.tongket, content=content, files=files, folder=folder,
    )  # fmt: skip


def _read(file: TomlFile, key: str, text: str, expected: Text) -> TimePeriod | None:
    """The time in a key of the record; None, with a finding, where it is none."""
    try:
        return TimePeriod.parse(text)
    except ValueError:
        row, remedy = file.row_of("release", key=key), Phrase("Restore the record.")
        file.note("wrong-entry", expected, remedy, row=row, key=f"release.{key}", value=text)
        return None


def _hashes(file: TomlFile, section: str) -> dict[str, str]:
    """A table of hashes; a finding where it is none."""
    found = file.document.get(section)
    if isinstance(found, dict) and found and all(isinstance(each, str) for each in found.values()):
        return dict(found)
    if file.document:
        expected, remedy = Phrase("a table of hashes"), Phrase("Restore the record.")
        file.note("wrong-entry", expected, remedy, row=file.row_of(section), key=section)
    return {}


def _note_gaps(found: Sequence[ReleaseRecord], findings: list[Finding]) -> None:
    """Editions of a review that are not numbered one by one in the order of their days become findings."""
    for area, period in dict.fromkeys((each.area, each.period) for each in found):
        for number, record in enumerate(of_review(found, area, period), start=1):
            if record.edition != number:
                name = f"{RELEASES}/{record.place}/{RECORD}"
                file = read_toml(record.folder / RECORD, name, findings)
                expected = Phrase("edition {number}, the next of this review", number=number)
                remedy = Phrase(
                    "Restore the releases that are missing, or the record. Where two were released apart from each "
                    "other, keep one and release the other again."
                )
                row, value = file.row_of("release", key="edition"), str(record.edition)
                file.note(
                    "edition-gap", expected, remedy, row=row, key="release.edition", value=value
                )
