"""The registries as a reader meets them: names, reservations, areas that follow each other, ranks that can be true."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "data"
LONGEST = 46  # letters of a name for which there is room beside a bar
PLAIN = re.compile(r"-?\d+(\.\d+)?(\.\.\d+(\.\d+)?|/\d+)?")


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def registry(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


AREAS = {row["ref_area"]: row for row in table("areas.csv")}
INDICATORS = registry("indicators.toml")["indicators"]
SOURCES = registry("sources.toml")["sources"]
FILES = sorted((DATA / "observations").glob("*.csv"))
OBSERVATIONS = [row for path in FILES for row in table(f"observations/{path.name}")]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_name_is_short_and_its_own(lang: str) -> None:
    names = Counter(entry[f"name_{lang}"] for entry in INDICATORS.values())
    assert [name for name, count in names.items() if count > 1] == []
    assert [n for n in names if len(n) > LONGEST or n.endswith(".") or not n[0].isupper()] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_definition_is_one_sentence_that_says_more_than_the_name(lang: str) -> None:
    for entry in INDICATORS.values():
        definition = entry[f"definition_{lang}"]
        assert re.fullmatch(r"[^\W\d_].*[^.]\.", definition), definition
        assert ". " not in definition
        assert definition.rstrip(".").casefold() != entry[f"name_{lang}"].casefold()


def test_a_source_states_its_reservation_in_both_languages_or_in_none() -> None:
    for name, source in SOURCES.items():
        assert bool(source.get("note_vi")) == bool(source.get("note_en")), name
        if source["kind"] == "secondary":
            assert source.get("note_en"), f"{name} is secondary and says nothing of itself"


def test_a_transcribed_figure_is_a_plain_decimal() -> None:
    for row in OBSERVATIONS:
        if row["source"] and SOURCES[row["source"]]["notation"] == "transcribed":
            assert PLAIN.fullmatch(row["as_printed"]), row


def test_an_area_that_ends_is_followed_the_next_day() -> None:
    ended = [row for row in AREAS.values() if row["valid_to"] and row["kind"] == "province"]
    assert {row["ref_area"] for row in ended} >= {"VN-CT", "VN-73", "VN-52"}
    for row in ended:
        after = AREAS[row["successor"]]
        next_day = date.fromisoformat(row["valid_to"]) + timedelta(days=1)
        assert after["valid_from"] == next_day.isoformat(), row["ref_area"]


def test_a_merged_area_keeps_the_code_of_its_place() -> None:
    for name, row in AREAS.items():
        assert row["place"] == name.removesuffix("-2025")
        assert name.endswith("-2025") == (row["valid_from"] == "2025-07-01")


def test_events_are_sorted_by_kind_and_date() -> None:
    events = table("events.csv")
    keys = [(row["kind"], row["date"], row["event"]) for row in events]
    assert keys == sorted(keys)
    assert len({row["event"] for row in events}) == len(events)


def test_an_event_has_its_partners_in_both_languages() -> None:
    for row in table("events.csv"):
        assert row["partners_vi"].count("; ") == row["partners_en"].count("; "), row["event"]
        for cell in ("title", "field"):
            assert row[f"{cell}_vi"], row["event"]
            assert row[f"{cell}_en"], row["event"]


@pytest.mark.parametrize(("year", "ranked"), [("2023", 63), ("2024", 63), ("2025", 34)])
def test_ranks_of_a_year_are_distinct_and_within_the_number_ranked(year: str, ranked: int) -> None:
    of_year = [r for r in OBSERVATIONS if r["time_period"] == year and r["measure"] == "actual"]
    (number,) = [r for r in of_year if r["indicator"] == "innovation.pii_provinces_ranked"]
    assert number["obs_value"] == str(ranked)
    found = [r for r in of_year if r["indicator"] == "innovation.pii_rank" and r["obs_value"]]
    ranks = [int(r["obs_value"]) for r in found]
    assert len(set(ranks)) == len(ranks) >= 7
    assert max(ranks) <= ranked


@pytest.mark.parametrize("year", ["2023", "2024", "2025"])
def test_a_better_rank_never_has_the_lower_score(year: str) -> None:
    values: dict[str, dict[str, float]] = {}
    for row in OBSERVATIONS:
        if row["time_period"] == year and row["measure"] == "actual" and row["obs_value"]:
            values.setdefault(row["ref_area"], {})[row["indicator"]] = float(row["obs_value"])
    both = [v for v in values.values() if {"innovation.pii_rank", "innovation.pii_score"} <= set(v)]
    assert both
    scores = [
        v["innovation.pii_score"] for v in sorted(both, key=lambda v: v["innovation.pii_rank"])
    ]
    assert scores == sorted(scores, reverse=True)


def test_the_readme_speaks_of_every_file_and_every_status() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for path in FILES:
        # The results of each year have a file of their own.
        name = re.sub(r"-\d{4}\.csv$", "-YYYY.csv", path.name)
        assert f"`{name}`" in readme
    for status in {row["obs_status"] for row in OBSERVATIONS}:
        assert f"| {status} | " in readme


@pytest.mark.parametrize(
    ("printed", "indicator"),
    [
        ("chỉ dẫn địa lý", "ip.geographical_indications"),
        ("nhãn hiệu tập thể", "ip.collective_marks"),
        ("nhãn hiệu chứng nhận", "ip.certification_marks"),
        ("sản phẩm OCOP", "quality.ocop_products"),
        ("năng suất nhân tố tổng hợp", "renewal.tfp_share"),
        ("chuyển tiếp cấp quốc gia", "research.tasks_carried_over_national"),
        ("quy chuẩn kỹ thuật địa phương", "quality.technical_regulations"),
        ("nhân lực KH&CN", "capacity.staff"),
    ],
)
def test_what_departments_print_is_an_alias_of_one_indicator(printed: str, indicator: str) -> None:
    found = [name for name, entry in INDICATORS.items() if printed in entry.get("aliases", ())]
    assert found == [indicator]


def test_the_shared_indicators_are_defined_and_sorted_by_domain() -> None:
    domains = [name.partition(".")[0] for name in INDICATORS]
    assert all(entry["definition_vi"] and entry["definition_en"] for entry in INDICATORS.values())
    # Those of one domain are together.
    assert len(
        [d for d, before in zip(domains, ["", *domains], strict=False) if d != before]
    ) == len(set(domains))
    assert {name: e["official_code"] for name, e in INDICATORS.items() if e.get("official_code")} == {
        "capacity.staff": "1402", "capacity.organisations": "1401", "capacity.rd_spending": "1407",
        "ip.inventions_granted": "1404",
    }  # fmt: skip
