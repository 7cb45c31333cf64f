"""Which reports a run makes: the pages of review.toml, for each area, year and language.

A page is one notebook. A report is that notebook executed for one area, one year and one language.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from tongket.errors import NotebookError, UsageError, listed, suggestion
from tongket.model import Text
from tongket.translations import Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tongket.model import Lang

PAGES_FILE = "review.toml"
REQUIRED = ("name", "title_vi", "title_en")


@dataclass(frozen=True)
class Page:
    """One notebook of the review, in the order in which readers meet it.

    Attributes:
        name: the notebook's file name without `.ipynb`; also the name of its web page.
        title: what navigation and index call it.
        needs: the domains of indicators without which the page has nothing to say; empty where it needs
            nothing.
        path: the notebook.
    """

    name: str
    title: Text
    needs: tuple[str, ...]
    path: Path


@dataclass(frozen=True)
class AreaYear:
    """One area in one year: what a review is of.

    Attributes:
        area: the area's lasting code.
        year: the year under review.
        name: what readers call the area in that year.
    """

    area: str
    year: int
    name: Text


@dataclass(frozen=True, order=True)
class Report:
    """One page for one area, year and language: what one kernel runs.

    >>> Report("VN-CT", 2024, "vi", "07_cooperation").id
    'VN-CT/2024/vi/07_cooperation'
    """

    area: str
    year: int
    lang: Lang
    page: str

    @property
    def id(self) -> str:
        """The report's name in messages and its place below `site/` and `notebooks/`."""
        return f"{self.area}/{self.year}/{self.lang}/{self.page}"


def load_pages(folder: Path) -> tuple[Page, ...]:
    """Read `review.toml`: the pages of the review in their order.

    Args:
        folder: the folder that holds `review.toml` and the notebooks.

    Raises:
        NotebookError: with every finding: a missing or misspelt key, a page without its notebook, a
            notebook that no page names (it would silently never run).
    """
    entries = _entries(folder / PAGES_FILE)
    findings = [*_wrong_keys(entries), *_wrong_names(entries, folder)]
    if findings:
        raise NotebookError(f"{PAGES_FILE}: " + listed(findings))
    return tuple(_page(entry, folder) for entry in entries)


def select(pages: Sequence[Page], only: Iterable[str]) -> tuple[Page, ...]:
    """The pages named in `only`, in the review's order; all of them where nothing is named.

    Raises:
        UsageError: a name that no page has, with the names that are near.
    """
    selected = {name.removesuffix(".ipynb") for name in only}
    known = [page.name for page in pages]
    for name in sorted(selected - set(known)):
        pages_are = Phrase("The pages are: {names}.", names=", ".join(known))
        words = Phrase(
            "--only: expected the name of a page, got {name}. {hint}",
            name=repr(name), hint=near_names(name, known, pages_are),
        )  # fmt: skip
        raise UsageError(words)
    return tuple(page for page in pages if not selected or page.name in selected)


def reports(review: AreaYear, langs: Iterable[Lang], pages: Iterable[Page]) -> tuple[Report, ...]:
    """Every report of a review, language by language, page by page.

    A language counts once, however often it is given.
    """
    matrix = product(dict.fromkeys(langs), [page.name for page in pages])
    return tuple(Report(review.area, review.year, lang, name) for lang, name in matrix)


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotebookError(
            f"{path.name}: expected in the folder of the notebooks, got nothing. "
            "Add a [[pages]] entry for each notebook."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotebookError(f"{path.name}: expected TOML, got: {error}. Mend the line.") from error
    entries = content.get("pages")
    if not isinstance(entries, list) or not entries:
        raise NotebookError(
            f"{path.name}: expected [[pages]] entries, got none. Add one per notebook."
        )
    return entries


def _wrong_keys(entries: list[dict[str, Any]]) -> list[str]:
    known = (*REQUIRED, "needs")
    findings = []
    for number, entry in enumerate(entries, 1):
        where = f"page {number} ({entry.get('name', 'without a name')})"
        findings += [
            f"{where}: expected a text `{key}`, got {entry.get(key)!r}. Write it."
            for key in REQUIRED
            if not isinstance(entry.get(key), str) or not entry[key].strip()
        ]
        findings += [
            f"{where}: expected the keys {', '.join(known)}, got {key!r}. {suggestion(key, known)}"
            for key in entry
            if key not in known
        ]
    return findings


def _wrong_names(entries: list[dict[str, Any]], folder: Path) -> list[str]:
    names = [str(entry["name"]) for entry in entries if "name" in entry]
    files = {path.stem for path in folder.glob("*.ipynb")}
    twice = [name for name, count in Counter(names).items() if count > 1]
    return [
        *(f"{name}: expected once, got it twice. Remove one." for name in twice),
        *(
            f"{name}: expected a notebook {name}.ipynb, got no such file. {suggestion(name, files)}"
            for name in names
            if name not in files
        ),
        *(
            f"{name}.ipynb: expected a [[pages]] entry, got none, so it would never run. Add one."
            for name in sorted(files - set(names))
        ),
    ]


def _page(entry: dict[str, Any], folder: Path) -> Page:
    needs = entry.get("needs", ())
    return Page(
        name=entry["name"],
        title=Text(entry["title_vi"], entry["title_en"]),
        needs=(needs,) if isinstance(needs, str) else tuple(needs),
        path=folder / f"{entry['name']}.ipynb",
    )
