"""Intervals end by end: which values they hold, which ends are theirs, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tongket.model import Interval


def ends(text: str) -> Interval:
    """An interval as mathematicians write it: `[1, 2)`, `(-oo, 3]`."""
    low, high = (part.strip() for part in text[1:-1].split(","))
    lower, upper = (None if "oo" in part else Fraction(part) for part in (low, high))
    return Interval(lower, upper, text[0] == "[", text[-1] == "]")


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("[1, 3]", (1, 2, 3), (0, 4)),
        ("(1, 3)", (2,), (0, 1, 3, 4)),
        ("[1, 3)", (1, 2), (0, 3, 4)),
        ("(1, 3]", (2, 3), (1, 4)),
        ("[1, oo)", (1, 99), (0,)),
        ("(-oo, 3)", (-99, 2), (3, 4)),
        ("(-oo, oo)", (-99, 0, 99), ()),
    ],
)
def test_what_an_interval_holds(
    text: str, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    interval = ends(text)
    assert all(interval.contains(value) for value in inside)
    assert not any(interval.contains(value) for value in outside)


@pytest.mark.parametrize(
    ("a", "sign", "b", "expected"),
    [
        ("[1, 2]", "+", "[3, 5]", "[4, 7]"),
        ("(1, 2]", "+", "[3, 5)", "(4, 7)"),
        ("[1, oo)", "+", "[3, 5]", "[4, oo)"),
        ("(-oo, 2]", "+", "[3, 5)", "(-oo, 7)"),
        ("[1, 2)", "-", "(3, 5]", "[-4, -1)"),
        ("[1, oo)", "-", "[3, oo)", "(-oo, oo)"),
        ("[2, 3)", "*", "[4, 5]", "[8, 15)"),
        ("[-2, 3]", "*", "[-5, 4]", "[-15, 12]"),
        ("(-2, 3]", "*", "[-5, 4]", "[-15, 12]"),
        ("(-3, -2]", "*", "[4, 5]", "(-15, -8]"),
        ("[2, 3]", "*", "[4, oo)", "[8, oo)"),
        ("[-3, -2]", "*", "[4, oo)", "(-oo, -8]"),
        ("[-1, 2]", "*", "[4, oo)", "(-oo, oo)"),
        ("(0, 2]", "*", "[4, oo)", "(0, oo)"),
        ("[0, 2]", "*", "(4, 5)", "[0, 10)"),
        ("(0, 2]", "*", "[0, 5]", "[0, 10]"),
        ("(0, 2]", "*", "(0, 5]", "(0, 10]"),
        ("(-oo, -1]", "*", "(-oo, -2]", "[2, oo)"),
        ("[6, 12]", "/", "[2, 3]", "[2, 6]"),
        ("[6, 12)", "/", "(2, 3]", "[2, 6)"),
        ("[6, 12]", "/", "[-3, -2]", "[-6, -2]"),
        ("[6, 12]", "/", "[2, oo)", "(0, 6]"),
        ("[6, 12]", "/", "(-oo, -2]", "[-6, 0)"),
        ("[6, 12]", "/", "(0, 2]", "[3, oo)"),
        ("[6, 12]", "/", "[-2, 0)", "(-oo, -3]"),
        ("[1, 2]", "/", "[1/2, 1/2]", "[2, 4]"),
        ("[1, 2]", "/", "[-1/2, -1/4]", "[-8, -2]"),
    ],
)
def test_two_intervals_combined(a: str, sign: str, b: str, expected: str) -> None:
    left, right = ends(a), ends(b)
    found = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
    }[sign]()
    assert found == ends(expected)


@pytest.mark.parametrize("divisor", ["[0, 1]", "[-1, 0]", "(-1, 1)", "(-oo, oo)", "(-oo, 1]", "[-1, oo)", "(-oo, 0]"])  # fmt: skip
def test_a_divisor_that_may_be_zero_is_refused(divisor: str) -> None:
    with pytest.raises(ZeroDivisionError, match="a divisor that cannot be zero"):
        Interval.exact(1) / ends(divisor)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("[1, 4]", "[2, 6]", "[2, 4]"),
        ("[1, 4)", "[2, 4]", "[2, 4)"),
        ("(1, 4]", "[1, 3]", "(1, 3]"),
        ("[1, 4]", "(-oo, oo)", "[1, 4]"),
        ("(-oo, 4)", "(2, oo)", "(2, 4)"),
        ("[-4, -1]", "[-6, -2]", "[-4, -2]"),
        ("[1, 2]", "[2, 3]", "[2, 2]"),
        ("[1, 2)", "[2, 3]", None),
        ("[1, 2]", "[3, 4]", None),
    ],
)
def test_what_both_allow(a: str, b: str, expected: str | None) -> None:
    want = None if expected is None else ends(expected)
    assert ends(a).intersect(ends(b)) == want
    assert ends(b).intersect(ends(a)) == want


@pytest.mark.parametrize(
    ("a", "b", "below"),
    [
        ("[1, 2]", "[3, 4]", True), ("[1, 2]", "(2, 4]", True), ("[1, 2)", "[2, 4]", True),
        ("[1, 2]", "[2, 4]", None), ("[1, 3]", "[2, 4]", None), ("[3, 4]", "[1, 2]", False),
        ("[2, 4]", "[1, 2]", False), ("(2, 4]", "[1, 2]", False), ("(-oo, 2]", "[3, oo)", True),
        ("[1, oo)", "[3, 4]", None), ("[1, 2]", "(-oo, 4]", None), ("[3, oo)", "(-oo, 2]", False),
        ("[3, oo)", "(-oo, oo)", None), ("(-oo, oo)", "[1, 2]", None), ("[2, 2]", "[2, 2]", False),
    ],
)  # fmt: skip
def test_one_below_another_or_not_or_undecided(a: str, b: str, below: bool | None) -> None:
    assert ends(a).is_below(ends(b)) is below


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("[1, 3]", "[1, 3]"), ("(1, 3)", "[2, 2]"), ("[1.5, 3.5]", "[2, 3]"), ("(1, 2)", ""), ("[-2, 0]", "[-2, 0]"),
        ("(-2, 0)", "[-1, -1]"), ("[5, 5]", "[5, 5]"), ("[5.1, 5.9]", ""), ("[1, oo)", "[1, oo)"), ("(-oo, 1)", "(-oo, 0]"),
    ],
)  # fmt: skip
def test_the_whole_numbers_within(text: str, whole: str) -> None:
    assert ends(text).to_whole() == (ends(whole) if whole else None)


@pytest.mark.parametrize(
    ("text", "said"),
    [("[3, 3]", "3"), ("[0, 0]", "0"), ("[1.5, 2000]", "1.5 to 2,000"), ("[1, oo)", "1 to …"), ("(-oo, 2]", "… to 2")],
)  # fmt: skip
def test_an_interval_says_its_ends(text: str, said: str) -> None:
    assert str(ends(text)) == said


def test_ends_are_fractions_and_an_open_end_is_never_closed() -> None:
    interval = Interval(1, None, upper_closed=True)  # type: ignore[arg-type]
    assert (type(interval.lower), interval.upper_closed, interval.lower_closed) == (Fraction, False, True)  # fmt: skip
    assert Interval(None, None).lower_closed is False
    assert (-ends("[1, 2)")) == ends("(-2, -1]")
    assert (-ends("(1, 2]")) == ends("[-2, -1)")
    assert (-ends("[1, oo)")) == ends("(-oo, -1]")
    assert ends("(1, 2]").scale(-2) == ends("[-4, -2)")
    assert Interval.exact(3).is_exact
    assert not ends("[3, oo)").is_exact
    assert not ends("(-oo, oo)").is_exact
    assert ends("(1, 4)").width == 3
    assert ends("(-oo, 4)").width is None
    assert ends("[1, oo)").width is None
