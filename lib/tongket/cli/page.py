"""The commands about pages of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import in_shell, say, shown
from tongket.cli.own_data import own_data_dir
from tongket.cli.values import PATH
from tongket.errors import NotebookError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.data.settings import Settings
    from tongket.data.store import Store
    from tongket.model import Lang, Text, TimePeriod
    from tongket.new_project.from_analysis import Analysis
    from tongket.run.reports import Page

# Names of devices, with which Windows makes no file, whatever their ending.
_KEPT_BY_WINDOWS = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]", re.I)


@click.group()
def page() -> None:
    """Pages of one's own."""


@page.command()
@click.argument("name")
@click.option(
    "--domain", required=True, metavar="ID", help="The domain whose figures it shows: ip."
)
@click.option(
    "--title-vi",
    default="",
    show_default="the name of the domain",
    help="Its title in Vietnamese.",
)
@click.option(
    "--title-en",
    default="",
    show_default="the name of the domain",
    help="Its title in English.",
)
@LANG
def new(name: str, *, domain: str, title_vi: str, title_en: str) -> None:
    """Write the notebook NAME of a page that shows the figures of a domain, and its entry in review.toml.

    NAME is the file without .ipynb, such as 11_ocop; it is also the address of the page.
    """
    from tongket.data.settings import settings
    from tongket.model import Text
    from tongket.new_project import Choice
    from tongket.new_project.page import NewPage, write_page
    from tongket.project import notebooks_dir, project_dir, shared_registry
    from tongket.run.reports import load_pages

    store = _store()
    registry = store.registry
    notebooks = notebooks_dir()
    # A list that does not hold is mended first.
    taken = [each.name for each in load_pages(notebooks, registry)]
    _refuse(name, domain, taken, registry)
    held, called = settings(project_dir()), registry.domains[domain].name
    # The notebooks that come with tongket are written in English, whatever language its pages begin with.
    languages = held.languages if shared_registry(own_data_dir()) else ("en", "vi")
    choice = Choice(held.area, _period(held, store), languages)
    title = Text(title_vi or called.vi, title_en or called.en)
    path = write_page(notebooks, NewPage(name, domain, title), choice)
    say("Written: {path}; its page is the last of review.toml.", language(), path=shown(path))
    say("Next: {command}", language(), command=f"tongket run --only {name}")


def _store() -> Store:
    """The data of the project: a page is made of its names, before the first figure is there or all of them hold."""
    from tongket.data.store import load, read

    folder = own_data_dir()
    return read(folder)[0] or load(folder)


def _period(held: Settings, store: Store) -> TimePeriod:
    """The period that a new notebook opens with: that of the settings, else the latest year on record."""
    from tongket.model import TimePeriod
    from tongket.numerals.periods import FIRST

    latest = max((row.time_period.year for row in store.observations), default=FIRST)
    return held.period or TimePeriod.of_year(latest)


@page.command("from")
@click.argument("file", type=PATH)
@click.option(
    "--name", default="", show_default="the next number, and the name of the file",
    help="The name of its notebook, and of its page.",
)  # fmt: skip
@click.option(
    "--title-vi", default="", show_default="the heading of the notebook",
    help="Its title in Vietnamese.",
)  # fmt: skip
@click.option(
    "--title-en", default="", show_default="the heading of the notebook",
    help="Its title in English.",
)  # fmt: skip
@LANG
def from_(file: Path, *, name: str, title_vi: str, title_en: str) -> None:
    """Make a page of the review of FILE, the notebook in which you explored.

    It is checked by the guide, with one message for each cell that does not hold; then nothing is written. A notebook
    that holds is copied among those of the review, with parameters, opening, limits, definitions and sources, and its
    entry in review.toml. FILE itself stays as it is, and no notebook is overwritten.
    """
    from tongket.data.settings import settings
    from tongket.model import Text
    from tongket.new_project import Choice
    from tongket.new_project.from_analysis import page_notebook, taken_apart
    from tongket.new_project.page import put
    from tongket.project import notebooks_dir, project_dir
    from tongket.run.reports import load_pages
    from tongket.translations.notebook import read_document

    store, notebooks = _store(), notebooks_dir()
    _refuse_place(file, notebooks)
    pages = load_pages(notebooks, store.registry)
    analysis = taken_apart(read_document(file)["cells"])
    name = name or _next_name(file, pages)
    _refuse_analysis(file, name, analysis, [each.name for each in pages], store.registry)
    held, written = settings(project_dir()), analysis.lang
    others = [lang for lang in held.languages if lang != written]
    _refuse_broken(notebooks, others)
    own = {"vi": title_vi, "en": title_en}
    own[written] = own[written] or analysis.title
    choice = Choice(held.area, _period(held, store), (written, *others))
    needs = _needs(analysis, store.registry, pages)
    path = put(notebooks, name, Text(**own), needs, page_notebook(analysis, choice))
    say("Written: {path}; its page is the last of review.toml.", language(), path=shown(path))
    for lang in others:
        _say_untranslated(path, lang, has_title=bool(own[lang]))
    say("Next: {command}", language(), command=f"tongket run --only {name}")


