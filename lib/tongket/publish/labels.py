"""The words of the page around the notebook, in both languages.

`{…}` is filled in by the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import Text

if TYPE_CHECKING:
    from tongket.model import Lang

LANGUAGE_NAMES: dict[Lang, str] = {"vi": "Tiếng Việt", "en": "English"}

_PHRASES = {
    "site": Text("Tổng kết khoa học và công nghệ", "Science and technology reviews"),
    "review": Text("{name}, năm {year}", "{name}, {year}"),
    "about": Text(
        "Kết quả khoa học và công nghệ của {name} năm {year}: số liệu, biểu đồ, và nguồn của từng số.",
        "Science and technology results of {name} in {year}: figures, charts, and the source of each.",
    ),
    "about_site": Text(
        "Mỗi bản tổng kết trình bày số liệu khoa học và công nghệ của một địa phương trong một năm; "
        "mỗi số dẫn đến nguồn của nó.",
        "Each review presents the science and technology figures of one area in one year; each "
        "figure leads to its source.",
    ),
    "indicators": Text("Mục lục chỉ tiêu", "Index of indicators"),
    "indicators_about": Text(
        "Mọi số liệu có nguồn trong bản tổng kết của {name} năm {year}, theo thứ tự chữ cái: ý nghĩa, "
        "giá trị và trang trình bày.",
        "Every figure with a source in the review of {name} for {year}, in alphabetical order: what it "
        "means, its value, and the pages that treat it.",
    ),
    "indicator": Text("Chỉ tiêu", "Indicator"),
    "value": Text("Giá trị", "Value"),
    "treated": Text("Trang trình bày", "Treated on"),
    "figure": Text("Số liệu", "Figure"),
    "figures_json": Text(
        "Mọi số liệu cùng nguồn gốc (JSON)", "Every figure with its origin (JSON)"
    ),
    "changes": Text("Có gì thay đổi", "What changed"),
    "changes_about": Text(
        "Lần lập gần nhất có thay đổi nội dung bản tổng kết của {name} năm {year}: số liệu và nhận "
        "định trước và sau. Lập lại mà không đổi gì thì trang này giữ nguyên.",
        "The last build that changed the content of the review of {name} for {year}: figures and "
        "sentences before and after. A build that changes nothing leaves this page as it is.",
    ),
    "changes_first": Text(
        "Đây là lần lập đầu tiên: chưa có gì để so.",
        "This is the first build: there is nothing to compare it with.",
    ),
    "changed_figures": Text("Số liệu", "Figures"),
    "changed_sentences": Text("Nhận định", "Sentences"),
    "before": Text("Trước", "Before"),
    "now": Text("Nay", "Now"),
    "not_there": Text("không có", "none"),
    "no_figure_changed": Text("Không số liệu nào thay đổi.", "No figure changed."),
    "no_sentence_changed": Text("Không nhận định nào thay đổi.", "No sentence changed."),
    "years": Text("Các năm khác", "Other years"),
    "years_about": Text(
        "Các bản tổng kết của {name}: mỗi trang qua từng năm.",
        "The reviews of {name}: each page, year by year.",
    ),
    "page": Text("Trang", "Page"),
    "conflicts": Text("Mâu thuẫn trong các bản tổng kết", "Contradictions in all reviews"),
    "conflicts_about": Text(
        "Những số liệu đã công bố mà không thể cùng đúng, theo từng bản tổng kết. Mỗi dòng dẫn đến phép "
        "tính và cách gỡ.",
        "Published figures that cannot all be true, review by review. Each line leads to the "
        "arithmetic and to what would resolve it.",
    ),
    "no_conflict": Text(
        "Không tìm thấy số liệu nào trái nhau.", "No figures were found to contradict each other."
    ),
    "dictionary": Text("Từ điển dữ liệu", "Data dictionary"),
    "dictionary_about": Text(
        "Mọi chỉ tiêu của dự án: ý nghĩa, đơn vị, chiều tốt hơn, mã trong hệ thống chỉ tiêu thống kê quốc "
        "gia, gốc so sánh; rồi các mã dùng trong tệp số liệu.",
        "Every indicator of the project: what it means, its unit, which way is better, its code in the "
        "national system of statistical indicators, what it is a part of; then the codes of the data files.",
    ),
    "unit": Text("Đơn vị", "Unit"),
    "direction": Text("Chiều tốt hơn", "Better when"),
    "higher": Text("cao hơn", "higher"),
    "lower": Text("thấp hơn", "lower"),
    "neutral": Text("không xét", "neither"),
    "official_code": Text("Mã quốc gia", "National code"),
    "base": Text("Tính trên", "Part of"),
    "codes": Text("Các mã", "Codes"),
    "code_column": Text("Mã", "Code"),
    "meaning": Text("Ý nghĩa", "Meaning"),
    "as_shown": Text("như trên trang", "as shown"),
    "origin": Text("Nguồn và vị trí, hoặc cách tính", "Source and place, or calculation"),
    "allowed": Text("Khoảng mà nguồn cho phép", "What its sources allow"),
    "all_figures": Text(
        "Mọi số liệu và nguồn gốc của chúng", "Every figure and where it comes from"
    ),
    "sources": Text("Nguồn và cách tính", "Sources"),
    "see_notes": Text("Ghi chú số: {list}", "Notes: {list}"),
    "cover": Text("Bìa", "Cover"),
    "workbook_about": Text(
        "Mỗi trang tính có một bảng, bắt đầu từ cột đầu; ghi chú nằm ở một trang tính riêng. Bảng cuối cho "
        "biết nguồn của từng số.",
        "Each sheet holds one table that begins in the first column; notes stand on a sheet of their "
        "own. The last table tells the source of each figure.",
    ),
    "contents_sheet": Text("Mục lục", "Contents"),
    "one_table": Text("Trang tính này có một bảng.", "This sheet holds one table."),
    "sheet": Text("Trang tính", "Sheet"),
    "title": Text("Nội dung", "Title"),
    "notes": Text("Ghi chú", "Notes"),
    "note_number": Text("Ghi chú số", "Note number"),
    "note": Text("Nội dung ghi chú", "Note"),
    "empty_cell": Text("Không có số liệu.", "There is no figure."),
    "workbook": Text("Các bảng số liệu (Excel)", "The tables (Excel)"),
    "observations": Text("Số liệu gốc (CSV)", "The observations (CSV)"),
    "package": Text("Mô tả số liệu gốc (JSON)", "Description of the observations (JSON)"),
    "archive": Text("Toàn bộ trang trong một tệp (ZIP)", "The whole site in one file (ZIP)"),
    "shared": Text("Chung cho mọi bản tổng kết", "For all reviews"),
    "by_year": Text("từng năm", "year by year"),
    "taken": Text("Mang theo", "To take along"),
    "claims": Text("Các nhận định cùng số liệu (JSON)", "The sentences with their values (JSON)"),
    "none": Text("Chưa có bản tổng kết nào.", "There is no review yet."),
    "skip": Text("Đến nội dung chính", "Skip to the content"),
    "menu": Text("Các trang", "Pages"),
    "pages": Text("Các trang của bản tổng kết", "Pages of the review"),
    "contents": Text("Trong trang này", "On this page"),
    "around": Text("Trang trước và trang sau", "Previous and next page"),
    "previous": Text("Trang trước", "Previous page"),
    "next": Text("Trang sau", "Next page"),
    "reviews": Text("Tất cả các bản tổng kết", "All reviews"),
    "doorway": Text("Bản tổng kết này", "This review"),
    "language": Text("Ngôn ngữ", "Language"),
    "section": Text("Mục này bằng tiếng Việt", "This section in English"),
    "code": Text("Mã lệnh", "Code"),
    "messages": Text("Thông báo của chương trình", "Messages of the program"),
    "failed": Text("Trang này chưa trọn vẹn", "This page is incomplete"),
    "failed_there": Text(
        "Một ô lệnh đã dừng lại vì lỗi. Xem ô lệnh đó và lý do.",
        "A cell stopped with an error. See the cell and the reason.",
    ),
    "failed_cell": Text("Ô lệnh này đã dừng lại vì lỗi", "This cell stopped with an error"),
    "failed_after": Text(
        "Kết quả của ô này và của các ô sau nó không có trên trang.",
        "Its result, and the results of the cells after it, are missing from the page.",
    ),
    "reason": Text("Lý do", "Reason"),
    "technical": Text("Chi tiết kỹ thuật", "Technical details"),
    "not_run": Text(
        "Số ô lệnh chưa được chạy: {count}. Kết quả của chúng không có trên trang.",
        "Cells that did not run: {count}. Their results are missing from the page.",
    ),
    "table": Text("Bảng {number}", "Table {number}"),
    "text": Text("Kết quả dạng chữ {number}", "Result as text {number}"),
    "image": Text("Hình chưa có mô tả", "Image without a description"),
    "image_under": Text(
        "Hình chưa có mô tả, thuộc mục: {heading}",
        "Image without a description, in the section: {heading}",
    ),
    "image_left_out": Text("Hình không kèm trong trang: {alt}", "Image not in this page: {alt}"),
    "needs_script": Text(
        "Kết quả này chỉ hiện được khi có chương trình chạy trong trình duyệt. Trang này "
        "không chạy chương trình nào.",
        "This result only shows where a program runs in the browser. This page runs none.",
    ),
    "incomplete": Text("chưa trọn vẹn", "incomplete"),
    "notebook": Text("Sổ tay Jupyter đã chạy", "Executed Jupyter notebook"),
    "made_site": Text(
        "Do tongket {version} lập. Trang không chạy chương trình nào và không lấy gì từ mạng.",
        "Made by tongket {version}. The page runs no program and takes nothing from the network.",
    ),
    "made_document": Text(
        "Văn bản này do tongket lập từ các trang đã công bố.",
        "Made by tongket from the published pages.",
    ),
    "made": Text(
        "Trang này do tongket {version} lập từ một sổ tay Jupyter. Trang không chạy chương "
        "trình nào và không lấy gì từ mạng.",
        "Made by tongket {version} from a Jupyter notebook. The page runs no program and "
        "takes nothing from the network.",
    ),
}


def words(lang: Lang) -> dict[str, str]:
    """The words of the page in one language, by what they are for.

    >>> words("en")["next"]
    'Next page'
    """
    return {name: phrase.in_(lang) for name, phrase in _PHRASES.items()}


def other(lang: Lang) -> Lang:
    """The other language."""
    return "en" if lang == "vi" else "vi"
