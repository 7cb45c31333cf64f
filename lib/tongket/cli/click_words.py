"""What click says (the help of the commands, usage that is wrong) in the language of the answer.

click takes its own words from gettext's current domain, which knows the locale alone and a compiled file alone, and the
help of a command as it is written. Here it takes both from tongket's own catalogue, as all that a command says, for as
long as one runs.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from tongket.translations import message, passing_over_broken, translate
from tongket.translations.help_text import help_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tongket.model import Lang

MODULES = ("core", "exceptions", "formatting", "parser", "termui", "types")
# Its sentences that a user meets, letter by letter; for all others click's English stays.
WORDS = (
    message("Usage:"),
    message("Options"),
    message("Commands"),
    message("Positional arguments"),
    message("Show this message and exit."),
    message("Show the version and exit."),
    message("default: {default}"),
    message("required"),
    message("(dynamic)"),
    message("Error: {message}"),
    message("Error: invalid input"),
    message("Aborted!"),
    message("Try '{command} {option}' for help."),
    message("No such option {name!r}."),
    message("No such command {name!r}."),
    message("Did you mean {possibility}?"),
    message("(Did you mean one of: {possibilities}?)"),
    message("Missing argument"),
    message("Missing option"),
    message("Missing command."),
    message("Got unexpected extra argument ({args})"),
    message("Got unexpected extra arguments ({args})"),
    message("Option {name!r} does not take a value."),
    message("Option {name!r} requires an argument."),
    message("Invalid value for {param_hint}: {message}"),
    message("Invalid value: {message}"),
    message("Choose from:\n\t{choices}"),
    message("{value!r} is not {choice}."),
    message("{value!r} is not one of {choices}."),
    message("{value} is not in the range {range}."),
    message("{value!r} is not a valid {number_type}."),
    message("{name} {filename!r} does not exist."),
    message("{name} {filename!r} is a directory."),
)

# Where click prints the help of a command or an option.
HELP = (
    (click.Command, "format_help_text"),
    (click.Command, "get_short_help_str"),
    (click.Option, "get_help_record"),
)


@contextmanager
def spoken(lang: Lang) -> Iterator[None]:
    """Let click speak a language until the block ends."""

    def one(text: str) -> str:
        with passing_over_broken():
            return translate(text, lang)

    def of_number(single: str, several: str, number: int) -> str:
        return one(single if number == 1 else several)

    with ExitStack() as stack:
        for module in map(import_module, (f"click.{name}" for name in MODULES)):
            for function, own in (("_", one), ("ngettext", of_number)):
                if hasattr(module, function):
                    stack.callback(setattr, module, function, getattr(module, function))
                    setattr(module, function, own)
        for kind, method in HELP:
            stack.callback(setattr, kind, method, getattr(kind, method))
            setattr(kind, method, _with_help_in(getattr(kind, method), one))
        yield


def _with_help_in(method: Callable[..., Any], one: Callable[[str], str]) -> Callable[..., Any]:
    """A method that prints the help of what it is called on, which now says it in another language."""

    def call(told: Any, *args: Any) -> Any:
        shown = copy(told)
        shown.help = "\n\n".join(map(one, help_paragraphs(told.help or "")))
        if isinstance(default := getattr(told, "show_default", None), str):
            shown.show_default = one(default)
        return method(shown, *args)

    return call
