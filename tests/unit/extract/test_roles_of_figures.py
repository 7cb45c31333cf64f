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
        ("Tốc độ đổi mới cao hơn mức 11% tỉnh giao.", "plan", "tỉnh giao"),
        ("Of 12 machines pledged by a fund none has come.", "plan", "pledged by"),
        ("Từ đầu năm đến nay, sở mở 4 lớp.", "result", ""),
        ("HĐND tỉnh phân bổ 41 tỷ đồng.", "plan", "HĐND tỉnh phân bổ"),
        ("Ngành quyết tâm đưa tỷ lệ lên 19%.", "plan", "quyết tâm đưa"),
        ("Chủ tịch chỉ đạo rút thời gian xuống 11 ngày.", "plan", "chỉ đạo rút"),
        ("Sở xin bổ sung 6 biên chế.", "plan", "xin bổ sung"),
        ("Bộ cho chủ trương mở 2 trạm.", "plan", "cho chủ trương"),
        ("Vùng trồng theo quy hoạch là 900 ha.", "plan", "quy hoạch là"),
        ("The partner undertook to train 24 technicians.", "plan", "undertook to"),
        ("The council demands 95% by December.", "plan", "demands"),
        ("Training exceeded expectations of 550.", "plan", "expectations of"),
        ("Ít hơn, so với 19 lớp theo kế hoạch.", "plan", "theo kế hoạch"),
        ("Ông giao ngành mở 9 lớp.", "plan", "giao ngành"),
        ("4. Chỉ tiêu tổng hợp. Hàng xuất khẩu chiếm 31% giá trị.", "result", ""),
        ("Sang năm, sở phấn đấu đạt 15% đổi mới công nghệ.", "plan", "phấn đấu"),
        ("Năm 2024 sẽ nghiệm thu 12 đề tài.", "plan", "Năm 2024"),
        ("Theo kế hoạch, mỗi hộ được vay 20 triệu đồng.", "plan", "Theo kế hoạch"),
        ("Chi thấp hơn mức 4% mà tỉnh yêu cầu.", "plan", "mà tỉnh yêu cầu"),
        ("For all the schools of the northern part the district set aside VND 3.2 billion.", "plan", "set aside"),
        ("That is below the 18 hoped for by all.", "plan", "hoped for"),
        ("Cần nói thêm, huyện có 12 đơn.", "result", ""),
        ("Cũng phải nói là 4 đề tài chậm.", "result", ""),
        ("Vẫn hụt so với 17% đã giao.", "plan", "đã giao"),
        ("Chi thấp, trong khi nghị quyết đòi 2%.", "plan", "nghị quyết đòi"),
        ("It ended below the 19% that was asked of us in the spring of the same year.", "plan", "that was asked"),
        ("Năm ngoái con số này là 25 đơn.", "context", "Năm ngoái con số này là"),
        ("Địa phương leo 7 bậc.", "change", "leo"),
        ("Cuộc gặp có 12 phóng viên.", "context", "phóng viên"),
        ("Cuộc họp có đại diện 12 ngành.", "context", "đại diện"),
        ("Số chỉ tiêu phân tích 61.200.", "result", ""),
        ("Việc cần thẳng thắn nhìn nhận là 5 đề tài chậm.", "result", ""),
        ("Tốc độ đổi mới cao hơn mức giao 14%.", "plan", "mức giao"),
        ("Nằm trong khoảng 35-36% mà tỉnh đặt làm mục tiêu.", "plan", "mà tỉnh đặt làm"),
        ("Vốn trung hạn 2021-2025 bố trí 86 tỷ đồng.", "plan", "trung hạn 2021-2025 bố trí"),
        ("Tính gộp từ năm 2019, huyện có 31 đơn.", "cumulative", "Tính gộp"),
        ("Đến cuối năm, trên địa bàn có 14 tổ.", "cumulative", "Đến cuối năm"),
        ("It stayed below the 12 percent set in the resolution of the council of the province.", "plan", "set in"),
        ("Tính đến 30/11, giải ngân được 64%.", "result", ""),
        ("Hội thi đông hơn mùa trước (48 đội).", "context", "mùa trước ("),
        ("Hồ sơ nộp đủ, riêng đề tài cuối cùng này đọc 900 phim.", "example", "riêng đề tài cuối cùng này đọc"),
        ("\"Vườn tôi vụ này thu 6 tấn\", một người nói.", "example", "Vườn tôi"),
        ("The councils of all the communes recognised 850 initiatives worth more than was thought.", "result", ""),
        ("Hợp tác xã Nà Lạn có 31 thành viên.", "example", "Hợp tác xã N"),
        ("Trường hợp nặng nhất bị phạt 40 triệu đồng.", "example", "Trường hợp nặng nhất bị phạt"),
        ("Gói thầu phải lùi; mới có 4 nhà thầu quan tâm.", "result", ""),
        ("Năm 2022, tỷ lệ này là 16,4%.", "context", "Năm 2022, tỷ lệ này là"),
        ("Cùng kỳ mới có 3 đề tài.", "context", "Cùng kỳ mới có"),
        ("Giá trúng thầu thấp hơn giá dự toán 30 triệu đồng.", "change", "hơn giá dự toán"),
        ("Cuộc thi “Xanh 2045” đón 61 đội.", "result", ""),
        ("Hồ sơ nộp chậm không quá 07 ngày.", "context", "at_most"),
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
        ("Có bốn phần, comprising 289 đơn.", "result", ""),
        ("Thêm ba chợ so với đầu năm.", "change", "so với"),
        ("The share stood short of the target of 22 percent.", "plan", "target"),
        ("Số bằng cấp mới bằng 1,4 lần năm trước.", "change", "năm trước"),
        ("Tỉnh nhích hai bậc.", "change", "nhích"),
        ("Kế hoạch của tỉnh nêu 7 nhóm việc.", "context", "Kế hoạch của tỉnh nêu"),
        ("Đặt cân tại 28 chợ cộng dồn từ trước.", "cumulative", "cộng dồn"),
        ("Có 517 sản phẩm trên hệ thống tính đến cuối năm.", "cumulative", "trên hệ thống tính đến cuối"),
        ("Tỷ lệ công bố, tương ứng 141/143 cơ quan.", "result", ""),
        ("Cấp thêm bằng, nhiều hơn năm liền trước 29 văn bằng.", "change", "hơn năm liền trước"),
        ("Yếu tố năng suất tổng hợp đóng góp 44,8% vào tăng trưởng.", "result", ""),
        ("Tỉnh hiện có nhiều nhóm, và từ đầu năm có 11 dự án.", "result", ""),
        ("Thu ít hơn con số 15 cơ sở của năm trước.", "context", "của năm trước"),
        ("Có một số chỉ tiêu vượt so với dự kiến và 2 chỉ tiêu không đạt.", "result", ""),
        ("Tỷ lệ trình đúng thời hạn là 97,8%.", "result", ""),
        ("Chương trình năng suất hỗ trợ 13 doanh nghiệp.", "result", ""),
        ("Bản tin ra đều, mỗi số in 800 bản.", "result", ""),
        ("Ngân sách đã chi hỗ trợ, mỗi nhãn hiệu được nhận tối đa 60 triệu đồng.", "plan", "at_most"),
        ("Hội đồng gửi đề xuất đặt hàng cấp quốc gia, cho ý kiến chín dự án.", "result", ""),
        ("Số mở mới cao hơn số được giao 55%.", "change", "hơn số được giao"),
        ("Sở yêu cầu 5 đơn vị giải trình.", "result", ""),
        ("Trợ lý ảo trả lời 18.000 lượt câu hỏi.", "result", ""),
        ("Hội nghị thống nhất 5 nhóm giải pháp.", "context", "giải pháp"),
        ("Hỗ trợ tổ chức và cá nhân, bao gồm 88 nhãn hiệu.", "result", ""),
        ("Tổ gồm 7 người, họp hằng tuần.", "context", "Tổ gồm"),
        ("Đo qua 400 phiếu.", "context", "Đo qua"),
        ("Sai số cho phép là 0,5%.", "context", "Sai số cho phép là"),
        ("Kỳ đánh giá liền trước, điểm là 33,4.", "context", "Kỳ đánh giá liền trước, điểm là"),
        ("Tỷ trọng nằm trong khoảng 35-36% mà kế hoạch xác định.", "plan", "mà kế hoạch xác định"),
        ("Kho dữ liệu có 163 tập tính đến nay.", "cumulative", "tính đến nay"),
        ("Mô hình đáng chú ý là lò sấy, không quá 65 độ.", "example", "Mô hình đáng chú ý"),
        ("Gia hạn thêm 3 tháng.", "context", "Gia hạn thêm"),
        ("Năm 2021 mới có 6 doanh nghiệp.", "context", "Năm 2021 mới có"),
        ("Cao nhất là Bình An (58,89%).", "context", "Bình An ("),
        # what was given to do or to spend, before the number or behind it
        ("Quyết định của huyện giao 10 mô hình.", "plan", "giao"),
        ("Sở bàn giao 10 mô hình.", "result", ""),
        ("Có 52 tỷ đồng được phân bổ.", "plan", "được phân bổ"),
        ("Nằm trong mức 34-35% mà thành phố ấn định.", "plan", "mà thành phố ấn định"),
        ("Nhu cầu giai đoạn 2024-2030 là 260 tỷ đồng.", "plan", "2024-2030"),
        ("Sở kiến nghị Bộ hỗ trợ 12 tỷ đồng.", "plan", "kiến nghị Bộ hỗ trợ"),
        ("Khi đi vào hoạt động, khu có 900 lao động.", "plan", "Khi đi vào"),
        ("Thử nghiệm xong, KH 12.000 mẫu.", "plan", "KH"),
        ("Số đơn nhiều hơn kế hoạch 7 đơn.", "change", "hơn kế hoạch"),
        ("Mở nhiều lớp hơn năm ngoái 4 lớp.", "change", "hơn năm ngoái"),
        ("Doanh thu bằng 94,2% cùng kỳ.", "change", "cùng kỳ"),
        ("Tỉnh tụt 2 bậc.", "change", "tụt"),
        # an earlier time beside the year
        ("Cùng kỳ là 150 đơn.", "context", "Cùng kỳ là"),
        ("Tăng nhanh so với cùng kỳ (196 đơn).", "context", "cùng kỳ"),
        # one product, machine or family
        ("Máy bóc vỏ có công suất 300 kg.", "example", "kg"),
        ("Giá bán đạt 35.000 đồng.", "example", "Giá bán đạt"),
        ("Tem in hết 150 đồng/tem.", "example", "150 đồng/"),
        ("Lệ phí là 180.000 đồng/hồ sơ.", "result", ""),
        ("Mỗi phóng sự dài 15 phút.", "example", "phút"),
        ("Anh Lê Văn T. nuôi 500 con dê.", "example", "Anh L"),
        ("Ông Lê Văn T., Phó Giám đốc Sở, cho biết có 52 nhiệm vụ về chăn nuôi.", "result", ""),
        # other places, who is asked, what a plan is made of, how long
        ("Trung bình cả nước là 38,9 điểm.", "context", "Trung bình cả nước là"),
        ("Hồ sơ đang chờ ý kiến của 8 cơ quan.", "context", "ý kiến của"),
        ("Đề án mới gồm 7 nhóm nhiệm vụ.", "context", "Đề án mới gồm"),
        ("Xã có 9 ấp, dân số đông.", "context", "dân số"),
        ("Lãi suất ưu đãi 4%/năm.", "context", "Lãi suất ưu đãi"),
        ("Thương hiệu đã có hơn 10 năm.", "context", "năm"),
        ("Thời gian xử lý bình quân 3 tháng.", "result", ""),
        ("Thành phần: 18 cán bộ của các phòng.", "context", "Thành phần:"),
        ("Tỉnh ban hành Kế hoạch mới với 42 nhiệm vụ.", "context", "ban hành Kế hoạch mới với"),
        ("Còn 2 thôn thiếu sóng.", "result", ""),
        ("Giám đốc giao phòng chuyên môn viết 2 dự thảo.", "plan", "giao phòng"),
        ("Ngành đã cán đích 9 chỉ tiêu.", "result", ""),
        ("Ngân hàng cấp vốn, đến nay hoàn thành 31 nhiệm vụ.", "result", ""),
        ("Đứng đầu là Hà Nội với 62,1 điểm.", "context", "đầu là Hà Nội với"),
        ("Công ty Xanh xuất khẩu chuối, doanh thu 7 tỷ đồng.", "example", "Công ty X"),
        ("Thanh tra theo kế hoạch 12 cuộc.", "result", ""),
        ("Phòng kế hoạch ký 164 hợp đồng.", "result", ""),
        ("Tổng kinh phí 45 tỷ đồng.", "result", ""),
        ("Trạm được bố trí vốn 12 tỷ đồng.", "plan", "được bố trí vốn"),
        ("Số bản thiếu sóng đầu năm là 57 bản.", "context", "đầu năm là"),
        ("Nhiệm vụ chuyển tiếp từ các năm trước 22 nhiệm vụ.", "result", ""),
        ("Chi thấp hơn ngưỡng 2%.", "context", "ngưỡng"),
        ("Một đơn vị phải thanh lý hợp đồng, thu hồi 214 triệu đồng.", "result", ""),
        ("Quy định là 7 ngày.", "context", "Quy định là"),
        ("Hội đồng cấp tỉnh gồm 15 thành viên.", "context", "Hội đồng cấp tỉnh gồm"),
        ("Đến cuối tháng 5, kinh phí đã giải ngân 15 tỷ đồng.", "result", ""),
        ("Thu nhập của viên chức là 9 triệu đồng/tháng.", "result", ""),
        ("Số giải pháp nhiều hơn lần trước 11 giải pháp.", "change", "hơn lần trước"),
        ("Từ khi thành lập, Quỹ cho vay 84 tỷ đồng.", "cumulative", "Từ khi thành lập"),
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


