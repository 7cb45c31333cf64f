"""The table `[organisation]` of `tongket.toml`: who publishes the reviews. docs/project.md describes every key."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tongket.data.letters import flaws
from tongket.data.registry.links import nearest
from tongket.data.registry.toml_tables import TomlFile, read_toml
from tongket.model import LANGS, LICENCE, Organisation, Release, Text, TimePeriod
from tongket.numerals import format_number
from tongket.project import SETTINGS
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.data.findings import Finding
    from tongket.model import Accent

SECTION, RELEASE = "organisation", "release"
Name = Annotated[str, ("max_length", 200)]
Imprint = Annotated[str, ("max_length", 600)]
Contact = Annotated[
    str,
    ("pattern", r"^([\w.%+-]+@[\w-]+(\.[\w-]+)+|https?://[^\s/?#@\"<>]+\.[^\s\"<>]+|)$"),
    ("max_length", 200),
]
# The next release is known to a year, a month or a day; the address has neither query nor fragment.
When = Annotated[str, ("pattern", r"^(\d{4}(-\d{2}){0,2}|)$")]
Site = Annotated[
    str, ("pattern", r"^(https?://[^\s/?#@\"<>]+\.[^\s?#\"<>]+|)$"), ("max_length", 200)
]
Colour = Annotated[str, ("pattern", "^(#[0-9A-Fa-f]{6}|)$")]
# Licences of figures and texts, for those who look for the code of one.
LICENCES = {
    "CC0-1.0": "Creative Commons Zero 1.0",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0",
    "CC-BY-ND-4.0": "Creative Commons Attribution-NoDerivatives 4.0",
    "CC-BY-NC-4.0": "Creative Commons Attribution-NonCommercial 4.0",
    "CC-BY-NC-SA-4.0": "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
    "CC-BY-NC-ND-4.0": "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
    "ODbL-1.0": "Open Data Commons Open Database License 1.0",
    "ODC-By-1.0": "Open Data Commons Attribution License 1.0",
    "PDDL-1.0": "Open Data Commons Public Domain Dedication and License 1.0",
}


@dataclass(frozen=True, kw_only=True)
class OrganisationEntry:
    """The table `[organisation]`."""

    name_vi: Name = ""
    name_en: Name = ""
    contact: Contact = ""
    licence: Name | None = None
    imprint_vi: Imprint = ""
    imprint_en: Imprint = ""
    logo: Name = ""
    colour: Colour = ""


@dataclass(frozen=True, kw_only=True)
class ReleaseEntry:
    """The table `[release]`."""

    next: When = ""
    site: Site = ""
    corrections_vi: Imprint = ""
    corrections_en: Imprint = ""


def wrong_keys(said: Mapping[str, str], folder: Path) -> list[Finding]:
    """What does not hold in keys of the table `[organisation]`, before they are written into the settings.

    Args:
        said: the value of each key.
        folder: where the logo is.
    """
    file = TomlFile(SETTINGS, [])
    file.document = {SECTION: {key: value for key, value in said.items() if value}}
    read_organisation(file, folder)
    return file.findings


def wrong_release(release: Release) -> list[Finding]:
    """What does not hold in a release, before it is written into the settings."""
    file = TomlFile(SETTINGS, [])
    said = {"next": release.next, "site": release.site}
    file.document = {RELEASE: {key: value for key, value in said.items() if value}}
    _release(file)
    return file.findings


def licence_of(project: Path) -> str:
    """The licence of what a project gives out; that of all where its settings do not say one that there is."""
    file = read_toml(project / SETTINGS, SETTINGS, [], may_be_empty=True)
    said = _entry(file).licence
    return (_licence(file, said) if said is not None else "") or LICENCE


def read_organisation(file: TomlFile, folder: Path) -> Organisation:
    """Who publishes, as a project's settings say; what does not hold becomes a finding in the file.

    Args:
        file: the settings.
        folder: the project, in which the logo is.
    """
    entry = _entry(file)
    for field in fields(entry):
        value = getattr(entry, field.name)
        for flaw in flaws(value or ""):
            _note(file, field.name, flaw.value, flaw.expected, flaw.remedy, flaw.code)
    return Organisation(
        name=Text(entry.name_vi.strip(), entry.name_en.strip()),
        contact=entry.contact,
        licence="" if entry.licence is None else _licence(file, entry.licence),
        imprint=Text(entry.imprint_vi.strip(), entry.imprint_en.strip()),
        logo=_logo(file, folder, entry.logo) if entry.logo else "",
        accent=_accent(file, entry.colour) if entry.colour else None,
        release=_release(file),
    )


def _release(file: TomlFile) -> Release:
    """What the settings say of releases; a time that is none becomes a finding."""
    _note_recorded(file)
    before = len(file.findings)
    entry = file.sound(RELEASE, ReleaseEntry)
    try:
        TimePeriod.parse(entry.next or "2000")
    except ValueError:
        expected, remedy = Phrase("a day or month of the calendar"), Phrase("Mend it.")
        row, column = file.row_of(RELEASE, key="next"), f"{RELEASE}.next"
        file.note("wrong-date", expected, remedy, row=row, key=column, value=entry.next)
    if len(file.findings) == before:
        file.in_both(RELEASE, "", "corrections", entry)
    if len(file.findings) > before:
        return Release()
    corrections = Text(entry.corrections_vi.strip(), entry.corrections_en.strip())
    return Release(next=entry.next, site=entry.site.rstrip("/"), corrections=corrections)


def _note_recorded(file: TomlFile) -> None:
    """Day and edition, which a release records itself, become findings where the settings say them."""
    said = file.document.get(RELEASE)
    said = said if isinstance(said, dict) else {}
    for key in ("date", "edition"):
        if key in said:
            expected = Phrase("no {key}: a release records its own", key=key)
            remedy = Phrase("Delete the key; `tongket release` records day and edition.")
            row, column = file.row_of(RELEASE, key=key), f"{RELEASE}.{key}"
            file.note(
                "recorded-by-release", expected, remedy, row=row, key=column, value=str(said[key])
            )
    if said:
        kept = {key: value for key, value in said.items() if key not in {"date", "edition"}}
        file.document = {**file.document, RELEASE: kept}


def _entry(file: TomlFile) -> OrganisationEntry:
    before = len(file.findings)
    entry = file.sound(SECTION, OrganisationEntry)
    if len(file.findings) == before:
        for key in ("name", "imprint"):
            file.in_both(SECTION, "", key, entry)
    return entry


def _note(
    file: TomlFile, key: str, value: str, expected: Text, remedy: Text, code: str = "wrong-organisation"
) -> None:  # fmt: skip
    row = file.row_of(SECTION, key=key)
    file.note(code, expected, remedy, row=row, key=f"{SECTION}.{key}", value=value)


def _licence(file: TomlFile, code: str) -> str:
    """The code as SPDX writes it."""
    if code in LICENCES:
        return code
    # Loaded only where there is something to check.
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        known: str = canonicalize_license_expression(code)
    except InvalidLicenseExpression:
        known = ""
    if not known or " " in known or known.startswith("LicenseRef-"):
        expected = Phrase("the SPDX code of one licence, such as {code}", code=LICENCE)
        remedy = nearest(code, LICENCES, Phrase("The codes: https://spdx.org/licenses/"))
        _note(file, "licence", code, expected, remedy)
    return known


def _logo(file: TomlFile, folder: Path, place: str) -> str:
    # Loaded only where there is a logo.
    from tongket.data.logo import WrongLogo, read_logo

    try:
        return read_logo(folder, place)
    except WrongLogo as wrong:
        _note(file, "logo", wrong.got, wrong.expected, wrong.remedy)
        return ""


def _accent(file: TomlFile, colour: str) -> Accent:
    """The colour of the pages; words in it must be readable on all their light grounds."""
    from tongket.data.accent import ENOUGH, accent, contrast, readable

    reached = contrast(colour)
    if reached < ENOUGH:
        expected = Phrase(
            "a colour with a contrast of at least {least}:1 on light grounds, and not of {reached}:1",
            least=_one_decimal(ENOUGH), reached=_one_decimal(reached),
        )  # fmt: skip
        remedy = Phrase("The nearest darker colour that holds: {colour}.", colour=readable(colour))
        _note(file, "colour", colour, expected, remedy)
    return accent(colour)


def _one_decimal(number: float) -> Text:
    return Text(*(format_number(Fraction(number), lang, 1) for lang in LANGS))
