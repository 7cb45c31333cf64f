"""The executed notebooks of the review of 2024, compared output by output with a run from a clean kernel."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from golden.executed_notebooks import FOLDER, text_of

TESTS = Path(__file__).parents[1]
NOTEBOOKS = TESTS.parent / "notebooks"
LANGS = ("vi", "en")


def nbval(folder: Path) -> subprocess.CompletedProcess[str]:
    """A strict nbval run of every notebook in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:cov", "--nbval",
         "-p", "golden.warm_kernels", "--override-ini", "addopts=", "-n", "2", "--dist", "loadfile", str(folder)],
        cwd=FOLDER, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(TESTS)},
    )  # fmt: skip


def test_each_notebook_shows_what_its_reference_copy_shows() -> None:
    names = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
    copies = {lang: sorted(path.name for path in (FOLDER / lang).glob("*.ipynb")) for lang in LANGS}
    assert copies == dict.fromkeys(LANGS, names), "make golden"
    answer = nbval(FOLDER)
    assert answer.returncode == 0, f"{answer.stdout[-5000:]}\nWanted? make golden"
    assert re.search(r"\d+ passed", answer.stdout)


@pytest.mark.parametrize("lang", LANGS)
def test_a_reference_copy_holds_the_cells_of_its_notebook(lang: str) -> None:
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        code = [
            c["source"]
            for c in json.loads(path.read_text("utf-8"))["cells"]
            if c["cell_type"] == "code"
        ]
        copy = json.loads((FOLDER / lang / path.name).read_text("utf-8"))
        kept = [
            c["source"]
            for c in copy["cells"]
            if c["cell_type"] == "code" and "injected-parameters" not in c["metadata"]["tags"]
        ]
        assert ["".join(s) for s in kept] == ["".join(s) for s in code], f"{path.name}: make golden"


def test_the_reference_copies_are_of_the_review() -> None:
    shown = "\n".join(
        text_of(json.loads((FOLDER / "en" / "04_intellectual_property.ipynb").read_text("utf-8")))
    )
    assert "420 titles" in shown


def test_a_wrong_figure_sentence_or_mark_fails(tmp_path: Path) -> None:
    wrong = {"420 titles": "421 titles", "initiatives are in use": "initiatives are not", " ≠": ""}
    original = FOLDER / "en" / "00_overview.ipynb", FOLDER / "en" / "04_intellectual_property.ipynb"
    broken_cells = 0
    for number, (wanted, written) in enumerate(wrong.items()):
        path = original[wanted == "420 titles" or "initiatives" in wanted]
        notebook = json.loads(path.read_text("utf-8"))
        cells = [
            cell
            for cell in notebook["cells"]
            if wanted in json.dumps(cell.get("outputs", []), ensure_ascii=False)
        ]
        assert cells, f"{wanted!r} is not in {path.name}: choose another text"
        broken_cells += len(cells)
        for cell in cells:
            changed = json.dumps(cell["outputs"], ensure_ascii=False).replace(wanted, written)
            cell["outputs"] = json.loads(changed)
        (tmp_path / f"wrong_{number}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    answer = nbval(tmp_path)
    assert answer.returncode == 1
    assert re.search(rf"\b{broken_cells} failed", answer.stdout), answer.stdout[-2000:]
