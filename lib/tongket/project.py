"""Where the project is: its data and its notebooks."""

from __future__ import annotations

import os
from pathlib import Path

from tongket.errors import UsageError
from tongket.model import Text

# A data folder is known by any of these, so that one that was lost is named and no other folder is taken.
OF_DATA = ("indicators.toml", "sources.toml", "rules.toml")
SHIPPED = Path(__file__).with_name("shipped")


def project_dir() -> Path:
    """The folder that holds `data` and `notebooks`.

    In order: the checkout around the current folder, the checkout that an editable install points
    to, the copy inside the installed package.
    """
    here = Path.cwd()
    checkouts = [here, *here.parents, Path(__file__).parents[2]]
    found = (folder for folder in checkouts if _holds_any(folder / "data", OF_DATA))
    return next(found, SHIPPED)


def data_dir() -> Path:
    """The data folder: `TONGKET_DATA` where set, else that of the project.

    Raises:
        UsageError: there is no data folder where `TONGKET_DATA` points.
    """
    return _folder("TONGKET_DATA", "data", OF_DATA)


def notebooks_dir() -> Path:
    """The notebooks folder: `TONGKET_NOTEBOOKS` where set, else that of the project."""
    return _folder("TONGKET_NOTEBOOKS", "notebooks", ("review.toml",))


def is_shipped(folder: Path) -> bool:
    """Whether a folder is inside the installed package, which an upgrade replaces: nobody's own.

    An installed package holds a copy of data and notebooks; that of a checkout has none, and is its owner's.
    """
    return SHIPPED.is_dir() and folder.resolve().is_relative_to(SHIPPED.parent.resolve())


def _holds_any(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).is_file() for name in names)


def _folder(variable: str, name: str, files: tuple[str, ...]) -> Path:
    named = os.environ.get(variable)
    folder = Path(named) if named else project_dir() / name
    if not _holds_any(folder, files):
        raise UsageError(_no_folder(variable, name, folder, files[0]))
    return folder.resolve()


def _no_folder(variable: str, name: str, folder: Path, file: str) -> Text:
    # Both languages are written here: the catalogues are in the folder that was not found.
    kind = {"data": "số liệu", "notebooks": "sổ tay"}[name]
    return Text(
        f"{variable}: cần một thư mục có {file}, gặp {folder}. Đặt biến này thành thư mục {kind}.",
        f"{variable}: expected a folder with {file}, got {folder}. Set it to the folder of the {name}.",
    )
