"""The command line: it parses, calls, prints, and turns errors into exit codes. Nothing else prints or exits.

    0  done                              4  a notebook failed; its page says why
    2  wrong name, option or parameter   5  the machine: disk, kernel, permission
    3  the data do not hold              6  figures contradict each other
    130, 143  stopped by Ctrl-C or by a signal

Whatever is slow to load is loaded inside the command that needs it: `tongket --help` answers at once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tongket import __version__
from tongket.commands import datapackage, new_year, show
from tongket.errors import DataError, NotebookError, SystemFailure, TongketError, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tongket.model import Lang, Text
    from tongket.registry import Registry
    from tongket.run.build import Outcome
    from tongket.run.events import Event, Listener
    from tongket.run.plan import Request
    from tongket.run.shell import Publisher, Shell

JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


class House(click.Group):
    """The commands; what goes wrong on purpose is a message and an exit code, not a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and answer for its errors."""
        if ctx.params["debug"]:
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except TongketError as error:
            _leave(ctx, str(error), error.exit_code)
        except KeyboardInterrupt:
            _leave(ctx, "stopped. What was there before is untouched.", 128 + signal.SIGINT)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            _leave(ctx, f"{error}. Mend it, then run again.", SystemFailure.exit_code)
        except Exception as error:  # noqa: BLE001 - a defect, said plainly with the way to see more
            defect = f"{type(error).__name__}: {error}. This is a defect of tongket"
            _leave(ctx, f"{defect}: report what `tongket --debug …` prints.", 1)


def _leave(ctx: click.Context, message: str, code: int) -> NoReturn:
    click.echo(f"tongket: {message}", err=True)
    ctx.exit(code)


def _terminated(_signal: int, _frame: object) -> NoReturn:
    # Once: a second signal must not interrupt the stopping of the kernels.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(128 + signal.SIGTERM)


@click.group(
    cls=House,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tongket")
@click.option("--debug", is_flag=True, help="Show where in the code an error arose.")
def cli(*, debug: bool) -> None:  # noqa: ARG001 - House reads it
    """The yearly review of a province's science and technology sector, run from its figures."""
    signal.signal(signal.SIGTERM, _terminated)


for command in (show, new_year, datapackage):
    cli.add_command(command)


def main() -> None:
    """The entry point."""
    cli(prog_name="tongket")


def matrix_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which reports are meant, and where they lie."""
    languages = click.Choice(["vi", "en"])
    folder = click.Path(path_type=Path)
    for option in (
        click.option("--out", type=folder, default="build", show_default=True, help="Folder of the results."),
        click.option("-p", "--parameter", "parameters", type=(str, str), multiple=True, metavar="NAME VALUE",
                     help="A further parameter of the notebooks; repeatable."),
        click.option("--only", metavar="PAGE", multiple=True, help="Only this page; repeatable."),
        click.option("--lang", "langs", type=languages, multiple=True, default=["vi", "en"],
                     help="Only this language; repeatable."),
        click.option("--area", "areas", metavar="CODE", multiple=True, default=["VN-CT"], show_default="VN-CT",
                     help="Area under review; repeatable."),
        click.option("--year", "years", type=int, multiple=True, required=True,
                     help="Year under review; repeatable."),
    ):  # fmt: skip
        command = option(command)
    return command


@cli.command()
@matrix_options
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="Reports at a time.  [default: one per core]"
)
@click.option("--force", is_flag=True, help="Run fresh reports too.")
@click.option(
    "--cell-timeout", type=float, default=300, show_default=True, help="Seconds for a cell."
)
@click.option(
    "--report-timeout", type=float, default=1800, show_default=True, help="Seconds for a report."
)
@JSON
def run(
    *, cell_timeout: float, report_timeout: float, force: bool, as_json: bool, **names: Any
) -> None:
    """Run the reports and publish their pages.

    A report whose notebook, parameters, data, code and versions are unchanged is kept.
    """
    from tongket.run.build import build
    from tongket.run.limits import Limits

    request, registry = _ask(names, limits=Limits(cell_timeout, report_timeout))
    outcome = build(
        replace(request, force=force), _publisher(request, registry), _teller(as_json=as_json)
    )
    _close(outcome, as_json=as_json)


@cli.command()
@matrix_options
@JSON
def status(*, as_json: bool, **names: Any) -> None:
    """Say which reports are fresh or stale, and why."""
    from tongket.run.plan import make_plan

    request, _ = _ask(names)
    plans = make_plan(request)
    reasons = {task.report.id: plan.why(task) for plan in plans for task in plan.tasks}
    if as_json:
        _tell({name: {"fresh": not why, "why": list(why)} for name, why in reasons.items()})
        return
    for name, why in reasons.items():
        click.echo(f"stale  {name}: {'; '.join(why)}" if why else f"fresh  {name}")


def _ask(names: dict[str, Any], **options: Any) -> tuple[Request, Registry]:
    from tongket.run.asking import ask

    return ask(**{**names, "parameters": dict(names["parameters"])}, **options)


def _publisher(request: Request, registry: Registry) -> Publisher:
    """The site's part of a run; running itself knows nothing of HTML."""
    from tongket.publish import entrances, site
    from tongket.run.shell import Publisher

    titles = {page.name: page.title for page in request.pages}

    def entrance(folder: Path, shells: Sequence[Shell]) -> None:
        entrances.write_doorway(folder, entrances.review_of(shells))

    def index(folder: Path) -> None:
        def name_of(area: str, year: int) -> Text:
            return registry.area_for(area, year).name

        entrances.write_index(folder, entrances.reviews_in(folder, name_of, titles))

    return Publisher(site.convert, entrance, index, preload=("tongket.publish.exporter",))


