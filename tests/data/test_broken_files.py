"""More than 250 broken data files: each is refused with its row and remedy, or accepted with a reason; none crashes."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fixtures.broken_data import CASES, README, Case, found, with_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

# Seconds that a check of one broken folder may take on a busy machine.
LONGEST = 10


# Cases of one kind with one finding that `make test` tries; the others are slow.
AT_ONCE = 2


def cases() -> Iterator[ParameterSet]:
    """Every case by its name; the third and later of one kind with one finding are marked slow."""
    met: Counter[tuple[str, str]] = Counter()
    for case in CASES:
        met[case.kind, case.code] += 1
        marks = [pytest.mark.slow] if met[case.kind, case.code] > AT_ONCE else []
        yield pytest.param(case, id=f"{case.kind}: {case.name}"[:90], marks=marks)


def test_there_are_more_than_250_broken_files_each_of_its_own() -> None:
    names = Counter((case.kind, case.name) for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []
    assert sum(bool(case.code) for case in CASES) > 250


@pytest.mark.parametrize("case", list(cases()))
def test_a_broken_file_is_found_or_a_right_one_accepted(case: Case, tmp_path: Path) -> None:
    start = time.monotonic()
    findings = found(case, tmp_path / "data")
    assert time.monotonic() - start < LONGEST
    if not case.code:
        assert findings == []
        return
    named = [finding for finding in findings if finding.code == case.code]
    assert named, [finding.line() for finding in findings]
    assert case.row is None or case.row in {finding.row for finding in named}
    for finding in findings:
        assert finding.remedy.vi != finding.remedy.en
        assert finding.line("vi").count("gặp") >= 1
        assert finding.line("en") != finding.line("vi")


def test_the_table_of_what_was_tried_is_up_to_date() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_table(readme) == readme, "run python tests/fixtures/broken_data.py"
