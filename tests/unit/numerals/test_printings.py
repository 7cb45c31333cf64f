"""Figures as departments print them, in digits and in words: each has the value that a reader gives it, or is refused."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from tongket.numerals import parse

with Path(__file__).with_name("printings.csv").open(encoding="utf-8", newline="") as file:
    PRINTINGS = [tuple(row.values()) for row in csv.DictReader(file)]


def value_of(text: str, notation: str) -> str:
    """What is read: a value, the two ends of a range, or n/N."""
    printed = parse(text, notation)
    if printed.denominator:
        return f"{printed.value}/{printed.denominator}"
    ends = (printed.lower, printed.upper) if printed.value is None else (printed.value,)
    return "..".join(str(end) for end in ends)


def test_there_are_more_than_200_printings_of_all_kinds() -> None:
    assert len({(notation, text) for notation, text, _ in PRINTINGS}) == len(PRINTINGS) > 200


@pytest.mark.parametrize(("notation", "text", "value"), PRINTINGS)
def test_a_printing_has_its_value(notation: str, text: str, value: str) -> None:
    exact = value if "/" in value else "..".join(str(Fraction(end)) for end in value.split(".."))
    assert value_of(text, notation) == exact


@pytest.mark.parametrize(
    "text",
    [
        # A year, a date, a list: no figure, or more than one.
        "năm 2021", "5 tỷ năm 2024", "ngày 12", "30 tháng 4", "1,2,3", "105/112 xã (93,75%)", "3/4/5", "1/0",
        "5/2024", "12/2024", "5/1900", "5/2100", "72,5/100",
        # A hedge or a comparison belongs to another column.
        "420 trở lên", "hơn 70 tổ chức", "70 hơn", "4% tăng", "từ 5%", "hàng trăm", "mười mấy", "5 triệu mấy",
        "20 mấy",
        # Read in two ways: 2,3 tỷ or 2 tỷ and 3; 3.400 or 3.004; 102 or 120; 2 or 200; twenty years or twenty-five.
        "2 tỷ 3", "3 nghìn 4", "một trăm hai", "8 tỷ 990", "2 triệu 3 trăm", "3 tỷ 5 trăm",
        "3 nghìn 95", "3 nghìn 1000", "3 nghìn 200,5",
        "hai mươi hai mươi", "hai mươi năm", "hai mươi năm người", "hai đến ba trăm", "hai đến ba mươi",
        "hai đến hai mươi", "hai đến hai mươi mốt", "chín đến hai mươi", "2 rưỡi", "x người",
        "năm đến bảy trăm nghìn", "1,5 triệu rưỡi", "12/10.000 dân",
        # Absence and set phrases are no numbers.
        "không", "không có", "không có số liệu", "không rõ", "không đổi", "một số", "một vài", "một phần",
        "một nửa", "một nửa số xã", "năm trước", "năm nay", "một phần không", "linh hai",
        # What counts is part of the number, also in a form that is not known.
        "5tr", "5 tr", "5 triệuđồng", "5 trieu dong", "5 ty dong", "hai tá", "ba tư",
        "hai tư", "hai triệu tư", "một trăm tư", "ba chấm năm", "hai trên ba", "1½", "12O", "2 000O",
        # Two units, or an end without the unit of the other.
        "12%-13", "5 USD - 7 đồng", "5% - 7 tỷ", "3/4 %", "5 a 7 tỷ", "15 triệu đồng/năm - 20 tỷ đồng/năm",
        "3 người đồng", "05 (sáu) đề tài",
        # The notation of another language, or of none.
        "12.5%", "1.5 tỷ", "1e5", "12%%", "100 tỷ triệu", "12h30", "1 2", "--3",
    ],
)  # fmt: skip
def test_what_is_no_figure_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"as_printed: expected a number in vi notation"):
        parse(text, "vi")


@pytest.mark.parametrize(
    "text",
    [
        "5 millions", "5 billions", "5 thousands", "5bn", "$5bn", "$2.5m", "5k", "two hundreds", "five dozen",
        "one and a half million", "nineteen ninety", "twenty twenty-four", "five point twenty", "20 twenty",
        "3 thousandths", "one in four", "five/ten", "half a million", "half",
    ],
)  # fmt: skip
def test_what_is_no_figure_in_english_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"as_printed: expected a number in en notation"):
        parse(text, "en")


@pytest.mark.parametrize(
    ("text", "last", "last_nonzero"),
    [
        ("8 tỉ 990 triệu đồng", 10**6, 10**7),
        ("2 tỷ rưỡi", 10**8, 10**8),
        ("nửa tỷ đồng", 10**8, 10**8),
        ("3 nghìn 400 sáng kiến", 1, 100),
        ("hai trăm nghìn đồng", 10**3, 10**5),
        ("ba phẩy năm phần trăm", Fraction(1, 10), Fraction(1, 10)),
        ("5,8 nghìn tỷ đồng", 10**11, 10**11),
    ],
)
def test_the_last_digit_is_that_of_the_last_scale(
    text: str, last: Fraction, last_nonzero: Fraction
) -> None:
    printed = parse(text, "vi")
    assert (printed.last, printed.last_nonzero) == (last, last_nonzero)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12-13%", "percent"), ("ba phần trăm", "percent"), ("1,7 điểm phần trăm", "percentage_points"), ("1,2‰", "per_mille"),
        ("5.000 VNĐ/hồ sơ", "VND"), ("1,2 triệu USD", "USD"), ("hai lần", "times"), ("gấp đôi", "times"),
        ("14 người trên một vạn dân", "words"), ("3.500m2", "words"), ("4.298", ""),
    ],
)  # fmt: skip
def test_a_printing_says_its_unit(text: str, unit: str) -> None:
    assert parse(text, "vi").unit == unit
