"""What readers ask of a review, answered on a phone in at most three clicks from the index of the site.

A click is a link, a menu or a fold. Three questions have the answer that it is not published, and the pages say so.
"""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from conftest import run_tongket
from fixtures.revised import add_rows, add_source
from tongket.data.store import load

# A whole site and a browser: with the slow ones, so that the others stay below five minutes.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}
MARKS = {"vi": "Ký hiệu: ✓ đạt", "en": "Marks: ✓ met"}
REVIEW = {"vi": "Tiếng Việt: Cần Thơ, năm 2024", "en": "English: Cần Thơ, 2024"}
MENU, INDEX = ("Các trang", "Pages"), ("Mục lục chỉ tiêu", "Index of indicators")
CHANGES = ("Có gì thay đổi", "What changed")
CLICKS = 3
# The question, the clicks after the one that opens the review, and the words of the answer: Vietnamese, English.
QUESTIONS = {
    "tasks launched, and against what plan": (
        [], (r"27\s+nhiệm vụ\s.*kế hoạch suy ra 18", r"27\s+tasks\s.*implied plan 18"),
    ),
    "tasks accepted": ([], (r"14\s+nhiệm vụ", r"14\s+tasks")),
    "was the plan met": (
        [],
        (
            r"5/6\s+chỉ tiêu đạt kế hoạch, 1\s+chưa xác định được",
            r"5\s+of 6\s+planned items met, 1\s+cannot be judged",
        ),
    ),
    "which items were missed": (
        [],
        (
            r"\? 115%.*Chưa đạt: thấp hơn theo mọi cách đọc",
            r"\? 115%.*Missed: below it in every reading",
        ),
    ),
    "where do the figures contradict each other": (
        [],
        (
            r"không khớp ở đâu\?.*“27”.*“140%”.*chỉ khớp nhau nếu hiểu rộng hơn",
            r"figures disagree\?.*“27”.*“140%”.*fit each other only under a looser reading",
        ),
    ),
    "what should be asked": (
        [],
        (
            r"Cần hỏi lại những gì\?.*Kế hoạch là bao nhiêu\?",
            r"What should be asked\?.*What was the plan\?",
        ),
    ),
    "patents granted": (
        [INDEX, ("Patent", "Patent")],
        (
            r"Sáng chế được cấp văn bằng bảo hộ.*Mã quốc gia: 1404\.\s+chưa có số liệu",
            r"Patents granted.*National code: 1404\.\s+no figure",
        ),
    ),
    "titles granted": ([], (r"420\s+văn bằng", r"420\s+titles")),
    "titles by kind": (
        [INDEX, ("Văn bằng bảo hộ", "IP titles granted")],
        (
            r"420 văn bằng.*Không tách theo loại; chưa có số liệu",
            r"420 titles.*Not split by kind; no figure",
        ),
    ),
    "trademark applications": (
        [MENU, ("Sở hữu trí tuệ", "Intellectual property")],
        (r"Đơn nhãn hiệu\s+582", r"Trademark applications\s+582"),
    ),
    "what support cost, for whom": (
        [MENU, ("Sở hữu trí tuệ", "Intellectual property")],
        (
            r"78\s+tổ chức, cá nhân\s.*1,9 tỷ đồng",
            r"78\s+organisations and persons\s.*VND 1\.9 billion",
        ),
    ),
    "people in science": (
        [MENU, ("Tiềm lực", "Capacity")],
        (r"[Kk]hoảng 6\.800\s+người", r"[Aa]bout 6,800\s+persons"),
    ),
    "with a doctorate": (
        [MENU, ("Tiềm lực", "Capacity")],
        (
            r"tiến sĩ tương ứng với 1\.203–1\.205\s+người",
            r"share of doctorates amounts to 1,203–1,205\s+persons",
        ),
    ),
    "rank": ([], (r"hạng 7\s+trên 63", r"rank 7\s+of 63")),
    "who overtook": (
        [MENU, ("So sánh", "Benchmark")],
        (
            r"vượt lên trên Cần Thơ: 2.*Bà Rịa – Vũng Tàu.*Quảng Ninh",
            r"overtook Cần Thơ: 2.*Bà Rịa – Vũng Tàu.*Quảng Ninh",
        ),
    ),
    "renewal rate": (
        [],
        (r"đổi mới công nghệ, thiết bị\s+14,025%", r"Technology renewal rate\s+14\.025%"),
    ),
    "what the renewal rate means": (
        [INDEX, ("Tốc độ đổi mới công nghệ, thiết bị", "Technology renewal rate")],
        (
            r"Tốc độ đổi mới công nghệ, thiết bị\s.{0,80}[Tt]ốc độ đổi mới.*14,025%",
            r"Technology renewal rate\s.{0,140}Rate at which technology.*14\.025%",
        ),
    ),
    "samples tested": (
        [MENU, ("Dịch vụ", "Services")], (r"16\.205\s+mẫu", r"16,205\s+samples"),
    ),
    "fined": (
        [MENU, ("Tiêu chuẩn, đo lường, chất lượng", "Standards, metrology, quality")],
        (r"bị xử phạt: 1\s.*46 triệu đồng", r"fined: 1\s.*VND 46 million"),
    ),
    "with whom agreements were signed": (
        [MENU, ("Hợp tác", "Cooperation")],
        (
            r"Trường Đại học Kỹ thuật – Công nghệ Cần Thơ; Trường Đại học Cần Thơ; .*Sun Edu",
            r"Can Tho University of Technology; Can Tho University; Sun Edu",
        ),
    ),
    "what is planned for 2025": (
        [MENU, ("Phương hướng, nhiệm vụ", "Outlook")],
        (r"Số nhiệm vụ của năm sau: 7", r"Tasks for the following year: 7"),
    ),
    "what is not known": (
        [("Điều gì chưa biết?", "What is not known?")],
        (
            r"Chưa có số liệu nào trong kỳ về: Hợp tác",
            r"There are no figures for the period on: Cooperation",
        ),
    ),
    "where and when it was stated": (
        [],
        (r"hội trường UBND thành phố .*\(14/01/2025\)", r"People's Committee .*\(14 January 2025\)"),
    ),
    "who publishes, when next": (
        [],
        (
            r"Đơn vị công bố:?\s+Nhóm phát triển tongket\s.*Lần công bố tới:?\s+chưa thông báo.*không phải ấn phẩm",
            r"Published by:?\s+The tongket maintainers\s.*Next release:?\s+not announced.*no publication of",
        ),
    ),
    "how to cite": (
        [],
        (
            r"Cách trích dẫn\s.*VN-CT/2024/vi/00_overview\.html",
            r"How to cite\s.*VN-CT/2024/en/00_overview\.html",
        ),
    ),
    "what changed since the last edition": (
        [CHANGES],
        (
            r"Có gì thay đổi.*Chưa có bản nào được công bố trước đó",
            r"What changed.*No edition was released before",
        ),
    ),
}  # fmt: skip
LANGS = ("vi", "en")


