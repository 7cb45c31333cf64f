"""The registry of a project of one's own: few keys are required, texts in the languages of its pages, aliases, districts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tongket.audit.from_data import statements_of
from tongket.data.notices import notices
from tongket.data.observations import COLUMNS
from tongket.data.registry import read_registry
from tongket.data.store import read
from tongket.model import TimePeriod

if TYPE_CHECKING:
    from tongket.data.registry import Registry

OCOP = """[indicators."research.ocop"]
name_vi = "Sản phẩm xếp hạng sao"
name_en = "Products with stars"
unit = "products"
"""
AREAS = "ref_area,place,name_vi,name_en,kind,region,valid_from,valid_to,successor,note_vi,note_en\n"
SHARED = Path(__file__).parents[3] / "data"
RATIO = '[[ratio]]\npart = "capacity.professors"\nwhole = "capacity.staff"\nshare = "capacity.professors_share"\n'


def project(folder: Path, languages: str = '["vi", "en"]', **files: str) -> Path:
    """The data folder of a new project with these files: `indicators=…` is its indicators.toml."""
    (folder / "tongket.toml").write_text(f"[review]\nlanguages = {languages}\n", "utf-8")
    data = folder / "data"
    (data / "observations").mkdir(parents=True)
    for name, text in files.items():
        (data / f"{name}.{'csv' if name == 'areas' else 'toml'}").write_text(text, "utf-8")
    return data


def held(data: Path) -> Registry:
    registry, findings = read_registry(data)
    assert [finding.line() for finding in findings] == []
    assert registry is not None
    return registry


def lines(data: Path) -> list[str]:
    return [finding.line() for finding in read_registry(data)[1]]


def test_an_indicator_needs_a_name_and_a_unit(tmp_path: Path) -> None:
    indicator = held(project(tmp_path, indicators=OCOP)).indicators["research.ocop"]
    assert (indicator.domain, indicator.direction, indicator.whole) == ("research", "neutral", True)
    assert indicator.definition.en == "No definition has been written yet."
    assert indicator.definition.vi == "Chưa có định nghĩa."


@pytest.mark.parametrize(
    ("unit", "whole"), [("products", True), ("rank", True), ("percent", False), ("VND", False)]
)
def test_what_is_counted_is_whole_where_nothing_else_is_said(
    unit: str, whole: bool, tmp_path: Path
) -> None:
    data = project(tmp_path, indicators=OCOP.replace('"products"', f'"{unit}"'))
    assert held(data).indicators["research.ocop"].whole is whole


def test_a_missing_definition_is_a_notice_at_its_indicator_and_no_finding(tmp_path: Path) -> None:
    data = project(tmp_path, indicators=OCOP)
    row = "research.ocop,VN-51,2022,actual,133,exact,133,,,products,M,,,"
    text = f"{','.join(COLUMNS)}\n{row.replace('133', '')}Not counted.\n"
    (data / "observations" / "a.csv").write_text(text, "utf-8")
    store, findings = read(data)
    assert store is not None
    assert findings == []
    (notice,) = (each for each in notices(store) if each.code == "no-definition")
    assert notice.line() == (
        "indicators.toml, row 1, definition: expected a definition: what is counted, by whom, and what is not, "
        "got 'research.ocop'. Add definition_vi, definition_en."
    )


@pytest.mark.parametrize(("left_out", "said"), [("en", "vi"), ("vi", "en")])
def test_a_text_in_the_language_of_the_pages_is_enough(
    left_out: str, said: str, tmp_path: Path
) -> None:
    source = (
        '[sources.a]\ntitle = "Báo cáo"\npublisher = "Sở"\nurl = "https://a.vn"\n'
        'published = "2022"\nlanguage = "vi"\nnotation = "vi"\nkind = "primary"\n'
        f'note_{said} = "Sơ bộ"\n'
    )
    data = project(
        tmp_path,
        f'["{said}"]',
        indicators=f'[units.x]\nkind = "count"\nname_{said} = "x"\nname_en_plural = "x"\n'
        f'[indicators."ip.x"]\nname_{said} = "X"\nunit = "x"\ndefinition_{said} = "Y."\n',
        areas=f"{AREAS}X-1,X-1,{'Bộ,' if said == 'vi' else ',Ministry'},ministry,,,,,,\n",
        sources=source if said == "vi" else f'{source}title_en = "Report"\n',
    )
    registry = held(data)
    found = registry.indicators["ip.x"]
    assert found.name.vi == found.name.en == "X"
    assert found.definition.vi == found.definition.en == "Y."
    assert registry.areas["X-1"].name.vi == registry.areas["X-1"].name.en
    assert registry.sources["a"].title_en == ("Báo cáo" if said == "vi" else "Report")
    assert registry.sources["a"].note.vi == "Sơ bộ" == registry.sources["a"].note.en
    # Where pages are made in both languages, each text that is left out is named.
    (tmp_path / "tongket.toml").write_text("[review]\n", "utf-8")
    found_now = "\n".join(lines(data))
    for key in (f"units.x.name_{left_out}: expected this key", f"ip.x.name_{left_out}: expected this key"):  # fmt: skip
        assert key in found_now
    assert f"areas.csv, row 2, name_{left_out}: expected a text" in found_now


def test_a_definition_in_one_of_two_languages_is_found(tmp_path: Path) -> None:
    data = project(tmp_path, indicators=f'{OCOP}definition_en = "Products of a year."\n')
    assert lines(data) == [
        (
            "indicators.toml, row 5, indicators.research.ocop.definition_vi: expected a text in both languages, as in "
            "definition_en, got nothing. Add the key."
        )
    ]


@pytest.mark.parametrize(
    ("alias", "of"),
    [
        ("nhiệm vụ KH&CN nghiệm thu", "research.tasks_accepted"),
        ("S&T tasks  accepted", "research.tasks_accepted"),
    ],
)
def test_an_alias_means_one_indicator_of_a_domain(alias: str, of: str, tmp_path: Path) -> None:
    data = project(tmp_path, indicators=f'{OCOP}aliases = ["sản phẩm sao", "{alias}"]\n')
    assert lines(data) == [
        (
            f"indicators.toml, row 5, research.ocop.aliases: expected words that do not mean {of} too, got '{alias}'. "
            "Write more of the words, or delete the alias."
        )
    ]


def test_aliases_of_two_indicators_of_one_domain_are_found_and_of_two_domains_not(
    tmp_path: Path,
) -> None:
    both = f'{OCOP}aliases = ["sản phẩm sao"]\n'
    other = (
        both.replace("research.ocop", "{}.stars").replace("Sản", "Các sản").replace("Pr", "A pr")
    )
    data = project(tmp_path, indicators=both + other.format("ip"))
    assert held(data).indicators["ip.stars"].aliases == ("sản phẩm sao",)
    (data / "indicators.toml").write_text(both + other.format("research"), "utf-8")
    (found,) = lines(data)
    assert "row 10, research.stars.aliases: expected words that do not mean research.ocop" in found


def test_districts_add_up_to_their_province_and_are_no_part_of_the_country(tmp_path: Path) -> None:
    data = project(
        tmp_path,
        areas=f"{AREAS}D-1,D-1,Cầu Kè,Cầu Kè,district,VN-51,,,,,\nD-2,D-2,Tiểu Cần,Tiểu Cần,district,VN-51,,,,,\n",
        rules='[[areas]]\ntotal = "VN-51"\nindicators = ["research.tasks_accepted"]\ncomplete = true\n\n'
        '[[areas]]\ntotal = "VN"\nindicators = ["research.tasks_accepted"]\n',
        sources='[sources.a]\ntitle = "B"\ntitle_en = "B"\npublisher = "Sở"\nurl = "https://a.vn"\n'
        'published = "2022"\nlanguage = "vi"\nnotation = "vi"\nkind = "primary"\n',
    )
    rows = [
        f"research.tasks_accepted,{area},2022,actual,{n},exact,{n},,,tasks,A,a,1,"
        for area, n in (("D-1", 3), ("D-2", 4), ("VN", 8), ("VN-51", 7))
    ]
    (data / "observations" / "a.csv").write_text("\n".join([",".join(COLUMNS), *rows, ""]), "utf-8")
    store, findings = read(data)
    assert store is not None
    assert [finding.line() for finding in findings] == []
    tied = {
        name.rpartition(" / ")[2]: {term for term, _ in relation.terms}
        for name, relation in statements_of(
            store, "VN-51", TimePeriod.of_year(2022)
        ).definitions.items()
        if name.startswith("areas: ")
    }
    accepted = "research.tasks_accepted"
    assert tied == {
        "VN-51": {accepted, f"{accepted} @ D-1", f"{accepted} @ D-2"},
        "VN": {accepted, f"{accepted} @ VN"},
    }


def test_a_registry_that_says_what_comes_with_tongket_is_that_registry(tmp_path: Path) -> None:
    texts = {name: (SHARED / f"{name}.toml").read_text("utf-8") for name in ("indicators", "rules")}
    data = project(tmp_path, **texts, areas=(SHARED / "areas.csv").read_text("utf-8"))
    own, shared = held(data), held(SHARED)
    assert own.rules == shared.rules
    assert (own.areas, own.indicators) == (shared.areas, shared.indicators)


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        (RATIO, 0),
        (f'{RATIO}assumes = "highest_degree"\n', None),
        # The parts of a sum have no order.
        ('[[balance]]\ntotal = "capacity.organisations_active"\nparts = ["capacity.organisations_nonpublic", "capacity.organisations_public"]\n', 0),
        ('[[flow]]\nindicators = ["research.tasks_accepted"]\n', 1),
        # Rules are added to those that come with tongket: an empty list adds none, and takes none away.
        ("balance = []\n", 0),
    ],
)  # fmt: skip
def test_a_rule_equal_to_a_shared_one_is_no_second_rule(
    rule: str, more: int | None, tmp_path: Path
) -> None:
    data = project(tmp_path, rules=rule)
    if more is not None:
        assert len(held(data).rules) == len(held(SHARED).rules) + more
        return
    assert lines(data) == [
        (
            "rules.toml, row 1, ratio[1]: expected no second rule: ratio[1] of those that come with tongket says what it "
            "prints, got 'capacity.professors_share'. Delete this rule."
        )
    ]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"indicators": '[indicators."ip.Titles_granted"]\nname_vi = "A"\nname_en = "A"\nunit = "titles"\n'},
         ("indicators.toml, row 1, indicators: expected a code that differs from ip.titles_granted by more than capital "
         "letters, got 'ip.Titles_granted'. Delete one of the two, or give it another code.")),
        ({"areas": f"{AREAS}vn-ct,X,A,A,province,,,,,,\n"},
         ("areas.csv, row 2, ref_area: expected a code that differs from VN-CT by more than capital letters, got 'vn-ct'. "
         "Delete one of the two, or give it another code.")),
        ({"indicators": '[units.VND]\nkind = "count"\n'},
         ("indicators.toml, row 2, units.VND.kind: expected money, as in what comes with tongket, got 'count'. "
         "Delete the key, or give the unit an id of its own.")),
        # A rule that comes with tongket and does not hold any more is found at one's own entry that breaks it.
        ({"indicators": '[indicators."ip.applications_designs"]\nunit = "VND"\n'},
         ("indicators.toml, row 1, indicators.ip.applications_designs: expected figures of one unit, as the rule balance[1] "
         "that comes with tongket needs, got 'ip.applications: applications, ip.applications_trademarks: applications, ip.a…'. Write the entry so that the rule holds, or give it a name of its own.")),
        ({"areas": f"{AREAS}VN-49-2025,VN-49,V,V,province,,2025-07-01,2030-01-01,VN-51,,\n"},
         ("areas.csv, row 2, successor: expected another area than itself, and no circle, got 'VN-51'. "
         "Name the area that it became part of, or leave the cell empty.")),
        ({"areas": f"{AREAS}A,A,A,A,region,A,,,,,\n"},
         ("areas.csv, row 2, region: expected another area than itself, and no circle, got 'A'. "
         "Name the area that it is a part of, or leave the cell empty.")),
        ({"indicators": '[indicators."capacity.staff"]\nname_en = "S&T tasks accepted"\n'},
         ("indicators.toml, capacity.staff.name_en: expected a name of its own, and not that of research.tasks_accepted, "
         "got 'S&T tasks accepted'. Say in the name what is different.")),
    ],
)  # fmt: skip
def test_what_does_not_hold_with_what_comes_with_tongket_is_found_in_ones_own(
    files: dict[str, str], says: str, tmp_path: Path
) -> None:
    assert lines(project(tmp_path, **files)) == [says]


def test_areas_that_are_parts_of_each_other_are_found(tmp_path: Path) -> None:
    own = f"{AREAS}A,A,A,A,region,B,,,,,\nB,B,B,B,region,A,,,,,\nC,C,C,C,region,B,,,,,\n"
    found = lines(project(tmp_path, areas=own))
    assert [line.partition(":")[0] for line in found] == [
        f"areas.csv, row {row}, region" for row in (2, 3)
    ]


def test_ids_of_sources_that_differ_by_capitals_only_are_found(tmp_path: Path) -> None:
    source = (
        '[sources.{}]\ntitle = "B"\ntitle_en = "B"\npublisher = "Sở"\nurl = "https://a.vn"\n'
        'published = "2022"\nlanguage = "vi"\nnotation = "vi"\nkind = "primary"\n'
    )
    data = project(tmp_path, sources=source.format("TV-2022") + source.format("tv-2022"))
    (found,) = lines(data)
    assert found.startswith(
        "sources.toml, row 10, sources: expected a code that differs from TV-2022 by more"
    )
