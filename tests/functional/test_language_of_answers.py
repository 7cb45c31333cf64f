"""One rule of language for all commands: `--lang` for the answer, else the locale."""

from __future__ import annotations

import ast
import json
import shutil
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click import Command, Context, Group, Option
from click.testing import CliRunner

from fixtures.run.project import GOOD, project
from tongket.cli import COMMANDS, cli, click_words
from tongket.data.releases import ReleaseRecord
from tongket.data.store import load
from tongket.entry_sheet.workbook import write_entry_sheet
from tongket.errors import UsageError
from tongket.model import Text, TimePeriod
from tongket.review import open_review
from tongket.run.workers import pool
from tongket.translations import Phrase
from tongket.translations.help_text import help_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    from tongket.review import Review

# For each command what to call, and words of its answer in each language; None where it answers with a script.
ANSWERS: dict[str, tuple[list[str], str, str] | None] = {
    "add": (
        ["domain", "rice", "--name-vi", "Lúa", "--name-en", "Rice", "--order", "20", "--yes"],
        "Written: ",
        "Đã ghi: ",
    ),
    "audit": (["--year", "2025"], "sets of related figures: ", "nhóm số liệu liên quan: "),
    "check": ([], "data: everything holds.", "data: tất cả đều đúng."),
    "completion": None,
    "datapackage": ([], "Unchanged: ", "Không thay đổi: "),
    "extract": (
        ["report.txt"],
        "Printed figures found: 1",
        "Số liệu in tìm thấy: 1",
    ),
    "export": (["--pdf", "--year", "2024"], "Written: ", "Đã ghi: "),
    "import": (["filled.xlsx"], "Nothing to write: ", "Không có gì để ghi: "),
    "init": (
        ["mine", "--area", "VN-51", "--year", "2022"],
        "Written in mine: ",
        "Đã ghi vào mine: ",
    ),
    "lab": ([], "Opens JupyterLab in ", "Mở JupyterLab tại "),
    "list": ([], "Area, and the number of figures", "Địa bàn và số lượng số liệu"),
    "new-year": (["2025"], "Written: ", "Đã ghi: "),
    "page": (["new", "11_more", "--domain", "ip"], "Written: ", "Đã ghi: "),
    "preview": (["--year", "2024", "--no-open", "--port", "0"], "The pages: ", "Các trang: "),
    "publish": (["www", "--dry-run"], "Nothing was done. ", "Chưa làm gì. "),
    "release": (
        ["2024", "--as", "2025-01-20"],
        "Released: edition 1, ",
        "Đã công bố: bản thứ 1, ",
    ),
    "run": (["--year", "2024"], "The pages: ", "Các trang: "),
    "sheet": (["2025"], "Rows that wait for a figure: ", "Số dòng chờ điền: "),
    "show": (["ip.titles_granted"], "Value ", "Giá trị "),
    "status": (["--year", "2024"], "00_good: never run", "00_good: chưa chạy lần nào"),
    "tidy": ([], "Every file has its canonical form.", "Mọi tệp đều đã ở dạng chuẩn."),
    "translations": (
        [],
        "Every catalogue is up to date.",
        "Mọi danh mục bản dịch đều đã cập nhật.",
    ),
}
WITH_LANG = (
    "audit",
    "check",
    "datapackage",
    "extract",
    "import",
    "init",
    "lab",
    "list",
    "new-year",
    "publish",
    "release",
    "sheet",
    "show",
    "tidy",
)
# Here the option says which reports, and the answer follows where it names one language.
WITH_LANGS = ("export", "preview", "run", "status")
# These answer at once, and all follow one rule: the rest waits for the slow tests.
AT_ONCE = ("check", "init", "lab", "list", "preview", "show", "status")
# These make pages, or look at every text.
LONG = ("run", "translations")


