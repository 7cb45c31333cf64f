"""Where the project is: its data and its notebooks."""

from __future__ import annotations

import os
from pathlib import Path

from tongket.errors import UsageError

SHIPPED = Path(__file__).with_name("shipped")


def project_dir() -> Path:
    """The folder that holds `data` and `notebooks`.

    In order: the checkout around the current folder, the checkout that an editable install points
    to, the copy inside the installed package.
    """
    here = Path.cwd()
    checkouts = [here, *here.parents, Path(__file__).parents[2]]
    found = (folder for folder in checkouts if (folder / "data" / "indicators.toml").is_file())
    return next(found, SHIPPED)


def data_dir() -> Path:
    """The data folder: `TONGKET_DATA` where set, else that of the project.

    Raises:
        UsageError: there is no data folder where `TONGKET_DATA` points.
    """
    return _folder("TONGKET_DATA", "data", "indicators.toml")


def notebooks_dir() -> Path:
    """The notebooks folder: `TONGKET_NOTEBOOKS` where set, else that of the project."""
    return _folder("TONGKET_NOTEBOOKS", "notebooks", "review.toml")


def _folder(variable: str, name: str, token: str) -> Path:
    named = os.environ.get(variable)
    folder = Path(named) if named else project_dir() / name
    if not (folder / token).is_file():
        raise UsageError(
            f"{variable}: expected a folder with {token}, got {folder}. Set it to the folder of the {name}."
        )
    return folder.resolve()
