"""Loads the libraries that a kernel needs: the fork server imports it once, a kernel of its own for itself."""

from __future__ import annotations

import gc
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from tongket.audit.report import audit_ahead
from tongket.data.store import load as load_data
from tongket.data.store import read_ahead
from tongket.errors import TongketError
from tongket.limits import AUDIT_AHEAD_SECONDS
from tongket.model import LANGS
from tongket.numerals import format_date
from tongket.project import data_dir
from tongket.run.kernels.libraries import load
from tongket.translations import catalogue, forget

if TYPE_CHECKING:
    from collections.abc import Callable


def _look_up() -> None:
    """What each kernel would look up for itself: addresses of this machine, words and sentences of languages."""
    from jupyter_client.localinterfaces import localhost

    localhost()
    for lang in LANGS:
        format_date(date.min, lang)
        with suppress(TongketError, OSError):
            catalogue(lang)


def _freeze() -> None:
    """All that there is lives as long as this process: collections that looked at it would copy it into each kernel."""
    gc.collect()
    gc.freeze()


def read_data(is_awaited: Callable[[], bool]) -> None:
    """Read the data for the kernels that are forked from this process, and audit them while no kernel is awaited.

    What does not hold is the error of each notebook.
    """
    forget()
    with suppress(TongketError, OSError):
        read_ahead(data_dir())
        audit_ahead(load_data(data_dir()), AUDIT_AHEAD_SECONDS, is_awaited)
    _freeze()


# The libraries of the notebooks, and what IPython loads on its way up.
load(
    (
        "pandas",
        "matplotlib.pyplot",
        "seaborn",
        "tongket.review",
        "tongket.charts.rehearsal",
        "tongket.tables",
        "IPython.core.completerlib",
        "IPython.core.debugger",
        "IPython.core.debugger_backport",
        "IPython.core.magics.execution",
        "IPython.core.oinspect",
        "IPython.extensions.storemagic",
        "IPython.utils.wildcard",
        "ipykernel.debugger",
        "matplotlib_inline.backend_inline",
        "tornado.platform.asyncio",
        "tongket.run.kernels.report_kernel",
    )
)
_look_up()
_freeze()
