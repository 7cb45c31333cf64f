"""A set that cannot hold as one finding: what to doubt first, then the smallest conflicts behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tongket.audit.explanations import Explanation, cannot_hold, explain
from tongket.audit.phrases import amounts, both, called, listed, number, placed, within
from tongket.audit.quantities import uncapitalised
from tongket.model import Text
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tongket.audit.results import AuditedSet, WayOut
    from tongket.audit.statements import Quantity
    from tongket.model import Lang

# The smallest conflicts of one set that are explained, and its ways out that are named; the rest are counted.
EXPLAINED = 3
NAMED = 3
# The statements of a set that are named where no smallest conflict was found.
QUOTED = 6
# The most values of a number that are written out.
LISTED = 3


def explain_set(found: AuditedSet, publishers: Mapping[str, Text] | None = None) -> Explanation:
    """Explain a set that cannot hold: what to doubt first, and its smallest conflicts.

    Args:
        found: an audited set with the status `conflict`.
        publishers: who to ask, by the id of a source.
    """
    if not found.conflicts:
        return _unexplained(found)
    parts = [explain(each, found, publishers) for each in found.conflicts[:EXPLAINED]]
    first, *others = parts
    arithmetic = list(first.arithmetic)
    for other in others:
        arithmetic += [Phrase("Also: {headline}", headline=other.headline), *other.arithmetic]
    return replace(
        first,
        doubt=tuple(_doubt(found)),
        arithmetic=(*_once(arithmetic), *_rest(found)),
        rests_on=_once(text for part in parts for text in part.rests_on),
        ways_out=_once(text for part in parts for text in part.ways_out),
    )


def _unexplained(found: AuditedSet) -> Explanation:
    """What is known where the limit of work ended before any smallest conflict was found."""
    names = {quantity.id: quantity.name for quantity in found.quantities}

    ends = Phrase("Which of them contradict each other was not found within the limit of work.")
    ask = Phrase("Audit fewer of these figures at once, or compare each with its source.")
    return Explanation(
        both(
            partial(cannot_hold, found.statements, names, found.severity or "conflict", most=QUOTED)
        ),
        (ends,),
        (),
        (),
        ask,
        tuple(_doubt(found)),
    )


def _once(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Each text where it comes first."""
    return tuple({text.en: text for text in texts}.values())


def _rest(found: AuditedSet) -> Iterator[Text]:
    """The conflicts that are only counted."""
    more = len(found.conflicts) - EXPLAINED
    if more > 0 and found.all_conflicts:
        yield Phrase("Further contradictions among these figures: {number}.", number=more)
    elif more > 0:
        yield Phrase("Further contradictions among these figures: at least {number}.", number=more)


def _doubt(found: AuditedSet) -> Iterator[Text]:
    ways = found.ways_out
    if not ways:
        yield Phrase("What to doubt first was not found within the limit of work.")
        return
    yield both(partial(_doubted, found))
    for name, span in found.implied_in_every_way_out.items():
        if span.values is None or len(span.values) > LISTED:
            continue
        quantity = next(q for q in found.quantities if q.id == name)
        form = (
            message("Then {quantity}: {values}.")
            if len(ways) == 1
            else message("Whichever is doubted, {quantity}: {values}.")
        )
        yield both(partial(_then, form, quantity, span.values))


def _then(form: str, quantity: Quantity, values: Sequence[int], lang: Lang) -> str:
    shown = amounts(values, quantity.unit, lang)
    return translate(form, lang).format(quantity=within(quantity, lang), values=shown)


def _doubted(found: AuditedSet, lang: Lang) -> str:
    ways = found.ways_out
    what = "; ".join(_named(found, way, lang) for way in ways[:NAMED])
    form, fits = _forms(ways)
    said = translate(form, lang).format(number=number(len(ways), lang), what=what)
    # Of one figure alone there are no others.
    others = len(found.statements) + len(found.assumptions) > len(ways[0].give_up)
    return f"{said} {translate(fits, lang)}" if others else said


def _forms(ways: Sequence[WayOut]) -> tuple[str, str]:
    """How ways out are named, and what follows where one of them is taken."""
    single = all(len(way.give_up) == 1 for way in ways)
    it = message("Without it all the other figures fit.")
    if len(ways) == 1:
        them = message("Without them all the other figures fit.")
        return message("Doubt first: {what}."), it if single else them
    if single and len(ways) <= NAMED:
        return message("Doubt first one of: {what}."), it
    if single:
        return message("Any one of {number} may be wrong, for instance: {what}."), it
    group = message("Without the whole of one group all the other figures fit.")
    if len(ways) <= NAMED:
        return message("Doubt first one of these groups: {what}."), group
    return message("One of {number} groups may be wrong, for instance: {what}."), group


def _named(found: AuditedSet, way: WayOut, lang: Lang) -> str:
    """What a way out gives up, in words."""
    names = {quantity.id: quantity.name for quantity in found.quantities}
    shown = []
    for statement in found.statements:
        if statement.id in way.give_up:
            name = called(statement, names).in_(lang)
            shown.append(f"{name} {placed(statement, names, lang)}")
    for assumption in found.assumptions:
        if assumption.id in way.give_up:
            text = uncapitalised(assumption.text.in_(lang))
            shown.append(translate("the assumption that {text}", lang).format(text=text))
    return listed(shown, lang)
