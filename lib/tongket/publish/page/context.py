"""What a page must know beside its notebook: where it is in the site, and what readers call it.

A notebook that never heard of tongket has no context; its page then has no navigation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.model import UNNAMED
from tongket.publish.labels import other
from tongket.publish.release import about, address

if TYPE_CHECKING:
    from tongket.model import Lang, Organisation


@dataclass(frozen=True)
class Link:
    """A way to another page.

    Attributes:
        href: relative address, with forward slashes.
        text: what readers see.
        current: whether it is the page that holds the link.
        incomplete: whether the page behind it lacks results because its notebook failed.
    """

    href: str
    text: str
    current: bool = False
    incomplete: bool = False


@dataclass(frozen=True)
class PageContext:
    """The place of one page in its site.

    Attributes:
        lang: the language of the page.
        title: what navigation calls the page; the heading on the page comes from its notebook.
        review: the name of the review, such as `Thành phố Cần Thơ, 2024`.
        pages: all pages of the review in this language, in their order; this one is marked as current.
        site: the way to the index of all reviews; empty where there is none.
        doorway: the way to the review's bilingual entrance; empty where there is none.
        periods: the way to the same page of other periods; empty where there is none.
        twin: this page in the other language, or None.
        notebook: the executed notebook as a download, or None.
        failure: why the page is incomplete; shown where its notebook does not say it (a kernel that died).
        code: `show`, `fold` or `hide` the code; empty leaves it to the exporter.
        change: what readers must know of the boundaries of the area in that period; empty where they did not change.
        successor: the way to the review of the area that it became part of; empty where there is none.
        before: the ways to the reviews of the areas that it was made of.
        alone: whether the notebook's results are wanted alone, without a page around them and without its account,
            which a document gives once for all its pages.
        organisation: who publishes the page.
        place: the way to the page from the site's folder; empty where it is in no site.
        downloads: what can be taken along, and the indexes of the review.
        heading: what stands above the page, where the project gave it another title; else empty.
    """

    lang: Lang
    title: str = ""
    review: str = ""
    pages: tuple[Link, ...] = ()
    site: str = ""
    doorway: str = ""
    periods: str = ""
    twin: Link | None = None
    notebook: Link | None = None
    failure: str = ""
    code: str = ""
    change: str = ""
    successor: str = ""
    before: tuple[Link, ...] = ()
    alone: bool = False
    organisation: Organisation = UNNAMED
    place: str = ""
    downloads: tuple[Link, ...] = ()
    heading: str = ""

    @property
    def address(self) -> str:
        """The permanent address of the page; without an address of its site its way from the site's folder."""
        return address(self.organisation, self.place)

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """The page in its languages, as search engines ask for it: all by their addresses, else the other's way alone.

        >>> PageContext("en", twin=Link("../vi/a.html", "Tiếng Việt")).alternates
        (('vi', '../vi/a.html'),)
        """
        if self.twin is None:
            return ()
        there = other(self.lang)
        if not self.organisation.release.site:
            return ((there, self.twin.href),)
        place = self.place.replace(f"/{self.lang}/", f"/{there}/")
        return (self.lang, self.address), (there, address(self.organisation, place))

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """What is said of the release below the page: a label and its words in each line."""
        return about(self.organisation, self.review, f"{self.review}: {self.title}", self.lang)

    @property
    def previous(self) -> Link | None:
        """The page before this one, or None at the beginning."""
        here = self._here()
        return self.pages[here - 1] if here else None

    @property
    def next(self) -> Link | None:
        """The page after this one, or None at the end.

        >>> a, b = Link("a.html", "A", current=True), Link("b.html", "B")
        >>> PageContext("en", pages=(a, b)).next.text
        'B'
        """
        here = self._here()
        return self.pages[here + 1] if here is not None and here + 1 < len(self.pages) else None

    def _here(self) -> int | None:
        return next((index for index, page in enumerate(self.pages) if page.current), None)
