"""OpenDocument texts: what stands when changes are accepted, notes, boxes, tables; what is encrypted is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fixtures.office_files import write_odt
from tongket import documents
from tongket.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


def style(name: str, properties: str, parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:parent-style-name="{parent}">'
        f"<style:text-properties {properties}/></style:style>"
    )


STYLES = (
    style("up", 'style:text-position="super 58%"')
    + style("own", "", "up")
    + style("off", 'text:display="none"')
    + style("out", 'style:text-line-through-style="solid"')
    + style("old", 'style:font-name="VNI-Times"')
)


def span(name: str, words: str) -> str:
    return f'<text:span text:style-name="{name}">{words}</text:span>'


def texts(path: Path) -> list[str]:
    return [block.text for block in documents.read(path).blocks]


def test_inserted_words_stay_and_deleted_ones_go(tmp_path: Path) -> None:
    changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>25</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    body = (
        changes
        + "<text:p>Có <text:change/><text:change-start/>27<text:change-end/> đề tài.</text:p>"
    )
    assert texts(write_odt(tmp_path / "a.odt", body)) == ["Có 27 đề tài."]


def test_marks_hidden_words_spaces_and_notes(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Gồm 4 dự án.</text:p></text:note-body></text:note>"
    body = f"<text:h>1. Dự án</text:h><text:p>Có 35{span('own', '2')}<text:s/>vùng,<text:tab/>7{note} nơi{span('off', ' 8')}.</text:p>"
    body += "<text:list><text:list-item><text:p>12<text:line-break/>tấn</text:p></text:list-item></text:list>"
    found = documents.read(write_odt(tmp_path / "a.odt", body, STYLES)).blocks
    assert [(b.kind, b.section, b.paragraph, b.text) for b in found] == [
        ("heading", "1", 0, "1. Dự án"),
        ("paragraph", "1", 1, "Có 35² vùng, 7 nơi."),
        ("note", "1", 1, "Gồm 4 dự án."),
        ("paragraph", "1", 2, "12\ntấn"),
    ]


def test_numbers_printed_double_and_old_fonts_are_refused_together(tmp_path: Path) -> None:
    body = f"<text:p>Có {span('out', '25')}27 mẫu.</text:p><text:p>{span('old', 'Haø')}</text:p>"
    with pytest.raises(DataError) as refused:
        documents.read(write_odt(tmp_path / "a.odt", body, STYLES))
    assert [finding.code for finding in refused.value.findings] == ["doubled-number", "old-font"]


def test_cells_stay_apart_and_know_what_is_above_them(tmp_path: Path) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    wide = 'table:number-columns-spanned="2"'
    head = f"<table:table-header-rows><table:table-row>{cell('Chỉ tiêu')}{cell('Năm 2024', wide)}{covered}</table:table-row></table:table-header-rows>"
    tall = 'table:number-rows-spanned="2"'
    rows = f"<table:table-row>{cell('Đề tài', tall)}{cell('27')}{cell('150%')}</table:table-row>"
    rows += f"<table:table-row>{covered}{cell('1')}{cell('2')}</table:table-row>"
    fill = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    body = f"<table:table>{head}{rows}{fill}</table:table>"
    found = documents.read(write_odt(tmp_path / "a.odt", body)).blocks
    assert [row.text for row in found] == ["Chỉ tiêu | Năm 2024", "Đề tài | 27 | 150%", "1 | 2"]
    assert found[1].heads == ("Chỉ tiêu", "Năm 2024", "Năm 2024")
    assert found[2].heads == ("Năm 2024", "Năm 2024")


def test_a_box_follows_its_paragraph(tmp_path: Path) -> None:
    body = "<text:p>Trước <draw:frame><draw:text-box><text:p>Trong hộp 15%.</text:p></draw:text-box></draw:frame>sau.</text:p>"
    assert texts(write_odt(tmp_path / "a.odt", body)) == ["Trước sau.", "Trong hộp 15%."]


def test_what_is_encrypted_is_refused(tmp_path: Path) -> None:
    path = write_odt(tmp_path / "a.odt", "", manifest="<encryption-data/>")
    with pytest.raises(DataError, match="got 'password'. Open it with its password"):
        documents.read(path)
