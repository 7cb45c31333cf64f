"""A notebook in another language: Markdown translated, cells of other languages left out, gaps shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongket.translations import catalogue_of
from tongket.translations.notebook import language_of, translated

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def cell(kind: str, source: str | list[str], *tags: str) -> dict:
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "vi.po").write_text(
        HEADER + 'msgid "Limits"\nmsgstr "Giới hạn"\n\nmsgid "ISO"\nmsgstr "ISO"\n\n'
        '#, fuzzy\nmsgid "Almost"\nmsgstr "Gần như"\n'
    )
    (tmp_path / "locale" / "en.po").write_text(HEADER + 'msgid "Giới hạn"\nmsgstr "Limits"\n')
    return tmp_path


def sources(notebook: dict, lang: str, folder: Path) -> list[str]:
    known = catalogue_of(folder, lang)
    return ["".join(c["source"]) for c in translated(notebook, lang, known)["cells"]]


def test_markdown_is_translated_and_code_is_not(folder: Path) -> None:
    cells = [
        cell("markdown", ["## Limits\n", "\n", "ISO"]),
        cell("code", "'Limits'"),
        cell("raw", "Limits"),
    ]
    notebook = {"metadata": {"tongket": {"language": "en"}}, "cells": cells}
    assert sources(notebook, "vi", folder) == ["## Giới hạn\n\nISO", "'Limits'", "Limits"]
    assert sources(notebook, "en", folder) == ["## Limits\n\nISO", "'Limits'", "Limits"]
    made = translated(notebook, "vi", catalogue_of(folder, "vi"))
    assert language_of(made) == "vi"
    assert cells[0]["source"] == ["## Limits\n", "\n", "ISO"], "the notebook itself stays"


def test_what_has_no_translation_says_so_and_in_which_language_it_is(folder: Path) -> None:
    notebook = {"metadata": {}, "cells": [cell("markdown", "## Almost\n\n- new")]}
    assert sources(notebook, "vi", folder) == [
        '## <span lang="en">Almost</span> (chưa dịch)\n\n- <span lang="en">new</span> (chưa dịch)'
    ]


def test_a_notebook_may_be_written_in_vietnamese(folder: Path) -> None:
    notebook = {
        "metadata": {"tongket": {"language": "vi"}},
        "cells": [cell("markdown", "## Giới hạn\n\nMới")],
    }
    assert sources(notebook, "vi", folder) == ["## Giới hạn\n\nMới"]
    assert sources(notebook, "en", folder) == [
        '## Limits\n\n<span lang="vi">Mới</span> (not translated)'
    ]


def test_cells_tagged_with_a_language_are_kept_or_left_out_as_they_are(folder: Path) -> None:
    cells = [
        cell("markdown", "# Limits", "lang-en"),
        cell("markdown", "# Hạn", "lang-vi"),
        cell("code", "1", "lang-en"),
    ]
    notebook = {"metadata": {}, "cells": cells}
    assert sources(notebook, "vi", folder) == ["# Hạn"]
    assert sources(notebook, "en", folder) == ["# Limits", "1"]
