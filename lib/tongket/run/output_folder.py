"""Where a review is put, and how: it is built in a staging folder, then put in place by one exchange of folders.

A reader of the site, and a run that dies at any moment, see the old review or the new one, never a
half of each.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.errors import SystemFailure
from tongket.files import keep, move
from tongket.system_errors import cause_of, refused, remedy_of
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.model import TimePeriod

MANIFEST = "manifest.json"
# From the headers of Linux (fs.h, fcntl.h): exchange two names; paths start from the working folder.
RENAME_EXCHANGE = 2
AT_FDCWD = -100


@dataclass(frozen=True)
class OutputFolder:
    """The output folder: `site/` for readers, `notebooks/` for analysts, `.run/` for runs."""

    out: Path

    @property
    def site(self) -> Path:
        """The folder of the web pages; its index is `index.html`."""
        return self.out / "site"

    @property
    def notebooks(self) -> Path:
        """The folder of the executed notebooks."""
        return self.out / "notebooks"

    @property
    def running(self) -> Path:
        """What only runs use: their lock, the staging folders in which they build, and when the last was good."""
        return self.out / ".run"

    @property
    def unlisted(self) -> Path:
        """A mark that reviews were put in place and the pages that they share do not tell it yet."""
        return self.running / "unlisted"

    def good_runs(self, area: str, period: TimePeriod) -> Path:
        """When the reports of one review last came out well."""
        return self.running / "good" / f"{area}-{period.code}.json"

    def staging(self, area: str, period: TimePeriod) -> OutputFolder:
        """A folder of the same shape, in which a review is built before it is put here.

        It lies within the output folder because folders can be exchanged only within one file system.
        """
        return OutputFolder(self.running / "staging" / f"{area}-{period.code}")

    def manifest(self, area: str, period: TimePeriod) -> Path:
        """The manifest of one review."""
        return self.site / area / period.code / MANIFEST

    def page(self, report_id: str) -> Path:
        """A report's web page."""
        return self.site / f"{report_id}.html"

    def notebook(self, report_id: str) -> Path:
        """A report's executed notebook."""
        return self.notebooks / f"{report_id}.ipynb"

    def download(self, report_id: str) -> Path:
        """A report's executed notebook as readers get it, beside its page."""
        return self.site / f"{report_id}.ipynb"

    @contextmanager
    def copied(self, area: str, period: TimePeriod) -> Iterator[OutputFolder]:
        """A copy of one review, to be built anew while readers see it as it is; it is gone when the block ends."""
        copy = OutputFolder(self.running / "copy")
        # One that was killed left its own.
        shutil.rmtree(copy.out, ignore_errors=True)
        try:
            copy.take_over(self, area, period)
            yield copy
        finally:
            shutil.rmtree(copy.out, ignore_errors=True)

    def take_over(self, other: OutputFolder, area: str, period: TimePeriod) -> None:
        """Take a review over from another output folder, as it is there, in the place of what is here."""
        review = f"{area}/{period.code}"
        for old, new in ((other.site, self.site), (other.notebooks, self.notebooks)):
            shutil.rmtree(new / review, ignore_errors=True)
            shutil.copytree(old / review, new / review, copy_function=_keep)

    def put(self, staging: OutputFolder, area: str, period: TimePeriod) -> None:
        """Put a review from its staging folder in its place.

        The notebooks go first: the manifest beside the pages is what says that both are there.
        """
        review = f"{area}/{period.code}"
        for new, old in ((staging.notebooks, self.notebooks), (staging.site, self.site)):
            exchange(new / review, old / review)


def _keep(old: str, new: str) -> None:
    keep(Path(old), Path(new))


def exchange(new: Path, old: Path) -> None:
    """Put a folder in another's place in one step; the other's content goes where the new one was.

    Where the system cannot exchange two folders in one step there are two renames, with an instant
    between them.
    """
    # The parent must exist, the folder itself not: a rename onto an existing folder is refused unless it is empty.
    old.parent.mkdir(parents=True, exist_ok=True)
    if not old.exists():
        move(new, old)
    elif not _swapped(new, old):
        # Readers find nothing between the two renames. Renaming the old one first is the only order that works; a run
        # that is killed in between leaves it beside the new one, and the next run builds the review again.
        gone = new.with_name(f"{new.name}.old")
        move(old, gone)
        try:
            move(new, old)
        except OSError:
            move(gone, old)
            raise


def cannot_write(folder: Path, error: OSError) -> SystemFailure:
    """The message for a disk that refused, with what to do; of a file elsewhere, which was to be read, by its name."""
    name = error.filename
    if isinstance(name, str) and not Path(name).absolute().is_relative_to(folder.absolute()):
        return SystemFailure(refused(error))
    words = Phrase(
        "{folder}: expected a folder that can be written, got: {cause}. {remedy} What was there before is untouched.",
        folder=folder, cause=cause_of(error),
        remedy=remedy_of(error, Phrase("Choose another with --out, or mend it.")),
    )  # fmt: skip
    return SystemFailure(words)


def _swapped(new: Path, old: Path) -> bool:
    """Exchange two folders in one step, where Linux can."""
    # Neither Python nor POSIX has this call. renameat2 with RENAME_EXCHANGE swaps two names at once, so that at no
    # moment either name is missing; where file system or C library lack it, the caller falls back on two renames.
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    # A refusal is no error yet: the renames that follow do the same, or raise what is really wrong.
    names = os.fsencode(new), os.fsencode(old)
    return bool(renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)
