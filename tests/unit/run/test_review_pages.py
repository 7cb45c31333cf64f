"""Which pages a review has: those of which something is on record, and one for each domain without a page of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tongket.data.store import Store, load
from tongket.errors import UsageError
from tongket.model import Measure, Text, TimePeriod
from tongket.project import data_dir
from tongket.run.reports import AreaPeriod, Page
from tongket.run.review_pages import on_record, pages_of, select

CT = AreaPeriod("VN-CT", TimePeriod.of_year(2024), Text("Cần Thơ", "Cần Thơ"))
HN = AreaPeriod("VN-HN", TimePeriod.of_year(2024), Text("Hà Nội", "Hà Nội"))


def page(name: str, *needs: str, **more: object) -> Page:
    return Page(name, Text(name, name), needs, Path(f"{name}.ipynb"), **more)  # type: ignore[arg-type]


EACH = page("domain", each="domain")


@pytest.fixture(scope="module")
def store() -> Store:
    return load(data_dir())


def without(store: Store, *domains: str) -> Store:
    """The data without the figures of some domains."""
    kept = (row for row in store.observations if row.indicator.partition(".")[0] not in domains)
    return replace(store, observations=tuple(kept))


def made(store: Store, review: AreaPeriod, *pages: Page) -> list[str]:
    return [each.name for each in pages_of(pages, store, review).made]


def test_a_page_is_made_where_one_of_what_it_needs_is_on_record(store: Store) -> None:
    pages = page("a"), page("b", "ip"), page("c", "ip", "agreement"), page("d", "audit")
    assert made(store, CT, *pages) == ["a", "b", "c", "d"]
    assert [each.name for each in pages_of(pages, store, HN).left_out] == ["b", "c"]
    assert made(without(store, "ip"), CT, *pages) == ["a", "c", "d"]


def test_a_domain_without_a_page_has_one_where_it_has_figures(store: Store) -> None:
    own = page("a", "ip", "quality"), page("b", also=("research", "services"))
    names = made(store, CT, *own, EACH)
    assert names[:2] == ["a", "b"]
    assert "domain_capacity" in names
    assert not {"domain_ip", "domain_quality", "domain_research", "domain"} & {*names}
    (capacity,) = (p for p in pages_of([EACH], store, CT).made if p.name == "domain_capacity")
    assert capacity.title.en == store.registry.domains["capacity"].name.en
    assert capacity.parameters == {"domain": "capacity"}
    assert "domain_capacity" not in made(without(store, "capacity"), CT, EACH)


def test_a_page_that_is_left_out_leaves_what_else_it_shows_to_a_page_of_the_domain(
    store: Store,
) -> None:
    pages = page("a", "ip", also=("research",)), EACH
    assert "domain_research" not in made(store, CT, *pages)
    assert "domain_research" in made(without(store, "ip"), CT, *pages)


def test_a_page_that_is_switched_off_is_not_made_and_neither_is_one_in_its_place(
    store: Store,
) -> None:
    pages = page("a"), page("b", "ip", off=True), page("c", also=("quality",), off=True), EACH
    names = made(store, CT, *pages)
    assert not {"b", "c", "domain_ip"} & {*names}
    assert "domain_quality" in names
    assert "b" not in [each.name for each in pages_of(pages, without(store, "ip"), CT).left_out]


def test_what_is_on_record_is_of_the_place_and_the_year(store: Store) -> None:
    assert on_record(store, CT) >= {"ip", "agreement", "task", "ahead", "remark"}
    assert on_record(store, HN) == {"innovation", "figures"}
    # A plan of a later year is of the outlook, its results are of their own review.
    results = (row for row in store.observations if row.measure is Measure.ACTUAL)
    later = replace(store, observations=tuple(row for row in results if row.time_period.is_year))
    assert "ahead" not in on_record(later, AreaPeriod("VN-CT", TimePeriod.of_year(2023), CT.name))
    assert "ahead" in on_record(store, AreaPeriod("VN-CT", TimePeriod.of_year(2023), CT.name))
    assert on_record(store, AreaPeriod("VN-XX", TimePeriod.of_year(2024), CT.name)) == set()


def test_a_notebook_names_the_pages_of_all_its_domains(store: Store) -> None:
    pages = {
        CT: pages_of([page("a", "ip"), page("b", "services"), EACH], without(store, "services"), CT)
    }
    chosen = select(pages, ["domain"])
    assert {"domain_capacity", "domain_research"} <= chosen
    assert "a" not in chosen
    with pytest.raises(UsageError, match=r"--only: expected a page with something to say, got b\."):
        select(pages, ["b"])
