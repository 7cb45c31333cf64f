"""A job is tried again where what failed it may pass: a kernel or a worker that died, never an error of the code."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.run.events import Finished, Retried

if TYPE_CHECKING:
    from tongket.run.events import Listener
    from tongket.run.job import Executed, Job

TRIES = 2
# What a worker has for a page, beyond what its notebook may take.
PAGE_SECONDS = 120.0


@dataclass(frozen=True)
class Try:
    """A job, how often it has been tried, this time included, and since when (on the monotonic clock)."""

    job: Job
    number: int = 1
    since: float = field(default_factory=time.monotonic)

    @property
    def is_overdue(self) -> bool:
        """Whether it takes longer than its limits and a page's making explain."""
        notebook = 0.0 if self.job.executed is not None else self.job.limits.report_seconds
        return notebook is not None and time.monotonic() - self.since > notebook + PAGE_SECONDS

    def begun(self) -> Try:
        """The same try, beginning now."""
        return Try(self.job, self.number)

    def next(self, answer: Executed, listen: Listener) -> Try | None:
        """The try that follows from an answer; None where the answer stands. Tells the listener which."""
        failure = answer.failure
        if failure and failure.is_of_the_machine and self.number < TRIES:
            listen(Retried(answer.report, failure))
            return Try(self.job, self.number + 1)
        if self.job.executed is None:
            listen(Finished(answer.report, failure, answer.seconds))
        return None
