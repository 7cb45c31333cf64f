"""A project of one's own: begun by `tongket init`, over the registry that comes with tongket, brought to a new version."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from fixtures.another_province import SOURCE, enter
from tongket import folder_lock, new_project, open_review
from tongket.cli import cli
from tongket.project import example_dir

ACCEPTED = ("research.tasks_accepted", "2022", "actual", "16", "tasks")


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": "C.UTF-8"})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project of Trà Vinh in 2022, which one is in."""
    monkeypatch.chdir(tmp_path)
    answer = tongket("init", "mine", "--area", "trà vinh", "--year", "2022", "--lang", "vi")
    assert answer.exit_code == 0, answer.output
    monkeypatch.chdir("mine")
    return tmp_path / "mine"


def parameters(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    (found,) = (cell["source"] for cell in cells if cell["metadata"].get("tags"))
    return [line.partition("  #")[0].strip() for line in found]


def test_a_new_project_is_small_and_about_its_place_and_year(project: Path) -> None:
    assert (project / "tongket.toml").read_text("utf-8").splitlines()[1:5] == [
        "[review]", 'area = "VN-51"  # Trà Vinh', "year = 2022",
        'languages = ["vi", "en"]  # của trang; ngôn ngữ đầu là của sổ tay',
    ]  # fmt: skip
    assert [path.name for path in (project / "data").iterdir()] == ["observations"]
    assert "ghi `year = 2023`" in (project / "README.md").read_text("utf-8")
    own = parameters(project / "notebooks" / "02_research.ipynb")
    assert own == ['period: str = "2022"', 'area: str = "VN-51"', 'lang: str = "vi"']
    refused = tongket("check")
    assert refused.exit_code == 3
    assert refused.stdout.startswith("observations: expected at least one CSV file, got nothing.")
    assert "`tongket extract` one from a report" in refused.stdout
    in_vietnamese = tongket("check", "--lang", "vi").stdout
    assert "`tongket extract` ghi bảng tính từ tệp báo cáo" in in_vietnamese


def test_figures_are_entered_over_the_registry_that_comes_with_tongket(project: Path) -> None:
    enter(project, ACCEPTED)
    assert tongket("check").exit_code == 0
    answer = tongket()
    assert "Review: Trà Vinh, 2022" in answer.stdout
    assert "Figures: 1 of this place and period, 1 in all" in answer.stdout
    assert "Next: tongket run" in answer.stdout
    shown = json.loads(tongket("show", "research.tasks_accepted", "--json").stdout)
    assert (shown["value"], shown["unit"]) == ("16", "tasks")
    audited = tongket("audit")
    assert audited.exit_code == 0, audited.output
    # One figure is related to none.
    assert audited.stdout.startswith("0 sets of related figures: 0 agree, 0 do not (0 conflicts)")


def test_a_ministry_is_told_to_enter_the_figures_of_an_area_that_reports_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = ["init", "bx", "--ministry", "BX", "--name-vi", "Bộ X", "--name-en", "Ministry X"]
    monkeypatch.chdir(tmp_path)
    assert tongket(*begun, "--period", "2024", "--yes").exit_code == 0
    monkeypatch.chdir(tmp_path / "bx")
    added = [
        "add",
        "area",
        "BX-A",
        "--name-vi",
        "Tỉnh A",
        "--name-en",
        "Province A",
        "--region",
        "BX",
    ]
    assert tongket(*added, "--kind", "province", "--yes").exit_code == 0
    assert "Next: tongket sheet 2024 --area BX-A\n" in tongket().stdout
    assert tongket("sheet", "2024", "--area", "BX-A").exit_code == 0
    assert "Next: tongket import tongket-BX-A-2024.xlsx\n" in tongket().stdout


def test_a_domain_of_ones_own_needs_its_names_alone(project: Path) -> None:
    added = tongket("add", "domain", "water", "--name-vi", "Nước", "--name-en", "Water", "--yes")
    assert added.exit_code == 0, added.output
    names = [
        each["id"] for each in json.loads(tongket("list", "domains", "--json").stdout)["domains"]
    ]
    assert names[-1] == "water", "after those that come with tongket"


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("vi", "# Các trang của bản tổng kết theo thứ tự;"),
        ("en", "# The pages of a review in their order;"),
    ],
)
def test_the_list_of_pages_is_explained_in_the_projects_language(
    lang: str, says: str, tmp_path: Path
) -> None:
    place = ["--area", "VN-51", "--year", "2022", "--page-lang", lang, "--yes"]
    assert tongket("init", str(tmp_path / "p"), *place).exit_code == 0
    listed = (tmp_path / "p" / "notebooks" / "review.toml").read_text("utf-8")
    assert listed.startswith(says)
    comment, _, entries = listed.partition("\n\n")
    shipped = (example_dir() / "notebooks" / "review.toml").read_text("utf-8")
    assert entries == shipped.partition("\n\n")[2]
    assert max(map(len, comment.splitlines())) <= 120


