"""Colours: those of series, apart for every eye, and colours in place of the page's own ink and ground."""

from __future__ import annotations

# They are in place of the page's ink and ground until a drawing is written.
INK = "#112233"
SOFT = "#445566"  # words that accompany
FAINT = "#778899"  # guides
GROUND = "#fefdfc"
# Contrast of 3 to 1 and more on white and on near-black; apart under the common colour deficiencies.
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#6a6f75")
# No meaning rests on colour alone: the series of the same place have their texture, dashes and mark.
HATCHES = ("", "////", "\\\\\\\\", "----", "xxxx")
DASHES = ("", (6, 2), (2, 2), (8, 2, 2, 2), (1, 2))
MARKS = ("o", "D", "s", "^", "X")
