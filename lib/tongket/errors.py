"""What can go wrong, one branch for each person who must act, each with its exit code.

    TongketError                1
    ├── UsageError              2   the caller: a name, parameter or option is wrong
    │   ├── FormError               the author: a form would distort rows; a page shows them as a table
    │   └── UnknownNameError        the caller: an object has nothing of that name
    ├── DataError               3   the analyst: rows or registries do not hold; carries findings
    ├── NotebookError           4   the notebook's author: a page could not be computed
    ├── SystemFailure           5   whoever runs the machine: disk, kernel, permission
    └── AuditFailure            6   the analyst: figures contradict each other at the level asked for

Messages say *where: expected X, got Y. Do Z.*
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from tongket.shell import traceback_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHOWN = 5


class TongketError(Exception):
    """The root: everything that tongket raises on purpose.

    Args:
        message: an English text, or a `model.Text` where whoever reads it may want another language.
    """

    exit_code = 1

    def in_(self, lang: str) -> str:
        """The message in a language; in English where it has no other."""
        said = self.args[0] if self.args else ""
        # A hint at the end may be empty.
        return str(said.in_(lang) if hasattr(said, "in_") else said).rstrip()

    def __str__(self) -> str:
        return self.in_("en")

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the message first, without the way through the library that led there."""
        return traceback_lines(self)

    def __reduce__(self) -> tuple[object, ...]:
        """As it goes to another process, or is copied: with what it says, for what says it may not go there."""
        said = (_Said(self.in_("en"), self.in_("vi")), *self.args[1:]) if self.args else ()
        state = {name: value for name, value in self.__dict__.items() if name != "values"}
        return _raised, (type(self), *said), state


@dataclass(frozen=True)
class _Said:
    en: str
    vi: str

    def in_(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en


def _raised(kind: type[TongketError], *args: object) -> TongketError:
    error = kind.__new__(kind, *args)
    error.args = args
    return error


class UsageError(TongketError):
    """The caller named something that does not exist or passed a value that cannot be.

    Args:
        message: as of any error; of the rooms that know no translations an English sentence, which is translated when
            it is shown.
        values: what replaces its placeholders.
    """

    exit_code = 2
    values: Mapping[str, object] = MappingProxyType({})

    def __init__(self, message: object, /, **values: object) -> None:
        super().__init__(message)
        if values:
            self.values = values

    def in_(self, lang: str) -> str:
        """The message in a language, filled with its values; in English where it has no other."""
        if not isinstance(self.args[0], str):
            return super().in_(lang)
        # Loaded with the first error that is shown: what is translated is made of the model, which raises errors.
        translations = import_module("tongket.translations")
        return str(translations.Phrase(self.args[0], **self.values).in_(lang)).rstrip()


class FormError(UsageError):
    """Rows that a form would distort, whatever the code that draws them: a page shows them as a table and says why.

    Args:
        message: what an author must know, with the form to take instead.
        reason: the reason for readers, one English sentence of the catalogue.
    """

    def __init__(self, message: object, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class UnknownNameError(UsageError, AttributeError):
    """An object has nothing of that name: an `AttributeError`, so that `hasattr` answers as it does elsewhere."""


class DataError(TongketError):
    """Rows or registries do not hold. All findings travel with it."""

    exit_code = 3

    def __init__(self, message: object, findings: Iterable[object] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class NotebookError(TongketError):
    """A notebook stopped with an exception or broke the rules of a notebook."""

    exit_code = 4


class SystemFailure(TongketError):
    """The machine did not do its part: a full disk, a dead kernel, a folder that cannot be written."""

    exit_code = 5


class AuditFailure(TongketError):
    """The figures contradict each other at the level that the caller asked to fail on."""

    exit_code = 6


class EmptyFrameWarning(UserWarning):
    """Nothing is on record of the years that a frame was asked for: no error, for a page may say so in its words."""


def near(name: str, known: Iterable[str]) -> list[str]:
    """The known names nearest to a misspelt one, best first, three at most.

    >>> near("ip.title_granted", ["ip.titles_granted", "capacity.staff"])
    ['ip.titles_granted']
    """
    names = list(known)
    by_lower = {candidate.lower(): candidate for candidate in names}
    # What is given in place of a name is near to none.
    wanted = str(name).lower()
    found = difflib.get_close_matches(wanted, by_lower, n=3, cutoff=0.5)
    return [by_lower[candidate] for candidate in found if _ends_alike(wanted, candidate)]


def _ends_alike(name: str, candidate: str) -> bool:
    """Whether two names are alike in more than the head that all codes of a kind have, such as `VN-`."""
    (head, _, end), (other, _, its) = name.partition("-"), candidate.partition("-")
    if head != other or not (end and its):
        return True
    return difflib.SequenceMatcher(None, end, its).ratio() > 0.3


def given_in_words(value: object) -> str:
    """A value that was given, as a message shows it: of what fills lines, such as a frame, the name of its type.

    >>> given_in_words(["ip", 2024]), given_in_words(range(2019, 2025)), given_in_words("a" * 200)
    ("['ip', 2024]", 'range(2019, 2025)', 'str')
    """
    shown = repr(value)
    return type(value).__name__ if len(shown) > 100 or "\n" in shown else shown


def suggestion(name: str, known: Iterable[str]) -> str:
    """A sentence that names the near names; empty where none is near.

    >>> suggestion("yaer", ["year", "area"])
    "Did you mean 'year' or 'area'?"
    """
    found = near(name, known)
    return f"Did you mean {' or '.join(repr(candidate) for candidate in found)}?" if found else ""


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "report"), count(2, "report")
    ('1 report', '2 reports')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(findings: Iterable[object]) -> str:
    """Findings one a line, the first five shown and the rest counted."""
    lines = [str(finding) for finding in findings]
    rest = len(lines) - SHOWN
    return "\n".join([*lines[:SHOWN], *([f"… and {rest} more"] if rest > 0 else [])])
