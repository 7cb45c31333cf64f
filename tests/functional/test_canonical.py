"""The canonical form of the data files, and printings that a spreadsheet program changed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tongket.cli import cli
from tongket.data.canonical import canonical_forms
from tongket.data.observations import COLUMNS
from tongket.data.printings import accept, compared
from tongket.data.store import check

DATA = Path(__file__).parents[2] / "data"
REVIEW = "observations/VN-CT-2024.csv"


@pytest.fixture
def project(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the review of 2024, and the output folder of a build of it."""
    shutil.copy(DATA / REVIEW, folder / REVIEW)
    published = tmp_path / "build" / "site" / "VN-CT" / "2024" / "observations.csv"
    published.parent.mkdir(parents=True)
    shutil.copy(DATA / REVIEW, published)
    monkeypatch.setenv("TONGKET_DATA", str(folder))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(DATA.parent / "notebooks"))
    monkeypatch.chdir(tmp_path)
    return folder


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def as_spreadsheet(cell: str) -> str:
    """What a spreadsheet program of Vietnam makes of a printed figure when it opens and saves a CSV."""
    if re.fullmatch(r"\d+%", cell):
        return cell[:-1] + ",00%"
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", cell):
        return cell.replace(".", "")
    return str(int(cell)) if re.fullmatch(r"0\d+", cell) else cell


