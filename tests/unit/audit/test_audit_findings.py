"""One finding for each set: its severity, what to doubt first, what follows whichever is doubted, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongket.audit import AuditedSet, Quantity, Statements, audit
from tongket.audit.set_explanations import explain_set
from tongket.audit.sums import by_rounding
from tongket.model import Text, Unit


def one(given: Statements) -> AuditedSet:
    (found,) = audit(given)
    return found


def said(found: AuditedSet, lang: str = "en") -> str:
    return explain_set(found).in_("vi" if lang == "vi" else "en")


def total_of(first: str, second: str, total: str) -> Statements:
    given = Statements()
    a, b, whole = given.quantity("a"), given.quantity("b"), given.quantity("total")
    given.state(a, first)
    given.state(b, second)
    given.state(whole, total)
    given.balance(whole, [a, b])
    return given


# Severity: zeros at the end of a counted whole are digits


@pytest.mark.parametrize(
    ("first", "second", "total"), [("60", "90", "100"), ("300", "400", "1,000"), ("54", "13", "71")]
)
def test_counted_wholes_that_do_not_add_up_are_a_conflict(
    first: str, second: str, total: str
) -> None:
    found = one(total_of(first, second, total))
    assert (found.severity, found.conflicts[0].severity) == ("conflict", "conflict")
    assert found.conflicts[0].resolved_at is None


def test_a_part_above_its_whole_is_a_conflict_however_round() -> None:
    given = Statements()
    part, whole = given.quantity("part"), given.quantity("whole")
    given.state(part, "180")
    given.state(whole, "100")
    given.not_above(part, whole)
    assert one(given).severity == "conflict"


@pytest.mark.parametrize(
    ("total", "severity"),
    [
        ("700 triệu", None),
        # 200 .. 400 and 300 .. 500 million, each to the nearest hundred million, may make 600.
        ("600 triệu", "warning"),
        ("2 tỷ", "conflict"),  # at most 0.9 billion against more than 1 billion
    ],
)
def test_zeros_of_scaled_money_may_be_rounded(total: str, severity: str | None) -> None:
    given = Statements()
    a, b, whole = given.quantity("a"), given.quantity("b"), given.quantity("total")
    for quantity, text in ((a, "300 triệu"), (b, "400 triệu"), (whole, total)):
        given.state(quantity, text, notation="vi")
    given.balance(whole, [a, b])
    assert one(given).severity == severity


def test_hedged_zeros_are_loose_by_the_hedge_alone() -> None:
    given = Statements()
    a, b, whole = given.quantity("a"), given.quantity("b"), given.quantity("total")
    given.state(a, "300")
    given.state(b, "400")
    given.state(whole, "1,000", qualifier="about")
    given.balance(whole, [a, b])
    # About 1,000 is 500 .. 1,500.
    assert one(given).status == "agrees"


def test_a_set_is_a_conflict_where_no_reading_saves_all_of_it() -> None:
    given = total_of("60", "90", "100")
    launched = given.quantities["a"]
    # That 60 is 140% of a plan no whole plan gives: to the nearest ten it does.
    given.state(launched.percent_of(given.quantity("plan")), "141.4%")
    found = one(given)
    assert found.severity == "conflict"


# What to doubt first


def shares_of_a_wrong_total() -> Statements:
    """Ten parts of 10 and their shares of 100, and a total that is printed as 107."""
    given = Statements()
    total = given.quantity("total")
    given.state(total, "107")
    parts = [given.quantity(f"part {number}") for number in range(10)]
    for part in parts:
        given.state(part, "10")
        given.state(part.percent_of(total), "10.0%")
    given.balance(total, parts)
    return given


def test_many_conflicts_over_one_total_are_one_finding_that_names_it() -> None:
    found = one(shares_of_a_wrong_total())
    # 10 / 107 = 9.3%: the total with each part and its share, and with all parts or shares.
    assert len(found.conflicts) > 10
    assert found.give_up == (("total: 107",),)
    words = said(found)
    assert words.count("Doubt first: total “107”. Without it all the other figures fit.") == 1
    assert words.count("Also: ") == 2
    assert f"Further contradictions among these figures: {len(found.conflicts) - 3}." in words


def test_all_ties_are_named_and_many_of_them_counted() -> None:
    words = said(one(total_of("60", "90", "100")))
    assert "Doubt first one of: a “60”; b “90”; total “100”." in words
    given = Statements()
    count = given.quantity("count")
    given.state(count, "5")
    given.state(count, "7")
    for number in range(4):
        given.state(count, str(number), weight=1)
    found = one(given)
    assert len(found.give_up) == 2, "all but 5 and all but 7"
    many = Statements()
    parts = [many.quantity(f"part {number}") for number in range(5)]
    for part in parts:
        many.state(part, "3")
    total = many.quantity("total")
    many.state(total, "16")
    many.balance(total, parts)
    assert "Any one of 6 may be wrong, for instance: part 0 “3”; part 1 “3”" in said(one(many))


def test_what_follows_whichever_is_doubted() -> None:
    given = Statements()
    launched, plan = given.quantity("launched"), given.quantity("plan")
    same = given.assume("the same tasks")
    given.state(launched, "27", weight=4)
    given.state(launched.percent_above(plan), "50%")
    given.state(launched.percent_of(plan), "140%", needs=[same], weight=1)
    found = one(given)
    # 27 / 1.5 = 18: whether the 140% or the assumption is wrong.
    assert [way.give_up for way in found.ways_out] == [
        ("launched % of plan: 140%",), ("the same tasks",),
    ]  # fmt: skip
    assert [way.weight for way in found.ways_out] == [1, 1]
    assert found.implied_in_every_way_out["plan"].values == (18,)
    assert "Whichever is doubted, plan: 18." in said(found)
    assert "Dù điểm nào sai thì plan vẫn là: 18." in said(found, "vi")


def test_nothing_is_said_to_follow_where_the_ways_out_differ() -> None:
    given = Statements()
    launched, plan = given.quantity("launched"), given.quantity("plan")
    given.state(launched, "27", weight=4)
    given.state(launched.percent_of(plan), "150.0%")
    given.state(launched.percent_of(plan), "100.0%")
    found = one(given)
    first, second = (way.implied["plan"].values for way in found.ways_out if way.implied)
    assert (first, second) == ((27,), (18,))
    assert found.implied_in_every_way_out == {}


# Words


PEOPLE = Unit("persons", "count", Text("người", "person"), "people")


def measured(given: Statements, name: str, unit: Unit) -> Quantity:
    """A quantity with a unit, as those of a registry."""
    known = given.quantity(name)
    given.quantities[name] = replace(known, unit=unit)
    return given.quantities[name]


def test_a_percentage_that_no_number_gives_is_said_with_its_neighbours() -> None:
    given = Statements()
    staff, doctors = (measured(given, name, PEOPLE) for name in ("staff", "doctors"))
    given.state(staff, "20")
    given.state(doctors.percent_of(staff), "17%")
    words = said(one(given))
    # 16.5% of 20 = 3.3, 17.5% = 3.5.
    assert "“17%” of 20 people would be from 3.3 to 3.5 people." in words
    assert "With 3 people it is 15.0%, with 4 people it is 20.0%: no whole number fits." in words
    assert "“17%” của 20 người sẽ là từ 3,3 đến 3,5 người." in said(one(given), "vi")


def test_a_mean_that_no_total_gives_is_said_with_its_neighbours_to_its_last_digit() -> None:
    given = Statements()
    people, score = given.quantity("people"), given.quantity("answers")
    given.state(people, "28")
    given.state(score.times(people), "5.19")
    # 145 / 28 = 5.179, 146 / 28 = 5.214
    assert "With 145 it is 5.18, with 146 it is 5.21: no whole number fits." in said(one(given))


def test_a_share_that_its_two_sides_do_not_give_is_said_with_what_they_give() -> None:
    given = Statements()
    taxes, fund = (given.quantity(name, whole=False) for name in ("taxes", "fund"))
    given.state(taxes, "169,667,755")
    given.state(fund, "263,051,194")
    given.state(taxes.percent_of(fund), "65%")
    # 169,667,755 / 263,051,194 = 64.49990%: to three decimals it would look like 64.5%, which fits.
    assert "The other figures give 64.4999%." in said(one(given))
    assert "What is printed allows" not in said(one(given))


def test_every_number_has_its_unit() -> None:
    given = Statements()
    vnd = Unit("VND", "money", Text("đồng", "VND"))
    a, b, total = (measured(given, name, vnd) for name in ("a", "b", "total"))
    for quantity, text in ((a, "0,586 tỷ"), (b, "0,588 tỷ"), (total, "2,820 tỷ")):
        given.state(quantity, text, notation="vi")
    given.balance(total, [a, b])
    assert (
        "a and b together make about VND 1.174 billion; VND 2.82 billion is printed. "
        "VND 1.646 billion is missing; rounding explains at most VND 1.5 million."
    ) in said(one(given))
    assert "Thiếu 1,646 tỷ đồng" in said(one(given), "vi")


def test_one_figure_alone_has_no_others_and_is_one_in_the_question() -> None:
    given = Statements()
    given.state(given.quantity("total"), "-5")
    words = said(one(given))
    assert "Doubt first: total “-5”." in words
    assert "the other figures" not in words
    assert words.endswith("Ask the publisher: what does the figure count?")


def test_only_what_is_measured_against_a_plan_is_asked_about_a_plan() -> None:
    assert "plan" not in said(one(total_of("60", "90", "100")))
    given = Statements()
    men, women = given.quantity("men"), given.quantity("women")
    given.state(men, "14")
    given.state(men.percent_of(women), "110%")
    given.state(women, "14")
    assert "and of which total?" in said(one(given))


def test_more_than_all_of_a_whole_is_said_so() -> None:
    given = Statements()
    staff, doctors = given.quantity("staff"), given.quantity("doctors")
    given.not_above(doctors, staff)
    given.state(doctors.percent_of(staff), "117%")
    words = said(one(given))
    assert words.startswith("doctors: “117%” of “staff” cannot be true as printed.")
    assert "doctors is part of staff, so that at most 100% is possible." in words
    assert "Nothing fits all" not in words


def test_a_sum_that_is_off_says_by_how_much_and_what_rounding_explains() -> None:
    given = Statements()
    a, b, total = (given.quantity(name, whole=False) for name in ("a", "b", "total"))
    for quantity, text in ((a, "0.55"), (b, "0.62"), (total, "2.82")):
        given.state(quantity, text)
    given.balance(total, [a, b])
    # 2.82 - 1.17 = 1.65; three times half a hundredth.
    found = one(given)
    assert (
        "a and b together make about 1.17; 2.82 is printed. 1.65 is missing; rounding explains at most 0.015."
        in said(found)
    )
    assert "a và b cộng lại là khoảng 1,17; con số đã công bố là 2,82. Thiếu 1,65" in said(
        found, "vi"
    )
    many = "a and b together make 60 + 90 = 150; 100 is printed. 50 is too much."
    assert many in said(one(total_of("60", "90", "100")))


def test_only_a_plan_is_called_a_plan() -> None:
    given = Statements()
    men, women = given.quantity("men"), given.quantity("women")
    given.state(men, "14")
    given.state(men.percent_above(women), "10%")
    words = said(one(given))
    assert "“10%” above “women”" in words
    assert "of the plan" not in words
    assert "of “women”" in words


def test_a_separator_that_slipped_is_offered() -> None:
    given = Statements()
    a, b, total = given.quantity("a"), given.quantity("b"), given.quantity("total")
    given.state(a, "1.648 tỷ", notation="vi")  # 1,648 billion, where 1.648 is meant
    given.state(b, "1,172 tỷ", notation="vi")
    given.state(total, "2,820 tỷ", notation="vi", weight=4)
    given.balance(total, [a, b])
    found = one(given)
    assert found.repair is not None
    assert (found.repair.statement.as_printed, found.repair.as_printed) == ("1.648 tỷ", "1,648 tỷ")


@pytest.mark.parametrize(
    ("total", "instead"),
    [
        ("300 triệu", "300 tỷ"),
        # 2.820 triệu is the same number: the first of the two is offered.
        ("2,820 triệu", "2.820 triệu"),
        ("2.820 tỷ", "2,820 tỷ"),
    ],
)
def test_a_scale_or_a_separator_that_slipped_is_offered_where_it_alone_fits(
    total: str, instead: str
) -> None:
    given = Statements()
    a, b, whole = given.quantity("a"), given.quantity("b"), given.quantity("total")
    # 1,648 + 1,172 = 2,820 and 180 + 120 = 300 billion
    parts = ("180 tỷ", "120 tỷ") if total.startswith("300") else ("1,648 tỷ", "1,172 tỷ")
    for quantity, text in zip((a, b), parts, strict=True):
        given.state(quantity, text, notation="vi", weight=4)
    given.state(whole, total, notation="vi", weight=1)
    given.balance(whole, [a, b])
    found = one(given)
    assert found.repair is not None
    assert (found.repair.statement.as_printed, found.repair.as_printed) == (total, instead)
    assert "a single character or of the scale" in said(found)


RATE = Unit("percent", "percent", Text("%", "%"))


def test_percent_above_a_planned_rate_may_be_percentage_points() -> None:
    given = Statements()
    rate, plan = (measured(given, name, RATE) for name in ("rate", "planned rate"))
    for name in ("rate", "planned rate"):
        given.quantities[name] = replace(given.quantities[name], whole=False)
    given.state(rate, "15.0%")
    given.state(plan, "12.0%")
    given.state(rate.percent_above(plan), "3%")
    # 15 / 12 = 125%, which is 25% above and 3 points above.
    words = said(one(given))
    assert "The other figures give from" in words
    assert "If “3% above” means percentage points, the conflict is gone." in words
    assert "Nếu “vượt 3%” tính bằng điểm phần trăm" in said(one(given), "vi")


def test_only_rates_are_compared_in_percentage_points() -> None:
    given = Statements()
    done, plan = (measured(given, name, PEOPLE) for name in ("done", "plan"))
    given.state(done, "15")
    given.state(plan, "12")
    given.state(done.percent_above(plan), "3%")
    assert "percentage points" not in said(one(given))


def test_a_sum_that_is_right_only_by_rounding_is_noted() -> None:
    given = Statements()
    a, b, total = (measured(given, name, RATE) for name in ("a", "b", "total"))
    for quantity, text in ((a, "33.3%"), (b, "66.6%"), (total, "100.0%")):
        given.quantities[quantity.id] = replace(given.quantities[quantity.id], whole=False)
        given.state(quantity, text)
    given.balance(total, [a, b])
    (note,) = by_rounding(one(given))
    # 33.3 + 66.6 = 99.9, and each may be off by 0.05.
    assert note.en == (
        "Right only by rounding: a and b together make 33.3 + 66.6 = 99.9%; 100% is printed."
    )
    assert by_rounding(one(total_of("60", "90", "150"))) == []
    assert by_rounding(one(total_of("60", "90", "100"))) == [], "a conflict says more"


# One printing that is the share of two wholes


def of_two_wholes(share: str, *printed: str) -> Statements:
    """A share that is a of b and, if the assumption holds, c of d too, where these are printed."""
    given = Statements()
    a, b, c, d = (given.quantity(name) for name in "abcd")
    said = given.state(a.percent_of(b), share)
    also = ((c.percent_of(d), (given.assume("alike"),)),)
    given.statements[said.id] = replace(said, also=also)
    for quantity, text in zip((a, b, c, d), printed, strict=True):
        if text:
            given.state(quantity, text)
    return given


def test_a_share_of_two_wholes_contradicts_either() -> None:
    assert one(of_two_wholes("50%", "10", "20", "30", "60")).status == "agrees"
    first = one(of_two_wholes("50%", "10", "100", "30", "60"))
    assert [each.severity for each in first.conflicts] == ["conflict"]
    assert "a “50%” of “b”, a “10” and b “100” cannot all be true" in said(first)
    second = one(of_two_wholes("50%", "10", "20", "10", "100"))
    assert [each.severity for each in second.conflicts] == ["warning"]
    assert "“50%” of “d”" in said(second)
    assert "This rests on the assumption: alike." in said(second)
    assert second.give_up == (("alike",),)


def test_a_repair_of_a_share_of_two_wholes_fits_both() -> None:
    # b may be anything; 6161 of 8214 are 75.0%.
    repair = one(of_two_wholes("5%", "100", "", "6161", "8214")).repair
    assert repair is not None
    assert (repair.statement.as_printed, repair.as_printed) == ("5%", "75%")


def test_none_in_place_of_something_is_no_repair() -> None:
    given = Statements()
    part, whole = given.quantity("part"), given.quantity("whole")
    # Of 3 the shares are 33%, 67%, 100%, or none.
    given.not_above(part, whole)
    given.state(part.percent_of(whole), "20%")
    given.state(whole, "3")
    given.state(whole, "3")
    found = one(given)
    assert (found.status, found.repair) == ("conflict", None)
