"""The review of 2024 as executed notebooks: reference copies that strict nbval compares, and that readers open on a forge.

`make golden` renews them and shows what changed: `python tests/golden/executed_notebooks.py`.
"""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("notebooks")
CHECKOUT = Path(__file__).parents[2]


def settled(executed: dict[str, Any]) -> dict[str, Any]:
    """An executed notebook without what belongs to the run alone: durations, the parameters' copy, the Python version."""
    metadata = executed["metadata"]
    metadata.pop("papermill", None)
    metadata.get("tongket", {}).pop("lineage", None)
    metadata.get("language_info", {}).pop("version", None)
    for cell in executed["cells"]:
        cell["metadata"].pop("papermill", None)
        if cell.get("outputs"):
            # Tools that strip outputs from notebooks leave these alone.
            cell["metadata"]["tags"] = sorted({*cell["metadata"].get("tags", []), "keep_output"})
    return executed


def text_of(notebook: dict[str, Any]) -> list[str]:
    """What a reader sees of a notebook, line by line: sources and plain outputs."""
    lines: list[str] = []
    for cell in notebook["cells"]:
        lines += "".join(cell["source"]).splitlines()
        for output in cell.get("outputs", []):
            plain = output.get("data", {}).get("text/plain", output.get("text", ""))
            lines += [f"→ {line}" for line in "".join(plain).splitlines()]
    return lines


def renew(out: Path) -> list[str]:
    """Run the review, put its executed notebooks in place of the copies; what differs."""
    command = [sys.executable, "-m", "tongket", "run", "--year", "2024", "--out", str(out)]
    subprocess.run(command, cwd=CHECKOUT, check=True)
    differences = []
    fresh = sorted((out / "notebooks" / "VN-CT" / "2024").rglob("*.ipynb"))
    for path in fresh:
        copy = FOLDER / path.parent.name / path.name
        now = settled(json.loads(path.read_text(encoding="utf-8")))
        text = json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        before = copy.read_text(encoding="utf-8") if copy.is_file() else '{"cells": []}'
        if text != before:
            name = copy.relative_to(FOLDER).as_posix()
            lines = difflib.unified_diff(
                text_of(json.loads(before)), text_of(now), name, name, n=1, lineterm=""
            )
            differences += list(lines) or [f"{name}: differs only in what is not plain text"]
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8", newline="\n")
    kept = {FOLDER / path.parent.name / path.name for path in fresh}
    for gone in sorted(set(FOLDER.rglob("*.ipynb")) - kept):
        gone.unlink()
        differences.append(f"{gone.relative_to(FOLDER).as_posix()}: gone")
    return differences


if __name__ == "__main__":
    changes = renew(CHECKOUT / "build" / "golden")
    sys.stdout.write("\n".join(changes or ["Nothing changed."]) + "\n")
