"""A figure as it shows itself in a notebook: value, precision, source and how it was computed."""

from __future__ import annotations

import html
from dataclasses import dataclass, fields, replace
from numbers import Real
from typing import TYPE_CHECKING, Any

from tongket import measures
from tongket.claims import number_html, reason, with_marks
from tongket.errors import UsageError
from tongket.model import LANGS, Calculation, Figure, Text
from tongket.model.figure import exact_number, in_short
from tongket.numerals import format_figure
from tongket.numerals.formats import format_exact
from tongket.output import bundle, number_of
from tongket.review.names import OffersNames
from tongket.review.own_words import numerals_in
from tongket.translations import Called, Phrase, in_both

if TYPE_CHECKING:
    from tongket.model import Lang
    from tongket.review.page_record import PageRecord

# What readers call the lines of a card.
HEADINGS = {
    "figure": Phrase("Figure"),
    "name": Phrase("Name"),
    "words": Phrase("Value"),
    "allowed": Phrase("What its sources allow"),
    "missing_because": Phrase("Missing because"),
    "computed": Phrase("How computed"),
    "source": Phrase("Source"),
    "cited": Phrase("Cited"),
    "revised": Phrase("Revised"),
    "remark": Phrase("Remark"),
    "as_of": Phrase("As known on"),
    "since": Phrase("Since then"),
    "undated": Phrase("Day not known"),
}


