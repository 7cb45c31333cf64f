"""The whole review in one HTML file, as it goes by mail: on a phone and a desk, light and dark, by axe."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("lang", "width", "scheme"), [("vi", 390, "light"), ("en", 1280, "dark")])
def test_the_one_file_breaks_no_rule_of_accessibility(
    lang: Lang, width: int, scheme: Any, chromium: Browser, axe: Axe, built: Path
) -> None:
    asked = ("export", "--html", "--year", "2024", "--lang", lang, "--out", str(built))
    subprocess.run([sys.executable, "-m", "tongket", *asked], check=True, capture_output=True)
    path = built / "documents" / f"tongket-VN-CT-2024-{lang}.html"
    window = chromium.new_context(
        offline=True, viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    page = window.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(axe.axe_script)
    rules = {"runOnly": TAGS, "resultTypes": ["violations"]}
    broken = page.evaluate("rules => axe.run(rules)", rules)["violations"]
    found = [f"{b['id']}: {n['html'][:120]}" for b in broken for n in b["nodes"]]
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    window.close()
    assert found == []
    assert sideways <= 0
