"""The look of charts: words that fit their room, colours that everyone can tell apart."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket import theme
from tongket.theme import HATCHES, SERIES, WIDTH, Sheet, canvas, measure, place, wrap

PAGES = ("#ffffff", "#12181d")
# How the three colour deficiencies mix linear red, green and blue (Machado et al. 2009, severity 1).
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
D65 = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))  # fmt: skip


def linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, sight: str) -> list[float]:
    """The colour in CIELAB as an eye of that kind sees it."""
    rgb = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True))))
        for row in SIGHT[sight]
    ]
    white = (0.95047, 1.0, 1.08883)
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in D65]
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (c / w for c, w in zip(xyz, white, strict=True))
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def test_black_on_white_has_the_known_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("colour", SERIES)
def test_every_series_stands_out_on_light_and_dark_pages(colour: str, page: str) -> None:
    assert contrast(colour, page) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_series_stay_apart_for_every_eye(sight: str) -> None:
    """Ten units of CIELAB are four times the difference that an eye just notices."""
    for one, other in combinations(SERIES, 2):
        assert math.dist(seen(one, sight), seen(other, sight)) >= 10, (one, other)


def test_each_series_has_a_texture_of_its_own_for_grey_print() -> None:
    assert len(set(HATCHES)) == len(HATCHES) == len(SERIES)


def test_bold_and_wide_letters_take_more_room() -> None:
    assert measure("") == 0
    assert measure("iii") < measure("mmm") < measure("mmm", strong=True)
    assert measure("ab") == measure("a") + measure("b")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcđệ w", max_size=80), st.floats(20, 200))
def test_lines_fit_and_lose_no_letter(text: str, room: float) -> None:
    lines = wrap(text, room)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(measure(line) <= room for line in lines)


def test_two_lines_part_where_the_name_pauses_or_in_the_middle() -> None:
    assert wrap("Tasks launched: above the plan of the year", 250) == [
        "Tasks launched:",
        "above the plan of the year",
    ]
    assert wrap("Renewal of technology (opening part)", 200)[1] == "(opening part)"
    first, second = wrap("one two three four five six seven eight", 200)
    assert abs(measure(first) - measure(second)) < 50


def test_a_word_wider_than_any_line_is_cut_letter_by_letter() -> None:
    assert wrap("abc", 1) == ["a", "b", "c"]
    assert len(wrap("x" * 10_000, WIDTH)) > 100


def test_a_place_leaves_room_for_its_mark() -> None:
    assert place(0, 0, 4) == theme.EDGE
    assert place(4, 0, 4) == WIDTH - theme.EDGE
    assert place(7, 7, 7) == theme.EDGE


def words(sheet: Sheet) -> list[tuple[str, float, float]]:
    return [(t.get_text(), *t.get_position()) for t in sheet.axes.texts]


def test_a_value_stands_beside_the_last_line_of_its_name() -> None:
    with canvas() as sheet:
        sheet.row("a rather long name " * 4, "420 titles")
        *_, last, value = words(sheet)
    assert value[0] == "420 titles"
    assert value[1] == WIDTH
    assert value[2] == last[2]


def test_a_value_too_long_for_any_name_takes_a_line_of_its_own() -> None:
    with canvas() as sheet:
        sheet.row("name", "a value that leaves no room for a name at all")
        (_, _, first), (_, _, second) = words(sheet)
    assert second == first + theme.LINE
    with canvas() as sheet:
        sheet.keyed(1, "name", "a value that leaves no room for a name at all")
        (_, _, first), (_, _, second) = words(sheet)
    assert second == first + theme.LINE


def test_a_drawing_is_as_high_as_its_sheet() -> None:
    with canvas() as sheet:
        sheet.down(144)
        assert tuple(sheet.cut().get_size_inches()) == (WIDTH / 72, 2)
    with canvas() as empty:
        assert empty.cut().get_size_inches()[1] > 0


def test_control_characters_do_not_reach_the_drawing() -> None:
    with canvas() as sheet:
        sheet.words(0, 0, "a\x0bb\x00")
        assert words(sheet)[0][0] == "a b "
