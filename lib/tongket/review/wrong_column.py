"""What IPython shows where pandas finds no column of a name in a frame of a review: the near names, in a line.

pandas raises it, and a frame of a review is one of pandas; so the words are put in place where IPython asks what to
show of an error (`set_custom_exc`). In a script pandas speaks for itself.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.shell import asks_for_the_whole_way, shell, traceback_lines
from tongket.translations import Phrase, near_names, one_a_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    import pandas as pd

    from tongket.model import Text

# What pandas raises where a name leads to no column: in brackets and by a method, behind a dot, in a query.
RAISED = (KeyError, AttributeError, NameError)
_NAMED = re.compile(r"'([^']*)'")
_KIND = re.compile(r", dtype='\w+'|^Column not found: ")


def name_near_columns() -> None:
    """Let IPython answer a column that a frame does not have; nothing where none runs."""
    running = shell()
    # Whoever has set a handler of their own keeps it, and what only looks like a shell has none.
    if not getattr(running, "custom_exceptions", True):
        running.set_custom_exc(RAISED, _show)


def _show(
    running: Any, kind: type, error: Any, way: TracebackType, tb_offset: int | None = None
) -> None:
    words = None if asks_for_the_whole_way() else _refusal(error, way)
    if words is not None:
        said = UsageError(words).with_traceback(way)
        error._render_traceback_ = partial(traceback_lines, said, kind.__name__)
    running.showtraceback((kind, error, way), tb_offset=tb_offset, running_compiled_code=True)


def _refusal(error: Any, way: TracebackType) -> Text | None:
    """What does not hold, by all names that are no columns; None where it is no frame of a review that lacks one."""
    asked = [*_asked(way)]
    if not asked:
        return None
    import pandas as pd

    frames = [each for each in asked if isinstance(each, pd.DataFrame) and _is_of_a_review(each)]
    indexes = [each for each in asked if isinstance(each, pd.Index)]
    # A label of rows is no column.
    if not frames or not all(each.equals(frames[-1].columns) for each in indexes):
        return None
    known = [*map(str, frames[-1].columns)]
    said = str(error.args[0] if error.args else "")
    lost = [
        n for n in _NAMED.findall(_KIND.sub("", said)) or [_KIND.sub("", said)] if n not in known
    ]
    if isinstance(error, AttributeError):
        lost = [error.name] if error.obj is frames[-1] else []
        known += [name for name in dir(type(frames[-1])) if name[0] != "_"]
    return one_a_line([_not_there(name, known, frames[-1]) for name in lost]) if lost else None


def _not_there(name: str, known: list[str], frame: pd.DataFrame) -> Text:
    has = Phrase("It has {names}.", names=", ".join(map(str, frame.columns)))
    return Phrase(
        "frame: expected a column, got {name}. {hint}",
        name=repr(name), hint=near_names(name, known, has),
    )  # fmt: skip


def _asked(way: TracebackType | None) -> Iterator[Any]:
    """The frames that pandas looked for something in, on the way to an error; none where it was no column."""
    while way is not None:
        module = str(way.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        # What tongket asks of a frame is its own affair.
        if module == "tongket":
            return
        of = way.tb_frame.f_locals.get("self")
        if module == "pandas" and of is not None:
            # A group that is being made has no attributes yet.
            yield getattr(of, "__dict__", {}).get("obj", of)
        way = way.tb_next


def _is_of_a_review(frame: pd.DataFrame) -> bool:
    return "anchor" in frame.columns or "review" in frame.attrs
