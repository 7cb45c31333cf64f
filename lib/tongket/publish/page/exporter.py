"""The nbconvert exporter `tongket`: one notebook to one page without scripts, for any notebook.

Used by `jupyter nbconvert --to tongket`, by JupyterLab's *Save and Export As*, and by `site` for the review.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from jupyter_core.paths import ENV_JUPYTER_PATH, SYSTEM_JUPYTER_PATH
from nbconvert.exporters.html import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from traitlets import Bool, Enum, default
from traitlets.config import Application, Config
from traitlets.log import get_logger

from tongket import __version__, limits
from tongket.publish.html.addresses import once_in_focus, with_marks
from tongket.publish.html.anchors import Heading, arrange, shared_anchor
from tongket.publish.html.tidy import Tidier
from tongket.publish.labels import LANGUAGE_NAMES, other
from tongket.publish.page import cells, outputs
from tongket.publish.page.absence import without_absence
from tongket.publish.page.context import PageContext
from tongket.publish.page.folds import (
    first_statement,
    folded,
    folds_of,
    has_tiles,
    without_account,
)
from tongket.publish.page.markdown import to_html
from tongket.publish.page.preview import preview_address
from tongket.publish.page.shape import refusing_another_shape
from tongket.publish.style import TEMPLATES, digest, stylesheet
from tongket.translations.notebook import language_run_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.S)
_HEADING = re.compile(r"(<h1\b[^>]*>).*?(</h1>)", re.S)
# A heading of the second level, with the mark before it that folds its section.
_SECTION = re.compile(r"(?:<!-- fold[a-z ]* -->\s*)?<h2\b")
# A link to another page of the review, which lies in the same folder.
_LINK = re.compile(r'<a href="([\w-]+\.html)(?:#[^"]*)?">(.*?)</a>', re.S)
_TAG = re.compile(r"<[^>]*>")
# The sections of a configuration that change what an exporter makes.
_OF_EXPORTERS = re.compile(r"Exporter|Preprocessor|NbConvertBase|Highlight2HTML|MarkdownWithMath")


@dataclass(frozen=True)
class Article:
    """The page's body in three parts, with what the page around it needs to know of it.

    Attributes:
        head: the first-level heading; empty where the body has none.
        opening: what is between it and the first heading of the second level.
        rest: everything from there.
        headings: all headings in their order.
    """

    head: str
    opening: str
    rest: str
    headings: tuple[Heading, ...]

    @property
    def title(self) -> str:
        """The words of the first-level heading; empty where the body has none."""
        return next((heading.text for heading in self.headings if heading.level == 1), "")

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that the contents of the page list."""
        return tuple(heading for heading in self.headings if heading.level == 2)

    @property
    def first_paragraph(self) -> str:
        """The words of the first paragraph, without markup; empty where there is none."""
        found = _PARAGRAPH.search(self.opening + self.rest)
        return " ".join(html.unescape(_TAG.sub("", found[1])).split())[:300] if found else ""


def _asked_for(config: Config | None) -> Config | None:
    """The part of a configuration that somebody asked for: that of a caller, or of an application's command line.

    A user's configuration files may leave out cells or change what they show: a page would depend on who makes it.
    """
    app = Application.instance() if Application.initialized() else None
    if app is None or config is None or config != app.config:
        return config
    asked: Config = app.cli_config
    ignored = sorted(name for name in config if _OF_EXPORTERS.search(name) and name not in asked)
    if ignored:
        get_logger().warning(
            "tongket: expected options on the command line, got %s in a configuration file, which is not read for "
            "this page. Give them as options, such as --TongketExporter.code_display=show.",
            ", ".join(ignored),
        )
    return asked


@cache
def _uncoloured() -> re.Pattern[str]:
    """Spans of code to which no rule of the page gives a colour: a seventh of a page's bytes for nothing."""
    coloured = "|".join({*re.findall(r"\.highlight \.(\w+)", stylesheet())})
    return re.compile(rf'<span(?: class="(?!(?:{coloured})")[^"]*")?>([^<]*)</span>')


# Code in its colours, by itself and all that its colours depend on; begun anew when there are too many pieces.
_COLOURED: dict[tuple[str, tuple[Any, ...]], str] = {}


class _Highlight(Highlight2HTML):
    """Code with the colours that the page has."""

    def __call__(self, source: Any, language: Any = None, metadata: Any = None) -> Any:
        options = (
            language,
            self.pygments_lexer,
            repr(metadata),
            repr(self.extra_formatter_options),
        )
        # The pages of a report in two languages have the same code.
        if (source, options) not in _COLOURED:
            if len(_COLOURED) >= limits.CODE_KNOWN:
                _COLOURED.clear()
            _COLOURED[source, options] = self._coloured(source, language, metadata)
        return _COLOURED[source, options]

    def _coloured(self, source: Any, language: Any, metadata: Any) -> Any:
        return _uncoloured().sub(r"\1", super().__call__(source, language, metadata))  # type: ignore[no-untyped-call]