@pytest.mark.parametrize(
    "heading",
    [
        "Phần thứ hai. Nhiệm vụ 6 tháng cuối năm\n\n1. Đào tạo", "B. NHIỆM VỤ, GIẢI PHÁP\n\n1. Đào tạo",
        "Năm 2024", "II. Nhiệm vụ tháng 12", "■ 6 Dự định 2024", "Tổ chức thực hiện năm 2024", "Phía trước", "II. Kế hoạch thực hiện năm 2024",
    ],
)  # fmt: skip
def test_a_heading_of_what_is_ahead_makes_plans_of_all_below(heading: str) -> None:
    text = TITLE + f"Đã mở 5 lớp.\n\n{heading}\n\nMở 2 lớp cho xã. Năm 2023 đã mở 4 lớp."
    assert [f.role for f in extract(of_text(text)).figures] == ["result", "plan", "result"]


@pytest.mark.parametrize(
    "heading",
    [
        "Giải pháp hữu ích", "CÁC CHỈ TIÊU CHỦ YẾU", "Kết quả năm 2023 và kế hoạch năm 2024", "Chương trình mục tiêu",
        "Từ phòng thí nghiệm ra ruộng",
    ],
)  # fmt: skip
def test_a_heading_of_results_makes_no_plans(heading: str) -> None:
    text = TITLE + f"Phía trước\n\nMở 2 lớp.\n\n{heading}\n\nXã có 3 lớp."
    assert [f.role for f in extract(of_text(text)).figures] == ["plan", "result"]


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Ngành được giao 15 đề tài, 200 đơn và 40 lớp; thực tế có 16 đề tài.", ["plan"] * 3 + ["result"]),
        ("Dự toán là 11,75 tỷ đồng (3,2 tỷ đồng từ tỉnh).", ["plan", "plan"]),
        ("Tỉnh hiện có 84 tổ chức, trong đó 12 tổ chức công lập.", ["cumulative", "cumulative"]),
        ("Hội nghị nghe 4 tham luận và 9 câu hỏi.", ["context", "context"]),
        ("Văn bằng tăng từ 420 lên 466.", ["context", "result"]),
        ("Mục tiêu cả năm: 95 lớp và 40 đơn; thực tế có 93 lớp.", ["plan", "plan", "result"]),
        ("Tốc độ thấp hơn kế hoạch (16%) 0,5 điểm phần trăm.", ["plan", "change"]),
        ("Chi tăng 9% so với năm 2022 (79 tỷ đồng).", ["change", "context"]),
        ("Tổng kinh phí 45 tỷ đồng, giải ngân 41 tỷ đồng.", ["plan", "result"]),
        ("Hiện có 12 trạm; tỷ lệ phủ sóng đạt 88%.", ["cumulative", "result"]),
        ("Anh Lê Văn T. nuôi 500 con dê. Toàn tỉnh có 40 lớp.", ["example", "result"]),
    ],
)  # fmt: skip
def test_parts_and_the_rest_of_a_list_have_the_role_of_its_head(
    sentence: str, roles: list[str]
) -> None:
    assert [f.role for f in extract(of_text(TITLE + sentence)).figures] == roles


