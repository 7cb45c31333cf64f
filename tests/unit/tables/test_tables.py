"""Tables: what is in which cell, and what is written where a cell has nothing."""

from __future__ import annotations

from fixtures.figures import caption, missing, observed
from tongket import tables
from tongket.claims import Claim
from tongket.exhibit import Exhibit
from tongket.model import Figure


def whole(shown: Exhibit | Claim) -> Exhibit:
    assert isinstance(shown, Exhibit)
    return shown


def test_a_plan_that_cannot_be_implied_says_why() -> None:
    rows = [(observed("result", 27), observed("140% stated", 140, kind="percent"), missing("plan"))]
    shown = whole(tables.plan(rows, caption()))
    (row,) = shown.grid.rows
    name, stated, _, plan = row
    assert (name, str(plan)) == ("140% stated", "the source does not say")
    assert isinstance(stated, Figure)
    assert stated.value == 140
    assert shown.alt.endswith("140% stated: 140%: the source does not say.")
    unknown = [(missing("result"), observed("115% stated", 115, kind="percent"), missing("plan"))]
    (row,) = whole(tables.plan(unknown, caption())).grid.rows
    assert [*map(str, row[2:])] == ["the source does not say", "not known without the result"]
    assert isinstance(tables.plan([(missing("a"), missing("b"), missing("c"))], caption()), Claim)


def test_a_table_of_words_alone_names_its_unit_all_the_same() -> None:
    shown = whole(
        tables.grid(("Check", "Result"), (("a", "holds"),), caption(), "One check holds.")
    )
    assert shown.unit == "as named in the table"
