"""Runs with real kernels: slow, so they share one project where they can."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from multiprocessing import active_children
from pathlib import Path
from unittest.mock import patch

import pytest

from fixtures.run import project as fixture
from fixtures.run.project import CT, DIES, ENDLESS, FAILS, GOOD, GREEDY, PUBLISHER, project, request
from tongket.errors import NotebookError, SystemFailure
from tongket.files import keep, write
from tongket.model import Organisation, Text, TimePeriod
from tongket.run.build import Outcome, build
from tongket.run.events import Event, Finished, Planned, Retried, Ticked
from tongket.run.output_folder import OutputFolder
from tongket.run.plan.plan import make_plan
from tongket.run.publisher import PageFrame, Publisher
from tongket.run.reports import AreaPeriod, load_pages
from tongket.run.review_pages import ReviewPages
from tongket.run.timeouts import Timeouts
from tongket.run.workers.pool import Pool


@dataclass
class Ran:
    folder: Path
    outcome: Outcome
    events: list[Event]

    def page(self, name: str) -> str:
        return (self.folder / "build" / "site" / "VN-CT" / "2024" / f"{name}.html").read_text()

    def notebook(self, name: str) -> str:
        return (
            self.folder / "build" / "notebooks" / "VN-CT" / "2024" / f"{name}.ipynb"
        ).read_text()

    def manifest(self) -> dict:
        path = self.folder / "build" / "site" / "VN-CT" / "2024" / "manifest.json"
        return json.loads(path.read_text())

    def files(self) -> dict[str, bytes]:
        out = self.folder / "build"
        made = [path for path in out.rglob("*") if path.is_file() and ".run" not in path.parts]
        return {str(path.relative_to(out)): path.read_bytes() for path in made}

    def ids(self, kind: type[Event]) -> list[str]:
        return [event.report.id for event in self.events if isinstance(event, kind)]


def run(folder: Path, *only: str, publisher: Publisher = PUBLISHER, **options) -> Ran:
    events: list[Event] = []
    # The library itself does not change: these tests are about the rest.
    with patch("tongket.run.plan.fingerprint.library", return_value="one state of the library"):
        outcome = build(request(folder, *only, **options), publisher, events.append)
    return Ran(folder, outcome, events)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    pages = {
        "00_good": GOOD,
        "01_fails": FAILS,
        "02_dies": DIES,
        "03_endless": ENDLESS,
        "04_good": GOOD,
        "05_greedy": GREEDY,
    }
    folder = project(tmp_path_factory.mktemp("mixed"), **pages)
    return run(folder, langs=("vi",), timeouts=Timeouts(cell_seconds=5, report_seconds=60))


def test_a_page_shows_what_its_notebook_computed_with_its_parameters(mixed: Ran) -> None:
    assert "['2025', \"'VN-CT vi'\"]" in mixed.page("vi/00_good")


def test_a_failing_notebook_leaves_the_others_whole(mixed: Ran) -> None:
    assert "['2025', \"'VN-CT vi'\"]" in mixed.page("vi/04_good")
    assert {report.page for report in mixed.outcome.failures} == {
        "01_fails",
        "02_dies",
        "03_endless",
        "05_greedy",
    }


def test_a_failing_page_shows_cell_and_reason(mixed: Ran) -> None:
    assert "cell 4 (`raise ValueError('sai số liệu')`): ValueError: sai số liệu" in mixed.page(
        "vi/01_fails"
    )


def test_cells_after_the_failing_one_did_not_run(mixed: Ran) -> None:
    last = json.loads(mixed.notebook("vi/01_fails"))["cells"][-1]
    assert last["source"] == "'never'"
    assert last["outputs"] == []


def test_a_dead_kernel_is_tried_again_and_then_reported(mixed: Ran) -> None:
    assert mixed.ids(Retried) == ["VN-CT/2024/vi/02_dies"]
    assert "got its death: killed by signal 9" in mixed.page("vi/02_dies")
    said = [failure.in_("vi") for failure in mixed.outcome.failures.values()]
    assert any("kernel đã ngừng: bị dừng bởi tín hiệu 9" in each for each in said)


def test_a_cell_that_never_ends_is_stopped(mixed: Ran) -> None:
    assert "expected the cell to end within 5 seconds for a cell" in mixed.page("vi/03_endless")
    said = [failure.in_("vi") for failure in mixed.outcome.failures.values()]
    words = "cần ô kết thúc trong 5 giây cho một ô và 60 giây cho cả báo cáo"
    assert any(words in each for each in said)


def test_a_kernel_without_memory_is_an_error_of_its_cell(mixed: Ran) -> None:
    assert "cell 4 (`len(bytearray(2**31))`): MemoryError" in mixed.page("vi/05_greedy")
    assert mixed.ids(Retried) == ["VN-CT/2024/vi/02_dies"], "it would be without memory again"


@pytest.mark.slow
def test_a_cell_that_shows_more_than_a_page_can_is_stopped(tmp_path: Path) -> None:
    loud = {"00_endless": ["while True: print('x' * 1000)"], "01_once": ["print('x' * 3_000_000)"]}
    caught = ["try:", "    while True: print('x' * 1000)", "except KeyboardInterrupt: pass"]
    ran = run(project(tmp_path, **loud, **{"02_caught": ["\n".join(caught)]}), langs=("vi",))
    assert {report.page for report in ran.outcome.failures} == {*loud, "02_caught"}
    for page in (*loud, "02_caught"):
        words = "OutputTooLargeError: expected at most 2097152 characters shown, got more."
        assert words in ran.page(f"vi/{page}")
        assert "xxxxx" not in ran.notebook(f"vi/{page}"), "how much had come is a matter of luck"


def test_a_notebook_need_not_name_its_kernel_and_one_that_is_missing_is_named(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, **{"00_none": GOOD, "01_other": GOOD})
    for page, metadata in (
        ("00_none", {}),
        ("01_other", {"kernelspec": {"name": "ir", "language": "R"}}),
    ):
        document = {**fixture.notebook(*GOOD), "metadata": metadata}
        write(folder / "notebooks" / f"{page}.ipynb", json.dumps(document))
    ran = run(folder, langs=("vi",))
    assert [report.page for report in ran.outcome.failures] == ["01_other"]
    assert "expected a kernel that is installed, got 'ir'. Choose Python 3" in ran.page(
        "vi/01_other"
    )


def test_every_page_knows_which_pages_are_incomplete(mixed: Ran) -> None:
    assert "('01_fails', '02_dies', '03_endless', '05_greedy')" in mixed.page("vi/00_good")


def test_progress_names_every_report_once(mixed: Ran) -> None:
    assert mixed.events[0] == Planned(6, 0)
    assert sorted(mixed.ids(Finished)) == [
        f"VN-CT/2024/vi/{page}"
        for page in ("00_good", "01_fails", "02_dies", "03_endless", "04_good", "05_greedy")
    ]


def test_the_manifest_holds_the_outcome_of_each_report(mixed: Ran) -> None:
    manifest = mixed.manifest()
    assert manifest["outcome"] == "failed"
    by_page = {entry["page"]: entry for entry in manifest["reports"]}
    assert by_page["00_good"]["failure"] is None
    assert by_page["01_fails"]["failure"]["reason"] == "sai số liệu"
    assert by_page["03_endless"]["seconds"] >= 5
    assert sum(by_page["03_endless"]["cells"]) >= 3


def test_the_results_name_neither_machine_nor_path(mixed: Ran) -> None:
    for name in ("manifest.json", "vi/00_good.html"):
        text = (mixed.folder / "build" / "site" / "VN-CT" / "2024" / name).read_text()
        assert str(mixed.folder) not in text
        assert str(Path.home()) not in text


def test_an_executed_notebook_carries_no_marks_of_papermill(mixed: Ran) -> None:
    text = mixed.notebook("vi/01_fails")
    assert "papermill-error-cell" not in text
    assert '"duration"' not in text
    assert str(mixed.folder) not in text


def test_only_what_failed_runs_again(mixed: Ran) -> None:
    before = mixed.page("vi/00_good")
    again = run(mixed.folder, "00_good", "01_fails", langs=("vi",))
    assert again.ids(Finished) == ["VN-CT/2024/vi/01_fails"]
    assert again.page("vi/00_good") == before


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    return project(tmp_path, **{"00_a": GOOD, "01_b": ["import time; time.time_ns() and 3"]})


@pytest.mark.slow
def test_two_runs_give_the_same_bytes_and_the_second_runs_nothing(pair: Path) -> None:
    first = run(pair)
    before = first.files()
    second = run(pair)
    assert second.outcome.ran == 0
    assert second.outcome.kept == 4
    assert second.files() == before

    forced = run(pair, force=True)
    after = forced.files()
    timed = "site/VN-CT/2024/manifest.json"
    assert forced.outcome.ran == 4
    assert {name for name in before if before[name] != after[name]} <= {timed}


@pytest.mark.slow
def test_a_fault_of_the_machine_replaces_no_good_page(pair: Path) -> None:
    good = run(pair, langs=("vi",)).files()
    for name, source in (("00_a", DIES[0]), ("01_b", "'a newer page'")):
        write(pair / "notebooks" / f"{name}.ipynb", json.dumps(fixture.notebook(source)))
    lost = run(pair, langs=("vi",))
    assert [report.page for report in lost.outcome.failures] == ["00_a"]
    assert [review.area for review in lost.outcome.withheld] == ["VN-CT"]
    assert lost.files() == good, "whole, and of one run"
    with pytest.raises(
        SystemFailure, match=r"00_a: ô 3 \(`import os, signal.*`\): DeadKernelError"
    ):
        run(pair, "00_a", langs=("vi",), keep_going=False)
    write(pair / "notebooks" / "00_a.ipynb", json.dumps(fixture.notebook(*GOOD)))
    mended = run(pair, langs=("vi",))
    assert mended.outcome.withheld == ()
    assert "a newer page" in mended.page("vi/01_b")


def test_a_report_depends_on_whatever_its_notebook_opened(tmp_path: Path) -> None:
    pages = {
        "00_nothing": ["import pandas, tempfile; tempfile.TemporaryFile().read()"],
        "01_imports": ["import beside"],
        "02_through": ["import beside; beside.rates()"],
        "03_optional": ["import pathlib; pathlib.Path('later.csv').exists() or open('rates.csv').read()"],
        "04_lists": ["import pathlib; sorted(path.name for path in pathlib.Path('sub').glob('*'))"],
        "05_program": ["!true"],
        "06_outside": [f"open({str(tmp_path / 'outside.csv')!r}).read()"],
    }  # fmt: skip
    folder = project(tmp_path / "project", **pages)
    write(folder / "notebooks/beside.py", "def rates():\n    return open('rates.csv').read()\n")
    write(folder / "notebooks/rates.csv", "1")
    write(folder / "notebooks/sub/a.csv", "1")
    write(tmp_path / "outside.csv", "1")
    assert run(folder, langs=("vi",)).outcome.failures == {}
    never = {
        "05_program": ("untraced input: another program",),
        "06_outside": ("untraced input: file outside.csv, outside the folders of notebooks and data",),
    }  # fmt: skip
    assert stale(folder) == never
    write(folder / "notebooks/rates.csv", "2")
    write(folder / "notebooks/sub/b.csv", "1")
    rates = ("file notebooks/rates.csv changed",)
    assert stale(folder) == never | {
        "02_through": rates, "03_optional": rates, "04_lists": ("folder notebooks/sub changed",),
    }  # fmt: skip
    write(folder / "notebooks/beside.py", "def rates():\n    return 3\n")
    assert stale(folder)["01_imports"] == ("file notebooks/beside.py changed",)


def stale(folder: Path) -> dict[str, tuple[str, ...]]:
    with patch("tongket.run.plan.fingerprint.library", return_value="one state of the library"):
        (plan,) = make_plan(request(folder, langs=("vi",)))
    return {
        task.report.page: tuple(why.en for why in task.reasons)
        for task in plan.tasks
        if task.reasons
    }


@pytest.mark.slow
def test_a_part_of_the_review_leaves_the_rest_in_place(pair: Path) -> None:
    run(pair)
    write(pair / "notebooks" / "00_a.ipynb", json.dumps(fixture.notebook("year + 2")))
    again = run(pair, "00_a", langs=("vi",))
    assert "2026" in again.page("vi/00_a")
    assert "2025" in again.page("en/00_a"), "not asked for"
    assert "['3']" in again.page("vi/01_b")
    assert len(again.manifest()["reports"]) == 4


def test_changed_data_runs_again_and_says_so(pair: Path) -> None:
    run(pair, "00_a", langs=("vi",))
    write(pair / "data" / "areas.csv", "ref_area\nVN-HN\n")
    again = run(pair, "00_a", langs=("vi",))
    assert again.ids(Finished) == ["VN-CT/2024/vi/00_a"]


def test_a_report_is_run_again_only_for_the_figures_that_its_notebook_read(tmp_path: Path) -> None:
    reading = "import types; review = types.SimpleNamespace(lineage=lambda: ['ip.titles_granted'])"
    folder = project(tmp_path, **{"00_a": [reading], "01_b": [reading.replace("ip.", "services.")]})
    observations = folder / "data" / "observations" / "a.csv"
    write(observations, "indicator,as_printed\nip.titles_granted,420\nservices.titles_granted,1\n")
    first = run(folder, langs=("vi",))
    lineage = [entry["made_from"]["data"] for entry in first.manifest()["reports"]]
    assert "figures of ip.titles_granted" in lineage[0]
    assert "figures of ip.titles_granted" not in lineage[1]
    write(observations, observations.read_text().replace("420", "421"))
    assert run(folder, langs=("vi",)).ids(Finished) == ["VN-CT/2024/vi/00_a"]


def test_a_new_title_makes_the_pages_anew_without_running_a_notebook(pair: Path) -> None:
    run(pair, langs=("vi",))
    pages = pair / "notebooks" / "review.toml"
    pages.write_text(pages.read_text().replace('"Page 00_a"', '"First"'))
    again = run(pair, langs=("vi",))
    assert again.ids(Finished) == []
    assert again.outcome.kept == 2


def test_another_organisation_makes_the_pages_anew_without_running_a_notebook(pair: Path) -> None:
    run(pair, langs=("vi",))
    again = run(pair, langs=("vi",), organisation=Organisation(Text("Sở Mẫu", "Mẫu")))
    assert (again.outcome.ran, again.outcome.kept) == (0, 2)
    assert again.page("vi/00_a").endswith(" Sở Mẫu\n")
    assert run(pair, langs=("vi",)).outcome.ran == 0


@pytest.mark.slow
def test_another_way_to_show_code_makes_the_pages_anew_without_running_a_notebook(
    pair: Path,
) -> None:
    before = run(pair).files()
    hidden = run(pair, code="hide")
    assert (hidden.outcome.ran, "'hide'" in hidden.page("vi/00_a")) == (0, True)
    assert (
        run(pair).files()["site/VN-CT/2024/vi/00_a.html"] == before["site/VN-CT/2024/vi/00_a.html"]
    )


def test_the_executed_notebook_lies_beside_its_page(pair: Path) -> None:
    ran = run(pair)
    files = ran.files()
    assert files["site/VN-CT/2024/vi/00_a.ipynb"] == files["notebooks/VN-CT/2024/vi/00_a.ipynb"]
    (pair / "build/site/VN-CT/2024/vi/00_a.ipynb").unlink()
    assert run(pair).outcome.ran == 1, "a download that was lost is made again"


def test_a_page_that_is_no_more_goes(pair: Path) -> None:
    run(pair, langs=("vi",))
    (pair / "notebooks" / "01_b.ipynb").unlink()
    pages = pair / "notebooks" / "review.toml"
    pages.write_text(pages.read_text().split('[[pages]]\nname = "01_b"')[0])
    again = run(pair, langs=("vi",))
    assert again.ids(Finished) == []
    assert not (pair / "build" / "site" / "VN-CT" / "2024" / "vi" / "01_b.html").exists()
    assert "['00_a']" in again.page("vi/00_a")
    assert (pair / "build" / "site" / "index.html").read_text() == "00_a.html"


def test_a_page_that_was_lost_and_is_not_asked_for_is_left_out(pair: Path) -> None:
    run(pair, langs=("vi",))
    (pair / "build" / "site" / "VN-CT" / "2024" / "vi" / "01_b.html").unlink()
    again = run(pair, "00_a", langs=("vi",))
    assert [entry["page"] for entry in again.manifest()["reports"]] == ["00_a"]
    assert "['00_a']" in again.page("vi/00_a")


def test_an_entrance_that_was_lost_is_made_again(pair: Path) -> None:
    ran = run(pair, langs=("vi",))
    before = ran.files()
    (pair / "build" / "site" / "VN-CT" / "2024" / "index.html").unlink()
    again = run(pair, langs=("vi",))
    assert again.ids(Finished) == []
    assert again.files() == before


def test_a_page_that_cannot_be_made_is_reported_and_still_there(pair: Path) -> None:
    ran = run(pair, langs=("vi",), publisher=replace(PUBLISHER, convert=fixture.broken_page))
    (failure,) = ran.outcome.failures.values()
    assert str(failure) == "TypeError: the page could not be made: a cell without a source"
    assert failure.in_("vi") == "TypeError: không tạo được trang: a cell without a source"
    assert "a cell without a source" in ran.page("vi/01_b")
    assert "<title>Trang 01_b</title>" in ran.page("vi/01_b")
    assert "['2025'" in ran.page("vi/00_a")


@pytest.mark.slow
def test_a_page_that_is_never_done_is_given_up(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Long enough for the good page beside it, also where a machine is slow.
    monkeypatch.setattr("tongket.run.workers.retry.PAGE_SECONDS", 15.0)
    publisher = replace(PUBLISHER, convert=fixture.endless_page)
    ran = run(pair, langs=("vi",), publisher=publisher, timeouts=Timeouts(None, 15))
    (failure,) = ran.outcome.failures.values()
    assert str(failure) == (
        "ReportTimeoutError: expected the report and its page to be made in time, got no end."
    )
    assert "<title>Trang 01_b</title>" in ran.page("vi/01_b")
    assert "['2025'" in ran.page("vi/00_a")
    assert ran.ids(Retried) == []


def test_what_the_kernel_sees_is_fixed(tmp_path: Path) -> None:
    code = "import os; [os.environ[name] for name in ('TZ', 'PYTHONHASHSEED', 'LC_ALL', 'TONGKET_DATA')]"
    ran = run(project(tmp_path, **{"00_a": [code, "os.getcwd()"]}), langs=("vi",))
    for fixed in ("'UTC'", "'0'", "'C.UTF-8'"):
        assert fixed in ran.page("vi/00_a")
    assert str(tmp_path / "data") in ran.page("vi/00_a")
    assert str(tmp_path / "notebooks") in ran.page("vi/00_a")


def test_an_output_folder_that_cannot_be_one_is_refused(pair: Path) -> None:
    (pair / "build").write_text("a file")
    with pytest.raises(SystemFailure, match=r"build: expected a folder that can be written"):
        run(pair, "00_a", langs=("vi",))


@pytest.mark.slow
def test_a_run_that_breaks_off_leaves_the_last_review_and_no_remains(pair: Path) -> None:
    before = run(pair, langs=("vi",)).files()

    def give_up(event: Event) -> None:
        if isinstance(event, Finished):
            raise KeyboardInterrupt

    write(pair / "notebooks" / "00_a.ipynb", json.dumps(fixture.notebook("year + 2")))
    write(pair / "notebooks" / "01_b.ipynb", json.dumps(fixture.notebook("year + 3")))
    with pytest.raises(KeyboardInterrupt):
        build(request(pair, langs=("vi",)), PUBLISHER, give_up)
    assert run(pair, "00_a", langs=("vi",)).folder
    assert not (pair / "build" / ".run" / "staging").exists()
    assert (
        before["site/VN-CT/2024/vi/01_b.html"]
        == (pair / "build" / "site" / "VN-CT" / "2024" / "vi" / "01_b.html").read_bytes()
    )


@pytest.mark.slow
def test_what_publishes_is_found_by_workers_of_a_process_with_threads(tmp_path: Path) -> None:
    """Such a process does not fork its workers; they load what it publishes with from where it was loaded itself."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        ran = run(project(tmp_path, **{"00_good": GOOD}), langs=("vi",))
    finally:
        done.set()
        thread.join()
    assert "['2025', \"'VN-CT vi'\"]" in ran.page("vi/00_good")