@pytest.fixture(scope="module")
def entry_sheet(before_2025: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An entry sheet as it is given out, with nothing new in it."""
    path = tmp_path_factory.mktemp("sheet") / "filled.xlsx"
    write_entry_sheet(path, load(before_2025), TimePeriod.of_year(2024), "VN-CT", "vi")
    return path


@pytest.fixture
def folder(
    tmp_path: Path, before_2025: Path, entry_sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A project with data of its own, of which a review seems to be built."""
    project(tmp_path, **{"00_good": GOOD})
    shutil.rmtree(tmp_path / "data")
    shutil.copytree(before_2025, tmp_path / "data")
    shutil.copy(entry_sheet, tmp_path / "filled.xlsx")
    (tmp_path / "report.txt").write_text("Sở có 7 phòng.", encoding="utf-8")
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(tmp_path / "notebooks"))
    monkeypatch.setenv("TONGKET_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    review = SimpleNamespace(area="VN-CT", period=TimePeriod.of_year(2024), langs=("vi", "en"))
    module = import_module("tongket.cli.export")
    monkeypatch.setattr(module, "built", lambda *_: (tmp_path, review))
    monkeypatch.setattr("tongket.publish.document.formats.FORMATS", {"pdf": lambda *_: None})
    record = ReleaseRecord(
        area="VN-CT", period=review.period, date="2025-01-20", edition=1, released_by="An", note=Text("", ""),
        tongket="1", content={"vi/a": "1"},
    )  # fmt: skip
    release = import_module("tongket.cli.release")
    monkeypatch.setattr("tongket.publish.site.releasing.new_record", lambda *_: record)
    for name, answer in (
        ("refuse_findings", None), ("_request", (None, None)), ("_frozen", record),
    ):  # fmt: skip
        monkeypatch.setattr(release, name, lambda *_, answer=answer: answer)
    publish = import_module("tongket.cli.publish")
    for name, found in (
        ("_refuse_no_site", None), ("refuse_findings", None), ("_fresh", []), ("_files", {}),
    ):  # fmt: skip
        monkeypatch.setattr(publish, name, lambda *_, found=found: found)
    lab = import_module("tongket.cli.lab")
    monkeypatch.setattr(lab, "find_spec", lambda _: True)
    monkeypatch.setattr(lab, "_open", lambda *_: None)
    # A preview has nothing to do here; a run says of its workers how their kernels start.
    monkeypatch.setattr(
        pool,
        "Pool",
        lambda *asked, of=pool.Pool, **how: of(*asked, **how) if how else nullcontext(),
    )
    monkeypatch.setattr("tongket.preview.rounds.follow", lambda *_: None)
    return tmp_path


def call(command: str, *arguments: str, **locale: str) -> Result:
    """The answer of a command under a locale, and no other setting of it."""
    unset = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"))
    answer = CliRunner().invoke(cli, [command, *arguments], env={**unset, **locale})
    assert answer.exit_code == 0, answer.output
    return answer


def test_tongket_alone_answers_in_the_language_asked_for(folder: Path) -> None:
    assert folder.is_dir()
    assert (
        "Next: " in CliRunner().invoke(cli, ["--lang", "en"], env={"LC_ALL": "vi_VN.UTF-8"}).stdout
    )
    answer = CliRunner().invoke(cli, ["--lang", "vi"], env={"LC_ALL": "C.UTF-8"})
    assert "Tiếp theo: " in answer.stdout
    assert "Next: " not in answer.stdout


def test_each_command_is_held_to_the_rule() -> None:
    assert set(ANSWERS) == set(COMMANDS)
    context = Context(cli)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    with_lang = [c for c in commands if c and any("--lang" in p.opts for p in c.params)]
    assert {command.name for command in commands if command} == set(COMMANDS)
    assert {c.name for c in with_lang} == {*WITH_LANG, *WITH_LANGS}


LOCALES = [
    ({"LC_ALL": "", "LC_MESSAGES": "vi_VN.UTF-8", "LANG": "C"}, 2),
    pytest.param({"LC_ALL": "en_GB.UTF-8", "LANG": "vi_VN"}, 1, marks=pytest.mark.slow),
    pytest.param({}, 1, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("locale", "which"), LOCALES)
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(name, marks=pytest.mark.slow) if name in LONG else name
        for name, answer in ANSWERS.items()
        if answer
    ],
)
def test_an_answer_is_in_the_language_of_the_locale(
    command: str, locale: dict[str, str], which: int, folder: Path
) -> None:
    answer = ANSWERS[command]
    assert answer is not None
    said = call(command, *answer[0], **locale).stdout
    assert answer[which] in said
    assert answer[3 - which] not in said


