"""Statements about quantities, the assumptions between them, and the definitions that always hold.

>>> given = Statements()
>>> launched, plan = given.quantity("launched"), given.quantity("plan")
>>> given.state(launched, "27").as_printed
'27'
>>> given.state(launched.percent_of(plan), "140%").id
'launched % of plan: 140%'
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from tongket.audit.readings import DEFAULT, Reading, allowed
from tongket.errors import UsageError, suggestion
from tongket.model import Qualifier, Text
from tongket.numerals import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.model import Interval, Observation, Unit
    from tongket.numerals import Printed

HUNDRED = Fraction(100)
# What a printing may say that no count is.
RELATIVE = frozenset({"percent", "percentage_points", "per_mille", "times"})


@dataclass(frozen=True)
class Quantity:
    """Something that has one true value.

    Args:
        id: what it is, unique in a set of statements.
        name: what it is called.
        whole: whether it counts things, money in đồng included.
        minimum, maximum: the values that are possible at all; None where not limited.
        hidden: whether no statement prints it directly.
        indicator, measure: what it is in the registry; empty outside of it.
        unit: what it is measured in; None where that is not said.
    """

    id: str
    name: Text
    whole: bool = True
    minimum: Fraction | None = Fraction(0)
    maximum: Fraction | None = None
    hidden: bool = False
    indicator: str = ""
    measure: str = ""
    unit: Unit | None = None

    def percent_of(self, base: Quantity) -> Subject:
        """This as a percentage of another quantity."""
        return Subject(self.id, base.id, HUNDRED)

    def percent_above(self, base: Quantity) -> Subject:
        """By how many percent this exceeds another quantity."""
        return Subject(self.id, base.id, HUNDRED, -HUNDRED)

    def times(self, base: Quantity) -> Subject:
        """How many times another quantity this is."""
        return Subject(self.id, base.id)

    def per(self, base: Quantity, units: int) -> Subject:
        """This for each so many units of another quantity."""
        return Subject(self.id, base.id, Fraction(units))


@dataclass(frozen=True)
class Subject:
    """What a statement speaks of: a quantity, `scale * part / base + plus`, or `part - base`.

    Args:
        part: id of the quantity, or of the numerator.
        base: id of the denominator; empty where there is none.
        difference: whether the base is taken from the part, not divided by: percentage points.
    """

    part: str
    base: str = ""
    scale: Fraction = Fraction(1)
    plus: Fraction = Fraction(0)
    difference: bool = False

    @property
    def quantities(self) -> tuple[str, ...]:
        """The ids of the quantities in it."""
        return (self.part, self.base) if self.base else (self.part,)

    def value(self, values: Mapping[str, Fraction | int]) -> Fraction:
        """Its value where the quantities have these values.

        >>> Quantity("a", Text("a", "a")).percent_of(Quantity("b", Text("b", "b"))).value({"a": 27, "b": 18})
        Fraction(150, 1)
        """
        base = Fraction(values[self.base]) if self.base else Fraction(1)
        if self.difference:
            return Fraction(values[self.part]) - base
        return self.scale * Fraction(values[self.part]) / base + self.plus

    def label(self) -> str:
        """A name of it in signs."""
        if not self.base:
            return self.part
        words = {(HUNDRED, Fraction(0)): "% of", (HUNDRED, -HUNDRED): "% above"}
        return f"{self.part} {words.get((self.scale, self.plus), '/')} {self.base}"


@dataclass(frozen=True)
class Statement:
    """One printed statement: what it speaks of, how it was printed, what it needs to bind.

    Args:
        printed: the number as read from its printing.
        total: id of the quantity that the N of a printed fraction n/N gives; empty elsewhere.
        needs: ids of the assumptions without which it does not speak of this subject.
        weight: how sure it is; among several ways to mend a conflict the lightest come first.
        notation: how its source prints numbers.
        observation: the row of the data it comes from; None outside of the data.
        name: what readers call what it prints, such as a share; None where that is its part.
        itself: id of the quantity that is the printed share itself, where other statements or definitions speak
            of the share and not of its part and base; empty elsewhere.
        needs_itself: those of `needs` without which it is not the share either: whatever the whole, shares add up.
        unit: what it is printed in; None where that is not said.
        also: further subjects that the same printing is the value of, each with what it needs: a share that is said
            to be of two wholes.
    """

    id: str
    subject: Subject
    as_printed: str
    printed: Printed
    qualifier: Qualifier = Qualifier.EXACT
    needs: tuple[str, ...] = ()
    weight: int = 2
    notation: str = "en"
    total: str = ""
    observation: Observation | None = None
    name: Text | None = None
    unit: Unit | None = None
    itself: str = ""
    needs_itself: tuple[str, ...] = ()
    also: tuple[tuple[Subject, tuple[str, ...]], ...] = ()

    @property
    def bindings(self) -> tuple[tuple[Subject, tuple[str, ...]], ...]:
        """All that its printing is the value of, each with the assumptions that it needs."""
        itself = [(Subject(self.itself), self.needs_itself)] if self.itself else []
        return ((self.subject, self.needs), *itself, *self.also)

    @property
    def quantities(self) -> tuple[str, ...]:
        """The ids of the quantities it speaks of."""
        others = (name for subject, _ in self.also for name in subject.quantities)
        return (*self.subject.quantities, *filter(None, (self.total, self.itself)), *others)

    @property
    def all_needs(self) -> tuple[str, ...]:
        """The ids of the assumptions that any of its subjects needs."""
        return (*self.needs, *(name for _, needs in self.also for name in needs))

    def without(self, gone: set[str]) -> Statement | None:
        """The statement where some ids are given up; None where it is, or no subject is left."""
        left = [pair for pair in self.bindings if not gone.intersection((self.id, *pair[1]))]
        if not left:
            return None
        (subject, needs), *others = left
        if (subject, needs) == (self.subject, self.needs):
            also = tuple(pair for pair in self.also if pair in left)
            return replace(self, also=also) if len(also) < len(self.also) else self
        return replace(
            self, subject=subject, needs=needs, total="", itself="", needs_itself=(), also=tuple(others)
        )  # fmt: skip

    @property
    def value_of(self) -> str:
        """Id of the quantity whose value it prints; empty where it prints a ratio alone."""
        return self.itself if self.subject.base else self.subject.part

    def allows(self, reading: Reading = DEFAULT) -> Interval:
        """Every value of its subject that would print so."""
        return allowed(self.printed, self.qualifier, reading, counted=self.is_counted)

    @property
    def is_counted(self) -> bool:
        """Whether it prints a counted whole: no share, no percentage, no scale such as *tỷ*."""
        plain = self.printed.unit not in RELATIVE and "%" not in self.as_printed
        return not self.subject.base and self.printed.last == 1 and plain


@dataclass(frozen=True)
class Assumption:
    """Something that the sources do not say and that a conflict may rest on."""

    id: str
    text: Text
    weight: int = 1


@dataclass(frozen=True)
class Definition:
    """A linear relation: the sum of coefficient times quantity is at most (or exactly) a bound.

    Without `needs` it holds whatever was printed, and cannot be given up.

    Args:
        kind: `balance` or `bound`.
        terms: quantity ids with their whole coefficients.
        equal: whether the sum is exactly the bound.
    """

    id: str
    kind: str
    terms: tuple[tuple[str, int], ...]
    bound: Fraction = Fraction(0)
    equal: bool = False
    needs: tuple[str, ...] = ()


Item = TypeVar("Item", Quantity, Assumption, Definition)


@dataclass
class Statements:
    """Statements with all they speak of: the input of an audit, filled step by step."""

    quantities: dict[str, Quantity] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    assumptions: dict[str, Assumption] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)

    def quantity(self, name: str, *, whole: bool = True, minimum: int | None = 0) -> Quantity:
        """A quantity by its name; the same name gives the same quantity.

        Raises:
            UsageError: one of that name is known and is not what is asked for here.
        """
        plain = Quantity(name, Text(name, name))
        quantity = replace(plain, whole=whole, minimum=_fraction(minimum))
        # The name alone asks for the known one, whatever it is.
        if quantity == plain and name in self.quantities:
            return self.quantities[name]
        return _kept(self.quantities, quantity, "quantity")

    def assume(self, name: str, text: Text | None = None, weight: int = 1) -> str:
        """Note an assumption that statements may need; gives its id back.

        Raises:
            UsageError: one of that name is known, with another text or weight, or a statement has that id.
        """
        plain = Assumption(name, Text(name, name))
        assumption = replace(plain, text=text or plain.text, weight=weight)
        if name in self.statements:
            raise _clash("assumption", name)
        if assumption != plain or name not in self.assumptions:
            _kept(self.assumptions, assumption, "assumption")
        return name

    def state(
        self,
        subject: Quantity | Subject,
        as_printed: str,
        *,
        qualifier: str = "exact",
        needs: Iterable[str] = (),
        weight: int = 2,
        notation: str = "en",
    ) -> Statement:
        """Note one printed statement.

        Args:
            subject: a quantity, or a relation such as `a.percent_of(b)`.
            as_printed: the number with its sign or scale: `27`, `3.84%`, `12-13%`.
            qualifier: `exact`, `about`, `nearly`, `more_than`, `less_than`, `at_least` or `at_most`.
            needs: ids of the assumptions without which it does not speak of this subject.
            weight: how sure it is; the lightest are named first as ways to mend a conflict.
            notation: `en` (4,298.5) or `vi` (4.298,5).

        Raises:
            ValueError: the printing is no number of the notation, or the qualifier is none.
            UsageError: an assumption or a quantity is unknown.
        """
        of = Subject(subject.id) if isinstance(subject, Quantity) else subject
        statement = Statement(
            self._free(f"{of.label()}: {as_printed}"), of, as_printed, parse(as_printed, notation),
            Qualifier(qualifier), tuple(needs), weight, notation,
        )  # fmt: skip
        return self.add(statement)

    def add(self, statement: Statement) -> Statement:
        """Note a statement made elsewhere; errors as `state`, and a UsageError where its id is used."""
        self._known(statement.quantities, statement.all_needs, statement.id)
        if statement.id in self.statements or statement.id in self.assumptions:
            raise _clash("statement", statement.id)
        self.statements[statement.id] = statement
        return statement

    def balance(
        self, total: Quantity, parts: Iterable[Quantity], needs: Iterable[str] = ()
    ) -> None:
        """The parts make up the total."""
        added = [part.id for part in parts]
        terms = ((total.id, -1), *((name, 1) for name in added))
        name = f"balance: {total.id} = {' + '.join(added)}"
        self._define(Definition(name, "balance", terms, equal=True, needs=tuple(needs)))

    def not_above(self, lesser: Quantity, greater: Quantity, needs: Iterable[str] = ()) -> None:
        """The first is not above the second."""
        terms = ((lesser.id, 1), (greater.id, -1))
        name = f"bound: {lesser.id} <= {greater.id}"
        self._define(Definition(name, "bound", terms, needs=tuple(needs)))

    def without(self, ids: Iterable[str]) -> Statements:
        """The same without some statements and assumptions, and without what needs one of these."""
        gone = set(ids)
        return Statements(
            self.quantities,
            {s.id: kept for s in self.statements.values() if (kept := s.without(gone))},
            {a.id: a for a in self.assumptions.values() if a.id not in gone},
            {d.id: d for d in self.definitions.values() if not gone & set(d.needs)},
        )

    def _define(self, definition: Definition) -> None:
        """Note a relation under a name that says what it rests on too: its whole key."""
        needed = f" if {', '.join(definition.needs)}" if definition.needs else ""
        self.define(replace(definition, id=f"{definition.id}{needed}"))

    def define(self, definition: Definition) -> None:
        """Note a relation made elsewhere; errors as `state`, and a UsageError where another has its id."""
        self._known((name for name, _ in definition.terms), definition.needs, definition.id)
        _kept(self.definitions, definition, "definition")

    def _known(self, quantities: Iterable[str], needs: Iterable[str], where: str) -> None:
        wanted = [(name, self.quantities, "quantity") for name in quantities]
        wanted += [(name, self.assumptions, "assumption") for name in needs]  # type: ignore[misc]
        for name, known, what in wanted:
            if name not in known:
                hint = suggestion(name, known) or f"Note the {what} first."
                raise UsageError(f"{where}: expected a known {what}, got {name!r}. {hint}")

    def _free(self, name: str) -> str:
        number, free = 2, name
        while free in self.statements or free in self.assumptions:
            free, number = f"{name} ({number})", number + 1
        return free


def _kept(known: dict[str, Item], item: Item, what: str) -> Item:
    """Note an item under its id; the same one once more is no news, another one is a clash."""
    if known.setdefault(item.id, item) != item:
        raise _clash(what, item.id)
    return item


def _clash(what: str, name: str) -> UsageError:
    return UsageError(
        f"{what}: expected an id of its own, got {name!r}, which is used. Give it another one."
    )


def _fraction(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def connected(given: Statements) -> list[Statements]:
    """The connected sets, in the order of their first quantity; each whole in itself.

    >>> given = Statements()
    >>> a, b = given.quantity("a"), given.quantity("b")
    >>> _ = given.state(a, "3"), given.state(b, "4")
    >>> len(connected(given))
    2
    """
    groups = _Groups(given.quantities)
    for statement in given.statements.values():
        groups.join(statement.quantities)
    for definition in given.definitions.values():
        groups.join(name for name, _ in definition.terms)
    parts: dict[str, Statements] = {}
    for name, quantity in given.quantities.items():
        parts.setdefault(groups.root(name), Statements()).quantities[name] = quantity
    for statement in given.statements.values():
        part = parts[groups.root(statement.subject.part)]
        part.statements[statement.id] = statement
        _bring(given, part, statement.all_needs)
    for definition in given.definitions.values():
        part = parts[groups.root(definition.terms[0][0])]
        part.definitions[definition.id] = definition
        _bring(given, part, definition.needs)
    return [part for part in parts.values() if part.statements]


def _bring(given: Statements, part: Statements, needs: Iterable[str]) -> None:
    for name in needs:
        part.assumptions[name] = given.assumptions[name]


class _Groups:
    """Names that belong together (union and find)."""

    def __init__(self, names: Iterable[str]) -> None:
        self.parent = {name: name for name in names}

    def root(self, name: str) -> str:
        while self.parent[name] != name:
            self.parent[name] = self.parent[self.parent[name]]
            name = self.parent[name]
        return name

    def join(self, names: Iterable[str]) -> None:
        first, *others = names
        for other in others:
            self.parent[self.root(other)] = self.root(first)
