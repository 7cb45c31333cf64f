"""The façade: what an analyst asks for, what it answers, and what it says to a wrong name."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import tongket
from fixtures.data_folder import data_before
from tongket.audit import Statements, audit
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.model import Text
from tongket.publish.page.absence import is_absence
from tongket.review import Review
from tongket.review.standing_limits import remarks


@pytest.fixture
def review() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "en")


def test_a_wrong_name_says_which_names_are_near(review: tongket.Review) -> None:
    with pytest.raises(UsageError, match="Did you mean 'ip.titles_granted'"):
        review.figure("ip.title_granted")
    with pytest.raises(
        UsageError, match="expected one of actual, target, .*Did you mean 'target_pct'"
    ):
        review.figure("ip.titles_granted:target_pc")
    with pytest.raises(
        UsageError,
        match="expected one of agreement, task, achievement, break, remark, activity, question, done, under_way, dropped, announced, got 'party'",
    ):
        review.event_frame("party")
    with pytest.raises(UsageError, match="expected an indicator with a base"):
        review.count_from_share("research.handover_rate", name="x")
    with pytest.raises(UsageError, match=r"expected a value for \{x\}, got none. Pass x=…"):
        review.claim("{x}")


def test_only_a_year_and_a_language_open_a_review() -> None:
    with pytest.raises(UsageError, match="lang: expected 'vi' or 'en', got 'fr'"):
        tongket.open_review(2024, "VN-CT", "fr")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="year: expected a year such as 2024, got 24"):
        tongket.open_review(24, "VN-CT", "vi")
    for neither in (None, 2024):
        with pytest.raises(UsageError, match=f"expected a year or a period, got year={neither}"):
            tongket.open_review(neither, "VN-CT", "vi", period="2025-H1" if neither else "")
    with pytest.raises(UsageError, match="got '2025-H3'. Did you mean .*'2025-H1'"):
        tongket.open_review(area="VN-CT", period="2025-H3")
    for wrong in ("2024.5", 2024.0, [2024]):
        with pytest.raises(
            UsageError,
            match=f"year: expected a whole number such as 2024, got {re.escape(repr(wrong))}",
        ):
            tongket.open_review(wrong, "VN-CT", "vi")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="area: expected a name of data/areas.csv"):
        tongket.open_review(2024, "VN-XX", "vi")
    assert "open_review" in dir(tongket)


def test_a_review_without_a_place_is_answered_by_the_place_on_record() -> None:
    with pytest.raises(
        UsageError, match=r"open_review: expected area=, got none\. Write it: area='VN-CT'"
    ):
        tongket.open_review(2024)


@pytest.mark.parametrize("name", ["year", "area", "lang", "period"])
def test_what_a_review_was_opened_with_stays(review: tongket.Review, name: str) -> None:
    with pytest.raises(UsageError, match=f"review.{name}: expected what the review was opened"):
        setattr(review, name, 2023)
    assert repr(review) == "<Review of Cần Thơ, 2024, en>"


def test_a_domain_in_place_of_an_indicator_is_answered_by_its_indicators(
    review: tongket.Review,
) -> None:
    with pytest.raises(
        UsageError, match=r"got 'ip'\. It is a domain, of: ip\.\w+, ip\.\w+, ip\.\w+ …"
    ):
        review.figure("ip")


def test_a_frame_in_another_place_does_not_fill_the_message(review: tongket.Review) -> None:
    ip = review.frame("ip")
    calls = (
        lambda: review.frame(ip), lambda: review.figure(ip),
        lambda: review.exhibit(ip, print, title="A", note="B"),
    )  # fmt: skip
    for call in calls:
        with pytest.raises(UsageError, match=r"got DataFrame\. [^\n]+$"):
            call()


def test_a_slip_in_an_argument_is_no_value_for_a_placeholder(review: tongket.Review) -> None:
    ip = review.frame("ip")
    with pytest.raises(
        UsageError, match="show: expected arguments .* got 'titel'. Did you mean 'title'"
    ):
        review.show(ip, titel="Initiatives")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="got 'notes'. Did you mean 'note'"):
        review.chart.development("ip.applications", title="A", notes="B")  # type: ignore[call-arg,arg-type]
    count = review.figure("ip.titles_granted")
    assert (
        str(review.show(ip, title="{titles}", note="B", titles=count).caption.title) == "420 titles"
    )


@pytest.mark.parametrize(
    "given",
    [{"year": "2024"}, {"year": " 2024 ", "period": ""}, {"year": "", "period": "2024"}, {"year": None, "period": 2024}],
)  # fmt: skip
def test_what_a_scheduler_fills_in_opens_a_review(given: dict[str, Any]) -> None:
    assert repr(tongket.open_review(area="VN-CT", **given)) == "<Tổng kết Cần Thơ, 2024, vi>"


def test_a_review_says_what_it_is_of(review: tongket.Review) -> None:
    assert str(review["ip.titles_granted"]) == "420 titles"
    assert repr(review) == "<Review of Cần Thơ, 2024, en>"


def test_the_sharpest_statement_of_a_primary_source_comes_first(review: tongket.Review) -> None:
    stated = review.finder.statements("renewal.technology_renewal_rate", "actual")
    assert [f.observations[0].as_printed for f in stated] == ["14,025%", "14%", "14.025"]
    assert len({f.id for f in stated}) == 3
    named = [f.name.en for f in review.each_statement("renewal.technology_renewal_rate")]
    assert named == [
        "Technology renewal rate (section 3)",
        "Technology renewal rate (opening part)",
        "Technology renewal rate (Vietnam.vn)",
    ]
    assert len(review.each_statement("ip.applications")) == 1


def test_a_figure_that_is_looked_at_is_among_the_sources(review: tongket.Review) -> None:
    staff = review.figure("capacity.staff")
    assert 'href="#src-capacity-staff"' in staff._repr_mimebundle_()["text/html"]
    assert 'id="src-capacity-staff"' in review.sources().html


def test_a_figure_shows_value_precision_source_and_place(review: tongket.Review) -> None:
    card = review.figure("renewal.sme_contracted_funding")._repr_mimebundle_()
    text = card["text/plain"]
    assert "Value: VND 2.820 billion" in text
    assert "from 2,819,500,000 to 2,820,500,000" in text
    assert "section 3, 2024, printed “2,820 tỷ đồng”" in text
    assert "14 January 2025" in text
    in_use, recognised = review.figures("ip.initiatives_in_use", "ip.initiatives_recognised")
    computed = (in_use / recognised * 100).named("In use")
    assert (
        "How computed: Initiatives in use ÷ Initiatives recognised × 100"
        in (computed._repr_mimebundle_()["text/plain"])
    )
    lost = review.figure("innovation.pii_score")
    assert "Missing because: The score was not found" in lost._repr_mimebundle_()["text/plain"]
    assert "<table" in card["text/html"]


def test_a_shown_figure_without_a_page_is_still_a_figure(review: tongket.Review) -> None:
    shown = review.figure("ip.titles_granted")
    alone = tongket.review.ShownFigure.of(shown, None)  # type: ignore[arg-type]
    assert (alone == shown, hash(alone) == hash(shown), alone.details(), str(alone)) == (
        True, True, {}, "420 titles",
    )  # fmt: skip
    assert shown != "420"


def test_pages_give_what_all_figures_together_leave(review: tongket.Review) -> None:
    # Of the professors and their share alone 6,815 to 6,831; of the rounded staff 1,182 to 1,217 doctorates.
    staff = review.base_from_share("capacity.professors", "capacity.professors_share", name="Staff")
    doctors = review.count_from_share("capacity.doctorate_share", name="Doctors")
    assert (str(staff), str(doctors)) == ("6,818–6,830 persons", "1,203–1,205 persons")
    assert str(review.narrowed("capacity.staff", called="Staff, narrowed")) == str(staff)
    # A plan is implied by no sharper statement, and a figure that nothing narrows stays as it is.
    assert review.narrowed("ip.titles_granted", called="Titles").id == "ip.titles_granted"
    # 13 to 15 in ten thousand of 1,360,000, and 17.64% of these: 262 professors would be most of them.
    people = review.unhedged(review.nearest("context.population"))
    density = review.count_from_share("capacity.rd_density", base=people, name="R&D staff")
    fewer = review.count_from_share(
        "capacity.doctorate_share", base=density, name="Doctors of these"
    )
    assert [str(each) for each in (people, density, fewer)] == [
        "1,360,000 persons", "1,768–2,040 persons", "312–359 persons",
    ]  # fmt: skip
    assert str(review.figure("capacity.professors") / fewer * 100) == "72–84%"
    assert review.nearest("capacity.universities").is_missing


def test_the_page_remembers_what_it_shows_and_all_behind_it(review: tongket.Review) -> None:
    assert review.sources().text == "This page shows no figure."
    assert "no figure" in review.definitions().text
    staff = review.base_from_share("capacity.professors", "capacity.professors_share", name="Staff")
    review.claim("{staff}", staff=staff)
    html = review.sources().html
    for name in ("capacity-professors", "capacity-professors-share"):
        assert f'id="src-{name}"' in html
        assert f'href="#src-{name}"' in html
    assert 'id="source-dost-ct-review-2024"' in html
    assert "Professors&#x27; share of the staff" in review.definitions().html


def test_limits_say_what_the_figures_themselves_show(review: tongket.Review) -> None:
    assert review.limits("Mine.").text == "This page shows no figure."
    review.claim("{capacity.staff} {part}", part=review.part_year("ip.titles_granted"))
    said = review.limits("Mine.").text.splitlines()
    assert said[0] == "Mine."
    assert [line.split(":")[0].split("(")[0].strip() for line in said[1:]] == [
        "Numbers in quotation marks are as their sources print them",
        "Some figures come from secondary sources",
        "Some figures are hedged in the source",
        "Some figures cover part of a year only.",
        "The titles granted are not split by kind",
    ]


def test_marks_of_numbers_are_explained_to_readers_of_the_other_language() -> None:
    said = {}
    for lang in ("en", "vi"):
        review = tongket.open_review(2024, "VN-CT", lang)
        review.claim("{capacity.professors}")
        assert "262" in review.sources().text
        none = review.limits()
        assert none.text, "262 is read alike in both: nothing is to be kept in mind of it"
        assert is_absence(none.part), "a page leaves that out"
        review.claim("{capacity.staff}")
        said[lang] = review.limits().text
    assert "in Vietnamese ones a point groups thousands" in said["en"]
    assert "dấu" not in said["vi"]


def test_percentages_of_the_plan_are_a_limit_of_pages_that_have_one(review: tongket.Review) -> None:
    review.claim("{ip.titles_granted}")
    assert "Percentages of the plan" not in review.limits().text
    review.claim("{ip.titles_granted:target_pct}")
    assert "Percentages of the plan are as published" in review.limits().text


def test_the_city_of_2025_is_another_area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGKET_DATA", str(data_before(2025, tmp_path / "data")))
    review = tongket.open_review(2025, "VN-CT", "en")
    assert review.area.ref_area == "VN-CT-2025"
    assert str(review.figure("capacity.organisations_active")) == "113 organisations"
    part = review.part_year("ip.titles_granted")
    assert (str(part), part.name.en) == ("217 titles", "IP titles granted (January–May 2025)")
    # 217 ÷ 1.035 = 209.7 and 217 ÷ 1.025 = 211.7
    assert str(review.implied_target(part)) == "210–211 titles"
    assert review.figure("ip.titles_granted").is_missing


def test_figures_of_elsewhere(review: tongket.Review) -> None:
    assert str(review.national("innovation.pii_provinces_ranked")) == "63 provinces"
    scores = review.frame("innovation.pii_score", areas="all")
    scores = review.figures_of(scores[scores["value"].notna()])
    assert review.highest(scores).observations[0].ref_area == "VN-HN"  # type: ignore[union-attr]
    assert review.lowest(scores).observations[0].ref_area == "VN-04"  # type: ignore[union-attr]
    assert review.highest([]).en == "no figure"  # type: ignore[union-attr]


def test_events_of_a_year_and_of_the_next(review: tongket.Review) -> None:
    counts = {kind: len(review.event_frame(kind)) for kind in ("task", "break", "achievement")}
    assert counts == {"task": 7, "break": 2, "achievement": 3}


def test_a_place_with_few_figures_answers_honestly() -> None:
    review = tongket.open_review(2024, "VN-HN", "en")
    said = review.claim("{ip.titles_granted} were granted.")
    assert said.text.startswith("No figure, because the sources of the period under review")
    assert str(review.figure("innovation.pii_rank")) == "rank 1"
    assert review.not_known().text.startswith(
        "There are no figures for the period on: The year-end conference;"
    )
    # The rank of a province is one of so many in the country.
    assert review.audit().key_points()[0].text == (
        "The related figures, one set of them, hold no contradiction."
    )
    assert review.implied_target("ip.titles_granted").is_missing


def test_statements_on_a_plan(review: tongket.Review) -> None:
    said = [
        str(f.value) for f in review.plan_statements("research.tasks_launched", "ip.titles_granted")
    ]
    assert said == ["140", "50", "290"]
    assert review.plan_statements("ip.applications")[0].is_missing
    assert review.implied_target("ip.applications").is_missing


def test_every_statement_of_the_year_can_be_shown(review: tongket.Review) -> None:
    domains = list(review.registry.domains)
    rows = {f.observations[0] for f in review.also_on_record(*domains)}
    published = {r for r in review.store.observations if r.source == "dost-ct-review-2024"}
    assert published <= rows


def test_a_figure_is_not_shown_by_what_could_not_be_computed_from_it() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    each = review.figure("ip.titles_granted") / review.figure("context.population")
    said = review.claim("{each} for each inhabitant", each=each)
    assert "420" not in said.text
    assert "Population" in said.text
    assert "ip.titles_granted" in {f.observations[0].indicator for f in review.also_on_record("ip")}
    review.claim("{ip.titles_granted} were granted")
    assert "ip.titles_granted" not in {
        f.observations[0].indicator
        for f in review.also_on_record("ip")
        if f.observations[0].measure == "actual"
    }


def test_a_reason_within_its_sentence_has_a_small_letter() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    assert "because the score was not found" in review.claim("{innovation.pii_score}").text


def test_a_printing_that_was_not_seen_is_called_a_record() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    ahead = review.frame("ip", years=2030, measures="target")
    shown = review.show(ahead, title="Ahead", note="-")
    review.show(review.frame("ip.titles_granted"), title="Granted", note="-")
    assert "recorded: “16–18”" in shown.html
    text = review.sources().text
    assert "recorded: “16–18”" in text
    assert "printed “16" not in text
    assert "printed “420”" in text


def test_a_printing_goes_with_the_hedge_of_its_source() -> None:
    for lang, card, listed in (
        ("vi", "công bố là hơn “5,8 tỷ đồng”", "Giá trị làm lợi của sáng kiến hơn “5,8 tỷ đồng”"),
        ("en", "printed more than “5,8 tỷ đồng”", "Benefit of the initiatives more than “5,8 tỷ đồng”"),
    ):  # fmt: skip
        page = tongket.open_review(2024, "VN-CT", lang)
        assert card in page.figure("ip.initiatives_benefit")._repr_mimebundle_()["text/plain"]
        page.show(page.frame("ip.initiatives_benefit"), title="T", note="-")
        assert card in page.sources().text
        assert listed in page.audit().statements().csv


def test_words_of_another_language_say_in_which() -> None:
    english, vietnamese = (tongket.open_review(2024, "VN-CT", lang) for lang in ("en", "vi"))
    line = english.cite(["dost-ct-review-2024"])
    assert line.text == (
        "Cần Thơ Department of Science and Technology, “Review of Cần Thơ's science and technology sector in 2024”, "
        "14 January 2025"
    )
    # One was read in a German translation; its title is Vietnamese.
    english.show(english.frame(areas=["VN-CT"], years=range(2023, 2026)), title="T", note="-")
    listed = english.sources().html
    assert '“<span lang="vi">Tổng kết ngành' in listed
    assert "[Review of Cần Thơ's science and technology sector in 2024], 14 January 2025" in listed
    assert 'lang="de"' not in listed
    assert "lang=" not in vietnamese.cite(["dost-ct-review-2024", "vietnam-vn-2025"]).html
    assert '<span lang="en">Vietnam releases' in vietnamese.cite(["nhandan-2024"]).html
    shown = english.show(english.frame("renewal.productivity_support"), title="T", note="-")
    assert '“<span lang="vi">1,8 tỷ đồng</span>”' in shown.html
    assert 'printed about “<span lang="vi">1,8 tỷ đồng</span>”' in english.sources().html
    shown = vietnamese.show(vietnamese.frame("renewal.productivity_support"), title="T", note="-")
    assert "lang=" not in shown.html


def test_a_contradicted_figure_is_marked_wherever_it_appears() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    doubted = review.figure("research.tasks_launched:target_pct").observations[0]
    assert review.finder.own_doubt.severities == {
        doubted: "warning",
        review.figure("research.tasks_accepted:over_target_pct").observations[0]: "warning",
    }, "27 and 50% above the plan agree exactly (18 planned), and 14 is no percentage"
    said = review.claim("{research.tasks_launched} are {research.tasks_launched:target_pct}.")
    assert said.html.count("(?)") == 1
    plan = review.chart.plan("research.tasks_launched", title="Plan", note="-")
    assert "140% (?)" in plan.drawings.narrow
    assert "+50% (?)" not in plan.drawings.narrow
    assert "(?) to be checked: it fits other figures of the year only under" in plan.html
    assert "Fits the other figures of the year only under a looser reading" in review.sources().html
    assert "≠" not in plan.html
    # No reading resolves it.
    firm = tongket.open_review(2024, "VN-CT", "en")
    firm.finder.own_doubt.severities[doubted] = "conflict"
    plan = firm.chart.plan("research.tasks_launched", title="Plan", note="-")
    assert "140% ≠" in plan.drawings.narrow
    assert "≠ contradicts another figure of the year" in plan.html
    assert "Contradicts another figure" in firm.sources().html


def test_what_nobody_can_rely_on_is_no_headline() -> None:
    review = tongket.open_review(2025, "VN-CT", "en")
    few, many = (
        review.part_year(f"services.{name}") for name in ("instruments_verified", "samples_tested")
    )
    assert (str(few), few.observations[0].status) == ("519 measuring instruments", "U")
    assert review.key_points(
        "{few} were verified.", "{many} were tested.", few=few, many=many
    ).text == ("12,983 samples were tested.")
    title = review.caption(
        "t", "{few} verified, {many} tested", "-", [few, many], {"few": few, "many": many}
    ).title
    assert title.text == "Samples tested (January–May 2025): 12,983 samples"
    assert review.caption("t", "{few} verified", "-", [few], {"few": few}).title.text == (
        "Instruments verified (January–May 2025)"
    )
    assert "(?)" in review.show(review.frame_of(few)).html
    assert "(?)" not in review.show(review.frame_of(many)).html


def test_the_page_of_the_audit() -> None:
    audit = tongket.open_review(2024, "VN-CT", "en").audit()
    assert repr(audit) == "<Audit of VN-CT, 2024: 14 sets, 3 conflicts>"
    vietnamese = tongket.open_review(2024, "VN-CT", "vi").audit()
    assert repr(vietnamese) == "<Kiểm tra VN-CT, 2024: 14 nhóm số liệu, 3 mâu thuẫn>"
    assert [claim.text.partition(":")[0] for claim in audit.key_points()] == [
        "Of 13 sets of related figures, 2 do not fit as printed; a looser reading or another scope would resolve each.",
        "S&T tasks accepted", "S&T tasks launched",
    ]  # fmt: skip
    assert audit.conflicts().html.count('class="tk-conflict ') == 2
    assert 'href="#src-research-tasks-launched"' in audit.conflicts().html
    assert '<data class="tk-step" value="142.1">142.1</data>%' in audit.conflicts().html
    assert "6,818, 6,819, 6,820, 6,825, 6,826, 6,830" in audit.values().csv
    assert "assuming: Each person is counted once" in audit.statements().csv.replace(
        "The shares by degree are of the whole staff; ", ""
    )
    assert "145 titles" in audit.implied().html
    assert "More inventions were supported" in audit.questions().text


def test_a_contradiction_that_was_not_worked_out_is_on_the_page() -> None:
    audit = tongket.open_review(2024, "VN-CT", "en").audit()
    ended = [
        replace(part, conflicts=(), ways_out=(), repair=None, complete=False)
        if part.status == "conflict"
        else part
        for part in audit.report.sets
    ]
    vars(audit)["report"] = replace(audit.report, sets=tuple(ended))
    counted, first, second = audit.key_points()
    assert counted.text == (
        "Of 13 sets of related figures, 2 do not fit as printed; "
        "a looser reading or another scope would resolve each."
    )
    assert first.text.startswith("S&T tasks accepted: “14” (section 2) and “10%” above the plan")
    assert [figure.observations[0].as_printed for figure in first.figures] == ["14", "10%"]
    assert second.text.startswith("S&T tasks launched: “27” (section 2)")
    assert audit.conflicts().html.count("was not found within the limit of work") == 4
    assert audit.summary().text.count("only under a looser reading or another scope.") == 2


def test_a_sum_that_is_right_only_by_rounding_is_asked_about() -> None:
    view, given = tongket.open_review(2024, "VN-CT", "en").audit(), Statements()
    a, b, total = (given.quantity(name, whole=False) for name in ("a", "b", "total"))
    for quantity, printing in ((a, "33.3"), (b, "66.6"), (total, "100.0")):
        given.state(quantity, printing)
    given.balance(total, [a, b])
    vars(view)["report"] = replace(view.report, sets=tuple(audit(given)), questions=(), untied=())
    asked = "Right only by rounding: a and b together make 33.3 + 66.6 = 99.9; 100 is printed."
    assert view.questions().text == asked


@pytest.mark.parametrize(
    ("base", "relation", "says"),
    [
        ("x:target", "percent_of", "a result and its plan"),
        ("x:previous", "percent_of", "a year and the year before"),
        ("x:target (2)", "percent_of", "a result and its plan"),
        ("x:total", "percent_of", "shares of one whole"),
        ("x:2020", "percent_of", "a year and an earlier one"),
        ("staff", "percent_of", "shares of one whole"),
        ("staff", "share_of", "a number and what it is counted for"),
    ],
)
def test_the_map_says_how_figures_are_related(base: str, relation: str, says: str) -> None:
    view, given = tongket.open_review(2024, "VN-CT", "en").audit(), Statements()
    part, whole = given.quantity("x", whole=False), given.quantity(base, whole=False)
    of = part.percent_of(whole)
    given.state(of if relation == "percent_of" else replace(of, scale=Fraction(10_000)), "14")
    (found,) = audit(given)
    assert view._ties(found) == [says]


def test_a_place_without_conflicts_has_nothing_to_ask() -> None:
    audit = tongket.open_review(2022, "VN-HN", "vi").audit()
    assert audit.key_points()[0].text.startswith("Không có hai số liệu nào")
    assert audit.conflicts().text == "Không có số liệu nào mâu thuẫn với nhau."
    assert audit.summary().text == audit.key_points()[0].text
    assert audit.questions().text == "Không có gì cần hỏi lại."
    assert audit.implied().text == audit.values().text == audit.statements().text


def test_from_where_to_where_a_figure_moved_over_the_years_that_compare() -> None:
    def sentence(area: str, year: int) -> str:
        review = tongket.open_review(year, area, "en")
        ranks = review.frame("innovation.pii_rank", years="all", measures="actual")
        return review.moved(ranks[ranks["year"] <= year]).text

    assert sentence("VN-CT", 2024) == "Cần Thơ fell from rank 5 (2023) to rank 7 (2024)"
    assert sentence("VN-CT", 2023) == "Cần Thơ has one year on record: rank 5 (2023)"
    assert sentence("VN-HN", 2024) == "Hà Nội stays at rank 1 from 2023 to 2024"
    alone = "Hà Nội holds rank 1 (2025); no earlier year on record compares with it"
    assert sentence("VN-HN", 2025) == alone
    assert sentence("VN-CT", 2019) == "No figure up to the period under review is on record"


def test_what_is_true_of_one_place_and_year_is_said_there_alone() -> None:
    def limits(year: int, area: str, name: str) -> str:
        review = tongket.open_review(year, area, "en")
        review.claim("{" + name + "}, {innovation.pii_rank}")
        return review.limits("A limit of its own.").text

    said = limits(2024, "VN-CT", "research.handover_rate")
    assert "The number of completed tasks behind the hand-over rate is not stated. (" in said
    assert "section 2)" in said, "with its source and place"
    assert "The samples concern" not in said, "a remark on a figure that the page does not show"
    for year, area in ((2024, "VN-HN"), (2025, "VN-CT")):
        assert "hand-over" not in limits(year, area, "research.handover_rate")


def test_the_count_of_what_nobody_entered_is_missing_and_of_nothing_zero() -> None:
    review = tongket.open_review(2024, "VN-HN", "en")
    tasks = review.event_frame("task")
    assert tasks.empty
    none = review.count(tasks, name="Tasks on record", none="no task is entered")
    assert none.is_missing
    said = review.claim("Tasks: {tasks:number}.", tasks=none).text
    assert said == "No figure, because no task is entered (Tasks on record)."
    assert str(review.count([], name="Contradictions")) == "0"


def test_two_counts_of_one_name_are_two_figures() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    two, three, again = (review.count(range(n), name="Tasks") for n in (2, 3, 2))
    assert two.anchor == again.anchor == "count-tasks", "a cell that runs again counts the same"
    assert three.anchor == "count-tasks-2"
    below = [review.count(range(2), name="Tasks") * n for n in (1, -1)]
    assert below[0].anchor != below[1].anchor


def test_the_mark_of_a_contradiction_goes_along_with_arithmetic() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    launched, granted = review.figures("research.tasks_launched:target_pct", "ip.titles_granted")
    assert launched.disputed
    assert not granted.disputed
    for found in (launched + launched, launched * 2, launched / launched):
        assert found.disputed
    assert not (granted / granted).disputed
    assert "(?)" in repr(launched * 2)
    assert "(?)" in review.show(review.frame_of(launched * 2)).html


def test_a_sentence_of_absence_never_lacks_its_reason() -> None:
    review = tongket.open_review(2024, "VN-HN", "en")
    words = {"title": "Plans", "note": "-"}
    assert str(review.chart.plan(**words)) == "No such figure is on record."
    assert str(review.table.plan(**words)) == "No such figure is on record."
    assert review.finder.events("remark") == []
    with pytest.raises(
        UsageError,
        match="expected one of agreement, task, achievement, break, remark, activity, question, done, under_way, dropped, announced, got 'tasks'",
    ):
        review.event_frame("tasks")


def test_of_a_sentence_with_a_missing_figure_the_known_ones_are_given(
    review: tongket.Review,
) -> None:
    found = review.key_points(
        "{ip.titles_granted} were granted, with a score of {innovation.pii_score}.",
        "The score is {innovation.pii_score}.",
        "{ip.applications} were accepted.",
    )
    assert found.text.splitlines() == [
        "IP titles granted: 420 titles",
        "598 applications were accepted.",
    ]
    nothing = review.key_points("The score is {innovation.pii_score}.")
    assert nothing.text.startswith("No figure, because the score was not found")
    assert [item.stated for item in nothing.part.items] == [False]  # type: ignore[union-attr]


def test_a_title_with_a_missing_figure_names_what_is_known(review: tongket.Review) -> None:
    ip = review.frame("ip.titles_granted")
    shown = review.show(ip, title="A score of {innovation.pii_score}", note="-")
    assert shown.caption.title.text == "IP titles granted: 420 titles"  # type: ignore[union-attr]
    shown = review.show(
        ip, title="{ip.applications} and a score of {innovation.pii_score}", note="-"
    )
    assert shown.caption.title.text == "IP applications accepted: 598 applications"  # type: ignore[union-attr]


def test_what_the_year_does_not_tell_is_said_once(
    review: tongket.Review, before_2025: Path
) -> None:
    said = review.not_known().text.splitlines()
    assert (
        said[0]
        == "There are no figures for the period on: Cooperation; Context; Regulations, policy and procedures."
    )
    assert sum("PII score" in line for line in said) == 1, "the reason says it"
    before = tongket.open_review(2025, "VN-CT", "vi", before_2025).not_known().text.splitlines()
    gone = [line for line in before if "năm trước có nêu nhưng năm tổng kết không nêu: " in line]
    assert [line.partition(",")[0] for line in gone][:2] == ["Tiềm lực", "Nghiên cứu"]
    assert not any(line.startswith("Hợp tác") for line in gone), "no figure at all: said before"


def test_a_plan_that_is_a_forecast_is_called_a_projection(before_2025: Path) -> None:
    review = tongket.open_review(2025, "VN-CT", "en", before_2025)
    area = review.frame("context.area", measures="target")
    assert set(area["measure_name"]) == {"projection"}
    assert review.in_sentences(area)[0].text.startswith("Area, projection: 6,400.83 km²")
    goal = review.frame("innovation.pii_rank", measures="target")
    assert review.in_sentences(goal)[0].text == "PII rank, plan: the top 3"


def test_rows_in_sentences_are_of_the_first_indicators(review: tongket.Review) -> None:
    said = review.in_sentences(review.frame("research", measures="all"))
    assert said[0].text.startswith("S&T tasks launched: 27 tasks; S&T tasks launched against plan:")
    assert len(said) == 5
    assert review.in_sentences(review.frame("context")) == []


@pytest.mark.parametrize(
    ("locator", "vi", "en"),
    [
        ("3", "mục 3", "section 3"), ("IV.2", "mục IV.2", "section IV.2"), ("4a", "mục 4a", "section 4a"),
        ("mục I", "mục I", "section I"), ("Mục 2.1", "mục 2.1", "section 2.1"), ("trang 12", "trang 12", "trang 12"),
        ("Chương 2", "Chương 2", "Chương 2"), ("headline", "phần mở đầu", "opening part"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_place_in_a_source_has_one_word_before_its_number(locator: str, vi: str, en: str) -> None:
    assert tongket.open_review(2024, "VN-CT", "vi").page.place(locator) == vi
    assert tongket.open_review(2024, "VN-CT", "en").page.place(locator) == en


def test_a_remark_is_said_with_its_note() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    review.claim("{research.handover_rate}")
    (event,) = (
        e for e in review.finder.events("remark") if e.indicator == "research.handover_rate"
    )
    noted = replace(event, title=Text("Thiếu gốc", "No base"), note=Text("Đã hỏi sở.", "Asked."))
    (said,) = remarks([noted], review.page)
    assert said.text.startswith("No base. Asked. (Cần Thơ Department of")


def test_the_map_writes_transcribed_figures_with_the_marks_of_the_page(before_2025: Path) -> None:
    shown = tongket.open_review(2025, "VN-CT", "vi", before_2025).audit().statements()
    assert isinstance(shown, Exhibit)
    assert shown.caption.title.text == "Các số liệu liên quan đều khớp; số nhóm: 4"
    cells = " ".join(str(cell) for row in shown.grid.rows for cell in row)
    assert "“6.400,83”" in cells
    assert "“4.061.292”" in cells
    assert "6400.83" not in cells


def test_what_is_noted_of_a_source_is_said_in_sentences(review: Review) -> None:
    noted = review.page._source("baohatinh-2025").note
    assert noted.startswith("Secondary source. The link leads to the home page")
    assert ". A newspaper; known only by the page's number" in noted


def test_a_value_whose_name_is_another_word_is_no_slip(review: tongket.Review) -> None:
    count = review.figure("ip.titles_granted")
    assert str(review.claim("{count}", count=count, silent=count)) == "420 titles"