def test_the_first_figures_come_from_a_workbook(project: Path) -> None:
    assert (
        "Next: tongket sheet 2022\nOr from its report (Word, PDF …): tongket extract REPORT --year 2022\n"
        in tongket().stdout
    )
    # What was found in a report of the period waits to be confirmed; that of another one does not count.
    for name in ("bao-cao-2022", "bao-cao-2021"):
        (project / "extract" / name).mkdir(parents=True)
        (project / "extract" / name / f"{name}.xlsx").touch()
    waiting = "Next: tongket import extract/bao-cao-2022/bao-cao-2022.xlsx\n"
    assert waiting in tongket().stdout
    assert "REPORT" not in tongket().stdout
    assert tongket("sheet", "2022").exit_code == 0
    assert "Next: tongket import tongket-VN-51-2022.xlsx\n" in tongket().stdout
    book = openpyxl.load_workbook("tongket-VN-51-2022.xlsx")
    figures, sources = book["Figures"], book["List of sources"]
    filled = {"S&T tasks accepted": "16", "Initiatives recognised": "439"}
    for row in figures.iter_rows(min_row=2):
        if row[1].value in filled:
            row[5].value, row[7].value, row[8].value = filled[row[1].value], "dost-tv-2022", "1"
    words = [line.partition(" = ")[2].strip('"') for line in SOURCE.splitlines()[1:]]
    lists = {column[0].value: column[1].value for column in book["Lists"].iter_cols()}
    chosen = [lists["How it writes numbers"], lists["Primary or secondary"]]
    entered = ["dost-tv-2022", *words[:6], *chosen]
    for column, value in enumerate(entered, start=1):
        sources.cell(2, column).value = value
    book.save("tongket-VN-51-2022.xlsx")
    answer = tongket("import", "tongket-VN-51-2022.xlsx", "--yes")
    assert answer.exit_code == 0, answer.output
    assert "New statements: 2; changed: 0; rows not filled: 142." in answer.stdout
    assert (project / "data" / "sources.toml").read_text("utf-8") == SOURCE
    assert "data/datapackage.json." in answer.stdout
    assert tongket("datapackage").stdout.startswith("Unchanged: ")
    held = tongket("check").stdout
    assert "datapackage" not in held
    assert "data: everything holds." in held
    assert "Every file has its canonical form." in tongket("tidy").stdout
    assert "Figures: 2 of this place and period, 2 in all" in tongket().stdout
    assert "Next: tongket run\n" in tongket().stdout
    changed(project / "tongket.toml", "year = 2022", "year = 2023")
    assert "Next: tongket sheet 2023\n" in tongket().stdout, "the new year is still to be entered"
    plan = "research.tasks_accepted,VN-51,2023,target,20,exact,20,,,tasks,A,dost-tv-2022,1,\n"
    with (project / "data/observations/VN-51-2023.csv").open("w", encoding="utf-8") as file:
        file.write((project / "data/observations/VN-51-2022.csv").read_text("utf-8").splitlines()[0] + f"\n{plan}")  # fmt: skip
    answer = tongket().stdout
    assert "Figures: 1 of this place and period, 3 in all" in answer
    assert "Next: tongket sheet 2023\n" in answer, "a plan that was stated ahead is no beginning"