def test_what_an_office_has_is_the_background_of_its_report() -> None:
    text = TITLE + "1. Khái quát\n\nTrường có 6 khoa.\n\n2. Kết quả\n\nMở 9 đề tài."
    assert [f.role for f in extract(of_text(text)).figures] == ["context", "result"]


def test_a_list_introduced_as_examples_has_no_results() -> None:
    text = (
        TITLE + "Một số mô hình:\n\na) Nấm rơm có 48 hộ;\n\nb) Máy sấy tiết kiệm 40%.\n\nMở 5 lớp."
    )
    roles = [f.role for f in extract(of_text(text)).figures]
    assert roles == ["example", "example", "result"]


def test_among_plans_what_is_said_of_this_year_is_a_result() -> None:
    text = (
        f"{TITLE}NHIỆM VỤ TRỌNG TÂM\n\n- Nghiệm thu tối thiểu 15 nhiệm vụ; năm nay nghiệm thu 13.\n\n"
        "- Năm 2023 mở 17 lớp, sang năm mở 20 lớp.\n\n- Hiện toàn tỉnh có 9 trạm.\n\n- Thêm 4 trạm."
    )
    roles = [f.role for f in extract(of_text(text)).figures]
    assert roles == ["plan", "result", "result", "plan", "cumulative", "plan"]


