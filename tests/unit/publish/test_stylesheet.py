"""What a width changes and what a colour scheme changes are apart: that is why two looks at a page are enough for all four."""

from __future__ import annotations

import re

from tongket.publish.style import TEMPLATES

CSS = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "page.css").read_text(encoding="utf-8"), flags=re.S)
COLOURED = {"color", "background", "background-color", "fill", "stroke", "opacity", "filter"}


def blocks(condition: str) -> list[list[tuple[str, str]]]:
    """The declarations of each `@media` block whose condition has a word, block by block."""
    found = re.findall(rf"^@media [^{{]*{condition}[^{{]*\{{(.*?)^\}}", CSS, re.S | re.M)
    return [re.findall(r"[{;]\s*([-\w]+)\s*:\s*([^;{}]+)", text) for text in found]


def test_the_dark_scheme_changes_the_page_s_colours_and_nothing_else() -> None:
    (dark,) = blocks("prefers-color-scheme")
    assert len(dark) > 9
    assert {name[:2] for name, _ in dark} == {"--"}


def test_a_width_brings_no_colour_of_its_own() -> None:
    wide = blocks("-width")
    assert len(wide) == 5
    coloured = [(name, value) for block in wide for name, value in block if name in COLOURED]
    assert coloured, "the blocks were read"
    assert {(name, value) for name, value in coloured} == {("color", "var(--soft)")}