def test_what_a_project_says_of_an_indicator_wins_key_by_key(project: Path) -> None:
    own = """[indicators."research.tasks_accepted"]
name_en = "Projects finished"

[indicators."research.ocop"]
name_vi = "Sản phẩm OCOP được công nhận"
name_en = "OCOP products recognised"
definition_vi = "Số sản phẩm được công nhận trong năm."
definition_en = "Number of products recognised in the year."
unit = "products"
direction = "higher"
whole = true
"""
    (project / "data" / "indicators.toml").write_text(own, "utf-8")
    (project / "data" / "rules.toml").write_text(
        '[[bound]]\nlesser = "research.tasks_accepted"\ngreater = "ip.support_paid"\n', "utf-8"
    )
    enter(project, ACCEPTED, ("research.ocop", "2022", "actual", "133", "products"))
    answer = tongket("check")
    # They are not of one unit: found in one's own file, at one's own line.
    assert "rules.toml, row 1, bound[1]: expected figures of one unit" in answer.output
    (project / "data" / "rules.toml").unlink()
    assert tongket("check").exit_code == 0, tongket("check").output
    review = open_review(2022, "VN-51", "en")
    rows = review.frame("research")
    assert sorted(rows["name"]) == ["OCOP products recognised", "Projects finished"]
    assert (
        review.registry.indicators["research.tasks_accepted"].name.vi == "Nhiệm vụ KH&CN nghiệm thu"
    )
    # Wrong keys are named at their line, as in any registry.
    wrong = own.replace('name_en = "Projects', 'nam_en = "Projects')
    (project / "data" / "indicators.toml").write_text(wrong, "utf-8")
    assert "indicators.toml, row 2, " in tongket("check").output


def test_a_place_of_ones_own_is_added_to_the_known_ones(project: Path) -> None:
    header = (
        "ref_area,place,name_vi,name_en,kind,region,valid_from,valid_to,successor,note_vi,note_en"
    )
    own = project / "data" / "areas.csv"
    own.write_text(f"{header}\nX-1,X-1,Bộ,Ministry,country,,,,,,\n", "utf-8")
    enter(project, ACCEPTED)
    assert tongket("check").exit_code == 0
    registry = open_review(2022, "X-1", "en").registry
    assert registry.areas["X-1"].name.en == "Ministry"
    assert registry.areas["VN-51"].name.vi == "Trà Vinh"
    own.write_text(f"{header}\nX-1,VN-51,Bộ,Ministry,province,,,,,,\n", "utf-8")
    assert "areas.csv, row 2, valid_from: expected a time in which VN-51" in tongket("check").output


def test_all_that_does_not_hold_in_the_settings_is_said_at_once(project: Path) -> None:
    """A key that is wrong in itself keeps nobody from looking at the others of its table."""
    lines = ['[review]', 'area = "VN-5l"', 'year = "2022"', "[release]", 'date = "2025-02-30"', "edition = 0",
             'next = "2025-13"', 'site = "https://name:secret@example.vn"']  # fmt: skip
    (project / "tongket.toml").write_text("\n".join(lines), "utf-8")
    said = tongket("check").output
    for key in (
        "review.area",
        "review.year",
        "release.date",
        "release.edition",
        "release.next",
        "release.site",
    ):
        assert f"{key}: expected" in said, key


def test_a_review_without_any_page_is_refused(project: Path) -> None:
    enter(project, ACCEPTED)
    pages = project / "notebooks/review.toml"
    off = pages.read_text("utf-8").replace("[[pages]]", "[[pages]]\noff = true")
    pages.write_text(off, "utf-8")
    for command in ("run", "status"):
        answer = tongket(command)
        assert answer.exit_code == 4, answer.output
        assert "review.toml: expected a page of VN-51, 2022, got none" in answer.stderr


