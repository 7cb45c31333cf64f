"""What a page shows around its notebook, and what makes pages: the run itself knows nothing of HTML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

from tongket.data.registry.boundaries import NO_CHANGE
from tongket.model import UNNAMED

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.releases import Releases
    from tongket.model import Lang, Organisation, Text
    from tongket.run.reports import AreaPeriod, Page, Report


Code = Literal["show", "fold", "hide"]


@dataclass(frozen=True)
class PageFrame:
    """What a page shows around its notebook's results: plain data, to be hashed and sent.

    Attributes:
        report: which report the page is of.
        name: what readers call the area in that period.
        titles: name and title of each page that the review has in this language, in their order.
        langs: the languages that this page exists in.
        incomplete: the pages of this language whose notebook failed.
        failure: why this page's notebook failed; empty where it did not.
        code: whether the page shows the code under each result, folds it, or hides it.
        change: what readers must know of the boundaries of the area in that period; empty where they did not change.
        successor: the review, as `<place>/<period>`, of the place that it became part of, where that is on the site.
        organisation: who publishes it.
        documents: the endings of the documents of the whole review that are beside it.
        members: code and name of each place that makes up this one, or reports to it, whose review is on the site.
        before: review and name of each area that it was made of, likewise.
    """

    report: Report
    name: Text
    titles: tuple[tuple[str, Text], ...]
    langs: tuple[Lang, ...]
    incomplete: tuple[str, ...] = ()
    failure: str = ""
    code: Code = "fold"
    change: Text = NO_CHANGE
    successor: str = ""
    organisation: Organisation = UNNAMED
    members: tuple[tuple[str, Text], ...] = ()
    before: tuple[tuple[str, Text], ...] = ()
    documents: tuple[str, ...] = ()

    def digest(self) -> str:
        """A hash of all that is shown."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


Convert = Callable[[str, PageFrame], str]


@dataclass(frozen=True)
class ReadyReview:
    """A review whose pages are all written, a moment before it is put in its place.

    Attributes:
        site: the site's folder in which it was built, a staging folder.
        page_frames: the frame of every page, in order.
        editions: what has been released of the review, the first edition first.
    """

    site: Path
    page_frames: Sequence[PageFrame]
    editions: Releases = ()


@dataclass(frozen=True)
class Publisher:
    """What turns executed notebooks into a site.

    Attributes:
        convert: makes a page's HTML from a settled notebook's text and its frame; called in the
            worker processes, so it is a function of a module.
        entrance: writes what a review holds beside its pages.
        index: writes what the reviews share, the index first of all, into the site's folder.
        preload: the modules that `convert` needs.
    """

    convert: Convert
    entrance: Callable[[ReadyReview], object]
    index: Callable[[Path], object]
    preload: tuple[str, ...] = ()


def page_frames(
    review: AreaPeriod,
    pages: tuple[Page, ...],
    failures: dict[Report, str],
    code: Code = "fold",
    organisation: Organisation = UNNAMED,
    documents: tuple[str, ...] = (),
) -> dict[Report, PageFrame]:
    """The page frame of each report of a review.

    Args:
        review: the review.
        pages: all pages that there are, in their order.
        failures: every report that the review holds, with why it failed; empty where it did not.
        code: how the pages show their code.
        organisation: who publishes them.
        documents: the endings of the documents that are made of the whole review.
    """
    return {
        report: replace(
            _page_frame(report, review, pages, failures),
            code=code,
            organisation=organisation,
            documents=documents,
        )
        for report in failures
    }


def _page_frame(
    report: Report, review: AreaPeriod, pages: tuple[Page, ...], failures: dict[Report, str]
) -> PageFrame:
    here = {other.page: reason for other, reason in failures.items() if other.lang == report.lang}
    return PageFrame(
        report,
        review.name,
        titles=tuple((page.name, page.title) for page in pages if page.name in here),
        langs=tuple(sorted({r.lang for r in failures if r.page == report.page}, reverse=True)),
        incomplete=tuple(page.name for page in pages if here.get(page.name)),
        failure=failures[report],
        change=review.change,
        successor=review.successor,
        members=review.members,
        before=review.before,
    )
