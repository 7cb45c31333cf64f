"""What goes beside the pages says what the pages say: each number and sentence of parts, listings, workbook, CSV, documents.

The library never reads a page back; this test does, with a parser of its own, and compares in both directions.
"""

from __future__ import annotations

import base64
import csv
import html
import importlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag

from conftest import run_tongket
from fixtures.parts import absent
from tongket.claims import DISPUTED, QUESTIONED
from tongket.model import Lang
from tongket.output import Number, number_text
from tongket.publish.labels import words
from tongket.publish.site.page_parts import PageParts, parts_in
from tongket.translations import translate

# Every page is read twice over.
pytestmark = pytest.mark.slow
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
EMPTY = "[x]"


# The mark beside a number that is in doubt.
MARK = rf"\s?(?:{DISPUTED}|{re.escape(QUESTIONED)})"


def spaced(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


class Page:
    """A published page as its readers see it."""

    def __init__(self, path: Path) -> None:
        self.name, self.lang = path.stem, path.parent.name
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        main = soup.find(id="content")
        assert isinstance(main, Tag)
        for gone in main.select(".tk-hidden, .tk-code, .tk-there, summary, nav"):
            gone.extract()
        self.downloads = {
            link["download"]: csv_rows(str(link["href"])) for link in main.select("a[download]")
        }
        self.main = main
        footer = soup.find("footer")
        assert isinstance(footer, Tag)
        self.release = footer.get_text(" ")
        self.text = spaced(main.get_text())
        self.sentences = [self.plain(claim) for claim in main.select(".tk-claim")]
        self.numbers = Counter(
            (str(link["href"])[1:], str(link.find_parent("data")["value"]), spaced(link.get_text()))
            for link in main.select('data.tk-figure a[href^="#src-"]')
        )
        self.rows: dict[str, list[str]] = {}
        self.values: dict[str, str] = {}
        # Figures that share the row of another, from the same inputs: a row names its inputs once.
        self.sharing: set[str] = set()
        self.in_shared: set[str] = set()
        for row in main.select("tr"):
            self._read(row)
        self.exhibits = {str(e["id"]): e for e in main.select("figure.tk-exhibit")}

    def _read(self, row: Tag) -> None:
        """The figures of a row of the account: each with its own value, the first with the id of the row."""
        spans = row.select('span[id^="src-"]')
        own = str(row.get("id", ""))
        if not (own.startswith("src-") or spans):
            return
        name, value, *rest = (self.plain(cell) for cell in row.find_all(["th", "td"]))
        if own:
            data = row.select_one("td data")
            self.values |= {own: str(data["value"])} if data else {}
            self.rows[own] = [name, value.partition("; ")[0] if spans else value, *rest]
        for span in spans:
            data = span.select_one("data")
            self.values |= {str(span["id"]): str(data["value"])} if data else {}
            self.rows[str(span["id"])] = [name, self.plain(span), *rest]
        ids = [own] * bool(own) + [str(span["id"]) for span in spans]
        self.sharing |= {*ids[1:]}
        self.in_shared |= {*ids} if spans else set()

    @staticmethod
    def plain(element: Tag) -> str:
        """The words of an element without the mark of what is in doubt."""
        return spaced("".join(words_in(element)))

    def table(self, name: str) -> list[list[Tag]]:
        """The cells of an exhibit's data, row by row."""
        return [row.find_all(["th", "td"]) for row in self.exhibits[name].select("tr")]


def words_in(element: Tag) -> Iterator[str]:
    for child in element.children:
        if not isinstance(child, Tag):
            yield str(child)
        elif child.name == "br":
            yield " "
        elif not {"tk-disputed", "tk-questioned"} & {*child.get("class", [])}:
            yield from words_in(child)


def csv_rows(address: str) -> list[list[str]]:
    data = base64.b64decode(address.partition("base64,")[2]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data)))


@cache
def page_at(path: Path) -> Page:
    return Page(path)


@cache
def parts_at(path: Path) -> PageParts:
    lang: Lang = "vi" if path.parent.name == "vi" else "en"
    return parts_in(json.loads(path.with_suffix(".ipynb").read_text("utf-8")), lang)


def pages(site: Path) -> list[Path]:
    found = sorted(site.glob("*/*/*/*.html"))
    assert len(found) > 20
    return found


def numbers_of(thing: Any) -> Iterator[Number]:
    """Every number in a part, however deep."""
    if isinstance(thing, Number):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from numbers_of(item)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from numbers_of(getattr(thing, field.name))


