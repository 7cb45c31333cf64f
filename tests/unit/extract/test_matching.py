"""Which indicator a printed figure may be of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fixtures.annotated import REPORTS, annotated, registry
from tongket.documents import of_text
from tongket.extract import extract
from tongket.extract.guide import said_last_year
from tongket.extract.matching import Candidate, Matcher, Said, assigned
from tongket.extract.slots import Slot
from tongket.extract.surroundings import Surroundings
from tongket.model import Measure

if TYPE_CHECKING:
    from tongket.extract.matching import Proposal

ACTUAL, TARGET, OF_PLAN = Measure.ACTUAL, Measure.TARGET, Measure.TARGET_PCT


def matcher(guide: str = "") -> Matcher:
    known = registry()
    last_year = []
    if guide:
        document, figures, slots = annotated(guide)
        around = Surroundings(document, figures)
        last_year = [
            Said(slot, around.terms(at), figures[at]) for at, slot in enumerate(slots) if slot
        ]
    return Matcher(known.indicators, known.units, last_year)


def firsts(text: str) -> dict[str, Slot | None]:
    """What each figure of a text is proposed as first, without a guide."""
    document = of_text(text)
    figures = extract(document).figures
    proposals = matcher().propose(document, figures, 2025)
    return {
        figure.as_printed: each.candidates[0].slot if each.candidates else None
        for figure, each in zip(figures, proposals, strict=True)
    }


def right(name: str, guide: str = "") -> tuple[int, int, int, list[Proposal], list[Slot | None]]:
    """Of the declared figures of a report: how many, how many right at first, how many within three."""
    document, figures, slots = annotated(name)
    proposals = matcher(guide).propose(document, figures, 2025)
    shown = [[each.slot for each in proposal.candidates] for proposal in proposals]
    declared = [(slot, of) for slot, of in zip(slots, shown, strict=True) if slot]
    first = sum(of[:1] == [slot] for slot, of in declared)
    return len(declared), first, sum(slot in of for slot, of in declared), proposals, slots


@pytest.mark.parametrize("name", ["other_wording", "with_unknown"])
def test_with_another_wording_as_guide_figures_find_their_indicator(name: str) -> None:
    declared, first, shown, proposals, slots = right(name, "one_wording")
    assert declared >= 60
    assert first >= 0.95 * declared
    assert shown >= 0.99 * declared
    preselected = [
        (proposal.candidates[0].slot, slot)
        for proposal, slot in zip(proposals, slots, strict=True) if proposal.is_preselected
    ]  # fmt: skip
    assert len(preselected) > 0.6 * declared
    assert [pair for pair in preselected if pair[0] != pair[1]] == []


@pytest.mark.parametrize("space", ["  ", "\u00a0", "\u3000"])
def test_spaces_change_nothing_that_is_proposed_first(space: str) -> None:
    whole = (REPORTS / "other_wording.txt").read_text("utf-8")
    shown = []
    for text in (whole, re.sub("(?<=[,.;]) (?=[a-zđ]{2})", space, whole)):
        document = of_text(text)
        proposals = matcher("one_wording").propose(document, extract(document).figures, 2025)
        shown.append(
            [
                (each.candidates[:1] and each.candidates[0].slot, each.is_preselected)
                for each in proposals
            ]
        )
    assert len(shown[0]) > 70
    assert shown[0] == shown[1]


def test_another_province_has_its_indicators_within_three_and_nothing_preselected() -> None:
    declared, first, shown, proposals, _ = right("another_province")
    assert declared == 35
    assert first >= 0.85 * declared
    assert shown >= 0.95 * declared
    assert not any(proposal.is_preselected for proposal in proposals)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toàn tỉnh được cấp 96 văn bằng bảo hộ sở hữu công nghiệp.",
         {"96 văn bằng": Slot("ip.titles_granted", ACTUAL)}),
        ("Đã nghiệm thu 15 nhiệm vụ KH&CN, đạt 125% kế hoạch.",
         {"15 nhiệm vụ": Slot("research.tasks_accepted", ACTUAL), "125%": Slot("research.tasks_accepted", OF_PLAN)}),
        ("Số đơn sáng chế và số đơn kiểu dáng công nghiệp được chấp nhận lần lượt là 12 và 7.",
         {"12": Slot("ip.applications_inventions", ACTUAL), "7": Slot("ip.applications_designs", ACTUAL)}),
        ("Tốc độ đổi mới công nghệ (TĐĐMCN) được đặt mục tiêu. TĐĐMCN đạt 14,2%.",
         {"14,2%": Slot("renewal.technology_renewal_rate", ACTUAL)}),
        ("Chỉ số đổi mới sáng tạo của tỉnh xếp thứ 17/34 tỉnh, thành phố.",
         {"17/34 tỉnh": Slot("innovation.pii_rank", ACTUAL)}),
        ("Toàn tỉnh có 231 đơn đăng ký được chấp nhận, trong đó 204 đơn nhãn hiệu.",
         {"231 đơn": Slot("ip.applications", ACTUAL), "204 đơn": Slot("ip.applications_trademarks", ACTUAL)}),
        ("Trung tâm hiệu chuẩn phương tiện đo cho doanh nghiệp. Cả năm có 6.500 phương tiện.",
         {"6.500 phương tiện": Slot("services.instruments_calibrated", ACTUAL)}),
        ("The department accepted 14 science and technology tasks.",
         {"14 science": Slot("research.tasks_accepted", ACTUAL)}),
    ],
)  # fmt: skip
def test_unit_role_and_words_decide(text: str, expected: dict[str, Slot]) -> None:
    found = firsts(text)
    assert {name: found.get(name) for name in expected} == expected


def test_a_figure_that_no_unit_fits_is_proposed_as_nothing() -> None:
    assert firsts("Chiều dài tuyến cáp là 12 km.") == {"12 km": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mô hình khoa học công nghệ cho thu nhập 320 triệu đồng/ha.", None),
        ("Mật độ nhân lực R&D của mô hình lúa đạt 18,5 tấn/ha.", None),
        ("Mật độ nhân lực R&D đạt 14 người/vạn dân.", "capacity.rd_density"),
        ("Mật độ nhân lực R&D đạt 14 cán bộ/10.000 dân.", "capacity.rd_density"),
        ("The density of R&D staff was 14 per 10,000 people.", "capacity.rd_density"),
    ],
)
def test_a_rate_is_held_against_the_words_of_the_unit(text: str, expected: str | None) -> None:
    first = next(iter(firsts(text).values()))
    assert (first and first.indicator) == expected


def test_parts_are_of_the_total_before_them() -> None:
    text = "II. SỞ HỮU TRÍ TUỆ\n\nTiếp nhận 210 đơn đăng ký; 164 văn bằng được cấp, {} 139 nhãn hiệu và 21 kiểu dáng."
    parts = {"139 nhãn hiệu": "ip.trademarks_granted", "21 kiểu dáng": "ip.designs_granted"}
    found = firsts(text.format("gồm"))
    assert {part: (slot := found[part]) and slot.indicator for part in parts} == parts
    # Nothing says of the same figures that they are parts.
    without = firsts(text.format("với"))["21 kiểu dáng"]
    assert without == Slot("ip.applications_designs", ACTUAL)


def test_the_row_and_the_head_of_its_column_say_what_a_cell_is() -> None:
    text = (
        "Bảng 1. Kết quả năm 2025\n\nTT\tChỉ tiêu\tKế hoạch\tThực hiện\n"
        "1\tVăn bằng bảo hộ sở hữu công nghiệp được cấp\t90\t96\n2\tMẫu được thử nghiệm\t2.000\t2.188\n"
    )
    found = firsts(text)
    assert found["96"] == Slot("ip.titles_granted", ACTUAL)
    assert found["2.188"] == Slot("services.samples_tested", ACTUAL)


def test_a_slot_stands_once_in_a_part_and_most_speaks_for_all_in_all() -> None:
    a, b = Slot("a", ACTUAL), Slot("b", ACTUAL)
    found = [[Candidate(a, 0.9), Candidate(b, 0.8)], [Candidate(a, 0.7)], [Candidate(a, 0.1)]]
    given = assigned(found, ["1", "1", "2"])
    assert {at: each.slot for at, each in given.items()} == {0: b, 1: a, 2: a}


def test_the_guide_finds_the_figures_that_observations_were_taken_from() -> None:
    from fixtures.annotated import DATA
    from tongket.data.store import load

    stated = [row for row in load(DATA).observations if row.indicator == "ip.titles_granted"][:1]
    row = stated[0]
    document = of_text(f"Trong năm có {row.as_printed} văn bằng được cấp và 3 cuộc họp.")
    assert [said.slot for said in said_last_year(document, stated, matcher())] == [
        Slot(row.indicator, row.measure)
    ]


def test_a_plan_of_a_later_year_is_not_offered_as_settled() -> None:
    document = of_text(
        "1. Kết quả năm 2025\n\nThử nghiệm 16.900 mẫu.\n\n2. Nhiệm vụ năm 2026\n\nPhấn đấu thử nghiệm 17.500 mẫu."
    )
    figures = extract(document).figures
    proposals = matcher("one_wording").propose(document, figures, 2025)
    ahead = {f.as_printed: p.is_ahead for f, p in zip(figures, proposals, strict=True)}
    assert ahead == {"16.900 mẫu": False, "17.500 mẫu": True}
    assert not proposals[1].is_preselected


def test_a_plan_of_a_later_year_is_no_outcome_whatever_the_guide_tells() -> None:
    words = "Phòng đã thử nghiệm {n} mẫu."
    document = of_text(words.format(n="16.900"))
    figures = extract(document).figures
    around = Surroundings(document, figures)
    slot = Slot("services.samples_tested", ACTUAL)
    known = registry()
    guided = Matcher(known.indicators, known.units, [Said(slot, around.terms(0), figures[0])])
    report = of_text(f"1. Nhiệm vụ năm 2026\n\nKế hoạch giao: {words.format(n='17.500')}")
    found = extract(report).figures
    (proposal,) = guided.propose(report, found, 2025)
    assert proposal.is_ahead
    assert {each.slot.measure for each in proposal.candidates} == {TARGET}
