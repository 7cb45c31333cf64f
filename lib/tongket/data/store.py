"""The store: where the data are, and every observation in them, read and validated.

>>> from tongket.project import data_dir
>>> store = load(data_dir())
>>> [str(row.value) for row in store.find(indicator="ip.titles_granted", area="VN-CT", period="2024", measure="actual")]
['420']
"""

from __future__ import annotations

import gc
from collections import defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import merge
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.data.corrections import read_corrections
from tongket.data.csv_file import TIDY, read_rows
from tongket.data.findings import Finding, counted, gathered, listed, rows_in_words
from tongket.data.folder import REGISTRIES, lost, not_read, observation_files
from tongket.data.letters import probable
from tongket.data.observations import COLUMNS, KEY, MISSING_STATUSES, SHAPE, RowReader, is_unfilled
from tongket.data.registry import Registry, folder_state, read_registry
from tongket.data.revisions import revisions, without_superseded
from tongket.errors import DataError
from tongket.model import Measure, Observation
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from tongket.data.revisions import Correction, Revision

NO_TEXT = frozenset({"not-utf-8", "not-text", "other-format"})
OBSERVATIONS = "observations/*.csv"
_KEY_OF = itemgetter(*KEY)


@dataclass(frozen=True)
class RawRow:
    """A row of a data file: its key, and its cells by their columns."""

    key: tuple[str, ...]
    cells: dict[str, str]


class RowIndex:
    """Where statements are: by fact, and their places in the order of the files by indicator and by area.

    A ministry has the statements of dozens of areas, and a report asks hundreds of times for those of one.
    """

    def __init__(self, observations: tuple[Observation, ...]) -> None:
        self.observations = observations

    @cached_property
    def facts(self) -> dict[tuple[str, str, str, str], list[Observation]]:
        """The statements of each fact: an indicator, area, period and measure."""
        found = defaultdict(list)
        for row in self.observations:
            key = (row.indicator, row.ref_area, row.time_period.text, str(row.measure))
            found[key].append(row)
        return dict(found)

    @cached_property
    def of_indicator(self) -> dict[str, list[int]]:
        """The places of the statements of each indicator."""
        return self._by(attrgetter("indicator"))

    @cached_property
    def of_area(self) -> dict[str, list[int]]:
        """The places of the statements of each area."""
        return self._by(attrgetter("ref_area"))

    def _by(self, name: Callable[[Observation], str]) -> dict[str, list[int]]:
        found = defaultdict(list)
        for place, row in enumerate(self.observations):
            found[name(row)].append(place)
        return dict(found)


