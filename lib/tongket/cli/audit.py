"""`tongket audit`: can the printed figures all be true at once?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from tongket.cli.answer_language import LANG
from tongket.cli.answer_language import language as language_of
from tongket.cli.output import JSON, print_json, say
from tongket.cli.own_data import say_whose
from tongket.cli.project_options import AREA, PERIOD
from tongket.errors import AuditFailure, UsageError
from tongket.translations import message

if TYPE_CHECKING:
    from tongket.audit.report import AuditedSets, AuditReport
    from tongket.audit.results import AuditedSet
    from tongket.data.store import Store
    from tongket.model import Lang, TimePeriod

READINGS = (
    "half_up", "rounded", "truncated", "rounded_or_truncated", "any_direction", "trailing_zeros",
)  # fmt: skip


@click.command()
@click.argument("table", required=False, type=click.Path(path_type=Path))
@PERIOD
@AREA
@click.option(
    "--rules", type=click.Path(path_type=Path), help="TABLE alone: what must hold, in TOML."
)
@click.option(
    "--id", "id_column", metavar="COLUMN", default="id", help="TABLE alone: ids of figures."
)
@click.option("--value", metavar="COLUMN", default="value", help="TABLE alone: figures as printed.")
@click.option("--unit", metavar="COLUMN", default="unit", help="TABLE alone: their units.")
@click.option(
    "--qualifier", metavar="COLUMN", default="qualifier", help="TABLE alone: about, more_than …"
)
@click.option(
    "--name", metavar="COLUMN", default="name", help="TABLE alone: what readers call them."
)
@click.option(
    "--notation",
    type=click.Choice(["en", "vi"]),
    default="en",
    help="TABLE alone: 4,298.5 (en, the default) or 4.298,5 (vi).",
)
@click.option(
    "--text", "draft", type=click.Path(path_type=Path), metavar="REPORT",
    help="Audit what a draft prints (DOCX, ODT, PDF, HTML, text), before anything is stored.",
)  # fmt: skip
@click.option(
    "--reading",
    type=click.Choice(READINGS),
    default="rounded",
    show_default=True,
    help="How printed numbers are taken to have been shortened.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["conflict", "warning"]),
    help="Leave with exit code 6 where something is as severe as this.",
)
@LANG
@JSON
@click.pass_context
def audit(
    context: click.Context, /, *, table: Path | None, period: TimePeriod, area: str,
    draft: Path | None, reading: str, fail_on: str | None, as_json: bool, **of_table: Any,
) -> None:  # fmt: skip
    """Audit the figures of a period, a draft or a TABLE.

    It says which of them cannot all be true and what to doubt first, which numbers follow from them and are
    not printed, and what is worth asking. A TABLE needs --rules, and no project: docs/auditing-any-table.md. Neither
    does --text, which asks of a draft what its own sentences and tables tie: docs/extracting.md.
    """
    language = language_of()
    _refuse_what_is_not_read(context, "text" if draft else "table" if table else "review")
    store = None
    if draft is not None:
        report: AuditedSets = _of_text(draft, reading)
    elif table is None:
        store = _store()
        report = _of_review(store, period, area, reading)
    else:
        report = _of_table(table, of_table, reading, language)
    if as_json:
        print_json(report.as_json())
    elif not report.figures and draft:
        say(
            "{about}: no printed figure was found, nothing was audited.",
            language,
            about=report.about,
        )
    elif not report.figures:
        say(
            "{about}: no figure is on record, nothing was audited. `tongket list` names the periods with figures.",
            language, about=report.about,
        )  # fmt: skip
    else:
        _print(report, language)
    if store is not None and not as_json:
        _say_members(store, period, area, language)
    if fail_on and report.fails(fail_on):
        _fail(report, fail_on)


# What each of the audits alone reads, and so what the others do not.
OF_A_TABLE = ("rules", "id_column", "value", "unit", "qualifier", "name", "notation")
OF_A_REVIEW = ("period", "area")
_NOT_READ = {
    "table": OF_A_REVIEW, "review": OF_A_TABLE, "text": ("table", *OF_A_REVIEW, *OF_A_TABLE),
}  # fmt: skip
_LEAVE_OUT = {
    "table": message(
        "audit: expected no {options} beside a table, which has no period and area. Leave out what is named."
    ),
    "review": message(
        "audit: expected a table beside {options}, got none. Name its CSV file before the options."
    ),
    "text": message(
        "audit: expected no {options} beside --text, which audits a draft by itself. Leave out what is named."
    ),
}


def _refuse_what_is_not_read(context: click.Context, of: str) -> None:
    """Refuse what would change nothing: whoever gives it expects that it does."""
    from tongket.translations import Phrase

    given = [
        parameter.opts[0]
        for parameter in context.command.params
        if parameter.name in _NOT_READ[of]
        and context.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE
    ]
    if given:
        raise UsageError(Phrase(_LEAVE_OUT[of], options=", ".join(given)))


def _store() -> Store:
    from tongket.data.store import load
    from tongket.project import data_dir

    say_whose()
    return load(data_dir())


def _of_review(store: Store, period: TimePeriod, area: str, reading: str) -> AuditedSets:
    from tongket.audit.readings import Reading
    from tongket.audit.report import audit_review

    return audit_review(store, area, period, Reading(reading))


def _say_members(store: Store, period: TimePeriod, area: str, lang: Lang) -> None:
    """Where a place has member areas with figures, that each of these is audited by itself."""
    from tongket.run.review_pages import member_codes

    place = store.registry.area(area).place
    members = member_codes(store.registry, place, period)
    within = {r.ref_area for r in store.observations if period.holds(r.time_period)}
    if found := [code for code in store.registry.areas if code in members & within]:
        say(
            "Figures of member areas are no figures of the place: each area is audited by itself, as with {command} "
            "(areas with figures: {number}).",
            lang, command=f"tongket audit --area {found[0]}", number=len(found),
        )  # fmt: skip


def _of_table(table: Path, columns: dict[str, Any], reading: str, lang: Lang) -> AuditedSets:
    from tongket.audit.figure_table import Columns
    from tongket.audit.readings import Reading
    from tongket.audit.table_report import audit_table
    from tongket.translations import Phrase

    rules = columns.pop("rules")
    if rules is None:
        words = Phrase(
            "audit: expected --rules beside {table}, got none. Write what must hold: docs/auditing-any-table.md.",
            table=table,
        )
        raise UsageError(words)
    notation = columns.pop("notation")
    named = Columns(columns.pop("id_column"), **columns)
    return audit_table(table, rules, named, notation, Reading(reading), lang)


def _of_text(draft: Path, reading: str) -> AuditedSets:
    from tongket.audit.of_text import audit_text
    from tongket.audit.readings import Reading
    from tongket.documents import read
    from tongket.extract.extraction import extract, notation_of

    document = read(draft)
    notation = notation_of(document.text)
    return audit_text(document, extract(document).figures, draft.name, notation, Reading(reading))


def _fail(report: AuditedSets, level: str) -> NoReturn:
    from tongket.data.findings import counted
    from tongket.translations import Phrase

    words = Phrase(
        "{about}: expected nothing as severe as “{level}”, got {findings}; sets whose audit was not finished: "
        "{unfinished}.",
        about=report.about, level=level, findings=counted(len(report.findings)),
        unfinished=len(report.unfinished),
    )  # fmt: skip
    raise AuditFailure(words)


def say_in_short(report: AuditedSets, lang: Lang) -> None:
    """Print what an audit found, a line each, and how many sets agree."""
    for part in report.findings:
        click.echo(_headline(report, part, lang))
    _print_sets(report, lang)


def _headline(report: AuditedSets, part: AuditedSet, lang: Lang) -> str:
    from tongket.translations import translate

    titles = {
        "conflict": message("CONFLICT"),
        "warning": message("WARNING"),
        "note": message("NOTE"),
    }
    asked = message("QUESTION") if report.quotes(part) else titles[part.severity or "note"]
    return f"{translate(asked, lang)}: {report.explain(part).headline.in_(lang)}"


def _print(report: AuditedSets, lang: Lang) -> None:
    from tongket.audit.report import AuditReport

    for part in report.findings:
        click.echo(_headline(report, part, lang))
        for text in (*report.quotes(part), *report.explain(part).paragraphs()[1:]):
            click.echo(f"    {text.in_(lang)}")
        click.echo()
    if isinstance(report, AuditReport):
        _print_questions(report, lang)
    _print_rounded(report, lang)
    _print_unfinished(report, lang)
    _print_implied(report, lang)
    if isinstance(report, AuditReport):
        _print_untied(report, lang)
    _print_sets(report, lang)
    if not isinstance(report, AuditReport):
        _print_ids(report, lang)


def _print_ids(report: AuditedSets, lang: Lang) -> None:
    # What reads tables is loaded for tables alone.
    from tongket.audit.table_report import TableReport

    if not isinstance(report, TableReport):
        return
    for each in report.not_checked:
        say(
            "NOT CHECKED: {rule} (row {row}) has no value for {ids}.",
            lang, rule=each.rule.label, row=each.rule.row, ids=", ".join(each.missing),
        )  # fmt: skip
    if report.untied:
        say("Tied by no rule: {ids}.", lang, ids=", ".join(report.untied))


def _print_rounded(report: AuditedSets, lang: Lang) -> None:
    from tongket.audit.sums import by_rounding
    from tongket.translations import translate

    for part in report.agreements:
        for text in by_rounding(part):
            click.echo(f"{translate('NOTE', lang)}: {text.in_(lang)}\n")


def _print_untied(report: AuditReport, lang: Lang) -> None:
    from tongket.numerals.formats import quoted_print
    from tongket.translations import translate

    if report.untied:
        click.echo(translate("NOT CHECKED", lang))
    lines = []
    for each in report.untied:
        name = report.names[each.row.indicator].in_(lang)
        printed = quoted_print(each.row.as_printed, each.row.qualifier, lang)
        lines.append(f"    {name} {printed}: {each.why.in_(lang)}")
    # A figure that is printed in two places is named once.
    for line in dict.fromkeys(lines):
        click.echo(line)
    if report.untied:
        click.echo()


def _print_questions(report: AuditReport, lang: Lang) -> None:
    from tongket.translations import translate

    for question in report.questions:
        indicators = dict.fromkeys(row.indicator for row in question.rows)
        names = "; ".join(report.names[name].in_(lang) for name in indicators)
        asked = translate("QUESTION", lang)
        click.echo(f"{asked}: {names}\n    {question.text.in_(lang)}\n")


def _print_sets(report: AuditedSets, lang: Lang) -> None:
    from tongket.translations import translate

    # One at least is in a set of which none was worked out.
    made, found = len(report.sets), sum(len(part.conflicts) or 1 for part in report.findings)
    sets = message("1 set") if made == 1 else message("{number} sets")
    conflicts = message("1 conflict") if found == 1 else message("{number} conflicts")
    words = translate(
        "{sets} of related figures: {agree} agree, {off} do not ({conflicts}), {undecided} undecided.",
        lang,
    )
    click.echo(
        words.format(
            sets=translate(sets, lang).format(number=made),
            agree=len(report.agreements),
            off=sum(part.status == "conflict" for part in report.sets),
            conflicts=translate(conflicts, lang).format(number=found),
            undecided=sum(part.status == "undecided" for part in report.sets),
        )
    )


def _print_unfinished(report: AuditedSets, lang: Lang) -> None:
    from tongket.translations import translate

    ended, known = message("UNDECIDED"), message("NOT FINISHED")
    says = {
        "undecided": message(
            "complete: no. The limit of work ended the audit before it was known whether these figures agree."
        ),
        "conflict": message(
            "complete: no. These figures do not agree; the limit of work ended the search for further "
            "contradictions and for what to doubt first."
        ),
        "doubted": message(
            "complete: no. These figures do not agree; the limit of work ended the search for further "
            "contradictions."
        ),
        "agrees": message(
            "complete: no. These figures agree; the ranges of some values may be narrower than is shown."
        ),
    }
    for part in report.sets:
        if not part.complete:
            names = "; ".join(dict.fromkeys(q.name.in_(lang) for q in part.quantities))
            title = translate(ended if part.status == "undecided" else known, lang)
            said = says["doubted" if part.ways_out else part.status]
            click.echo(f"{title}: {names}\n    {translate(said, lang)}\n")


def _print_implied(report: AuditedSets, lang: Lang) -> None:
    from tongket.audit.phrases import amount, amounts, ends_shown
    from tongket.translations import translate

    lines = []
    for part in report.agreements:
        names = {quantity.id: quantity for quantity in part.quantities}
        for name, found in part.implied.items():
            if not names[name].hidden or (found.lower is None or found.upper is None):
                continue
            unit = names[name].unit
            if found.values is not None and len(found.values) <= 10:
                text = amounts(found.values, unit, lang)
            elif found.lower == found.upper:
                text = amount(found.lower, unit, lang)
            else:
                text = " – ".join(ends_shown(found.lower, found.upper, unit, lang))
            lines.append(f"    {names[name].name.in_(lang)}: {text}")
    if lines:
        click.echo(translate("IMPLIED VALUES", lang))
        click.echo("\n".join(lines) + "\n")
