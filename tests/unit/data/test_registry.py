"""The registries as a book: names, areas over time, citations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tongket.data.findings import Finding
from tongket.data.registry import Registry, read_registry, reader
from tongket.errors import UsageError
from tongket.model import TimePeriod

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def registry() -> Registry:
    book, findings = read_registry(DATA)
    assert findings == []
    assert book is not None
    return book


def test_a_wrong_name_is_answered_with_the_near_ones(registry: Registry) -> None:
    with pytest.raises(UsageError, match="Did you mean 'ip.titles_granted'"):
        registry.indicator("ip.title_granted")
    with pytest.raises(
        UsageError, match="data/sources.toml, got 'zzz'. data/sources.toml lists them."
    ):
        registry.source("zzz")
    with pytest.raises(UsageError, match="Did you mean 'VN-CT'"):
        registry.area("VNCT")


def test_a_place_has_one_area_a_year(registry: Registry) -> None:
    assert registry.area_for("VN-SG", TimePeriod.of_year(2024)).ref_area == "VN-SG"
    assert registry.area_for("VN-SG", TimePeriod.of_year(2025)).ref_area == "VN-SG-2025"
    assert registry.area_for("VN-HN", TimePeriod.of_year(2030)).ref_area == "VN-HN"


def test_a_province_that_ended_is_answered_with_itself(registry: Registry) -> None:
    assert registry.area_for("VN-73", TimePeriod.of_year(2026)).ref_area == "VN-73"


def test_a_citation_follows_the_language_of_the_page(registry: Registry) -> None:
    assert registry.cite("dost-ct-review-2024", "vi").endswith("14/01/2025")
    assert registry.cite("dost-ct-review-2024", "en").endswith("14 January 2025")
    assert registry.cite("vietnam-vn-2025-12", "en").endswith("December 2025")
    assert registry.cite("baolongan-2025", "vi").endswith(", 2025")


def test_events_carry_their_partners_in_both_languages(registry: Registry) -> None:
    (signed,) = [event for event in registry.events if event.id == "agreement-semiconductors"]
    assert [partner.en for partner in signed.partners] == [
        "Can Tho University of Technology",
        "Can Tho University",
        "Sun Edu International Education",
    ]


def test_a_wrong_entry_of_a_list_is_found_at_its_own_line(folder: Path) -> None:
    path = folder / "rules.toml"
    rules = path.read_text(encoding="utf-8")
    path.write_text(f'{rules}\n[[balance]]\ntotal = "ip.applications"\nparts = "x"\n', "utf-8")
    (finding,) = read_registry(folder)[1]
    number = rules.count("[[balance]]") + 1
    assert number > 1
    assert (finding.row, finding.column) == (len(rules.split("\n")) + 3, f"balance[{number}].parts")


def test_one_place_twice_on_a_day_is_one_finding_and_another_of_its_name_too(folder: Path) -> None:
    path = folder / "areas.csv"
    areas = path.read_text(encoding="utf-8")
    for place, code in (("VN-CT", "areas-overlap"), ("VN-X", "same-name")):
        area = f"VN-X,{place},Cần Thơ,Can Tho,province,,2010-01-01,2011-01-01,,,\n"
        path.write_text(areas + area, encoding="utf-8")
        assert [finding.code for finding in read_registry(folder)[1]] == [code]


def test_a_name_of_spaces_is_no_text(folder: Path) -> None:
    sources = folder / "sources.toml"
    before = sources.read_text(encoding="utf-8")
    sources.write_text(
        before.replace('publisher = "Người Lao Động"', 'publisher = " "'), encoding="utf-8"
    )
    (finding,) = read_registry(folder)[1]
    assert "publisher: expected a text, got ' '. Mend this entry." in finding.line("en")
    assert "publisher: cần chữ, gặp ' '." in finding.line("vi")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A data folder in a project of its own, whose registries were read already."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    assert read_registry(folder)[0] is not None
    return folder


def test_registries_that_held_are_not_read_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_read", lambda _: pytest.fail("read again"))
    (kept / "observations/VN-CT-2024.csv").write_text("another figure", encoding="utf-8")
    assert read_registry(kept)[0] is read_registry(kept)[0]


def test_a_registry_that_was_saved_is_read_again(kept: Path) -> None:
    areas = kept / "areas.csv"
    areas.write_text(areas.read_text(encoding="utf-8") + "VN-CT,\n", encoding="utf-8")
    for _ in range(2):
        book, findings = read_registry(kept)
        assert {finding.file for finding in findings} == {"areas.csv"}, "said each time"
        assert book is None
    shutil.copy(DATA / "areas.csv", areas)
    assert read_registry(kept)[1] == []


def test_registries_are_read_again_in_the_languages_of_their_project(kept: Path) -> None:
    settings = kept.parent / "tongket.toml"
    settings.write_text("[review]\n", encoding="utf-8")
    book, _ = read_registry(kept)
    assert read_registry(kept)[0] is book
    settings.write_text('[review]\nlanguages = ["vi"]\n', encoding="utf-8")
    assert read_registry(kept)[0] is not book


def test_registries_that_are_saved_while_they_are_read_are_not_kept(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reader._read

    def saved_meanwhile(folder: Path) -> tuple[Registry | None, list[Finding]]:
        result = read(folder)
        areas.write_bytes(before + b"\n")
        return result

    areas, before = kept / "areas.csv", (kept / "areas.csv").read_bytes()
    reader._HELD.clear()
    with monkeypatch.context() as patch:
        patch.setattr(reader, "_read", saved_meanwhile)
        first, _ = read_registry(kept)
    areas.write_bytes(before)
    assert read_registry(kept)[0] is not first
