"""The statements of a table, tied by its rules: those of every audit, made without a registry."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from tongket.audit.figure_table import PERCENT
from tongket.audit.quantities import BEHIND, TOTAL, uncapitalised
from tongket.audit.statements import HUNDRED, Definition, Quantity, Statement, Statements, Subject
from tongket.data.findings import Finding
from tongket.data.registry.toml_tables import MEND
from tongket.errors import near
from tongket.model import Qualifier, Text, Unit
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.audit.figure_table import TableFigure
    from tongket.audit.table_rules import TableRule, TableRules
    from tongket.model import UnitKind

# Keys of figures that print how two quantities are related, and no quantity.
RELATIONS = ("share", "growth", "means", "percents")
# Keys of figures that are added or compared.
SUMMED = ("total", "parts", "lesser", "greater", "now", "before")
BASE = Phrase("whole of {indicator}")


def statements_of_table(
    figures: Sequence[TableFigure], rules: TableRules, findings: list[Finding]
) -> Statements:
    """The statements of a table with what its rules tie; rules that cannot hold of it go to the findings."""
    tied = _Tied(figures, rules)
    found = [each for rule in rules.rules for each in tied.flaws(rule)]
    findings += found
    if not found:
        # Whether shares are tied to a whole is known once all other rules are.
        for rule in sorted(rules.rules, key=lambda each: each.kind == "sum_to"):
            tied.tie(rule)
        findings += tied.findings
        tied.state(figures)
    return tied.given


def untied(figures: Iterable[TableFigure], rules: TableRules) -> list[str]:
    """The ids of the figures that no rule names, in their order."""
    named = {name for rule in rules.rules for names in rule.figures.values() for name in names}
    return list(dict.fromkeys(each.id for each in figures if each.id not in named))


@dataclass
class _Tied:
    """The statements of a table while its rules are taken one by one."""

    figures: Sequence[TableFigure]
    rules: TableRules
    given: Statements = field(default_factory=Statements)
    relations: dict[str, list[tuple[Subject, tuple[str, ...]]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first = {each.id: each for each in reversed(self.figures)}
        self.numbers_of_cases = {rule.one("n") for rule in self.rules.rules}
        every = [(key, rule) for rule in self.rules.rules for key in rule.figures]
        self.related = {n for key, rule in every if key in RELATIONS for n in rule.figures[key]}

    def flaws(self, rule: TableRule) -> list[Finding]:
        """What of a rule cannot hold of this table."""
        found = [self._flaw(rule, key, n) for key, names in rule.figures.items() for n in names]
        return [each for each in (*found, *self._flaws_of_all(rule)) if each is not None]

    def _flaw(self, rule: TableRule, key: str, name: str) -> Finding | None:
        """What is wrong with one id in a rule."""
        if name not in self.first:
            names = ", ".join(near(name, self.first))
            remedy = Phrase("Nearest: {names}.", names=names) if names else MEND
            return self._finding(
                rule, key, name, Phrase("an id of the table"), remedy, "unknown-name"
            )
        if name not in self.related or key in RELATIONS or rule.kind == "sum_to":
            return None
        expected = Phrase("a figure that no rule reads as a share, mean or growth of others")
        remedy = Phrase("Name the number behind it, or leave one of the two rules out.")
        return self._finding(rule, key, name, expected, remedy, "share-as-amount")

    def _flaws_of_all(self, rule: TableRule) -> Iterator[Finding]:
        """What is wrong with the ids of a rule taken together."""
        every = [name for names in rule.figures.values() for name in names]
        for name in dict.fromkeys(each for each in every if every.count(each) > 1):
            remedy = Phrase("A figure cannot be a part of itself: mend the rule.")
            yield self._finding(rule, "", name, Phrase("each figure once"), remedy, "circular-rule")
        if rule.kind == "ratio" and not rule.one("part") + rule.one("whole"):
            expected, share = Phrase("a part or a whole"), rule.one("share")
            yield self._finding(rule, "", share, expected, MEND, "wrong-entry")
        summed = [n for key in SUMMED for n in rule.figures.get(key, ()) if n in self.first]
        if len({self.first[name].unit for name in summed}) > 1:
            shown = ", ".join(f"{name}: {self.first[name].unit or '-'}" for name in summed)
            expected, remedy = (
                Phrase("figures of one unit"),
                Phrase("Add or compare only what has one unit."),
            )
            yield self._finding(rule, "", shown, expected, remedy, "mixed-units")

    def _finding(
        self, rule: TableRule, key: str, value: str, expected: Text, remedy: Text, code: str
    ) -> Finding:
        at = ".".join(filter(None, (f"{rule.kind}[{rule.place}]", key)))
        return Finding(self.rules.file, rule.row, at, value, expected, remedy, code)

    # What each kind ties

    def tie(self, rule: TableRule) -> None:
        """Bring in a rule."""
        needs = (self.given.assume(rule.assumes),) if rule.assumes else ()
        getattr(self, f"_{rule.kind}")(rule, needs)

    def _balance(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        parts = map(self.quantity, rule.figures["parts"])
        self.given.balance(self.quantity(rule.one("total")), parts, needs)

    def _bound(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        terms = [(name, 1) for name in rule.figures["lesser"]] + [(rule.one("greater"), -1)]
        self._define(rule, terms, Fraction(0), needs, equal=False)

    def _change(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        terms = [(rule.one("now"), 1), (rule.one("before"), -1), (rule.one("points"), -1)]
        self._define(rule, terms, Fraction(0), needs)

    def _sum_to(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        """Shares make a constant; where they are tied to their whole, the numbers behind them do."""
        total = rule.number("sum", 100)
        parts = rule.figures["parts"]
        tied = [self.relations[name][0][0] for name in parts if name in self.relations]
        if not tied:
            self._define(rule, [(name, 1) for name in parts], total, needs)
            return
        if len({each.base for each in tied}) > 1 or len(tied) < len(parts):
            expected, remedy = (
                Phrase("shares of one whole"),
                Phrase("Tie all of them to that whole, or none."),
            )
            shown = ", ".join(parts)
            self.findings.append(
                self._finding(rule, "parts", shown, expected, remedy, "several-wholes")
            )
            return
        factor = lcm(total.denominator, *(each.scale.denominator for each in tied))
        terms = [(each.part, int(each.scale * factor)) for each in tied]
        self._define(rule, [*terms, (tied[0].base, -int(total * factor))], Fraction(0), needs)

    def _ratio(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        share = rule.one("share")
        part, whole = (
            self.quantity(rule.one(key)) if rule.one(key) else None for key in ("part", "whole")
        )
        part = part or self._hidden(share, BEHIND, whole)
        whole = whole or self._hidden(share, BASE, part)
        is_percent = self.first[share].as_printed.endswith("%")
        scale = rule.number("per", 100 if is_percent else 1)
        self._relate(share, Subject(part.id, whole.id, scale), needs)

    def _growth(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        now, before = (self.quantity(rule.one(key)) for key in ("now", "before"))
        self._relate(rule.one("growth"), now.percent_above(before), needs)

    def _mean(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        cases, items = self.quantity(rule.one("n")), rule.number("items", 1)
        for name in rule.figures["means"]:
            # Answers may be below zero, as differences are.
            total = self._hidden(name, TOTAL, minimum=None)
            self._relate(name, Subject(total.id, cases.id, 1 / items), needs)

    def _percent_of_n(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        cases, items = self.quantity(rule.one("n")), rule.number("items", 1)
        for name in rule.figures["percents"]:
            part = self._hidden(name, BEHIND, cases)
            self._relate(name, Subject(part.id, cases.id, HUNDRED / items), needs)
            terms = ((part.id, items.denominator), (cases.id, -items.numerator))
            self.given.define(Definition(f"part: {part.id} / {cases.id}", "bound", terms))

    def _define(
        self, rule: TableRule, terms: Sequence[tuple[str, int]], bound: Fraction, needs: tuple[str, ...],
        *, equal: bool = True,
    ) -> None:  # fmt: skip
        for name, _ in terms:
            if name in self.first:
                self.quantity(name)
        kind = "balance" if equal else "bound"
        name = f"{rule.kind} {rule.place}"
        self.given.define(Definition(name, kind, tuple(terms), bound, equal, needs))

    def _relate(self, name: str, subject: Subject, needs: tuple[str, ...]) -> None:
        self.relations.setdefault(name, []).append((subject, needs))

    # Quantities and statements

    def quantity(self, name: str) -> Quantity:
        """The quantity that a figure prints."""
        figure = self.first[name]
        whole = figure.unit in self.rules.counted or name in self.numbers_of_cases
        minimum = Fraction(0) if whole else None
        quantity = Quantity(
            name,
            Text(figure.name, figure.name),
            whole,
            minimum,
            indicator=name,
            unit=_unit(figure.unit),
        )
        return self.given.quantities.setdefault(name, quantity)

    def _hidden(
        self, name: str, called: Phrase, like: Quantity | None = None,
        *, minimum: Fraction | None = Fraction(0),
    ) -> Quantity:  # fmt: skip
        """What no figure prints: measured like another quantity, or a whole number."""
        of = uncapitalised(self.first[name].name)
        whole, unit = (like.whole, like.unit) if like else (True, None)
        quantity = Quantity(
            f"{name}:behind", called.filled(indicator=Text(of, of)), whole, minimum, hidden=True,
            indicator=name, unit=unit,
        )  # fmt: skip
        return self.given.quantities.setdefault(quantity.id, quantity)

    def state(self, figures: Iterable[TableFigure]) -> None:
        """Note every figure that a rule ties, once for each relation that it prints."""
        for figure in figures:
            plain: list[tuple[Subject, tuple[str, ...]]] = [
                (Subject(self.quantity(figure.id).id), ())
            ]
            for subject, needs in self.relations.get(figure.id, plain):
                name = f"{figure.id} [{figure.row}]"
                if name in self.given.statements:
                    name = f"{name} {subject.label()}"
                self.given.add(
                    Statement(
                        name, subject, figure.as_printed, figure.printed, figure.qualifier, needs,
                        self._weight(figure, subject), total=self._total(figure),
                        name=Text(figure.name, figure.name), unit=_unit(figure.unit),
                    )
                )  # fmt: skip

    def _total(self, figure: TableFigure) -> str:
        """The quantity that the N of a printed n/N gives."""
        if figure.printed.denominator is None:
            return ""
        return self._hidden(figure.id, TOTAL).id

    def _weight(self, figure: TableFigure, subject: Subject) -> int:
        """How sure a figure is: a count most, a share least, one less behind a hedge."""
        counted = self.given.quantities[subject.part].whole
        sure = 2 if subject.base else 3 + counted
        return sure - (figure.qualifier is not Qualifier.EXACT)


def _unit(name: str) -> Unit | None:
    """A unit by the word that the table writes."""
    kind: UnitKind = "percent" if name == PERCENT else "ratio"
    return Unit(name, kind, Text(name, name)) if name else None
