"""What a project is about, as its owner chose, and what was done to its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongket.model import Release, Text

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang, TimePeriod


class Choice(NamedTuple):
    """What a project is about.

    Args:
        area: the code of the place in `areas.csv`.
        period: the year under review, or the part of one.
        languages: those in which pages are made; the first is the project's own.
        department: the name of who publishes them; empty where it is not said.
        is_ministry: whether the place is that publisher, a ministry, which the registry does not know yet.
        release: which release it begins with; what is not said stays an example, as a comment.
        logo: the picture of the department, which is copied into the project; None where it has none.
        colour: of links and lines; empty for that of tongket.
    """

    area: str
    period: TimePeriod
    languages: tuple[Lang, ...]
    department: Text = Text("", "")
    is_ministry: bool = False
    release: Release = Release()
    logo: Path | None = None
    colour: str = ""

    @property
    def lang(self) -> Lang:
        """The project's own language: that of its notebooks, and of the files that explain it."""
        return self.languages[0]


class ProjectChanges(NamedTuple):
    """What was done to the files of a project, by their places in it.

    Args:
        added: what was written for the first time, or again.
        updated: what was brought to this version.
        kept: what was changed in the project, and stays.
        replaced: what was changed in the project and gave way on request, by where it is kept.
        differences: how what is kept differs from what this version would write, as lines of a unified diff.
    """

    added: list[str]
    updated: list[str]
    kept: list[str]
    replaced: dict[str, str]
    differences: dict[str, list[str]]

    @classmethod
    def none(cls) -> ProjectChanges:
        """Nothing done yet."""
        return cls([], [], [], {}, {})