def test_a_list_goes_on_from_a_line_that_is_open() -> None:
    text = f"{TITLE}Next year the department intends to\n\n(i) open 32 tasks;\n\n(ii) bring 50 firms under tracing."
    assert {f.role for f in extract(of_text(text)).figures} == {"plan"}


def test_what_is_planned_heads_its_paragraph() -> None:
    text = f"{TITLE}• Đã làm: Kiểm định 40 cân.\n\n• Sẽ làm: Kiểm định 50 cân. Mua 2 bộ chuẩn."
    assert [f.role for f in extract(of_text(text)).figures] == ["result", "plan", "plan"]


def test_a_target_that_is_named_ends_with_its_part_of_the_sentence() -> None:
    text = "The rate is 16%, while the target is 15%; the share is 47%, and the firms will get 3 prizes."
    assert [f.role for f in extract(of_text(text)).figures] == ["result", "plan", "result", "plan"]


def test_what_stands_between_figures_of_one_model_is_of_it() -> None:
    text = f"{TITLE}Thả 250 con/m², đạt 32 con/kg, lãi 410 triệu đồng. Nhà nước hỗ trợ 3 lớp."
    assert {f.role for f in extract(of_text(text)).figures} == {"example"}


def test_a_title_that_goes_on_with_tasks_plans_nothing_below_it() -> None:
    text = "BÁO CÁO SƠ KẾT 6 THÁNG ĐẦU NĂM 2025\nVÀ NHIỆM VỤ 6 THÁNG CUỐI NĂM\n\n1. Tham mưu\n\n- Trình 23 văn bản."
    assert [f.role for f in extract(of_text(text)).figures] == ["result"]