def test_what_is_no_folder_is_no_place_of_a_project(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("file", "link"):
        answer = tongket("init", str(tmp_path / name), "--area", "VN-51", "--year", "2022", "--yes")
        assert answer.exit_code == 2
        assert f"{name}, which is no folder. Name another." in answer.stderr
    assert not (tmp_path / "nowhere").exists()


def test_nothing_that_is_there_is_overwritten(project: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for words in (["init", "."], ["init", str(project)], ["init", "../mine", "--year", "2020"]):
        answer = tongket(*words)
        assert answer.exit_code == 2
        assert "expected a new or empty folder" in answer.stderr
    assert "expected either the name of a new folder or --here" in tongket("init").stderr
    assert "Nothing to bring up to date." in tongket("init", "--here").stdout
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_a_folder_with_files_of_ones_own_becomes_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("mine", "utf-8")
    answer = tongket("init", "--here", "--area", "VN-HN", "--year", "2024")
    assert "Yours, left as they are: README.md." in answer.stdout
    assert Path("README.md").read_text("utf-8") == "mine"
    assert Path("tongket.toml").is_file()


def test_a_new_version_brings_the_notebooks_that_were_not_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks = project / "notebooks"
    own, gone = notebooks / "03_technology_renewal.ipynb", notebooks / "05_quality.ipynb"
    own.write_text(own.read_text("utf-8").replace("Những điểm chính", "Điểm của tôi"), "utf-8")
    gone.unlink()
    changed(notebooks / "review.toml", 'name = "05_quality"', 'name = "05_quality"\noff = true')
    mine = own.read_text("utf-8")
    shipped = new_project.notebooks._shipped_notebooks

    def newer(choice: new_project.Choice) -> list[tuple[str, str]]:
        return [(place, text.replace("Giới hạn", "Ranh giới")) for place, text in shipped(choice)]

    monkeypatch.setattr(new_project.notebooks, "_shipped_notebooks", newer)
    for _ in range(2):
        answer = tongket("init", "--here")
        assert "notebooks/03_technology_renewal.ipynb." in answer.stdout.partition("Yours")[2]
        assert own.read_text("utf-8") == mine
        assert not gone.exists()
    assert "Ranh giới" in (notebooks / "02_research.ipynb").read_text("utf-8")


def test_the_difference_to_a_changed_notebook_is_shown_and_this_version_taken_on_request(
    project: Path,
) -> None:
    notebooks = project / "notebooks"
    first, other = notebooks / "03_technology_renewal.ipynb", notebooks / "05_quality.ipynb"
    shipped = first.read_bytes()
    changed(first, "Những điểm chính", "Điểm của tôi")
    for old in ("Giới hạn", "Định nghĩa", "Những điểm chính", "Nguồn và cách tính"):
        changed(other, f"## {old}", f"## Mới: {old}")
    said = tongket("init", "--here").stdout
    assert "\n-## Điểm của tôi\n+## Những điểm chính\n" in said
    assert "+++ notebooks/05_quality.ipynb (tongket)\n" in said
    assert "+## Nguồn và cách tính" not in said, "long ones are cut"
    assert "All of them: tongket init --here --diff\n" in said
    assert "+## Nguồn và cách tính" in tongket("init", "--here", "--diff").stdout
    take = "tongket init --here --take notebooks/03_technology_renewal.ipynb"
    assert f"kept aside: {take}\n" in said
    mine = first.read_bytes()
    taken = tongket(*take.split()[1:])
    assert first.read_bytes() == shipped
    (kept,) = (notebooks / ".replaced").iterdir()
    assert f"yours is kept as notebooks/.replaced/{kept.name}." in taken.stdout
    assert kept.read_bytes() == mine
    assert "## Mới: Giới hạn" in other.read_text("utf-8"), "the other one is not touched"
    wrong = tongket("init", "--here", "--take", "05_qualty.ipynb")
    assert wrong.exit_code == 2
    assert "Did you mean 'notebooks/05_quality.ipynb'" in wrong.stderr


@pytest.mark.parametrize("option", [("--diff",), ("--take", "02_research")])
def test_what_is_about_changed_notebooks_needs_a_project(
    option: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = tongket("init", "mine", "--area", "VN-51", "--year", "2022", *option)
    assert answer.exit_code == 2
    assert "--diff, --take: expected the folder of a project" in answer.stderr
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('[review]\narea = "VN-51"\nyaer = 2022\n', "tongket.toml, row 3, review.yaer: expected one of the keys area, year, period, languages"),
        ('[review]\nyear = "2022"\n', "tongket.toml, row 2, review.year: expected a whole number, got '2022'"),
        ('[review]\nlanguages = ["fr"]\n', "tongket.toml, row 2, review.languages: expected one of vi, en"),
        ('area = "VN-51"\n', "expected review, organisation, release, publish, got 'area'"),
        ("[review]\narea =\n", "tongket.toml, row 2: expected valid TOML"),
    ],
)  # fmt: skip
def test_settings_that_do_not_hold_are_named_with_their_line(
    settings: str, says: str, project: Path
) -> None:
    enter(project, ACCEPTED)
    (project / "tongket.toml").write_text(settings, "utf-8")
    for command in (["check"], ["run"]):
        answer = tongket(*command)
        assert answer.exit_code == 3, answer.output
        assert says in answer.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--area", "Trà Vin", "--year", "2022"], "expected a place by its code or name, got “Trà Vin”. Did you mean 'Trà Vinh'"),
        (["--yes"], "expected --area, --period, got nothing."),
        (["--area", "VN-51", "--yes"], "expected --period, got nothing."),
    ],
)  # fmt: skip
def test_a_place_that_is_not_known_and_a_missing_year_are_said(
    words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = tongket("init", "mine", *words)
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert not (tmp_path / "mine").exists()


def test_a_place_that_no_area_has_is_a_finding_with_the_near_ones(project: Path) -> None:
    enter(project, ACCEPTED)
    (project / "tongket.toml").write_text('[review]\narea = "VN-511"\nyear = 2022\n', "utf-8")
    says = "tongket.toml, review.area: expected a declared name, got 'VN-511'. Nearest: VN-51"
    assert says in tongket("check").stdout
    assert "Next: tongket check" in tongket().stdout
    assert "Did you mean 'VN-51" in tongket("run").stderr


@pytest.mark.parametrize("name", ["VN-CT-2025", "vn-ct", "Cần Thơ", "CẦN THƠ"])
def test_a_place_is_known_by_its_codes_and_names(name: str, tmp_path: Path) -> None:
    assert tongket("init", str(tmp_path / "a b"), "--area", name, "--year", "2025").exit_code == 0
    assert 'area = "VN-CT"  # Cần Thơ' in (tmp_path / "a b" / "tongket.toml").read_text("utf-8")


def test_without_the_record_of_what_was_written_all_that_differs_is_kept(project: Path) -> None:
    (project / "notebooks" / ".written.json").write_text("broken", "utf-8")
    own = project / "notebooks" / "02_research.ipynb"
    changed(own, "Những điểm chính", "Điểm của tôi")
    assert "left as they are: notebooks/02_research.ipynb." in tongket("init", "--here").stdout
    assert "Điểm của tôi" in own.read_text("utf-8")


def test_without_settings_a_command_says_what_is_missing(project: Path) -> None:
    enter(project, ACCEPTED)
    (project / "tongket.toml").write_text("# Nothing yet.\n", "utf-8")
    answer = tongket("run")
    assert answer.exit_code == 2
    assert (
        "--period: expected a value, got none. Add it, as in --period 2024, or write year = 2024"
        in answer.stderr
    )


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def saved_in_lab(path: Path) -> None:
    """What JupyterLab writes when a notebook is run and saved."""
    content = json.loads(path.read_text("utf-8"))
    content["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    for cell in content["cells"]:
        cell["id"] = f"saved-{content['cells'].index(cell)}"
        if cell["cell_type"] == "code":
            output = {"name": "stdout", "output_type": "stream", "text": ["x"]}
            cell |= {"execution_count": 3, "outputs": [output]}
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(content, ensure_ascii=False).encode())


def test_what_lab_adds_to_a_notebook_makes_it_nobodys_own(project: Path) -> None:
    notebook = project / "notebooks" / "02_research.ipynb"
    saved_in_lab(notebook)
    before = notebook.read_bytes()
    assert "Nothing to bring up to date." in tongket("init", "--here").stdout
    assert notebook.read_bytes() == before, "the results stay as long as nothing is newer"
    changed(project / "tongket.toml", "year = 2022", "year = 2023")
    answer = tongket("init", "--here").stdout
    assert "notebooks/02_research.ipynb" in answer.partition("Brought to this version: ")[2]
    assert "Yours" not in answer
    assert 'period: str = "2023"' in parameters(notebook)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"[]", b'{"cells": [1]}'])
