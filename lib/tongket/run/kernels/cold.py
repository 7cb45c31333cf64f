"""A kernel in a process of its own, where none can be forked; `python -m` runs this module."""

from __future__ import annotations

import os
import sys

from tongket.run.kernels.forked import ENVIRONMENT


def main() -> None:
    """Load what a forked kernel inherits, then be a kernel.

    The first two arguments are those of `be_kernel`; nbclient adds others.
    """
    # First: libraries read their variables when they are loaded.
    os.environ.update(ENVIRONMENT)
    from tongket.run.kernels import preloaded  # noqa: F401
    from tongket.run.kernels.report_kernel import be_kernel

    be_kernel(*sys.argv[1:3])


if __name__ == "__main__":
    main()
