"""The audit of any table of printed figures: a CSV file and a file of rules, without a project or a registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongket.audit.auditor import ContradictoryDefinitions, audit
from tongket.audit.figure_table import Columns, read_table
from tongket.audit.readings import DEFAULT, Reading
from tongket.audit.report import AuditedSets, is_tied
from tongket.audit.statements import Statements
from tongket.audit.table_rules import NotChecked, read_table_rules
from tongket.audit.table_statements import statements_of_table, untied
from tongket.errors import DataError, listed

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.model import Lang


@dataclass(frozen=True, kw_only=True)
class TableReport(AuditedSets):
    """Everything that an audit of one table found.

    Args:
        file: the table.
        untied: the ids of the figures that no rule names.
        not_checked: the rules of which some figures have no value.
    """

    file: str
    untied: tuple[str, ...]
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def about(self) -> str:
        """The name of the file."""
        return self.file

    def as_json(self) -> dict[str, Any]:
        """The report as plain data; `as_printed` exactly as in the table."""
        left = [
            {"rule": each.rule.label, "row": each.rule.row, "missing": list(each.missing)}
            for each in self.not_checked
        ]
        found = super().as_json()
        return {"file": self.file, **found, "untied": list(self.untied), "not_checked": left}


def audit_table(
    table: Path, rules: Path, columns: Columns, notation: str = "en", reading: Reading = DEFAULT,
    lang: Lang = "en",
) -> TableReport:  # fmt: skip
    """Audit the figures of one table by the rules of one file.

    Args:
        table: a CSV file, a row a figure.
        rules: a TOML file: docs/auditing-any-table.md.
        columns: what the columns of the table are called.
        notation: `en` (4,298.5) or `vi` (4.298,5).
        reading: how printings are read.
        lang: the language of what is refused.

    Raises:
        DataError: table or rules do not hold; all findings travel with it.
    """
    findings: list[Finding] = []
    read = read_table(table, columns, notation, findings)
    known, left = read_table_rules(rules, findings).without(read.empty)
    given = Statements() if findings else statements_of_table(read, known, findings)
    if findings:
        raise DataError(listed(each.line(lang) for each in findings), findings)
    try:
        found = audit(given, reading)
    except ContradictoryDefinitions as error:
        raise DataError(f"{rules.name}: {error}") from error
    tied = tuple(part for part in found if is_tied(part))
    return TableReport(
        file=table.name, reading=reading, sets=tied, figures=len(read.figures),
        untied=tuple(untied(read.figures, known)), not_checked=left,
    )  # fmt: skip
