"""A figure as it shows itself in a notebook: value, precision, source and how it was computed."""

from __future__ import annotations

import html
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from tongket.claims import number_html, reason
from tongket.model import Calculation, Figure
from tongket.numerals import format_figure
from tongket.output import bundle, number_of

if TYPE_CHECKING:
    from tongket.model import Lang
    from tongket.review.page_record import PageRecord


@dataclass(frozen=True)
class ShownFigure(Figure):
    """A figure that knows the page it belongs to, and so can show itself in its language."""

    page: PageRecord | None = None

    @classmethod
    def of(cls, figure: Figure, page: PageRecord) -> ShownFigure:
        """The figure, able to show itself."""
        cells = {field.name: getattr(figure, field.name) for field in fields(Figure)}
        return cls(**cells, page=page)

    @property
    def lang(self) -> Lang:
        """The language in which it shows itself."""
        return self.page.lang if self.page else "en"

    def __hash__(self) -> int:
        return hash((self.id, self.value, self.interval))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and (self.id, self.value, self.interval, self.unit) == (
            other.id, other.value, other.interval, other.unit,
        )  # fmt: skip

    def __str__(self) -> str:
        return format_figure(self, self.lang)

    def details(self) -> dict[str, str]:
        """What stands on the card, by its heading in the language of the page."""
        if self.page is None:
            return {}
        say = self.page.say
        cells = {say("Value"): str(self), say("What its sources allow"): self.page.allowed(self)}
        if self.is_missing:
            return {say("Missing because"): reason(self, self.lang)}
        computed = isinstance(self.origin, Calculation)
        cells[say("How computed" if computed else "Source")] = self.page.origin_text(self)
        if not computed:
            (row,) = self.observations
            cells[say("Cited")] = self.page.registry.cite(row.source, self.lang)
            cells[say("Remark")] = self.page.remark(row)
        return {key: text for key, text in cells.items() if text}

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        rows = self.details()
        text = "\n".join([self.name.in_(self.lang), *(f"  {k}: {v}" for k, v in rows.items())])
        cells = "".join(
            f"<tr><th scope='row'>{html.escape(key)}</th><td>{html.escape(value)}</td></tr>"
            for key, value in rows.items()
        )
        value = number_html(number_of(self, self.lang))
        head = f"{html.escape(self.name.in_(self.lang))}: {value}"
        card = f'<table class="tk-table tk-card"><caption>{head}</caption><tbody>{cells}</tbody></table>'
        if self.page is None:
            return {"text/plain": text, "text/html": card}
        return bundle(self.page.account(self), self.lang, card, text)
