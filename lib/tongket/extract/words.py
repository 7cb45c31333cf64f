"""The words that a text counts and measures with, and those whose number is a name: tables, and looking them up.

A table says what a word makes of the number beside it. What no table knows still counts where digits stand alone in
front of a noun; a number in words counts only what is known here: *ba đơn vị* are three units, *ba tôi* is my father.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A capital letter, for patterns that heed case; in the order of code points those of Vietnamese stand among small ones.
CAPITAL = (
    f"[{''.join(filter(str.isupper, map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)))))}]"
)


def _table(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.replace("\n", "|").split("|") if word.strip())


# What departments count.
COUNTED = _table(
    """
    ao|bể|thợ|nước|mùa mưa|mùa vụ|đầu mối|lồng|chuồng|nhà kính|nhà màng
    gian hàng|lễ hội|tình huống|bưu cục|sự cố|mảng|kiểm định viên|quan trắc viên|chuyên viên|ban
    biên bản|biển báo|buôn|buổi
    bài|bài báo|bài viết|bác sĩ|bé|bước|bản|bản ghi|bản tin
    bằng|bằng khen|bằng sáng chế|bệnh nhân|bệnh viện|bộ|bộ luật|bộ phận|bộ tiêu chuẩn|ca|camera
    chi cục|chi nhánh|chiếc|chuyên gia|chuyên mục|chuyên đề|chuyến|chuỗi|chính sách|chương trình
    chỉ dẫn địa lý|chỉ số|chỉ thị|chỉ tiêu|chợ|chủ thể|chủ đề|chủng|chức danh|chứng chỉ
    chứng nhận|clip|con|cuốn|cuộc|cuộc họp|cuộc thi|cá nhân|cán bộ|cân|cây|cây trồng|công chức
    công nghệ|công nhân|công trình|công ty|công tơ|công văn|căn|cơ quan|cơ sở|cặp|cột|cột đo|cụm
    cụm công nghiệp|cụm từ|cửa hàng|danh hiệu|danh mục|di tích|doanh nghiệp|dân|dây chuyền
    dịch vụ|dự thảo|dự án|gia đình|giáo sư|giáo viên|giường|giường bệnh|giải|giải pháp
    giải thưởng|giấy chứng nhận|giấy phép|giống|gói thầu|gợi ý|hiện vật|hiệp hội|hoạt động|htx
    huyện|hàng hóa|hòa giải viên|hướng dẫn|hạng mục|học sinh|học viên|hồ sơ|hộ|hộ dân
    hộ gia đình|hộ nghèo|hội|hội nghị|hội thi|hội thảo|hội viên|hội đồng|hợp tác xã|hợp đồng|khu
    khu công nghiệp|khu vực|khuyến nghị|khách|khách hàng|khách sạn|khóa|khóa học|kiến nghị
    kiểu dáng|kiểu dáng công nghiệp|kế hoạch|kết luận|kết quả|kỳ|kỹ sư|kỹ thuật|kỹ thuật viên
    lao động|loài|loại|luật|làng|làng nghề|lò|lô|lĩnh vực|lượt|lượt khách|lượt người|lần|lớp
    lớp tập huấn|máy|mã|mã số|mô hình|môn|mạng lưới|mẫu|mẫu vật|mặt hàng|mục tiêu
    nghiên cứu sinh|nghệ nhân|nghị quyết|nghị định|nguồn|nguồn phóng xạ|ngành|ngành hàng|ngôi
    người|nhiệm vụ|nhà|nhà khoa học|nhà máy|nhà văn hóa|nhân lực|nhân viên|nhãn hiệu|nhóm|nhịp
    nông dân|nút|nạn nhân|nội dung|phiên|phiên họp|phiếu|phòng|phòng học|phòng thí nghiệm
    phóng sự|phóng viên|phương pháp|phương tiện|phương tiện đo|phường|phần mềm|phần quà|phần thưởng
    quy chuẩn|quy trình|quy định|quyết định|quyển|quầy|quận|quốc gia|sinh viên|suất|sàn
    sàn giao dịch|sách|sáng chế|sáng kiến|sản phẩm|sổ tay|sở|sở ngành|sự kiện|tham luận|thiết bị
    thành phố|thành tựu|thành viên|thí sinh|thôn|thông báo|thông tin|thư viện|thương hiệu
    thạc sĩ|thị trường|thị trấn|thị xã|thỏa thuận|thủ tục|thửa|tin|tin bài|tiêu chuẩn|tiêu chí
    tiến bộ|tiến bộ kỹ thuật|tiến sĩ|tiểu ban|toa|trang|thuê bao|trang tin|trang trại|trung tâm|trường
    trường học|trường hợp|trạm|trẻ|trẻ em|trụ sở|tuyến|tài khoản|tài liệu|tàu|tác giả|tác phẩm
    tên|tư vấn viên|tạp chí|tấm|tập|tập thể|tỉnh|tổ|tổ chức|tổ công nghệ|tổ hợp tác|video|viên
    viên chức|viện|vòng|vùng|vùng trồng|văn bản|văn bằng|văn phòng|vườn|vườn ươm|vấn đề|vắc xin
    vị trí|vụ|vụ việc|xe|xã|xưởng|y tá|yêu cầu|án phạt|ý kiến|ý tưởng|điểm|điểm cầu|điểm phát
    điểm lõm|điểm bưu điện|điểm truy cập|điểm giao dịch|điểm bán|điểm trưng bày|điểm thu|điểm trường
    điểm tra cứu|điểm đo|đoàn|đoàn kiểm tra|đoàn viên|đĩa|đơn|đơn vị|đại biểu|đại lý|đảng viên
    cái|tờ|đầu sách|đề cương|đề tài|đề xuất|đề án|đối tượng|đồng chí|đội|đợt|ấp
    """
)
# Of these alone a text counts thousand millions; of all else they are đồng: 600 tỷ xã hội hóa.
MANY = _table("người|dân|lượt|con|cây|trái|quả|cổ phiếu|sản phẩm|bản ghi|tin nhắn")
# What is measured; a number before it is no count. The spelling of a text, then ours.
MEASURES = {
    **{
        unit: unit
        for unit in _table(
            """
            kg|g|mg|tấn|tạ|yến|ha|km|m|cm|mm|ml|lít|kWh|kWp|kW|W|MW|MWh|MWp|GW|V|A|Hz|MHz|GB|TB|MB
            Mbps|Gbps|°C|‰|bar|Pa|MPa|kN
            lux|dB|giờ|phút|giây|ngày|tuần|tháng|quý|năm|tuổi|bậc|sao|sào|gram|euro|EUR|điểm|độ|m²|m³|km²
            """
        )
    },
    "m2": "m²",
    "m3": "m³",
    "km2": "km²",
    "độ C": "°C",
    "l": "lít",
    "t": "tấn",
    "km/h": "km/h",
    "gam": "g",
    "hecta": "ha",
    "hectare": "ha",
    "hectares": "ha",
    "tonne": "tấn",
    "tonnes": "tấn",
    "ton": "tấn",
    "tons": "tấn",
    "hour": "giờ",
    "hours": "giờ",
    "minute": "phút",
    "minutes": "phút",
    "working days": "ngày",
    "day": "ngày",
    "days": "ngày",
    "week": "tuần",
    "weeks": "tuần",
    "month": "tháng",
    "months": "tháng",
    "year": "năm",
    "years": "năm",
    "years old": "tuổi",
    "star": "sao",
    "stars": "sao",
    "point": "điểm",
    "points": "điểm",
    "litre": "lít",
    "litres": "lít",
    "kilometres": "km",
    "euros": "euro",
}
# Behind these words stands a name or an address, unless what follows the number is counted or measured.
NAME_HEADS = _table(
    """
    annex|appendix|article|biểu|block|building|buôn|bản|bảng|bệnh viện|ca|category|chapter
    chương|class|clause|công ty|cấp độ|cụm|district|figure|ga|gate|giai đoạn|grade|group|hamlet|village|highway
    huyện|hình|hạng|hẻm|khoản|khu|khu phố|khóa|khối|km|kỳ|kỳ họp|level|line|lot|loại|lô|lần
    lần thứ|lớp|mã|mã số|mẫu|mục|mức độ|ngõ|nhà cấp|nhóm|no|no.|page|part|phase|phiên bản|phòng
    phường|phần|phụ lục|quyển|quận|quốc lộ|room|route|section|session|stage|step|số|table|term
    khóm|lầu|phòng họp|hội trường
    dân phố|danh mức|bản cấp|hotline|floor|lane|studio|kiệt|mác|tiểu ban|câu|thập niên|tuần|fi|office|android|team
    thôn|thế kỷ|thứ|thửa|gói thầu|mũi|gió cấp|bão cấp|sinh học cấp|công trình cấp
    dãy|tòa|toà|tiểu đoàn|trang|trung tâm|trường|trường cấp|trạm|tầng|tập|tỉnh lộ|tổ
    tổ dân phố|unit|version|vol|vol.|vòng|vùng|ward|web|windows|xã|xí nghiệp|zalo|zone|điều
    alley|alloy|port|note|week|shift|copy|sheet|plot|item|criteria|criterion|target|layer|extension|error
    type|excel|photoshop
    landsat|usb|battalion|regiment|strain|channel|frequency
    típ|chú thích|hộp thư|tiểu dự án|cỡ|phông|phi|mạch|lộ|đoạn|bạc đạn|múi chiếu|giao lộ|chốt|đời|bước|rãnh
    kênh|phụ gia
    tiểu mục|phiếu chi|phiếu thu|ban chỉ đạo|trung đoàn|sư đoàn|lữ đoàn|ban hành|biểu đồ|sơ đồ|bản đồ
    báo động|viện|quân y
    liên ngành|revision|lỗi|nhánh|phím|mã lỗi|công tác|bậc|kíp|tiết|khu vực|mã vạch|mã bưu chính|footnote|release
    batch|edition
    omega|microsoft|cổng|quầy|hạng mục|chuyên đề|toa|sân|giường|mã vùng|mã tỉnh
    đường|đợt|ấp|dòng|cột|road|tier|park|pier|bus|hall|terminal|dock|platform
    """
)
# In front of a count of what was named before.
BEFORE_COUNT = _table(
    """
    at|by|bớt|chỉ|chọn|có|còn|cấp|duyệt|from|giao|giảm|gồm|hạn|hồi|hơn|loại|là|mới|nay|nhận|of|phạt|than|the|thu
    thêm|to|tăng|từ|và|với|xét|đã|đó|được|đạt|định
    """
)
# Documents and programmes that bear a number: with a capital letter, or with số.
DOCUMENTS = (
    "quyết định|nghị quyết|nghị định|thông tư|chỉ thị|công văn|kế hoạch|chương trình"
    "|đề án|dự án|luật|kết luận|quy định|tờ trình"
    "|thông báo|báo cáo|hướng dẫn|công điện|quy chế|văn bản|pháp lệnh|sắc lệnh|hiệp định"
    "|nq|qđ|nđ|tt|ct|kh|bc|cv|decision"
    "|resolution|decree|circular|directive|plan|programme|program|project|conclusion|law"
    "|notice|report|document|dispatch"
)
# A word in front of số that makes it a number of things and no name: tổng số 21, trong số 11 nhóm.
NUMBER_OF = frozenset(
    [
        "tổng",
        "trong",
        "con",
        "hệ",
        "chỉ",
        "dân",
        "doanh",
        "đa",
        "thiểu",
        "tỷ",
        "tỉ",
        "trên",
        "điểm",
        "có",
    ]
)
# What follows a count in a text and is no noun of it: verbs, prepositions, conjunctions.
NO_NOUN = _table(
    """
    phối|họp|hỗ|ghi|đi|chạy|dùng|gieo|thay|dài|khiến|replaced|lent|only|every|dated
    planned|targeted|hoped|counted|expected|a|about|across|after|against|an|and|are|as|at|before|but|by
    bằng|bị|bởi|cao|chiếm|cho|chưa
    chỉ|các|còn|có|cùng|cũng|cả|cần|của|do|down|during|dự|fewer|for|from|giảm|giữa|gần|gồm|had
    has|have|hay|hoặc|hàng|hơn|in|into|is|it|khi|khác|không|kia|less|là|lên|more|mà|mỗi|mới|nay
    ngoài|như|nhưng|nhờ|những|này|nên|nếu|of|on|or|out|over|per|phải|qua|ra|respectively|riêng
    rồi|sau|since|so|sẽ|than|that|the|theo|through|thuộc|thì|thấp|to|trong|trên|trước|trở|trừ
    tuy|tăng|tương|tại|tới|từ|under|until|up|và|vào|vì|vượt|vẫn|về|với|was|were|which|while|who
    with|within|xuống|đang|đã|đó|được|đạt|đến|để|ấy|ở
    """
)
# By what something is counted where the text says mỗi, một, per or a.
_BY_NOUNS = (
    "tháng|năm|ngày|tuần|quý|giờ|vụ|tạ|tấn|kg|ha|hecta|m2|m²|hộ|người|sào|công|lít|con"
    "|cây|hồ sơ|đơn vị|xã|lớp|suất|lượt|sản phẩm|cái|chiếc|bộ|trái"
    "|month|year|day|week|hour|quarter|shift|season|crop|hectare|ha|kg|kilo|litre|tonne|household|person"
    "|head|capita|file|unit|inhabitants|km2|km²"
)
PER = re.compile(
    r" ?/ ?(?!KH(?!\w)|kế hoạch)(?:1(?:00|0[.,]?000)? (?:vạn |nghìn |triệu )?|100[.,]000 |1[.,]000 |một vạn |vạn "
    r"|triệu |nghìn "
    r"|tháng/)?[^\W\d_]{1,12}[²³23]?"
    r"(?:/(?:[^\W\d_]{1,12}[²³23]?))?(?: (?:sơ|nghiệp|phẩm|dân|vị|người))?(?!\w)"
    r"| (?:trên|per|for every) (?:một |mỗi |1 )?(?:vạn|nghìn|triệu|10[.,]000|100[.,]000"
    r"|1[.,]000|1[.,]000[.,]000|million|thousand)"
    r" [^\W\d_]{1,15}"
    r"| per (?!cent)[^\W\d_]{2,15}(?!\w)"
    rf"| (?:mỗi|một|per|a|an|each|trên mỗi|trên một) (?:{_BY_NOUNS})(?!\w)(?! (?:before|earlier|ago|later))",
    re.IGNORECASE,
)
_WORD = re.compile(r" ?([^\W\d_]+[²³]?(?:(?<=m)[23])?|°C|‰)")
_MOST_WORDS = 4
# In front of a word that bears numbers, these make its number a count: mỗi lớp 40, số viện 5, each plot 5 trees.
_COUNTING = frozenset(["số", "lượng", "mỗi", "từng", "each", "every", "other", "another"])
# Counts in a list, each behind what it counts: viện 5, trường 7, doanh nghiệp 20.
_NEXT_COUNT = re.compile(r"[,;](?P<noun>(?: [^\W\d]+){1,3}?) \d{1,4}(?=[,;.]|$)")
_COUNT_BEFORE = re.compile(
    r"(?<!\w)(?P<noun>[^\W\d]+(?: [^\W\d]+)?) \d{1,4}[,;] (?:[^\W\d]+ ){1,2}$"
)
# Of these none lies within another: in a list with a number each they are no address, and counted.
_SIDE_BY_SIDE = frozenset(["viện", "trường", "xã", "phường", "phiếu chi", "phiếu thu"])


# Asked twice of most figures.
@lru_cache(maxsize=4)
def counted_at(text: str, at: int) -> int:
    """Where the longest noun of the table ends that stands at a place; the place itself where there is none."""
    ends, where = [], at
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, where)
        if word is None:
            break
        where = word.end()
        ends.append(where)
    known = [end for end in ends if text[at:end].strip().lower() in COUNTED]
    return max(known, default=at)


def measure_at(text: str, at: int) -> tuple[str, int]:
    """The measure that stands at a place and where it ends; an empty one where there is none.

    >>> measure_at("500 m³/ngày", 3)
    ('m³', 6)
    """
    first = _WORD.match(text, at)
    second = _WORD.match(text, first.end()) if first else None
    for word in (second, first):
        known = word and MEASURES.get(text[at : word.end()].strip())
        if word and known and not text[word.end() : word.end() + 1].isdigit():
            return known, word.end()
    return "", at


def word_at(text: str, at: int) -> tuple[str, int]:
    """The word that stands behind a space and where it ends; an empty one where none does."""
    word = _WORD.match(text, at)
    return (word[1], word.end()) if word and text[at : at + 1] == " " else ("", at)


def counts_its_head(text: str, start: int, end: int, head: str) -> bool:
    """Whether a number behind a word that bears numbers counts it all the same.

    Args:
        text: in which it stands.
        start: where the number begins.
        end: where it ends.
        head: the word, in small letters.

    >>> counts_its_head("Viện 5, trường 7, doanh nghiệp 20.", 5, 6, "viện")
    True
    >>> counts_its_head("Viện 5 đã họp.", 5, 6, "viện")
    False
    """
    before = text[max(0, start - 60) : start]
    words = re.split(r"\W+", before.lower().rstrip())
    nouns = (
        " ".join(words[-n:]) for n in range(head.count(" ") + 2, min(_MOST_WORDS, len(words)) + 1)
    )
    led = words[: -1 - head.count(" ")]
    is_counted = bool(led) and led[-1] in _COUNTING and "mã" not in led[-2:]
    item = _COUNT_BEFORE.search(before)
    if head in _SIDE_BY_SIDE and text[end : end + 1] in {"", ",", ";", "."}:
        near = filter(None, (item, _NEXT_COUNT.match(text, end)))
        is_counted = is_counted or any(
            _ends(each["noun"]) & _SIDE_BY_SIDE - {head} for each in near
        )
    for _ in range(_MOST_WORDS):
        is_counted = is_counted or (item is not None and _is_thing(item["noun"]))
        item = _NEXT_COUNT.match(text, end)
        end = item.end() if item else end
    return is_counted or any(noun in COUNTED for noun in nouns)


def _is_thing(noun: str) -> bool:
    """Whether a noun, or its last word or two, is counted and bears no number."""
    nouns = _ends(noun)
    return bool(nouns & COUNTED) and not nouns & NAME_HEADS


def _ends(noun: str) -> set[str]:
    """The last word of a noun, and its last two."""
    words = noun.lower().split()
    return {" ".join(words[-2:]), words[-1]}