@pytest.fixture
def phone(chromium: Browser, built_site: Path) -> Page:
    """The index of the site, on a phone without a network."""
    context = chromium.new_context(viewport=PHONE, offline=True)
    page = context.new_page()
    page.set_default_timeout(5_000)
    page.goto((built_site / "index.html").as_uri())
    return page


def click(page: Page, name: str) -> None:
    """Press what a reader sees under that name: a fold, or a link."""
    fold = page.locator("summary:visible").get_by_text(name, exact=True)
    link = page.locator("a:visible").filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
    (fold if fold.count() else link).first.click()
    # A click ends when the next page begins: it is read when it is whole.
    page.wait_for_load_state()


def seen(page: Page) -> str:
    """The words that are shown, in one line; what is folded is not."""
    return re.sub(r"\s+", " ", page.evaluate("document.body.innerText"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_in_three_clicks(question: str, lang: str, phone: Page) -> None:
    clicks, answers = QUESTIONS[question]
    assert len(clicks) < CLICKS, "the first opened the review"
    for name in (REVIEW[lang], *(names[LANGS.index(lang)] for names in clicks)):
        click(phone, name)
    assert re.search(answers[LANGS.index(lang)], seen(phone))


@pytest.mark.parametrize("lang", LANGS)
def test_the_tables_for_excel_are_three_clicks_away(lang: str, phone: Page) -> None:
    click(phone, REVIEW[lang])
    link = phone.locator("a:visible", has_text="Excel")
    target = phone.evaluate("a => a.href", link.first.element_handle())
    assert target.endswith(f"tongket-VN-CT-2024-{lang}.xlsx")
    assert Path(target.removeprefix("file://")).is_file()


def test_what_is_folded_is_not_seen(phone: Page) -> None:
    """Without that the questions above would prove nothing."""
    click(phone, REVIEW["vi"])
    assert "Chưa có số liệu nào trong kỳ về" not in seen(phone)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_verdict_and_tiles_are_the_first_screen_of_a_phone(
    lang: str, phone: Page, built_site: Path
) -> None:
    phone.goto((built_site / f"VN-CT/2024/{lang}/00_overview.html").as_uri())
    for part in (".tk-verdict", ".tk-tile:last-child"):
        bottom = phone.locator(part).evaluate("e => e.getBoundingClientRect().bottom")
        assert bottom <= PHONE["height"], part
    marks = phone.get_by_text(MARKS[lang])
    assert marks.is_visible(), "what the words and marks of the tiles mean"
    # All of it, with what is folded as lines, in some four screens.
    assert phone.evaluate("document.documentElement.scrollHeight") < 3500


def test_revised_tiles_leave_the_overview_in_four_screens_of_a_phone(
    phone: Page, tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(checkout / "data", data)
    named = load(data).registry.sources["dost-ct-review-2024"].publisher.vi
    why = 'revises = "dost-ct-review-2024"\nreason_vi = "Bổ sung."\nreason_en = "Late ones were added."'
    add_source(data, "final", "2025-03-20", publisher=named, more=why)
    add_rows(
        data,
        {"source": "final", "as_printed": "421"},
        {"source": "final", "as_printed": "15", "indicator": "research.tasks_accepted", "unit_measure": "tasks"},
    )  # fmt: skip
    monkeypatch.setenv("TONGKET_DATA", str(data))
    run_tongket(
        "run", "--year", "2024", "--area", "VN-CT", "--only", "00_overview", "--out", str(tmp_path)
    )
    for lang in ("vi", "en"):
        phone.goto((tmp_path / f"site/VN-CT/2024/{lang}/00_overview.html").as_uri())
        assert phone.locator(".tk-tile .tk-revised").count() >= 2
        sizes = {
            words.evaluate("e => getComputedStyle(e).fontSize")
            for words in (phone.get_by_text(MARKS[lang]), phone.locator(".tk-tiles + .tk-note"))
        }
        assert len(sizes) == 1, "what marks mean is one text, wherever it stands"
        assert phone.evaluate("document.documentElement.scrollHeight") < 3500


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_merger_changed_leaves_the_first_screen_to_the_tiles(
    lang: str, phone: Page, built_site: Path
) -> None:
    phone.goto((built_site / f"VN-CT/2025/{lang}/00_overview.html").as_uri())
    bottom = phone.locator(".tk-tile:last-child").evaluate("e => e.getBoundingClientRect().bottom")
    assert bottom <= PHONE["height"]
    assert "Sóc Trăng, Hậu Giang" not in seen(phone)
    phone.locator(".tk-change > summary").click()
    assert "Sóc Trăng, Hậu Giang" in seen(phone)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_overview_is_one_sheet_of_paper(lang: str, phone: Page, built_site: Path) -> None:
    phone.goto((built_site / f"VN-CT/2024/{lang}/00_overview.html").as_uri())
    sheets = PdfReader(BytesIO(phone.pdf(format="A4", prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    assert "Excel" not in sheets[0].extract_text(), "paper does not download"
