"""Plain and pasted text: places as in the file, paragraphs, sections, tables, encodings, letters of old fonts."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tongket import documents
from tongket.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """\
TỈNH HÀ LÂM
Sở Khoa học đã gửi 12 văn bản.

I. KẾT QUẢ
1. Nghiên cứu
Toàn tỉnh nghiệm thu 27 đề tài,
tăng 3 đề tài.
Ông A phát biểu tại hội thảo
2. Đo lường
1. Kiểm định cân
2. Kiểm định đồng hồ
3. Kiểm định taxi
II. NHIỆM VỤ
1. Nghiên cứu năm 2025
Phấn đấu nghiệm thu 30 đề tài.
"""


def of_file(tmp_path: Path, content: str | bytes) -> documents.Document:
    path = tmp_path / "bao-cao.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return documents.read(path)


def refusal(tmp_path: Path, content: bytes, lang: str = "en") -> str:
    with pytest.raises(DataError) as refused:
        of_file(tmp_path, content)
    return refused.value.in_(lang)


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", REPORT)
    document = of_file(tmp_path, text)
    assert document.text == unicodedata.normalize("NFC", text)
    assert all(document.text.startswith(b.text, b.start) for b in document.blocks)
    assert document.file_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert documents.of_text(text).blocks == document.blocks


def test_sections_follow_the_numbers_and_lists_open_none() -> None:
    found = [(b.kind, b.section, b.paragraph) for b in documents.of_text(REPORT).blocks]
    assert found == [
        ("paragraph", "", 1),
        ("paragraph", "", 2),
        ("heading", "I", 0),
        ("heading", "I.1", 0),
        ("paragraph", "I.1", 1),
        ("paragraph", "I.1", 2),
        ("caption", "I.1", 2),
        ("heading", "I.2", 0),
        ("paragraph", "I.2", 1),
        ("paragraph", "I.2", 2),
        ("paragraph", "I.2", 3),
        ("heading", "II", 0),
        ("heading", "II.1", 0),
        ("paragraph", "II.1", 1),
    ]


def test_lines_that_an_editor_broke_are_one_paragraph() -> None:
    text = "Trong chín tháng, các phòng thử nghiệm đã nhận và trả\n1.250 mẫu cho doanh nghiệp.\nMẫu mới: 12."
    assert [b.text for b in documents.of_text(text).blocks] == [text[:-13], "Mẫu mới: 12."]


def test_a_line_that_has_no_room_for_a_name_goes_on_with_it() -> None:
    name = (
        "Mười hai hợp đồng chuyển giao đã được ký tại Trung tâm\nƯơm tạo; 3 hợp đồng khác đang chờ."
    )
    broken = "Các phòng thử nghiệm của tỉnh đã nhận, phân tích và\ntrả mẫu."
    text = "\n\n".join(
        [name, broken, broken, broken, "Lãnh đạo các phòng chụp ảnh lưu niệm tại trụ sở"]
    )
    found = [b.text for b in documents.of_text(f"{text}\nHội nghị có 30 người.").blocks]
    assert found[0] == name
    assert found[-1] == "Hội nghị có 30 người."
    # Nothing shows how wide its lines are.
    assert len(documents.of_text(name).blocks) == 2


def test_a_row_whose_first_cell_is_empty_keeps_its_columns() -> None:
    text = "Biểu 1. Kinh phí (đơn vị tính: triệu đồng)\nTT\tNội dung\tGiao\tThực hiện\n\t- Nông nghiệp\t9.800\t9.640\n"
    row = documents.of_text(text).blocks[-1]
    assert (row.heads, row.table_unit) == (("Nội dung", "Giao", "Thực hiện"), "triệu đồng")
    assert [row.text[a:b] for a, b in row.cells] == ["- Nông nghiệp", "9.800", "9.640"]


@pytest.mark.parametrize("bar", ["\t", " | "])
def test_a_row_has_its_cells_and_what_the_head_says_above_them(bar: str) -> None:
    rows = (("Chỉ tiêu", "Kế hoạch", "Số tiền"), ("Đề tài", "", "1.250"), ("Dự án", "27", "150%"))
    text = "(ĐVT: triệu đồng)\n" + "\n".join(bar.join(row) for row in rows)
    unit, head, first, second = documents.of_text(text).blocks
    assert (unit.kind, head.kind, first.kind) == ("paragraph", "table_row", "table_row")
    assert [first.text[a:b] for a, b in first.cells] == ["Đề tài", "1.250"]
    assert first.heads == ("Chỉ tiêu", "Số tiền")
    assert [second.text[a:b] for a, b in second.cells] == ["Dự án", "27", "150%"]
    assert head.heads == ("", "", "")
    assert {head.table_unit, second.table_unit} == {"triệu đồng"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_each_encoding_of_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    assert of_file(tmp_path, REPORT.encode(encoding)).text == REPORT


@pytest.mark.parametrize("raw", [REPORT.encode("utf-32"), 200 * REPORT.encode() + b"\0"])
def test_letters_that_are_none_are_refused_wherever_they_stand(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(DataError, match="expected text in UTF-8, got 'NUL'"):
        of_file(tmp_path, raw)


def test_what_commands_a_terminal_or_turns_digits_is_a_space() -> None:
    text = "Có \x1b[31m27\x01 người, \u202e45 lớp và 12\uffff đơn."
    (block,) = documents.of_text(text).blocks
    assert block.text == "Có  [31m27  người,  45 lớp và 12  đơn."
    assert len(block.text) == len(text), "places stay those of the file"


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200e\u200f"])
def test_numbers_that_something_unseen_parts_are_refused(tmp_path: Path, unseen: str) -> None:
    content = (
        f"1. Nhân lực\n\nCó 1{unseen}2 đề tài.\n\nChi 3,{unseen}5 tỷ, 3{unseen},5 tỷ{unseen}.\n"
    )
    found = refusal(tmp_path, content.encode())
    assert "one can see in a number in paragraph 1 of section 1, got '1<U+" in found
    assert found.count("in paragraph 2 of section 1") == 2
    assert "Type the number again in the file." in found
    assert documents.of_text(f"Có 12{unseen} đề tài.").text == f"Có 12{unseen} đề tài."


def test_windows_1258_is_read_where_its_words_are_vietnamese(tmp_path: Path) -> None:

    # The encoding has letters with hats and horns, and the marks of tones.
    split = "".join(_with_tone(letter) for letter in REPORT)

    assert of_file(tmp_path, split.encode("cp1258")).text == REPORT


def _with_tone(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
    rest = unicodedata.normalize("NFC", marks.replace(tone, "", 1)) if tone else letter
    return rest + tone


def test_other_bytes_are_refused_with_what_to_save(tmp_path: Path) -> None:
    czech = refusal(tmp_path, "Ďábelské ódy řek".encode("cp1250"))
    assert "expected text in UTF-8, got '0xcf'" in czech
    assert "Save it as text in UTF-8" in refusal(tmp_path, b"\x00\x01\x02" * 100)
    assert "got nothing" in refusal(tmp_path, b"")
    assert "got nothing" in refusal(tmp_path, b" \n\n--- \n")


@pytest.mark.parametrize("typed", ["§¬n vÞ cã 27 ®Ò tµi", "Ñôn vò coù 27 ñeà taøi"])
def test_letters_of_an_old_font_are_refused_and_said_where(tmp_path: Path, typed: str) -> None:
    content = f"1. Nhân lực\nĐơn vị có 12 đề tài.\n{typed}\n"
    found = refusal(tmp_path, content.encode())
    assert "Unicode in paragraph 2 of section 1" in found
    assert "UniKey" in found
    assert "đoạn 2 của mục 1" in refusal(tmp_path, content.encode(), "vi")
    assert "UniKey" in refusal(tmp_path, typed.encode("cp1252"))


def test_what_is_no_file_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError, match="a plain file, and not a folder"):
        documents.read(tmp_path)
    with pytest.raises(DataError, match="expected this file"):
        documents.read(tmp_path / "khong-co.txt")
    monkeypatch.setattr("tongket.limits.DOCUMENT_TEXT", 10)
    assert "at most 10 characters" in refusal(tmp_path, REPORT.encode())
    monkeypatch.setattr("tongket.limits.DOCUMENT_PART_BYTES", 2**20)
    assert "at most 1 MB, got '2 MB'" in refusal(tmp_path, b" " * 2**21)


def test_a_place_has_the_block_that_holds_it_and_the_head_above_its_cell() -> None:
    document = documents.of_text(
        "1. Kết quả\n\nMở 5 lớp.\n\nTT\tChỉ tiêu\tThực hiện\n1\tMẫu thử\t96\n2\tLớp học\t14\n"
    )
    assert list(document.blocks) == sorted(document.blocks, key=lambda block: block.start)
    at = document.text.index("96")
    assert document.block_at(at).text.endswith("96")
    assert document.block_at(at).head_at(at) == "Thực hiện"
    assert document.block_at(document.text.index("5 lớp")).head_at(at) == ""
