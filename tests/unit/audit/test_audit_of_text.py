"""What cannot all be true of a draft: what its sentences and tables tie, and what they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tongket.audit.of_text import TextReport, audit_text
from tongket.cli import cli
from tongket.documents import of_text, read
from tongket.extract.extraction import extract, notation_of


def audited(text: str) -> TextReport:
    document = of_text(text)
    return audit_text(document, extract(document).figures, "draft.txt", notation_of(text))


def found(text: str) -> list[tuple[str | None, list[str]]]:
    """How severe each set that cannot hold is, and what is printed of it."""
    return [(part.severity, [s.as_printed for s in part.statements]) for part in audited(text).findings]  # fmt: skip


PLAN = "Trong năm, Sở đã triển khai 27 nhiệm vụ, đạt {rate}% kế hoạch (18 nhiệm vụ)."
PARTS = "Sở nhận {all} đơn đăng ký (gồm 620 đơn nhãn hiệu, 13 đơn sáng chế và 7 đơn kiểu dáng) và cấp 990 văn bằng."  # fmt: skip
TWICE = """1. Sở hữu trí tuệ
Cục đã cấp 420 văn bằng bảo hộ cho doanh nghiệp của tỉnh.
2. Hợp tác
Trong kỳ, Cục đã cấp {again} văn bằng bảo hộ cho doanh nghiệp của tỉnh.
"""
TABLE = """3. Kinh phí
Nội dung	Kế hoạch	Thực hiện	Tỷ lệ so kế hoạch (%)
Nghiên cứu	1.200	1.150	95,8
Chuyển giao	800	900	{rate}
Tổng cộng	2.000	{all}	{whole}
"""
CHANGE = "Cục cấp 250 văn bằng, {change} so với năm trước ({before} văn bằng)."
SHARE = "Có 30 doanh nghiệp được hỗ trợ, chiếm {share}% trong tổng số 80 doanh nghiệp."
SOURCES = (
    "Kinh phí là 45,2 tỷ đồng, trong đó ngân sách tỉnh {tỉnh} tỷ đồng và vốn đối ứng 15,2 tỷ đồng."
)
DASHES = """1. Đơn
Chỉ tiêu	Kế hoạch	Thực hiện	Tỷ lệ
Tổng số đơn	400	{all}	{rate}%
- Nhãn hiệu		380
- Sáng chế		30
Văn bằng	200	240	120%
"""


@pytest.mark.parametrize(
    ("right", "wrong", "severity"),
    [
        (PLAN.format(rate=150), PLAN.format(rate=140), "conflict"),
        (PARTS.format(all=640), PARTS.format(all=630), "conflict"),
        # What is named need not be all: that is asked, and no contradiction.
        (PARTS.format(all=640), PARTS.format(all=650), "warning"),
        ("Có 15 tổ chức, trong đó 12 tổ chức công lập.", "Có 12 tổ chức, trong đó 15 tổ chức công lập.", "conflict"),
        (TWICE.format(again=420), TWICE.format(again=402), "warning"),
        (TABLE.format(rate="112,5", all="2.050", whole="102,5"), TABLE.format(rate="112,5", all="2.150", whole="107,5"), "warning"),
        (TABLE.format(rate="112,5", all="2.050", whole="102,5"), TABLE.format(rate="115,2", all="2.050", whole="102,5"), "conflict"),
        (CHANGE.format(change="tăng 25%", before=200), CHANGE.format(change="tăng 25%", before=220), "conflict"),
        (CHANGE.format(change="giảm 20%", before=312), CHANGE.format(change="giảm 8%", before=312), "conflict"),
        (CHANGE.format(change="tăng 30 văn bằng", before=220), CHANGE.format(change="tăng 30 văn bằng", before=200), "conflict"),
        ("Số đơn tăng từ 200 lên 250 đơn, tăng 25%.", "Số đơn tăng từ 200 lên 250 đơn, tăng 30%.", "warning"),
        ("Đúng hạn 98,98% (485/490 hồ sơ).", "Đúng hạn 99,98% (485/490 hồ sơ).", "conflict"),
        ("Có 42 đề tài: 12 đề tài cấp bộ, 20 đề tài cấp tỉnh và 10 đề tài cấp xã.", "Có 41 đề tài: 12 đề tài cấp bộ, 20 đề tài cấp tỉnh và 10 đề tài cấp xã.", "conflict"),
        (SHARE.format(share="37,5"), SHARE.format(share=50), "conflict"),
        (SOURCES.format(tỉnh=30), SOURCES.format(tỉnh=31), "warning"),
        (DASHES.format(all=410, rate="102,5"), DASHES.format(all=420, rate=105), "warning"),
        (DASHES.format(all=410, rate="102,5"), DASHES.format(all=410, rate=120), "conflict"),
    ],
    ids=["plan", "parts above", "parts below", "among", "twice", "column", "row",
         "change", "fall", "difference", "risen", "fraction", "list", "share", "sources", "dashes", "rate beside a plan"],
)  # fmt: skip
def test_what_a_text_ties_must_hold(right: str, wrong: str, severity: str) -> None:
    assert found(right) == []
    assert [each for each, _ in found(wrong)] == [severity]


@pytest.mark.parametrize(
    "text",
    [
        # Two results: which of them the plan is of is not said.
        "Sở triển khai 27 nhiệm vụ và 9 dự án, đạt 140% kế hoạch là 18 nhiệm vụ.",
        # A share of something else.
        "Sở triển khai 27 nhiệm vụ, chiếm 40% tổng số, kế hoạch là 18 nhiệm vụ.",
        # Other words, another figure.
        "Tỉnh cấp 420 văn bằng sáng chế.\nBộ thu hồi 402 văn bằng cũ.",
        # The same few words are said of many things, and rows of a table are no clause of each other.
        "1. A\nSở mở 4 lớp tập huấn.\n2. B\nSở mở 12 lớp tập huấn.",
        "Nội dung\tThực hiện\nKiểm định phương tiện đo\t14.655\nHiệu chuẩn phương tiện đo\t6.730",
        # Other units are no parts.
        "Sở duyệt 12 đề tài, gồm 3 tỷ đồng của trung ương và 20 tỷ đồng của tỉnh.",
        # What is left is said, and another list begins behind the semicolon.
        "Có 64 nhiệm vụ, gồm 3 nhiệm vụ cấp bộ và 45 nhiệm vụ cấp tỉnh, còn lại của cơ sở.",
        "Có 87 đơn, gồm 58 đơn nhãn hiệu và 29 đơn sáng chế; theo nơi nộp thì có 53 đơn qua mạng.",
        # Of other things: no parts, and no difference.
        "Sở hỗ trợ 69 tổ chức, cá nhân: 75 nhãn hiệu và 14 sáng chế.",
        "Bộ máy từ 14 phòng còn 9 phòng, biên chế giảm 21 người.",
        # A row that is called a total of something is no total of the rows above it.
        "Chỉ tiêu\tThực hiện\nNhiệm vụ\t16\nVăn bằng\t240\nTổng số đơn\t410",
        # More people than organisations: the one is not among the other.
        "Có 12 tổ chức, trong đó 150 cán bộ có bằng tiến sĩ.",
    ],
)
def test_what_a_text_does_not_tie_is_not_asked(text: str) -> None:
    assert found(text) == []


def test_a_unit_that_the_head_of_a_table_says_holds_for_its_cells() -> None:
    text = "Đơn vị tính: triệu đồng\nNội dung\tThực hiện\nNghiên cứu\t1.200\nChuyển giao\t800\nTổng cộng\t{all}\n"
    assert found(text.format(all="2.000")) == []
    assert found(text.format(all="2.400")) == [("warning", ["1.200", "800", "2.400"])]


def test_rows_of_a_table_that_one_word_parts_are_no_figure_said_again() -> None:
    table = (
        "Nội dung\tĐơn vị\tThực hiện\nPhương tiện đo được kiểm định\tphương tiện\t14.870\n"
        "Phương tiện đo được hiệu chuẩn\tphương tiện\t7.015\n"
    )
    assert found(table) == []
    again = f"1. Năm qua\n\n{table}\n2. Phụ lục\n\n{table.replace('14.870', '14.780')}"
    assert found(again) == [("warning", ["14.870", "14.780"])]


@pytest.mark.parametrize(("total", "asked"), [("2.000", 0), ("1.900", 1)])
def test_a_total_that_has_no_number_in_its_list_is_that_of_the_table(
    total: str, asked: int, tmp_path: Path
) -> None:
    rows = ("TT|Nội dung|Thực hiện", "1|Nghiên cứu|1.200", "2|Chuyển giao|800", f"|Tổng cộng|{total}")  # fmt: skip
    cells = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    page = tmp_path / "draft.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><h2>1. Kinh phí</h2><table>{cells}</table>", "utf-8")  # fmt: skip
    document = read(page)
    report = audit_text(document, extract(document).figures, page.name, "vi")
    assert [part.severity for part in report.findings] == ["conflict"] * asked


def test_an_author_is_asked_with_the_sentence_and_its_place(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(TWICE.format(again=402), "utf-8")
    answer = CliRunner().invoke(cli, ["audit", "--text", str(draft), "--lang", "en"])
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.startswith("QUESTION: Văn bằng: “420 văn bằng” and “402 văn bằng” fit each other only")  # fmt: skip
    assert "    section 1, paragraph 1: Cục đã cấp 420 văn bằng bảo hộ" in answer.stdout
    assert "    section 2, paragraph 1: Trong kỳ, Cục đã cấp 402 văn bằng bảo hộ" in answer.stdout
    assert "This rests on the assumption: both places speak of the same." in answer.stdout
    assert "1 set of related figures: 0 agree, 1 do not (1 conflict), 0 undecided." in answer.stdout
    told = json.loads(CliRunner().invoke(cli, ["audit", "--text", str(draft), "--json"]).stdout)
    assert told["file"] == "draft.txt"
    assert [place["locator"] for place in told["places"].values()] == ["1#1", "2#1"]
    assert CliRunner().invoke(cli, ["audit", "--text", str(draft), "--fail-on", "warning"]).exit_code == 6  # fmt: skip


@pytest.mark.parametrize("more", [("--year", "2024"), ("table.csv",), ("--rules", "rules.toml")])
def test_beside_a_draft_nothing_else_is_audited(more: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("x", "utf-8")
    answer = CliRunner().invoke(cli, ["audit", "--text", str(tmp_path / "draft.txt"), *more, "--lang", "en"])  # fmt: skip
    assert answer.exit_code == 2
    assert (
        "beside --text, which audits a draft by itself. Leave out what is named." in answer.stderr
    )


def test_a_draft_without_figures_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Kính gửi các đồng chí.", "utf-8")
    answer = CliRunner().invoke(cli, ["audit", "--text", str(tmp_path / "draft.txt"), "--lang", "en"])  # fmt: skip
    assert answer.stdout == "draft.txt: no printed figure was found, nothing was audited.\n"
