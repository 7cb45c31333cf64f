"""The data folder as a Frictionless data package: a description that other tools read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from tongket.data.corrections import REVISION_COLUMNS, REVISION_KEY, REVISIONS
from tongket.data.findings import Finding
from tongket.data.folder import DESCRIPTION, observation_files
from tongket.data.observations import COLUMNS, KEY, PREVIOUS, STATUSES
from tongket.data.organisation import LICENCES
from tongket.data.printed_values import DECIMALS
from tongket.data.registry.areas import AREA_COLUMNS
from tongket.data.registry.events import EVENT_COLUMNS
from tongket.data.settings import read_settings, settings
from tongket.data.store import read
from tongket.files import write
from tongket.model import LICENCE, UNNAMED, Measure, Qualifier
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tongket.data.store import Store
    from tongket.model import Lang, Organisation

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLE = Phrase("Figures of the science and technology sector of Vietnamese provinces")
LAST_YEAR = Phrase("Last year's printed figure, beside the empty cell")
TITLES = {
    "indicator": Phrase("Indicator, an id of indicators.toml"),
    "ref_area": Phrase("Reference area, a code of areas.csv"),
    "time_period": Phrase("Time period: YYYY, YYYY-MM, YYYY-MM-DD, A/B or ../B"),
    "measure": Phrase("What the value says of the indicator"),
    "as_printed": Phrase("The figure as the source prints it"),
    "qualifier": Phrase("How the source hedges the figure"),
    "obs_value": Phrase(
        "The value in the unit of measure; empty for a band and for a missing figure"
    ),
    "lower": Phrase("Lower end of a printed band"),
    "upper": Phrase("Upper end of a printed band"),
    "unit_measure": Phrase("Unit of measure, an id of indicators.toml"),
    "obs_status": Phrase("Observation status, SDMX CL_OBS_STATUS 2.2"),
    "source": Phrase("Source, an id of sources.toml; empty only where the figure is missing"),
    "locator": Phrase("Where in the source the figure is printed"),
    "comment": Phrase("What a reader must know; the reason where the figure is missing"),
}
# A resource has a name of small letters, digits, points, hyphens and underscores.
_NOT_IN_NAMES = re.compile(r"[^a-z0-9._-]+")
ALLOWED = {
    "measure": [str(measure) for measure in Measure],
    "qualifier": [str(qualifier) for qualifier in Qualifier],
    "obs_status": list(STATUSES),
}


def package_language(languages: Sequence[Lang]) -> Lang:
    """The language of a description: English, as programs elsewhere expect, where pages are made in it too."""
    return "en" if "en" in languages else languages[0]


def out_of_date(store: Store) -> list[Finding]:
    """A notice where `datapackage.json` is not there, or does not describe the data as they are."""
    path = store.data_dir / DESCRIPTION
    now = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    right = describe(store)
    if now == right:
        return []
    pairs = enumerate(zip_longest(now.splitlines(), right.splitlines(), fillvalue=""), start=1)
    row, got = next(((row, got) for row, (got, wanted) in pairs if got != wanted), (0, ""))
    expected = Phrase("a description of the data as they are")
    remedy = Phrase("Run `{command}`.", command="tongket datapackage")
    found = Finding(
        DESCRIPTION, row if now else 0, "", got.strip(), expected, remedy, "out-of-date"
    )
    return [found]


def bring_up_to_date(folder: Path) -> Path | None:
    """Describe data that hold as they are now; the file where it changed, None where it did not or they do not hold."""
    store, findings = read(folder)
    path = folder / DESCRIPTION
    # What does not hold is a finding of `check`, and nothing is described by it.
    if store is None or findings or read_settings(folder.parent)[1]:
        return None
    return path if write(path, describe(store)) else None


def describe(store: Store) -> str:
    """The text of `datapackage.json`, the same for the same data: no time, no machine.

    Raises:
        DataError: the settings of the project, which say who publishes, do not hold.
    """
    held = settings(store.data_dir.parent)
    lang = package_language(held.languages)
    package = {
        "$schema": SCHEMA,
        "name": "tongket",
        "title": TITLE.in_(lang),
        **_given_by(held.organisation),
        "sources": [_origin(store, name, lang) for name in sorted(store.registry.sources)],
        "resources": [
            _table("areas", "areas.csv", AREA_COLUMNS),
            _table("events", "events.csv", EVENT_COLUMNS),
            *_revisions(store),
            *(_observations(path, lang) for path in observation_files(store.data_dir)),
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def describe_observations(
    store: Store,
    name: str,
    title: str,
    path: str,
    sources: Iterable[str],
    lang: Lang,
    organisation: Organisation = UNNAMED,
    own: Iterable[str] = (),
) -> str:
    """The text of a `datapackage.json` for one file of observations and the files of one's own beside it.

    Args:
        store: where the sources are described.
        name: the package's name, in small letters, digits and hyphens.
        title: what readers call it.
        path: the file, beside the description.
        sources: the sources that its rows name.
        lang: the language of its words.
        organisation: who publishes it.
        own: these files.
    """
    package = {
        "$schema": SCHEMA,
        "name": name,
        "title": title,
        **_given_by(organisation),
        "sources": [_origin(store, source, lang) for source in sorted(filter(None, sources))],
        "resources": [
            _resource("observations", path, _schema(COLUMNS, lang)),
            *({"name": _NOT_IN_NAMES.sub("-", file.lower()), "path": file} for file in own),
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _given_by(organisation: Organisation) -> dict[str, Any]:
    """Licence and publisher, as the standard has them."""
    organisation = replace(organisation, licence=organisation.licence or LICENCE)
    code, name = organisation.licence, organisation.name
    known = LICENCES.get(code)
    licence = {
        "name": code,
        **({"title": known} if known else {"path": organisation.licence_address}),
    }
    kind = "email" if organisation.address.startswith("mailto:") else "path"
    publisher = {
        "title": " · ".join(dict.fromkeys(filter(None, (name.vi, name.en)))),
        kind: organisation.contact,
    }
    given = {key: value for key, value in publisher.items() if value}
    contributors = {"contributors": [{**given, "roles": ["publisher"]}]} if given else {}
    return {"licenses": [licence], **contributors}


def _origin(store: Store, name: str, lang: Lang) -> dict[str, Any]:
    source = store.registry.sources[name]
    # A report that is not on the web has no path, which the standard allows.
    return {
        "name": name,
        "title": source.title,
        **({"path": source.url} if source.url else {}),
        "producer": source.publisher.vi,
        "date_published": source.published.text,
        "kind": source.kind,
        "citation": store.registry.cite(name, lang),
    }


def _table(
    name: str, path: str, columns: tuple[str, ...], key: tuple[str, ...] = ()
) -> dict[str, Any]:
    fields = [{"name": column, "type": "string"} for column in columns]
    return _resource(name, path, {"fields": fields, "primaryKey": list(key or columns[:1])})


def _revisions(store: Store) -> list[dict[str, Any]]:
    """The table of corrections, where there is one."""
    is_there = (store.data_dir / REVISIONS).is_file()
    return [_table("revisions", REVISIONS, REVISION_COLUMNS, REVISION_KEY)] if is_there else []


def _observations(path: Path, lang: Lang) -> dict[str, Any]:
    with path.open(encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    known = [name for name in header if name in COLUMNS or name == PREVIOUS]
    return _resource(path.stem.lower(), f"observations/{path.name}", _schema(known, lang))


def _schema(columns: Iterable[str], lang: Lang) -> dict[str, Any]:
    return {"fields": [_field(name, lang) for name in columns], "primaryKey": list(KEY)}


def _field(name: str, lang: Lang) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "number" if name in DECIMALS else "string"}
    field["title"] = TITLES.get(name, LAST_YEAR).in_(lang)
    if name in ALLOWED:
        field["constraints"] = {"enum": ALLOWED[name]}
    return field


def _resource(name: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "type": "table",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {**schema, "missingValues": [""]},
    }
