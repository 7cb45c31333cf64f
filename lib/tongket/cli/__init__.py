"""The command line: it parses, calls, prints, and turns errors into exit codes. Nothing else prints or exits.

    0  done                              4  a notebook failed; its page says why
    2  wrong name, option or parameter   5  the machine: disk, kernel, permission
    3  the data do not hold              6  figures contradict each other
    130, 143  stopped by Ctrl-C or by a signal

Whatever is slow to load is loaded inside the command that needs it: `tongket --help` answers at once.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tongket import __version__
from tongket.cli.answer_language import LANG, asked_language, language
from tongket.cli.log import JsonLog
from tongket.errors import SystemFailure, TongketError
from tongket.shell import WHOLE_WAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Text

# The module of each command and its name there: a command is loaded when it is asked for.
COMMANDS = {
    "init": ("new_project", "init"),
    "lab": ("lab", "lab"),
    "run": ("reports", "run"),
    "preview": ("preview", "preview"),
    "status": ("reports", "status"),
    "list": ("data", "list_"),
    "show": ("data", "show"),
    "audit": ("audit", "audit"),
    "extract": ("extract", "extract"),
    "check": ("data", "check"),
    "tidy": ("tidy", "tidy"),
    "page": ("page", "page"),
    "export": ("export", "export"),
    "release": ("release", "release"),
    "publish": ("publish", "publish"),
    "new-year": ("data", "new_year"),
    "add": ("add", "add"),
    "sheet": ("entry_sheet", "sheet"),
    "import": ("entry_sheet", "import_"),
    "datapackage": ("data", "datapackage"),
    "translations": ("translations", "translations"),
    "completion": ("completion", "completion"),
}
# What a shell sets when it asks what may follow.
COMPLETES = "_TONGKET_COMPLETE"
# They make much that becomes garbage before they end.
LASTING = ("run", "preview", "export", "lab", "release")


class Commands(click.Group):
    """The commands; an expected error is a message and an exit code, not a traceback."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        """Run the command line, or complete it where a shell asks; of settings that do not hold nothing is offered."""
        if COMPLETES not in os.environ:
            errors = sys.stderr
            try:
                return self._main(args, *rest, **more)
            finally:
                # `--log json` puts its log there, until the last word of the command is said.
                sys.stderr = errors
        with suppress(TongketError, OSError):
            return super().main(args, *rest, **more)
        return sys.exit()

    def _main(self, args: Sequence[str] | None, *rest: Any, **more: Any) -> Any:
        """Run the command line, with click's own words in the language of the answer."""
        lang = asked_language(args)
        # English is click's own: no catalogue is loaded for it.
        if lang == "en":
            return super().main(args, *rest, **more)
        from tongket.cli.click_words import spoken

        with spoken(lang):
            return super().main(args, *rest, **more)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names of the commands, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command by its name; None where there is none."""
        if cmd_name in LASTING:
            gc.enable()
        if cmd_name in COMMANDS:
            return _loaded(cmd_name)
        # Of those that it knows click names the near ones.
        self.commands = {name: _loaded(name) for name in COMMANDS}
        return None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and answer for its errors."""
        if ctx.params["debug"]:
            os.environ[WHOLE_WAY] = "1"
            ctx.call_on_close(lambda: os.environ.pop(WHOLE_WAY, None))
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except TongketError as error:
            _leave(ctx, error, error.exit_code)
        except KeyboardInterrupt:
            _leave(ctx, _stopped(), 128 + signal.SIGINT)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            _leave(ctx, _refused(error), SystemFailure.exit_code)
        except ModuleNotFoundError as error:
            own = (error.name or "").partition(".")[0] == "tongket"
            _leave(
                ctx, *((_defect(error), 1) if own else (_lacking(error), SystemFailure.exit_code))
            )
        except Exception as error:  # noqa: BLE001 - a defect, named as one, with the way to see more
            _leave(ctx, _defect(error), 1)


def _loaded(name: str) -> click.Command:
    module, attribute = COMMANDS[name]
    command: click.Command = getattr(import_module(f"tongket.cli.{module}"), attribute)
    return command


# Sentences and catalogues are loaded by whoever has something to say.
def _stopped() -> Text:
    from tongket.translations import Phrase

    return Phrase("stopped. What was there before is untouched.")


def _refused(error: OSError) -> Text:
    from tongket.system_errors import refused

    return refused(error)


def _lacking(error: ModuleNotFoundError) -> Text:
    from tongket.system_errors import lacking

    return lacking(error)


def _defect(error: Exception) -> Text:
    from tongket.translations import Phrase

    return Phrase(
        "{error}. This is a defect of tongket: report what `tongket --debug …` prints.",
        error=f"{type(error).__name__}: {error}",
    )


def _leave(ctx: click.Context, words: Text | TongketError, code: int) -> NoReturn:
    from tongket.data.letters.characters import in_sight
    from tongket.translations import passing_over_broken

    # What went wrong is said even where it is a catalogue.
    with passing_over_broken():
        said = words.in_(language())
    if isinstance(sys.stderr, JsonLog):
        sys.stderr.log({"event": "stopped", "exit_code": code, "message": said})
    else:
        click.echo(f"tongket: {in_sight(said)}", err=True)
    ctx.exit(code)


def _terminated(_signal: int, _frame: object) -> NoReturn:
    # Once: a second signal must not interrupt the stopping of the kernels.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(128 + signal.SIGTERM)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tongket")
@click.option("--debug", is_flag=True, help="Show where in the code an error arose.")
@LANG
@click.pass_context
def cli(ctx: click.Context, *, debug: bool) -> None:  # noqa: ARG001 - Commands reads it
    """The yearly review of a province's science and technology sector, run from its figures.

    Without a command: which project this is, and what to do next.
    """
    signal.signal(signal.SIGTERM, _terminated)
    if ctx.invoked_subcommand is None:
        from tongket.cli.standing import say_standing

        say_standing()
        click.echo(ctx.get_usage())


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console of Windows takes every letter; into files and pipes Python would write there in a code page of
            # old, which lacks most letters of Vietnamese.
            is_old = sys.platform == "win32" and not stream.isatty()
            encoding = (
                "utf-8" if is_old and "PYTHONIOENCODING" not in os.environ else stream.encoding
            )
            # What a terminal cannot show is written as its code: no answer is lost to a single letter.
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    # What a command imports and reads lives until it ends: looking for garbage in it takes a twentieth of a short one.
    gc.disable()
    cli(prog_name="tongket")