def test_a_notebook_that_is_none_is_kept(content: bytes, project: Path) -> None:
    notebook = project / "notebooks" / "02_research.ipynb"
    notebook.write_bytes(content)
    answer = tongket("init", "--here")
    assert answer.exit_code == 0, answer.output
    assert "Yours, left as they are: notebooks/02_research.ipynb." in answer.stdout
    assert notebook.read_bytes() == content


def test_what_was_never_written_is_written_by_the_next_call(project: Path) -> None:
    # As after a call that was killed: the settings are written first, the record of the notebooks last.
    (project / "data" / "observations").rmdir()
    for place in (
        "README.md",
        ".gitignore",
        "notebooks/.written.json",
        "notebooks/05_quality.ipynb",
    ):
        (project / place).unlink()
    answer = tongket("init", "--here", "--lang", "vi").stdout
    assert f"Đã ghi vào {project}: " in answer
    assert "README.md, .gitignore, notebooks/05_quality.ipynb." in answer
    assert (project / "data" / "observations").is_dir()
    assert "Trà Vinh" in (project / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("--area", "Cần Thơ"), "--area"),
        (("--year", "2030", "--page-lang", "en"), "--period, --page-lang"),
        (("--area", "trà vinh", "--year", "2022"), ""),
    ],
)
def test_options_beside_a_project_that_says_otherwise_are_refused(
    words: tuple[str, ...], options: str, project: Path
) -> None:
    answer = tongket("init", "--here", *words)
    assert answer.exit_code == (2 if options else 0)
    assert (
        f"expected what tongket.toml says, got another value of {options}. Write" in answer.stderr
    ) is bool(options)
    assert 'area = "VN-51"' in (project / "tongket.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('[review]\narea = "VN-51"\n', "tongket.toml, review.year: expected this key, got nothing. Write it, as in year = 2024."),
        ("[review]\nyear = 2022\n", 'tongket.toml, review.area: expected this key, got nothing. Write it, as in area = "VN-CT".'),
        pytest.param("[review]\n", "year: expected this key, got nothing. Write it, as in year = 2024.", marks=pytest.mark.slow),
        pytest.param("[review]\n", 'area: expected this key, got nothing. Write it, as in area = "VN-CT".', marks=pytest.mark.slow),
        ('[review]\narea = "VN-99"\nyear = 2022\n', "tongket.toml, review.area: expected a declared name, got 'VN-99'"),
        pytest.param('[review]\nlanguages = ["en", "en"]\n', "tongket.toml, row 2, review.languages: expected each language once, got 'en, en'. Delete what comes twice.", marks=pytest.mark.slow),
        pytest.param('[review]\nfuture = "x"\n', "got 'future'. Mend the name, or upgrade tongket: a newer version may know it.", marks=pytest.mark.slow),
        pytest.param("[brand]\n", "got 'brand'. Mend the name, or upgrade tongket: a newer version may know it.", marks=pytest.mark.slow),
        (None, "tongket.toml: expected a plain file, and not a folder"),
    ],
)  # fmt: skip
def test_no_notebook_is_written_of_settings_that_do_not_hold(
    settings: str | None, says: str, project: Path
) -> None:
    (project / "tongket.toml").unlink()
    if settings is None:
        (project / "tongket.toml").mkdir()
    else:
        (project / "tongket.toml").write_text(settings, "utf-8")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    answer = tongket("init", "--here")
    assert answer.exit_code == 3
    assert says in answer.stderr
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    assert f"Project: {project}" in tongket().stdout, (
        "and no command takes another project for this one"
    )


