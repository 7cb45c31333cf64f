"""What must survive anything: the last good site. Each accident happens for real."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.run.project import GOOD, notebook, project
from fixtures.run.running import Running, wait_until
from tongket.files import write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's signals and mounts"),
]
SLOW = ["import time; time.sleep(0.3)", "year + 1"]
LARGE = ["print('x' * 1_200_000)"]


@pytest.fixture
def tmp() -> Iterator[Path]:
    # Short: the system cuts the path of a socket.
    with tempfile.TemporaryDirectory(prefix="t") as folder:
        yield Path(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path, **{"00_a": SLOW, "01_b": SLOW, "02_c": SLOW})


def run(folder: Path, tmp: Path, *arguments: str) -> Running:
    return Running(folder, tmp, "--lang", "vi", *arguments)


def edit(folder: Path, number: int, *sources: str) -> None:
    """Change every notebook, so that every page must be made anew."""
    for name in ("00_a", "01_b", "02_c"):
        document = notebook(*(sources or SLOW), f"'version {number}'")
        write(folder / "notebooks" / f"{name}.ipynb", json.dumps(document))


def assert_whole(folder: Path, out: str = "build") -> set[str]:
    """Every file that the manifest names is there with its bytes; returns the versions that pages show."""
    place = folder / out
    manifest = json.loads((place / "site/VN-CT/2024/manifest.json").read_text())
    assert len(manifest["reports"]) == 3
    for report in manifest["reports"]:
        for name, digest in report["outputs"].items():
            assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest, name
    pages = [path.read_text() for path in (place / "site/VN-CT/2024/vi").glob("*.html")]
    assert all(page.rstrip().endswith("</html>") for page in pages)
    return {part[:2].strip("'&") for page in pages for part in page.split("version ")[1:]}


def test_a_run_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_repairs(
    folder: Path, tmp: Path
) -> None:
    edit(folder, 0)
    assert run(folder, tmp).end()[0] == 0
    started = time.monotonic()
    edit(folder, 1)
    assert run(folder, tmp).end()[0] == 0
    length = time.monotonic() - started
    moments = random.Random(7)
    for number in range(2, 4):
        edit(folder, number)
        victim = run(folder, tmp)
        time.sleep(moments.uniform(0.4, 1.0) * length)
        victim.process.kill()
        victim.end()
        wait_until(lambda victim=victim: not victim.left(), "the victim's processes to end")
        assert len(assert_whole(folder)) == 1, "all pages are of one run"
    assert run(folder, tmp).end()[0] == 0
    assert assert_whole(folder) == {"3"}
    assert not (folder / "build/.run/staging").exists()
    assert list(tmp.iterdir()) == []


def test_a_run_killed_while_it_puts_the_review_in_place(folder: Path, tmp: Path) -> None:
    """Step 1: neither notebooks nor pages are in place; step 2: the notebooks are, the pages not."""
    edit(folder, 1)
    assert run(folder, tmp).end()[0] == 0
    for step in (1, 2):
        edit(folder, 1 + step)
        killed_at(step, folder, tmp)
        pages = folder / "build/site/VN-CT/2024/vi"
        assert {"version 1" in path.read_text() for path in pages.glob("*.html")} == {True}
    assert run(folder, tmp).end()[0] == 0
    assert assert_whole(folder) == {"3"}


def killed_at(step: int, folder: Path, tmp: Path) -> None:
    """A run that is killed just before it puts the first or the second folder in place."""
    script = f"""
import os, signal
from tongket.run import output_folder as place
real, calls = place.exchange, []
def exchange(new, old):
    calls.append(new)
    if len(calls) == {step}:
        os.kill(os.getpid(), signal.SIGKILL)
    real(new, old)
