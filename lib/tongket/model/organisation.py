"""Who publishes the reviews, as it is said on everything that is given out."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.model.entries import Text

# The licence of data packages and frames without a word on it.
LICENCE = "CC-BY-4.0"
_NOTHING = Text("", "")


@dataclass(frozen=True)
class Accent:
    """The colour of an organisation as each ground needs it, `#rrggbb`.

    Attributes:
        light: of links and lines on the light ground, and on paper.
        light_soft: of what only decorates there.
        dark: of links and lines on the dark ground.
        dark_soft: of what only decorates there.
    """

    light: str
    light_soft: str
    dark: str
    dark_soft: str


@dataclass(frozen=True)
class Release:
    """Whether a review is released, and what its project says of its releases; what is not given is empty.

    Attributes:
        date: the day on which what the pages say was released, `YYYY-MM-DD`; empty in a draft.
        edition: the number of the edition, counted from one; in a draft that of the edition it is to become.
        before: in a draft the day on which the edition before it was released; empty where there is none.
        next: when the next release is due, a period such as `2026-01`.
        site: the web address at which the site is published, without a slash at its end. Without it nothing that is
            published names an absolute address of its own.
        corrections: how errors are corrected, in the project's own words.
    """

    date: str = ""
    edition: int = 1
    before: str = ""
    next: str = ""
    site: str = ""
    corrections: Text = _NOTHING

    @property
    def is_draft(self) -> bool:
        """Whether nobody has released what the pages say."""
        return not self.date


@dataclass(frozen=True)
class Organisation:
    """Who publishes: plain data, to be hashed and sent; what is not given is empty, and is not said.

    Attributes:
        name: of the department; the same in both languages where its pages are in one.
        contact: an e-mail address or a web address.
        licence: the SPDX code of the licence of what is given out.
        imprint: who answers for the content.
        logo: the picture as a `data:` address.
        accent: its colour; None leaves the pages their own.
        release: whether the review is released, and what is said of releases.
    """

    name: Text = _NOTHING
    contact: str = ""
    licence: str = ""
    imprint: Text = _NOTHING
    logo: str = ""
    accent: Accent | None = None
    release: Release = Release()

    @property
    def address(self) -> str:
        """Where the contact leads; empty where there is none.

        >>> Organisation(contact="skhcn@example.vn").address
        'mailto:skhcn@example.vn'
        """
        return f"mailto:{self.contact}" if "@" in self.contact.partition("/")[0] else self.contact

    @property
    def is_named(self) -> bool:
        """Whether it says who it is, or under which licence things are given out."""
        return bool(self.name.vi or self.contact or self.licence or self.imprint.vi)

    @property
    def licence_address(self) -> str:
        """Where the text of the licence is."""
        return f"https://spdx.org/licenses/{self.licence}.html"


# Of a project that does not say who publishes.
UNNAMED = Organisation()
