"""Printed figures in sentences: what is found, what it says, and what is none."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from tongket.documents import of_text
from tongket.errors import DataError
from tongket.extract import Extraction, extract
from tongket.numerals import parse

PRINTINGS = Path(__file__).parents[1] / "numerals" / "printings.csv"


def found(sentence: str) -> list[tuple[str, str, str, str]]:
    """What is found in a sentence of a Vietnamese report: printing, value, kind, qualifier."""
    figures = extract(of_text(sentence)).figures
    return [(f.as_printed, f.value, f.unit_kind, f.qualifier.value) for f in figures]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the mark of a note is no digit
        ("Sở cấp 35² giấy phép trong năm qua.", [("35", "35", "count", "exact")]),
        ("Thu đạt 120%³ kế hoạch, chi 12 tỷ đồng¹ và 3 triệu USD².", [
            ("120%", "120", "percent", "exact"), ("12 tỷ đồng", "12000000000", "vnd", "exact"),
            ("3 triệu USD", "3000000", "usd", "exact"),
        ]),
        ("Có 45 nhiệm vụ⁴, diện tích 30 m² và 14 km².", [
            ("45 nhiệm vụ", "45", "count", "exact"), ("30 m²", "30", "other", "exact"), ("14 km²", "14", "other", "exact"),
        ]),
        # what is longer is meant; a word within another is no unit
        ("Lớp học nối tới 14 điểm cầu, nằm giữa khoảng 20 - 21%.", [
            ("14 điểm cầu", "14", "count", "exact"), ("20 - 21%", "20..21", "percent", "exact"),
        ]),
        ("Hồ sơ trễ quá 12 ngày; có từ 40 ý tưởng cấp xã trở lên, trải trên 4 huyện.", [
            ("12 ngày", "12", "other", "more_than"), ("40 ý tưởng", "40", "count", "at_least"),
            ("4 huyện", "4", "count", "exact"),
        ]),
        ("Còn 2 trong 17 việc chưa xong.", [("2 trong 17 việc", "2/17", "fraction", "exact")]),
        ("Chi 64.500 tr.đ, thu 12 tỷđ.", [
            ("64.500 tr.đ", "64500000000", "vnd", "exact"), ("12 tỷđ", "12000000000", "vnd", "exact"),
        ]),
        ("Có 21,5 thuê bao/100 dân và 14 người/1 vạn dân.", [
            ("21,5 thuê bao/100 dân", "21.5", "ratio", "exact"), ("14 người/1 vạn dân", "14", "ratio", "exact"),
        ]),
        ("Văn bằng: 195 / 180 văn bằng; trồng thử tiêu dưới tán cây trên 6 ha, diện tích trên 9 ha.", [
            ("195", "195", "count", "exact"), ("180 văn bằng", "180", "count", "exact"),
            ("6 ha", "6", "other", "exact"), ("9 ha", "9", "other", "more_than"),
        ]),
        ("Trạm đặt tại 24 điểm; thí sinh được 24 điểm; máy bán 3 triệu đồng mỗi cái.", [
            ("24 điểm", "24", "count", "exact"), ("24 điểm", "24", "other", "exact"),
            ("3 triệu đồng mỗi cái", "3000000", "ratio", "exact"),
        ]),
        ("Vườn cho 3,1 tấn nhân/ha.", [("3,1 tấn nhân/ha", "3.1", "ratio", "exact")]),
        ("Trại thắp đèn 60 W.", [("60 W", "60", "other", "exact")]),
        ("Lễ hội ở Sông Đà 12, Vàm Cỏ 9 và Đồng Nai 4.", [
            ("12", "12", "count", "exact"), ("9", "9", "count", "exact"), ("4", "4", "count", "exact"),
        ]),
        ("Ngày hội (số 15, đường Y Ngông, phường Tân Sơn) có 52 gian hàng.", [("52 gian hàng", "52", "count", "exact")]),
        ("Quỹ cho vay 2.820 tỷ, thu nợ 2,820 tỷ.", [
            ("2.820 tỷ", "2820000000000", "vnd", "exact"), ("2,820 tỷ", "2820000000", "vnd", "exact"),
        ]),
        # only spaces that do not break part groups
        ("Kho có 27 150 thùng và 3\u00a0500 bao.", [
            ("27", "27", "count", "exact"), ("150 thùng", "150", "count", "exact"),
            ("3\u00a0500 bao", "3500", "count", "exact"),
        ]),
        ("Tổng chi 62 250 000 đồng.", [("62 250 000 đồng", "62250000", "vnd", "exact")]),
        # five, and years
        ("Trong năm đơn vị mở năm lớp.", [("năm lớp", "5", "count", "exact")]),
        ("Năm đội thi đã về đích.", [("Năm đội", "5", "count", "exact")]),
        # on an area, and more than an area
        ("Lúa được trồng trên 120 ha.", [("120 ha", "120", "other", "exact")]),
        ("Toàn huyện có trên 120 ha lúa.", [("120 ha", "120", "other", "more_than")]),
        # one unit for a list
        ("Các xã lần lượt có 12, 15 và 18 đơn.", [
            ("12", "12", "count", "exact"), ("15", "15", "count", "exact"), ("18 đơn", "18", "count", "exact"),
        ]),
        ("Các quý tăng 8, 10 và 12%.", [
            ("8", "8", "percent", "exact"), ("10", "10", "percent", "exact"), ("12%", "12", "percent", "exact"),
        ]),
        ("Đạt 96,2 % và tăng 0,4 điểm %.", [
            ("96,2 %", "96.2", "percent", "exact"), ("0,4 điểm %", "0.4", "percentage_point", "exact"),
        ]),
        ("Hoàn thành 19 trong tổng số 21 đề tài.", [
            ("19 trong tổng số 21 đề tài", "19/21", "fraction", "exact"),
        ]),
        ("Tỉnh đứng thứ 12/63 về chỉ số này.", [("12/63", "12/63", "fraction", "exact")]),
        ("Khách tham quan gấp đôi, cuộc gọi đến gấp hơn 3 lần.", [
            ("gấp đôi", "2", "times", "exact"), ("3 lần", "3", "times", "more_than"),
        ]),
        ("Đã họp 3 lần trong quý.", [("3 lần", "3", "count", "exact")]),
        ("Xã hội hóa 600 tỷ xã góp.", [("600 tỷ", "600000000000", "vnd", "exact")]),
        ("Mật độ là 14 người trên một vạn dân.", [("14 người trên một vạn dân", "14", "ratio", "exact")]),
        ("Thu nhập 45 triệu đồng/người/năm, tăng 7-8%/năm.", [
            ("45 triệu đồng/người/năm", "45000000", "ratio", "exact"), ("7-8%/năm", "7..8", "percent", "exact"),
        ]),
        ("Chỉ tiêu: ≥ 95% hồ sơ, không quá 05 ngày, từ 3 sao trở lên.", [
            ("95%", "95", "percent", "at_least"), ("05 ngày", "5", "other", "at_most"), ("3 sao", "3", "other", "at_least"),
        ]),
        ("Doanh thu ước đạt 5,8 tỷ đồng; trên dưới 50 lớp; cao hơn 4%.", [
            ("5,8 tỷ đồng", "5800000000", "vnd", "about"), ("50 lớp", "50", "count", "about"), ("4%", "4", "percent", "exact"),
        ]),
        ("- 12 hồ sơ; -3 hồ sơ; tồn kho -2,5%.", [
            ("12 hồ sơ", "12", "count", "exact"), ("3 hồ sơ", "3", "count", "exact"), ("-2,5%", "-2.5", "percent", "exact"),
        ]),
        # ranks, rates above the plan, and what looks like a date
        ("Xếp thứ 15/63, hạng 12; đạt 3.000/2.500 lượt.", [
            ("15/63", "15/63", "fraction", "exact"), ("12", "12", "other", "exact"),
            ("3.000/2.500 lượt", "3000/2500", "fraction", "exact"),
        ]),
        ("Kho có 8,5 nghìn tấn, 2 vạn lượt khách.", [
            ("8,5 nghìn tấn", "8500", "other", "exact"), ("2 vạn lượt khách", "20000", "count", "exact"),
        ]),
        ("Vốn 12 tỷ; giải nhì 20 triệu; thưởng 10 triệu đồng.", [
            ("12 tỷ", "12000000000", "vnd", "exact"), ("20 triệu", "20000000", "vnd", "exact"),
            ("10 triệu đồng", "10000000", "vnd", "exact"),
        ]),
        ("Mỗi xã có 2,4 mô hình, hệ số 1,1.", [
            ("2,4 mô hình", "2.4", "count", "exact"), ("1,1", "1.1", "other", "exact"),
        ]),
        ("Đạt trong khoảng 26,5 - 26,7 tỷ USD; tăng 9%/năm trở lên.", [
            ("26,5 - 26,7 tỷ USD", "26500000000..26700000000", "usd", "exact"), ("9%/năm", "9", "percent", "at_least"),
        ]),
        # both ends of a range have the unit that is said once
        ("Mỗi dự án vay 5 đến 7 tỷ rưỡi; hơn 1 nghìn hồ sơ; 1,2 nghìn đơn; thu 2 triệu rưỡi.", [
            ("5 đến 7 tỷ rưỡi", "5000000000..7500000000", "vnd", "exact"), ("1 nghìn hồ sơ", "1000", "count", "more_than"),
            ("1,2 nghìn đơn", "1200", "count", "exact"), ("2 triệu rưỡi", "2500000", "vnd", "exact"),
        ]),
        ("Thử nghiệm 18.140 mẫu/18.900 chỉ tiêu, nay tăng 4 bậc với non 270 khách.", [
            ("18.140 mẫu", "18140", "count", "exact"), ("18.900 chỉ tiêu", "18900", "count", "exact"),
            ("4 bậc", "4", "other", "exact"), ("270 khách", "270", "count", "nearly"),
        ]),
        ("Thanh toán trực tuyến 61%/60%, máy chạy pin 6 giờ.", [
            ("61%", "61", "percent", "exact"), ("60%", "60", "percent", "exact"), ("6 giờ", "6", "other", "exact"),
        ]),
        # a number behind what is known is no name: the same period, an acronym
        ("Triển khai 14 nhiệm vụ (cùng kỳ 11; kế hoạch 18).", [
            ("14 nhiệm vụ", "14", "count", "exact"), ("11", "11", "count", "exact"), ("18", "18", "count", "exact"),
        ]),
        # a number of the other notation is not read as what it may not be
        ("Có 4,298 sáng kiến và 12.5 triệu.", []),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_the_sentence_prints_it(
    sentence: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Exports climbed from 310 to 372 tonnes.", [
            ("310", "310", "other", "exact"), ("372 tonnes", "372", "other", "exact"),
        ]),
        ("Science gave between 45 and 50 percent of growth.", [
            ("between 45 and 50 percent", "45..50", "percent", "exact"),
        ]),
        ("Hai Phong ranked 21st out of 63; one in four farmers came.", [
            ("21st out of 63", "21/63", "fraction", "exact"),
        ]),
        ("The rate edged up to 17.4 percent, with grants of up to 5 million dong.", [
            ("17.4 percent", "17.4", "percent", "exact"), ("5 million dong", "5000000", "vnd", "at_most"),
        ]),
        ("The office met 14 of its 16 targets; some two or three of its guests were late.", [
            ("14 of its 16 targets", "14/16", "fraction", "exact"),
        ]),
        ("It ranked 18th of 34, sold at VND 32,000 a kilo, up on the 35 counted a year before.", [
            ("18th of 34", "18/34", "fraction", "exact"), ("VND 32,000 a kilo", "32000", "ratio", "exact"),
            ("35", "35", "count", "exact"),
        ]),
        ("It cost EUR 1.5 million, or $3.50 per kg.", [
            ("1.5 million", "1500000", "other", "exact"), ("$3.50 per kg", "3.5", "ratio", "exact"),
        ]),
        ("They spent nearly VND 900 million, and $85,000.", [
            ("VND 900 million", "900000000", "vnd", "nearly"), ("$85,000", "85000", "usd", "exact"),
        ]),
        ("It met 18 of 21 targets.", [("18 of 21 targets", "18/21", "fraction", "exact")]),
        ("No fewer than 17 of the 20 tasks passed; three shops did not.", [
            ("17 of the 20 tasks", "17/20", "fraction", "at_least"), ("three shops", "3", "count", "exact"),
        ]),
    ],
)  # fmt: skip
def test_english_is_read_in_english_notation(
    sentence: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Theo Quyết định số 1234/QĐ-UBND của tỉnh.", "document_number"),
        ("Đó là mức mà Nghị quyết 57 yêu cầu.", "name"),
        ("Phòng họp Lab 7 có máy mới.", "name"),
        ("Partners came with the Horizon 27 agreement.", "name"),
        ("Quầy đặt ở lầu 3.", "name"),
        ("Trụ sở gần khóm 4.", "name"),
        ("Gặp tại 74 đường 3 Tháng 2.", "address"),
        ("Giao ban ở phòng họp 201.", "name"),
        ("Lưu: VT, 02.", "copies"),
        ("Sở có trụ sở mới.\n\n-4-\n\n- 12 -\n\nCán bộ đã dời về.", "page_number"),
        ("The fair of 17-19 October 2024 was held in the old town.", "date"),
        ("Giải cao thuộc về máy tách vỏ K-Pro 2, do nhóm làm.", "name"),
        ("Bằng độc quyền số 41207 cấp hôm qua.", "name"),
        ("Thư gửi về trụ sở 60 Nguyễn Du.", "address"),
        ("Write to us at Box 214, Nam Ha.", "address"),
        ("Đó là năm bản lề của ngành.", "number_word_name"),
        ("Khóa học “Gieo Mầm 6” đã mở.", "name"),
        ("Chuỗi bài “Sáng Chủ nhật 9 giờ” được đọc nhiều.", "name"),
        ("Nơi in: Tòa soạn: 02 Trần Phú.", "address"),
        ("Gửi về số 12, đường 2 Tháng 9.", "address"),
        ("Thư viện mở cửa tới 21 giờ.", "clock_time"),
        ("Bế mạc hội thi (07/12).", "date"),
        ("Tài khoản nhận quà: 1020 0044 7766.", "code"),
        ("Đã xong việc của mười hai tháng qua.", "period"),
        ("Thực hiện Chương trình 1322 của Chính phủ.", "name"),
        ("Căn cứ điểm a khoản 2 Điều 5.", "clause"),
        ("Đề tài mã số VT.ĐT-2023-14 đã xong.", "code"),
        ("Dự án NSCL.BL-07 áp dụng ở xưởng.", "code"),
        ("Hàng có tiền tố quốc gia 893.", "name"),
        ("Ghi chú cho dòng 2 hụt.", "name"),
        ("Ngày hội ở Quảng trường 26 tháng 3.", "address"),
        ("Printed as revision 1.2 of the report.", "tech_name"),
        ("Thiết bị model 7850 vận hành từ hè.", "name"),
        ("Máy có số máy 2208841.", "name"),
        ("Gắn mã 8938505970025 không có trên mạng.", "code"),
        ("Phòng thử nghiệm LAS-XD 59.018 đã mở.", "standard_name"),
        ("Call on weekdays 8 a.m. sharp.", "clock_time"),
        ("Ghi chú (1): chưa gồm vốn đối ứng.", "note_mark"),
        ("Anh dùng chiếc iPhone 12 cũ.", "tech_name"),
        ("Đèn vẫn sáng lúc gần 22 giờ thứ năm tuần trước.", "clock_time"),
        ("Bản tin có số ISSN 2815-7731.", "code"),
        ("Thư gửi về PO Box 61.", "address"),
        ("Ông dạy ở Đại học Bách khoa 2.", "name"),
        ("Áp dụng TCVN ISO 9001:2015 tại sở.", "standard_name"),
        ("Họp lúc 8h30 tại trụ sở.", "clock_time"),
        ("Hạn nộp là ngày 3/4.", "date"),
        ("Nghỉ lễ 2/9 theo quy định.", "date"),
        ("Từ tháng 9 năm 2022 đến nay.", "month"),
        ("Trong quý III/2024 đơn vị nghỉ.", "quarter"),
        ("Giai đoạn 2021 - 2025 đã qua.", "period"),
        ("Kết quả 9 tháng đầu năm khả quan.", "period"),
        ("Liên hệ: 0299.3000.777 trong giờ hành chính.", "phone"),
        ("Gửi về hopthu12@tinh.example hằng tuần.", "email"),
        ("Họp thứ 2, 4, 6 hằng tuần.", "weekday"),
        ("Đại hội lần thứ XIV thành công.", "ordinal"),
        ("Lọt vào Top 3 cả nước.", "rank_name"),
        ("Phủ sóng 5G toàn tỉnh.", "tech_name"),
        ("Sau dịch Covid-19 mọi việc ổn định.", "tech_name"),
        ("Trực 24/7 tại trạm.", "idiom"),
        ("Phong trào “3 tốt” lan rộng.", "idiom"),
        ("Cơ chế một cửa vận hành tốt.", "number_word_name"),
        ("Hàng trăm hộ dân tham gia.", "vague_number_word"),
        ("Xem Trang 3/15 của báo cáo.", "page_number"),
        ("Nghỉ từ 30/4 theo lịch.", "date"),
        ("Nhà ở xã 3 và nhóm 2.", "name"),
        ("Các khối 10, 11, 12 và nhóm 1, 2.", "name"),
        ("Họp ngày 15 tháng 3 và Ngày 9-9.", "date"),
        ("Xuất khẩu 11 tháng đạt khá, bình quân 1 tháng khá.", "period"),
        ("Tài liệu mã ĐT-2024-05 và QL1A.", "tech_name"),
        ("Luật số 29/2013/QH13 có hiệu lực.", "document_number"),
        ("Hình 3. Lễ khai mạc hội chợ", "caption_number"),
        ("4 Research and its results", "list_number"),
        ("Ghi chú. 1. Theo báo cáo của sở. 2. Chưa kiểm toán.", "list_number"),
        ("Gọi tổng đài 1087 để hỏi.", "phone"),
        ("Thiệt hại do bão số 6 gây ra.", "ordinal"),
        ("Học sinh Trường Trung học Hòa An 2 đã về.", "name"),
        ("Vườn ươm đặt tại thôn Suối Đá 2 của xã.", "name"),
        ("Đi qua cầu Rạch Sỏi 12 rồi rẽ trái.", "name"),
        ("Bác sĩ của bệnh viện hạng 2 tham gia.", "name"),
        ("Trẻ em tiêm vắc-xin mũi 3 đầy đủ.", "name"),
        ("Công nghệ của thế kỷ 21 phát triển.", "name"),
        ("Máy dùng pin 18650 loại mới.", "name"),
        ("Số báo in: 4.127 ra hôm qua.", "name"),
        ("Số 02 Lý Thường Kiệt, phường Bắc", "address"),
        ("Số 118/3 Trần Phú, thành phố", "address"),
        ("Trụ sở tại số 7, đường Hùng Vương.", "address"),
        ("Nơi nhận: như trên; lưu VT, KHTC (03 bản).", "copies"),
        ("Họp 8 giờ, thứ sáu tại hội trường.", "clock_time"),
        ("Biên lai số 00123 đã nộp.", "code"),
        ("Mã số thuế: 1800 123 456 của đơn vị.", "code"),
        ("Tra cứu hồ sơ H42.18-240105-0007 trên mạng.", "code"),
        ("Trạm đặt ở toạ độ 10°02'B trên bản đồ.", "code"),
        ("Mở cửa từ 8 giờ đến 11 giờ 30 mỗi sáng.", "clock_time"),
        ("Đường 2/9 và đường 3 tháng 2 ngập nước.", "address"),
        ("Nhà máy lập từ thập niên 90 đã cũ.", "name"),
        ("Mã bưu chính: 94108 của tỉnh.", "code"),
        ("■ 1 Kiểm định và hiệu chuẩn", "list_number"),
        ("Xem các trang 14 đến 31 của báo cáo.", "page_number"),
        ("Công tơ điện 1 pha được kiểm định.", "tech_name"),
        ("Cấp chứng nhận cho Công ty Rong biển Hải Bình 68.", "name"),
        ("Tài khoản định danh mức 2 của người dân.", "name"),
        ("The server room moved to Floor 3.", "name"),
        ("Bộ phận ở tầng 1 giải quyết hồ sơ.", "name"),
        ("Hoàn thành giai đoạn 1 khu thí nghiệm.", "name"),
        ("Đăng trên báo Kim Sơn số 4.812 hôm qua.", "name"),
        ("Nộp đơn sáng chế số 1-2025-03418 tại cục.", "code"),
        ("Gửi Văn phòng, 18 Nguyễn Du, Hà Nội.", "address"),
        ("Trực máy từ 7 giờ đến 17 giờ các ngày.", "clock_time"),
        ("Phần mềm nâng lên phiên bản 4.2 ổn định.", "tech_name"),
        ("Riêng chín tháng đầu năm khả quan.", "period"),
        ("Hai năm sau, ruộng đã đổi khác.", "period"),
        ("Máy đo (Ảnh 2: trạm quan trắc).", "caption_number"),
        ("Ký kết hôm 14-8 tại hội chợ.", "date"),
        ("Open from 9.15 a.m. on weekdays.", "clock_time"),
        ("Hoạt động 9 tháng và nhiệm vụ quý IV.", "period"),
        ("The report is for the 6 months to June.", "period"),
        ("Write to us: P.O. Box 77, Office.", "address"),
        ("Gặp nhau trước cửa 31 phố Hàng Đào.", "address"),
        ("Ask for Ms An (ext. 21), please.", "phone"),
        ("Fuel is checked under Circular 22/2013 there.", "document_number"),
        ("Từ 4 giờ sáng ghe đã ra chợ.", "clock_time"),
        ("Xem tiếp trang 6, 7 và 12.", "page_number"),
        ("Bà con trồng giống Bắc Hương 9, rất thơm.", "tech_name"),
        ("A brand, Song Hau 7, is known abroad.", "tech_name"),
        ("Trạm dùng mạng NarrowBand 2.1, ít hao pin.", "tech_name"),
        ("Xưởng học cách làm Lean 6 Sigma của Nhật.", "tech_name"),
        ("Hồ sơ gửi kèm; lưu VT, QLCN (4 trang).", "copies"),
        ("Tham quan nhà lưới: 15 giờ cùng ngày.", "clock_time"),
        ("Ảnh gửi kèm: Ảnh 1 – trạm cân; Ảnh 2 – tem.", "caption_number"),
        ("Cổng báo lỗi 503, bấm phím 0 để hỏi.", "name"),
        ("Ai cũng cài được VNeID mức 2 thu tiền điện.", "name"),
        ("Chợ phiên công nghệ (21 – 23/9) đã khép lại.", "date"),
        ("Họp vào các ngày 3/2, 14/5 và 06/8 ở sở.", "date"),
        ("Màn hình hiện chữ sự cố 12 khi máy nóng.", "name"),
        ("-4- Mua sắm thiết bị cho trạm.", "list_number"),
        ("Họp ở phòng số 7 trụ sở cũ.", "name"),
        ("Nhận hồ sơ tại số 27/4 đường Lê Lai.", "address"),
        ("Lớp mở ở cơ sở 3 của trường.", "name"),
        ("Việc ấy thì năm người mười ý.", "idiom"),
        ("The form is revision 5.", "name"),
        ("Phong trào “5 không 3 sạch, 2 tốt” lan xa.", "slogan"),
        ("Nhà nông theo nguyên tắc 4 đúng khi phun.", "slogan"),
        ("Đội Sở thắng đội Bưu điện 3-1 ở trận đầu.", "score"),
        ("Tỷ số 25-21, 25-19 đưa đội nữ vào chung kết.", "score"),
        ("Trường Tiểu học 19-5 nhận tủ sách.", "name"),
        ("3- Cấp giấy phép cho phòng khám.", "list_number"),
        ("•1) Khảo sát làng nghề ven sông.", "list_number"),
        ("Rò rỉ hóa chất thì gọi ngay 114 hoặc 115.", "phone"),
        ("Kỹ sư bậc 5/9 trực trạm bơm.", "name"),
        ("Máy đọc ở 540 nm theo quy trình hãng.", "tech_name"),
        ("Diều bay gần trạm 110 kV bị cấm.", "tech_name"),
        ("Lúc 9 giờ kém 10 thì mất điện.", "clock_time"),
        ("Fees go into account 7402 0113 8800 5 there.", "code"),
        ("Đơn 4-2023-18765 đã được chấp nhận.", "code"),
        ("Bón phân DAP 18-46 cho lúa.", "tech_name"),
        ("Đặt máy đo ở kênh Mười Hai Ngàn.", "number_word_name"),
        ("Trung đoàn 892 hỗ trợ dựng trạm.", "name"),
        ("Week 37 is for audits of the labs.", "name"),
        ("The weather held on 3, 10 and 17 August.", "date"),
        ("Inspectors came from 5/9 to 20/9.", "date"),
        ("Thân máy bằng hợp kim nhôm, bạc đạn 620 chạy êm.", "name"),
        ("Báo cáo nhanh công tác 9 tháng và chương trình quý IV.", "period"),
        ("Lớp học kéo tới 21 giờ mới tan.", "clock_time"),
        ("Lô hàng đúng quy định 396/2005 của bên mua.", "document_number"),
        ("Đặt mua qua số di động 0733 214 098 hoặc thư.", "phone"),
        ("Đặt báo: 0733 214 098.", "phone"),
        ("The booklet is out; Edition 4.", "name"),
        ("Văn nghệ mừng Ngày Khoa học và Công nghệ 18/5.", "date"),
        ("Máy lạnh hỏng ở khu vực 4, phải thay.", "name"),
    ],
)  # fmt: skip
def test_what_is_no_figure_has_its_reason(sentence: str, reason: str) -> None:
    extraction = extract(of_text(sentence))
    assert extraction.figures == ()
    assert reason in {one.reason for one in extraction.distractors}


def test_the_words_of_an_idiom_count_where_they_are_none() -> None:
    text = "The team tagged two birds in the reserve; the tide came a hundred times."
    assert [one.value for one in extract(of_text(text)).figures] == ["2", "100"]
    assert not extract(of_text("The kiln kills two birds with one stone, as all agree.")).figures


def test_a_count_of_what_was_named_before_is_no_name() -> None:
    text = "Có 40 hồ sơ, cấp tỉnh 12 đang xử lý, ban chọn 9 vào vòng sau, còn 7 theo dõi thêm."
    assert [one.value for one in extract(of_text(text)).figures] == ["40", "12", "9", "7"]


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        # behind the number stands what is counted or measured
        ("Kiểm tra ở cơ sở 3 lượt, kêu gọi 115 nhà đầu tư, gọi 112 hộ.", ["3 lượt", "115 nhà", "112 hộ"]),
        ("Các trường có 3-5 đề tài, chợ 10-12 gian hàng, nhà máy bớt 10-12% điện.", [
            "3-5 đề tài", "10-12 gian hàng", "10-12%",
        ]),
        ("Hướng dẫn mỗi xã 3-5 hộ; hòa vốn sau 3-5 năm; thua lỗ 3-5 tỷ đồng.", [
            "3-5 hộ", "3-5 năm", "3-5 tỷ đồng",
        ]),
        ("Mỗi trường 1/2 số lớp, các trường đạt 8/10 tiêu chí.", ["1/2 số", "8/10 tiêu chí"]),
        ("Tăng từ 1/3 lên 1/2 số xã.", ["1/3", "1/2 số"]),
        ("Liên kết ba nhà khoa học, dựng mô hình 4 nhà màng.", ["ba nhà khoa học", "4 nhà màng"]),
        ("Mở tài khoản 120 đơn vị; số tài khoản 3.450, tăng 12%.", ["120 đơn vị", "3.450", "12%"]),
        ("Lưu trữ số hóa (12 trang), kho lưu 40 mẫu (3 mẫu hỏng).", ["12 trang", "40 mẫu", "3 mẫu"]),
        ("Đầu tư sân 3 cái, in bản đồ 80 tờ, mua phân DAP 20-30 tấn.", ["3 cái", "80 tờ", "20-30 tấn"]),
        ("Ca máy giảm từ 20 giờ xuống tới 16 giờ.", ["20 giờ", "16 giờ"]),
        # what bears numbers is counted itself
        ("Viện 5, trường 7, doanh nghiệp 20.", ["5", "7", "20"]),
        ("Đơn vị phối hợp: viện 5, trường 7.", ["5", "7"]),
        ("Nơi tham gia gồm trường 7, xã 4, phường 3; còn lại tự làm.", ["7", "4", "3"]),
        ("Đã lập phiếu chi 12, phiếu thu 30.", ["12", "30"]),
        ("Nhà ở khóm 2, phường 4. Kiểm tra xã 3, xã 5; họp ở xã 3, phường 5 và tổ 2.", []),
        ("Hội thảo 3, chuyên đề 6; số ấp 12, số lỗi 4.", ["3", "6", "12", "4"]),
        ("Tổ hợp tác 12, hợp tác xã 5, bản tin 4, chuyên mục 9.", ["12", "5", "4", "9"]),
    ],
)  # fmt: skip
def test_what_bears_a_name_elsewhere_is_counted(sentence: str, printed: list[str]) -> None:
    assert [figure[0] for figure in found(sentence)] == printed


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("The unit won 3-5 grants, lost 2-3 staff and called 120 firms.", ["3-5 grants", "2-3 staff", "120 firms"]),
        ("Each item 3 samples, each plot 5 trees.", ["3 samples", "5 trees"]),
        ("Of the firms, 12 may join.", ["12 may"]),
        ("Call 120 firms and 15 farms.", ["120 firms", "15 farms"]),
        ("One channel reached 1,200, the other channel 300.", ["1,200", "300"]),
    ],
)  # fmt: skip
def test_what_bears_a_name_elsewhere_is_counted_in_english(
    sentence: str, printed: list[str]
) -> None:
    report = f"The department reports on the work of the year to the council.\n\n{sentence}"
    assert [figure.as_printed for figure in extract(of_text(report)).figures] == printed


def test_what_a_name_may_hold_is_a_figure_where_it_is_counted() -> None:
    assert found("Toàn huyện có 12 xã, mỗi khu 2 ha.")[0][:2] == ("12 xã", "12")


def test_places_are_code_points_of_the_composed_text() -> None:
    text = unicodedata.normalize(
        "NFD", "Đoạn này gõ  bằng mã tổ hợp:\ncó  1.234  tỷ đồng.\nCòn 5\u00a0000 đồng."
    )
    document = of_text(text)
    extraction = extract(document)
    assert [f.value for f in extraction.figures] == ["1234000000000", "5000"]
    for one in (*extraction.figures, *extraction.distractors):
        assert document.text[one.start : one.end] == one.as_printed
    for figure in extraction.figures:
        assert document.text[figure.number_start : figure.number_end] in figure.as_printed


def test_what_a_printing_allows_stands_with_the_figure() -> None:
    figures = extract(of_text("Khoảng 6.800 người, 14,0%, hơn 5,8 tỷ đồng, 12-13%.")).figures
    assert [(f.lower, f.upper) for f in figures] == [
        ("6700", "6900"), ("13.95", "14.05"), ("5800000000", None), ("12", "13"),
    ]  # fmt: skip


TABLE = """Đơn vị tính: triệu đồng

