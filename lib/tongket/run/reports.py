"""Which reports a run makes: the pages of review.toml, for each area, period and language.

A page is one notebook. A report is that notebook executed for one area, one period and one language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Literal

from tongket.data.findings import listed as findings_listed
from tongket.data.registry.boundaries import NO_CHANGE
from tongket.data.registry.entries import Title, Words
from tongket.data.registry.events import EVENT_KINDS
from tongket.data.registry.links import not_declared
from tongket.data.registry.toml_tables import read_toml
from tongket.errors import NotebookError
from tongket.model import LANGS, Text, TimePeriod
from tongket.project import example_dir
from tongket.translations import Phrase, message, near_names, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.registry import Registry
    from tongket.data.registry.toml_tables import TomlFile
    from tongket.model import Lang

PAGES_FILE = "review.toml"
# A name that is an address on every server.
PAGE_NAME = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)
SECTION = "pages"
EACH = {
    "domain": message("One page for each domain that no other page shows"),
    "indicator": message("One page for each figure that several member areas reported"),
}
# What a page may need beside domains and kinds of events: figures of later years, and figures that the audit relates.
# of the place itself, of the areas that make it up or report to it, and such as compare with the year before.
AHEAD, AUDIT, FIGURES, MEMBERS = "ahead", "audit", "figures", "members"
DEVELOPMENT = "development"
ADD = Phrase("Add it: notebooks/README.md shows one.")


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """A table `[[pages]]`; `notebooks/README.md` describes each key."""

    name: Words
    title_vi: Title = ""
    title_en: Title = ""
    needs: list[Words] | Words = field(default_factory=list)
    also: list[Words] | Words = field(default_factory=list)
    each: Literal["", "domain", "indicator"] = ""
    off: bool = False


@dataclass(frozen=True)
class Page:
    """One notebook of the review, in the order in which readers meet it.

    Attributes:
        name: the notebook's file name without `.ipynb`; also the name of its web page.
        title: what navigation and index call it.
        needs: of these domains of indicators, kinds of events, `ahead`, `audit`, `figures` and `members` one at least
            must be on record, or the page has nothing to say; empty where it needs nothing.
        path: the notebook.
        also: the domains whose figures it shows too, where it is made.
        each: `domain` where it is made once for each domain that no other page shows, `indicator` where for each that
            several member areas reported.
        off: whether it is switched off.
        parameters: those that are its own, beside period, area and language.
    """

    name: str
    title: Text
    needs: tuple[str, ...]
    path: Path
    also: tuple[str, ...] = ()
    each: str = ""
    off: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str, title: Text) -> Page:
        """The page of one domain or indicator, where this one is made for each."""
        own, file = {self.each: name}, f"{self.name}_{name.replace('.', '-')}"
        return replace(self, name=file, title=title, each="", parameters=own)


@dataclass(frozen=True)
class AreaPeriod:
    """One area in one period: what a review is of.

    Attributes:
        area: the area's lasting code.
        period: the year under review, or the part of one.
        name: what readers call the area in that period.
        change: what readers must know of its boundaries in that period; empty where they did not change.
        successor: the review, as `<place>/<period>`, of the place that it became part of within the period or at its
            end, where the site has or is to have it; else empty.
        members: code and name of each place that makes up this one, or reports to it, whose review is there as well.
        before: review and name of each area that it was made of within the period, likewise.
    """

    area: str
    period: TimePeriod
    name: Text
    change: Text = NO_CHANGE
    successor: str = ""
    members: tuple[tuple[str, Text], ...] = ()
    before: tuple[tuple[str, Text], ...] = ()

    @property
    def address(self) -> str:
        """Its place on the site, `<place>/<period>`."""
        return f"{self.area}/{self.period.code}"

    def without(self, lost: AbstractSet[str]) -> AreaPeriod:
        """The review without its ways to some that are not there, by their addresses."""
        return replace(
            self,
            successor=self.successor if self.successor not in lost else "",
            members=tuple(m for m in self.members if f"{m[0]}/{self.period.code}" not in lost),
            before=tuple(each for each in self.before if each[0] not in lost),
        )


@dataclass(frozen=True, order=True)
class Report:
    """One page for one area, period and language: what one kernel runs.

    >>> Report("VN-CT", TimePeriod.parse("2025-H1"), "vi", "07_cooperation").id
    'VN-CT/2025-H1/vi/07_cooperation'
    """

    area: str
    period: TimePeriod
    lang: Lang
    page: str

    @property
    def id(self) -> str:
        """The report's name in messages and its place below `site/` and `notebooks/`."""
        return f"{self.area}/{self.period.code}/{self.lang}/{self.page}"


def load_pages(folder: Path, registry: Registry | None = None) -> tuple[Page, ...]:
    """Read `review.toml`: the pages of the review in their order, with those that are switched off.

    Args:
        folder: the folder that holds `review.toml` and the notebooks.
        registry: the domains that pages may need; None leaves that unchecked.

    Raises:
        NotebookError: something does not hold; all findings are named.
    """
    pages, findings = read_pages(folder, registry)
    if findings:
        raise NotebookError(findings_listed(findings))
    return pages


