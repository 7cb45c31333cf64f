"""The examples in the library's docstrings say what comes out."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import tongket

MODULES = [
    module.name
    for module in pkgutil.walk_packages(tongket.__path__, "tongket.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_shows(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # One of the modules reads and audits the data when it is imported: what it keeps is not for other tests.
    monkeypatch.setattr("tongket.audit.report._AHEAD", {})
    monkeypatch.setattr("tongket.data.store._READ_AHEAD", {})
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0, capsys.readouterr().out


def test_the_examples_are_found() -> None:
    examples = [
        example
        for module in ("tongket.model.interval", "tongket.numerals.printed")
        for test in doctest.DocTestFinder().find(importlib.import_module(module))
        for example in test.examples
    ]
    assert len(examples) > 8
