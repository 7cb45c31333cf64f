"""What an executed notebook says: its words and results, not its code and pictures."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tongket.output import MIME
from tongket.run.content import content_of

PART = {"kind": "exhibit", "title": "Titles", "drawings": {"wide": "<svg/>"}}


def notebook(text: str = "Words", code: str = "1", **data: Any) -> str:
    outputs = [
        {"output_type": "display_data", "data": {MIME: PART, "text/html": "<p>1</p>", **data}},
        {"output_type": "stream", "name": "stdout", "text": "said"},
    ]
    cells = [
        {"cell_type": "markdown", "source": [text]},
        {"cell_type": "code", "source": [code], "outputs": outputs, "execution_count": 1},
    ]
    return json.dumps({"cells": cells, "metadata": {}})


def hash_of(text: str) -> str:
    return content_of(json.loads(text))


def with_part(**other: Any) -> str:
    return notebook(**{MIME: {**PART, **other}})


@pytest.mark.parametrize(
    "same",
    [notebook(code="2"), with_part(drawings={"wide": "<svg>x</svg>"}), notebook(**{"text/html": "<b>1</b>"})],
)  # fmt: skip
def test_code_pictures_and_html_are_none_of_it(same: str) -> None:
    assert hash_of(same) == hash_of(notebook())


@pytest.mark.parametrize(
    "other", [notebook("Other words"), with_part(title="Titles granted"), notebook().replace("said", "told")]
)  # fmt: skip
def test_another_word_is_another_content(other: str) -> None:
    assert hash_of(other) != hash_of(notebook())


def test_the_html_of_other_peoples_cells_counts() -> None:
    def shown(html: str) -> str:
        cell = {"cell_type": "code", "source": "x", "outputs": [{"data": {"text/html": html}}]}
        return content_of({"cells": [cell]})

    assert shown("<p>1</p>") != shown("<p>2</p>")


def test_the_picture_beside_a_part_is_none_of_it() -> None:
    def shown(text: str) -> str:
        output = {"data": {"text/plain": text}, "metadata": {"tongket_beside": "titles"}}
        return content_of({"cells": [{"cell_type": "code", "source": "", "outputs": [output]}]})  # fmt: skip

    assert shown("a") == shown("b")
