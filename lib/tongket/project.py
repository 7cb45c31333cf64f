"""Where the project is: its settings, its data and its notebooks, and the registry that comes with tongket."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.limits import REGISTRY_BYTES
from tongket.model import LANGS, Text

if TYPE_CHECKING:
    from tongket.model import Lang

# A data folder is known by any of these, so that one that was lost is named and no other folder is taken.
OF_DATA = ("indicators.toml", "sources.toml", "rules.toml")
SHIPPED = Path(__file__).with_name("shipped")
SETTINGS = "tongket.toml"


def project_dir() -> Path:
    """The folder that holds `tongket.toml`, `data` and `notebooks`.

    In order: the nearest such folder from the current one upwards, the checkout that an editable install points to,
    the copy inside the installed package.
    """
    return project_of(Path.cwd()) or example_dir()


def project_of(folder: Path) -> Path | None:
    """The nearest project from a folder upwards; None where there is none."""
    found = (each for each in (folder, *folder.parents) if _is_project(each))
    return next(found, None)


def example_dir() -> Path:
    """The review that comes with tongket: the copy inside the installed package, or the checkout that is installed."""
    return SHIPPED if SHIPPED.is_dir() else Path(__file__).parents[2]


def shared_registry(data: Path) -> Path | None:
    """The folder of the registries that come with tongket, over which those of a data folder are laid.

    None for a data folder that has all registries of its own: one that is not in a project with `tongket.toml`, and
    that of the example itself.
    """
    shared = example_dir() / "data"
    is_own = not has_settings(data.parent) or data.resolve() == shared.resolve()
    return None if is_own else shared


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


def is_example(folder: Path, variable: str = "TONGKET_DATA") -> bool:
    """Whether a folder that was taken is the example, for want of a project here: it is read, and not written into.

    A checkout is its owner's own in its folder, and where the variable of the environment names it; to a caller
    elsewhere it is what an installed package is.
    """
    return is_shipped(folder) or not (os.environ.get(variable) or project_of(Path.cwd()))


def has_settings(folder: Path) -> bool:
    """Whether a folder has something called `tongket.toml`: what is no file is a finding, and not another project."""
    return os.path.lexists(folder / SETTINGS)


def page_languages(project: Path) -> tuple[Lang, ...]:
    """The languages in which a project makes its pages; both where its settings do not say them, or cannot be read.

    Read by itself because the language of every answer may rest on it: `tongket --help` loads no registry.
    """
    import tomli

    settings, named = project / SETTINGS, None
    with suppress(OSError, ValueError, RecursionError, LookupError, TypeError):
        if settings.is_file() and settings.stat().st_size <= REGISTRY_BYTES:
            named = tomli.loads(settings.read_text(encoding="utf-8-sig"))["review"]["languages"]
    return tuple(lang for lang in LANGS if isinstance(named, list) and lang in named) or LANGS


def refuse_shipped(path: Path) -> None:
    """Refuse to write a file inside the installed package, which the next upgrade replaces.

    Raises:
        UsageError: it is inside.
    """
    if is_shipped(path):
        words = Text(
            f"{path}: cần một nơi của riêng bạn, gặp một nơi trong gói đã cài, mà bản nâng cấp sẽ "
            "thay thế. Chọn nơi khác.",
            f"{path}: expected a place of your own, got one inside the installed package, which an upgrade replaces. "
            "Name another.",
        )
        raise UsageError(words)


def _is_project(folder: Path) -> bool:
    return has_settings(folder) or _holds_any(folder / "data", OF_DATA)


def _holds_any(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).is_file() for name in names)


def _folder(variable: str, name: str, files: tuple[str, ...]) -> Path:
    named = os.environ.get(variable)
    folder = Path(named) if named else project_dir() / name
    if not (_holds_any(folder, files) or (name == "data" and shared_registry(folder))):
        raise UsageError(_no_folder(variable if named else "", name, folder, files[0]))
    # A link to the data elsewhere stays one: the project that it is in is known by its place.
    return Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow the link


def _no_folder(variable: str, name: str, folder: Path, file: str) -> Text:
    # Both languages are written here: the catalogues are in the folder that was not found.
    if not variable:
        return Text(
            f"{folder}: cần thư mục có {file}, không có. Khôi phục: tongket init --here",
            f"{folder}: expected this folder with {file}, got none. Restore it: tongket init --here",
        )
    kind = {"data": "số liệu", "notebooks": "sổ tay"}[name]
    return Text(
        f"{variable}: cần một thư mục có {file}, gặp {folder}. Đặt biến này thành thư mục {kind}.",
        f"{variable}: expected a folder with {file}, got {folder}. Set it to the folder of the {name}.",
    )
