"""The wheel, as somebody without a checkout gets it: it holds everything and does the main job."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([UV, "build", "--quiet", "--wheel", "--out-dir", out, checkout], check=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_library_notebooks_data_and_template(wheel: Path, checkout: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"tongket/shipped/{path.relative_to(checkout)}"
        for folder in ("notebooks", "data")
        for path in (checkout / folder).rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    } | {
        str(path.relative_to(checkout / "lib"))
        for path in (checkout / "lib" / "tongket").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected <= held
    assert not [name for name in held if "__pycache__" in name or "tests/" in name]


@pytest.mark.slow
def test_the_installed_wheel_makes_the_review_in_an_empty_folder(
    wheel: Path, checkout: Path, tmp_path: Path
) -> None:
    environment, work = tmp_path / "environment", tmp_path / "work"
    work.mkdir()
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, environment], check=True)
    python = environment / "bin" / "python"
    pinned = ["--constraint", checkout / "requirements.lock"]
    subprocess.run(
        [UV, "pip", "install", "--quiet", "--python", python, *pinned, wheel], check=True
    )
    (package,) = environment.glob("lib/*/site-packages/tongket")
    installed = {p: p.read_bytes() for p in package.rglob("*") if p.suffix not in {".pyc", ""}}
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TONGKET", "PYTHON", "COV"))}
    answer = subprocess.run(
        [environment / "bin" / "tongket", "run", "--year", "2024"],
        cwd=work,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    pages = {p.stem for p in (work / "build/site/VN-CT/2024/vi").glob("*.html")}
    # Each domain of this review has a page of its own notebook.
    notebooks = {path.stem for path in (checkout / "notebooks").glob("*.ipynb")}
    assert pages == notebooks - {"domain"}
    assert (work / "build" / "site" / "index.html").is_file()
    assert "these are the example that comes with tongket" in answer.stderr
    after = {p: p.read_bytes() for p in package.rglob("*") if p.suffix not in {".pyc", ""}}
    assert after == installed
    shutil.rmtree(environment)


@pytest.mark.slow
def test_the_environment_has_the_locked_pip_and_no_old_setuptools(checkout: Path) -> None:
    lock = (checkout / "requirements.lock").read_text()
    (locked,) = (
        line.split("==")[1].split()[0] for line in lock.splitlines() if line.startswith("pip==")
    )
    assert version("pip") == locked
    assert find_spec("setuptools") is None
