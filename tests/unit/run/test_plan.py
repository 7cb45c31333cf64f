from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.run.project import CT, FAILS, GOOD, notebook, project, request
from tongket.errors import DataError, NotebookError, UsageError
from tongket.files import write
from tongket.run.plan.manifest import Manifest, Record, dumps
from tongket.run.plan.plan import make_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path, **{"00_a": GOOD, "01_b": FAILS})


def test_a_first_run_runs_everything_in_order(folder: Path) -> None:
    (plan,) = make_plan(request(folder))
    assert [task.report.id for task in plan.tasks] == [
        "VN-CT/2024/vi/00_a",
        "VN-CT/2024/vi/01_b",
        "VN-CT/2024/en/00_a",
        "VN-CT/2024/en/01_b",
    ]
    assert [why.en for task in plan.tasks for why in plan.why(task)] == ["never run"] * 4
    assert plan.changed


def test_a_report_gets_year_area_and_language(folder: Path) -> None:
    (plan,) = make_plan(request(folder, "00_a", langs=("en",)))
    assert plan.tasks[0].parameters == {"year": 2024, "area": "VN-CT", "lang": "en"}
    assert plan.tasks[0].notebook.cells[0].source == "# Title"


def test_broken_catalogues_are_refused_before_anything_runs(folder: Path) -> None:
    for name in ("notebooks", "data"):
        write(folder / name / "locale" / "vi.po", "no entry\n")
    with pytest.raises(DataError) as caught:
        make_plan(request(folder))
    assert str(caught.value).count("vi.po: expected a gettext catalogue in UTF-8, got") == 2


def test_planning_changes_nothing(folder: Path) -> None:
    make_plan(request(folder))
    assert not (folder / "build").exists()


def test_a_page_shows_what_the_review_will_hold(folder: Path) -> None:
    (plan,) = make_plan(request(folder, "01_b"))
    page_frame = plan.page_frames[plan.tasks[0].report]
    assert [name for name, _ in page_frame.titles] == ["01_b"]
    assert page_frame.langs == ("vi", "en")


def test_a_further_parameter_takes_the_type_that_its_notebook_declares(folder: Path) -> None:
    source = "\n".join(
        [
            *["year: int = 1  # a", "area: str = ''  # b", "lang: str = ''  # c"],
            "top: int = 3  # d",
        ]
    )
    for name in ("00_a", "01_b"):
        write(folder / "notebooks" / f"{name}.ipynb", json.dumps(notebook("1", parameters=source)))
    (plan,) = make_plan(request(folder, parameters={"top": "5"}))
    assert plan.tasks[0].parameters["top"] == 5


def test_a_parameter_that_no_notebook_declares_is_refused_for_all_of_them(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        make_plan(request(folder, parameters={"yaer": "2023"}))
    assert "00_a.ipynb: expected a parameter of the notebook, got 'yaer'" in str(caught.value)
    assert "01_b.ipynb: expected a parameter" in str(caught.value)


def test_a_notebook_that_lacks_a_parameter_is_refused(folder: Path) -> None:
    document = notebook("1", parameters="year: int = 1  # the year\narae: str = ''  # the area")
    write(folder / "notebooks" / "00_a.ipynb", json.dumps(document))
    with pytest.raises(UsageError, match=r"got 'area'. Did you mean 'arae'"):
        make_plan(request(folder))


def test_every_notebook_that_cannot_be_read_is_named(folder: Path) -> None:
    for name in ("00_a", "01_b"):
        (folder / "notebooks" / f"{name}.ipynb").write_text("{")
    with pytest.raises(NotebookError) as caught:
        make_plan(request(folder))
    assert "00_a.ipynb" in str(caught.value)
    assert "01_b.ipynb" in str(caught.value)


def test_a_wrong_type_in_a_cell_is_the_authors(folder: Path) -> None:
    write(folder / "notebooks" / "00_a.ipynb", json.dumps(notebook("1", parameters="year = 2024")))
    with pytest.raises(NotebookError, match=r"00_a.ipynb: parameters line 1"):
        make_plan(request(folder))


def test_a_fresh_report_runs_only_where_it_is_forced_and_says_so(folder: Path) -> None:
    asked = request(folder, "00_a", langs=("vi",))
    (task,) = make_plan(asked)[0].tasks
    ran = Manifest({task.report: Record(task.made_from, "", {}, None, 1.0, ())})
    write(asked.output.manifest("VN-CT", CT.period), dumps(CT, None, {}, ran))
    assert make_plan(asked)[0].tasks[0].reasons == ()
    (forced,) = make_plan(replace(asked, force=True))[0].tasks[0].reasons
    assert forced.en == "forced"


def test_a_report_that_never_ran_says_so_before_all_else(folder: Path) -> None:
    asked = replace(request(folder, "00_a"), force=True)
    (never,) = make_plan(asked)[0].tasks[0].reasons
    assert never.en == "never run"
