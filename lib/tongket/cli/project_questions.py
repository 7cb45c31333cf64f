"""What `tongket init` asks for where its options do not say it; an answer that does not hold is asked for again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tongket.cli.answer_language import language
from tongket.errors import UsageError
from tongket.model import LANGS, Release, Text
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.data.findings import Finding
    from tongket.data.registry import Registry
    from tongket.model import Lang, TimePeriod

_NAMES = {
    "vi": message("The department's name in Vietnamese (Enter: without)"),
    "en": message("The department's name in English (Enter: without)"),
}
# The options that say something of releases, by their keys.
RELEASE = {"next": "--next-release", "site": "--site"}


class Brand(NamedTuple):
    """The logo of a department, and its colour of links and lines; each may be wanting."""

    logo: Path | None
    colour: str


def asked_place(
    registry: Registry, area: str | None, period: TimePeriod | None, *, ask: bool
) -> tuple[str, TimePeriod]:
    """Place and period, asked for where the command line does not say them.

    Raises:
        UsageError: nobody says one of them.
    """
    if ask:
        area = area or _asked(message("Place, by name or code"), _known(registry))
        period = period or _asked(message("Year, or a part of one such as 2025-H1"), _period)
    missing = [name for name, value in (("--area", area), ("--period", period)) if not value]
    if area is None or period is None:
        words = Phrase(
            "init: expected {options}, got nothing. Write for instance: {example}",
            options=", ".join(missing), example="--area 'Trà Vinh' --period 2024",
        )  # fmt: skip
        raise UsageError(words)
    return area, period


def asked_languages(given: tuple[Lang, ...], own: Lang | None, *, ask: bool) -> tuple[Lang, ...]:
    """The languages of the pages, the project's own first.

    Args:
        given: those of the pages; none for both.
        own: the project's own; else it is the first of those given, else that of the answer.
        ask: whether to ask where neither is given.

    Raises:
        UsageError: the own one is none of those of the pages.
    """
    chosen = tuple(dict.fromkeys(given)) or LANGS
    first = own or (chosen[0] if given else language())
    if first not in chosen:
        words = Phrase(
            "--default-lang: expected one of the languages of the pages ({names}), got {got}. "
            "Add --page-lang {got}, or name one of them.",
            names=", ".join(chosen), got=first,
        )  # fmt: skip
        raise UsageError(words)
    ordered = (first, *(lang for lang in chosen if lang != first))
    if ask and not (given or own):
        question = message("Languages of the pages, the notebooks' own first")
        return _asked(question, _languages, default=", ".join(ordered))  # type: ignore[no-any-return]
    return ordered


def asked_department(languages: tuple[Lang, ...], names: Mapping[str, str], *, ask: bool) -> Text:
    """The department's name in each language of the pages, asked for where the command line does not say it.

    Raises:
        UsageError: it is said in one of the languages alone, or is none that pages can show.
    """
    held = {lang: names[f"name_{lang}"].strip() for lang in LANGS}
    for lang in languages if ask else ():
        held[lang] = held[lang] or str(_asked(_NAMES[lang], str, default="")).strip()
    lacking = [f"--name-{lang}" for lang in languages if not held[lang]]
    if any(held.values()) and lacking:
        words = Phrase(
            "init: expected the department's name in each language of the pages, got none for {options}. "
            "Add it, or make pages in one language: --page-lang.",
            options=", ".join(lacking),
        )  # fmt: skip
        raise UsageError(words)
    if all(held.values()):
        _refuse({f"name_{lang}": name for lang, name in held.items()})
    return Text(held["vi"], held["en"])


def asked_brand(logo: Path | None, colour: str, *, ask: bool) -> Brand:
    """Logo and colour, asked for where the command line says neither; both may be left out.

    Raises:
        UsageError: one of them is none that pages can show.
    """
    brand = Brand(_checked_logo(str(logo or "")), _checked_colour(colour))
    if not ask or logo or colour:
        return brand
    picture = message("The department's logo, a file: PNG, JPEG or SVG (Enter: without)")
    hue = message("The colour of links and lines, such as #0a5870 (Enter: tongket's)")
    return Brand(
        _asked(picture, _checked_logo, default=""), _asked(hue, _checked_colour, default="")
    )


def _checked_logo(file: str) -> Path | None:
    if not file.strip():
        return None
    # What a link leads to is what is copied.
    path = Path(file.strip()).expanduser().resolve()
    _refuse({"logo": path.name}, path.parent)
    return path


def _checked_colour(colour: str) -> str:
    _refuse({"colour": colour.strip()})
    return colour.strip()


def _refuse(said: Mapping[str, str], folder: Path = Path()) -> None:
    """Refuse what the settings would not hold, each by its option.

    Raises:
        UsageError: something does not hold; all findings are named.
    """
    from tongket.data.findings import listed
    from tongket.data.organisation import wrong_keys

    if wrong := [_of_option(found) for found in wrong_keys(said, folder)]:
        raise UsageError(listed(wrong))


def _of_option(found: Finding) -> Finding:
    """A finding in a key of the settings at the option of its name."""
    option = found.column.partition(".")[2].replace("_", "-")
    return replace(found, file=f"--{option}", column="")


def release_of(names: Mapping[str, Any]) -> Release:
    """What the options say of releases.

    Raises:
        UsageError: one of them does not hold; all findings are named by their options.
    """
    from tongket.data.findings import listed
    from tongket.data.organisation import wrong_release

    release = Release(next=names["next_release"] or "", site=(names["site"] or "").rstrip("/"))
    wrong = [
        replace(found, file=RELEASE[found.column.partition(".")[2]], column="")
        for found in wrong_release(release)
    ]
    if wrong:
        raise UsageError(listed(wrong))
    return release


def _asked(question: str, read: Any, **more: Any) -> Any:
    """What somebody at the terminal answers, read; what cannot be is said, and asked for again."""

    def answer(typed: str) -> Any:
        try:
            return read(typed)
        except UsageError as error:
            raise click.BadParameter(error.in_(language())) from None

    shown = bool(more.get("default"))
    return click.prompt(
        translate(question, language()), value_proc=answer, show_default=shown, **more
    )


def _period(typed: str) -> TimePeriod:
    from tongket.numerals import review_period

    return review_period(typed)


def _languages(typed: str) -> tuple[Lang, ...]:
    words = [word for word in re.split(r"[\s,;]+", typed.lower()) if word]
    found = tuple(dict.fromkeys(lang for word in words for lang in LANGS if lang == word))
    if not found or {*words} - {*LANGS}:
        words_ = Phrase(
            "expected vi, en or both, the own one first, got {got}. Write such as: {example}",
            got=repr(typed), example="vi, en",
        )  # fmt: skip
        raise UsageError(words_)
    return found


def _known(registry: Registry) -> Any:
    def known(name: str) -> str:
        from tongket.new_project import code_of

        return code_of(registry, name.strip())

    return known