place.exchange = exchange
"""
    killed = run_after(script, folder, tmp)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def run_after(script: str, folder: Path, tmp: Path) -> subprocess.CompletedProcess[str]:
    """A run in a Python that did something else before."""
    script += "\nfrom tongket.cli import cli; cli(['run', '--year', '2024', '--lang', 'vi'])"
    environment = {**os.environ, "TONGKET_NOTEBOOKS": str(folder / "notebooks"), "TMPDIR": str(tmp)}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_two_runs_at_once_take_turns(folder: Path, tmp: Path) -> None:
    first = run(folder, tmp)
    first.wait_for("started")
    second = run(folder, tmp)
    second.wait_for("waiting")
    assert first.end()[0] == 0
    answer, _ = second.process.communicate(timeout=600)
    done = json.loads(answer.splitlines()[-1])
    assert second.process.returncode == 0
    assert (done["ran"], done["kept"]) == (0, 3), "the second found everything fresh"
    assert_whole(folder)


def test_a_limit_on_files_is_reported_and_the_last_site_stays(folder: Path, tmp: Path) -> None:
    edit(folder, 1)
    assert run(folder, tmp).end()[0] == 0
    edit(folder, 2, *LARGE)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))"
    answer = run_after(limit, folder, tmp)
    assert answer.returncode == 5, answer.stderr
    assert "cần một thư mục ghi được, gặp: tệp quá lớn." in answer.stderr
    assert "Những gì có từ trước vẫn nguyên vẹn." in answer.stderr
    assert assert_whole(folder) == {"1"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("this user may not mount a disk of its own")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_reported_and_the_next_run_repairs(
    folder: Path, tmp: Path, disk: Path
) -> None:
    edit(folder, 1)
    assert run(folder, tmp, "--out", str(disk)).end()[0] == 0
    edit(folder, 2)
    filler = disk / "filler"
    with pytest.raises(OSError, match="No space left"):
        filler.write_bytes(b"x" * 3_000_000)
    code, errors = run(folder, tmp, "--out", str(disk)).end()
    assert code == 5
    assert "gặp: đĩa đã đầy. Giải phóng dung lượng rồi chạy lại." in errors
    assert assert_whole(folder, "disk") == {"1"}
    filler.unlink()
    assert run(folder, tmp, "--out", str(disk)).end()[0] == 0
    assert assert_whole(folder, "disk") == {"2"}


def test_a_disk_that_became_read_only_is_reported(folder: Path, tmp: Path, disk: Path) -> None:
    edit(folder, 1)
    assert run(folder, tmp, "--out", str(disk)).end()[0] == 0
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    edit(folder, 2)
    code, errors = run(folder, tmp, "--out", str(disk)).end()
    assert code == 5
    assert "gặp: đĩa chỉ cho đọc. Chọn thư mục khác bằng --out" in errors
    assert assert_whole(folder, "disk") == {"1"}


def test_a_file_where_a_folder_should_be_is_reported(folder: Path, tmp: Path) -> None:
    write(folder / "build/site", "not a folder")
    code, errors = run(folder, tmp).end()
    assert code == 5
    assert "build: cần một thư mục ghi được, gặp: đây không phải là thư mục." in errors
    assert (folder / "build/site").read_text() == "not a folder"


def test_a_report_that_takes_too_long_ends_and_the_others_stay(folder: Path, tmp: Path) -> None:
    write(
        folder / "notebooks/01_b.ipynb",
        json.dumps(notebook(*["import time; time.sleep(0.6)"] * 9)),
    )
    code, errors = run(folder, tmp, "--report-timeout", "2").end()
    assert code == 4
    assert "01_b: ô" in errors
    assert "CellTimeoutError" in errors
    assert "2 giây cho cả báo cáo" in errors
    assert_whole(folder)


def children(pid: int) -> list[int]:
    return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


@pytest.mark.parametrize(("kind", "tries"), [("server", 1), ("reader", 2), ("worker", 2)])
def test_a_process_of_the_run_that_is_killed_costs_a_second_try_at_most(
    folder: Path, tmp: Path, kind: str, tries: int
) -> None:
    long = notebook("import time; time.sleep(5)")
    write(folder / "notebooks" / "00_a.ipynb", json.dumps(long))
    running = run(folder, tmp, "-j", "1")
    running.wait_for("started")
    running.wait_for_kernel()
    words = {
        pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children(running.process.pid)
    }
    (server,) = (pid for pid in words if b"forkserver" in words[pid])
    (worker,) = (pid for pid in words if b"tongket\0run" in words[pid])
    victims = {"server": [server], "reader": children(server), "worker": [worker]}
    (victim,) = victims[kind]
    os.kill(victim, signal.SIGKILL)
    output, errors = running.process.communicate(timeout=600)
    assert running.process.returncode == 0, errors
    events = [json.loads(line) for line in output.splitlines()]
    assert [event["event"] for event in events].count("retried") == tries - 1
    assert_whole(folder)
    assert list(tmp.iterdir()) == []


@pytest.mark.parametrize(
    ("misfortune", "words"),
    [
        ("import multiprocessing; multiprocessing.set_executable('/bin/false')", "khởi động kernel không qua tiến trình này: --cold"),
        ("import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))", "open files: expected a limit of"),
    ],
)  # fmt: skip
def test_kernels_that_cannot_start_are_reported_and_the_last_site_stays(
    folder: Path, tmp: Path, misfortune: str, words: str
) -> None:
    edit(folder, 1)
    assert run(folder, tmp).end()[0] == 0
    edit(folder, 2)
    answer = run_after(misfortune, folder, tmp)
    assert answer.returncode == 5, answer.stderr
    assert words in answer.stderr
    assert assert_whole(folder) == {"1"}


def test_a_good_run_leaves_no_process_and_no_file_of_its_own(folder: Path, tmp: Path) -> None:
    project(folder, **{"00_a": GOOD, "01_b": GOOD, "02_c": GOOD})
    running = run(folder, tmp)
    assert running.end()[0] == 0
    assert running.left() == []
    assert list(tmp.iterdir()) == []
    assert {path.name for path in (folder / "build/.run").iterdir()} == {"lock", "good"}
