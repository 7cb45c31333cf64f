"""Of which indicator figures are, against what a person said: how often right, how often rightly preselected.

    python benchmarks/match.py FOLDER                                  # without a guide
    python benchmarks/match.py FOLDER --guide last-year.docx --source dost-ct-review-2024

FOLDER holds annotated texts, of each NAME.txt and NAME.indicators.csv (tests/fixtures/reports/README.md). The guide is
the report from which the observations of a source in the data were taken. Figures are found as `tongket extract` does.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from extract import wilson
from tongket.data.store import load
from tongket.documents import of_text, read
from tongket.extract import extract
from tongket.extract.guide import said_last_year
from tongket.extract.matching import Matcher
from tongket.extract.slots import Slot
from tongket.model import Measure
from tongket.project import data_dir


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--guide", type=Path, help="last year's report")
    asked.add_argument("--source", help="the source that its observations name")
    asked.add_argument("--year", type=int, default=2025, help="the year that the texts are of")
    asked.add_argument("--only", default="*", help="a pattern of names")
    given = asked.parse_args()
    store = load(data_dir())
    matcher = Matcher(store.registry.indicators, store.registry.units)
    if given.guide:
        rows = [row for row in store.observations if row.source == given.source and row.interval]
        said = said_last_year(read(given.guide), rows, matcher)
        print(f"Guide: {len(said)} of {len(rows)} observations found in it.")
        matcher = Matcher(store.registry.indicators, store.registry.units, said)
    whole: Counter[str] = Counter()
    for path in sorted(given.folder.glob(f"{given.only}.indicators.csv")):
        found = counted(path, matcher, given.year)
        whole += found
        show(path.name.removesuffix(".indicators.csv"), found)
    show("all", whole)


def counted(path: Path, matcher: Matcher, year: int) -> Counter[str]:
    """What of a text is right."""
    text = path.with_name(path.name.replace(".indicators.csv", ".txt"))
    document = of_text(text.read_text(encoding="utf-8"))
    with path.open(encoding="utf-8") as file:
        rows = [
            (range(int(row["start"]), int(row["end"])), row["indicator"], row["measure"])
            for row in csv.DictReader(file)
        ]
    figures = extract(document).figures
    found: Counter[str] = Counter()
    for figure, proposal in zip(figures, matcher.propose(document, figures, year), strict=True):
        of = [(n, m) for span, n, m in rows if figure.number_start in span]
        is_declared = bool(of) and of[0][0] != "none"
        right = Slot(of[0][0], Measure(of[0][1])) if is_declared else None
        shown = [each.slot for each in proposal.candidates]
        found["figures"] += 1
        found["declared"] += is_declared
        found["first"] += is_declared and shown[:1] == [right]
        found["within three"] += is_declared and right in shown
        found["preselected"] += proposal.is_preselected
        found["rightly preselected"] += proposal.is_preselected and shown[:1] == [right]
        found["of none"] += bool(of) and not is_declared
        found["left alone"] += bool(of) and not is_declared and not shown
    return found


def show(name: str, found: Counter[str]) -> None:
    """A line for each rate, with its count and its 95% interval after Wilson."""
    print(f"\n{name}")
    for part, whole in (
        ("first", "declared"), ("within three", "declared"), ("rightly preselected", "preselected"),
        ("preselected", "figures"), ("left alone", "of none"),
    ):  # fmt: skip
        n = found[whole]
        if n:
            low, high = wilson(found[part] / n, n)
            print(f"  {part:<20} {found[part] / n:.3f} of {n} {whole} ({low:.3f}-{high:.3f})")


if __name__ == "__main__":
    main()