def test_the_parts_hold_each_number_of_the_page_and_no_other(built_site: Path) -> None:
    for path in pages(built_site):
        page, parts = page_at(path), parts_at(path)
        in_parts = Counter((n.anchor, number_text(n), n.words) for n in numbers_of(parts.parts))
        own = Counter((f.anchor, number_text(f.number), f.number.words) for f in parts.figures)
        again = (n for f in parts.figures if f.anchor in page.sharing for n in numbers_of(f.inputs))
        once = Counter((n.anchor, number_text(n), n.words) for n in again)
        assert in_parts - own - once == page.numbers, path


def test_the_parts_hold_each_sentence_of_the_page(built_site: Path) -> None:
    for path in pages(built_site):
        page, parts = page_at(path), parts_at(path)
        assert [spaced(claim.text) for claim in parts.claims] == page.sentences, path
        for exhibit in parts.exhibits:
            element = page.exhibits[exhibit.id]
            text = page.plain(element)
            for part in (exhibit.title, exhibit.note, exhibit.source):
                assert spaced(part.text) in text, (path, part)
            assert all(spaced(note) in spaced(element.get_text()) for note in exhibit.notes), path
            if exhibit.drawings:
                assert spaced(exhibit.unit) in text, path
                source = html.unescape(path.read_text(encoding="utf-8"))
                assert f'id="{exhibit.id}-alt">{exhibit.alt}<' in source, path


def test_a_source_row_says_what_its_row_on_the_page_says(built_site: Path) -> None:
    for path in pages(built_site):
        page, parts = page_at(path), parts_at(path)
        alone = [f.anchor for f in parts.figures if f.anchor not in page.in_shared]
        assert alone == [anchor for anchor in page.rows if anchor not in page.in_shared], path
        assert {figure.anchor for figure in parts.figures} == set(page.rows), path
        for figure in parts.figures:
            name, value, origin, allowed = page.rows[figure.anchor]
            assert figure.number.words == value
            if figure.anchor in page.in_shared:
                assert figure.name in name
                assert allowed in {figure.allowed, AS_SHOWN[page.lang]}
            else:
                assert (figure.name, figure.allowed) == (name, allowed)
            assert number_text(figure.number) == page.values[figure.anchor]
            assert spaced(figure.origin.text) in origin
            assert spaced(figure.remark) in origin
            assert all(number.words in origin for number in figure.inputs)


AS_SHOWN = {"vi": translate("as each is shown", "vi"), "en": "as each is shown"}
LEAST = ("hơn ", "more than ", "ít nhất ", "at least ")


def test_an_end_is_what_the_page_says_that_the_sources_allow(built_site: Path) -> None:
    for path in pages(built_site):
        for figure in parts_at(path).figures:
            ends = ends_of(figure.allowed, path)
            own = [figure.number.lower, figure.number.upper]
            if ends:
                # Rounded outwards: a đồng has no decimals, anything else two more than are printed.
                step = 1 if figure.number.unit == "VND" else 0.01
                for own_end, said, way in zip(own, ends, (-1, 1), strict=True):
                    assert (own_end is None) == (said is None), figure
                    if own_end is not None and said is not None:
                        assert -1e-6 <= way * (said - own_end) < step, figure
            else:
                assert own[0] == own[1] == figure.number.value, figure


def ends_of(allowed: str, path: Path) -> list[float | None]:
    """The ends that words name: none of what is exact, one and None of what is open."""
    ends: list[float | None] = [end_of(t, path) for t in re.findall(r"[-−]?\d[\d.,]*", allowed)]
    if len(ends) != 1:
        return ends
    return [*ends, None] if allowed.startswith(LEAST) else [None, *ends]


def end_of(text: str, path: Path) -> float:
    vietnamese = path.parent.name == "vi"
    plain = text.replace(".", "").replace(",", ".") if vietnamese else text.replace(",", "")
    return float(plain.replace("−", "-"))


def test_the_listings_say_what_the_pages_say(built_site: Path) -> None:
    for folder in sorted(built_site.glob("*/*/")):
        claims = json.loads((folder / "claims.json").read_text("utf-8"))
        figures = json.loads((folder / "figures.json").read_text("utf-8"))["figures"]
        for path in folder.glob("*/*.html"):
            page = page_at(path)
            here = [c for c in claims["claims"] if (c["page"], c["lang"]) == (page.name, page.lang)]
            assert [spaced(claim["text"]) for claim in here] == page.sentences
            for number in (number for claim in here for number in claim["numbers"]):
                assert number["anchor"] in page.rows
                assert number["words"] in page.text
            rows = [f for f in figures if (f["page"], f["lang"]) == (page.name, page.lang)]
            assert {f["anchor"]: f["words"] for f in rows} == {
                a: r[1] for a, r in page.rows.items()
            }
            own = [f for f in rows if f["anchor"] not in page.in_shared]
            assert [(f["anchor"], f["name"], f["words"], f["allowed"]) for f in own] == [
                (anchor, name, value, allowed)
                for anchor, (name, value, _, allowed) in page.rows.items()
                if anchor not in page.in_shared
            ]


