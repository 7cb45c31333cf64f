"""What a figure is in its sentence, and the words that decide it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongket.documents import of_text
from tongket.extract import extract

REPORT = Path(__file__).with_name("report.txt").read_text(encoding="utf-8")
TITLE = "Tổng kết năm 2023\n\n"


def test_a_report_has_results_plans_changes_totals_examples_and_context() -> None:
    roles = {(f.as_printed, f.role) for f in extract(of_text(REPORT)).figures}
    assert roles >= {
        ("46 nhiệm vụ", "result"), ("09 nhiệm vụ", "result"), ("128,6%", "result"), ("07 nhiệm vụ", "plan"),
        ("112 đề tài", "cumulative"), ("38.450 triệu đồng", "plan"), ("36,9 tỷ đồng", "result"),
        ("12,3%", "change"), ("14", "context"), ("21 bài", "result"), ("6,7%", "change"),
        ("4,1 điểm phần trăm", "change"), ("4,5 tấn/vụ", "example"), ("120.000 đồng/kg", "example"),
    }  # fmt: skip
    ahead = [f for f in extract(of_text(REPORT)).figures if f.section.startswith("II")]
    assert len(ahead) == 9
    assert {f.role for f in ahead} == {"plan"}
    assert all(f.cue for f in ahead)


@pytest.mark.parametrize(
    ("sentence", "role", "cue"),
    [
        ("Sang năm, sở phấn đấu đạt 15% đổi mới công nghệ.", "plan", "phấn đấu"),
        ("Năm 2024 sẽ nghiệm thu 12 đề tài.", "plan", "Năm 2024"),
        ("Theo kế hoạch, mỗi hộ được vay 20 triệu đồng.", "plan", "Theo kế hoạch"),
        ("Hồ sơ nộp chậm không quá 07 ngày.", "plan", "at_most"),
        ("Doanh nghiệp phải nộp phạt 20 triệu đồng.", "result", ""),
        ("Cân được sửa theo yêu cầu của 30 hộ.", "result", ""),
        ("Vốn dự trù 3 tỷ đồng.", "plan", "dự trù"),
        ("Kết quả còn kém mục tiêu 41–42%.", "plan", "mục tiêu"),
        ("Chưa đạt mức 18% như kế hoạch đề ra.", "plan", "như kế hoạch đề ra"),
        ("Hoàn thành 102% kế hoạch.", "result", "kế hoạch"),
        ("Đã giải ngân 40 tỷ đồng.", "result", ""),
        ("Tốc độ đổi mới vượt mục tiêu 15%.", "plan", "mục tiêu"),
        ("Trả kết quả nhanh thay vì 3 ngày.", "context", "thay vì"),
        ("Có nhiều đơn đăng ký (2022: 467 đơn).", "context", "(2022:"),
        ("Nộp 12 đơn năm 2021.", "context", "năm 2021"),
        ("Ngành KH&CN mở 4 lớp.", "result", ""),
        ("TFP đóng góp vào tăng trưởng 48,2%.", "result", ""),
        ("Số đơn vượt kế hoạch 7 đơn.", "change", "vượt kế hoạch"),
        ("Chi phí giảm 4%.", "change", "giảm"),
        ("Thu bằng 103,4% so với năm 2022.", "change", "so với năm"),
        ("Xuất khẩu biến động +6,4%.", "change", "+"),
        ("Doanh thu gấp 1,8 lần.", "change", "gấp"),
        ("Đến nay có 14 chỉ dẫn địa lý.", "cumulative", "Đến nay"),
        ("Có 98 văn bằng còn hiệu lực.", "cumulative", "còn hiệu lực"),
        ("Giai đoạn 2019-2023, tỉnh có 63 nhiệm vụ.", "cumulative", "Giai đoạn 2019"),
        ("Hộ ông Năm thu lãi 300 triệu đồng.", "example", "Hộ ông N"),
        ("Lúa cho 6,5 tấn/ha.", "example", "/ha"),
        ("Hội thảo đón 250 đại biểu.", "context", "đại biểu"),
        ("Gia hạn thêm 3 tháng.", "context", "Gia hạn thêm"),
        ("Năm 2021 mới có 6 doanh nghiệp.", "context", "Năm 2021 mới có"),
        ("Cao nhất là Bình An (58,89%).", "context", "Bình An ("),
    ],
)  # fmt: skip
def test_a_role_is_decided_by_words_of_the_text(sentence: str, role: str, cue: str) -> None:
    figures = extract(of_text(TITLE + sentence)).figures
    assert [(f.role, f.cue) for f in figures] == [(role, cue)]


def test_a_paragraph_of_a_year_to_come_is_planned_until_an_outcome_is_told() -> None:
    text = TITLE + "Năm 2024, sở mở 12 lớp. Có 3 lớp cho xã. Kết quả năm qua là 9 lớp."
    assert [f.role for f in extract(of_text(text)).figures] == ["plan", "plan", "result"]


def test_a_list_is_planned_where_its_lead_says_so() -> None:
    text = TITLE + "Mục tiêu năm 2024:\n\n- 12 đề tài;\n\n- 5 mô hình.\n\nCả ngành có 70 tổ chức."
    assert [f.role for f in extract(of_text(text)).figures] == ["plan", "plan", "result"]


def test_figures_of_years_in_turn_are_those_of_their_years() -> None:
    text = TITLE + "Các năm 2021, 2022 và 2023 lần lượt có 12, 15 và 18 đơn."
    assert [f.role for f in extract(of_text(text)).figures] == ["context", "context", "result"]


def test_the_sentence_stands_with_the_figure() -> None:
    figures = extract(of_text("Sở ở TP. Lam Giang có 7 phòng. Ngành có 70 tổ chức.")).figures
    assert [f.sentence for f in figures] == [
        "Sở ở TP. Lam Giang có 7 phòng.",
        "Ngành có 70 tổ chức.",
    ]


@pytest.mark.parametrize("heading", ["KẾ HOẠCH 3 THÁNG CUỐI NĂM", "D - NHIỆM VỤ QUÝ IV"])
def test_a_line_of_capitals_heads_the_plans_below(heading: str) -> None:
    text = f"Đã mở 5 lớp.\n\n{heading}\n\n+ Mở thêm 2 lớp.\n\n+ Bàn giao 3 phòng."
    roles = [(each.as_printed, each.role) for each in extract(of_text(text)).figures]
    assert roles == [("5 lớp", "result"), ("2 lớp", "plan"), ("3 phòng", "plan")]
