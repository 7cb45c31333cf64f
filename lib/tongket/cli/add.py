"""The command that adds entries to a project's own registry: it asks for what is missing, and checks before it writes.

Its options are the keys of each table; data/README.md says what each means.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import click

from tongket.cli.addable import (
    ASKED_TOO,
    BY_ID,
    EXAMPLES,
    MAY_WAIT,
    MEANINGS,
    PLURAL,
    QUESTIONS,
    RULES,
    TABLES,
    TODAY,
    WITHOUT_ID,
)
from tongket.cli.answer_language import LANG, language
from tongket.cli.confirmation import is_at_terminal, write_when_wanted
from tongket.cli.own_data import own_data_dir
from tongket.data.registry import entries as shapes
from tongket.errors import DataError, UsageError
from tongket.model import LANGS
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tongket.model import Lang

# What the editions of a source share.
OF_EDITIONS = ("publisher", "publisher_en", "language", "notation", "kind")


class NumberType(click.ParamType[Any]):
    """A whole number or a decimal, as TOML writes it; of a total also the name of a figure."""

    name = "number"

    def __init__(self, *, may_be_name: bool) -> None:
        self._may_be_name = may_be_name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, or the name."""
        for kind in (int, float):
            try:
                return kind(value)
            except ValueError:
                continue
        if not self._may_be_name:
            words = Phrase(
                "expected a number, got {value}. Write for instance 0.5.", value=repr(value)
            )
            self.fail(words.in_(language()), param, ctx)
        return value


@click.group()
def add() -> None:
    """Add an entry to this project's own registry.

    Asks for what is missing, shows what changes and asks before it writes. An id that comes with tongket is laid over:
    only the keys that are given are written. Where several values are meant, the option is repeated.
    """


@add.group()
def rule() -> None:
    """Add a rule: what must hold between figures.

    `x:target` is the plan of x, `x:previous` the year before, `x:2020` that year. Where several are meant, the option
    is repeated: --parts a --parts b.
    """


def _command(name: str, shape: type[Any], *, has_id: bool = True) -> click.Command:
    hints = get_type_hints(shape)

    def call(*, entry: str = "", yes: bool, **given: Any) -> None:
        table = f"{name}s" if has_id else name
        keys = {
            key: value for key in hints if (value := _plain(hints[key], given[key])) is not None
        }
        _add(table, shape, entry, keys, yes=yes)

    command = click.command(name, help=MEANINGS.get(name, BY_ID))(call)
    command.params = [_option(name, key, hint) for key, hint in hints.items()]
    if has_id:
        command.params.insert(
            0, click.Argument(["entry"], metavar="ID", default="", required=False)
        )
    command.params.append(click.Option(["--yes"], is_flag=True, help="Ask nothing; write."))
    return LANG(command)


def _option(kind: str, key: str, hint: Any) -> click.Option:
    hints = {get_origin(h) or h for h in (hint, *get_args(hint))}
    form: dict[str, Any] = {}
    name = f"--{key.replace('_', '-')}"
    if bool in hints:
        name, form = f"{name}/--no-{name[2:]}", {"default": None}
    elif Literal in hints:
        form = {"type": click.Choice([*get_args(hint)])}
    elif list in hints:
        form = {"multiple": True}
    elif float in hints or int in hints:
        form = {"type": NumberType(may_be_name=str in hints)}
    return click.Option([name, key], help=_words(kind, key), **form)


def _words(kind: str, key: str) -> str:
    return QUESTIONS.get(f"{kind}.{key}", QUESTIONS[key])


def _plain(hint: Any, value: Any) -> Any:
    """A value as the file holds it: None where the option was not given, one text where it may be one."""
    if not isinstance(value, tuple):
        return value
    if not value:
        return None
    return (
        value[0]
        if len(value) == 1 and str in get_args(hint) and get_origin(hint) is not list
        else [*value]
    )


def _add(table: str, shape: type[Any], name: str, keys: dict[str, Any], *, yes: bool) -> None:
    from tongket.entry_sheet.registry_entry import NewEntry, shared_entry, try_entry

    folder, said = own_data_dir(), language()
    asks = not yes and is_at_terminal()
    if not name and shape in TABLES.values():
        name = _id(table, asks=asks)
    keys = _of_edition(folder, table, keys)
    if not shared_entry(folder, table, name) and asks:
        keys = _asked(folder, table.removesuffix("s"), shape, keys, said)
    if not keys:
        words = Phrase(
            "add: expected what to write of {name}, got nothing. `{command}` says how.",
            name=name,
            command=f"tongket add {table.removesuffix('s')} --help",
        )
        raise UsageError(words)
    today = TODAY & {*get_type_hints(shape)}
    keys = dict.fromkeys(today, date.today().isoformat()) | keys
    made = try_entry(folder, NewEntry(table, name, keys))
    if made.findings:
        _refuse(made.findings, said)
    for form in made.forms:
        click.echo(form.difference(), nl=False)
    write_when_wanted("add", folder, made.forms, said, yes=yes)


