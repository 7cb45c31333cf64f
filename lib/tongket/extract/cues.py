"""The words by which the role of a printed figure is told, each table with where its words stand."""

from __future__ import annotations

import re
from typing import Literal

from tongket.extract.sought import Sought
from tongket.extract.words import CAPITAL

Role = Literal["result", "plan", "change", "cumulative", "example", "context"]

# A full stop that ends a sentence: not that of TP., TS., No. …
_TITLES = "".join(
    rf"(?<!\b{title})" for title in ("TP", "TS", "GS", "ThS", "BS", "No", "Mr", "Dr", "St", "tel")
)
SENTENCE = re.compile(rf"{_TITLES}[.!?…][\"”’)]?\s+(?=[\"“(]?{CAPITAL}|[-–+•]|\d{{1,3}}[^.\d])")
CLAUSE = re.compile(r"[,;()]| (?:và|còn|nhưng|trong khi|and|but|while|whereas|or|hoặc) ")
# What says that something is planned, here, in the slots of indicators and in the audit of a draft.
PLAN_WORD = (
    r"(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|dự kiến|mức giao|(?<!\w)KH(?!\w|&|, ?CN|-?CN)|nghị quyết"
    r"|plan|target|goal"
    r"|estimate|quota|budget)"
)
_HEDGED = (
    r"(?: (?:thêm|nhẹ|tới|đến|khoảng|trên|gần|hơn|được|bình quân|là|mạnh|ước|chỉ|mới|about|nearly|almost|over"
    r"|more than|by|some|around|only))*"
)


_cue = Sought


