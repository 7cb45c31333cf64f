"""The help of the commands, paragraph by paragraph: so it is written in the code, translated and printed."""

from __future__ import annotations

import inspect


def help_paragraphs(docstring: str) -> list[str]:
    r"""The paragraphs of a docstring, each in one line.

    >>> help_paragraphs("Write a sheet.\n\n    Each row asks\n    for one figure.\n    ")
    ['Write a sheet.', 'Each row asks for one figure.']
    """
    return [" ".join(part.split()) for part in inspect.cleandoc(docstring).split("\n\n")]
