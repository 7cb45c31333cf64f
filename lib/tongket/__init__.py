"""tongket: the yearly review of a province's science and technology sector, run from its figures.

>>> import tongket
>>> review = tongket.open_review(year=2024, area="VN-CT", lang="en")
>>> str(review.figure("ip.titles_granted"))
'420 titles'

Importing the package reads no file and loads no heavy library: `open_review` does both when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.shell import complete_names

if TYPE_CHECKING:
    from tongket import forms
    from tongket.intervals import with_interval_ends
    from tongket.review import Review, open_review
    from tongket.theme import style

__all__ = ["Review", "__version__", "forms", "open_review", "style", "with_interval_ends"]
__version__ = "0.2.0"
complete_names()


def __getattr__(name: str) -> object:
    """Load what is asked for when it is first asked for, so that `tongket --help` stays light."""
    from importlib import import_module

    if name == "forms":
        return import_module("tongket.forms")
    homes = {
        "open_review": "tongket.review", "Review": "tongket.review", "style": "tongket.theme",
        "with_interval_ends": "tongket.intervals",
    }  # fmt: skip
    if name in homes:
        return getattr(import_module(homes[name]), name)
    from tongket.errors import UnknownNameError
    from tongket.translations import Phrase, near_names

    near = near_names(name, __all__, Phrase("It has {names}.", names=", ".join(__dir__())))
    raise UnknownNameError(
        Phrase(
            "{object}: expected one of its names, got {name}. {hint}",
            object="tongket", name=repr(name), hint=near,
        )
    )  # fmt: skip


def __dir__() -> list[str]:
    return sorted(__all__)
