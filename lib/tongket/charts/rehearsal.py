"""Draws once what nobody sees, so that whoever draws next finds libraries, settings and letters ready.

The fork server imports it: a first drawing takes a fifth of a second, those of every kernel after it take none of that.
"""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.backends.registry import backend_registry

from tongket.charts.drawing import drawings
from tongket.charts.plot import LOWER, PART, UPPER, WORDS, Plot
from tongket.charts.sheet import WIDE
from tongket.exhibit import bitmap, picture
from tongket.theme import measure

_LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:%()–-+&/≠đĐ"
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)


def _rehearse() -> None:
    for strong in (False, True):
        measure(_LETTERS + _LETTERS.upper(), strong=strong)
    data = pd.DataFrame({
        "name": ["a", "b"], "value": [3.0, 5.0], LOWER: [2.0, 5.0], UPPER: [4.0, 5.0],
        PART: [False, True], WORDS: ["3", "5"],
    })  # fmt: skip
    for function in (sns.barplot, sns.pointplot):
        drawn = drawings(Plot(function, data, {"x": "value", "y": "name"}, "vi"), "rehearsal")
    bitmap(picture(drawn.wide), WIDE)


# As matplotlib is shipped: a `matplotlibrc` of the user's, or in the caller's folder, reaches no published page.
mpl.rcdefaults()
# Whether an installed package brings a backend is looked up among all that are installed.
backend_registry.list_all()  # type: ignore[no-untyped-call]
_rehearse()
