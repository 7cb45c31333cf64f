"""When each report last came out well: what monitoring asks (`tongket status --max-age`).

Manifests cannot say it: they hold no dates, so that the same figures make the same bytes, and a run that finds every
report fresh writes none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tongket.errors import SystemFailure, listed
from tongket.files import write
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from tongket.model import Text
    from tongket.run.output_folder import OutputFolder
    from tongket.run.reports import AreaPeriod, Report


def note(output: OutputFolder, review: AreaPeriod, good: Iterable[Report]) -> None:
    """Note that reports of a review came out well now: they ran without a failure, or were fresh."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    before = {name: time.isoformat() for name, time in last_good(output, review).items()}
    times = {**before, **{report.id: now for report in good}}
    write(output.good_runs(review.area, review.period), json.dumps(times, indent=0, sort_keys=True))


def last_good(output: OutputFolder, review: AreaPeriod) -> dict[str, datetime]:
    """When reports of a review last came out well, by id; not those that never did, or whose note cannot be read."""
    times = {}
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        text = output.good_runs(review.area, review.period).read_text(encoding="utf-8")
        for name, time in json.loads(text).items():
            times[name] = datetime.fromisoformat(time).astimezone(UTC)
    return times


def refuse_older(reports: Iterable[tuple[Report, datetime | None]], age: timedelta) -> None:
    """Refuse reports that did not come out well for longer than an age.

    Args:
        reports: each report, and when it last came out well.
        age: how long ago that may be.

    Raises:
        SystemFailure: for some it is longer ago, or never was; each is named.
    """
    now = datetime.now(UTC)
    since = now - age
    old: dict[tuple[str, str], list[Text]] = {}
    for report, time in reports:
        # A note of days to come, of a clock that was wrong, would keep monitoring silent until then.
        if time is None or abs(now - time) > age:
            own = old.setdefault((report.area, report.period.code), [])
            own.append(_last(f"{report.lang}/{report.page}", time, now))
    if old:
        lines = [_said(area, period, since, pages) for (area, period), pages in old.items()]
        raise SystemFailure(LazyText(lambda lang: listed(line.in_(lang) for line in lines)))


def _said(area: str, period: str, since: datetime, pages: list[Text]) -> Text:
    return Phrase(
        "{area}/{period}: expected a good run of each page since {since}, got:\n{pages}\n"
        "`tongket run --period {period} --area {area}` says what is in the way.",
        area=area, period=period, since=_in_words(since),
        pages=LazyText(lambda lang: listed(page.in_(lang) for page in pages)),
    )  # fmt: skip


def _last(page: str, time: datetime | None, now: datetime) -> Text:
    if time is None:
        return Phrase("{page}: none", page=page)
    if time > now:
        return Phrase(
            "{page}: one of {time}, which is yet to come", page=page, time=_in_words(time)
        )
    return Phrase("{page}: the last on {time}", page=page, time=_in_words(time))


def _in_words(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
