"""A review as one document: what the pages say survives in PDF and DOCX, read back from the files."""

from __future__ import annotations

import html
import importlib
import re
import shlex
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from fixtures.parts import absent
from tongket.errors import UsageError
from tongket.exhibit import bitmap
from tongket.model import Organisation, Release, Text, TimePeriod
from tongket.publish.document.assembly import chapters, whole
from tongket.publish.document.docx import write_docx
from tongket.publish.document.on_paper import Paper, drawing
from tongket.publish.document.one_file import write_one_file
from tongket.publish.document.pdf import write_pdf
from tongket.publish.site.published import PublishedPage, PublishedReview

if TYPE_CHECKING:
    from tongket.model import Lang

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202etxt.exe \"'&"
SVG = (
    '<svg viewBox="0 0 360 40" role="img" font-family="system-ui"><title>Titles rise</title>'
    '<desc>From 300 to 420.</desc><path d="M 0 0 L 354 0 L 354 13 L 0 13 z" '
    'style="fill: var(--tk-series-1, #0072b2)"></path><text x="0" y="30" fill="currentColor">Văn bằng ưỡng</text></svg>'
)
CHART = f"""<p class="tk-claim"><data class="tk-figure" value="420"><a href="#src-ip">420</a></data> văn bằng<span class="tk-hidden"
data-screen>(chỉ để nghe)</span>; xem <a href="02_b.html#more">trang sau</a>, <a href="../../index.html">nơi khác</a>.</p>
<figure class="tk-exhibit" id="chart"><h3>Tăng</h3><div>{SVG}</div>
<details><summary data-screen>Số liệu dưới dạng bảng</summary><table><caption>Số liệu dưới dạng bảng</caption><thead><tr>
<th scope="col">Năm</th><th scope="col">Số</th></tr></thead><tbody><tr><th scope="row">2024</th><td>420</td></tr></tbody>
</table><a data-screen href="data:text/csv,x" download="x.csv">CSV</a></details></figure>
<figure class="tk-exhibit"><h3>Bảng</h3><table><caption data-screen>Bảng</caption><tbody><tr><th>HOSTILE</th>
<td>1</td></tr></tbody></table></figure>
<details><summary>Của người khác</summary>Mở ra.</details>"""
SOURCES = """<table data-widths="26 16 38 20"><thead><tr><th>Số liệu</th><th>Giá trị</th><th>Nguồn</th><th>Phạm vi</th></tr></thead><tbody>
<tr id="src-ip"><th>Văn bằng</th><td>420</td><td>Sở</td><td>chính xác</td></tr></tbody></table>"""
REVIEW = PublishedReview(
    "VN-CT", TimePeriod.of_year(2024), Text(f"Cần Thơ {HOSTILE}", "Cần Thơ"),
    (
        PublishedPage("01_a", Text(f"Sở hữu {HOSTILE}", "IP"), ("vi",)),
        PublishedPage("02_b", Text("Trang hai", "Two"), ("vi",)),
        PublishedPage("03_c", Text("Trang ba", "Three"), ("vi",)),
    ),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A review of two pages."""
    (tmp_path / "vi").mkdir()
    shown = CHART.replace("HOSTILE", html.escape(HOSTILE))
    write_notebook(
        tmp_path,
        "01_a",
        "# Sở hữu trí tuệ",
        '<h2 id="titles">Được cấp bao nhiêu?</h2>',
        shown,
        SOURCES,
    )
    write_notebook(tmp_path, "02_b", "# Trang hai", '<h2 id="more">Thêm</h2>')
    (tmp_path / "vi" / "03_c.html").write_text("<h1>made by hand</h1>", encoding="utf-8")
    return tmp_path


def write_notebook(folder: Path, name: str, *pieces: str) -> None:
    """An executed notebook: headings as Markdown, the rest as what a cell shows."""
    cells = [
        new_markdown_cell(piece)
        if piece.startswith(("#", "<h2"))
        else new_code_cell(
            "secret_code()", outputs=[new_output("display_data", {"text/html": piece})]
        )
        for piece in pieces
    ]
    nbformat.write(new_notebook(cells=cells), folder / "vi" / f"{name}.ipynb")


def needed(module: str) -> Any:
    """A library of an extra; without it, or without what it loads, the test is skipped, and in CI it fails."""
    try:
        return importlib.import_module(module)
    except (ImportError, OSError) as error:
        absent(f"{module} cannot be loaded: {error} (.ci/run installs what it needs)")


def text_of(folder: Path) -> str:
    paper = Paper(lambda svg: f"data:,{len(svg)}", beside=True)
    return whole(REVIEW, "vi", chapters(folder, REVIEW, "vi", paper), "", "")


def test_what_only_a_screen_can_do_is_left_out(folder: Path) -> None:
    text = text_of(folder)
    gone = ("chỉ để nghe", "secret_code", "CSV", "<details", "<svg", "<script", "by hand")
    assert not [words for words in gone if words in text]
    assert "<p>Của người khác</p>Mở ra." in text, "what is folded is open"
    assert text.count("Số liệu dưới dạng bảng") == 1
    assert "<caption>Bảng" not in text, "its title says it"


def test_links_lead_within_the_document_or_nowhere(folder: Path) -> None:
    text = text_of(folder)
    targets = set(re.findall(r'id="([^"]+)"', text))
    links = re.findall(r'href="#([^"]+)"', text)
    assert {"01_a", "02_b", "01_a--src-ip", "02_b--more"} <= set(links) <= targets
    assert "index.html" not in text


def test_a_drawing_has_its_own_colours_and_not_those_of_the_page() -> None:
    alone = drawing(SVG)
    assert "var(" not in alone
    assert "currentColor" not in alone
    assert 'font-family="DejaVu Sans"' in alone


@pytest.mark.slow
def test_a_pdf_keeps_headings_tables_and_descriptions(folder: Path, tmp_path: Path) -> None:
    needed("weasyprint")
    from pypdf import PdfReader

    for name in ("a.pdf", "b.pdf"):
        write_pdf(folder, REVIEW, "vi", tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    read = PdfReader(tmp_path / "a.pdf")
    words = "\n".join(page.extract_text() for page in read.pages)
    assert "Được cấp bao nhiêu?" in words
    assert "<script>alert(1)</script>" in words.replace("\n", "")
    assert read.metadata is not None
    assert read.metadata.title.startswith("Cần Thơ =cmd|")
    tags = structure(read.trailer["/Root"]["/StructTreeRoot"])
    kinds = [kind for kind, _ in tags]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure"} <= set(kinds)
    assert "Titles rise. From 300 to 420." in [alt for kind, alt in tags if kind == "/Figure"]
    assert read.trailer["/Root"]["/Lang"] == "vi"
    assert [entry.title for entry in read.outline if not isinstance(entry, list)] == [
        "Sở hữu trí tuệ",
        "Trang hai",
    ]
    assert "/JavaScript" not in str(read.trailer["/Root"])


@pytest.mark.slow
def test_a_heading_is_on_the_page_of_what_it_introduces(folder: Path, tmp_path: Path) -> None:
    needed("weasyprint")
    from pypdf import PdfReader

    tall = SVG.replace("0 0 360 40", "0 0 360 400")
    sections = [
        piece
        for number in range(12)
        for piece in (
            f"<div>{'<p>Lorem ipsum.</p>' * (5 * number)}</div>",
            f"## Heading{number}.\n\nIntro.",
            f'<figure class="tk-exhibit"><h3 class="tk-title">Title{number}.</h3><div class="tk-chart">{tall}</div></figure>',
        )
    ]
    write_notebook(folder, "01_a", "# Long", *sections)
    write_pdf(folder, REVIEW, "vi", tmp_path / "a.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    for number in range(12):
        (page,) = (page for page in pages if f"Heading{number}." in page)
        assert f"Title{number}." in page, number


def structure(node: Any) -> list[tuple[str, str]]:
    """Kind and description of every element of a tagged PDF."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for part in node for tag in structure(part)]
    if not isinstance(node, dict):
        return []
    own = [(str(node["/S"]), str(node.get("/Alt", "")))] if "/S" in node else []
    return own + structure(node.get("/K", []))


@pytest.mark.slow
def test_a_word_document_keeps_headings_tables_and_descriptions(
    folder: Path, tmp_path: Path
) -> None:
    docx = needed("docx")
    needed("pypandoc")
    write_docx(folder, REVIEW, "vi", tmp_path / "a.docx")
    time.sleep(2.1)  # the dates in an archive count in steps of two seconds
    write_docx(folder, REVIEW, "vi", tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    read = docx.Document(str(tmp_path / "a.docx"))
    headings = [
        (p.style.name, p.text) for p in read.paragraphs if p.style.name.startswith("Heading")
    ]
    assert headings[:3] == [
        ("Heading 1", "Sở hữu trí tuệ"),
        ("Heading 2", "Được cấp bao nhiêu?"),
        ("Heading 3", "Tăng"),
    ]
    release, *tables = read.tables
    facts = {row.cells[0].text: row.cells[1].text for row in release.rows}
    assert facts["Đơn vị công bố"] == "chưa nêu tên"
    cells = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert cells[:2] == [["Năm", "Số"], ["2024", "420"]]
    assert cells[2][0].split() == HOSTILE.split()
    xml = read.element.xml
    assert 'descr="Titles rise. From 300 to 420."' in xml
    assert [shape.width.cm for shape in read.inline_shapes] == [pytest.approx(9, abs=0.05)]
    sources = [column.width.cm for column in read.tables[-1].columns]
    assert sources[2] > 2 * sources[1], "the column of origins is the widest"
    assert "base64" not in xml, "a picture is held once, as a file"
    assert "w:fldSimple" not in xml
    fields = re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", xml)
    led = [re.fullmatch(r" PAGEREF (\w+) \\h ", field) for field in fields]
    assert [match is not None for match in led] == [True, True], "no text of the data is a field"
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml)
    assert {match[1] for match in led if match} <= set(marks), "each entry leads to its chapter"
    header = read.sections[0].header.paragraphs[0].text
    assert "Cần Thơ =cmd|" in header
    footer = read.sections[0].footer._element.xml
    assert re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", footer) == [" PAGE ", " NUMPAGES "]
    heads = [table.rows[0]._tr.xml for table in tables if table.rows[0].cells[0].text == "Năm"]
    assert all("w:tblHeader" in head for head in heads), (
        "a long table says its columns on each page"
    )
    styles = {p.style.name for p in read.paragraphs}
    assert {"Title", "Subtitle", "TOC Heading", "TOC 1", "Heading 1", "Heading 3"} <= styles
    assert 'w:val="vi"' in read.styles.element.xml or 'w:val="vi-VN"' in read.styles.element.xml
    assert read.core_properties.title.startswith("Cần Thơ =cmd|")
    assert any(p.text == "Trang hai" for p in read.paragraphs), "the contents"


def test_a_chart_in_a_word_document_is_drawn_with_its_words() -> None:
    with_words, without = (
        bitmap(drawing(s), 1080) for s in (SVG, re.sub(r"<text.*</text>", "", SVG))
    )
    assert with_words.startswith(b"\x89PNG")
    assert len(with_words) > len(without) + 500


@pytest.mark.parametrize(
    ("asked", "module", "library"),
    [
        (write_pdf, "weasyprint", "WeasyPrint"),
        (write_docx, "pypandoc", "pypandoc"),
        (write_docx, "docx", "python-docx"),
    ],
)
def test_without_a_library_an_export_names_it_and_a_command_that_installs_it(
    asked: Any,
    module: str,
    library: str,
    folder: Path,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as caught:
        asked(folder, REVIEW, "vi", folder / "x")
    message = str(caught.value)
    assert library in message
    assert "cần" in caught.value.in_("vi")
    assert "Install" not in caught.value.in_("vi")
    extra = "pdf" if asked is write_pdf else "docx"
    declared = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    command = shlex.split(message.partition("Install it: ")[2].partition(". ")[0].rstrip("."))
    assert command == ["pip", "install", *declared["optional-dependencies"][extra]]
    assert not (folder / "x").exists()


@pytest.mark.slow
def test_the_command_writes_the_documents_of_a_review_that_is_there(built: Path) -> None:
    needed("pypandoc")
    asked = ("export", "--docx", "--year", "2025", "--lang", "en", "--out", str(built))
    answer = command(*asked, "--json")
    assert answer.returncode == 0, answer.stderr
    path = built / "documents" / "tongket-VN-CT-2025-en.docx"
    assert path.name in answer.stdout
    assert path.stat().st_size > 20_000


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--year", "2024"], "expected --html, --pdf or --docx, got none"),
        (
            ["--pdf", "--year", "2024"],
            "expected the review VN-CT 2024, got none. Run first: tongket run",
        ),
    ],
)
def test_the_command_says_what_is_missing(asked: list[str], says: str, tmp_path: Path) -> None:
    answer = command("export", *asked, "--out", str(tmp_path))
    assert answer.returncode == 2
    assert says in answer.stderr


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tongket", *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_a_pdf_begins_like_a_report_and_numbers_its_pages(folder: Path, tmp_path: Path) -> None:
    needed("weasyprint")
    from pypdf import PdfReader

    release = Release("2025-03-14", 2, next="2026-01")
    by = Organisation(name=Text("Sở Mẫu", "Mẫu"), licence="CC-BY-4.0", release=release)
    write_pdf(folder, replace(REVIEW, organisation=by), "vi", tmp_path / "a.pdf")
    read = PdfReader(tmp_path / "a.pdf")
    first, *rest = (page.extract_text() for page in read.pages)
    for words in (
        "Sở Mẫu",
        "14/3/2025, bản thứ 2",
        "tháng 1/2026",
        "CC-BY-4.0",
        "Mục lục",
        "Trang hai",
    ):
        assert words in first, words
    assert rest
    assert all(
        f"{number}/{len(read.pages)}" in text for number, text in enumerate((first, *rest), 1)
    )
    assert read.metadata is not None
    assert (read.metadata.author, bool(read.metadata.subject)) == ("Sở Mẫu", True)


