"""`tongket publish`: put the site where readers are."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import JSON, print_json, say, shown
from tongket.cli.project_options import of_project, refuse_inputs
from tongket.cli.release import refuse_findings
from tongket.cli.reports import AS_RUN, ask, listener, options, refuse_stale
from tongket.command_line import quoted
from tongket.errors import UsageError
from tongket.model import LANGS
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tongket.publish.site.published import PublishedReview
    from tongket.publish.targets.target import Target
    from tongket.publish.targets.upload import Upload
    from tongket.run.output_folder import OutputFolder
    from tongket.run.plan.plan import ReviewPlan


@click.command()
@click.argument("target", required=False, default="")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--force", is_flag=True, help="Put every file again, also what did not change.")
@options(AS_RUN)
@LANG
@JSON
def publish(target: str, *, dry_run: bool, force: bool, as_json: bool, **as_run: Any) -> None:
    """Put the site at a TARGET: what changed alone, the index last.

    A folder, s3://bucket/path, sftp://host/path or git+ADDRESS#branch; by default that of tongket.toml. Refused while
    the data have findings, or pages are stale or failed. Releases that are there stay. Needs tongket[publish].
    """
    from tongket.publish.targets.upload import carry_out, planned
    from tongket.run.lock import hold
    from tongket.run.output_folder import OutputFolder

    output = OutputFolder(as_run["out"].absolute())
    target = _target(target, output.site)
    _refuse_no_site(output.site, as_run["out"])
    # No run changes what is on its way.
    with hold(output, listener(as_json=False)):
        reviews = _fresh(output, as_run)
        refuse_findings("publish", as_run["out"])
        files = _files(output, reviews, target)
        with _place(target, output, dry_run=dry_run) as place:
            upload = planned(files, place, force=force)
            if not dry_run:
                carry_out(upload, place)
    _say(upload, target, as_run["out"], dry_run=dry_run, as_json=as_json)


def _run(out: Path) -> str:
    return f"tongket run --out {quoted(str(shown(out)))}"


def _refuse_no_site(site: Path, out: Path) -> None:
    from tongket.run.output_folder import MANIFEST

    if not any(site.glob(f"*/*/{MANIFEST}")):
        words = Phrase(
            "{site}: expected a site, got none. Run first: {command}",
            site=shown(site), command=_run(out),
        )  # fmt: skip
        raise UsageError(words)


def _target(given: str, site: Path) -> str:
    """Where the site goes: what the command names, else what the project does.

    Raises:
        UsageError: neither does, or it is none, or within the site or what it is made from.
    """
    from tongket.project import SETTINGS, project_dir
    from tongket.publish.targets.git_branch import PREFIX
    from tongket.publish.targets.target import refuse_password, refuse_wrong, scheme_of

    target = given.strip() or of_project().target
    if not target:
        words = Phrase(
            "publish: expected a target, got none. Name one, as in {command}, or write {line} below [publish] into "
            "{file}.",
            command="tongket publish /srv/www/review", line='target = "/srv/www/review"', file=SETTINGS,
        )  # fmt: skip
        raise UsageError(words)
    if target.startswith(PREFIX):
        refuse_password(target.removeprefix(PREFIX), "GIT_ASKPASS")
        return target
    refuse_wrong(target)
    if scheme_of(target) != "file":
        return target
    # What the settings say is said of the project's folder; no shell reads it.
    named = os.path.expanduser(target.removeprefix("file://"))  # noqa: PTH111 - a user who is unknown is no defect
    folder = (site.cwd() if given.strip() else project_dir()) / named
    if folder.resolve().is_relative_to(site.resolve()):
        words = Phrase(
            "{folder}: expected a folder outside the site, got one in it. Name another.",
            folder=shown(folder),
        )
        raise UsageError(words)
    refuse_inputs(folder)
    return str(folder)


def _fresh(output: OutputFolder, as_run: dict[str, Any]) -> list[PublishedReview]:
    """The reviews of the site, each page of them as it would be made now, and what they share made now.

    Raises:
        UsageError: a page is not, or failed; all are named.
    """
    from tongket.data.registry.boundaries import boundaries_if_declared
    from tongket.data.settings import settings
    from tongket.data.store import load
    from tongket.project import data_dir, notebooks_dir
    from tongket.publish.site.published import reviews_in
    from tongket.publish.site.site import write_shared
    from tongket.run.review_pages import every_title

    store = load(data_dir())
    titles = every_title(notebooks_dir(), store)
    declared = partial(boundaries_if_declared, store.registry)
    organisation = settings(store.data_dir.parent).organisation
    reviews = reviews_in(output.site, declared, titles, organisation)
    refuse_stale("publish", _plans(output, reviews, as_run), _run(as_run["out"]))
    # What they share lies beside no manifest: somebody may have edited it, and a killed run left that of before.
    write_shared(output.site, store, titles, organisation)
    output.unlisted.unlink(missing_ok=True)
    return reviews


def _plans(
    output: OutputFolder, reviews: list[PublishedReview], as_run: dict[str, Any]
) -> Iterator[ReviewPlan]:
    """The plan of each review, of the pages, languages and documents that it has."""
    from tongket.run.plan.plan import make_plan

    for period in sorted({review.period for review in reviews}):
        here = {review.area: review for review in reviews if review.period == period}
        names = {"periods": [period], "areas": list(here), "langs": LANGS, "only": ()}
        request, _ = ask({**names, **as_run})
        alike = defaultdict(list)
        for each in request.reviews:
            review = here[each.area]
            pages = frozenset(page.name for page in review.pages)
            alike[review.langs, pages, _documents(output, review, request.documents)].append(each)
        for (langs, only, documents), group in alike.items():
            asked = replace(request, reviews=tuple(group), langs=langs)
            yield from make_plan(replace(asked, only=only, documents=documents))


def _documents(
    output: OutputFolder, review: PublishedReview, asked: tuple[str, ...]
) -> tuple[str, ...]:
    """The endings of the documents that lie beside a review, or shall."""
    from tongket.publish.document.formats import FORMATS
    from tongket.publish.site.published import file_name

    own = partial(file_name, review.area, review.period, review.langs[0])
    folder = output.site / review.folder
    return tuple(
        ending for ending in FORMATS if ending in asked or (folder / own(ending)).is_file()
    )


def _files(output: OutputFolder, reviews: list[PublishedReview], target: str) -> dict[str, Path]:
    """What goes there: the site, what is released of it, and what its server is to say of each file."""
    from tongket.data.releases import RECORD, RELEASES, read_releases
    from tongket.files import write
    from tongket.project import project_dir
    from tongket.publish.site.archive import site_files
    from tongket.publish.site.indexes import ARCHIVE
    from tongket.publish.targets.git_branch import NO_JEKYLL, PREFIX
    from tongket.publish.targets.headers import HEADERS, as_headers_file, as_nginx

    site, beside = output.site, output.out / "headers"
    write(beside / HEADERS, as_headers_file())
    write(beside / "nginx.conf", as_nginx())
    found = {
        path.relative_to(site).as_posix(): path
        for path in (*site_files(site, {review.folder for review in reviews}), site / ARCHIVE)
    }
    found[HEADERS] = beside / HEADERS
    if target.startswith(PREFIX):
        write(beside / NO_JEKYLL, "")
        found[NO_JEKYLL] = beside / NO_JEKYLL
    for record in read_releases(project_dir())[0]:
        for name in (RECORD, *record.files):
            found[f"{RELEASES}/{record.place}/{name}"] = record.folder / name
    return found


@contextmanager
def _place(target: str, output: OutputFolder, *, dry_run: bool) -> Iterator[Target]:
    from tongket.publish.targets.git_branch import PREFIX, branch
    from tongket.publish.targets.target import Target

    if target.startswith(PREFIX):
        with branch(target, output.running, push=not dry_run) as place:
            yield place
    else:
        place = Target(target)
        with nullcontext() if dry_run else place.alone():
            yield place


def _say(upload: Upload, target: str, out: Path, *, dry_run: bool, as_json: bool) -> None:
    site = of_project().organisation.release.site
    kept = len(upload.files) - len(upload.put)
    if as_json:
        print_json({
            "target": target, "dry_run": dry_run, "put": list(upload.put), "bytes": upload.size, "kept": kept,
            "removed": list(upload.removed), "address": site,
        })  # fmt: skip
        return
    said = language()
    if dry_run:
        for name in upload.put:
            click.echo(f"+ {name}")
        for name in upload.removed:
            click.echo(f"- {name}")
        say(
            "Nothing was done. Would go to {target}: {put} files, {size} bytes; {kept} are there as they are, "
            "{removed} would be removed.",
            said, target=target, put=len(upload.put), size=upload.size, kept=kept, removed=len(upload.removed),
        )  # fmt: skip
        return
    say(
        "Published at {target}: {put} files, {size} bytes; {kept} were there as they are, {removed} were removed.",
        said, target=target, put=len(upload.put), size=upload.size, kept=kept, removed=len(upload.removed),
    )  # fmt: skip
    if site:
        say("Readers find it at {address}", said, address=f"{site}/index.html")
    # S3 is told with each file, and who serves a branch reads no configuration of nginx.
    if not target.startswith(("s3://", "git+")):
        say(
            "What nginx is to say of each file: {path}",
            said,
            path=shown(out / "headers" / "nginx.conf"),
        )
