"""A catalogue brought up to date: what enters, what stays, what becomes obsolete, what is never touched."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from tongket.catalogues.collection import Message
from tongket.catalogues.upkeep import bring_up_to_date, sources, updated
from tongket.errors import DataError
from tongket.model import LANGS
from tongket.translations import catalogue_file
from tongket.translations.catalogue import PACKAGE

WORKED_ON = """\
# Bản dịch của tổ thống kê.
msgid ""
msgstr ""
"Language: vi\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Last-Translator: Nguyễn Thị Hoa <hoa@example.vn>\\n"
"X-Generator: Poedit 3.4\\n"

# Hỏi lại vụ kế hoạch trước khi sửa câu này, vì câu này đã được thống nhất trong cuộc họp giao ban tháng trước.
#: old.py
#, fuzzy
#| msgid "Bars fall"
msgid "Bars rise"
msgstr "Các thanh tăng"

msgid "Unused"
msgstr "Không ai nói"

msgid "Unused and never translated"
msgstr ""

#~ msgid "Said again"
#~ msgstr "Lại được nói"
"""
MESSAGES = {
    Message("Said again"): ["b.py"],
    Message("Bars rise"): ["a.py"],
    Message("As {n:number}"): ["a.py", "b.py"],
    Message("time", "unit"): ["a.py"],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vi.po"
    path.write_text(WORKED_ON, encoding="utf-8")
    return path


def entries(text: str) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(text)}


def test_what_translators_wrote_stays(file: Path) -> None:
    text = updated(file, MESSAGES, "vi")
    worked_on = (
        "# Hỏi lại vụ kế hoạch trước khi sửa câu này, vì câu này đã được thống nhất trong cuộc họp giao ban tháng trước.\n"
        '#: a.py\n#, fuzzy\n#| msgid "Bars fall"\nmsgid "Bars rise"\nmsgstr "Các thanh tăng"\n'
    )
    assert worked_on in text
    assert text.startswith("# Bản dịch của tổ thống kê.\n")
    assert "Last-Translator: Nguyễn Thị Hoa <hoa@example.vn>" in text
    assert "X-Generator: Poedit 3.4" in text


def test_new_sentences_enter_empty_and_in_order(file: Path) -> None:
    text = updated(file, MESSAGES, "vi")
    assert [msgid for msgid, entry in entries(text).items() if not entry.obsolete] == [
        message.sentence for message in MESSAGES
    ]
    assert 'msgctxt "unit"\nmsgid "time"\nmsgstr ""\n' in text
    assert '#: a.py b.py\n#, python-brace-format\nmsgid "As {n:number}"\nmsgstr ""\n' in text


def test_what_is_used_no_more_becomes_obsolete_and_comes_back(file: Path) -> None:
    text = updated(file, MESSAGES, "vi")
    assert '#~ msgid "Unused"\n#~ msgstr "Không ai nói"\n' in text
    assert "never translated" not in text
    assert '#: b.py\nmsgid "Said again"\nmsgstr "Lại được nói"\n' in text
    file.write_text(text, encoding="utf-8")
    again = updated(file, {**MESSAGES, Message("Unused"): ["c.py"]}, "vi")
    assert '#: c.py\nmsgid "Unused"\nmsgstr "Không ai nói"\n' in again


def test_unused_entries_are_removed_only_when_asked(file: Path) -> None:
    assert "Unused" not in updated(file, MESSAGES, "vi", remove_unused=True)


def test_the_second_time_nothing_changes(file: Path) -> None:
    text = updated(file, MESSAGES, "vi")
    file.write_text(text, encoding="utf-8")
    assert updated(file, MESSAGES, "vi") == text


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_catalogue_has_the_header_of_its_language(tmp_path: Path, lang: str) -> None:
    text = updated(tmp_path / "none.po", MESSAGES, lang)
    assert text.startswith('msgid ""\nmsgstr ""\n"Language: ')
    assert polib.pofile(text).metadata["Language"] == lang
    assert "charset=UTF-8" in text


def test_a_broken_catalogue_is_refused_and_left_alone(file: Path) -> None:
    file.write_text(WORKED_ON + '\nmsgid "a"\nnonsense\n', encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(DataError, match=r"vi\.po: expected a gettext catalogue"):
        updated(file, MESSAGES, "vi")
    assert file.read_bytes() == before


def own_notebook(folder: Path) -> None:
    code = 'review.key_points("One sentence of our own.")'
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "source": code}
    folder.mkdir()
    (folder / "review.toml").write_text('[[pages]]\nname = "a"\ntitle_vi = "A"\ntitle_en = "A"\n')
    (folder / "a.ipynb").write_text(json.dumps({"cells": [cell]}))


@pytest.mark.slow
def test_one_notebook_elsewhere_cuts_nothing_from_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_notebook(tmp_path / "mine")
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(tmp_path / "mine"))
    before = catalogue_file(PACKAGE, "vi").read_bytes()
    assert bring_up_to_date("vi") == [tmp_path / "mine" / "locale" / "vi.po"]
    assert catalogue_file(PACKAGE, "vi").read_bytes() == before
    assert list(entries((tmp_path / "mine/locale/vi.po").read_text())) == [
        "One sentence of our own."
    ]


@pytest.mark.parametrize(("folder", "collect"), sources("vi"), ids=["notebooks", "library", "data"])
def test_the_catalogues_in_git_are_what_the_command_writes_and_whole(folder, collect) -> None:
    path = catalogue_file(folder, "vi")
    text = path.read_text(encoding="utf-8")
    assert updated(path, collect(), "vi") == text, "out of date: run tongket translations"
    untranslated = [e.msgid for e in polib.pofile(text) if not e.obsolete and not e.translated()]
    assert untranslated == [], "translate what is empty or fuzzy"
