"""The readers with any input (hypothesis): CSV, TOML, periods and numerals find what is wrong and never break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongket.data.csv_file import Shape, read_rows
from tongket.data.findings import Finding
from tongket.data.letters import flaws
from tongket.data.registry import read_registry
from tongket.data.registry.toml_tables import read_toml
from tongket.model import Qualifier, TimePeriod
from tongket.numerals import parse, reading

DATA = Path(__file__).parents[2] / "data"
REGISTRIES = sorted(path.name for path in DATA.iterdir() if path.suffix in {".toml", ".csv"})
EXAMPLES = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FEW = settings(EXAMPLES, max_examples=40)
# Text of the letters that matter to the readers, and of any others.
ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from('",;\n\r\t =[]{}.#01aà\ufeff\u200bĐ%/-'), st.characters(codec="utf-8")
    )
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registries") / "data"
    folder.mkdir()
    for name in REGISTRIES:
        shutil.copy(DATA / name, folder / name)
    return folder


def said(findings: list[Finding]) -> None:
    """Every finding can be said in both languages."""
    for finding in findings:
        assert finding.line("vi")
        assert finding.line("en")


@EXAMPLES
@given(raw=st.one_of(st.binary(), ODD.map(str.encode)))
def test_any_bytes_are_a_table_or_findings(raw: bytes, tmp_path: Path) -> None:
    path, findings = tmp_path / "x.csv", []
    path.write_bytes(b"a,b\n" + raw)
    rows = list(read_rows(path, Shape(("a", "b")), "x.csv", findings))
    said(findings)
    lines = raw.count(b"\n") + 1
    assert len(rows) <= lines
    assert rows or findings
    assert all(set(cells) == {"a", "b"} for _, cells in rows)
    if not findings:
        assert len(rows) == lines - raw.endswith(b"\n")


@EXAMPLES
@given(raw=st.one_of(st.binary(), ODD.map(str.encode)))
def test_any_bytes_are_toml_or_findings(raw: bytes, tmp_path: Path) -> None:
    path, findings = tmp_path / "x.toml", []
    path.write_bytes(raw)
    file = read_toml(path, "x.toml", findings)
    said(findings)
    assert file.document or findings


@FEW
@given(name=st.sampled_from(REGISTRIES), data=st.data())
def test_a_registry_with_any_text_in_it_is_read_or_found(
    name: str, data: st.DataObject, registry: Path
) -> None:
    right = (DATA / name).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(right)))
    end = data.draw(st.integers(start, min(len(right), start + 20)))
    try:
        (registry / name).write_bytes((right[:start] + data.draw(ODD) + right[end:]).encode())
        book, findings = read_registry(registry)
    finally:
        shutil.copy(DATA / name, registry / name)
    said(findings)
    assert book is not None or findings


@EXAMPLES
@given(text=ODD, notation=st.sampled_from(["vi", "en", "transcribed"]))
def test_any_text_is_a_number_or_refused(text: str, notation: str) -> None:
    try:
        printed = parse(text, notation)
    except ValueError:
        return
    assert set(text) & set("0123456789") or text.split(" ", maxsplit=1)[0].rstrip("%").isalpha()
    if printed.value is not None and printed.denominator is None:
        assert reading(printed, Qualifier.EXACT).contains(printed.value)


@EXAMPLES
@given(
    text=st.one_of(
        ODD, st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?", fullmatch=True)
    )
)
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = TimePeriod.parse(text)
    except ValueError:
        return
    assert period.text == text
    assert text.isascii()
    assert period.start is None or period.start <= period.end


@EXAMPLES
@given(text=ODD)
def test_any_text_has_flaws_that_can_be_said(text: str) -> None:
    for flaw in flaws(text):
        assert flaw.expected.vi
        assert flaw.remedy.en
