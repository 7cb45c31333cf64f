"""Tab: which names are offered where the cursor is, in IPython's own completer; near names for a wrong one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import tongket
from fixtures.growth import is_linear
from tongket.errors import UnknownNameError, UsageError
from tongket.review.tab import offered
from tongket.shell import complete_names

CHECKOUT = Path(__file__).parents[3]
IP, TITLES = "ip.applications", "ip.titles_granted"


@pytest.fixture(scope="module")
def names() -> dict[str, object]:
    review = tongket.open_review(year=2024, area="VN-CT", lang="en")
    return {"tongket": tongket, "review": review, "ip": review.frame("ip"), "pd": pd}


@pytest.fixture
def shell(names: dict[str, object]) -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance()
    shell.user_ns.update(names)
    complete_names()
    yield shell
    InteractiveShell.clear_instance()


def completed(shell: InteractiveShell, cell: str) -> list[str]:
    """The cell after each completion of what is before its mark ¦."""
    cursor = cell.index("¦")
    text = cell.replace("¦", "")
    with provisionalcompleter():
        found = list(shell.Completer.completions(text, cursor))
    return [text[: each.start] + each.text + text[each.end :] for each in found]


@pytest.mark.parametrize(
    ("cell", "one"),
    [
        ('review.figure("ip.¦', f'review.figure("{TITLES}'),
        ('review.figures("ip.applications", "ip.ti¦")', f'review.figures("{IP}", "{TITLES}")'),
        ('review["ip.¦"]', f'review["{TITLES}"]'),
        ("review.frame('renew¦')", "review.frame('renewal')"),
        (
            'x = review.frame(\n    "ip",  # a comment (\n    "renew¦"\n)\ny = 1',
            'x = review.frame(\n    "ip",  # a comment (\n    "renewal"\n)\ny = 1',
        ),
        ('review.claim("{ip.ti¦', f'review.claim("{{{TITLES}'),
        ('review.claim("{ip.applications} and {ip.ti¦}")', f'review.claim("{{{IP}}} and {{{TITLES}}}")'),
        ('review.claim({"vi": "{ip.ti¦', f'review.claim({{"vi": "{{{TITLES}'),
        ('review.show(ip, title="{ip.ti¦', f'review.show(ip, title="{{{TITLES}'),
        ('review.figure("ip.titles_granted:tar¦', f'review.figure("{TITLES}:target_pct'),
        ('review.figure("innovation.pii_rank@2023¦', 'review.figure("innovation.pii_rank@2023'),
        ('review.frame("ip", areas="VN-C¦")', 'review.frame("ip", areas="VN-CT-2025")'),
        ('review.frame(areas=["VN-HN", "VN-CT¦', 'review.frame(areas=["VN-HN", "VN-CT-2025'),
        ('review.frame(measures=("actual", "tar¦', 'review.frame(measures=("actual", "target_pct'),
        ('tongket.open_review(year=2024, area="vn-ct¦', 'tongket.open_review(year=2024, area="VN-CT'),
        ('tongket.open_review(2024, "VN-CT", "¦', 'tongket.open_review(2024, "VN-CT", "vi'),
        ('review.event_frame("ag¦', 'review.event_frame("agreement'),
        ('review.change("ip.titles_granted", by="p¦', 'review.change("ip.titles_granted", by="percent'),
        ('review.chart.development("ip.ti¦', f'review.chart.development("{TITLES}'),
        ('ip[ip["indicator"] == "ip.ti¦"]', f'ip[ip["indicator"] == "{TITLES}"]'),
        ('ip["indicator"].isin(["ip.applications", "ip.ti¦', f'ip["indicator"].isin(["{IP}", "{TITLES}'),
        ("review.fig¦", "review.figure"),
        ("review.frame(¦", 'review.frame("ip"'),
        ("review.frame('ip', ye¦", "review.frame('ip', years="),
        ("review.frame('ip', years=¦", "review.frame('ip', years=2024"),
        ("review.frame('ip', years=[2023, ¦", "review.frame('ip', years=[2023, 2024"),
        ("review.frame('ip', years=¦", "review.frame('ip', years=\"all\""),
        ("review.frame('ip', areas=¦)", "review.frame('ip', areas=\"VN-CT\")"),
        ("review.figure('ip.titles_granted', ye¦", "review.figure('ip.titles_granted', year="),
        ("review.frame(years=ra¦", "review.frame(years=range"),
        ("review.show(i¦", "review.show(ip"),
        ("review.exhibit(¦", "review.exhibit(pd"),
        ("review[¦", 'review["ip.titles_granted"'),
        ("tongket.open_review(year=¦", "tongket.open_review(year=2024"),
        ("x = (review.chart.dev¦", "x = (review.chart.development"),
        ("review.exhibit(tongket.forms.ra¦", "review.exhibit(tongket.forms.ranges"),
        ('review.exhibit(pd, ip, x="¦', 'review.exhibit(pd, ip, x="value'),
        ('review.exhibit(pd, ip[ip["value"] > 3], x="value", hue="na¦")', 'review.exhibit(pd, ip[ip["value"] > 3], x="value", hue="name")'),
        ('ip["va¦"]', 'ip["value"]'),
        ('ip[["name", "va¦', 'ip[["name", "value'),
        ('ip[ip["va¦', 'ip[ip["value'),
        ('ip.groupby("dom¦', 'ip.groupby("domain_name'),
        ('pd.merge(ip, other, on="ind¦', 'pd.merge(ip, other, on="indicator'),
        ("ip.group¦", "ip.groupby"),
        ('ip["value"].me¦', 'ip["value"].median'),
        ('review.frame("ip").sort_v¦', 'review.frame("ip").sort_values'),
        ('review.figure("ip.applications").valu¦', 'review.figure("ip.applications").value'),
    ],
)  # fmt: skip
def test_tab_completes_names_in_every_call_that_takes_one(
    shell: InteractiveShell, cell: str, one: str
) -> None:
    assert one in completed(shell, cell)


@pytest.mark.parametrize(
    "cell",
    [
        'review.claim("{ip.applications} grew',
        'print("it is',
        "# review.",
        "# review.frame(",
        "review.frame(x + ",
        "ip.merge(",
        "review.frame('ip').merge(",
        'review.read_csv("a.csv", units={',
        'ip[ip["unit"] == "',
        'ip[ip["unit"].isin(["titles", "',
        'review.exhibit(pd, ip, title="',
        'print("',
        'ip.sort_values("value").',
        'missing["',
        'other.frame("ip.ti") or "',
        'pd.read_csv("ip.',
        'open("data/ip.',
        'get("https://ip.',
        '"""\nreview.',
    ],
)
def test_elsewhere_ipython_completes_by_itself(cell: str, names: dict[str, object]) -> None:
    if "read_csv" in cell:
        # A file may be called like a domain: names are offered beside IPython's own only where they fit.
        names = {"pd": pd}
    assert list(offered(cell, names)[1]) == []


