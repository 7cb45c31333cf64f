"""`tongket add` and `tongket list --own`: entries of one's own registry, asked for, checked, and written in order."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from fixtures.another_province import enter
from fixtures.revised import add_rows
from tongket import open_review
from tongket.cli import add as add_command
from tongket.cli import cli
from tongket.cli.values import REGISTRY_TABLES
from tongket.data.registry.own_entries import TABLES
from tongket.data.registry.rules import KINDS

OCOP = (
    "add", "indicator", "research.ocop", "--name-vi", "Sản phẩm đạt sao", "--name-en", "Products with stars",
    "--unit", "products",
)  # fmt: skip
CAU_KE = (
    "add",
    "area",
    "VN-51-01",
    "--name-vi",
    "Huyện Cầu Kè",
    "--name-en",
    "Cầu Kè",
    "--kind",
    "district",
)


def tongket(*words: str, answers: str | None = None, lang: str = "C.UTF-8") -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": lang}, input=answers)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a new project, which one is in."""
    (tmp_path / "tongket.toml").write_text('[review]\narea = "VN-51"\nyear = 2022\n', "utf-8")
    (tmp_path / "data" / "observations").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("add", "confirmation"):
        monkeypatch.setattr(f"tongket.cli.{module}.is_at_terminal", lambda: True)


