"""What a reader has in mind at a place of a document: its year, the plans and models that headings announce."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tongket.extract import cues

if TYPE_CHECKING:
    from tongket.documents import Block, Document

# Characters at the top of a document that name its year; of a title, and of a short heading.
_TOP, _TITLE, _SHORT = 5_000, 200, 80
_ITEM = re.compile(r"\s*(?:[-+•*–·]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[).])")
# A heading holds no figure, but years and the months of a plan.
_NO_FIGURE = re.compile(r"(?:19|20)\d\d|\d{1,2} tháng|tháng \d{1,2}|^\W*\d{1,2}\b[.)]?")
_MARK = re.compile(r"[\W\d]*")
# The end of a line that a list goes on from.
_OPEN = (":", " to", "?")
_GOES_ON = re.compile(r"\W*(?:và|and) ", re.IGNORECASE)
_FIRST_SECTIONS = ("1", "I")


class Scene:
    """What a reader has in mind at a place of a document: its year, its section, what a list was introduced with.

    Args:
        document: the document.
        year: the year that it is of, where that is known; 0 where it is to be read in it.

    Attributes:
        year: the year that the document is of; 0 where none is named.
        planned: the words that make a plan of all figures here; empty where none do.
        is_model: whether the section tells of models.
        background: the words of the heading that tell what an office or a place is; empty elsewhere.
        example: the words that introduce a list of examples; empty elsewhere.
    """

    def __init__(self, document: Document, year: int = 0) -> None:
        named, plan = _year_of(document)
        self.year = year or named
        # What stands in the sections of a plan is planned, but for those that tell.
        self._plan = ""
        self._plan_of_all = plan
        self.planned, self.is_model = "", False
        self._introduced = self._headed = self.example = self.background = ""
        self._is_within, self._before = False, frozenset[str]()
        # The words that make a plan of a section; empty where it tells of what was, None where it says neither.
        self._plans: dict[str, str | None] = {}
        self._models: dict[str, bool] = {}

    def enter(self, block: Block) -> None:
        """Go on to the next block."""
        parts, is_heading = block.section.split("."), block.kind == "heading"
        opens = not is_heading and block.text.rstrip().endswith(_OPEN)
        heads = not is_heading and _is_headed(block)
        is_plan = self._plan_said(block.text) if is_heading or opens or heads else ""
        above = [".".join(parts[: i + 1]) for i in range(len(parts))]
        if is_heading:
            if cues.RESULT_SECTION.search(block.text):
                self._headed = ""
            # Sections that begin to count below an unnumbered heading are parts of it.
            self._is_within = bool(self._headed) and (
                self._is_within or parts[-1] in _FIRST_SECTIONS
            )
            self._headed = self._headed if self._is_within else ""
            self._plans[block.section] = is_plan or ("" if self._is_told(block.text) else None)
            self._plan = self._plan_of_all
            said = cues.BACKGROUND_SECTION.search(block.text)
            rest = block.text.replace(said[0], "") if said else ""
            is_told = cues.RESULT_SECTION.search(rest) or cues.NAMES_YEAR.search(rest)
            self.background = said[0] if said and not is_told else ""
            self._models[block.section] = bool(cues.EXAMPLE_SECTION.search(block.text))
        elif heads:
            # The title of a report may tell of its results first: … VÀ NHIỆM VỤ NĂM 2025.
            self._headed = "" if _GOES_ON.match(block.text) else is_plan
            self._is_within, self._before = False, frozenset(above)
            if is_plan or self._is_told(block.text):
                self._plan = self._plan_of_all if is_plan else ""
        self.is_model = any(self._models.get(section) for section in above)
        is_item = block.kind != "heading" and (_ITEM.match(block.text) or block.kind == "table_row")
        if opens:
            self._introduced = is_plan
            shown = cues.EXAMPLE_SECTION.search(block.text)
            self.example = shown[0] if shown and len(block.text) < _SHORT else ""
        elif not is_item:
            self._introduced = self.example = ""
        # A section within what a line heads says more than the line, and the line more than the section it stands in.
        within = [section for section in above if not self._headed or section not in self._before]
        plans = (self._plans.get(section) for section in reversed(within))
        of_section = next((plan for plan in plans if plan is not None), self._headed or self._plan)
        self.planned = self._introduced or of_section

    @property
    def state(self) -> tuple[object, ...]:
        """All that the roles of figures here depend on."""
        return self.planned, self.is_model, self.background, self.example

    def _is_told(self, text: str) -> bool:
        """Whether a heading says that its section tells of what is or was: ĐIỂM LẠI NĂM 2025."""
        return bool(
            cues.RESULT_SECTION.search(text)
            or cues.BACKGROUND_SECTION.search(text)
            or cues.LOOKS_BACK.search(text)
        )

    def _plan_said(self, text: str) -> str:
        """The words of a heading or of the lead of a list that make plans of what follows; empty where none do."""
        years = cues.NAMES_YEAR.findall(text[:_TITLE])
        ahead = [year for year in years if self.is_ahead(year)]
        if ahead and not cues.OUTCOME.search(text):
            return ahead[0] if len(ahead) == len(years) else ""
        plan = cues.PLAN_SECTION.search(text) or cues.AHEAD_HEAD.match(text)
        return plan[0].strip() if plan and not cues.RESULT_SECTION.search(text) else ""

    def is_ahead(self, year: str) -> bool:
        """Whether a year lies after that of the document."""
        return 0 < self.year < int(year)

    def is_past(self, year: str) -> bool:
        """Whether a year lies before that of the document."""
        return int(year) < self.year


def _year_of(document: Document) -> tuple[int, str]:
    """The year that a document is of, and the words of its title that make a plan of it; empty where none do.

    The year is the first of its title, else the one that it names most; 0 where none is.
    """
    tops = (cues.DAY_OF_SIGNING.sub(" ", block.text[:_TOP]) for block in document.blocks)
    title = next((top for top in tops if cues.NAMES_YEAR.search(top)), "")
    is_title = len(title) < _TITLE and not title.endswith((".", ";", ","))
    first = cues.NAMES_YEAR.search(title) if is_title else None
    if first:
        head = document.text[:_TOP]
        at = head.find(title)
        above = head[max(0, at - _TITLE) : at + len(title)]
        plan = None if cues.RESULT_SECTION.search(above) else cues.OF_PLANS.search(above)
        return int(first[1]) - bool(plan), plan[0].strip() if plan else ""
    top = cues.DAY_OF_SIGNING.sub(" ", document.text[:_TOP])
    named = Counter(cues.NAMES_YEAR.findall(top)).most_common()
    ends = [last for _, last in cues.SPAN_OF_YEARS.findall(top)]
    most = [int(year) for year, count in named if count == named[0][1]] or [
        int(year) for year in ends[:1]
    ]
    return max(most, default=0), ""


def _is_headed(block: Block) -> bool:
    """Whether a line heads what follows though no number makes a heading of it: by capitals, or short and unstopped."""
    text = block.text.strip()
    if block.kind != "paragraph" or " " not in text or len(text) >= _TITLE:
        return False
    begins = _MARK.sub("", text, count=1)[:1]
    is_short = len(text) < _SHORT and text[-1].isalnum() and begins.isupper()
    return text.isupper() or (is_short and not re.search(r"\d", _NO_FIGURE.sub("", text)))