def test_a_heading_of_results_ends_the_plans_of_a_line_above() -> None:
    text = "NHIỆM VỤ QUÝ IV\n\n- Mở 2 lớp.\n\nPHẦN I. KẾT QUẢ\n\n1. Tham mưu\n\n- Trình 23 văn bản."
    assert [f.role for f in extract(of_text(text)).figures] == ["plan", "result"]


def test_a_plan_of_the_year_to_come_tells_of_this_one() -> None:
    table = "Chỉ tiêu | Thực hiện 2025 | Giao 2026\nĐơn | 16 | 17\n"
    text = f"KẾ HOẠCH\nHoạt động khoa học năm 2026\n\n{table}"
    assert [f.role for f in extract(of_text(text)).figures] == ["result", "plan"]


def test_a_column_of_an_earlier_year_is_context_whatever_it_calls_its_figures() -> None:
    table = "Chỉ tiêu | Kết quả 2022 | Mục tiêu 2023 | Kết quả 2023\nĐơn | 14 | 16 | 17\n"
    roles = [f.role for f in extract(of_text(TITLE + table)).figures]
    assert roles == ["context", "plan", "result"]


@pytest.mark.parametrize(
    "signed",
    ["Hải Môn, ngày 06 tháng 01 năm 2024", "Hai Mon, 6 January 2024", "Hai Mon, January 6, 2024"],
)
def test_the_day_of_signing_is_not_the_year_of_the_report(signed: str) -> None:
    table = "Chỉ tiêu | Giao | Thực hiện 2023 | Cùng kỳ\nĐơn | 16 | 17 | 14\n"
    text = f"{signed}\n\nBáo cáo năm 2023, nhiệm vụ năm 2024\n\n{table}"
    roles = [f.role for f in extract(of_text(text)).figures]
    assert roles == ["plan", "result", "context"]


