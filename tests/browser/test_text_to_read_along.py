"""The text of a report beside its workbook: read on a phone and on a desk, by day and by night, without a network."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from fixtures.own_reports import BEFORE, REPORT
from tongket.data.store import load
from tongket.documents import of_text
from tongket.entry_sheet.proposed import propose
from tongket.entry_sheet.reading_page import reading_page
from tongket.model import UNNAMED, TimePeriod
from tongket.project import data_dir

WIDE = "Nội dung\t" + "\t".join(f"Cột rất dài số {n}" for n in range(9)) + "\n" + "Mẫu\t" + "\t".join("1.234 mẫu" for _ in range(9)) + "\n"  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of a report is, with a table wider than a phone."""
    source, period = "dost-ct-review-2024", TimePeriod.of_year(2025)
    guide = of_text(BEFORE)
    proposed = propose(of_text(REPORT + WIDE), load(data_dir()), period, "VN-CT", source, guide)
    path = tmp_path_factory.mktemp("read") / "text.html"
    path.write_text(reading_page(proposed, "bao-cao.docx", UNNAMED, "vi"), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_read_at_every_width_and_in_both_themes(
    width: int, scheme: str, address: str, page: Page, axe: Axe
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    found = axe.run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    marks = page.locator("main mark[id]")
    assert [mark.get_attribute("id") for mark in marks.all()] == [f"f{n}" for n in range(1, marks.count() + 1)]  # fmt: skip
    assert marks.first.inner_text() == "1\N{NO-BREAK SPACE}31 nhiệm vụ"
