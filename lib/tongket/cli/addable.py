"""What `tongket add` can add: tables of the registry and kinds of rules, what each means and what is asked of it."""

from __future__ import annotations

from typing import Any

from tongket.data.registry import entries as shapes
from tongket.translations import message

TABLES: dict[str, type[Any]] = {
    "unit": shapes.UnitEntry, "domain": shapes.DomainEntry, "indicator": shapes.IndicatorEntry,
    "source": shapes.SourceEntry, "area": shapes.AreaEntry,
}  # fmt: skip
RULES: dict[str, type[Any]] = {
    "balance": shapes.BalanceEntry, "ratio": shapes.RatioEntry, "bound": shapes.BoundEntry,
    "fraction": shapes.FractionEntry, "growth": shapes.GrowthEntry, "index": shapes.IndexEntry,
    "flow": shapes.FlowEntry, "areas": shapes.AreasEntry, "order": shapes.OrderEntry,
    "plausibility": shapes.PlausibilityEntry,
}  # fmt: skip
# What has no id: it is known by the figure that it is of, and by its day.
WITHOUT_ID: dict[str, type[Any]] = {"revision": shapes.RevisionEntry}
# What the help says of each; every table is added to by its id.
BY_ID = message("Add it by its ID.")
MEANINGS = {
    "indicator": message(
        "Add it by its ID, domain.name. Without --whole what is counted is whole, all else is not."
    ),
    "revision": message(
        "A figure that was released and then corrected, where no later source says it anew: what it said then. The "
        "figure as it is now stands in the observations."
    ),
    "balance": message("The parts make the total, which is a figure or, as with shares, a number."),
    "ratio": message("Part divided by whole gives the share; a part that is not named is hidden."),
    "bound": message("The lesser, together where they are several, are not above the greater."),
    "fraction": message("A printed fraction gives the share."),
    "growth": message(
        "How far a figure is above the year before, or above that of the year --since."
    ),
    "index": message("The index is the figure in percent of what it was in the base year."),
    "flow": message("What adds up over time, so that quarters make the year."),
    "areas": message(
        "What adds up over the provinces of a country or a region. They make the total where areas.csv lists all of "
        "them, which --complete says; otherwise they are not above it."
    ),
    "order": message("None of the figures is above the next one."),
    "plausibility": message("Worth asking about where part per whole is outside its range."),
}
# What each key is, where it is asked for and in the help; of one kind of entry alone as `kind.key`.
QUESTIONS = {
    "name_vi": message("Name, in Vietnamese"),
    "name_en": message("Name, in English"),
    "definition_vi": message("Definition, in Vietnamese"),
    "definition_en": message("Definition, in English"),
    "unit": message("Unit"),
    "title": message("Title as printed"),
    "title_en": message("Title in English"),
    "publisher": message("Publisher"),
    "publisher_en": message("Publisher, in English"),
    "url": message("Web address"),
    "published": message("Published: 2026-01-31, 2026-01 or 2026"),
    "language": message("Language: vi, en …"),
    "notation": message("How it writes numbers"),
    "order": message("Place among the domains, a number"),
    "kind": message("Kind"),
    "total": message("The total: an indicator, or a number such as 100"),
    "parts": message("Its parts: indicators"),
    "whole": message("The whole: an indicator"),
    "part": message("The part: an indicator"),
    "share": message("The share that is stated: an indicator"),
    "lesser": message("What is not above: an indicator, or several"),
    "greater": message("What it is not above: an indicator"),
    "fraction": message("What is printed as n/N: an indicator"),
    "of": message("The figure: an indicator"),
    "growth": message("How far it is above the year before: an indicator"),
    "index": message("Its index: an indicator"),
    "base": message("The year that is 100"),
    "indicators": message("Of which indicators"),
    "ascending": message("From the least to the greatest: indicators"),
    "ask_vi": message("What to ask, in Vietnamese"),
    "ask_en": message("What to ask, in English"),
    "assumes": message("The assumption that it rests on"),
    "since": message("The year that it is compared with; without it the year before"),
    "complete": message("Whether areas.csv lists all members of the area"),
    "least": message("The least that raises no question"),
    "most": message("The most that raises no question"),
    "name_en_plural": message("Name of several, in English"),
    "per": message("The number of units that a density counts for, such as 10000"),
    "direction": message("Better when"),
    "indicator.whole": message("Counted in whole numbers"),
    "headlines": message("Which of its indicators the overview shows first"),
    "aliases": message("What sources call it besides"),
    "official_code": message("Official code"),
    "indicator.base": message(
        "The whole that a share, or the set that a rank refers to: an indicator"
    ),
    "ref_area": message("The area that its figures are of, whatever the place under review"),
    "min": message("The least value that is possible at all"),
    "max": message("The greatest value that is possible at all"),
    "place": message("The lasting code of the place, where it differs from the ID"),
    "region": message("The area that it is in or reports to: its code"),
    "valid_from": message("First day of its boundaries: 2025-07-01"),
    "valid_to": message("Last day of its boundaries: 2025-06-30"),
    "successor": message("What it became part of: the code of an area"),
    "revises": message("The source that it is a later edition of, or corrects: its id"),
    "source.reason_vi": message("Why it was revised, in Vietnamese"),
    "source.reason_en": message("Why it was revised, in English"),
    "indicator": message("The figure: an indicator"),
    "revision.ref_area": message("The area that it is of: its code"),
    "time_period": message("The period that it is of: 2025, 2025-01 or 2025-01/2025-06"),
    "measure": message("What it says of the indicator: actual, target …"),
    "released": message("The day on which it was released as it was then: 2026-01-14"),
    "as_printed": message("The figure as it was released, letter by letter"),
    "revised": message("The day on which it was corrected: 2026-02-03"),
    "reason_vi": message("Why it was corrected, in Vietnamese"),
    "reason_en": message("Why it was corrected, in English"),
    "note_vi": message("Note, in Vietnamese"),
    "note_en": message("Note, in English"),
}
# Days that are today's where nobody is asked and nothing is given.
TODAY = frozenset({"revised"})
# What is asked although it may wait.
PLURAL = "name_en_plural"
ASKED_TOO = ("definition_vi", "definition_en")
MAY_WAIT = message("{question} (may stay empty)")
EXAMPLES = {
    "units": "rice_varieties", "domains": "agriculture", "indicators": "ip.titles_granted",
    "sources": "dost-tv-2022", "areas": "VN-51-01",
}  # fmt: skip
