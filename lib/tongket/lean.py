"""The requirements of a lean install, for a server: `python -m tongket.lean`, into a file for `pip install -r`.

pip cannot leave out a dependency. So the package alone is installed first (`pip install --no-deps tongket`), and what
this module prints after it. Extras are named as arguments: `python -m tongket.lean pdf`. Standard library only,
because nothing else is there yet.
"""

from __future__ import annotations

import sys

from tongket.extras import names, needed

# Nobody looks at a notebook on a server.
LEFT_OUT = "lab"


def requirements(*extras: str) -> list[str]:
    """What the package needs without JupyterLab, and what the named extras need, in the form of a requirements file.

    Raises:
        SystemExit: there is no such extra.

    >>> "pandas>=3.0" in requirements(), "jupyterlab>=4.3" in requirements()
    (True, False)
    >>> sorted(set(requirements("pdf")) - set(requirements()))
    ['font-source-sans-pro>=0.0.1', 'weasyprint>=68']
    """
    unknown = sorted(set(extras).difference(names()))
    if unknown:
        got, known = ", ".join(unknown), ", ".join(names())
        sys.exit(f"tongket.lean: expected extras of {known}; got {got}. Mend the name.")
    lean = set(needed("")) - set(needed(LEFT_OUT))
    return sorted(lean.union(*(needed(extra) for extra in extras)))


if __name__ == "__main__":
    sys.stdout.writelines(f"{each}\n" for each in requirements(*sys.argv[1:]))
