"""All smallest sets of items that cannot all hold, and the lightest sets whose giving up mends them all.

Every set that mends meets every conflict, and every conflict meets every set that mends (Reiter 1987,
*A theory of diagnosis from first principles*); the lightest that mend are those of Fellegi and Holt
(1976). Sets are bit masks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tongket.audit.solver.search import Answer, Solver

# Hitting sets looked at for one answer, so that a large set ends with the answer "not complete".
LOOKED_AT = 10_000


@dataclass(frozen=True)
class Conflicts:
    """The conflicts of one problem, as sets of its items.

    Args:
        conflicts: smallest sets that cannot all hold, in order of size.
        give_up: the lightest sets whose giving up mends all of them, all ties.
        complete: whether these are all conflicts and all lightest sets; False where the budget ended first.
        undecided: whether some question stayed without answer.
    """

    conflicts: tuple[tuple[str, ...], ...]
    give_up: tuple[tuple[str, ...], ...]
    complete: bool
    undecided: bool = False


def of_system(solver: Solver, weights: Mapping[str, int]) -> Conflicts:
    """The lightest sets to give up, and the smallest sets of items that cannot all hold.

    Args:
        solver: answers whether items can all hold.
        weights: how sure each item is.
    """
    system = solver.system
    search = _ConflictSearch(solver, [weights[item] for item in system.items])
    all_light = search.find_light()
    complete = search.find_others() and all_light
    found = sorted(search.conflicts, key=lambda mask: (mask.bit_count(), mask))
    return Conflicts(
        tuple(map(system.members, found)), tuple(map(system.members, search.light)),
        complete, search.undecided,
    )  # fmt: skip


class _ConflictSearch:
    """The search for all conflicts of one system.

    Asking about every set of items would take 2^n questions. Instead each answer is used to the full: an impossible
    set is shrunk to a conflict, a possible one is grown to a largest, whose complement is a set that mends.

    First come the lightest sets that mend: those that meet all conflicts so far are tried, and each that fails names
    a conflict that it misses. Few questions are enough for that, however many conflicts there are. A next conflict
    must meet every set that mends, so that the smallest set that does is the one to ask about.
    """

    def __init__(self, solver: Solver, weights: Sequence[int]) -> None:
        self.solver, self.items = solver, solver.system.all_items
        self.weights = weights
        self.left = solver.budget.calls
        self.conflicts: list[int] = []
        self.mends: list[int] = []
        self.light: list[int] = []
        self.undecided = False
        self.answers: dict[int, Answer] = {}

    def find_light(self) -> bool:
        """Find the lightest sets that mend; whether these are all."""
        first = self._ask(self.items)
        if first.status != "impossible":
            return first.status == "possible"
        self._keep(self._shrunk(first.core))
        while self.left > 0:
            known = len(self.conflicts)
            tried, sure = lightest(self.conflicts, lambda bit: self.weights[bit.bit_length() - 1])
            self.light = [mask for mask in tried if self._mends(mask)]
            if len(self.conflicts) == known:
                self.mends += self.light
                return sure and not self.undecided
        return False

    def _mends(self, mask: int) -> bool:
        rest = self.items & ~mask
        if any(not conflict & mask for conflict in self.conflicts) or self.left <= 0:
            return False
        answer = self._ask(rest)
        if answer.status == "impossible":
            self._keep(self._shrunk(answer.core & rest))
        return answer.status == "possible"

    def find_others(self) -> bool:
        """Gather the other conflicts; whether all were found."""
        # Half of what is left is for what is said of each of them: how severe it is, what would mend it.
        meter, half = self.solver.budget.meter, self.solver.budget.meter.left / 2
        while self.left > 0 and not meter.left < half:
            if len(self.conflicts) >= self.solver.budget.conflicts:
                return False
            try:
                seed = smallest_meeting(self.mends, self.conflicts)
            except LookupError:
                return False
            # Every set that is left holds a known conflict or is part of a possible set: all are found, unless an
            # undecided answer was taken for *possible* on the way.
            if seed is None:
                return not self.undecided
            answer = self._ask(seed)
            if answer.status == "impossible":
                self._keep(self._shrunk(answer.core & seed))
            # An undecided seed is grown too: otherwise the same seed would come back for ever.
            else:
                self.mends.append(self.items & ~self._grown(seed))
        return False

    def _keep(self, conflict: int) -> None:
        if conflict not in self.conflicts:
            self.conflicts.append(conflict)

    def _ask(self, mask: int) -> Answer:
        answer = self.answers.get(mask)
        if answer is None:
            self.left -= 1
            answer = self.answers[mask] = self.solver.ask(mask)
        self.undecided = self.undecided or answer.status == "undecided"
        return answer

    def _shrunk(self, mask: int) -> int:
        """A smallest impossible set within an impossible one.

        Each answer's core often leaves out several items at once, which saves their questions. An undecided answer
        keeps the item: a conflict may then be larger than need be, but never wrong.
        """
        for bit in bits(mask):
            # An earlier core may have left it out already.
            if mask & bit:
                answer = self._ask(mask & ~bit)
                if answer.status == "impossible":
                    mask = answer.core & mask & ~bit
        return mask

    def _grown(self, mask: int) -> int:
        """A largest set around a possible one that is not known to be impossible."""
        for bit in bits(self.items & ~mask):
            larger = mask | bit
            # A set around a known conflict is impossible: no question is needed.
            known = any(conflict & ~larger == 0 for conflict in self.conflicts)
            if known:
                continue
            answer = self._ask(larger)
            if answer.status == "impossible":
                self._keep(self._shrunk(answer.core & larger))
            else:
                mask = larger
        return mask


def bits(mask: int) -> Iterator[int]:
    """The single bits of a mask, lowest first.

    >>> list(bits(0b1010))
    [2, 8]
    """
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def smallest_meeting(sets: Sequence[int], avoid: Sequence[int]) -> int | None:
    """A smallest mask that meets every set and contains none of those to avoid.

    Returns:
        The mask; None where there is none.

    Raises:
        LookupError: too many candidates to say.

    >>> smallest_meeting([0b011, 0b110], [0b010])
    5
    """
    # Breadth first, so that the first mask that meets all is a smallest. Only the items of one missed set are
    # tried next, since any mask that meets it holds one of them; the smallest missed set branches least.
    frontier, looked = [0], 0
    seen = {0}
    while frontier:
        following: list[int] = []
        for mask in frontier:
            looked += 1
            if looked > LOOKED_AT:
                raise LookupError
            missed = min((s for s in sets if not s & mask), key=int.bit_count, default=None)
            if missed is None:
                return mask
            for bit in bits(missed):
                larger = mask | bit
                # A mask is reached in as many orders as it has items, and one around a known conflict teaches nothing.
                if larger not in seen and not any(a & ~larger == 0 for a in avoid):
                    seen.add(larger)
                    following.append(larger)
        frontier = following
    return None


def lightest(
    conflicts: Iterable[int], weight: Callable[[int], int], most: int = LOOKED_AT
) -> tuple[tuple[int, ...], bool]:
    """The lightest masks that meet every conflict, all ties; none where there is no conflict.

    Args:
        conflicts: the masks to meet.
        weight: the weight of a single bit.
        most: how many masks may be looked at.

    Returns:
        The masks, and whether every mask that could be among them was looked at.

    >>> lightest([0b011, 0b110], lambda bit: 1)
    ((2,), True)
    >>> lightest([0b011], lambda bit: bit)
    ((1,), True)
    """
    # Those with few items branch least: a light set is found early and cuts off the heavier ones.
    by_size = sorted(conflicts, key=int.bit_count)
    if not by_size:
        return (), True
    best, found = [float("inf")], set[int]()
    looked = [most]

    def go(mask: int, spent: int) -> None:
        looked[0] -= 1
        # Not >=: all ties are looked for, so that the reader sees that there is a choice.
        if spent > best[0] or looked[0] < 0:
            return
        missed = next((conflict for conflict in by_size if not conflict & mask), None)
        if missed is not None:
            for bit in bits(missed):
                go(mask | bit, spent + weight(bit))
            return
        if spent < best[0]:
            best[0] = spent
            found.clear()
        found.add(mask)

    go(0, 0)
    # An item of weight zero that mends nothing makes no set heavier: sets with one are left out here.
    return tuple(sorted(mask for mask in found if _needed(mask, by_size))), looked[0] >= 0


def _needed(mask: int, conflicts: Sequence[int]) -> bool:
    """Whether every bit of a mask is needed to meet the conflicts."""
    return all(any(not each & mask & ~bit for each in conflicts) for bit in bits(mask))
