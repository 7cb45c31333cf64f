from __future__ import annotations

import json
from gettext import NullTranslations
from pathlib import Path

import pytest

from fixtures.run.project import GOOD, notebook, project
from tongket.errors import NotebookError
from tongket.run.notebook import dumps, read_notebook, settle


class Known(NullTranslations):
    """A catalogue that knows these translations and no others."""

    def __init__(self, **known: str) -> None:
        super().__init__()
        self._known = known

    def gettext(self, message: str) -> str:
        return self._known.get(message, "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return project(tmp_path, **{"00_a": GOOD}) / "notebooks" / "00_a.ipynb"


def test_cells_know_kind_source_and_tags(path: Path) -> None:
    cells = read_notebook(path).cells
    assert [cell.kind for cell in cells] == ["markdown", "markdown", "code", "code", "code"]
    assert cells[0].source == "# Tiêu đề"
    assert cells[2].tags == {"parameters"}


def test_a_source_in_lines_is_one_text(path: Path) -> None:
    content = json.loads(path.read_text())
    content["cells"][3]["source"] = ["year\n", "+ 1"]
    path.write_text(json.dumps(content))
    assert read_notebook(path).code[1].source == "year\n+ 1"


def test_a_language_drops_the_cells_of_the_other(path: Path) -> None:
    book = read_notebook(path)
    assert [cell.source for cell in book.in_language("vi").cells][:2] == [
        "# Tiêu đề",
        book.cells[2].source,
    ]
    assert book.in_language("en").cells[0].source == "# Title"
    assert len(book.in_language("en").content["cells"]) == 4
    assert len(book.content["cells"]) == 5, "the notebook itself keeps all"


def test_a_digest_follows_what_the_cells_say(path: Path) -> None:
    before = read_notebook(path)
    content = json.loads(path.read_text())
    content["cells"][3]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    content["cells"][3]["execution_count"] = 7
    content["metadata"]["editor"] = "x"
    path.write_text(json.dumps(content))
    assert read_notebook(path).digest() == before.digest()
    content["cells"][3]["source"] = "year + 2"
    path.write_text(json.dumps(content))
    assert read_notebook(path).digest() != before.digest()


def test_a_digest_of_one_language_ignores_the_other(path: Path) -> None:
    before = read_notebook(path)
    content = json.loads(path.read_text())
    content["cells"][0]["source"] = "# Tiêu đề khác"
    path.write_text(json.dumps(content))
    after = read_notebook(path)
    assert after.in_language("en").digest() == before.in_language("en").digest()
    assert after.in_language("vi").digest() != before.in_language("vi").digest()


def test_a_digest_follows_the_translations_of_what_the_cells_say(path: Path) -> None:
    content = json.loads(path.read_text())
    content["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "## Limits"})
    content["cells"][3]["source"] = 'review.claim("{a} were granted")'
    path.write_text(json.dumps(content))
    book = read_notebook(path)
    digests = {
        book.in_language("vi", Known(**known)).digest()
        for known in (
            {}, {"Limits": "Giới hạn"}, {"Limits": "Hạn"}, {"{a} were granted": "Đã cấp {a}"},
        )
    }  # fmt: skip
    assert len(digests) == 4
    with_unused = Known(**{"Said elsewhere": "Nói ở nơi khác"})
    assert book.in_language("vi", with_unused).digest() in digests


@pytest.mark.parametrize(
    "written", ["{", "[]", "{}", '{"cells": [1]}', '{"cells": [{"source": "x"}]}']
)
def test_what_is_no_notebook_is_refused(path: Path, written: str) -> None:
    path.write_text(written)
    with pytest.raises(NotebookError, match=r"00_a.ipynb: expected a Jupyter notebook of format 4"):
        read_notebook(path)


def test_a_missing_notebook_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"07_x.ipynb: expected a notebook, got no such file"):
        read_notebook(tmp_path / "07_x.ipynb")


def test_settling_takes_out_what_differs_from_run_to_run() -> None:
    content = notebook("1")
    times = {"start_time": "a", "end_time": "b", "duration": 1.2, "status": "completed"}
    content["metadata"]["papermill"] = {
        **times,
        "input_path": "/home/x",
        "parameters": {"year": 2024},
    }
    content["cells"][3]["metadata"] = {
        "papermill": times,
        "execution": {"iopub": "now"},
        "tags": [],
    }
    content["cells"][2]["metadata"]["tags"] = ["injected-parameters"]
    content["cells"][2]["id"] = "b2f0c1"
    settled = settle(content)
    assert settled["metadata"]["papermill"] == {"status": "completed", "parameters": {"year": 2024}}
    assert settled["cells"][3]["metadata"] == {"papermill": {"status": "completed"}, "tags": []}
    assert settled["cells"][2]["id"] == "injected-parameters"
    assert settle(settled) == settled


def test_a_document_reads_back_and_keeps_its_letters() -> None:
    content = notebook("'sở hữu trí tuệ'")
    assert json.loads(dumps(content)) == content
    assert "sở hữu trí tuệ" in dumps(content)
