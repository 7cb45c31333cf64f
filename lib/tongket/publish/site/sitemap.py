"""`sitemap.xml`: the pages that search engines may keep, in their languages; only where the site has an address."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from tongket.files import write
from tongket.publish.release import address
from tongket.publish.site.index_of_indicators import index_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tongket.model import Lang, Organisation
    from tongket.publish.site.published import PublishedReview

SITEMAP = "sitemap.xml"
# What reviews share.
_SHARED = ("index.html", "conflicts.html", "dictionary.html", "revisions.html")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def write_sitemap(
    site_dir: Path, reviews: Sequence[PublishedReview], organisation: Organisation
) -> None:
    """Write the sitemap; where the settings say no address there is none, nor one of before.

    Args:
        site_dir: the site's folder.
        reviews: those that its index lists; of a draft no page is named, for each asks not to be kept.
        organisation: who publishes them, and where.

    Raises:
        OSError: the folder cannot be written.
    """
    path = site_dir / SITEMAP
    if not organisation.release.site:
        path.unlink(missing_ok=True)
        return
    released = [review for review in reviews if not review.organisation.release.is_draft]
    areas = dict.fromkeys(f"{review.area}/index.html" for review in reviews)
    entries = [_entry(organisation, place) for place in (*_SHARED, *areas)]
    entries += [
        _entry(organisation, place, review.organisation.release.date, alternates)
        for review in released
        for place, alternates in _pages(review)
    ]
    write(path, f"{_HEAD}{''.join(entries)}</urlset>\n")


def _pages(review: PublishedReview) -> Iterator[tuple[str, Mapping[Lang, str]]]:
    """Each page of a review, with the places of it by language where it has more than one."""
    folder = review.folder
    for name in ("index.html", "changes.html", "revisions.html"):
        yield f"{folder}/{name}", {}
    families: list[dict[Lang, str]] = [
        {lang: f"{folder}/{index_name(lang)}" for lang in review.langs}
    ]
    families += [
        {lang: f"{folder}/{lang}/{page.name}.html" for lang in page.langs} for page in review.pages
    ]
    for family in families:
        for place in family.values():
            yield place, family if len(family) > 1 else {}


def _entry(
    organisation: Organisation,
    place: str,
    day: str = "",
    alternates: Mapping[Lang, str] = MappingProxyType({}),
) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(address(organisation, other))}/>'
        for lang, other in alternates.items()
    )
    when = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address(organisation, place))}</loc>{when}{others}</url>\n"
