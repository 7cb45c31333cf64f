"""Sentences of the code in two languages, from catalogues of library, notebooks and data."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

import tongket
from tongket.errors import DataError
from tongket.model import Text
from tongket.translations import LazyText, Phrase, is_translated, translate
from tongket.translations.catalogue import catalogue_files, read, refuse_broken

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def po(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def test_a_phrase_fills_each_language_with_its_own_words() -> None:
    phrase = Phrase("Plan implied by “{stated}”", stated=Text("số nêu", "what was stated"))
    assert phrase.in_("vi") == "Kế hoạch suy ra từ “số nêu”"
    assert phrase.en == "Plan implied by “what was stated”"
    assert phrase == Text(phrase.vi, phrase.en)
    assert hash(phrase) == hash(Text(phrase.vi, phrase.en))
    assert phrase != Text(phrase.vi, "other")


def test_a_phrase_without_values_keeps_its_placeholders_until_it_is_filled() -> None:
    form = Phrase("{indicator}: plan")
    assert form.vi == "{indicator}: kế hoạch"
    assert form.filled(indicator=Text("Văn bằng", "Titles")).vi == "Văn bằng: kế hoạch"


def test_the_same_words_differ_by_context() -> None:
    assert Phrase("lower").vi == "cận dưới"
    assert Phrase("lower", context="better when").vi == "thấp hơn"
    assert translate("lower", "vi", "no such context") == "lower"


def test_a_phrase_travels_to_another_process() -> None:
    phrase = Phrase("Nearest: {names}.", names="a, b")
    assert pickle.loads(pickle.dumps(phrase)).vi == "Gần nhất: a, b."


def test_a_text_is_made_only_in_the_language_asked_for() -> None:
    asked = []
    text = LazyText(lambda lang: asked.append(lang) or lang.upper())
    assert (text.in_("en"), text.en) == ("EN", "EN")
    assert asked == ["en"]


def test_a_fuzzy_entry_counts_as_untranslated(tmp_path: Path) -> None:
    known = read(
        po(tmp_path / "vi.po", '#, fuzzy\nmsgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr "y"\n')
    )
    assert (known.gettext("a"), known.gettext("b")) == ("a", "y")


def test_a_catalogue_is_compiled_once_and_anew_when_it_changes(tmp_path: Path, cache: Path) -> None:
    path = po(tmp_path / "vi.po", 'msgid "a"\nmsgstr "x"\n')
    assert read(path).gettext("a") == "x"
    (compiled,) = cache.rglob("*.mo")
    stamp = compiled.stat().st_mtime_ns
    assert read(path).gettext("a") == "x"
    assert compiled.stat().st_mtime_ns == stamp
    assert read(po(path, 'msgid "a"\nmsgstr "z"\n')).gettext("a") == "z"


@pytest.mark.parametrize(
    "rest", [b"", b"\xde\x12\x04\x95", b"garbage of some length, no catalogue"]
)
def test_a_damaged_compiled_form_is_made_again(tmp_path: Path, cache: Path, rest: bytes) -> None:
    path = po(tmp_path / "vi.po", 'msgid "a"\nmsgstr "x"\n')
    read(path)
    (compiled,) = cache.rglob("*.mo")
    compiled.write_bytes(rest)
    assert read(path).gettext("a") == "x"


def test_where_nothing_can_be_kept_it_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read(po(tmp_path / "vi.po", 'msgid "a"\nmsgstr "x"\n')).gettext("a") == "x"


@pytest.mark.parametrize("header", ["", HEADER.replace("UTF-8", "latin-1")])
def test_a_catalogue_is_in_utf_8_whatever_its_header_says(tmp_path: Path, header: str) -> None:
    path = tmp_path / "vi.po"
    path.write_text(header + 'msgid "a"\nmsgstr "ắ"\n', encoding="utf-8")
    assert [read(path).gettext("a") for _ in range(2)] == ["ắ", "ắ"]


def test_a_broken_catalogue_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"vi\.po: expected a gettext catalogue.*tongket check"):
        read(po(tmp_path / "vi.po", "nonsense\n"))


def test_own_notebooks_bring_their_own_translations_in_either_direction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "review.toml").touch()
    po(tmp_path / "locale" / "vi.po", 'msgid "Figure"\nmsgstr "Con số"\n')
    po(tmp_path / "locale" / "en.po", 'msgid "Được cấp"\nmsgstr "Granted"\n')
    assert translate("Figure", "vi") == "Số liệu"
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(tmp_path))
    assert translate("Figure", "vi") == "Con số"
    assert translate("Được cấp", "en") == "Granted"
    # What the notebooks do not translate comes from the library still.
    assert translate("Value", "vi") == "Giá trị"
    assert not is_translated("Nobody says this.", "vi")
    assert catalogue_files("en") == [tmp_path / "locale" / "en.po"]


def test_without_a_project_the_library_speaks_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGKET_NOTEBOOKS", json.dumps("nowhere"))
    monkeypatch.setenv("TONGKET_DATA", "nowhere")
    assert translate("Figure", "vi") == "Số liệu"


def test_broken_catalogues_are_refused_before_a_review_opens_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / name / "locale" / "vi.po" for name in ("notebooks", "data")]
    for file in files:
        file.parent.mkdir(parents=True)
        file.write_text('msgid "A"\nno entry\n')
    with pytest.raises(DataError) as caught:
        refuse_broken([*files, tmp_path / "missing.po"])
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [*map(str, files)]
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(tmp_path / "notebooks"))
    (tmp_path / "notebooks" / "review.toml").touch()
    with pytest.raises(DataError, match=r"notebooks/locale/vi\.po: expected a gettext catalogue"):
        tongket.open_review(2024, "VN-CT", "vi")
    assert tongket.open_review(2024, "VN-CT", "en").year == 2024, "English needs no catalogue"
