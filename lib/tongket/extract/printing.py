"""A printed figure as the data write it, so that their reader reads it as the same value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.printed_values import values_printed

if TYPE_CHECKING:
    from tongket.extract.extraction import ExtractedFigure

# What the data keep of a figure besides its number: a count is its number alone, a rate or an amount has its unit, as
# its own words say it, else as the head of its table may say it.
_UNITS = {
    "percent": ("%",), "percentage_point": (" điểm phần trăm",), "usd": (" USD",), "times": (" lần",),
    "vnd": (" đồng", " nghìn đồng", " triệu đồng", " tỷ đồng"),
}  # fmt: skip


def printing(figure: ExtractedFigure, text: str, notation: str) -> str:
    """A figure letter by letter, with the unit that the head of its table says where it says none itself.

    Args:
        figure: the figure.
        text: that of its document.
        notation: how the document writes numbers.
    """
    alone = " ".join(text[figure.number_start : figure.number_end].split())
    units = _UNITS.get(figure.unit_kind, ())
    whole = " ".join(figure.as_printed.split()) if units else alone
    others = [alone + unit for unit in units]
    forms = [*others, whole] if whole == alone else [whole, *others]
    return next((form for form in forms if _says(form, notation, figure)), whole)


def _says(form: str, notation: str, figure: ExtractedFigure) -> bool:
    """Whether the reader of the data reads a printing as the value of a figure."""
    read, said = values_printed(form, notation), figure.value
    low, _, high = said.partition("..")
    if high:
        return (read["lower"], read["upper"]) == (low, high)
    return read["obs_value"] == said.partition("/")[0] and ("/" in said) == ("/" in form)
