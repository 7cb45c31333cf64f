"""`tongket page from`: a notebook in which somebody explored becomes a page of the review."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import normalize

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from fixtures.another_province import enter
from tongket.cli import cli
from tongket.data.registry import read_registry
from tongket.new_project.from_analysis import taken_apart, what_is_asked

CHECKOUT = Path(__file__).parents[2]
# What one does first: nothing is said, everything is typed.
EXPLORED = [
    ("code", "%matplotlib inline\nimport numpy as np\nimport seaborn as sns\nfrom tongket import open_review"),
    ("code", 'r = open_review(2022, "VN-51")\nip = r.frame("ip")\nip.head()'),
    ("code", "sns.barplot(data=ip, x='value', y='name')"),
    ("markdown", "There were 439 of them."),
]  # fmt: skip
CHART = """whole = ip[~ip["part"]]\x20\x20
review.exhibit(
    sns.barplot, whole, x="value", y="name", title="Initiatives recognised", note="Counts.",
)"""
# The same with what the messages ask for.
MENDED = [
    ("markdown", "# What became of the initiatives?\n\nThe page asks how many were recognised."),
    ("code", "%matplotlib inline\nimport seaborn as sns\nfrom tongket import open_review"),
    ("code", 'review = open_review(2022, "VN-51")\nip = review.frame("ip")'),
    ("code", ""),
    ("markdown", "## Key points"),
    ("code", 'review.key_points("{ip.initiatives_recognised} were recognised.")'),
    ("markdown", "## How many were recognised?\n\nThe results of the whole period."),
    ("code", CHART),
]


def notebook(cells: list[tuple[str, str]]) -> str:
    made = [
        {"cell_type": kind, "id": f"{number:08x}", "metadata": {}, "source": source}
        | ({"outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}], "execution_count": 3} if kind == "code" else {})
        for number, (kind, source) in enumerate(cells)
    ]  # fmt: skip
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": "C.UTF-8"})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    answer = tongket("init", str(folder), "--area", "VN-51", "--year", "2022")
    assert answer.exit_code == 0, answer.output
    enter(folder, ("ip.initiatives_recognised", "2022", "actual", "439", "initiatives"))
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    every = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in every}


def test_what_does_not_hold_is_said_cell_by_cell_and_nothing_is_written(project: Path) -> None:
    (project / "mine.ipynb").write_text(notebook(EXPLORED), "utf-8")
    before = files(project)
    answer = tongket("page", "from", "mine.ipynb", "--name", "01_capacity")
    assert answer.exit_code == 4
    heads = [line for line in answer.stderr.splitlines() if not line.startswith("    ")]
    assert [head.partition(":")[0] for head in heads[:2]] == ["tongket", "mine.ipynb"]
    assert "01_capacity: expected the name of a new notebook" in heads[0]
    assert "got 4 findings. Mend the cells, then call the command again." in heads[1]
    assert [head.partition(",")[0] for head in heads[2:]] == [
        "cell 1",
        "cell 2",
        "cell 3",
        "cell 4",
    ]
    assert "got “import numpy as np”" in answer.stderr
    assert "expected the title first" in answer.stderr
    assert "expected the key points before it" in answer.stderr
    assert "expected the name review, got r." in answer.stderr
    assert 'Write review.exhibit(sns.barplot, ip, x="value", y="name"' in answer.stderr
    assert files(project) == before


def test_a_notebook_that_holds_becomes_the_last_page_and_says_what_is_not_translated(
    project: Path,
) -> None:
    source = project / "my_analysis.ipynb"
    source.write_text(notebook(MENDED), "utf-8")
    before = source.read_bytes()
    answer = tongket("page", "from", "my_analysis.ipynb")
    assert answer.exit_code == 0, answer.output
    assert "Written: notebooks/12_my_analysis.ipynb" in answer.stdout
    assert "Not translated: title_vi in notebooks/review.toml" in answer.stdout
    assert "Not translated, to be filled in notebooks/locale/vi.po: 7" in answer.stdout
    assert "\n  {ip.initiatives_recognised} were recognised.\n" in answer.stdout
    assert answer.stdout.endswith("Next: tongket run --only 12_my_analysis\n")
    assert source.read_bytes() == before
    listed = (project / "notebooks" / "review.toml").read_text("utf-8")
    entry = (
        'name = "12_my_analysis"\ntitle_en = "What became of the initiatives?"\nneeds = ["ip"]\n'
    )
    assert listed.endswith(f"\n[[pages]]\n{entry}")
    assert '"{ip.initiatives_recognised} were recognised."' in (project / "notebooks/locale/vi.po").read_text("utf-8")  # fmt: skip
    again = tongket("page", "from", "my_analysis.ipynb", "--name", "12_my_analysis")
    assert again.exit_code == 4
    assert "12_my_analysis: expected the name of a new notebook, got one that is there." in again.stderr  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "heading", ["##  KEY POINTS: ", "## Key  points ##", "## Những điểm chính:"]
)
def test_the_heading_of_the_key_points_may_differ_in_what_nobody_means(heading: str) -> None:
    decomposed = normalize("NFD", heading)
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"# T\n\nText.\n{decomposed}"}]
    expected = "## Những điểm chính" if "Những" in heading else "## Key points"
    assert taken_apart(cells).cells[0].source.splitlines()[-1] == expected


def test_a_name_that_would_steer_the_terminal_is_shown_by_its_codes(project: Path) -> None:
    result = tongket("page", "from", "a\u202eb\x1b[2J.ipynb")
    assert result.exit_code == 2
    assert "a\\u202eb\\x1b[2J.ipynb: " in result.stderr


def test_a_notebook_that_cannot_be_read_is_a_finding_beside_the_others(project: Path) -> None:
    folder = project / "notebooks"
    (folder / "04_intellectual_property.ipynb").write_text("{", "utf-8")
    cells = json.loads((folder / "05_quality.ipynb").read_text("utf-8"))
    cells["cells"][0]["source"] += ["\n", "Some \u202eynam\u202c, and 4298 more."]
    (folder / "05_quality.ipynb").write_text(json.dumps(cells), "utf-8")
    answer = tongket("check")
    assert answer.exit_code == 3
    untranslated, unread, *found = answer.stdout.splitlines()
    assert "expected a translation in locale/vi.po" in untranslated
    assert unread.startswith(
        "04_intellectual_property.ipynb: expected a Jupyter notebook of format 4, got 'JSONDecodeError: "
    )
    assert "expected letters in the order in which they are written, got 'U+202C POP" in found[0]
    assert "got 'U+202E RIGHT-TO-LEFT OVERRIDE'. Delete it" in found[1]
    assert "got '4298 more.'" in found[2]
    assert "got 5 findings." in answer.stderr


def test_a_run_shows_the_page(project: Path) -> None:
    (project / "my_analysis.ipynb").write_text(notebook(MENDED), "utf-8")
    assert tongket("page", "from", "my_analysis.ipynb").exit_code == 0
    ran = tongket("run", "--only", "12_my_analysis", "--lang", "en")
    assert ran.exit_code == 0, ran.output
    page = project / "build/site/VN-51/2022/en/12_my_analysis.html"
    text = BeautifulSoup(page.read_text("utf-8"), "lxml").get_text()
    assert "439 initiatives were recognised." in text
    assert "Sources and calculations" in text


def test_the_notebook_of_the_page_is_in_the_order_of_the_guide(project: Path) -> None:
    (project / "a.ipynb").write_text(notebook(MENDED), "utf-8")
    assert (
        tongket("page", "from", "a.ipynb", "--name", "own", "--title-vi", "Sáng kiến").exit_code
        == 0
    )
    made = json.loads((project / "notebooks" / "own.ipynb").read_text("utf-8"))
    cells = {cell["id"]: "".join(cell["source"]) for cell in made["cells"]}
    assert list(cells) == [
        "title", "parameters", "open-review", "key-points-text", "key-points",
        "how-many-were-recognised-text", "how-many-were-recognised", "limits-text", "limits",
        "definitions-text", "definitions", "sources-text", "sources",
    ]  # fmt: skip
    assert made["metadata"]["tongket"] == {"language": "en"}
    assert 'period: str = "2022"' in cells["parameters"]
    assert 'lang: str = "en"' in cells["parameters"]
    opening = cells["open-review"].splitlines()
    assert opening[:4] == ["import seaborn as sns", "import tongket", "", "review = tongket.open_review(period=period, area=area, lang=lang)"]  # fmt: skip
    assert opening[-1] == 'ip = review.frame("ip")'
    assert cells["how-many-were-recognised"].startswith('whole = ip[~ip["part"]]\nreview.exhibit(')
    assert not [c for c in made["cells"] if c.get("outputs") or c.get("execution_count")]
    assert 'title_vi = "Sáng kiến"' in (project / "notebooks" / "review.toml").read_text("utf-8")


@pytest.mark.parametrize(("name", "command"), [("mine", "mv"), ("01_capacity", "cp")])
def test_a_notebook_among_the_pages_is_put_beside_them_first_and_a_page_stays_one(
    name: str, command: str, project: Path
) -> None:
    path = project / "notebooks" / f"{name}.ipynb"
    if command == "mv":
        path.write_text(notebook(MENDED), "utf-8")
    answer = tongket("page", "from", f"notebooks/{path.name}")
    assert answer.exit_code == 2
    assert f"Put it there: {command} notebooks/{path.name} {project}" in answer.stderr


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"nbformat": 5}, "gặp định dạng 5. Hãy lưu lại theo định dạng 4 bằng chương trình đã ghi sổ tay."),
        ({"nbformat": 3}, "gặp định dạng 3. Hãy mở trong JupyterLab rồi lưu lại."),
        ({"cells": [{"cell_type": "sql", "metadata": {}, "source": "x"}]}, "gặp ô 1 thuộc loại 'sql'. Hãy chọn"),
        ({"cells": ["x"]}, "gặp TypeError"),
    ],
)  # fmt: skip
def test_a_notebook_of_another_shape_is_refused_by_every_command(
    changed: dict[str, object], says: str, project: Path
) -> None:
    text = json.dumps(json.loads(notebook(MENDED)) | changed)
    (project / "a.ipynb").write_text(text, "utf-8")
    (project / "notebooks" / "04_intellectual_property.ipynb").write_text(text, "utf-8")
    answer = tongket("check", "--lang", "vi")
    assert answer.exit_code == 3, answer.output
    assert answer.stdout.startswith("04_intellectual_property.ipynb: cần một sổ tay Jupyter")
    for words in (["page", "from", "a.ipynb"], ["run", "--only", "04_intellectual_property"]):
        answer = tongket(*words, "--lang", "vi")
        assert answer.exit_code == 4, answer.output
        assert says in answer.stderr
    assert not (project / "build").exists()


def test_a_file_that_is_not_there_is_refused_in_the_language_of_the_answer(project: Path) -> None:
    answer = tongket("page", "from", "none.ipynb", "--lang", "vi")
    assert answer.exit_code == 2
    assert "none.ipynb: cần một sổ tay, không có tệp này." in answer.stderr


def test_a_catalogue_that_cannot_be_read_is_refused_before_anything_is_written(
    project: Path,
) -> None:
    (project / "a.ipynb").write_text(notebook(MENDED), "utf-8")
    (project / "notebooks/locale/vi.po").write_text('msgid "no end\n', "utf-8")
    before = files(project)
    assert tongket("page", "from", "a.ipynb").exit_code == 3
    assert files(project) == before


@pytest.mark.parametrize(
    "path", sorted((CHECKOUT / "notebooks").glob("0[1-7]_*.ipynb")), ids=lambda p: p.stem
)
def test_the_pages_of_the_review_hold_by_it(path: Path) -> None:
    """Their closing sections are their own: nothing is asked, and nothing is added."""
    registry = read_registry(CHECKOUT / "data")[0]
    assert registry is not None
    analysis = taken_apart(json.loads(path.read_text("utf-8"))["cells"])
    assert [ask.en for ask in what_is_asked(analysis, registry)] == []
