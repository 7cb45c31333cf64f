"""Plots of one's own are pictures, in warm kernels as in any other."""

from __future__ import annotations

from pathlib import Path

import nbformat
import papermill
import pytest

DRAWN = {
    "plt.show": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "a bare figure": "import matplotlib.pyplot as plt\ndrawing, axes = plt.subplots()\naxes.plot([1, 2])\ndrawing",
    "pandas": "import pandas as pd\npd.Series([1, 2]).plot();",
    "seaborn": "import seaborn as sns\nsns.barplot(x=[1, 2], y=['a', 'b']);",
    "in house style": "import seaborn as sns, tongket\nwith tongket.style():\n    sns.barplot(x=[1], y=['a'])",
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[list[set[str]]]:
    """The kinds of each result of each cell."""
    folder = tmp_path_factory.mktemp("plots")
    cells = [nbformat.v4.new_code_cell(source) for source in DRAWN.values()]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "in.ipynb")
    papermill.execute_notebook(
        folder / "in.ipynb", folder / "out.ipynb", engine_name="tongket", progress_bar=False
    )
    executed = nbformat.read(folder / "out.ipynb", 4)
    ran = [cell for cell in executed.cells if cell.source in DRAWN.values()]
    return [[set(output.get("data", {})) for output in cell.outputs] for cell in ran]


@pytest.mark.parametrize("number", range(len(DRAWN)), ids=list(DRAWN))
def test_a_plot_is_a_picture(number: int, shown: list[list[set[str]]]) -> None:
    assert any("image/png" in kinds for kinds in shown[number]), shown[number]


def test_the_picture_is_the_only_thing_that_a_figure_shows(shown: list[list[set[str]]]) -> None:
    assert [len(outputs) for outputs in shown[:4]] == [1, 2, 1, 1]


def test_importing_the_package_or_opening_a_review_loads_no_seaborn(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, tongket; review = tongket.open_review(2024, 'VN-CT', 'en');"
        "review.figure('ip.titles_granted'); review.table.plan('ip.titles_granted', title='T', note='N');"
        "print('seaborn' in sys.modules, 'matplotlib' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False", "False"]
