"""The data dictionary: every indicator with its unit, direction, code and base, and the codes of the data files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.data.code_meanings import MEASURES, STATUSES
from tongket.files import write
from tongket.model import LANGS, UNNAMED
from tongket.numerals import QUALIFIERS
from tongket.numerals.collation import alphabetical
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.data.store import Store
    from tongket.model import Domain, Indicator, Lang, Organisation

PAGE = "dictionary.html"


@dataclass(frozen=True)
class Word:
    """An indicator in the dictionary, in one language; parts that it does not have are empty."""

    id: str
    name: str
    definition: str
    unit: str
    direction: str
    official_code: str
    base: str


def write_dictionary(
    site_dir: Path,
    store: Store,
    organisation: Organisation = UNNAMED,
    langs: Sequence[Lang] = LANGS,
) -> Path:
    """Write `dictionary.html` from the registries, in each language; of the status codes those that the data use.

    Raises:
        OSError: the folder cannot be written.
    """
    registry = store.registry
    used = {row.status for row in store.observations}
    codes = {
        "measure": [(str(code), text) for code, text in MEASURES.items()],
        "qualifier": [(str(code), text) for code, text in QUALIFIERS.items()],
        "obs_status": [(code, text) for code, text in STATUSES.items() if code in used],
    }
    domains = sorted(registry.domains.values(), key=lambda domain: domain.order)
    words = {lang: [(d, _words(registry, d, lang)) for d in domains] for lang in langs}
    path = site_dir / PAGE
    values = {"entries": words, "codes": codes}
    write(path, render("dictionary.html.j2", langs, organisation, at=PAGE, **values))
    return path


def _words(registry: Registry, domain: Domain, lang: Lang) -> list[Word]:
    own = [_word(registry, i, lang) for i in registry.indicators.values() if i.domain == domain.id]
    return sorted(own, key=lambda word: alphabetical(word.name, lang))


def _word(registry: Registry, indicator: Indicator, lang: Lang) -> Word:
    base = registry.indicators.get(indicator.base)
    return Word(
        indicator.id,
        indicator.name.in_(lang),
        indicator.definition.in_(lang),
        registry.units[indicator.unit].name.in_(lang),
        indicator.direction,
        indicator.official_code,
        base.name.in_(lang) if base else "",
    )