def toml(data: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((data / name).read_text("utf-8"))


def test_every_table_and_kind_of_rule_can_be_named() -> None:
    assert tuple(TABLES) == REGISTRY_TABLES
    assert {kind: known.shape for kind, known in KINDS.items()} == add_command.RULES
    assert isinstance(add_command.rule, click.Group)
    assert add_command.rule.commands.keys() == KINDS.keys()


def test_entries_are_written_in_order_and_comments_stay(data: Path) -> None:
    (data / "indicators.toml").write_text(
        '# Ours.\n\n[indicators."ip.x"] # first\nname_vi = "X"\nname_en = "X"\nunit = "titles"\n\n'
        '# About research.\n[indicators."research.x"]\nname_vi = "Y"\nname_en = "Y"\nunit = "tasks"\n',
        "utf-8",
    )
    words = ("add", "indicator", "ip.y", "--name-vi", "Z", "--name-en", "Z", "--unit", "titles", "--aliases", "số z",
             "--aliases", "z", "--max", "9.5", "--no-whole", "--yes")  # fmt: skip
    answer = tongket(*words)
    assert answer.exit_code == 0, answer.output
    assert "Written: data/indicators.toml." in answer.stdout
    assert (data / "indicators.toml").read_text("utf-8") == (
        '# Ours.\n\n[indicators."ip.x"] # first\nname_vi = "X"\nname_en = "X"\nunit = "titles"\n\n'
        '[indicators."ip.y"]\nname_vi = "Z"\nname_en = "Z"\nunit = "titles"\nwhole = false\naliases = ["số z", "z"]\n'
        'max = 9.5\n\n# About research.\n[indicators."research.x"]\nname_vi = "Y"\nname_en = "Y"\nunit = "tasks"\n'
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("indicator", "ip.x", "--name-vi", "A"), ["indicators.ip.x.name_en: expected this key", "indicators.ip.x.unit: expected this key"]),
        (("indicator", "ipp.x", "--name-vi", "A", "--name-en", "A", "--unit", "title"), ["ipp.x.unit: expected a declared name, got 'title'. Nearest: titles", "ipp.x (domain): expected a declared name, got 'ipp'"]),
        (("source", "a", "--title", "A"), ["sources.a.publisher: expected this key", "sources.a.kind: expected this key"]),
        (("source", "a", "--url", "https://name:secret@example.vn/a"), ["sources.a.url: expected a web address"]),
        (("area", "VN-51-01", "--name-vi", "A", "--name-en", "A", "--kind", "district", "--region", "VN-511"), ["VN-51-01.region: expected a declared name, got 'VN-511'"]),
        (("rule", "bound", "--lesser", "ip.applications", "--greater", "ip.support_paid"), ["bound[1]: expected figures of one unit"]),
        (("rule", "balance", "--total", "ip.applications", "--parts", "ip.titles_granted"), ["balance[1].parts: expected at least 2 entries"]),
        (("unit", "x", "--kind", "density", "--name-vi", "A", "--name-en", "A", "--name-en-plural", "A"), ["units.x.per: expected the number of units"]),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_named_and_not_written(
    words: tuple[str, ...], says: list[str], data: Path
) -> None:
    answer = tongket("add", *words, "--yes")
    assert answer.exit_code == 3, answer.output
    for part in says:
        assert part in answer.stdout
    assert "Nothing was written." in answer.stderr
    assert [path.name for path in data.iterdir()] == ["observations"]


def test_of_a_report_a_person_is_asked_little(data: Path, at_terminal: None) -> None:
    answer = tongket(
        "add", "source", "report-2022", lang="vi_VN.UTF-8", answers="Báo cáo 2022\nSở KH&CN\n2023-01-05\n\n\n\nc\n",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.output
    said = (data / "sources.toml").read_text("utf-8")
    assert 'language = "vi"\nnotation = "vi"\nkind = "primary"\n' in said


def test_at_a_terminal_what_is_missing_is_asked_for(data: Path, at_terminal: None) -> None:
    asked = tongket(
        "add", "indicator", "--name-en", "Products with stars", "--lang", "vi",
        answers="research.ocop\nSản phẩm đạt sao\nsao\nSản phẩm\n\n\nn\n",
    )  # fmt: skip
    assert asked.exit_code == 0, asked.output
    assert "Mã, ví dụ ip.titles_granted: research.ocop" in asked.stdout
    assert "Tên, bằng tiếng Việt: Sản phẩm đạt sao" in asked.stdout
    assert "cần một đơn vị tính, gặp “sao”" in asked.stdout
    assert "Định nghĩa, bằng tiếng Việt (có thể để trống): \n" in asked.stdout
    assert "Chưa ghi gì." in asked.stdout
    assert not (data / "indicators.toml").exists()
    answers = "research.ocop\nSản phẩm đạt sao\nproducts\nĐếm năm.\nA year's.\ny\n"
    assert tongket("add", "indicator", "--name-en", "Products", answers=answers).exit_code == 0
    assert toml(data, "indicators.toml")["indicators"]["research.ocop"] == {
        "name_vi": "Sản phẩm đạt sao", "name_en": "Products", "unit": "products",
        "definition_vi": "Đếm năm.", "definition_en": "A year's.",
    }  # fmt: skip


def test_a_rule_and_an_area_are_asked_for_by_words(data: Path, at_terminal: None) -> None:
    answers = "ip.titles_granted, ip.supported_designs\nip.applications\ny\n"
    asked = tongket("add", "rule", "bound", answers=answers)
    assert (
        "What is not above: an indicator, or several (with a comma between two): " in asked.stdout
    )
    assert toml(data, "rules.toml") == {
        "bound": [{"lesser": ["ip.titles_granted", "ip.supported_designs"], "greater": "ip.applications"}]
    }  # fmt: skip
    area = tongket("add", "area", "VN-51-01", answers="Huyện Cầu Kè\nCầu Kè\ntown\ndistrict\ny\n")
    assert "'town' is not one of" in area.stdout
    assert (data / "areas.csv").read_text("utf-8").splitlines()[1:] == [
        "VN-51-01,VN-51-01,Huyện Cầu Kè,Cầu Kè,district,,,,,,"
    ]


def test_only_the_languages_of_the_pages_are_asked_for(data: Path, at_terminal: None) -> None:
    (data.parent / "tongket.toml").write_text('[review]\nlanguages = ["vi"]\n', "utf-8")
    answer = tongket(
        "add", "indicator", "research.ocop", answers="Sản phẩm đạt sao\nproducts\n\ny\n"
    )
    assert answer.exit_code == 0, answer.output
    assert toml(data, "indicators.toml")["indicators"] == {
        "research.ocop": {"name_vi": "Sản phẩm đạt sao", "unit": "products"}
    }


def test_scripts_are_never_asked(data: Path) -> None:
    refused = tongket(*OCOP)
    assert refused.exit_code == 2
    assert "add: expected an answer at a terminal, or --yes; got neither." in refused.stderr
    assert not (data / "indicators.toml").exists()
    assert "add: expected an id, got none." in tongket("add", "indicator", "--yes").stderr
    assert "got nothing" in tongket("add", "indicator", "ip.titles_granted", "--yes").stderr
    assert tongket(*OCOP, "--yes").exit_code == 0
    twice = tongket(*OCOP, "--yes")
    assert twice.exit_code == 3
    assert (
        "expected an id that indicators.toml does not have yet, got 'research.ocop'" in twice.stdout
    )
    assert "expected a number, got 'x'" in tongket(*OCOP, "--min", "x").stderr


def test_areas_are_in_order_and_one_that_is_known_keeps_what_is_not_changed(data: Path) -> None:
    assert tongket(*CAU_KE, "--yes").exit_code == 0
    assert tongket("add", "area", "VN-51", "--name-en", "Tra Vinh", "--yes").exit_code == 0
    assert (data / "areas.csv").read_text("utf-8").splitlines()[1:] == [
        (
            "VN-51,VN-51,Trà Vinh,Tra Vinh,province,VN-R-MRD,,2025-06-30,VN-49-2025,"
            "Trước sáp nhập ngày 01/7/2025.,Before the merger of 1 July 2025."
        ),
        "VN-51-01,VN-51-01,Huyện Cầu Kè,Cầu Kè,district,,,,,,",
    ]
    assert json.loads(tongket("list", "areas", "--own", "--json").stdout) == {
        "areas": [
            {"id": "VN-51", "added": False, "keys": {"name_en": {"own": "Tra Vinh", "shared": "Trà Vinh"}}},
            {"id": "VN-51-01", "added": True, "keys": {
                key: {"own": own, "shared": None} for key, own in (
                    ("place", "VN-51-01"), ("name_vi", "Huyện Cầu Kè"), ("name_en", "Cầu Kè"), ("kind", "district"),
                )
            }},
        ]
    }  # fmt: skip


def test_what_is_ones_own_is_listed_beside_what_comes_with_tongket(data: Path) -> None:
    assert tongket("list", "indicators", "--own").stdout == "Nothing of your own in indicators.\n"
    assert tongket("list", "--own", "--lang", "vi").stdout.startswith("Chưa có mục nào của riêng")
    tongket(*OCOP, "--yes")
    tongket("add", "indicator", "research.tasks_accepted", "--name-en", "Projects finished",
            "--unit", "tasks", "--yes")  # fmt: skip
    tongket("add", "rule", "bound", "--lesser", "research.ocop", "--greater", "research.ocop:target", "--yes")  # fmt: skip
    assert tongket("list", "indicators", "--own").stdout == (
        "indicators research.ocop: added\n    name_vi: Sản phẩm đạt sao\n    name_en: Products with stars\n"
        "    unit: products\nindicators research.tasks_accepted: changed\n"
        "    name_en: Projects finished (comes with tongket: S&T tasks accepted)\n"
    )
    assert "research.tasks_accepted: sửa đổi" in tongket("list", "--own", lang="vi_VN.UTF-8").stdout
    own = json.loads(tongket("list", "--own", "--json").stdout)
    assert {table for table, entries in own.items() if entries} == {"indicators", "rules"}
    assert own["rules"][0]["id"] == "bound[1]"
    # In the table itself they are beside all others.
    listed = {
        each["id"]: each
        for each in json.loads(tongket("list", "indicators", "--json").stdout)["indicators"]
    }
    assert listed["research.tasks_accepted"]["name"]["en"] == "Projects finished"
    assert listed["research.ocop"]["definition"]["vi"] == "Chưa có định nghĩa."
    assert "research.ocop " in tongket("list", "indicators").stdout
    listed = tongket("list", "rules").stdout.splitlines()
    assert "balance[1] (tongket)" in listed[0]
    assert any(line.startswith("bound[1] ") for line in listed)
    for table in REGISTRY_TABLES:
        assert tongket("list", table).exit_code == 0


def test_a_page_says_that_an_indicator_has_no_definition_yet(
    data: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(checkout / "notebooks"))
    tongket(*OCOP, "--yes")
    enter(data.parent, ("research.ocop", "2022", "actual", "133", "products"))
    assert "Add definition_vi, definition_en." in tongket("check").stdout
    for lang, says in (
        ("en", "No definition has been written yet."),
        ("vi", "Chưa có định nghĩa."),
    ):
        review = open_review(2022, "VN-51", lang)
        review.show(review.frame("research")[["name", "value", "anchor"]], title="A", note="B")
        assert says in review.definitions().html


def test_a_registry_that_does_not_hold_is_not_listed(data: Path) -> None:
    (data / "indicators.toml").write_text('[units.x]\nkind = "count"\n', "utf-8")
    answer = tongket("list", "indicators", "--own")
    assert answer.exit_code == 3
    assert "units.x.name_vi: expected this key" in answer.stderr


def test_nothing_is_added_to_the_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.project.is_shipped", lambda _: True)
    monkeypatch.chdir(tmp_path)
    answer = tongket(*OCOP, "--yes")
    assert answer.exit_code == 2
    assert "expected data of your own" in answer.stderr


def test_a_later_edition_and_a_correction_are_added_by_command(data: Path) -> None:
    source = (
        "--publisher",
        "Sở",
        "--language",
        "vi",
        "--notation",
        "vi",
        "--kind",
        "primary",
        "--yes",
    )
    for name, day, more in (
        ("flash", "2023-01-10", ()),
        ("final", "2023-03-01", ("--revises", "flash", "--reason-vi", "Bổ sung.", "--reason-en", "Late titles.")),
    ):  # fmt: skip
        # What the editions share is said once.
        said = ("--yes",) if more else source
        answer = tongket("add", "source", name, "--title", name, "--published", day, *more, *said)
        assert answer.exit_code == 0, answer.output
    final, flash = (toml(data, "sources.toml")["sources"][name] for name in ("final", "flash"))
    assert final["revises"] == "flash"
    for key in ("publisher", "language", "notation", "kind"):
        assert final[key] == flash[key]
    rows = [
        {"source": "final", "as_printed": "70", "ref_area": "VN-51", "time_period": "2022"},
        {"source": "flash", "as_printed": "69", "ref_area": "VN-51", "time_period": "2022"},
    ]
    add_rows(data, *rows)
    fact = ("--indicator", "ip.titles_granted", "--ref-area", "VN-51", "--time-period", "2022")
    why = ("--reason-vi", "Gõ nhầm.", "--reason-en", "A slip in typing.", "--yes")
    for released, printed, revised in (
        ("2023-03-20", "7", "2023-04-01"),
        ("2023-03-02", "77", "2023-03-20"),
    ):
        words = ("add", "revision", *fact, "--released", released, "--as-printed", printed)
        answer = tongket(*words, "--revised", revised, *why)
        assert answer.exit_code == 0, answer.output
    assert (data / "revisions.csv").read_text("utf-8").splitlines()[1:] == [
        "ip.titles_granted,VN-51,2022,actual,2023-03-02,77,2023-03-20,Gõ nhầm.,A slip in typing.",
        "ip.titles_granted,VN-51,2022,actual,2023-03-20,7,2023-04-01,Gõ nhầm.,A slip in typing.",
    ]
    assert '"path": "revisions.csv"' in (data / "datapackage.json").read_text("utf-8")
    wrong = tongket("add", "revision", *fact, "--released", "2023-05-01", "--as-printed", "70", "--revised", "2023-05-02", *why)  # fmt: skip
    assert wrong.exit_code == 3
    assert (
        "revisions.csv, as_printed: expected another figure than the one after it, got '70'"
        in wrong.stdout
    )
