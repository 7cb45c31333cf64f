"""Rows at the ends of their intervals, so that seaborn's own error bar shows what a printing allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.translations import Phrase

if TYPE_CHECKING:
    import pandas as pd


def with_interval_ends(
    frame: pd.DataFrame, value: str = "value", lower: str = "lower", upper: str = "upper"
) -> pd.DataFrame:
    """Three rows a figure: the frame, then each row with an interval again at its lower and at its upper end.

    With the median as the estimate and the whole range as the error bar seaborn draws the figure and its interval:

        sns.pointplot(tongket.with_interval_ends(frame), x="value", y="name", estimator="median",
                      errorbar=("pi", 100), linestyle="none")

    Args:
        frame: one row a figure. An exact or a missing one keeps its single row.
        value: the column of the values, which holds the ends in the rows that are added.
        lower: the column of the lower ends; infinite where open: there the value is the end.
        upper: the column of the upper ends.

    Raises:
        UsageError: a column is missing.

    >>> import pandas as pd
    >>> staff = pd.DataFrame({"value": [6800.0, 42.0], "lower": [6750.0, 42.0], "upper": [6850.0, 42.0]})
    >>> with_interval_ends(staff)["value"].tolist()
    [6800.0, 42.0, 6750.0, 6850.0]
    """
    import pandas as pd

    lost = [name for name in (value, lower, upper) if name not in frame]
    if lost:
        raise UsageError(
            Phrase(
                "with_interval_ends: expected the columns {value}, {lower} and {upper}, got none named {names}. "
                "Keep those of review.frame(…), or name yours: lower='…', upper='…'.",
                value=value,
                lower=lower,
                upper=upper,
                names=", ".join(lost),
            )
        )
    low, high = interval_ends(frame, value, lower, upper)
    wide = high[value] > low[value]
    # The frame comes first: it keeps the order of its names.
    return pd.concat([frame, low[wide], high[wide]])


def interval_ends(
    frame: pd.DataFrame, value: str, lower: str, upper: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows at their lower ends, and at their upper ends; an open end is at the value."""
    infinite = (float("-inf"), float("inf"))
    low, high = (
        frame.assign(**{value: frame[name].where(~frame[name].isin(infinite), frame[value])})
        for name in (lower, upper)
    )
    return low, high
