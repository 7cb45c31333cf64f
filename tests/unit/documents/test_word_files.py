"""Word files: what stands when changes are accepted; nothing hidden, computed or printed beside; tables and notes."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from fixtures.office_files import p, r, tbl, tc, write_docx
from tongket import documents
from tongket.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

INS, DEL = '<w:ins w:id="1" w:author="A">{}</w:ins>', '<w:del w:id="2" w:author="A">{}</w:del>'
RAISED = '<w:vertAlign w:val="superscript"/>'
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
)


def deleted(words: str) -> str:
    return DEL.format(f"<w:r><w:delText>{words}</w:delText></w:r>")


def field(code: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return char("begin") + instruction + char("separate") + result + char("end")


def texts(path: Path) -> list[str]:
    return [block.text for block in documents.read(path).blocks]


def test_inserted_words_stay_and_deleted_ones_go(tmp_path: Path) -> None:
    body = p("Có ", deleted("25"), INS.format(r("27")), " đề tài.")
    body += p(deleted("Bỏ đoạn này."))
    body += f"<w:ins>{p('Thêm 3 đoạn.')}</w:ins>"
    body += p("Dời ", f"<w:moveFrom>{r('đi 4')}</w:moveFrom>", f"<w:moveTo>{r('đến 5')}</w:moveTo>")
    body += p("Nối ", properties="<w:rPr><w:del/></w:rPr>") + p("liền 6.")
    assert texts(write_docx(tmp_path / "a.docx", body)) == [
        "Có 27 đề tài.", "Thêm 3 đoạn.", "Dời đến 5", "Nối liền 6.",
    ]  # fmt: skip


def test_numbers_printed_double_are_refused_with_their_place(tmp_path: Path) -> None:
    struck = r("25", "<w:strike/>")
    body = (
        p("1. Kết quả") + p("Có ", struck, "27 đề tài.") + p(r("18", "<w:strike/>"), " 19 dự án.")
    )
    with pytest.raises(DataError) as refused:
        documents.read(write_docx(tmp_path / "a.docx", body))
    assert "in paragraph 1 of section 1, got '2527 đề tài.'" in refused.value.in_("en")
    assert len(refused.value.findings) == 1
    kept = p(r("18", "<w:strike/>"), " 19 dự án.") + p(r("5", '<w:strike w:val="0"/>'), "6 mẫu")
    assert texts(write_docx(tmp_path / "b.docx", kept)) == ["19 dự án.", "56 mẫu"]


def test_a_raised_mark_is_no_digit_of_the_number(tmp_path: Path) -> None:
    styles = f'<w:style w:styleId="Mark"><w:name w:val="Mark"/><w:rPr>{RAISED}</w:rPr></w:style>'
    styles += '<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Mark"/></w:style>'
    named = r("3", '<w:rStyle w:val="Own"/>')
    body = p("Có 35", r("2", RAISED), " giống, 7", named, " vùng, 12 m", r("2", RAISED))
    path = write_docx(tmp_path / "a.docx", body, styles=styles)
    assert texts(path) == ["Có 35² giống, 7³ vùng, 12 m²"]


def test_notes_follow_their_paragraph_and_leave_no_mark(tmp_path: Path) -> None:
    notes = f'<w:footnote w:type="separator" w:id="0">{p("-")}</w:footnote>'
    notes += (
        f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", " Gồm 4 dự án.")}</w:footnote>'
    )
    mark = '<w:r><w:rPr/><w:footnoteReference w:id="1"/></w:r>'
    body = p("1. Dự án") + p("Có 35", mark, " dự án.") + p("Hết.")
    found = documents.read(write_docx(tmp_path / "a.docx", body, footnotes=notes)).blocks
    assert [(b.kind, b.paragraph, b.text) for b in found] == [
        ("heading", 0, "1. Dự án"),
        ("paragraph", 1, "Có 35 dự án."),
        ("note", 1, "Gồm 4 dự án."),
        ("paragraph", 2, "Hết."),
    ]


def test_nothing_that_no_reader_sees_is_read(tmp_path: Path) -> None:
    hidden = '<w:style w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    hidden += '<w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    body = (
        p("Mục lục 1", style="T") + p("Ẩn 9", style="H") + p("Có ", r("8", "<w:vanish/>"), "7 mẫu")
    )
    body += p("Tổng ", field("=SUM(A1) 99", r("1.250")), " hồ\u00ads\u01a1", field("PAGE", ""))
    body += p(
        field(" IF ", r("12")).replace(
            " IF ", f"</w:instrText></w:r>{field('Z 8', r('8'))}<w:r><w:instrText>"
        )
    )
    found = texts(write_docx(tmp_path / "a.docx", body, styles=hidden))
    assert found == ["Có 7 mẫu", "Tổng 1.250 hồsơ", "12"]


def test_a_field_that_never_ends_hides_nothing(tmp_path: Path) -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "mã") + p("Có 12 đề tài.")
    assert texts(write_docx(tmp_path / "a.docx", body)) == ["Có 12 đề tài."]


def test_a_box_of_text_is_read_once(tmp_path: Path) -> None:
    body = p("Trước ", BOX.format(p("Trong hộp 15%.")), "sau.")
    assert texts(write_docx(tmp_path / "a.docx", body)) == ["Trước sau.", "Trong hộp 15%."]


def test_cells_stay_apart_and_know_what_is_above_them(tmp_path: Path) -> None:
    two, on = '<w:gridSpan w:val="2"/>', "<w:vMerge/>"
    first = '<w:vMerge w:val="restart"/>'
    body = p("Đơn vị tính: triệu đồng") + tbl(
        (tc("Chỉ tiêu", properties=first), tc("Năm 2024", properties=two)),
        (tc("", properties=on), tc("Kế hoạch"), tc("Thực hiện")),
        (tc("Đề tài", properties=first), tc("27"), tc("150%")),
        (tc("", properties=on), tc("", tbl((tc("trong 3"), tc("ô 4"))), p("")), tc("1", p("2"))),
    )
    rows = documents.read(write_docx(tmp_path / "a.docx", body)).blocks[1:]
    assert [row.text for row in rows] == [
        "Chỉ tiêu | Năm 2024", "Kế hoạch | Thực hiện", "Đề tài | 27 | 150%", "1\n2", "trong 3 | ô 4",
    ]  # fmt: skip
    assert rows[2].heads == ("Chỉ tiêu", "Năm 2024 Kế hoạch", "Năm 2024 Thực hiện")
    assert rows[3].heads == ("Năm 2024 Thực hiện",)
    assert [rows[2].text[a:b] for a, b in rows[2].cells] == ["Đề tài", "27", "150%"]
    assert {row.table_unit for row in rows} == {"triệu đồng"}


def test_a_row_whose_deletion_is_tracked_is_gone(tmp_path: Path) -> None:
    kept, gone = tbl((tc("a"), tc("1"))), tbl((tc("b"), tc("2")))
    gone = gone.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    both = kept.replace("</w:tbl>", gone.removeprefix("<w:tbl>"))
    assert texts(write_docx(tmp_path / "a.docx", both)) == ["a | 1"]


def test_headings_that_word_numbers_open_their_sections(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:styleId="H{n}"><w:name w:val="heading {n}"/><w:pPr><w:outlineLvl w:val="{n - 1}"/>'
        f'<w:numPr><w:ilvl w:val="{n - 1}"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2)
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for n, kind, words in ((0, "upperRoman", "%1."), (1, "decimal", "%2."))
    )
    numbering = f'<w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    body = "".join(
        p(words, style=style)
        for words, style in (
            ("Kết quả", "H1"), ("Đề tài", "H2"), ("27 đề tài.", ""), ("Dự án", "H2"), ("5 dự án.", ""),
            ("Kế hoạch", "H1"), ("30 đề tài.", ""),
        )
    )  # fmt: skip
    path = write_docx(tmp_path / "a.docx", body, styles=styles, numbering=numbering)
    found = [(b.section, b.text) for b in documents.read(path).blocks if b.kind == "paragraph"]
    assert found == [("I.1", "27 đề tài."), ("I.2", "5 dự án."), ("II", "30 đề tài.")]


def test_paragraphs_that_word_numbers_are_headings_where_text_follows(tmp_path: Path) -> None:
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    bullets = levels.replace("decimal", "bullet")
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{each}</w:abstractNum>'
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, each in ((1, levels), (2, levels), (3, bullets))
    )
    body = "".join(
        p(words, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{which}"/></w:numPr>')
        for words, which in (
            ("Đề tài", 1), ("Có 27 đề tài.", 0), ("Đo lường", 1), ("Kiểm định", 2), ("Thử nghiệm", 2), ("Thanh tra", 3),
        )
    ) + p("Hết 5.")  # fmt: skip
    found = documents.read(write_docx(tmp_path / "a.docx", body, numbering=numbering)).blocks
    assert [(b.kind, b.section, b.text) for b in found] == [
        ("heading", "1", "Đề tài"), ("paragraph", "1", "Có 27 đề tài."), ("heading", "2", "Đo lường"),
        ("paragraph", "2", "Kiểm định"), ("paragraph", "2", "Thử nghiệm"), ("paragraph", "2", "Thanh tra"),
        ("paragraph", "2", "Hết 5."),
    ]  # fmt: skip


def test_letters_of_an_old_font_are_known_by_its_name(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii=".VnTime"/>'
    path = write_docx(tmp_path / "a.docx", p("27 mẫu", r(" Hµ", font)))
    with pytest.raises(DataError, match=r"27 mẫu Hµ \(.VnTime\)"):
        documents.read(path)
    sound = p(r("Đề tài số 27", font), r(" café", ""))
    assert texts(write_docx(tmp_path / "b.docx", sound)) == ["Đề tài số 27 café"]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha">]><w:document xmlns:w="w"><w:body><w:p>&a;</w:p></w:body></w:document>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and no more", "a file that is whole"),
        ({"word/document.xml": "<w:document"}, "a file that is whole"),
        ({"word/document.xml": ENTITIES}, "DOCTYPE"),
        ({"xl/workbook.xml": "<x/>"}, "tongket import"),
        ({"readme.txt": "x"}, "expected a report as DOCX"),
        ({"word/document.xml": "<w:document xmlns:w='w'><w:body/></w:document>"}, "with text in it"),
        ({"word/document.xml": "<t>" * 1000 + "</t>" * 1000}, "xcessive depth"),
    ],
)  # fmt: skip
def test_what_is_no_whole_report_is_refused(
    tmp_path: Path, content: bytes | dict[str, str], said: str
) -> None:
    path = tmp_path / "a.docx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for name, words in content.items():
                archive.writestr(name, words)
    with pytest.raises(DataError) as refused:
        documents.read(path)
    assert said in refused.value.in_("en")


def test_a_file_cut_off_is_refused_whatever_its_name(tmp_path: Path) -> None:
    whole = write_docx(tmp_path / "a.docx", p("Có 12 đề tài.") * 500).read_bytes()
    for end in range(40, len(whole), len(whole) // 12):
        (tmp_path / "b.pdf").write_bytes(whole[:end])
        with pytest.raises(DataError, match="that is whole"):
            documents.read(tmp_path / "b.pdf")
    (tmp_path / "c.txt").write_bytes(whole)
    assert documents.read(tmp_path / "c.txt").format == "docx"


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.limits.DOCUMENT_PART_BYTES", 2**20)
    path = write_docx(tmp_path / "a.docx", p("0" * 2**21))
    with pytest.raises(DataError, match=r"at most 1 MB unpacked, got '2 MB \(word/document.xml\)'"):
        documents.read(path)


def test_tables_within_tables_are_read_or_refused(tmp_path: Path) -> None:
    def nested(depth: int) -> str:
        return "<w:tbl><w:tr><w:tc>" * depth + p("Có 12 mẫu.") + "</w:tc></w:tr></w:tbl>" * depth

    assert texts(write_docx(tmp_path / "a.docx", nested(60))) == ["Có 12 mẫu."]
    with pytest.raises(DataError, match="xcessive depth"):
        documents.read(write_docx(tmp_path / "b.docx", nested(1000)))
