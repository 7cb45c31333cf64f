"""What an author asks of `review.exhibit`, and what is refused of it before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from inspect import signature
from typing import TYPE_CHECKING, Any

from tongket.charts.arguments import HOUSE, accepted
from tongket.claims import Claim, placeholders
from tongket.errors import UsageError, given_in_words, listed, near
from tongket.model import Figure, Text
from tongket.review.computed import anchor_of
from tongket.review.joined_rows import leads_nowhere
from tongket.translations import LazyText, Phrase, near_names, one_a_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from tongket.model import Unit


# Functions of seaborn that make a figure of their own, with what draws the same on axes.
FIGURE_LEVEL = {
    "catplot": "sns.barplot, sns.pointplot", "relplot": "sns.lineplot, sns.scatterplot",
    "displot": "sns.histplot", "lmplot": "sns.regplot", "jointplot": "sns.scatterplot",
    "pairplot": "sns.scatterplot", "clustermap": "sns.heatmap",
}  # fmt: skip
# Functions that draw what no column of the frame holds, or are on their way out of seaborn, with what to do instead.
WITHOUT_AMOUNTS = {
    "countplot": Phrase(
        "Count the rows in the frame, frame.groupby('name').size(), and take sns.barplot."
    ),
    "distplot": Phrase("Take sns.histplot."),
}

COLUMNS = ("x", "y", "hue", "style", "size", "units", "whole", "lower", "upper", "ranked", "series")


@dataclass(frozen=True)
class ExhibitRequest:
    """What an author asks for.

    Attributes:
        function: what draws.
        frame: rows of `review.frame`, selected, joined and computed on.
        given: arguments of the function, and figures for the placeholders of title and note.
        unit: the unit of a computed column, or its code in the registry.
        formula: how a computed column was computed; by default it is found in the executed cells.
        called: what a computed column is called, in English; by default by its name.
        id: the id of the exhibit; by default the name of the function.
        panel_of: the column whose values have a panel each; empty where all is in one.
        remarks: sentences below it.
    """

    function: Callable[..., object]
    frame: pd.DataFrame
    title: str
    note: str
    given: Mapping[str, Any] = field(default_factory=dict)
    unit: str | Unit = ""
    formula: str = ""
    called: str = ""
    id: str = ""
    panel_of: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the function is called."""
        return getattr(self.function, "__name__", "function")

    @property
    def values(self) -> dict[str, Any]:
        """What is filled in for the placeholders of title and note."""
        named = {p.partition(":")[0] for p in (*placeholders(self.title), *placeholders(self.note))}
        return {key: value for key, value in self.given.items() if key in named}

    @property
    def arguments(self) -> dict[str, Any]:
        """What the function is called with."""
        return {key: value for key, value in self.given.items() if key not in self.values}


def check_words(request: ExhibitRequest) -> None:
    """Refuse what draws no amounts on axes, a title or note that is empty, and arguments that nothing takes.

    Raises:
        UsageError: there is such.
    """
    takes = accepted(request.function) if callable(request.function) else frozenset()
    if "ax" not in takes:
        instead = FIGURE_LEVEL.get(request.name, "sns.barplot, sns.lineplot")
        got = request.name if callable(request.function) else given_in_words(request.function)
        raise UsageError(
            Phrase(
                "exhibit: expected a function that draws on axes, got {name}. Take {instead}.",
                name=got, instead=instead,
            )
        )  # fmt: skip
    if request.name in WITHOUT_AMOUNTS:
        raise UsageError(
            Phrase(
                "{name}: expected a function that draws amounts of the frame, got one that does not. "
                "{without_amounts}",
                name=request.name,
                without_amounts=WITHOUT_AMOUNTS[request.name],
            )
        )
    for name in ("title", "note"):
        if not getattr(request, name).strip():
            raise UsageError(
                Phrase("exhibit: expected {name}=, got none. Write it: {name}='…'.", name=name)
            )
    options = {*takes, *COLUMNS}
    # What a function hands on to matplotlib is not named by it; a near name is a slip, a figure is for words.
    strange = [
        name
        for name, value in request.arguments.items()
        if name not in options
        and (
            "kwargs" not in takes or near(name, options) or isinstance(value, (Figure, Claim, Text))
        )
    ]
    if strange:
        raise UsageError(
            Phrase(
                "exhibit: expected arguments of {name}, or figures for {{placeholders}} of title and note, got "
                "{strange}. {hint}",
                name=request.name, strange=", ".join(strange), hint=near_names(strange[0], options, Text("", "")),
            )
        )  # fmt: skip


