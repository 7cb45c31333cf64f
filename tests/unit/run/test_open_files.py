"""A run that may not open enough files is refused before it starts, in words."""

from __future__ import annotations

import sys

import pytest

from tongket.errors import SystemFailure
from tongket.run.workers.open_files import allow_open_files

if sys.platform == "win32":
    pytest.skip("this system has no such limit", allow_module_level=True)
import resource

NO_LIMIT = resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("soft", "hard", "raised"),
    [(20, 4096, 272), (271, 272, 272), (20, NO_LIMIT, 272), (272, 4096, 272), (NO_LIMIT, NO_LIMIT, NO_LIMIT)],
)  # fmt: skip
def test_a_limit_of_this_process_alone_is_raised_as_far_as_needed(
    soft: int, hard: int, raised: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = [(soft, hard)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, limit: limits.append(limit))
    allow_open_files(workers=2)
    assert limits[-1] == (raised, hard)


def test_a_limit_of_the_system_is_reported_with_the_number_that_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (20, 271))
    with pytest.raises(SystemFailure, match="expected a limit of 272 or more, got 271. Raise it"):
        allow_open_files(workers=2)