# What is granted at most is no result, whatever else the sentence tells: mỗi đơn được hỗ trợ tối đa 30 triệu đồng.
GRANTED = _cue(r"(?<!\w)(?:mỗi|each|every)(?!\w)[^,;.]{0,60}$")
# Of a rate against the plan: what stands behind the number, and in front of it.
OF_PLAN = _cue(
    r" ?(?:so với |so |của |of (?:the |its |annual |the annual "
    rf"|the year's )?|(?:above|below|over) (?:the )?)?{PLAN_WORD}(?!\w)"
)
RATE_OF_PLAN = _cue(
    r"(?:bằng|tức|đạt|hoàn thành|thực hiện|tương đương|tương ứng|equal to|met|reached|or"
    r"|achieved)[^,;.]{0,25}$"
)
AS_PLANNED = _cue(
    rf" ?,? ?(?:như |theo |so với |as )?(?:{PLAN_WORD} )?(?:(?:đã )?đề ra|(?:được|đã) giao|planned|set)(?!\w)"
    r"| (?:mà )?(?:(?:UBND |Ủy ban nhân dân |HĐND |Hội đồng nhân dân )?(?:tỉnh|thành phố)"
    r"|Bộ|Trung ương|Chính phủ|cấp trên) (?:đã )?giao(?!\w)"
    r"| (?:đang |còn )?chờ (?:phê )?duyệt(?!\w)"
    r"| mà [^,;.]{0,40}?(?:giao|đề ra|đặt ra|đặt làm|ấn định|quy định|xác định|yêu cầu|đòi hỏi)(?!\w)"
)
# What something is held against, and behind its number that it is of the plan: so với 19 nhiệm vụ theo kế hoạch.
HELD_AGAINST = _cue(r"(?:so với|thay cho|thay vì)(?: (?:con số|mức))? $")
BY_PLAN = _cue(r" ?(?:[^\W\d]+ ){0,3}theo kế hoạch(?!\w)")
# Money that was given out to be spent.
GIVEN = _cue(
    r"(?:(?:được|Hội đồng nhân dân(?: tỉnh)?|HĐND(?: tỉnh)?|UBND(?: tỉnh)?) (?:bố trí|phân bổ)"
    r"|trung hạn[^,;.]{0,20} bố trí|(?:may|must|shall|can"
    r"|cannot) (?:not )?exceed|(?<!\w)set aside|earmarked|an allocation of)[^,;.\d]{0,30}$"
)
ALLOTTED = _cue(
    r" (?:đã )?được (?:phân bổ|giao|bố trí)(?!\w)"
    r"|[^,;.()\d]{0,40}[,;]? (?:(?:và|hiện|đến nay) )?(?:đã |mới )(?:giải ngân|thanh toán|nhận|chi"
    r"|cấp)(?: được)? (?=\d)"
    r"|[^,;.()\d]{0,40}[,;] (?:thực hiện|giải ngân|thanh toán|quyết toán|disbursed:?|spent)(?: được"
    r"| đạt)? (?=\d|VND)"
)
SPENT = _cue(r" (?:(?:was|were|had been|has been) )?(?:disbursed|spent|paid out)(?!\w)")
# A number that is said to be a level, and not what was reached.
LEVEL = _cue(r"(?<!\w)(?:mức|khung|so với|khoảng|từ|là|đúng|level|from)(?!\w)|:")
MET = _cue(r"(?:hoàn thành|đạt|vượt|met|of)(?: (?:các|toàn bộ|the|so với))? $")
PLANNED = _cue(
    r" ?(?:(?:were |are |was |is )?(?:planned|targeted|foreseen|expected|envisaged|budgeted|hoped for"
    r"|allocated|that was (?:asked|set|agreed|promised)|set (?:in|by)"
    r"|pledged by|promised by)| (?:is|are) (?:still )?(?:due|to come|to follow)"
    r"|như (?:kế hoạch|dự kiến)|theo dự kiến|in the (?:plan|resolution)| (?:was|is) the (?:plan|target"
    r"|goal))(?!\w)"
)
# Directly in front of the number: by how much.
CHANGED = _cue(
    r"(?<!\w)(?:(?<!đổi mới )(?<!tốc độ )(?<!vào )(?<!cho )tăng(?: trưởng)?(?: thêm)?|giảm(?: giá)?|vượt"
    r"|(?:cao|thấp|nhỉnh|nhiều"
    r"|ít|nhanh|chậm|lớn|nhỏ|tốt|kém|đắt|rẻ|sớm) hơn|gấp|nhích(?: lên| thêm)?|rút ngắn|cắt giảm"
    r"|bớt|mức (?:tăng|giảm)(?: \w+){0,3}|thay đổi|biến động"
    r"|(?<!make )(?<!makes )(?<!made )(?<!set )(?<!sets )up|down|rose|risen|fell|fallen"
    r"|falling|rising|grew|growth of|dropped|declined|increased|decreased"
    r"|an? (?:increase|rise|growth|decrease|decline|drop|fall) of|changed|climbed|higher"
    r"|lower|(?:average|annual) (?:annual )?rate of|surpass\w*|beat\w*)"
    rf"{_HEDGED} ?\(?$"
)
# By how much a plan is surpassed; a target itself is surpassed, vượt mục tiêu 15%.
CHANGED_PLAN = _cue(
    r"(?:vượt|hơn|kém|thiếu|exceed\w*|above|below|beat\w*)(?: so với)?(?: mức| số| giá| the)? (?:kế hoạch"
    r"|(?<=số )giao(?= $)|được giao"
    r"|chỉ tiêu|dự toán|KH"
    r"|plan|target|budget)"
    rf"(?: năm| giao| được giao| đề ra| tỉnh giao)*{_HEDGED} ?$"
)
AGAINST_BEFORE = _cue(
    r" ?(?:mức )?(?:của )?(?:cùng kỳ|năm (?:trước|ngoái|\d{4}))|[^,;.()]{0,30}?(?:so với|so|gấp"
    r"|higher than|more than|lower than|fewer than"
    r"|less than|than|compared (?:to|with)|on|over|against) (?:a year earlier"
    r"|cùng kỳ|năm|tháng|quý|các năm|trước|(?:the )?(?:same|previous|year|last)|in "
    r"|20\d\d)|[^,;.()]{0,12}year[- ]on[- ]year"
)
FEWER = _cue(r"(?:(?! and | và | worth )[^,;.()]){0,20}? ?(?:more|fewer|less|higher|lower) than")
# More of them than there were: thêm ba chợ so với đầu năm.
ADDED = _cue(r"(?<!\w)(?:thêm|bớt|mất) $")
AGAINST_OTHERS = _cue(r"[^,;.()]{0,20} so với ")
MULTIPLE_OF = _cue(r" (?:the|that|as|more|higher|larger|greater|what|its)(?!\w)")
COMPARED_RATE = _cue(r"(?:bằng|đạt|tương đương|equal to)[^,;.]{0,15}$")
HIGHER_THAN = _cue(
    r"hơn (?:so với )?(?:đầu năm|(?:lần|kỳ|tháng|quý) trước|năm ngoái|năm (?:liền )?trước|cùng kỳ|năm \d{4}"
    r"|cùng kỳ năm \d{4}|last year|in \d{4}) $"
)
# Up or down some places of a ranking.
PLACES = _cue(r"(?:lên|xuống|tụt|thăng|hạ|leo|nhảy|bước)(?: thêm)? $")
INCREASE = _cue(r" (?:increase|rise|growth|decrease|decline|drop|fall|reduction)(?!\w)")
# A plan beside the number, in its own clause.
PLAN_BESIDE = _cue(
    r"(?<!\w)(?:(?<!phòng )(?<!tra theo )kế hoạch|chỉ tiêu(?! (?:về|phân tích|thử|đo))"
    r"|mục tiêu(?: (?:là )?đạt)?"
    r"|dự toán(?! được)|dự kiến|định mức"
    r"|được (?:phê )?duyệt(?: [^\\W\\d]+){0,6} là(?=\\s*$)|tổng mức đầu tư"
    r"|(?:quy hoạch|thỏa thuận|định hướng(?: của tỉnh)?) là|giới hạn(?=\\s*$)|mức khoán chi"
    r"|hạn mức|mức (?:giao|trần)|(?:được|tỉnh|bộ|trên|trung ương|thành phố|ta) giao"
    r"|(?<!chuyển )(?<!bàn )(?<!đấu )(?<!tiếp )giao(?=\s*$|:)|quy định|đặt mốc|mốc|phấn đấu"
    r"|nghị quyết (?:yêu cầu|đòi(?: hỏi)?)"
    r"|(?<!theo )yêu cầu(?! của)(?! ?$)|(?<!hơn )dự tính|dự trù"
    r"|(?<!mục )(?<!cán )(?<!về )đích|cam kết|committed(?: a further| another)?(?=\s*$)|kỳ vọng|KH(?!&"
    r"|, ?CN|-?CN)|planned"
    r"|plan|plans|target|targets|targeted|goal|quota|limit|pledged|promised"
    r"|required|objective|expectations? of|(?:was|were) lowered to|assigned(?=\s*$)|allotted(?=\s*$)"
    r"|allocated(?=\s*$)|total investment approved is"
    r"|budget (?:of|allocated)|cap|(?<=bố trí )đủ(?=\s*$))(?!\w)"
)
# Between a plan and its number.
NOTHING = _cue(r" ?(?:of|is|là|:)? ?")
# Among plans what tells of this year, or of what there is.
OF_NOW = _cue(
    r"(?<!\w)(?:năm nay|trong năm(?! (?:tới|sau|\d))|năm vừa (?:rồi|qua)|đến nay|tới nay|hiện (?:có"
    r"|toàn|đang|nay)|đến hết (?:tháng|quý|ngày)[^;.]{0,20}(?:mới|đã))(?!\w)"
)
# What ends the reach of a plan in front of it: an outcome is told. What is only reached ends that of a noun, not
# that of a verb: phấn đấu đạt 15%.
OUTCOME = _cue(
    r"(?<!\w)(?:kết quả|thực tế|thực hiện được|đã|đến nay|hiện (?:còn|đang|nay)|đạt được|ước|tính chung"
    r"|hiện (?:tỷ lệ|tỉnh|mức|ở)|chỉ (?:chi|ra được|làm được)|qua kiểm tra"
    r"|chi hết|thu hút được|bình quân các|sở ta có"
    r"|(?<=[;,] )năm (?:nay|qua)(?! là)|(?<=song )năm đầu|hiện tại|(?<=; )chỉ(?= \d)|làm được|kết quả cử"
    r"|(?<=[;,] )hiện|(?<=[(])hiện có|vừa qua|hết(?= \d)"
    r"|cuối cùng|mới có|giải ngân được|(?:về|cán) đích|năm (?:nay|vừa (?:qua|rồi))(?: là| đạt| có| đã)"
    r"|in fact"
    r"|and (?:hired|published|trained|opened)|took part|compared with|up from|after \w+ing|the rate (?:in|is|was)"
    r"|receiving only|the latest|of which|has (?:been )?(?:trained|received|reached)|it has reached"
    r"|now takes|but rose"
    r"|actually|reached|achieved|were met|was met|completed|result)(?!\w)"
)
REACHED = _cue(r"(?<!\w)(?:đạt|hoàn thành|attended|accepted|nghiệm thu được|mới được)(?!\w)")
# What begins a plan for the rest of a sentence; at its head for the paragraph.
AHEAD = _cue(
    r"(?<!\w)(?:phấn đấu|sẽ|(?<!không )(?<!không chỉ )(?<!khỏi )phải(?! (?:chịu|nộp|thanh lý|tạm dừng"
    r"|gia hạn|xin|làm lại|điều chỉnh|đóng cửa|qua|trả|bị|dừng"
    r"|đóng|bồi|thu hồi|nói|kể|thừa nhận)(?!\w))|cần(?! thơ| \d| nói| kể| nhắc| thẳng| nhìn| lưu ý)"
    r"|(?<!so với )dự kiến"
    r"|đặt mục tiêu|đặt ra|(?<!tra )theo kế hoạch|kế hoạch yêu cầu|^mục tiêu|^kế hoạch năm|năm tới"
    r"|(?<!chuyển )(?<!bàn )(?<!được )giao (?:phòng|sở|các|trung tâm|chi cục|đơn vị|ngành)(?!\w)|(?:kiến nghị"
    r"|đề nghị|đề xuất)(?::| (?:[^\W\d]+ ){0,8}(?:hỗ trợ|cấp(?! (?:quốc|tỉnh|bộ|cơ sở|nhà nước|thành|xã"
    r"|huyện))|bố trí|cho phép|bổ sung|giao|phải))"
    r"|(?<!để )xin (?:bổ sung|hỗ trợ|rút|tuyển|cấp)|đề nghị (?:tỉnh|HĐND|UBND|Bộ|Hội đồng)|(?:cho"
    r"|nhất trí|thống nhất) chủ trương"
    r"|đồng ý hỗ trợ|cho phép (?:sở|tuyển|tỉnh)"
    r"|(?:đặt )?quyết tâm (?:đưa|giữ|hoàn thành|nâng|đạt)|nhắm tới|xung phong nhận|hứa sẽ"
    r"|(?:tỉnh|bộ) đòi hỏi|ấn định|chỉ đạo (?:rút|nâng|đưa|hoàn thành)"
    r"|thời gian tới|trong năm tới"
    r"|tháng cuối năm|năm sau|sang năm(?! \d)|khi (?:đi vào|hoàn thành|đưa vào)|giai đoạn tới|sắp tới"
    r"|hướng tới|chỉ tiêu năm|đề ra|will|must"
    r"|should|shall|aims?|plans? to|intends?|target(?:s|ed)? (?:for|is|are)|next year"
    r"|is to|are to"
    r"|undertook to|resolved that|hopes? to|seeks|agreed (?:in principle )?to|set (?:itself|themselves)"
    r"|demands|(?:are|is) scheduled|(?:was|were) allowed to"
    r"|(?:was|were) to (?:receive|be|recruit|train|publish|open|hold|have)"
    r"|expects? to|needs? to|goals?|in the coming|remaining \w+ months)(?!\w)"
)
# Behind a number in a sentence of plans: it is that of the year reported on, which the plan is held against.
OF_THIS_YEAR = _cue(
    r" ?(?:[^\W\d]+ ){0,3}?(?:(?:của )?năm nay|hiện có|đã (?!giao|đề|định|cam|đăng|hứa|duyệt)[^\W\d]+(?: năm nay)?"
    r"|at present|this year)(?=[,;.)]|$)"
)
# Of these what is named and not what is done: they end with their part of the sentence.
EXPECTED = _cue(r"dự kiến|target|goal|theo kế hoạch|đề ra|đặt ra|chỉ tiêu năm")
AHEAD_HEAD = _cue(
    r"\W{0,4}(?:\d{1,2}[.)] )?(?:(?:về )?(?:mục tiêu|phương hướng|kế hoạch"
    r"|nhiệm vụ trọng tâm|chỉ tiêu|định hướng)(?!\w)(?! (?:tổng hợp|thống kê|là|được|đã|về|giao|yêu))|năm tới"
    r"|thời gian tới"
    r"|(?:[^\W\d]+ ){0,4}(?:6|3|sáu|ba) tháng cuối năm|(?:[^\W\d]+ ){0,2}sẽ(?: làm| thực hiện)?:|next year"
    r"|tasks for|targets? for"
    r"|plans? for|looking ahead|objectives? for|what (?:comes|is) next|the year ahead|phía trước"
    r"|những việc tới)"
)
PLAN_SECTION = _cue(
    r"phương hướng|(?:công việc|việc) (?:quý|tháng|năm)|việc (?:cần|phải) làm|nhiệm vụ (?:trọng tâm|năm"
    r"|công tác|chủ yếu|(?:6|3|9|sáu|ba|chín) tháng|thời gian"
    r"|quý|tháng|giải pháp|đến hết|còn lại)|nhiệm vụ, giải pháp|mức (?:chi|hỗ trợ"
    r"|vay)[^:]{0,30}(?:quy định|như sau)|kiến nghị|(?<!chương trình )mục tiêu"
    r"|kế hoạch(?: công tác)? (?:năm|20|(?:\d{1,2}|sáu|ba|chín) tháng|quý|tháng)|chỉ tiêu năm"
    r"|định hướng|(?<!kiến, )giải pháp(?! (?:hữu ích|kỹ thuật|công nghệ|sáng tạo))"
    r"|tasks for|plans? (?:for|in)|targets? (?:for|in)|outlook|next (?:year|steps)"
    r"|objectives|priorities|the year ahead|looking ahead"
)
YEAR_HEAD = _cue(
    r"\W{0,4}(?:[^\W\d]+ ){0,3}?(?:năm|in|for|by|at|đến năm) ?((?:19|20)\d\d)(?=[,: ])"
)
RESULT_SECTION = _cue(
    r"kết quả|hạn chế|tồn tại|khó khăn|đánh giá|tổng kết|sơ kết|tình hình"
    r"|(?<!tổ chức )(?<!giải pháp )(?<!tập trung )(?<!cần )(?<!tiếp tục )thực hiện|đối chiếu|result"
    r"|review|achiev|performance"
)
ACTUAL = _cue(
    r"(?<!\w)(?:thực tế(?! ảo)|kết quả(?:,| đạt| là|:| có)* $|ước thực hiện|in fact|actually)(?!\w)"
)
# A heading over what an office or a place is, and not over what it did.
BACKGROUND_SECTION = _cue(
    r"khái quát|đặc điểm|giới thiệu|bối cảnh|the (?:place|setting)|background"
)
LOOKS_BACK = _cue(r"căn cứ|(?:điểm|nhìn) lại|thực trạng|looking back|the (?:past|last) year")
PAST_AGAIN = _cue(r"(?<!\w)(?:kết quả|thực tế|năm qua|trong năm qua|đã|vừa qua)(?!\w)")
# Totals of several years, and what there is at a day.
TOTAL = _cue(
    r"(?<!\w)(?:lũy kế|luỹ kế|cộng dồn|tính gộp|tính đến(?![^,;.]{0,25}, (?:sở|ngành|đơn vị"
    r"|trung tâm) (?:đang"
    r"|đã))|(?<!từ đầu năm )đến nay(?!,? (?:đã )?(?:hoàn|giải ngân|ký|xử lý"
    r"|thực hiện))|tới nay|đến hết năm|đến ngày báo cáo|đến cuối năm(?=:|, (?:trên địa bàn|toàn tỉnh"
    r"|tỉnh) có)|hiện có"
    r"|hiện nay|đến [^,;.]{4,30},? (?:toàn|cả) (?:tỉnh|nước|thành phố|ngành)(?: đã"
    r"| hiện)? có|(?<!thực )(?<!thể )(?<!phát )(?<!xuất )(?<!biểu )hiện(?= (?:toàn|tỉnh|cả"
    r"|trên|địa|đang|còn|\d))|(?<!năm )(?<!hôm )nay(?= (?:có|đã|toàn))|tỉnh nay|đến thời điểm"
    r"|từ đầu nhiệm kỳ|nhiệm kỳ|trong \d{1,2} năm (?=\d{4})|(?:từ|kể từ) (?:khi|ngày) thành lập|(?:cộng"
    r"|tính) cả (?:các|những) năm|nâng tổng số|tổng số lên|giai đoạn (?:19"
    r"|20)\d\d|từ (?:năm )?(?:19|20)\d\d đến|nợ xấu|nợ quá hạn|tồn đọng|trong \d{1,2} năm qua|(?:hai|ba"
    r"|bốn|năm"
    r"|\d{1,2}) năm qua"
    r"|since (?:(?:19|20)\d\d|its|their)|up to now|there are now|outstanding|at present"
    r"|qua \d{1,3} (?:lần|kỳ|mùa)"
    r"|so far|to date"
    r"|cumulative\w*|(?:over|in|for) the \d{4}[-–]\d{4} period|over the (?:past|last) \w+ years"
    r"|altogether since|(?:at|by) the end of (?:\d{4}|the year|\w{3,9}ber|june)|currently|now has"
    r"|bringing the total|dư nợ)(?!\w)"
)
# Of these also a share is one of all the years.
YEARS_TOGETHER = _cue(r"giai đoạn|năm qua|nhiệm kỳ|since|years|từ năm")
ABOVE = _cue(r" (?:above|below|over) ")
THEN_BY = _cue(r" (?:tới |đến )?\d[\d,.]* điểm")
AT_A_DAY = _cue(r"\W{0,3}đến (?:hết )?(?:tháng \d|ngày \d|\d{1,2}/\d|cuối tháng)[^,]{0,24}, (?!đã)")
TOTAL_BEHIND = _cue(
    r"[^,;.()]{0,60}(?:tính đến (?:nay|cuối|hết)|at year-end|cộng dồn|lũy kế|up to now|đạt chuẩn"
    r"|còn hiệu lực|đang hoạt động|đang còn hiệu lực"
    r"|hiện (?:có|đang)"
    r"|in force|to date"
    r"|so far)"
)
# What was done up to a day of the year.
DONE = _cue(r"đã (?:giải ngân|ký|hoàn thành|nghiệm thu|thanh toán)[^,;.\d]{0,20}$")
ADDED_UP = _cue(r"lũy kế|luỹ kế|cộng dồn")
THIS_YEAR = _cue(
    r"(?<!\w)(?:trong năm(?! năm| qua)|riêng năm|năm nay|trong kỳ|từ đầu năm|riêng (?:quý|kỳ|\d{1,2} tháng)"
    r"|this year|in the year"
    r"|trong đó năm)(?!\w)"
)
# One model, household or project.
EXAMPLE_SECTION = _cue(
    r"mô hình|điển hình|ví dụ|tiêu biểu|typical|cách làm|gương|models?(?!\w)"
    r"|(?<!in )(?<!any )(?<!that )case(?!\w)"
    r"|case stud|examples?|short stories|stories|câu chuyện|được nhắc (?:tới|đến)"
)
EXAMPLE = _cue(
    r"(?:(?<!\w)|^)(?:điển hình|ví dụ|chẳng hạn|(?:hộ|vườn|trang trại|cơ sở|mô hình|nhà"
    rf"|của) (?:\w+ ){{0,6}}?(?:ông|bà|anh|chị) (?-i:{CAPITAL})"
    rf"|(?:ông|bà|anh|chị|cô|chú|Mr|Mrs|Ms)\.? (?-i:{CAPITAL})(?![^;]{{0,45}}(?:giám đốc sở|phó"
    rf"|chủ tịch|bí thư|trưởng"
    r"|director|minister|chair))(?=[^;]{0,90}?(?:nuôi|trồng|xưởng|vườn|trang trại|thu lãi|gia đình"
    r"| chế |farm|grow))"
    rf"|(?:hợp tác xã|HTX|xưởng|trại|công ty) (?-i:{CAPITAL})(?=[^;]{{0,120}}?(?:rộng|m2|m²|mỗi "
    rf"|thành viên|hộ "
    rf"|công suất|xuất khẩu|doanh thu"
    rf"|thu lãi|lợi nhuận))"
    r"|(?:một|a) (?:dự án|đề tài|sản phẩm|hộ) (?:điển hình|tiêu biểu)|case in point"
    r"|(?:nhà|vườn|ruộng|học sinh của|xưởng) tôi(?!\w)|one (?:of the tenants|grantee"
    r"|farmer|company|cooperative)|best known|a trial of"
    r"|(?<=^)\W{0,4}(?:\d{1,2}[.)] )?(?:một số )?mô hình[^:]{0,60}:"
    r"|(?<!\w)chủ (?:cơ sở(?! hữu)|hộ|vườn|trang trại|xưởng|tiệm|vựa"
    r"|mô hình)|nhóm của|tổ hợp tác"
    r"|(?<!\d )mô hình (?:nuôi|trồng|sản xuất|của|này|tại|ở|rộng|đáng chú ý|nổi bật|tiêu biểu)"
    r"|(?:thử nghiệm|thí điểm) (?:nuôi"
    r"|trồng)|nhóm nghiên cứu|người (?:nuôi|trồng)"
    r"|tỷ lệ sống|tỷ suất lợi nhuận|thả nuôi|for (?:example|instance)|such as the model"
    r"|model (?:run|of|in|at)|a cooperative|orchard|greenhouse|pilot farm)"
)
# Of these an example is no longer than its sentence.
SHOWN = _cue(r"ví dụ|chẳng hạn|for (?:example|instance)")
YIELD = _cue(
    r"(?:/|(?<!\w)(?:mỗi |một |per |a |each ))(?:ha|hecta\w*|con|m²|m2|m³|m3|vụ|kg|tạ|sào"
    r"|công|lít|cây|crop|tonne|household|hộ)(?!\w)"
)
# What one product, machine or field has.
ATTRIBUTE = _cue(
    r"(?<!\w)(?:riêng (?:xưởng|bản|thôn|vụ|đề tài|dự án|hộ|cơ sở|nhà máy|mô hình|anh|chị|ông|bà)"
    r"|công suất(?! sử dụng)|(?:dự án|đề tài|hợp đồng|cây|trường hợp|vụ|hộ) (?:lớn|già|nặng"
    r"|cao) nhất"
    r"|(?<!chương trình )(?<!dự án )năng suất(?! (?:tổng hợp|các|lao động|nhân tố|chất lượng))(?!,)"
    r"|giá (?:bán"
    r"|thành|tem|vé)|mật độ (?:thả|nuôi"
    r"|trồng)|tỷ lệ (?:sống|cây|quả|đậu|nảy mầm|hao hụt)|lợi nhuận|lãi(?! suất| vay)|kích (?:cỡ|thước)"
    r"|trọng lượng|dung tích"
    r"|hàm lượng|hệ số nhân|lắp(?: đặt)? tại|độ (?:nhạy|bền|chính xác|ngọt|mặn|ẩm|dày)|hoàn vốn"
    r"|tuổi thọ|mức lương|diện tích (?:thử nghiệm|mô hình|trình diễn)"
    r"|mỗi (?!phòng|ban|ngành|địa phương|thôn|trường|số|kỳ|phóng sự|buổi|lớp|năm|ngày|tháng|đơn vị"
    r"|huyện|xã|phiếu|hồ sơ"
    r"|doanh nghiệp|dự án)[^\W\d]+"
    r"|yield\w*|capacity of|survived|sells at|costs|pays back|profits? of)(?!\w)[^,;.\d()]{0,25}$"
)
# The price of one piece; by a person or a file it is a rate.
PRICE = _cue(
    r".*(?:đồng|VN[DĐ]|USD|\$|dong)[^/]{0,20}?(?:/| mỗi | một | per | a )(?!người|hồ sơ|cơ sở|hộ|năm"
    r"|file|shop|capita|person"
    r"|head|year)"
)
# What tells of the whole province again, behind an example.
BROAD = _cue(
    r"(?<!\w)(?:(?:toàn|cả) (?:tỉnh|thành phố|huyện|xã|ngành)|sở (?:đã|cũng|còn)|tổng cộng"
    r"|the (?:province|department))(?!\w)"
)
PHYSICAL = frozenset(["m²", "m³", "kWp", "kW", "kg", "g", "m", "cm", "mm", "tạ", "lít", "ml", "độ"])
# A threshold, a number of topics, a length of time, an earlier year.
CONTEXT_NOUN = _cue(
    r"(?:đại biểu|nội dung|ý kiến|comments|opinions|gợi ý|thành tựu|tuổi|delegates|years old"
    r"|phóng viên|nhà báo|bài học|chủ đề|vấn đề|tham luận|luật)(?!\w)"
)
CONTEXT_BEHIND = _cue(
    r" (?:lượt )?(?:đại biểu|delegates)(?!\w)| (?:giải pháp|nhiệm vụ và giải pháp)(?!\w)(?! (?:hữu|kỹ"
    r"|công|sáng))"
)
# Whose opinion is asked; what a loan costs and a fund has.
CONSULTED = _cue(
    r"(?:(?<!cho )ý kiến|chờ|chờ trả lời|hồi âm|phúc đáp|tham vấn|nơi có)(?: của)? ?(?:các )?$"
)
# What a document or an index is made of: kế hoạch gồm 7 nhóm.
CONTENT = _cue(
    r"ban hành (?:kế hoạch|nghị quyết|đề án|chương trình)[^;.,]{0,70} với $|(?:kế hoạch|nghị quyết"
    r"|đề án|dự thảo|bộ chỉ số|bộ tiêu chí|hội đồng|ban chỉ đạo"
    r"|(?<!\w)tổ(?: công tác)?(?!\w)(?! (?:chức|hợp|dân|trưởng))|nghị định"
    r"|the (?:plan|index)"
    r"|\bindex|(?:council|committee|team|board|working group)(?: \w+){0,4})[^;.]{0,70}"
    r"(?:gồm(?: có)?|nêu|chia (?:thành|làm)|divided into|consists of|is made up of|has) $"
)
TERMS = _cue(
    r"(?:ngưỡng|sai số cho phép|lãi suất|vốn điều lệ|(?<!đúng )thời hạn|kỳ hạn)(?: [^\W\d]+){0,3} $"
)
# The average of others; and of whom a figure is where its place is described.
AVERAGE = _cue(
    r"(?:trung bình|bình quân|mức chung|mặt bằng chung|average)(?: chung)?(?: của"
    r"| of)? (?:(?:các )?(?:tỉnh|địa phương)|cả nước|toàn quốc|vùng"
    r"|khu vực|the (?:country|region))[^,;.\d]{0,12}$"
)
PLACE = _cue(
    r"(?<!\w)(?:diện tích tự nhiên|đất tự nhiên|dân số|nhân khẩu|đơn vị hành chính|population"
    r"|inhabitants)(?!\w)"
)
OF_A_PLACE = frozenset(
    [
        "ấp",
        "thôn",
        "hộ",
        "nhân",
        "nhân khẩu",
        "khẩu",
        "người",
        "dân",
        "km²",
        "ha",
        "xã",
        "phường",
        "huyện",
        "communes",
        "inhabitants",
        "km",
        "ngành hàng",
        "dân tộc",
        "đơn vị hành chính",
    ]
)
CONTEXT_BEFORE = _cue(
    r"(?:đại diện|trực tuyến (?:tới|đến|với)"
    r"|trong số|khảo sát|(?:đo|hỏi|lấy) (?:qua|trên|từ)|(?<!\w)dày|thành phần:|tham dự|dự họp|vắng"
    r"|trên địa bàn|thay vì|out of|instead of|rather than"
    r"|of our|of the|of its)"
    r"(?: (?:không quá|tối đa|thêm|hơn|tổng số))* ?$"
)
LENGTH_BEFORE = _cue(
    r"(?:thời lượng|ran for|lasted|trong vòng|quy định(?: là)?|limit:|kéo dài|gia hạn|thời hạn|kỳ hạn"
    r"|sau|thay vì|lasting|within"
    r"|instead of)"
    r"(?: (?:không quá|tối đa|thêm|hơn))* ?$"
)
# In front of a figure of a year before that is named behind it.
OF_BEFORE = _cue(r" (?:của|vào) (?:năm (?:trước|ngoái)|cùng kỳ)(?!\w)")
BEFORE_BEHIND = _cue(
    r" ?(?:the year before|a year (?:earlier|ago)|(?:in )?the previous year)(?!\w)"
)
AGAINST = _cue(r"(?:against|compared with|up from|down from|from) $")
# What money a person has a month, on average; a price otherwise.
INCOME = _cue(r"thu nhập[^;.]{0,60}$")
DURATION = frozenset(["giờ", "phút", "ngày", "tuần", "tháng", "năm"])
# How long one thing takes, and how long something has been.
SHORT, LONG = frozenset(["giờ", "phút", "tuần"]), frozenset(["tháng", "năm"])
ON_AVERAGE = _cue(
    r"chậm|bình quân|trung bình|thời lượng|thời gian (?:giải quyết|xử lý|chờ|trả)|on average|average"
)
MODELS = frozenset(["mô hình", "models", "model"])
# A figure among plans that is one of an earlier year: so với năm 2023 (14 nhiệm vụ).
BACKWARDS = _cue(r"(?:so với|compared with|from) (?:năm |in )?\d{4}[^,;]{0,12}\($")
# In brackets behind the name of another place.
ELSEWHERE = Sought(rf"(?:\b{CAPITAL}[^\W\d_]+ ){{2}}\($", 0)
LEADS = Sought(rf"(?:đầu|sau)(?: là)? (?:{CAPITAL}[^\W\d_]+ ){{1,4}}(?:với|đạt|có) $", 0)
FROM = _cue(r"(?<!\w)(?:từ|from)(?: (?:mức|khoảng|hơn|gần))* ?$")
TO = _cue(r"[^,;.\d]{0,24}?(?:lên|xuống|còn|tới|đến|to|thành)(?!\w)[^,;.\d]{0,24}$")
SAME_BEFORE = _cue(
    r"(?:(?<!các )(?:năm trước|năm ngoái|năm liền (?:trước|kề)|cùng kỳ|(?<!từ )đầu năm(?=:| là| có| chỉ"
    r"| mới))"
    r"(?: năm (?:trước|ngoái|\d{4}))?|(?:the )?(?:previous year|last year|year before)(?:['’]s)?)"
    r"(?: (?:it|con số (?:này|ấy|đó)|các con số ấy))?(?:,| là|:| có| đạt| chỉ| mới| nghiệm thu| was"
    r"| had been)* ?\(?$"
)
EARLIER = _cue(
    r"(?:(?:năm |in |of |cùng kỳ |\()(?=\d{4}[^,])|(?:^|; )(?:nhìn lại )?(?:năm|in) (?=\d{4},))"
    r"(\d{4}),?[^,;\d]{0,40}$|(?:mùa|lần|đợt) trước \($|so với năm \d{4} \([^\d;]{0,20}$"
    r"|(?<!các )kỳ (?:công bố "
    r"|đánh giá )?(?:liền )?trước,?[^,;\d]{0,12}$"
    r"|(?:(?<!các )năm trước|năm ngoái|the year before"
    r"|a year earlier|last year)[^,;\d]{0,12}$"
)
OF_YEAR = _cue(r"(?: (?:in|for|của|vào|trong|năm))+ (\d{4})(?!\d)")
COMPARED_WITH = _cue(
    r"(?:so với|so|than|compared (?:to|with)|against|since|từ|đến|on|over|by|from"
    r"|until)(?: cuối)? (?:năm |in |of |end of )?\d{4}"
)
# Years and figures that are told in the same order: năm 2023 và 2024 lần lượt là 12 và 14.
IN_TURN = _cue(
    r"((?:(?:19|20)\d\d(?:, | và | and |, and )(?:năm )?){1,5}(?:19|20)\d\d)[^.;\d]{0,90}?(?:lần lượt"
    r"|tương ứng|respectively)"
)
# Between a figure and what it is made of, or a list whose parts share their role.
MADE_OF = _cue(
    r"[^.;:\d]{0,40}?(?:trong đó|gồm|bao gồm|including|of which|of whom|\()[^.;:\d]{0,30}$"
)
LISTED = _cue(r"[^.;:,()\d]{0,25}(?:,|,? (?:và|and)) ?$")
SIGNED = re.compile(r"[-−+]")
# What the head of a column makes of its figures, tried in order.
HEADS: tuple[tuple[Role, Sought], ...] = (
    ("result", _cue(r"(?:so với|/|so|%|tỷ lệ)[^|]{0,12}(?:KH|kế hoạch|chỉ tiêu|plan)|(?:TH"
                       r"|thực hiện)\s?/\s?(?:KH|kế hoạch)")),
    ("change", _cue(r"so với|so cùng kỳ|% cùng kỳ|tăng|giảm|change|growth|\+/-")),
    ("cumulative", _cue(r"lũy kế|luỹ kế|cumulative|cộng dồn")),
    ("plan", _cue(r"kế hoạch|(?<!\w)KH(?!\w)|mục tiêu|(?<!\w)giao(?!\w)|dự toán|plan|target|assigned"
    r"|approved|allocated")),
    ("context", _cue(r"cùng kỳ|(?:năm|kỳ) (?:trước|ngoái)|(?:last|previous|prior) (?:year|period)"
    r"|year before")),
    ("result", _cue(r"thực hiện|kết quả|ước|đạt|(?<!\w)TH(?!\w)|actual|result")),
)  # fmt: skip
# What is expected, by the head of its column or the words of its row.
EXPECTED_ROW = _cue(r"(?<!so với )(?<!so )(?<!bằng )dự kiến(?! hoàn thành)|expected")
YEAR = re.compile(r"(?:19|20)\d\d")
# A document of the year to come, that tells of this one.
OF_PLANS = _cue(r"(?:^|\n)\W*(?:kế hoạch|chương trình công tác|phương hướng|work plan|plan)(?!\w)")
# The day on which a report is signed or given out is in the year after the one that it is of.
DAY_OF_SIGNING = _cue(
    r"\d{1,2} tháng \d{1,2},? năm \d{4}|\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May"
    r"|June|July|August"
    r"|September|October|November|December),? \d{4}|(?:January|February|March|April|May|June|July"
    r"|August|September"
    r"|October|November|December) \d{1,2},? \d{4}"
)
NAMES_YEAR = _cue(
    r"(?<![-/–:\d])(?<!\d )(?<![-–] )((?:19|20)\d\d)(?! ?[-–/] ?\d|[-–/\d”]| results)"
)
SPAN_OF_YEARS = re.compile(r"((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)")
