"""Markup of any origin becomes balanced markup that neither acts nor fetches."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.publish.html.allowed import REFUSED, VOID, allows
from tongket.publish.html.sanitise import read, write


def cleaned(source: str) -> str:
    return write(read(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain & <b>bold</b>", "plain &amp; <b>bold</b>"),
        ("<p>left open <b>twice", "<p>left open <b>twice</b></p>"),
        ("</div></main>outside", "outside"),
        ("<b><i>crossed</b></i>", "<b><i>crossed</i></b>"),
        ("one<br>two<br/>three", "one<br>two<br>three"),
        ("<!-- a remark -->kept<!doctype html><?php x ?>", "kept"),
        ("<unknown>its text</unknown>", "its text"),
        ("<p>5 < 6 &lt; 7</p>", "<p>5 &lt; 6 &lt; 7</p>"),
        ('say "so"', "say &quot;so&quot;"),
        ("<title>a page's title</title>", "a page&#x27;s title"),
        ("<svg><title>a drawing's</title></svg>", "<svg><title>a drawing&#x27;s</title></svg>"),
        ("<div>a<script>b</script>c</div>", "<div>ac</div>"),
        ("a<iframe>b<iframe>c</iframe>d</iframe>e", "ae"),
        ("a<template><p>never closed", "a"),
        ("null\x00 byte\x1b", "null\ufffd byte\ufffd"),
    ],
)
def test_a_piece_is_written_anew(source: str, expected: str) -> None:
    assert cleaned(source) == expected


@pytest.mark.parametrize(
    "attribute",
    [
        "onclick=alert(1)",
        "ONERROR=alert(1)",
        "formaction=https://example.org",
        "srcset=https://example.org/x.png",
        "background=https://example.org/x.png",
        "style=background:url(https://example.org/x.png)",
        "style=position:fixed",
        "style=color:red",
        "tabindex=5",
        "target=_blank",
        "contenteditable",
        "autofocus",
    ],
)
def test_an_attribute_that_acts_or_fetches_is_left_out(attribute: str) -> None:
    assert cleaned(f"<p {attribute}>text</p>") == "<p>text</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
    ],
)
def test_a_link_to_a_program_leads_nowhere(address: str) -> None:
    assert cleaned(f'<a href="{address}">go</a>') == "<a>go</a>"


@pytest.mark.parametrize(
    "address",
    ["#place", "other.html", "../en/a.html#b", "https://example.org/?a=1", "mailto:a@b.vn"],
)
def test_a_link_that_a_reader_follows_stays(address: str) -> None:
    assert cleaned(f'<a href="{address}">go</a>') == f'<a href="{address}">go</a>'


def test_a_table_may_be_taken_along_as_a_file_but_not_opened_as_a_page() -> None:
    file = "data:text/csv;charset=utf-8;base64,YQ=="
    assert f'href="{file}"' in cleaned(f'<a download="a.csv" href="{file}">CSV</a>')
    assert "href" not in cleaned(f'<a href="{file}">CSV</a>')
    assert "href" not in cleaned('<a download="a.html" href="data:text/html,x">page</a>')


def test_a_picture_stays_only_when_the_page_holds_it() -> None:
    inside = '<img src="data:image/png;base64,AAAA" alt="a dot">'
    assert cleaned(inside) == inside
    assert cleaned('<img src="https://example.org/x.png" alt="far">') == '<img alt="far">'
    assert cleaned('<img src="//example.org/x.png" alt="far">') == '<img alt="far">'
    assert cleaned('<svg><image href="https://example.org/x.png"/></svg>') == (
        "<svg><image></image></svg>"
    )


def test_a_drawing_keeps_its_form_and_loses_what_it_would_fetch_or_run() -> None:
    drawing = (
        '<svg viewBox="0 0 9 9" onload="alert(1)"><defs><linearGradient id="g"></linearGradient>'
        "</defs><style>*{fill:red}</style><foreignObject><p>x</p></foreignObject>"
        '<rect fill="url(#g)" style="fill: var(--tk-a, #123); stroke: url(//example.org)"/>'
        '<use href="https://example.org/a.svg#b"/><use xlink:href="#g"/></svg>'
    )
    assert cleaned(drawing) == (
        '<svg viewBox="0 0 9 9"><defs><linearGradient id="g"></linearGradient></defs>'
        '<rect fill="url(#g)" style="fill: var(--tk-a, #123)"></rect>'
        '<use></use><use xlink:href="#g"></use></svg>'
    )


def test_text_styles_that_a_table_needs_stay() -> None:
    assert cleaned('<td style="text-align: right; color: red">1</td>') == (
        '<td style="text-align: right">1</td>'
    )


class _Balance(HTMLParser):
    """Follows a text's tags; fails where one is refused, unbalanced, or carries what is not allowed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in REFUSED
        for name, value in attrs:
            assert allows(tag, name), (tag, name)
            assert not re.match(r"\s*(java|vb)script:", value or "", re.I)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


_PIECES = st.sampled_from(
    [
        "<", ">", "</", "/>", "p", "b", "table", "td", "svg", "title", "script", "style", "iframe",
        "template", "textarea", "img", "a", " ", "=", '"', "'", "href", "src", "onload", "style",
        "javascript:", "data:", "#", "&", ";", "&lt;", "<!--", "-->", "<![CDATA[", "]]>", "x", "é",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_whatever_comes_in_balanced_and_harmless_markup_goes_out(source: str) -> None:
    result = cleaned(source)
    follower = _Balance()
    follower.feed(result)
    follower.close()
    assert follower.open == []
    assert cleaned(result) == result, "cleaning twice changes nothing"


@given(st.text(max_size=200))
def test_text_comes_out_as_the_text_it_was(words: str) -> None:
    import html

    printable = "".join(c for c in words if c.isprintable())
    assert html.unescape(cleaned(html.escape(printable))) == printable.replace("\ufeff", "\ufffd")
