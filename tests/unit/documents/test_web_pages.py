"""Web pages: what a browser shows, in any encoding; headings, captions, notes and tables as in other files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tongket import documents
from tongket.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


def page(tmp_path: Path, body: str | bytes) -> documents.Document:
    path = tmp_path / "a.txt"
    path.write_bytes(body if isinstance(body, bytes) else f"<!DOCTYPE html><body>{body}".encode())
    return documents.read(path)


def texts(tmp_path: Path, body: str | bytes) -> list[str]:
    return [block.text for block in page(tmp_path, body).blocks]


def test_what_a_browser_shows_is_read(tmp_path: Path) -> None:
    body = """Lời đầu<p>C&oacute; 35<sup>2</sup> gi&#7889;ng,
      12&nbsp;450 phiếu, x&lt;9 <b>và</b> hồ&shy;sơ<br>mới</p><script>let a = 8</script><style>p{}</style>
      <p hidden>9</p><p style="DISPLAY : none">8</p><div>Trong <p>đoạn 7</p> sau</div><!-- 6 --><nav>Trang 5</nav>"""
    assert texts(tmp_path, body) == [
        "Lời đầu", "Có 35² giống, 12\xa0450 phiếu, x<9 và hồsơ\nmới", "Trong", "đoạn 7", "sau",
    ]  # fmt: skip


def test_blank_lines_part_paragraphs(tmp_path: Path) -> None:
    body = "<p>Có 3 mẫu.<br> <br>1. Đề tài<br><br>Có 12<br>đề tài.</p><pre>Dòng 1\n còn nữa\n \nDòng 3</pre>"
    found = [(b.section, b.text) for b in page(tmp_path, body).blocks]
    assert found == [
        ("", "Có 3 mẫu."), ("1", "1. Đề tài"), ("1", "Có 12\nđề tài."), ("1", "Dòng 1\ncòn nữa"), ("1", "Dòng 3"),
    ]  # fmt: skip


def test_deleted_words_go_and_double_numbers_are_refused(tmp_path: Path) -> None:
    assert texts(tmp_path, "<p>Có <del>25</del><ins>27</ins> mẫu, <s>8</s> 9 đơn</p>") == [
        "Có 27 mẫu, 9 đơn"
    ]
    with pytest.raises(DataError, match="got '2527 mẫu'"):
        page(tmp_path, "<p>Có <span style='text-decoration: line-through'>25</span>27 mẫu</p>")


def test_headings_captions_and_notes_have_their_places(tmp_path: Path) -> None:
    body = """<h1>Tổng kết</h1><p>Chung 3.</p><h2>1. Đề tài</h2><figure><img><figcaption>Cánh đồng 5</figcaption></figure>
      <p>Có 12.<sup><a href="#n">1</a></sup></p><h2>Kế hoạch</h2><ul><li>Thêm 4<li>Bớt 2</ul><aside role="doc-footnote">Gồm 1.</aside>"""
    found = [(b.kind, b.section, b.paragraph, b.text) for b in page(tmp_path, body).blocks]
    assert found == [
        ("heading", "", 0, "Tổng kết"),
        ("paragraph", "", 1, "Chung 3."),
        ("heading", "1", 0, "1. Đề tài"),
        ("caption", "1", 0, "Cánh đồng 5"),
        ("paragraph", "1", 1, "Có 12.¹"),
        ("heading", "Kế hoạch", 0, "Kế hoạch"),
        ("paragraph", "Kế hoạch", 1, "Thêm 4"),
        ("paragraph", "Kế hoạch", 2, "Bớt 2"),
        ("note", "Kế hoạch", 2, "Gồm 1."),
    ]


def test_cells_stay_apart_and_know_what_is_above_them(tmp_path: Path) -> None:
    body = """<table><caption>Bảng 1. Kết quả</caption><tr><th rowspan=2>Chỉ tiêu<th colspan=2>Năm 2024
      <tr><th>Kế hoạch<th>Thực hiện<tr><td rowspan=2>Đề tài<td>27<td>150%<tr><td>1<td>
      <table><tr><td>trong 3<td>ô 4</table>2</table>"""
    caption, *rows = page(tmp_path, body).blocks
    assert (caption.kind, caption.text) == ("caption", "Bảng 1. Kết quả")
    assert [row.text for row in rows] == [
        "Chỉ tiêu | Năm 2024", "Kế hoạch | Thực hiện", "Đề tài | 27 | 150%", "1 | 2", "trong 3 | ô 4",
    ]  # fmt: skip
    assert rows[2].heads == ("Chỉ tiêu", "Năm 2024 Kế hoạch", "Năm 2024 Thực hiện")
    assert rows[3].heads == ("Năm 2024 Kế hoạch", "Năm 2024 Thực hiện")


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-16", ""), ("utf-8-sig", ""), ("utf-8", ""), ("cp1252", "windows-1252")]
)  # fmt: skip
def test_each_encoding_is_read(tmp_path: Path, encoding: str, declared: str) -> None:
    words = "café số 5" if encoding != "cp1252" else "café 5"
    raw = f"<html><head><meta charset='{declared}'></head><p>{words}</p></html>".encode(encoding)
    found = page(tmp_path, raw)
    assert (found.text, found.format) == (words, "html")


def test_an_encoding_that_reads_nothing_is_passed_over(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="expected text in UTF-8, got '0xff'"):
        page(tmp_path, b"<html><meta charset='undefined'><p>C\xff 27</p></html>")


def test_letters_of_an_old_font_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Hµ \(.VnTime\)"):
        page(tmp_path, "<p>27 <font face='.VnTime'>Hµ</font></p>")


def test_elements_within_each_other_are_read_or_refused(tmp_path: Path) -> None:
    def nested(depth: int) -> str:
        return "<table><tr><td>" * depth + "Có 12 mẫu." + "</table>" * depth

    assert texts(tmp_path, nested(60)) == ["Có 12 mẫu."]
    with pytest.raises(DataError, match="xcessive depth"):
        page(tmp_path, nested(1000))
    with pytest.raises(DataError, match="with text in it"):
        page(tmp_path, "<p hidden>9</p>")
