"""data/README.md documents every field of every table, and its examples are read as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tongket.data.corrections import REVISION_COLUMNS, REVISIONS
from tongket.data.registry import Registry, read_registry
from tongket.data.registry import entries as shapes
from tongket.data.registry.areas import AREA_COLUMNS, KINDS
from tongket.data.registry.events import EVENT_COLUMNS
from tongket.data.registry.rules import KINDS as RULES

if TYPE_CHECKING:
    from pathlib import Path

SECTION = re.compile(r"^### `(\S+)`$(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
TOML = {
    "indicators.toml": {
        "units": shapes.UnitEntry, "domains": shapes.DomainEntry, "indicators": shapes.IndicatorEntry,
    },
    "sources.toml": {"": shapes.SourceEntry},
    "rules.toml": {
        "assumptions": shapes.AssumptionEntry, "plans": shapes.PlanEntry,
        **{kind: known.shape for kind, known in RULES.items()},
    },
}  # fmt: skip
CSV = {"areas.csv": AREA_COLUMNS, "events.csv": EVENT_COLUMNS, REVISIONS: REVISION_COLUMNS}


@pytest.fixture(scope="module")
def sections(checkout: Path) -> dict[str, str]:
    text = (checkout / "data" / "README.md").read_text("utf-8")
    return dict(SECTION.findall(text))


def documented(body: str) -> set[str]:
    rows = (line.split("|")[1] for line in body.splitlines() if line.startswith("| `"))
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize("file", [*TOML, *CSV])
def test_every_field_is_documented(file: str, sections: dict[str, str]) -> None:
    if file in CSV:
        assert documented(sections[file]) == set(CSV[file])
        return
    fields = {
        f"{table}.{name}".lstrip(".")
        for table, shape in TOML[file].items()
        for name in shape.__dataclass_fields__
        if name != "assumes"
    }
    assert documented(sections[file]) - {"assumes"} == fields


def test_the_examples_are_one_registry_that_holds(tmp_path: Path, sections: dict[str, str]) -> None:
    (tmp_path / "tongket.toml").write_text("", "utf-8")
    (tmp_path / "data").mkdir()
    for file, body in sections.items():
        (example,) = re.findall(r"^```\w+$\n(.*?)^```$", body, re.MULTILINE | re.DOTALL)
        (tmp_path / "data" / file).write_text(example, "utf-8")
    registry, findings = read_registry(tmp_path / "data")
    assert [finding.line() for finding in findings] == []
    assert isinstance(registry, Registry)
    assert registry.indicators["agriculture.varieties_tested"].whole
    assert registry.indicators["agriculture.varieties_kept_share"].aliases == (
        "tỷ lệ giống đạt", "giống được giữ lại",
    )  # fmt: skip
    assert registry.units["varieties_per_1000_ha"].per == 1000
    assert registry.sources["seed-centre-2022"].note.en == "The winter-spring crop only."
    assert registry.sources["seed-centre-2022-final"].revises == ("seed-centre-2022",)
    assert registry.areas["VN-51-01"].kind == "district"
    assert "district" in KINDS
    assert [event.partners[0].en for event in registry.events] == ["Seed centre"]
    assert registry.assumptions["one_test_each"].weight == 2
    assert registry.plans["resolution"].places == ("seed-centre-2022, 3",)
    assert [rule.assumes for rule in registry.rules if rule.figures[0].startswith("agri")] == [
        "one_test_each"
    ]
