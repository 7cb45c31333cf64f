"""What a page leaves out of its notebook: sections and results that only say that nothing is there."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tongket.claims import absence, plain
from tongket.output import MIME, ListPart, to_json
from tongket.publish.page.absence import without_absence

NOTHING = absence("No such figure is on record.", "en").part
SAID = plain("420 titles were granted.").part


def shown(*parts: Any) -> Any:
    """A code cell that shows these parts."""
    data = [{MIME: to_json(part, "en"), "text/plain": "…"} for part in parts]
    return new_code_cell("1", outputs=[new_output("display_data", each) for each in data])


def kept(*cells: Any) -> list[str]:
    """What is left of cells: Markdown as it is written, code as ✓."""
    notebook = without_absence(new_notebook(cells=list(cells)), "en")
    return [c["source"] if c["cell_type"] == "markdown" else "✓" for c in notebook["cells"]]


def text(words: str) -> Any:
    return new_markdown_cell(words)


@pytest.mark.parametrize(
    "nothing",
    [NOTHING, ListPart("key_points", (NOTHING, NOTHING)), ListPart("questions", (NOTHING,))],
)
def test_a_section_that_only_says_that_nothing_is_there_goes_with_its_heading(nothing: Any) -> None:
    kept_section = text("## Two"), shown(SAID)
    assert kept(text("# Page"), text("## One\n\nWords."), shown(nothing), *kept_section) == [
        "# Page",
        "## Two",
        "✓",
    ]


def test_the_heading_stays_while_anything_is_in_the_section() -> None:
    cells = (
        text("## One\n\nWords on it."),
        shown(NOTHING),
        text("More."),
        shown(SAID),
        text("Else."),
        shown(NOTHING),
    )
    assert kept(*cells) == ["## One", "More.", "✓"]


def test_a_cell_with_something_beside_nothing_stays() -> None:
    assert kept(text("## One"), shown(NOTHING, SAID)) == ["## One", "✓"]
    assert kept(text("## One"), shown(ListPart("key_points", (NOTHING, SAID)))) == ["## One", "✓"]


def test_what_is_not_known_is_said_on_purpose() -> None:
    unknown = ListPart("not_known", (NOTHING,))
    assert kept(text("## Unknown"), shown(unknown)) == ["## Unknown", "✓"]


def test_code_without_a_result_goes_with_its_section_and_stays_alone() -> None:
    assert kept(text("## One"), new_code_cell("a = 1"), shown(NOTHING)) == []
    assert kept(text("## One"), new_code_cell("a = 1")) == ["## One", "✓"]
    # A step that prepares the results below it holds no section either.
    assert kept(text("## One"), new_code_cell("a = 1"), text("More."), shown(NOTHING)) == []
    assert kept(text("## One"), new_code_cell("a = 1"), text("More."), shown(SAID)) != []


def test_other_peoples_results_and_errors_are_never_nothing() -> None:
    other = new_code_cell("1", outputs=[new_output("display_data", {"text/plain": ""})])
    broken = new_code_cell("1", outputs=[new_output("display_data", {MIME: {"kind": "strange"}})])
    error = new_code_cell("1", outputs=[new_output("error", ename="E", evalue="", traceback=[])])
    for cell in (other, broken, error):
        assert kept(text("## One"), cell) == ["## One", "✓"]


def test_a_notebook_stays_as_it_is() -> None:
    notebook = new_notebook(
        cells=[text("## One\n\nWords."), shown(NOTHING), text("b"), shown(SAID)]
    )
    without_absence(notebook, "en")
    assert [cell["source"] for cell in notebook["cells"]] == ["## One\n\nWords.", "1", "b", "1"]


def test_an_opening_without_a_key_point_says_that_not_all_it_asks_is_answered() -> None:
    opening = text("# Page\n\nThis page asks what and why.")
    rest = text("## Further"), shown(SAID)
    points = ListPart("key_points", (NOTHING,))
    asked, *_ = kept(opening, text("## Key points"), shown(points), *rest)
    assert asked.startswith("# Page\n\nThis page asks what and why. Of this the sources")
    some = ListPart("key_points", (NOTHING, SAID))
    assert kept(opening, text("## Key points"), shown(some), *rest)[0] == opening["source"]
    assert kept(opening, text("## Else"), shown(NOTHING), *rest)[0] == opening["source"]
