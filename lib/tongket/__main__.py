"""`python -m tongket` is `tongket`."""

import sys

from tongket.run.kernels.search_path import installed

if __name__ == "__main__":
    # Python puts the caller's folder first here, which the command `tongket` does not.
    sys.path[:] = installed(sys.path)
    from tongket.cli import main

    main()
