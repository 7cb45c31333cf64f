"""The entrances of the site: the index of all reviews, a page for each area, and one for each review.

The entrance of a review also says in schema.org's terms (as microdata, which needs no script) what data it holds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tongket import __version__
from tongket.model import LANGS, Text
from tongket.publish.beside.collation import vietnamese
from tongket.publish.files import replace
from tongket.publish.style import TEMPLATES, digest, stylesheet
from tongket.publish.wording import LANGUAGE_NAMES, words

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOADS = (
    ("observations", "observations.csv", "text/csv"),
    ("package", "datapackage.json", "application/json"),
    ("figures_json", "figures.json", "application/json"),
    ("claims", "claims.json", "application/json"),
)
ARCHIVE = "tongket-site.zip"

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tongket.model import Lang
    from tongket.run.shell import Shell


@dataclass(frozen=True)
class PublishedPage:
    """A page of a review.

    Attributes:
        name: its file name without `.html`.
        title: what readers call it.
        langs: the languages it exists in.
        incomplete: those of them in which its notebook failed.
    """

    name: str
    title: Text
    langs: tuple[Lang, ...]
    incomplete: tuple[Lang, ...] = ()


@dataclass(frozen=True)
class PublishedReview:
    """A review of the site, with its pages in their order.

    Attributes:
        area: the code of the area; its folder.
        year: the year under review.
        name: what readers call the area in that year.
        pages: at least one.
    """

    area: str
    year: int
    name: Text
    pages: tuple[PublishedPage, ...]

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages that any page exists in."""
        return tuple(lang for lang in LANGS if self.in_(lang))

    def in_(self, lang: Lang) -> tuple[PublishedPage, ...]:
        """The pages that exist in a language."""
        return tuple(page for page in self.pages if lang in page.langs)

    def title(self, lang: Lang) -> str:
        """The name of the review in a language."""
        return words(lang)["review"].format(name=self.name.in_(lang), year=self.year)


def review_of(shells: Sequence[Shell]) -> PublishedReview:
    """The review that the reports of one area and year make."""
    titles: dict[str, Text] = {}
    for shell in sorted(shells, key=lambda shell: -len(shell.titles)):
        titles |= {name: title for name, title in shell.titles if name not in titles}
    first = shells[0]
    langs = {(shell.report.page, shell.report.lang): shell for shell in shells}
    return PublishedReview(
        first.report.area,
        first.report.year,
        first.name,
        tuple(
            PublishedPage(
                name,
                title,
                tuple(lang for lang in LANGS if (name, lang) in langs),
                tuple(
                    lang for lang in LANGS if (name, lang) in langs and langs[name, lang].failure
                ),
            )
            for name, title in titles.items()
        ),
    )


def reviews_in(
    site_dir: Path, name_of: Callable[[str, int], Text], titles: Mapping[str, Text]
) -> list[PublishedReview]:
    """The reviews that lie in a site's folder.

    Args:
        site_dir: the site's folder.
        name_of: the name of an area in a year.
        titles: the title of each page, in their order; a page that is not named keeps its file's name.
    """
    folders = sorted(path for path in site_dir.glob("*/*") if path.name.isdecimal())
    found = []
    for folder in folders:
        pages = _pages(folder, titles)
        if pages:
            area, year = folder.parent.name, int(folder.name)
            found.append(PublishedReview(area, year, name_of(area, year), pages))
    return found


def write_index(site_dir: Path, reviews: Sequence[PublishedReview]) -> list[Path]:
    """Write the index of all reviews, and for each area the page of its years.

    Areas stand in Vietnamese order under their latest name, the latest year first.
    """
    latest = {review.area: review.name for review in sorted(reviews, key=lambda r: r.year)}
    ordered = in_order(reviews)
    areas = [(latest[area], list(group)) for area, group in groupby(ordered, key=lambda r: r.area)]
    path = site_dir / "index.html"
    replace(path, render("index.html.j2", areas=areas, archive=ARCHIVE))
    return [path, *(_write_area(site_dir, name, group) for name, group in areas)]


def in_order(reviews: Sequence[PublishedReview]) -> list[PublishedReview]:
    """Reviews by the latest Vietnamese name of their area, the latest year first."""
    latest = {review.area: review.name for review in sorted(reviews, key=lambda r: r.year)}
    return sorted(reviews, key=lambda r: (vietnamese(latest[r.area].vi), r.area, -r.year))


def _write_area(site_dir: Path, name: Text, reviews: Sequence[PublishedReview]) -> Path:
    """Write the page of an area, where readers change from a page to the same page of another year."""
    path = site_dir / reviews[0].area / "index.html"
    titles = {page.name: page.title for review in reviews for page in review.pages}
    ordered = {page: titles[page] for page in sorted(titles)}
    has = {r.year: {(page.name, lang) for page in r.pages for lang in page.langs} for r in reviews}
    langs = [lang for lang in LANGS if any(lang in review.langs for review in reviews)]
    values = {"name": name, "reviews": reviews, "titles": ordered, "has": has, "langs": langs}
    replace(path, render("area.html.j2", **values))
    return path


def write_doorway(site_dir: Path, review: PublishedReview) -> Path:
    """Write the entrance of one review."""
    path = site_dir / review.area / str(review.year) / "index.html"
    downloads = {lang: _downloads(review, lang) for lang in review.langs}
    replace(path, render("doorway.html.j2", review=review, downloads=downloads))
    return path


def _downloads(review: PublishedReview, lang: Lang) -> tuple[tuple[str, str, str], ...]:
    """What can be taken along: its name among the words, its file and its format."""
    return (("workbook", workbook_name(review.area, review.year, lang), SPREADSHEET), *DOWNLOADS)


def workbook_name(area: str, year: int, lang: Lang) -> str:
    """The file's name, which tells where it is from when it has been taken along."""
    return f"tongket-{area}-{year}-{lang}.xlsx"


def _pages(folder: Path, titles: Mapping[str, Text]) -> tuple[PublishedPage, ...]:
    files = {(path.stem, lang) for lang in LANGS for path in (folder / lang).glob("*.html")}
    failed = _failed(folder / "manifest.json")
    order = {name: place for place, name in enumerate(titles)}
    names = sorted(
        {name for name, _ in files}, key=lambda name: (order.get(name, len(order)), name)
    )
    return tuple(
        PublishedPage(
            name,
            titles.get(name, Text(name, name)),
            tuple(lang for lang in LANGS if (name, lang) in files),
            tuple(lang for lang in LANGS if (name, lang) in files & failed),
        )
        for name in names
    )


def _failed(manifest: Path) -> set[tuple[str, Lang]]:
    """The pages that a manifest says have failed; none where it cannot be read."""
    try:
        reports = json.loads(manifest.read_text(encoding="utf-8"))["reports"]
        return {(report["page"], report["lang"]) for report in reports if report["failure"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def render(template: str, **values: Any) -> str:
    """A page of the site around its reviews, from its template."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "site"), autoescape=True, undefined=StrictUndefined
    )
    style = stylesheet()
    return environment.get_template(template).render(
        **values,
        words={lang: words(lang) for lang in LANGS},
        languages=LANGUAGE_NAMES,
        stylesheet=style,
        digest=digest(style),
        version=__version__,
    )
