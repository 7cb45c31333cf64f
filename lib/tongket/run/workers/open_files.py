"""How many files the system lets a run open: sockets and pipes count too, and a kernel has dozens of them."""

from __future__ import annotations

import sys

from tongket.errors import SystemFailure

# What a worker or a kernel opens at most, with room to spare; and what this process holds for each worker.
OF_A_PROCESS = 256
FOR_A_WORKER = 8


def allow_open_files(workers: int) -> None:
    """Make sure that a run with so many workers may open the files that it needs.

    A process that may not dies or waits for ever, in the middle of some library. A limit of this process alone is
    raised, as every process may; workers and kernels inherit it.

    Raises:
        SystemFailure: the system does not allow as many.
    """
    if sys.platform == "win32":
        return
    import resource

    needed = OF_A_PROCESS + FOR_A_WORKER * workers
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise SystemFailure(
            f"open files: expected a limit of {needed} or more, got {hard}. Raise it with `ulimit -n {needed}` or "
            "LimitNOFILE= of the service, then run again. What was there before is untouched."
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
