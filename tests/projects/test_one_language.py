"""A project that makes its pages in one language: its whole site, and all beside it, speaks that language alone."""

from __future__ import annotations

import csv
import json
import re
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from fixtures.by_commands import ENGLISH, VIETNAMESE, dead_links, enter, tongket

pytestmark = pytest.mark.slow
ROWS = list(csv.DictReader(Path(__file__).with_name("tra_vinh.csv").open(encoding="utf-8")))
NAMES = {"vi": "Sở Khoa học và Công nghệ Trà Vinh", "en": "Department of Science, Tra Vinh"}
TITLES = {"vi": "Kết quả hoạt động của Sở", "en": "Results of the department"}
OTHER = {"vi": "en", "en": "vi"}
# What stands around the reviews, and what lies beside their pages.
COMMON = {
    "index.html", "conflicts.html", "dictionary.html", "VN-51/index.html", "VN-51/2021/index.html",
    "VN-51/2021/changes.html", "VN-51/2022/index.html", "VN-51/2022/changes.html",
    "revisions.html", "VN-51/2021/revisions.html", "VN-51/2022/revisions.html",
}  # fmt: skip


@pytest.fixture(scope="module", params=["vi", "en"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The language, and a project of two years, whose pages were made twice."""
    lang = request.param
    folder = tmp_path_factory.mktemp("projects") / "mine"
    tongket("init", str(folder), "--area", "Trà Vinh", "--year", "2022", "--page-lang", lang,
            f"--name-{lang}", NAMES[lang], "--yes")  # fmt: skip
    with chdir(folder):
        tongket("add", "source", "dost-tv", "--title", TITLES[lang], "--publisher", NAMES[lang],
                "--url", "https://travinh.gov.vn", "--published", "2022", "--language", lang,
                "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
        own = {row["indicator"] for row in ROWS if row["name_vi"]}
        common = [row for row in ROWS if row["indicator"] not in own]
        for year in ("2021", "2022"):
            rows = [row for row in common if row["time_period"] == year]
            # After the release one more, so that there are changes to tell.
            for entered in (rows[:-1], rows[-1:]):
                enter(year, [{**row, "source": "dost-tv", "ref_area": "VN-51"} for row in entered])
                Path(f"{year}.xlsx").unlink()
                tongket("run", "--year", year)
                if len(entered) > 1:
                    tongket("release", year, "--as", "2023-01-14", "--by", NAMES[lang])
    return lang, folder


def site(folder: Path) -> dict[str, Path]:
    root = folder / "build" / "site"
    return {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*"))}


def test_every_page_is_in_its_language_and_names_no_other(made: tuple[str, Path]) -> None:
    lang, folder = made
    pages = {name: path for name, path in site(folder).items() if name.endswith(".html")}
    assert set(pages) >= {*COMMON, f"VN-51/2022/indicators-{lang}.html"}
    wrong = []
    for name, path in pages.items():
        soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
        assert soup.html is not None
        assert soup.html["lang"] == lang, name
        assert not soup.select(f'[hreflang="{OTHER[lang]}"], #{OTHER[lang]}'), name
        assert not soup.select(f'[href*="/{OTHER[lang]}/"], [href*="-{OTHER[lang]}."]'), name
        about = [str(meta["content"]) for meta in soup.select("meta[name=description]")]
        for other in soup.select("style, code, pre, .tk-code"):
            other.decompose()
        # What sources call an indicator is quoted, and marked as Vietnamese.
        quoted = soup.select(f'[lang="{OTHER[lang]}"]')
        assert lang == "en" or not quoted, (name, quoted[:1])
        for other in quoted:
            other.decompose()
        words = re.sub("“[^”]*”|Trà Vinh", "", " ".join([soup.get_text(" "), *about]))
        found = (ENGLISH if lang == "vi" else VIETNAMESE).finditer(words)
        wrong += [(name, words[max(0, m.start() - 30) : m.end() + 30]) for m in found]
    assert wrong == []
    assert dead_links(folder / "build" / "site") == []


def test_no_file_of_the_site_and_no_key_in_it_is_of_the_other_language(
    made: tuple[str, Path],
) -> None:
    lang, folder = made
    other = OTHER[lang]
    assert not [name for name in site(folder) if re.search(rf"(^|/){other}(/|$)|-{other}\.", name)]
    for name in ("figures.json", "claims.json", "changes.json", "datapackage.json"):
        text = (folder / "build/site/VN-51/2022" / name).read_text("utf-8")
        assert f'"{other}"' not in text, name
    changed = json.loads((folder / "build/site/VN-51/2022/changes.json").read_text("utf-8"))
    assert changed["changes"][lang]["figures"]
    for path in (folder / "data", folder / "build/site/VN-51/2022"):
        package = json.loads((path / "datapackage.json").read_text("utf-8"))
        fields = package["resources"][-1]["schema"]["fields"]
        said = [package["title"], *(field["title"] for field in fields)]
        strange = ENGLISH if lang == "vi" else VIETNAMESE
        assert not [words for words in said if strange.search(words.replace("Trà Vinh", ""))]


def test_the_index_has_the_letters_of_its_language(made: tuple[str, Path]) -> None:
    lang, folder = made
    text = (folder / f"build/site/VN-51/2022/indicators-{lang}.html").read_text("utf-8")
    letters = [each.text for each in BeautifulSoup(text, "lxml").select("h3")]
    assert ("Đ" in letters) is (lang == "vi")
    assert len(letters) == len({*letters}) > 10
