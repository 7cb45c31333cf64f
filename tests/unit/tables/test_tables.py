"""Tables: what stands in which cell, and what is said where a cell has nothing."""

from __future__ import annotations

from fixtures.figures import caption, computed, missing, observed
from tongket import tables
from tongket.claims import Claim, plain
from tongket.exhibit import Exhibit
from tongket.model import Figure, Observation


def whole(shown: Exhibit | Claim) -> Exhibit:
    assert isinstance(shown, Exhibit)
    return shown


def as_printed(row: Observation) -> Claim:
    return plain(f"“{row.as_printed}”")


def test_a_figure_stands_with_its_printing_or_its_formula() -> None:
    shown = whole(tables.figures([observed("a", 7), computed("b", 8)], caption(), as_printed))
    assert [str(row[2]) for row in shown.grid.rows] == ["“7”", "given"]
    assert 'data-label="Value"' in shown.html
    assert '<th scope="row"' in shown.html


def test_a_missing_row_is_named_below_with_its_reason() -> None:
    shown = whole(tables.figures([observed("a", 7), missing("gone")], caption(), as_printed))
    assert len(shown.grid.rows) == 1
    assert shown.missing == ("Not shown: gone – the source does not say.",)


def test_a_plan_that_cannot_be_implied_says_why() -> None:
    rows = [(observed("result", 27), observed("140% stated", 140, kind="percent"), missing("plan"))]
    shown = whole(tables.plan(rows, caption()))
    (row,) = shown.grid.rows
    name, stated, _, plan = row
    assert (name, str(plan)) == ("140% stated", "the source does not say")
    assert isinstance(stated, Figure)
    assert stated.value == 140
    assert shown.alt.endswith("140% stated: 140%: the source does not say.")
    assert isinstance(tables.plan([(missing("a"), missing("b"), missing("c"))], caption()), Claim)


def test_a_matrix_keeps_empty_cells_empty_and_refuses_to_be_all_empty() -> None:
    first = computed("first", 5)
    rows = [("Cần Thơ", [first, None]), ("Hà Nội", [None, computed("other", 1)])]
    shown = whole(tables.matrix(["2023", "2024"], rows, caption()))
    assert shown.grid.rows[0] == ("Cần Thơ", first, "")
    assert shown.grid.header == ("Place", "2023", "2024")
    nothing = tables.matrix(["2023"], [("Huế", [None])], caption())
    assert isinstance(nothing, Claim)
    assert str(nothing) == "No comparable figure is on record for this page."


def test_a_table_of_words_alone_names_its_unit_all_the_same() -> None:
    shown = whole(
        tables.grid(("Check", "Result"), (("a", "holds"),), caption(), "One check holds.")
    )
    assert shown.unit == "as named in the table"
