"""The executed notebooks of the review of 2024, compared output by output with a run from a clean kernel."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter

from fixtures.session import once_a_session
from golden.executed_notebooks import FOLDER, text_of
from tongket.output import MIME

TESTS = Path(__file__).parents[1]
NOTEBOOKS = TESTS.parent / "notebooks"
LANGS = ("vi", "en")
# Every domain of the review has a page of its own, its area has no members, and no amount of it one of a year before.
WITHOUT_COPY = {"domain.ipynb", "members.ipynb", "member_figure.ipynb", "11_development.ipynb"}
WRITTEN = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if path.name not in WITHOUT_COPY]


# Of each copy that is made wrong: its page, what it shows, and what it shows then.
WRONG = (
    ("00_overview", " (?)", ""),
    ("04_intellectual_property", "420 titles", "421 titles"),
    ("04_intellectual_property", "initiatives are in use", "initiatives are not"),
)


def make_wrong(folder: Path) -> int:
    """Write copies whose cells show something else than a run does; how many cells that are."""
    wrong = {}
    for page in dict.fromkeys(page for page, _, _ in WRONG):
        notebook = json.loads((FOLDER / "en" / f"{page}.ipynb").read_text("utf-8"))
        for wanted, written in (change for name, *change in WRONG if name == page):
            cells = [
                cell
                for cell in notebook["cells"]
                if wanted in json.dumps(cell.get("outputs", []), ensure_ascii=False)
            ]
            assert cells, f"{wanted!r} is not in {page}: choose another text"
            for cell in cells:
                changed = json.dumps(cell["outputs"], ensure_ascii=False).replace(wanted, written)
                cell["outputs"] = json.loads(changed)
                wrong[page, cell["id"]] = True
        (folder / f"wrong_{page}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return len(wrong)


@pytest.fixture(scope="session")
def nbval(checkout: Path) -> tuple[str, int]:
    """What one strict nbval run says of every reference copy and of the wrong ones, and how many cells are wrong."""

    def make(out: Path) -> None:
        wrong = make_wrong(out)
        answer = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:cov", "--nbval",
             "-p", "golden.warm_kernels", "--override-ini", "addopts=", "-n", "2", "--dist", "loadfile",
             str(FOLDER), str(out)],
            cwd=FOLDER, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(TESTS)},
        )  # fmt: skip
        (out / "nbval.json").write_text(json.dumps([answer.stdout, wrong]), encoding="utf-8")

    said, wrong = json.loads((once_a_session(checkout, "nbval", make) / "nbval.json").read_text())
    return said, wrong


def failed_cells(said: str) -> list[str]:
    return re.findall(r"^FAILED (.*ipynb::Cell \d+)", said, re.M)


def test_each_notebook_shows_what_its_reference_copy_shows(nbval: tuple[str, int]) -> None:
    names = sorted(path.name for path in WRITTEN)
    copies = {lang: sorted(path.name for path in (FOLDER / lang).glob("*.ipynb")) for lang in LANGS}
    assert copies == dict.fromkeys(LANGS, names), "make golden"
    said, _ = nbval
    found = [cell for cell in failed_cells(said) if "wrong_" not in cell]
    assert not found, f"{said[-5000:]}\nWanted? make golden"
    passed = re.search(r"(\d+) passed", said)
    assert passed, said[-2000:]
    assert int(passed[1]) > 250, said[-2000:]


def test_a_wrong_figure_sentence_or_mark_fails(nbval: tuple[str, int]) -> None:
    said, wrong = nbval
    found = [cell for cell in failed_cells(said) if "wrong_" in cell]
    assert len(found) == wrong > len(WRONG), said[-2000:]


@pytest.mark.parametrize("lang", LANGS)
def test_a_reference_copy_holds_the_cells_of_its_notebook(lang: str) -> None:
    for path in WRITTEN:
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


@pytest.mark.parametrize("lang", LANGS)
def test_a_forge_shows_the_picture_of_each_chart(lang: str) -> None:
    """As nbconvert, which forges render notebooks with, takes one form of each output and cleans its HTML."""
    exporter = HTMLExporter(template_name="basic", sanitize_html=True)
    shown = 0
    for path in sorted((FOLDER / lang).glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if charts(cell)]
        page, _ = exporter.from_notebook_node(notebook)
        pictures = [
            re.findall(r'width="(\d+)"', image)
            for image in re.findall("<img [^>]*>", page)
            if 'src="data:image/png;base64,' in image
        ]
        assert pictures == [["720"]] * sum(map(charts, notebook.cells)), path.name
        # Other views, such as GitLab's, take the picture before the HTML: then no HTML may be with it.
        forms = [set(output.data) for cell in notebook.cells for output in cell.outputs]
        assert not [form for form in forms if {"image/png", "text/html"} <= form]
        shown += len(pictures)
    assert shown > 20


def charts(cell: Any) -> int:
    """How many charts a cell shows."""
    parts = [output.get("data", {}).get(MIME, {}) for output in cell.get("outputs", ())]
    return sum("drawings" in part for part in parts)


def test_the_reference_copies_are_of_the_review() -> None:
    shown = "\n".join(
        text_of(json.loads((FOLDER / "en" / "04_intellectual_property.ipynb").read_text("utf-8")))
    )
    assert "420 titles" in shown
