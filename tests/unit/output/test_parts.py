"""The parts of an output: what a review shows keeps the schema and comes back from JSON as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import seaborn as sns
from hypothesis import given
from hypothesis import strategies as st

import tongket
from fixtures.exhibits import outputs_of
from tongket.claims import plain
from tongket.errors import NotebookError
from tongket.model import LANGS, Lang, Text
from tongket.output import (
    BEGINS_LEFT,
    MIME,
    ClaimPart,
    ExhibitPart,
    FigurePart,
    Number,
    Quote,
    SourcesPart,
    Step,
    bundle,
    from_json,
    in_a_row,
    part_among,
    schema,
    to_json,
)
from tongket.review import standing_limits

VALIDATOR = jsonschema.Draft202012Validator(schema())
NUMBER = Number("420 titles", 420, 420, 420, "titles", "titles", "src-ip", "en", "A")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
PIECES = st.lists(
    WORDS
    | st.builds(Step, WORDS, st.integers() | st.floats(-1e6, 1e6))
    | st.builds(Quote, WORDS, st.sampled_from(["vi", "fr"]))
    | st.builds(
        Number, WORDS, st.none() | st.integers(-9, 9), st.none() | st.floats(-9, 9), st.none(),
        st.just("u"), st.just("units"), st.just("src-a"), st.just("en"), disputed=st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


def bars(review: tongket.Review) -> Any:
    frame = review.frame_of("research.tasks_launched")
    words = {"title": "{research.tasks_launched}", "note": "A note."}
    return review.exhibit(sns.barplot, frame, x="value", y="name", **words)


def shown(lang: Lang) -> list[Any]:
    """One thing of each kind that a cell may show, and of each way in which it may be empty."""
    review = tongket.open_review(2024, "VN-CT", lang)
    empty = tongket.open_review(2024, "VN-HN", lang)
    audit = review.audit()
    return [
        review.figure("renewal.technology_renewal_rate:target"),
        review.figure("innovation.pii_score"),
        (review["capacity.staff"] / review["capacity.organisations"]).named("Staff for each one"),
        review.figure("research.tasks_launched"),
        review.claim("{quality.iso_published_units} and {innovation.pii_score}."),
        review.key_points(
            "{quality.iso_published_units} have one.", "{services.portal_items} items."
        ),
        review.limits("Nothing else."),
        review.not_known(),
        empty.not_known(),
        bars(review),
        review.table.plan("research.tasks_launched", title="Plan", note="-"),
        review.show(review.frame("innovation.pii_rank"), title="Ranks", note="-"),
        audit.conflicts(),
        audit.summary(),
        audit.statements(),
        audit.values(),
        audit.questions(),
        empty.audit().conflicts(),
        review.definitions(),
        review.sources(),
        empty.sources(),
        review.show(review.frame("innovation", "research", years="all", measures="all")),
        review.show(review.frame().groupby("unit")["value"].agg(["sum", "count"])),
        plain("Nothing to list here."),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_all_that_a_cell_shows_keeps_the_schema_and_comes_back_as_it_was(lang: Lang) -> None:
    kinds = set()
    for thing in shown(lang):
        *beside, output = outputs_of(thing)
        assert not [each for each in beside if MIME in each.data]
        bundle = output.data
        assert {"text/html", "text/plain", MIME} == set(bundle)
        written = json.loads(json.dumps(bundle[MIME], ensure_ascii=False, allow_nan=False))
        VALIDATOR.validate(written)
        part = from_json(written)
        assert to_json(part, written.get("lang")) == bundle[MIME]
        kinds.add(written["kind"])
    assert kinds == {
        "figure",
        "claim",
        "list",
        "exhibit",
        "conflicts",
        "definitions",
        "sources",
        "table",
    }


@given(PIECES)
def test_a_text_comes_back_with_its_pieces(pieces: list[Any]) -> None:
    claim = ClaimPart(in_a_row(pieces))
    written = json.loads(json.dumps(to_json(claim, "en")))
    VALIDATOR.validate(written)
    assert from_json(written) == claim
    assert (
        "".join(piece if isinstance(piece, str) else piece.words for piece in claim.pieces)
        == written["text"]
    )


def test_a_number_says_its_value_ends_unit_words_and_place() -> None:
    claim = tongket.open_review(2024, "VN-CT", "vi").claim(
        "{renewal.technology_renewal_rate:target}."
    )
    (number,) = claim._repr_mimebundle_()[MIME]["numbers"]
    assert number == {
        "at": 0, "words": "12–13%", "value": None, "lower": 12, "upper": 13, "unit": "percent",
        "unit_name": "phần trăm", "anchor": "src-renewal-technology-renewal-rate-target", "status": "A",
    }  # fmt: skip


def test_an_exhibit_holds_typed_cells_and_both_drawings() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    part = outputs_of(bars(review))[-1].data[MIME]
    assert part["note"] == "A note."
    assert part["table"]["columns"] == [
        {"name": "Figure", "kind": "text"}, {"name": "Value", "kind": "number"},
    ]  # fmt: skip
    ((name, cell),) = part["table"]["rows"]
    assert name == "S&T tasks launched"
    assert (cell["value"], cell.get("disputed")) == (27, None)
    assert part["drawings"]["narrow"].startswith("<svg")
    assert isinstance(from_json(part), ExhibitPart)


def test_the_sources_account_for_each_figure() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    review.claim("{renewal.productivity_support}")
    part = from_json(review.sources()._repr_mimebundle_()[MIME])
    assert isinstance(part, SourcesPart)
    (row,) = part.figures
    assert isinstance(row, FigurePart)
    assert row.observation.split("|")[0] == "renewal.productivity_support"
    assert row.number.anchor == row.anchor
    assert row.origin.pieces[-2:] == (Quote("1,8 tỷ đồng", "vi"), "”")
    assert [source.id for source in part.sources] == [row.source]


@pytest.mark.parametrize(
    ("named", "marked"), [("", True), ("Can Tho Department of Science", False)]
)
def test_a_publisher_without_an_english_name_says_its_language(named: str, marked: bool) -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    review.claim("{renewal.productivity_support}")
    (name,) = {row.source for row in review.page.observations()}
    department = "Sở Khoa học và Công nghệ"
    stated = replace(review.registry.sources[name], publisher=Text(department, named or department))
    sources = {**review.registry.sources, name: stated}
    page = replace(review.page, registry=replace(review.registry, sources=sources))
    part = from_json(page.sources()._repr_mimebundle_()[MIME])
    assert isinstance(part, SourcesPart)
    for pieces in (part.figures[0].origin.pieces, part.sources[0].cited.pieces):
        assert (pieces[0] == Quote(department, "vi")) is marked
    remarks = [c.pieces for c in standing_limits.remarks(review.finder.events("remark"), page)]
    assert any(Quote(department, "vi") in each for each in remarks) is marked


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "expected a kind of claim, figure, list"),
        ({"kind": "picture"}, "got 'picture'. Run the notebook again."),
        (
            {"kind": "claim"},
            "kind claim: expected a part as its schema says, got one with KeyError",
        ),
        ({"kind": "claim", "text": 7}, "got one with TypeError"),
        ({"kind": "list", "lang": "en", "role": "poem", "items": []}, "'poem' where"),
        (
            {"kind": "claim", "text": "42", "steps": [{"at": 1, "words": "42", "value": 42}]},
            "'42' not at 1 of '42'",
        ),
    ],
)
def test_what_is_no_part_is_refused(content: Any, says: str) -> None:
    with pytest.raises(NotebookError, match=says):
        from_json(content)


def test_members_of_a_later_version_are_passed_over() -> None:
    later = {**to_json(ClaimPart(("Of ", NUMBER)), "en"), "mood": "glad"}
    later["numbers"][0]["colour"] = "red"
    VALIDATOR.validate(later)
    assert from_json(later) == ClaimPart(("Of ", NUMBER))


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "claim"},
        {"kind": "list", "role": "limits", "items": []},
        {"kind": "figure", "lang": "en", "anchor": "src-a", "name": "a"},
        {"kind": "claim", "text": "4", "numbers": [{"at": 0, "words": "4"}]},
    ],
)
def test_the_schema_refuses_what_lacks_a_member(broken: Any) -> None:
    assert not VALIDATOR.is_valid(broken)


def test_only_parts_of_the_kinds_asked_for_are_read() -> None:
    written = to_json(ClaimPart(("Of ", NUMBER)), "en")
    assert part_among(written, ClaimPart, SourcesPart) == from_json(written)
    assert part_among(written, SourcesPart) is None
    assert part_among({"kind": "exhibit", "title": 3}, SourcesPart) is None, (
        "not read, so not refused"
    )
    for foreign in (None, "claim", {}, {"kind": ["claim"]}):
        assert part_among(foreign, ClaimPart) is None
    with pytest.raises(NotebookError, match="kind exhibit: expected a part as its schema says"):
        part_among({"kind": "exhibit", "title": 3}, ExhibitPart)


def test_words_in_the_table_of_a_notebook_begin_at_the_left_and_numbers_do_not() -> None:
    table = '<table><td role="cell">Words</td><td role="cell" class="tk-num">1</td></table>'
    shown = bundle(ClaimPart(("Words.",)), "en", table, "Words")["text/html"]
    assert shown == table.replace("<td", f"<td{BEGINS_LEFT}", 1)
