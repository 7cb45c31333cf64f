"""What browsers are shown, and told: pages as soon as they are made, and why some cannot be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING

from tongket.model import LANGS
from tongket.translations import passing_over_broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tongket.model import Lang, Text

INDEX = "index.html"


@dataclass(frozen=True)
class Notes:
    """What is said beside the pages.

    Attributes:
        lines: the sentences, in each language.
        is_wrong: whether somebody must act.
    """

    lines: Mapping[Lang, tuple[str, ...]]
    is_wrong: bool = False

    def in_(self, lang: Lang) -> tuple[str, ...]:
        """The sentences in a language."""
        return self.lines.get(lang, ())


class Screen:
    """The pages of a preview: those of the round that is under way, else those on disk.

    Browsers ask from threads of their own; one thread alone changes it.

    Args:
        site: the folder of the site.
        lang: the language of what is said beside pages of both.
    """

    def __init__(self, site: Path, lang: Lang) -> None:
        self._site, self.lang = site, lang
        self._pages: dict[str, bytes] = {}
        self._looked_at: list[str] = []
        self._changed = Condition()
        self._number = 0
        self.said = Notes({})

    def put(self, place: str, page: str) -> None:
        """Show a page that was just made."""
        self._pages[place] = page.encode()
        self._tell()

    def settle(self) -> None:
        """Show the pages on disk: all are in their place."""
        self._pages.clear()
        self._tell()

    def say(self, lines: Iterable[Text], *, is_wrong: bool = False) -> None:
        """Say something beside every page; nothing takes away what was said."""
        said = list(lines)
        # What went wrong is said even where it is a catalogue.
        with passing_over_broken():
            self.said = Notes({n: tuple(line.in_(n) for line in said) for n in LANGS}, is_wrong)
        self._tell()

    def content(self, place: str) -> bytes | None:
        """What is at a place of the site; None where nothing is."""
        if (made := self._pages.get(place)) is not None:
            return made
        try:
            path = (self._site / place).resolve()
            return path.read_bytes() if path.is_relative_to(self._site.resolve()) else None
        # There is none, it is a folder, or its name is none; one that is being exchanged comes with the next news.
        except (OSError, ValueError):
            return None

    def wait(self, number: int, seconds: float) -> int:
        """Wait for news after those of a number, at most so many seconds; the number of the last."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number, seconds)
            return self._number

    @contextmanager
    def looking_at(self, place: str) -> Iterator[None]:
        """Remember, while the block runs, that a browser shows a page."""
        self._looked_at.insert(0, place)
        try:
            yield
        finally:
            self._looked_at.remove(place)

    def rank(self, place: str) -> int:
        """Which page is to be made first: what somebody looks at, then what is in the language of that."""
        looked_at = tuple(self._looked_at)
        if place in looked_at:
            return looked_at.index(place)
        folders = {each.rpartition("/")[0] for each in looked_at}
        return len(looked_at) + (place.rpartition("/")[0] not in folders)

    def _tell(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()


def digest(content: bytes | None) -> str:
    """By what a browser knows that it shows what there is; empty for nothing."""
    return hashlib.sha256(content).hexdigest() if content is not None else ""
