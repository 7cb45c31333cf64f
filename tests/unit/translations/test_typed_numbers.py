"""Numbers typed into the prose of a notebook: named with their words; names that hold numbers pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tongket.catalogues.typed_numbers import numbers_in, typed_numbers
from tongket.project import notebooks_dir


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("The centre has 14 stations.", "14 stations."),
        ("Có 1.234 sáng kiến được công nhận.", "1.234 sáng kiến được"),
        ("Tăng 12,5% so với năm 2024", "12,5% so với năm"),
        ("## Why 999 of them?", "999 of them?"),
        ("| titles | 421 |\n|---|---|", "421"),
        ("Con số 420 là của năm 2024.", "420 là của năm"),
        ("Năm 2025: 3/4 nhiệm vụ", "3/4 nhiệm vụ"),
        ("Đạt **96** %", "96"),
        ("Giảm -5% so với kế hoạch", "-5% so với kế"),
        ("Rose to 2,025 in 2025.", "2,025 in 2025."),
        ("Có ISO và 14 trạm, 15.000/kg", "14 trạm, 15.000/kg"),
        ("85 tỷ đồng theo Nghị quyết 57-NQ/TW", "85 tỷ đồng theo"),
        ("## 2. Có 31 doanh nghiệp", "31 doanh nghiệp"),
    ],
)
def test_a_typed_number_is_found_with_the_words_behind_it(prose: str, found: str) -> None:
    assert [*numbers_in(prose)] == [found]


@pytest.mark.parametrize(
    "prose",
    [
        "In 2025, from 2021 to 2030, 2021-2025, 2021–2025, 2024-25.",
        "Ngày 01/7/2025, ngày 30 tháng 6, tháng 9/2025, quý 3, 6 tháng đầu năm, 09/2025, 2025-07-01.",
        "On 1 July 2025 and December 31, in the first 9 months.",
        "# 1. Kết quả\n\n## 2.1 Results\n\n### 3) More\n\n1. first\n2) second",
        "Nghị quyết số 57-NQ/TW, Luật 93/2025/QH15, Nghị định 13/2023/NĐ-CP, Quyết định 569/QĐ-TTg, Resolution 57.",
        "Điều 5, khoản 2, Article 3, mục 2.1, table 4, bảng 3.",
        "ISO 9001:2015, TCVN ISO 22000, TCVN 5603:2023, ISO/IEC 17025.",
        "CO2, H1, 4G, Q3, công nghiệp 4.0.",
        "`x = 14`, $a_1 = 14$, [here](05_quality.html#p14), <span title='14'>x</span>, {ip.titles_granted:12}",
        "```python\nx = 14\n```",
        "No number at all: fourteen.",
    ],
)
def test_what_is_a_name_passes(prose: str) -> None:
    assert [*numbers_in(prose)] == []


def test_the_notebooks_that_come_with_tongket_type_none() -> None:
    assert typed_numbers(notebooks_dir()) == []


def test_a_finding_says_where_which_and_what_to_do(tmp_path: Path) -> None:
    cell = {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": ["Có 14 ", "trạm."]}
    code = {"cell_type": "code", "id": "c", "metadata": {}, "source": ["x = 14"], "outputs": []}
    (tmp_path / "11_water.ipynb").write_text(json.dumps({"cells": [cell, code]}), "utf-8")
    (finding,) = typed_numbers(tmp_path)
    assert finding.line("en") == (
        "11_water.ipynb, intro: expected no number in prose, but of years, dates, headings, laws and standards, got "
        "'14 trạm.'. Nothing leads it to a source. Write the sentence in a code cell with the figure, as in "
        'review.claim("{ip.titles_granted} …"); or write the number as a word.'
    )
    assert "cần văn xuôi không có con số" in finding.line("vi")
