"""Figures in an analyst's hands: how they print, compute and compare, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tongket
from fixtures.figures import computed, missing, open_ended
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.model import Calculation, Figure, Interval
from tongket.review import ShownFigure


@pytest.fixture(scope="module")
def review() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "en")


def shown(figure: Figure) -> ShownFigure:
    return ShownFigure.of(figure, None)


def lineage(figure: Figure) -> list[str]:
    return [part.id for part in figure.inputs]


def test_every_figure_of_the_record_shows_itself_in_short(review: tongket.Review) -> None:
    vi = tongket.open_review(2024, "VN-CT", "vi")
    for session in (review, vi):
        frame = session.frame(years="all", areas="all", measures="all")
        figures = session.figures_of(frame)
        assert len(figures) == len(review.store.observations)
        assert max(len(repr(figure)) for figure in figures) < 200
    bare = [Figure(**{n: getattr(f, n) for n in Figure.__dataclass_fields__}) for f in figures]
    assert max(len(repr(figure)) for figure in bare) < 200
    staff = review["capacity.staff"]
    assert repr([staff]) == (
        "[<Staff of S&T organisations: about 6,800 persons, from 6,700 to 6,900>]"
    )
    assert repr({"a": staff}) == f"{{'a': {staff!r}}}"
    lost = review["innovation.pii_score"]
    assert repr(lost) == (
        "<PII score: no figure, The score was not found in the sources read; the rank was>"
    )
    assert "140% (?)" in repr(review["research.tasks_launched:target_pct"])
    many = sum(review.figures(*["ip.titles_granted"] * 40))
    assert len(repr(many)) < 200
    assert repr(many).endswith("…>")


def test_a_bare_figure_shows_itself_in_short() -> None:
    assert repr(computed("a", 5)) == "<Figure a: 5 count>"
    assert repr(computed("a", 5, 7)) == "<Figure a: 5..7 count>"
    assert repr(open_ended("a", 5)) == "<Figure a: 5.. count>"
    assert repr(missing("a")) == "<Figure a: missing, the source does not say>"


def test_a_figure_gives_its_best_single_value(review: tongket.Review) -> None:
    funding = review["renewal.sme_contracted_funding"]
    assert float(funding) == 2_820_000_000
    assert f"{funding:,.1f}" == "2,820,000,000.0"
    assert f"{funding}" == "VND 2.820 billion"
    assert round(review["capacity.doctorate_share"], 1) == 17.6
    assert float(computed("band", 12, 13)) == 12.5
    with pytest.raises(UsageError, match=r"a: expected a figure, got none: the source does not"):
        float(missing("a"))
    with pytest.raises(UsageError, match="expected a single value, got an open interval"):
        float(open_ended("a", 5))
    with pytest.raises(UsageError, match="The score was not found in the sources read"):
        float(review["innovation.pii_score"])


def test_sums_are_called_after_what_went_in(review: tongket.Review) -> None:
    a, b = review["ip.initiatives_in_use"], review["ip.initiatives_recognised"]
    total = sum([a, b, a])
    assert isinstance(total, ShownFigure)
    assert (float(total), total.unit, lineage(total)) == (10525, a.unit, [a.id, b.id, a.id])
    assert total.name.en == "Initiatives in use + Initiatives recognised + Initiatives in use"
    assert total.name.vi.startswith("Sáng kiến đang áp dụng + Sáng kiến được công nhận")
    named = (a + b).named("Initiatives")
    assert lineage(named + a) == [named.id, a.id]
    assert (named + a).name.en == "Initiatives + Initiatives in use"
    assert a + 0 is a


def test_differences_quotients_and_multiples(review: tongket.Review) -> None:
    used, known = review["ip.initiatives_in_use"], review["ip.initiatives_recognised"]
    assert str(known - used) == "406 initiatives"
    assert str(used / known) == "0.89 times"
    assert str(used / known * 100) == str(100 * (used / known)) == "89.3%"
    percent = used / known * 100
    assert (percent.unit.id, lineage(percent)) == ("percent", [used.id, known.id])
    assert isinstance(percent.origin, Calculation)
    assert percent.origin.formula.en == "Initiatives in use ÷ Initiatives recognised × 100"
    put_forward = review["ip.initiatives_proposed"]
    assert str(used / put_forward) == "0.78 initiatives per solution"
    assert str(used / put_forward * 100) == "78.5%"
    assert ((used / known).named("In use") * 100).name.en == "In use"
    funding = review["renewal.sme_contracted_funding"]
    each = funding / review["renewal.sme_contracted_tasks"]
    assert str(each) == "VND 1.41 billion"
    assert each.interval == Interval.between(1_409_750_000, 1_410_250_000)
    half = funding * 0.1
    assert (half.value, half.unit.id, half.name.vi[-6:]) == (282_000_000, "VND", " × 0,1")
    assert (funding / 4).value == (0.25 * funding).value == (np.float64(0.25) * funding).value
    assert (funding / 4).id != (funding / 2).id
    top = (used + known) / known
    assert top.name.en == "(Initiatives in use + Initiatives recognised) ÷ Initiatives recognised"
    points = review["capacity.master_share"] - review["capacity.bachelor_share"]
    assert str(points) == "13.3 percentage points"


def test_what_is_missing_stays_missing_with_its_reason() -> None:
    known, lost = shown(computed("a", 5)), shown(missing("b"))
    for result in (known + lost, known - lost, known / lost, lost * 2, sum([known, lost, known])):
        assert result.is_missing
        assert "the source does not say" in repr(result)
    assert "the divisor may be zero" in repr(known / shown(computed("z", 0, 2)))


REFUSED: dict[str, tuple[Callable[[dict[str, ShownFigure]], object], str]] = {
    "units": (lambda f: f["titles"] + f["uses"], r"got titles, initiatives\. review\.total"),
    "percent": (lambda f: f["share"] + f["titles"], r"got percent, titles\.$"),
    "per": (lambda f: f["share"] / f["titles"], "expected figures of one unit"),
    "rank": (lambda f: f["rank"] - f["rank"], "Ranks order, they do not compute"),
    "ranks": (lambda f: f["rank"] * 2, "Ranks order, they do not compute"),
    "number": (lambda f: f["titles"] + 5, r"expected a figure, got int\. Write float\(x\)"),
    "from": (lambda f: 100 - f["share"], "expected a figure, got int"),
    "under": (lambda f: 1 / f["share"], "expected a figure, got int"),
    "product": (lambda f: f["titles"] * f["uses"], "expected a number, got ip.initiatives_in_use"),
    "word": (lambda f: f["titles"] * "a", "expected a number, got str"),
    "truth": (lambda f: f["titles"] * True, "expected a number, got bool"),
    "zero": (lambda f: f["titles"] / 0, "expected a divisor other than zero"),
    "infinite": (lambda f: f["titles"] * float("inf"), "expected a finite number, got inf"),
    "column": (lambda f: pd.Series([1.0]) / f["titles"], "expected a figure, got ndarray"),
    "array": (lambda f: np.ones(2) * f["titles"], "expected a number, got ndarray"),
    "equal": (lambda f: f["titles"] == 420, r"Write float\(x\) == 420"),
    "unequal": (lambda f: f["titles"] != 420.0, r"titles_granted != 420\.0: .*Write float\(x\) != 420"),
    "reversed": (lambda f: np.int64(420) == f["titles"], r"Write float\(x\) == 420"),
    "cells": (lambda f: pd.Series([420.0]) == f["titles"], "expected a figure to compare with"),
    "undecided": (lambda f: f["staff"] > 6800, r"staff > 6800: .*got 6,700 to 6,900 and 6,800"),
    "compared": (lambda f: f["titles"] < f["share"], "got titles and percent"),
    "missing": (lambda f: f["lost"] < 3, "expected a figure, got none: The score was not found"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_has_no_meaning_is_refused_in_one_line(review: tongket.Review, what: str) -> None:
    names = {
        "titles": "ip.titles_granted", "uses": "ip.initiatives_in_use", "staff": "capacity.staff",
        "share": "capacity.master_share", "rank": "innovation.pii_rank", "lost": "innovation.pii_score",
    }  # fmt: skip
    figures = {short: review.figure(name) for short, name in names.items()}
    compute, message = REFUSED[what]
    with pytest.raises(UsageError, match=message) as refused:
        compute(figures)
    assert "\n" not in str(refused.value)


def test_comparisons_hold_whatever_the_true_values_are(review: tongket.Review) -> None:
    staff, titles = review["capacity.staff"], review["ip.titles_granted"]
    assert (titles > 400, titles < 400, titles >= 420, titles <= 420, titles > 420) == (
        True, False, True, True, False,
    )  # fmt: skip
    assert staff > 6699
    assert staff >= 6700
    assert not staff > 6900
    assert staff < 7000
    assert review["innovation.pii_rank"] < 10
    assert not staff < review["capacity.staff"]
    assert staff >= review["capacity.staff"]
    with pytest.raises(TypeError):
        _ = staff < "a"


def test_figures_sort_where_their_printing_decides(review: tongket.Review) -> None:
    names = ["ip.initiatives_recognised", "ip.initiatives_in_use", "ip.initiatives_proposed"]
    figures = [figure for figure in review.figures(*names) if not figure.is_missing]
    ordered = sorted(figures)
    assert [float(figure) for figure in ordered] == sorted(float(figure) for figure in figures)
    assert max(figures) is ordered[-1]
    close = [computed("a", 5, 7), computed("b", 4, 8)]
    with pytest.raises(UsageError, match=r"sorted\(…, key=float\)"):
        sorted(close)
    assert sorted(close, key=float) == close


def test_two_figures_are_equal_where_they_are_the_same_figure(review: tongket.Review) -> None:
    titles = review["ip.titles_granted"]
    again = tongket.open_review(2024, "VN-CT", "vi")["ip.titles_granted"]
    assert titles == again
    assert hash(titles) == hash(again)
    assert len({titles, again}) == 1
    assert titles.named("Other words") == titles
    assert titles != review["ip.applications"]
    assert titles != "420 titles"
    assert titles is not None
    # As much, and not the same: another period, another way to it.
    assert computed("a", 5) != computed("a", 6)
    assert computed("a", 5) != computed("b", 5)
    assert shown(computed("a", 5)) == computed("a", 5)


ends = st.fractions(min_value=-500, max_value=500, max_denominator=12)
spread = st.fractions(min_value=0, max_value=200, max_denominator=12)
where = st.fractions(min_value=0, max_value=1, max_denominator=12)


# The first example loads the number formats, which a busy machine does not do within the deadline.
@settings(deadline=None)
@given(ends, spread, where, ends, spread, where, ends)
def test_no_true_result_is_ever_lost(
    a: Fraction, wide: Fraction, at: Fraction, b: Fraction, other: Fraction, then: Fraction,
    factor: Fraction,
) -> None:  # fmt: skip
    x, y = shown(computed("x", str(a), str(a + wide))), shown(computed("y", str(b), str(b + other)))
    true_x, true_y = a + wide * at, b + other * then
    results = [(x + y, true_x + true_y), (x - y, true_x - true_y), (x * factor, true_x * factor)]
    results.append((sum([x, y, x]), 2 * true_x + true_y))
    quotient = x / y
    if not quotient.is_missing:
        results.append((quotient, true_x / true_y))
        results.append((quotient * 100, true_x / true_y * 100))
    else:
        assert b <= 0 <= b + other
    for result, true in results:
        assert result.interval is not None
        assert result.interval.contains(true)


@given(ends, spread, where, ends, spread, where)
def test_no_comparison_ever_contradicts_a_true_value(
    a: Fraction, wide: Fraction, at: Fraction, b: Fraction, other: Fraction, then: Fraction
) -> None:
    x, y = computed("x", str(a), str(a + wide)), computed("y", str(b), str(b + other))
    true_x, true_y = a + wide * at, b + other * then
    for compare in (
        lambda p, q: p < q,
        lambda p, q: p <= q,
        lambda p, q: p > q,
        lambda p, q: p >= q,
    ):
        try:
            answer = compare(x, y)
        except UsageError:
            assert b <= a + wide
            assert a <= b + other
        else:
            assert answer == compare(true_x, true_y)


@given(st.booleans(), st.booleans())
def test_touching_ends_decide_by_whether_they_are_allowed(left: bool, right: bool) -> None:
    low = Interval(Fraction(0), Fraction(5), upper_closed=left)
    high = Interval(Fraction(5), Fraction(9), lower_closed=right)
    assert low.is_below(high) is (None if left and right else True)
    assert high.is_below(low) is False
    assert Interval(None, None).is_below(low) is None


def test_what_figures_do_not_compute_is_refused_in_one_line(review: tongket.Review) -> None:
    titles, rate = review["ip.titles_granted"], review["renewal.technology_renewal_rate"]
    for compute in (lambda: -titles, lambda: abs(titles), lambda: titles**2, lambda: titles // 2):
        with pytest.raises(UsageError, match=r"ip\.titles_granted: expected \+, -, \*, / or"):
            compute()
    for find in (review.highest, review.lowest):
        with pytest.raises(UsageError, match=r"expected figures, got 1\. Take review"):
            find([1, 2])  # type: ignore[list-item]
        with pytest.raises(UsageError, match="expected figures of one unit, got percent, titles"):
            find([titles, rate])
    with pytest.raises(UsageError, match="frame_of: expected figures or their names, got 9999"):
        review.frame_of(9999)  # type: ignore[arg-type]


def test_a_computed_column_has_no_noise_of_floats(review: tongket.Review) -> None:
    import seaborn as sns

    rates = review.frame("renewal", measures="all").query(
        "unit == 'percent' and preferred and not part"
    )
    plans = rates.loc[rates["measure"] == "target", ["indicator", "lower", "anchor"]]
    actual = rates[rates["measure"] == "actual"]
    actual = actual.merge(plans, on="indicator", suffixes=("", "_plan"))
    above = actual.assign(above=actual["value"] - actual["lower_plan"])
    shown = review.exhibit(
        sns.barplot, above, x="above", y="name", formula="value - lower_plan",
        title="What was found", note="A note.",
    )  # fmt: skip
    assert isinstance(shown, Exhibit)
    # In floats 33.545 - 33 is 0.5449999999999982, which 0.55 would not hold.
    assert [(f.value, f.interval) for f in shown.figures] == [
        (Fraction("2.025"), Interval.between(Fraction("2.0245"), Fraction("2.0255"))),
        (Fraction("0.55"), Interval.between(Fraction("0.545"), Fraction("0.555"))),
    ]


def test_a_name_may_be_given_in_both_languages(review: tongket.Review) -> None:
    pair = {"vi": "Lợi ích mỗi sáng kiến", "en": "Benefit per initiative"}
    each = review.figure("ip.initiatives_benefit") / review.figure("ip.initiatives_in_use")
    assert (each.named(pair).name.vi, each.named(pair).name.en) == tuple(pair.values())
    both = review.total("ip.applications_designs", "ip.applications_inventions", name=pair)
    assert both.name.vi == pair["vi"]
    assert review.count([1, 2], name=pair).name.vi == pair["vi"]
    with pytest.raises(UsageError, match="77"):
        each.named({**pair, "vi": "Lợi ích 77"})
    with pytest.raises(UsageError, match="77"):
        review.total("ip.applications", name={**pair, "vi": "Lợi ích 77"})
