"""The audit of a set of statements: agreement with a witness, conflicts, and implied values.

>>> from tongket.audit import Statements, audit
>>> given = Statements()
>>> professors, staff = given.quantity("professors"), given.quantity("staff")
>>> _ = given.state(professors, "262"), given.state(professors.percent_of(staff), "3.84%")
>>> (found,) = audit(given)
>>> found.status, found.implied["staff"].lower, found.implied["staff"].upper
('agrees', 6815, 6831)
"""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from tongket.audit.constraints import problem_of
from tongket.audit.readings import DEFAULT, LADDER, Reading, looser_than
from tongket.audit.repairs import only_edit, other_wordings
from tongket.audit.results import SEVERITIES, AuditedSet, Conflict, WayOut
from tongket.audit.solver import Budget, Meter, find_conflicts, find_ranges, solve
from tongket.audit.statements import connected
from tongket.limits import AUDIT_RUN_SECONDS, AUDIT_SET_SECONDS, AUDIT_SET_WORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.audit.results import Severity
    from tongket.audit.solver import Conflicts, Number, Problem, Range
    from tongket.audit.statements import Statements


# Ways out whose implied values are worked out, and the figures of the sets where they are: among more of either
# nobody would look at them, and each range takes questions about the whole set.
FOLLOWED = 6
FOLLOWED_FIGURES = 12


def audit(
    given: Statements, reading: Reading = DEFAULT, budget: Budget | None = None
) -> list[AuditedSet]:
    """Audit every connected set of statements, each with its own share of work and time.

    The small sets come first, so that a hard one does not hold the others.

    Args:
        given: the statements with their quantities, assumptions and definitions.
        reading: how printings are read.
        budget: how much work an answer may cost.

    Returns:
        One result a set, in the order of its first statement.

    Raises:
        ContradictoryDefinitions: what holds by definition cannot all hold.
    """
    parts = connected(given)
    found: dict[int, AuditedSet] = {}
    end = process_time() + AUDIT_RUN_SECONDS
    for number in sorted(range(len(parts)), key=lambda n: len(parts[n].statements)):
        meter = Meter(AUDIT_SET_WORK, min(end, process_time() + AUDIT_SET_SECONDS))
        metered = replace(budget or Budget(), meter=meter)
        found[number] = Auditor(parts[number], reading, metered).run()
    return [found[number] for number in range(len(parts))]


class ContradictoryDefinitions(ValueError):
    """Definitions cannot be given up, so that they must be able to hold among themselves."""


