"""What IPython shows where pandas or seaborn finds no column of a name in a frame of a review: the near names.

They raise it, and a frame of a review is one of pandas; so the words are put in place where IPython asks what to
show of an error (`set_custom_exc`). In a script they speak for themselves.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from tongket import limits
from tongket.errors import UsageError, given_in_words
from tongket.shell import asks_for_the_whole_way, shell, traceback_lines
from tongket.translations import Phrase, near_names, one_a_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    import pandas as pd

    from tongket.model import Text

# What is raised where a name leads to no column: by pandas in brackets and by a method, behind a dot, in a query; by
# seaborn for what it is to draw.
RAISED = (KeyError, AttributeError, NameError, ValueError)
# What looks for columns, and what it calls the frame in which it looks.
LOOKING = {"pandas": "self", "seaborn": "data"}
# The words that it puts around one name, and around more; else the error holds nothing but what was not found.
_ONE = re.compile(
    r"Column not found: (.*)|name '(.*)' is not defined|Only a column name .* '(.*)' not found .*"
    r"|Cannot get \w+ slice bound .* label '(.*)'\..*",
    re.DOTALL,
)
_MORE = re.compile(
    r"(?:None of |Label\(s\) |Column\(s\) |The following .*: )?\[(?:Index\(\[)?(.*?)\]"
    r"(?:, dtype=.*)?(?: not in index| not found in axis| do not exist| are in the .*)?",
    re.DOTALL,
)
_NOT_DRAWN = re.compile(
    r"Could not interpret value `(.*)` for `\w+`\. An entry with this name", re.DOTALL
)
_QUOTED = re.compile(r"(['\"])(.*?)\1(?=,|$)", re.DOTALL)
# It looks for groups and for variables of the notebook, too, which are no columns.
_NO_COLUMNS = frozenset({"get_group"})
_LOCAL = "local variable "


def name_near_columns() -> None:
    """Let IPython answer a column that a frame does not have; nothing where none runs."""
    running = shell()
    # Whoever has set a handler of their own keeps it, and what only looks like a shell has none.
    if not getattr(running, "custom_exceptions", True):
        running.set_custom_exc(RAISED, _show)


def _show(
    running: Any, kind: type, error: Any, way: TracebackType, tb_offset: int | None = None
) -> None:
    # IPython takes away a handler that fails; what is on the way to an error may fail at any question.
    with suppress(Exception):
        words = None if asks_for_the_whole_way() else _refusal(error, way)
        if words is not None:
            said = UsageError(words).with_traceback(way)
            error._render_traceback_ = partial(traceback_lines, said, kind.__name__)
    running.showtraceback((kind, error, way), tb_offset=tb_offset, running_compiled_code=True)


def _refusal(error: Any, way: TracebackType) -> Text | None:
    """What does not hold, by all names that are no columns; None where it is no frame of a review that lacks one."""
    asked, called_of = _asked(way)
    if not asked:
        return None
    import pandas as pd

    indexes = [each for each in asked if isinstance(each, pd.Index)]
    # The row that `apply` gives to a function is one of the frame that it was called of.
    looked_in = asked if not indexes else [*called_of, *asked]
    frames = [each for each in asked if isinstance(each, pd.DataFrame)] or [
        each for each in looked_in if isinstance(each, pd.DataFrame)
    ]
    # A label of rows is no column.
    if not frames or not all(each.equals(frames[-1].columns) for each in indexes):
        return None
    lost = [*_lost(error, frames)]
    # pandas leaves out of a frame what it is not asked for: the notebook's own is the first; a merge looks in two.
    frame = next((f for f in frames if not {*map(str, lost)} & {*map(str, f.columns)}), frames[0])
    known = [str(name) for name in frame.columns]
    if isinstance(error, AttributeError):
        known += [name for name in dir(type(error.obj)) if name[0] != "_"]
    lost = [name for name in lost if name not in known]
    if not lost or not _is_of_a_review(frame):
        return None
    return one_a_line([_not_there(name, known, frame) for name in lost])


def _lost(error: Any, frames: list[pd.DataFrame]) -> Iterable[Any]:
    """What pandas says that it did not find."""
    if isinstance(error, AttributeError):
        return [error.name] if any(_looked_in(error.obj) is each for each in frames) else []
    said = error.args[0] if error.args else ""
    if isinstance(error, ValueError) or str(said).startswith(_LOCAL):
        return _NOT_DRAWN.findall(str(said))
    if not isinstance(said, str):
        return said if hasattr(said, "__iter__") and not isinstance(said, tuple) else [said]
    if one := _ONE.fullmatch(said):
        return [name for name in one.groups() if name is not None]
    if more := _MORE.fullmatch(said):
        return [name for _, name in _QUOTED.findall(more[1])]
    return [said]


def _not_there(name: Any, known: list[str], frame: pd.DataFrame) -> Text:
    columns = [*map(str, frame.columns)]
    more = ["…"] if len(columns) > limits.COLUMNS_NAMED else []
    has = Phrase("It has {names}.", names=", ".join([*columns[: limits.COLUMNS_NAMED], *more]))
    return Phrase(
        "frame: expected a column, got {name}. {hint}",
        name=given_in_words(name), hint=near_names(str(name), known, has),
    )  # fmt: skip


def _asked(way: TracebackType | None) -> tuple[list[Any], list[Any]]:
    """What pandas looked in on the way to an error, from the notebook's last call of it, and from the calls before.

    Nothing where other code than pandas or seaborn raised it.
    """
    asked, before, module = list[Any](), list[Any](), ""
    while way is not None:
        module = str(way.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        # What tongket asks of a frame is its own affair.
        if module == "tongket" or way.tb_frame.f_code.co_name in _NO_COLUMNS:
            return [], []
        of = way.tb_frame.f_locals.get(LOOKING.get(module, ""))
        if module not in LOOKING:
            before, asked = [*before, *asked], []
        elif of is not None:
            asked.append(_looked_in(of))
        way = way.tb_next
    return (asked, before) if module in LOOKING else ([], [])


def _looked_in(of: Any) -> Any:
    """The frame that something of pandas is of; a group that is being made has none yet, nor attributes."""
    kept = of.obj if hasattr(type(of), "obj") else of
    return getattr(of, "__dict__", {}).get("obj", kept)


def _is_of_a_review(frame: pd.DataFrame) -> bool:
    return "anchor" in frame.columns or "review" in frame.attrs
