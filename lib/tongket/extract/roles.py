"""What a printed figure is in its sentence: a result, a plan, a change, a total of years, an example or context.

Each role has cues: words beside the number, in its sentence, in its paragraph or in the heading above. They are tried
from the surest to the weakest, and the words that decided are kept with the figure. Nothing speaks for a result: it is
what remains.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tongket.extract import cues
from tongket.extract.sentences import InSentence, Sentence, placed
from tongket.model import Qualifier

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

    from tongket.extract.cues import Role
    from tongket.extract.figures import Spotted
    from tongket.extract.scene import Scene

# Characters of the head of a paragraph.
_HEAD = 80
# So many figures of one model at least make a paragraph one of it.
_MOSTLY = 2
_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.AT_MOST})
_MEASURED = frozenset({"ratio", "other"})


def role_of(
    scene: Scene, text: str, figures: Sequence[Spotted], head: str = ""
) -> list[tuple[Role, str, str]]:
    """The role of each figure of a piece of text, the words that decided it, and the sentence it stands in."""
    if not figures:
        return []
    bounds = [0, *(match.end() for match in cues.SENTENCE.finditer(text)), len(text)]
    planned, example = _head_of_paragraph(scene, text), cues.EXAMPLE.search(text)
    model = "mô hình" if scene.is_model and cues.YIELD.search(text) else scene.example
    of_head = _of_head(scene, head)
    told: list[tuple[Role, str, str]] = []
    at, sentence = 0, Sentence(text, 0, bounds[1], scene.is_ahead)
    for i, figure in enumerate(figures):
        while bounds[at + 1] <= figure.start:
            at += 1
            sentence = Sentence(text, bounds[at], bounds[at + 1], scene.is_ahead)
        if sentence.is_list:
            told.append(("result", "", text[figure.start : figure.end]))
            continue
        is_over = (at and sentence.begins(cues.PAST_AGAIN)) or (
            cues.ACTUAL in sentence.has and cues.ACTUAL.search(text, sentence.start, figure.start)
        )
        planned = "" if is_over else planned
        is_shown = (
            example
            and example.start() < figure.start
            and (example.start() >= sentence.start or not cues.SHOWN.match(example[0]))
        )
        said = example[0] if example and is_shown else model
        place = placed(text, figures, i, sentence, scene, planned, said)
        role, cue = of_head or _decided(place)
        if not cue and i and figures[i - 1].start >= sentence.start and not head:
            role, cue = _taken_over(text, figures[i - 1], figure, told[-1])
        told.append((role, cue.strip(), sentence.text.strip()))
    return _of_one_model(_with_years_in_turn(scene, text, figures, told))


def _of_one_model(told: list[tuple[Role, str, str]]) -> list[tuple[Role, str, str]]:
    """The roles, where most of a paragraph tells of one model: what nothing else speaks for is a part of it."""
    examples = [i for i, (role, _, _) in enumerate(told) if role == "example"]
    plain = [i for i, (role, cue, _) in enumerate(told) if role == "result" and not cue]
    if len(examples) >= max(_MOSTLY, len(plain)):
        for i in plain[bisect_left(plain, examples[0]) :]:
            told[i] = ("example", told[examples[0]][1], told[i][2])
    return told


def _head_of_paragraph(scene: Scene, text: str) -> str:
    """The words at the head of a paragraph that make plans of all its sentences: a year to come, what is planned."""
    head = text[:_HEAD]
    ahead = cues.AHEAD_HEAD.match(head)
    if ahead:
        return ahead[0]
    year = cues.YEAR_HEAD.match(head)
    return year[0] if year and scene.is_ahead(year[1]) else ""


def _of_head(scene: Scene, head: str) -> tuple[Role, str] | None:
    """The role by the head of a column; None where it says none."""
    found = [(role, match[0]) for role, form in cues.HEADS for match in form.finditer(head)]
    year = cues.YEAR.search(head)
    if year and (not found or found[0][0] == "result"):
        if scene.is_ahead(year[0]):
            return "plan", year[0]
        if scene.is_past(year[0]):
            return "context", year[0]
    expected = cues.EXPECTED_ROW.search(head) if not found or found[0][0] == "result" else None
    if expected:
        return "plan", expected[0]
    return found[0] if found else None


def _decided(place: InSentence) -> tuple[Role, str]:
    """The role of one figure and the words that decided it: those of the first rule that holds."""
    is_of_now = place.goes_on(cues.OF_THIS_YEAR)
    for role, rule in _RULES:
        cue = next(rule(place), None)
        if cue is not None and not (is_of_now and role == "plan"):
            return role, cue
    return "result", ""


def _taken_over(
    text: str, before: Spotted, figure: Spotted, told: tuple[Role, str, str]
) -> tuple[Role, str]:
    """The role of the figure before, where this one is a part of it or the next of the same list; else a result."""
    role, cue, _ = told
    between = text[before.end : figure.start]
    is_part = before.unit_kind == figure.unit_kind and cues.MADE_OF.fullmatch(between)
    is_taken = (
        before.unit_kind == figure.unit_kind
        and role not in {"change", "result"}
        and not cues.SPENT.match(text, figure.end)
        and (is_part or cues.LISTED.fullmatch(between))
    )
    return (role, cue) if is_taken else ("result", "")


def _is_bounded_time(figure: Spotted) -> bool:
    """Whether a figure is the longest or shortest time that something takes: không quá 20 ngày."""
    return figure.qualifier in _BOUNDS and figure.noun in cues.DURATION


def _found(*matches: re.Match[str] | None) -> Iterator[str]:
    return (match[0] for match in matches if match)


def _above_plan(place: InSentence) -> Iterator[str]:
    """Vượt 8% kế hoạch; vượt kế hoạch 7,5 điểm."""
    if place.planned or len(place.figure.ends) > 1 or next(_ahead(place), None) is not None:
        return
    if place.led(cues.CHANGED):
        yield from _found(place.goes_on(cues.OF_PLAN))
    # Kém chỉ tiêu 45% 0,2 điểm: the level, and then by how much.
    if not (place.before.endswith("(") or place.goes_on(cues.THEN_BY)):
        yield from _found(place.led(cues.CHANGED_PLAN))


def _rate_of_plan(place: InSentence) -> Iterator[str]:
    """Đạt 102% kế hoạch, 110% of the plan."""
    is_rate = place.figure.unit_kind == "percent" and (
        place.led(cues.RATE_OF_PLAN) or place.before.endswith("(")
    )
    if is_rate and not place.planned and next(_ahead(place), None) is None:
        yield from _found(place.goes_on(cues.OF_PLAN))


def _content(place: InSentence) -> Iterator[str]:
    """Of how many parts a document is: kế hoạch gồm 7 nhóm nhiệm vụ."""
    if place.figure.unit_kind == "count":
        yield from _found(place.said(cues.CONTENT))


def _said_planned(place: InSentence) -> Iterator[str]:
    """18 tasks planned; chưa đạt mức 18% như kế hoạch đề ra."""
    if place.led(cues.LEVEL):
        yield from _found(place.goes_on(cues.AS_PLANNED))
    if place.led(cues.HELD_AGAINST):
        yield from _found(place.goes_on(cues.BY_PLAN))
    yield from _found(place.goes_on(cues.PLANNED))
    if place.figure.unit_kind in {"vnd", "usd"}:
        yield from _found(place.goes_on(cues.ALLOTTED), place.led(cues.GIVEN))


def _limit(place: InSentence) -> Iterator[str]:
    """A bound that nothing says was kept: tối đa 70%, không dưới 3 tỷ đồng; of a time it is its length."""
    is_bound = place.figure.qualifier in _BOUNDS and not _is_bounded_time(place.figure)
    is_told = not place.led(cues.GRANTED) and (
        place.sentence.is_told(0, place.at) or place.said(cues.REACHED)
    )
    if is_bound and place.figure.noun != "sao" and not (is_told or place.example):
        yield place.figure.qualifier.value


def _among_plans(place: InSentence) -> Iterator[str]:
    if not place.planned or place.said(cues.BACKWARDS):
        return
    if place.example and not place.sentence.plans:
        return
    before = place.sentence.text[: place.at]
    years = cues.NAMES_YEAR.findall(before)
    is_past = years and not any(map(place.scene.is_ahead, years))
    if not (is_past and place.sentence.is_told(0, place.at)) and not _is_of_now(place):
        yield place.planned


def _is_of_now(place: InSentence) -> bool:
    """Whether its part of the sentence tells of this year or of what there is: năm nay nghiệm thu 13."""
    part = place.sentence.text[: place.at].rpartition(";")[2]
    told = list(cues.OF_NOW.finditer(part))
    years = [m for m in cues.NAMES_YEAR.finditer(part) if not place.scene.is_ahead(m[1])]
    last = max((match.end() for match in (*told, *years)), default=-1)
    return last >= 0 and not cues.AHEAD.search(part, last)


def _plan_beside(place: InSentence) -> Iterator[str]:
    """Kế hoạch, chỉ tiêu, mục tiêu in the clause of the number itself."""
    if place.figure.unit_kind == "percentage_point":
        return
    for match in reversed(list(cues.PLAN_BESIDE.finditer(place.lead))):
        if match[0].lower() == "quy định" and place.figure.noun in cues.DURATION:
            continue
        is_told = cues.OUTCOME.search(place.lead, match.end()) or cues.REACHED.search(
            place.lead, match.end()
        )
        is_beside = cues.NOTHING.fullmatch(
            place.lead, match.end()
        ) or place.before.rstrip().endswith("(")
        is_held_against = cues.MET.search(place.lead[: match.start()]) and not cues.LEVEL.search(
            place.lead
        )
        is_met = is_held_against and not is_beside
        if not is_told and not is_met:
            yield match[0]


def _ahead(place: InSentence) -> Iterator[str]:
    """Sẽ, phấn đấu, a year to come, anywhere before it in the sentence and no outcome since."""
    sentence = place.sentence
    plan = sentence.last(sentence.plans, place.at)
    if (
        not plan
        or place.figure.unit_kind == "percentage_point"
        or sentence.is_told(plan.end(), place.at)
    ):
        return
    # What is expected ends with its part of the sentence.
    if not cues.EXPECTED.match(plan[0]) or ";" not in sentence.text[plan.end() : place.at]:
        yield plan[0]


def _changed(place: InSentence) -> Iterator[str]:
    figure = place.figure
    if figure.unit_kind == "percentage_point":
        yield "pp"
    sign = cues.SIGNED.match(place.sentence.text, place.at)
    if sign and figure.unit_kind in {"percent", "vnd", "usd", "count"}:
        yield sign[0]
    yield from _found(place.led(cues.CHANGED), place.led(cues.HIGHER_THAN))
    if figure.noun == "bậc":
        yield from _found(place.led(cues.PLACES))
    yield from _found(place.led(cues.ADDED) and place.goes_on(cues.AGAINST_OTHERS))
    yield from _multiplied(place)
    if figure.unit_kind == "percent":
        yield from _found(place.goes_on(cues.INCREASE))
        yield from _found(place.goes_on(cues.OF_PLAN) if place.goes_on(cues.ABOVE) else None)
        if place.led(cues.COMPARED_RATE):
            yield from _found(place.goes_on(cues.AGAINST_BEFORE))
    if figure.unit_kind in {"times", "count", "vnd", "percent"}:
        yield from _found(place.goes_on(cues.FEWER))


def _multiplied(place: InSentence) -> Iterator[str]:
    """Gấp 1,8 lần; twice as many."""
    if place.figure.unit_kind == "times":
        yield from _found(place.goes_on(cues.MULTIPLE_OF), place.goes_on(cues.AGAINST_BEFORE))
        if place.figure.number_end == place.figure.end:
            yield "gấp"


def _example(place: InSentence) -> Iterator[str]:
    figure, sentence = place.figure, place.sentence
    said = place.example or (
        "mô hình" if place.scene.is_model and figure.unit_kind in _MEASURED else ""
    )
    is_broad = sentence.last(sentence.totals, place.at) or place.said(cues.BROAD)
    if said and not is_broad and figure.noun.lower() not in cues.MODELS:
        yield said
    if figure.unit_kind not in {"vnd", "usd"}:
        yield from _found(sentence.yields(place.at))
    is_one = figure.noun in cues.SHORT and not place.said(cues.ON_AVERAGE)
    if figure.noun in cues.PHYSICAL or (is_one and not _is_bounded_time(figure)):
        yield figure.noun
    if not (place.said(cues.THIS_YEAR) or _is_bounded_time(figure)):
        yield from _found(place.led(cues.ATTRIBUTE))
    if figure.unit_kind == "ratio" and not place.said(cues.INCOME):
        yield from _found(cues.PRICE.match(place.printed))


def _background(place: InSentence) -> Iterator[str]:
    """Topics and who was asked about them, other places, the terms of a loan, a bound."""
    figure = place.figure
    yield from _found(
        cues.CONTEXT_NOUN.match(figure.noun),
        place.led(cues.TERMS),
        place.led(cues.AVERAGE),
        place.led(cues.LEADS),
    )
    if figure.unit_kind == "count" or figure.noun in cues.OF_A_PLACE:
        is_of_now = place.sentence.last(place.sentence.totals, place.at)
        yield from (place.scene.background,) if place.scene.background and not is_of_now else ()
    if figure.unit_kind == "count":
        yield from _found(place.goes_on(cues.CONTEXT_BEHIND), place.led(cues.CONSULTED))
    if figure.unit_kind == "percent":
        yield from _found(place.said(cues.ELSEWHERE))
    if figure.unit_kind in {"count", "percent"}:
        yield from _found(place.led(cues.CONTEXT_BEFORE))
    if figure.noun in cues.OF_A_PLACE:
        yield from _found(cues.PLACE.search(place.sentence.text))
    if figure.noun == "sao" and figure.qualifier is Qualifier.AT_LEAST:
        yield "trở lên"


def _length(place: InSentence) -> Iterator[str]:
    """How long something takes at most, or has been: không quá 20 ngày, hơn 10 năm."""
    figure = place.figure
    if figure.noun in cues.DURATION:
        yield from _found(place.led(cues.LENGTH_BEFORE))
        if _is_bounded_time(figure):
            yield figure.qualifier.value
    if figure.noun in cues.LONG and not place.said(cues.ON_AVERAGE):
        yield figure.noun


def _earlier(place: InSentence) -> Iterator[str]:
    """A figure of an earlier time that stands beside that of the year: cùng kỳ là 12, từ 8 lên 14."""
    yield from _found(place.led(cues.SAME_BEFORE))
    if place.led(cues.AGAINST):
        yield from _found(place.goes_on(cues.BEFORE_BEHIND))
    yield from _found(place.goes_on(cues.OF_BEFORE))
    if place.gap and cues.TO.match(place.gap):
        yield from _found(place.led(cues.FROM))
    of_year = place.goes_on(cues.OF_YEAR)
    if of_year and place.scene.is_past(of_year[1]):
        yield of_year[0]
    earlier = place.said(cues.EARLIER)
    if earlier and (not earlier[1] or place.scene.is_past(earlier[1])):
        is_compared = cues.COMPARED_WITH.search(place.before, max(0, earlier.start() - 12))
        yield from () if is_compared and not place.before.endswith("(") else (earlier[0],)


def _total(place: InSentence) -> Iterator[str]:
    total = place.sentence.last(place.sentence.totals, place.at)
    # A share behind other figures is that of the period.
    is_share = place.figure.unit_kind in {"percent", "fraction"} and (
        not cues.YEARS_TOGETHER.search(total[0] if total else "")
    )
    is_done = place.led(cues.DONE) and not place.said(cues.ADDED_UP)
    if is_done:
        return
    if (
        total
        and not is_share
        and not cues.THIS_YEAR.search(place.sentence.text, total.end(), place.at)
    ):
        yield total[0]
    yield from _found(
        place.goes_on(cues.TOTAL_BEHIND), cues.AT_A_DAY.match(place.sentence.text[: place.at])
    )


# From the surest to the weakest.
_RULES: tuple[tuple[Role, Callable[[InSentence], Iterator[str]]], ...] = (
    ("change", _above_plan),
    ("result", _rate_of_plan),
    ("context", _content),
    ("plan", _said_planned),
    ("plan", _limit),
    ("plan", _among_plans),
    ("plan", _plan_beside),
    ("plan", _ahead),
    ("change", _changed),
    ("example", _example),
    ("context", _background),
    ("context", _length),
    ("context", _earlier),
    ("cumulative", _total),
)


def _with_years_in_turn(
    scene: Scene, text: str, figures: Sequence[Spotted], told: list[tuple[Role, str, str]]
) -> list[tuple[Role, str, str]]:
    """The roles, with figures of several years that are named in turn: those of earlier years are context."""
    starts = [figure.start for figure in figures]
    for match in cues.IN_TURN.finditer(text) if scene.year else ():
        years = cues.YEAR.findall(match[1])
        first = bisect_left(starts, match.end())
        for i, year in enumerate(years[: len(figures) - first], first):
            role: Role = (
                "context" if scene.is_past(year) else "plan" if scene.is_ahead(year) else "result"
            )
            told[i] = (role, match[0], told[i][2])
    return told