def _of_edition(folder: Path, table: str, keys: dict[str, Any]) -> dict[str, Any]:
    """The keys of a source with what it shares with the earlier edition that it revises, where they do not say it."""
    from tongket.data.registry.own_entries import entries

    revised = keys.get("revises")
    if table != "sources" or not revised:
        return keys
    earlier = entries(folder, table).get(revised if isinstance(revised, str) else revised[0], {})
    return {key: earlier[key] for key in OF_EDITIONS if key in earlier} | keys


def _id(table: str, *, asks: bool) -> str:
    if not asks:
        words = Phrase(
            "add: expected an id, got none. Write it after the command, such as {example}.",
            example=EXAMPLES[table],
        )
        raise UsageError(words)
    question = translate(message("Id, such as {example}"), language())
    return str(click.prompt(question.format(example=EXAMPLES[table])))


def _asked(
    folder: Path, kind: str, shape: type[Any], keys: Mapping[str, Any], said: Lang
) -> dict[str, Any]:
    """What an entry says, asked for where it must be said and is not; in the order of the keys."""
    from tongket.project import page_languages

    hints, languages = get_type_hints(shape), page_languages(folder.parent)
    asked: dict[str, Any] = {}
    for key, hint in hints.items():
        other = any(part in LANGS and part not in languages for part in key.split("_")[1:])
        is_needed = shapes.is_required(shape, key) or key in {*ASKED_TOO, PLURAL}
        is_asked = is_needed and not other and key not in keys
        usual = _usual(kind, key, asked.get("language") or languages[0])
        value = _ask(folder, kind, key, hint, said, usual) if is_asked else keys.get(key)
        if value not in (None, ""):
            asked[key] = value
    return asked


def _usual(kind: str, key: str, lang: str) -> str | None:
    """What a source mostly says: it is in the language of the project, writes numbers so, and is a report itself."""
    if kind != "source":
        return None
    written = lang if lang in LANGS else None
    return {"language": lang, "notation": written, "kind": "primary"}.get(key)


def _ask(folder: Path, kind: str, key: str, hint: Any, said: Lang, usual: str | None) -> Any:
    question = translate(_words(kind, key), said)
    if key in ASKED_TOO:
        return click.prompt(
            translate(MAY_WAIT, said).format(question=question), default="", show_default=False
        )
    option = _option(kind, key, hint)
    if not option.multiple:
        known = _unit(folder) if key == "unit" else None
        return click.prompt(question, default=usual, type=option.type, value_proc=known)
    words = translate(message("{question} (with a comma between two)"), said).format(
        question=question
    )
    return _plain(hint, tuple(part.strip() for part in str(click.prompt(words)).split(",")))


def _unit(folder: Path) -> Any:
    """Takes a unit by its id or by its name in either language."""
    from tongket.cli.registry_tables import held_registry

    units = held_registry(folder).units

    def known(words: str) -> str:
        said = words.strip().casefold()
        for unit in units.values():
            if said in {
                t.casefold() for t in (unit.id, unit.name.vi, unit.name.en, unit.plural_en)
            }:
                return unit.id
        from tongket.translations import near_names

        names = [*units, *(unit.name.in_(language()) for unit in units.values())]
        hint = near_names(
            words, names, Phrase("`{command}` lists them.", command="tongket list units")
        )
        refusal = Phrase("expected a unit, got “{words}”. {hint}", words=words, hint=hint)
        raise click.BadParameter(refusal.in_(language()))

    return known


def _refuse(findings: list[Any], lang: Lang) -> None:
    from tongket.data.findings import counted

    for finding in findings:
        click.echo(finding.line(lang))
    words = Phrase(
        "add: expected an entry that holds, got {findings}. Nothing was written.",
        findings=counted(len(findings)),
    )
    raise DataError(words, findings)


for _name, _shape in TABLES.items():
    add.add_command(_command(_name, _shape))
for _name, _shape in WITHOUT_ID.items():
    add.add_command(_command(_name, _shape, has_id=False))
for _name, _shape in RULES.items():
    rule.add_command(_command(_name, _shape, has_id=False))