TT | Nội dung | Kế hoạch 2024 | Thực hiện 2024 | TH/KH (%)
1 | Chi cho đề tài | 27.500 | 26.150 | 95,1
2 | Chi cho 3 hội thảo | 120 | 118 | 98,3
"""


def test_a_cell_has_the_unit_and_role_of_its_head_and_no_number_crosses_cells() -> None:
    figures = extract(of_text(TABLE)).figures
    assert [(f.as_printed, f.value, f.unit_kind, f.role) for f in figures] == [
        ("27.500", "27500000000", "vnd", "plan"),
        ("26.150", "26150000000", "vnd", "result"),
        ("95,1", "95.1", "percent", "result"),
        ("3 hội thảo", "3", "count", "result"),
        ("120", "120000000", "vnd", "plan"),
        ("118", "118000000", "vnd", "result"),
        ("98,3", "98.3", "percent", "result"),
    ]


def test_a_column_of_a_measure_gives_it_to_its_numbers() -> None:
    table = "Cây trồng | Diện tích (ha) | Năng suất (tấn/ha) | Kế hoạch 2025\nLúa | 120 | 6,5 | 130 ha\n"
    figures = extract(of_text("Tổng kết năm 2024\n\n" + table)).figures
    assert [(f.value, f.unit_kind, f.role) for f in figures] == [
        ("120", "other", "result"), ("6.5", "ratio", "result"), ("130", "other", "plan"),
    ]  # fmt: skip


def test_a_list_without_a_stop_is_read_and_given_no_roles() -> None:
    figures = extract(of_text("Tổng kết năm 2024\n\nSẽ mở " + "12 lớp, " * 1_000)).figures
    assert len(figures) == 1_000
    assert {(f.value, f.role, f.sentence) for f in figures} == {("12", "result", "12 lớp")}


def test_a_figure_said_twice_has_two_places() -> None:
    figures = extract(
        of_text("1. Nhân lực\n\nCó 70 tổ chức.\n\nCả 70 tổ chức đều báo cáo.")
    ).figures
    assert [(f.as_printed, f.locator) for f in figures] == [
        ("70 tổ chức", "1#1"),
        ("70 tổ chức", "1#2"),
    ]


# The numbers of the data that a text has with a noun behind them; in a text spaces part no groups.
SPACED = {"12 450 phiếu", "11 980 phiếu", "3 500 ha"}
# A dash in a text, and numbers in words without what they count.
OTHERS = {"- 1,5%", "một phần mềm"}


def printings() -> list[tuple[str, str]]:
    with PRINTINGS.open(encoding="utf-8", newline="") as lines:
        rows = [(row["as_printed"], row["notation"]) for row in csv.DictReader(lines)]
    return [row for row in rows if row[1] in {"vi", "en"} and _is_of_a_text(*row)]


def _is_of_a_text(printed: str, notation: str) -> bool:
    try:
        read = parse(printed, notation)
    except ValueError:
        return False
    in_words = not any(letter.isdigit() for letter in printed) and not read.unit
    return printed not in SPACED | OTHERS and not (in_words and read.denominator is None)


def test_what_data_read_is_found_in_a_text_with_the_same_value() -> None:
    wrong = []
    for printed, notation in printings():
        text = (
            f"Kết quả của ngành là {printed}." if notation == "vi" else f"The result was {printed}."
        )
        expected, figures = parse(printed, notation), _in(text, notation)
        said = [figure.value for figure in figures.figures]
        value = expected.value if expected.value is not None else expected.lower
        first = said[0].partition("..")[0].partition("/")[0] if said else None
        if (
            first is None
            or len(said) != 1
            or value is None
            or value != parse(first, "transcribed").value
        ):
            wrong.append((printed, said))
    assert not wrong


def _in(text: str, notation: str) -> Extraction:
    # The language of a short sentence is that of its document.
    rest = "Đây là một báo cáo của sở. " if notation == "vi" else "This is the report. "
    return extract(of_text(rest + text))


def test_what_is_found_reads_as_the_same_where_data_are_read() -> None:
    text = Path(__file__).with_name("report.txt").read_text(encoding="utf-8")
    figures = extract(of_text(text)).figures
    assert len(figures) > 30
    for figure in figures:
        read = parse(" ".join(figure.as_printed.split(" ")), "vi")
        ends = [read.value] if read.value is not None else [read.lower, read.upper]
        said = figure.value.partition("/")[0].split("..")
        assert [parse(end, "transcribed").value for end in said] == ends, figure
        assert read.denominator == (int(figure.value.partition("/")[2] or 0) or None)


def test_no_figure_overlaps_what_is_none() -> None:
    text = Path(__file__).with_name("report.txt").read_text(encoding="utf-8")
    extraction = extract(of_text(text))
    taken = {i for one in extraction.distractors for i in range(one.start, one.end)}
    assert not [f for f in extraction.figures if taken & set(range(f.start, f.end))]


@pytest.mark.parametrize(
    "printed", ["1½", "12⅓", "1'234", "1’234", "5×10⁶", "5 × 10⁶", "2,5 x 10⁹", "3·10³", "10⁶"]
)
def test_a_part_of_a_number_is_no_figure(printed: str) -> None:
    assert not found(f"Cả vùng có {printed} mẫu.")
    assert found(f"Cả vùng có {printed} mẫu và 35² bao.") == [("35", "35", "count", "exact")]


def test_far_more_numbers_than_a_report_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongket.limits.EXTRACTED_NUMBERS", 100)
    assert len(extract(of_text("12 đề tài.\n" * 100)).figures) == 100
    with pytest.raises(DataError, match="at most 100 printed numbers"):
        extract(of_text("12 đề tài.\n" * 102))
    # one paragraph, too
    with pytest.raises(DataError, match="at most 100 printed numbers"):
        extract(of_text("12 đề tài, " * 102))


@pytest.mark.parametrize("cell", ["3.0", "12", "1,250", "-4.0%", "111.7%", "+5"])
def test_a_number_alone_in_a_cell_is_no_name(cell: str) -> None:
    """4.0 behind words is a name of technology; in a cell it is a number."""
    document = of_text(f"Indicator | 2024\nNumber of tasks | {cell}")
    assert [figure.as_printed for figure in extract(document).figures] == [cell]


def test_a_period_in_words_is_the_one_in_digits() -> None:
    document = of_text("Kết quả 6 tháng đầu năm 2025\n\nViệc của sáu tháng: mở 4 lớp.")
    assert [figure.as_printed for figure in extract(document).figures] == ["4 lớp"]


def test_a_column_of_units_speaks_for_each_row() -> None:
    """`Hội đồng` is no money, and three decimals of a million million are no thousands."""
    table = "Nội dung | Đơn vị tính | Kết quả\nHọp | hội đồng | 4\nHợp đồng | tỷ đồng | 4,315\n"
    found = [(f.value, f.unit_kind) for f in extract(of_text(table)).figures]
    assert found == [("4", "count"), ("4315000000", "vnd")]


@pytest.mark.parametrize("head", ["Chi (tr.đ)", "Chi (trđ)", "Chi (triệu đồng)"])
def test_money_may_be_abbreviated_in_the_head_of_a_column(head: str) -> None:
    found = extract(of_text(f"Nội dung | {head}\nMua máy | 64.500\n")).figures
    assert [(f.value, f.unit_kind) for f in found] == [("64500000000", "vnd")]
