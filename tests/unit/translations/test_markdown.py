"""Markdown said otherwise block by block: what is a block, and that everything around it stays."""

from __future__ import annotations

import pytest

from tongket.translations.markdown import blocks, with_blocks_replaced

EVERYTHING = """\
# A *title* #

A paragraph on
two lines, with a hard break@@
after it and [a link](08_consistency.html).

Set in
another way
===========

- one item
  that goes on
- another

  with a second paragraph
  - and a list within
1. a number

> quoted
> on two lines

| Head | with a \\| stroke |
|:-----|----|
| a    | a  |
| 12   | `code` of it |

```python
not = "a block"
```

    nor = "this"

<div>nor this</div>

![what it shows](drawing.svg)

12 %
""".replace("@@", "  ")
WORDS = [
    "A *title*",
    "A paragraph on two lines, with a hard break  \nafter it and [a link](08_consistency.html).",
    "Set in another way",
    "one item that goes on",
    "another",
    "with a second paragraph",
    "and a list within",
    "a number",
    "quoted on two lines",
    "Head",
    "with a | stroke",
    "a",
    "a",
    "`code` of it",
    "![what it shows](drawing.svg)",
]


def test_a_block_is_a_heading_a_paragraph_an_item_or_a_cell() -> None:
    assert blocks(EVERYTHING) == WORDS


def test_replaced_blocks_are_still_the_same_text_to_a_parser() -> None:
    said = with_blocks_replaced(EVERYTHING, lambda words: words.replace("|", "\\|"))
    assert blocks(said) == WORDS


def test_marks_code_and_html_stay_where_they_are() -> None:
    said = with_blocks_replaced(EVERYTHING, lambda _: "x")
    assert said == (
        "# x #\n\nx\n\nx\n===========\n\n- x\n- x\n\n  x\n  - x\n1. x\n\n> x\n\n"
        "| x | x |\n|:-----|----|\n| x    | x  |\n| 12   | x |\n\n"
        '```python\nnot = "a block"\n```\n\n    nor = "this"\n\n<div>nor this</div>\n\nx\n\n12 %\n'
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("> one\n> two", "> a  \n> b"),
        ("- one\n  two", "- a  \n  b"),
        ("- one", "- a  \n  b"),
        ("one\ntwo", "a  \nb"),
    ],
)
def test_a_hard_break_keeps_the_marks_of_its_lines(source: str, said: str) -> None:
    assert with_blocks_replaced(source, lambda _: "a  \nb") == said


@pytest.mark.parametrize(
    "source", ["", "\n", "---\n", "12\n", "```\nopen", "[a]: x.html\n", "\tx\n"]
)
def test_a_text_without_words_stays(source: str) -> None:
    assert with_blocks_replaced(source, lambda _: "changed") == source
