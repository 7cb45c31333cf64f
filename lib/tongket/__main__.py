"""The command `tongket`, and `python -m tongket`."""

import os
import sys

from tongket.run.kernels.search_path import installed


def main() -> None:
    """The entry point; where a library is missing, as after `pip install --no-deps`, the answer says how to add it."""
    try:
        from tongket.cli import main as command
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "tongket":
            raise
        from tongket.errors import SystemFailure
        from tongket.system_errors import lacking

        # What finds out the language of the answer needs a library itself.
        said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
        words = lacking(error).in_("vi" if said.startswith("vi") else "en")
        sys.stderr.write(f"tongket: {words}\n")
        sys.exit(SystemFailure.exit_code)
    command()


if __name__ == "__main__":
    # Python puts the caller's folder first here, which the command `tongket` does not.
    sys.path[:] = installed(sys.path)
    main()
