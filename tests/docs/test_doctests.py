"""The examples in the library's docstrings say what comes out."""

from __future__ import annotations

import doctest
import importlib
import inspect
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
    # In the examples of a review `review` is that of Cần Thơ in 2024, in English.
    opened = name.startswith("tongket.review")
    names = {"review": tongket.open_review(2024, "VN-CT", "en")} if opened else {}
    failed, _ = doctest.testmod(importlib.import_module(name), extraglobs=names)
    assert failed == 0, capsys.readouterr().out


def test_the_examples_are_found() -> None:
    examples = [
        example
        for module in ("tongket.model.interval", "tongket.numerals.printed")
        for test in doctest.DocTestFinder().find(importlib.import_module(module))
        for example in test.examples
    ]
    assert len(examples) > 8


def test_help_says_of_every_call_what_it_takes_and_shows_an_example() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    parts = (
        review,
        review.chart,
        review.table,
        review.members(),
        review.overview(),
        review.audit(),
    )
    calls = [
        (f"{part.called}.{name}", getattr(part, name))
        for part in parts
        for name in {*dir(part), *part.of_pages}
        if inspect.ismethod(getattr(part, name))
    ]
    assert len(calls) > 60
    lacking = []
    for name, call in calls:
        doc = inspect.getdoc(call) or ""
        taken = [each for each in inspect.signature(call).parameters if f"{each}: " not in doc]
        lacking += [f"{name}: {lost}" for lost in taken]
        lacking += [f"{name}: no example"] if ">>> " not in doc else []
    assert not lacking
