"""A conflict explained so that a director follows it without algebra: figures, arithmetic, ways out, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from tongket.audit.consequences import consequences, of_shares
from tongket.audit.phrases import (
    PERCENT,
    amount,
    apart,
    both,
    called,
    listed,
    number,
    placed,
    quoted,
    rounded,
    sentence,
    span,
    within,
)
from tongket.audit.quantities import capitalised
from tongket.audit.readings import MEANINGS
from tongket.audit.statements import HUNDRED
from tongket.audit.sums import broken, difference
from tongket.model import LANGS, Interval, Text
from tongket.numerals.formats import quoted_print
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tongket.audit.results import AuditedSet, Conflict, Repair, Severity, Wording
    from tongket.audit.statements import Definition, Statement
    from tongket.model import Lang, Unit

ZERO = Fraction(0)
CANNOT = {
    1: Phrase("cannot be true as printed"),
    2: Phrase("cannot both be true as printed"),
    3: Phrase("cannot all be true as printed"),
}


# Said where a looser reading or a dropped assumption resolves it.
LOOSELY = Phrase("fit each other only under a looser reading or another scope")


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
    conflict: Conflict, found: AuditedSet, publishers: Mapping[str, Text] | None = None
) -> Explanation:
    """Explain one conflict of an audited set.

    Args:
        conflict: one of the conflicts of `found`.
        found: the audited set.
        publishers: who to ask, by the id of a source.
    """
    return _Explainer(conflict, found, publishers or {}).explanation()


def _spoken_of(conflict: Conflict) -> list[list[Statement]]:
    """Each statement of a conflict, once for each of its subjects that others of the conflict speak of too."""
    statements, assumed = conflict.statements, {a.id for a in conflict.assumptions}
    found = []
    for each in statements:
        others = {name for other in statements if other is not each for name in other.quantities}
        binding = [
            pair for pair in ((each.subject, each.needs), *each.also) if assumed.issuperset(pair[1])
        ]
        shared = [pair for pair in binding if others.intersection(pair[0].quantities)]
        several = shared or binding[:1] if each.also else []
        found.append([replace(each, subject=s, needs=n, also=()) for s, n in several] or [each])
    return found


def cannot_hold(
    statements: Sequence[Statement],
    names: Mapping[str, Text],
    severity: Severity,
    lang: Lang,
    *,
    most: int | None = None,
) -> str:
    """Which statements do not fit each other, with their places; of more than the most these, and how many others."""
    about = dict.fromkeys(called(s, names).in_(lang) for s in statements)
    quotes = [placed(s, names, lang) for s in statements]
    if len(about) > 1:
        quotes = [
            f"{called(s, names).in_(lang)} {quote}"
            for s, quote in zip(statements, quotes, strict=True)
        ]
    one = next(iter(about)) if len(about) == 1 else ""
    # A name that is only an id is written as it is.
    before = f"{one if one in names else capitalised(one)}: " if one else ""
    firm = severity == "conflict" or len(quotes) == 1
    cannot = (CANNOT[min(len(quotes), 3)] if firm else LOOSELY).in_(lang)
    shown, others = listed(quotes, lang), len(quotes[most:]) if most else 0
    if others:
        form = translate("{names} and {number} others", lang)
        shown = form.format(names=", ".join(quotes[:most]), number=number(others, lang))
    return f"{before}{shown} {cannot}."


class _Explainer:
    def __init__(
        self, conflict: Conflict, found: AuditedSet, publishers: Mapping[str, Text]
    ) -> None:
        spoken = _spoken_of(conflict)
        self.conflict = replace(conflict, statements=tuple(each[0] for each in spoken))
        self.found, self.publishers = found, publishers
        self.quantities = {quantity.id: quantity for quantity in found.quantities}
        self.names = {quantity.id: quantity.name for quantity in found.quantities}
        self.whole = {quantity.id: quantity.whole for quantity in found.quantities}
        self.direct = [s for s in self.conflict.statements if not s.subject.base]
        self.ratios = [s for each in spoken for s in each if s.subject.base]

    def explanation(self) -> Explanation:
        return Explanation(
            both(partial(cannot_hold, self.conflict.statements, self.names, self.conflict.severity)),
            tuple(self._arithmetic()), tuple(self._rests_on()), ways_out(self.conflict, self.found), self._ask(),
        )  # fmt: skip

    # The arithmetic

    def _arithmetic(self) -> list[Text]:
        lines = [both(partial(self._allows, s)) for s in self._inexact()]
        beyond = self._beyond_whole()
        # A conflict is smallest: what breaks a sum is all of it.
        if not beyond and (sums := self._sums()):
            return lines + sums
        hidden = [text for ratio in self.ratios for text in self._hidden(ratio)]
        if not beyond and (len(hidden) < len(self.ratios) or not hidden):
            several = len(self.conflict.statements) > 1
            none = Phrase("Nothing fits all of them." if several else "No value fits it.")
            hidden += self._differences() or [none]
        return lines + beyond + hidden

    def _differences(self) -> list[Text]:
        """How far apart statements of one subject are."""
        return [
            difference(self._allowed(one), self._allowed(other), self._unit(one))
            for one, other in combinations(self.conflict.statements, 2)
            if replace(one.subject, plus=ZERO) == replace(other.subject, plus=ZERO)
            and self._allowed(one).intersect(self._allowed(other)) is None
        ]

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

    def _unit(self, statement: Statement) -> Unit | None:
        """What a statement is printed in."""
        is_percent = statement.printed.unit == "percent"
        return PERCENT if is_percent else statement.unit or self._unit_of_direct(statement)

    def _unit_of_direct(self, statement: Statement) -> Unit | None:
        subject = statement.subject
        return None if subject.base else self.quantities[subject.part].unit

    def _allows(self, statement: Statement, lang: Lang) -> str:
        form = translate("{printed} means {allowed}{of_plan}.", lang)
        of_plan = _of_base(statement, self.names, lang) if statement.subject.plus else ""
        allowed = span(self._allowed(statement), lang, self._unit(statement))
        printed = quoted(statement, self.names, lang)
        return sentence([form.format(printed=printed, allowed=allowed, of_plan=of_plan)])

    def _tied(self) -> list[Definition]:
        """The definitions between quantities of the conflict."""
        involved = {name for s in self.conflict.statements for name in s.quantities}
        return [d for d in self._holding() if {name for name, _ in d.terms} <= involved]

    def _holding(self) -> list[Definition]:
        """The definitions that need no other assumption than those of the conflict."""
        assumed = {a.id for a in self.conflict.assumptions}
        return [d for d in self.found.definitions if assumed.issuperset(d.needs)]

    def _printed(self) -> dict[str, Interval]:
        """What is allowed of each quantity whose value is printed."""
        statements = self.conflict.statements
        totals = {
            s.total: Interval.exact(s.printed.denominator)
            for s in statements
            if s.printed.denominator is not None
        }
        printed = {s.value_of: self._allowed(s) for s in statements}
        return {name: allowed for name, allowed in (totals | printed).items() if name}

    def _sums(self) -> list[Text]:
        """Sums and comparisons that do not hold: those that are declared, else one that follows from them."""
        ends = self._printed()
        stated = [d for d in self._tied() if all(name in ends for name, _ in d.terms)]
        declared = [text for d in stated for text in broken(d, self.quantities, ends)]
        return declared or self._followed(ends) or self._of_one_whole()

    def _followed(self, printed: dict[str, Interval]) -> list[Text]:
        """What follows from several definitions, the numbers behind shares of a printed whole among the known."""
        behind = {
            ratio.subject.part: (self._allowed(ratio) * whole).scale(1 / ratio.subject.scale)
            for ratio in self.ratios
            if not ratio.subject.difference and (whole := printed.get(ratio.subject.base))
        }
        for ends in [printed, behind | printed] if behind else [printed]:
            for each in consequences(self._holding(), self.quantities, ends):
                if lines := broken(each, self.quantities, ends):
                    return lines
        return []

    def _of_one_whole(self) -> list[Text]:
        """What follows for shares of one whole, whatever the whole is."""
        wholes = {(ratio.subject.base, ratio.subject.scale) for ratio in self.ratios}
        if len(wholes) != 1 or any(r.subject.difference for r in self.ratios):
            return []
        ((base, scale),) = wholes
        ends = {ratio.subject.part: self._allowed(ratio) for ratio in self.ratios}
        shares = {
            ratio.subject.part: replace(
                self.quantities[ratio.subject.part],
                name=called(ratio, self.names), unit=self._unit(ratio),
            )
            for ratio in self.ratios
        }  # fmt: skip
        for row in consequences(self._holding(), self.quantities, (*ends, base)):
            of_share = of_shares(row, base, scale)
            if of_share and (lines := broken(of_share, shares, ends)):
                return lines
        return []

    def _hidden(self, ratio: Statement) -> list[Text]:
        """What follows from a percentage and one of its two sides, and the whole numbers on either side of it."""
        known = self._printed()
        subject, share = ratio.subject, self._allowed(ratio)
        result, base = known.get(subject.part), known.get(subject.base)
        if result is None:
            part = None if base is None else (share * base).scale(1 / subject.scale)
            return [] if base is None or part is None else self._part_lines(ratio, part, base)
        if base is not None and (computed := self._computed(ratio, result, base)):
            return computed
        try:
            whole = result.scale(subject.scale) / share
        except ZeroDivisionError:
            return []

        def gives(number_of: int) -> Fraction:
            return (result.lower or Fraction(0)) * subject.scale / number_of

        cases = self._cases(ratio, subject.base, whole, gives) if result.is_exact else []
        lines = [self._would_be(subject.base, whole, cases), *cases]
        if base is not None:
            unit = self.quantities[subject.base].unit
            allowed = both(partial(span, base, unit=unit))
            lines.append(Phrase("What is printed allows {allowed}.", allowed=allowed))
        return lines

    def _computed(self, ratio: Statement, result: Interval, base: Interval) -> list[Text]:
        """What the two sides of a share give, where that is not what is printed."""
        share = self._allowed(ratio)
        try:
            found = result.scale(ratio.subject.scale) / base
        except ZeroDivisionError:
            return []
        if not found.is_below(share) and not share.is_below(found):
            return []
        shown = both(partial(apart, found, share, self._unit(ratio)))
        if not ratio.subject.plus:
            return [Phrase("The other figures give {share}.", share=shown)]
        of = both(partial(_of_base, ratio, self.names))
        return [Phrase("The other figures give {share}{of_base}.", share=shown, of_base=of)]

    def _part_lines(self, ratio: Statement, part: Interval, base: Interval) -> list[Text]:
        def gives(number_of: int) -> Fraction:
            return number_of * ratio.subject.scale / (base.lower or Fraction(1))

        name = ratio.subject.part
        exact = base.is_exact and base.lower
        cases = self._cases(ratio, name, part, gives) if exact and self.whole[name] else []
        if not exact or ratio.subject.plus or ratio.subject.scale != HUNDRED:
            return [self._would_be(name, part, cases), *cases]
        of = both(partial(span, base, unit=self.quantities[ratio.subject.base].unit))
        found = self._in_words(name, part, cases)
        share = both(
            partial(quoted_print, ratio.as_printed, ratio.qualifier, notation=ratio.notation)
        )
        return [
            Phrase("{share} of {base} would be {range}.", share=share, base=of, range=found),
            *cases,
        ]

    def _would_be(self, name: str, interval: Interval, cases: list[Text]) -> Text:
        quantity = self.quantities[name]
        whole = interval.to_whole() if quantity.whole else interval
        says = message("The {quantity} would then be {range}.")
        if whole is None and not cases:
            says = message("The {quantity} would then lie {range}: no whole number does.")
        found = self._in_words(name, interval, cases)

        def line(lang: Lang) -> str:
            shown = within(quantity, lang)
            return translate(says, lang).format(quantity=shown, range=found.in_(lang))

        return both(line)

    def _in_words(self, name: str, interval: Interval, cases: list[Text]) -> Text:
        """A range of a quantity, of its whole numbers where it has some."""
        quantity = self.quantities[name]
        whole = interval.to_whole() if quantity.whole and not cases else interval
        return both(partial(span, _shortened(whole or interval), unit=quantity.unit))

    def _cases(
        self, ratio: Statement, name: str, between: Interval, gives: Callable[[int], Fraction]
    ) -> list[Text]:
        """What the whole numbers on either side give, where none is between."""
        if between.lower is None or between.to_whole() is not None:
            return []
        below, unit, of = int(between.lower // 1), self._unit(ratio), self.quantities[name].unit
        places = max(ratio.printed.decimals, 1)

        def cases(lang: Lang) -> str:
            shown = [
                translate("with {base} it is {share}", lang).format(
                    base=amount(n, of, lang), share=rounded(gives(n), places, unit, lang)
                )
                for n in (below, below + 1)
                if n > 0
            ]
            form = translate("{cases}: no whole number fits.", lang)
            return sentence([form.format(cases=", ".join(shown))])

        return [both(cases)]

    # What it rests on, and what would resolve it

    def _rests_on(self) -> list[Text]:
        return [
            Phrase("This rests on the assumption: {assumption}.", assumption=_inner(a.text))
            for a in self.conflict.assumptions
        ]

    def _ask(self) -> Text:
        rows = [s.observation for s in self.conflict.statements if s.observation is not None]
        named = (self.publishers.get(row.source) for row in rows)
        known = [publisher for publisher in dict.fromkeys(named) if publisher is not None]
        names = Text(*("; ".join(each.in_(lang) for each in known) for lang in LANGS))
        whom = names if known else Phrase("the publisher")
        if len(self.conflict.statements) == 1:
            return Phrase("Ask {whom}: what does the figure count?", whom=whom)
        of = {s.subject.base for s in self.ratios} | {s.subject.part for s in self.direct}
        asks = message(
            "Ask {whom}: what does each figure count? Figures of different scope may both be right."
        )
        if any(":target" in name for name in of):
            asks = message(
                "Ask {whom}: what does each figure count, and against which plan? "
                "Figures of different scope may both be right."
            )
        elif self.ratios:
            asks = message(
                "Ask {whom}: what does each figure count, and of which total? "
                "Figures of different scope may both be right."
            )
        return Phrase(asks, whom=whom)


def _of_base(statement: Statement, names: Mapping[str, Text], lang: Lang) -> str:
    """What a percentage above something is a percentage of."""
    base = statement.subject.base
    if ":target" in base:
        return translate(" of the plan", lang)
    return translate(" of “{base}”", lang).format(base=names[base].in_(lang))


def _shortened(interval: Interval) -> Interval:
    """The ends to two decimals, outward, for reading."""
    low = None if interval.lower is None else Fraction(int(interval.lower * 100 // 1), 100)
    high = None if interval.upper is None else Fraction(-int(-interval.upper * 100 // 1), 100)
    return Interval(low, high, interval.lower_closed, interval.upper_closed)


def _inner(text: Text) -> Text:
    """A sentence as it is written after a colon: its first letter small."""
    return both(lambda lang: text.in_(lang)[:1].lower() + text.in_(lang)[1:])


SENSES = {
    "points": Phrase("If “{printed} above” means percentage points, the conflict is gone."),
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
        ways.append(_only_edit(repair, found))
    return tuple(ways)


def _other_sense(wording: Wording) -> Text:
    return SENSES[wording.sense].filled(printed=wording.statement.as_printed)


def _widest(wordings: tuple[Wording, ...]) -> list[Wording]:
    """The senses worth naming: *at least* says what *more than* says, and more."""
    wide = {w.statement.id for w in wordings if w.sense == "at_least"}
    return [w for w in wordings if w.sense != "more_than" or w.statement.id not in wide]


def _only_edit(repair: Repair, found: AuditedSet) -> Text:
    base = repair.statement.subject.base
    plan = repair.witness.get(base)
    fits: Text = Text("", "")
    if plan is not None and ":target" in base:
        unit = next(quantity.unit for quantity in found.quantities if quantity.id == base)
        fits = Phrase(" (the plan would be {plan})", plan=both(partial(amount, plan, unit)))
    return Phrase(
        "Only one edit of a single character or of the scale fits all figures: “{new}” in place of “{old}”{fits}.",
        new=repair.as_printed, old=repair.statement.as_printed, fits=fits,
    )  # fmt: skip