def check_house(request: ExhibitRequest) -> None:
    """Refuse arguments that the house sets, so that colours, places and words are right."""
    given = request.arguments
    found = [
        Phrase(
            "{function}: expected no {name}=, which the house sets, got {value}. {instead}",
            function=request.name,
            name=name,
            value=f"{given[name]!r:.40}",
            instead=Phrase(instead),
        )
        for name, instead in HOUSE.items()
        if name in given and (name != "seed" or given[name] is None)
    ]
    if found:
        raise UsageError(one_a_line(found))


def check_anchors(request: ExhibitRequest) -> None:
    """Refuse a frame whose rows lead to no figure.

    Raises:
        UsageError: there is such.
    """
    columns = [*map(str, request.frame.columns)]
    if not any(name.startswith("anchor") for name in columns):
        raise UsageError(
            Phrase(
                "exhibit: expected a frame whose rows lead to their figures by `anchor`, got {value}. Join it "
                "with review.frame(…), or draw it with seaborn within `with tongket.style():`.",
                value=", ".join(columns) or "no column",
            )
        )


def check_columns(request: ExhibitRequest) -> None:
    """Refuse columns that the frame lacks, and wholes and planned bands that lead to no figure.

    Raises:
        UsageError: there is such.
    """
    columns = [*map(str, request.frame.columns)]
    check_named_columns(request)
    plan = request.arguments.get("plan")
    whole = [request.arguments.get("whole")]
    for column in (*whole, *(plan if isinstance(plan, (list, tuple)) else ())):
        if column in columns and anchor_of(request.frame, str(column)) is None:
            raise leads_nowhere(request.name, str(column))


def check_named_columns(request: ExhibitRequest) -> None:
    """Refuse arguments that name a column which the frame lacks.

    Raises:
        UsageError: there is such.
    """
    _check_names_of_columns(request)
    columns = [*map(str, request.frame.columns)]
    named = {
        key: value
        for key, value in request.arguments.items()
        if key in COLUMNS and isinstance(value, str)
    }
    lost = [
        Phrase(
            "exhibit: expected a column of the frame for {name}=, got {value}. {hint}",
            name=key,
            value=repr(value),
            hint=near_names(value, columns, Text("", "")),
        )
        for key, value in named.items()
        if value not in columns
    ]
    if lost or "x" not in named:
        lost = lost or [Phrase("exhibit: expected x=, got none. Name the column: x='value'.")]
        raise UsageError(LazyText(lambda lang: listed(each.in_(lang).rstrip() for each in lost)))
    if request.name == "heatmap" and not {"y", "hue"} <= {*named}:
        lacks = (
            "hue=, the column of the amounts"
            if "hue" not in named
            else "y=, the column of the rows"
        )
        raise UsageError(
            Phrase(
                "heatmap: expected {lacks}, got none. Name all three: x='year', y='name', hue='value'.",
                lacks=lacks,
            )
        )


def check_numbers(request: ExhibitRequest, column: str) -> None:
    """Refuse words where a form measures.

    Raises:
        UsageError: the column holds words.
    """
    from pandas.api.types import is_numeric_dtype

    if not is_numeric_dtype(request.frame[column]):
        raise UsageError(
            Phrase(
                "{name}: expected numbers in {column}, got words. Name a column of numbers, such as year.",
                name=request.name,
                column=repr(column),
            )
        )


def _check_names_of_columns(request: ExhibitRequest) -> None:
    """Refuse numbers in place of the name of a column, and arguments without which the form cannot draw."""
    given, takes = request.arguments, signature(request.function).parameters.values()
    needed = [p.name for p in takes if p.kind is p.KEYWORD_ONLY and p.default is p.empty]
    lost = [name for name in needed if given.get(name) is None]
    typed = [n for n in COLUMNS if given.get(n) is not None and not isinstance(given[n], str)]
    form = request.name
    findings = [
        Phrase("{form}: expected {name}=, got none. Name the column.", form=form, name=n) for n in lost
    ] + [
        Phrase(
            "{form}: expected the name of a column for {name}=, got {value}. Put what it holds into a column of the "
            "frame.",
            form=form, name=n, value=f"{given[n]!r:.40}",
        )
        for n in typed
    ]  # fmt: skip
    if findings:
        raise UsageError(one_a_line(findings))
