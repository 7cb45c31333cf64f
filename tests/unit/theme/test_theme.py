"""The look of charts: words that fit their room, colours that everyone can distinguish."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tongket
from tongket.data.store import load
from tongket.project import data_dir
from tongket.theme import HATCHES, SERIES, measure, wrap
from tongket.theme.colours import DASHES, MARKS

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
def test_every_series_is_easy_to_see_on_light_and_dark_pages(colour: str, page: str) -> None:
    assert contrast(colour, page) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_series_stay_apart_for_every_eye(sight: str) -> None:
    """Ten units of CIELAB are four times the difference that an eye just notices."""
    for one, other in combinations(SERIES, 2):
        assert math.dist(seen(one, sight), seen(other, sight)) >= 10, (one, other)


def test_each_series_has_a_texture_of_its_own_for_grey_print() -> None:
    for codes in (HATCHES, DASHES, MARKS):
        assert len(set(codes)) == len(codes) == len(SERIES)


def test_bold_and_wide_letters_take_more_room() -> None:
    assert measure("") == 0
    assert measure("iii") < measure("mmm") < measure("mmm", strong=True)
    assert measure("ab") == pytest.approx(measure("a") + measure("b"))
    assert measure("ab", 20) == pytest.approx(2 * measure("ab", 10))


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
    assert len(wrap("x" * 10_000, 360)) > 100


@pytest.mark.parametrize("room", range(90, 320, 10))
def test_a_vietnamese_line_ends_between_words_not_within_one(room: int) -> None:
    name = "Tiền hỗ trợ đăng ký sở hữu công nghiệp của các tổ chức khoa học và công nghệ tại TP. Hồ Chí Minh"
    ends = [line.rsplit(" ", 1)[-1] for line in wrap(name, room)]
    held = {"hỗ", "đăng", "sở", "công", "tổ", "khoa"} | (
        {"TP.", "Hồ", "Chí"} if room >= 130 else set()
    )
    assert not held & set(ends)


def test_a_word_wider_than_a_line_is_parted_between_its_syllables() -> None:
    assert wrap("TP. Hồ Chí Minh", 60) == ["TP. Hồ", "Chí Minh"]


def test_the_places_of_the_registry_are_known() -> None:
    registry = load(data_dir()).registry
    places = [area.name.vi for area in registry.areas.values() if area.kind == "province"]
    for place in places:
        for part in place.split(" – "):
            assert wrap(part, measure(part)) == [part]
            held = wrap(f"{part} {part}", measure(part) * 1.6)
            assert held == [part, part], "a name of a place is never parted"


def test_the_house_style_ends_with_its_block() -> None:
    import matplotlib as mpl
    import seaborn as sns

    before, colours = dict(mpl.rcParams), sns.color_palette()
    with tongket.style():
        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]
        assert mpl.rcParams["axes.spines.top"] is False
        assert sns.color_palette().as_hex()[:2] == [*SERIES[:2]]
    assert dict(mpl.rcParams) == before
    assert sns.color_palette() == colours


def test_a_plot_of_ones_own_takes_the_house_style() -> None:
    import matplotlib.pyplot as plt
    import seaborn as sns

    with tongket.style():
        drawing, axes = plt.subplots()
        sns.barplot(x=[1, 2], y=["a", "b"], ax=axes)
    assert not axes.spines["right"].get_visible()
    assert drawing.get_facecolor() == (1, 1, 1, 1)