def read_pages(
    folder: Path, registry: Registry | None = None, languages: Iterable[Lang] = ()
) -> tuple[tuple[Page, ...], list[Finding]]:
    """The pages of `review.toml`, and what does not hold in it.

    Args:
        folder: as of `load_pages`.
        registry: likewise.
        languages: those in which each page must have a title; a run marks titles that are not translated.
    """
    findings: list[Finding] = []
    file = read_toml(folder / PAGES_FILE, PAGES_FILE, findings)
    file.unknown_sections((SECTION,))
    entries = list(file.listed(SECTION, PageEntry))
    if not (entries or findings):
        file.note("no-pages", Phrase("a table [[pages]] for each notebook"), ADD, row=1)
    notebooks = {path.stem for path in folder.glob("*.ipynb")}
    first: dict[str, int] = {}
    for number, entry in entries:
        _note_name(file, number, entry, notebooks)
        _note_titles(file, number, entry, languages)
        if first.setdefault(entry.name, number) != number:
            place = file.row_of(SECTION, first[entry.name], "name")
            expected = Phrase("each notebook once (also in row {number})", number=place)
            _note(file, number, "name", entry.name, expected, Phrase("Delete one of the two."))
        if registry is not None:
            findings += _unknown_needs(file, number, entry, registry)
    # One that no page names would silently never run.
    for name in sorted(notebooks - {entry.name for _, entry in entries} if not findings else ()):
        expected = Phrase("a table [[pages]] for the notebook {name}.ipynb", name=name)
        file.note("no-page", expected, ADD, key=SECTION)
    return tuple(_page(entry, folder) for _, entry in entries), findings


def reports(review: AreaPeriod, langs: Iterable[Lang], pages: Iterable[Page]) -> tuple[Report, ...]:
    """Every report of a review, language by language, page by page.

    A language counts once, however often it is given.
    """
    matrix = product(dict.fromkeys(langs), [page.name for page in pages])
    return tuple(Report(review.area, review.period, lang, name) for lang, name in matrix)


def _note(
    file: TomlFile, number: int, key: str, value: str, expected: Text, remedy: Text
) -> None:  # fmt: skip
    row = file.row_of(SECTION, number, key)
    file.note(
        "wrong-page", expected, remedy, row=row, key=f"{SECTION}[{number}].{key}", value=value
    )


def _note_name(file: TomlFile, number: int, entry: PageEntry, notebooks: set[str]) -> None:
    # A page that is switched off needs no notebook.
    if entry.name not in notebooks and not entry.off:
        expected = Phrase("the name of a notebook beside this file, without .ipynb")
        _note(file, number, "name", entry.name, expected, _remedy(entry.name, notebooks))


def _remedy(name: str, notebooks: set[str]) -> Text:
    """What to do about a page without a notebook; of one that comes with tongket it was deleted."""
    if (example_dir() / "notebooks" / f"{name}.ipynb").is_file():
        return Phrase(
            "Restore it: {command}; or write off = true below the name.",
            command="tongket init --here",
        )
    own = Phrase("Write such as 11_ocop.")
    if PAGE_NAME.fullmatch(name):
        own = Phrase("`tongket page new {name}` makes one.", name=name)
    return near_names(name, notebooks, own)


def _note_titles(
    file: TomlFile, number: int, entry: PageEntry, languages: Iterable[Lang]
) -> None:  # fmt: skip
    """A page has a title in a language at least, and in those asked for; the page of a domain has its name."""
    titles = {"vi": entry.title_vi.strip(), "en": entry.title_en.strip()}
    if entry.each:
        return
    lacking = [f"title_{lang}" for lang in languages if not titles[lang]]
    if not any(titles.values()):
        expected = Phrase("title_vi or title_en")
        _note(file, number, "title_vi", "", expected, Phrase("Write what readers call the page."))
    elif lacking:
        expected = Phrase("a title in each language of the pages")
        _note(file, number, lacking[0], "", expected, Phrase("Write what readers call the page."))


def _unknown_needs(
    file: TomlFile, number: int, entry: PageEntry, registry: Registry
) -> Iterator[Finding]:
    known = {
        "needs": (*registry.domains, *EVENT_KINDS, AHEAD, AUDIT, FIGURES, MEMBERS, DEVELOPMENT),
        "also": (*registry.domains,),
    }
    for key, names in known.items():
        for name in _several(getattr(entry, key)):
            if name not in names:
                row = file.row_of(SECTION, number, key)
                yield not_declared(PAGES_FILE, row, f"{SECTION}[{number}].{key}", name, names)


def _page(entry: PageEntry, folder: Path) -> Page:
    return Page(
        name=entry.name,
        title=_title(entry),
        needs=_several(entry.needs),
        path=folder / f"{entry.name}.ipynb",
        also=_several(entry.also),
        each=entry.each,
        off=entry.off,
    )


def _title(entry: PageEntry) -> Text:
    """A title; in a language that has none it is that of the other, marked as such."""
    written = (entry.title_vi, entry.title_en)
    if entry.each and not any(written):
        return Text(*(translate(EACH[entry.each], lang) for lang in LANGS))
    other = entry.title_vi or entry.title_en
    return Text(
        *(
            own or f"{other} ({translate('not translated', lang)})"
            for own, lang in zip(written, LANGS, strict=True)
        )
    )


def _several(names: list[str] | str) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