@pytest.mark.parametrize(
    "command",
    [
        name if name in AT_ONCE else pytest.param(name, marks=pytest.mark.slow)
        for name in (*WITH_LANG, *WITH_LANGS)
    ],
)
def test_the_language_asked_for_goes_before_the_locale(command: str, folder: Path) -> None:
    arguments, english, vietnamese = ANSWERS[command] or ([], "", "")
    assert english in call(command, *arguments, "--lang", "en", LC_ALL="vi_VN.UTF-8").stdout
    # They refuse to overwrite.
    made = {"new-year": "data/observations/VN-CT-2025.csv", "sheet": "tongket-VN-CT-2025.xlsx"}
    if command in made:
        (folder / made[command]).unlink()
    if command == "init":
        shutil.rmtree(folder / "mine")
    assert vietnamese in call(command, *arguments, "--lang", "vi", LC_ALL="C").stdout


REFUSALS = [
    (["check"], "expected data that hold, got 1 finding.", "cần dữ liệu đúng quy tắc, gặp 1 phát hiện."),
    (["list"], "got 1 finding.\n", "gặp 1 phát hiện.\n"),
    (["show", "ip.titles_granted"], "Compare with the source", "So lại với nguồn"),
    (["audit"], "Run `tongket check` to see them all.", "Chạy `tongket check` để xem tất cả."),
    (["run", "--year", "2024"], "row 2, obs_value: expected 28.7", "dòng 2, obs_value: cần 28.7"),
    (["status", "--year", "2024"], "row 2, obs_value: expected 28.7", "dòng 2, obs_value: cần 28.7"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "english", "vietnamese"), REFUSALS)
def test_data_are_refused_in_the_language_of_the_answer(
    command: list[str], english: str, vietnamese: str, folder: Path
) -> None:
    path = folder / "data" / "observations" / "VN-CT-2024.csv"
    header, first, *rest = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(header + first.replace(",exact,", ",exact,9", 1) + "".join(rest), "utf-8")
    for lang, words, other in (("en", english, vietnamese), ("vi", vietnamese, english)):
        answer = CliRunner().invoke(cli, [*command, "--lang", lang])
        assert answer.exit_code == 3
        assert words in answer.output
        assert other not in answer.output


def test_a_folder_without_data_is_refused_in_the_language_of_the_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGKET_DATA", str(folder / "nowhere"))
    said = {lang: CliRunner().invoke(cli, ["list", "--lang", lang]) for lang in ("en", "vi")}
    assert {answer.exit_code for answer in said.values()} == {2}
    assert "TONGKET_DATA: expected a folder with indicators.toml" in said["en"].output
    assert "TONGKET_DATA: cần một thư mục có indicators.toml" in said["vi"].output


NAMES = [
    (["show", "ip.titles_grantd"], "got 'ip.titles_grantd'. Did you mean 'ip.titles_granted' or",
     "gặp 'ip.titles_grantd'. Có phải là 'ip.titles_granted' hoặc"),
    (["show", "zzz"], "data/indicators.toml lists them.", "Danh sách có trong data/indicators.toml."),
    (["show", "ip.titles_granted:tagret"], "got 'tagret'. Did you mean 'target'", "gặp 'tagret'. Có phải là 'target'"),
    (["show", "ip.titles_granted", "--area", "QQ"], "area: expected a name of data/areas.csv", "area: cần một tên có trong data/areas.csv"),
    (["new-year", "2024", "--area", "VN-HN"], "expected statements of a primary source on 2023", "cần số liệu công bố của nguồn chính cho năm 2023"),
    (["new-year", "2026", "--area", "VN-51"], "It became part of Vĩnh Long: --area VN-49-2025",
     "Địa bàn này đã nhập vào Vĩnh Long: --area VN-49-2025"),
    (["new-year", "20255"], "expected a year, or a half, a quarter or whole months of one, got '20255'",
     "cần một năm, hoặc nửa năm, quý hay các tháng trọn vẹn của một năm, gặp '20255'"),
    (["sheet", "20"], "got '20'. Write for instance 2025, 2025-H1", "gặp '20'. Hãy viết chẳng hạn 2025, 2025-H1"),
    (["export", "--year", "2024"], "expected --html, --pdf or --docx", "cần --html, --pdf hoặc --docx"),
    (["run", "--only", "00_god", "--year", "2024"], "expected the name of a page, got '00_god'", "cần tên của một trang, gặp '00_god'"),
    (["run", "--year", "2031", "--year", "2024"], "VN-CT, 2031: expected a place and period with figures on record",
     "VN-CT, 2031: cần địa bàn và kỳ đã có số liệu"),
    (["status", "--year", "2031"], "`tongket list` names the periods", "`tongket list` nêu các kỳ có số liệu"),
    (["audit", "x.csv"], "expected --rules beside x.csv", "cần --rules đi cùng x.csv"),
    (["init"], "expected either the name of a new folder or --here", "cần tên của một thư mục mới hoặc --here"),
    (["init", "x", "--area", "Trà Vin", "--year", "2022"], "Did you mean 'Trà Vinh'", "Có phải là 'Trà Vinh'"),
    (["init", "x", "--yes"], "expected --area, --period, got nothing", "cần --area, --period, không có gì"),
    (["init", "."], "expected a new or empty folder, got /", "cần một thư mục mới hoặc trống, gặp /"),
    (["init", "x", "--area", "VN-51", "--year", "2030"], "expected a period of Trà Vinh (", "cần một kỳ mà Trà Vinh tồn tại ("),
]  # fmt: skip


