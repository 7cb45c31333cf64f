"""What a round does with what was saved meanwhile, and with what does not hold."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tongket.data.findings import Finding
from tongket.errors import DataError, NotebookError
from tongket.model import Text, TimePeriod
from tongket.preview.rounds import PATIENCE, FollowingRunner, Superseded, follow
from tongket.preview.screen import Screen
from tongket.run.events import Ticked
from tongket.run.job import Executed, Job
from tongket.run.reports import Report


def job(page: str, lang: Any = "vi") -> Job:
    return Job(Report("VN-CT", TimePeriod.of_year(2024), lang, page), {}, {}, "")


class Runner:
    """Answers each job in its turn, a page by a long name after many seconds."""

    def run(self, jobs: deque[Job], _listen: object) -> Iterator[tuple[Job, Executed]]:
        while jobs:
            each = jobs.popleft()
            page = each.report.page
            yield each, Executed(each.report, "", f"page {page}", None, len(page))


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    return Screen(tmp_path, "vi")


def test_a_page_is_shown_as_soon_as_it_is_made(screen: Screen) -> None:
    runner = FollowingRunner(Runner(), SimpleNamespace(has_changed=lambda: False), screen)
    answers = runner.run(deque([job("a"), job("b"), job("b", "en")]), print)
    with screen.looking_at("VN-CT/2024/vi/b.html"):
        assert next(answers)[0].report.page == "b"
    assert screen.content("VN-CT/2024/vi/b.html") == b"page b"
    assert screen.content("VN-CT/2024/vi/a.html") is None
    assert [each.report.page for each, _ in answers] == ["a", "b"]


def test_of_pages_that_nobody_looks_at_the_one_that_took_longest_comes_first(
    screen: Screen,
) -> None:
    runner = FollowingRunner(Runner(), SimpleNamespace(has_changed=lambda: False), screen)

    def order() -> list[str]:
        jobs = deque([job("a"), job("ccc", "en"), job("bb"), job("ccc")])
        return [f"{each.report.lang}/{each.report.page}" for each, _ in runner.run(jobs, print)]

    with screen.looking_at("VN-CT/2024/vi/a.html"):
        assert order() == ["vi/a", "vi/bb", "vi/ccc", "en/ccc"], "nothing is known yet"
        assert order() == ["vi/a", "vi/ccc", "vi/bb", "en/ccc"]


def test_nothing_more_runs_of_what_was_superseded(screen: Screen) -> None:
    changes = iter([False, True])
    runner = FollowingRunner(Runner(), SimpleNamespace(has_changed=lambda: next(changes)), screen)
    jobs, done = deque([job("a"), job("b"), job("c"), job("d")]), []
    with pytest.raises(Superseded):
        done.extend(each.report.page for each, _ in runner.run(jobs, print))
    assert (done, list(jobs)) == (["a"], [])


class Endless:
    """Runs a cell that never ends; once a second nothing happens."""

    has_given_up = False

    def run(self, _jobs: object, listen: Any) -> Iterator[tuple[Job, Executed]]:
        while not self.has_given_up:
            listen(Ticked())
        yield from ()

    def give_up(self) -> None:
        self.has_given_up = True


def test_a_cell_that_never_ends_holds_up_nothing_that_is_saved_later(screen: Screen) -> None:
    changes, endless = iter([False] * 9 + [True] * PATIENCE), Endless()
    runner = FollowingRunner(endless, SimpleNamespace(has_changed=lambda: next(changes)), screen)
    ticked: list[object] = []
    with pytest.raises(Superseded):
        list(runner.run(deque([job("a")]), ticked.append))
    assert endless.has_given_up
    assert len(ticked) == 9 + PATIENCE - 1


FINDINGS = [
    Finding("a.csv", row, "obs_value", "<b>", Text("một số", "a number"), Text("", ""), "x")
    for row in range(2, 12)
]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (DataError("…", FINDINGS), [f"a.csv, dòng {row}, obs_value: cần một số, gặp '<b>'." for row in range(2, 12)]),
        (NotebookError(Text("hỏng", "broken")), ["hỏng"]),
        (OSError(28, "No space left on device", "/x"), ["/x"]),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said_beside_the_pages_and_the_next_round_comes(
    error: Exception, says: list[str], screen: Screen
) -> None:
    rounds, said = [], []

    def ask() -> Any:
        rounds.append(screen.said)
        raise error

    def wait() -> None:
        if len(rounds) == 2:
            raise KeyboardInterrupt

    watch: Any = SimpleNamespace(wait=wait, has_changed=lambda: False)
    with pytest.raises(KeyboardInterrupt):
        follow(ask, Runner(), watch, screen, lambda: print, said.extend)
    assert len(rounds) == 2
    assert screen.said.is_wrong
    assert len(screen.said.in_("vi")) == len(says)
    for line, expected in zip(screen.said.in_("vi"), says, strict=True):
        assert expected in line
    assert [line.in_("vi") for line in said] == [*screen.said.in_("vi")] * 2
