"""Figures cannot hold a wrong value; periods are read as the sources state them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from tongket.errors import UsageError
from tongket.model import (
    Area,
    Calculation,
    Figure,
    Interval,
    Measure,
    Missing,
    Observation,
    Qualifier,
    Text,
    TimePeriod,
    Unit,
)
from tongket.model.figure import in_short

TITLES = Unit("titles", "count", Text("văn bằng", "title"), "titles")
NAME = Text("Văn bằng", "Titles")


def observation(value: int = 420) -> Observation:
    return Observation(
        "ip.titles_granted", "VN-CT", TimePeriod.of_year(2024), Measure.ACTUAL, str(value),
        Qualifier.EXACT, Fraction(value), Interval.exact(value), None, 0, "titles", "A", "s", "4", "",
    )  # fmt: skip


def observed(value: int = 420, name: str = "a") -> Figure:
    row = observation(value)
    return Figure(name, NAME, row.value, row.interval, TITLES, 0, row)


def test_a_figure_knows_the_observations_behind_it_each_once() -> None:
    a, b = observed(1), observed(2)
    both = Calculation("total", Text("a + b", "a + b"), (a, b, a))
    total = Figure("t", NAME, Fraction(4), Interval.exact(4), TITLES, None, both)
    assert total.inputs == (a, b, a)
    assert [row.value for row in total.observations] == [1, 2]
    assert a.inputs == ()


def test_a_figure_is_known_exactly_where_it_has_an_interval() -> None:
    missing = Figure("m", NAME, None, None, TITLES, None, Missing(Text("không", "no")))
    assert missing.is_missing
    assert missing.inputs == ()
    assert missing.observations == ()
    with pytest.raises(ValueError, match="an interval exactly where the figure is known"):
        Figure("m", NAME, None, None, TITLES, None, observation())
    with pytest.raises(ValueError, match="an interval exactly where the figure is known"):
        Figure("m", NAME, None, Interval.exact(1), TITLES, None, Missing(Text("", "")))


@pytest.mark.parametrize("value", [0, 5])
def test_a_value_lies_within_its_interval(value: int) -> None:
    with pytest.raises(ValueError, match="expected a value within"):
        Figure("v", NAME, Fraction(value), Interval.between(1, 4), TITLES, None, observation())


def test_an_anchor_is_plain_ascii() -> None:
    assert observed(name="Đơn.được:x@VN-CT").anchor == "don-duoc-x-vn-ct"
    assert observed(name="ip.a@VN-CT-2025-01/2025-05").anchor == "ip-a-vn-ct-2025-01-2025-05"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("scaled(count(Tasks), 2)", "scaled(count(Tasks), -2)"),
        ("scaled(ip.a, 2)", "scaled(ip.a, -2)"),
        ("x = value + 1 (ip.a)", "x = value - 1 (ip.a)"),
        ("difference(a, difference(b, c))", "difference(difference(a, b), c)"),
        ("ip.a@VN-CT-2024@report-3.2", "ip.a@VN-CT-2024@report-3#2"),
    ],
)
def test_two_figures_never_meet_at_one_anchor(one: str, other: str) -> None:
    anchors = [observed(name=name).anchor for name in (one, other)]
    assert anchors[0] != anchors[1]
    assert all(re.fullmatch("[a-z0-9-]+", anchor) for anchor in anchors)
    assert anchors[0] == observed(name=one).anchor, "the same in every run"


def test_what_is_calculated_from_a_disputed_figure_is_disputed() -> None:
    sure, doubtful, wrong = (
        replace(observed(n), disputed=severity)
        for n, severity in ((1, ""), (2, "warning"), (3, "conflict"))
    )
    for inputs, severity in [
        ((sure, doubtful), "warning"), ((doubtful, wrong), "conflict"), ((sure, sure), ""),
    ]:  # fmt: skip
        one = Figure(
            "t", NAME, Fraction(3), Interval.exact(3), TITLES, None,
            Calculation("total", Text("a + b", "a + b"), inputs),
        )  # fmt: skip
        again = Figure(
            "u", NAME, Fraction(3), Interval.exact(3), TITLES, None,
            Calculation("scaled", Text("t", "t"), (one,)),
        )  # fmt: skip
        assert one.disputed == again.disputed == severity
        assert (again.is_contradicted, again.is_questioned) == (
            severity == "conflict", severity == "warning",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "unreliable"), [("A", False), ("P", False), ("U", True), ("V", True)]
)
def test_what_is_calculated_from_an_unreliable_statement_is_to_be_checked(
    status: str, unreliable: bool
) -> None:
    row = replace(observed(2).observations[0], status=status)
    stated = replace(observed(2), origin=row)
    half = Figure(
        "h", NAME, Fraction(1), Interval.exact(1), TITLES, None,
        Calculation("scaled", Text("a", "a"), (stated,)),
    )  # fmt: skip
    assert half.is_unreliable is half.is_questioned is stated.is_questioned is unreliable


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-01-14", date(2025, 1, 14), date(2025, 1, 14)),
        ("2025-01/2025-05", date(2025, 1, 1), date(2025, 5, 31)),
        ("../2020-07", None, date(2020, 7, 31)),
        ("2022/2024", date(2022, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_is_its_days(text: str, start: date | None, end: date) -> None:
    period = TimePeriod.parse(text)
    assert (period.start, period.end, str(period)) == (start, end, text)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-02-31", "2025/2024", "2024-", "đầu năm", ".."]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time_period: expected"):
        TimePeriod.parse(text)


def test_kinds_of_periods() -> None:
    assert TimePeriod.of_year(2024).is_year
    assert not TimePeriod.parse("2024-05").is_year
    assert TimePeriod.parse("2025-01/2025-05").is_part_year
    assert not TimePeriod.parse("2024/2025").is_part_year
    assert not TimePeriod.parse("../2025-05").is_part_year
    assert not TimePeriod.parse("2025").is_part_year


def test_an_area_holds_at_the_end_of_a_period() -> None:
    before = Area("a", "a", NAME, "province", "", None, date(2025, 6, 30), "b", NAME)
    after = Area("b", "a", NAME, "province", "", date(2025, 7, 1), None, "", NAME)
    assert [before.holds(TimePeriod.parse(t)) for t in ("2024", "2025-01/2025-05", "2025")] == [
        True, True, False,
    ]  # fmt: skip
    assert [after.holds(TimePeriod.parse(t)) for t in ("2024", "2025")] == [False, True]


def test_a_text_speaks_both_languages() -> None:
    assert (NAME.in_("vi"), NAME.in_("en")) == ("Văn bằng", "Titles")


def test_an_area_holds_on_its_first_and_on_its_last_day() -> None:
    text = Text("", "")
    area = Area("X", "X", text, "province", "", date(2024, 3, 1), date(2025, 6, 30), "", text)
    said = {day: area.holds(TimePeriod.parse(day)) for day in (
        "2024-02-29", "2024-03-01", "2025-06-30", "2025-07-01", "2024", "2025",
    )}  # fmt: skip
    assert list(said.values()) == [False, True, True, False, True, False]
    always = Area("X", "X", text, "province", "", None, None, "", text)
    assert always.holds(TimePeriod.parse("1976"))


@pytest.mark.parametrize("text", ["2024/x", "x/2024", "2024-13", "0000", "2025/2024", "../x", "/"])
def test_a_period_that_is_none_is_named_whole(text: str) -> None:
    with pytest.raises(ValueError, match="time_period") as error:
        TimePeriod.parse(text)
    assert f"got {text!r}" in str(error.value)


def test_figures_of_other_ids_or_values_are_found_apart() -> None:
    origin = Calculation("x", NAME, ())
    made = [
        Figure(name, NAME, Fraction(value), Interval.exact(value), TITLES, None, origin)
        for name, value in (("a", 1), ("b", 1), ("a", 2), ("a", 1))
    ]
    assert len(set(made)) == 3
    assert hash(made[0]) == hash(made[3])
    assert len({hash(figure) for figure in made}) == 3


def test_a_missing_figure_and_one_of_another_unit_say_so_word_by_word() -> None:
    gone = Figure("m", NAME, None, None, TITLES, None, Missing(Text("Không nêu.", "Not stated.")))
    origin = Calculation("x", NAME, ())
    score = Figure("s", NAME, Fraction(1), Interval.exact(1), Unit("points", "score", NAME), None, origin)  # fmt: skip
    known = Figure("k", NAME, Fraction(1), Interval.exact(1), TITLES, None, origin)
    with pytest.raises(UsageError, match=r"^m: expected a figure, got none: Not stated\.$"):
        float(gone)
    for sign, compare in (("<", lambda: known < score), (">=", lambda: known >= score)):
        with pytest.raises(UsageError) as error:
            compare()
        assert (
            str(error.value) == f"k {sign} s: expected figures of one unit, got titles and points."
        )


def ranging(name: str, low: int, high: int) -> Figure:
    origin = Calculation("x", NAME, ())
    return Figure(name, NAME, None, Interval.between(low, high), TITLES, None, origin)


def test_a_figure_is_at_least_and_at_most_itself_and_neither_below_nor_above() -> None:
    a, same = ranging("a", 1, 5), ranging("a", 1, 5)
    assert (a <= same, a >= same, a < same, a > same) == (True, True, False, False)


def test_what_printing_leaves_open_is_named_by_both_figures() -> None:
    a, b = ranging("a", 1, 5), ranging("b", 3, 4)
    undecided = {
        "a < b": lambda: a < b, "a <= b": lambda: a <= b, "a > b": lambda: a > b, "a >= b": lambda: a >= b,
        "a < 2": lambda: a < 2,
    }  # fmt: skip
    for said, compare in undecided.items():
        with pytest.raises(UsageError) as refused:
            compare()
        theirs = "2" if said.endswith("2") else "3 to 4"
        assert str(refused.value) == (
            f"{said}: expected printed figures that decide it, got 1 to 5 and {theirs}. "
            "Write float(x) for the printed value, sorted(…, key=float) to order by it."
        )


@pytest.mark.parametrize(
    ("other", "shown", "kind"),
    [
        (2, "2", "int"),
        (Decimal("2.50"), "2.50", "Decimal"),
        (2 + 0j, "(2+0j)", "complex"),
        (np.array([1, 2]), "…", "ndarray"),
    ],
)
@pytest.mark.parametrize(("sign", "compared"), [("==", operator.eq), ("!=", operator.ne)])
def test_what_is_no_figure_is_never_equal_to_one_unasked(
    other: object, shown: str, kind: str, sign: str, compared: Callable[[object, object], bool]
) -> None:
    with pytest.raises(UsageError) as refused:
        compared(observed(), other)
    assert str(refused.value) == (
        f"a {sign} {shown}: expected a figure to compare with, got {kind}. "
        f"Write float(x) {sign} {shown} for the value."
    )


def test_what_is_neither_figure_nor_number_differs_from_every_figure() -> None:
    for other in ("2", None, [2]):
        assert observed() != other
        assert not observed() == other  # noqa: SIM201


def test_figures_that_are_one_are_not_unequal() -> None:
    assert not observed() != observed()  # noqa: SIM202
    assert observed() != observed(name="b")


def test_a_long_text_is_cut_to_what_a_list_can_show() -> None:
    assert in_short("<" + "a" * 189) == "<" + "a" * 189 + ">"
    assert in_short("<" + "a" * 190) == "<" + "a" * 189 + "…>"


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_year_of_the_calendar_are_years(year: int) -> None:
    assert TimePeriod.of_year(year).start == date(year, 1, 1)


@pytest.mark.parametrize("year", [-2024, 0, 10000])
def test_what_is_no_year_of_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(UsageError) as refused:
        TimePeriod.of_year(year)
    assert str(refused.value) == (f"year: expected a year such as 2024, got {year}. Name it.")
