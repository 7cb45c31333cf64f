"""Mutation testing of the pure middle: does a test fail for each small change of the code?

`make mutation` runs mutmut over the rooms below with their own unit tests and prints what survived. mutmut expects the
library in `src`, so it works on a copy in `build/mutation`. It changes functions and methods, not properties.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
FOLDER = CHECKOUT / "build" / "mutation"
ENOUGH = 95.0
# What is changed, and the tests that have to notice.
ROOMS = {
    "model/*.py": ["tests/unit/model", "tests/unit/review/test_figures_compute.py"],
    "numerals/*.py": ["tests/unit/numerals"],
    "measures.py": ["tests/unit/measures"],
    "verdicts.py": ["tests/unit/measures"],
    "publish/site/changes.py": ["tests/unit/publish/test_changes.py"],
}
KILLED = {1, 3, 36, -24, 24, 152, 255}  # a test failed, or the code no longer ended
INSERTED = re.compile(r"\{([^{}]+)\}")
SIGN = re.compile(r"[-+*/%<>=!]+|and|or|not|is|in")


@dataclass(frozen=True)
class Mutant:
    """One changed place: its file, the line before and after, and whether a test failed."""

    file: str
    before: str
    after: str
    killed: bool

    @property
    def is_text(self) -> bool:
        """Whether only words change: a string for another one, or for None."""
        replaced, _ = self.differing()
        return bool(replaced) and all("STRING" in tokenize.tok_name[kind] for kind, _ in replaced)

    @property
    def is_arithmetic(self) -> bool:
        """Whether it changes a number, or how numbers are combined or compared."""
        differing = [token for side in self.differing() for token in side]
        return bool(differing) and all(
            kind == tokenize.NUMBER or SIGN.fullmatch(text) for kind, text in differing
        )

    def differing(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        """The tokens that only the line before has, and those that only the line after has."""
        before, after = list(tokens(self.before)), list(tokens(self.after))
        old, new = Counter(before), Counter(after)
        return list((old - new).elements()), list((new - old).elements())

    def __str__(self) -> str:
        return f"{self.file}: `{self.before}` → `{self.after}`"


def tokens(line: str) -> Iterator[tuple[int, str]]:
    """The tokens of a line of code without commas and line ends, as far as it can be parsed."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(line).readline):
            if token.string.strip() not in {"", ","}:
                yield token.type, INSERTED.sub("{}", token.string)
                # Up to Python 3.11 an f-string is one token, with the code in it.
                for code in INSERTED.findall(token.string) if token.string[0] == "f" else ():
                    yield from tokens(code)
    except tokenize.TokenError:
        return


def lay_out() -> None:
    """Copy what mutmut needs; what tests noticed of code that has not changed since is kept."""
    for name, place in (
        ("lib", "src"),
        ("tests", "tests"),
        ("data", "data"),
        ("notebooks", "notebooks"),
    ):
        for folder in (FOLDER / place, FOLDER / "mutants" / place):
            if place != "src" or folder.parent == FOLDER:
                shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(
            CHECKOUT / name, FOLDER / place, ignore=shutil.ignore_patterns("__pycache__")
        )
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/tongket/{room}" for room in ROOMS],
        "also_copy": ["data", "notebooks"],
        "pytest_add_cli_args": [
            "-p",
            "no:cacheprovider",
            "--hypothesis-seed=0",
            "--hypothesis-profile=quick",
        ],
        "pytest_add_cli_args_test_selection": [path for tests in ROOMS.values() for path in tests],
    }
    project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    (FOLDER / "pyproject.toml").write_text(f"{project}\n[tool.mutmut]\n{lines}", encoding="utf-8")


def forget_survivors() -> None:
    """Let the run try again what survived: mutmut keeps results of code, but a new test may notice now."""
    for path in (FOLDER / "mutants").rglob("*.meta"):
        found = json.loads(path.read_text(encoding="utf-8"))
        results = found["exit_code_by_key"].items()
        found["exit_code_by_key"] = {
            name: code if code in KILLED else None for name, code in results
        }
        path.write_text(json.dumps(found), encoding="utf-8")


def mutants() -> Iterator[Mutant]:
    """Every mutant of the last run."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    for path in sorted(Path("mutants").rglob("*.meta")):
        source = path.relative_to("mutants").with_suffix("")
        if not source.exists():  # the results of a file that is gone
            continue
        results = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        for name, code in results.items():
            if code is None:  # a run of some mutants only
                continue
            lines = get_diff_for_mutant(name, path=source).splitlines()[3:]
            before, after = (
                " ".join(line[1:].strip() for line in lines if line.startswith(sign))
                for sign in "-+"
            )
            yield Mutant(str(source.relative_to("src/tongket")), before, after, code in KILLED)


def report(found: list[Mutant]) -> str:
    """What survived, and how much was killed of what is not text."""
    code = [mutant for mutant in found if not mutant.is_text]
    lines = [f"survived: {mutant}" for mutant in found if not mutant.killed]
    files = sorted({mutant.file for mutant in found})
    lines += [f"{file}: {score([m for m in code if m.file == file])}" for file in files]
    lines += [f"all, with texts: {score(found)}", f"outside texts: {score(code)}"]
    return "\n".join(lines)


def score(found: list[Mutant]) -> str:
    killed = sum(mutant.killed for mutant in found)
    return f"{killed} of {len(found)} killed, {100 * killed / max(1, len(found)):.1f}%"


def unexplained(found: list[Mutant]) -> list[str]:
    """Surviving mutants of arithmetic and comparisons that tests/README.md gives no reason for."""
    reasons = (CHECKOUT / "tests" / "README.md").read_text(encoding="utf-8")
    return [str(m) for m in found if not m.killed and m.is_arithmetic and str(m) not in reasons]


def main() -> int:
    lay_out()
    forget_survivors()
    os.chdir(FOLDER)
    subprocess.run([sys.executable, "-m", "mutmut", "run", *sys.argv[1:]], check=True)
    found = list(mutants())
    code = [mutant for mutant in found if not mutant.is_text]
    left = unexplained(found)
    print(report(found), *(f"no reason in tests/README.md: {name}" for name in left), sep="\n")
    return int(bool(left) or 100 * sum(m.killed for m in code) < ENOUGH * len(code))


if __name__ == "__main__":
    sys.exit(main())
