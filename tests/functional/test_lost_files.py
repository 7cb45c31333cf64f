"""Files that the description of the data names and that are gone: nothing is answered without them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tongket.cli import cli
from tongket.data.store import check

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of the repository as a project of one's own."""
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(CHECKOUT / "notebooks"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def says(name: str) -> str:
    return (
        f"observations/{name}: expected this file: datapackage.json names it, got nothing. "
        "Restore it; if it was removed or renamed on purpose, run `tongket datapackage`."
    )


@pytest.mark.parametrize("name", ["VN-CT-2024.csv", "pii.csv", "missing.csv"])
def test_a_lost_file_is_a_finding_and_no_advice_to_delete_what_it_used(
    name: str, data: Path
) -> None:
    (data / "observations" / name).unlink()
    assert [finding.line() for finding in check(data)] == [says(name)]
    answer = tongket("check", "--lang", "en")
    assert answer.exit_code == 3
    assert says(name) in answer.output
    assert "Delete" not in answer.output


@pytest.mark.parametrize("command", ["audit", "show ip.titles_granted", "list"])
def test_no_command_answers_without_a_lost_file(command: str, data: Path) -> None:
    (data / "observations" / "VN-CT-2024.csv").unlink()
    answer = tongket(*command.split())
    assert answer.exit_code == 3
    assert says("VN-CT-2024.csv") in answer.output


def test_a_file_removed_on_purpose_is_described_no_more(data: Path) -> None:
    (data / "observations" / "pii.csv").rename(data / "observations" / "innovation.csv")
    answer = tongket("datapackage")
    assert answer.exit_code == 0
    assert "No longer described: observations/pii.csv." in answer.output
    assert check(data) == []


def test_a_broken_row_is_said_before_a_lost_file_is_given_up(data: Path) -> None:
    (data / "observations" / "pii.csv").unlink()
    review = data / "observations" / "VN-CT-2024.csv"
    review.write_text(
        review.read_text("utf-8").replace(",420,exact,420,", ",420,exact,421,"), "utf-8"
    )
    before = (data / "datapackage.json").read_bytes()
    assert tongket("datapackage").exit_code == 3
    assert (data / "datapackage.json").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    ["", "[]", "5", '{"resources": 5}', '{"resources": [5]}', '{"resources": [{}]}', "[" * 9999],
)
def test_what_is_no_description_names_no_file(text: str, data: Path) -> None:
    (data / "datapackage.json").write_text(text, encoding="utf-8")
    assert check(data) == []


@pytest.mark.parametrize("name", ["indicators.toml", "sources.toml"])
def test_a_lost_registry_is_named_in_the_language_asked_for(name: str, data: Path) -> None:
    (data / name).unlink()
    answer = tongket("check", "--lang", "vi")
    assert answer.exit_code == 3
    assert f"{name}: cần có tệp này, gặp chỗ trống. Khôi phục tệp." in answer.output


def test_an_audit_of_a_year_without_figures_says_so(data: Path) -> None:
    answer = tongket("audit", "--year", "2031", "--lang", "en")
    assert answer.exit_code == 0
    assert answer.output == (
        "VN-CT-2025, 2031: no figure is on record, nothing was audited. "
        "`tongket list` names the periods with figures.\n"
    )
