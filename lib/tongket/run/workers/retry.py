"""Whether a job is tried again: where a kernel or a worker died, never after an error of the code."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.run.events import Finished, Retried

if TYPE_CHECKING:
    from tongket.run.events import Listener
    from tongket.run.job import Executed, Job

ATTEMPTS = 2
# The seconds that a worker has for a page, in addition to those of its notebook.
PAGE_SECONDS = 120.0


@dataclass(frozen=True)
class Attempt:
    """One attempt at a job: its number, and since when it runs (on the monotonic clock)."""

    job: Job
    number: int = 1
    since: float = field(default_factory=time.monotonic)

    @property
    def is_overdue(self) -> bool:
        """Whether it takes longer than its timeouts and the making of a page together."""
        notebook = 0.0 if self.job.executed is not None else self.job.timeouts.report_seconds
        return notebook is not None and time.monotonic() - self.since > notebook + PAGE_SECONDS

    def begun(self) -> Attempt:
        """The same attempt, beginning now."""
        # A second attempt may have waited for a free worker: that time does not count.
        return Attempt(self.job, self.number)

    def next(self, answer: Executed, listen: Listener) -> Attempt | None:
        """The next attempt after an answer; None where the answer is final. The listener gets the event of either."""
        failure = answer.failure
        if failure and failure.is_of_the_machine and self.number < ATTEMPTS:
            listen(Retried(answer.report, failure))
            return Attempt(self.job, self.number + 1)
        # A page that is made again is no report that ends: that was reported when its notebook ran.
        if self.job.executed is None:
            listen(Finished(answer.report, failure, answer.seconds))
        return None
