"""The notebooks that everyone runs: one file a report, its language cut out, its parameters set."""

from __future__ import annotations

import json
import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
LANGS = ("vi", "en")
AREA, YEAR = "VN-CT", 2024


def write_notebooks(folder: Path) -> list[Path]:
    """Write the 22 reports of the review as notebooks that need nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    # The review has no page of a domain, `domain.ipynb`.
    sources = sorted((CHECKOUT / "notebooks").glob("[0-9]*.ipynb"))
    return [_write(folder, source, lang) for lang in LANGS for source in sources]


def language_of(path: Path) -> str:
    return path.name[:2]


def _write(folder: Path, source: Path, lang: str) -> Path:
    content = json.loads(source.read_text(encoding="utf-8"))
    other = f"lang-{'en' if lang == 'vi' else 'vi'}"
    content["cells"] = [c for c in content["cells"] if other not in c["metadata"].get("tags", ())]
    for cell in content["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            code = "".join(cell["source"])
            cell["source"] = re.sub(r'(?m)^(lang: str = ")\w+"', rf'\g<1>{lang}"', code)
    path = folder / f"{lang}-{source.name}"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
