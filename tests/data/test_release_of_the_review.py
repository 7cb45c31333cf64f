"""The release of this repository's own review."""

from __future__ import annotations

import pytest

from tongket.data.releases import altered, read_releases
from tongket.model import LANGS, Lang
from tongket.project import project_dir

PROJECT = project_dir()
OPEN = {"vi": "## Nội dung chờ làm rõ", "en": "## Open questions"}


def test_it_is_released_by_the_maintainers_and_as_it_was_frozen() -> None:
    releases, findings = read_releases(PROJECT)
    assert findings == altered(releases) == []
    assert {(each.area, each.period.code, each.released_by) for each in releases} == {
        ("VN-CT", "2024", "The tongket maintainers")
    }


@pytest.mark.parametrize("lang", LANGS)
def test_its_notes_ask_what_the_pages_ask(lang: Lang) -> None:
    for notes in (PROJECT / "releases").glob(f"*/*/*/notes-{lang}.md"):
        asked = notes.read_text(encoding="utf-8").partition(OPEN[lang])[2].strip().splitlines()
        assert len(asked) >= 5
        assert [line for line in asked if "?" not in line] == []
