"""A figure of a text as the data write it: their reader reads the value that was found."""

from __future__ import annotations

import pytest

from tongket.data.printed_values import values_printed
from tongket.documents import of_text
from tongket.extract import extract
from tongket.extract.printing import printing

TABLE = "Đơn vị tính: {unit}\nNội dung\tThực hiện\nNghiên cứu\t{cell}\nChuyển giao\t1\n"


def printed(text: str) -> list[str]:
    document = of_text(text)
    return [printing(figure, document.text, "vi") for figure in extract(document).figures]


@pytest.mark.parametrize(
    ("text", "as_printed"),
    [
        ("Sở nghiệm thu hơn 14 đề tài.", "14"),
        ("Sở nghiệm thu sáu đề tài.", "sáu"),
        ("Tỷ lệ đạt 28,70%.", "28,70%"),
        ("Tỷ lệ đạt khoảng 12-13% số hộ.", "12-13%"),
        ("Kinh phí là 2,820 tỷ đồng.", "2,820 tỷ đồng"),
        ("Có 119/120 đơn vị công bố.", "119/120"),
        ("Giá trị gấp 1,5 lần năm trước.", "1,5 lần"),
        ("Tỷ lệ tăng 2,15 điểm phần trăm.", "2,15 điểm phần trăm"),
    ],
)
def test_counts_are_numbers_alone_and_all_else_has_its_unit(text: str, as_printed: str) -> None:
    assert printed(text) == [as_printed]


@pytest.mark.parametrize(
    ("unit", "cell", "as_printed", "value"),
    [
        ("triệu đồng", "1.250,5", "1.250,5 triệu đồng", "1250500000"),
        ("tỷ đồng", "3,2", "3,2 tỷ đồng", "3200000000"),
        ("%", "95,8", "95,8%", "95.8"),
    ],
)
def test_a_cell_takes_the_unit_that_its_table_says(
    unit: str, cell: str, as_printed: str, value: str
) -> None:
    found = printed(TABLE.format(unit=unit, cell=cell))[0]
    assert found == as_printed
    assert values_printed(found, "vi")["obs_value"] == value