@dataclass(frozen=True, eq=False, repr=False)
class ShownFigure(OffersNames, Figure):
    """A figure that knows the page it belongs to, and so can show itself in its language.

    It computes: `x + y`, `x - y`, `x / y`, `x * 2`, `x / 2`, `sum([…])` give figures that carry
    interval, unit and lineage, called after what went in until `.named(…)`. `x / y * 100` is in
    percent. What has no meaning is refused: figures of two units do not add, ranks do not compute,
    a bare number has no source.
    """

    called = "figure"
    machinery = frozenset({"candidates", "facts", "of", "page", "point"})

    page: PageRecord | None = None

    @classmethod
    def of(cls, figure: Figure, page: PageRecord | None) -> ShownFigure:
        """The figure, able to show itself."""
        cells = {field.name: getattr(figure, field.name) for field in fields(Figure)}
        return cls(**cells, page=page)

    @property
    def lang(self) -> Lang:
        """The language in which it shows itself."""
        return self.page.lang if self.page else "en"

    def __str__(self) -> str:
        return format_figure(self, self.lang)

    def __repr__(self) -> str:
        name = self.name.in_(self.lang)
        if self.is_missing:
            return in_short(f"<{name}: {self}, {reason(self, self.lang)}")
        allowed = f", {self.page.allowed(self)}" if self.page else ""
        return in_short(f"<{name}: {with_marks(str(self), self)}{allowed}")

    def named(self, name: Called) -> ShownFigure:
        """The same figure under a name of its own.

        Args:
            name: in English, of which the page shows the translation, or a pair {"vi": …, "en": …}.

        Raises:
            UsageError: a number in it is in no name of the figure or of its inputs, and in none of their periods.
        """
        periods = (row.time_period.text for row in self.observations)
        names = (each.name.en for each in (self, *self.inputs))
        said = in_both(name)
        words = (name,) if isinstance(name, str) else (said.vi, said.en)
        strange = numerals_in(*words) - numerals_in(*names, *periods)
        if strange:
            raise UsageError(
                Phrase(
                    "{id}: expected a name with numbers of the figure's own name or period alone, got {name}. Leave "
                    "the number out: the page shows it as a figure.",
                    id=self.id,
                    name=repr(name),
                )
            )
        return replace(self, name=said)

    def __add__(self, other: object) -> ShownFigure:
        if not isinstance(other, Figure):
            return self if other == 0 else self._refuse_number("+", other)
        self._refuse_units("+", other, add=True)
        parts = [*_addends(self), *_addends(other)]
        return self._shown(measures.total(parts, measures.in_signs(" + ", parts)))

    # sum([…]) begins with 0.
    __radd__ = __add__

    def __sub__(self, other: object) -> ShownFigure:
        if not isinstance(other, Figure):
            return self._refuse_number("-", other)
        self._refuse_units("-", other, add=True)
        found = measures.difference(self, other, measures.in_signs(" − ", [self, other]))
        percent = found.unit.id == measures.PERCENT.id
        return self._shown(replace(found, unit=measures.POINTS) if percent else found)

    def __rsub__(self, other: object) -> ShownFigure:
        return self._refuse_number("-", other)

    def __truediv__(self, other: object) -> ShownFigure:
        if not isinstance(other, Figure):
            return self._scaled("÷", other)
        self._refuse_units("/", other, add=False)
        of_one_unit = self.unit.id == other.unit.id
        divide = measures.ratio if of_one_unit else measures.per
        return self._shown(divide(self, other, measures.in_signs(" ÷ ", [self, other])))

    def __rtruediv__(self, other: object) -> ShownFigure:
        return self._refuse_number("/", other)

    def __mul__(self, other: object) -> ShownFigure:
        if self._is_ratio() and not isinstance(other, Figure) and other == 100:
            numerator, denominator = self.inputs
            name = self.name
            if name == measures.in_signs(" ÷ ", self.inputs):
                name = Text(f"{name.vi} × 100", f"{name.en} × 100")
            return self._shown(measures.percentage(numerator, denominator, name))
        return self._scaled("×", other)

    __rmul__ = __mul__

    def _refuse_sign(self, *_: object) -> ShownFigure:
        raise UsageError(
            Phrase(
                "{id}: expected +, -, *, / or a comparison, got another operation. Compute with float(x).",
                id=self.id,
            )
        )

    __neg__ = __pos__ = __abs__ = __pow__ = __rpow__ = __mod__ = __rmod__ = _refuse_sign
    __floordiv__ = __rfloordiv__ = _refuse_sign

    def _is_ratio(self) -> bool:
        """Whether it is one amount divided by another of its kind, so that × 100 gives percent."""
        if not isinstance(self.origin, Calculation):
            return False
        counts = {figure.unit.kind for figure in self.inputs} == {"count"}
        return self.origin.operation == "ratio" or (self.origin.operation == "per" and counts)

    def _scaled(self, sign: str, other: object) -> ShownFigure:
        if isinstance(other, bool) or not isinstance(other, Real):
            return self._refuse_number(sign, other)
        self._refuse_units(sign, self, add=False)
        number = exact_number(other)
        if sign == "÷" and number == 0:
            raise UsageError(
                Phrase(
                    "{id} ÷ 0: expected a divisor other than zero.",
                    id=self.id,
                )
            )
        factor = number if sign == "×" else 1 / number
        terms = {lang: format_exact(number, lang) for lang in LANGS}
        start = measures.in_signs(f" {sign} ", [self])
        name = Text(f"{start.vi} {sign} {terms['vi']}", f"{start.en} {sign} {terms['en']}")
        return self._shown(measures.scaled(self, factor, name))

    def _refuse_units(self, sign: str, other: Figure, *, add: bool) -> None:
        """Refuse what the units of two figures give no meaning to."""
        kinds, ids = {self.unit.kind, other.unit.kind}, [self.unit.id, other.unit.id]
        formula = f"{self.id} {sign} {other.id}"
        if "rank" in kinds:
            raise UsageError(
                Phrase(
                    "{formula}: expected amounts, got a rank. Ranks order, they do not compute.",
                    formula=formula,
                )
            )
        if ids[0] == ids[1] or (not add and not kinds & measures.NOT_PER):
            return
        counts = sign == "+" and kinds == {"count"}
        hint = Phrase("review.total(…, name=…) adds counts under a name of yours.")
        words = Phrase(
            "{formula}: expected figures of one unit, got {units}. {hint}",
            formula=formula, units=", ".join(ids), hint=hint if counts else "",
        )  # fmt: skip
        raise UsageError(words)

    def _refuse_number(self, sign: str, other: object) -> ShownFigure:
        kind = other.id if isinstance(other, Figure) else type(other).__name__
        wanted = Phrase("a number") if sign in "×÷" else Phrase("a figure")
        words = Phrase(
            "{formula}: expected {wanted}, got {kind}. Write float(x) to compute without unit, interval and source.",
            formula=f"{self.id} {sign} {kind}", wanted=wanted, kind=kind,
        )  # fmt: skip
        raise UsageError(words)

    def _shown(self, figure: Figure) -> ShownFigure:
        return ShownFigure.of(figure, self.page)

    def details(self) -> dict[str, str]:
        """The lines of the card, by their heading in the language of the page."""
        return {HEADINGS[key].in_(self.lang): text for key, text in self.facts().items()}

    def facts(self) -> dict[str, str]:
        """What the card says, by keys that are the same in every language; empty texts are left out."""
        if self.page is None:
            return {}
        if self.is_missing:
            return {"missing_because": reason(self, self.lang)}
        facts = {"words": str(self), "allowed": self.page.allowed(self)}
        computed = isinstance(self.origin, Calculation)
        facts["computed" if computed else "source"] = self.page.origin_text(self)
        if not computed:
            (row,) = self.observations
            facts["cited"] = self.page.registry.cite(row.source, self.lang)
            facts["revised"] = self.page.told_before(row)
            facts["remark"] = self.page.remark(row)
        return {key: text for key, text in facts.items() if text}

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        rows = self.details()
        text = "\n".join([self.name.in_(self.lang), *(f"  {k}: {v}" for k, v in rows.items())])
        cells = "".join(
            f'<tr role="row"><th scope="row" role="rowheader">{html.escape(key)}</th>'
            f'<td role="cell">{html.escape(value)}</td></tr>'
            for key, value in rows.items()
        )
        value = number_html(number_of(self, self.lang))
        head = f"{html.escape(self.name.in_(self.lang))}: {value}"
        card = (
            f'<table class="tk-table tk-card" role="table"><caption>{head}</caption>'
            f'<tbody role="rowgroup">{cells}</tbody></table>'
        )
        if self.page is None:
            return {"text/plain": text, "text/html": card}
        # What is looked at is on the page, so its number leads to its source.
        self.page.show([self])
        return bundle(self.page.account(self), self.lang, card, text)


def _addends(figure: Figure) -> tuple[Figure, ...]:
    """The figures that a sum without a name of its own adds up; else the figure itself."""
    unnamed = figure.inputs and figure.name == measures.in_signs(" + ", figure.inputs)
    return figure.inputs if unnamed else (figure,)
