"""How well `tongket extract` finds printed figures: scores any folder of annotated texts.

    .venv/bin/python benchmarks/extract.py FOLDER [--errors] [--beside PYTHON]

FOLDER holds for each text `NAME.txt` (UTF-8), `NAME.csv` (start, end, as_printed, value, unit, qualifier, role, what:
a row a figure) and `NAME.distractors.csv` (start, end, as_printed, reason); places are code points of the text in NFC.
A figure found is the annotated one where digits of the two numbers overlap, words where there are none. Each rate
stands with its n and its 95% interval after Wilson; F1 is a rate of n = (annotated + found) / 2.

`--beside` names a Python that has quantulum3 or recognizers-text-suite (with `emoji<2`): they read the English texts.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.documents import of_text
from tongket.extract import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

Z = 1.959964
# What the two libraries find, as spans and values; they say nothing of roles and qualifiers.
READERS = {
    "quantulum3": """
from quantulum3 import parser
found = [(*q.span, str(q.value)) for q in parser.parse(text)]
""",
    "Recognizers-Text": """
from recognizers_number import recognize_number, Culture
from recognizers_number_with_unit import recognize_currency, recognize_dimension
from recognizers_number import recognize_percentage
found = []
for read in (recognize_currency, recognize_percentage, recognize_dimension, recognize_number):
    for r in read(text, Culture.English):
        if not any(a <= r.end and r.start <= b - 1 for a, b, _ in found):
            found.append((r.start, r.end + 1, str((r.resolution or {}).get("value"))))
