"""The text of a data file: no row, no character vanishes; a spreadsheet's form is read as what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket import limits
from tongket.data.letters import flaws
from tongket.data.quotation_marks import Broken, cells_of, records
from tongket.data.store import check, read

ROWS = 20


@pytest.fixture
def many_rows(one_row: Any) -> Path:
    """An observations file of twenty good rows; the comments of some are in quotation marks."""
    path: Path = one_row()
    header, row = path.read_text(encoding="utf-8").splitlines()
    rows = [
        row.replace(",4,", f",4.{number:02d},") + ('"Theo dõi, đánh giá."' if number % 3 == 0 else "")
        for number in range(ROWS)
    ]  # fmt: skip
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def change(path: Path, line: int, old: str, new: str) -> None:
    """Change a text in one line of a file, 1 being the header."""
    texts = path.read_text(encoding="utf-8").split("\n")
    assert old in texts[line - 1]
    texts[line - 1] = texts[line - 1].replace(old, new)
    path.write_bytes("\n".join(texts).encode())


def found(folder: Path) -> list[tuple[str, int, str]]:
    return [(finding.code, finding.row, finding.column) for finding in check(folder)]


def test_twenty_rows_are_twenty_observations(many_rows: Path, folder: Path) -> None:
    store, findings = read(folder)
    assert findings == []
    assert store is not None
    assert [row.row for row in store.observations] == list(range(2, ROWS + 2))


# What a row ends with -> the finding. The row is the fourth, with an empty comment.
QUOTES = {
    "no closing mark": ('"Cột đo xăng dầu gồm cả cột di động', "unclosed-quote", "comment"),
    "only an opening mark": ('"', "unclosed-quote", "comment"),
    "text after the mark": ('"Cột đo" xăng dầu', "stray-quote", "comment"),
    "a mark in a text": ('Cột "đo" xăng dầu', "stray-quote", "comment"),
    "a mark at the end": ('Cột đo"', "stray-quote", "comment"),
    "three marks": ('"""Cột đo', "unclosed-quote", "comment"),
}


@pytest.mark.parametrize("case", QUOTES)
@pytest.mark.parametrize("line", [3, ROWS])
def test_a_broken_quotation_mark_takes_its_own_row_only(
    case: str, line: int, many_rows: Path, folder: Path
) -> None:
    comment, code, column = QUOTES[case]
    texts = many_rows.read_text(encoding="utf-8").split("\n")
    texts[line - 1] += comment
    many_rows.write_text("\n".join(texts), encoding="utf-8")
    store, findings = read(folder)
    assert [(f.code, f.row, f.column) for f in findings] == [(code, line, column)]
    assert store is not None
    assert [row.row for row in store.observations] == [n for n in range(2, ROWS + 2) if n != line]


def test_two_open_quotation_marks_are_two_findings(many_rows: Path, folder: Path) -> None:
    texts = many_rows.read_text(encoding="utf-8").split("\n")
    texts[2] += '"eins'
    texts[3] += '"zwei'
    many_rows.write_text("\n".join(texts), encoding="utf-8")
    assert found(folder) == [("unclosed-quote", 3, "comment"), ("unclosed-quote", 4, "comment")]


def test_a_line_break_in_a_figure_is_found_and_lines_below_keep_their_numbers(
    many_rows: Path, folder: Path
) -> None:
    change(many_rows, 4, ",420,exact", ',"4\n20",exact')
    (finding,) = check(folder)
    assert (finding.code, finding.row, finding.column) == ("line-break", 4, "as_printed")
    assert "4\n20" in finding.value
    change(many_rows, 8, ",420,exact", ",421,exact")
    assert found(folder)[1] == ("as-printed-disagrees", 8, "obs_value")


@pytest.mark.parametrize("comment", ["one\n", "\none", "one\n\ntwo", "one\ntwo, three\nfour"])
def test_a_cell_of_several_lines_is_one_finding(
    comment: str, many_rows: Path, folder: Path
) -> None:
    texts = many_rows.read_text(encoding="utf-8").split("\n")
    texts[3] += f'"{comment}"'
    many_rows.write_text("\n".join(texts), encoding="utf-8")
    assert found(folder) == [("line-break", 4, "comment")]


def test_a_line_without_end_ends_the_reading(many_rows: Path, folder: Path) -> None:
    texts = many_rows.read_text(encoding="utf-8").split("\n")
    texts[3] += "x" * (4 * limits.LINE)
    texts[5] += '"never closed'
    many_rows.write_text("\n".join(texts), encoding="utf-8")
    assert found(folder) == [("too-long", 4, "")]


