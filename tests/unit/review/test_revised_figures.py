"""Revised figures in a review: marks that travel, the account with what was first published, what was known then."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import seaborn as sns

import tongket
from fixtures.data_folder import folder
from fixtures.revised import add_corrections, add_rows, add_source, three_editions
from tongket.claims import REVISED, marks_explained, with_marks
from tongket.model import Lang
from tongket.output import SourcesPart, from_json, number_of, schema, to_json
from tongket.review.known_then import known_then
from tongket.review.session import Session

__all__ = ["folder"]
NAME = "ip.titles_granted"


@pytest.fixture
def revised(folder: Path) -> Path:
    three_editions(folder)
    plan = {"source": "final", "measure": "target", "as_printed": "145"}
    add_rows(folder, plan, name="plan.csv")
    return folder


def opened(data: Path, lang: Lang = "en") -> Any:
    return tongket.open_review(year=2024, area="VN-CT", lang=lang, data=data)


@pytest.mark.parametrize(("lang", "spoken"), [("en", "(revised)"), ("vi", "(đã hiệu chỉnh)")])
def test_a_revised_figure_carries_its_mark_for_eyes_and_ears(
    revised: Path, lang: Lang, spoken: str
) -> None:
    said = opened(revised, lang).claim("{ip.titles_granted} granted").html
    assert f'<span class="tk-revised"><span aria-hidden="true"> {REVISED}</span>' in said
    assert (
        f'<span class="tk-hidden" data-screen style="position:absolute;clip:rect(0,0,0,0)"> {spoken}</span>'
        in said
    )


def test_the_mark_travels_into_what_is_calculated_and_not_beyond(revised: Path) -> None:
    review = opened(revised)
    titles, plan = review.figure(NAME), review.figure(f"{NAME}:target")
    assert (titles.revised, plan.revised, (titles / plan).revised) == (True, False, True)
    assert with_marks("431", titles) == "431 (r)"
    assert with_marks("145", plan) == "145"
    (explained,) = marks_explained([titles / plan], "en")
    assert explained.startswith("(r) revised since it was first published")


def test_the_frame_says_which_rows_are_revised(revised: Path) -> None:
    review = opened(revised)
    frame = review.frame(NAME)
    assert frame["revised"].dtype == bool
    assert frame.set_index("measure")["revised"].to_dict() == {"actual": True, "target": False}
    titles, plan = review.figures(NAME, f"{NAME}:target")
    assert review.frame_of((titles / plan * 100).named("Of the plan"))["revised"].tolist() == [True]
    drawn = review.exhibit(
        sns.barplot, frame, x="value", y="name", hue="revised", title="Titles", note="Counted."
    )
    assert "revised since first published" in drawn.html
    assert "as first published" in drawn.html


def test_tiles_explain_the_mark_where_one_has_it(revised: Path, folder: Path) -> None:
    said = "(r) revised since it was first published"
    assert said in opened(revised).overview().tiles(NAME).html
    other = {"source": "flash", "indicator": "ip.applications", "as_printed": "598", "unit_measure": "applications"}  # fmt: skip
    add_rows(folder, other, name="other.csv")
    assert said not in opened(folder).overview().tiles("ip.applications").html


def test_a_figure_in_doubt_that_was_revised_has_both_marks(revised: Path) -> None:
    add_source(revised, "paper", "2025-04-01", publisher="Báo", kind="secondary")
    add_rows(revised, {"source": "paper", "as_printed": "99"}, name="paper.csv")
    doubted = [f for f in opened(revised).each_statement(NAME) if f.disputed and f.revised]
    words = {with_marks("431", figure) for figure in doubted}
    assert words <= {"431 ≠ (r)", "431 (?) (r)"}
    assert len(words) == len(doubted)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_account_tells_every_vintage_and_keeps_the_schema(revised: Path, lang: Lang) -> None:
    review = opened(revised, lang)
    review.claim("{ip.titles_granted} granted")
    review.page.show([review.figure(NAME)])
    content = to_json(review.page.sources().part, lang)
    jsonschema.Draft202012Validator(schema()).validate(content)
    part = from_json(content)
    assert isinstance(part, SourcesPart)
    (figure,) = part.figures
    assert [v.number.value for v in figure.vintages] == [417, 420, 431]
    assert [v.since for v in figure.vintages] == ["2025-01-14", "2025-03-02", "2026"]
    assert {v.number.anchor for v in figure.vintages} == {figure.anchor}
    assert figure.revision is not None
    assert figure.revision_pct is not None
    assert (figure.revision.value, figure.revision_pct.value) == (14, 3.357314)
    assert (
        figure.remark
        == {
            "en": "First published: “417” (14 January 2025). Then: “420” (2 March 2025). Three titles came late. Revised: 2026.",
            "vi": "Công bố lần đầu: “417” (14/01/2025). Sau đó: “420” (02/3/2025). Thêm ba văn bằng cấp muộn. Hiệu chỉnh: 2026.",
        }[lang]
    )


def test_a_rank_moves_in_places_and_a_percentage_in_points(folder: Path) -> None:
    add_source(folder, "one", "2025-01-14")
    add_source(folder, "two", "2025-03-02", more='revises = "one"')
    units = {"innovation.pii_rank": "rank", "renewal.high_tech_share": "percent"}
    printed = {"innovation.pii_rank": ("9", "7"), "renewal.high_tech_share": ("30", "33")}
    rows = [
        {"indicator": name, "unit_measure": unit, "source": source, "as_printed": words}
        for name, unit in units.items()
        for source, words in zip(("one", "two"), printed[name], strict=True)
    ]
    add_rows(folder, *rows)
    review = opened(folder)
    told = [review.page.account(review.figure(name)) for name in units]
    assert [account.revision_pct for account in told] == [None, None]
    changes = [account.revision for account in told if account.revision]
    assert [(each.value, each.unit) for each in changes] == [
        (2, "places"),
        (3, "percentage_points"),
    ]


@pytest.mark.parametrize(
    ("day", "words", "since", "undated"),
    [
        ("2025-01-13", "", ["“417”", "“420”", "“431”"], []),
        ("2025-02-01", "417 titles", ["“420”", "“431”"], []),
        ("2025-03-02", "420 titles", ["“431”"], []),
        ("2026-06-30", "420 titles", ["“431”"], ["“431”"]),
        ("2026-12-31", "431 titles", [], []),
    ],
)
def test_what_was_known_on_a_day(
    revised: Path, day: str, words: str, since: list[str], undated: list[str]
) -> None:
    known = known_then(opened(revised), lambda review: review.figure(NAME), date.fromisoformat(day))
    assert known.figure.is_missing == (not words)
    assert known.figure.is_missing or str(known.figure) == words
    assert [each.printed for each in known.since] == since
    assert [each.printed for each in known.undated] == undated


def test_what_nobody_states_is_missing_on_every_day(revised: Path) -> None:
    def find(review: Session) -> Any:
        return review.figure("ip.applications")

    known = known_then(opened(revised), find, date(2025, 2, 1))
    assert known.figure.is_missing
    assert known.since == ()


def test_a_correction_is_undone_before_its_day(folder: Path) -> None:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "420"})
    add_corrections(folder, {})
    review = opened(folder)
    known = known_then(review, lambda each: each.figure(NAME), date(2025, 2, 9))
    assert (float(known.figure), [each.printed for each in known.since]) == (402, ["“420”"])
    assert not known.figure.revised
    assert number_of(review.figure(NAME), "en").revised