class TongketExporter(HTMLExporter):
    """Exports a notebook as one HTML page: readable on a phone, by a screen reader, on paper, without a network."""

    export_from_notebook = "HTML (tongket)"

    code_display = Enum(
        ["show", "fold", "hide"],
        default_value="fold",
        help="Code cells: `show` them, `fold` each under its result, or `hide` them.",
    ).tag(config=True)
    page_language = Enum(
        ["", "vi", "en"],
        default_value="",
        help="Language of the page; empty: what the notebook was run for, else its default, else vi.",
    ).tag(config=True)
    embed_images = Bool(
        default_value=True, help="Put pictures of Markdown cells into the page."
    ).tag(config=True)
    optimistic_validation = Bool(
        default_value=True, help="Check the notebook once after all preprocessors, not after each."
    ).tag(config=True)

    def __init__(self, config: Config | None = None, **kw: Any) -> None:
        super().__init__(config=_asked_for(config), **kw)  # type: ignore[no-untyped-call]

    @property
    def default_config(self) -> Config:
        """HTML first, and nothing that needs a script."""
        priority = (
            "text/html text/markdown image/svg+xml text/latex image/png image/jpeg text/plain"
        )
        config = Config({"NbConvertBase": {"display_data_priority": priority.split()}})
        stock: Config = super().default_config.copy()
        stock.merge(config)
        return stock

    @default("template_name")
    def _template_name_default(self) -> str:
        return "tongket"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def get_prefix_root_dirs(self) -> list[str]:
        """Where nbconvert looks for templates: in its own folder; for a template of one's own in Jupyter's folders too.

        A folder `base` of the user's, or in the caller's folder, would otherwise change every page.
        """
        if self.template_name != "tongket":
            return list(super().get_prefix_root_dirs())  # type: ignore[no-untyped-call]
        return _shipped()

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Markdown as HTML; pictures that are attached to the cell or lie beside the notebook are put into it.

        Of a link to a page that the review does not have the words stay.
        """
        made = to_html(
            source,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=self.embed_images,
            path=context["resources"]["metadata"].get("path", ""),
        )
        pages = {link.href for link in context["resources"]["tongket"].pages}
        return _LINK.sub(
            lambda found: found[0] if not pages or found[1] in pages else found[2], made
        )

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; `resources["tongket"]` may hold its `PageContext`.

        Raises:
            NotebookError: no page can be made of it, because it has another shape than its format prescribes.
        """
        with refusing_another_shape(nb):
            return self._page(nb, resources, **kw)

    def _page(
        self, nb: NotebookNode, resources: dict[str, Any] | None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        context = (resources or {}).get("tongket")
        if context is None:
            context = PageContext(language_run_for(nb, self.page_language))
        present = without_absence(cells.in_language(nb, context.lang), context.lang)
        present = without_account(present) if context.alone else present
        shown = outputs.with_drawings(present, context.lang)
        tidier = Tidier(context.lang)
        self._register(present, tidier, context)
        known = {
            **(resources or {}),
            "tongket": context,
            "words": tidier.words,
            "language": LANGUAGE_NAMES[context.lang],
            "other": other(context.lang),
            "code_display": context.code or self.code_display,
            "version": __version__,
            "any_code": any(map(cells.has_code, shown.cells)),
            "stated": first_statement(present),
            "preview": preview_address(present, context),
            "not_run": cells.not_run(shown),
            "failed": any(map(cells.stopped, shown.cells)),
            "stylesheet": (
                style := stylesheet(
                    context.organisation.accent,
                    of="overview" if has_tiles(present) else "",
                    lang=context.lang,
                )
            ),
            "style_digest": digest(style),
        }
        # Past HTMLExporter: it would parse the whole page again to add descriptions that describe nothing.
        return TemplateExporter.from_notebook_node(self, shown, known, **kw)

    def _register(self, nb: NotebookNode, tidier: Tidier, context: PageContext) -> None:
        folds = {} if context.alone else folds_of(nb)
        information = nb.metadata.get("language_info", {})
        lexer = information.get("pygments_lexer", information.get("name"))
        # Jinja works out a filter on a constant once and for all: those that count are given something to act on.
        filters: dict[str, Callable[..., Any]] = {
            "highlight_code": _Highlight(pygments_lexer=lexer, parent=self),  # type: ignore[no-untyped-call]
            "tidy": tidier.tidy,
            "error_id": lambda _: tidier.error_id(),
            "anchor_of": lambda cell: shared_anchor(
                cell.get("id", ""), cells.tags(cell), translated=cells.is_translated(nb)
            ),
            "fold_mark": lambda cell: folds.get(cell.get("id", ""), ""),
            "has_code": cells.has_code,
            "has_error": cells.has_error,
            "stopped": cells.stopped,
            "plain": outputs.plain,
            "reason": outputs.reason,
            "image_address": outputs.image_address,
            "image_words": lambda output, mime: outputs.image_words(output, mime, tidier),
            "image_size": outputs.image_size,
            "region_name": lambda _, wanted: tidier.name(wanted),
            "text_name": lambda _: tidier.name(kind="text"),
            "article": lambda body: _article(body, tidier, context),
        }
        for name, function in filters.items():
            self.register_filter(name, function)  # type: ignore[no-untyped-call]


@cache
def _shipped() -> list[str]:
    """The folders in which nbconvert's own templates are: what its installation says, else those of the machine."""
    files = metadata.files("nbconvert") or ()
    found = [Path(str(file.locate())) for file in files if file.match("base/display_priority.j2")]
    if not found:
        return [*ENV_JUPYTER_PATH, *SYSTEM_JUPYTER_PATH]
    return [str(path.resolve().parents[3]) for path in found]


def _article(body: str, tidier: Tidier, context: PageContext) -> Article:
    if context.heading:
        body = _HEADING.sub(lambda m: m[1] + html.escape(context.heading) + m[2], body, count=1)
    arranged, headings = arrange(body, tidier.ids)
    head, _, rest = arranged.partition("</h1>") if "</h1>" in arranged else ("", "", arranged)
    section = _SECTION.search(rest)
    split = section.start() if section else len(rest)
    head = f"{head}</h1>" if head else ""
    parts = [rest[:split], folded(rest[split:])]
    if not context.alone:
        parts = [with_marks(part, tidier.words["link_here"]) for part in parts]
    opening, sections = once_in_focus(*parts)
    return Article(head, opening, sections, tuple(headings))
