"""The printed outputs of a cell, put together as a terminal would show them.

nbclient does this too, but takes quadratic time over a long line: three million letters without a
line break would keep a worker busy for hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode


def coalesce(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """A cell's outputs with one text for all it printed and one for all its warnings, where the first of each was.

    The two reach the client independently, in an order that changes from run to run: the printed text goes first.
    """
    streams: dict[str, NotebookNode] = {}
    joined: list[NotebookNode] = []
    for output in outputs:
        name = output.get("name", "") if output["output_type"] == "stream" else ""
        if name in streams:
            streams[name]["text"] += output["text"]
            continue
        if name:
            streams[name] = output
        joined.append(output)
    for stream in streams.values():
        stream["text"] = overwritten(stream["text"])
    return _in_order(joined)


def overwritten(text: str) -> str:
    r"""A text in which a carriage return has deleted what was before it on its line.

    >>> overwritten("10%\r50%\r100%\r\ndone\r\n")
    '100%\ndone\n'
    """
    if "\r" not in text:
        return text
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))


def _in_order(outputs: list[NotebookNode]) -> list[NotebookNode]:
    names = [output.get("name") for output in outputs]
    for index in range(len(outputs) - 1):
        if names[index : index + 2] == ["stderr", "stdout"]:
            return [
                *outputs[:index],
                outputs[index + 1],
                outputs[index],
                *outputs[index + 2 :],
            ]
    return outputs