CHARACTERS = {
    "line separator": ("a\u2028b", "control-character", "U+2028 LINE SEPARATOR"),
    "paragraph separator": ("a\u2029b", "control-character", "U+2029 PARAGRAPH SEPARATOR"),
    "next line": ("a\u0085b", "control-character", "U+0085 NEXT LINE"),
    "vertical tab": ("a\x0bb", "control-character", "U+000B VERTICAL TAB"),
    "form feed": ("a\x0cb", "control-character", "U+000C FORM FEED"),
    "tab": ("a\tb", "control-character", "U+0009 TAB"),
    "carriage return": ("a\rb", "control-character", "U+000D CARRIAGE RETURN"),
    "escape sequence": ("\x1b[2J", "control-character", "U+001B ESCAPE"),
    "a control character": ("a\x01b", "control-character", "U+0001 CONTROL CHARACTER"),
    "no character": ("a\ufffeb", "lost-letter", "U+FFFE NO CHARACTER"),
    "private use": ("a\ue000b", "lost-letter", "U+E000 PRIVATE USE"),
    "replacement character": ("C\ufffdn Th\ufffd", "lost-letter", "U+FFFD REPLACEMENT CHARACTER"),
    "zero width space": ("a\u200bb", "invisible-character", "U+200B ZERO WIDTH SPACE"),
    "zero width joiner": ("a\u200db", "invisible-character", "U+200D ZERO WIDTH JOINER"),
    "soft hyphen": ("a\u00adb", "invisible-character", "U+00AD SOFT HYPHEN"),
    "right to left": ("a\u202eb", "invisible-character", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "isolate": ("a\u2066b", "invisible-character", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    "a BOM within": ("a\ufeffb", "invisible-character", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    "filler": ("a\u3164b", "invisible-character", "U+3164 HANGUL FILLER"),
    "variation selector": ("a\ufe0fb", "invisible-character", "U+FE0F VARIATION SELECTOR-16"),
    "no-break space": ("a\u00a0b", "odd-space", "U+00A0 NO-BREAK SPACE"),
    "thin space": ("a\u2009b", "odd-space", "U+2009 THIN SPACE"),
    "ideographic space": ("a\u3000b", "odd-space", "U+3000 IDEOGRAPHIC SPACE"),
    "full-width digit": ("3.37３", "other-digit", "３ (U+FF13 FULLWIDTH DIGIT THREE)"),
    "Arabic digit": ("٣", "other-digit", "٣ (U+0663 ARABIC-INDIC DIGIT THREE)"),
    "Devanagari digit": ("४", "other-digit", "४ (U+096A DEVANAGARI DIGIT FOUR)"),
    "Icelandic eth": ("Ðồng", "wrong-letter", "Ð (U+00D0 LATIN CAPITAL LETTER ETH)"),
    "split letters": ("Ca\u0302\u0300n", "not-nfc", "Ca\u0302\u0300n"),
    "Cyrillic among Latin": ("Cần Тhơ", "mixed-scripts", "Тhơ"),
    "question marks": ("C?n Th?", "question-marks", "C?n Th?"),
    "a lost first letter": ("triệu ?ồng", "question-marks", "triệu ?ồng"),
    "TCVN3": ("CÇn Th¬", "old-font", "CÇn Th¬"),
    "VNI": ("Caàn Thô", "old-font", "Caàn Thô"),
    "UTF-8 read twice": ("Cáº§n ThÆ¡", "read-twice", "Cáº§n ThÆ¡"),
}


@pytest.mark.parametrize("case", CHARACTERS)
def test_a_character_is_found_and_named(case: str) -> None:
    text, code, value = CHARACTERS[case]
    (flaw,) = flaws(text)
    assert (flaw.code, flaw.value) == (code, value)
    assert flaw.remedy.vi != flaw.remedy.en


@pytest.mark.parametrize("column", ["locator", "comment", "indicator"])
def test_a_character_is_one_finding_at_its_row(column: str, one_row: Any, folder: Path) -> None:
    one_row(**{column: "a\u200bb"})
    assert found(folder) == [("invisible-character", 2, column)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("CÇn Th¬", "Cần Thơ"),
        ("Së Khoa häc vµ C«ng nghÖ", "Sở Khoa học và Công nghệ"),
        ("Caàn Thô", "Cần Thơ"),
        ("Sôû Khoa hoïc vaø Coâng ngheä", "Sở Khoa học và Công nghệ"),
        ("ÑAÏI HOÏC", "ĐẠI HỌC"),
        ("Thaønh phoá Hoà Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Cáº§n ThÆ¡", "Cần Thơ"),
        ("Háº­u Giang", "Hậu Giang"),
    ],
)
def test_a_destroyed_text_is_shown_as_it_probably_was(text: str, meant: str) -> None:
    (flaw,) = flaws(text)
    assert f"“{meant}”" in flaw.remedy.en
    assert f"“{meant}”" in flaw.remedy.vi


@pytest.mark.parametrize(
    "text",
    ["Cần Thơ", "hoá học và hòa bình", "Vì sao?", "Loïc", "Citroën, Müller và São Paulo", "café",
     "https://a.vn/?id=3&x=y", "2,9 tỷ đồng · ½ × 3 m²", "“Chìa khóa” – 14,025%…", "là”…", "naïve"],
)  # fmt: skip
def test_a_right_text_has_no_flaw(text: str) -> None:
    assert flaws(text) == ()


def test_spaces_that_tell_look_alikes_apart_are_found(one_row: Any, folder: Path) -> None:
    for cells, code in (
        ({"locator": "4 "}, "outer-space"),
        ({"comment": " x"}, "outer-space"),
        ({"locator": "4  a"}, "double-space"),
    ):
        one_row(**cells)
        assert found(folder) == [(code, 2, next(iter(cells)))]


def test_spaces_at_the_ends_of_cells_are_found_whatever_separates_them(
    one_row: Any, folder: Path
) -> None:
    path = one_row(locator="4 ", qualifier=" exact")
    lines = [";".join(cells_of(line, ",") or []) for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    spaces = [(code, column) for code, _, column in found(folder) if code == "outer-space"]
    assert spaces == [("outer-space", "qualifier"), ("outer-space", "locator")]


def test_the_same_in_many_rows_is_one_finding(many_rows: Path, folder: Path) -> None:
    text = many_rows.read_text(encoding="utf-8")
    many_rows.write_text(text.replace("dost-ct-review-2024", "dost-2024"), encoding="utf-8")
    (finding,) = check(folder)
    assert finding.code == "unknown-source"
    assert len(finding.more_rows) == ROWS - 1
    assert "rows 2, 3, 4, 5, 6 … (20 in all), source: " in finding.line("en")
    assert "dòng 2, 3, 4, 5, 6 … (tất cả 20), source: " in finding.line("vi")


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("start", ["", "\ufeff", "sep"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_form_of_a_spreadsheet_is_one_finding_and_its_rows_are_read(
    separator: str, start: str, end: str, many_rows: Path, folder: Path
) -> None:
    lines = [
        separator.join(f'"{c}"' if separator in c else c for c in cells_of(line, ",") or [])
        for line in many_rows.read_text(encoding="utf-8").splitlines()
    ]
    lines = [f"sep={separator}", *lines] if start == "sep" else lines
    text = end.join([*lines, ""])
    many_rows.write_bytes((start.replace("sep", "") + text).encode())
    store, findings = read(folder)
    assert [finding.code for finding in findings] == ["spreadsheet-form"]
    assert "tongket tidy" in findings[0].remedy.en
    assert store is not None
    assert len(store.observations) == ROWS


def test_decimal_commas_are_read_where_semicolons_separate(one_row: Any, folder: Path) -> None:
    cells = {"indicator": "research.handover_rate", "unit_measure": "percent"}
    path = one_row(as_printed="85,7%", obs_value="85.7", **cells)
    text = path.read_text(encoding="utf-8").replace('"85,7%"', "85,7%").replace("85.7", "85,7")
    path.write_text(text.replace(",", ";").replace("85;7", "85,7"), encoding="utf-8")
    assert [finding.code for finding in check(folder)] == ["spreadsheet-form"]


HEADERS: dict[str, tuple[Any, list[str]]] = {
    "misspelt": (lambda h: h.replace("comment", "coment"), ["misspelt-column"]),
    "missing": (lambda h: h.replace(",qualifier", ""), ["missing-column"]),
    "one row too many above": (lambda h: "Bảng 1,,\n" + h, ["no-header"]),
    "an unseen character": (lambda h: "\u200b" + h, ["invisible-character"]),
    "twice": (lambda h: h.replace("lower", "upper"), ["missing-column", "duplicate-column"]),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_broken_header_is_found_once(case: str, many_rows: Path, folder: Path) -> None:
    breaking, codes = HEADERS[case]
    header, _, rows = many_rows.read_text(encoding="utf-8").partition("\n")
    many_rows.write_text(f"{breaking(header)}\n{rows}", encoding="utf-8")
    assert [finding.code for finding in check(folder)] == codes
    assert check(folder)[0].row == 1


CELLS = st.text(alphabet='ab",; ', max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_what_is_written_by_the_rules_is_read_as_it_was(rows: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    assert list(records(enumerate(lines, start=1), ",", 2)) == list(enumerate(rows, start=1))


@given(st.text(alphabet='ab",\n', max_size=60))
def test_each_line_is_accounted_for(text: str) -> None:
    lines = text.split("\n")
    out = list(records(enumerate(lines, start=1), ",", 2))
    numbers = [number for number, _ in out]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
    for number, row in out:
        if not isinstance(row, Broken):
            assert ",".join(row).replace('"', "") == lines[number - 1].replace('"', "")


def test_lost_letters_are_shown_as_other_texts_of_the_project_have_them(
    one_row: Any, folder: Path
) -> None:
    one_row(comment="Số liệu của C?n Th?.")
    (finding,) = check(folder)
    assert finding.remedy.en == "Probably “Cần Thơ”: compare with the source."
    one_row(comment="Qx?z")
    (finding,) = check(folder)
    assert finding.remedy.en == "Type the letters as the source has them."