class Auditor:
    """The audit of one set of statements, connected or not, as one."""

    def __init__(self, given: Statements, reading: Reading, budget: Budget | None = None) -> None:
        self.given, self.reading, self.budget = given, reading, budget or Budget()
        self.problems: dict[Reading, Problem] = {}
        self.problem = self._read(reading)

    def run(self) -> AuditedSet:
        """Agreement with the values that it implies, or every conflict with what would mend it."""
        answer = solve(self.problem, budget=self.budget)
        blank = AuditedSet(
            status="undecided",
            reading=self.reading,
            complete=False,
            quantities=tuple(self.given.quantities.values()),
            statements=tuple(self.given.statements.values()),
            assumptions=tuple(self.given.assumptions.values()),
            definitions=tuple(self.given.definitions.values()),
        )
        if answer.status == "undecided":
            return blank
        if answer.status == "possible":
            implied = self._implied(answer.values)
            complete = all(found.exact for found in implied.values())
            return replace(
                blank, status="agrees", complete=complete, witness=answer.values, implied=implied
            )
        self._check_definitions()
        return self._conflicting(blank, find_conflicts(self.problem, self._weights(), self.budget))

    def _read(self, reading: Reading) -> Problem:
        """The problem under a reading, made once."""
        if reading not in self.problems:
            self.problems[reading] = problem_of(self.given, reading)
        return self.problems[reading]

    def _check_definitions(self) -> None:
        if solve(self.problem, items=(), budget=self.budget).status == "impossible":
            names = ", ".join(self.given.definitions)
            raise ContradictoryDefinitions(
                f"definitions: expected some values for which all hold, got none. Mend one of: {names}."
            )

    def _weights(self) -> dict[str, int]:
        statements = {name: item.weight for name, item in self.given.statements.items()}
        return statements | {name: item.weight for name, item in self.given.assumptions.items()}

    def _implied(self, witness: Mapping[str, Number]) -> dict[str, Range]:
        """The ranges of the quantities that no statement prints to the last unit."""
        exact = {
            statement.subject.part
            for statement in self.given.statements.values()
            if not statement.subject.base
            and not statement.needs
            and self._pins(statement.subject.part, statement.id)
        }
        wanted = [name for name in self.given.quantities if name not in exact]
        return find_ranges(self.problem, witness, wanted, self.budget)

    def _pins(self, quantity: str, statement: str) -> bool:
        interval = self.given.statements[statement].allows(self.reading)
        if self.given.quantities[quantity].whole:
            whole = interval.to_whole()
            return whole is not None and whole.is_exact
        return interval.is_exact

    def _conflicting(self, blank: AuditedSet, found: Conflicts) -> AuditedSet:
        conflicts = tuple(self._conflict(members) for members in found.conflicts)
        severity, decided = self._severity(conflicts)
        # One edit mends only the conflicts that its statement is part of.
        shared = set(self.problem.items).intersection(*found.conflicts)
        members = [item for item in self.problem.items if item in shared]
        repair = only_edit(self.given, members, self.reading, self.budget)
        ways = tuple(map(self._way_out, found.give_up))
        if len(ways) <= FOLLOWED and len(self.given.statements) <= FOLLOWED_FIGURES:
            ways = tuple(replace(way, implied=self._implied_without(way.give_up)) for way in ways)
        decided = decided and all(conflict.decided for conflict in conflicts)
        return replace(
            blank, status="conflict", complete=found.complete and decided, severity=severity,
            conflicts=conflicts, all_conflicts=found.complete, ways_out=ways, repair=repair,
        )  # fmt: skip

    def _severity(self, conflicts: Iterable[Conflict]) -> tuple[Severity, bool]:
        """How severe the set as a whole is, and whether that was decided.

        Each of its conflicts may be resolved by a looser reading and the whole by none.
        """
        loosest = self._read(LADDER[-1])
        answer = solve(loosest, tuple(self.given.statements), self.budget)
        if answer.status == "impossible":
            return "conflict", True
        # Undecided is taken for the worst: a limit of work never makes a finding milder.
        if answer.status == "undecided":
            return SEVERITIES[0], False
        found = {conflict.severity for conflict in conflicts}
        return next((each for each in SEVERITIES if each in found), SEVERITIES[0]), True

    def _way_out(self, give_up: tuple[str, ...]) -> WayOut:
        weights = self._weights()
        return WayOut(give_up, sum(weights[name] for name in give_up))

    def _implied_without(self, give_up: tuple[str, ...]) -> Mapping[str, Range] | None:
        """What the statements imply without those that are given up; None where that stays undecided."""
        found = Auditor(self.given.without(give_up), self.reading, self.budget).run()
        return found.implied if found.status == "agrees" else None

    def _conflict(self, members: tuple[str, ...]) -> Conflict:
        statements = tuple(self.given.statements[i] for i in members if i in self.given.statements)
        assumptions = tuple(
            self.given.assumptions[i] for i in members if i in self.given.assumptions
        )
        kept = self._persistence(members)
        return Conflict(
            _severity(kept, assumed=bool(assumptions)), kept.to, kept.resolved_at, statements,
            assumptions, other_wordings(self.given, members, self.reading, self.budget), kept.decided,
        )  # fmt: skip

    def _persistence(self, members: tuple[str, ...]) -> _Persistence:
        to, decided = self.reading, True
        for looser in looser_than(self.reading):
            answer = solve(self._read(looser), members, self.budget)
            if answer.status == "possible":
                return _Persistence(to, looser, decided)
            if answer.status == "impossible":
                to = looser
            else:
                decided = False
        return _Persistence(to, None, decided)


class _Persistence(NamedTuple):
    """How far down the ladder a conflict is certainly one; fields as in `Conflict`."""

    to: Reading
    resolved_at: Reading | None
    decided: bool


def _severity(kept: _Persistence, *, assumed: bool) -> Severity:
    # What is not decided is never taken for the milder answer.
    if kept.decided and LADDER.index(kept.to) < LADDER.index(DEFAULT):
        return "note"
    return "warning" if assumed or kept.resolved_at is not None else "conflict"