def test_the_year_of_a_report_may_be_said() -> None:
    text = "Số liệu năm 2023 và năm 2024\n\nNăm 2024 mở 5 lớp."
    told = [f.role for year in (2023, 2024) for f in extract(of_text(text), year).figures]
    assert told == ["plan", "result"]


def test_a_sentence_ends_before_any_capital_letter() -> None:
    figures = extract(of_text(TITLE + "Hiện có 12 trạm. Đã mở 3 lớp. Ở xã có 2 lớp.")).figures
    assert [f.role for f in figures] == ["cumulative", "result", "result"]


@pytest.mark.parametrize("heading", ["KẾ HOẠCH 3 THÁNG CUỐI NĂM", "D - NHIỆM VỤ QUÝ IV"])
def test_a_line_of_capitals_heads_the_plans_below(heading: str) -> None:
    text = f"Đã mở 5 lớp.\n\n{heading}\n\n+ Mở thêm 2 lớp.\n\n+ Bàn giao 3 phòng."
    roles = [(each.as_printed, each.role) for each in extract(of_text(text)).figures]
    assert roles == [("5 lớp", "result"), ("2 lớp", "plan"), ("3 phòng", "plan")]


def test_the_sections_of_a_plan_are_planned_but_for_those_that_tell() -> None:
    text = (
        "CHƯƠNG TRÌNH CÔNG TÁC NĂM 2024\n\nPhần thứ nhất: NHÌN LẠI NĂM 2023\n\nMở 5 lớp.\n\n"
        "Phần thứ hai: VIỆC THEO TUẦN\n\nĐợt đầu\n\n- Kiểm tra 7 cơ sở.\n\n"
        "Phần thứ ba: TỔ CHỨC\n\nBố trí 3 xe."
    )
    found = [(f.as_printed, f.role, f.section) for f in extract(of_text(text)).figures]
    assert found == [
        ("5 lớp", "result", "PHẦN THỨ NHẤT"),
        ("7 cơ sở", "plan", "PHẦN THỨ HAI"),
        ("3 xe", "plan", "PHẦN THỨ BA"),
    ]