def _teller(*, as_json: bool) -> Listener:
    """What prints a run's progress: JSON lines, or lines above one that a terminal keeps up to date."""
    from tongket.run.events import as_json as plain
    from tongket.run.progress import Progress

    if as_json:
        return lambda event: _tell(plain(event))
    progress, live = Progress(), sys.stderr.isatty()

    def tell(event: Event) -> None:
        line, erase = progress.line(event), "\r\033[K" * live
        if line:
            click.echo(f"{erase}{line}", err=True)
        if live:
            now = progress.now(shutil.get_terminal_size().columns - 1)
            click.echo(f"{erase}{now}", err=True, nl=False)

    return tell


def _close(outcome: Outcome, *, as_json: bool) -> None:
    """The last line of a run: what came of it and where the pages are; then what failed."""
    from tongket.run.progress import count, summary

    if as_json:
        _tell(summary(outcome))
    else:
        done = f"{count(outcome.ran, 'report')} run, {outcome.kept} kept, {len(outcome.failures)} failed"
        erase = "\r\033[K" * sys.stderr.isatty()
        click.echo(erase, err=True, nl=False)
        click.echo(f"{done}, in {outcome.seconds:.1f} s. The pages: {_shown(outcome.index)}")
    if outcome.failures:
        lines = [f"{report.id}: {failure}" for report, failure in outcome.failures.items()]
        machine = all(failure.is_of_the_machine for failure in outcome.failures.values())
        raise (SystemFailure if machine else NotebookError)(listed(lines))


def _shown(path: Path) -> Path:
    """A path as a person would type it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _tell(content: object) -> None:
    click.echo(json.dumps(content, ensure_ascii=False))


@cli.command("list")
@JSON
def list_(*, as_json: bool) -> None:
    """List the pages, areas and years that there are."""
    from tongket.run.matrix import load_pages
    from tongket.store import data_dir, load, notebooks_dir

    pages, store = load_pages(notebooks_dir()), load(data_dir())
    areas = {row.ref_area: store.registry.area(row.ref_area) for row in store.observations}
    held = Counter((areas[row.ref_area].place, row.time_period.year) for row in store.observations)
    names = {area.place: area.name for area in areas.values()}
    if as_json:
        reviews = [{"area": a, "year": y, "figures": n} for (a, y), n in sorted(held.items())]
        titles = [{"name": page.name, "title": asdict(page.title)} for page in pages]
        _tell({"pages": titles, "areas": {a: asdict(names[a]) for a in names}, "reviews": reviews})
        return
    for page in pages:
        click.echo(f"{page.name:28} {page.title.vi} / {page.title.en}")
    click.echo("\nArea, and the number of figures for each year:")
    for place in sorted(names):
        years = ", ".join(f"{year}: {n}" for (at, year), n in sorted(held.items()) if at == place)
        click.echo(f"{place:10} {names[place].vi}  {years}")


@cli.command()
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    help="Language of the findings.  [default: the locale's]",
)
@JSON
def check(*, lang: Lang | None, as_json: bool) -> None:
    """Check all data; changes nothing."""
    from tongket.store import check as findings_in
    from tongket.store import data_dir

    folder = data_dir()
    findings = findings_in(folder)
    if as_json:
        _tell([asdict(finding) for finding in findings])
    spoken = lang or (
        "vi" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("vi") else "en"
    )
    for finding in () if as_json else findings:
        click.echo(finding.line(spoken))
    if findings:
        raise DataError(
            f"{_shown(folder)}: expected data that hold, got {len(findings)} findings.", findings
        )
    if not as_json:
        click.echo(f"{_shown(folder)}: everything holds.")


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    For bash: source <(tongket completion bash)
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is not None:
        click.echo(script(cli, {}, "tongket", "_TONGKET_COMPLETE").source())
