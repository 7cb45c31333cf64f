from __future__ import annotations

from pathlib import Path

import pytest

from tongket.data.store import load
from tongket.files import write
from tongket.model import TimePeriod
from tongket.run.plan.lineage import data_state, depends_on, now

HEAD = "indicator,ref_area,time_period,measure,as_printed,obs_value,obs_status,source,locator,comment\n"
TITLES = "ip.titles_granted,VN-CT,2024,actual,420,420,A,dost,4,\n"
SAMPLES = "services.samples_tested,VN-CT,2024,actual,16.205,16205,A,dost,6,\n"
UNKNOWN = "services.workshops,VN-CT,2023,actual,,,L,,,not published\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(tmp_path / "areas.csv", "ref_area\nVN-CT\n")
    observe(tmp_path, TITLES + SAMPLES + UNKNOWN)
    return tmp_path


def observe(folder: Path, rows: str) -> None:
    write(folder / "observations" / "a.csv", HEAD + rows)


def changed(data: Path, indicators: list[str] | None, rows: str) -> set[str]:
    """What of a report's dependencies changed when the observations became `rows`."""
    before = depends_on(indicators, data_state(data))
    observe(data, rows)
    after = now(before, data_state(data))
    return {name for name in before if before[name] != after.get(name)}


def test_a_figure_touches_only_the_reports_that_read_its_indicator(data: Path) -> None:
    edited = TITLES + SAMPLES.replace("16.205,16205", "16.206,16206") + UNKNOWN
    assert changed(data, ["services.samples_tested"], edited) == {
        "figures of services.samples_tested"
    }
    observe(data, TITLES + SAMPLES + UNKNOWN)
    assert changed(data, ["ip.titles_granted"], edited) == set()


def test_a_new_row_touches_every_report(data: Path) -> None:
    added = TITLES + SAMPLES + UNKNOWN + TITLES.replace("2024", "2023")
    assert changed(data, ["services.samples_tested"], added) == {"set of observations"}


@pytest.mark.parametrize("name", ["revisions.csv", "rules.toml", "locale/vi.po"])
@pytest.mark.parametrize("indicators", [["ip.titles_granted"], None])
def test_a_new_registry_touches_every_report(
    data: Path, name: str, indicators: list[str] | None
) -> None:
    before = depends_on(indicators, data_state(data))
    write(data / name, "")
    after = now(before, data_state(data))
    assert {each for each in before if before[each] != after.get(each)} == {"set of registries"}


def test_a_reason_for_a_missing_figure_touches_every_report(data: Path) -> None:
    edited = TITLES + SAMPLES + UNKNOWN.replace("not published", "not collected")
    assert changed(data, ["ip.titles_granted"], edited) == {"set of observations"}


def test_a_removed_indicator_touches_its_readers(data: Path) -> None:
    assert changed(data, ["ip.titles_granted"], SAMPLES + UNKNOWN) == {
        "figures of ip.titles_granted",
        "set of observations",
    }


def test_the_order_of_rows_and_files_does_not_matter(data: Path) -> None:
    assert changed(data, ["ip.titles_granted"], UNKNOWN + SAMPLES + TITLES) == set()


def test_a_registry_touches_every_report(data: Path) -> None:
    before = depends_on([], data_state(data))
    write(data / "areas.csv", "ref_area\nVN-HN\n")
    after = data_state(data)
    assert [name for name in before if before[name] != after[name]] == ["areas.csv"]


def test_a_notebook_whose_indicators_are_not_known_depends_on_every_file(data: Path) -> None:
    assert set(depends_on(None, data_state(data))) == {
        "areas.csv", "observations/a.csv", "set of observations", "set of registries",
    }  # fmt: skip
    assert changed(data, None, TITLES) == {"observations/a.csv", "set of observations"}


def test_the_lineage_of_a_real_review_covers_what_its_figures_read(checkout: Path) -> None:
    """A review that reads a figure depends on that indicator, and on no other."""
    from tongket.review import Review

    store = load(checkout / "data")
    review = Review(
        store,
        store.registry.area_for("VN-CT", TimePeriod.of_year(2024)),
        TimePeriod.of_year(2024),
        "en",
    )
    review.figure("ip.titles_granted")
    assert review.lineage() == ["ip.titles_granted"]
    assert set(review.lineage()) <= {
        n.removeprefix("figures of ") for n in data_state(checkout / "data")
    }
