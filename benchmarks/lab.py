"""How long an analyst waits in a cold kernel: for `import tongket`, the first `open_review`, and each first Tab.

python benchmarks/lab.py
"""

from __future__ import annotations

import statistics
import time

from jupyter_client.manager import start_new_kernel

OPEN = "review = tongket.open_review(year=2024, area='VN-CT', lang='vi')"
TYPED = (
    'tongket.open_review(area="VN-',
    "review.",
    'review.figure("ip.',
    'review.frame("ip", areas="VN-',
    'review.claim("{ip.',
    'review.frame("ip").',
)
KERNELS = 5


def main() -> None:
    """Print the median over some kernels, in seconds."""
    waits: dict[str, list[float]] = {}
    for _ in range(KERNELS):
        for what, seconds in cold().items():
            waits.setdefault(what, []).append(seconds)
    for what, found in waits.items():
        print(f"{statistics.median(found):6.2f}  {what}")


def cold() -> dict[str, float]:
    """The seconds of each step in one kernel that has done nothing before."""
    manager, client = start_new_kernel()
    try:
        waits = {
            "import tongket": timed(client.execute_interactive, "import tongket"),
            "Tab " + TYPED[0]: timed(client.complete, TYPED[0], reply=True, timeout=60),
        }
        waits[OPEN] = timed(client.execute_interactive, OPEN)
        for cell in TYPED[1:]:
            waits["Tab " + cell] = timed(client.complete, cell, reply=True, timeout=60)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return {**waits, "open_review, without a Tab before it": opened()}


def opened() -> float:
    """The first `open_review` of another cold kernel, with the import."""
    manager, client = start_new_kernel()
    try:
        return timed(client.execute_interactive, f"import tongket\n{OPEN}")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def timed(call: object, *given: object, **options: object) -> float:
    """The seconds that a call takes."""
    started = time.perf_counter()
    call(*given, **options)  # type: ignore[operator]
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
