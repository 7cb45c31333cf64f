"""What running one report takes, and what comes back: plain data that may be sent to another process or machine."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tongket.errors import TongketError
from tongket.limits import REASON
from tongket.model import Text
from tongket.run.timeouts import Timeouts
from tongket.translations import LazyText, translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.model import Lang
    from tongket.run.publisher import Convert, PageFrame
    from tongket.run.reports import Report

# The name of a failure around the cells for which no code is to blame: no memory, no free file, a disk that refused.
MACHINE_FAULT = "MachineFault"
NOTHING = Text("", "")
# Characters of the first line of a failing cell that its failure shows.
FIRST_LINE = 60
# By these numbers the system says that it has no more of something, or that a disk or a connection failed.
REFUSALS = {
    errno.EAGAIN, errno.ECONNREFUSED, errno.ECONNRESET, errno.EDQUOT, errno.EIO, errno.EMFILE, errno.ENFILE,
    errno.ENOBUFS, errno.ENOMEM, errno.ENOSPC, errno.EPIPE, errno.EROFS,
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    """All that running one report takes.

    Attributes:
        report: which report it is.
        notebook: the notebook document, in the report's language only.
        parameters: what is injected after the parameters cell.
        folder: the kernel's working folder.
        environment: variables for the kernel, in addition to the fixed ones.
        timeouts: the seconds that a cell and the report may take.
        convert: makes the page from the executed notebook's text and the page frame; None makes no page.
        page_frame: what the page shows around the notebook.
        executed: the text of the notebook where it ran before and only its page is to be made.
    """

    report: Report
    notebook: Mapping[str, Any]
    parameters: Mapping[str, object]
    folder: str
    environment: Mapping[str, str] = field(default_factory=dict)
    timeouts: Timeouts = field(default_factory=Timeouts)
    convert: Convert | None = None
    page_frame: PageFrame | None = None
    executed: str | None = None


@dataclass(frozen=True)
class Failure:
    """Why a report failed.

    Attributes:
        cell: the failing cell's number among the notebook's cells of the report's language, from 1, without those
            that papermill adds; 0 where no cell is to blame.
        source: the cell's code.
        name: the error's name (`ValueError`, `DeadKernelError` …).
        reason: the error's message.
        reason_vi: it in Vietnamese, where a notebook in Vietnamese shows it so; else empty.
    """

    cell: int
    source: str
    name: str
    reason: str
    reason_vi: str = ""

    def __post_init__(self) -> None:
        # A message may hold a whole table; it is said in a line of the terminal, of a protocol and beside pages.
        for name in ("reason", "reason_vi"):
            if len(said := getattr(self, name)) > REASON:
                object.__setattr__(self, name, f"{said[:REASON]}…")

    @classmethod
    def without_a_cell(cls, name: str, reason: Text) -> Failure:
        """Why a report failed where no cell is to blame, in both languages."""
        return cls(0, "", name, reason.en, reason.vi)

    @classmethod
    def around_the_cells(cls, error: Exception, what: Text = NOTHING) -> Failure:
        """Why a report failed where no cell was running: by a fault of the machine, or by a defect."""
        # Libraries such as ZeroMQ have errors of their own with the system's numbers.
        of_machine = isinstance(error, MemoryError) or getattr(error, "errno", None) in REFUSALS
        name = type(error).__name__
        own = f"{name}: " if of_machine else ""
        said = error.in_ if isinstance(error, TongketError) else lambda _: str(error)
        reason = LazyText(lambda lang: f"{what.in_(lang)}{own}{said(lang)}")
        return cls.without_a_cell(MACHINE_FAULT if of_machine else name, reason)

    @property
    def is_of_the_machine(self) -> bool:
        """Whether a kernel or a worker was lost, so that a second try may pass; the code raised no error."""
        return self.name in {"DeadKernelError", "WorkerLost", "KernelStartError", MACHINE_FAULT}

    def __str__(self) -> str:
        return self.in_("en")

    def in_(self, lang: Lang) -> str:
        """Why, with the cell, in a language as far as it is known in it."""
        # A notebook may have cells of another language too: the line finds the cell in any.
        line = next(iter(self.source.strip().splitlines()), "")
        shown = f" (`{line[:FIRST_LINE]}`)" if line else ""
        cell = translate("cell {number}", lang).format(number=self.cell)
        reason = self.reason_vi if lang == "vi" and self.reason_vi else self.reason
        where = f"{cell}{shown}: " if self.cell else ""
        return where + ": ".join(filter(None, (self.name, reason)))


@dataclass(frozen=True)
class Executed:
    """The answer to a job.

    Attributes:
        report: which report it is.
        notebook: the executed notebook's text, settled: the same inputs give the same bytes.
        page: the page's HTML, or None where nothing converts it.
        failure: why it failed, or None.
        seconds: how long it took.
        cells: how long each code cell took, in seconds.
        indicators: the indicators whose figures the notebook read; None where that is not known.
        opened: what it opened beside them, by its name in manifests, each with its hash; None where that is not known.
        content: the hash of what the notebook says, see `content`; empty where it did not run.
    """

    report: Report
    notebook: str
    page: str | None
    failure: Failure | None
    seconds: float
    cells: tuple[float, ...] = ()
    indicators: tuple[str, ...] | None = None
    opened: Mapping[str, str] | None = None
    content: str = ""
