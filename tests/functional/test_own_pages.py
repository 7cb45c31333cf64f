"""Pages of one's own: `tongket page new`, the list of pages, and words in the project's language."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from fixtures.another_province import enter
from tongket import open_review
from tongket.catalogues.upkeep import sources
from tongket.cli import cli
from tongket.translations.catalogue import PACKAGE

FIGURES = (
    ("research.tasks_accepted", "2022", "actual", "16", "tasks"),
    ("ip.initiatives_recognised", "2022", "actual", "439", "initiatives"),
)


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": "C.UTF-8"})


def begun(folder: Path, *options: str) -> Path:
    answer = tongket("init", str(folder), "--area", "VN-51", "--year", "2022", *options)
    assert answer.exit_code == 0, answer.output
    enter(folder, *FIGURES)
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = begun(tmp_path / "mine")
    monkeypatch.chdir(folder)
    return folder


def sources_of(path: Path) -> dict[str, str]:
    return {c["id"]: "".join(c["source"]) for c in json.loads(path.read_text("utf-8"))["cells"]}


def test_a_new_page_shows_the_figures_of_its_domain(project: Path) -> None:
    answer = tongket(
        "page", "new", "11_ocop", "--domain", "ip", "--title-vi", "OCOP", "--title-en", "OCOP"
    )
    assert answer.exit_code == 0, answer.output
    assert "notebooks/11_ocop.ipynb" in answer.stdout
    assert "Next: tongket run --only 11_ocop" in answer.stdout
    cells = sources_of(project / "notebooks" / "11_ocop.ipynb")
    assert 'record = review.frame("ip", measures="all")' in cells["open-review"]
    assert cells["parameters"].splitlines()[-1].startswith('lang: str = "en"')
    assert 'area: str = "VN-51"' in cells["parameters"]
    assert 'also_on_record("ip")' in cells["further"]
    notebook = json.loads((project / "notebooks" / "11_ocop.ipynb").read_text("utf-8"))
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    named = {n.id for each in code for n in ast.walk(ast.parse(each)) if isinstance(n, ast.Name)}
    assert "review" in named
    assert "domain" not in named
    listed = (project / "notebooks" / "review.toml").read_text("utf-8")
    assert listed.endswith(
        '[[pages]]\nname = "11_ocop"\ntitle_vi = "OCOP"\ntitle_en = "OCOP"\nneeds = ["ip"]\n'
    )
    assert tongket("check").exit_code == 0, tongket("check").output
    assert "stale  VN-51/2022/en/11_ocop: never run" in tongket("status").stdout
    assert tongket("page", "new", "11_ocop", "--domain", "ip").exit_code == 2


def test_a_page_is_made_before_the_first_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tongket("init", str(tmp_path / "mine"), "--area", "VN-51", "--year", "2022").exit_code == 0  # fmt: skip
    monkeypatch.chdir(tmp_path / "mine")
    answer = tongket("page", "new", "12_ip", "--domain", "ip")
    assert answer.exit_code == 0, answer.output
    assert "notebooks/12_ip.ipynb" in answer.stdout


def test_a_new_page_of_a_project_in_vietnamese_is_written_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(begun(tmp_path / "mine", "--page-lang", "vi"))
    assert tongket("page", "new", "11_mine", "--domain", "ip").exit_code == 0
    path = tmp_path / "mine" / "notebooks" / "11_mine.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    assert notebook["metadata"]["tongket"] == {"language": "vi"}
    cells = sources_of(path)
    assert cells["limits-text"].startswith("## Giới hạn\n\nNhững điều cần lưu ý: ")
    assert 'title="Những số liệu khác đã ghi nhận"' in cells["further"]
    assert not [code for code in cells.values() if "Results" in code]
    assert tongket("check").exit_code == 0, tongket("check").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["../x", "--domain", "ip"], "NAME: expected letters, digits, _ and -, got '../x'."),
        (["04_intellectual_property", "--domain", "ip"], "expected the name of a new notebook, got one that is there."),
        (["04_Intellectual_property", "--domain", "ip"], "04_intellectual_property: expected the name of a new notebook"),
        (["AUX", "--domain", "ip"], "NAME: expected a name that files may have on every system, got 'AUX'"),
        (["lpt1", "--domain", "ip"], "got 'lpt1', which Windows keeps for itself. Write such as 11_ocop."),
        (["11_x.", "--domain", "ip"], "NAME: expected letters, digits, _ and -, got '11_x.'"),
        (["11_x", "--domain", "ipp"], "--domain: expected the id of a domain, got 'ipp'. Did you mean 'ip'"),
        (["11_x", "--domain", "zzz"], "The domains are: conference, capacity"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_is_refused_and_nothing_is_written(
    words: list[str], says: str, project: Path
) -> None:
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    answer = tongket("page", "new", *words)
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert {p: p.read_bytes() for p in project.rglob("*") if p.is_file()} == before


def test_a_title_with_which_the_list_could_not_be_read_again_is_refused(project: Path) -> None:
    before = (project / "notebooks" / "review.toml").read_bytes()
    answer = tongket("page", "new", "12_ip", "--domain", "ip", "--title-en", "Titles\u202e")
    assert answer.exit_code == 2
    assert "title_en: expected only characters that one can see, got 'U+202E" in answer.stderr
    assert (project / "notebooks" / "review.toml").read_bytes() == before
    assert not (project / "notebooks" / "12_ip.ipynb").exists()


def test_what_does_not_hold_in_the_list_is_a_finding_at_its_line(project: Path) -> None:
    listed = project / "notebooks" / "review.toml"
    text = listed.read_text("utf-8")
    listed.write_text(text.replace('needs = ["ip"]', 'needs = ["iq"]'), "utf-8")
    row = text.splitlines().index('needs = ["ip"]') + 1
    says = (
        f"review.toml, row {row}, pages[7].needs: expected a declared name, got 'iq'. Nearest: ip"
    )
    for command in ("check", "run", "status"):
        answer = tongket(command)
        assert answer.exit_code in {3, 4}
        assert says in answer.output
    listed.write_text(text.replace('title_en = "Research"\n', ""), "utf-8")
    assert (
        "pages[5].title_en: expected a title in each language of the pages"
        in tongket("check").output
    )
    assert tongket("status").exit_code == 0, "a draft may be looked at"


def test_order_and_titles_that_were_changed_by_hand_reach_every_page(project: Path) -> None:
    listed = project / "notebooks" / "review.toml"
    head, *entries = listed.read_text("utf-8").split("[[pages]]")
    (place,) = [n for n, entry in enumerate(entries) if "04_intellectual_property" in entry]
    moved = entries.pop(place).replace('"Sở hữu trí tuệ"', '"Sáng chế & nhãn hiệu"')
    listed.write_text("[[pages]]".join([head, entries[0], moved, *entries[1:]]), "utf-8")
    assert tongket("run", "--lang", "vi", "--lang", "en").exit_code == 0
    site = project / "build" / "site" / "VN-51" / "2022"
    page = BeautifulSoup((site / "vi" / "04_intellectual_property.html").read_text("utf-8"), "lxml")
    assert page.h1 is not None
    assert page.h1.get_text().startswith("Sáng chế & nhãn hiệu"), "the heading says it as well"
    assert str(page.title).startswith("<title>Sáng chế &amp; nhãn hiệu")
    other = BeautifulSoup(
        (site / "en" / "04_intellectual_property.html").read_text("utf-8"), "lxml"
    )
    assert other.h1 is not None
    assert other.h1.get_text().startswith("Intellectual property"), "of one language alone"
    door = BeautifulSoup((site / "index.html").read_text("utf-8"), "lxml")
    links = [a.get_text() for a in door.select('a[href^="vi/"]')]
    assert links[:2] == ["Tổng quan", "Sáng chế & nhãn hiệu"]
    first = BeautifulSoup((site / "vi" / "00_overview.html").read_text("utf-8"), "lxml")
    assert first.h1 is not None
    assert first.h1.get_text().startswith("Tổng quan"), "a title that stays leaves the heading"


def test_pages_are_switched_off_and_left_out(project: Path) -> None:
    listed = project / "notebooks" / "review.toml"
    off = 'title_en = "Research"\noff = true\n'
    listed.write_text(listed.read_text("utf-8").replace('title_en = "Research"\n', off), "utf-8")
    said = tongket("status").stdout
    assert "02_research" not in said
    assert "domain_research" not in said
    assert "stale  VN-51/2022/vi/04_intellectual_property" in said
    assert (
        "left out  VN-51/2022/vi/05_quality: nothing on record of Standards, metrology, quality"
        in said
    )
    states = json.loads(tongket("status", "--json").stdout)
    assert states["VN-51/2022/vi/05_quality"] == {
        "left_out": True,
        "why": ["nothing on record of Standards, metrology, quality"],
    }
    answer = tongket("run", "--only", "05_quality")
    assert answer.exit_code == 2
    assert "--only: expected a page with something to say, got 05_quality." in answer.output


def test_translating_in_a_project_leaves_the_library_alone(project: Path) -> None:
    assert PACKAGE not in [folder for folder, _ in sources("vi")]
    assert {folder for folder, _ in sources("vi")} == {project / "notebooks", project / "data"}


def test_a_pair_is_said_in_the_language_of_the_page_and_needs_no_translation(
    project: Path,
) -> None:
    pair = {
        "vi": "{ip.initiatives_recognised} được công nhận.",
        "en": "{ip.initiatives_recognised} it is.",
    }
    for lang, says in (("vi", "439 sáng kiến được công nhận."), ("en", "439 initiatives it is.")):
        review = open_review(2022, "VN-51", lang)  # type: ignore[arg-type]
        assert review.claim(pair).text == says
        assert review.key_points(pair).text == says
        title = {"vi": "Sáng kiến của tỉnh", "en": "Initiatives of ours"}
        shown = review.show(review.frame("ip"), title=title, note=title)
        assert shown.caption.title.text == title[lang]  # type: ignore[union-attr]
    own = project / "notebooks" / "04_intellectual_property.ipynb"
    notebook = json.loads(own.read_text("utf-8"))
    notebook["cells"][-1]["source"] = f"review.claim({pair!r})"
    own.write_text(json.dumps(notebook), "utf-8")
    assert tongket("check").exit_code == 0, tongket("check").output
    assert (
        open_review(2022, "VN-51", "en").claim({"vi": "Chỉ tiếng Việt"}).text
        == "Chỉ tiếng Việt (not translated)"
    )
