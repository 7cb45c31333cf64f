"""What was made to be slow or to break something: the work grows as the text does, and every error is one of ours."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from fixtures.growth import is_linear
from fixtures.office_files import p, r, tbl, tc, write_docx, write_odt
from tongket import documents
from tongket.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUNS = {
    "numbers": "1 000 1 000 ",
    "fractions": "1/1/1/",
    "no full stop": "các đơn vị trong tỉnh đã nghiệm thu và ",
    "wrapped": "các đơn vị trong tỉnh đã nghiệm thu đề tài năm qua và\n",
    "cells": "a\tb\tc\n",
    "bars": "|",
    "headings": "1. Đề tài\nI. Dự án\n",
    "units": "(đơn vị: (",
    "blank lines": " \n",
    "marks": "\u0301\u0323",
    "old letters": "Haø µ ",
}


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_work_grows_as_the_text_does(run: str) -> None:
    size = 100_000

    def work(count: int) -> Callable[[], None]:
        text = "a" + run * (count // len(run)) + "a"

        def read() -> None:
            with suppress(DataError):
                documents.of_text(text)

        return read

    assert is_linear(work(size), work(2 * size))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "odt", "html", "one paragraph"])
def test_a_megabyte_of_text_is_read_within_ten_seconds(tmp_path: Path, form: str) -> None:
    words = (
        "Trong năm, các đơn vị đã nghiệm thu 27 đề tài, đạt 102,5% kế hoạch và giải ngân 1.250 triệu đồng. "
        * 9
    )
    texts, path = [words] * 1_000, tmp_path / "a"
    if form == "docx":
        write_docx(
            path,
            "".join(p(text) for text in texts[:500])
            + tbl(*[(tc(t), tc("27")) for t in texts[500:]]),
        )
    elif form == "odt":
        write_odt(path, "".join(f"<text:p>{text}</text:p>" for text in texts))
    elif form == "html":
        path.write_text("<!doctype html>" + "".join(f"<p>{text}</p>" for text in texts))
    else:
        write_docx(path, p(*[r(f"{word} ") for text in texts for word in text.split()]))
    assert path.stat().st_size
    begin = time.process_time()
    assert len(documents.read(path).text.encode()) > 1_000_000
    assert time.process_time() - begin < 10


def test_whatever_is_broken_in_a_file_the_error_is_ours(tmp_path: Path) -> None:
    chance = random.Random(19)
    body = (
        p("1. Đề tài")
        + p("Có 35", r("2", '<w:vertAlign w:val="superscript"/>'))
        + tbl((tc("a"), tc("1")))
    )
    levels = '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/></w:lvl></w:abstractNum>'
    kinds = {
        "docx": write_docx(tmp_path / "a", body, numbering=levels).read_bytes(),
        "odt": write_odt(
            tmp_path / "a", "<text:h>1. Đề tài</text:h><text:p>Có 35</text:p>"
        ).read_bytes(),
        "html": "<!doctype html><table><tr><td rowspan=2>Có<td>35<sup>2</sup></table>".encode(),
    }
    for content in kinds.values():
        for _ in range(60):
            broken = bytearray(content)
            for _ in range(chance.choice((1, 3, 10))):
                at = chance.randrange(len(broken) + 1)
                broken[at : at + chance.choice((0, 1, 50))] = chance.randbytes(
                    chance.choice((0, 1, 8))
                )
            (tmp_path / "b").write_bytes(broken)
            try:
                found = documents.read(tmp_path / "b")
            except DataError:
                continue
            assert all(found.text.startswith(block.text, block.start) for block in found.blocks)


@pytest.mark.parametrize("value", ["x", "-1", "²", "99999999999"])
def test_numbers_that_are_none_are_not_believed(tmp_path: Path, value: str) -> None:
    levels = f'<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="{value}"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    levels += '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    numbered = f'<w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="7"/></w:numPr>'
    body = p("Có 12", properties=numbered) + tbl(
        (tc("a", properties=f'<w:gridSpan w:val="{value}"/>'), tc("1"))
    )
    found = documents.read(write_docx(tmp_path / "a", body, numbering=levels))
    assert found.text == "Có 12\na | 1"


def test_fifty_megabytes_of_nothing_are_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "a.docx").open("wb") as stream:
        stream.truncate(50 * 2**20)
    begin = time.process_time()
    with pytest.raises(DataError, match="got 'NUL'"):
        documents.read(tmp_path / "a.docx")
    assert time.process_time() - begin < 2
