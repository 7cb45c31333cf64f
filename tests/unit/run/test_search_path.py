"""What a run may load: what is installed, never what is in the folder that a command was called in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tongket.run.kernels.search_path import OWN, STANDARD_LIBRARY, installed, variables

CALLER = ["", "/home/someone/project", "/opt/from/PYTHONPATH"]
SITE = "/venv/site-packages"


def test_what_is_before_the_standard_library_goes_and_the_rest_keeps_its_order() -> None:
    path = [*CALLER, *STANDARD_LIBRARY, SITE, OWN]
    assert installed(path) == [*STANDARD_LIBRARY, SITE, OWN]


def test_a_folder_that_is_named_relative_to_the_caller_goes_wherever_it_is() -> None:
    assert installed([*STANDARD_LIBRARY, SITE, "", ".", "modules", OWN])[2:] == [SITE, OWN]


def test_this_package_is_found_last_where_only_the_caller_named_it() -> None:
    path = ["/home/someone", OWN, *STANDARD_LIBRARY, SITE]
    assert installed(path) == [*STANDARD_LIBRARY, SITE, OWN]
    assert variables(path)["PYTHONPATH"] == OWN
    assert variables([*path, OWN])["PYTHONPATH"] == ""


def test_a_new_python_with_these_variables_finds_the_standard_library_first(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise ImportError('not the standard library')")
    script = "import json, sys; print(json.dumps(sys.path))"
    answer = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, env=variables(sys.path), capture_output=True, text=True, check=True,
    )  # fmt: skip
    path = json.loads(answer.stdout)
    assert str(tmp_path) not in path
    assert "" not in path
