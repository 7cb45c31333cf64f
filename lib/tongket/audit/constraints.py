"""What a set of statements means as constraints on true values: the problem that the solver is asked.

A printed ratio is linear once it is an interval: lo * base <= part <= hi * base. Each constraint rests on its
statement and on the assumptions without which the statement does not speak of its subject.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.audit.solver import Constraint, Number, Problem, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.audit.readings import Reading
    from tongket.audit.statements import Definition, Statement, Statements, Subject
    from tongket.model import Interval

Terms = tuple[tuple[str, Number], ...]


def problem_of(given: Statements, reading: Reading) -> Problem:
    """The problem that a set of statements poses under a reading."""
    hints = _hints(given)
    variables = (
        Variable(q.id, q.whole, q.minimum, q.maximum, hints.get(q.id))
        for q in given.quantities.values()
    )
    constraints: list[Constraint] = []
    for statement in given.statements.values():
        constraints += _of_statement(statement, reading)
    for definition in given.definitions.values():
        constraints += _of_definition(definition)
    return Problem(tuple(variables), tuple(constraints), (*given.statements, *given.assumptions))


def _hints(given: Statements) -> dict[str, Number]:
    """What each quantity is where its printing is taken at its word."""
    found: dict[str, Number] = {}
    for statement in given.statements.values():
        if not statement.subject.base and statement.printed.value is not None:
            subject = statement.subject
            found[subject.part] = (statement.printed.value - subject.plus) / subject.scale
    return found


def _of_statement(statement: Statement, reading: Reading) -> Iterator[Constraint]:
    for subject, needs in statement.bindings:
        yield from _of_subject(subject, statement.allows(reading), (statement.id, *needs))
    if statement.total and statement.printed.denominator is not None:
        items = (statement.id, *statement.needs)
        yield from _equal(((statement.total, 1),), statement.printed.denominator, items)


def _of_subject(
    subject: Subject, interval: Interval, items: tuple[str, ...]
) -> Iterator[Constraint]:
    for end, closed, sign in (
        (interval.upper, interval.upper_closed, 1),
        (interval.lower, interval.lower_closed, -1),
    ):
        if end is None:
            continue
        terms: Terms = ((subject.part, sign * subject.scale),)
        bound = sign * (end - subject.plus)
        if subject.difference:
            terms = (*terms, (subject.base, -sign))
        elif subject.base:
            terms, bound = (*terms, (subject.base, -bound)), Fraction(0)
        yield Constraint(terms, bound, not closed, items)
    if subject.base and not subject.difference:
        # A quotient says something only where its divisor is above zero.
        yield Constraint(((subject.base, -1),), 0, strict=True, items=items)


def _of_definition(definition: Definition) -> Iterator[Constraint]:
    if definition.equal:
        yield from _equal(definition.terms, definition.bound, definition.needs)
    else:
        yield Constraint(definition.terms, definition.bound, items=definition.needs)


def _equal(terms: Terms, bound: Number, items: tuple[str, ...]) -> Iterator[Constraint]:
    yield Constraint(terms, bound, items=items)
    yield Constraint(tuple((name, -factor) for name, factor in terms), -bound, items=items)
