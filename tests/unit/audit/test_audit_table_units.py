"""The units of any table: what its column and its printings say of them, and what fractions of a whole are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fixtures.audit.desk import conflicts, of

if TYPE_CHECKING:
    from fixtures.audit.desk import Desk

TOTAL = '[[balance]]\ntotal = "t"\nparts = ["a", "b"]\n'
WITHIN = '[[bound]]\nlesser = "a"\ngreater = "t"\n'
RATIO = '[[ratio]]\nshare = "s"\npart = "p"\nwhole = "w"\n'
GROWTH = '[[growth]]\nnow = "n"\nbefore = "b"\ngrowth = "g"\n'
POINTS = '[[change]]\nnow = "n"\nbefore = "b"\npoints = "g"\n'
MEAN = '[[mean]]\nmeans = "m"\nn = "n"\n'
OF_N = '[[percent_of_n]]\npercents = "s"\nn = "w"\n'


@pytest.mark.parametrize(
    ("rules", "rows", "says"),
    [
        # What the printing says counts where the column is empty.
        (TOTAL, ("a,3 USD,", "b,4 VND,", "t,7 %,"), "balance[1]: expected figures of one unit, got 't: %, a: USD, b: VND'."),
        (TOTAL, ("a,30%,", "b,40%,", "t,70 people,"), "expected figures of one unit, got 't: 70 people, a: %, b: %'."),
        (TOTAL, ("a,3,people", "b,4,diners", "t,7,people"), "got 't: people, a: people, b: diners'. Add or compare only"),
        (WITHIN, ("a,3%,", "b,1,", "t,7,"), "bound[1]: expected figures of one unit"),
        (GROWTH, ("n,3 USD,", "b,3 VND,", "g,5%,"), "growth[1]: expected figures of one unit"),
        (RATIO, ("s,50%,", "p,3 USD,", "w,6 VND,"), "ratio[1]: expected figures of one unit"),
        (POINTS, ("n,14%,", "b,13%,", "g,1 USD,"), "change[1]: expected figures of one unit"),
        # Column and printing are compared.
        (TOTAL, ("a,3 USD,VND", "b,4,VND", "t,7,VND"), "figures.csv, row 2, value: expected a figure in VND, got '3 USD'."),
        (TOTAL, ("a,3%,people", "b,4,people", "t,7,people"), "row 2, value: expected a figure in people, got '3%'."),
        (TOTAL, ("a,3 people,%", "b,4,%", "t,7,%"), "expected a figure in %, got '3 people'."),
        (TOTAL, ("a,3 million,million USD", "b,4,million USD", "t,7,million USD"),
         "expected a number of million USD, without a scale or a unit of its own, got '3 million'. Write the number alone"),
        (TOTAL, ("a,3 USD,million USD", "b,4,million USD", "t,7,million USD"), "expected a number of million USD, without"),
        # One id has one unit.
        (TOTAL, ("a,1,people", "a,2,USD", "b,1,people", "t,2,people"),
         "figures.csv, row 3, unit: expected the unit of row 2 (people), got 'USD'. Write both in one unit"),
        # A figure of a kind that the rule cannot mean.
        (GROWTH, ("n,20,", "b,10,", "g,2 times,"), "growth[1].growth: expected a percentage, got 'g: 2 times'."),
        (GROWTH, ("n,20,", "b,10,", "g,doubled,"), "growth[1].growth: expected a percentage, got 'g: doubled'."),
        (GROWTH, ("n,20,", "b,10,", "g,2,percentage_points"), "growth[1].growth: expected a percentage"),
        (OF_N, ("s,2 times,", "w,9,"), "percent_of_n[1].percents: expected a percentage"),
        (OF_N, ("s,20%,", "w,9%,"), "percent_of_n[1].n: expected a number of people or things, got 'w: 9%'."),
        (MEAN, ("m,2.5,", "n,4%,"), "mean[1].n: expected a number of people or things"),
        (RATIO, ("s,5,percentage_points", "p,1,", "w,20,"), "ratio[1].share: expected a share, a multiple or a rate"),
        (RATIO + "per = 1000\n", ("s,5%,", "p,1,", "w,20,"), "ratio[1].share: expected a figure for each 1000, got 's: 5%'."),
        # A fraction is no percentage, and n of N is not above N.
        (RATIO, ("s,2/3,%", "p,6,", "w,9,"), "row 2, value: expected one number in %, no fraction, got '2/3'."),
        (RATIO, ("s,2/3,times", "p,6,", "w,9,"), "row 2, value: expected one number in times, no fraction"),
        (TOTAL, ("a,30/20,", "b,5,", "t,35,"), "balance[1].parts: expected at most 20 of 20, got 'a: 30/20'."),
        (POINTS, ("n,1/2,", "b,1/4,", "g,1/4,"), "change[1].now: expected one number, no fraction, got 'n: 1/2'."),
    ],
)  # fmt: skip
def test_units_that_do_not_go_together_are_refused(
    desk: Desk, rules: str, rows: tuple[str, ...], says: str
) -> None:
    assert says in desk.refused(of(*rows), rules)


@pytest.mark.parametrize(
    ("rules", "rows", "holds"),
    [
        (TOTAL, ("a,3 million USD,", "b,4 million USD,", "t,7 million USD,"), True),
        (TOTAL, ("a,3 million USD,", "b,4 million USD,", "t,9 million USD,"), False),
        (TOTAL, ("a,3,million USD", "b,4,million USD", "t,7,million USD"), True),
        (TOTAL, ("a,3,USD", "b,4 USD,", "t,7 USD,USD"), True),
        # `%`, `percent` and a printed sign are one unit.
        (TOTAL, ("a,3 percent,", "b,4,percent", "t,7,%"), True),
        (RATIO, ("s,67,percent", "p,6,", "w,9,"), True),
        (RATIO, ("s,67 percent,", "p,6,", "w,9,"), True),
        (RATIO, ("s,67 percent,", "p,6,", "w,19,"), False),
        (RATIO, ("s,2 times,", "p,20,", "w,10,"), True),
        (RATIO, ("s,2 times,", "p,30,", "w,10,"), False),
        (POINTS, ("n,14%,", "b,13%,", "g,1%,"), True),
        (POINTS, ("n,14%,", "b,13%,", "g,1,percentage_points"), True),
        (POINTS, ("n,120,people", "b,100,people", "g,20,people"), True),
        # n/N of a share is the share: 2/3 of 9 are 6, 3/20 of 200 are 30.
        (RATIO, ("s,2/3,", "p,6,", "w,9,"), True),
        (RATIO, ("s,2/3,", "p,4,", "w,9,"), False),
        (RATIO, ("s,two-thirds,", "p,6,", "w,9,"), True),
        (RATIO, ("s,two-thirds,", "p,4,", "w,9,"), False),
        (RATIO, ("s,2/3,", "s,67%,", "p,6,", "w,9,"), True),
        (RATIO, ("s,150/120,", "p,150,", "w,120,"), True),
        (RATIO + "per = 1000\n", ("s,3/20,", "p,3,", "w,20,"), True),
        (OF_N, ("s,3/20,", "w,20,"), True),
        # Its N can only be the whole where it does not divide it: 3/20 is no share of 21 people.
        (RATIO, ("s,3/20,", "p,30,", "w,200,"), True),
        (RATIO.replace('part = "p"\n', ""), ("s,3/20,", "w,21,"), False),
        (OF_N, ("s,3/20,", "w,21,"), False),
        # n of N as an amount gives N too.
        (TOTAL + RATIO, ("s,50%,", "p,3/20,", "w,6,", "a,1,", "b,2,", "t,3,"), False),
    ],
)  # fmt: skip
def test_units_are_read_in_column_and_printing(
    desk: Desk, rules: str, rows: tuple[str, ...], holds: bool
) -> None:
    statuses = {part["status"] for part in desk.sets(of(*rows), rules)}
    assert ("conflict" not in statuses) is holds


def test_a_fraction_of_another_whole_is_named_with_it(desk: Desk) -> None:
    found = desk.sets(of("s,3/20,", "w,21,"), '[[ratio]]\nshare = "s"\nwhole = "w"\n')
    assert conflicts(found) == [["3/20", "21"]]


def test_a_word_for_percent_is_shown_as_percent(desk: Desk) -> None:
    desk.put(of("s,67,percent", "p,6,", "w,19,"), RATIO)
    text = desk.call()[1]
    assert "s “67%” of “w”" in text
    assert "“67%” of “w” means from 66.5% to 67.5%." in text


@pytest.mark.parametrize(("part", "holds"), [("3", True), ("8", True), ("2", False)])
def test_a_hedge_of_a_fraction_is_one_of_its_numerator(desk: Desk, part: str, holds: bool) -> None:
    # About 2/3 of 9 people is anything from 1/3 to all of them.
    table = f"id,value,unit,qualifier\ns,2/3,,about\np,{part},people,\nw,9,people,\n"
    sets = desk.sets(table, 'counted = ["people"]\n' + RATIO)
    assert (not conflicts(sets)) is holds
