"""The command that shows pages in a browser and makes them anew whenever something is saved."""

from __future__ import annotations

import gc
import sys
import webbrowser
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import language
from tongket.cli.output import LANGS, say
from tongket.cli.own_data import say_whose
from tongket.cli.project_options import AREAS, PERIODS, out_folder
from tongket.cli.reports import listener, publisher_of
from tongket.errors import TongketError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tongket.model import Lang, Text
    from tongket.preview.server import PreviewServer
    from tongket.run.output_folder import OutputFolder
    from tongket.run.plan.request import Request
    from tongket.run.publisher import Publisher


@click.command()
@PERIODS
@AREAS
@LANGS
@click.option("--port", type=click.IntRange(0, 65535), show_default="the first that is free, from 8640",
              help="Where the browser finds the pages; 0 for any that is free.")  # fmt: skip
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Open a browser.")
@out_folder("Folder of the results; the preview has one of its own in it.")
def preview(
    *, port: int | None, opens: bool, out: Path, langs: tuple[Lang, ...], **names: Any
) -> None:
    """Show the pages in a browser as they are saved.

    They are made anew as soon as data, notebooks, sentences or tongket.toml are saved. What `tongket run` made stays as
    it is. To end it, press Ctrl-C.
    """
    from tongket.preview.rounds import follow
    from tongket.preview.screen import Screen
    from tongket.preview.server import listening
    from tongket.preview.watch import Watch
    from tongket.project import data_dir, notebooks_dir
    from tongket.publish.site.site import PRELOAD
    from tongket.run.output_folder import OutputFolder
    from tongket.run.plan.request import cores
    from tongket.run.workers.pool import Pool

    say_whose()
    own = OutputFolder(out.absolute() / "preview")
    ask = partial(_ask, own.out, langs=langs, **names)
    screen, data = Screen(own.site, langs[0]), data_dir()
    watch = Watch((data, notebooks_dir()), data.parent)
    # After the server's thread: beside a thread the pool forks none of its workers from this process, then or later.
    with (
        listening(port, screen) as server,
        _serving(server),
        suppress(KeyboardInterrupt),
        Pool(cores(), PRELOAD) as pool,
    ):
        address = f"http://{server.names[0]}/{_begin(ask, own, OutputFolder(out.absolute()))}"
        say("The pages: {place} To end it, press Ctrl-C.", language(), place=address)
        if opens:
            webbrowser.open(address)

        # Who answers a browser waits at most so many seconds, each time, for this thread, which goes on with a round.
        sys.setswitchinterval(0.001)
        # What is loaded stays: each round would look through all of it several times for what could be freed.
        gc.collect()
        gc.freeze()

        def anew() -> tuple[Request, Publisher]:
            # Kernels are forked from a process that reads what was saved, while this one does and plans.
            pool.read_anew()
            return ask()

        follow(anew, pool, watch, screen, partial(listener, as_json=False), _say)


def _ask(out: Path, **names: Any) -> tuple[Request, Publisher]:
    from tongket.run.plan.request import make_request

    request, store = make_request(out=out, **names)
    # Whatever was released, what is shown here is a draft.
    request = replace(request, releases=())
    return request, publisher_of(request, store)


def _begin(ask: Any, own: OutputFolder, last: OutputFolder) -> str:
    """Begin with the pages of the last run; the place of the first review, empty where the data do not hold."""
    try:
        reviews = ask()[0].reviews
    # It is said, here and beside the pages, in the first round.
    except TongketError:
        return ""
    for each in reviews:
        place = each.area, each.period
        if not own.manifest(*place).is_file() and last.manifest(*place).is_file():
            own.take_over(last, *place)
    return f"{reviews[0].address}/"


@contextmanager
def _serving(server: PreviewServer) -> Iterator[None]:
    """Answer browsers while the block runs."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def _say(lines: Iterable[Text]) -> None:
    from tongket.translations import passing_over_broken

    with passing_over_broken():
        for line in lines:
            click.echo(line.in_(language()), err=True)