def test_one_file_holds_the_whole_review_and_asks_for_nothing(folder: Path, tmp_path: Path) -> None:
    write_one_file(folder, REVIEW, "vi", tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    write_one_file(folder, REVIEW, "vi", tmp_path / "b.html")
    assert (tmp_path / "b.html").read_text("utf-8") == text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)), "no id twice"
    led = re.findall(r'\s(?:xlink:)?href="([^"]*)"', text) + re.findall(r"url\((#[^)]+)\)", text)
    assert led
    assert not [href for href in led if href[1:] not in ids], "every link leads within the file"
    assert "<script" not in text
    assert not re.findall(r'\ssrc="(?!data:)', text)
    assert "<svg" in text, "drawings stay drawings"
    assert "<details" in text, "what is folded stays folded"
    assert "download=" not in text


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_documents_of_a_year_are_as_short_and_as_large_of_type_as_they_are_promised(
    built: Path, lang: Lang
) -> None:
    needed("weasyprint")
    from pypdf import PdfReader

    asked = ("export", "--pdf", "--html", "--year", "2024", "--lang", lang, "--out", str(built))
    answer = command(*asked)
    assert answer.returncode == 0, answer.stderr
    made = built / "documents"
    pages = PdfReader(made / f"tongket-VN-CT-2024-{lang}.pdf").pages
    assert len(pages) <= 33
    # All figures of the review are one table: on a page of it only the running lines are smaller.
    small = smaller_than(9, pages[-3])
    assert small
    running = {
        "vi": {"Nhóm phát triển tongket", "Tổng kết khoa học và công nghệ · Cần Thơ, năm 2024"},
        "en": {"The tongket maintainers", "Science and technology reviews · Cần Thơ, 2024"},
    }[lang]
    # Which edition it is, or that it is a draft, is the third.
    (edition,) = {said for said in small if not re.fullmatch(r"\d+/\d+", said)} - running
    assert re.search({"vi": "bản thứ|[Dd]ự thảo", "en": "edition|[Dd]raft"}[lang], edition)
    assert (made / f"tongket-VN-CT-2024-{lang}.html").stat().st_size < 1_000_000


def smaller_than(points: float, page: Any) -> list[str]:
    """What a page of a PDF says in smaller letters."""
    said: list[str] = []

    def met(text: str, outer: list[float], own: list[float], _font: Any, size: float) -> None:
        if text.strip() and round(size * abs(own[3] * outer[3]), 1) < points:
            said.append(text.strip())

    page.extract_text(visitor_text=met)
    return said
