"""The IPython that runs this code; none in a script, a command or a test."""

from __future__ import annotations

import linecache
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Literal

# The language of the review that was opened last, or was to be, and the IPython that it was opened in.
_spoken: list[tuple[Any, str]] = []
# What `tongket --debug` sets for the kernels of its reports.
WHOLE_WAY = "TONGKET_DEBUG"


def shell() -> Any:
    """The running IPython, which is never loaded for this; None where none runs."""
    return getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()


def complete_names() -> None:
    """Let Tab complete the names of tongket in the IPython that runs; nothing where none runs."""
    completer = getattr(shell(), "Completer", None)
    known = getattr(completer, "custom_matchers", None)
    if known is not None and _matches not in known:
        known.append(_matches)


def _matches(context: Any) -> Any:
    # Loaded with the first Tab: importing tongket stays light.
    return import_module("tongket.review.tab").matches(context)


# What IPython asks of a matcher; it is asked before IPython's own, which take seconds to load.
_matches.matcher_api_version = 2  # type: ignore[attr-defined]
_matches.matcher_identifier = "tongket"  # type: ignore[attr-defined]
_matches.matcher_priority = 1000  # type: ignore[attr-defined]


def speak(lang: str) -> None:
    """Say from now on in a language what a notebook shows of an error of use."""
    _spoken[:] = [(shell(), lang)]


def asks_for_the_whole_way() -> bool:
    """Whether IPython is to show the whole way to an error: after `%xmode Verbose`, and under `tongket --debug`."""
    running = shell()
    return running is not None and bool(
        os.environ.get(WHOLE_WAY) or running.InteractiveTB.mode == "Verbose"
    )


def traceback_lines(error: BaseException, name: str = "") -> list[str]:
    """What a notebook shows of an error of use: what it says, then the line of the cell that led to it.

    Args:
        error: the error.
        name: what it is called, where that is not its own name.
    """
    running = shell()
    if asks_for_the_whole_way():
        whole: list[str] = running.InteractiveTB.structured_traceback(
            type(error), error, error.__traceback__, tb_offset=1
        )
        return whole
    names = getattr(running, "user_ns", {})
    said = error.in_(_language(names)) if hasattr(error, "in_") else error
    lines = [f"{name or type(error).__name__}: {said}"]
    if at := _in_notebook(error.__traceback__, names):
        lines.append(at)
    # After `%xmode Minimal` and its like IPython sets lines beside each other.
    is_joined = getattr(getattr(running, "InteractiveTB", None), "tb_join_char", "\n") == ""
    return [f"{line}\n" for line in lines] if is_joined else lines


def _language(names: Mapping[str, object]) -> Literal["en", "vi"]:
    """The language of a notebook: of its review, else of its parameters; a notebook may give the name to anything."""
    running = shell()
    lang = next((lang for of, lang in _spoken if of is running), names.get("lang"))
    return "vi" if isinstance(lang, str) and lang == "vi" else "en"


def said_in(traceback: Sequence[str], name: str) -> str:
    """What an error of use says, from the lines that a notebook shows of it; empty of any other error.

    Args:
        traceback: the lines, as `traceback_lines` gives them.
        name: the name of the error.
    """
    first, head = "".join(traceback[:1]), f"{name}: "
    return first.removeprefix(head) if first.startswith(head) else ""


def _in_notebook(way: TracebackType | None, names: object) -> str:
    """The last line of a cell on the way to an error; empty where none is."""
    found = ""
    while way is not None:
        if way.tb_frame.f_globals is names:
            line = linecache.getline(way.tb_frame.f_code.co_filename, way.tb_lineno).strip()
            found = f"----> {way.tb_lineno} {line}" if line else found
        way = way.tb_next
    return found
