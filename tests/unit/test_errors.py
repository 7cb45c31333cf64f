"""Errors name the near names, list five findings and count the rest, and have an exit code each."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable, Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell

import tongket
from tongket import errors
from tongket.model import LANGS
from tongket.run.kernels.engine import RefusedParameterError
from tongket.translations import Phrase


def test_near_names_come_best_first_and_keep_their_case() -> None:
    assert errors.near("vn-ct", ["VN-CT", "VN-HN"])[0] == "VN-CT"
    assert errors.near("zzzz", ["VN-CT"]) == []
    assert errors.suggestion("zzzz", ["VN-CT"]) == ""


def test_five_findings_are_shown_and_the_rest_counted() -> None:
    assert errors.listed(range(3)) == "0\n1\n2"
    assert errors.listed(range(8)).splitlines()[-1] == "… and 3 more"


def test_each_branch_has_its_exit_code() -> None:
    branches = [
        errors.TongketError, errors.UsageError, errors.DataError, errors.NotebookError,
        errors.SystemFailure, errors.AuditFailure,
    ]  # fmt: skip
    assert [branch.exit_code for branch in branches] == [1, 2, 3, 4, 5, 6]
    assert errors.DataError("x", [1, 2]).findings == (1, 2)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], list[str]]]:
    """What a notebook shows of the error of a cell."""
    shell, seen = InteractiveShell.instance(), list[str]()
    monkeypatch.setattr(shell, "_showtraceback", lambda _kind, _error, lines: seen.extend(lines))

    def run(cell: str) -> list[str]:
        seen.clear()
        shell.run_cell(cell)
        return [*seen]

    yield run
    InteractiveShell.clear_instance()


def test_a_notebook_shows_what_does_not_hold_and_the_line_that_led_to_it(
    shown: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = "def use():\n    from tongket.review.finder import known_measure\n    return known_measure('targt')\n\nuse()"
    message, line = shown(cell)
    assert message.startswith("UsageError: measure: expected one of actual, target")
    assert "Did you mean 'target' or" in message
    assert line == "----> 3 return known_measure('targt')"
    assert shown("from tongket.errors import DataError\nraise DataError('vi.po: broken.')") == [
        "DataError: vi.po: broken.",
        "----> 2 raise DataError('vi.po: broken.')",
    ]
    monkeypatch.setenv("TONGKET_DEBUG", "1")
    assert "finder.py" in "".join(shown(cell))


IN_VIETNAMESE = """
import tongket
mine = tongket.open_review(2024, "VN-CT", "vi")
ip = mine.frame("ip").query("preferred")
few, known, none = mine.figures("ip.initiatives_in_use", "ip.initiatives_benefit", "quality.radiation_inspections")
"""


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("mine.figur", "UnknownNameError: review: cần một trong các tên có sẵn, nhưng nhận được 'figur'."),
        ("mine.figure('ip.titles_granted@2024-Q5')", "gặp '2024-Q5'. Có phải là '2024-Q4'"),
        ("mine.event_frame('agrement')", "gặp 'agrement'. Có phải là 'agreement'"),
        ("mine.claim('{ip.titles_granted')", "claim: cần dấu ngoặc nhọn theo cặp, gặp '{ip.titles_granted'."),
        ("few == 420", "few == 420: cần một số liệu để so, gặp int. Hãy viết float(x) == 420"),
        ("few < mine.figure('innovation.pii_rank')", "cần hai số liệu cùng đơn vị, gặp initiatives và rank."),
        ("known > 5900000000", "gặp 5,800,000,000 to … và 5,900,000,000. Hãy viết float(x)"),
        ("float(none)", "cần một số liệu, nhưng không có: Báo cáo"),
        ("float('inf') > few", "số liệu: cần một số hữu hạn, gặp inf."),
        ("mine.show(ip.assign(k=ip['value'] * 37), title='A', note='B')",
         "k = value * 37: cần những con số lấy từ số liệu, gặp 37."),
        ("mine.show(ip.assign(k=ip['value'] + 100), title='A', note='B')", "k = value + 100: chỉ được cộng 100"),
        ("mine.show(ip.assign(k=ip['value'] * 12 * 1000), title='A', note='B')", "gặp 12, 1000. Hãy ghép"),
        ("tongket.open_review(2024, 'VN-XX', 'vi')", "area: cần một tên có trong data/areas.csv, gặp 'VN-XX'."),
        ("tongket.open_review(0, 'VN-CT', 'vi')", "year: cần một năm như 2024, gặp 0."),
    ],
)  # fmt: skip
def test_a_notebook_in_vietnamese_is_told_in_vietnamese(
    cell: str, said: str, shown: Callable[[str], list[str]]
) -> None:
    shown(IN_VIETNAMESE)
    message, line = shown(cell)
    assert said.removeprefix("few") in message
    assert line == f"----> 1 {cell}"


def test_the_review_that_could_not_be_opened_says_why_in_its_language(
    shown: Callable[[str], list[str]],
) -> None:
    message, _ = shown("import tongket\nreview = tongket.open_review(2024, 'VN-XX', 'vi')")
    assert message.startswith("UsageError: area: cần một tên có trong data/areas.csv")
    message, _ = shown("review = tongket.open_review(2024, 'VN-XX', 'en')")
    assert message.startswith("UsageError: area: expected a name of data/areas.csv")


IP = """
import tongket
review = tongket.open_review(2024, "VN-CT", "en")
ip = review.frame("ip")
rows = ip[ip["preferred"]].drop(columns="anchor")
"""


@pytest.mark.parametrize(
    ("cell", "name", "hint"),
    [
        ("ip['valeu']", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("rows[['name', 'valeu']]", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip[['valeu']]", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.groupby('domian')['value'].sum()", "KeyError", "'domian'. Did you mean 'domain'"),
        ("ip.groupby('domain')['valeu'].sum()", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.sort_values('valeu')", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.loc[:, 'valeu']", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.drop(columns=['valeu'])", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.assign(x=lambda each: each['valeu'])", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.valeu", "AttributeError", "'valeu'. Did you mean 'value'"),
        ("ip.gruopby('domain')", "AttributeError", "'gruopby'. Did you mean 'groupby'"),
        ("ip.query('valeu > 1')", "UndefinedVariableError", "'valeu'. Did you mean 'value'?"),
        ("ip.pivot_table('value', 'nme')", "KeyError", "'nme'. Did you mean 'name'"),
        ("ip.merge(ip[['name']], on='year')", "KeyError", "'year'. It has name."),
        (
            "import seaborn; seaborn.barplot(ip, x='vlaue')",
            "ValueError",
            "'vlaue'. Did you mean 'value'?",
        ),
        ("ip['zzzz']", "KeyError", "'zzzz'. It has indicator, name, domain, "),
        ("ip.loc[:, ['valeu']]", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.loc[:, 'name':'valeu']", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("ip.pivot(columns='yaer')", "KeyError", "'yaer'. Did you mean 'year'"),
        ("ip.pivot_table(index='nmae')", "KeyError", "'nmae'. Did you mean 'name'"),
        ("ip.groupby('domain').valeu", "AttributeError", "'valeu'. Did you mean 'value'"),
        ("ip.apply(lambda row: row['valeu'], axis=1)", "KeyError", "'valeu'. Did you mean"),
        ("ip.dropna(subset=['valeu'])", "KeyError", "'valeu'. Did you mean 'value'?"),
        ("""ip["valeu of 'x'"]""", "KeyError", """\"valeu of 'x'\". """),
        ("""ip[["valeu's", 'name']]""", "KeyError", """\"valeu's\". Did you mean 'value'"""),
        ("ip[3]", "KeyError", "3. It has indicator, "),
        ("ip[('ip', 'x')]", "KeyError", "('ip', 'x'). "),
        ("ip['x' * 100_000]", "KeyError", "str. It has indicator, "),
        ("lang = review = ip; ip['valeu']", "KeyError", "'valeu'. Did you mean 'value'?"),
    ],
)
def test_a_column_that_a_frame_does_not_have_is_answered_in_a_line(
    cell: str, name: str, hint: str, shown: Callable[[str], list[str]]
) -> None:
    shown(IP)
    message, line = shown(cell)
    assert message.startswith(f"{name}: frame: expected a column, got {hint}")
    assert line == f"----> 1 {cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "{}['valeu']",
        "ip.loc['valeu']",
        "import pandas\npandas.DataFrame({'value': []})['valeu']",
        "valeu",
        "ip.attrs['valeu']",
        "raise ValueError('valeu')",
        "import seaborn; seaborn.barplot({'value': [1]}, x='valeu')",
        "ip.pipe(lambda _: {}['valeu'])",
        "ip.apply(lambda _: {}['valeu'], axis=1)",
        "ip.groupby('domain').apply(lambda _: {}['valeu'])",
        "import pandas\nip.pipe(lambda _: pandas.DataFrame({'value': []}).sort_values('valeu'))",
        "ip.groupby('domain').get_group('valeu')",
        "ip.query('value > @valeu')",
        "ip.value.valeu",
    ],
)
def test_what_is_no_column_of_a_frame_of_a_review_is_left_to_python(
    cell: str, shown: Callable[[str], list[str]]
) -> None:
    shown(IP)
    shown("%xmode Minimal")
    whole = "".join(shown(cell))
    assert "valeu" in whole
    assert "expected a column" not in whole


