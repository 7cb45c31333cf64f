"""What `tongket extract --json` takes for 1 MB of anything, indicators and all, beside a plain scan of the same file.

    .venv/bin/python benchmarks/megabyte.py [--size BYTES] [--only KIND]

The scan is pandas (`Series.str.extractall`) looking for runs of digits, in a process of its own on the same machine.
Seconds are those of the processor. Exit code 3 is a refusal: more numbers than any report has.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from processes import CHECKOUT, MB, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORTS = CHECKOUT / "tests" / "fixtures" / "reports"
SCAN = """
import sys, pandas as pd
lines = pd.Series(open(sys.argv[1], encoding="utf-8").read().splitlines())
print(len(lines.str.extractall(r"([0-9][0-9.,]*)")))
"""
# What is repeated until it is long enough; where a file has it, whole reports whose figures are other ones each time.
REPEATED = {
    "groups of digits": "1 000 ", "groups, no-break": "1\u00a0000\u00a0", "slashes": "1/1/", "only digits": "7",
    "percentages": "5% ", "words without digits": "nhiệm vụ khoa học và công nghệ được nghiệm thu. ",
    "one word": "a", "blank lines": "\n", "brackets": "(((",
    "one sentence": "đã nghiệm thu 12 nhiệm vụ cấp tỉnh đạt 85% kế hoạch và ",
    "one sentence of numbers": "hỗ trợ 12 doanh nghiệp, ",
    "table": "Đơn đăng ký nhãn hiệu | 120 | 134 | 111,7%\n", "narrow table": "Văn bằng | 12\n",
    "a number a line": "12 đề tài\n",
    "in turn": "Số đơn và số văn bằng lần lượt là 12 và 7. ",
}  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--size", type=int, default=10**6, help="bytes of each file")
    asked.add_argument("--only", default="", help="a part of the names of kinds")
    given = asked.parse_args()
    print(f"{'':34}{'seconds':>8}{'MB':>6}{'exit':>6}{'times the scan':>16}{'of its memory':>15}")
    with tempfile.TemporaryDirectory() as folder:
        for kind, text in kinds(given.size):
            if given.only in kind:
                path = Path(folder) / "report.txt"
                path.write_bytes(text.encode()[: given.size].decode(errors="ignore").encode())
                show(kind, path)


def kinds(size: int) -> Iterator[tuple[str, str]]:
    """Each kind with its text, of at least so many bytes."""
    for name in ("one_wording", "another_province"):
        report = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
        times = size // len(report.encode()) + 1
        yield f"reports ({name})", "\n".join(varied(report, n) for n in range(times))
        prose = " ".join(line for line in varied(report, 0).splitlines() if "|" not in line)
        yield f"one paragraph ({name})", f"{prose} " * (times + 1)
    for name, unit in REPEATED.items():
        yield name, unit * (size // len(unit.encode()) + 1)


def varied(report: str, seed: int) -> str:
    """A report with other figures of as many digits; years stay."""
    chance = random.Random(seed)
    return re.sub(
        r"(?<!\d)(?!20\d\d)\d+",
        lambda match: "".join(chance.choice("123456789") for _ in match[0]), report,
    )  # fmt: skip


def show(kind: str, path: Path) -> None:
    """A line of what a file takes."""
    seconds, memory, code = taken(sys.executable, "-m", "tongket", "extract", str(path), "--json")
    scan, scan_memory, _ = taken(sys.executable, "-c", SCAN, str(path))
    print(
        f"{kind:34}{seconds:8.1f}{memory:6.0f}{code:6}{seconds / scan:16.1f}{memory / scan_memory:15.1f}",
        flush=True,
    )


def taken(*command: str) -> tuple[float, float, int]:
    """The seconds of the processor that a command takes, its most memory in MB and its exit code."""
    process = subprocess.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, usage.ru_maxrss / MB, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
