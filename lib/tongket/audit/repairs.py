"""What would mend a conflict: another sense of a wording, or the only edit of one character."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from tongket.audit.constraints import problem_of
from tongket.audit.results import Repair, Wording
from tongket.audit.solver import solve
from tongket.audit.statements import HUNDRED, Statements, Subject
from tongket.model import Measure, Qualifier
from tongket.numerals import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.audit.readings import Reading
    from tongket.audit.solver import Budget, Solution
    from tongket.audit.statements import Statement
    from tongket.numerals import Printed

# Edits are tried on few figures only: among many some edit fits by chance, and each costs a question.
EDITED = 12
# A comma in place of a point makes thousands of a number.
SCALES = (("nghìn", "triệu", "tỷ"), ("thousand", "million", "billion"))
SWAPPED = {",": ".", ".": ","}


def other_wordings(
    given: Statements, members: Sequence[str], reading: Reading, budget: Budget
) -> tuple[Wording, ...]:
    """The senses of *exceeds by p%* under which the members can all hold.

    By default it means 100% + p% of the plan. It may also mean more than that, at least that, or
    that p% of the plan was passed; of a rate, p percentage points.
    """
    statements = [given.statements[name] for name in members if name in given.statements]
    above = [statement for statement in statements if statement.subject.plus == -HUNDRED]
    return tuple(
        wording
        for statement in above
        for wording in (*_senses(statement), *_as_points(given, statement))
        if _ask(given, wording.statement, members, reading, budget).status == "possible"
    )


def _senses(statement: Statement) -> Iterator[Wording]:
    senses: tuple[tuple[Literal["more_than", "at_least"], Qualifier], ...] = (
        ("more_than", Qualifier.MORE_THAN),
        ("at_least", Qualifier.AT_LEAST),
    )
    for sense, qualifier in senses:
        if statement.qualifier is not qualifier:
            yield Wording(replace(statement, qualifier=qualifier), sense)
    row = statement.observation
    if row is not None and row.measure is not Measure.OVER_TARGET_PCT:
        return
    passed = replace(statement.subject, plus=Fraction(0))
    # Only of a result beyond the plan does anybody say that p% of the plan was passed.
    if statement.printed.value is not None and statement.printed.value >= HUNDRED:
        yield Wording(replace(statement, subject=passed, qualifier=Qualifier.AT_LEAST), "of_plan")


def _as_points(given: Statements, statement: Statement) -> Iterator[Wording]:
    """A rate of 15% where 12% was planned is 3 percentage points above, and 25% above."""
    subject = statement.subject
    units = [given.quantities[name].unit for name in subject.quantities]
    if all(unit is not None and unit.kind == "percent" for unit in units):
        apart = Subject(subject.part, subject.base, difference=True)
        yield Wording(replace(statement, subject=apart), "points")


def only_edit(
    given: Statements, members: Sequence[str], reading: Reading, budget: Budget
) -> Repair | None:
    """The only edit of one character with which everything can hold; None where none or several do."""
    statements = [given.statements[name] for name in members if name in given.statements]
    if len(statements) > EDITED:
        return None
    fractions = _Fractions(given, reading, budget)
    found: list[Repair] = []
    mended: tuple[str, Printed] | None = None
    for statement in statements:
        for edited in fractions.within_reach(statement):
            # Another scale may print the value of another separator: 1.648 triệu is 1,648 tỷ.
            if found and (statement.id, edited.printed) == mended:
                continue
            answer = _ask(given, edited, fractions.everything, reading, budget)
            if answer.status == "undecided" or (answer.status == "possible" and found):
                return None
            if answer.status == "possible":
                found.append(Repair(statement, edited.as_printed, answer.values))
                mended = statement.id, edited.printed
    return found[0] if found else None


class _Fractions:
    """What statements say where nothing needs to be whole: the values of a subject that fit are then one piece.

    A few questions about fractions spare one about whole numbers for each edit.
    """

    def __init__(self, given: Statements, reading: Reading, budget: Budget) -> None:
        free = {name: replace(each, whole=False) for name, each in given.quantities.items()}
        self.given, self.reading, self.budget = replace(given, quantities=free), reading, budget
        self.problem = problem_of(self.given, reading)
        self.everything = (*given.statements, *given.assumptions)

    def within_reach(self, statement: Statement) -> list[Statement]:
        """The edits of a statement that are not certainly beyond what the others allow."""
        # A fraction that is read as a share is not what its text alone says.
        if parse(statement.as_printed, statement.notation).value != statement.printed.value:
            return []
        texts = edits(statement.as_printed)
        options = [made for text in texts if (made := _edited(statement, text))]
        others = [name for name in self.everything if name != statement.id]
        middle = _middle(statement, solve(self.problem, others, self.budget))
        # A fraction n/N says two things at once, and so does the share of two wholes.
        if middle is None or statement.total or len(statement.bindings) > 1:
            return options
        own = _sides([statement], middle, self.reading)
        far: set[str] = set()
        for side, itself in zip(_sides(options, middle, self.reading), own, strict=True):
            near = len(side)
            if itself and self.all_fail:
                # The statement itself does not fit, and so no edit that is further.
                near = bisect_right(side, itself[0].distance, key=lambda edit: edit.distance)
            # Beyond an edit that does not fit none does.
            first = bisect_left(side, 1, hi=near, key=lambda edit: self._is_beyond(edit.statement))
            far.update(edit.statement.as_printed for edit in side[first:])
        return [edited for edited in options if edited.as_printed not in far]

    @cached_property
    def all_fail(self) -> bool:
        """Whether the statements cannot all hold, even so."""
        return solve(self.problem, self.everything, self.budget).status == "impossible"

    def _is_beyond(self, edited: Statement) -> bool:
        answer = _ask(self.given, edited, self.everything, self.reading, self.budget)
        return answer.status == "impossible"


def _middle(statement: Statement, found: Solution) -> Fraction | None:
    """A value that the others allow the subject of a statement; None where none is known."""
    values = found.values
    if not values or (statement.subject.base and values[statement.subject.base] <= 0):
        return None
    return statement.subject.value(values)


class _Edit(NamedTuple):
    """A statement beside a value, and how far it is from it."""

    distance: Fraction
    statement: Statement


def _sides(
    options: Iterable[Statement], middle: Fraction, reading: Reading
) -> tuple[list[_Edit], list[_Edit]]:
    """The statements above a value and those below it, the nearest first."""
    above: list[_Edit] = []
    below: list[_Edit] = []
    for statement in options:
        span = statement.allows(reading)
        if span.lower is not None and span.lower > middle:
            above.append(_Edit(span.lower - middle, statement))
        elif span.upper is not None and span.upper < middle:
            below.append(_Edit(middle - span.upper, statement))
    distance = attrgetter("distance")
    return sorted(above, key=distance), sorted(below, key=distance)


def edits(text: str) -> Iterator[str]:
    """Every printing that differs in one digit, separator or scale, has one digit more, or one fewer; no leading zeros.

    >>> sorted(edits("5"))[:4]
    ['0', '1', '15', '2']
    """
    seen = {text}
    for place in range(len(text) + 1):
        options = [text[:place] + digit + text[place:] for digit in "0123456789"]
        if place < len(text) and text[place].isdigit():
            options += [text[:place] + digit + text[place + 1 :] for digit in ["", *"0123456789"]]
        if text[place : place + 1] in SWAPPED:
            options.append(text[:place] + SWAPPED[text[place]] + text[place + 1 :])
        for option in options:
            if option and option not in seen and not re.match(r"0\d|\D", option):
                seen.add(option)
                yield option
    # Millions are written for billions.
    for scales in SCALES:
        for scale in (word for word in scales if f" {word}" in text):
            others = (other for other in scales if other != scale)
            yield from (text.replace(f" {scale}", f" {other}") for other in others)


def _edited(statement: Statement, text: str) -> Statement | None:
    try:
        printed = parse(text, statement.notation)
    except ValueError:
        return None
    # Nobody who means none of something prints 20: a zero fits because nothing is left to contradict.
    if not printed.value and printed.lower is None and statement.printed.value:
        return None
    return replace(statement, as_printed=text, printed=printed)


def _ask(
    given: Statements, changed: Statement, members: Iterable[str], reading: Reading, budget: Budget
) -> Solution:
    statements = {**given.statements, changed.id: changed}
    altered = Statements(given.quantities, statements, given.assumptions, given.definitions)
    return solve(problem_of(altered, reading), members, budget)
