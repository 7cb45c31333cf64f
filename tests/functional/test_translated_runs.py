"""A run of own notebooks: each report is in one language, with the translations beside the notebooks."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

from fixtures.run.project import PUBLISHER, notebook, project, request
from tongket.run.build import build
from tongket.run.plan.plan import make_plan

CELL = "from tongket.translations import translate; translate('Of our own', lang)"
PO = 'msgid "{}"\nmsgstr "{}"\n\nmsgid "{}"\nmsgstr "{}"\n'


def run(folder: Path) -> dict[str, str]:
    """The executed notebooks' texts, by language."""
    build(request(folder), PUBLISHER, lambda _: None)
    made = folder / "build" / "notebooks" / "VN-CT" / "2024"
    return {lang: (made / lang / "00_a.ipynb").read_text(encoding="utf-8") for lang in ("vi", "en")}


def write(folder: Path, language: str, prose: str, lang: str, catalogue: str) -> None:
    content = notebook(CELL)
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    markdown = {"cell_type": "markdown", "id": "limits-text", "metadata": {}, "source": prose}
    written = {**content, "cells": [markdown, *cells]}
    written["metadata"] = {**content["metadata"], "tongket": {"language": language}}
    (folder / "notebooks" / "00_a.ipynb").write_text(json.dumps(written), encoding="utf-8")
    (folder / "notebooks" / "locale").mkdir(exist_ok=True)
    (folder / "notebooks" / "locale" / f"{lang}.po").write_text(catalogue, encoding="utf-8")


def stale(folder: Path) -> dict[str, tuple[str, ...]]:
    (plan,) = make_plan(request(folder))
    return {task.report.lang: tuple(why.en for why in task.reasons) for task in plan.tasks}


def test_a_report_is_in_one_language(tmp_path: Path) -> None:
    folder = project(tmp_path, **{"00_a": []})
    write(folder, "en", "## Limits", "vi", PO.format("Limits", "Giới hạn", "Of our own", "Của ta"))
    made = run(folder)
    assert "## Giới hạn" in made["vi"]
    assert "'Của ta'" in made["vi"]
    assert "Limits" not in made["vi"]
    assert "## Limits" in made["en"]
    assert "'Of our own'" in made["en"]
    document = nbformat.reads(made["vi"], as_version=4)
    nbformat.validate(document)
    assert document.metadata["tongket"]["language"] == "vi"


def test_a_changed_translation_makes_the_pages_of_its_language_stale(tmp_path: Path) -> None:
    folder = project(tmp_path, **{"00_a": []})
    write(folder, "en", "## Limits", "vi", PO.format("Limits", "Giới hạn", "Of our own", "Của ta"))
    run(folder)
    assert stale(folder) == {"vi": (), "en": ()}
    for words in (("Hạn", "Của ta"), ("Giới hạn", "Riêng ta")):
        entries = PO.format("Limits", words[0], "Of our own", words[1])
        write(folder, "en", "## Limits", "vi", entries)
        assert stale(folder) == {"vi": ("notebook changed",), "en": ()}


def test_notebooks_may_be_written_in_vietnamese(tmp_path: Path) -> None:
    folder = project(tmp_path, **{"00_a": []})
    write(
        folder, "vi", "## Giới hạn\n\nMới", "en", PO.format("Giới hạn", "Limits", "Của ta", "Ours")
    )
    made = run(folder)
    assert "## Giới hạn" in made["vi"]
    assert "## Limits" in made["en"]
    assert '<span lang=\\"vi\\">Mới</span> (not translated)' in made["en"]