@dataclass(frozen=True)
class Store:
    """The observations of a data folder that hold, with the registries that they name and what they said before.

    Args:
        observations: every statement that no later edition of its source supersedes.
        superseded: those that one does: they are told of, and take no part in anything else.
        corrections: what was released otherwise than it is now.
    """

    data_dir: Path
    registry: Registry
    observations: tuple[Observation, ...]
    superseded: tuple[Observation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    # Of the statements above: a store of the same ones has the same.
    index: RowIndex = field(default_factory=lambda: RowIndex(()), repr=False, compare=False)
    # The indicators whose rows were asked for, so that a page can say what it was made from.
    read_indicators: set[str] = field(default_factory=set, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find the places of the statements anew where they are others, as after `replace`."""
        if self.index.observations is not self.observations:
            object.__setattr__(self, "index", RowIndex(self.observations))

    def indexed(self) -> Store:
        """This store with its statements in order, which else are put so when the first is asked for."""
        _ = self.index.facts, self.index.of_indicator, self.index.of_area
        return self

    def find(self, *, indicator: str, area: str, period: str, measure: str) -> list[Observation]:
        """Every statement of one fact, in the order of the files; empty where there is none."""
        self.read_indicators.add(indicator)
        return list(self.index.facts.get((indicator, area, period, str(Measure(measure))), []))

    def where(self, **cells: str) -> list[Observation]:
        """Every observation whose fields have these values: `where(indicator=…, ref_area=…)`."""
        among: Sequence[Observation] = self.observations
        if "indicator" in cells:
            among = self.of_indicators({cells["indicator"]})
        elif "ref_area" in cells:
            among = self.of_areas({cells["ref_area"]})
        found = [
            row
            for row in among
            if all(str(getattr(row, name)) == value for name, value in cells.items())
        ]
        self.read_indicators.update(row.indicator for row in found)
        return found

    def of_indicators(self, names: Collection[str]) -> list[Observation]:
        """Every observation of some indicators, in the order of the files; to look at them is not to read them."""
        return self._in_order(self.index.of_indicator, names)

    def of_areas(self, codes: Collection[str]) -> list[Observation]:
        """Every observation of some areas, in the order of the files; to look at them is not to read them."""
        return self._in_order(self.index.of_area, codes)

    def of_place(self, place: str) -> list[Observation]:
        """Every observation of a place, in whatever boundaries, in the order of the files; likewise."""
        return self.of_areas({a.ref_area for a in self.registry.areas.values() if a.place == place})

    def _in_order(
        self, index: Mapping[str, list[int]], names: Collection[str]
    ) -> list[Observation]:
        places = (index.get(name, []) for name in sorted(names))
        return [self.observations[place] for place in merge(*places)]

    def same_data(self, other: Store) -> bool:
        """Whether another store was handed out of the same reading of the files, and has the same figures on record.

        That a review knows indicators of its own files beside them changes nothing of these.
        """
        return self.observations is other.observations

    @cached_property
    def revisions(self) -> dict[tuple[str, ...], Revision]:
        """What was published otherwise before, by the keys of the statements that hold."""
        sources = self.registry.sources
        return revisions(self.observations, self.superseded, self.corrections, sources)

    def raw_rows(self) -> list[RawRow]:
        """Every row of the data files as it is written there, sorted by its key.

        Raises:
            OSError: a file cannot be read any more.
        """
        rows = [
            RawRow(tuple(cells[name] for name in KEY), {c: cells[c] for c in COLUMNS})
            for path in observation_files(self.data_dir)
            for _, cells in read_rows(path, SHAPE, path.name, [])
        ]
        return sorted(rows, key=lambda row: row.key)


# What was read ahead, by folder, with the state of the files then. Kernels are forked after it was filled.
_READ_AHEAD: dict[Path, tuple[str, Store]] = {}


def read_ahead(folder: Path) -> None:
    """Read a data folder once for all: `load` hands it out as long as its files hold the same bytes.

    Raises:
        DataError: something does not hold.
    """
    state = folder_state(folder, OBSERVATIONS)
    _READ_AHEAD[folder] = state, load(folder).indexed()


def load(folder: Path) -> Store:
    """Read a data folder.

    Raises:
        DataError: something does not hold; the first five findings are shown, all travel with it.
    """
    state, known = _READ_AHEAD.get(folder, ("", None))
    if known is not None and state == folder_state(folder, OBSERVATIONS):
        return replace(known, read_indicators=set())
    store, findings = read(folder)
    if findings or store is None:
        words = Phrase(
            "{folder}: expected data that hold, got {findings}.\n{list}\nRun `tongket check` to see them all.",
            folder=folder, findings=counted(len(findings)), list=listed(findings),
        )  # fmt: skip
        raise DataError(words, findings)
    return store


def check(folder: Path) -> list[Finding]:
    """Everything in a data folder that does not hold; empty where all does."""
    return read(folder)[1]


def read(folder: Path) -> tuple[Store | None, list[Finding]]:
    """Read a data folder with all findings; no store where the registries do not hold."""
    registry, findings = read_registry(folder)
    findings += [*not_read(folder), *lost(folder)]
    paths = observation_files(folder)
    if not paths and all(finding.code != "lost-file" for finding in findings):
        expected = Phrase("at least one CSV file")
        remedy = Phrase(
            "`tongket sheet` makes a workbook to fill, `tongket extract` one from a report; "
            "`tongket import` takes it over."
        )
        findings.append(Finding("observations", 0, "", "", expected, remedy, "no-observations"))
    rows: list[Observation] = []
    with _without_collection():
        for path in paths:
            rows += _file(path, registry, findings)
        findings += [*_duplicates(rows), *_stated_and_missing(rows)]
    corrections = [] if registry is None else read_corrections(folder, registry, rows, findings)
    findings = _with_lost_letters(folder, gathered(_without_what_follows(findings)))
    if registry is None:
        return None, findings
    held, superseded = without_superseded(rows, registry.sources)
    return Store(folder, registry, tuple(held), tuple(superseded), tuple(corrections)), findings


@contextmanager
def _without_collection() -> Iterator[None]:
    """Without the garbage collector: all that is read stays, and to look through it takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _without_what_follows(findings: list[Finding]) -> list[Finding]:
    """The findings, of a file that is not in UTF-8 only that: nothing else can be mended before."""
    files = {finding.file for finding in findings if finding.code in NO_TEXT}
    return [each for each in findings if each.file not in files or each.code in NO_TEXT]


def _with_lost_letters(folder: Path, findings: list[Finding]) -> list[Finding]:
    """The findings, those of question marks for letters with what the project's other texts have there."""
    if all(finding.code != "question-marks" for finding in findings):
        return findings
    paths = [folder / name for name in REGISTRIES if (folder / name).is_file()]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    return [_with_lost(finding, texts) for finding in findings]


def _with_lost(finding: Finding, texts: list[str]) -> Finding:
    words = probable(finding.value, texts) if finding.code == "question-marks" else ""
    if not words:
        return finding
    remedy = Phrase("Probably “{text}”: compare with the source.", text=words)
    return replace(finding, remedy=remedy)


def _file(path: Path, registry: Registry | None, findings: list[Finding]) -> list[Observation]:
    """The observations of one file, read row by row; a file of a million rows is never held as text."""
    name = f"observations/{path.name}"
    read_cells = read_rows(path, SHAPE, name, findings)
    if registry is None:
        # What is wrong with the text is found without the registries too.
        deque(read_cells, maxlen=0)
        return []
    reader = RowReader(registry, name, findings)
    rows, waiting = [], []
    unsorted: tuple[int, str] | None = None
    before: tuple[str, ...] = ()
    for number, cells in read_cells:
        if is_unfilled(cells):
            waiting.append(number)
        elif (row := reader.read(number, cells)) is not None:
            rows.append(row)
        else:
            # The place of a row whose key may be wrong says nothing.
            continue
        key = _KEY_OF(cells)
        if before > key and unsorted is None:
            unsorted = number, key[0]
        before = key
    if waiting:
        findings.append(_not_filled(name, waiting))
    if unsorted:
        expected = Phrase("rows sorted by their key")
        line, first = unsorted
        findings.append(Finding(name, line, "", first, expected, TIDY, "not-sorted"))
    return rows


def _not_filled(name: str, waiting: list[int]) -> Finding:
    count = len(waiting)
    expected = Phrase("every row filled, {count} are not yet", count=count)
    remedy = Phrase("Fill as_printed and obs_value, or give status L and the reason.")
    return Finding(name, waiting[0], "as_printed", "", expected, remedy, "not-filled")


def _duplicates(rows: list[Observation]) -> list[Finding]:
    """The statements that were made before, one finding for all that two files, or one, have twice.

    Only rows whose keys may be alike are kept to compare.
    """
    once: set[int] = set()
    again: set[int] = set()
    for row in rows:
        number = hash(_alike(row))
        (again if number in once else once).add(number)
    first: dict[tuple[str, ...], Observation] = {}
    repeated: dict[tuple[str, str], list[tuple[Observation, Observation]]] = {}
    for row in (row for row in (rows if again else ()) if hash(_alike(row)) in again):
        before = first.setdefault(_alike(row), row)
        if before is not row:
            repeated.setdefault((before.file, row.file), []).append((before, row))
    return [_duplicate(pairs) for pairs in repeated.values()]


def _stated_and_missing(rows: list[Observation]) -> Iterator[Finding]:
    """The facts of which one row says the figure, and another that there is none.

    A source that has no figure does not contradict another that has one; a row without a source speaks of all.
    """
    missing = [row for row in rows if row.status in MISSING_STATUSES]
    indicators = {row.indicator for row in missing}
    stated: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for row in rows if missing else ():
        if row.indicator in indicators and row.status not in MISSING_STATUSES:
            stated[row.key[:4]].append(row)
    for row in missing:
        others = stated.get(row.key[:4], ())
        other = next((each for each in others if row.source in {"", each.source}), None)
        if other:
            expected = Phrase(
                "no figure of it ({file}, row {row}: {there})",
                file=other.file, row=other.row, there=other.as_printed,
            )  # fmt: skip
            remedy = Phrase("Delete this row, or the figure where it holds no longer.")
            code = "stated-and-missing"
            yield Finding(row.file, row.row, "obs_status", row.status, expected, remedy, code)


def _alike(row: Observation) -> tuple[str, ...]:
    """The key of a statement; small and capital letters of a locator make no other place in a source."""
    return (*row.key[:-1], row.locator.casefold())


def _duplicate(pairs: list[tuple[Observation, Observation]]) -> Finding:
    """The finding for rows of one file that another, or the same, has before."""
    (before, row), lines = pairs[0], sorted({first.row for first, _ in pairs})
    place = LazyText(lambda lang: f"{before.file}, {rows_in_words(lines, lang)}")
    differs = next(((a, b) for a, b in pairs if a.as_printed != b.as_printed), None)
    if differs is None:
        expected = Phrase("each statement once ({place}: the same figure)", place=place)
    else:
        there, here = (each.as_printed or "–" for each in differs)
        expected = Phrase(
            "each statement once ({place}: {there} there, {here} here)",
            place=place, there=there, here=here,
        )  # fmt: skip
    remedy = Phrase("Delete one, or give them different locators.")
    names = ", ".join(dict.fromkeys(again.indicator for _, again in pairs))
    more = tuple(again.row for _, again in pairs[1:])
    return Finding(
        row.file, row.row, "", names, expected, remedy, "duplicate-statement", more_rows=more
    )
