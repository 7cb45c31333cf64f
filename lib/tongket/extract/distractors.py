"""What looks like a figure and is none: dates, documents, standards, telephones, names … each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongket.extract.sought import Searched, Sought
from tongket.extract.words import CAPITAL, DOCUMENTS, counted_at, measure_at

_YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY_MONTH = rf"{_DAY}/{_MONTH}(?![\d/]|[.,]\d)"
_FULL_DATE = rf"{_DAY} ?[/.-] ?{_MONTH} ?[/.-] ?{_YEAR}(?!\d)"
_EN_MONTH = (
    r"(?:January|February|(?-i:March|MARCH)|April|(?-i:May|MAY)|June|July|August|September|October"
    r"|November|December)"
)
_CLOCK = r"\d{1,2}(?:h|:)\d{2}(?!\d)"
_GMT = r"\(GMT ?\+?\d{1,2}\)"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w)"
_NO_RANK = r"(?<!trí )(?<!hạng )(?<!xếp )(?<!đứng )"
_SPAN = rf"{_YEAR} ?[-–—/] ?{_YEAR}(?!\d)"
# Words in front of a day and month: a fraction has none of them.
_WHEN = (
    r"(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|lễ|dịp|khánh|mùng|mồng|tết|hết|đến|tới|từ|trước"
    r"|sau|qua|kỷ niệm|nhân|phụ nữ"
    r"|lao động|nhà giáo|quốc tế)"
)
_ABBREVIATION = (
    r"(?:TCVN|QCVN|TCCS|ISO|IEC|ASTM|IEEE|OHSAS|SA|FSSC|EN|BRC|QCĐP|TCN|VILAS|VLAT|VICAS"
    r"|LAS-XD|ĐLVN)"
)
_LETTERS = r"[A-ZĐÂĂÊÔƠƯ]"


@dataclass(frozen=True)
class Distractor:
    """A part of a text that no figure may overlap.

    Args:
        start, end: where it stands in the text of the document.
        as_printed: what it is letter by letter.
        reason: why it is no figure.
    """

    start: int
    end: int
    as_printed: str
    reason: str


# Tried in this order: where two overlap, the one before holds. A pattern sees one block; each repeat is bounded.
_RULES = tuple(
    (
        reason,
        Sought(pattern, 0 if reason in {"document_number", "tech_name"} else re.IGNORECASE),
    )
    for reason, pattern in (
        ("email", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
        ("url", (r"(?:https?://|www\.)[^\s<>\"]{1,200}|(?<![\w.])[\w-]{2,40}\.(?:gov|com|edu|org"
            r"|net)(?:\.vn)?(?!\w)[^\s]{0,80}")),
        ("code", (r"(?<!\w)(?:mã bưu chính|postal code|zip code|post code|MST|mã số thuế|STK"
            r"|(?:số )?tài khoản(?! \d{1,3}(?:\.\d{3}){1,2}(?![\d.-]| \d))|CCCD|CMND|ISBN|ISSN"
            r"|mã hồ sơ)(?: số)?(?: [^\W\d]{2,6}){0,2}:? ?\d[\d .-]{3,25}\d"
            r"|(?<![\w.])[A-ZĐ]{1,5}\d{0,4}(?:[.-]\d{1,8}){2,5}(?!\w)|\d{1,3}° ?\d{1,2}['′][^\s;,]{0,12}")),
        ("code", r"(?<=số )\d{1,2}-\d{4}-\d{3,6}(?!\d)"),
        ("code", r"(?<![\w.-])(?-i:(?=[A-ZĐ.-]{2,24}\d)[A-ZĐ][A-ZĐ\d]{0,8}(?:[.-][A-ZĐ\d]{1,8}){2,6})(?![\w%]|[.,]\d)"),
        ("code", (r"(?<!\w)(?:mã|ký hiệu"
        r"|số hiệu)(?: số)?:? (?-i:[A-ZĐ]{2,8})(?:[.-](?-i:[A-ZĐ\d]{1,8})){1,5}(?!\w)")),
        ("address", (rf"(?<![\w.,/])\d{{1,4}} (?:(?-i:{CAPITAL})\w{{1,9}} ?){{2,4}}"
            r"(?=, (?:phường|quận|xã|thành phố|TP|hà nội))")),
        ("date", rf"(?<![\d.,]){_DAY}(?:, {_DAY}){{0,4}}(?:,? and | to | or |[-–]){_DAY} {_EN_MONTH}"),
        ("date", rf"between {_DAY} and {_DAY} {_EN_MONTH}"),
        ("period", (r"(?<!\w)(?:ba|sáu|chín|mười|mười một|mười hai|12) tháng (?:(?:đầu|cuối)(?: năm)?"
            r"|(?:vừa )?qua)(?!\w)")),
        ("tech_name", r"(?<!\w)(?:version|phiên bản|revision) \d{1,3}(?:\.\d{1,4}){1,3}"),
        ("clock_time", (r"(?<=từ )(?:[01]?\d|2[0-4]) (?:giờ|h) (?:đến|-|–) (?:[01]?\d|2[0-4]) (?:giờ|h)"
            r"(?: \d{2})?(?!\w)")),
        ("address", (r"(?:(?:số )?\d{1,4}[a-z]?,? )?(?:đường|phố|quảng trường|công viên|trường|bệnh viện"
            r"|cầu) \d{1,2}(?: tháng |/)\d{1,2}(?![\d/%]| số (?!\d))")),
        # A name in quotes that ends in its number.
        ("name", (rf"[\"“‘'](?-i:{CAPITAL})[^\W\d]{{0,9}}(?: [^\W\d]{{1,9}}){{0,5}} \d{{1,4}}"
            r"(?: (?:giờ|phút|ngày))?[\"”’']")),
        ("timestamp", (rf"\[?(?:{_WEEKDAY},? )?(?:ngày )?{_FULL_DATE}(?:,| -| \|)? ?{_CLOCK}"
            rf"(?: {_GMT})?\]?")),
        ("timestamp", rf"\[?{_CLOCK}(?:,| -| \|)? ?(?:{_WEEKDAY},? )?(?:ngày )?{_FULL_DATE}\]?"),
        ("timestamp", rf"(?:{_WEEKDAY}),? (?:ngày )?{_FULL_DATE}(?:,? {_CLOCK})?(?: {_GMT})?|{_GMT}"),
        ("document_number", (rf"(?<![\w/])\d{{1,6}}(?:/{_YEAR})?(?:[/-]"
            rf"|/ ){_LETTERS}{{2,}}[\w&]{{0,12}}(?:[-–/][\w&]{{1,14}}){{0,4}}")),
        ("date", rf"(?<![\d/.]){_FULL_DATE}"),
        ("date", rf"ngày {_DAY}/{_MONTH}(?:, {_DAY}/{_MONTH}){{0,4}},? và {_DAY}/{_MONTH}(?![\d/%])"),
        ("tech_name", r"(?<!\w)(?:Lean )?(?:6|[Ss]ix) [Ss]igma(?!\w)"),
        ("date", (rf"{_WHEN} {_DAY}(?:(?:-|–| và | đến |, ){_DAY}){{0,2}}/{_MONTH}(?![\d/]"
            rf"|[.,]\d)(?! \w{{1,9}} (?:đạt|tiêu)| (?:lên|xuống)(?!\w))")),
        ("date", rf"(?<=\(){_DAY} ?[-–] ?{_DAY}/{_MONTH}(?=\))"),
        ("date", rf"(?:ngày|sáng|chiều|tối|hôm) {_DAY}-{_MONTH}(?:-{_YEAR})?(?![\d/-]|[.,]\d)"),
        ("date", (rf"(?:ngày|mùng|mồng) {_DAY}(?: tháng {_MONTH}(?: năm {_YEAR})?)?(?![\d/]"
            rf"|[.,]\d)")),
        ("date", (rf"(?<!\w)(?:{_DAY}[-–])?{_DAY}(?:st|nd|rd|th)? {_EN_MONTH}(?:,? {_YEAR})?(?!\w)"
            rf"|{_EN_MONTH} {_DAY}(?:st|nd|rd|th)?(?:, {_YEAR})?(?![\d%.,]\d)(?!\w)")),
        ("period", (r"(?<!\d)(?:1[012]|[1-9]) tháng(?= (?:đạt|ước|tăng|giảm|thực hiện|toàn|trên|có|đã"
        r"|cả))")),
        ("period", (r"(?<!\d)(?:1[012]|[1-9]) tháng(?= và (?:nhiệm vụ|phương hướng|kế hoạch))"
            r"|(?<=the )\d{1,2} months(?= (?:to|ended|ending))")),
        ("period", r"(?<=kế )(?:1[012]|[1-9]) tháng(?= \d)"),
        ("period", r"bình quân (?:1|một|mỗi) (?:tháng|năm|ngày|quý)(?!\w)"),
        ("month", (rf"(?:các )?tháng {_MONTH}(?:(?:,| và|, và|-|–"
            rf"| đến) ?(?:tháng )?{_MONTH}){{0,4}}(?:(?: năm |/ ?| ?- ?){_YEAR})?(?![\d%]|[.,]\d)")),
        ("month", rf"{_EN_MONTH} {_YEAR}(?!\d)|(?<![\d/.,]){_MONTH}/{_YEAR}(?!\d)"),
        ("quarter", (rf"quý (?:I{{1,3}}|IV|[1-4])(?:(?:,| và|-) ?(?:quý )?(?:I{{1,3}}|IV"
            rf"|[1-4]))?(?:(?: ?[/-] ?| năm ){_YEAR})?(?![\w%]|[.,]\d)|Q[1-4](?: {_YEAR})?(?!\w)")),
        ("period", rf"(?:kế hoạch )?5 năm,? (?:giai đoạn )?{_SPAN}|(?<![\d/.,]){_SPAN}"),
        ("period", (rf"(?<!\d)\d{{1,2}} (?:tháng|năm|quý|tuần|ngày) (?:đầu|cuối|qua|vừa qua|gần đây|tới"
            rf"|còn lại|tiếp theo)(?: (?:của )?(?:năm )?{_YEAR}| năm| nhiệm kỳ)?(?!\w)")),
        ("period", (rf"(?<!\d)\d{{1,2}} tháng(?:/| năm ){_YEAR}(?!\d)|(?:first|last|past|next|previous"
            rf"|coming|final|remaining) (?:\w{{3,8}}|\d{{1,2}})[ -](?:months?|years?"
            rf"|quarters?)(?: of {_YEAR})?(?!\w)")),
        ("year", (rf"(?:năm|years?)(?: học| ngân sách| tài chính)? {_YEAR}(?:(?:,| và|, và| and|/"
            rf"|-) ?(?:năm )?{_YEAR}){{0,4}}(?![\d%]|[.,]\d)")),
        ("standard_name", (rf"(?<!\w){_ABBREVIATION}(?:[/ ](?:{_ABBREVIATION}|TS"
            rf"|TR))?[ -]?\d{{1,6}}(?:[-.]\d{{1,3}}){{0,3}}(?:[:]{_YEAR})?(?:/[A-ZĐ]{{2,8}})?(?:/\w{{2,8}})?")),
        ("document_number", (rf"(?<!\w)(?i:{DOCUMENTS})(?: \w{{2,8}})? (?i:số|no\.?"
            rf"|number):? ?\d[\w/.-]{{0,20}}(?<!\.)")),
        ("document_number", (r"(?<!\w)(?:Số|No\.):? ?\d{1,6}(?=/[^\d\s]|/\d{4}"
        r"|-[A-ZĐ])[\w/&-]{1,24}")),
        ("clause", (r"(?:điểm \w{1,2},? )?(?:khoản \d{1,2},? )?(?:và |, )?Điều \d{1,3}\w?(?!\w)"
            r"|(?<!tài )khoản \d{1,2}(?!\w)|Điều \d{1,3}")),
        ("phone", (r"(?:điện thoại|số máy|ĐT|ĐTDĐ|tel|fax|phone|hotline|đường dây nóng|di động|zalo|call"
            r"|liên hệ)\W{0,4}(?:số )?[+(]{0,2}\d[\d .()/–-]{6,40}\d")),
        ("phone", (r"(?<![\w.,])(?:\(?\+84\)?|\(?0\d{2,3}\))[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){1,3}(?!\d)"
            r"|(?<![\w.,])0\d{2,3}[ .-]\d{3,4}[ .-]?\d{3,4}(?!\d)"
            r"|(?<![\w.,])1[89]00 ?\d{4,6}(?!\d)")),
        ("phone", r"(?:tổng đài|đầu số)(?: số)? \d{3,6}(?!\d)"),
        ("code", (r"(?<![\w.,])0\d{3,}(?!\d|[.,]\d| \d)|(?<!\d)\d{16,}|(?<![\w.,])(?:\d{9,15}(?![\d.,]"
        r"| [\w%])|\d{12,15}(?![\d.,]))")),
        ("clock_time", r"(?<!\w)\d{1,2} giờ kém \d{1,2}"),
        ("clock_time", r"(?<!\d)\d{1,2} (?:giờ|h)(?= (?:đến|-|–) \d{1,2} (?:giờ|h))"),
        ("clock_time", r"(?<![\d/.,])\d{1,2}(?:[.:]\d{2})? ?[ap]\.?m(?!\w)\.?"),
        ("clock_time", (rf"(?<![\d/]){_CLOCK}(?: ?(?:a\.?m|p\.?m)\.?)?|(?:(?:lúc|vào"
            rf"|hồi) )?(?<!\d)\d{{1,2}} giờ \d{{1,2}}(?: phút)?|(?:lúc|vào|hồi"
            rf"|at) \d{{1,2}} ?(?:giờ|h|a\.?m\.?|p\.?m\.?|o'clock)(?!\w)")),
        ("clock_time", (r"(?<!(?:lên|ống) (?:đến|tới) )(?<=(?:đến|tới) )(?:1[3-9]|2[0-4]) giờ"
            r"(?=[,.;)]|$| (?:mới|thì|đêm|hằng))")),
        ("date", r"(?<!% )\((?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[012])\)"),
        ("clock_time", (r"(?:họp|bắt đầu|khai mạc|sáng|chiều|tối) \d{1,2} (?:giờ|h)(?=[,.;)]|$| (?:ngày"
            r"|sáng|chiều|tối|thứ))")),
        ("weekday", rf"{_NO_RANK}thứ [2-7](?:(?:,| và| -|-) ?(?:thứ )?[2-7]){{1,5}}(?![\w/]|[.,]\d)"),
        ("weekday", rf"(?<!\w){_NO_RANK}{_WEEKDAY}(?=[,.;:)]| (?:đến|ngày|và|hằng|hàng|tuần)|$)"),
        ("scale", r"(?<=points )out of 100(?!\d)|thang(?: điểm)? (?:10|100)(?![\d,.]\d)"),
        ("rank_name", r"(?<!\w)top \d{1,4}(?!\w)"),
        ("ordinal", (r"(?<!\w)(?:lần )?thứ (?:nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười"
            r"|[IVXL]{1,6})(?!\w)|(?<!\w)\d{1,3}(?:st|nd|rd"
            r"|th)(?!\w)(?! (?:place )?out of)(?! of \d)")),
        ("ordinal", r"(?<!\w)(?:bão|áp thấp|tập|kỳ|đợt) số \d{1,3}(?!\d)"),
        ("slogan", r"[\"“‘'](?:\d{1,2} [^\W\d]{1,8},?(?: và)? ){1,3}\d{1,2} [^\W\d]{1,8}[\"”’']"),
        ("idiom", r"(?<![\d/])24/(?:7|24)(?!\d)|(?<!\d)7/24(?!\d)|50/50|\d in 1(?!\d)|\d{1,2} trong 1(?!\d)"),
        ("idiom", (r"(?<!\w)(?:\d|hai|ba|bốn|năm|sáu) (?:tại chỗ|không|có|rõ|tốt|xin|nhà|cùng|trách nhiệm"
            r"|công khai|xây|chống|sạch)(?=[\"”’'),.;]|$)")),
        ("tech_name", r"(?<![\w.,])[13] pha(?!\w)"),
        ("slogan", r"[\"“‘'](?:\d{1,2} [^\W\d]{1,8}(?: [^\W\d]{1,8})?|[^\W\d]{1,12} \d{1,2})[\"”’']"),
        ("number_word_name", (r"(?<!\w)(?:một cửa|một nắng|một chiều|một mặt|một bên|hai con số|hai mặt"
        r"|ba bên"
            r"|bốn mùa|năm bản lề|ba miền|hai chiều|hai cấp|hai bên|ba pha|ba lá|ba rọi|năm châu|bốn bể"
            r"|hai vai|tứ trụ|mười mươi)(?!\w)")),
        ("tech_name", (r"(?<![\w.,])\d{1,2}(?:G|D|K|S)(?![\w%])|(?<![\w.,])[1-9]\.0(?![\d%]| ?(?:percent|per"
            r"|million|billion|points?|times|tonnes?|ha|km)\b)")),
        ("tech_name", (r"(?<![\w.,])(?!(?:m|km|cm|dm"
            r"|mm)[23²³])[A-ZĐa-zđ][A-Za-zĐđ]{0,11}(?:-?\d{1,4}(?:[.,]\d{1,2})?(?:-\d{1,4}){0,2}[A-Za-z]{0,3})(?![\w%]"
            r"|[.,]\d)")),
        ("vague_number_word", (r"(?<!\w)(?:hàng|vài|mấy|dăm|hằng) (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ"
            r"|tỉ)(?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?(?!\w)|(?<!\w)(?:hundreds|dozens|thousands|tens"
            r"|scores|millions|billions)(?: of (?:thousands|millions))?(?: of)?(?!\w)")),
        ("vague_number_word", (r"(?<!\w)(?:một số|một vài|một ít|một phần(?! \w{2,5} )|một loạt|vài|mấy"
            r"|dăm ba|dăm"
            r"|đôi ba|a few|several|one of the"
            r"|some (?:two|three|four|five|six) or (?:three|four|five|six|seven))(?!\w)")),
        ("note_mark", (r"(?:ghi chú|chú thích|note) \(?\d{1,2}\)?(?=[:.])|\[\d{1,3}\]"
        r"|(?<=[\d%])\(\d{1,2}\)(?!\w)")),
        ("page_number", (r"(?<!\w)(?:trang|pages?) \d{1,4}"
            r"(?:(?:/| of | to | đến | và | and |, |[-–])\d{1,4}){0,5}(?!\w)")),
        ("scale", (r"(?<!\d)1[/:][1-9]\d{0,2}(?:[.,]?000){1,2}(?!\d)(?! (?:dân|người|inhab))"
            r"|(?<![\d:])\d{1,3}:\d{1,3}(?![\d:])")),
        ("address", (r"(?:địa chỉ|trụ sở|t[òo][àa] soạn|address)(?: tại)?: [^;\n]{1,160}?(?=;|\.\s|\.?$)|(?<!\w)(?:số"
            r"|no\.) \d{1,4}[A-Z]?,? [^;.\d]{1,40}(?:street|road|đường|phố|phường|quận|khu|ward"
            r"|district)[^;.(),]{0,40}")),
        # A house and its street, at the head of a line or behind where it is: Số 02 Lý Thường Kiệt.
        ("address", (rf"(?:^|(?<=tại )|(?<=ở )|(?<=: )"
            rf"|(?<=, ))(?:nhà )?số(?: nhà)? \d{{1,4}}[A-Z]?(?:[/-]\d{{1,4}}[A-Z]?){{0,3}}"
            rf",? (?:(?:đường|phố|đại lộ|ngõ|hẻm|khu|ấp|lô)(?: \w{{1,12}}){{1,4}}"
            rf"|(?-i:{CAPITAL})\w{{1,9}}(?: (?-i:{CAPITAL})\w{{1,9}}){{1,3}})")),
        ("address", r"(?<!\w)\d{1,4}[A-Z]? (?:[A-Z][a-z]{0,12} ){1,4}(?:Street|Road|Avenue)(?!\w)"),
        ("list_number", (rf"(?:(?<=^)|(?<=\n))(?:\d{{1,2}}[-–] (?=(?-i:{CAPITAL}))"
            rf"|[•●▪+*] ?\d{{1,2}}[.)/] ?(?=[^\W\d]))")),
        ("list_number", r"(?:(?<=^)|(?<=\n))[-–] ?\d{1,2} ?[-–](?= [^\W\d])"),
        ("page_number", r"(?:(?<=^)|(?<=\n))[-–] ?\d{1,3} ?[-–](?=\n|$)"),
        ("list_number", (r"(?:(?<=^)|(?<=\n))\(?(?:\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}[.)/]"
            r"|[IVX]{1,5}[.)/])(?=\s|[^\W\d])|(?:(?<=[:;,.] )|(?<=^))\(\d{1,2}\)(?= [^\W\d])")),
        ("list_number", r"(?<=[:;,.] )\d{1,2}\) ?(?=[^\W\d])"),
        # A heading that numbers itself without a point, and notes of which several stand in one line.
        ("list_number", (rf"(?<=^)(?:[^\w\s] )?\d{{1,2}} (?=(?-i:{CAPITAL})[^\n.;:|]{{2,70}}$)"
            rf"|(?<=[.!?] )\d{{1,2}}\. (?=(?-i:{CAPITAL}))")),
        ("address", rf"(?:trụ sở|văn phòng)(?: tại| ở)? \d{{1,4}} (?=(?-i:{CAPITAL}))"),
        ("address", r"(?<!\w)Box \d{1,6}(?!\w)"),
        ("address", rf"(?<![\w.,/])\d{{1,4}}[A-Z]? (?:phố|đường|đại lộ) (?=(?-i:{CAPITAL}))"),
        ("phone", r"(?<!\w)(?:ext|máy lẻ)\.?:? ?\d{1,5}(?!\w)"),
        ("document_number", (r"(?<!\w)(?:Circular|Decree|Decision|Resolution|Directive|Law|Thông tư|Nghị định"
            r"|Quyết định|Nghị quyết|Chỉ thị|Luật) \d{1,5}/\d{4}(?!\d)")),
        ("clock_time", (r"(?<![\w.,])\d{1,2} giờ (?=sáng|trưa|chiều|tối|đêm|rưỡi|kém|ngày \d|cùng ngày|hôm "
        r"|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w))")),
        # What has a name with a number: a variety, a machine, a product, a technology with capitals within its name.
        ("tech_name", (rf"(?<!\w)(?i:giống|dòng|máy|thương hiệu|nhãn hiệu|chế phẩm|robot|vệ tinh"
        rf"|phần mềm|lúa|variety"
            rf"|product|brand|software|satellite),? (?:{CAPITAL}\w{{0,12}} ){{1,3}}\d{{1,4}}(?![\w%])"
            r"(?=[,.;:)]|$| (?:is|are|và|do|của|được|có)(?!\w))"
            r"|(?<!\w)(?:[A-Z][a-z]{1,8}|[a-z]{1,3})[A-Z]\w{0,8} \d{1,3}(?:\.\d{1,2})?(?![\w%]|[.,]\d)")),
        ("name", (r"(?<!\w)(?:edition|issue|volume|version|ấn bản|phiên bản)(?: số| no\.?)? \d{1,3}(?:\.\d{1,2}){0,2}"
            r"(?=[.,;)]|$)(?![.,]\d)")),
        ("date", (rf"(?<!\w)(?:ngày|lễ|dịp|quốc khánh)(?: (?-i:{CAPITAL})[^\d,.;:]{{1,50}})?"
            r" \d{1,2}/\d{1,2}(?![\d/%])(?! [^\W\d])")),
        ("name", r"(?<!\w)(?:VNeID|định danh)(?: điện tử)? mức(?: độ)? \d(?![\d.,%])"),
        ("name", r"(?<!\w)(?:phòng(?: họp)?|hội trường|nhà|kho|cổng|bến|lô) số \d{1,3}(?![\d.,/%])"),
        ("address", r"(?<!\w)(?:địa chỉ|tại|ở) số \d{1,4}(?:/\d{1,4}){0,3}(?= (?:đường|phố|ngõ|hẻm|khu|ấp|thôn))"),
        ("name", r"(?<!\w)(?:ở|tại) cơ sở \d(?![\d.,/%])"),
        ("idiom", r"năm người mười ý|chín người mười ý|năm thì mười họa|năm bè bảy mảng|ba chìm bảy nổi"),
        ("slogan", (r"(?:nguyên tắc|phương châm|phong trào|khẩu hiệu) \d{1,2} (?:đúng|không|có|sạch|tốt|nhất"
            r"|giảm|tăng|tại chỗ)(?!\w)")),
        ("score", (r"(?<!\w)(?:(?:tỷ số|thắng|thua|won|win|beat|lost) (?:[^\W\d]+ ){0,5}"
            r"|(?<!hướng )(?:hòa|dẫn) (?:trước )?)"
            r"\d{1,3}[-–]\d{1,3}(?:, \d{1,3}[-–]\d{1,3}){0,4}(?![\d%])")),
        ("name", (rf"(?<!\w)(?:trường|công viên|rạp|bệnh viện|nông trường|chợ|quảng trường|nhà máy)"
            rf"(?: (?:tiểu học|mầm non|(?-i:{CAPITAL})[^,.;\d]{{0,30}}))? {_DAY}[-/]{_MONTH}(?![\d/%-]|,\d| số )")),
        ("phone", (r"(?<!\w)(?<!kêu )(?<!the )(?:gọi|dial|call)(?: ngay)?(?: số)? 1\d\d(?: (?:hoặc"
            r"|or) 1\d\d)?(?!\d| [^\W\d]+ (?:và|,))")),
        ("name", r"(?<!\w)(?:bậc \d/\d|vòng 1/\d{1,2}|an toàn sinh học cấp \d)(?!\d)"),
        ("ordinal", r"(?<!\w)hạng (?:nhất|nhì|ba|tư|năm)(?!\w)"),
        ("tech_name", (r"(?<![\w.,])\d{3,4} ?nm(?!\w)|(?:trạm|đường dây|lưới|tuyến)(?: điện"
            r"| biến áp)? \d{2,3} ?kV(?!\w)|(?<![\w.,])\d{2,3} ?kV (?:line|substation)")),
        ("date", r"(?<!\w)(?:\d{1,2}|mùng \w{1,5}|rằm)(?: đến (?:mùng )?\d{1,2})? tháng (?:giêng|chạp)(?!\w)"),
        ("date", rf"ngày {_DAY}(?:, {_DAY}){{0,4}} và {_DAY}[-/]{_MONTH}(?![\d/%])"),
        ("date", rf"from {_DAY}/{_MONTH} to {_DAY}/{_MONTH}(?![\d/]| of )"),
        ("code", r"(?<!\w)(?:account|mã QHNS)(?: số| no\.?)?:? \d(?:[ .-]?\d){4,24}(?!\d)"),
        ("code", r"(?<![\w-])[1-4]-(?:(?:19|20)\d\d-\d{3,6}|00\d{5})(?!\d)"),
        ("code", (r"(?<!\w)[XY] ?= ?\d{3,8}(?!\d)|(?:tọa độ|coordinates?):? \d{1,3}\.\d{2,6}(?:,? (?:và "
            r"|and )?\d{1,3}\.\d{2,6})?")),
        ("code", r"(?<!\w)mã(?: chất thải)?:? \d\d(?: \d\d){1,3}(?![\d%])|(?<!\w)\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?"),
        ("tech_name", (r"(?<!\w)(?:NPK|DAP|NP|NK) \d{1,2}(?:-\d{1,2}){1,2}(?![\d%]| (?:tấn|tạ|kg)(?!\w))"
            r"|(?<!\w)FM \d{2,3}(?:[.,]\d)?(?!\d| giờ)")),
        ("number_word_name", (r"(?<=[^\W\d_] )(?-i:(?:Hai|Ba|Bốn|Bảy|Tám|Chín|Mười)(?: (?:Hai|Ba|Bốn|Năm|Sáu"
            r"|Bảy|Tám|Chín|Mươi|Trăm|Ngàn|Nghìn|Vạn)){1,2})(?!\w)")),
        ("number_word_name", (r"(?:liên kết|hợp tác|mô hình|sự liên kết) (?:ba|bốn|năm|sáu|\d) nhà(?!\w)"
            r"(?! (?:khoa|máy|màng|kính|đầu|lưới|văn|trường|thầu|nuôi|yến|xưởng|kho|ở))")),
        ("vague_number_word", r"(?<!\w)(?:dăm bảy|vài ba)(?= [^\W\d])"),
        ("idiom", (r"(?<!\w)(?:ba cây chụm lại|(?:năm|ba) lần bảy lượt|time saves nine|hearing a hundred times"
            r"|two birds with one stone|once or twice|one or two)(?!\w)")),
        ("period", r"(?<!\w)(?:công tác|tình hình|kết quả|báo cáo) (?:\d|ba|sáu|chín) tháng(?= và |[.,;:]|$)"),
        ("document_number", r"(?<!\w)(?:quy định|nghị định|quy chế|regulation)(?: số)? \d{1,5}/(?:19|20)\d\d(?!\d)"),
        ("copies", r"(?<!\w)lưu(?=:| ?VT| văn thư)[^.\n]{0,40}\(\d{1,3}(?: bản| trang)?\)"),
        ("copies", r"(?<!\w)lưu:? ?VT[^.\n]{0,40}?, ?\d{1,3}(?=\W*$)"),
        ("period", (r"(?<!\w)(?:hai|ba|bốn|năm|sáu|\d{1,2}) (?:năm|tháng|tuần|ngày) (?:sau|trước đó"
            r"|trước đây)(?=[,. ]|$)")),
        ("name", (r"(?<!\w)(?:số máy|số khung|sê-ri|số sê-ri|serial|model"
        r"|kiểu máy):? [A-ZĐ]{0,3} ?\d{2,12}(?![\w%]|[.,]\d)")),
        ("name", (r"(?<!\w)(?:số báo(?: in)?:?|tiền tố(?: quốc gia)?|máy lẻ:?|pin(?= \d{4})"
        r"|vàng(?= \d{3})|đường tỉnh"
            r"|đường huyện) \d{1,2}(?:\.?\d{1,4}){0,2}(?![\d%])(?! (?:cây|chỉ|lượng|miếng|km))")),
        ("caption_number", r"(?<=[:;,] )(?:ảnh|hình|photo|figure) \d{1,2}(?=:| [–-] )"),
        ("caption_number", (r"(?:(?<=^)\W{0,2}|(?<=\()|(?<=\. ))(?:ảnh|hình|biểu đồ|sơ đồ|bảng|biểu|phụ lục"
            r"|figure|fig\.|photo|picture|table"
            r"|chart|annex)(?: số)? \d{1,3}(?:\.\d{1,2})?(?=[.:;)]|$)")),
    )
)  # fmt: skip
# Of these a number is none where what follows is counted by it, and it is not of a house: phòng số 7 trụ sở.
_COUNTED_ELSEWHERE = {"name", "score", "phone"}
_NUMBER = re.compile(r" (?:số|no\.?) \d+$|\d{4}$", re.IGNORECASE)
_MANY_OF = re.compile(
    r" (?:(?:nghìn|ngàn|triệu|tỷ|tỉ|per|percent|million|billion|staff|people)(?!\w)|[a-z]{3,}s(?!\w))"
)
_IN_WORDS = tuple(
    rule
    for rule in _RULES
    if rule[0] in {"ordinal", "period", "weekday", "idiom", "number_word_name", "vague_number_word"}
)
_DIGIT = re.compile(r"\d")
# The cell of a table, as most are: a number that is no year.
_NUMBER_ALONE = re.compile(r"[-−+]?\d{1,3}(?:[.,]\d{1,3}){0,5} ?%?")
_ITEMS = re.compile(r"(?<=\s)\(\d{1,2}\)(?= [^\W\d])")
_BARE_YEAR = re.compile(rf"(?<![\w.,/-]){_YEAR}(?![\w%/]|[.,]\d| ?%)")


# The months that a report is of; elsewhere in it the same words are that period and no length of time.
_PERIOD = re.compile(
    rf"(?<!\d)(\d{{1,2}} tháng) (?:đầu|cuối|(?:của )?năm {_YEAR})|(?:first|last) (\w{{1,6}} months)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?:sau|kéo dài|gia hạn|thời hạn|kỳ hạn|thời gian|thêm|trong vòng|mất|within|after|lasts?)(?: \w+)? $",
    re.IGNORECASE,
)


def period_of(text: str) -> str:
    """The months that a text says its figures are of, as it prints them: `9 tháng`; empty where it names none.

    >>> period_of("Kết quả 9 tháng đầu năm 2024")
    '9 tháng'
    """
    match = _PERIOD.search(text)
    return (match[1] or match[2]).lower() if match else ""


def distractors_of(text: str, period: str = "") -> list[tuple[int, int, str]]:
    """Where in a text something looks like a figure and is none, with the reason; in the order of the text.

    Args:
        text: one block.
        period: the months that its document is of, as `period_of` names them.

    >>> distractors_of("Từ năm 2021 có 5G và 12 đề tài.")
    [(3, 11, 'year'), (15, 17, 'tech_name')]
    """
    if _NUMBER_ALONE.fullmatch(text):
        return []
    taken = bytearray(len(text))
    found = []
    # A paragraph without a digit has no date and no document.
    rules = _RULES if _DIGIT.search(text) else _IN_WORDS
    has = Searched(text)
    for reason, pattern in rules:
        for match in pattern.finditer(text) if pattern in has else ():
            start, end = match.span()
            if end > start and not any(taken[start:end]) and not _is_counted(reason, text, match):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, reason))
    items = _ITEMS.finditer(text) if "(1)" in text else ()
    named = re.finditer(rf"(?<!\w){_said(period)}(?!\w)", text, re.IGNORECASE) if period else ()
    lengths = [m for m in named if not _LENGTH.search(text, max(0, m.start() - 30), m.start())]
    years = [m for m in _BARE_YEAR.finditer(text) if not _is_amount(text, m.end())]
    kinds = ((items, "list_number"), (lengths, "period"), (years, "year"))
    rest = [(*match.span(), reason) for matches, reason in kinds for match in matches]
    found += [one for one in rest if not any(taken[one[0] : one[1]])]
    return sorted(found)


def _is_counted(reason: str, text: str, match: re.Match[str]) -> bool:
    """Whether what is a name elsewhere ends in a number of what follows it: gọi 112 doanh nghiệp; won 3-5 grants."""
    if reason not in _COUNTED_ELSEWHERE or not match[0][-1].isdigit() or _NUMBER.search(match[0]):
        return False
    return _is_amount(text, match.end()) or _MANY_OF.match(text, match.end()) is not None


def _said(period: str) -> str:
    """A pattern of a period of months, in digits or in words."""
    months = {"3": "ba", "6": "sáu", "9": "chín"}
    number, _, unit = period.partition(" ")
    return rf"(?:{number}|{months.get(number, number)}) {unit}"


def _is_amount(text: str, at: int) -> bool:
    """Whether what follows four digits is counted or measured, so that they are no year."""
    return measure_at(text, at)[1] > at or counted_at(text, at) > at
