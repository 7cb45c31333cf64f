"""An exhibit: a chart or table that knows its title, unit, alt text, note, source and data."""

from tongket.exhibit.exhibit import Caption, Cell, Exhibit, Grid, value_text
from tongket.exhibit.markup import (
    NUMBER_COLUMNS,
    csv_text,
    exhibit_html,
    not_a_formula,
    scrolled,
    spread_names,
    table_html,
)
from tongket.exhibit.picture import bitmap, picture
from tongket.exhibit.sparklines import is_sparkline, sparkline

__all__ = [
    "NUMBER_COLUMNS",
    "Caption",
    "Cell",
    "Exhibit",
    "Grid",
    "bitmap",
    "csv_text",
    "exhibit_html",
    "is_sparkline",
    "not_a_formula",
    "picture",
    "scrolled",
    "sparkline",
    "spread_names",
    "table_html",
    "value_text",
]
