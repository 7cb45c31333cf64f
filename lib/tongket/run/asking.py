"""From names, as a person types them, to a request: every name is checked against pages, data and registries."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tongket.run.limits import Limits
from tongket.run.matrix import Review, load_pages, select
from tongket.run.place import Place
from tongket.run.plan import Request, check
from tongket.store import data_dir, load, notebooks_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tongket.model import Lang
    from tongket.store import Store


def ask(
    years: Iterable[int],
    areas: Iterable[str],
    langs: Iterable[Lang],
    out: Path,
    only: Iterable[str] = (),
    parameters: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    jobs: int | None = None,
) -> tuple[Request, Store]:
    """A request for reviews, and the data that its names come from.

    Args:
        years: the years under review.
        areas: codes of areas or of lasting places.
        langs: the languages.
        out: where the results go.
        only: the pages that shall run; empty means all.
        parameters: parameters beside year, area and lang, as texts.
        limits: the seconds that a cell and a report may take.
        jobs: how many reports run at the same time; by default one per core.

    Raises:
        UsageError: an area, a page or a parameter that there is not; with the near names.
        DataError: the data do not hold: no report is made from them.
        NotebookError: the list of pages, or a notebook's parameters cell, does not hold.
    """
    data, notebooks = data_dir(), notebooks_dir()
    pages, store = load_pages(notebooks), load(data)
    found = [(store.registry.area_for(area, year), year) for area in areas for year in years]
    request = Request(
        reviews=tuple(dict.fromkeys(Review(area.place, year, area.name) for area, year in found)),
        langs=tuple(dict.fromkeys(langs)),
        pages=pages,
        only=select(pages, only),
        place=Place(out.absolute()),
        data=data,
        notebooks=notebooks,
        parameters=parameters or {},
        limits=limits or Limits(),
        jobs=jobs or cores(),
    )
    check(request)
    return request, store


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
