"""The addresses of what is on a page, where a reader sees them: a mark that links to itself, to be copied.

The mark has no words of its own, so that a heading is read as before and a text that is copied holds no sign.
"""

from __future__ import annotations

import html
import re

# A heading with an id, with the end of a summary around it; a figure that begins with its title; a row of the account.
_HEADING = re.compile(
    r'(<h([2-6])\b[^<>]* id="([^"]+)"(?:(?!</h\2>).)*)(</h\2>(?:</summary>)?)', re.S
)
_FIGURE = re.compile(
    r'(<figure\b[^<>]* id="([^"]+)"[^<>]*>\s*<h([2-6])\b(?:(?!</h\3>).)*</h\3>)', re.S
)
_OPENED = re.compile(r'<figure\b[^<>]* id="[^"]+"[^<>]*>\s*')
_ROW = re.compile(
    r'(<tr\b[^<>]* id="([^"]+)"[^<>]*><th\b[^<>]*>)((?:(?!</th>|<a\b).)*)(?=</th>)', re.S
)
# A link to a place of the page, and where what is folded begins and ends.
_STEP = re.compile(r'<a href="#([^"]+)"(?=>)|<(/?)details\b')


def with_marks(body: str, words: str) -> str:
    """A part of a page's body with a mark beside each heading, exhibit, and figure of its account.

    Sections are in the contents of the page, and figures lead to their rows: their marks are for who points. An
    exhibit has no other link to it, so that its mark can be reached by keyboard and has a name. The name of a figure is
    itself the link of its row: some pages have a hundred rows.

    Args:
        body: the part, its ids in place and its sections folded.
        words: the name of the mark of an exhibit.
    """
    marked = _HEADING.sub(_marked, body)
    marked = _ROW.sub(r'\1<a tabindex="-1" href="#\2">\3</a>', marked)
    name = html.escape(words)
    return _FIGURE.sub(
        lambda m: f'{m[1]}<a class="tk-here" href="#{m[2]}" aria-label="{name}"></a>', marked
    )


def _marked(heading: re.Match[str]) -> str:
    if _is_title(heading):
        return heading[0]
    mark = f'<a class="tk-here" href="#{heading[3]}" tabindex="-1" aria-hidden="true"></a>'
    # What unfolds a section is a button, in which no link may be.
    is_button = heading[4].endswith("</summary>")
    return f"{heading[0]}{mark}" if is_button else f"{heading[1]}{mark}{heading[4]}"


def _is_title(heading: re.Match[str]) -> bool:
    """Whether a heading is the title of a figure, whose address is that of the figure."""
    body, place = heading.string, heading.start()
    return bool(_OPENED.fullmatch(body, max(body.rfind("<", 0, place), 0), place))


def once_in_focus(*parts: str) -> list[str]:
    """The parts of a page's body with one link to each place in the order of focus, its first that is not folded away.

    >>> once_in_focus('<a href="#a">14</a>', '<a href="#a">14</a>')
    ['<a href="#a">14</a>', '<a tabindex="-1" href="#a">14</a>']
    """
    reached: set[str] = set()
    depth = 0

    def step(found: re.Match[str]) -> str:
        nonlocal depth
        place = found[1]
        if not place:
            depth += -1 if found[2] else 1
        elif place in reached:
            return f'<a tabindex="-1" href="#{place}"'
        elif not depth:
            reached.add(place)
        return found[0]

    return [_STEP.sub(step, part) for part in parts]