def table_says_what_the_page_says(
    header: list[Any], rows: list[list[Any]], page: Page, exhibit: str
) -> None:
    """Compare a table that is spread out with the one on the page, cell by cell."""
    where = (page.lang, page.name, exhibit)
    titles, *cells = page.table(exhibit)
    assert len(rows) == len(cells), where
    starts = column_starts(header, [page.plain(title) for title in titles], where)
    for row, on_page in zip(rows, cells, strict=True):
        assert bare(row[0]) == page.plain(on_page[0]), (*where, "what the row is about")
        for (first, end), cell in zip(starts, on_page, strict=True):
            cell_says_what_the_page_says(row[first:end], cell, where)


def column_starts(header: list[Any], titles: list[str], where: Any) -> list[tuple[int, int]]:
    """From where to where the columns of each column of the page go."""
    starts = []
    at = 0
    for title in titles:
        assert bare(header[at]).startswith(title), where
        end = at + 1
        while end < len(header) and str(header[end]).startswith(f"{header[at]} ("):
            end += 1
        starts.append((at, end))
        at = end
    assert at == len(header), where
    return starts


def cell_says_what_the_page_says(given: list[Any], cell: Tag, where: Any) -> None:
    figure = cell.find("data", class_="tk-figure")
    single = isinstance(figure, Tag) and "tk-num" in cell.get("class", [])
    if not single:
        assert bare(given[0]) == Page.plain(cell), where
        assert not any(filled(other) for other in given[1:]), where
        return
    assert isinstance(figure, Tag)
    value = str(figure["value"]).partition("/")[0]
    if ".." in value:
        assert not filled(given[0]), where
        assert [filled(end) for end in given[1:3]] == [number(v) for v in value.split("..")], where
    else:
        assert filled(given[0]) == float(value), where
    if len(given) > 1:
        value_, lower, upper, unit, shown = given
        low, high = filled(lower), filled(upper)
        assert filled(unit), where
        assert bare(shown) == Page.plain(cell), where
        if filled(value_) is not None:
            assert low is None or low <= float(value), where
            assert high is None or high >= float(value), where


def bare(cell: Any) -> str:
    """A cell as the page has it: without the mark, and without the apostrophe before what may be a formula."""
    text = spaced("" if cell in {None, EMPTY} else re.sub(MARK, "", str(cell)))
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def filled(cell: Any) -> Any:
    """A number, a text, or None where the cell is empty."""
    if cell in {None, "", EMPTY}:
        return None
    return number(cell) if re.fullmatch(r"-?\d+(\.\d+)?", str(cell)) else cell


def number(text: Any) -> float | None:
    return float(text) if text not in {None, ""} else None


def test_the_csv_of_an_exhibit_says_what_its_page_says(built_site: Path) -> None:
    seen = 0
    for path in pages(built_site):
        page = page_at(path)
        for name, (header, *rows) in page.downloads.items():
            table_says_what_the_page_says(header, rows, page, str(name).removesuffix(".csv"))
            seen += 1
    assert seen > 90


def test_the_workbook_says_what_the_pages_say(built_site: Path) -> None:
    seen = 0
    for path in sorted(built_site.glob("*/*/*.xlsx")):
        lang = path.stem.rpartition("-")[2]
        book = openpyxl.load_workbook(path)
        paths = sorted((path.parent / lang).glob("*.html"))
        shown = [(page_at(p), name) for p in paths for name in page_at(p).exhibits]
        sheets = book.worksheets[3:-1]
        assert len(sheets) == len(shown)
        for sheet, (page, exhibit) in zip(sheets, shown, strict=True):
            sheet_says_what_the_page_says(sheet, page, exhibit)
            seen += 1
        notes_are_on_the_pages(book.worksheets[2], paths)
        sources_say_what_the_pages_say(book.worksheets[-1], paths)
    assert seen > 90


def of_table(sheet: Any) -> tuple[list[str], list[Any], list[list[Any]]]:
    """What is above the table of a sheet, its header, and its rows."""
    (table,) = sheet.tables.values()
    cells = [[cell.value for cell in row] for row in sheet[table.ref]]
    top = sheet[table.ref][0][0].row
    above = [str(sheet.cell(row, 1).value) for row in range(1, top)]
    return above, cells[0], cells[1:]


