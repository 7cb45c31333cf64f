"""The words by which the role of a printed figure is told, each table with where its words stand."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["result", "plan", "change", "cumulative", "example", "context"]

# A full stop that ends a sentence: not that of TP., TS., No. …
_TITLES = "".join(
    rf"(?<!\b{title})" for title in ("TP", "TS", "GS", "ThS", "BS", "No", "Mr", "Dr", "St", "tel")
)
SENTENCE = re.compile(rf"{_TITLES}[.!?…][\"”’)]?\s+(?=[^\Wa-zà-ỹđ\d_]|[-–+•]|\d{{1,3}}[^.\d])")
CLAUSE = re.compile(r"[,;()]| (?:và|còn|nhưng|trong khi|and|but|while|whereas|or|hoặc) ")
_PLAN_WORD = (
    r"(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|dự kiến|mức giao|KH(?!&|, ?CN|-?CN)|nghị quyết|plan|target|goal|estimate"
    r"|quota)"
)
_HEDGED = (
    r"(?: (?:thêm|nhẹ|tới|đến|khoảng|trên|gần|hơn|được|bình quân|là|mạnh|ước|chỉ|mới|about|nearly|almost|over"
    r"|more than|by|some|around|only))*"
)


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Of a rate against the plan: what stands behind the number, and in front of it.
OF_PLAN = _cue(
    r" ?(?:so với |so |của |of (?:the |its |annual |the annual "
    rf"|the year's )?)?{_PLAN_WORD}(?!\w)"
)
RATE_OF_PLAN = _cue(
    r"(?:bằng|tức|đạt|hoàn thành|thực hiện|tương đương|tương ứng|equal to|met|reached|or"
    r"|achieved)[^,;.]{0,25}$"
)
AS_PLANNED = _cue(
    rf" ?,? ?(?:như |theo |so với |as )?(?:{_PLAN_WORD} )?(?:(?:đã )?đề ra|được giao|planned|set)(?!\w)"
)
# A number that is said to be a level, and not what was reached.
LEVEL = _cue(r"(?<!\w)(?:mức|từ|là|level|from)(?!\w)|:")
MET = _cue(r"(?:hoàn thành|đạt|vượt|met|of)(?: (?:các|toàn bộ|the|so với))? $")
PLANNED = _cue(r" ?(?:planned|targeted|were planned|are planned)(?!\w)")
# Directly in front of the number: by how much.
CHANGED = _cue(
    r"(?:(?<!đổi mới )(?<!tốc độ )(?<!vào )(?<!cho )tăng(?: trưởng)?(?: thêm)?|giảm(?: giá)?|vượt|(?:cao|thấp|nhiều"
    r"|ít|nhanh|chậm|lớn|nhỏ|tốt|kém|đắt|rẻ|sớm) hơn|gấp|rút ngắn|cắt giảm"
    r"|bớt|mức (?:tăng|giảm)(?: \w+){0,3}|thay đổi|biến động"
    r"|(?<!make )(?<!makes )(?<!made )(?<!set )(?<!sets )up|down|rose|risen|fell|fallen"
    r"|falling|rising|grew|growth of|dropped|declined|increased|decreased"
    r"|an? (?:increase|rise|growth|decrease|decline|drop|fall) of|changed|climbed|higher"
    r"|lower|(?:average|annual) (?:annual )?rate of|surpass\w*|beat\w*)"
    rf"{_HEDGED} ?\(?$"
)
# By how much a plan is surpassed; a target itself is surpassed, vượt mục tiêu 15%.
CHANGED_PLAN = _cue(
    r"(?:vượt|thấp hơn|cao hơn|kém|thiếu)(?: so với)? (?:kế hoạch|chỉ tiêu|dự toán|KH)"
    rf"(?: năm| giao| được giao| đề ra| tỉnh giao)*{_HEDGED} ?$"
)
AGAINST_BEFORE = _cue(
    r"[^,;.()]{0,30}?(?:so với|so|gấp|higher than|more than|lower than|fewer than"
    r"|less than|than|compared (?:to|with)|on|over|against) (?:a year earlier"
    r"|cùng kỳ|năm|tháng|quý|các năm|trước|(?:the )?(?:same|previous|year|last)|in "
    r"|20\d\d)|[^,;.()]{0,12}year[- ]on[- ]year"
)
FEWER = _cue(r"[^,;.()]{0,20}? ?(?:more|fewer|less|higher|lower) than")
MULTIPLE_OF = _cue(r" (?:the|that|as|more|higher|larger|greater|what|its)(?!\w)")
COMPARED_RATE = _cue(r"(?:bằng|đạt|tương đương|equal to)[^,;.]{0,15}$")
INCREASE = _cue(r" (?:increase|rise|growth|decrease|decline|drop|fall|reduction)(?!\w)")
# A plan beside the number, in its own clause.
PLAN_BESIDE = _cue(
    r"(?<!\w)(?:kế hoạch|chỉ tiêu(?! về)|mục tiêu(?: (?:là )?đạt)?|dự toán(?! được)|dự kiến|định mức"
    r"|hạn mức|mức (?:giao|trần)|(?:được|tỉnh|bộ|trên|trung ương|thành phố|ta) giao"
    r"|giao (?=\d)|giao:|quy định|đặt mốc|mốc|phấn đấu|(?<!theo )yêu cầu(?! của)|dự tính|dự trù"
    r"|(?<!mục )đích|cam kết|kỳ vọng|KH(?!&|, ?CN|-?CN)|planned"
    r"|plan|plans|target|targets|targeted|goal|quota|limit|pledged|promised"
    r"|required|objective|cap|đủ(?=\s*$))(?!\w)"
)
# What ends the reach of a plan in front of it: an outcome is told. What is only reached ends that of a noun, not
# that of a verb: phấn đấu đạt 15%.
OUTCOME = _cue(
    r"(?<!\w)(?:kết quả|thực tế|thực hiện được|đã|đạt được|ước|tính chung|cuối cùng|giải ngân được|in fact"
    r"|actually|reached|achieved|were met|was met|completed|result)(?!\w)"
)
REACHED = _cue(r"(?<!\w)(?:đạt|hoàn thành|accepted|nghiệm thu được|mới được)(?!\w)")
# What begins a plan for the rest of a sentence; at its head for the paragraph.
AHEAD = _cue(
    r"(?<!\w)(?:phấn đấu|sẽ|(?<!không )(?<!không chỉ )(?<!khỏi )phải(?! (?:chịu|nộp|qua|trả|bị|dừng"
    r"|đóng|bồi|thu hồi)(?!\w))|cần(?! thơ| \d)|dự kiến"
    r"|đặt mục tiêu|đặt ra|theo kế hoạch|kế hoạch yêu cầu|^mục tiêu|^kế hoạch năm|năm tới"
    r"|thời gian tới|trong năm tới"
    r"|tháng cuối năm|năm sau|giai đoạn tới|sắp tới|hướng tới|chỉ tiêu năm|đề ra|will|must"
    r"|should|shall|aims?|plans? to|intends?|target(?:s|ed)? (?:for|is|are|of)|next year"
    r"|is to|are to"
    r"|expects? to|needs? to|goals?|in the coming|remaining \w+ months)(?!\w)"
)
AHEAD_HEAD = _cue(
    r"\W{0,4}(?:\d{1,2}[.)] )?(?:(?:về )?(?:mục tiêu|phương hướng|kế hoạch"
    r"|nhiệm vụ trọng tâm|chỉ tiêu|định hướng)(?!\w)(?! (?:được|đã|về|giao|yêu))|năm tới"
    r"|thời gian tới"
    r"|(?:[^\W\d]+ ){0,4}(?:6|3) tháng cuối năm|next year|tasks for|targets? for"
    r"|plans? for|looking ahead|objectives? for)"
)
PLAN_SECTION = _cue(
    r"phương hướng|nhiệm vụ (?:trọng tâm|năm|công tác|chủ yếu|6 tháng|3 tháng|thời gian"
    r"|quý)|mục tiêu|kế hoạch(?: công tác)? (?:năm|20|\d{1,2} tháng|quý|tháng)|chỉ tiêu (?:năm|chủ yếu)"
    r"|định hướng|giải pháp"
    r"|tasks for|plans? (?:for|in)|targets? (?:for|in)|outlook|next (?:year|steps)"
    r"|objectives|priorities|the year ahead|looking ahead"
)
YEAR_HEAD = _cue(r"\W{0,4}(?:[^\W\d]+ ){0,3}?(?:năm|in|for|by|đến năm) ?((?:19|20)\d\d)(?=[,: ])")
RESULT_SECTION = _cue(
    r"kết quả|đánh giá|tình hình|thực hiện|đối chiếu|result|review|achiev|performance"
)
PAST_AGAIN = _cue(r"(?<!\w)(?:kết quả|thực tế|năm qua|trong năm qua|đã|vừa qua)(?!\w)")
# Totals of several years, and what there is at a day.
TOTAL = _cue(
    r"(?<!\w)(?:lũy kế|luỹ kế|cộng dồn|tính đến|đến nay|tới nay|đến hết năm|hiện có"
    r"|hiện nay|đến [^,;.]{4,30},? (?:toàn|cả) (?:tỉnh|nước|thành phố|ngành)(?: đã"
    r"| hiện)? có|(?<!thực )(?<!thể )(?<!phát )(?<!xuất )(?<!biểu )hiện(?= (?:toàn|tỉnh|cả"
    r"|trên|địa|đang|còn))|(?<!năm )(?<!hôm )nay(?= (?:có|đã|toàn))|tỉnh nay|đến thời điểm"
    r"|từ đầu nhiệm kỳ|nhiệm kỳ|nâng tổng số|tổng số lên|giai đoạn (?:19"
    r"|20)\d\d|từ (?:năm )?(?:19|20)\d\d đến|nợ xấu|tồn đọng|trong \d{1,2} năm qua|(?:hai|ba|bốn|năm"
    r"|\d{1,2}) năm qua"
    r"|since (?:19|20)\d\d|so far|to date|cumulative\w*|over the (?:past|last) \w+ years"
    r"|altogether since|currently|now has|bringing the total|dư nợ)(?!\w)"
)
AT_A_DAY = _cue(r"\W{0,3}đến (?:hết )?(?:tháng \d|ngày \d|\d{1,2}/\d|cuối tháng)[^,]{0,24}, (?!đã)")
TOTAL_BEHIND = _cue(
    r"[^,;.()]{0,40}(?:đạt chuẩn|còn hiệu lực|đang hoạt động|đang còn hiệu lực|in force|to date"
    r"|so far)"
)
THIS_YEAR = _cue(
    r"(?<!\w)(?:trong năm(?! năm| qua)|riêng năm|năm nay|trong kỳ|this year|in the year"
    r"|trong đó năm)(?!\w)"
)
# One model, household or project.
EXAMPLE_SECTION = _cue(r"mô hình|điển hình|ví dụ|cách làm|gương|models?(?!\w)|case stud|examples?")
EXAMPLE = _cue(
    r"(?<!\w)(?:điển hình|ví dụ|chẳng hạn|(?:hộ|vườn|trang trại|cơ sở|mô hình|nhà"
    r"|của) (?:\w+ ){0,6}?(?:ông|bà|anh|chị) [A-ZĐ]|chủ (?:cơ sở|hộ|vườn|trang trại"
    r"|mô hình)|nhóm của"
    r"|mô hình (?:nuôi|trồng|sản xuất|của|này|tại|ở)|nhóm nghiên cứu|người (?:nuôi|trồng)"
    r"|tỷ lệ sống|tỷ suất lợi nhuận|thả nuôi|for (?:example|instance)|such as the model"
    r"|model (?:run|of|in)|a cooperative|orchard|greenhouse|pilot farm)"
)
YIELD = _cue(
    r"(?:/|(?<!\w)(?:mỗi |một |per |a |each ))(?:ha|hecta\w*|con|m²|m2|m³|m3|vụ|kg|tạ|sào"
    r"|công|lít|cây|crop|tonne|household|hộ)(?!\w)"
)
PHYSICAL = frozenset(
    ["m²", "m³", "°C", "kWp", "kW", "kg", "g", "m", "cm", "mm", "tạ", "lít", "ml", "độ"]
)
# A threshold, a number of topics, a length of time, an earlier year.
CONTEXT_NOUN = _cue(
    r"(?:đại biểu|nội dung|ý kiến|gợi ý|thành tựu|tuổi|delegates|participants|years old"
    r"|bài học|chủ đề|vấn đề)(?!\w)"
)
CONTEXT_BEFORE = _cue(
    r"(?:trong số|trên địa bàn|thay vì|lãi suất|out of|instead of|rather than|of our|of the|of its)"
    r"(?: (?:không quá|tối đa|thêm|hơn|tổng số))* ?$"
)
LENGTH_BEFORE = _cue(
    r"(?:trong vòng|kéo dài|gia hạn|thời hạn|kỳ hạn|sau|thay vì|lasting|within|instead of)"
    r"(?: (?:không quá|tối đa|thêm|hơn))* ?$"
)
DURATION = frozenset(["giờ", "phút", "ngày", "tuần", "tháng", "năm"])
MODELS = frozenset(["mô hình", "models", "model"])
# A figure among plans that is one of an earlier year: so với năm 2023 (14 nhiệm vụ).
BACKWARDS = _cue(r"(?:so với|compared with|from) (?:năm |in )?\d{4}[^,;]{0,12}\($")
# In brackets behind the name of another place.
ELSEWHERE = re.compile(r"(?:\b[A-ZĐÂĂÊÔƠƯ][^\W\d_]+ ){2}\($")
FROM = _cue(r"(?<!\w)(?:từ|from)(?: (?:mức|khoảng|hơn|gần))* ?$")
TO = _cue(r"[^,;.\d]{0,24}?(?:lên|xuống|còn|tới|đến|to|thành)(?!\w)[^,;.\d]{0,24}$")
EARLIER = _cue(
    r"(?:năm |in |of |cùng kỳ |\()(\d{4})[^,;\d]{0,40}$|(?:năm trước|năm ngoái|the year before"
    r"|a year earlier|last year)[^,;\d]{0,12}$"
)
OF_YEAR = _cue(r"(?: (?:in|for|của|vào|trong|năm))+ (\d{4})(?!\d)")
COMPARED_WITH = _cue(
    r"(?:so với|so|than|compared (?:to|with)|against|since|từ|đến|on|over|by|from"
    r"|until)(?: cuối)? (?:năm |in |of |end of )?\d{4}"
)
IN_TURN = _cue(r"lần lượt|tương ứng|respectively")
SIGNED = re.compile(r"[-−+]")
# What the head of a column makes of its figures, tried in order.
HEADS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("result", _cue(r"(?:so với|/|so|%|tỷ lệ)[^|]{0,12}(?:KH|kế hoạch|chỉ tiêu|plan)|(?:TH"
                       r"|thực hiện)\s?/\s?(?:KH|kế hoạch)")),
    ("change", _cue(r"so với|so cùng kỳ|tăng|giảm|change|growth|\+/-")),
    ("cumulative", _cue(r"lũy kế|luỹ kế|cumulative|cộng dồn")),
    ("plan", _cue(r"kế hoạch|(?<!\w)KH(?!\w)|mục tiêu|chỉ tiêu giao|dự toán|plan|target")),
    ("result", _cue(r"thực hiện|kết quả|ước|đạt|(?<!\w)TH(?!\w)|actual|result")),
)  # fmt: skip
YEAR = re.compile(r"(?:19|20)\d\d")
NAMES_YEAR = _cue(r"(?<![-/–\d])(?<!\d )(?<![-–] )((?:19|20)\d\d)(?![-–/\d])")
SPAN_OF_YEARS = re.compile(r"(?:19|20)\d\d ?[-–] ?((?:19|20)\d\d)")
