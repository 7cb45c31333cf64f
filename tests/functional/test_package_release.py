"""`make release` with a small package: what is built, tried and tagged, and that nothing is where a trial fails."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fixtures.package_release import (
    FLOOR,
    PATH,
    QUICK,
    VERSION,
    change,
    commit,
    git,
    release,
    small_checkout,
    started,
)
from fixtures.parts import program

WHEEL, SDIST = f"tongket-{VERSION}-py3-none-any.whl", f"tongket-{VERSION}.tar.gz"
pytestmark = pytest.mark.slow
INIT = "lib/tongket/__init__.py"
HERE = f"3.{sys.version_info.minor}"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_checkout(tmp_path / "small")


def test_a_release_is_both_artefacts_their_checksums_and_a_tag_that_says_what_was_tried(
    small: Path,
) -> None:
    answer = release(small, *QUICK)
    assert answer.returncode == 0, answer.stderr
    assert {path.name for path in (small / "dist").iterdir()} == {WHEEL, SDIST, "SHA256SUMS"}
    checked = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    subprocess.run(checked, cwd=small / "dist", check=True, stdout=subprocess.DEVNULL)
    said = git(small, "tag", "--list", "--format=%(contents)", f"v{VERSION}").splitlines()
    assert said[0] == f"tongket {VERSION}"
    assert f"{HERE}: the same pages, byte by byte" in said
    assert [f"{name}: left out" for name in QUICK] == said[-len(QUICK) - 1 : -1]
    assert "debian: left out" in answer.stdout
    assert git(small, "rev-parse", f"v{VERSION}^{{commit}}") == git(small, "rev-parse", "HEAD")
    assert git(small, "status", "--porcelain") == ""


def refused(small: Path) -> list[str]:
    """What a release is refused for, having changed nothing."""
    answer = release(small, *QUICK)
    assert answer.returncode == 1
    assert [path.name for path in (small / "dist").iterdir()] == ["former.whl"]
    assert git(small, "tag") == ""
    lines = answer.stderr.splitlines()
    assert all(line.startswith("release: ") for line in lines)
    return lines


def test_an_sdist_that_gives_another_wheel_is_refused(small: Path) -> None:
    change(small, INIT, "420 titles", "421 titles")
    (small / "lib/tongket/words.txt").write_text("only in the checkout")
    change(small, "pyproject.toml", "targets.sdist]\n", 'targets.sdist]\nexclude = ["words.txt"]\n')
    (line,) = refused(small)
    assert line.startswith(f"release: {SDIST}: expected the wheel that the checkout gives")


def test_a_command_that_fails_where_the_checkout_is_not_is_named(small: Path) -> None:
    needs = 'Path(__file__).parents[2].joinpath("data/figures.csv").read_text()\n    Path("mine")'
    change(small, INIT, 'Path("mine")', needs)
    line = refused(small)[0]
    assert line.startswith(
        f"release: trial {HERE}: `sh -eux -c …`: expected exit code 0, got 1: + tongket check / "
    )
    assert "FileNotFoundError" in line
    assert "All that it printed: build/release/log." in line
    assert line.endswith(f'leave it out, and the release will say so: WITHOUT="{HERE}"')
    assert "FileNotFoundError" in (small / "build/release/log").read_text()


def test_other_pages_than_those_of_the_checkout_are_kept_and_named(small: Path) -> None:
    change(small, INIT, "write_text(PAGE)", "write_text(str('site-packages' in __file__))")
    lines = refused(small)
    kept = f"build/release/{HERE}/{WHEEL}"
    assert lines[0] == (
        f"release: trial {HERE}, {WHEEL}: expected the site of the checkout, got another index.html and 0 more. "
        f"Compare: diff -r build/release/checkout {kept}"
    )
    assert (small / kept / "index.html").read_text() == "True"
    assert (small / "build/release/checkout/index.html").read_text() == "False"
    assert f"trial {HERE}, {SDIST}" in lines[1]


def test_where_git_does_not_tag_the_former_dist_is_put_back(small: Path) -> None:
    hook = small / ".git/hooks/reference-transaction"
    hook.write_text("#!/bin/sh\n! grep -q refs/tags/ || { echo no tags today >&2; exit 1; }\n")
    hook.chmod(0o755)
    (line,) = refused(small)
    assert line.startswith(f"release: git: expected to tag v{VERSION}, got: no tags today")


@pytest.mark.usefixtures("interrupts")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_that_is_stopped_leaves_nothing_running_and_nothing_behind(
    small: Path, tmp_path: Path, number: signal.Signals
) -> None:
    pid = tmp_path / "pid"
    waits = f"import os, time\n    Path({str(pid)!r}).write_text(str(os.getpid()))\n    time.sleep(60)\n    Path"
    change(small, INIT, 'Path("mine")', f'{waits}("mine")')
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    running = started(small, *QUICK, TMPDIR=str(scratch))
    for _ in range(600):
        if pid.exists() and pid.read_text():
            break
        time.sleep(0.1)
    running.send_signal(number)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 128 + number
    assert "Traceback" not in said
    assert git(small, "tag") == ""
    assert [path.name for path in (small / "dist").iterdir()] == ["former.whl"]
    assert not list(scratch.iterdir())
    assert not Path(f"/proc/{pid.read_text()}").exists()


def test_a_package_that_cannot_be_built_is_refused(small: Path) -> None:
    change(small, "pyproject.toml", "lib/tongket/__init__.py", "lib/tongket/none.py")
    (line,) = refused(small)
    assert line.startswith("release: `uv build --python …`: expected exit code 0, got ")
    assert "none.py" in (small / "build/release/log").read_text()


def test_with_other_versions_figures_and_names_of_pages_are_compared(
    tmp_path: Path, small: Path
) -> None:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("package_release", small / ".ci/release.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, page, value in (("one", "a chart", "420"), ("other", "the same, drawn anew", "420")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(page)
        (tmp_path / name / "figures.json").write_text(value)
        (tmp_path / name / "manifest.json").write_text(page)
    one, other = tmp_path / "one", tmp_path / "other"
    assert module.other_files(one, other, exact=False) == []
    assert module.other_files(one, other, exact=True) == ["page.html"]
    (other / "figures.json").write_text("421")
    (other / "more.html").write_text("")
    assert module.other_files(one, other, exact=False) == ["figures.json", "more.html"]


def test_the_package_as_it_is_now_is_released_with_every_trial(
    checkout: Path, tmp_path: Path
) -> None:
    """Eleven minutes on two busy cores: the review is made seven times, and a Debian set up."""
    program("mmdebstrap")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(checkout), str(clone))
    for name in ("user.name", "user.email"):
        git(clone, "config", name, "a@example.org")
    now_of_version(clone, VERSION)
    without = " ".join(FLOOR and (*FLOOR, "lowest"))
    asked = (f"VERSION={VERSION}", f"WITHOUT={without}", f"PYTHON={sys.executable}")
    words = ["make", "release", *asked]
    system = {**os.environ, "PATH": PATH}
    answer = subprocess.run(
        words, cwd=clone, env=system, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    said = git(clone, "tag", "--list", "--format=%(contents)", f"v{VERSION}").splitlines()
    assert {"debian: the same pages, byte by byte", f"{HERE}: the same pages, byte by byte"} <= set(
        said
    )
    assert without or "lowest: the same figures" in said
    assert {path.name for path in (clone / "dist").iterdir()} == {WHEEL, SDIST, "SHA256SUMS"}
    shutil.rmtree(clone)


def now_of_version(clone: Path, version: str) -> None:
    """Say everywhere that a checkout is of a version, and commit it."""
    for name, line, new in (
        (INIT, "^__version__ = .*", f'__version__ = "{version}"'),
        ("CITATION.cff", "^version: .*", f"version: {version}"),
        ("CHANGELOG.md", "^## Unreleased$", f"## Unreleased\n\n## {version} - 2027-01-31"),
    ):
        text = (clone / name).read_text(encoding="utf-8")
        text, found = re.subn(line, new, text, count=1, flags=re.M)
        assert found
        (clone / name).write_text(text, encoding="utf-8")
    commit(clone)
