"""How large each download is, as its page says it.

A page is made right after its notebook, its downloads when all notebooks have run: the sizes come to the page last.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from tongket.files import write
from tongket.numerals import format_number

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview

# What the page's template writes after a link to a file: the place of its size, filled or not.
_PLACE = re.compile(
    r'(href="\.\./([^"#/]+)(?:#[^"]*)?">[^<]*</a>)<span class="tk-size">[^<]*</span>'
)
_KB, _MB = 1_000, 1_000_000


def tell_sizes(folder: Path, review: PublishedReview) -> None:
    """Write beside each link of a page to a file of its review how large the file is.

    Raises:
        OSError: a page cannot be read or written.
    """
    for lang in review.langs:
        for page in review.in_(lang):
            path = folder / lang / f"{page.name}.html"
            text = path.read_text(encoding="utf-8")
            told = _PLACE.sub(partial(_told, folder, lang), text)
            if told != text:
                write(path, told)


def _told(folder: Path, lang: Lang, link: re.Match[str]) -> str:
    file = folder / link[2]
    size = f" ({size_of(file.stat().st_size, lang)})" if file.is_file() else ""
    return f'{link[1]}<span class="tk-size">{size}</span>'


def size_of(count: int, lang: Lang) -> str:
    """The size of a file of so many bytes, in words.

    >>> size_of(168_458, "en"), size_of(1_249_000, "vi"), size_of(20, "en")
    ('169 kB', '1,2 MB', '1 kB')
    """
    if count < _MB:
        return f"{-(-count // _KB)} kB"
    return f"{format_number(Fraction(round(count / _MB, 1)).limit_denominator(10), lang, 1)} MB"