""",
}


@dataclass(frozen=True)
class Mark:
    """A figure as annotated or as found: the places of its digits, and what it says."""

    digits: frozenset[int]
    printed: str
    value: str
    kind: str
    qualifier: str
    role: str


@dataclass
class Score:
    """Counts over texts."""

    annotated: int = 0
    found: int = 0
    numbers: int = 0
    whole: int = 0
    wrong: int = 0
    in_distractors: int = 0
    roles: int = 0
    plans: int = 0
    plans_as_results: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path)
    arguments.add_argument(
        "--errors", action="store_true", help="list what was missed or read otherwise"
    )
    arguments.add_argument(
        "--beside", metavar="PYTHON", help="a Python with other readers of English"
    )
    asked = arguments.parse_args()
    texts = sorted(asked.folder.glob("*.txt"))
    if not texts:
        raise SystemExit(
            f"{asked.folder}: expected texts (NAME.txt with NAME.csv), got none. Name their folder."
        )
    total = Score()
    for path in texts:
        score_text(path, total)
    report(f"{len(texts)} texts", total)
    if asked.errors:
        print(*total.errors, sep="\n")
        print(
            "roles:",
            ", ".join(
                f"{was} taken for {said}: {n}"
                for (was, said), n in total.pairs.most_common()
                if was != said
            ),
        )
    beside(asked.beside, [path for path in texts if not _is_vietnamese(path)])


def _text(path: Path) -> str:
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))


def _is_vietnamese(path: Path) -> bool:
    return len(re.findall("[ăâđêôơưạảấầẩẫậ]", _text(path))) > 20


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _digits(text: str, start: int, end: int) -> frozenset[int]:
    digits = [i for i in range(start, end) if text[i].isdecimal()]
    return frozenset(digits or range(start, end))


def annotated(path: Path, text: str) -> tuple[list[Mark], list[range]]:
    """The figures of a text as annotated, and where its distractors are."""
    marks = []
    for row in _rows(path.with_suffix(".csv")):
        start, end = int(row["start"]), int(row["end"])
        if text[start:end] != row["as_printed"]:
            raise SystemExit(
                f"{path.stem}.csv, {start}: expected {text[start:end]!r} as in the text, got {row['as_printed']!r}."
            )
        kind = row["unit"].partition(":")[0]
        marks.append(
            Mark(
                _digits(text, start, end),
                row["as_printed"],
                row["value"],
                kind,
                row["qualifier"],
                row["role"],
            )
        )
    others = path.with_suffix(".distractors.csv")
    return marks, [
        range(int(row["start"]), int(row["end"]))
        for row in (_rows(others) if others.exists() else [])
    ]


def score_text(path: Path, score: Score) -> None:
    """Add what is found in one text to a score."""
    text = _text(path)
    marks, distractors = annotated(path, text)
    found = [
        Mark(
            _digits(text, f.number_start, f.number_end),
            f.as_printed,
            f.value,
            f.unit_kind,
            f.qualifier.value,
            f.role,
        )
        for f in extract(of_text(text)).figures
    ]
    add(score, path.stem, marks, found)
    inside = [f for f in found if any(f.digits & set(span) for span in distractors)]
    score.in_distractors += len(inside)
    score.errors += [f"{path.stem}: in a distractor: {f.printed}" for f in inside]


def add(score: Score, name: str, marks: list[Mark], found: list[Mark]) -> None:
    """Add the figures annotated and found in one text."""
    left = list(found)
    score.annotated += len(marks)
    score.found += len(found)
    for mark in marks:
        match = next((f for f in left if f.digits & mark.digits), None)
        if match is None:
            score.errors.append(f"{name}: missed: {mark.printed}")
            continue
        left.remove(match)
        _compare(score, name, mark, match)
    score.errors += [f"{name}: not annotated: {f.printed}" for f in left]


def _compare(score: Score, name: str, mark: Mark, match: Mark) -> None:
    score.numbers += 1
    says, said = ((m.value, m.kind, m.qualifier) for m in (mark, match))
    score.whole += says == said
    score.wrong += mark.value != match.value
    score.roles += mark.role == match.role
    score.plans += mark.role == "plan"
    score.plans_as_results += mark.role == "plan" and match.role == "result"
    score.pairs[mark.role, match.role] += 1
    if says != said:
        score.errors.append(
            f"{name}: {mark.printed}: expected {' '.join(says)}, got {' '.join(said)}"
        )
    if mark.role != match.role:
        score.errors.append(
            f"{name}: {mark.printed}: expected the role {mark.role}, got {match.role}"
        )


def plain(value: str) -> str:
    """A number of another reader as the annotations write it: 27.0 is 27."""
    try:
        return format(Decimal(value.rstrip("%")).normalize(), "f")
    except ArithmeticError:
        return value


def wilson(share: float, n: float) -> tuple[float, float]:
    """The 95% interval of a share of n after Wilson.

    >>> [round(end, 3) for end in wilson(0.9, 100)]
    [0.826, 0.945]
    """
    if not n:
        return 0.0, 1.0
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def rates(score: Score) -> Iterator[tuple[str, float, float]]:
    """The rates of a score: what, the share, its n."""
    both = (score.annotated + score.found) / 2
    for name, right in (
        ("number F1", score.numbers),
        ("value, kind and qualifier F1", score.whole),
    ):
        yield name, right / both if both else 0.0, both
    for name, count, n in (
        ("wrong values", score.wrong, score.numbers),
        ("figures in distractors", score.in_distractors, score.found),
        ("roles", score.roles, score.numbers),
        ("plans shown as results", score.plans_as_results, score.plans),
    ):
        yield f"{name} ({count})", count / n if n else 0.0, n


def report(title: str, score: Score) -> None:
    """Print the rates of a score."""
    print(f"{title}: {score.annotated} figures annotated, {score.found} found")
    for name, share, n in rates(score):
        low, high = wilson(share, n)
        print(f"  {name:32} {share:.3f}  n = {n:g}  [{low:.3f}, {high:.3f}]")


def beside(python: str | None, texts: list[Path]) -> None:
    """Score other readers on the English texts, by numbers and values alone."""
    if not python or not texts:
        print("other readers: none asked for (--beside PYTHON), or no English text.")
        return
    for reader, code in READERS.items():
        score, own = Score(), Score()
        for path in texts:
            text = _text(path)
            program = f"import sys, json\ntext = json.load(sys.stdin)\n{code}\njson.dump(found, sys.stdout)"
            run = subprocess.run(
                [python, "-c", program],
                input=json.dumps(text),
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                print(f"{reader}: not run: {run.stderr.strip().splitlines()[-1]}")
                break
            marks, _ = annotated(path, text)
            add(
                score,
                path.stem,
                marks,
                [
                    Mark(_digits(text, a, b), text[a:b], plain(v), "", "", "")
                    for a, b, v in json.loads(run.stdout)
                ],
            )
            score_text(path, own)
        else:
            both = (score.annotated + score.found) / 2
            right, here = score.numbers - score.wrong, next(rates(own))[1]
            print(
                f"{reader} on {len(texts)} English texts: number F1 {score.numbers / both:.3f}, "
                f"right values {right} of {score.annotated}; number F1 here {here:.3f}"
            )


if __name__ == "__main__":
    main()
