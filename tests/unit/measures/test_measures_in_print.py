"""What each measure gives, printed in either language, holds by our own reading all that its inputs allow."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tongket import measures
from tongket.model import Calculation, Figure, Interval, Lang, Qualifier, Text, Unit
from tongket.numerals import format_figure, parse, reading

NAME = Text("x", "x")
UNITS = {
    "count": Unit("persons", "count", Text("người", "person"), "persons"),
    "other count": Unit("tasks", "count", Text("nhiệm vụ", "task"), "tasks"),
    "percent": measures.PERCENT,
    "times": measures.TIMES,
    "money": Unit("VND", "money", Text("đồng", "VND"), "VND"),
}
HEDGES = {
    "vi": {"hơn ": Qualifier.MORE_THAN, "ít nhất ": Qualifier.AT_LEAST,
           "tối đa ": Qualifier.AT_MOST, "dưới ": Qualifier.LESS_THAN},
    "en": {"more than ": Qualifier.MORE_THAN, "at least ": Qualifier.AT_LEAST,
           "at most ": Qualifier.AT_MOST, "less than ": Qualifier.LESS_THAN},
}  # fmt: skip
HOW = st.sampled_from([Qualifier.EXACT, Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN])


def stated(kind: str, printed: str, qualifier: Qualifier) -> Figure:
    """A figure with the interval that its printing allows."""
    number = parse(printed, "vi")
    allowed = reading(number, qualifier, whole=kind in {"count", "other count"})
    return Figure(
        printed, NAME, number.value, allowed, UNITS[kind], None, Calculation("given", NAME, ())
    )


def whole(digits: int, zeros: int) -> str:
    return f"{digits * 10**zeros}"


def decimal(digits: int, places: int) -> str:
    shown = f"{digits:0{places + 1}d}"
    return f"{shown[:-places]},{shown[-places:]}" if places else shown


PRINTED = {
    "count": st.builds(whole, st.integers(1, 9999), st.integers(0, 3)),
    "other count": st.builds(whole, st.integers(1, 400), st.integers(0, 1)),
    "percent": st.builds("{}%".format, st.builds(decimal, st.integers(1, 29999), st.integers(0, 3))),
    "times": st.builds("{} lần".format, st.builds(decimal, st.integers(1, 99), st.integers(0, 1))),
    "money": st.builds("{} {} đồng".format, st.builds(decimal, st.integers(1, 9999), st.integers(0, 3)),
                       st.sampled_from(["triệu", "tỷ"])),
}  # fmt: skip
# For each measure what goes in, and how it is called.
MEASURES: dict[str, tuple[tuple[str, ...], Callable[..., Figure]]] = {
    "total": (("count", "count"), lambda a, b: measures.total([a, b], NAME)),
    "total of money": (("money", "money"), lambda a, b: measures.total([a, b], NAME)),
    "difference": (("count", "count"), lambda a, b: measures.difference(a, b, NAME)),
    "difference of money": (("money", "money"), lambda a, b: measures.difference(a, b, NAME)),
    "remainder": (("percent",), lambda a: measures.remainder(Interval.exact(100), [a], NAME)),
    "ratio": (("count", "count"), lambda a, b: measures.ratio(a, b, NAME)),
    "percentage": (("money", "money"), lambda a, b: measures.percentage(a, b, NAME)),
    "scaled": (("money",), lambda a: measures.scaled(a, Fraction(1, 3), NAME)),
    "per": (("money", "count"), lambda a, b: measures.per(a, b, NAME)),
    "per of counts": (("count", "other count"), lambda a, b: measures.per(a, b, NAME)),
    "count_from_share": (("percent", "count"), lambda a, b: measures.count_from_share(a, b, NAME)),
    "base_from_share": (("count", "percent"), lambda a, b: measures.base_from_share(a, b, NAME)),
    "implied_target": (("money", "percent"), lambda a, b: measures.implied_target(a, b, NAME, whole=False)),
    "implied_plan": (("count", "percent"), lambda a, b: measures.implied_plan(a, b, NAME)),
    "above_to_of": (("percent",), lambda a: measures.above_to_of(a, NAME)),
    "change": (("money", "money"), lambda a, b: measures.change(a, b, NAME)),
    "growth": (("money", "money"), lambda a, b: measures.growth(a, b, NAME)),
    "previous": (("money", "times"), lambda a, b: measures.previous(a, b, NAME)),
    "share": (("count", "count"), lambda a, b: measures.share(a, b, NAME)),
    "fraction_share": (("count",), lambda a: measures.fraction_share(a, 119, NAME)),
}  # fmt: skip


def read_back(text: str, lang: Lang, *, counted: bool) -> Interval:
    """What a reader takes from a printed number or range."""
    hedge = next((words for words in HEDGES[lang] if text.startswith(words)), "")
    number = text.removeprefix(hedge).removeprefix("VND ")
    qualifier = HEDGES[lang].get(hedge, Qualifier.EXACT)
    read = reading(parse(number, lang), qualifier, whole=counted)
    # A source that states at most so many means none or more; what was computed may be less than none.
    if qualifier in {Qualifier.AT_MOST, Qualifier.LESS_THAN}:
        return Interval(None, read.upper, upper_closed=read.upper_closed)
    return read


def test_every_measure_is_here() -> None:
    public = {
        name
        for name, what in vars(measures).items()
        if callable(what)
        and getattr(what, "__module__", "") == measures.__name__
        and name[0] != "_"
        and "__" not in name  # mutation testing puts changed copies beside each function
    }
    # What gives no figure: a word, a unit, the signs of a formula; a rank is held by unit/review/test_members.py.
    words = {"unit_per", "percent_of_year", "in_signs", "as_one_term", "rank_among"}
    assert public - words == {name.split(" ")[0] for name in MEASURES}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", MEASURES)
@given(data=st.data())
def test_what_is_printed_of_a_measure_holds_all_that_its_inputs_allow(
    name: str, lang: Lang, data: st.DataObject
) -> None:
    kinds, measure = MEASURES[name]
    found = measure(*(stated(kind, data.draw(PRINTED[kind]), data.draw(HOW)) for kind in kinds))
    assume(found.interval is not None)
    assert found.interval is not None
    low, high = found.interval.lower, found.interval.upper
    text = format_figure(found, lang, unit=False)
    # A quotient of counts is no whole number of things: it reads as rounded.
    counted = found.unit.kind == "count" and found.interval.is_exact and low == int(low or 0)
    held = read_back(text, lang, counted=counted)
    assert held.lower is None or (low is not None and held.lower <= low), text
    assert held.upper is None or (high is not None and high <= held.upper), text
