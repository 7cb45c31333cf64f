"""What the notebook guide asks of each cell of a page, found by reading it: nothing is executed here.

notebooks/README.md is the guide in words.
"""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tongket.catalogues.code_comments import WIDTH
from tongket.catalogues.notebook_files import DELETE
from tongket.catalogues.typed_numbers import numbers_in
from tongket.data.letters import turning
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tongket.model import Text

# The imports that a notebook may have, in this order, each only where it is used.
IMPORTS = (
    "import matplotlib.pyplot as plt",
    "import pandas as pd",
    "import seaborn as sns",
    "import tongket",
)
LINES = 15
KEY_POINTS = {"vi": "Những điểm chính", "en": "Key points"}
# What is no figure: nothing, one, the whole of percentages, and what turns đồng into thousands, millions, billions.
PLAIN_NUMBERS = frozenset({0, 1, 100, 1_000, 1_000_000, 1_000_000_000})
# How the period of a span that begins in January is written: `2025-01/2025-05`.
FROM_JANUARY = "-01/"
# Each kind of code that makes a cell a programme, as Python calls it.
PROGRAMME = {
    ast.FunctionDef: "def", ast.Lambda: "lambda", ast.ClassDef: "class", ast.If: "if", ast.IfExp: "if",
    ast.For: "for", ast.While: "while", ast.Try: "try", ast.With: "with", ast.Assert: "assert", ast.Delete: "del",
    ast.ListComp: "for", ast.DictComp: "for", ast.SetComp: "for", ast.GeneratorExp: "for",
}  # fmt: skip
# What gives rows or finds something: shown as it is it has no title, no note and no place in the order of a page.
GIVES_ROWS = frozenset({"frame", "frame_of", "series", "event_frame", "find", "read_csv", "read_excel"})  # fmt: skip
# What reads a file of one's own by its name.
READS = frozenset({"review.read_csv", "review.read_excel"})
# The words of pandas and of this library's frames: they go into a comment in the cell, never into the page's prose.
OF_CODE = re.compile(
    r"`|\b(frames?|dataframe|pandas|seaborn|columns?|rows?|anchors?|suffix(es)?|pivot|merges?|groupby|explode|unique|isin)\b",
    re.I,
)
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_PATH = re.compile(r"[\\/]\w+[\\/]|\.(csv|toml|xlsx?)\b")


class Cell(NamedTuple):
    """A cell as the guide looks at it.

    Args:
        number: its place in the notebook, from one.
        kind: code or markdown.
        source: its text.
    """

    number: int
    kind: str
    source: str


def asked(
    cells: Sequence[Cell],
    known: Collection[str] = (),
    more: Mapping[int, Sequence[Text]] = MappingProxyType({}),
    above: int = 0,
) -> list[Text]:
    """What the guide asks of the cells after parameters and opening: one message a cell, in their order.

    Args:
        cells: those cells, without empty ones.
        known: names that may hold a digit: of areas, sources and indicators.
        more: what else is asked of a cell, by its number; it is said first.
        above: how many of the first cells stand above the opening, and before no code.
    """
    speaks = {name for cell in cells for name in _speaking(cell)}
    before: list[Cell | None] = [None, *cells]
    before[: above + 1] = [None] * (above + 1)
    found = [
        (cell, [*more.get(cell.number, ()), *_of_place(last, cell), *of_cell(cell, known, speaks)])
        for last, cell in zip(before, cells, strict=False)
    ]
    return [said(cell, asks) for cell, asks in found if asks]


def said(cell: Cell, asks: Sequence[Text]) -> Text:
    """Everything that is asked of a cell, behind its place and how it begins."""
    begins = _short(cell.source.strip().partition("\n")[0])
    place = Phrase("cell {number}, “{begins}”", number=cell.number, begins=begins)
    # Several are told apart by lines of their own.
    between = "\n    " if len(asks) > 1 else " "
    return LazyText(
        lambda lang: between.join((f"{place.in_(lang)}:", *(ask.in_(lang) for ask in asks)))
    )


