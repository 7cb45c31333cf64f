"""The line of arithmetic that a contradiction comes down to, and what several definitions say together."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fixtures.audit.rows import audited, figures, shipped, with_indicators, with_rules
from tongket.audit import Statements
from tongket.audit.consequences import MOST, consequences, of_shares
from tongket.audit.set_explanations import explain_set

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.audit import AuditedSet
    from tongket.data.registry import Registry

COUNTS = {f"capacity.n{number}": "persons" for number in range(1, 5)}
SHARES = {f"capacity.s{number}": "percent" for number in range(1, 4)}
INDEX = "capacity.index"
EVERY_SHARE = ", ".join(f'"{name}"' for name in SHARES)
WHOLE_STAFF = (
    '[assumptions.whole_staff]\ntext_vi = "Tính trên toàn bộ nhân lực"\n'
    f'text_en = "The shares are of the whole staff"\nindicators = [{EVERY_SHARE}]\n'
)


@pytest.fixture
def book() -> Registry:
    units = {**COUNTS, **SHARES, INDEX: "percent"}
    return with_indicators(shipped(), units, **dict.fromkeys(("s1", "s2", "s3"), "capacity.staff"))


def one(book: Registry, rules: str, listed: str, folder: Path) -> AuditedSet:
    ruled = with_rules(book, rules, folder) if rules else book
    (found,) = audited(ruled, *figures(listed).values())
    return found


def words(found: AuditedSet) -> str:
    return explain_set(found).in_("en")


def rule(kind: str, **keys: object) -> str:
    written = "\n".join(f"{key} = {value!r}".replace("'", '"') for key, value in keys.items())
    return f"[[{kind}]]\n{written}\n"


ORDER = rule("order", ascending=["capacity.n1", "capacity.n2", "capacity.n3"])
BOUND = rule("bound", lesser=["capacity.n1", "capacity.n2", "capacity.n3"], greater="capacity.n4")
FLOW = rule("flow", indicators=["capacity.n1"])
FRACTION = rule("fraction", fraction="capacity.n1", share="capacity.s1")
QUARTERS = (
    "capacity.n1 420; capacity.n1 (2024-01/2024-03) 100; capacity.n1 (2024-04/2024-06) 100; "
    "capacity.n1 (2024-07/2024-09) 120; capacity.n1 (2024-10/2024-12) 110"
)
LINES = [
    (ORDER, "capacity.n1 4.298; capacity.n2 3.373", "4,298 persons is above 3,373 persons. The difference is 925 persons."),
    # The one in the middle is not printed.
    (ORDER, "capacity.n1 4.298; capacity.n3 3.373", "4,298 persons is above 3,373 persons. The difference is 925 persons."),
    (BOUND, "capacity.n1 100; capacity.n2 200; capacity.n3 300; capacity.n4 500",
     "100 + 200 + 300 = 600 persons is above 500 persons. The difference is 100 persons."),
    (FLOW, QUARTERS,
     "The 4 parts together make 100 + 100 + 120 + 110 = 430 persons; 420 persons is printed. 10 persons is too much."),
    # Half of a year is above the year; what is left of the year is nowhere printed.
    (FLOW, "capacity.n1 30; capacity.n1 (2024-01/2024-06) 31", "31 persons is above 30 persons. The difference is 1 person."),
    (FRACTION, "capacity.n1 119/119; capacity.s1 90%", "The other figures give 100%."),
    # Shares of one whole that nobody prints.
    (rule("order", ascending=["capacity.s1", "capacity.s2"]), "capacity.s1 9%; capacity.s2 5%; capacity.staff 6.831",
     "From 8.5% to 9.5% is above from 4.5% to 5.5%. The difference is 4 percentage points; rounding explains at most 1 percentage point."),
    (rule("order", ascending=["capacity.s1", "capacity.n1"]), "capacity.s1 9%; capacity.n1 50; capacity.staff 1.000",
     "From 85 to 95 persons is above 50 persons."),
    ("", "capacity.n1:target_pct 140%; capacity.n1:over_target_pct 50%", "The difference is 10 percentage points; rounding explains at most 1 percentage point."),
    ("", "capacity.n1 27; capacity.n1 (section 2) 29", "The difference is 2 persons."),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "listed", "line"), LINES)
def test_a_contradiction_that_is_one_line_is_said_in_one_line(
    rules: str, listed: str, line: str, book: Registry, tmp_path: Path
) -> None:
    found = one(book, rules, listed, tmp_path)
    assert line in words(found)
    assert "Nothing fits" not in words(found)


def test_shares_that_do_not_make_100_are_added_up_and_none_is_excused_by_their_whole(
    book: Registry, tmp_path: Path
) -> None:
    rules = rule("balance", total=100, parts=list(SHARES)) + WHOLE_STAFF
    shares = "capacity.s1 10,00%; capacity.s2 30,30%; capacity.s3 48,00%"
    found = one(book, rules, f"{shares}; capacity.staff 6.831", tmp_path)
    # Of whatever they are shares, 10 + 30.3 + 48 is not 100.
    assert [len(way) for way in found.give_up] == [1, 1, 1]
    assert {way[0].partition(" ")[0] for way in found.give_up} == set(SHARES)
    assert (found.severity, found.complete) == ("conflict", True)
    assert "together make about 88.3%; they should make 100%. 11.7% is missing;" in words(found)
    assert "assumption" not in words(found)


def test_shares_of_another_whole_still_make_100(book: Registry, tmp_path: Path) -> None:
    rules = rule("balance", total=100, parts=list(SHARES)) + WHOLE_STAFF
    shares = "capacity.s1 30%; capacity.s2 30%; capacity.s3 40%"
    # Of 3 people nobody is 30%: the assumption that they are of the 3 is the lightest to give up.
    found = one(book, rules, f"{shares}; capacity.staff 3", tmp_path)
    assert found.give_up == (("whole_staff",),)
    assert found.severity == "warning"


@pytest.mark.parametrize(
    ("base", "english", "vietnamese"),
    [
        (2023, "“50,0%” (the year before = 100)", "“50,0%” (năm trước = 100)"),
        (2020, "“50,0%” of “Indicator capacity.n1 (2020)”", "“50,0%” của “Chỉ tiêu capacity.n1 (2020)”"),
    ],
)  # fmt: skip
def test_an_index_of_the_year_before_is_no_share_of_last_year(
    base: int, english: str, vietnamese: str, book: Registry, tmp_path: Path
) -> None:
    rules = rule("index", of="capacity.n1", index=INDEX, base=base)
    rows = f"capacity.n1 100; {INDEX} 50,0%; capacity.n1 ({base}) 150"
    explained = explain_set(one(book, rules, rows, tmp_path))
    assert english in explained.in_("en")
    assert vietnamese in explained.in_("vi")


# Groups


def test_groups_of_figures_are_counted_and_named_as_groups(book: Registry, tmp_path: Path) -> None:
    rows = "capacity.n1 4.298; capacity.n2 3.900; capacity.n3 3.373"
    explained = explain_set(one(book, ORDER, rows, tmp_path))
    # Each two of three in the wrong order.
    assert (
        "Doubt first one of these groups: Indicator capacity.n1 “4.298” (section 1) and "
        in explained.in_("en")
    )
    assert "Without the whole of one group all the other figures fit." in explained.in_("en")
    assert "Bỏ toàn bộ một nhóm thì mọi số liệu còn lại đều khớp." in explained.in_("vi")


def test_many_groups_are_counted(book: Registry, tmp_path: Path) -> None:
    ascending = rule("order", ascending=list(COUNTS))
    rows = "; ".join(f"{name} {number}" for name, number in zip(COUNTS, (9, 8, 7, 6), strict=True))
    explained = explain_set(one(book, ascending, rows, tmp_path))
    # All but one of the four must go.
    assert "One of 4 groups may be wrong, for instance: " in explained.in_("en")
    assert "Một trong 4 nhóm có thể sai, chẳng hạn: " in explained.in_("vi")
    assert "Without it" not in explained.in_("en")


# What several definitions say together


def terms(given: Statements, kept: str) -> list[tuple[dict[str, int], Fraction, bool]]:
    rows = consequences(given.definitions.values(), given.quantities, kept)
    return [(dict(row.terms), row.bound, row.equal) for row in rows]


def test_what_is_not_below_zero_may_be_left_out_of_a_sum() -> None:
    given = Statements()
    a, b, c, total = (given.quantity(name) for name in ("a", "b", "c", "t"))
    given.balance(total, [a, b, c])
    # c = t - a - b is not below zero.
    assert terms(given, "abt") == [({"a": 1, "b": 1, "t": -1}, 0, False)]


def test_one_of_two_equations_is_put_into_the_other() -> None:
    given = Statements()
    a, b, c, both = (given.quantity(name, minimum=None) for name in ("a", "b", "c", "m"))
    given.balance(both, [a, b])
    given.balance(c, [both, both])
    assert terms(given, "abc") == [({"c": -1, "a": 2, "b": 2}, 0, True)]


def test_what_follows_is_in_the_same_order_in_every_run() -> None:
    given = Statements()
    total = given.quantity("total", minimum=None)
    for name in "abcdefgh":
        # Of the eight in the middle none is in fewer relations than another.
        middle = given.quantity(f"middle {name}", minimum=None)
        given.not_above(given.quantity(name, minimum=None), middle)
        given.not_above(middle, total)
    rows = consequences(given.definitions.values(), given.quantities, [*"abcdefgh", "total"])
    assert [dict(row.terms) for row in rows] == [{"total": -1, name: 1} for name in "abcdefgh"]


def test_relations_that_become_too_many_say_nothing() -> None:
    given = Statements()
    middle = given.quantity("middle", minimum=None)
    for number in range(MOST // 5):
        given.not_above(given.quantity(f"low {number}"), middle)
        given.not_above(middle, given.quantity(f"high {number}"))
    kept = [name for name in given.quantities if name != "middle"]
    # 20 times 20 pairs.
    assert consequences(given.definitions.values(), given.quantities, kept) == []


def test_amounts_are_no_shares() -> None:
    given = Statements()
    a, b, whole = (given.quantity(name) for name in "abw")
    given.balance(whole, [a, b])
    (of_whole,) = given.definitions.values()
    shares = of_shares(of_whole, "w", Fraction(100))
    assert shares is not None
    assert (dict(shares.terms), shares.bound) == ({"a": 1, "b": 1}, 100)
