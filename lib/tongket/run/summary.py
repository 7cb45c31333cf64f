"""The outcome of a run, for everyone who wants to know: a person, a program, a scheduler, a hook."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

from tongket.errors import NotebookError, SystemFailure, TongketError, UsageError, listed
from tongket.numerals import format_number
from tongket.translations import LazyText, Phrase, message

if TYPE_CHECKING:
    from tongket.model import Text
    from tongket.run.build import Outcome

HOOK_SECONDS = 60


def in_words(outcome: Outcome) -> Text:
    """One sentence for a person."""
    one = message("1 report run, {kept} kept, {failed} failed, in {seconds} s.")
    more = message("{number} reports run, {kept} kept, {failed} failed, in {seconds} s.")
    return Phrase(
        one if outcome.ran == 1 else more,
        number=outcome.ran, kept=outcome.kept, failed=len(outcome.failures),
        seconds=LazyText(lambda lang: format_number(Fraction(outcome.seconds), lang, 1)),
    )  # fmt: skip


def as_event(outcome: Outcome) -> dict[str, Any]:
    """The last JSON event of a run."""
    return {
        "event": "done",
        "outcome": "failed" if outcome.failures else "complete",
        "index": str(outcome.index),
        "ran": outcome.ran,
        "kept": outcome.kept,
        "failed": {report.id: str(failure) for report, failure in outcome.failures.items()},
        "withheld": [f"{review.area}/{review.period.code}" for review in outcome.withheld],
        "seconds": outcome.seconds,
    }


def as_junit(outcome: Outcome) -> str:
    """The outcome in the XML that schedulers and forges read: a suite per review, a case per report.

    A report that was fresh and stayed counts as skipped.
    """
    root = Xml.Element("testsuites", name="tongket")
    for review in sorted({(report.area, report.period) for report in outcome.results}):
        own = {r: v for r, v in sorted(outcome.results.items()) if (r.area, r.period) == review}
        failed = sum(result.failure is not None for result in own.values())
        kept = sum(result.kept for result in own.values())
        name = f"{review[0]} {review[1].code}"
        counts = {"tests": str(len(own)), "failures": str(failed), "skipped": str(kept)}
        suite = Xml.SubElement(root, "testsuite", {"name": name, **counts})
        for report, result in own.items():
            place = {"classname": f"{name} {report.lang}", "name": report.page}
            case = Xml.SubElement(suite, "testcase", {**place, "time": f"{result.seconds:.3f}"})
            if result.kept:
                Xml.SubElement(case, "skipped", message="fresh: kept as it was")
            if result.failure is not None:
                failure = Xml.SubElement(
                    case, "failure", type=result.failure.name, message=result.failure.reason
                )
                failure.text = f"{result.failure}\n{result.failure.source}"
    Xml.indent(root)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"
    )


def failure_of(outcome: Outcome) -> TongketError | None:
    """The error that a run ends with where reports failed; None where all went well.

    It is the machine's where only kernels or workers were lost, or where a review is withheld for that; else it is
    the notebooks'.
    """
    if not outcome.failures:
        return None
    failures = outcome.failures.items()
    stay = Phrase(
        "{area} {period}: expected every report to run, got a fault of the machine, so the pages of the last run stay "
        "as they were. Mend it, then run again."
    )
    stays = [
        stay.filled(area=review.area, period=review.period.code) for review in outcome.withheld
    ]
    machine = all(failure.is_of_the_machine for failure in outcome.failures.values())
    words = LazyText(
        lambda lang: "\n".join(
            (
                listed(f"{report.id}: {failure.in_(lang)}" for report, failure in failures),
                *(each.in_(lang) for each in stays),
            )
        )
    )
    return SystemFailure(words) if machine or stays else NotebookError(words)


def _words(command: str) -> str | list[str]:
    """The user's own command, split as a shell would but without one; Windows splits it itself, by rules of its own."""
    return command if sys.platform == "win32" else shlex.split(command)


def call_hook(command: str, error: TongketError) -> None:
    """Run a command of the user's with a JSON summary of a failure on its standard input.

    The summary has `exit_code`, `kind` (the error's class) and `message`.

    Raises:
        UsageError: the command does not exist, failed, or took longer than a minute.
    """
    summary = {
        "exit_code": error.exit_code,
        "kind": type(error).__name__,
        "message": str(error),
    }
    got: Text | str
    try:
        subprocess.run(  # noqa: S603
            _words(command),
            input=json.dumps(summary, ensure_ascii=False),
            encoding="utf-8",
            timeout=HOOK_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as trouble:
        got = Phrase("exit code {code}", code=trouble.returncode)
    except subprocess.TimeoutExpired:
        got = Phrase("no end after {seconds} s", seconds=HOOK_SECONDS)
    except (OSError, ValueError) as trouble:
        got = str(trouble)
    else:
        return
    raise UsageError(
        Phrase(
            "--on-failure: expected a command that runs and ends with 0, got: {got}. Mend it; it is called without "
            "a shell, so that > and | need `sh -c '…'`. It was called for what follows.",
            got=got,
        )
    )
