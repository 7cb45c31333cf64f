"""The wheel, as somebody without a checkout gets it: it holds everything and does the main job."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
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
    work = tmp_path / "work"
    work.mkdir()
    environment, install = empty_environment(tmp_path, checkout)
    # The lean install of docs/scheduling.md.
    install("--no-deps", wheel)
    answer = called(environment, work, "check")
    assert answer.returncode == 5
    assert answer.stderr == (
        "tongket: expected the library click, got none: tongket was installed without what it needs. "
        "Run: python -m pip install tongket\n"
    )
    lean = [environment / "bin" / "python", "-m", "tongket.lean"]
    listed = subprocess.run(lean, check=True, capture_output=True, text=True, cwd=work).stdout
    (tmp_path / "lean.txt").write_text(listed)
    install("--requirement", tmp_path / "lean.txt")
    assert not list(environment.glob("lib/*/site-packages/jupyterlab"))
    (package,) = environment.glob("lib/*/site-packages/tongket")
    installed = {p: p.read_bytes() for p in package.rglob("*") if p.suffix not in {".pyc", ""}}
    answer = called(environment, work, "run", "--year", "2024")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    pages = {p.stem for p in (work / "build/site/VN-CT/2024/vi").glob("*.html")}
    # Each domain of this review has a page of its own notebook, the city has no member areas, and no amount of the
    # year before is on record.
    notebooks = {path.stem for path in (checkout / "notebooks").glob("*.ipynb")}
    assert pages == notebooks - {"domain", "members", "member_figure", "11_development"}
    assert (work / "build" / "site" / "index.html").is_file()
    assert "these are the example that comes with tongket" in answer.stderr
    after = {p: p.read_bytes() for p in package.rglob("*") if p.suffix not in {".pyc", ""}}
    assert after == installed
    assert called(environment, work, "init", "mine", "--area", "VN-51", "--year", "2022").returncode == 0  # fmt: skip
    refused = called(environment, work, "lab", "mine")
    assert refused.returncode == 2
    assert 'Install it: pip install "jupyterlab' in refused.stderr
    shutil.rmtree(environment)


@pytest.mark.slow
def test_the_plain_install_opens_jupyterlab_in_a_new_project(
    wheel: Path, checkout: Path, tmp_path: Path
) -> None:
    environment, install = empty_environment(tmp_path, checkout)
    install(wheel)
    assert called(environment, tmp_path, "init", "mine", "--area", "VN-51", "--year", "2022").returncode == 0  # fmt: skip
    opened = called(environment, tmp_path, "lab", "mine", "--version")
    assert opened.returncode == 0, opened.stderr
    (held,) = environment.glob("lib/*/site-packages/jupyterlab-*.dist-info")
    assert opened.stdout.splitlines()[-1] == held.name.split("-")[1].removesuffix(".dist")
    shutil.rmtree(environment)


def empty_environment(tmp_path: Path, checkout: Path) -> tuple[Path, Callable[..., object]]:
    """A new virtual environment, and how to install into it what the lock names."""
    environment = tmp_path / "environment"
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, environment], check=True)
    words = [UV, "pip", "install", "--quiet", "--python", environment / "bin" / "python"]
    pinned = ["--constraint", checkout / "requirements.lock"]
    return environment, lambda *what: subprocess.run([*words, *pinned, *what], check=True)


def called(environment: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TONGKET", "PYTHON", "COV"))}
    command = [environment / "bin" / "tongket", *words]
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_environment_has_the_locked_pip_and_no_old_setuptools(checkout: Path) -> None:
    lock = (checkout / "requirements.lock").read_text()
    (locked,) = (
        line.split("==")[1].split()[0] for line in lock.splitlines() if line.startswith("pip==")
    )
    assert version("pip") == locked
    assert find_spec("setuptools") is None
