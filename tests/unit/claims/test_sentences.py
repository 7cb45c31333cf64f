"""Claims: figures filled in and marked, missing ones named, words of either language, everything escaped."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

import tongket
from tongket import claims
from tongket.errors import UsageError
from tongket.model import Calculation, Figure, Interval, Missing, Text, Unit
from tongket.output import number_of, number_text
from tongket.translations import catalogue_files, message, translate

TITLES = Unit("titles", "count", Text("văn bằng", "title"), "titles")
LOST = Text("nguồn không nêu", "the source does not say")


def figure(value: int = 420, name: str = "a") -> Figure:
    origin = Calculation("given", Text("x", "x"), ())
    return Figure(
        name,
        Text(f"số {name}", f"figure {name}"),
        Fraction(value),
        Interval.exact(value),
        TITLES,
        0,
        origin,
    )


def missing(name: str = "m", inputs: tuple[Figure, ...] = ()) -> Figure:
    return Figure(
        name, Text(f"số {name}", f"figure {name}"), None, None, TITLES, None, Missing(LOST, inputs)
    )


def test_a_figure_is_filled_in_and_marked() -> None:
    claim = claims.write("{a} were granted.", {"a": figure()}, "en")
    assert claim.text == "420 titles were granted."
    assert claim.html == (
        '<data class="tk-figure" value="420"><a href="#src-a">420 titles</a></data> were granted.'
    )
    assert (claim.figures, claim.stated, str(claim)) == ((figure(),), True, claim.text)


def test_no_line_ends_within_a_range() -> None:
    allowed = replace(figure(), value=None, interval=Interval(Fraction(1182), Fraction(1217)))
    assert '><span class="tk-range">1,182–1,217</span> titles<' in (
        claims.write("{a}", {"a": allowed}, "en").html
    )


def test_a_sentence_is_in_the_language_of_the_page() -> None:
    sentence = "{ip.titles_granted} against an implied plan of {plan}"
    said = claims.write(
        sentence, {"ip.titles_granted": figure(420), "plan": figure(145, "p")}, "vi"
    )
    assert said.text == "420 văn bằng so với kế hoạch suy ra 145 văn bằng"


def test_a_number_is_without_its_unit_where_asked() -> None:
    assert claims.write("({a:number})", {"a:number": figure(4298)}, "vi").text == "(4.298)"


def test_a_sentence_that_nobody_translated_says_so() -> None:
    value = {"a:number": figure(4298)}
    assert claims.write("of {a:number}", value, "vi").text == "Of 4.298 (chưa dịch)"
    assert claims.write("trên {a:number}", value, "en").text == "Trên 4,298 (not translated)"
    assert claims.write("trên {a:number}", value, "vi").text == "Trên 4.298"
    assert claims.absence("Không có số liệu.", "en").text == "Không có số liệu. (not translated)"


def test_texts_and_claims_may_be_in_sentences() -> None:
    inner = claims.write("{a}", {"a": figure()}, "en")
    both = claims.write(
        "it is {where}: {inner} & more", {"where": Text("trên", "<above>"), "inner": inner}, "en"
    )
    assert both.text == "It is <above>: 420 titles & more"
    assert both.html.startswith("It is &lt;above&gt;: <data")
    assert both.html.endswith("&amp; more")
    assert both.figures == (figure(),)


def test_a_missing_figure_makes_the_honest_sentence() -> None:
    root = missing("root")
    computed = missing("share", inputs=(figure(), root))
    claim = claims.write("{a} of {b}", {"a": figure(), "b": computed}, "en")
    assert claim.text == "No figure, because the source does not say (figure root)."
    assert not claim.stated
    assert claim._repr_mimebundle_()["text/html"].startswith('<p class="tk-missing">')
    assert claims.missing_claim([root, missing("x")], "vi").text == (
        "Chưa có số liệu, vì nguồn không nêu (số root, số x)."
    )


def test_what_is_missing_is_said_once_for_each_reason() -> None:
    root = missing("root")
    computed = missing("share", inputs=(figure(), root)), missing("mean", inputs=(root,))
    assert claims.left_out([figure(), root, missing("x"), *computed], "en") == (
        "Not shown: figure root; figure x – the source does not say.",
        "For want of these not computed: figure share; figure mean.",
    )
    assert claims.left_out([figure()], "en") == ()


def test_a_placeholder_without_value_is_refused() -> None:
    with pytest.raises(UsageError, match=r"expected values for \['b'\], got \['a'\]. Pass b=…"):
        claims.write("{a} and {b}", {"a": figure()}, "en")


def test_a_lone_brace_is_refused() -> None:
    with pytest.raises(UsageError, match="brace"):
        claims.placeholders("half a {placeholder")


def test_reasons_are_translated_and_known_figures_have_none() -> None:
    lost = Figure(
        "m",
        Text("", ""),
        None,
        None,
        TITLES,
        None,
        Missing(Text(*["The source rounds the number."] * 2)),
    )
    assert claims.reason(lost, "vi") == "Nguồn đã làm tròn con số"
    assert claims.reason(figure(), "vi") == ""


def test_the_value_for_machines() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    values = {
        name: number_text(number_of(review.figure(name), "en"))
        for name in (
            "renewal.technology_renewal_rate", "renewal.technology_renewal_rate:target",
            "quality.iso_published_units", "services.portal_items", "innovation.pii_score",
        )
    }  # fmt: skip
    assert list(values.values()) == ["14.025", "12..13", "119/119", "10000", ""]
    open_end = Figure(
        "o", Text("", ""), None, Interval(Fraction(1, 3), None), TITLES, None, figure().origin
    )
    assert number_text(number_of(open_end, "en")) == "0.333333.."


def test_a_missing_figure_in_a_table_says_so() -> None:
    assert (
        claims.number_html(number_of(missing(), "vi"))
        == '<span class="tk-missing">không có số liệu</span>'
    )


def test_hostile_words_are_text_only() -> None:
    bad = Text('<script>alert("x")</script>', "<img onerror=x>")
    unit = Unit("u", "count", bad, "<b>")
    evil = Figure('x"><i>', bad, Fraction(2), Interval.exact(2), unit, 0, figure().origin)
    html = claims.write("{a} <u>", {"a": evil}, "en").html
    assert "<b>" not in html
    assert "<u>" not in html
    assert 'href="#src-x-i"' in html
    assert "<script" not in claims.write("{t}", {"t": bad}, "vi").html


def test_english_needs_no_catalogue_and_unknown_sentences_stay() -> None:
    assert catalogue_files("en") == []
    assert translate("Nobody says this.", "vi") == "Nobody says this."
    assert message("Figure") == "Figure"
    assert claims.plain("a < b").html == "a &lt; b"
    assert "tk-claim" in claims.plain("x")._repr_mimebundle_()["text/html"]


def test_a_bare_number_is_no_value() -> None:
    with pytest.raises(UsageError, match="expected a figure, a text or a claim for {n}, got 3"):
        claims.write("{n} things", {"n": 3}, "en")  # type: ignore[dict-item]
