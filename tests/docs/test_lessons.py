"""The lessons: the same code in both languages, stored without results, and each runs from top to bottom."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient

from tongket.cli import cli

ROOT = Path(__file__).parents[2]
LESSONS = ROOT / "docs" / "exploring"
NAMES = sorted(path.stem for path in (LESSONS / "en").glob("*.ipynb"))


def lesson(lang: str, name: str) -> nbformat.NotebookNode:
    return nbformat.read(str(LESSONS / lang / f"{name}.ipynb"), 4)  # type: ignore[no-untyped-call]


def test_each_lesson_is_there_in_both_languages_and_listed() -> None:
    assert sorted(path.stem for path in (LESSONS / "vi").glob("*.ipynb")) == NAMES
    listed = (LESSONS / "README.md").read_text("utf-8")
    assert [name for name in NAMES for lang in ("vi", "en") if f"({lang}/{name}.ipynb)" not in listed] == []  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_the_same_code_in_both_languages_and_no_results(name: str) -> None:
    vi, en = lesson("vi", name).cells, lesson("en", name).cells
    assert [cell.cell_type for cell in vi] == [cell.cell_type for cell in en]
    assert [cell.id for cell in vi] == [cell.id for cell in en]
    code = [[c.source for c in cells if c.cell_type == "code"] for cells in (vi, en)]
    assert [source.replace('lang="vi"', 'lang="en"') for source in code[0]] == code[1]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in (*vi, *en))


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_from_top_to_bottom(name: str, lang: str, tmp_path: Path) -> None:
    place = {"metadata": {"path": str(ROOT / "notebooks")}}
    run = lesson(lang, name)
    # A selection of nothing is shown as an empty chart, without an error.
    empty = "[n for n, v in globals().items() if getattr(v, 'empty', False)]"
    run.cells.append(nbformat.v4.new_code_cell(f"assert {empty} == []"))  # type: ignore[no-untyped-call]
    done = NotebookClient(run, timeout=120, resources=place).execute()
    done.cells.pop()
    shown = [cell for cell in done.cells if cell.cell_type == "code" and cell.outputs]
    # All but the cell that opens the review show something.
    assert len(shown) >= len([c for c in done.cells if c.cell_type == "code"]) - 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_last_lesson_becomes_a_page_of_the_review(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "tongket.toml", tmp_path)
    analysis = lesson(lang, "5_page")
    analysis.cells.pop()
    nbformat.write(analysis, tmp_path / "my_page.ipynb")  # type: ignore[no-untyped-call]
    for name in ("TONGKET_DATA", "TONGKET_NOTEBOOKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(cli, ["page", "from", "my_page.ipynb"])
    assert answer.exit_code == 0, answer.output
    assert [*(tmp_path / "notebooks").glob("12_my_page.ipynb")] != []
    # What tongket adds is translated already.
    listed = answer.output.splitlines()
    assert not {"  Giới hạn", "  Limits", "  Những điểm chính", "  Key points"} & {*listed}
    if lang == "vi":
        assert "  Nộp những đơn gì?" in listed
