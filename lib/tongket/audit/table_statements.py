"""The statements of a table, tied by its rules: those of every audit, made without a registry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain, count
from math import lcm
from typing import TYPE_CHECKING

from tongket.audit.figure_units import PERCENT, as_unit
from tongket.audit.quantities import BEHIND, TOTAL, uncapitalised
from tongket.audit.statements import HUNDRED, Definition, Quantity, Statement, Statements, Subject
from tongket.audit.table_flaws import finding, flaws, is_in_percent
from tongket.model import Qualifier, Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongket.audit.figure_table import FigureTable, TableFigure
    from tongket.audit.table_rules import TableRule, TableRules
    from tongket.data.findings import Finding
    from tongket.numerals import Printed

BASE = Phrase("whole of {indicator}")
MONEY = frozenset({"VND", "USD"})


def statements_of_table(
    table: FigureTable, rules: TableRules, findings: list[Finding]
) -> Statements:
    """The statements of a table with what its rules tie; rules that cannot hold of it go to the findings."""
    found = flaws(table, rules)
    findings += found
    tied = _Tied(table, rules)
    if not found:
        # Whether shares are tied to a whole is known once all other rules are.
        for rule in sorted(rules.rules, key=lambda each: each.kind == "sum_to"):
            tied.tie(rule)
        findings += tied.findings
        tied.state(table.figures)
    return tied.given


def untied(figures: Iterable[TableFigure], rules: TableRules) -> list[str]:
    """The ids of the figures that no rule names, in their order."""
    named = {name for rule in rules.rules for names in rule.figures.values() for name in names}
    return list(dict.fromkeys(each.id for each in figures if each.id not in named))


@dataclass(frozen=True)
class _Relation:
    """What a printed share, growth or mean is the value of.

    Args:
        factor: by what n/N is multiplied to be that value: 100 where it is a percentage.
        whole: id of the figure that is the whole; empty where it is not printed.
    """

    subject: Subject
    needs: tuple[str, ...]
    factor: Fraction
    whole: str = ""


@dataclass
class _Tied:
    """The statements of a table while its rules are taken one by one."""

    table: FigureTable
    rules: TableRules
    given: Statements = field(default_factory=Statements)
    relations: dict[str, list[_Relation]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    hidden: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.figures = self.table.by_id
        self.first = {name: printings[0] for name, printings in self.figures.items()}
        self.numbers_of_cases = {rule.one("n") for rule in self.rules.rules}
        # What n of N is named a part of is the N.
        self.whole_of = {
            rule.one("part"): rule.one("whole")
            for rule in self.rules.rules
            if rule.one("part") and rule.one("whole")
        }

    # What each kind ties

    def tie(self, rule: TableRule) -> None:
        """Bring in a rule."""
        needs: tuple[str, ...] = ()
        if rule.assumes:
            # No statement has an id that ends so.
            said = Text(rule.assumes, rule.assumes)
            needs = (self.given.assume(f"{rule.assumes} (assumption)", said),)
        getattr(self, f"_{rule.kind}")(rule, needs)

    def _balance(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        terms = [(rule.one("total"), -1), *((name, 1) for name in rule.figures["parts"])]
        self._define(rule, terms, Fraction(0), needs)

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
        tied = [self.relations[name] for name in parts if name in self.relations]
        if not tied:
            self._define(rule, [(name, 1) for name in parts], total, needs)
            return
        bases = [{each.subject.base for each in relations} for relations in tied]
        common = set.intersection(*bases)
        if not common or len(tied) < len(parts):
            expected, remedy = (
                Phrase("shares of one whole"),
                Phrase("Tie all of them to that whole, or none."),
            )
            shown = ", ".join(parts)
            self.findings.append(
                finding(self.rules, rule, "parts", shown, expected, remedy, "several-wholes")
            )
            return
        chosen = [next(r for r in relations if r.subject.base in common) for relations in tied]
        needs += tuple(name for each in chosen for name in each.needs)
        # A growth is above 100%: what growths make is less by as much.
        total -= sum(each.subject.plus for each in chosen)
        factor = lcm(total.denominator, *(each.subject.scale.denominator for each in chosen))
        terms = [(each.subject.part, int(each.subject.scale * factor)) for each in chosen]
        whole = (chosen[0].subject.base, -int(total * factor))
        self._define(rule, [*terms, whole], Fraction(0), needs)

    def _ratio(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        share = rule.one("share")
        part, whole = (
            self.quantity(rule.one(key)) if rule.one(key) else None for key in ("part", "whole")
        )
        part = part or self._hidden(share, BEHIND, whole)
        whole = whole or self._hidden(share, BASE, part)
        scale = rule.number("per", self._scale(share))
        self._relate(share, Subject(part.id, whole.id, scale), needs, scale, rule.one("whole"))

    def _scale(self, share: str) -> int:
        """What the quotient of part and whole is multiplied by in print."""
        if is_in_percent(self.figures[share]):
            return 100
        return 1000 if self.first[share].kind == "per_mille" else 1

    def _growth(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        now, before = (self.quantity(rule.one(key)) for key in ("now", "before"))
        self._relate(rule.one("growth"), now.percent_above(before), needs, HUNDRED)

    def _mean(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        cases, items = self.quantity(rule.one("n")), rule.number("items", 1)
        for name in rule.figures["means"]:
            # Answers may be below zero, as differences are.
            total = self._hidden(name, TOTAL, minimum=None, of=cases.id)
            self._relate(name, Subject(total.id, cases.id, 1 / items), needs, Fraction(1))

    def _percent_of_n(self, rule: TableRule, needs: tuple[str, ...]) -> None:
        cases, items = self.quantity(rule.one("n")), rule.number("items", 1)
        for name in rule.figures["percents"]:
            part = self._hidden(name, BEHIND, cases)
            subject = Subject(part.id, cases.id, HUNDRED / items)
            self._relate(name, subject, needs, HUNDRED, rule.one("n") if items == 1 else "")
            terms = ((part.id, items.denominator), (cases.id, -items.numerator))
            self.given.define(Definition(f"{rule.kind} {rule.place}: {name}", "bound", terms))

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

    def _relate(
        self, name: str, subject: Subject, needs: tuple[str, ...], factor: Fraction, whole: str = ""
    ) -> None:
        relation = _Relation(subject, needs, factor, whole)
        known = self.relations.setdefault(name, [])
        if relation not in known:
            known.append(relation)

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
            unit=as_unit(figure.unit, figure.kind),
        )
        return self.given.quantities.setdefault(name, quantity)

    def _hidden(
        self, name: str, called: Phrase, like: Quantity | None = None,
        *, minimum: Fraction | None = Fraction(0), of: str = "",
    ) -> Quantity:  # fmt: skip
        """What no figure prints: measured like another quantity, or a whole number.

        Args:
            name: the figure behind which it is.
            called: what it is.
            like: the quantity that it is a part or the whole of.
            minimum: the least that it may be.
            of: id of the quantity that it belongs to, where it is not measured like that.
        """
        words = uncapitalised(self.first[name].name)
        whole, unit = (like.whole, like.unit) if like else (True, None)
        quantity = Quantity(
            self._hidden_id(name, called, like.id if like else of), called.filled(indicator=Text(words, words)),
            whole, minimum, hidden=True, indicator=name, unit=unit,
        )  # fmt: skip
        return self.given.quantities.setdefault(quantity.id, quantity)

    def _hidden_id(self, name: str, called: Phrase, of: str) -> str:
        """An id that no figure and nothing else that is hidden has."""
        key = name, called.en, of
        if key not in self.hidden:
            used = {*self.first, *self.hidden.values()}
            plain = f"{name}:behind"
            others = (f"{plain} ({number})" for number in count(2))
            self.hidden[key] = next(each for each in chain([plain], others) if each not in used)
        return self.hidden[key]

    def state(self, figures: Iterable[TableFigure]) -> None:
        """Note every figure that a rule ties: one statement, of all that it is the value of."""
        for figure in figures:
            subject, *others = self.relations.get(figure.id) or [self._plain(figure)]
            printed, unit = figure.printed, as_unit(figure.unit, figure.kind)
            total = self._total(figure)
            if subject.subject.base and printed.denominator:
                printed, total = _as_share(printed, subject.factor), self._n_of(figure, subject)
                if subject.factor == HUNDRED:
                    unit = as_unit(PERCENT, "percent")
            self.given.add(
                Statement(
                    f"{figure.id} [{figure.row}]", subject.subject, figure.as_printed, printed, figure.qualifier,
                    subject.needs, self._weight(figure, subject.subject), self.table.notation, total,
                    name=Text(figure.name, figure.name), unit=unit,
                    also=tuple((other.subject, other.needs) for other in others),
                )
            )  # fmt: skip

    def _plain(self, figure: TableFigure) -> _Relation:
        """A figure that prints a quantity and no relation."""
        return _Relation(Subject(self.quantity(figure.id).id), (), Fraction(1))

    def _total(self, figure: TableFigure) -> str:
        """The quantity that the N of a printed n/N gives."""
        if not figure.is_fraction:
            return ""
        whole = self.whole_of.get(figure.id)
        return self.quantity(whole).id if whole else self._hidden(figure.id, TOTAL).id

    def _n_of(self, figure: TableFigure, relation: _Relation) -> str:
        """The whole of a share n/N where N can only be that whole: 3/20 is no share of 21 people, 2/3 is one of 9."""
        whole, of = self.first.get(relation.whole), figure.printed.denominator
        if not whole or not of or whole.printed.value is None or whole.kind in MONEY:
            return ""
        in_digits = str(of) in figure.as_printed
        counted = whole.printed.last == 1 and whole.qualifier is Qualifier.EXACT
        return whole.id if in_digits and counted and whole.printed.value % of else ""

    def _weight(self, figure: TableFigure, subject: Subject) -> int:
        """How sure a figure is: a count most, a share least, one less behind a hedge."""
        counted = self.given.quantities[subject.part].whole
        sure = 2 if subject.base else 3 + counted
        return sure - (figure.qualifier is not Qualifier.EXACT)


def _as_share(printed: Printed, factor: Fraction) -> Printed:
    """A fraction n/N as the share that it is of a whole; a hedge reaches as far as it does for n."""
    scale = factor / (printed.denominator or 1)
    value = None if printed.value is None else printed.value * scale
    last, last_nonzero = printed.last * scale, printed.last_nonzero * scale
    return replace(printed, value=value, last=last, last_nonzero=last_nonzero)
