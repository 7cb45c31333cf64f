from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.run.project import notebook
from tongket.errors import NotebookError, UsageError
from tongket.run.notebook import Notebook
from tongket.run.plan.parameters import (
    Parameter,
    from_text,
    parse,
    read_parameters,
    refuse_injected,
    refuse_wrong,
)
from tongket.translations.notebook import NotebookCell

YEAR = Parameter("year", int, 2024, "the year")
SHARE = Parameter("share", float, 0.5, "the share")
LANG = Parameter("lang", str, "vi", "the language")
BRIEF = Parameter("brief", bool, False, "shorter")


def book(*cells: NotebookCell) -> Notebook:
    return Notebook("04.ipynb", cells, notebook())


def test_each_line_declares_a_parameter() -> None:
    source = "year: int = 2024  # the year under review\n\nbrief: bool = False # only key points\n"
    assert parse(source, where="04") == (
        Parameter("year", int, 2024, "the year under review"),
        Parameter("brief", bool, False, "only key points"),
    )


def test_a_sharp_inside_a_text_is_no_comment() -> None:
    assert parse('mark: str = "a  # b"  # the mark', where="04")[0].default == "a  # b"


@pytest.mark.parametrize(
    "line",
    [
        "year = 2024  # the year",
        "year: int = 2024",
        "year: int  # the year",
        "year: date = 2024  # the year",
        "year: int = '2024'  # the year",
        "year: int = True  # the year",
        "year: int = last()  # the year",
        "year: int | None = None  # the year",
        "a.year: int = 2024  # the year",
        "import os  # the year",
        "year: int = (  # the year",
    ],
)
def test_a_line_of_another_shape_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(NotebookError, match=r"04.ipynb: parameters line 2: expected `name: type"):
        parse(f"lang: str = 'vi'  # the language\n{line}", where="04.ipynb")


def test_an_empty_cell_is_refused() -> None:
    with pytest.raises(NotebookError, match="the parameters cell is empty"):
        parse("\n", where="04")


def test_the_cell_is_found_by_its_tag() -> None:
    tagged = NotebookCell("code", "year: int = 2024  # the year", frozenset({"parameters"}))
    other = NotebookCell("code", "x = 1", frozenset())
    assert [p.name for p in read_parameters(book(other, tagged))] == ["year"]


@pytest.mark.parametrize("number", [0, 2])
def test_a_notebook_has_one_parameters_cell(number: int) -> None:
    cell = NotebookCell("code", "year: int = 2024  # the year", frozenset({"parameters"}))
    with pytest.raises(NotebookError, match=f"expected one cell tagged `parameters`, got {number}"):
        read_parameters(book(*[cell] * number))


def test_declared_names_and_types_pass() -> None:
    refuse_wrong({"year": 2023, "share": 1, "brief": True}, [YEAR, SHARE, BRIEF], where="04")


def test_a_misspelt_name_is_refused_with_the_near_one() -> None:
    with pytest.raises(UsageError, match=r"04: .* got 'yaer'. Did you mean 'year'"):
        refuse_wrong({"yaer": 2023}, [YEAR, LANG], where="04")


def test_a_name_near_nothing_is_answered_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"got 'zzz'. It has year, lang"):
        refuse_wrong({"zzz": 1}, [YEAR, LANG], where="04")


@pytest.mark.parametrize(
    ("parameter", "value"),
    [(YEAR, "2024"), (YEAR, True), (YEAR, 2.0), (LANG, 1), (BRIEF, 1), (SHARE, False)],
)
def test_a_value_of_another_type_is_refused(parameter: Parameter, value: object) -> None:
    with pytest.raises(UsageError, match=rf"{parameter.name}: expected {parameter.type.__name__} "):
        refuse_wrong({parameter.name: value}, [parameter], where="04")


def test_all_wrong_parameters_are_reported_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        refuse_wrong({"yaer": 1, "lang": 2}, [YEAR, LANG], where="04")
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (YEAR, "2023", 2023),
        (SHARE, "0.25", 0.25),
        (LANG, "en", "en"),
        (BRIEF, "Yes", True),
        (BRIEF, "0", False),
    ],
)
def test_texts_become_values_of_the_declared_type(
    parameter: Parameter, text: str, value: object
) -> None:
    assert from_text(text, parameter) == value


@pytest.mark.parametrize(("parameter", "text"), [(YEAR, "20x4"), (BRIEF, "maybe"), (SHARE, "")])
def test_a_text_that_is_no_such_value_is_refused(parameter: Parameter, text: str) -> None:
    with pytest.raises(UsageError, match=rf"parameter {parameter.name}: expected .* got '{text}'"):
        from_text(text, parameter)


@given(st.one_of(st.integers(), st.booleans(), st.text(st.characters(exclude_categories=["C"]))))
def test_what_a_line_says_is_what_is_read(value: int | bool | str) -> None:
    (parameter,) = parse(f"x: {type(value).__name__} = {value!r}  # a meaning", where="x")
    assert parameter == Parameter("x", type(value), value, "a meaning")


def test_what_papermill_injects_passes_where_it_reads_as_the_declared_type() -> None:
    source = 'year: int = 2024  # the year\nlang: str = "vi"  # the language\nwide: bool = False  # the width'
    refuse_injected({"year": "2025", "lang": "en", "wide": "yes"}, source, where="a.ipynb")
    refuse_injected({"year": 2025, "lang": 2024}, source, where="a.ipynb")
    with pytest.raises(UsageError) as caught:
        refuse_injected({"yaer": 2024, "year": 2024.5, "lang": None}, source, where="a.ipynb")
    yaer, year, lang = str(caught.value).splitlines()
    assert yaer.startswith(
        "a.ipynb: expected a parameter of the notebook, got 'yaer'. Did you mean 'year'? It has year, lang, wide."
    )
    assert year == "a.ipynb: year: expected int (the year), got 2024.5. Give int."
    assert lang == "a.ipynb: lang: expected str (the language), got None. Give str."


def test_of_a_cell_without_types_the_names_are_checked() -> None:
    refuse_injected({"year": [2024]}, "year = 2024\narea: str = 'VN-CT'", where="a.ipynb")
    with pytest.raises(UsageError, match="got 'aera'. Did you mean 'area'"):
        refuse_injected({"aera": "VN-HN"}, "year = 2024\narea: str = 'VN-CT'", where="a.ipynb")
