"""A catalogue that does not hold gives findings: file, line, expected, got, remedy; so does what has no translation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tongket.catalogues.upkeep import updated
from tongket.catalogues.validity import file_findings, findings, untranslated
from tongket.errors import DataError
from tongket.translations.catalogue import PACKAGE, catalogue_file, read

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def lines_of_findings(tmp_path: Path, content: bytes) -> list[str]:
    path = tmp_path / "vi.po"
    path.write_bytes(content)
    return [str(finding) for finding in file_findings(path, "locale/vi.po")]


SAVE = "Save it as UTF-8 without a byte-order mark, in a program for .po files such as Poedit."


def test_a_whole_catalogue_and_none_have_no_finding(tmp_path: Path) -> None:
    assert lines_of_findings(tmp_path, (HEADER + 'msgid "a"\nmsgstr "b"\n').encode()) == []
    assert file_findings(tmp_path / "none.po", "none.po") == []


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    assert lines_of_findings(tmp_path, (HEADER + 'msgid "a"\nmsgstrr "b"\n').encode()) == [
        (
            "locale/vi.po, row 6: expected a gettext catalogue in UTF-8, got 'msgstrr \"b\"'. "
            "Mend the line, or take the file as it was before."
        )
    ]


UNCLOSED = [
    'msgid "broken',
    'msgstr "Tổng quan',
    '"Tổng quan',
    "msgstr Tổng quan",
    'msgstr "Tổng quan\\"',
    'msgstr "Tổng \\\\"quan"',
    'msgstr[0] "Tổng quan',
    'msgctxt "Tổng quan',
    'msgid_plural "Tổng quan',
    '#~ msgstr "Tổng quan',
    '#| msgid "Tổng quan',
    '#~ "Tổng quan',
    'msgstr "Tổng \u2028 quan"',
]


@pytest.mark.parametrize("line", UNCLOSED)
def test_a_text_that_is_not_closed_is_named_and_nothing_is_written(
    tmp_path: Path, line: str
) -> None:
    content = HEADER + f'msgid "a"\nmsgstr "b"\n\n{line}\n\nmsgid "c\nmsgstr "d"\n'
    first, *_, last = lines_of_findings(tmp_path, content.encode())
    got = line.splitlines()[0].strip()
    assert first.startswith(f"locale/vi.po, row 8: expected a text in quotation marks, got {got!r}")
    assert f"got '{'msgid'} \"c'. Write a quotation mark before and after it" in last
    path = tmp_path / "vi.po"
    for refused in (
        lambda: updated(path, {}, "vi"),
        lambda: read(path),
    ):
        with pytest.raises(DataError, match=r"without its closing quotation mark \(line 8\)"):
            refused()
    assert path.read_bytes() == content.encode()


def test_quotation_marks_within_a_text_and_in_comments_are_no_open_ones(tmp_path: Path) -> None:
    content = (
        '# Cột "đo\n#. a "b\n#, fuzzy\n#| msgid "old"\nmsgid "a \\"b\\" c\\\\"\nmsgstr ""\n  "d\\n"\n\t"e"  \n'
        '\nmsgid "f"\nmsgid_plural "g"\nmsgstr[0] "h"\nmsgstr[1] "i"\n\n#~ msgid "j"\n#~ msgstr "k"\n'
    )
    assert lines_of_findings(tmp_path, (HEADER + content).encode()) == []


def test_another_encoding_is_named(tmp_path: Path) -> None:
    assert lines_of_findings(
        tmp_path, HEADER.encode() + 'msgid "a"\nmsgstr "\xe9"\n'.encode("latin-1")
    ) == [f"locale/vi.po, row 6: expected a gettext catalogue in UTF-8, got '0xe9'. {SAVE}"]


def test_a_byte_order_mark_is_named(tmp_path: Path) -> None:
    assert lines_of_findings(tmp_path, b"\xef\xbb\xbf" + HEADER.encode()) == [
        f"locale/vi.po, row 1: expected no byte-order mark at the start, got 'BOM'. {SAVE}"
    ]


def test_a_sentence_that_is_there_twice_is_named(tmp_path: Path) -> None:
    twice = 'msgid "a"\nmsgstr "b"\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "d"\n\nmsgid "a"\nmsgstr "e"\n'
    assert lines_of_findings(tmp_path, (HEADER + twice).encode()) == [
        (
            "locale/vi.po, row 12, msgid: expected each sentence once (row 5), got 'a'. "
            "Delete one of the two entries."
        )
    ]


@pytest.mark.parametrize("translation", ["của {b}", "của", "{a} của {a} {b}", "{a"])
def test_placeholders_that_differ_are_named(tmp_path: Path, translation: str) -> None:
    entry = f'#, python-brace-format\nmsgid "of {{a}}"\nmsgstr "{translation}"\n'
    assert lines_of_findings(tmp_path, (HEADER + entry).encode()) == [
        (
            f"locale/vi.po, row 5, msgstr: expected {{a}}, got '{translation}'. "
            "Write the placeholders of the sentence into its translation."
        )
    ]


@pytest.mark.parametrize(
    ("sentence", "translation"),
    [
        ("of {a:number}", "của {a}"),
        ("{day:%B %Y}", "tháng {day.month}/{day.year}"),
        ("{ip.titles_granted} of {a}", "{a}: {ip.titles_granted:number}"),
    ],
)
def test_placeholders_may_be_elsewhere_and_in_another_form(
    tmp_path: Path, sentence: str, translation: str
) -> None:
    entry = f'#, python-brace-format\nmsgid "{sentence}"\nmsgstr "{translation}"\n'
    assert lines_of_findings(tmp_path, (HEADER + entry).encode()) == []


def test_fuzzy_and_obsolete_entries_are_not_held_against_anyone(tmp_path: Path) -> None:
    entry = (
        '#, fuzzy, python-brace-format\nmsgid "{a}"\nmsgstr "x"\n\n#~ msgid "{a}"\n#~ msgstr "y"\n'
    )
    assert lines_of_findings(tmp_path, (HEADER + entry).encode()) == []


def test_what_a_notebook_says_untranslated_is_named_with_cell_and_command(tmp_path: Path) -> None:
    code = 'review.key_points("Known.", "Fuzzy.", "New.")'
    cell = {"cell_type": "code", "id": "points", "metadata": {}, "source": code}
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell]}))
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "vi.po").write_text(
        HEADER + 'msgid "Known."\nmsgstr "Biết."\n\n#, fuzzy\nmsgid "Fuzzy."\nmsgstr "Mờ."\n'
    )
    assert [str(finding) for finding in untranslated(tmp_path, "vi")] == [
        f"a.ipynb, points: expected a translation in locale/vi.po, got '{sentence}'. "
        "Run `tongket translations --to vi`, then translate the entry."
        for sentence in ("Fuzzy.", "New.")
    ]


def test_what_is_shipped_holds() -> None:
    assert [str(finding) for finding in findings()] == []


def test_every_message_of_the_library_is_in_vietnamese() -> None:
    """`tongket check` looks at a project's own words; a word of the library would be in English on its pages."""
    path = catalogue_file(PACKAGE, "vi")
    with path.open("rb") as file:
        messages = [*read_po(file)]
    assert len(messages) > 1_000
    lacking = [
        each.id
        for each in messages
        if each.id and not all([each.string] if isinstance(each.string, str) else each.string)
    ]
    assert lacking == []
    assert not [each.id for each in messages if each.fuzzy and each.id]
