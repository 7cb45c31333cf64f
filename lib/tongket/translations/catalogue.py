"""The gettext catalogues: where they are, and how they are read.

A catalogue lies beside what it translates: that of the library in `locale/vi/LC_MESSAGES/tongket.po`, those of
notebooks and data in `locale/<language>.po` of their folders. Where two translate one sentence, the wording of
the notebooks goes before that of the data, and both before that of the library.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from copy import copy
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.errors import DataError, UsageError, listed
from tongket.files import write
from tongket.project import data_dir, notebooks_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polib import POFile

    from tongket.model import Lang

PACKAGE = Path(__file__).parents[1]
# A line of a text, also of an obsolete one or of a former wording; and such a line that is whole.
_OF_TEXT = re.compile(r'(?:#[~|]\s*)?(?:msg(?:ctxt|id|id_plural|str)\b|")')
_WHOLE = re.compile(
    r'(?:#[~|]\s*)?(?:msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"'
)
_PASSES_OVER_BROKEN = ContextVar("_PASSES_OVER_BROKEN", default=False)


class Unknown(NullTranslations):
    """Knows no translation, and says so by an empty text: the end of every chain of catalogues."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - gettext's interface
        """An empty text."""
        return ""

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - gettext's interface
        """An empty text."""
        return ""


def catalogue_file(folder: Path, lang: str) -> Path:
    """The catalogue of a folder in a language, whether or not it is there."""
    if folder == PACKAGE:
        return folder / "locale" / lang / "LC_MESSAGES" / "tongket.po"
    return folder / "locale" / f"{lang}.po"


def catalogue_files(lang: str) -> list[Path]:
    """The catalogues that there are in a language: of the notebooks, of the data, of the library."""
    folders = []
    for find in (notebooks_dir, data_dir):
        # Without a project there are the library's own sentences still.
        with suppress(UsageError, OSError):
            folders.append(find())
    found = [catalogue_file(folder, lang) for folder in (*folders, PACKAGE)]
    return [path for path in found if path.is_file()]


def catalogue_of(folder: Path, lang: Lang) -> NullTranslations:
    """The translations of one folder alone; what it does not have is an empty text.

    Raises:
        DataError: the catalogue cannot be read; `tongket check` says what is wrong with it.
    """
    file = catalogue_file(folder, lang)
    if not file.is_file():
        return Unknown()
    found = read(file)
    found.add_fallback(Unknown())
    return found


def catalogue(lang: Lang) -> NullTranslations:
    """All translations into a language; what none of the catalogues has is an empty text.

    Raises:
        DataError: a catalogue cannot be read; `tongket check` says what is wrong with it.
    """
    # What decides where notebooks and data are, so that a change of it is seen.
    here = ""
    # The current folder may be gone; that is said in a language too.
    with suppress(FileNotFoundError):
        here = os.getcwd()  # noqa: PTH109
    places = (os.environ.get("TONGKET_NOTEBOOKS"), os.environ.get("TONGKET_DATA"), here)
    return _catalogue(lang, places, passes_over_broken=_PASSES_OVER_BROKEN.get())


def forget() -> None:
    """Read the catalogues anew when they are next asked for: they may have changed since."""
    _catalogue.cache_clear()


@cache
def _catalogue(
    lang: Lang, _places: tuple[str | None, ...], *, passes_over_broken: bool
) -> NullTranslations:
    found: list[NullTranslations] = []
    for path in catalogue_files(lang):
        with suppress(*([DataError] if passes_over_broken else [])):
            found.append(read(path))
    first, *others = [*found, Unknown()]
    for other in others:
        first.add_fallback(other)
    return first


@contextmanager
def passing_over_broken() -> Iterator[None]:
    """Translate by the catalogues that can be read: for an answer that names the broken ones, or says an error."""
    token = _PASSES_OVER_BROKEN.set(True)
    try:
        yield
    finally:
        _PASSES_OVER_BROKEN.reset(token)


def refuse_broken(files: Iterable[Path]) -> None:
    """Refuse catalogues that cannot be read, before anything relies on them; those that are not there are passed over.

    Raises:
        DataError: a catalogue cannot be read; all are named.
    """
    broken = []
    for path in (path for path in files if path.is_file()):
        try:
            read(path)
        except DataError as error:
            broken.append(str(error))
    if broken:
        raise DataError(listed(broken))


def read(path: Path) -> NullTranslations:
    """One catalogue; what is marked fuzzy counts as not translated.

    Raises:
        DataError: the catalogue cannot be read.
    """
    # A caller may give it catalogues to fall back on, which are not those of the next one.
    return copy(_effective(path.read_bytes(), path)[1])


def in_effect(path: Path) -> bytes:
    """The translations of a catalogue that pages use, compiled: without comments, fuzzy and obsolete entries.

    Raises:
        DataError: the catalogue cannot be read.
    """
    return _effective(path.read_bytes(), path)[0]


# As many as there are of the notebooks, the data and the library; kernels are forked after they were read.
@lru_cache(maxsize=8)
def _effective(raw: bytes, path: Path) -> tuple[bytes, GNUTranslations]:
    """The compiled form of a catalogue, and what it says.

    Parsing takes a tenth of a second for a thousand sentences, so the compiled form is kept for the
    next process, under the hash of the catalogue's bytes.
    """
    compiled_file = _cache_folder() / f"{hashlib.sha256(raw).hexdigest()[:40]}.mo"
    with suppress(OSError, ValueError, struct.error):
        kept = compiled_file.read_bytes()
        return kept, GNUTranslations(BytesIO(kept))
    compiled = _compiled(raw, path)
    # Where nothing can be kept, the next process compiles again.
    with suppress(OSError):
        write(compiled_file, compiled)
    return compiled, GNUTranslations(BytesIO(compiled))


def _compiled(raw: bytes, path: Path) -> bytes:
    try:
        catalogue = entries(raw.decode("utf-8"))
        # One without a header, or with that of another program, is in UTF-8 all the same.
        catalogue.metadata["Content-Type"] = "text/plain; charset=UTF-8"
        return bytes(catalogue.to_binary())
    except (OSError, ValueError) as error:
        raise not_readable(path, error) from error


def entries(text: str) -> POFile:
    """The entries of a catalogue.

    Raises:
        OSError, ValueError: it is no catalogue; the message names the line.
    """
    import polib

    # polib takes the last character of a line for its quotation mark, whatever it is.
    for row in unclosed(text):
        raise ValueError(f"a text without its closing quotation mark (line {row})")
    return polib.pofile(text, encoding="utf-8", wrapwidth=0)


def unclosed(text: str) -> list[int]:
    r"""The lines of a catalogue whose text is not in quotation marks at both its ends.

    >>> unclosed('msgid "a"\nmsgstr "b')
    [2]
    """
    lines = enumerate((line.strip() for line in text.splitlines()), start=1)
    return [row for row, line in lines if _OF_TEXT.match(line) and not _WHOLE.fullmatch(line)]


def not_readable(path: Path, error: Exception) -> DataError:
    """The error of a catalogue that cannot be read, by what refused it."""
    return DataError(
        f"{path}: expected a gettext catalogue in UTF-8, got {error}. `tongket check` names the line."
    )


def _cache_folder() -> Path:
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    # A service may run without a home: then there is no folder to keep anything in.
    home = Path(named) if named else Path(os.path.expanduser("~")) / ".cache"  # noqa: PTH111
    return home / "tongket" / "translations"