@pytest.mark.parametrize(("command", "english", "vietnamese"), NAMES)
def test_names_and_options_are_refused_in_the_language_of_the_answer(
    command: list[str], english: str, vietnamese: str, folder: Path
) -> None:
    for locale, words, other in (("C", english, vietnamese), ("vi_VN.UTF-8", vietnamese, english)):
        answer = CliRunner().invoke(cli, command, env={"LC_ALL": locale})
        assert answer.exit_code == 2
        assert words in answer.output
        assert other not in answer.output
    assert not (folder / "build").exists(), "no page of a year without figures joins the site"


def test_what_the_system_refuses_is_said_in_the_language_of_the_answer(folder: Path) -> None:
    for lang, words in (
        ("en", "sources.toml: expected a file or folder that can be used, got: File exists."),
        ("vi", "sources.toml: cần tệp hoặc thư mục dùng được, gặp: đã có tệp cùng tên."),
    ):
        answer = CliRunner().invoke(
            cli, ["sheet", "2025", "--out", "data/sources.toml/a.xlsx", "--lang", lang]
        )
        assert answer.exit_code == 5, answer.output
        assert words in answer.stderr
        assert ".new" not in answer.stderr, "a name that nobody knows"


def test_a_file_of_the_year_and_a_review_that_is_not_there_are_named_in_both_languages(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("new-year", "2025")
    for lang, words in (("vi", "gặp tệp đã điền dở"), ("en", "got one that is begun")):
        assert words in CliRunner().invoke(cli, ["new-year", "2025", "--lang", lang]).output
    (folder / "data" / "observations" / "VN-CT-2025.csv").unlink()
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    for lang, words in (
        ("vi", "cần bản tổng kết VN-CT 2031"),
        ("en", "expected the review VN-CT 2031"),
    ):
        asked = ["export", "--docx", "--year", "2031", "--lang", lang]
        assert words in CliRunner().invoke(cli, asked).output


def test_every_line_of_a_figure_is_in_the_language_of_the_answer(folder: Path) -> None:
    shown = call("show", "ip.titles_granted", "--lang", "vi").stdout
    assert shown.startswith("Số liệu")
    assert "\nTên " in shown
    assert call("show", "ip.titles_granted", "--lang", "en").stdout.startswith("Figure")


@pytest.mark.parametrize(
    "command", [["show", "ip.titles_granted"], ["show", "innovation.pii_score"], ["audit"], ["list"], ["check"]]
)  # fmt: skip
def test_json_is_in_one_language(command: list[str], folder: Path) -> None:
    english = call(*command, "--json", "--lang", "en").stdout
    assert json.loads(english)
    assert call(*command, "--json", "--lang", "vi").stdout == english
    assert call(*command, "--json", LC_ALL="vi_VN.UTF-8").stdout == english


def test_keys_of_a_figure_in_json_are_no_headings(folder: Path) -> None:
    answer = json.loads(call("show", "ip.titles_granted", "--json").stdout)
    assert all(key.isascii() and key.islower() for key in answer)


USAGE = [
    (["sheet", "--hlp"], "No such option '--hlp'. Did you mean '--help'?", "Không có tùy chọn '--hlp'. Có phải là '--help'?"),
    (["shee"], "No such command 'shee'. Did you mean 'sheet'?", "Không có lệnh 'shee'. Có phải là 'sheet'?"),
    (["show"], "Missing argument 'FIGURE'.", "Thiếu đối số 'FIGURE'."),
    (["sheet", "2025", "2026"], "Got unexpected extra argument (2026)", "Thừa đối số (2026)"),
    (["sheet", "2025", "a", "b"], "Got unexpected extra arguments (a b)", "Thừa các đối số (a b)"),
    (["run", "--jobs", "0"], "0 is not in the range x>=1.", "0 nằm ngoài khoảng x>=1."),
    (["run", "--out", ""], "'--out': expected a name, got an empty one.", "'--out': cần một tên, gặp tên trống."),
    (["run", "--cell-timeout", "x"], "expected seconds above 0, got 'x'.", "cần số giây lớn hơn 0, gặp 'x'."),
    (["add", "unit", "x", "--per", "y"], "expected a number, got 'y'.", "cần một con số, gặp 'y'."),
    (["completion", "sh"], "'sh' is not one of 'bash', 'zsh', 'fish'.", "'sh' không thuộc các giá trị 'bash', 'zsh', 'fish'."),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "english", "vietnamese"), USAGE)
