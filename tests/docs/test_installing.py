"""The table of what an installation weighs names every way to install, and what it calls heavy is still needed."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from tongket.extras import names

CHECKOUT = Path(__file__).parents[2]
TEXT = (CHECKOUT / "docs/installing.md").read_text(encoding="utf-8")


def test_every_extra_has_a_line() -> None:
    lines = re.findall(r"^\| (`?[a-z]+)", TEXT, re.M)
    assert {line.strip("`") for line in lines} >= {"lean", "plain", "all", *names()}


def test_what_is_imported_of_others_is_what_is_asked_for() -> None:
    """No dependency that the library does not import earns its place; JupyterLab is opened by a command."""
    modules = {
        each.split(".")[0]
        for path in (CHECKOUT / "lib/tongket").rglob("*.py")
        for each in imported(path)
    }
    asked = {
        re.split(r"[<>=!;\[ ]", each)[0]
        for each in metadata.requires("tongket") or ()
        if "extra ==" not in each
    }
    owned = {
        module: {normal(n) for n in owners}
        for module, owners in metadata.packages_distributions().items()
    }
    used = {owner for module in modules for owner in owned.get(module, ())}
    # Installed where somebody looks at notebooks, and not for the tests.
    assert {normal(each) for each in asked} - used - {"jupyterlab"} == set()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    return set(re.findall(r"^\s*(?:import|from) ([\w.]+)", path.read_text(encoding="utf-8"), re.M))