@pytest.mark.parametrize(
    "name", ["Tra\u0300 Vinh", " Trà  Vinh ", "Tỉnh Trà Vinh", "TRÀ VINH", "Trà Vinh province"]
)
def test_a_place_is_known_as_people_write_it(name: str, tmp_path: Path) -> None:
    answer = tongket("init", str(tmp_path / "mine"), "--area", name, "--year", "2025")
    assert answer.exit_code == 0, answer.output
    assert 'area = "VN-51"' in (tmp_path / "mine" / "tongket.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "year", "says"),
    [
        ("Trà Vinh", "2026", "--period: expected a period of Trà Vinh (… – 2025-06-30), got 2026. It became part of Vĩnh Long: --area VN-49-2025."),
        ("Cần Thơ", "1990", "--period: expected a period of Cần Thơ (2000-01-01 – 2025-06-30, 2025-07-01 – …), got 1990. Name another period"),
    ],
)  # fmt: skip
def test_a_year_in_which_there_was_no_such_place_is_refused(
    name: str, year: str, says: str, tmp_path: Path
) -> None:
    answer = tongket("init", str(tmp_path / "mine"), "--area", name, "--year", year)
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert not (tmp_path / "mine").exists()


def test_data_in_another_place_by_a_link_are_those_of_the_project(project: Path) -> None:
    enter(project, ACCEPTED)
    (project / "data").rename(project.parent / "share")
    (project / "data").symlink_to("../share")
    assert "data: everything holds." in tongket("check").stdout
    assert "Figures: 1 of this place and period, 1 in all" in tongket().stdout
    assert tongket("add", "unit", "stars", "--kind", "count", "--name-vi", "sao", "--name-en", "star", "--name-en-plural", "stars", "--yes").exit_code == 0  # fmt: skip
    assert "[units.stars]" in (project.parent / "share" / "indicators.toml").read_text("utf-8")
    assert (project / "data").is_symlink()


