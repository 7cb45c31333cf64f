"""What an audit found in one piece, and the same in JSON; the audit of one area and period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.audit.auditor import audit
from tongket.audit.explanations import explain
from tongket.audit.from_data import areas_of_place, statements_of
from tongket.audit.questions import Question, questions
from tongket.audit.readings import DEFAULT, Reading
from tongket.audit.results import SEVERITIES
from tongket.audit.set_explanations import explain_set
from tongket.audit.sums import by_rounding
from tongket.audit.untied import Untied, untied_rows
from tongket.limits import AUDIT_AHEAD_FIGURES
from tongket.model import TimePeriod

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tongket.audit.explanations import Explanation
    from tongket.audit.results import AuditedSet, Conflict, WayOut
    from tongket.audit.solver import Budget, Number, Range
    from tongket.audit.statements import Statement
    from tongket.data.store import Store
    from tongket.model import Text


@dataclass(frozen=True, kw_only=True)
class AuditedSets:
    """All connected sets of an audit.

    Args:
        sets: those in which something is tied to something; single statements that nothing else speaks of are
            left out.
        publishers: who publishes each source.
        figures: how many figures there are.
    """

    reading: Reading
    sets: tuple[AuditedSet, ...]
    figures: int
    publishers: Mapping[str, Text] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """What was audited, in a few words."""
        raise NotImplementedError

    @property
    def conflicts(self) -> tuple[tuple[AuditedSet, Conflict], ...]:
        """Every conflict with its set, the most severe first."""
        found = [(part, conflict) for part in self.sets for conflict in part.conflicts]
        return tuple(sorted(found, key=lambda pair: SEVERITIES.index(pair[1].severity)))

    @property
    def agreements(self) -> tuple[AuditedSet, ...]:
        """The sets for which true values print exactly so."""
        return tuple(part for part in self.sets if part.status == "agrees")

    @property
    def related(self) -> tuple[AuditedSet, ...]:
        """The sets in which a figure can contradict another: those of several statements."""
        return tuple(part for part in self.sets if len(part.statements) > 1)

    @property
    def findings(self) -> tuple[AuditedSet, ...]:
        """The sets that cannot hold, the most severe first."""
        found = [part for part in self.sets if part.severity is not None]
        return tuple(sorted(found, key=lambda part: SEVERITIES.index(part.severity or "note")))

    def explain(self, part: AuditedSet, conflict: Conflict | None = None) -> Explanation:
        """A set that cannot hold, or one of its conflicts, in words."""
        if conflict is None:
            return explain_set(part, self.publishers)
        return explain(conflict, part, self.publishers)

    def quotes(self, part: AuditedSet) -> tuple[Text, ...]:  # noqa: ARG002 - what a draft says it has no other way
        """Where a set is printed, sentence by sentence; nothing where each figure names its place itself."""
        return ()

    @property
    def unfinished(self) -> tuple[AuditedSet, ...]:
        """The sets of which it is not known whether they hold a conflict, or another one than was found."""
        return tuple(p for p in self.sets if p.status != "agrees" and not p.complete)

    def fails(self, level: str) -> bool:
        """Whether something is, or may be, as severe as a level (`conflict` or `warning`)."""
        severe = SEVERITIES[: SEVERITIES.index(level) + 1]
        found = any(part.severity in severe for part in self.sets)
        return found or bool(self.unfinished)

    def as_json(self) -> dict[str, Any]:
        """The report as plain data, its sentences in English; `as_printed` exactly as in the data."""
        sets = [self._set(part) for part in self.sets]
        return {"reading": str(self.reading), "sets": sets}

    def _set(self, part: AuditedSet) -> dict[str, Any]:
        rows = (s.observation for s in part.statements if s.observation is not None)
        indicators = [
            *(q.indicator for q in part.quantities if q.indicator),
            *(r.indicator for r in rows),
        ]
        repair = part.repair
        return {
            "indicators": sorted(set(indicators)),
            "status": part.status,
            "reading": str(part.reading),
            "complete": part.complete,
            "severity": part.severity,
            "statements": [_statement(s) for s in part.statements],
            "assumptions": [{"id": a.id, "text": a.text.en} for a in part.assumptions],
            "conflicts": [self._conflict(part, conflict) for conflict in part.conflicts],
            "ways_out": [_way_out(part, way) for way in part.ways_out],
            "implied_in_every_way_out": [
                _implied(part, *each) for each in part.implied_in_every_way_out.items()
            ],
            "explanation": self.explain(part).in_("en") if part.severity else None,
            "repair": None
            if repair is None
            else {**_statement(repair.statement), "instead": repair.as_printed},
            "right_by_rounding": [text.en for text in by_rounding(part)],
            "implied": [_implied(part, name, found) for name, found in part.implied.items()],
            "witness": {name: plain(value) for name, value in part.witness.items()},
        }

    def _conflict(self, part: AuditedSet, conflict: Conflict) -> dict[str, Any]:
        return {
            "severity": conflict.severity,
            "persists_to": str(conflict.persists_to),
            "decided": conflict.decided,
            "statements": [_statement(s) for s in conflict.statements],
            "assumptions": [{"id": a.id, "text": a.text.en} for a in conflict.assumptions],
            "give_up": [list(ids) for ids in part.give_up],
            "explanation": self.explain(part, conflict).in_("en"),
        }


@dataclass(frozen=True, kw_only=True)
class AuditReport(AuditedSets):
    """Everything that an audit of one area and period found.

    Args:
        questions: what contradicts nothing but deserves asking.
        names: what readers call each indicator.
        untied: the figures that no rule could tie to another.
    """

    area: str
    period: TimePeriod
    questions: tuple[Question, ...]
    names: Mapping[str, Text]
    untied: tuple[Untied, ...] = ()

    @property
    def about(self) -> str:
        """The area and the period."""
        return f"{self.area}, {self.period.code}"

    def as_json(self) -> dict[str, Any]:
        """The report as plain data, its sentences in English; `as_printed` exactly as in the data."""
        asked = [
            {"kind": q.kind, "severity": "note", "text": q.text.en,
             "indicators": list(dict.fromkeys(row.indicator for row in q.rows)),
             "as_printed": [row.as_printed for row in q.rows]}
            for q in self.questions
        ]  # fmt: skip
        of = {"area": self.area, "period": self.period.code}
        untied = [
            {"indicator": each.row.indicator, "measure": str(each.row.measure),
             "as_printed": each.row.as_printed, "qualifier": str(each.row.qualifier), "why": each.why.en}
            for each in self.untied
        ]  # fmt: skip
        return {**of, **super().as_json(), "questions": asked, "untied": untied}


def audit_review(
    store: Store,
    area: str,
    period: TimePeriod,
    reading: Reading = DEFAULT,
    budget: Budget | None = None,
) -> AuditReport:
    """Audit the figures of one place and period.

    Args:
        store: the data.
        area: the code of an area or of a lasting place.
        period: a year, or a part of one, of which the year's own figures are no part.
        reading: how printings are read.
        budget: how much work an answer may cost.

    Raises:
        UsageError: no such area.
        ContradictoryDefinitions: rules that hold by definition cannot all hold.
    """
    now = store.registry.area_for(area, period).ref_area
    known = _AHEAD.get((now, period.text))
    if known and reading is DEFAULT and budget is None and known.store.same_data(store):
        return known.report
    given = statements_of(store, now, period)
    found = audit(given, reading, budget)
    tied = tuple(part for part in found if is_tied(part))
    publishers = {name: source.publisher for name, source in store.registry.sources.items()}
    asked = tuple(q for each in areas_of_place(store, area) for q in questions(store, each, period))
    names = {name: indicator.name for name, indicator in store.registry.indicators.items()}
    rows = [
        row for row in store.of_areas({now})
        if period.holds(row.time_period) and row.interval is not None
    ]  # fmt: skip
    return AuditReport(
        area=now, period=period, reading=reading, sets=tied, questions=asked, publishers=publishers,
        names=names, figures=len(given.statements),
        untied=tuple(untied_rows(rows, tied, store.registry)),
    )  # fmt: skip


class _Ahead(NamedTuple):
    """A report that was made ahead, with the data it was made from."""

    store: Store
    report: AuditReport


# Kernels are forked after it was filled, so that the notebooks of a review do not each audit the same figures.
_AHEAD: dict[tuple[str, str], _Ahead] = {}


def audit_ahead(
    store: Store, seconds: float, is_awaited: Callable[[], bool] = lambda: False
) -> None:
    """Audit places and years with many figures, the most first, for `audit_review` to hand out on the same data.

    Args:
        store: the data.
        seconds: processor time after which no other place is begun.
        is_awaited: whether somebody waits already; then none is begun either.
    """
    end = process_time() + seconds
    figures = Counter((row.ref_area, row.time_period.year) for row in store.observations)
    for (area, year), count in figures.most_common():
        if count >= AUDIT_AHEAD_FIGURES and process_time() < end and not is_awaited():
            report = audit_review(store, area, TimePeriod.of_year(year))
            _AHEAD[report.area, report.period.text] = _Ahead(store, report)


def is_tied(part: AuditedSet) -> bool:
    """Whether something in a set can contradict something, or imply a number."""
    stated = {statement.value_of for statement in part.statements}
    held = any(stated.issuperset(name for name, _ in each.terms) for each in part.definitions)
    return held or len(part.statements) > 1 or any(quantity.hidden for quantity in part.quantities)


def _statement(statement: Statement) -> dict[str, str]:
    row = statement.observation
    return {
        "id": statement.id,
        "indicator": row.indicator if row else statement.subject.part,
        "measure": str(row.measure) if row else "",
        "as_printed": statement.as_printed,
        "qualifier": str(statement.qualifier),
        "source": row.source if row else "",
        "locator": row.locator if row else "",
    }


def _way_out(part: AuditedSet, way: WayOut) -> dict[str, Any]:
    """`implied` is null where it was not worked out."""
    every = None if way.implied is None else [_implied(part, *each) for each in way.implied.items()]
    return {"give_up": list(way.give_up), "weight": way.weight, "implied": every}


def _implied(part: AuditedSet, name: str, found: Range) -> dict[str, Any]:
    quantity = next(q for q in part.quantities if q.id == name)
    return {
        "quantity": name,
        "indicator": quantity.indicator,
        "measure": quantity.measure,
        "lower": plain(found.lower),
        "upper": plain(found.upper),
        "lower_closed": found.lower_closed,
        "upper_closed": found.upper_closed,
        "exact": found.exact,
        "values": None if found.values is None else list(found.values),
    }


def plain(value: Number | None) -> int | float | str | None:
    """A number for JSON: whole or decimal as it is, any other fraction in words such as `1/3`.

    >>> plain(Fraction(28049, 2000)), plain(Fraction(4)), plain(Fraction(1, 3))
    (14.0245, 4, '1/3')
    """
    if value is None:
        return None
    exact = Fraction(value)
    if exact.denominator == 1:
        return int(exact)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return float(exact) if rest == 1 else str(exact)
