"""A conflict explained so that a director follows it without algebra: figures, arithmetic, ways out, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from tongket.audit.phrases import (
    both,
    called,
    listed,
    number,
    placed,
    quoted,
    sentence,
    span,
    within,
)
from tongket.audit.readings import MEANINGS
from tongket.audit.statements import HUNDRED
from tongket.model import Interval, Text
from tongket.numerals import format_number
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tongket.audit.results import AuditedSet, Conflict, Repair, Wording
    from tongket.audit.statements import Definition, Statement
    from tongket.model import Lang

CANNOT = {
    1: Phrase("cannot be true as printed"),
    2: Phrase("cannot both be true as printed"),
    3: Phrase("cannot all be true as printed"),
}


@dataclass(frozen=True)
class Explanation:
    """One conflict in words.

    Args:
        headline: what cannot all be true, with places.
        doubt: what to doubt first, and what follows whichever is doubted; empty for one conflict of several.
        arithmetic: the calculation, line by line.
        rests_on: the assumptions it depends on; empty where it needs none.
        ways_out: what would resolve it.
        ask: what to ask.
    """

    headline: Text
    arithmetic: tuple[Text, ...]
    rests_on: tuple[Text, ...]
    ways_out: tuple[Text, ...]
    ask: Text
    doubt: tuple[Text, ...] = ()

    def paragraphs(self) -> tuple[Text, ...]:
        """The whole in order."""
        return (
            self.headline,
            *self.doubt,
            *self.arithmetic,
            *self.rests_on,
            *self.ways_out,
            self.ask,
        )

    def in_(self, lang: Lang) -> str:
        """The whole as running text."""
        return " ".join(text.in_(lang) for text in self.paragraphs())


def explain(
    conflict: Conflict, found: AuditedSet, publishers: Mapping[str, str] | None = None
) -> Explanation:
    """Explain one conflict of an audited set.

    Args:
        conflict: one of the conflicts of `found`.
        found: the audited set.
        publishers: who to ask, by the id of a source.
    """
    return _Explainer(conflict, found, publishers or {}).explanation()


class _Explainer:
    def __init__(
        self, conflict: Conflict, found: AuditedSet, publishers: Mapping[str, str]
    ) -> None:
        self.conflict, self.found, self.publishers = conflict, found, publishers
        self.quantities = {quantity.id: quantity for quantity in found.quantities}
        self.names = {quantity.id: quantity.name for quantity in found.quantities}
        self.whole = {quantity.id: quantity.whole for quantity in found.quantities}
        self.direct = [s for s in conflict.statements if not s.subject.base]
        self.ratios = [s for s in conflict.statements if s.subject.base]

    def explanation(self) -> Explanation:
        return Explanation(
            both(self._headline), tuple(self._arithmetic()), tuple(self._rests_on()),
            ways_out(self.conflict, self.found), self._ask(),
        )  # fmt: skip

    def _headline(self, lang: Lang) -> str:
        statements = self.conflict.statements
        about = dict.fromkeys(called(s, self.names).in_(lang) for s in statements)
        if len(about) == 1:
            quotes = [placed(s, self.names, lang) for s in statements]
        else:
            quotes = [
                f"{called(s, self.names).in_(lang)} {placed(s, self.names, lang)}"
                for s in statements
            ]
        before = f"{next(iter(about))}: " if len(about) == 1 else ""
        cannot = CANNOT[min(len(quotes), 3)].in_(lang)
        return f"{before}{listed(quotes, lang)} {cannot}."

    # The arithmetic

    def _arithmetic(self) -> list[Text]:
        lines = [both(partial(self._allows, s)) for s in self._inexact()]
        broken = self._definitions()
        lines += broken
        hidden = [text for ratio in self.ratios for text in self._hidden(ratio)]
        if broken and not self.ratios:
            return lines
        beyond = self._beyond_whole()
        if not beyond and (len(hidden) < len(self.ratios) or not hidden):
            several = len(self.conflict.statements) > 1
            hidden.append(Phrase("Nothing fits all of them." if several else "No value fits it."))
        return lines + beyond + hidden

    def _beyond_whole(self) -> list[Text]:
        """Percentages of more than all of a whole, of which the part is a part."""
        parts = {definition.terms for definition in self._tied() if not definition.equal}
        return [
            Phrase(
                "{part} is part of {whole}, so that at most 100% is possible.",
                part=self.names[ratio.subject.part], whole=_inner(self.names[ratio.subject.base]),
            )
            for ratio in self.ratios
            if ((ratio.subject.part, 1), (ratio.subject.base, -1)) in parts
            and ratio.subject.scale == HUNDRED
            and Interval.exact(HUNDRED).is_below(self._allowed(ratio))
        ]  # fmt: skip

    def _inexact(self) -> list[Statement]:
        return [s for s in self.conflict.statements if not self._allowed(s).is_exact]

    def _allowed(self, statement: Statement) -> Interval:
        """What a statement allows, in per cent of the plan where it says *above the plan*."""
        subject, interval = statement.subject, statement.allows(self.found.reading)
        if subject.plus:
            return interval - Interval.exact(subject.plus)
        if not subject.base and self.whole[subject.part]:
            return interval.to_whole() or interval
        return interval

    def _sign(self, statement: Statement) -> str:
        return "%" if statement.as_printed.endswith("%") else ""

    def _allows(self, statement: Statement, lang: Lang) -> str:
        form = translate("{printed} means {allowed}{of_plan}.", lang)
        of_plan = ""
        if statement.subject.plus:
            base = self.names[statement.subject.base].in_(lang)
            of_plan = (
                translate(" of the plan", lang)
                if ":target" in statement.subject.base
                else translate(" of “{base}”", lang).format(base=base)
            )
        allowed = span(self._allowed(statement), lang, self._sign(statement))
        printed = quoted(statement, self.names, lang)
        return sentence([form.format(printed=printed, allowed=allowed, of_plan=of_plan)])

    def _tied(self) -> list[Definition]:
        """The definitions between quantities of the conflict."""
        involved = {name for s in self.conflict.statements for name in s.quantities}
        assumed = {a.id for a in self.conflict.assumptions}
        return [
            definition
            for definition in self.found.definitions
            if {name for name, _ in definition.terms} <= involved
            and assumed.issuperset(definition.needs)
        ]

    def _printed(self) -> dict[str, Interval]:
        """What is allowed of each quantity whose value is printed."""
        printed = ((s.value_of, self._allowed(s)) for s in self.conflict.statements)
        return {name: allowed for name, allowed in printed if name}

    def _definitions(self) -> list[Text]:
        """Sums and comparisons that do not hold."""
        ends = self._printed()
        stated = [d for d in self._tied() if all(name in ends for name, _ in d.terms)]
        sides = [(d.equal, *_sides(d, ends)) for d in stated]
        return [
            text
            for equal, left, right in sides
            for text in (both(_sum_line(left, right, equal=equal)), both(_difference(left, right)))
            if right.total().is_below(left.total())
            or (equal and left.total().is_below(right.total()))
        ]

    def _hidden(self, ratio: Statement) -> list[Text]:
        """What follows from a percentage and one of its two sides, and the whole numbers on either side of it."""
        known = self._printed()
        subject, share = ratio.subject, self._allowed(ratio)
        result, base = known.get(subject.part), known.get(subject.base)
        if result is None:
            return (
                []
                if base is None
                else self._part_lines(ratio, (share * base).scale(1 / subject.scale), base)
            )
        try:
            whole = result.scale(subject.scale) / share
        except ZeroDivisionError:
            return []
        lines = [self._would_be(subject.base, whole)]
        if base is not None:
            lines.append(
                Phrase("What is printed allows {allowed}.", allowed=both(partial(span, base)))
            )

        def gives(number_of: int) -> Fraction:
            return (result.lower or Fraction(0)) * subject.scale / number_of

        return [*lines, *(self._cases(ratio, whole, gives) if result.is_exact else [])]

    def _part_lines(self, ratio: Statement, part: Interval, base: Interval) -> list[Text]:
        def gives(number_of: int) -> Fraction:
            return number_of * ratio.subject.scale / (base.lower or Fraction(1))

        exact = base.is_exact and base.lower
        cases = self._cases(ratio, part, gives) if exact and self.whole[ratio.subject.part] else []
        return [self._would_be(ratio.subject.part, part), *cases]

    def _would_be(self, quantity: str, interval: Interval) -> Text:
        whole = interval.to_whole() if self.whole[quantity] else interval
        says = message("The {quantity} would then be {range}.")
        if whole is None:
            says = message("The {quantity} would then lie {range}: no whole number does.")
        shown = _shortened(whole or interval)

        def line(lang: Lang) -> str:
            name = within(self.quantities[quantity], lang)
            return translate(says, lang).format(quantity=name, range=span(shown, lang))

        return both(line)

    def _cases(
        self, ratio: Statement, between: Interval, gives: Callable[[int], Fraction]
    ) -> list[Text]:
        """`19 gives 142.1%, 20 gives 135.0%`, where no whole number lies between."""
        if between.lower is None or between.to_whole() is not None:
            return []
        below, sign = int(between.lower // 1), self._sign(ratio)
        places = max(ratio.printed.decimals, 1)

        def cases(lang: Lang) -> str:
            form = translate("{base} gives {share}", lang)
            shown = [
                form.format(
                    base=number(n, lang), share=format_number(gives(n), lang, places) + sign
                )
                for n in (below, below + 1)
                if n > 0
            ]
            return sentence(["; ".join(shown)])

        return [both(cases)]

    # What it rests on, and what would resolve it

    def _rests_on(self) -> list[Text]:
        return [
            Phrase("This rests on the assumption: {assumption}.", assumption=_inner(a.text))
            for a in self.conflict.assumptions
        ]

    def _ask(self) -> Text:
        rows = [s.observation for s in self.conflict.statements if s.observation is not None]
        known = [self.publishers[row.source] for row in rows if row.source in self.publishers]
        whom = "; ".join(dict.fromkeys(known))
        return Phrase(
            "Ask {whom}: what does each figure count, and against which plan or total? "
            "Figures of different scope may both be right.",
            whom=whom or Phrase("the publisher"),
        )


@dataclass(frozen=True)
class _Side:
    """One side of a definition: what is added there, each with its coefficient."""

    terms: tuple[tuple[int, Interval], ...]
    constant: Fraction

    def total(self) -> Interval:
        parts = (interval.scale(factor) for factor, interval in self.terms)
        return sum(parts, Interval.exact(self.constant))

    def shown(self, lang: Lang) -> str:
        """The sum with its result; the result alone where there is nothing to add or multiply."""
        parts = [_term(factor, interval, lang) for factor, interval in self.terms]
        if self.constant or not parts:
            parts.append(number(self.constant, lang))
        added, total = " + ".join(parts), span(self.total(), lang)
        return added if added == total else f"{added} = {total}"


def _term(factor: int, interval: Interval, lang: Lang) -> str:
    shown = span(interval, lang)
    if factor == 1:
        return shown
    return f"{factor} × {shown}" if interval.is_exact else f"{factor} × ({shown})"


def _sides(definition: Definition, ends: Mapping[str, Interval]) -> tuple[_Side, _Side]:
    """What a definition adds up, and what that may not exceed, each without a minus sign."""
    left = tuple((factor, ends[name]) for name, factor in definition.terms if factor > 0)
    right = tuple((-factor, ends[name]) for name, factor in definition.terms if factor < 0)
    bound, none = definition.bound, Fraction(0)
    return _Side(left, max(-bound, none)), _Side(right, max(bound, none))


def _sum_line(left: _Side, right: _Side, *, equal: bool) -> Callable[[Lang], str]:
    forms = (message("{added} is above {stated}."), message("{added}, not {stated}."))
    return lambda lang: translate(forms[equal], lang).format(
        added=left.shown(lang), stated=right.shown(lang)
    )


def _difference(left: _Side, right: _Side) -> Callable[[Lang], str]:
    """How far apart two sums are, and how much of it the rounding of their parts explains at most."""
    apart = left.total() - right.total()
    ends = [abs(Fraction(end)) for end in (apart.lower, apart.upper) if end is not None]
    middle, slack = (min(ends) + max(ends)) / 2, (max(ends) - min(ends)) / 2
    form = message("The difference is {gap}.")
    if slack:
        form = message("The difference is {gap}; rounding explains at most {slack}.")
    if apart.lower is None or apart.upper is None:
        form = message("The difference is at least {gap}.")

    def line(lang: Lang) -> str:
        return translate(form, lang).format(gap=number(middle, lang), slack=number(slack, lang))

    return line


def _shortened(interval: Interval) -> Interval:
    """The ends to two decimals, outward, for reading."""
    low = None if interval.lower is None else Fraction(int(interval.lower * 100 // 1), 100)
    high = None if interval.upper is None else Fraction(-int(-interval.upper * 100 // 1), 100)
    return Interval(low, high, interval.lower_closed, interval.upper_closed)


def _inner(text: Text) -> Text:
    """A sentence as it is written after a colon: its first letter small."""
    return both(lambda lang: text.in_(lang)[:1].lower() + text.in_(lang)[1:])


SENSES = {
    "more_than": Phrase("If “{printed} above” means more than that, the conflict is gone."),
    "at_least": Phrase("If “{printed} above” means at least that, the conflict is gone."),
    "of_plan": Phrase(
        "If “{printed} above” means that {printed} of the plan was passed, the conflict is gone."
    ),
}


def ways_out(conflict: Conflict, found: AuditedSet) -> tuple[Text, ...]:
    """Everything that would resolve one conflict of an audited set, one sentence each."""
    ways = [_other_sense(wording) for wording in _widest(conflict.wordings)]
    if conflict.resolved_at is not None:
        meaning = MEANINGS[conflict.resolved_at]
        ways.append(Phrase("A looser reading resolves it: {reading}.", reading=meaning))
    if not conflict.decided:
        ways.append(
            Phrase("Whether a looser reading resolves it was not decided for every reading.")
        )
    repair = found.repair
    if repair is not None and repair.statement.id in conflict.ids:
        ways.append(_only_edit(repair))
    return tuple(ways)


def _other_sense(wording: Wording) -> Text:
    return SENSES[wording.sense].filled(printed=wording.statement.as_printed)


def _widest(wordings: tuple[Wording, ...]) -> list[Wording]:
    """The senses worth naming: *at least* says what *more than* says, and more."""
    wide = {w.statement.id for w in wordings if w.sense == "at_least"}
    return [w for w in wordings if w.sense != "more_than" or w.statement.id not in wide]


def _only_edit(repair: Repair) -> Text:
    base = repair.statement.subject.base
    plan = repair.witness.get(base)
    fits: Text = Text("", "")
    if plan is not None and (not base or ":target" in base):
        fits = Phrase(" (the plan would be {plan})", plan=both(partial(number, plan)))
    return Phrase(
        "Only one edit of a single character fits all figures: “{new}” in place of “{old}”{fits}.",
        new=repair.as_printed, old=repair.statement.as_printed, fits=fits,
    )  # fmt: skip
