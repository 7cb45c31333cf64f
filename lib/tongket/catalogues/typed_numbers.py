"""Numbers that somebody typed into the prose of a notebook: they lead to no source, and stay when a figure changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tongket.catalogues.collection import notebooks_in
from tongket.data.findings import Finding
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What is no prose: code, formulas, addresses, tags, placeholders.
_NO_PROSE = re.compile(
    r"^(```|~~~).*?^\1|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|\]\([^)]*\)|<[^>\n]*>|https?://\S+|\{[^{}\n]*\}",
    re.M | re.S,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_LAWS = (
    "Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Công văn|Điều|khoản|mục|chương|phần|phụ lục|bảng|hình|"
    "Law|Resolution|Decree|Decision|Circular|Directive|Article|Clause|Section|Chapter|Part|Annex|Table|Figure"
)
# Numbers that are names: of headings and items, years, days and parts of years, laws and standards.
_NAMES = re.compile(
    rf"""
    ^[ \t>]*(?:\#+[ ]*(?:[\d.]*\d[.)]?[ ])?|\d+[.)][ ])     # 2.1 Results; 3. The third
    | \b(?:{_LAWS})\ (?:số\ |no\.\ )?\d+(?:[./]\d+)*        # Nghị quyết 57, Article 3, bảng 2.1
    | \b\d+(?:/\d+)*[/-](?-i:[A-ZĐ])[\w./-]*                     # 57-NQ/TW, 93/2025/QH15
    | \b(?:ISO|IEC|TCVN|QCVN|TCCS)(?:[ /](?:ISO|IEC))*[ ]?\d[\d:.-]*     # ISO 9001:2015, TCVN ISO 22000
    | \b\d{{4}}-\d\d(?:-\d\d)?\b | \b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b | \b\d{{1,2}}/\d{{4}}\b
    | \b(?:ngày|tháng|quý|kỳ)\ \d{{1,2}}(?:/\d{{1,2}})?\b | \b\d{{1,2}}\ (?:tháng|months?)\b
    | \b\d{{1,2}}\ (?:{_MONTHS})\b | \b(?:{_MONTHS})\ \d{{1,2}}\b
    | \b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?\b(?![.,]\d) # 2025, 2021–2025
    | \b(?:công\ nghiệp|industry)\ 4\.0\b
    """,
    re.M | re.X | re.I,
)
# With the words behind it, by which it is found again.
_NUMBER = re.compile(r"(?<![\w.,])[-−]?\d+(?:[.,/]\d+)*(?!\w)(?:\ ?%)?(?:[ \t]+[^\s|*]+){0,3}")


def typed_numbers(notebooks: Path) -> list[Finding]:
    """Each number in the Markdown of a project's notebooks that is none of a year, a date, a heading or a law.

    What is no notebook is passed over (`in_notebooks` names it).
    """
    expected = Phrase("no number in prose, but of years, dates, headings, laws and standards")
    remedy = Phrase(
        "Nothing leads it to a source. Write the sentence in a code cell with the figure, as in {example}; or write "
        "the number as a word.",
        example='review.claim("{ip.titles_granted} …")',
    )
    return [
        Finding(path.name, 0, cell.get("id", ""), found, expected, remedy, "typed-number")
        for path, notebook in notebooks_in(notebooks, [])
        for cell in notebook["cells"]
        if cell["cell_type"] == "markdown"
        for found in numbers_in("".join(cell["source"]))
    ]


def numbers_in(prose: str) -> Iterator[str]:
    """The numbers that a text types, each with the words behind it.

    >>> [*numbers_in("In 2025 the centre verified 1.234 instruments (Resolution 57-NQ/TW).")]
    ['1.234 instruments (Resolution 57-NQ/TW).']
    """
    bare = prose
    for passed in (_NO_PROSE, _NAMES):
        # Of the same length, so that the words are found again.
        bare = passed.sub(lambda match: re.sub(r"[^\n]", "·", match[0]), bare)
    return (prose[match.start() : match.end()].strip() for match in _NUMBER.finditer(bare))
