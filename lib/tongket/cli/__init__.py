"""The command line: it parses, calls, prints, and turns errors into exit codes. Nothing else prints or exits.

    0  done                              4  a notebook failed; its page says why
    2  wrong name, option or parameter   5  the machine: disk, kernel, permission
    3  the data do not hold              6  figures contradict each other
    130, 143  stopped by Ctrl-C or by a signal

Whatever is slow to load is loaded inside the command that needs it: `tongket --help` answers at once.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tongket import __version__
from tongket.cli.audit import audit
from tongket.cli.data import datapackage, new_year, show
from tongket.cli.export import export
from tongket.cli.output import JSON, shown, tell
from tongket.cli.reports import run, status
from tongket.cli.translations import translations
from tongket.errors import DataError, SystemFailure, TongketError

if TYPE_CHECKING:
    from tongket.model import Lang


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


for command in (run, status, show, audit, export, new_year, datapackage, translations):
    cli.add_command(command)


def main() -> None:
    """The entry point."""
    cli(prog_name="tongket")


@cli.command("list")
@JSON
def list_(*, as_json: bool) -> None:
    """List the pages, areas and years that there are."""
    from tongket.data.store import load
    from tongket.project import data_dir, notebooks_dir
    from tongket.run.reports import load_pages

    pages, store = load_pages(notebooks_dir()), load(data_dir())
    areas = {row.ref_area: store.registry.area(row.ref_area) for row in store.observations}
    held = Counter((areas[row.ref_area].place, row.time_period.year) for row in store.observations)
    names = {area.place: area.name for area in areas.values()}
    if as_json:
        reviews = [{"area": a, "year": y, "figures": n} for (a, y), n in sorted(held.items())]
        titles = [{"name": page.name, "title": asdict(page.title)} for page in pages]
        tell({"pages": titles, "areas": {a: asdict(names[a]) for a in names}, "reviews": reviews})
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
    """Check all data and translations; changes nothing."""
    from tongket.catalogues import validity
    from tongket.data.store import check as findings_in
    from tongket.project import data_dir

    folder = data_dir()
    findings = [*findings_in(folder), *validity.findings()]
    if as_json:
        tell([asdict(finding) for finding in findings])
    spoken = lang or (
        "vi" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("vi") else "en"
    )
    for finding in () if as_json else findings:
        click.echo(finding.line(spoken))
    if findings:
        raise DataError(
            f"{shown(folder)}: expected data that hold, got {len(findings)} findings.", findings
        )
    if not as_json:
        click.echo(f"{shown(folder)}: everything holds.")


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
