"""What is translated, collected from where it is written: library, notebooks, data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tongket.catalogues.collection import Message, of_data, of_library, of_notebooks
from tongket.errors import NotebookError

MODULE = '''
"""Docstring, not said."""
UNIT = Phrase("time", context="unit")
def show(caption, many):
    names = (message("Head"), "not marked", message("Foot"))
    caption.say("One" if not many else "Several {things}.", things=many)
    return [caption.say(name) for name in ("First", "Second", "third")] + names
'''
CELLS = [
    ("parameters", 'area: str = "VN-CT"  # Not A Sentence'),
    ("", 'share = review.total("a.b", "c.d", name="A part of it")'),
    ("", 'review.key_points("{a.b} of {share}", share=share)\nreview.event_frame("task")'),
    (
        "",
        'review.chart.plan("a.b", highlight="Cần Thơ", title="Bars rise", note="As {a.b:number}")',
    ),
    ("", "frame.query(\"name == 'Cần Thơ' and value > 1\").eval('A = value / 2')"),
    (
        "",
        'review.read_csv("of 2024/a b.csv", source="a", units={"A B": "a b"}, names={"A B": "Of a file"})',
    ),
    ("", "%matplotlib inline"),
]


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    cells = [
        {"cell_type": "code", "metadata": {"tags": [tag]}, "source": [code]} for tag, code in CELLS
    ]
    (tmp_path / "00.ipynb").write_text(json.dumps({"cells": cells}))
    return tmp_path


def test_the_library_says_what_its_calls_and_marks_hold(tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "room.py").write_text(MODULE)
    (tmp_path / "shipped" / "copy.py").write_text('say("Packaged copy.")')
    found = of_library(tmp_path)
    assert list(found) == [
        Message("First"), Message("Foot"), Message("Head"), Message("One"), Message("Second"),
        Message("Several {things}."), Message("time", "unit"),
    ]  # fmt: skip
    assert found[Message("One")] == ["room.py"]


def test_a_notebook_says_sentences_and_names_but_no_ids(notebooks: Path) -> None:
    assert [message.sentence for message in of_notebooks(notebooks)] == [
        "A part of it", "{a.b} of {share}", "Bars rise", "As {a.b:number}", "Of a file",
    ]  # fmt: skip


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ipynb").write_text("{")
    with pytest.raises(NotebookError, match=r"broken\.ipynb: expected a Jupyter notebook"):
        of_notebooks(tmp_path)


def test_the_data_say_their_comments(tmp_path: Path) -> None:
    (tmp_path / "observations").mkdir()
    rows = "indicator,comment\na.b,A remark.\nc.d,\n"
    (tmp_path / "observations" / "x.csv").write_text(rows)
    assert of_data(tmp_path) == {Message("A remark."): ["x.csv"]}
