"""The notebook guide asked of single cells: what is asked, and that what holds is left alone."""

from __future__ import annotations

import pytest

from tongket.new_project.guide import Cell, asked, of_cell

LONG = "review.claim(\n" + '    "one",\n' * 15 + ")"


def asks(kind: str, source: str) -> list[str]:
    return [ask.en for ask in of_cell(Cell(3, kind, source), known={"VN-51"})]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("%%time\nreview.claim('x')", "expected Python alone, got “%%time”"),
        ("x = 1 +", "got “x = 1 +”: invalid syntax. Mend the line, and run the cell."),
        ("review.frame?", "expected Python alone, got “review.frame?”. Delete the line"),
        ("import numpy as np", "got “import numpy as np”. Compute with pandas"),
        ("import pandas", "got “import pandas”"),
        ("for name in names:\n    review.claim(name)", "got “for”"),
        ("rows = [name for name in names]", "got “for”"),
        ("shown = frame.apply(lambda row: row)", "got “lambda”"),
        (LONG, "expected at most 15 lines, got 17"),
        (f"review.claim('{'x' * 90}')", "expected lines of at most 100 characters, got 106"),
        ("rows = frame[frame['value'] > 6800]", "expected no typed number, got 6800."),
        ("rows = review.frame('ip', years=[2023, 2024])", "got 2023, 2024."),
        ("review.claim('In 2024 there were many.')", "got In 2024 there were many."),
        ("rows = pd.read_csv('data/grdp.csv')", "Read a file beside the record: review.read_csv("),
        ("review.show(rows)", 'got no title, note. Add title="…", note="…"'),
        ("review.exhibit(sns.barplot, rows, title='Many')", 'got no note. Add note="…"'),
        ("rows.head()", 'Rows: review.show(rows.head(), title="…", note="…")'),
        ("review.frame('ip')", 'Rows: review.show(review.frame("ip"), title="…", note="…")'),
        ("print(rows)", 'Rows: review.show(…, title="…", note="…")'),
        ("rows['value'].plot.bar()", 'got rows["value"].plot.bar(…). Draw with review.exhibit('),
        (
            "plt.figure(figsize=(8, 4))\nplt.show()",
            "got plt.figure(…), plt.show(…). Draw with review.exhibit(",
        ),
        (
            "sns.barplot(data=rows, x='value', y='name', ax=axes)",
            'Write review.exhibit(sns.barplot, rows, x="value", y="name", title="…", note="…")',
        ),
    ],
)
def test_what_does_not_hold_is_said_with_what_to_write(source: str, says: str) -> None:
    (ask,) = asks("code", source)
    assert says in ask


@pytest.mark.parametrize(
    ("prose", "says"),
    [
        ("There were 4298 proposals.", "got “4298 proposals.”"),
        ("The `value` is taken.", "got “`”. Readers see no code"),
        ("Each row of the frame.", "got “row”. Readers see no code"),
        ("Many \u202eynam", "got U+202E RIGHT-TO-LEFT OVERRIDE. Delete it"),
    ],
)
def test_prose_has_no_number_and_no_word_of_code(prose: str, says: str) -> None:
    (ask,) = asks("markdown", prose)
    assert says in ask


@pytest.mark.parametrize(
    "source",
    [
        "rows = review.frame('ip', years=[review.year - 1, review.year], areas=['VN-51'])",
        "rows = review.read_csv('grdp-2024.csv', source='gso-2024')",
        "review.claim('{ip.titles_granted@2023} were granted.')",
        "review.audit().conflicts()",
        "share_pct = used / recognised * 100",
        "months = rows[rows['period'].str.contains('-01/')]",
    ],
)
def test_what_holds_is_left_alone(source: str) -> None:
    assert asks("code", source) == []


def test_a_cell_has_one_message_with_all_that_is_asked_of_it_in_either_language() -> None:
    cells = [
        Cell(4, "markdown", "## How many?"),
        Cell(5, "code", "import numpy as np\nrows.head()"),
        Cell(6, "code", "overview = review.overview()\noverview.tiles()"),
        Cell(7, "markdown", "## Key points"),
        Cell(8, "code", "review.key_points('{ip.titles_granted} were granted.')"),
    ]
    fifth, sixth = asked(cells)
    lines = fifth.en.splitlines()
    assert lines[0] == "cell 5, “import numpy as np”:"
    begun = ("expected prose before it", "expected no import but", "expected what a page shows")
    assert all(line.strip().startswith(words) for line, words in zip(lines[1:], begun, strict=True))
    assert sixth.en.startswith(
        "cell 6, “overview = review.overview()”: expected Markdown before it"
    )
    assert sixth.vi.startswith("ô 6, “overview = review.overview()”: cần Markdown ở trước")
    assert len(sixth.en.splitlines()) == 1, "an overview shows its results itself"
