"""What would mend a conflict: another sense of a wording, or the only edit of one character."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from tongket.audit.constraints import problem_of
from tongket.audit.results import Repair, Wording
from tongket.audit.solver import solve
from tongket.audit.statements import HUNDRED, Statements
from tongket.model import Qualifier
from tongket.numerals import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.audit.readings import Reading
    from tongket.audit.solver import Budget, Solution
    from tongket.audit.statements import Statement

# Edits are tried on few figures only: among many some edit fits by chance, and each costs a question.
EDITED = 12


def other_wordings(
    given: Statements, members: Sequence[str], reading: Reading, budget: Budget
) -> tuple[Wording, ...]:
    """The senses of *exceeds by p%* under which the members can all hold.

    By default it means 100% + p% of the plan. It may also mean more than that, at least that, or
    that p% of the plan was passed.
    """
    statements = [given.statements[name] for name in members if name in given.statements]
    above = [statement for statement in statements if statement.subject.plus == -HUNDRED]
    return tuple(
        wording
        for statement in above
        for wording in _senses(statement)
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
    passed = replace(statement.subject, plus=Fraction(0))
    # Only of a result beyond the plan does anybody say that p% of the plan was passed.
    if statement.printed.value is not None and statement.printed.value >= HUNDRED:
        yield Wording(replace(statement, subject=passed, qualifier=Qualifier.AT_LEAST), "of_plan")


def only_edit(
    given: Statements, members: Sequence[str], reading: Reading, budget: Budget
) -> Repair | None:
    """The only edit of one character with which everything can hold; None where none or several do."""
    statements = [given.statements[name] for name in members if name in given.statements]
    if len(statements) > EDITED:
        return None
    everything = (*given.statements, *given.assumptions)
    found: list[Repair] = []
    for statement in statements:
        for text in edits(statement.as_printed):
            edited = _edited(statement, text)
            if edited is None:
                continue
            answer = _ask(given, edited, everything, reading, budget)
            if answer.status == "undecided" or (answer.status == "possible" and found):
                return None
            if answer.status == "possible":
                found.append(Repair(statement, text, answer.values))
    return found[0] if found else None


def edits(text: str) -> Iterator[str]:
    """Every printing that differs in one digit, has one more, or one fewer; no leading zeros.

    >>> sorted(edits("5"))[:4]
    ['0', '1', '15', '2']
    """
    seen = {text}
    for place in range(len(text) + 1):
        options = [text[:place] + digit + text[place:] for digit in "0123456789"]
        if place < len(text) and text[place].isdigit():
            options += [text[:place] + digit + text[place + 1 :] for digit in ["", *"0123456789"]]
        for option in options:
            if option and option not in seen and not re.match(r"0\d|\D", option):
                seen.add(option)
                yield option


def _edited(statement: Statement, text: str) -> Statement | None:
    try:
        printed = parse(text, statement.notation)
    except ValueError:
        return None
    return replace(statement, as_printed=text, printed=printed)


def _ask(
    given: Statements, changed: Statement, members: Iterable[str], reading: Reading, budget: Budget
) -> Solution:
    statements = {**given.statements, changed.id: changed}
    altered = Statements(given.quantities, statements, given.assumptions, given.definitions)
    return solve(problem_of(altered, reading), members, budget)
