"""The audit of a set of statements: agreement with a witness, conflicts, and what is given away.

>>> from tongket.audit import Statements, audit
>>> said = Statements()
>>> professors, staff = said.quantity("professors"), said.quantity("staff")
>>> _ = said.state(professors, "262"), said.state(professors.percent_of(staff), "3.84%")
>>> (found,) = audit(said)
>>> found.status, found.implied["staff"].lower, found.implied["staff"].upper
('agrees', 6815, 6831)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.audit.readings import DEFAULT, LADDER, Reading, looser_than
from tongket.audit.repairs import only_edit, other_wordings
from tongket.audit.results import AuditedSet, Conflict
from tongket.audit.solver.conflicts import find_conflicts
from tongket.audit.solver.implied import Implier
from tongket.audit.solver.search import Limits, Solver
from tongket.audit.solver.system import build
from tongket.audit.statements import connected

if TYPE_CHECKING:
    from tongket.audit.results import Severity
    from tongket.audit.solver.conflicts import Conflicts
    from tongket.audit.solver.implied import Range
    from tongket.audit.solver.system import Number
    from tongket.audit.statements import Statements


def audit(
    said: Statements, reading: Reading = DEFAULT, limits: Limits | None = None
) -> list[AuditedSet]:
    """Audit every connected set of statements.

    Args:
        said: the statements with their quantities, assumptions and definitions.
        reading: how printings are read.
        limits: how much work an answer may cost.

    Returns:
        One result a set, in the order of its first statement.

    Raises:
        ContradictoryDefinitions: what holds by definition cannot all hold.
    """
    return [Auditor(part, reading, limits).run() for part in connected(said)]


class ContradictoryDefinitions(ValueError):
    """Definitions cannot be given up, so that they must be able to hold among themselves."""


class Auditor:
    """The audit of one set of statements, connected or not, as one."""

    def __init__(self, said: Statements, reading: Reading, limits: Limits | None = None) -> None:
        self.said, self.reading, self.limits = said, reading, limits or Limits()
        self.system = build(said, reading)
        self.solver = Solver(self.system, self.limits)

    def run(self) -> AuditedSet:
        """Agreement with what it gives away, or every conflict with what would mend it."""
        everything = self.system.all_items
        answer = self.solver.ask(everything)
        blank = AuditedSet(
            status="undecided",
            reading=self.reading,
            complete=False,
            quantities=tuple(self.said.quantities.values()),
            statements=tuple(self.said.statements.values()),
            assumptions=tuple(self.said.assumptions.values()),
            definitions=tuple(self.said.definitions.values()),
        )
        if answer.status == "undecided":
            return blank
        if answer.status == "possible":
            return replace(
                blank, status="agrees", complete=True, witness=self._named(answer.values),
                implied=self._implied(answer.values),
            )  # fmt: skip
        self._check_definitions()
        return self._conflicting(blank, find_conflicts(self.solver, everything, self._weight))

    def _check_definitions(self) -> None:
        if self.solver.ask(0).status == "impossible":
            names = ", ".join(self.said.definitions)
            raise ContradictoryDefinitions(
                f"definitions: expected some values for which all hold, got none. Mend one of: {names}."
            )

    def _weight(self, bit: int) -> int:
        (item,) = self.system.members(bit)
        known = self.said.statements.get(item) or self.said.assumptions[item]
        return known.weight

    def _named(self, values: tuple[Number, ...]) -> dict[str, Number]:
        return dict(zip(self.system.names, values, strict=True))

    def _implied(self, witness: tuple[Number, ...]) -> dict[str, Range]:
        """The ranges of the quantities that no statement prints to the last unit."""
        implier = Implier(self.solver, self.system.all_items, witness)
        exact = {
            statement.subject.part
            for statement in self.said.statements.values()
            if not statement.subject.base
            and not statement.needs
            and self._pins(statement.subject.part, statement.id)
        }
        wanted = [v for v, name in enumerate(self.system.names) if name not in exact]
        found = implier.ranges(wanted)
        return {self.system.names[v]: found[v] for v in wanted}

    def _pins(self, quantity: str, statement: str) -> bool:
        interval = self.said.statements[statement].allows(self.reading)
        if self.said.quantities[quantity].whole:
            whole = interval.to_whole()
            return whole is not None and whole.is_exact
        return interval.is_exact

    def _conflicting(self, blank: AuditedSet, found: Conflicts) -> AuditedSet:
        give_up = tuple(self.system.members(mask) for mask in found.give_up)
        conflicts = tuple(self._conflict(mask) for mask in found.conflicts)
        # One edit mends only the conflicts that its statement stands in.
        shared = self.system.all_items
        for mask in found.conflicts:
            shared &= mask
        repair = only_edit(self.said, self.system.members(shared), self.reading, self.limits)
        return replace(
            blank, status="conflict", complete=found.complete, conflicts=conflicts,
            give_up=give_up, repair=repair,
        )  # fmt: skip

    def _conflict(self, mask: int) -> Conflict:
        members = self.system.members(mask)
        statements = tuple(self.said.statements[i] for i in members if i in self.said.statements)
        assumptions = tuple(self.said.assumptions[i] for i in members if i in self.said.assumptions)
        persists_to, resolved_at = self._persistence(mask)
        return Conflict(
            _severity(persists_to, resolved_at, assumed=bool(assumptions)), persists_to, resolved_at,
            statements, assumptions, other_wordings(self.said, members, self.reading, self.limits),
        )  # fmt: skip

    def _persistence(self, mask: int) -> tuple[Reading, Reading | None]:
        persists_to = self.reading
        for looser in looser_than(self.reading):
            solver = Solver(build(self.said, looser), self.limits)
            if solver.ask(mask).status != "impossible":
                return persists_to, looser
            persists_to = looser
        return persists_to, None


def _severity(persists_to: Reading, resolved_at: Reading | None, *, assumed: bool) -> Severity:
    if LADDER.index(persists_to) < LADDER.index(DEFAULT):
        return "note"
    return "warning" if assumed or resolved_at is not None else "conflict"
