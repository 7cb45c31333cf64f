"""The map of who constrains whom: all its words, on a phone and on a desk; what cannot hold is marked without colour."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

import tongket
from tongket.charts import RelatedFigures, constraint_map
from tongket.exhibit import Exhibit

SETS = (
    RelatedFigures("Plan for the tasks", (("Tasks launched “27”", True), ("of the plan “140%”", True)), agrees=False),
    RelatedFigures("Staff of all organisations of the province and of its districts", (("Staff “20”", False),), agrees=True),
)  # fmt: skip


def words(svg: str) -> list[str]:
    return [text for text in ET.fromstring(svg).itertext() if text.strip()]


def places(svg: str) -> list[float]:
    return [float(x) for x in re.findall(r'<text[^>]* x="([\d.]+)"', svg)]


def test_both_drawings_say_every_set_and_figure() -> None:
    drawn = constraint_map(SETS, "map")
    for svg in (drawn.narrow, drawn.wide):
        said = " ".join(words(svg))
        for each in SETS:
            assert each.shared in said
            assert all(figure in said for figure, _ in each.figures)
    assert drawn == constraint_map(SETS, "map"), "the same bytes each time"


def test_a_desk_has_two_columns_and_a_phone_one() -> None:
    drawn = constraint_map(SETS, "map")
    assert max(places(drawn.narrow)) < 180 < max(places(drawn.wide))
    assert 'viewBox="0 0 360 ' in drawn.narrow
    assert 'viewBox="0 0 720 ' in drawn.wide


def test_what_cannot_hold_has_crosses_and_a_broken_line() -> None:
    broken, whole = (constraint_map([each], "map").wide for each in SETS)
    assert broken.count("stroke-dasharray") == 1
    assert "stroke-dasharray" not in whole
    # A cross has twelve corners; a dot is round.
    (cross,) = re.findall(r'<defs><path d="([^"]+)"', broken)
    assert (cross.count("L"), "C" in cross) == (11, False)
    assert "C" in re.findall(r'<path d="([^"]+)"', whole)[-1]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_map_of_2024_has_its_table_beside_it_contradictions_first(lang: str) -> None:
    audit = tongket.open_review(2024, "VN-CT", lang).audit()  # type: ignore[arg-type]
    shown = audit.statements()
    assert isinstance(shown, Exhibit)
    bold = re.findall(r"<text[^>]*font-weight[^>]*>([^<]*)<", shown.drawings.narrow)
    assert len(shown.grid.rows) == 13
    assert len(bold) >= 13
    first = (
        "Kế hoạch về nhiệm vụ KH&amp;CN nghiệm thu"
        if lang == "vi"
        else "Plan for S&amp;T tasks accepted"
    )
    assert bold[0] == first
    held = {
        "vi": "chỉ khớp nếu hiểu rộng hơn hoặc khác phạm vi",
        "en": "they fit only under a looser reading or another scope",
    }[lang]
    assert [str(row[2]) == held for row in shown.grid.rows] == [True, True, *[False] * 11]
    assert 'role="img"' in shown.html
    assert "<details" in shown.html
