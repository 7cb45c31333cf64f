"""The audit against two oracles: every assignment of small whole numbers, and z3 on larger ones."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.audit.systems import (
    Z3,
    CountThrough,
    any_statements,
    exact,
    holds,
    lightest_sets,
    random_statements,
)
from tongket.audit import DEFAULT, LADDER, AuditedSet, Budget, Range, Reading, Statements, audit
from tongket.audit.auditor import Auditor, ContradictoryDefinitions
from tongket.audit.solver import Meter
from tongket.numerals import format_number

if TYPE_CHECKING:
    from collections.abc import Callable

# The first block is always looked at; `make test-slow` looks at hundreds of systems more.
# In all 500 and 12 + 19 x 40 x 6 systems counted through, 480 put to z3, 480 under tight budgets: 6,032.
SYSTEMS = (2, 40)
BLOCKS = [0, *(pytest.param(block, marks=pytest.mark.slow) for block in range(1, 20))]


def audited(given: Statements, reading: Reading) -> AuditedSet:
    """One result for all statements, connected or not."""
    return Auditor(given, reading).run()


def agrees_with_counting(given: Statements, reading: Reading) -> str:
    """Status, ranges, value lists, smallest conflicts, lightest sets to give up: the same as counting finds."""
    oracle = CountThrough(given, reading)
    everything = frozenset(oracle.items)
    if not oracle.possible(frozenset()):
        with pytest.raises(ContradictoryDefinitions):
            audited(given, reading)
        return "contradictory"
    found, solutions = audited(given, reading), list(oracle.solutions(everything))
    assert found.complete
    if solutions:
        assert found.status == "agrees"
        assert holds(given, everything, reading, dict(found.witness))  # type: ignore[arg-type]
        for name, span in found.implied.items():
            values = sorted({solution[name] for solution in solutions})
            assert (span.exact, span.values) == (True, tuple(values))
            assert (span.lower, span.upper) == (values[0], values[-1])
        return "agrees"
    assert found.status == "conflict"
    conflicts = oracle.conflicts()
    assert {frozenset(c.ids) for c in found.conflicts} == conflicts
    sizes = [len(c.ids) for c in found.conflicts]
    assert sizes == sorted(sizes)
    weights = {i.id: i.weight for i in (*found.statements, *found.assumptions)}
    assert {frozenset(ids) for ids in found.give_up} == lightest_sets(conflicts, weights)
    looser = LADDER[LADDER.index(reading) + 1 :]
    resolved: dict[tuple[str, ...], list[Reading]] = {
        conflict.ids: [] for conflict in found.conflicts
    }
    for each in looser:
        oracle.read(each)
        for ids, by in resolved.items():
            if oracle.possible(frozenset(ids)):
                by.append(each)
    assert [c.resolved_at for c in found.conflicts] == [(*by, None)[0] for by in resolved.values()]
    return "conflict"


def plain_systems(rng: random.Random) -> Statements:
    return random_statements(rng, top=10 ** rng.randint(2, 13), parts=4)


def any_systems(rng: random.Random) -> Statements:
    return any_statements(rng, 10 ** rng.randint(2, 9))


@pytest.mark.parametrize("block", BLOCKS)
def test_counting_through_finds_the_same(block: int) -> None:
    for number in range(25):
        rng = random.Random(block * 1000 + number)
        agrees_with_counting(random_statements(rng, top=6, parts=3), rng.choice(LADDER))


@pytest.mark.parametrize("block", BLOCKS)
def test_counting_through_finds_the_same_of_all_that_statements_may_be(block: int) -> None:
    """Bands, fractions, hedges, growth, coefficients, numbers below zero, under each of the six readings."""
    ends: Counter[str] = Counter()
    for number in range(SYSTEMS[block > 0]):
        for reading in LADDER:
            given = any_statements(random.Random(f"{block} {number} {reading}"), 5, broken=True)
            ends[agrees_with_counting(given, reading)] += 1
    assert min(ends["agrees"], ends["conflict"]) > sum(ends.values()) / 5, "both come often"


@pytest.mark.slow
@pytest.mark.parametrize("make", [plain_systems, any_systems])
@pytest.mark.parametrize("block", range(20))
def test_z3_finds_the_same_on_large_numbers(
    block: int, make: Callable[[random.Random], Statements]
) -> None:
    answers = 0
    for number in range(12):
        rng = random.Random(50_000 + block * 1000 + number)
        given = make(rng)
        reading = rng.choice(LADDER)
        oracle, found = Z3(given, reading), audited(given, reading)
        everything = frozenset((*given.statements, *given.assumptions))
        assert oracle.says(found.status == "agrees", everything)
        for name, span in found.implied.items():
            variable = oracle.variables[name]
            if span.lower is not None:
                assert oracle.says(True, everything, variable == span.lower)
                assert oracle.says(False, everything, variable < span.lower)
            if span.upper is not None:
                assert oracle.says(True, everything, variable == span.upper)
                assert oracle.says(False, everything, variable > span.upper)
        for conflict in found.conflicts:
            items = frozenset(conflict.ids)
            assert oracle.says(False, items)
            # Two sums of large whole numbers may have no solution for a reason that only division shows: then it is
            # said that not all was decided, and one figure too many may be named.
            smaller = [oracle.says(True, items - {item}) for item in items]
            assert all(smaller) or not found.complete
        answers += oracle.answers
    assert answers > 36, "z3 came to an answer often enough to be an oracle"


def unbounded(rng: random.Random) -> Statements:
    """Random statements, some on quantities that have no greatest value or need not be whole."""
    size = 10 ** rng.randint(1, 3)
    make = rng.choice([random_statements, any_statements])
    given = make(rng, size)
    for name, quantity in given.quantities.items():
        maximum = None if rng.random() < 0.7 else quantity.maximum
        given.quantities[name] = replace(quantity, maximum=maximum, whole=rng.random() < 0.6)
    return given


def tight(rng: random.Random) -> Budget:
    return Budget(
        nodes=rng.choice([0, 1, 5]), branches=rng.choice([0, 1, 5]), steps=rng.choice([0, 3, 6]),
        calls=rng.choice([3, 3000]), work=rng.choice([0, 3]), conflicts=rng.choice([1, 200]),
        meter=Meter(rng.choice([30, 300, 3000, float("inf")])),
    )  # fmt: skip


def outside(oracle: Z3, name: str, span: Range) -> list[Any]:
    """What z3 must find impossible: each value that a range leaves out."""
    variable = oracle.variables[name]
    lower, upper = (None if e is None else exact(e) for e in (span.lower, span.upper))
    found = []
    if lower is not None:
        found.append(variable < lower if span.lower_closed else variable <= lower)
    if upper is not None:
        found.append(variable > upper if span.upper_closed else variable >= upper)
    if span.values is not None:
        found.append(z3.And(*(variable != value for value in span.values)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_a_tight_budget_leaves_open_and_says_nothing_false(block: int) -> None:
    """No false conflict or way out, no range too narrow: all of it put to z3, not to a larger budget."""
    open_answers, answers = 0, 0
    for number in range(12):
        rng = random.Random(90_000 + block * 1000 + number)
        given, reading = unbounded(rng), rng.choice(LADDER)
        found, oracle = Auditor(given, reading, tight(rng)).run(), Z3(given, reading)
        everything = frozenset((*given.statements, *given.assumptions))
        open_answers += not found.complete
        if found.status != "undecided":
            assert oracle.says(found.status == "agrees", everything)
        for name, span in found.implied.items():
            for beyond in outside(oracle, name, span):
                assert oracle.says(False, everything, beyond)
        for conflict in found.conflicts:
            assert oracle.says(False, frozenset(conflict.ids))
        for ids in found.give_up:
            assert oracle.says(True, everything - set(ids))
        answers += oracle.answers
    assert open_answers, "some budget was too small, or nothing was tested"
    assert answers > 12, "z3 came to an answer often enough to be an oracle"


@pytest.mark.parametrize("block", BLOCKS)
def test_a_tight_budget_never_makes_a_conflict_milder(block: int) -> None:
    order = ("note", "warning", "conflict")
    for number in range(12):
        rng = random.Random(90_000 + block * 1000 + number)
        given, reading = unbounded(rng), rng.choice(LADDER)
        full, found = audited(given, reading), Auditor(given, reading, tight(rng)).run()
        if found.severity and full.severity and full.complete:
            assert order.index(found.severity) >= order.index(full.severity)
        true = {conflict.ids: conflict for conflict in full.conflicts}
        for conflict in found.conflicts:
            known = true.get(conflict.ids, conflict)
            assert order.index(conflict.severity) >= order.index(known.severity)
            if conflict.decided and known.decided:
                assert conflict.resolved_at == known.resolved_at
        if found.complete and full.complete and full.status == "conflict":
            assert [conflict.ids for conflict in found.conflicts] == list(true)
            assert found.give_up == full.give_up


def printed(value: Fraction, decimals: int, reading: Reading) -> str:
    """A true value as a publisher of that reading prints it."""
    unit = Fraction(1, 10**decimals)
    if reading is Reading.TRUNCATED:
        value = value // unit * unit
    elif reading is Reading.HALF_UP:
        value = (value / unit + Fraction(1, 2)) // 1 * unit
    return format_number(value, "en", decimals)


@settings(max_examples=30, deadline=None)
@given(
    part=st.integers(1, 10**7), rest=st.integers(0, 10**7), decimals=st.integers(0, 3),
    truncated=st.booleans(),
)  # fmt: skip
def test_the_truth_never_conflicts_and_lies_in_every_range(
    part: int, rest: int, decimals: int, truncated: bool
) -> None:
    prints = Reading.TRUNCATED if truncated else Reading.HALF_UP
    looser = (
        LADDER[LADDER.index(prints) :] if truncated else [r for r in LADDER if r != "truncated"]
    )
    whole = part + rest
    given = Statements()
    a, b, c = given.quantity("a"), given.quantity("b"), given.quantity("c")
    given.state(a, format_number(part, "en"))
    given.state(a.percent_of(b), printed(Fraction(100 * part, whole), decimals, prints) + "%")
    given.state(c.percent_of(b), printed(Fraction(100 * rest, whole), decimals, prints) + "%")
    given.balance(b, [a, c])
    for reading in looser:
        (found,) = audit(given, reading)
        assert found.status == "agrees"
        for name, true in (("b", whole), ("c", rest)):
            span = found.implied.get(name)
            if span is None:
                continue
            assert span.lower is not None
            assert span.lower <= true
            assert span.upper is None or true <= span.upper
            assert span.values is None or true in span.values


@settings(max_examples=30, deadline=None)
@given(part=st.integers(1, 60), whole=st.integers(1, 60), digit=st.integers(0, 9))
def test_a_changed_digit_conflicts_exactly_when_counting_says_so(
    part: int, whole: int, digit: int
) -> None:
    text = printed(Fraction(100 * part, whole), 1, Reading.HALF_UP)
    changed = text[:-1] + str(digit)
    given = Statements()
    a, b = given.quantity("a"), given.quantity("b")
    given.state(a, str(part))
    given.state(b, str(whole))
    ratio = given.state(a.percent_of(b), changed + "%")
    (found,) = audit(given)
    fits = ratio.allows(DEFAULT).contains(Fraction(100 * part, whole))
    assert (found.status == "agrees") == fits
