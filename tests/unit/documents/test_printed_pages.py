"""PDF files: lines joined to paragraphs in the order of columns and pages, tables, marks, notes; scans are refused."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from fixtures.libreoffice import saved_by_libreoffice
from fixtures.office_files import p, r, write_docx
from fixtures.parts import absent
from tongket import documents
from tongket.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

try:
    import weasyprint
except (ImportError, OSError) as error:
    absent(f"WeasyPrint cannot be loaded: {error} (.ci/run installs what it needs)")
HEADS = "@top-center{content:'Báo cáo năm 2024'}@bottom-right{content:'Trang ' counter(page) '/' counter(pages)}"
STYLE = "@page{size:A5;margin:2cm}p{margin:0 0 5pt}body{font:10pt serif}"
TABLE = "table{border-collapse:collapse}td,th{border:1px solid;padding:2pt;width:4cm}"
SENTENCE = "Trong năm, các phòng thử nghiệm của tỉnh đã nhận và trả 1.250 mẫu cho các doanh nghiệp, đạt 102,5% kế hoạch. "
LONG = "".join(f"<p>Đoạn {n}. {SENTENCE * 6}</p>" for n in range(1, 9))


def printed(path: Path, body: str, style: str = "") -> Path:
    weasyprint.HTML(
        string=f"<html lang=vi><style>{STYLE}{style}</style><body>{body}</body>"
    ).write_pdf(path)
    return path


def blocks(tmp_path: Path, body: str, style: str = "") -> tuple[documents.Block, ...]:
    return documents.read(printed(tmp_path / "a.pdf", body, style)).blocks


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as refused:
        documents.read(path)
    return str(refused.value)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("align", ["left", "justify"])
def test_lines_are_joined_over_columns_and_pages_without_running_heads(
    tmp_path: Path, columns: int, align: str
) -> None:
    found = blocks(
        tmp_path,
        LONG,
        f"@page{{{HEADS}}}body{{column-count:{columns};text-align:{align};font-size:9pt}}",
    )
    assert [block.text for block in found] == [
        f"Đoạn {n}. {SENTENCE * 6}".strip() for n in range(1, 9)
    ]
    assert found[0].page == 1
    assert found[-1].page > 1


def test_columns_below_a_title_are_read_one_after_the_other(tmp_path: Path) -> None:
    body = f"<h2>1. {'Kết quả nghiên cứu của các đơn vị ' * 3}</h2><div>{LONG}</div>"
    title, *rest = blocks(tmp_path, body, "div{column-count:2}h2{font-size:11pt}")
    assert (title.kind, title.section) == ("heading", "1")
    assert [block.text[:7] for block in rest] == [f"Đoạn {n}." for n in range(1, 9)]


def test_paragraphs_are_parted_by_indents_short_lines_and_marks(tmp_path: Path) -> None:
    words = f"{SENTENCE}{SENTENCE}Hết 5."
    body = f"<p>{words}</p><p>{words}</p><p>- Có 3 mẫu</p><p>- Có 4 mẫu</p><p>1. Đo lường</p><p>{words}</p>"
    found = blocks(tmp_path, body, "p{margin:0;text-indent:1cm}")
    assert [b.text for b in found] == [
        words,
        words,
        "- Có 3 mẫu",
        "- Có 4 mẫu",
        "1. Đo lường",
        words,
    ]


def test_a_word_that_was_broken_is_one_again(tmp_path: Path) -> None:
    body = "<p lang=en>The department registered extraordinarily comprehensive internationalisation measures, 12-13%.</p>"
    found = blocks(tmp_path, body, "p{hyphens:auto;width:3.1cm}")
    assert found[0].text.endswith("comprehensive internationalisation measures, 12-13%.")


def test_raised_marks_are_no_digits_and_notes_follow(tmp_path: Path) -> None:
    body = f"<p>Có 35<sup>2</sup> giống trên 12 m<sup>2</sup> và 120<small>5</small> con.</p><p>{SENTENCE}</p>"
    body += "<div><sup>2</sup> Gồm 4 giống lúa.</div>"
    style = "div{position:fixed;bottom:0;font-size:7pt}sup{font-size:6pt;vertical-align:super}"
    first, second, note = blocks(tmp_path, body, style)
    assert first.text == "Có 35² giống trên 12 m² và 1205 con."
    assert (second.kind, note.kind, note.text) == ("paragraph", "note", "² Gồm 4 giống lúa.")


def test_ruled_cells_stay_apart_and_know_what_is_above_them(tmp_path: Path) -> None:
    head = "<thead><tr><th rowspan=2>Chỉ tiêu<th colspan=2>Năm 2024<tr><th>Kế hoạch<th>Thực hiện</thead>"
    label = "Đề tài cấp tỉnh được nghiệm thu trong năm"
    rows = f"<tr><td>{label}<td>27<td>150%" + "".join(
        f"<tr><td>Việc {n}<td><td>1.{n}" for n in range(400, 430)
    )
    unit, *found = blocks(
        tmp_path, f"<p>(ĐVT: triệu đồng)</p><table>{head}{rows}</table><p>Hết.</p>", TABLE
    )
    rows = [block for block in found if block.kind == "table_row"]
    assert (unit.text, found[-1].text) == ("(ĐVT: triệu đồng)", "Hết.")
    assert rows[2].text.replace("\n", " ") == f"{label} | 27 | 150%"
    assert rows[2].heads == ("Chỉ tiêu", "Năm 2024 Kế hoạch", "Năm 2024 Thực hiện")
    assert [rows[-1].text[a:b] for a, b in rows[-1].cells] == ["Việc 429", "1.429"]
    assert rows[-1].heads == ("Chỉ tiêu", "Năm 2024 Thực hiện")
    assert (rows[-1].page, rows[-1].table_unit) == (2, "triệu đồng")
    assert len(rows) == 33


def test_cells_between_gaps_stay_apart(tmp_path: Path) -> None:
    rows = "<tr><td>Chỉ tiêu<td>Kế hoạch<td>Thực hiện<tr><td>Đề tài<td>27<td>150<tr><td>Dự án<td><td>250"
    found = blocks(tmp_path, f"<p>{SENTENCE}</p><table>{rows}</table>", "td{width:4cm}")
    assert [row.text for row in found[1:]] == [
        "Chỉ tiêu | Kế hoạch | Thực hiện", "Đề tài | 27 | 150", "Dự án | 250",
    ]  # fmt: skip
    assert found[2].heads == ("Chỉ tiêu", "Kế hoạch", "Thực hiện")
    assert found[3].heads == ("Chỉ tiêu", "Thực hiện")


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_pages_that_lie_on_their_side_are_read(tmp_path: Path, quarters: int) -> None:
    table = "<table><tr><td>Chỉ tiêu<td>Kết quả<tr><td>Đề tài<td>27</table>"
    path = printed(tmp_path / "a.pdf", f"<p>Có 35<sup>2</sup> mẫu. {SENTENCE}</p>{table}", TABLE)
    upright = documents.read(path).text
    writer = PdfWriter(path)
    for page in writer.pages:
        page.rotate(90 * quarters)
        page.transfer_rotation_to_content()
        page.rotate(360 - 90 * quarters)
    writer.write(tmp_path / "b.pdf")
    assert documents.read(tmp_path / "b.pdf").text == upright
    assert "Có 35² mẫu." in upright
    assert "Đề tài | 27" in upright


def test_a_word_across_the_page_is_no_part_of_the_text(tmp_path: Path) -> None:
    body = f"<p>{SENTENCE * 3}</p><div>DỰ THẢO 2</div>"
    style = "div{position:fixed;top:0;left:2cm;font-size:50pt;transform:rotate(45deg);color:#ddd}"
    assert [block.text for block in blocks(tmp_path, body, style)] == [(SENTENCE * 3).strip()]


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_what_lies_beside_the_page_is_no_part_of_the_text(tmp_path: Path, side: str) -> None:
    body = f"<p>{SENTENCE * 3}</p><div>Có 77 đơn.</div>"
    style = f"div{{position:fixed;{side}:-9cm;width:5cm;height:2cm}}"
    assert [block.text for block in blocks(tmp_path, body, style)] == [(SENTENCE * 3).strip()]
    shown = blocks(tmp_path, body, style.replace("-9cm", "0"))
    assert any("Có 77 đơn." in block.text for block in shown)


@pytest.mark.parametrize("size", [8, 10, 13])
def test_a_gap_between_cells_groups_no_digits_and_a_space_does(tmp_path: Path, size: int) -> None:
    tight = "<table><tr><td>Kiểm định mẫu<td>27<td>150%<tr><td>Thử các mẫu<td>1<td>215%</table>"
    found = blocks(
        tmp_path,
        f"<p>Đã trả 12 450 mẫu, số 2024 150 và 27 15.</p>{tight}",
        f"body{{font-size:{size}pt}}",
    )
    assert found[0].text == "Đã trả 12\u00a0450 mẫu, số 2024 150 và 27 15."
    assert not [block.text for block in found[1:] if "\u00a0" in block.text]


def test_numbers_printed_double_are_refused_with_their_page(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", "<p>Có <s>25</s>27 mẫu, <u>19</u> đơn.</p>")
    assert "one that replaces it on page" in refusal(path)
    assert "got '2527 mẫu, 19 đơn.'" in refusal(path)
    for body, text in (
        ("<p>Có <s>25</s> 27 mẫu, <u>19</u> đơn.</p>", "Có 27 mẫu, 19 đơn."),
        (f"<p><s>Bỏ 3</s> {SENTENCE}</p>", SENTENCE.strip()),
    ):
        assert [block.text for block in blocks(tmp_path, body)] == [text]


@pytest.mark.slow
def test_tracked_changes_that_were_printed_are_refused(tmp_path: Path) -> None:
    gone = '<w:del w:id="2" w:author="A"><w:r><w:delText>25</w:delText></w:r></w:del>'
    made = write_docx(
        tmp_path / "a.docx",
        p("Có ", gone, f'<w:ins w:id="1" w:author="A">{r("27")}</w:ins>', " đề tài."),
    )
    saved = saved_by_libreoffice([made], "vi-VN", tmp_path, "pdf")
    assert [block.text for block in documents.read(made).blocks] == ["Có 27 đề tài."]
    assert "got '2527" in refusal(saved / "a.pdf")


def test_pages_without_text_are_named_all_at_once(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("L", (300, 420), 200).save(picture, "PDF")
    writer = PdfWriter()
    text = PdfReader(printed(tmp_path / "a.pdf", "<p>Có 12 mẫu.</p>"))
    for source in (text, PdfReader(picture), text, PdfReader(picture)):
        writer.append(source)
    writer.add_blank_page()
    writer.write(tmp_path / "b.pdf")
    found = refusal(tmp_path / "b.pdf")
    assert "expected text on each page, not a picture of it, got '2, 4'" in found
    assert "(OCR)" in found


def test_what_is_encrypted_or_damaged_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = printed(tmp_path / "a.pdf", LONG)
    writer = PdfWriter(path)
    writer.encrypt("x", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    assert "got 'password'" in refusal(tmp_path / "b.pdf")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert "expected a file that is whole" in refusal(tmp_path / "c.pdf")
    monkeypatch.setattr("tongket.limits.DOCUMENT_PAGES", 1)
    assert "at most 1 pages" in refusal(path)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UsageError, match="library pypdfium2"):
        documents.read(path)
