"""The documentation as pages: `make docs` takes the files where they are and writes build/docs.

One build holds both languages: Sphinx knows one language a build, so a page in Vietnamese gets its language, its
version in the other one and the words of the theme here.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from pygments.lexers.special import TextLexer
from sphinx.search.en import SearchEnglish

from tongket import __version__
from tongket.numerals.collation import unmarked

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]

project = html_title = "tongket"
version = release = __version__
language = "en"
root_doc = "README"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
include_patterns = [
    *("*.md", "docs/*.md", "docs/vi/*.md", "docs/exploring/**", "docs/html/*.rst"),
    *("benchmarks/*.md", "data/*.md", "deploy/*.md", "notebooks/*.md", "tests/*.md"),
]
exclude_patterns = [".venv", "build", "dist", "**.ipynb_checkpoints"]

# Headings have the anchors that forges give them.
myst_heading_anchors = 6
# Lessons run in their own folders, and one that fails ends the build.
nb_execution_mode = "force"
nb_execution_show_tb = True
nb_execution_timeout = 120
# What a cell gives is HTML; the data beside it is for programs.
suppress_warnings = ["mystnb.unknown_mime_type"]

autodoc_default_options = {
    "members": True, "inherited-members": True, "undoc-members": True,
    "exclude-members": "machinery, of_pages",
}  # fmt: skip
autodoc_member_order = "bysource"
napoleon_use_ivar = True
autodoc_typehints = "description"

html_theme = "furo"
html_additional_pages = {"index": "index.html"}
html_copy_source = html_show_copyright = html_show_sphinx = False
html_sidebars = {
    "**": [
        "sidebar/brand.html", "language.html", "sidebar/search.html", "sidebar/scroll-start.html",
        "sidebar/navigation.html", "sidebar/scroll-end.html",
    ]
}  # fmt: skip
templates_path = ["."]

GUIDES = sorted(path.stem for path in ROOT.glob("docs/*.md"))
IN_BOTH = {path.stem for path in ROOT.glob("docs/vi/*.md")}
# The tree beside the pages, which forges would show as it is written here; each language has a part of its own.
VIETNAMESE = "Hướng dẫn"
TREE = {
    "Guides": [f"docs/{name}" for name in GUIDES],
    "Lessons": ["docs/exploring/README", "docs/exploring/en/*"],
    "Reference": ["docs/html/api", "data/README", "notebooks/README", "deploy/README", "GLOSSARY"],
    "The project": [
        "CHANGELOG", "DECISIONS", "CONTRIBUTING", "tests/README", "benchmarks/*", "RELEASING", "SECURITY",
    ],
    VIETNAMESE: ["Bắt đầu </README.vi>", "docs/vi/*"],
    "Bài học": ["docs/exploring/vi/*"],
}  # fmt: skip
ENGLISH_ONLY = [f"- [](docs/{name}.md)" for name in GUIDES if name not in IN_BOTH]
WORDS = {
    "Search": "Tìm kiếm", "On this page": "Trong trang này", "Next": "Trang sau", "Previous": "Trang trước",
    "Home": "Trang đầu", "Back to top": "Lên đầu trang", "Skip to content": "Đến nội dung",
}  # fmt: skip


class Unmarked(SearchEnglish):
    """Searching with or without the marks of Vietnamese letters: *van bang* finds *văn bằng*."""

    js_stemmer_rawcode = ""
    js_stemmer_code = (
        "var Stemmer = function () {};"
        'Stemmer.prototype.stemWord = (word) => word.toLowerCase().normalize("NFD")'
        r'.replace(/\p{M}/gu, "").replace(/đ/g, "d");'
    )

    def stem(self, word: str) -> str:
        """The word without marks; English words keep their endings, or Vietnamese ones would lose theirs."""
        return unmarked(word.lower())


def quiet_kernels(app: Sphinx) -> None:
    """Run lessons without anybody's own settings of IPython, and with no word on what they are not about."""
    settings = Path(app.doctreedir) / "ipython" / "profile_default"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "ipython_kernel_config.py").write_text('c.IPKernelApp.log_level = "ERROR"\n')
    os.environ["IPYTHONDIR"] = str(settings.parent)
    logging.getLogger("traitlets").setLevel(logging.WARNING)


def add_tree(_app: Sphinx, name: str, source: list[str]) -> None:
    """Give the start its tree, and the Vietnamese one the guides that are in English alone."""
    if name == "README.vi" and ENGLISH_ONLY:
        source[0] += "\n## Chỉ có bằng tiếng Anh\n\n" + "\n".join(ENGLISH_ONLY)
    # Executed pages of the review go along as files: their links are those of a review.
    source[0] = re.sub(r"\]\(([^)]*tests/golden/)", r"](path:\1", source[0])
    # A folder, which a forge lists, is here what the start of its language lists.
    source[0] = source[0].replace("](docs/vi)", "](README.vi.md)")
    for caption, pages in TREE.items() if name == root_doc else ():
        head = f"\n\n```{{toctree}}\n:hidden:\n:glob:\n:caption: {caption}\n\n"
        source[0] += (
            head
            + "\n".join(page if page.endswith(">") else f"/{page}" for page in pages)
            + "\n```\n"
        )


def add_sources(_app: Sphinx, name: str, source: list[str]) -> None:
    """End a lesson with its sources: the numbers that it shows lead there."""
    if name.startswith("docs/exploring/") and not name.endswith("README"):
        lesson = nbformat.reads(source[0], 4)
        if not any("review.sources()" in cell.source for cell in lesson.cells):
            cell = nbformat.v4.new_code_cell(
                "review.sources()", metadata={"tags": ["remove-input"]}
            )
            lesson.cells.append(cell)
        source[0] = nbformat.writes(lesson)


def say_language(
    app: Sphinx, name: str, _template: str, context: dict[str, Any], _doc: object
) -> None:
    """Tell the templates the language of a page, its part of the tree, and which page is its other version."""
    vietnamese = name == "README.vi" or "/vi/" in name
    others = (
        [name.replace("/vi/", "/", 1), name.replace("/vi/", "/en/"), "README"]
        if vietnamese
        else [name.replace("docs/", "docs/vi/", 1), name.replace("/en/", "/vi/"), "README.vi"]
    )
    context["other"] = next(page for page in others if page != name and page in app.env.found_docs)
    english, caption, own = context["furo_navigation_tree"].rpartition(
        f'<p class="caption" role="heading"><span class="caption-text">{VIETNAMESE}'
    )
    # What the theme lacks for who has no mouse or does not see: levels of headings, code and tables that scroll.
    tree = f"{caption}{own}" if vietnamese else english
    context["furo_navigation_tree"] = tree.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )
    scrolls = r'<(?=pre>|div class="table-wrapper)(\w+)'
    context["body"] = re.sub(scrolls, r'<\1 tabindex="0"', context.get("body", ""))
    if vietnamese:
        context["language"], context["master_doc"] = "vi", "README.vi"
        context["_"] = context["gettext"] = lambda text: WORDS.get(text.strip(), text)


def setup(app: Sphinx) -> None:
    """Hang all this into Sphinx."""
    app.add_search_language(Unmarked)
    app.add_lexer("csv", TextLexer)
    app.connect("builder-inited", quiet_kernels)
    app.connect("source-read", add_tree)
    app.connect("source-read", add_sources)
    # After the theme, which makes the tree.
    app.connect("html-page-context", say_language, priority=900)