HANOI = AreaPeriod("VN-HN", TimePeriod.of_year(2024), Text("Hà Nội", "Hanoi"))
FAILS_IN_HANOI = ["area == 'VN-HN' and 1 / 0"]


def page_with_its_way(_: str, page_frame: PageFrame) -> str:
    """A page that says where it leads."""
    return f"{page_frame.report.id} leads to {page_frame.successor or 'nothing'}\n"


@pytest.mark.slow
def test_a_page_leads_to_no_review_whose_first_build_was_lost(tmp_path: Path) -> None:
    project(tmp_path, **{"00_a": FAILS_IN_HANOI})
    listed = ReviewPages(load_pages(tmp_path / "notebooks"))
    city = replace(CT, successor=HANOI.address)
    both = replace(
        request(tmp_path, langs=("vi",)), reviews=(city, HANOI), pages={city: listed, HANOI: listed}
    )
    publisher = replace(PUBLISHER, convert=page_with_its_way)
    with pytest.raises(NotebookError, match="ZeroDivisionError"):
        build(replace(both, keep_going=False, jobs=1), publisher, lambda _: None)
    made = tmp_path / "build/site/VN-CT/2024/vi/00_a.html"
    assert made.read_text() == "VN-CT/2024/vi/00_a leads to nothing\n"
    # Once it is there, the page leads to it.
    project(tmp_path, **{"00_a": GOOD})
    assert build(both, publisher, lambda _: None).failures == {}
    assert made.read_text() == "VN-CT/2024/vi/00_a leads to VN-HN/2024\n"