@pytest.mark.parametrize("heading", ["I. Bối cảnh", "1. The place"])
def test_a_section_that_describes_a_place_is_background(heading: str) -> None:
    assert [f.role for f in extract(of_text(f"{heading}\n\nCó 45 xã.")).figures] == ["context"]


def test_a_section_within_a_plan_that_looks_back_tells() -> None:
    text = (
        "KẾ HOẠCH\n\nHoạt động khoa học năm 2024\n\nI. CÁC LĨNH VỰC\n\n1. Tiêu chuẩn\n\n"
        "1.1. Nhìn lại năm qua\n\nKiểm tra 7 cơ sở; Hộ ông Năm lãi 30 triệu đồng.\n\n"
        "1.2. Việc tới đây\n\nKiểm tra 9 cơ sở."
    )
    roles = [f.role for f in extract(of_text(text)).figures]
    assert roles == ["result", "example", "plan"]


def test_money_that_was_set_aside_is_told_from_what_was_spent() -> None:
    text = "The budget of the district set aside VND 74 billion for research and VND 66 billion was disbursed by December."
    assert [f.role for f in extract(of_text(text)).figures] == ["plan", "result"]


def test_a_period_in_the_title_names_its_last_year() -> None:
    text = "BÁO CÁO CHUYÊN ĐỀ\n\nKhoa học với nghề biển, giai đoạn 2018 - 2023\n\nRiêng năm 2023 có 4 đề tài."
    assert [f.role for f in extract(of_text(text)).figures] == ["result"]


def test_what_is_told_against_a_plan_at_its_head_is_a_result() -> None:
    text = TITLE + "Kế hoạch là 8 đề tài; Sở đã mở 9 đề tài. Hội đồng nghiệm thu 5 đề tài."
    assert [f.role for f in extract(of_text(text)).figures] == ["plan", "result", "result"]


@pytest.mark.parametrize("heading", ["5) Tồn tại, kiến nghị", "VI. HẠN CHẾ VÀ KIẾN NGHỊ"])
def test_a_heading_of_difficulties_plans_nothing(heading: str) -> None:
    assert [
        f.role for f in extract(of_text(f"{TITLE}{heading}\n\nCó 4 xã thiếu máy.")).figures
    ] == ["result"]


def test_an_overview_of_a_year_tells_results() -> None:
    text = TITLE + "A. KHÁI QUÁT NĂM 2023\n\nSở trình 12 văn bản."
    assert [f.role for f in extract(of_text(text)).figures] == ["result"]


def test_a_list_of_examples_ends_at_the_next_heading() -> None:
    text = (
        TITLE
        + "2. Ứng dụng\n\nCác mô hình:\n\n- Nấm có 8 hộ.\n\n3. Khởi nghiệp\n\n- Hội thi nhận 64 ý tưởng."
    )
    assert [f.role for f in extract(of_text(text)).figures] == ["example", "result"]


def test_an_example_in_words_is_no_longer_than_its_sentence() -> None:
    text = TITLE + "Làng Chài là ví dụ: vụ này thu 6 tấn. Ngành công nhận 45 sáng kiến."
    assert [f.role for f in extract(of_text(text)).figures] == ["example", "result"]


@pytest.mark.parametrize("head", ["Số liệu", "Kết quả 2023"])
def test_what_the_row_of_a_table_expects_is_planned(head: str) -> None:
    table = f"Nội dung | {head}\nKinh phí dự kiến | 12 tỷ đồng\nKinh phí đã ký | 4 tỷ đồng\n"
    assert [f.role for f in extract(of_text(TITLE + table)).figures] == ["plan", "result"]