def test_tab_offers_names_before_the_first_figure_and_nothing_of_registries_that_do_not_hold(
    shell: InteractiveShell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "observations")
    monkeypatch.setenv("TONGKET_DATA", str(tmp_path / "data"))
    cell = 'tongket.open_review(2024, area="VN-H¦'
    assert 'tongket.open_review(2024, area="VN-HN' in completed(shell, cell)
    (tmp_path / "data" / "indicators.toml").write_text("[[[\n", "utf-8")
    assert not [each for each in completed(shell, cell) if "VN-HN" in each]
    assert capsys.readouterr().err == ""


def test_a_text_that_was_not_closed_ends_with_its_line(names: dict[str, object]) -> None:
    assert IP in offered("!echo don't\nreview.figure(\"ip.", names)[1]
    assert IP in offered('x = "it\\"s\nreview.figure("ip.', names)[1]
    assert list(offered("x = 'it\\\nreview.figure(\"", names)[1]) == []


def test_where_a_text_may_be_a_file_ipython_goes_on(
    shell: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ip.csv").touch()
    monkeypatch.chdir(tmp_path)
    offers = completed(shell, 'open("ip.¦')
    assert {'open("ip.csv', f'open("{IP}'} <= {*offers}


class Odd:
    """What fails at whatever it is asked."""

    def __getattribute__(self, name: str) -> object:
        raise AssertionError(name)

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    __hash__ = None  # type: ignore[assignment]


class OddFrame(pd.DataFrame):
    columns = property(lambda _: Odd().any)


@pytest.mark.parametrize(
    "cell",
    ["odd.", "odd.any.", "odd(", 'odd["', 'odd.any("', 'frame["', "frame.", 'review.show(odd, "'],
)
def test_tab_asks_nothing_of_what_the_notebook_holds(cell: str, names: dict[str, Any]) -> None:
    held = {"odd": Odd(), "frame": OddFrame()} | names
    assert list(offered(cell, held)[1]) == []
    assert IP in offered('x = "ip.', held)[1]


@pytest.mark.parametrize(
    ("before", "filling", "after"),
    [
        ('x = "', "a", '"\nreview.figure("ip.'),
        ("", "a", "!\nreview.figure("),
        ("", "a.", '("'),
        ("", "[", '"'),
        ("", "x = '\\''\n", 'review.figure("ip.'),
        ('print("', "a.b/", " "),
    ],
)
def test_what_tab_takes_grows_as_the_cell_does(
    before: str, filling: str, after: str, names: dict[str, object]
) -> None:
    half = filling * (100_000 // len(filling))
    assert is_linear(
        lambda: offered(before + half + after, names),
        lambda: offered(before + half * 2 + after, names),
    )


def test_what_was_given_already_is_not_offered_again(names: dict[str, object]) -> None:
    assert "years=" not in offered('review.frame("ip", years=2024, ', names)[1]
    assert [n for n in offered('review.figure("ip.staff", ', names)[1] if "=" in n] == ["year="]


def test_what_only_was_typed_was_not_read(shell: InteractiveShell, names: dict[str, Any]) -> None:
    before = names["review"].lineage()
    completed(shell, 'review.figure("capacity.staff:¦')
    completed(shell, 'review.figure("capacity.staff@¦')
    assert names["review"].lineage() == before


def test_a_review_lists_what_an_analyst_calls_as_the_guide_does(review: tongket.Review) -> None:
    guide = (CHECKOUT / "docs" / "frame.md").read_text(encoding="utf-8")
    pages = guide[guide.index("## What the pages call") :].partition("\nNames that")[0]
    of_pages = set(re.findall(r"`review\.(\w+)", "".join(re.findall(r"^\| [^|]+", pages, re.M))))
    assert of_pages == review.of_pages
    assert set(dir(review)) == set(re.findall(r"`review\.(\w+)", guide)) - of_pages
    assert dir(tongket.forms) == sorted(tongket.forms.__all__)


@pytest.mark.parametrize("call", ["overview()", "audit()", "members()"])
def test_the_result_of_a_call_lists_what_it_lists_itself(call: str, names: dict[str, Any]) -> None:
    itself = eval(f"review.{call}", names)
    assert offered(f"review.{call}.", names)[1] == dir(itself)


def test_what_the_pages_call_is_offered_once_a_letter_is_typed(names: dict[str, Any]) -> None:
    assert offered("review.", names)[1] == dir(names["review"])
    assert offered("review.stro", names)[1] == ["strongest"]
    with pytest.raises(UnknownNameError, match="Did you mean 'strongest'"):
        _ = names["review"].strongst


def test_a_wrong_name_says_which_are_near(review: tongket.Review) -> None:
    for ask, words in {
        "figur": "review: expected one of its names, got 'figur'. Did you mean 'figure'",
        "chart.bar": "review.chart: .* Did you mean 'band'.* review.exhibit",
        "table.zzz": r"review.table: .* It has development, plan. Any other table is shown by review.show",
        "members().code": "Did you mean 'codes'",
        "overview().tile": "Did you mean 'tiles'",
        "audit().conflict": "Did you mean 'conflicts'",
    }.items():
        with pytest.raises(UnknownNameError, match=words):
            eval(f"review.{ask}", {"review": review})
    with pytest.raises(UnknownNameError, match="figure: .*'valu'. Did you mean 'value'"):
        _ = review.figure(TITLES).valu  # type: ignore[attr-defined]
    with pytest.raises(UnknownNameError, match="tongket.forms: .*'rank'. Did you mean 'ranks'"):
        _ = tongket.forms.rank  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="tongket: .*'open_reviw'. Did you mean 'open_review'"):
        _ = tongket.open_reviw  # type: ignore[attr-defined]
    assert not hasattr(review, "_repr_html_")
    assert not hasattr(review, "dtype")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("review.frame(year=2024)", "frame: .*, got 'year'. Did you mean 'years'"),
        (
            "review.read_csv('a.csv')",
            "read_csv: expected source=, got none. It takes name, source, ",
        ),
        ("review.figure()", "figure: expected name=, got none. It takes name, year."),
        ("review.figure('a', 1, 2)", "figure: expected each argument once, got too many"),
        ("review.chart.plan()", "plan: expected title=, note=, got none"),
        ("tongket.open_review(yaer=2024)", "open_review: .*, got 'yaer'. Did you mean 'year'"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(
    review: tongket.Review, asked: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        eval(asked, {"review": review, "tongket": tongket})


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("review.frame('ip.titels')", "gặp 'ip.titels'. Có phải là 'ip.titles_granted'"),
        ("review.frame('văn bằng')", "Hãy tìm: review.find('văn bằng')"),
        ("review.frame(areas='da nang')", "gặp 'da nang'. Có phải là 'VN-DN'?"),
        ("review.frame(years='2024', measures='goal')", "gặp '2024'. Có phải là 2024"),
        ("review.frame(year=2024)", "Có phải là 'years'"),
        ("review.figure(420)", "cần một tên như 'ip.titles_granted'"),
        ("review.find('')", "cần một từ hoặc một con số, gặp ''"),
        ("review.figure('ip.titles_granted') + 1", "cần một số liệu, gặp int"),
        ("review.read_csv('grdp-per-capita.csv', source='th389-2025', units={'x': 'VND'})", "gặp 'x'. Tệp có"),
        ("review.exhibit(sum, review.frame('ip'))", "cần một hàm vẽ trên một hệ trục, gặp sum"),
        ("review.exhibit('bar', review.frame('ip'))", "gặp 'bar'"),
        ("tongket.open_review(2024, 'Cần Thơ')", "gặp 'Cần Thơ'. Có phải là 'VN-CT'?"),
        ("tongket.open_review(2024, 'can tho ')", "Có phải là 'VN-CT'?"),
        ("tongket.open_review(2024, 'Cần Tơ')", "gặp 'Cần Tơ'. Có phải là 'VN-CT'?"),
        ("review.frame(areas='Hai Phòn')", "gặp 'Hai Phòn'. Có phải là 'VN-HP'?"),
        ("tongket.open_review(pd.NA, 'VN-CT')", "cần một số nguyên như 2024, gặp <NA>"),
        ("tongket.open_review(period=pd.NA)", "gặp <NA>"),
        ("tongket.open_review(2024, 'VN-CT', 'vn')", "lang: cần 'vi' hoặc 'en', gặp 'vn'"),
        ("tongket.open_review(2024, 'VN-CT', data='nowhere')", "cần một thư mục dữ liệu, gặp 'nowhere'"),
        ("tongket.open_review(2024, 'VN-CT', data=5)", "cần một thư mục dữ liệu, gặp 5"),
        ("tongket.open_review()", "cần năm hoặc kỳ"),
        ("tongket.open_review('hai', 'VN-CT')", "cần một số nguyên như 2024, gặp 'hai'"),
    ],
)  # fmt: skip
def test_an_error_of_use_is_said_in_vietnamese_too(
    review: tongket.Review, asked: str, words: str
) -> None:
    with pytest.raises(UsageError) as refused:
        eval(asked, {"review": review, "tongket": tongket, "pd": pd})
    said = refused.value.in_("vi")
    assert words in said
    assert not re.search(r"\b(expected|got|Did you mean)\b", said)


def test_what_fails_within_a_call_is_no_wrong_argument(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review.finder, "named", lambda name: name + 1)
    with pytest.raises(TypeError, match="can only concatenate"):
        review.figure(TITLES)


def test_what_holds_calls_shows_them(review: tongket.Review) -> None:
    assert repr(review.chart) == "<review.chart: band, development, plan>"
    assert repr(review.members()).startswith("<review.members(): adding_up, ")
    assert repr(review) == "<Review of Cần Thơ, 2024, en>"


def test_what_fails_within_a_name_says_how(monkeypatch: pytest.MonkeyPatch, review: Any) -> None:
    def fails(_: object) -> str:
        raise AttributeError("within")

    monkeypatch.setattr(type(review), "period", property(fails))
    with pytest.raises(AttributeError, match="within"):
        _ = review.period


@pytest.mark.parametrize(
    ("cell", "offers"),
    [
        ('rows = review.frame("ip")\nrows.gro', ["groupby"]),
        ('rows = review.frame(\n    "ip",\n)\n\nrows.gro', ["groupby"]),
        ('%time\nrows = 1\nrows = review.frame("ip")\nprint(rows)\nrows.gro', ["groupby"]),
        ('few = review.figure("ip.titles_granted")\nfew.obs', ["observations"]),
        ('rows = review.frame("ip")\nrows = 1\nrows.gro', []),
        ('rows = [review.frame("ip")]\nrows.gro', []),
        ('rows == review.frame("ip")\nrows.gro', []),
        ('rows = review.frame("ip")\nothers.gro', []),
        ('rows = review.frame("ip")\nrows.value.gro', []),
    ],
)
def test_what_a_cell_assigns_is_completed_before_it_was_run(
    cell: str, offers: list[str], names: dict[str, object]
) -> None:
    assert offered(cell, names)[1] == offers


def test_the_result_of_a_call_is_completed_before_pandas_is_loaded() -> None:
    code = (
        "import sys, tongket; from tongket.review.tab import offered;"
        "review = tongket.open_review(year=2024, area='VN-CT', lang='en');"
        "assert 'pandas' not in sys.modules;"
        "assert offered('review.frame(\"ip\").gro', {'review': review})[1] == ['groupby']"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=CHECKOUT, timeout=60)
