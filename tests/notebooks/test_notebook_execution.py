"""The notebooks run unchanged wherever an analyst runs them: under nbval, papermill, and from any folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import papermill
import pytest
from click.testing import CliRunner
from papermill.cli import papermill as command

from tongket.errors import UsageError

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))


@pytest.mark.slow
def test_every_notebook_passes_nbval() -> None:
    """Without stored outputs nbval runs every cell from a clean kernel and fails on any error."""
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:cov", "--nbval-lax",
         "--override-ini", "addopts=", "-n", "2", "--dist", "loadfile", *map(str, PATHS)],
        cwd=NOTEBOOKS, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout[-3000:]
    cells = sum(len(json.loads(path.read_text())["cells"]) for path in PATHS)
    assert " passed" in answer.stdout
    assert cells > 100


@pytest.mark.slow
def test_papermill_runs_a_notebook_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        NOTEBOOKS / "05_quality.ipynb",
        out,
        parameters={"period": "2024", "lang": "en"},
        progress_bar=False,
    )
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    shown = "".join(str(output.get("data", "")) for c in cells for output in c.get("outputs", []))
    assert "119/119 agencies and units" in shown


@pytest.mark.slow
def test_the_engine_reads_the_data_of_the_notebooks_project_where_the_caller_is_in_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduler's worker calls from a folder of its own: the example must not take the project's place."""
    project, elsewhere, out = tmp_path / "review", tmp_path / "elsewhere", tmp_path / "out.ipynb"
    shutil.copytree(NOTEBOOKS, project / "notebooks")
    shutil.copytree(NOTEBOOKS.parent / "data", project / "data")
    source = project / "notebooks" / "05_quality.ipynb"
    content = json.loads(source.read_text(encoding="utf-8"))
    content["cells"][-1] = {
        "cell_type": "code", "id": "where", "metadata": {}, "outputs": [], "execution_count": None,
        "source": "from tongket.project import data_dir, notebooks_dir; print(data_dir(), notebooks_dir())",
    }  # fmt: skip
    source.write_text(json.dumps(content), encoding="utf-8")
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.delenv("TONGKET_DATA", raising=False)
    given = {"period": "2024", "lang": "en"}
    papermill.execute_notebook(source, out, given, engine_name="tongket", progress_bar=False)
    (shown,) = json.loads(out.read_text(encoding="utf-8"))["cells"][-1]["outputs"]
    assert "".join(shown["text"]).split() == [str(project / "data"), str(project / "notebooks")]
    # What the caller names counts more.
    monkeypatch.setenv("TONGKET_DATA", str(NOTEBOOKS.parent / "data"))
    papermill.execute_notebook(source, out, given, engine_name="tongket", progress_bar=False)
    (shown,) = json.loads(out.read_text(encoding="utf-8"))["cells"][-1]["outputs"]
    assert "".join(shown["text"]).startswith(str(NOTEBOOKS.parent / "data"))


@pytest.mark.slow
def test_two_runs_make_the_same_bytes(built: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "tongket", "run", "--year", "2024", "--out", str(tmp_path),
         "--only", "04_intellectual_property", "--only", "08_consistency"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    executed = sorted((tmp_path / "notebooks").rglob("*.ipynb"))
    assert len(executed) == 4
    for path in executed:
        first = built / path.relative_to(tmp_path)
        assert path.read_bytes() == first.read_bytes(), path.name


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"yaer": 2024}, "05_quality.ipynb: expected a parameter of the notebook, got 'yaer'"),
        ({"lang": ["vi"]}, r"05_quality.ipynb: lang: expected str .*got \['vi'\]"),
    ],
)
def test_the_engine_refuses_a_parameter_before_anything_runs_or_is_written(
    given: dict[str, object], words: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.ipynb"
    with pytest.raises(UsageError, match=words):
        papermill.execute_notebook(
            NOTEBOOKS / "05_quality.ipynb", out, given, engine_name="tongket", progress_bar=False
        )
    assert not out.exists()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            "expected a parameter of the notebook, got 'yaer'. Did you mean 'area'? It has period, area, lang.",
        ),
        (
            "vi",
            "cần một tham số của sổ tay, gặp 'yaer'. Có phải là 'area'? Có các tên period, area, lang.",
        ),
    ],
)
def test_papermills_command_says_what_it_refuses_in_one_line(
    lang: str, words: str, tmp_path: Path
) -> None:
    given = ["-p", "yaer", "2024", "-p", "lang", lang, "--engine", "tongket"]
    out = tmp_path / "out.ipynb"
    answer = CliRunner().invoke(command, [str(NOTEBOOKS / "05_quality.ipynb"), str(out), *given])
    assert answer.exit_code == UsageError.exit_code
    assert answer.stderr.splitlines()[-1] == f"Error: 05_quality.ipynb: {words}"
    assert "Traceback" not in answer.stderr
    assert not out.exists()
