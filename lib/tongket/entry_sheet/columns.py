"""The tables of an entry sheet: their columns, and the words that each list offers for a code."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket.data.code_meanings import MEASURES, STATUSES
from tongket.data.registry.events import EVENT_KINDS
from tongket.model import LANGS, Text
from tongket.numerals import QUALIFIERS
from tongket.translations import LazyText, Phrase, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.data.registry import Registry
    from tongket.model import Area, Lang

_NOTATIONS = {
    "vi": Phrase("Vietnamese: 4.298 and 14,02%"),
    "en": Phrase("English: 4,298 and 14.02%"),
    "transcribed": Phrase("not known: the printing was not seen"),
}
_KINDS_OF_SOURCES = {
    "primary": Phrase("primary: its publisher made the figures"),
    "secondary": Phrase("secondary: it repeats figures of others"),
}
_DIRECTIONS = {
    "higher": Phrase("higher is better"),
    "lower": Phrase("lower is better"),
    "neutral": Phrase("neither is better"),
}
_WHOLE = {
    "true": Phrase("yes: whole numbers only"),
    "false": Phrase("no: parts are possible"),
}


@dataclass(frozen=True)
class SheetColumn:
    """A column of an entry sheet.

    Args:
        code: the column of the data file that it fills.
        heading: what it is called, a message.
        width: in characters.
        choices: the list from which its cells are chosen; empty where they are typed.
        is_entry: whether it is filled; what is not is shown for orientation.
        is_hidden: whether only the import reads it.
        is_wrapped: whether its cells hold sentences, which take several lines.
        in_one_language: what it is called where pages are in one language alone; empty where that makes no difference.
    """

    code: str
    heading: str
    width: int
    choices: str = ""
    is_entry: bool = True
    is_hidden: bool = False
    is_wrapped: bool = False
    in_one_language: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """All that it may be called, messages."""
        return tuple(filter(None, (self.heading, self.in_one_language)))


@dataclass(frozen=True)
class Table:
    """A sheet with one table.

    Args:
        name: its name in code.
        title: the name of the sheet, a message.
        columns: its columns, in order.
    """

    name: str
    title: str
    columns: tuple[SheetColumn, ...]


# What a row says when the sheet is given out, in codes (JSON). It goes with its row wherever that is moved, so that a
# correction finds the statement that it corrects, and an indicator is the same under a new name.
GIVEN = SheetColumn(
    "given", message("As given out: do not change"), 10, is_entry=False, is_hidden=True
)  # fmt: skip
# What an indicator is called there.
NAME = "name"

FIGURES = Table(
    "figures",
    message("Figures"),
    (
        SheetColumn("domain", message("Domain"), 20, is_entry=False),
        SheetColumn("indicator", message("Indicator"), 46, "indicator"),
        SheetColumn("measure", message("What the figure says"), 26, "measure"),
        SheetColumn("unit", message("Unit"), 16, is_entry=False),
        SheetColumn("previous", message("Year before, as printed"), 18, is_entry=False),
        SheetColumn("as_printed", message("As printed"), 20),
        SheetColumn(
            "qualifier", message("How the source hedges (empty: not at all)"), 18, "qualifier"
        ),
        SheetColumn("source", message("Source (its id)"), 24, "source"),
        SheetColumn("locator", message("Place in the source"), 14),
        SheetColumn("obs_status", message("Status (empty: normal)"), 26, "obs_status"),
        # What is written in the only language of the pages needs no translation.
        SheetColumn(
            "comment", message("Comment, in English"), 40, in_one_language=message("Comment")
        ),
        SheetColumn("obs_value", message("Value, to check the printing (may stay empty)"), 20),
        SheetColumn("ref_area", message("Area"), 14),
        SheetColumn("time_period", message("Period"), 12),
        GIVEN,
    ),
)
SOURCES = Table(
    "sources",
    message("List of sources"),
    (
        SheetColumn("source", message("Id: small letters, digits, hyphens"), 26),
        SheetColumn("title", message("Title as printed"), 50),
        SheetColumn("title_en", message("Title in English"), 50),
        SheetColumn("publisher", message("Publisher"), 34),
        SheetColumn("url", message("Web address"), 40),
        SheetColumn("published", message("Published: 2026-01-31, 2026-01 or 2026"), 18),
        SheetColumn("language", message("Language: vi, en …"), 12),
        SheetColumn("notation", message("How it writes numbers"), 32, "notation"),
        SheetColumn("kind", message("Primary or secondary"), 38, "source_kind"),
        SheetColumn("note_vi", message("Note, in Vietnamese"), 40),
        SheetColumn("note_en", message("Note, in English"), 40),
        SheetColumn("publisher_en", message("Publisher, in English"), 34),
        SheetColumn(
            "revises",
            message("Later edition of, or correction of (its id, with “; ” between two)"),
            26,
        ),
        SheetColumn("reason_vi", message("Why it was revised, in Vietnamese"), 40),
        SheetColumn("reason_en", message("Why it was revised, in English"), 40),
    ),
)
EVENTS = Table(
    "events",
    message("Events"),
    (
        SheetColumn("event", message("Code"), 22),
        SheetColumn("kind", message("Kind of event"), 22, "event_kind"),
        SheetColumn("ref_area", message("Area"), 14),
        SheetColumn("date", message("Date: 2025-07-03, 2025-07 or 2025"), 16),
        SheetColumn("title_vi", message("Title, in Vietnamese"), 50),
        SheetColumn("title_en", message("Title, in English"), 50),
        SheetColumn("field_vi", message("Topic, in Vietnamese"), 24),
        SheetColumn("field_en", message("Topic, in English"), 24),
        SheetColumn("partners_vi", message("Partners, in Vietnamese, with “; ” between two"), 40),
        SheetColumn("partners_en", message("Partners, in English, with “; ” between two"), 40),
        SheetColumn("indicator", message("Indicator"), 46, "indicator"),
        SheetColumn("source", message("Source (its id)"), 24, "source"),
        SheetColumn("locator", message("Place in the source"), 14),
        SheetColumn("note_vi", message("Note, in Vietnamese"), 40),
        SheetColumn("note_en", message("Note, in English"), 40),
        GIVEN,
    ),
)
INDICATORS = Table(
    "indicators",
    message("New indicators"),
    (
        SheetColumn("indicator", message("Id: domain.name, such as ip.titles_granted"), 34),
        SheetColumn("name_vi", message("Name, in Vietnamese"), 46),
        SheetColumn("name_en", message("Name, in English"), 46),
        SheetColumn("definition_vi", message("Definition, in Vietnamese"), 60),
        SheetColumn("definition_en", message("Definition, in English"), 60),
        SheetColumn("unit", message("Unit"), 24, "unit"),
        SheetColumn("direction", message("Better when"), 24, "direction"),
        SheetColumn("whole", message("Counted in whole numbers"), 28, "whole"),
        SheetColumn("official_code", message("Official code"), 16),
    ),
)
TABLES = (FIGURES, EVENTS, SOURCES, INDICATORS)
_FIGURE = {column.code: column for column in FIGURES.columns}
# The sheet of the figures where they were found in a report: a row is a proposal, and holds with a yes in `keep` alone.
# It has the columns of the other, beside those that help to decide, and is read by the same reader.
PROPOSALS = Table(
    FIGURES.name,
    FIGURES.title,
    (
        SheetColumn("number", message("No."), 6, is_entry=False),
        SheetColumn("keep", message("Keep? (yes, or empty)"), 9, "keep"),
        SheetColumn("sentence", message("Sentence"), 62, is_entry=False, is_wrapped=True),
        SheetColumn("place", message("Section, page"), 16, is_entry=False),
        replace(_FIGURE["indicator"], choices="candidates"),
        _FIGURE["measure"],
        _FIGURE["as_printed"],
        _FIGURE["qualifier"],
        SheetColumn(
            "role", message("What the text makes of it"), 16, is_entry=False, is_wrapped=True
        ),
        SheetColumn("read_as", message("Read as"), 20, is_entry=False),
        SheetColumn("before", message("Year before: as printed = value"), 24, is_entry=False),
        SheetColumn("jump", message("Against the year before"), 18, is_entry=False),
        SheetColumn("why", message("Why this indicator"), 32, is_entry=False, is_wrapped=True),
        SheetColumn("second", message("Second candidate"), 40, is_entry=False, is_wrapped=True),
        SheetColumn("third", message("Third candidate"), 40, is_entry=False, is_wrapped=True),
        *(_FIGURE[c] for c in ("source", "locator", "obs_status", "comment", "obs_value")),
        *(_FIGURE[c] for c in ("ref_area", "time_period")),
        GIVEN,
    ),
)
# What else is known of the report, for people only.
NOT_FOUND = Table(
    "not_found",
    message("Not found"),
    (
        SheetColumn("indicator", message("Indicator"), 46, "indicator", is_entry=False),
        SheetColumn("measure", message("What the figure says"), 26, "measure", is_entry=False),
        SheetColumn("before", message("Year before: as printed = value"), 24, is_entry=False),
        SheetColumn("locator", message("Place in the source"), 14, is_entry=False),
    ),
)
NO_FIGURES = Table(
    "no_figures",
    message("No figures"),
    (
        SheetColumn("as_printed", message("As printed"), 30, is_entry=False),
        SheetColumn("reason", message("Taken for"), 30, is_entry=False),
        SheetColumn("sentence", message("Words around it"), 70, is_entry=False, is_wrapped=True),
        SheetColumn("place", message("Section, page"), 16, is_entry=False),
    ),
)
# What a cell of an indicator says besides one, and what the cell `keep` says.
NEW, NONE, YES = "new", "none", "yes"
NO_INDICATOR = {NEW: Phrase("a new indicator"), NONE: Phrase("no indicator")}
KEPT = {YES: Phrase("yes")}
# What is chosen from each list; domains are chosen by the beginning of an id.
HEADINGS_OF_LISTS = {
    "domain": message("Domain"),
    **{c.choices: c.heading for table in TABLES for c in table.columns if c.choices},
    "candidates": message("Indicator"),
    "keep": message("Keep? (yes, or empty)"),
}
# The names of the sheets that are read by people only.
INSTRUCTIONS_TITLE = message("Instructions")
LISTS_TITLE = message("Lists")
CANDIDATES_TITLE = message("Candidates")
FOR_PEOPLE = (INSTRUCTIONS_TITLE, LISTS_TITLE, CANDIDATES_TITLE, NOT_FOUND.title, NO_FIGURES.title)


class Choices:
    """The codes of a list, with the words by which people choose them.

    >>> whole = Choices({"true": Text("có", "yes"), "false": Text("không", "no")})
    >>> whole.shown("true", "vi"), whole.code("Có"), whole.code("yes"), whole.code("maybe")
    ('có', 'true', 'true', 'maybe')
    """

    def __init__(self, texts: Mapping[str, Text]) -> None:
        alike = {code for same in _by_name(texts).values() if len(same) > 1 for code in same}
        # Where words do not tell two codes apart, the code is beside them.
        self.texts = {c: _with_code(text, c) if c in alike else text for c, text in texts.items()}
        self._codes = _by_name(self.texts)

    def shown(self, code: str, lang: Lang) -> str:
        """What a code is called, in one line as a cell holds it; the code itself where no word is known for it."""
        return " ".join(self.texts[code].in_(lang).split()) if code in self.texts else code

    def code(self, cell: str) -> str:
        """The code that a cell means, itself or by its words in any language; else the cell itself."""
        found = self._codes.get(_folded(cell), set())
        return next(iter(found)) if len(found) == 1 else cell


def choices(registry: Registry, area: Area | None = None) -> dict[str, Choices]:
    """The lists of an entry sheet, by name; with an area without the indicators that are another's own."""
    indicators = registry.asked_of(area) if area else registry.indicators.values()
    statuses = {code: _with_code(text, code) for code, text in STATUSES.items()}
    named: dict[str, Mapping[str, Text]] = {
        "indicator": {i.id: i.name for i in indicators},
        "domain": {d.id: _with_code(d.name, d.id) for d in registry.domains.values()},
        "unit": {u.id: u.name for u in registry.units.values()},
        "source": {name: Text(name, name) for name in registry.sources},
        "measure": {str(code): text for code, text in MEASURES.items()},
        "qualifier": {str(code): text for code, text in QUALIFIERS.items()},
        "obs_status": statuses,
        "event_kind": EVENT_KINDS,
        "notation": _NOTATIONS,
        "source_kind": _KINDS_OF_SOURCES,
        "direction": _DIRECTIONS,
        "whole": _WHOLE,
    }
    return {name: Choices(texts) for name, texts in named.items()}