def test_items_are_counted_in_roman_letters_too() -> None:
    text = (
        "In 2024, as the council of the province has decided, the department intends to\n\n"
        "(i) open at least 7 laboratories in the districts of the north;\n\n"
        "(iii) train 90 engineers of small enterprises in the districts of the north."
    )
    roles = [f.role for f in extract(of_text(text), 2023).figures]
    assert roles == ["plan", "plan"]


def test_a_list_of_rates_that_are_set_is_planned() -> None:
    text = (
        TITLE
        + "Mức hỗ trợ quy định như sau:\n\n- Trong nước: 20 triệu đồng;\n\n- Ở nước ngoài: 70 triệu đồng.\n\nĐã chi cho 9 hộ."
    )
    assert [f.role for f in extract(of_text(text)).figures] == ["plan", "plan", "result"]


def test_the_year_of_a_standard_is_no_year_of_a_figure() -> None:
    text = "KẾ HOẠCH CÔNG TÁC NĂM 2024\n\n1. Tiêu chuẩn\n\nXét duyệt theo TCVN ISO 9001:2015 tại 8 cơ quan."
    assert [f.role for f in extract(of_text(text)).figures] == ["plan"]


def test_a_part_whose_title_is_on_the_next_line_plans_all_its_sections_but_those_that_tell() -> (
    None
):
    text = (
        "BÁO CÁO NĂM 2023 VÀ KẾ HOẠCH NĂM 2024\n\nPhần thứ nhất\n\nKẾT QUẢ NĂM 2023\n\nC. Nghiên cứu\n\nMở 5 lớp.\n\n"
        "Phần thứ hai\n\nVIỆC NĂM 2024\n\nI. Căn cứ\n\nXã có 4 trạm.\n\nII. Chỉ tiêu\n\nMở 9 lớp.\n\n"
        "III. Lĩnh vực\n\n1. Thể chế\n\nTrình 3 đề án."
    )
    found = [(f.as_printed, f.role, f.section) for f in extract(of_text(text)).figures]
    assert found == [
        ("5 lớp", "result", "PHẦN THỨ NHẤT.C"), ("4 trạm", "result", "PHẦN THỨ HAI.I"),
        ("9 lớp", "plan", "PHẦN THỨ HAI.II"), ("3 đề án", "plan", "PHẦN THỨ HAI.III.1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head", ["II. NHIỆM VỤ SÁU THÁNG CUỐI NĂM", "II. NHIỆM VỤ BA THÁNG CUỐI NĂM"]
)
def test_months_in_words_head_a_plan_too(head: str) -> None:
    text = f"{TITLE}I. KẾT QUẢ\n\nSở mở 4 lớp.\n\n{head}\n\n+ Mở thêm 9 lớp."
    figures = extract(of_text(text)).figures
    assert [(figure.as_printed, figure.role) for figure in figures] == [
        ("4 lớp", "result"),
        ("9 lớp", "plan"),
    ]


def test_a_question_of_the_next_year_is_answered_by_plans() -> None:
    figures = extract(
        of_text(TITLE + "- Năm 2025 tỉnh làm gì?\n\n- Nâng điểm lên 43 điểm.")
    ).figures
    assert [figure.role for figure in figures if figure.start >= len(TITLE)] == ["plan"]


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Năm tới, trạm dự kiến nhận 700 cân, bên cạnh 640 cân của năm nay.", ["plan", "result"]),
        ("Mỗi năm phải có thêm 3 lớp; năm nay tỉnh mở 2 lớp.", ["plan", "result"]),
        ("Đến năm 2030, tỉnh có trên 50 phòng thử; hiện có 33 phòng.", ["plan", "cumulative"]),
        ("Năm tới sở mở 5 điểm, ngoài 45 điểm hiện có.", ["plan", "cumulative"]),
        ("The department was allowed to recruit 6 people and hired 4 people.", ["plan", "result"]),
    ],
)  # fmt: skip
def test_an_outcome_ends_what_a_plan_reaches(sentence: str, roles: list[str]) -> None:
    figures = extract(of_text(TITLE + sentence)).figures
    assert [figure.role for figure in figures if figure.start >= len(TITLE)] == roles
