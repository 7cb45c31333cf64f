"""Ids and headings: ASCII, unique, the same in both languages, in order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.publish.html.anchors import Ids, arrange, ascii_id, shared_anchor


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Đo lường và chất lượng", "do-luong-va-chat-luong"),
        ("Ưu đãi, hỗ trợ (2024)", "uu-dai-ho-tro-2024"),
        ("2024", "s-2024"),
        ("???", "s"),
        ("", "s"),
        ("日本", "s"),
        ("src-ip.titles_granted", "src-ip.titles_granted"),
    ],
)
def test_words_become_ascii_ids(words: str, expected: str) -> None:
    assert ascii_id(words) == expected


@given(st.lists(st.text(max_size=30), max_size=20))
def test_ids_are_ascii_and_never_given_twice(wanted: list[str]) -> None:
    ids = Ids()
    given_away = [ids.take(words) for words in wanted]
    assert len(set(given_away)) == len(given_away)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", name) for name in given_away)


@pytest.mark.parametrize(
    ("cell", "tags", "expected"),
    [
        ("key-points-vi", {"lang-vi"}, "key-points"),
        ("key-points-en", {"lang-en"}, "key-points"),
        ("key-points", {"lang-vi"}, ""),
        ("made-in-vi", set(), ""),
    ],
)
def test_twin_cells_share_their_anchor(cell: str, tags: set[str], expected: str) -> None:
    assert shared_anchor(cell, frozenset(tags), translated=False) == expected


def levels(body: str) -> list[tuple[int, str, str]]:
    return [(h.level, h.id, h.text) for h in arrange(body, Ids())[1]]


def test_equal_headings_get_different_ids() -> None:
    assert levels("<h1>A</h1><h2>Đơn</h2><h2>Đơn</h2>") == [
        (1, "a", "A"),
        (2, "don", "Đơn"),
        (2, "don-2", "Đơn"),
    ]


def test_one_heading_of_the_first_level_and_none_skipped() -> None:
    found = levels("<h1>T</h1><h4>a</h4><h5>b</h5><h2>c</h2><h6>d</h6>")
    assert [level for level, _, _ in found] == [1, 2, 3, 2, 3]


def test_further_first_level_headings_become_sections_of_the_page() -> None:
    found = levels("<h1>T</h1><h1>Data</h1><h2>Rain</h2><h1>Results</h1>")
    assert [level for level, _, _ in found] == [1, 2, 3, 2]


def test_a_body_that_does_not_begin_with_a_title_has_no_first_level() -> None:
    assert [level for level, _, _ in levels("<h2>a</h2><h1>T</h1><h2>b</h2>")] == [2, 2, 3]
    assert [level for level, _, _ in levels("<h3>a</h3>")] == [2]


def test_an_empty_heading_is_no_heading() -> None:
    body, headings = arrange('<h2></h2><h2><img alt="x"></h2><h3>a</h3>', Ids())
    assert [heading.text for heading in headings] == ["a"]
    assert body == '<p><img alt="x"></p><h2 id="a">a</h2>'


def test_a_heading_keeps_an_id_of_its_own_and_takes_the_anchor_of_its_cell() -> None:
    ids = Ids()
    body = '<h1 id="own">T</h1><h2 data-tk-anchor="titles">Văn bằng</h2><h2 data-tk-anchor="titles">x</h2>'
    assert [heading.id for heading in arrange(body, ids)[1]] == ["own", "titles", "titles-2"]


def test_a_link_to_nowhere_on_the_page_is_no_link() -> None:
    body, _ = arrange('<a href="#there">a</a><a href="#gone">b</a><p id="there">c</p>', Ids())
    assert body == '<a href="#there">a</a><a>b</a><p id="there">c</p>'