def _of_place(before: Cell | None, cell: Cell) -> Iterator[Text]:
    """What is asked of a code cell by what stands before it."""
    if cell.kind != "code":
        return
    if before is None or before.kind != "markdown":
        yield Phrase(
            "expected Markdown before it, got none. Say in a cell above what is selected and computed, and why."
        )
    elif before.source.strip().splitlines()[-1].startswith("#"):
        heading = before.source.strip().splitlines()[-1].lstrip("# ")
        if heading not in KEY_POINTS.values():
            yield Phrase(
                "expected prose before it, got the heading “{heading}” alone. Write below it what is selected and why.",
                heading=heading,
            )


def of_cell(
    cell: Cell, known: Collection[str] = (), speaks: Collection[str] = ()
) -> Iterator[Text]:
    """What the guide asks of one cell by itself.

    Args:
        cell: the cell.
        known: as of `asked`.
        speaks: names that stand for what a review gave and that shows results itself, such as its overview.
    """
    for character in turning(cell.source):
        yield Phrase(
            "expected letters in the order in which they are written, got {character}. {remedy}",
            character=character, remedy=DELETE,
        )  # fmt: skip
    if cell.kind == "markdown":
        yield from _of_prose(cell.source)
        return
    yield from _of_size(cell.source)
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        line = cell.source.splitlines()[(error.lineno or 1) - 1].strip()
        yield (
            Phrase(
                "expected Python alone, got “{line}”. Delete the line; a command belongs into a terminal.",
                line=_short(line),
            )
            if line.startswith(("!", "%", "?")) or line.endswith("?")
            else Phrase(
                "expected Python that can be run, got “{line}”: {error}. Mend the line, and run the cell.",
                line=_short(line), error=error.msg,
            )
        )  # fmt: skip
        return
    for rule in (_imports, _programme, _charts, _exhibits):
        yield from rule(tree)
    yield from _shown(tree, {"review", *speaks})
    yield from _typed(tree, known)


def _parsed(cell: Cell) -> ast.Module:
    """The code of a cell; empty where it is none."""
    with suppress(SyntaxError):
        return ast.parse(cell.source if cell.kind == "code" else "")
    return ast.parse("")


def _speaking(cell: Cell) -> Iterator[str]:
    """The names that a cell gives to what a review gives, but for rows."""
    for node in _parsed(cell).body:
        if isinstance(node, ast.Assign) and re.match(r"review\.\w+\(", ast.unparse(node.value)):
            called = getattr(node.value, "func", None)
            if getattr(called, "attr", "") not in GIVES_ROWS:
                yield from (name.id for name in node.targets if isinstance(name, ast.Name))


def _of_prose(source: str) -> Iterator[Text]:
    for number in numbers_in(source):
        yield Phrase(
            "expected no number in prose, got “{number}”. Say it in a code cell with the figure, as in {example}, "
            "or as a word.",
            number=number, example='review.claim("{ip.titles_granted} …")',
        )  # fmt: skip
    if found := OF_CODE.search(source):
        yield Phrase(
            "expected the words of the subject, got “{word}”. Readers see no code: put it into a # comment in the cell "
            "below.",
            word=found[0],
        )


def _of_size(source: str) -> Iterator[Text]:
    lines = source.strip().splitlines()
    if len(lines) > LINES:
        yield Phrase(
            "expected at most {most} lines, got {number}. Cut it in two, one idea each.",
            most=LINES,
            number=len(lines),
        )
    widest = max(map(len, lines), default=0)
    if widest > WIDTH:
        yield Phrase(
            "expected lines of at most {most} characters, got {number}. Break the line within its brackets.",
            most=WIDTH, number=widest,
        )  # fmt: skip


def _imports(tree: ast.Module) -> Iterator[Text]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield Phrase(
                "expected no import but {imports}, got “{got}”. Compute with pandas, and with what a review gives.",
                imports="; ".join(IMPORTS), got=ast.unparse(node),
            )  # fmt: skip


def _programme(tree: ast.Module) -> Iterator[Text]:
    words = dict.fromkeys(PROGRAMME[type(n)] for n in ast.walk(tree) if type(n) in PROGRAMME)
    for word in words:
        yield Phrase(
            "expected selecting and computing in view, got “{word}”. Write it with pandas: isin, groupby, assign.",
            word=word,
        )


