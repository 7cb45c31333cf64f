"""What would resolve a conflict, in words: another sense, a looser reading, the only edit that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.audit.readings import MEANINGS
from tongket.audit.wording import both, number
from tongket.model import Text

if TYPE_CHECKING:
    from tongket.audit.results import AuditedSet, Conflict, Repair, Wording

SENSES = {
    "more_than": Text(
        "Nếu “vượt {}” nghĩa là vượt hơn mức đó thì không còn mâu thuẫn.",
        "If “{} above” means more than that, the conflict is gone.",
    ),
    "at_least": Text(
        "Nếu “vượt {}” nghĩa là vượt ít nhất mức đó thì không còn mâu thuẫn.",
        "If “{} above” means at least that, the conflict is gone.",
    ),
    "of_plan": Text(
        "Nếu “vượt {}” nghĩa là đạt quá {} kế hoạch thì không còn mâu thuẫn.",
        "If “{} above” means that {} of the plan was passed, the conflict is gone.",
    ),
}


def ways_out(conflict: Conflict, found: AuditedSet) -> tuple[Text, ...]:
    """Everything that would resolve one conflict of an audited set, one sentence each."""
    told = [_other_sense(wording) for wording in _widest(conflict.wordings)]
    if conflict.resolved_at is not None:
        meaning = MEANINGS[conflict.resolved_at]
        told.append(
            Text(
                f"Cách đọc rộng hơn giải được mâu thuẫn: {meaning.vi}.",
                f"A looser reading resolves it: {meaning.en}.",
            )
        )
    repair = found.repair
    if repair is not None and repair.statement.id in conflict.ids:
        told.append(_only_edit(repair))
    return tuple(told)


def _other_sense(wording: Wording) -> Text:
    text = wording.statement.as_printed
    return both(lambda lang: SENSES[wording.sense].in_(lang).format(text, text))


def _widest(wordings: tuple[Wording, ...]) -> list[Wording]:
    """The senses worth telling: *at least* says what *more than* says, and more."""
    wide = {w.statement.id for w in wordings if w.sense == "at_least"}
    return [w for w in wordings if w.sense != "more_than" or w.statement.id not in wide]


def _only_edit(repair: Repair) -> Text:
    base = repair.statement.subject.base
    plan = repair.witness.get(base)
    fits = Text("", "")
    if plan is not None:
        fits = both(
            lambda lang: (
                Text(" (khi đó kế hoạch là {})", " (the plan would be {})")
                .in_(lang)
                .format(number(plan, lang))
            )
        )
    if base and ":target" not in base:
        fits = Text("", "")
    old, new = repair.statement.as_printed, repair.as_printed
    return Text(
        f"Chỉ có một cách sửa một ký tự làm mọi số liệu khớp: “{new}” thay cho “{old}”{fits.vi}.",
        f"Only one edit of a single character fits all figures: “{new}” in place of “{old}”{fits.en}.",
    )
