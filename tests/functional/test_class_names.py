"""Class names mean style only: pages and documents are the same whatever the classes of what cells show are called."""

from __future__ import annotations

import html
import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tongket.model import Text, TimePeriod
from tongket.output import MIME
from tongket.publish.document import assembly
from tongket.publish.document.on_paper import Paper
from tongket.publish.html import tidy
from tongket.publish.page import exporter
from tongket.publish.page.context import Link, PageContext
from tongket.publish.page.convert import page_of
from tongket.publish.site.published import PublishedPage, PublishedReview

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.model import Lang

EXECUTED = Path(__file__).parents[1] / "golden" / "notebooks"
NAME = "04_intellectual_property"
REVIEW = PublishedReview(
    "VN-CT", TimePeriod.of_year(2024), Text("Cần Thơ", "Cần Thơ"),
    (PublishedPage(NAME, Text("Sở hữu trí tuệ", "Intellectual property"), ("vi", "en")),),
)  # fmt: skip
CLASS = re.compile(r' class="([^"]*)"')


def renamed(source: str) -> str:
    """Markup whose classes have other names."""
    return CLASS.sub(lambda found: found[0].replace("tk-", "other-"), source)


def without_classes(source: str) -> str:
    return CLASS.sub("", re.sub(r"<style>.*?</style>", "", source, flags=re.S))


def page(lang: Lang) -> str:
    notebook = (EXECUTED / lang / f"{NAME}.ipynb").read_text(encoding="utf-8")
    return page_of(notebook, PageContext(lang, twin=Link("there.html", "there")), NAME)


def drawn(svg: str) -> str:
    """An address that holds a drawing, whatever its classes."""
    return f"data:,{len(without_classes(svg))}"


def document(lang: Lang) -> str:
    (chapter,) = assembly.chapters(EXECUTED, REVIEW, lang, Paper(drawn))[:1]
    return chapter.body


def rename_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rename the classes in all markup that one step of the making gives to the next."""

    def reading(original: Callable[[str], Any], source: str) -> Any:
        return original(renamed(source))

    def arranging(original: Callable[..., tuple[str, Any]], body: str, *given: Any) -> Any:
        arranged, headings = original(renamed(body), *given)
        return renamed(arranged), headings

    monkeypatch.setattr(tidy, "read", partial(reading, tidy.read))
    monkeypatch.setattr(assembly, "read", partial(reading, assembly.read))
    monkeypatch.setattr(exporter, "arrange", partial(arranging, exporter.arrange))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("make", [page, document])
def test_nothing_changes_when_every_class_is_renamed(
    make: Callable[[Lang], str], lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_is = make(lang)
    rename_all(monkeypatch)
    made = make(lang)
    assert 'class="other-' in made
    assert without_classes(made) == without_classes(as_it_is)


def test_a_chart_is_one_picture_of_the_document_the_wide_one() -> None:
    """Its description is that of the chart, not another paragraph of the page."""
    notebook = json.loads((EXECUTED / "vi" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    outputs = (out for cell in notebook["cells"] for out in cell.get("outputs", []))
    parts = [out["data"].get(MIME, {}) for out in outputs]
    charts = [part["alt"] for part in parts if part.get("drawings")]
    pictures = re.findall(r'<img src="[^"]*" alt="([^"]*)" width="600"', made := document("vi"))
    assert len(charts) > 1
    assert [html.unescape(words) for words in pictures] == charts
    assert made.count("<img") == len(charts)