def sheet_says_what_the_page_says(sheet: Any, page: Page, exhibit: str) -> None:
    above, header, rows = of_table(sheet)
    say = words("vi" if page.lang == "vi" else "en")
    own = {say["one_table"], say["contents_sheet"]}
    text = page.plain(page.exhibits[exhibit])
    for line in above:
        if line not in own and not line.startswith(say["see_notes"].partition(":")[0]):
            matrix = page.exhibits[exhibit].select_one(".tk-unit") is None and ":" in line
            assert spaced(line) in text or matrix, (page.name, exhibit, line)
    table_says_what_the_page_says(header, rows, page, exhibit)


def notes_are_on_the_pages(sheet: Any, paths: list[Path]) -> None:
    _, _, rows = of_table(sheet)
    texts = [spaced(page_at(path).main.get_text()) for path in paths]
    for mark, note in rows:
        assert mark == EMPTY or any(spaced(note) in text for text in texts), note


def terms(origin: str) -> set[str]:
    """What a calculation names; figures that share a row name their inputs once, in the order of the first."""
    return set(re.findall(r"[^\s,;]+", origin))


def sources_say_what_the_pages_say(sheet: Any, paths: list[Path]) -> None:
    _, _, rows = of_table(sheet)
    on_pages = {
        anchor: row for path in reversed(paths) for anchor, row in page_at(path).rows.items()
    }
    in_workbook = [(row[0], bare(row[5]), bare(row[6]), bare(row[7])) for row in rows]
    assert Counter(v for _, v, _, _ in in_workbook) == Counter(row[1] for row in on_pages.values())
    shared = {anchor for path in paths for anchor in page_at(path).in_shared}
    alone = Counter((n, v, o, a) for k, (n, v, o, a) in on_pages.items() if k not in shared)
    left = Counter(in_workbook)
    left.subtract(alone)
    assert min(left.values(), default=0) >= 0
    # What is left are those that share a row: each with its own name, value, origin and what is allowed.
    for key, (names, value, origins, allowed) in on_pages.items():
        if key in shared:
            fitting = [
                row for row in left.elements()
                if row[0] in names and row[1] == value and terms(row[2]) <= terms(origins)
                and allowed in {row[3], *AS_SHOWN.values()}
            ]  # fmt: skip
            assert fitting, (names, value, origins, allowed)
            own = fitting[0]
            left[own] -= 1
    assert not +left


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_document_says_what_the_pages_say(ending: str, built: Path) -> None:
    needed("pypandoc" if ending == "docx" else "weasyprint")
    run_tongket("export", f"--{ending}", "--year", "2025", "--lang", "en", "--out", str(built))
    path = built / "documents" / f"tongket-VN-CT-2025-en.{ending}"
    text = text_of_document(path)
    found = [page_at(p) for p in sorted((built / "site/VN-CT/2025/en").glob("*.html"))]
    cells = [
        cell
        for page in found
        for row in page.main.select("tr")
        for cell in row.find_all(["th", "td"])
    ]
    on_pages = [*(s for page in found for s in page.sentences), *map(Page.plain, cells)]
    lost = [sentence for sentence in on_pages if squeezed(sentence) not in text]
    assert not lost
    # A document begins with what each page says of its release below: licence, date, edition.
    said = (text for page in found for text in (page.main.get_text(" "), page.release))
    numerals = {n for text in said for n in NUMERAL.findall(text)}
    assert len(numerals) > 50
    if ending == "docx":
        # The number of a source in the list at the end.
        words_of_document = re.sub(r"\[\d+\]", "", raw_text(path))
        assert not set(NUMERAL.findall(words_of_document)) - numerals


def needed(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except (ImportError, OSError) as error:
        absent(f"{module} cannot be loaded: {error} (.ci/run installs what it needs)")


def squeezed(text: str) -> str:
    """A text without spaces and marks: lines break elsewhere in a document."""
    return re.sub(r"\s", "", re.sub(MARK, "", text))


def raw_text(path: Path) -> str:
    """The text of a Word document, paragraph by paragraph."""
    import docx
    from docx.oxml.ns import qn

    body = docx.Document(str(path)).element.body
    pieces = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return "\n".join(pieces)


def text_of_document(path: Path) -> str:
    if path.suffix == ".docx":
        return squeezed(raw_text(path))
    from pypdf import PdfReader

    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))
