"""The data dictionary: every indicator with its unit, direction, code and base, and the codes of the data files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.files import write
from tongket.model import LANGS, Measure, Qualifier, Text
from tongket.numerals.collation import vietnamese
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.data.store import Store
    from tongket.model import Domain, Indicator, Lang

PAGE = "dictionary.html"
MEASURES = {
    Measure.ACTUAL: Text("số thực hiện", "the actual value"),
    Measure.TARGET: Text("kế hoạch", "the plan"),
    Measure.TARGET_PCT: Text(
        "phần trăm so với kế hoạch", "the actual value in percent of the plan"
    ),
    Measure.OVER_TARGET_PCT: Text("phần trăm vượt kế hoạch", "percent above the plan"),
    Measure.TIMES_PREVIOUS: Text("gấp mấy lần năm trước", "times the value of the year before"),
    Measure.CHANGE_PP: Text(
        "điểm phần trăm tăng so với một kỳ trước", "percentage points above an earlier period"
    ),
}
QUALIFIERS = {
    Qualifier.EXACT: Text("nêu không rào đón", "stated without a hedge"),
    Qualifier.ABOUT: Text("khoảng", "about"),
    Qualifier.NEARLY: Text("gần", "nearly"),
    Qualifier.MORE_THAN: Text("hơn, trên", "more than"),
    Qualifier.AT_LEAST: Text("ít nhất", "at least"),
    Qualifier.AT_MOST: Text("nhiều nhất", "at most"),
}
# SDMX code list CL_OBS_STATUS, version 2.2.
STATUSES = {
    "A": Text("giá trị bình thường", "normal value"),
    "B": Text("chuỗi số liệu bị ngắt", "time series break"),
    "D": Text("định nghĩa khác", "definition differs"),
    "E": Text("giá trị ước tính", "estimated value"),
    "F": Text("giá trị dự báo", "forecast value"),
    "G": Text("giá trị thử nghiệm", "experimental value"),
    "H": Text("thiếu: ngày nghỉ", "missing: holiday or weekend"),
    "I": Text("giá trị được gán", "imputed value"),
    "J": Text("được miễn", "derogation"),
    "K": Text("đã tính vào nhóm khác", "included in another category"),
    "L": Text("thiếu: có nhưng chưa thu thập", "missing: exists, not collected"),
    "M": Text("thiếu: không thể có", "missing: cannot exist"),
    "N": Text("không đáng kể", "not significant"),
    "O": Text("thiếu", "missing"),
    "P": Text("giá trị sơ bộ", "provisional value"),
    "Q": Text("thiếu: không công bố", "missing: suppressed"),
    "S": Text("sự kiện đặc biệt", "strike or other special event"),
    "U": Text("độ tin cậy thấp", "low reliability"),
    "V": Text("chưa kiểm định", "unvalidated value"),
    "W": Text("gồm cả nhóm khác", "includes another category"),
}


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


def write_dictionary(site_dir: Path, store: Store) -> Path:
    """Write `dictionary.html` from the registries; of the status codes those that the data use.

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
    words = {lang: [(d, _words(registry, d, lang)) for d in domains] for lang in LANGS}
    path = site_dir / PAGE
    write(path, render("dictionary.html.j2", entries=words, codes=codes, langs=LANGS))
    return path


def _words(registry: Registry, domain: Domain, lang: Lang) -> list[Word]:
    own = [_word(registry, i, lang) for i in registry.indicators.values() if i.domain == domain.id]
    return sorted(own, key=lambda word: vietnamese(word.name))


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
