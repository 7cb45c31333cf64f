"""What several tests share: the checkout and the site of this test session."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from fixtures.data_folder import data_before
from fixtures.session import once_a_session

if TYPE_CHECKING:
    from collections.abc import Iterator

# How long one example takes says more about the machine than about the code.
settings.register_profile("default", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)
settings.load_profile("default")
CHECKOUT = Path(__file__).parents[1]
# What the tests look at: the full year, and pages of the year of breaks and of a province with few figures.
FEW = ("--only", "01_capacity", "--only", "09_benchmark", "--only", "10_outlook")
REVIEWS = (
    ("--area", "VN-CT", "--year", "2024"),
    ("--area", "VN-CT", "--year", "2025", "--only", "00_overview", *FEW),
    ("--area", "VN-HN", "--year", "2024", "--lang", "en", *FEW),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Read the site after the commands: the first file makes it, and while it does no other process waits for it."""
    before = [item for item in items if item.path.parent.name in ("data", "docs", "functional")]
    reading = [item for item in items if item.path.name == "test_reading_the_site.py"]
    if before and reading:
        items[:] = [item for item in items if item not in reading]
        after = items.index(before[-1]) + 1
        items[after:after] = reading


@pytest.fixture(autouse=True)
def no_canvas_of_another_test() -> Iterator[None]:
    """What a test draws on the current axes is its own: pyplot keeps them for the whole process."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@pytest.fixture
def interrupts() -> Iterator[None]:
    """A shell lets what it starts in the background ignore Ctrl-C, and all that it starts in turn; here it counts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of this checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def before_2025(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data in which the results of 2025 are not entered yet: for what a test says of a year that is to come."""
    return data_before(2025, tmp_path_factory.mktemp("before") / "data")


@pytest.fixture(scope="session")
def built(checkout: Path) -> Path:
    """The output folder of a real run of every review in `REVIEWS`, made once a test session."""

    def make(out: Path) -> None:
        for asked in REVIEWS:
            run_tongket("run", *asked, "--out", str(out))

    return once_a_session(checkout, "test", make)


@pytest.fixture(scope="session")
def built_site(built: Path) -> Path:
    """The site of this test session."""
    return built / "site"


def run_tongket(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does; a failure shows what it printed."""
    answer = subprocess.run(
        [sys.executable, "-m", "tongket", *arguments], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        pytest.fail(f"tongket {' '.join(arguments)}\n{answer.stdout}\n{answer.stderr}")
    return answer
