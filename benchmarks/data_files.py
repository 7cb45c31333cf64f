"""How long reading data files takes and what memory it needs: generated rows, all of them right.

python benchmarks/data_files.py [ROWS …]     100,000 and 1,000,000 where none is named

Beside it, on the same file: Frictionless, which checks the types that `datapackage.json` declares, and pandas, which
checks nothing. What else the machine does weighs on all of them, so the ratios count.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tongket.data.observations import COLUMNS

CHECKOUT = Path(__file__).parents[1]
# Each prints nothing; what it takes is read from the process that ran it.
PROGRAMS = {
    "tongket": """
import sys
from pathlib import Path
from tongket.data.store import read
store, findings = read(Path(sys.argv[1]))
assert not findings and len(store.observations) == int(sys.argv[2]), findings[:3]
""",
    "frictionless": """
import json, sys
from pathlib import Path
import frictionless
frictionless.system.trusted = True
resources = json.loads((Path(sys.argv[3]) / "data/datapackage.json").read_text())["resources"]
declared = next(each["schema"] for each in resources if "observations" in str(each["path"]))
schema = frictionless.Schema.from_descriptor({"fields": declared["fields"], "missingValues": [""]})
path = str(Path(sys.argv[1]) / "observations/generated.csv")
report = frictionless.validate(frictionless.Resource(path, schema=schema), limit_memory=4000)
assert report.valid and report.tasks[0].stats["rows"] == int(sys.argv[2]), report.to_summary()
""",
    "pandas": """
import sys
from pathlib import Path
import pandas
frame = pandas.read_csv(Path(sys.argv[1]) / "observations/generated.csv", dtype=str, keep_default_na=False)
assert len(frame) == int(sys.argv[2])
""",
}


def write_rows(folder: Path, count: int) -> None:
    """A data folder with the registries of this repository and so many rows, each with a figure of its own."""
    ignored = shutil.ignore_patterns("observations", "*.json", "locale")
    shutil.copytree(CHECKOUT / "data", folder, ignore=ignored)
    (folder / "observations").mkdir()
    with (folder / "observations" / "generated.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        for number in range(count):
            printed = f"{number:,}".replace(",", ".")
            file.write(
                f"ip.titles_granted,VN-CT,2024,actual,{printed},exact,{number},,,titles,A,"
                f"dost-ct-review-2024,{number:09d},Số liệu thử.\n"
            )


def taken(program: str, folder: Path, count: int) -> tuple[float, float, int]:
    """The seconds, the seconds of the processors and the MB that a program takes for a data folder."""
    started = time.monotonic()
    command = [sys.executable, "-c", PROGRAMS[program], str(folder), str(count), str(CHECKOUT)]
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{program}: {count} rows: exit status {status}")
    return time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main() -> None:
    print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n")
    print("| rows | | seconds | CPU seconds | MB | CPU, ours is 1 |\n|---|---|---|---|---|---|")
    for count in map(int, sys.argv[1:] or ["100000", "1000000"]):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / "data"
            write_rows(folder, count)
            ours = 0.0
            for program in PROGRAMS:
                wall, cpu, memory = taken(program, folder, count)
                ours = ours or cpu
                print(
                    f"| {count:,} | {program} | {wall:.1f} | {cpu:.1f} | {memory} | {cpu / ours:.1f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
