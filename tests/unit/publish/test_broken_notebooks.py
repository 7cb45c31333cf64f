"""An executed notebook of another shape becomes a page or is refused in words; no page ever gets a script from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from fixtures.broken_json import almost
from tongket.errors import NotebookError
from tongket.publish.page.context import PageContext
from tongket.publish.page.convert import page_of

FOLDER = Path(__file__).parents[2] / "fixtures" / "notebooks"
NAMES = ("failed", "foreign", "intellectual_property_vi")
DOCUMENTS = {name: json.loads((FOLDER / f"{name}.ipynb").read_text()) for name in NAMES}


def page_or_refusal(broken: Any) -> str:
    try:
        return page_of(json.dumps(broken), PageContext("vi"), "a")
    except NotebookError as error:
        assert str(error).startswith("expected a Jupyter notebook of format 4, got ")  # noqa: PT017
        return ""


@settings(max_examples=8)
@given(almost(DOCUMENTS["failed"]))
def test_an_almost_right_notebook_becomes_a_page_or_is_refused(broken: Any) -> None:
    assert "<script" not in page_or_refusal(broken)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_many_almost_right_notebooks_become_pages_or_are_refused(name: str) -> None:
    @settings(max_examples=300, suppress_health_check=list(HealthCheck))
    @given(almost(DOCUMENTS[name]))
    def hold(broken: Any) -> None:
        assert "<script" not in page_or_refusal(broken)

    hold()


@pytest.mark.parametrize("metadata", [[], 3, "wide", {"alt": 3}, {"width": "1"}])
def test_what_is_said_of_a_picture_may_be_anything(metadata: Any) -> None:
    picture = {"image/png": "iVBORw=="}
    output = {"output_type": "display_data", "data": picture, "metadata": {"image/png": metadata}}
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output], "id": "a",
            "execution_count": 1}  # fmt: skip
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    assert "data:image/png;base64,iVBORw==" in page_of(json.dumps(notebook), PageContext("en"), "a")
