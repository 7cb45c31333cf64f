"""Bring a catalogue up to date: new sentences enter it untranslated, unused ones become obsolete, the rest stays.

polib writes what it reads: translators' comments, flags, former wordings and header fields come through.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tongket.catalogues.collection import of_data, of_library, of_notebooks
from tongket.claims import placeholders
from tongket.errors import UsageError
from tongket.files import write
from tongket.project import data_dir, example_dir, is_shipped, notebooks_dir, shared_registry
from tongket.translations.catalogue import PACKAGE, catalogue_file, entries, not_readable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from polib import POEntry, POFile

    from tongket.catalogues.collection import Message, Messages
    from tongket.model import Lang

BRACES = "python-brace-format"
# What translators' programs need to know; no dates, so that only sentences change the file.
HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURALS = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


def sources(lang: Lang) -> list[tuple[Path, Callable[[], Messages]]]:
    """Each folder that says something to be translated into a language, with what collects it.

    Library and data are written in English; each notebook says in which language it is. The library's catalogue is
    kept with the example alone: a project of one's own has its own.
    """
    notebooks, data = notebooks_dir(), data_dir()
    # Of the notebooks that come with tongket those are written that a project has in its own language.
    with_comments = notebooks.resolve() == (example_dir() / "notebooks").resolve()
    of_pages = partial(of_notebooks, notebooks, lang, with_comments=with_comments)
    found: list[tuple[Path, Callable[[], Messages]]] = [(notebooks, of_pages)]
    if lang != "en":
        if not shared_registry(data):
            found.append((PACKAGE, partial(of_library, PACKAGE)))
        found.append((data, partial(of_data, data)))
    return found


def bring_up_to_date(lang: Lang, *, remove_unused: bool = False) -> list[Path]:
    """Bring the catalogues of the library, the notebooks and the data up to date, each from its own folder.

    Nothing is written into an installed package.

    Args:
        lang: the language of the translations.
        remove_unused: whether entries that nothing uses any more are removed instead of kept as obsolete.

    Returns:
        the catalogues that changed.

    Raises:
        DataError: a catalogue cannot be read; none was changed then.
        OSError: a catalogue cannot be written.
    """
    texts = []
    for folder, collect in sources(lang):
        if is_shipped(folder):
            continue
        file = catalogue_file(folder, lang)
        messages = collect()
        if messages or file.is_file():
            texts.append((file, updated(file, messages, lang, remove_unused=remove_unused)))
    return [file for file, text in texts if write(file, text)]


def updated(file: Path, messages: Messages, lang: str, *, remove_unused: bool = False) -> str:
    """The text of a catalogue file with exactly these sentences, in their order.

    Args:
        file: the catalogue as it is; it may be missing.
        messages: what is used now.
        lang: the language of the translations.
        remove_unused: whether what is not used any more is removed instead of kept as obsolete.

    Raises:
        DataError: the catalogue cannot be read.
    """
    import polib

    catalogue = parsed(file) if file.is_file() else polib.POFile(wrapwidth=0)
    known = {(entry.msgid, entry.msgctxt or ""): entry for entry in catalogue}
    used = [_entry(message, places, known) for message, places in messages.items()]
    unused = [] if remove_unused else _unused(catalogue, messages)
    return _text(catalogue, lang, [*used, *unused])


def catalogue_text(lang: Lang, entries: Sequence[POEntry]) -> str:
    """The text of a new catalogue into a language, with these entries."""
    import polib

    return _text(polib.POFile(wrapwidth=0), lang, entries)


def _text(catalogue: POFile, lang: str, entries: Sequence[POEntry]) -> str:
    if not catalogue.metadata:
        catalogue.metadata = {"Language": lang, **HEADER, "Plural-Forms": PLURALS[lang]}
    catalogue[:] = entries
    text = str(catalogue)
    # Without a comment above the header polib writes an empty one.
    return text.removeprefix("#\n") if not catalogue.header else text


def parsed(file: Path) -> POFile:
    """A catalogue file as its entries.

    Raises:
        DataError: it cannot be read.
    """
    try:
        return entries(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise not_readable(file, error) from error


def _entry(
    message: Message, places: Sequence[str], known: dict[tuple[str, str], POEntry]
) -> POEntry:
    import polib

    entry = known.get(message) or polib.POEntry(
        msgid=message.sentence, msgctxt=message.context or None
    )
    entry.obsolete = False
    # A place without a line number: the catalogue does not change where code only moves.
    entry.occurrences = [(place, "") for place in places]
    if _has_placeholders(message.sentence) and BRACES not in entry.flags:
        entry.flags.append(BRACES)
    return entry


def _has_placeholders(sentence: str) -> bool:
    """Whether a sentence leaves something open; in Markdown a brace may be just a brace."""
    try:
        return bool(placeholders(sentence))
    except UsageError:
        return False


def _unused(catalogue: POFile, messages: Messages) -> list[POEntry]:
    """What nothing uses any more but somebody once translated."""
    unused = [
        entry
        for entry in catalogue
        if (entry.msgid, entry.msgctxt or "") not in messages and entry.msgstr
    ]
    for entry in unused:
        entry.obsolete, entry.occurrences = True, []
    return unused
