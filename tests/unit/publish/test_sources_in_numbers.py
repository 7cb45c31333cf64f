"""The sources of an exhibit as numbers of the one list of a document: from what it cites as data, not from its words."""

from __future__ import annotations

import pytest

from tongket.output import CitedSource, ClaimPart, SourcesPart
from tongket.publish.document.account import Account
from tongket.publish.html.sanitise import read, write

ACCOUNT = Account(
    (),
    SourcesPart((), tuple(CitedSource(n, ClaimPart((f"Publisher {n}",)), "") for n in ("a", "b"))),
)
EXHIBIT = (
    '<figure id="titles"><h3>Titles</h3><div><p>Note: a.</p><p>Source: {said}</p></div></figure>'
)


def numbered(cites: tuple[str, ...], said: str) -> str:
    tokens = read(EXHIBIT.format(said=said))
    return write(ACCOUNT.in_numbers(tokens, {"titles": cites}, "en"))


@pytest.mark.parametrize("said", ["Publisher b; Publisher a", "in words that nobody else has"])
def test_what_an_exhibit_cites_is_numbered_whatever_its_line_says(said: str) -> None:
    links = '<a href="#source-b">[2]</a>, <a href="#source-a">[1]</a>'
    assert numbered(("b", "a"), said) == EXHIBIT.format(said=links)


def test_a_line_without_sources_of_the_list_stays() -> None:
    said = "the data folder"
    assert numbered((), said) == EXHIBIT.format(said=said)
    assert numbered(("a", "elsewhere"), said) == EXHIBIT.format(said=said)


def test_a_paragraph_that_reads_like_a_source_line_is_a_paragraph() -> None:
    html = "<p>Source: Publisher a</p>"
    assert write(ACCOUNT.in_numbers(read(html), {}, "en")) == html
