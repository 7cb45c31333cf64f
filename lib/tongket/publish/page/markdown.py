"""Markdown cells as HTML: nbconvert's reading of Markdown, with formulas as text where no script may set them."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath, MathInlineParser

# What distinguishes a formula that begins with a number from an amount of money.
_OPERATORS = re.compile(r"[\\^_=+{}<>]")


class FormulaParser(MathInlineParser):
    """Reads formulas in dollar signs, and leaves dollars that are money: `$5, $6` is two prices.

    As pandoc does: no space after the opening sign, none before the closing one, no digit behind it.
    """

    SPECIFICATION = {  # noqa: RUF012 - mistune's interface
        **MathInlineParser.SPECIFICATION,
        "inline_math_tex": (
            r"(?<![$\\])\$(?=[^\s$])(?P<math_inline_tex>(?:\\.|[^$\\])+)(?<=[^\s$])\$(?![$\d])"
        ),
    }

    def parse_inline_math_tex(self, m: re.Match[str], state: Any) -> int | None:  # type: ignore[override]
        """A formula; None where it is an amount."""
        body = m["math_inline_tex"]
        if body[0].isdigit() and not _OPERATORS.search(body):
            return None
        end: int = super().parse_inline_math_tex(m, state)
        return end


class PageRenderer(IPythonRenderer):
    """Renders Markdown for a page that loads nothing: pictures beside the notebook are put into it."""

    # nbconvert reads each inline tag on its own when it embeds pictures, and so closes it before its text.
    def block_html(self, html: str) -> str:
        """HTML between paragraphs, as it is; `tidy` comes later."""
        return HTMLRenderer.block_html(self, html)

    def inline_html(self, html: str) -> str:
        """HTML inside a paragraph, as it is; `tidy` comes later."""
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
    >>> to_html("From $5 to $6").strip()
    '<p>From $5 to $6</p>'
    """
    renderer = PageRenderer(escape=False, exclude_anchor_links=True, **options)
    return str(MarkdownWithMath(renderer=renderer, inline=FormulaParser()).render(source))
