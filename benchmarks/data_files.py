"""How long reading data files takes and what memory it needs: generated rows, all of them right.

python benchmarks/data_files.py [ROWS …]     100,000 and 1,000,000 where none is named
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tongket.data.observations import COLUMNS

CHECKOUT = Path(__file__).parents[1]
READ = """
import resource, sys, time
from pathlib import Path
from tongket.data.store import read
wall, cpu = time.monotonic(), time.process_time()
store, findings = read(Path(sys.argv[1]))
assert not findings and len(store.observations) == int(sys.argv[2]), findings[:3]
print(time.monotonic() - wall, time.process_time() - cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


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


def main() -> None:
    print(
        f"Python {platform.python_version()}\n\n| rows | seconds | CPU seconds | MB |\n|---|---|---|---|"
    )
    for count in map(int, sys.argv[1:] or ["100000", "1000000"]):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / "data"
            write_rows(folder, count)
            command = [sys.executable, "-c", READ, str(folder), str(count)]
            answer = subprocess.run(command, capture_output=True, text=True, check=True)
        wall, cpu, memory = answer.stdout.split()
        print(f"| {count:,} | {float(wall):.1f} | {float(cpu):.1f} | {memory} |", flush=True)


if __name__ == "__main__":
    main()
