"""One text reads alike in every format: the same words, in the same sections, paragraphs and rows."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from fixtures.office_files import p, tbl, tc, write_docx, write_odt
from fixtures.parts import absent
from tongket import documents

if TYPE_CHECKING:
    from pathlib import Path

    Row = tuple[str, str, str]

LINES: tuple[str | Row, ...] = (
    "TỔNG KẾT HOẠT ĐỘNG CỦA TỈNH HÀ LÂM",
    "Hội nghị diễn ra chiều 12/01/2025 với hơn 150 đại biểu; Sở đã gửi trước 27 tài liệu cho các huyện, thị xã.",
    "I. KẾT QUẢ NĂM 2024",
    "1. Nghiên cứu, ứng dụng",
    "Trong năm, 35\u00b2 nhiệm vụ được nghiệm thu, gấp 1,5 lần năm trước; kinh phí giải ngân 2.820 triệu đồng. Các mô hình trồng nấm, nuôi tôm ít thay nước và tưới nhỏ giọt được nhân rộng ra 12 xã, trên 120 ha.",
    "- Tiếp nhận 1\u00a0250 hồ sơ, trả đúng hạn 1\u00a0248 hồ sơ;",
    "- Hòa giải 3/4 vụ việc.",
    "Lãnh đạo Sở phát biểu tại hội thảo về vật liệu mới",
    "2. Đo lường",
    "(Đơn vị tính: triệu đồng)",
    ("Chỉ tiêu", "Kế hoạch", "Thực hiện"),
    ("Kiểm định", "1.100", "1.215"),
    ("Hiệu chuẩn", "27", "150"),
    "Thanh tra 46 cơ sở, phạt 2 cơ sở với 30 triệu đồng.",
    "II. NHIỆM VỤ NĂM 2025",
    "Phấn đấu nghiệm thu 40 nhiệm vụ, trong đó 5 nhiệm vụ cấp quốc gia.",
)
Read = list[tuple[str, str, int, list[str], tuple[str, ...]]]


def read(path: Path) -> Read:
    found = documents.read(path).blocks
    return [(b.kind, b.section, b.paragraph, re.findall(r"\w+", b.text), b.heads) for b in found]


def as_text(path: Path, lines: tuple[str | Row, ...]) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else "\t".join(line) for line in lines))
    return path


def as_html(lines: tuple[str | Row, ...], mark: str = "<p>{}</p>") -> str:
    made = []
    for line in lines:
        if isinstance(line, str):
            made.append(mark.format(html.escape(line)))
        else:
            made.append("<table><tr>" + "".join(f"<td>{cell}" for cell in line) + "</table>")
    return "".join(made).replace("</table><table>", "").replace("\u00b2", "<sup>2</sup>")


def as_docx(path: Path) -> Path:
    made = (p(line) if isinstance(line, str) else tbl(tuple(map(tc, line))) for line in LINES)
    return write_docx(path, "".join(made).replace("</w:tbl><w:tbl>", ""))


def as_odt(path: Path) -> Path:
    def cell(words: str) -> str:
        return f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"

    made = (
        f"<text:p>{line}</text:p>" if isinstance(line, str)
        else f"<table:table><table:table-row>{''.join(map(cell, line))}</table:table-row></table:table>"
        for line in LINES
    )  # fmt: skip
    return write_odt(path, "".join(made).replace("</table:table><table:table>", ""))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return read(as_text(tmp_path_factory.mktemp("plain") / "a.txt", LINES))


def test_the_text_has_the_sections_that_a_reader_sees(plain: Read) -> None:
    assert [(kind, section, paragraph) for kind, section, paragraph, _, _ in plain] == [
        ("paragraph", "", 1), ("paragraph", "", 2),
        ("heading", "I", 0), ("heading", "I.1", 0), ("paragraph", "I.1", 1), ("paragraph", "I.1", 2),
        ("paragraph", "I.1", 3), ("caption", "I.1", 3),
        ("heading", "I.2", 0), ("paragraph", "I.2", 1), ("table_row", "I.2", 2), ("table_row", "I.2", 3),
        ("table_row", "I.2", 4), ("paragraph", "I.2", 5),
        ("heading", "II", 0), ("paragraph", "II", 1),
    ]  # fmt: skip
    assert plain[12][4] == ("Chỉ tiêu", "Kế hoạch", "Thực hiện")


def test_decomposed_letters_are_the_same_letters(tmp_path: Path, plain: Read) -> None:
    path = as_text(tmp_path / "a.txt", LINES)
    path.write_text(unicodedata.normalize("NFD", path.read_text()))
    assert read(path) == plain


def test_office_files_and_pages_read_as_the_plain_text(tmp_path: Path, plain: Read) -> None:
    (tmp_path / "a.html").write_text(f"<!doctype html><meta charset=utf-8>{as_html(LINES)}")
    assert read(as_docx(tmp_path / "a.docx")) == plain
    assert read(as_odt(tmp_path / "a.odt")) == plain
    assert read(tmp_path / "a.html") == plain


# Without rules, words that go on in the next line of a cell are a row of their own: so in narrow columns.
@pytest.mark.parametrize(("columns", "rules"), [(1, "1px solid"), (2, "1px solid"), (1, "none")])
def test_printed_pages_read_as_the_plain_text(
    tmp_path: Path, plain: Read, columns: int, rules: str
) -> None:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        absent(f"WeasyPrint cannot be loaded: {error} (.ci/run installs what it needs)")
    style = f"td{{border:{rules};width:3cm}}table{{border-collapse:collapse}}p{{margin:0 0 4pt}}"
    page = f"@page{{size:A5;margin:2cm;@bottom-center{{content:'Trang ' counter(page)}}}}body{{column-count:{columns}}}"
    made = f"<style>{page}{style}body{{font:10pt serif}}</style>{as_html(LINES)}"
    weasyprint.HTML(string=made).write_pdf(tmp_path / "a.pdf")
    assert read(tmp_path / "a.pdf") == plain