def _refuse_place(file: Path, notebooks: Path) -> None:
    """Refuse what is no file, or lies among the notebooks of the review, where each is a page."""
    from tongket.run.reports import read_pages
    from tongket.translations import Phrase

    if not file.is_file():
        words = Phrase(
            "{file}: expected a notebook, got no such file. Name one: {command}",
            file=shown(file), command="tongket page from my_analysis.ipynb",
        )  # fmt: skip
        raise UsageError(words)
    if file.resolve().parent == notebooks.resolve():
        # What is a page already stays one.
        is_page = file.stem in {each.name for each in read_pages(notebooks)[0]}
        words = Phrase(
            "{file}: expected a notebook beside the folder of the pages, got one in it. Put it there: {command}",
            file=shown(file),
            command=f"{'cp' if is_page else 'mv'} {in_shell(file)} {in_shell(notebooks.parent)}",
        )  # fmt: skip
        raise UsageError(words)


def _refuse_analysis(
    file: Path, name: str, analysis: Analysis, taken: Collection[str], registry: Registry
) -> None:
    """Refuse a notebook of which the guide asks something, and a name that is taken or none; all at once."""
    from tongket.data.findings import counted
    from tongket.new_project.from_analysis import what_is_asked
    from tongket.translations import LazyText, Phrase

    wrong, asks = [*_of_name(name, taken, option="--name")], what_is_asked(analysis, registry)
    if asks:
        words = Phrase(
            "{file}: expected a notebook by the guide, got {findings}. Mend the cells, then call the command again.",
            file=shown(file), findings=counted(len(asks)),
        )  # fmt: skip
        wrong += [words, *asks]
    if wrong:
        raise NotebookError(LazyText(lambda lang: "\n".join(each.in_(lang) for each in wrong)))


def _refuse_broken(notebooks: Path, others: list[Lang]) -> None:
    """Refuse a catalogue that cannot be read before the page that needs it is written."""
    from tongket.catalogues.upkeep import parsed
    from tongket.translations import catalogue_file

    for lang in others:
        file = catalogue_file(notebooks, lang)
        if file.is_file():
            parsed(file)


def _next_name(file: Path, pages: tuple[Page, ...]) -> str:
    """The name of a page behind those that there are: the next number, and what the file is called."""
    from tongket.new_project.from_analysis import as_id

    numbers = [int(each.name[:2]) for each in pages if each.name[:2].isdigit()]
    words = as_id(file.stem).replace("-", "_") or "page"
    return f"{max(numbers, default=-1) + 1:02}_{words}"


def _needs(analysis: Analysis, registry: Registry, pages: tuple[Page, ...]) -> list[str]:
    """The domains that a page shows; one that no other page has stays with the page that is made for it."""
    from tongket.new_project.from_analysis import domains_in

    taken = {name for each in pages if not each.off for name in (*each.needs, *each.also)}
    return [name for name in domains_in(analysis, registry) if name in taken]


def _say_untranslated(path: Path, lang: Lang, *, has_title: bool) -> None:
    """Bring the catalogue up to date, and list what of the page has no translation yet."""
    from tongket.catalogues.upkeep import bring_up_to_date
    from tongket.catalogues.validity import untranslated
    from tongket.files import write
    from tongket.new_project.own_language import catalogue_into
    from tongket.translations import catalogue_file

    file = catalogue_file(path.parent, lang)
    if is_new := not file.is_file():
        # What tongket adds to the page is translated already.
        write(file, catalogue_into(lang))
    bring_up_to_date(lang, remove_unused=is_new)
    lost = [each.value for each in untranslated(path.parent, lang) if each.file == path.name]
    if not has_title:
        say("Not translated: {key} in {file}", language(), key=f"title_{lang}",
            file=shown(path.parent / "review.toml"))  # fmt: skip
    if lost:
        say("Not translated, to be filled in {file}: {number}", language(),
            file=shown(file), number=len(lost))  # fmt: skip
    for sentence in lost:
        click.echo(f"  {sentence}")


def _of_name(name: str, taken: Collection[str], option: str) -> Iterator[Text]:
    """What is wrong with the name of a new page."""
    from tongket.run.reports import PAGE_NAME
    from tongket.translations import Phrase

    if not PAGE_NAME.fullmatch(name):
        yield Phrase(
            "{option}: expected letters, digits, _ and -, got {name}. Write such as 11_ocop.",
            option=option,
            name=repr(name),
        )
    elif _KEPT_BY_WINDOWS.fullmatch(name):
        yield Phrase(
            "{option}: expected a name that files may have on every system, got {name}, which Windows keeps for "
            "itself. Write such as 11_ocop.",
            option=option, name=repr(name),
        )  # fmt: skip
    elif alike := [each for each in taken if each.casefold() == name.casefold()]:
        yield Phrase(
            "{name}: expected the name of a new notebook, got one that is there. Name another.",
            name=alike[0],
        )


def _refuse(name: str, domain: str, taken: Collection[str], registry: Registry) -> None:
    """Refuse a name that no file can have or one has, and a domain that there is not; both at once."""
    from tongket.translations import LazyText, Phrase, near_names

    found = [*_of_name(name, taken, option="NAME")]
    if domain not in registry.domains:
        known = ", ".join(registry.domains)
        hint = near_names(
            domain, registry.domains, Phrase("The domains are: {names}.", names=known)
        )
        found.append(
            Phrase(
                "--domain: expected the id of a domain, got {name}. {hint}",
                name=repr(domain),
                hint=hint,
            )
        )
    if found:
        raise UsageError(LazyText(lambda lang: "\n".join(each.in_(lang) for each in found)))
