"""The audit: can printed figures all be true at once, and which numbers do they imply?

It works on plain objects and needs no data folder:

>>> from tongket.audit import Statements, audit
>>> given = Statements()
>>> launched, plan = given.quantity("launched"), given.quantity("plan")
>>> _ = given.state(launched, "27")
>>> _ = given.state(launched.percent_of(plan), "140%", weight=1)
>>> _ = given.state(launched.percent_above(plan), "50%")
>>> (found,) = audit(given)
>>> found.status, [conflict.ids for conflict in found.conflicts]
('conflict', [('launched: 27', 'launched % of plan: 140%'), ('launched % of plan: 140%', 'launched % above plan: 50%')])
>>> found.give_up, found.repair.as_printed
((('launched % of plan: 140%',),), '150%')
"""

from tongket.audit.auditor import ContradictoryDefinitions, audit
from tongket.audit.explanations import Explanation, explain
from tongket.audit.readings import DEFAULT, LADDER, MEANINGS, Reading
from tongket.audit.results import AuditedSet, Conflict, Repair, Wording
from tongket.audit.solver import Budget, Range
from tongket.audit.statements import (
    Assumption,
    Definition,
    Quantity,
    Statement,
    Statements,
    Subject,
)

__all__ = [
    "DEFAULT",
    "LADDER",
    "MEANINGS",
    "Assumption",
    "AuditedSet",
    "Budget",
    "Conflict",
    "ContradictoryDefinitions",
    "Definition",
    "Explanation",
    "Quantity",
    "Range",
    "Reading",
    "Repair",
    "Statement",
    "Statements",
    "Subject",
    "Wording",
    "audit",
    "explain",
]
