"""A report as rows to confirm: each printed figure with its sentence and what it may be, nothing decided."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from tongket.audit.phrases import number, place_of
from tongket.audit.questions import MAGNITUDE
from tongket.data.code_meanings import MEASURES
from tongket.data.new_year import last_year
from tongket.documents import CELL_BREAK
from tongket.entry_sheet.columns import GIVEN, YES
from tongket.entry_sheet.prefilled import in_cell
from tongket.entry_sheet.prefilled import of_country as area_and_period
from tongket.errors import UsageError
from tongket.extract.extraction import extract
from tongket.extract.guide import said_last_year
from tongket.extract.matching import Matcher, ends
from tongket.extract.printing import printing
from tongket.extract.slots import Slot
from tongket.extract.surroundings import sentence_span
from tongket.model import Measure, Qualifier, TimePeriod, locator_of
from tongket.numerals import QUALIFIERS
from tongket.numerals.formats import format_exact, format_number
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tongket.data.store import Store
    from tongket.documents import Document
    from tongket.extract.distractors import Distractor
    from tongket.extract.extraction import ExtractedFigure
    from tongket.extract.matching import Candidate, Proposal, Said
    from tongket.model import Lang, Observation

Cells = dict[str, str]
ROLES = {
    "result": Phrase("result"), "plan": Phrase("plan"), "change": Phrase("change"),
    "cumulative": Phrase("cumulative"), "example": Phrase("example"), "context": Phrase("context"),
}  # fmt: skip
_UNITS = {
    "percent": Phrase("percent"), "percentage_point": Phrase("percentage points"), "vnd": Phrase("VND"),
    "usd": Phrase("USD"), "times": Phrase("times"),
}  # fmt: skip
# What is no figure, by the reason that its rule gives.
REASONS = {
    "address": Phrase("an address"), "caption_number": Phrase("the number of a caption"),
    "clause": Phrase("a clause of a law"), "clock_time": Phrase("a time of day"),
    "code": Phrase("a code"), "date": Phrase("a date"), "document_number": Phrase("the number of a document"),
    "email": Phrase("an e-mail address"), "idiom": Phrase("an idiom"), "list_number": Phrase("the number of a list"),
    "month": Phrase("a month"), "name": Phrase("a name"), "note_mark": Phrase("the mark of a note"),
    "number_word_name": Phrase("a name"), "ordinal": Phrase("an ordinal number"),
    "page_number": Phrase("the number of a page"), "period": Phrase("a period"), "phone": Phrase("a telephone number"),
    "copies": Phrase("how many copies are kept"),
    "quarter": Phrase("a quarter of a year"), "rank_name": Phrase("the name of a rank"),
    "scale": Phrase("the scale of a mark"), "score": Phrase("the result of a match"),
    "slogan": Phrase("a slogan"), "standard_name": Phrase("a standard"),
    "tech_name": Phrase("the name of a technology"), "timestamp": Phrase("a day and time"),
    "url": Phrase("a web address"), "vague_number_word": Phrase("words that count nothing exactly"),
    "weekday": Phrase("a day of the week"), "year": Phrase("a year of the calendar"),
}  # fmt: skip
# What speaks for a candidate, by the part of its score.
_REASONS = {
    "last_year": Phrase("said so last year"),
    "words": Phrase("its words"),
    "neighbours": Phrase("its neighbours"),
}
TIMES = Phrase("{number} times the year before")
# What is said of a candidate at all.
_SHOWN = 0.01
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
# More decimals than any figure is printed with.
_PLACES = 20
# How much of the text is shown around what is no figure.
_AROUND = 60


@dataclass(frozen=True)
class Proposed:
    """A report of one place and period, with its figures and what each may be.

    Args:
        store: the data so far.
        document: the report.
        figures: what it prints, in the order of its text.
        distractors: what looks like a figure and is none.
        proposals: of each figure what it may be.
        period: what it reports on.
        area: the code of the area that it is of in that period.
        source: the id under which its figures are entered.
        guided: how many figures on record of the year before its report was found to print, and how many there are.
    """

    store: Store
    document: Document
    figures: tuple[ExtractedFigure, ...]
    distractors: tuple[Distractor, ...]
    proposals: tuple[Proposal, ...]
    period: TimePeriod
    area: str
    source: str
    guided: tuple[int, int] = (0, 0)

    @cached_property
    def before(self) -> Mapping[Slot, Observation]:
        """What was stated of the year before, by indicator and measure; of what was stated twice the first."""
        stated = last_year(self.store, self.period, self.area)
        return {Slot(row.indicator, row.measure): row for row in reversed(stated)}

    def rows(self, lang: Lang) -> list[Cells]:
        """A row for each figure, in the codes of the columns of `PROPOSALS`; what is for people only in a language."""
        return [
            self._row(n, *each, lang)
            for n, each in enumerate(zip(self.figures, self.proposals, strict=True), start=1)
        ]

    def offered(self) -> list[list[str]]:
        """Of each figure the indicators to choose from first: its candidates, then those of the domain they are of.

        Where nothing is proposed, the domain is that of most other figures of its section.
        """
        registry = self.store.registry
        of_domain: dict[str, list[str]] = defaultdict(list)
        for each in registry.asked_of(registry.areas[self.area]):
            of_domain[each.domain].append(each.id)
        proposed = [[c.slot.indicator for c in proposal.candidates] for proposal in self.proposals]
        domains = [[registry.indicators[name].domain for name in names] for names in proposed]
        of_section: dict[str, Counter[str]] = defaultdict(Counter)
        for figure, own in zip(self.figures, domains, strict=True):
            of_section[figure.section].update(own[:1])
        found = []
        for figure, names, own in zip(self.figures, proposed, domains, strict=True):
            near = own or [domain for domain, _ in of_section[figure.section].most_common(1)]
            found.append(list(dict.fromkeys([*names, *(i for d in near for i in of_domain[d])])))
        return found

    def without_jumps(self) -> Iterator[Proposal]:
        """The proposals, none settled of a figure that is ten times that of the year before, or a tenth of it."""
        for figure, proposal in zip(self.figures, self.proposals, strict=True):
            first = proposal.candidates[0].slot if proposal.candidates else None
            jumps = first and _times(figure, self.before.get(first)) is not None
            yield replace(proposal, certainty=0.0) if jumps else proposal

    def not_found(self, lang: Lang) -> list[Cells]:
        """What was stated of the year before, and no figure is proposed for."""
        found = {p.candidates[0].slot for p in self.proposals if p.candidates}
        return [
            {
                "indicator": row.indicator, "measure": str(row.measure), "before": _printed(row, lang),
                "locator": row.locator,
            }
            for slot, row in self.before.items()
            if slot not in found
        ]  # fmt: skip

    def no_figures(self, lang: Lang) -> list[Cells]:
        """What was taken for no figure, with the reason and the words around it."""
        text, rows = self.document.text, []
        for each in self.distractors:
            block = self.document.block_at(each.start)
            stop = min(each.end + _AROUND, block.start + len(block.text))
            words = text[max(each.start - _AROUND, block.start) : stop]
            place = _place(locator_of(block.section, block.paragraph), block.page, lang)
            rows.append({
                "as_printed": in_cell(each.as_printed), "reason": reason(each, lang),
                "sentence": in_cell(words), "place": place,
            })  # fmt: skip
        return rows

    def _row(self, n: int, figure: ExtractedFigure, proposal: Proposal, lang: Lang) -> Cells:
        first, second, third = (*proposal.candidates, None, None, None)[:3]
        entered = self._entered(figure, first.slot if first else None, is_ahead=proposal.is_ahead)
        shown = {
            "number": str(n),
            "keep": YES if proposal.is_preselected else "",
            "sentence": self._marked(figure),
            "place": _place(figure.locator, figure.page, lang),
            "role": role(figure, lang),
            "read_as": read_as(figure, lang),
            "why": _reasons(first, lang) if first else "",
            "second": self._candidate(second, lang),
            "third": self._candidate(third, lang),
        }
        before = self.before.get(first.slot) if first else None
        if before:
            # Whose it is need not be said where the indicator is settled.
            whose = "" if proposal.is_preselected else f"{self._name(before.indicator, lang)}: "
            said = in_cell(f"{whose}{_printed(before, lang)}")
            times = _times(figure, before)
            jump = TIMES.filled(number=number(times, lang)).in_(lang) if times else ""
            shown |= {"before": said, "jump": jump}
        given = {"text": self.document.text_sha256, "number": str(n), **entered}
        return {**shown, **entered, GIVEN.code: json.dumps(given, ensure_ascii=False)}

    @property
    def alike(self) -> Cells:
        """What a figure of the report has in common with all others."""
        life = self.store.registry.areas[self.area].life_in(self.period)
        return {"source": self.source, "ref_area": self.area, "time_period": life.text}

    def _entered(self, figure: ExtractedFigure, slot: Slot | None, *, is_ahead: bool) -> Cells:
        """The cells of a figure that the import reads, as far as they are known."""
        given = self.alike
        if slot and slot.measure is Measure.CUMULATIVE:
            until = TimePeriod.parse(given["time_period"]).end
            given |= {"time_period": TimePeriod.of_days(None, until).text}
        if is_ahead:
            given |= {"time_period": TimePeriod.of_year(self.period.year + 1).text}
        notation = self.store.registry.source(self.source).notation
        hedge = "" if figure.qualifier is Qualifier.EXACT else str(figure.qualifier)
        cells = {
            "as_printed": printing(figure, self.document.text, notation), "qualifier": hedge,
            "locator": in_cell(figure.locator), **given,
        }  # fmt: skip
        if slot:
            cells |= area_and_period(slot.indicator, given, self.store.registry)
            cells |= {"indicator": slot.indicator, "measure": str(slot.measure)}
        return {name: text for name, text in cells.items() if text}

    def _marked(self, figure: ExtractedFigure) -> str:
        """The sentence of a figure, its number between «»; of a table the whole row, below the head of its column."""
        block, text = self.document.block_at(figure.start), self.document.text
        first, last = sentence_span(figure, block, text)
        if block.cells:
            first, last = block.start, block.start + len(block.text)
        start, end = figure.number_start, figure.number_end
        marked = f"{text[first:start]}«{text[start:end]}»{text[end:last]}"
        if block.cells:
            marked = marked.replace("\t", CELL_BREAK)
        head = block.head_at(figure.start)
        return in_cell(f"{head}: {marked}" if head else marked)

    def _name(self, indicator: str, lang: Lang) -> str:
        return self.store.registry.indicators[indicator].name.in_(lang)

    def _candidate(self, candidate: Candidate | None, lang: Lang) -> str:
        if candidate is None:
            return ""
        name = self._name(candidate.slot.indicator, lang)
        said = MEASURES[candidate.slot.measure].in_(lang)
        return in_cell(f"{name} ({said}): {_reasons(candidate, lang)}")


def propose(
    document: Document, store: Store, period: TimePeriod, area: str, source: str,
    guide: Document | None = None,
) -> Proposed:  # fmt: skip
    """The figures of a report, with what each may be.

    Args:
        document: the report.
        store: the data so far.
        period: what it reports on.
        area: the code of the place.
        source: the id of the report among the sources.
        guide: the report of the year before, whose words for each figure are looked for.

    Raises:
        UsageError: the guide is the report itself, which bears out whatever it says.
    """
    if guide is not None and guide.text_sha256 == document.text_sha256:
        words = Phrase(
            "--guide: expected the report of the year before, got one with the text of the report itself. "
            "Name that of the year before, or leave out --guide."
        )
        raise UsageError(words)
    registry = store.registry
    now = registry.area_for(area, period)
    indicators = {each.id: each for each in registry.asked_of(now)}
    said: list[Said] = []
    stated = [row for row in last_year(store, period, area) if row.interval is not None]
    if guide is not None:
        said = said_last_year(guide, stated, Matcher(indicators, registry.units))
    found = extract(document, period.year)
    matcher = Matcher(indicators, registry.units, said)
    proposals = matcher.propose(document, found.figures, period.year)
    proposed = Proposed(
        store, document, found.figures, found.distractors, tuple(proposals), period, now.ref_area, source,
        (len(said), len(stated)),
    )  # fmt: skip
    return replace(proposed, proposals=tuple(proposed.without_jumps()))


def role(figure: ExtractedFigure, lang: Lang) -> str:
    """What the text makes of a figure, with the words that decided it."""
    said, cue = ROLES[figure.role].in_(lang), in_cell(figure.cue).strip(" ,;:.()")
    if cue == figure.qualifier:
        # What decided is the hedge itself, of which the cue is the code.
        cue = QUALIFIERS[figure.qualifier].in_(lang)
    return f"{said} ({cue})" if cue else said


def read_as(figure: ExtractedFigure, lang: Lang) -> str:
    """The value of a figure in its base unit, as the language writes numbers, and the unit."""
    unit = _UNITS[figure.unit_kind].in_(lang) if figure.unit_kind in _UNITS else figure.noun
    if figure.unit_kind == "ratio":
        # By what it is a rate belongs to it: tấn/ha.
        unit = figure.as_printed[figure.number_end - figure.start :].strip()
    return in_cell(f"{_as_written(figure.value.replace('..', '–'), lang)} {unit}")


def reason(distractor: Distractor, lang: Lang) -> str:
    """What is taken for no figure, in words."""
    return REASONS[distractor.reason].in_(lang)


def _place(locator: str, page: int | None, lang: Lang) -> str:
    where = place_of(locator).in_(lang)
    return f"{where}, {Phrase('page {number}', number=page).in_(lang)}" if page else where


def _reasons(candidate: Candidate, lang: Lang) -> str:
    """What speaks for a candidate, the most first, with how much."""
    parts = sorted(((getattr(candidate, part), part) for part in _REASONS), reverse=True)
    told = [(_REASONS[part].in_(lang), worth) for worth, part in parts if worth >= _SHOWN]
    return "; ".join(f"{said} {format_number(Fraction(worth), lang, 2)}" for said, worth in told)


def _as_written(value: str, lang: Lang) -> str:
    """A decimal text, a range or a fraction as a language writes its numbers."""
    return _DECIMAL.sub(lambda found: format_exact(Fraction(found[0]), lang, _PLACES), value)


def _printed(row: Observation, lang: Lang) -> str:
    """A statement as printed, with its value where the printing does not begin with it."""
    value = "" if row.value is None else format_exact(row.value, lang, _PLACES)
    said = row.as_printed.removeprefix(value)
    if not value or (said != row.as_printed and not said[:1].isdigit()):
        return row.as_printed
    return f"{row.as_printed} = {value}"


def _times(figure: ExtractedFigure, before: Observation | None) -> Fraction | None:
    """How many times the year before a figure is, where that is ten times and more, or a tenth and less."""
    value = ends(figure)[0]
    if before is None or not value or not before.value or value / before.value < 0:
        return None
    ratio = value / before.value
    return None if MAGNITUDE > ratio > 1 / MAGNITUDE else ratio
