"""Results on their page: unique ids, tables in regions, pictures described."""

from __future__ import annotations

import pandas as pd
import pytest

from tongket.publish.html.tidy import Tidier


@pytest.fixture
def tidier() -> Tidier:
    return Tidier("en")


def test_an_id_that_is_taken_changes_with_all_that_points_to_it(tidier: Tidier) -> None:
    drawing = (
        '<svg role="img" aria-labelledby="t"><title id="t">a</title><clipPath id="c"></clipPath>'
        '<g clip-path="url(#c)"></g><use href="#c"></use></svg>'
    )
    assert tidier.tidy(drawing) == drawing
    assert tidier.tidy(drawing) == (
        drawing.replace('id="t"', 'id="t-2"')
        .replace('labelledby="t"', 'labelledby="t-2"')
        .replace('id="c"', 'id="c-2"')
        .replace("#c", "#c-2")
    )


def test_a_link_to_another_result_stays_when_ids_around_it_change(tidier: Tidier) -> None:
    tidier.tidy('<p id="a">first</p>')
    link = '<p><a href="#src-ip.titles_granted">420</a></p>'
    assert tidier.tidy(f'<p id="a">second</p>{link}').endswith(link)


def test_a_table_of_pandas_scrolls_in_a_region_and_says_what_its_heads_head(tidier: Tidier) -> None:
    table = (
        '<div><style scoped>.dataframe{}</style><table border="1" class="dataframe"><thead>'
        '<tr style="text-align: right;"><th></th><th>sum</th></tr></thead>'
        "<tbody><tr><th>A</th><td>-1,234.5</td></tr><tr><th>B</th><td>name</td></tr></tbody></table></div>"
    )
    assert tidier.tidy(table) == (
        '<div><div class="tk-table-wrap" tabindex="0" role="region" aria-label="Table 1">'
        '<table class="dataframe"><thead><tr style="text-align: right"><td></td>'
        '<th scope="col">sum</th></tr></thead><tbody><tr><th scope="row">A</th>'
        '<td class="tk-num">-1,234.5</td></tr><tr><th scope="row">B</th><td>name</td></tr></tbody>'
        "</table></div></div>"
    )


def test_a_styled_table_of_pandas_is_a_table_with_the_same_bytes_in_every_run() -> None:
    frame = pd.DataFrame({"name": ["Cần Thơ"], "value": [1234.5]})
    styled = (frame.style.background_gradient().format(precision=1) for _ in range(2))
    first, second = (Tidier("en").tidy(style.to_html()) for style in styled)
    assert first == second
    assert '<td class="data row0 col1 tk-num">1234.5</td>' in first
    assert "background" not in first
    assert 'role="region" aria-label="Table 1"' in first


def test_a_head_over_several_columns_heads_the_group(tidier: Tidier) -> None:
    table = (
        "<table><thead><tr><th colspan='2'>both</th><th colspan='x'>one</th></tr></thead></table>"
    )
    assert 'scope="colgroup" colspan="2"' in tidier.tidy(table)
    assert 'scope="col" colspan="x"' in tidier.tidy(table)


def test_a_region_is_named_by_its_caption_and_no_name_is_given_twice(tidier: Tidier) -> None:
    ours = (
        '<div class="tk-table-wrap" tabindex="0" role="region" aria-label="Titles"><table role="table">'
        "<caption>Titles</caption><tr><td>1</td></tr></table></div>"
    )
    assert tidier.tidy(ours) == ours
    assert 'aria-label="Titles (2)"' in tidier.tidy(ours)
    words = '<div role="region" tabindex="0" aria-label="Titles">text</div>'
    assert tidier.tidy(words) == words, "a region that holds no table keeps its name"
    bare = '<details><table role="table"><caption>Titles</caption></table></details>'
    assert 'role="region" aria-label="Titles (3)"' in tidier.tidy(bare)


def test_a_table_within_a_table_shares_its_region(tidier: Tidier) -> None:
    assert (
        tidier.tidy("<table><tr><td><table></table></td></tr></table>").count("tk-table-wrap") == 1
    )


def test_a_picture_without_words_says_where_it_is(tidier: Tidier) -> None:
    picture = '<img src="data:image/png;base64,AAAA">'
    assert 'alt="Image without a description"' in tidier.tidy(picture)
    tidier.tidy("<h2>Rain &amp; <em>sun</em></h2>")
    assert 'alt="Image without a description, in the section: Rain &amp; sun"' in tidier.tidy(
        picture
    )
    assert 'alt=""' in tidier.tidy('<img src="data:image/png;base64,AAAA" alt="">')


def test_a_picture_from_the_network_is_named_instead(tidier: Tidier) -> None:
    assert tidier.tidy('<img src="https://example.org/x.png" alt="the map">') == (
        '<span class="tk-missing">Image not in this page: the map</span>'
    )


def test_a_drawing_is_a_picture_to_a_screen_reader(tidier: Tidier) -> None:
    assert (
        tidier.tidy("<svg></svg>")
        == '<svg role="img" aria-label="Image without a description"></svg>'
    )
    assert (
        tidier.tidy("<svg><title>Rain</title></svg>") == '<svg role="img"><title>Rain</title></svg>'
    )
    assert tidier.tidy('<svg aria-hidden="true"></svg>') == '<svg aria-hidden="true"></svg>'


def test_a_result_that_needs_a_script_says_so(tidier: Tidier) -> None:
    assert "only shows where a program runs" in tidier.tidy("<div></div><script>draw()</script>")
    assert "program" not in tidier.tidy("<p>text</p><script>more()</script>")


@pytest.mark.parametrize("words", ["<Figure size 640x480 with 1 Axes>", "", "  "])
def test_words_of_a_plotting_library_describe_nothing(tidier: Tidier, words: str) -> None:
    assert tidier.description(words) == "Image without a description"


def test_a_foreign_mark_for_anchors_is_not_believed(tidier: Tidier) -> None:
    assert tidier.tidy('<h2 data-tk-anchor="x">a</h2>') == "<h2>a</h2>"
    assert tidier.tidy("<h2>a</h2>", "titles") == '<h2 data-tk-anchor="titles">a</h2>'


def test_what_scrolls_as_a_group_is_no_landmark_and_keeps_its_name(tidier: Tidier) -> None:
    """A page has many groups called "Table": the tables in them say their own names."""
    group = '<div tabindex="0" role="group" aria-label="Table"><table role="table" aria-labelledby="t"><tr><td>1</td></tr></table></div>'
    assert tidier.tidy(group) == tidier.tidy(group) == group