def test_usage_that_is_wrong_is_said_in_the_language_of_the_answer(
    arguments: list[str], english: str, vietnamese: str
) -> None:
    for locale, heads, says in (
        ("vi_VN.UTF-8", ("Cách dùng: ", "Lỗi: "), vietnamese),
        ("C", ("Usage: ", "Error: "), english),
    ):
        answer = CliRunner().invoke(cli, arguments, env={"LC_ALL": locale})
        assert answer.exit_code == 2
        assert answer.output.startswith(heads[0])
        assert heads[1] in answer.output
        assert says in answer.output


@pytest.mark.parametrize("asked", [["--lang", "vi"], ["--lang=vi"]])
def test_click_speaks_the_language_asked_for_before_it_has_read_the_options(
    asked: list[str],
) -> None:
    for arguments in ([*asked, "--hlp"], ["--hlp", *asked]):
        answer = CliRunner().invoke(cli, ["check", *arguments], env={"LC_ALL": "C"})
        assert "Không có tùy chọn '--hlp'." in answer.output
    helped = CliRunner().invoke(cli, ["check", *asked, "--help"], env={"LC_ALL": "C"}).output
    assert "Cách dùng: " in helped
    assert "Tùy chọn:" in helped
    mixed = CliRunner().invoke(cli, ["run", *asked, "--lang", "en", "--hlp"], env={"LC_ALL": "C"})
    assert "No such option '--hlp'." in mixed.output


def every_command(name: str = "tongket", command: Command = cli) -> Iterator[tuple[str, Command]]:
    """Each command and command below one, by how it is called."""
    yield name, command
    if isinstance(command, Group):
        for word in command.list_commands(Context(command)):
            below = command.get_command(Context(command), word)
            assert below is not None
            yield from every_command(f"{name} {word}", below)


def sentences(command: Command) -> Iterator[str]:
    """What the help of a command says in words."""
    options = [param for param in command.get_params(Context(command)) if isinstance(param, Option)]
    for words in (command.help, *(option.help for option in options)):
        assert words, f"{command.name}: nothing is said of it"
        yield from help_paragraphs(words)
    shown = (option.show_default for option in options)
    yield from (words for words in shown if isinstance(words, str) and " " in words)


@pytest.mark.parametrize("call", [name for name, _ in every_command()])
def test_the_whole_help_is_in_the_language_of_the_answer(call: str) -> None:
    helped = {
        locale: CliRunner()
        .invoke(cli, [*call.split()[1:], "--help"], env={"LC_ALL": locale})
        .output
        for locale in ("vi_VN.UTF-8", "C.UTF-8")
    }
    # A line may end within an option.
    said = {locale: "".join(words.split()) for locale, words in helped.items()}
    for sentence in sentences(dict(every_command())[call]):
        english, vietnamese = ("".join(words.split()) for words in (sentence, Phrase(sentence).vi))
        assert vietnamese != english
        assert vietnamese in said["vi_VN.UTF-8"]
        assert english not in said["vi_VN.UTF-8"]
        assert english in said["C.UTF-8"]