def _charts(tree: ast.Module) -> Iterator[Text]:
    """A chart of seaborn, matplotlib or pandas knows no title, unit and source: an exhibit does."""
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in called:
        if _root(node.func) == "sns":
            yield Phrase(
                "expected a chart with title, note and source, got {got}. Write {instead}",
                got=f"{_code(node.func)}(…)", instead=_as_exhibit(node),
            )  # fmt: skip
    drawn = [f"{_code(node.func)}(…)" for node in called if _draws(node)]
    if drawn:
        yield Phrase(
            "expected charts by review.exhibit alone, got {got}. Draw with {instead}; size, axes and words come by "
            "themselves.",
            got=", ".join(dict.fromkeys(drawn)), instead='review.exhibit(sns.…, …, title="…", note="…")',
        )  # fmt: skip


def _draws(call: ast.Call) -> bool:
    """Whether a call is one of pyplot, or of the plots of pandas."""
    return _root(call.func) == "plt" or bool(re.search(r"\.plot\b", _code(call.func)))


def _as_exhibit(call: ast.Call) -> str:
    """The call that makes an exhibit of a chart."""
    data = [*call.args, *(k.value for k in call.keywords if k.arg == "data")]
    kept = [f"{k.arg}={_code(k.value)}" for k in call.keywords if k.arg not in {"data", "ax"}]
    words = [_code(call.func), *map(_code, data), *kept, 'title="…"', 'note="…"']
    return f"review.exhibit({', '.join(words)})"


def _exhibits(tree: ast.Module) -> Iterator[Text]:
    """Whatever is shown says what it tells and what to keep in mind."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and re.fullmatch(
            r"review\.(show|exhibit|chart\.\w+|table\.\w+)", ast.unparse(node.func)
        ):
            # A title that comes with `**` is not seen.
            given = {keyword.arg for keyword in node.keywords}
            lost = [name for name in ("title", "note") if not given & {name, None}]
            if lost:
                yield Phrase(
                    "expected what {call} tells and what to keep in mind, got no {lost}. Add {instead}",
                    call=ast.unparse(node.func), lost=", ".join(lost),
                    instead=", ".join(f'{name}="…"' for name in lost),
                )  # fmt: skip


def _shown(tree: ast.Module, speaks: Collection[str]) -> Iterator[Text]:
    """The last line of a cell shows something: of a page always by a review."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return
    called = last.value.func if isinstance(last.value, ast.Call) else None
    gives_rows = isinstance(called, ast.Attribute) and called.attr in GIVES_ROWS
    root = _root(called) if called is not None else ""
    # What is said of charts says what to write instead.
    is_drawn = isinstance(last.value, ast.Call) and (root == "sns" or _draws(last.value))
    if is_drawn or (root in speaks and not gives_rows):
        return
    code = _code(last.value)
    yield Phrase(
        "expected what a page shows, got “{code}”. Rows: {rows}; a figure x: {figure}; or delete the line.",
        code=_short(code), figure='review.claim("… {x} …", x=x)',
        rows=f'review.show({"…" if root == "print" else code}, title="…", note="…")',
    )  # fmt: skip


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _typed(tree: ast.Module, known: Collection[str]) -> Iterator[Text]:
    """Numbers and paths that somebody typed: they stay when place, period or figure change."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    # The names of a file of one's own and its source, and what is to be deleted anyhow.
    named = [call for call in calls if _code(call.func) in READS or _draws(call)]
    passed = [node for call in named for node in ast.walk(call)]
    ids = {*map(id, passed)}
    constants = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in ids]  # fmt: skip
    texts = [t for t in constants if isinstance(t, str) and t not in known and t != FROM_JANUARY]
    paths = [text for text in texts if _PATH.search(text)]
    for path in paths:
        yield Phrase(
            "expected no path, got “{path}”. Read a file beside the record: {instead}",
            path=path, instead='review.read_csv("…", source="…")',
        )  # fmt: skip
    numbers = [str(n) for n in constants if _is_typed(n)]
    numbers += [t for t in texts if re.search(r"\d", _PLACEHOLDER.sub("", t)) and t not in paths]
    if numbers:
        yield Phrase(
            "expected no typed number, got {got}. A figure is {figure} or a placeholder; a year is {year}, or counted "
            "back from it.",
            got=", ".join(map(_short, dict.fromkeys(numbers))), figure='review.figure("…")', year="review.year",
        )  # fmt: skip


def _is_typed(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and value not in PLAIN_NUMBERS


def _code(node: ast.expr) -> str:
    """Code as people write it: with double quotation marks."""
    return ast.unparse(node).replace("'", '"')


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
