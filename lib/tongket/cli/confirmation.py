"""Writing into the data after whoever is at the terminal said yes."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

import click

from tongket.cli.output import say, shown
from tongket.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tongket.data.canonical import CanonicalForm
    from tongket.model import Lang


def write_when_wanted(
    command: str, folder: Path, forms: Sequence[CanonicalForm], lang: Lang, *, yes: bool
) -> bool:
    """Write changed files of the data, where it was wanted before or is when asked, and say what was done.

    Their description for other tools, `datapackage.json`, follows them.

    Returns:
        Whether they were written.

    Raises:
        UsageError: it was not said before, and nobody is there to ask.
    """
    from tongket.data.canonical import write_forms
    from tongket.data.datapackage import bring_up_to_date

    if yes or _is_wanted(command, lang):
        write_forms(folder, forms)
        written = [*(form.path for form in forms), bring_up_to_date(folder)]
        files = ", ".join(str(shown(path)) for path in written if path)
        say("Written: {files}.", lang, files=files)
        say("Now run: {command}", lang, command="tongket check")
        return True
    say("Nothing was written.", lang)
    return False


def is_at_terminal() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin.isatty()


def _is_wanted(command: str, lang: Lang) -> bool:
    from tongket.translations import Phrase, message

    if not is_at_terminal():
        words = Phrase(
            "{command}: expected an answer at a terminal, or --yes; got neither. "
            "Nothing was written: add --yes.",
            command=command,
        )
        raise UsageError(words)
    return confirmed(message("Write this into the data?"), lang)


def confirmed(question: str, lang: Lang) -> bool:
    """Whether whoever is at the terminal answers a question with yes; Enter alone is no.

    The answers are those of the language, also without their marks; y, yes, n and no hold in both.
    """
    from tongket.translations import translate

    yes, no = translate("y", lang, context="answer"), translate("N", lang, context="answer")
    prompt = f"{translate(question, lang)} [{yes}/{no}]"
    answers = {
        _plain(word): False for word in ("n", "no", no, translate("no", lang, context="answer"))
    }
    answers |= {
        _plain(word): True for word in ("y", "yes", yes, translate("yes", lang, context="answer"))
    }

    def read(answer: str) -> bool:
        found = answers.get(_plain(answer))
        if found is None:
            wrong = translate("expected {yes} or {no}, got {answer}.", lang)
            raise click.UsageError(wrong.format(yes=yes, no=no, answer=answer))
        return found

    return bool(click.prompt(prompt, default=no, show_default=False, value_proc=read))


def _plain(word: str) -> str:
    """A word in small letters, without marks and without spaces around it."""
    letters = unicodedata.normalize("NFD", word.strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
