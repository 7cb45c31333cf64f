"""The published review of 2024, to its last digit: every one of its 79 figures, and what is computed from them."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

import tongket
from tongket.numerals import format_figure

GOLDEN = Path(__file__).with_name("review_2024.csv")
with GOLDEN.open(encoding="utf-8", newline="") as file:
    FIGURES = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def vi() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "vi")


@pytest.fixture(scope="module")
def en() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "en")


def test_all_79_figures_are_golden() -> None:
    assert [int(row["no"]) for row in FIGURES] == list(range(1, 80))


@pytest.mark.parametrize("golden", FIGURES, ids=lambda row: f"{row['no']}-{row['indicator']}")
def test_a_figure_is_as_published(golden: dict[str, str], vi: tongket.Review) -> None:
    stated = vi.finder.statements(golden["indicator"], golden["measure"])
    (figure,) = [
        f
        for f in stated
        if f.observations[0].locator == golden["locator"]
        and f.observations[0].source == "dost-ct-review-2024"
    ]
    (row,) = figure.observations
    assert (row.as_printed, str(row.qualifier), row.unit) == (
        golden["as_printed"], golden["qualifier"], golden["unit_measure"],
    )  # fmt: skip
    if golden["obs_value"]:
        assert figure.value == Fraction(golden["obs_value"])
    else:
        assert figure.interval is not None
        assert (figure.interval.lower, figure.interval.upper) == (
            Fraction(golden["lower"]), Fraction(golden["upper"]),
        )  # fmt: skip


@pytest.mark.parametrize("golden", FIGURES, ids=lambda row: f"{row['no']}-{row['indicator']}")
def test_a_figure_prints_every_digit_of_its_source(
    golden: dict[str, str], vi: tongket.Review
) -> None:
    in_digits = {"sáu": "6", "ba lần": "3 lần", "01": "1"}
    printed = in_digits.get(golden["as_printed"], golden["as_printed"]).replace("-", "–")
    stated = vi.finder.statements(golden["indicator"], golden["measure"])
    assert any(printed in format_figure(figure, "vi") for figure in stated)


# What the figures give together, worked out by hand from the printed numbers.
COMPUTED = {
    "3.373 / 3.779 = 89.26%": (
        lambda r: r["ip.initiatives_in_use"] / r["ip.initiatives_recognised"] * 100,
        "89.3%",
    ),
    "582 / 598 = 97.32%": (
        lambda r: r["ip.applications_trademarks"] / r["ip.applications"] * 100,
        "97.3%",
    ),
    "100 - 17.64 - 41.96 - 28.70 = 11.70, each known to half a hundredth": (
        lambda r: r.remainder(
            "capacity.doctorate_share", "capacity.master_share", "capacity.bachelor_share", name="x"
        ),
        "11.7%",
    ),
    # Of these, the staff of which 17.64%, 41.96% and 28.70% are whole numbers of persons too.
    "262 / 0.03845 = 6814.04 and 262 / 0.03835 = 6831.8": (
        lambda r: r.base_from_share("capacity.professors", "capacity.professors_share", name="x"),
        "6,818–6,830 persons",
    ),
    "420 / 2.905 = 144.6 and 420 / 2.895 = 145.1": (
        lambda r: r.implied_target("ip.titles_granted"),
        "145 titles",
    ),
    "27 / 1.505 = 17.9 and 27 / 1.495 = 18.1": (
        lambda r: r.implied_target("research.tasks_launched", measure="over_target_pct"),
        "18 tasks",
    ),
    "27 / 1.405 = 19.2 and 27 / 1.395 = 19.4: no whole number": (
        lambda r: r.implied_target("research.tasks_launched"),
        "no figure",
    ),
    "1.1715 / 2.8205 = 41.5% and 1.1725 / 2.8195 = 41.6%": (
        lambda r: r["renewal.sme_contracted_state_funding"] / r["renewal.sme_contracted_funding"] * 100,
        "41.5–41.6%",
    ),
    "more than 5.8e9 / 3373 = more than 1,719,537": (
        lambda r: r["ip.initiatives_benefit"] / r["ip.initiatives_in_use"],
        "more than VND 1.71 million",
    ),
    "106651 / 16205 = 6.58": (
        lambda r: r["services.test_parameters"] / r["services.samples_tested"],
        "6.58 parameters per sample",
    ),
    "88 + 1 + 19 + 1": (
        lambda r: r.total(
            "ip.supported_trademarks_domestic", "ip.supported_trademarks_foreign",
            "ip.supported_inventions", "ip.supported_designs", name="x",
        ),
        "109",
    ),
    "119 / 119": (lambda r: r.share_of_fraction("quality.iso_published_units", name="x"), "100%"),
}  # fmt: skip


@pytest.mark.parametrize("worked_out", COMPUTED)
def test_a_computed_figure_is_the_one_worked_out_by_hand(
    worked_out: str, en: tongket.Review
) -> None:
    compute, expected = COMPUTED[worked_out]
    assert str(compute(en)) == expected


def test_renewal_lies_above_its_band_and_high_tech_within(en: tongket.Review) -> None:
    assert en.compare("renewal.technology_renewal_rate").en == "above plan"
    assert en.compare("renewal.high_tech_share").en == "within the planned band"
