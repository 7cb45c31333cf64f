"""tongket: the yearly review of a province's science and technology sector, run from its figures.

>>> import tongket
>>> review = tongket.open_review(year=2024, area="VN-CT", lang="en")
>>> str(review.figure("ip.titles_granted"))
'420 titles'

Importing the package reads no file and loads no heavy library: `open_review` does both when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongket.review import Review, open_review

__all__ = ["Review", "__version__", "open_review"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the façade when it is first asked for, so that `tongket --help` stays light."""
    if name in {"open_review", "Review"}:
        from tongket import review

        return getattr(review, name)
    raise AttributeError(f"module 'tongket' has no attribute {name!r}: it offers {__all__}")


def __dir__() -> list[str]:
    return sorted(__all__)