def test_without_its_notebooks_a_project_names_the_command_that_restores_them(
    project: Path,
) -> None:
    enter(project, ACCEPTED)
    (project / "notebooks").rename(project / "gone")
    for lang, words in (
        ("en", "expected this folder with review.toml, got none"),
        ("vi", "cần thư mục có review.toml"),
    ):
        refused = tongket("status", "--lang", lang).stderr
        assert words in refused
        assert "tongket init --here" in refused
    assert tongket("init", "--here").exit_code == 0
    assert tongket("status").exit_code == 0


def test_a_notebook_that_was_deleted_is_restored_or_its_page_switched_off(project: Path) -> None:
    enter(project, ACCEPTED)
    notebook, listed = project / "notebooks" / "07_cooperation.ipynb", project / "notebooks" / "review.toml"  # fmt: skip
    before = notebook.read_bytes()
    notebook.unlink()
    for lang, words in (
        ("en", "got '07_cooperation'. Restore it: tongket init --here; or write off = true below the name."),
        ("vi", "gặp '07_cooperation'. Khôi phục: tongket init --here; hoặc ghi off = true dưới dòng tên."),
    ):  # fmt: skip
        for command in ("run", "status"):
            refused = tongket(command, "--lang", lang)
            assert refused.exit_code == 4
            assert words in refused.stderr
    assert (
        f"Written in {project}: notebooks/07_cooperation.ipynb." in tongket("init", "--here").stdout
    )
    assert notebook.read_bytes() == before
    assert tongket("status").exit_code == 0
    notebook.unlink()
    changed(listed, 'name = "07_cooperation"', 'name = "07_cooperation"\noff = true')
    assert tongket("status").exit_code == 0
    tongket("init", "--here")
    assert not notebook.exists()
    listed.unlink()
    assert "notebooks/review.toml" in tongket("init", "--here").stdout


@pytest.mark.parametrize("name", ["Đồng bằng sông Cửu Long", "VN-R-MRD", "mekong river delta"])
def test_a_region_is_no_place_of_a_project(name: str, tmp_path: Path) -> None:
    answer = tongket("init", str(tmp_path / "mine"), "--area", name, "--year", "2024")
    assert answer.exit_code == 2
    assert "got the region Mekong River Delta, which is there to compare provinces" in answer.stderr
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("here", [False, True])
def test_of_two_that_begin_in_one_folder_at_once_the_second_is_refused(
    here: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.chdir(folder if here else tmp_path)
    words = ("init", "--here" if here else "mine", "--year", "2022", "--area")
    alone = folder_lock.alone

    @contextmanager
    def waited(path: Path) -> Iterator[None]:
        # Another one was first, while this one asked and waited.
        monkeypatch.setattr(folder_lock, "alone", alone)
        assert tongket(*words, "VN-59").exit_code == 0
        with alone(path):
            yield

    monkeypatch.setattr(folder_lock, "alone", waited)
    answer = tongket(*words, "VN-51")
    assert answer.exit_code == 2
    assert "expected a new or empty folder" in answer.stderr
    assert 'area = "VN-59"' in (folder / "tongket.toml").read_text("utf-8")
    assert 'area: str = "VN-59"' in parameters(folder / "notebooks" / "02_research.ipynb")
    assert not (folder / ".lock").exists()


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout  # fmt: skip


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")
def test_a_copy_that_git_makes_on_windows_has_the_same_bytes(project: Path, tmp_path: Path) -> None:
    """Git for Windows ends lines with two letters where nobody says otherwise; releases are held to their bytes."""
    shutil.copytree(project, tmp_path / "kept")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(tmp_path / "kept", "init", "--quiet")
    git(tmp_path / "kept", "add", "--all")
    git(tmp_path / "kept", *identity, "commit", "--quiet", "--message", "Begin")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "--quiet", "kept", "copy")
    names = git(tmp_path / "copy", "ls-files").split()
    assert {"tongket.toml", "notebooks/review.toml"} <= {*names}
    for name in names:
        assert (tmp_path / "copy" / name).read_bytes() == (tmp_path / "kept" / name).read_bytes()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")
