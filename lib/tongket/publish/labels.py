"""The words of the page around the notebook, in both languages.

`{…}` is filled in by the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.numerals import period_name
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.model import Lang, Organisation, Text, TimePeriod

LANGUAGE_NAMES: dict[Lang, str] = {"vi": "Tiếng Việt", "en": "English"}

_PHRASES = {
    "site": Phrase("Science and technology reviews"),
    "review": Phrase("{name}, {period}"),
    "about": Phrase(
        "Science and technology results of {name}, {period}: figures, charts, and the source of each."
    ),
    "about_site": Phrase(
        "Each review presents the science and technology figures of one area in one year or a part of it; each "
        "figure leads to its source."
    ),
    "indicators": Phrase("Index of indicators"),
    "indicators_about": Phrase(
        "Every indicator of the project, by domain and by letter, with other words for it: what it means, its "
        "figures in the review of {name}, {period}, the pages that treat it, or that no figure was published."
    ),
    "by_domain": Phrase("By domain"),
    "by_letter": Phrase("By letter"),
    "also_called": Phrase("Also"),
    "no_figure": Phrase("no figure for this period"),
    "part_of": Phrase("Counted within"),
    "not_split": Phrase("Not split by kind; no figure of"),
    "indicator": Phrase("Indicator"),
    "value": Phrase("Value"),
    "treated": Phrase("Treated on"),
    "figure": Phrase("Figure"),
    "figures_json": Phrase("Every figure with its origin (JSON)"),
    "changes": Phrase("What changed"),
    "changes_about": Phrase(
        "What the review of {name}, {period} says now, beside the edition released before: figures and sentences."
    ),
    "changes_first": Phrase("No edition was released before: there is nothing to compare it with."),
    "editions": Phrase("Editions"),
    "released_by": Phrase("Released by"),
    "is_new": Phrase("What is new"),
    "was_corrected": Phrase("What was corrected"),
    "are_open": Phrase("Open questions"),
    "nothing": Phrase("Nothing.", context="release notes"),
    "first_edition": Phrase("The first edition: {pages} pages, {figures} figures."),
    "edition_released": Phrase("Edition {number}, released on {day} by {who}"),
    "as_released": Phrase("The pages as they were released (ZIP)"),
    "changed_figures": Phrase("Figures"),
    "changed_sentences": Phrase("Sentences"),
    "before": Phrase("Before"),
    "now": Phrase("Now"),
    "not_there": Phrase("none"),
    "no_figure_changed": Phrase("No figure changed."),
    "no_sentence_changed": Phrase("No sentence changed."),
    "revisions": Phrase("Revised figures"),
    "revisions_about": Phrase(
        "Figures that say something else than when they were first published: what was published first, what holds "
        "now, the difference, in percent of the first figure where that means something, and why. The mark (r) is "
        "beside each of them on its page."
    ),
    "no_revision": Phrase("No figure of these pages has been revised yet."),
    "first_published": Phrase("First published"),
    "difference": Phrase("Difference"),
    "why_revised": Phrase("When and why"),
    "by_edition": Phrase("A later edition of the source"),
    "by_correction": Phrase("Corrected"),
    "no_reason": Phrase("The source gives no reason."),
    "not_known": Phrase("the printing leaves it open"),
    "link_here": Phrase("Link to this chart or table"),
    "periods": Phrase("Other periods"),
    "periods_about": Phrase("The reviews of {name}: each page, period by period."),
    "page": Phrase("Page"),
    "conflicts": Phrase("Contradictions in all reviews"),
    "conflicts_about": Phrase(
        "Published figures that do not fit each other as printed, review by review. Each line leads to the "
        "arithmetic and to what would resolve it."
    ),
    "no_conflict": Phrase("No figures were found to contradict each other."),
    "dictionary": Phrase("Data dictionary"),
    "dictionary_about": Phrase(
        "Every indicator of the project: what it means, its unit, which way is better, its code in the "
        "national system of statistical indicators, what it is a part of; then the codes of the data files."
    ),
    "unit": Phrase("Unit"),
    "direction": Phrase("Better when"),
    "higher": Phrase("higher", context="better when"),
    "lower": Phrase("lower", context="better when"),
    "neutral": Phrase("neither", context="better when"),
    "official_code": Phrase("National code"),
    "base": Phrase("Part of"),
    "codes": Phrase("Codes"),
    "code_column": Phrase("Code"),
    "meaning": Phrase("Meaning"),
    "as_shown": Phrase("as shown"),
    "origin": Phrase("Source and place, or calculation", context="workbook"),
    "allowed": Phrase("What its sources allow", context="workbook"),
    "all_figures": Phrase("Every figure and where it comes from"),
    "sources": Phrase("Sources"),
    "definitions": Phrase("Definitions"),
    "sources_and_calculations": Phrase("Sources and calculations"),
    "see_notes": Phrase("Notes: {list}"),
    "cover": Phrase("Cover"),
    "workbook_about": Phrase(
        "Each sheet holds one table that begins in the first column; notes are on a sheet of their "
        "own. The last table says the source of each figure."
    ),
    "contents_sheet": Phrase("Contents"),
    "one_table": Phrase("This sheet holds one table."),
    "sheet": Phrase("Sheet"),
    "title": Phrase("Title"),
    "notes": Phrase("Notes"),
    "note_number": Phrase("Note number"),
    "note": Phrase("Note", context="workbook"),
    "empty_cell": Phrase(
        "There is no figure, no single value, no end, or no statement of a source."
    ),
    "status": Phrase("Status"),
    "period": Phrase("Period"),
    "area": Phrase("Reference area (code)"),
    "measure": Phrase("Measure"),
    "source": Phrase("Source"),
    "workbook": Phrase("The tables (Excel)"),
    "document_pdf": Phrase("The whole review (PDF)"),
    "document_docx": Phrase("The whole review (Word)"),
    "document_html": Phrase("The whole review in one file (HTML)"),
    "observations": Phrase("The observations (CSV)"),
    "package": Phrase("Description of the observations (JSON)"),
    "archive": Phrase("The whole site in one file (ZIP)"),
    "shared": Phrase("For all reviews"),
    "by_period": Phrase("period by period"),
    "taken": Phrase("Downloads"),
    "claims": Phrase("The sentences with their values (JSON)"),
    "none": Phrase("There is no review yet."),
    "logo": Phrase("Logo"),
    "contact": Phrase("Contact"),
    "licence": Phrase("Licence"),
    "about_release": Phrase("About this release"),
    "published_by": Phrase("Published by"),
    "nobody": Phrase("nobody is named"),
    "place_period": Phrase("Place and period"),
    "released": Phrase("Released"),
    "next_release": Phrase("Next release"),
    "edition": Phrase("edition {number}"),
    "draft": Phrase("Draft"),
    "draft_cited": Phrase("draft"),
    "not_released": Phrase("Draft, not yet released"),
    "draft_of": Phrase("Draft of edition {number}; edition {before} was released on {day}"),
    "corrections": Phrase("Corrections"),
    "corrections_policy": Phrase(
        "An error is corrected in a new edition, which marks what changed. Former editions stay on record."
    ),
    "not_announced": Phrase("not announced"),
    "cite": Phrase("How to cite"),
    "downloads": Phrase("Downloads"),
    "skip": Phrase("Skip to the content"),
    "menu": Phrase("Pages"),
    "one_page": Phrase("1 page"),
    "many_pages": Phrase("{count} pages"),
    "pages": Phrase("Pages of the review"),
    "contents": Phrase("On this page"),
    "around": Phrase("Previous and next page"),
    "previous": Phrase("Previous page"),
    "next": Phrase("Next page"),
    "reviews": Phrase("All reviews"),
    "doorway": Phrase("This review"),
    "members": Phrase("Reviews of the member areas"),
    "boundaries": Phrase("Boundaries changed: compare with care"),
    "successor": Phrase("The review of the area that it became part of"),
    "predecessors": Phrase("Reviews of the areas that it was made of:"),
    "language": Phrase("Language"),
    "code": Phrase("Show the code of the results"),
    "messages": Phrase("Messages of the program"),
    "failed": Phrase("This page is incomplete"),
    "failed_there": Phrase("A cell stopped with an error. See the cell and the reason."),
    "failed_cell": Phrase("This cell stopped with an error"),
    "failed_after": Phrase(
        "Its result, and the results of the cells after it, are missing from the page."
    ),
    "reason": Phrase("Reason"),
    "technical": Phrase("Technical details"),
    "reading_of": Phrase("{name}, {period}: {number} printed figures."),
    "reading_about": Phrase(
        "Each figure has the number of its row in the workbook beside this page, where it is confirmed or corrected."
    ),
    "reading_kept": Phrase("is proposed with a yes,"),
    "reading_found": Phrase("waits for yours,"),
    "reading_none": Phrase("was taken for no figure."),
    "reading_table": Phrase("Table of the report"),
    "not_run": Phrase("Cells that did not run: {count}. Their results are missing from the page."),
    "table": Phrase("Table {number}"),
    "text": Phrase("Result as text {number}"),
    "image": Phrase("Image without a description"),
    "image_under": Phrase("Image without a description, in the section: {heading}"),
    "image_left_out": Phrase("Image not in this page: {alt}"),
    "needs_script": Phrase(
        "This result only shows where a program runs in the browser. This page runs none."
    ),
    "incomplete": Phrase("incomplete"),
    "notebook": Phrase("Executed Jupyter notebook"),
    "made_site": Phrase(
        "Made by tongket {version}. The page runs no program and takes nothing from the network."
    ),
    "made_document": Phrase("Made by tongket from the pages of the review."),
    "made": Phrase(
        "Made by tongket {version} from a Jupyter notebook; it runs no program and fetches nothing."
    ),
}


def words(lang: Lang) -> dict[str, str]:
    """The words of the page in one language, by what they are for.

    >>> words("en")["next"]
    'Next page'
    """
    return {name: phrase.in_(lang) for name, phrase in _PHRASES.items()}


def of_review(what: str, name: Text, period: TimePeriod, lang: Lang) -> str:
    """One of the words of the page that say which area and period a review is of."""
    when = period_name(period).in_(lang)
    return _PHRASES[what].in_(lang).format(name=name.in_(lang), period=when)


def imprint(organisation: Organisation, lang: Lang) -> list[str]:
    """What the release does not say of who publishes, in lines: contact and licence, who answers for the content."""
    say = words(lang)
    contact = f"{say['contact']}: {organisation.contact}" if organisation.contact else ""
    licence = f"{say['licence']}: {organisation.licence}" if organisation.licence else ""
    return [line for line in (contact, licence, organisation.imprint.in_(lang)) if line]


def other(lang: Lang) -> Lang:
    """The other language."""
    return "en" if lang == "vi" else "vi"
