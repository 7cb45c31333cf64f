"""What does not hold in a catalogue file, as findings: where, what was expected, what is written there, what to do."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from tongket.catalogues.collection import comments, notebooks_to_translate, of_cell
from tongket.catalogues.upkeep import BRACES, parsed, sources
from tongket.data.findings import Finding, gathered
from tongket.data.folder import OBSERVATIONS, observation_files
from tongket.errors import DataError
from tongket.model import LANGS, Text
from tongket.project import data_dir, notebooks_dir
from tongket.translations import VIETNAMESE, Phrase, catalogue_file, is_translated
from tongket.translations.catalogue import unclosed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from polib import POEntry, POFile

    from tongket.model import Lang

_LINE = re.compile(r"\(line (\d+)\)")
_BOM = b"\xef\xbb\xbf"
OF_DATA = "locale/vi.po"
GETTEXT = Phrase("a gettext catalogue in UTF-8")
SAVE = Phrase(
    "Save it as UTF-8 without a byte-order mark, in a program for .po files such as Poedit."
)


def findings(languages: Collection[Lang] = LANGS) -> list[Finding]:
    """What does not hold in the catalogues of library, notebooks and data, and what the notebooks say untranslated.

    Args:
        languages: those in which pages are made.
    """
    found = []
    for lang in languages:
        for folder, _ in sources(lang):
            path = catalogue_file(folder, lang)
            found += file_findings(path, path.relative_to(folder.parent).as_posix())
    return found or [lost for lang in languages for lost in untranslated(notebooks_dir(), lang)]


def untranslated(notebooks: Path, lang: Lang) -> list[Finding]:
    """What notebooks say that their catalogue of a language lacks, in the order of reading; a fuzzy entry is none.

    What is no notebook is passed over (`in_notebooks` names it).
    """
    file = catalogue_file(notebooks, lang)
    entries = parsed(file) if file.is_file() else ()
    known = {(e.msgid, e.msgctxt or "") for e in entries if e.translated()}
    expected = Phrase("a translation in {file}", file=file.relative_to(notebooks).as_posix())
    remedy = Phrase(
        "Run `{command}`, then translate the entry.", command=f"tongket translations --to {lang}"
    )
    return [
        Finding(
            path.name, 0, cell.get("id", ""), message.sentence, expected, remedy, "untranslated"
        )
        for path, notebook in notebooks_to_translate(notebooks, lang, [])
        for cell in notebook["cells"]
        for message in of_cell(cell)
        if message not in known
    ]


def untranslated_comments(languages: Collection[Lang] = LANGS) -> list[Finding]:
    """A notice for each comment of the observations that pages show in the language that it is written in alone.

    Args:
        languages: those in which pages are made; what is written in the only one needs no translation.
    """
    folder, found = data_dir(), []
    file = catalogue_file(folder, "vi")
    known = {entry.msgid for entry in parsed(file)} if file.is_file() else set()
    for path in observation_files(folder):
        name = f"{OBSERVATIONS}/{path.name}"
        for row, said in comments(path):
            own = {"vi" if VIETNAMESE.search(said) else "en"}
            if not (own >= {*languages} or is_translated(said, "vi")):
                expected, remedy = _to_translate(said, known)
                found.append(Finding(name, row, "comment", said, expected, remedy, "untranslated"))
    if found and not file.is_file():
        remedy = Phrase("Restore it, or begin it: `{command}`.", command="tongket translations")
        expected = Phrase(
            "this file, with the Vietnamese of the comments ({count})", count=len(found)
        )
        return [Finding(OF_DATA, 0, "", "", expected, remedy, "no-catalogue")]
    return gathered(found)


def _to_translate(comment: str, known: set[str]) -> tuple[Text, Text]:
    """What a comment without a translation should be, and what to do: comments are written in English."""
    run = "tongket translations"
    if VIETNAMESE.search(comment):
        expected = Phrase("a comment in English, its Vietnamese in {file}", file=OF_DATA)
        remedy = Phrase(
            "Write it in English, run `{command}`, then enter the Vietnamese there.", command=run
        )
        return expected, remedy
    expected = Phrase("a translation in {file}", file=OF_DATA)
    if comment in known:
        return expected, Phrase("Translate its entry there.")
    return expected, Phrase("Run `{command}`, then translate the entry.", command=run)


def file_findings(path: Path, file: str) -> list[Finding]:
    """Everything that does not hold in one catalogue file; none where it is missing.

    Args:
        path: the catalogue.
        file: its name in findings.
    """
    if not path.is_file():
        return []
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row, got = raw[: error.start].count(b"\n") + 1, f"0x{raw[error.start]:02x}"
        return [Finding(file, row, "", got, GETTEXT, SAVE, "not-utf-8")]
    found = []
    if raw.startswith(_BOM):
        expected = Phrase("no byte-order mark at the start")
        found.append(Finding(file, 1, "", "BOM", expected, SAVE, "byte-order-mark"))
    lines = text.removeprefix("\ufeff").splitlines()
    if open_rows := unclosed("\n".join(lines)):
        return [*found, *(_unclosed(file, row, lines[row - 1]) for row in open_rows)]
    try:
        catalogue = parsed(path)
    except DataError as error:
        return [*found, _syntax(file, str(error.__cause__), lines)]
    return [*found, *_twice(catalogue, file), *_placeholders(catalogue, file)]


def _unclosed(file: str, row: int, line: str) -> Finding:
    expected = Phrase("a text in quotation marks")
    remedy = Phrase('Write a quotation mark before and after it, and \\" for one within it.')
    return Finding(file, row, "", line.strip(), expected, remedy, "unclosed-quote")


def _syntax(file: str, message: str, lines: list[str]) -> Finding:
    match = _LINE.search(message)
    row = int(match[1]) if match else 0
    got = lines[row - 1] if 0 < row <= len(lines) else message
    remedy = Phrase("Mend the line, or take the file as it was before.")
    return Finding(file, row, "", got, GETTEXT, remedy, "broken-catalogue")


def _twice(catalogue: POFile, file: str) -> Iterator[Finding]:
    first: dict[tuple[str, str | None], POEntry] = {}
    for entry in catalogue:
        if entry.obsolete:
            continue
        before = first.setdefault((entry.msgid, entry.msgctxt), entry)
        if before is not entry:
            expected = Phrase("each sentence once (row {number})", number=before.linenum)
            remedy = Phrase("Delete one of the two entries.")
            yield Finding(
                file, entry.linenum, "msgid", entry.msgid, expected, remedy, "duplicate-sentence"
            )


def _placeholders(catalogue: POFile, file: str) -> Iterator[Finding]:
    for entry in catalogue:
        if entry.obsolete or entry.fuzzy or not entry.msgstr or BRACES not in entry.flags:
            continue
        wanted, got = _names(entry.msgid), _names(entry.msgstr)
        if got is not None and wanted is not None:
            # A date or a measure may be written otherwise: {day:%B %Y} as {day.month}/{day.year}.
            got = {name if name in wanted else name.partition(".")[0] for name in got}
        if got != wanted:
            names = ", ".join(f"{{{name}}}" for name in sorted(wanted or ()))
            remedy = Phrase("Write the placeholders of the sentence into its translation.")
            yield Finding(
                file, entry.linenum, "msgstr", entry.msgstr, Text(names, names), remedy,
                "placeholders-differ",
            )  # fmt: skip


def _names(sentence: str) -> set[str] | None:
    """The placeholders of a sentence; None where a brace has no partner."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    except ValueError:
        return None