def test_git_keeps_the_history_where_it_is_wanted_and_nothing_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    begun = tongket("init", "mine", "--area", "VN-51", "--year", "2022", "--git")
    assert (
        "git keeps the history from the first commit on: git add -A; git commit\n" in begun.stdout
    )
    assert git(tmp_path / "mine", "status", "--short").splitlines()[0] == "?? .gitattributes"
    assert not git(tmp_path / "mine", "rev-list", "--all"), "nothing in anybody's name"
    # Of a repository that is there none is made anew, nor one inside it.
    monkeypatch.chdir("mine")
    assert "git keeps the history here already." in tongket("init", "--here", "--git").stdout
    inside = tongket("init", "other", "--area", "VN-51", "--year", "2022", "--git")
    assert "git keeps the history here already." in inside.stdout
    assert not Path("other/.git").exists()


def test_without_git_its_option_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = tongket("init", "mine", "--area", "VN-51", "--year", "2022", "--git")
    assert answer.exit_code == 2
    assert "--git: expected the program git, got none. Install it, or leave --git out" in answer.stderr  # fmt: skip
    assert not Path("mine").exists()
    assert tongket("init", "mine", "--area", "VN-51", "--year", "2022").exit_code == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")
@pytest.mark.parametrize(
    ("lang", "asked", "answer", "is_kept"),
    [
        ("vi", "[c/K]: ", "có", True),
        ("vi", "[c/K]: ", "C", True),
        ("vi", "[c/K]: ", "y", True),
        ("vi", "[c/K]: ", "khong", False),
        ("vi", "[c/K]: ", "", False),
        ("en", "[y/N]: ", "yes", True),
        ("en", "[y/N]: ", "n", False),
    ],
)
def test_yes_and_no_are_asked_in_the_language_of_the_answer(
    lang: str, asked: str, answer: str, is_kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tongket.cli.new_project.is_at_terminal", lambda: True)
    words = ["init", "mine", "--area", "VN-51", "--year", "2022", "--lang", lang]
    # What is asked for before is left out: languages, two names, logo, colour.
    said = CliRunner().invoke(cli, words, input=f"\n\n\n\n\nmaybe\n{answer}\n")
    assert said.exit_code == 0, said.output
    assert said.output.count(asked) == 2
    assert {"vi": "cần c hoặc K, gặp maybe.", "en": "expected y or N, got maybe."}[lang] in said.output  # fmt: skip
    assert Path("mine/.git").is_dir() is is_kept


def test_a_place_is_called_by_its_name_in_every_command(project: Path) -> None:
    for called in ("Trà Vinh", "tra vinh", "vn-51", "tỉnh Trà Vinh"):
        assert tongket("sheet", "2022", "--area", called).exit_code == 0
        (project / "tongket-VN-51-2022.xlsx").unlink()
    wrong = tongket("status", "--area", "Trà Vin")
    assert wrong.exit_code == 2
    assert (
        "expected a place by its code or name, got “Trà Vin”. Did you mean 'Trà Vinh'"
        in wrong.stderr
    )


def test_as_many_findings_are_counted_as_the_check_lists(project: Path) -> None:
    (project / "notebooks" / "locale" / "en.po").unlink()
    listed = json.loads(tongket("check", "--json").stdout)["findings"]
    assert len(listed) > 100
    assert f"Findings: {len(listed)}\n" in tongket().stdout


def test_the_folder_that_one_is_in_is_named_in_full(project: Path) -> None:
    answer = tongket("init", ".", "--area", "VN-51", "--year", "2022")
    assert f"got {project}. Name another" in answer.stderr