def saved(path: Path, separator: str = ",", helper: str = "") -> int:
    """Open and save a data file in a spreadsheet program; the number of printings that it changed."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    place, count = rows[0].index("as_printed"), 0
    for row in rows[1:]:
        changed = as_spreadsheet(row[place])
        count += changed != row[place]
        row[place] = changed
    if helper:
        rows = [[*row, helper] for row in rows]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    return count


def test_the_data_of_this_repository_have_their_canonical_form() -> None:
    assert canonical_forms(DATA) == ([], [])


def test_every_printing_that_a_spreadsheet_changed_is_one_finding(project: Path) -> None:
    count = saved(project / REVIEW)
    assert count == 20
    (finding,) = compared(project, Path("build")).findings()
    assert finding.code == "printing-changed"
    assert 1 + len(finding.more_rows) == count
    answer = tongket("check", "--lang", "en")
    assert answer.exit_code == 3
    assert f"({count} in all), as_printed: expected the printing of the last build" in answer.output
    assert "as-printed" not in answer.output
    assert answer.output.count("\n") == 3, "spreadsheet form, printings, and how many findings"
    assert "Run `tongket tidy --restore` to put it back" in answer.output


@pytest.mark.parametrize("separator", [",", ";"])
def test_tidy_restores_what_a_spreadsheet_changed_byte_by_byte(
    separator: str, project: Path
) -> None:
    saved(project / REVIEW, separator, helper="note")
    answer = tongket("tidy", "--restore")
    assert answer.exit_code == 0, answer.output
    assert (project / REVIEW).read_bytes() == (DATA / REVIEW).read_bytes()
    assert "-<BOM>indicator" in answer.output
    assert tongket("check").exit_code == 0


def test_tidy_alone_changes_the_form_and_no_cell(project: Path) -> None:
    saved(project / REVIEW)
    answer = tongket("tidy")
    assert answer.exit_code == 3
    assert "tongket tidy --restore" in answer.output
    text = (project / REVIEW).read_text(encoding="utf-8")
    assert text.startswith(",".join(COLUMNS) + "\n")
    assert ",6800," in text
    assert "\r" not in text


def test_an_accepted_printing_is_found_no_more(project: Path) -> None:
    saved(project / REVIEW)
    accept(compared(project, Path("build")))
    assert compared(project, Path("build")).findings() == []
    assert tongket("tidy", "--accept").exit_code == 0
    saved_again = (project / REVIEW).read_text(encoding="utf-8").replace(",6800,", ",6800.0,")
    (project / REVIEW).write_text(saved_again, encoding="utf-8")
    assert len(compared(project, Path("build")).changed) == 1


def test_what_was_accepted_can_be_put_back(project: Path) -> None:
    saved(project / REVIEW)
    assert tongket("tidy", "--accept").exit_code == 0
    assert tongket("check").exit_code == 0
    assert tongket("tidy", "--restore", "--dry-run").exit_code == 0
    assert Path("build/accepted-printings.csv").exists()
    assert tongket("tidy", "--restore").exit_code == 0
    assert (project / REVIEW).read_bytes() == (DATA / REVIEW).read_bytes()
    assert not Path("build/accepted-printings.csv").exists()


def test_the_remedy_names_the_build_that_was_compared(project: Path) -> None:
    saved(project / REVIEW)
    Path("build").rename("my review")
    for command in (("run", "--year", "2024"), ("check",), ("tidy",)):
        answer = tongket(*command, "--out", "my review")
        assert answer.exit_code == 3
        assert "`tongket tidy --restore --out 'my review'`" in answer.output
    assert tongket("tidy", "--restore", "--out", "my review").exit_code == 0


def test_restore_needs_a_build_and_no_accept(project: Path) -> None:
    saved(project / REVIEW)
    before = (project / REVIEW).read_bytes()
    answer = tongket("tidy", "--restore", "--out", "elsewhere")
    assert answer.exit_code == 2
    assert "got none in elsewhere. Name the build with --out, or make one" in answer.output
    answer = tongket("tidy", "--restore", "--accept")
    assert answer.exit_code == 2
    assert "expected --restore or --accept, got both" in answer.output
    assert (project / REVIEW).read_bytes() == before


def test_one_finding_is_said_in_the_singular(project: Path) -> None:
    text = (project / REVIEW).read_text(encoding="utf-8")
    (project / REVIEW).write_text(text.replace(",6.800,", ",6800,"), "utf-8")
    assert "got 1 finding.\n" in tongket("check").output
    assert "got 1 finding.\n" in tongket("tidy").output


def test_a_figure_with_another_value_is_a_revision_and_no_finding(project: Path) -> None:
    text = (project / REVIEW).read_text(encoding="utf-8")
    (project / REVIEW).write_text(text.replace(",420,exact,420,", ",421,exact,421,"), "utf-8")
    assert compared(project, Path("build")).findings() == []


def test_a_value_that_lost_the_point_of_its_decimals_is_found_and_put_back(project: Path) -> None:
    """Where points group thousands, Calc takes 14.025 for 14025; both cells of a transcribed figure agree then."""
    text = (project / REVIEW).read_text(encoding="utf-8")
    assert ',"14,025%",exact,14.025,' in text
    (project / REVIEW).write_text(text.replace(",exact,14.025,", ",exact,14025,"), "utf-8")
    (finding,) = compared(project, Path("build")).findings()
    assert (finding.column, finding.value) == ("obs_value", "14025")
    assert finding.expected.en == "the printing of the last build: 14.025"
    answer = tongket("check", "--lang", "en")
    assert "got 1 finding.\n" in answer.output
    assert tongket("tidy", "--restore").exit_code == 0
    assert (project / REVIEW).read_bytes() == (DATA / REVIEW).read_bytes()


LOST = [
    ("0.125", "125"), ("0.005", "5"), ("-0.125", "-125"), ("0.050", "50"), ("1234.567", "1234567"),
    ("-1234.567", "-1234567"), ("1000000.001", "1000000001"), ("5.000", "5000"),
]  # fmt: skip


def changed_value(project: Path, then: str, now: str) -> list[str]:
    """The codes of what is found where a value was one thing in the last build and is another now."""
    published = Path("build/site/VN-CT/2024/observations.csv")
    text = (project / REVIEW).read_text(encoding="utf-8")
    for path, value in ((published, then), (project / REVIEW, now)):
        path.write_text(text.replace(",exact,14.025,", f",exact,{value},"), "utf-8")
    return [finding.code for finding in compared(project, Path("build")).findings()]


@pytest.mark.parametrize(("then", "now"), LOST)
def test_every_decimal_that_calc_reads_as_grouped_is_found(
    then: str, now: str, project: Path
) -> None:
    """As LibreOffice Calc saves them with the settings of Vietnam: three decimals after any whole number."""
    assert changed_value(project, then, now) == ["printing-changed"]


@pytest.mark.parametrize(
    ("then", "now"),
    [("0.000", "0"), ("0.125", "12"), ("0.12", "120"), ("0.1250", "1250"), ("0.005", "-5")],
)
def test_other_values_did_not_lose_their_point(then: str, now: str, project: Path) -> None:
    assert changed_value(project, then, now) == []


@pytest.mark.parametrize("value", ["14025.0", "14026", "140.25", "1.4025"])
def test_another_value_with_its_printing_is_a_revision(value: str, project: Path) -> None:
    text = (project / REVIEW).read_text(encoding="utf-8")
    (project / REVIEW).write_text(text.replace(",exact,14.025,", f",exact,{value},"), "utf-8")
    assert compared(project, Path("build")).findings() == []


def test_a_run_does_not_publish_a_changed_printing(project: Path) -> None:
    saved(project / REVIEW)
    assert tongket("tidy").exit_code == 3
    answer = tongket("run", "--year", "2024")
    assert answer.exit_code == 3
    assert "expected figures printed as in the last build" in answer.output


def test_without_a_build_it_is_said_that_nothing_was_compared(project: Path) -> None:
    shutil.rmtree("build")
    saved(project / REVIEW)
    assert compared(project, Path("build")).reviews == 0
    for command in ("check", "tidy"):
        answer = tongket(command)
        assert "not compared: build holds no build yet. `tongket run` makes one." in answer.output


def test_a_build_of_some_pages_says_how_many_rows_it_could_compare(project: Path) -> None:
    published = Path("build/site/VN-CT/2024/observations.csv")
    rows = published.read_text(encoding="utf-8").splitlines(keepends=True)
    published.write_text("".join(rows[:11]), encoding="utf-8")
    said = f"Printings compared for 10 of {len(rows) - 1} rows: the last build in build holds only"
    assert said in tongket("check", "--lang", "en").output
    assert said in tongket("tidy", "--lang", "en").output
    (project / REVIEW).write_text("".join([*rows, rows[1]]), encoding="utf-8")
    answer = tongket("check", "--lang", "en")
    assert answer.exit_code == 3
    assert f"Printings compared for 11 of {len(rows)} rows" in answer.output


def test_accepting_lists_what_is_kept_and_restoring_counts_it(project: Path) -> None:
    count = saved(project / REVIEW)
    answer = tongket("tidy", "--accept", "--dry-run", "--lang", "en")
    assert f"Printings to accept: {count}." in answer.output
    assert ": 290,00%, before 290%\n" in answer.output
    assert f"Printings accepted: {count}." in tongket("tidy", "--accept", "--lang", "en").output
    said = f"Printings put back: {count}, of which accepted before: {count}."
    assert said in tongket("tidy", "--restore", "--lang", "en").output


def test_accepting_needs_a_build(project: Path) -> None:
    answer = tongket("tidy", "--accept", "--out", "elsewhere")
    assert answer.exit_code == 2
    assert (
        "tidy --accept: expected a build to compare with, got none in elsewhere." in answer.output
    )
    assert "make one with `tongket run`" in answer.output


def test_a_file_that_tidy_cannot_write_is_not_called_canonical(project: Path) -> None:
    text = (project / REVIEW).read_text(encoding="utf-8")
    (project / REVIEW).write_text(text.replace(",420,exact", ',"420,exact', 1), encoding="utf-8")
    answer = tongket("tidy", "--lang", "en")
    assert answer.exit_code == 3
    assert f"1 file cannot be written: {REVIEW}." in answer.output
    assert "canonical form.\n" not in answer.stdout


def test_a_formula_is_published_with_an_apostrophe_and_compared_without(project: Path) -> None:
    published = Path("build/site/VN-CT/2024/observations.csv")
    published.write_text(
        published.read_text(encoding="utf-8").replace(",420,exact,", ",'-420,exact,"), "utf-8"
    )
    text = (project / REVIEW).read_text(encoding="utf-8")
    (project / REVIEW).write_text(text.replace(",420,exact,", ",-420,exact,"), "utf-8")
    assert compared(project, Path("build")).findings() == []


FORMS: dict[str, Any] = {
    "rows out of order": lambda t: "\n".join([*t.split("\n")[:1], *reversed(t.split("\n")[1:-1]), ""]),
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "BOM": lambda t: "\ufeff" + t,
    "a helper column": lambda t: re.sub("(?m)$", ",x", t, count=t.count("\n")),
    "an empty row": lambda t: t + "," * (len(COLUMNS) - 1) + "\n",
    "a space at the end": lambda t: t.replace(",420,", ",420 ,"),
    "two spaces": lambda t: t.replace(",dost-ct-review-2024,4", ",dost-ct-review-2024,4", 1).replace("tỷ đồng", "tỷ  đồng"),
    "needless quotation marks": lambda t: t.replace(",exact,", ',"exact",'),
}  # fmt: skip


@pytest.mark.parametrize("case", FORMS)
def test_tidy_mends_a_form_and_check_finds_nothing_after_it(case: str, project: Path) -> None:
    path = project / REVIEW
    path.write_bytes(FORMS[case](path.read_text(encoding="utf-8")).encode())
    answer = tongket("tidy")
    assert (answer.exit_code, answer.exception) == (0, None), answer.output
    assert path.read_bytes() == (DATA / REVIEW).read_bytes()
    assert check(project) == []


def test_a_dry_run_shows_and_writes_nothing(project: Path) -> None:
    path = project / REVIEW
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    answer = tongket("tidy", "--dry-run")
    assert "Would be written" in answer.output
    assert "<CR>" in answer.output
    assert path.read_bytes() == before


def test_a_file_with_anything_else_wrong_stays_as_it_is(project: Path) -> None:
    path = project / REVIEW
    text = path.read_text(encoding="utf-8").replace(",420,exact", ',"420,exact', 1)
    path.write_bytes(text.replace("\n", "\r\n").encode())
    before = path.read_bytes()
    answer = tongket("tidy")
    assert answer.exit_code == 3
    assert "Close the quotation mark" in answer.output
    assert path.read_bytes() == before


def test_last_years_figures_stay_while_a_row_waits(one_row: Any, project: Path) -> None:
    path: Path = one_row(locator="9")
    text = path.read_text(encoding="utf-8").replace("as_printed", "as_printed,previous")
    waiting = text.replace(",420,exact,420,", ",410,,exact,,")
    path.write_text(waiting.replace("as_printed,previous", "previous,as_printed"), "utf-8")
    forms, _ = canonical_forms(project)
    assert all("previous" in form.after for form in forms if form.path == path)
    path.write_text(text.replace(",420,exact,420,", ",420,410,exact,420,"), "utf-8")
    (form,) = canonical_forms(project)[0]
    assert "previous" not in form.after
    assert check(project) == []


def test_rows_of_the_last_build_that_are_gone_are_one_notice(project: Path) -> None:
    header, first, second, *rest = (project / REVIEW).read_text("utf-8").splitlines(keepends=True)
    (project / REVIEW).write_text("".join([header, *rest]), "utf-8")
    assert tongket("datapackage").exit_code == 0
    answer = tongket("check", "--lang", "en")
    assert answer.exit_code == 0
    keys = [", ".join([*row.split(",")[:4], "dost-ct-review-2024, 1"]) for row in (first, second)]
    assert (
        "observations: expected every row of the last build, of which 2 are gone, got nothing. Put them back, unless "
        f"they were removed or given another key on purpose: {'; '.join(keys)}." in answer.output
    )
    (project / REVIEW).write_text("".join([header, first, second, *rest]), "utf-8")
    assert "are gone" not in tongket("check", "--lang", "en").output


def without_column(text: str) -> bytes:
    return re.sub(r"(?m),[^,\n]*$", "", text).encode()


UNREAD: dict[str, tuple[Any, str]] = {
    "UTF-16": (lambda t: t.encode("utf-16"), "expected CSV in UTF-8, got 'UTF-16'."),
    "fewer columns": (without_column, "row 1, comment: expected indicator, "),
    "empty": (lambda _: b"", "expected a header row, got nothing."),
}
ANEW = "Nothing was compared with it: put it back, or make it anew with `tongket run`.\n"


@pytest.mark.parametrize("case", UNREAD)
def test_a_build_that_cannot_be_read_is_not_said_to_be_compared(case: str, project: Path) -> None:
    published = Path("build/site/VN-CT/2024/observations.csv")
    spoil, cause = UNREAD[case]
    published.write_bytes(spoil(published.read_text(encoding="utf-8")))
    saved(project / REVIEW)
    assert compared(project, Path("build")).reviews == 0
    for command in ("check", "tidy"):
        answer = tongket(command, "--lang", "en").output
        assert answer.count(ANEW) == 1
        assert str(published) in answer
        assert cause in answer
        assert "holds no build yet" not in answer
    answer = tongket("tidy", "--restore", "--lang", "en")
    assert answer.exit_code == 2
    assert ANEW in answer.output
    assert "expected a build to compare with, got none that can be read in build." in answer.output


def test_of_several_reviews_only_the_one_that_cannot_be_read_is_named(project: Path) -> None:
    other = Path("build/site/VN-CT/2023/observations.csv")
    other.parent.mkdir()
    other.write_bytes((DATA / REVIEW).read_text(encoding="utf-8").encode("utf-16"))
    assert tongket("datapackage").exit_code == 0
    answer = tongket("check", "--lang", "en")
    assert answer.exit_code == 0
    assert f"{other}: expected CSV in UTF-8, got 'UTF-16'. {ANEW}" in answer.output
    notices = json.loads(tongket("check", "--json").stdout)["notices"]
    (notice,) = (each for each in notices if each["code"] == "other-format")
    assert notice["file"] == str(other)
    saved(project / REVIEW)
    assert len(compared(project, Path("build")).findings()) == 1, "the other review is compared"


def test_a_build_whose_pages_show_no_figure_is_compared_for_no_row(project: Path) -> None:
    published = Path("build/site/VN-CT/2024/observations.csv")
    header, *rows = published.read_text(encoding="utf-8").splitlines(keepends=True)
    published.write_text(header, encoding="utf-8")
    answer = tongket("check", "--lang", "en").output
    assert f"Printings compared for 0 of {len(rows)} rows: the last build in build holds" in answer
    assert "Nothing was compared" not in answer


def test_a_row_of_the_last_build_that_cannot_be_read_is_named(project: Path) -> None:
    published = Path("build/site/VN-CT/2024/observations.csv")
    text = published.read_text(encoding="utf-8")
    published.write_text(text.replace(",420,exact,420,", ",420,exact,"), "utf-8")
    answer = tongket("check", "--lang", "en")
    row = next(n for n, line in enumerate(text.splitlines(), 1) if ",420,exact,420," in line)
    assert f"{published}, row {row}: expected 14 cells, got '13'. {ANEW}" in answer.output
    assert "Printings compared for" in answer.output


def test_a_run_says_with_what_it_was_not_compared(project: Path) -> None:
    published = Path("build/site/VN-CT/2024/observations.csv")
    published.write_bytes(b"")
    answer = tongket("run", "--year", "2024", "--only", "no-such-page", "--lang", "en")
    assert ANEW in answer.stderr


def test_a_build_in_the_form_of_a_spreadsheet_is_compared(project: Path) -> None:
    published = Path("build/site/VN-CT/2024/observations.csv")
    text = published.read_text(encoding="utf-8")
    published.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    saved(project / REVIEW)
    found = compared(project, Path("build"))
    assert (found.reviews, found.unread, len(found.findings())) == (1, [], 1)