def test_a_column_that_cannot_be_named_leaves_the_answers_to_others(
    shown: Callable[[str], list[str]],
) -> None:
    shown(IP)
    shown("class Odd:\n    def __str__(self):\n        raise ValueError")
    assert "'valeu'" in "".join(shown("ip.rename(columns={'value': Odd()})['valeu']"))
    assert "Did you mean 'value'?" in shown("ip['valeu']")[0]


def test_the_lines_are_apart_where_ipython_sets_them_beside_each_other(
    shown: Callable[[str], list[str]],
) -> None:
    shown(IP)
    shown("%xmode Minimal")
    message, line = shown("ip['valeu']")
    shown("%xmode Context")
    assert (message[-1], line) == ("\n", "----> 1 ip['valeu']\n")


def test_the_whole_way_to_a_column_is_shown_on_request(
    shown: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(IP)
    monkeypatch.setenv("TONGKET_DEBUG", "1")
    assert "get_loc" in "".join(shown("ip['valeu']"))


def test_the_whole_way_is_shown_on_request(shown: Callable[[str], list[str]]) -> None:
    shown("%xmode Verbose")
    whole = "".join(
        shown("from tongket.review.finder import known_measure\nknown_measure('targt')")
    )
    shown("%xmode Context")
    assert "finder.py" in whole
    assert "name='targt'" in re.sub("\x1b.*?m", "", whole)


def _refused() -> errors.TongketError:
    review = tongket.open_review(2024, "VN-CT", "vi")
    with pytest.raises(errors.UsageError) as refused:
        review.frame("nosuch")
    return refused.value


@pytest.mark.parametrize(
    "error",
    [
        _refused,
        lambda: errors.FormError(Phrase("Mend this entry."), "a reason"),
        lambda: errors.DataError(Phrase("Mend this entry."), ["a finding"]),
        lambda: errors.UnknownNameError("review: no such name."),
        lambda: errors.UsageError("Did you mean {names}?", names=Phrase("or")),
        lambda: RefusedParameterError(_refused(), "vi"),
    ],
)
def test_an_error_goes_to_another_process_and_says_the_same_there(
    error: Callable[[], errors.TongketError],
) -> None:
    sent = error()
    for got in (pickle.loads(pickle.dumps(sent)), copy.copy(sent), copy.deepcopy(sent)):
        assert type(got) is type(sent)
        assert [got.in_(lang) for lang in LANGS] == [sent.in_(lang) for lang in LANGS]
        assert (str(got), got.__dict__ | {"values": 0}) == (
            str(sent),
            sent.__dict__ | {"values": 0},
        )
