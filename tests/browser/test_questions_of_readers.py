"""What readers ask of a review, answered on a phone in at most three clicks from the index of the site.

A click is a link, a menu or a fold. Three questions have the answer that it is not published, and the pages say so.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

# A whole site and a browser: with the slow ones, so that the others stay below five minutes.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}
MARKS = {"vi": "Ký hiệu: ✓ đạt", "en": "Marks: ✓ met"}
REVIEW, MENU = "Tiếng Việt: Cần Thơ, năm 2024", "Các trang"
CLICKS = 3
# The question, the clicks after the one that opens the review, and the words of the answer.
QUESTIONS = {
    "tasks launched, and against what plan": ([], r"27\s+nhiệm vụ\s.*kế hoạch suy ra 18"),
    "tasks accepted": ([], r"14\s+nhiệm vụ"),
    "was the plan met": ([], r"5/6\s+chỉ tiêu đạt kế hoạch, 1\s+chưa xác định được"),
    "which items were missed": ([], r"\? 115%.*Chưa đạt: thấp hơn theo mọi cách đọc"),
    "where do the figures contradict each other": (
        [], r"không khớp ở đâu\?.*“27”.*“140%”.*chỉ khớp nhau nếu hiểu rộng hơn",
    ),
    "what should be asked": ([], r"Cần hỏi lại những gì\?.*Kế hoạch là bao nhiêu\?"),
    "patents granted": (
        ["Mục lục chỉ tiêu", "Patent"], r"Sáng chế được cấp văn bằng bảo hộ.*Mã quốc gia: 1404\.\s+chưa có số liệu",
    ),
    "titles granted": ([], r"420\s+văn bằng"),
    "titles by kind": (
        ["Mục lục chỉ tiêu", "Văn bằng bảo hộ"], r"420 văn bằng.*Không tách theo loại; chưa có số liệu",
    ),
    "trademark applications": ([MENU, "Sở hữu trí tuệ"], r"Đơn nhãn hiệu\s+582"),
    "what support cost, for whom": (
        [MENU, "Sở hữu trí tuệ"], r"78\s+tổ chức, cá nhân\s.*1,9 tỷ đồng",
    ),
    "people in science": ([MENU, "Tiềm lực"], r"[Kk]hoảng 6\.800\s+người"),
    "with a doctorate": ([MENU, "Tiềm lực"], r"tiến sĩ tương ứng với 1\.203–1\.205\s+người"),
    "rank": ([], r"hạng 7\s+trên 63"),
    "who overtook": (
        [MENU, "So sánh"], r"vượt lên trên Cần Thơ: 2.*Bà Rịa – Vũng Tàu.*Quảng Ninh",
    ),
    "renewal rate": ([], r"đổi mới công nghệ, thiết bị\s+14,025%"),
    "what the renewal rate means": (
        ["Mục lục chỉ tiêu", "Tốc độ đổi mới công nghệ, thiết bị"],
        r"Tốc độ đổi mới công nghệ, thiết bị\s.{0,80}[Tt]ốc độ đổi mới.*14,025%",
    ),
    "samples tested": ([MENU, "Dịch vụ"], r"16\.205\s+mẫu"),
    "fined": ([MENU, "Tiêu chuẩn, đo lường, chất lượng"], r"46 triệu đồng"),
    "agreements": ([MENU, "Hợp tác"], r"Trường Đại học Cần Thơ"),
    "what is planned for 2025": (
        [MENU, "Phương hướng, nhiệm vụ"], r"Số nhiệm vụ của năm sau: 7",
    ),
    "what is not known": (["Điều gì chưa biết?"], r"Chưa có số liệu nào trong kỳ về: Hợp tác"),
    "where and when it was stated": ([], r"hội trường UBND thành phố .*\(14/01/2025\)"),
    "who publishes, when next": ([], r"Đơn vị công bố\s+chưa nêu tên\s.*Lần công bố tới\s+chưa thông báo"),
    "how to cite": ([], r"Cách trích dẫn\s.*VN-CT/2024/vi/00_overview\.html"),
    "what changed since the last edition": (
        ["Có gì thay đổi"], r"Có gì thay đổi.*(Trước|lần lập đầu tiên)",
    ),
}  # fmt: skip


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


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_in_three_clicks(question: str, phone: Page) -> None:
    clicks, answer = QUESTIONS[question]
    assert len(clicks) < CLICKS, "the first opened the review"
    for name in (REVIEW, *clicks):
        click(phone, name)
    assert re.search(answer, seen(phone))


def test_the_tables_for_excel_are_three_clicks_away(phone: Page) -> None:
    click(phone, REVIEW)
    link = phone.locator("a:visible", has_text="Excel")
    target = phone.evaluate("a => a.href", link.first.element_handle())
    assert target.endswith("tongket-VN-CT-2024-vi.xlsx")
    assert Path(target.removeprefix("file://")).is_file()


def test_what_is_folded_is_not_seen(phone: Page) -> None:
    """Without that the questions above would prove nothing."""
    click(phone, REVIEW)
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
