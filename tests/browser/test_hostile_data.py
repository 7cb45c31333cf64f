"""Names, comments, sources and titles that attack: through the whole run, in every format they are text and no more."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import BrowserContext

from fixtures.session import once_a_session

SCRIPT = '<script>window.ran = true</script><img src=x onerror="window.ran = true"> & \' " </style></svg>'
FORMULA = "=cmd|' /C calc'!A0"
LONG = "ô" * 10_000
pytestmark = pytest.mark.slow
# Marks that turn the direction of a text are no part of it: data that hold one are refused (test_broken_files).
NAME = f"{FORMULA} {SCRIPT}"
PAGES = ("00_overview", "04_intellectual_property")


@dataclass(frozen=True)
class Made:
    """What a run over hostile data made."""

    out: Path

    @property
    def review(self) -> Path:
        return self.out / "site" / "VN-CT" / "2024"

    @property
    def pages(self) -> list[Path]:
        return sorted((self.out / "site").rglob("*.html"))

    def downloads(self) -> list[str]:
        """Every CSV that a page carries along."""
        return [
            base64.b64decode(unquote(found)).decode("utf-8-sig")
            for page in self.pages
            for found in re.findall(
                r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', page.read_text("utf-8")
            )
        ]


def spoil(data: Path) -> None:
    """Put hostile texts wherever the data hold words for readers."""
    indicators = data / "indicators.toml"
    text = indicators.read_text(encoding="utf-8")
    quoted = json.dumps(NAME, ensure_ascii=False)
    for old in (
        'name_en = "IP titles granted"',
        'name_vi = "Văn bằng bảo hộ sở hữu công nghiệp được cấp"',
    ):
        assert old in text
        text = text.replace(old, f"{old.partition(' ')[0]} = {quoted}")
    text = text.replace("Industrial property titles newly granted.", LONG)
    indicators.write_text(text, encoding="utf-8")
    sources = data / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    old = 'publisher = "Sở Khoa học và Công nghệ TP. Cần Thơ"'
    assert old in text
    sources.write_text(text.replace(old, f"publisher = {quoted}"), encoding="utf-8")
    replace_cells(
        data / "observations" / "VN-CT-2024.csv",
        "comment",
        lambda row: row["indicator"][:3] == "ip.",
    )
    replace_cells(data / "events.csv", "title_en", lambda row: row["kind"] == "achievement")


def replace_cells(path: Path, column: str, where) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    changed = [{**row, column: NAME} if where(row) else row for row in rows]
    assert changed != rows
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)


@pytest.fixture(scope="session")
def made(checkout: Path) -> Made:
    """The review run over hostile data, and exported; made once a test session."""

    def make(out: Path) -> None:
        shutil.copytree(checkout / "data", out / "data")
        spoil(out / "data")
        only = [part for page in PAGES for part in ("--only", page)]
        asked = ["--year", "2024", "--lang", "en", "--out", str(out)]
        ask(out, "run", *asked, *only)
        for kind in ("--pdf", "--docx"):
            ask(out, "export", *asked, kind)

    return Made(once_a_session(checkout, "hostile", make))


def ask(out: Path, *arguments: str) -> None:
    """Run a command over the hostile data; an export whose libraries are not there makes nothing."""
    answer = subprocess.run(
        [sys.executable, "-m", "tongket", *arguments],
        env={**os.environ, "TONGKET_DATA": str(out / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    absent = "Install it" in answer.stderr and not os.environ.get("TONGKET_REQUIRE_ALL")
    assert answer.returncode == 0 or absent, answer.stderr


def needed(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} was not made: its libraries are not installed")
    return path


def risky(cell: str) -> bool:
    """Whether a spreadsheet would compute a cell."""
    return cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not re.fullmatch(
        r"[+-][\d.,]+ ?%?", cell
    )


@pytest.mark.browser
def test_html_and_svg_show_it_as_text_and_run_nothing(made: Made, window: BrowserContext) -> None:
    shown = 0
    for path in made.pages:
        page = window.new_page()
        page.goto(path.as_uri())
        assert page.evaluate("[window.ran, document.scripts.length, document.images.length]") == [
            None,
            0,
            0,
        ]
        assert not page.evaluate("document.querySelectorAll('[onerror], [onload], iframe').length")
        shown += "window.ran = true</script>" in page.locator("body").text_content()
        page.close()
    assert shown >= len(PAGES)


def test_a_drawing_holds_it_as_text(made: Made) -> None:
    page = (made.review / "en" / "00_overview.html").read_text(encoding="utf-8")
    drawings = [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.S)]
    words = "".join(text for drawing in drawings for text in drawing.itertext())
    assert FORMULA in words
    tags = {element.tag.rpartition("}")[2] for drawing in drawings for element in drawing.iter()}
    assert not tags & {"script", "img", "image", "foreignObject", "style"}


def test_csv_holds_no_formula(made: Made) -> None:
    tables = [*made.downloads(), (made.review / "observations.csv").read_text(encoding="utf-8")]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert not [cell for cell in cells if risky(cell)]
    assert f"'{NAME}" in cells


def test_xlsx_holds_no_formula(made: Made) -> None:
    book = openpyxl.load_workbook(made.review / "tongket-VN-CT-2024-en.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(FORMULA in str(cell.value) for cell in cells)
    assert all(c.hyperlink is None or c.hyperlink.target is None for c in cells), "no way out"


def test_json_holds_it_letter_by_letter(made: Made) -> None:
    figures = json.loads((made.review / "figures.json").read_text(encoding="utf-8"))["figures"]
    assert " ".join(NAME.split()) in {" ".join(figure["name"].split()) for figure in figures}
    for name in ("claims.json", "changes.json", "datapackage.json", "manifest.json"):
        json.loads((made.review / name).read_text(encoding="utf-8"))


def test_a_definition_of_ten_thousand_letters_is_whole(made: Made) -> None:
    for name in ("en/04_intellectual_property.html", "indicators-en.html", "../../dictionary.html"):
        assert LONG in html.unescape((made.review / name).read_text(encoding="utf-8")), name


def test_a_word_document_holds_it_as_text(made: Made) -> None:
    path = needed(made.out / "documents" / "tongket-VN-CT-2024-en.docx")
    import docx

    document = docx.Document(str(path))
    words = document.element.xml
    assert html.escape(FORMULA, quote=False) in words
    # The only fields are the numbers of pages in the contents, to bookmarks that pandoc names.
    fields = re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", words)
    assert [f for f in fields if not re.fullmatch(r" PAGEREF \w+ \\h ", f)] == []
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert all(target.startswith(("http://", "https://")) for target in targets)


def test_a_pdf_holds_it_as_text(made: Made) -> None:
    path = needed(made.out / "documents" / "tongket-VN-CT-2024-en.pdf")
    from pypdf import PdfReader

    read = PdfReader(path)
    words = "".join(page.extract_text() for page in read.pages)
    assert "cmd|" in words
    assert "window.ran" in words
    raw = path.read_bytes()
    assert b"/JavaScript" not in raw
    assert b"/Launch" not in raw