def test_where_no_locale_names_a_language_the_only_language_of_the_pages_is_spoken(
    folder: Path,
) -> None:
    settings = folder / "tongket.toml"
    unset = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"))
    for pages, locale, words in (
        ('["vi"]', {}, "tất cả đều đúng"),
        ('["vi"]', {"LC_ALL": "C.UTF-8"}, "tất cả đều đúng"),
        ('["vi"]', {"LANG": "en_US.UTF-8"}, "everything holds"),
        ('["en"]', {}, "everything holds"),
        ('["vi", "en"]', {}, "everything holds"),
    ):
        settings.write_text(f"[review]\nlanguages = {pages}\n", encoding="utf-8")
        answer = CliRunner().invoke(cli, ["check"], env={**unset, **locale})
        assert words in answer.output
    helped = CliRunner().invoke(
        cli, ["check", "--lang", "en", "--help"], env={**unset, "LANG": "vi_VN"}
    )
    assert "Check all data" in helped.output


@pytest.mark.parametrize("broken", ["languages = 5", "languages = [[", "", 'languages = ["vi", 3]'])
def test_settings_that_do_not_hold_keep_no_help_back(broken: str, folder: Path) -> None:
    (folder / "tongket.toml").write_text(f"[review]\n{broken}\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["--help"], env={"LC_ALL": "C"}).exit_code == 0


def test_each_of_clicks_sentences_is_one_that_click_says() -> None:
    sources = "".join(
        Path(str(import_module(f"click.{name}").__file__)).read_text("utf-8")
        for name in (*click_words.MODULES, "decorators")
    )
    said = {
        text.value
        for text in ast.walk(ast.parse(sources.replace("from __future__ import annotations", "")))
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }
    assert set(click_words.WORDS) <= said


ROOMS = ("review", "charts", "exhibit", "forms.py", "claims.py", "intervals.py")
# They know no translations: `UsageError` translates their sentences when it is shown, if values fill them in.
BELOW = ("model", "measures.py")


def test_what_a_notebook_is_refused_can_be_said_in_both_languages() -> None:
    """Words that are put together in place of a `Phrase` are in English on a page in Vietnamese."""
    package = Path(str(import_module("tongket").__file__)).parent
    paths = [p for room in ROOMS + BELOW for p in ([package / room], (package / room).rglob("*.py"))[not room.endswith(".py")]]  # fmt: skip
    plain = [
        f"{path.name}:{node.lineno}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"UsageError", "FormError"}
        for said in node.args[:1]
        if isinstance(said, ast.JoinedStr if {path.name, path.parent.name} & {*BELOW} else (ast.Constant, ast.JoinedStr))
        and any(isinstance(part, ast.Constant) and str(part.value).strip(" :=") for part in getattr(said, "values", [said]))
    ]  # fmt: skip
    assert len(paths) > 50
    assert plain == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda review: review.frame_of(3), "frame_of: cần số liệu hoặc tên của chúng, gặp 3."),
        (
            lambda review: review.figures_of(review.frame("ip").drop(columns="anchor")),
            "frame: cần cột anchor, gặp ",
        ),
        (
            lambda review: review.show(
                review.frame("ip").head(3).assign(value=7.0), title="Đơn", note="Cả năm."
            ),
            "cần 4298.0 như ở ip-initiatives-proposed, gặp 7.0.\nHãy lấy mỗi dòng",
        ),
        (lambda review: review.count(3, name="x"), "count: cần thứ để đếm"),
    ],
)  # fmt: skip
def test_an_analyst_in_vietnamese_is_refused_in_vietnamese(
    wrong: Callable[[Review], object], says: str
) -> None:
    with pytest.raises(UsageError) as caught:
        wrong(open_review(2024, "VN-CT", "vi"))
    said = caught.value.in_("vi")
    assert says in said
    assert "expected" not in said
