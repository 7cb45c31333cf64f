"""A guide in two languages is one guide: the same sections, commands and tables, and each version leads to the other."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BOTH = pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("vi/*.md")))
# Sections that are told in short in Vietnamese, by the English heading, and why.
IN_SHORT = {
    ("extracting.md", "Measured"): "what each batch of texts showed is for who mends the rules"
}
# What a reader writes in her own language: names of files, and the language of a review.
NAMES = {
    "bao-cao": "report", "bang.csv": "table.csv", "quy-tac.toml": "rules.toml", 'lang="vi"': 'lang="en"',
    "--title-vi": "--title-en",
}  # fmt: skip


class Guide(NamedTuple):
    """What both versions of a guide must have alike, and the text of one."""

    text: str
    headings: list[tuple[int, str]]
    blocks: list[tuple[str, str]]
    sections: list[str]

    @classmethod
    def read(cls, path: Path) -> Guide:
        text = path.read_text(encoding="utf-8")
        blocks = re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.M | re.S)
        prose = re.sub(r"^ *```.*?^ *```\n", "", text, flags=re.M | re.S)
        headings = [(len(m[1]), m[2]) for m in re.finditer(r"^(#+) (.+)$", prose, re.M)]
        return cls(prose, headings, blocks, re.split(r"^#+ .+\n", prose, flags=re.M)[1:])

    def commands_in_prose(self) -> set[str]:
        return {typed(each) for each in re.findall(r"`(tongket [^`]+)`", self.text)}


def both(page: str) -> tuple[Guide, Guide]:
    return Guide.read(DOCS / page), Guide.read(DOCS / "vi" / page)


def typed(line: str) -> str:
    """A line of code without comment, words for readers, and what only chooses the language of answers."""
    line = re.sub(r"(^|\s+)# .*", "", line).strip()
    line = re.sub("|".join(map(re.escape, NAMES)), lambda match: NAMES[match[0]], line)
    return re.sub(r" --lang (vi|en)$", "", re.sub(r'"[^"]* [^"]*"', '"…"', line))


def code(block: str) -> list[str]:
    """What is typed of a block: where it shows answers, the lines behind a dollar."""
    lines = block.splitlines()
    return [typed(line) for line in [each for each in lines if each.startswith("$ ")] or lines]


def rows(section: str) -> int:
    return len(re.findall(r"^ *\|", section, re.M))


def numbers(section: str) -> Counter[str]:
    """The numbers that are read, without what parts thousands or begins decimals in either language."""
    read = re.sub(r"\]\([^)]*\)", "]", section)
    return Counter(re.sub(r"[.,]", "", each) for each in re.findall(r"\d[\d.,]*", read))


@BOTH
def test_both_have_the_same_sections(page: str) -> None:
    english, vietnamese = both(page)
    assert [level for level, _ in vietnamese.headings] == [level for level, _ in english.headings]


@BOTH
def test_both_say_the_same_commands(page: str) -> None:
    english, vietnamese = both(page)
    assert [language for language, _ in vietnamese.blocks] == [
        language for language, _ in english.blocks
    ]
    for (language, here), (_, there) in zip(vietnamese.blocks, english.blocks, strict=True):
        assert language == "text" or code(here) == code(there)
    shown = {typed(line.removeprefix("$ ")) for _, block in english.blocks for line in code(block)}
    assert vietnamese.commands_in_prose() <= english.commands_in_prose() | shown


@BOTH
def test_both_have_the_same_rows_and_numbers(page: str) -> None:
    english, vietnamese = both(page)
    for (_, heading), there, here in zip(
        english.headings, english.sections, vietnamese.sections, strict=True
    ):
        if (page, heading) in IN_SHORT:
            assert not numbers(here) - numbers(there), heading
        else:
            assert rows(here) == rows(there), heading
            assert not numbers(there) - numbers(here), heading


@BOTH
def test_each_leads_to_the_other(page: str) -> None:
    english, vietnamese = both(page)
    assert f"*Đọc bằng tiếng Việt: [vi/{page}](vi/{page})*" in english.text.splitlines()[:4]
    assert f"*In English: [{page}](../{page})*" in vietnamese.text.splitlines()[:4]


@BOTH
def test_the_vietnamese_page_leads_to_vietnamese_pages_and_to_headings_that_are_there(
    page: str,
) -> None:
    text = Guide.read(DOCS / "vi" / page).text
    head, _, body = text.partition(f"](../{page})*")
    assert body, head
    for link, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", body):
        target = DOCS / "vi" / (link or page)
        assert target.exists(), link
        own = DOCS / "vi" / target.name
        is_english = target.parent == DOCS / "vi" / ".." and not named(target.name, anchor)
        assert not is_english or not own.exists(), f"{link}: {own.name}"
        assert not anchor or anchor in anchors(target), f"{link}#{anchor}"


def named(page: str, anchor: str) -> bool:
    """Whether a link leads to what only the English page tells at length."""
    return (page, anchor) in {(where, part.lower()) for where, part in IN_SHORT}


def anchors(path: Path) -> set[str]:
    """The anchors that forges give to the headings of a page."""
    names = (heading.lower() for _, heading in Guide.read(path).headings)
    return {re.sub(r"[^\w\- ]", "", name).replace(" ", "-") for name in names}
