"""The translators' catalogue: every sentence found where it stands, translations kept, order and file stable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tongket import translations
from tongket.project import data_dir, notebooks_dir
from tongket.translations import CATALOGUE, of_data, of_library, of_notebooks, write_catalogue

MODULE = '''
"""Docstring, not said."""
def show(caption, many):
    names = (said("Head"), "not marked", said("Foot"))
    caption.say("One" if not many else "Several {things}.", things=many)
    return [caption.say(name) for name in ("First", "Second", "third")] + names
'''
CELLS = [
    ("parameters", 'area: str = "VN-CT"  # Not A Sentence'),
    ("", 'share = review.share("a.b", "c.d", name="A part of it")'),
    ("", 'review.key_points("{a.b} of {share}", share=share)\nreview.events("task")'),
    (
        "",
        'review.chart.bars("a.b", highlight="Cần Thơ", title="Bars rise", note="As {a.b:number}")',
    ),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A library, notebooks and data of a few sentences, and a catalogue that is out of date."""
    for name in ("lib/shipped", "notebooks", "data/observations"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "lib" / "room.py").write_text(MODULE)
    (tmp_path / "lib" / "shipped" / "copy.py").write_text('say("Packaged copy.")')
    cells = [
        {"cell_type": "code", "metadata": {"tags": [tag]}, "source": [code]} for tag, code in CELLS
    ] + [{"cell_type": "markdown", "metadata": {}, "source": ["# Not said"]}]
    (tmp_path / "notebooks" / "00.ipynb").write_text(json.dumps({"cells": cells}))
    rows = "indicator,comment\na.b,A remark.\nc.d,\n"
    (tmp_path / "data" / "observations" / "x.csv").write_text(rows)
    (tmp_path / "vi.po").write_text(
        'msgid "Bars rise"\nmsgstr "Các thanh tăng"\n\nmsgid "Unsaid"\nmsgstr "Không ai nói"\n'
    )
    return tmp_path


def test_the_library_says_what_its_calls_and_marks_hold(project: Path) -> None:
    found = of_library(project / "lib")
    assert sorted(found) == ["First", "Foot", "Head", "One", "Second", "Several {things}."]
    assert found["One"] == {"room.py"}


def test_a_notebook_says_sentences_and_names_but_no_ids(project: Path) -> None:
    assert sorted(of_notebooks(project / "notebooks")) == [
        "A part of it", "As {a.b:number}", "Bars rise", "{a.b} of {share}",
    ]  # fmt: skip


def test_the_data_say_their_comments(project: Path) -> None:
    assert of_data(project / "data") == {"A remark.": {"data/x.csv"}}


def test_new_sentences_enter_unsaid_ones_leave_translations_stay(project: Path) -> None:
    target = project / "vi.po"
    folders = (project / "lib", project / "notebooks", project / "data")
    write_catalogue(*folders, target)
    first = target.read_bytes()
    with target.open("rb") as file:
        known = {entry.id: entry for entry in read_po(file, locale="vi") if entry.id}
    assert known["Bars rise"].string == "Các thanh tăng"
    assert known["A remark."].string == ""
    assert "Unsaid" not in known
    assert list(known) == sorted(known)
    assert "python-brace-format" in known["As {a.b:number}"].flags
    assert not any(entry.fuzzy for entry in known.values())
    write_catalogue(*folders, target)
    assert target.read_bytes() == first


def test_the_catalogue_in_git_is_what_the_command_writes(tmp_path: Path) -> None:
    copy = tmp_path / "vi.po"
    copy.write_bytes(CATALOGUE.read_bytes())
    write_catalogue(Path(translations.__file__).parent, notebooks_dir(), data_dir(), copy)
    assert copy.read_text(encoding="utf-8") == CATALOGUE.read_text(encoding="utf-8"), (
        "out of date: run python -m tongket.translations and translate what is empty"
    )
