"""What an audit found: connected sets, their conflicts, the values they imply."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.audit.readings import Reading
    from tongket.audit.solver import Number, Range
    from tongket.audit.statements import Assumption, Definition, Quantity, Statement

Severity = Literal["conflict", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("conflict", "warning", "note")


@dataclass(frozen=True)
class Wording:
    """Another sense of a wording under which a conflict is none.

    Args:
        statement: the statement in its other sense.
        sense: `more_than`, `at_least` (so much above the plan), `of_plan` (so much of the plan) or `points`
            (so many percentage points above it).
    """

    statement: Statement
    sense: Literal["more_than", "at_least", "of_plan", "points"]


@dataclass(frozen=True)
class Repair:
    """The only edit of one character, or of a scale, with which every statement of a set can hold.

    Args:
        statement: as it is printed.
        as_printed: as it would have to be printed.
        witness: true values that print so.
    """

    statement: Statement
    as_printed: str
    witness: Mapping[str, Number]


@dataclass(frozen=True)
class Conflict:
    """A smallest set of statements and assumptions that cannot all be true.

    Args:
        severity: `conflict` where no reading and no dropped assumption resolves it, `warning` where
            one does, `note` where it is one only under a reading stricter than the default; the most
            severe that is possible where the budget ended first.
        persists_to: the loosest reading under which it is certainly still a conflict.
        resolved_at: the first looser reading under which it is certainly none; None where there is none.
        decided: whether that was decided for every reading up to `resolved_at`; False where the budget
            ended first.
        wordings: other senses of a wording under which it is none.
    """

    severity: Severity
    persists_to: Reading
    resolved_at: Reading | None
    statements: tuple[Statement, ...]
    assumptions: tuple[Assumption, ...]
    wordings: tuple[Wording, ...] = ()
    decided: bool = True

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its statements and assumptions."""
        return (*(s.id for s in self.statements), *(a.id for a in self.assumptions))


@dataclass(frozen=True)
class WayOut:
    """A lightest set of statements and assumptions without which all the others can be true.

    Args:
        give_up: their ids.
        weight: how sure they are, added up.
        implied: what the others then say of each hidden or inexact quantity; None where that was not worked out.
    """

    give_up: tuple[str, ...]
    weight: int
    implied: Mapping[str, Range] | None = None


@dataclass(frozen=True)
class AuditedSet:
    """One connected set of statements.

    Args:
        status: `agrees` where true values print exactly so, `conflict` where none do, `undecided`
            where the budget ended first.
        reading: the reading it was audited under.
        complete: whether these are all conflicts and all lightest ways to mend them, each with its
            severity decided, or where the set agrees whether every implied range is exact.
        severity: how severe the set as a whole is, as that of a `Conflict`; None where it has none.
        conflicts: in order of size.
        all_conflicts: whether no other conflict was left uncounted.
        ways_out: the lightest ways out, all ties.
        repair: the only edit of one character that mends the set, where there is just one.
        implied: the range of every hidden or inexact quantity; empty where the set does not agree.
        witness: true values that print exactly so; empty where the set does not agree.
    """

    status: Literal["agrees", "conflict", "undecided"]
    reading: Reading
    complete: bool
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    assumptions: tuple[Assumption, ...]
    definitions: tuple[Definition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    severity: Severity | None = None
    all_conflicts: bool = True
    ways_out: tuple[WayOut, ...] = ()
    repair: Repair | None = None
    implied: Mapping[str, Range] = field(default_factory=dict)
    witness: Mapping[str, Number] = field(default_factory=dict)

    @property
    def give_up(self) -> tuple[tuple[str, ...], ...]:
        """The lightest sets of ids whose giving up mends the set, all ties."""
        return tuple(way.give_up for way in self.ways_out)

    @property
    def implied_in_every_way_out(self) -> dict[str, Range]:
        """What is the same whichever way out is taken: exact ranges with two ends."""
        every = [way.implied for way in self.ways_out]
        known = [implied for implied in every if implied is not None]
        if not known or len(known) < len(every):
            return {}
        first, *others = known
        return {
            name: span
            for name, span in first.items()
            if span.exact and span.lower is not None and span.upper is not None
            and all(other.get(name) == span for other in others)
        }  # fmt: skip
