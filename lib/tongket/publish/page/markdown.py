"""Markdown cells as HTML: nbconvert's reading of Markdown, with formulas as text where no script may set them."""

from __future__ import annotations

from html import escape
from typing import Any

from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


class PageRenderer(IPythonRenderer):
    """Renders Markdown for a page that loads nothing: pictures beside the notebook are put into it."""

    # nbconvert reads each inline tag on its own when it embeds pictures, and so closes it before its text.
    def block_html(self, html: str) -> str:
        """HTML that stands between paragraphs, as it is; `tidy` comes later."""
        return HTMLRenderer.block_html(self, html)

    def inline_html(self, html: str) -> str:
        """HTML that stands inside a paragraph, as it is; `tidy` comes later."""
        return HTMLRenderer.inline_html(self, html)

    def block_math(self, body: str) -> str:
        """A formula on a line of its own, in the notation it was written in."""
        return f'<div class="tk-formula"><code>{escape(body.strip())}</code></div>'

    def inline_math(self, body: str) -> str:
        """A formula in a sentence, in the notation it was written in."""
        return f'<code class="tk-formula">{escape(body.strip())}</code>'

    def latex_environment(self, name: str, body: str) -> str:
        """A LaTeX environment, in the notation it was written in."""
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")


def to_html(source: str, **options: Any) -> str:
    """Markdown as HTML.

    Args:
        source: the Markdown text.
        options: what `IPythonRenderer` takes, such as `attachments` and `path`.

    >>> to_html("Costs *less*").strip()
    '<p>Costs <em>less</em></p>'
    """
    renderer = PageRenderer(escape=False, exclude_anchor_links=True, **options)
    return str(MarkdownWithMath(renderer=renderer).render(source))
