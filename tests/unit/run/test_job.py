"""Who must act on a failed report: its author, or whoever runs the machine."""

from __future__ import annotations

import errno

import pytest
from zmq import ZMQError

from tongket.run.job import Failure
from tongket.translations import Phrase


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EMFILE, "Too many open files"),
        ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
        ZMQError(errno.ENFILE),
        MemoryError(),
    ],
)
def test_what_the_system_refused_around_the_cells_is_the_machines(error: Exception) -> None:
    failure = Failure.around_the_cells(error, Phrase("the page could not be made: "))
    assert failure.is_of_the_machine
    assert str(failure).startswith(
        f"MachineFault: the page could not be made: {type(error).__name__}"
    )


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No such file"),
        OSError(errno.ENAMETOOLONG, "File name too long"),
        ValueError("a cell without a source"),
    ],
)
def test_what_a_notebook_may_have_caused_is_not_the_machines(error: Exception) -> None:
    failure = Failure.around_the_cells(error)
    assert not failure.is_of_the_machine
    assert str(failure) == f"{type(error).__name__}: {error}"


def test_an_error_that_a_cell_raises_is_its_own_whatever_it_is_called() -> None:
    assert not Failure(5, "open('x')", "OSError", "Too many open files").is_of_the_machine


def test_the_message_of_an_error_is_a_line_whatever_it_holds() -> None:
    assert len(str(Failure(5, "raise", "ValueError", "x" * 1_000_000))) < 6_000
    assert str(Failure(5, "raise", "ValueError", "")) == "cell 5 (`raise`): ValueError"
