"""Errors name the near names, list five findings and count the rest, and have an exit code each."""

from __future__ import annotations

from tongket import errors


def test_near_names_come_best_first_and_keep_their_case() -> None:
    assert errors.near("vn-ct", ["VN-CT", "VN-HN"])[0] == "VN-CT"
    assert errors.near("zzzz", ["VN-CT"]) == []
    assert errors.suggestion("zzzz", ["VN-CT"]) == ""


def test_five_findings_are_shown_and_the_rest_counted() -> None:
    assert errors.listed(range(3)) == "0\n1\n2"
    assert errors.listed(range(8)).splitlines()[-1] == "… and 3 more"


def test_each_branch_has_its_exit_code() -> None:
    branches = [
        errors.TongketError, errors.UsageError, errors.DataError, errors.NotebookError,
        errors.SystemFailure, errors.AuditFailure,
    ]  # fmt: skip
    assert [branch.exit_code for branch in branches] == [1, 2, 3, 4, 5, 6]
    assert errors.DataError("x", [1, 2]).findings == (1, 2)


def test_a_notebook_shows_what_does_not_hold_in_the_data_and_no_way_through_the_library() -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell, seen = InteractiveShell.instance(), []
    shell._showtraceback = lambda _kind, _error, lines: seen.extend(lines)  # type: ignore[method-assign]
    shell.run_cell("from tongket.errors import DataError\nraise DataError('vi.po: broken.')")
    InteractiveShell.clear_instance()
    assert seen == ["DataError: vi.po: broken."]