def test_what_reviews_share_is_made_by_the_next_run_where_one_was_cut_off_before_it(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, **{"00_a": GOOD})
    run(folder, langs=("vi",))
    index = folder / "build/site/index.html"

    def cut_off(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, publisher=replace(PUBLISHER, index=cut_off))
    assert index.read_text() == "00_a.html"
    assert run(folder).outcome.ran == 0
    assert index.read_text() == "00_a.html\n00_a.html", "in both languages"
    index.write_text("as it is")
    run(folder)
    assert index.read_text() == "as it is", "it is made once"


def test_what_a_killed_run_left_half_built_is_in_nobodys_way(tmp_path: Path) -> None:
    folder = project(tmp_path, **{"00_a": GOOD, "01_b": GOOD})
    first = run(folder, langs=("vi",))
    left = OutputFolder(folder / "build").staging(CT.area, CT.period)
    kept = left.notebook("VN-CT/2024/vi/01_b")
    write(kept, "half")
    keep(kept, left.download("VN-CT/2024/vi/01_b"))
    write(left.page("VN-CT/2024/vi/01_b"), "half")
    project(tmp_path, **{"00_a": [*GOOD, "7 * 6"], "01_b": GOOD})
    again = run(folder, langs=("vi",))
    assert again.ids(Finished) == ["VN-CT/2024/vi/00_a"]
    for name in ("page", "notebook"):
        assert getattr(again, name)("vi/01_b") == getattr(first, name)("vi/01_b") != "half"


def test_workers_that_live_longer_than_a_run_serve_the_next_also_where_one_died_meanwhile(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, **{"00_a": GOOD})
    events: list[Event] = []
    with Pool(1) as pool:
        for force in (False, True):
            asked = request(folder, langs=("vi",), force=force)
            assert not build(asked, PUBLISHER, events.append, pool).failures
            # The worker, and the reader that its kernels are forked from.
            worker, reader = active_children()
            for child in (worker, reader):
                child.kill()
                child.join()
    assert [type(event) for event in events].count(Finished) == 2
    assert not [event for event in events if isinstance(event, Retried)]


def test_workers_whose_work_is_given_up_serve_the_next_run(tmp_path: Path) -> None:
    def listen(event: Event) -> None:
        if isinstance(event, Ticked):
            pool.give_up()
            raise KeyboardInterrupt

    with Pool(1) as pool:
        folder = project(tmp_path, **{"00_a": ["while True: pass"]})
        with pytest.raises(KeyboardInterrupt):
            build(request(folder, langs=("vi",)), PUBLISHER, listen, pool)
        folder = project(tmp_path, **{"00_a": GOOD})
        assert not build(request(folder, langs=("vi",)), PUBLISHER, lambda _: None, pool).failures
