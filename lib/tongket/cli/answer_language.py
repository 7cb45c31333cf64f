"""In which language a command answers: one rule for all of them.

`--lang` where it names one language, else the user's locale, else the only language of the project's pages. Refusals of
data and names that do not exist follow it too, and click in its help and where an option is wrong.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Lang

_ASKED = "tongket.lang"


def remember(ctx: click.Context, option: click.Parameter, given: Any) -> Any:
    """Remember the one language that `--lang` names, for the answer of the command and for what it is refused with."""
    named = {given} if isinstance(given, str) else set(given or ())
    # In which languages a project makes its pages says nothing of who asks.
    is_asked = ctx.get_parameter_source(str(option.name)) is not ParameterSource.DEFAULT
    if is_asked and len(named) == 1:
        ctx.meta[_ASKED] = next(iter(named))
    return given


LANG = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    callback=remember,
    expose_value=False,
    # What is wrong with another option is said in it too.
    is_eager=True,
    show_default="the locale's",
    help="Language of the answer.",
)


def language() -> Lang:
    """The language of an answer: the one asked for, else that of the user's locale, else that of the project.

    Of a locale that names a language Vietnamese is one, English all others; without one, Windows says in which language
    it speaks. Servers and containers have none (`C`): there a project with pages in one language answers in it, any
    other place in English.
    """
    ctx = click.get_current_context(silent=True)
    asked: Lang | None = ctx.meta.get(_ASKED) if ctx else None
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, named), "") or _of_windows()
    if asked or locale.partition(".")[0] not in {"", "C", "POSIX"}:
        return asked or ("vi" if locale.startswith("vi") else "en")
    return _of_pages()


def _of_windows() -> str:
    """The language in which Windows itself speaks, such as `vi_VN`; empty on other systems."""
    if sys.platform != "win32":
        return ""
    import ctypes
    from locale import windows_locale

    return windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def _of_pages() -> Lang:
    """The only language of the project's pages; English where there are two, or no project."""
    from tongket.project import page_languages, project_of

    project = None
    # The current folder may be gone, and the settings may be no file: both are said in a language.
    with suppress(OSError):
        project = project_of(Path.cwd())
    said = page_languages(project) if project else ()
    return said[0] if len(said) == 1 else "en"


def asked_language(arguments: Sequence[str] | None) -> Lang:
    """The language of what is said before the options are read: the one that `--lang` names, else the locale's.

    Args:
        arguments: of the command; None for those of this process.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    named = {after for word, after in pairwise(words) if word == "--lang"}
    named |= {word.removeprefix("--lang=") for word in words if word.startswith("--lang=")}
    known: list[Lang] = [lang for lang in ("vi", "en") if lang in named]
    return known[0] if len(known) == 1 else language()