def choices_of_proposals(registry: Registry, area: Area) -> dict[str, Choices]:
    """The lists of a sheet of proposals: those of an entry sheet, and what it asks besides."""
    lists = choices(registry, area)
    of_figure = {**lists["indicator"].texts, **NO_INDICATOR}
    return {**lists, "candidates": Choices(of_figure), "keep": Choices(KEPT)}


def codes_of_headings(columns: Iterable[SheetColumn]) -> dict[str, str]:
    """The columns of a table by what may be written above them: their headings in each language, and their codes."""
    return {
        _folded(name): column.code
        for column in columns
        for name in (column.code, *(Phrase(h).in_(lang) for h in column.headings for lang in LANGS))
    }


def heading_code(heading: str, known: Mapping[str, str]) -> str:
    """The column that a heading means; empty where it is none of the known."""
    return known.get(_folded(heading), "")


def is_titled(sheet: str, title: str) -> bool:
    """Whether a sheet has a name, in any language."""
    return _folded(sheet) in {_folded(Phrase(title).in_(lang)) for lang in LANGS}


def _by_name(texts: Mapping[str, Text]) -> dict[str, set[str]]:
    """The codes by what they may be called: by themselves, or by their words in each language."""
    named: dict[str, set[str]] = {}
    for code, text in texts.items():
        for name in (code, *map(text.in_, LANGS)):
            named.setdefault(_folded(name), set()).add(code)
    return named


def _with_code(text: Text, code: str) -> Text:
    return LazyText(lambda lang: f"{text.in_(lang)} ({code})")


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def list_of(sheet: str, column: str) -> str:
    """The list from which a column of a sheet is chosen; empty where its cells are typed."""
    columns = next((table.columns for table in TABLES if is_titled(sheet, table.title)), ())
    return next((each.choices for each in columns if each.code == column), "")


def choose(texts: Mapping[str, Text]) -> Text:
    """The remedy for a cell that holds none of a list, with the words of all of it."""
    names = LazyText(lambda lang: "; ".join(text.in_(lang) for text in texts.values()))
    return Phrase("Choose one there: {names}.", names=names)
