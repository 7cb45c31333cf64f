"""Makes a result or a piece of Markdown fit for its page: ids unique, tables in regions, pictures described."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tongket.publish.html.allowed import REFERENCES
from tongket.publish.html.anchors import Ids
from tongket.publish.html.sanitise import Token, end, read, start, text, write
from tongket.publish.html.table_regions import tidy_tables
from tongket.publish.labels import words

if TYPE_CHECKING:
    from tongket.model import Lang

# Ids of the page around the notebook.
FIRST_ERROR = "error"
RESERVED = ("content", "tk-code", FIRST_ERROR)
_LOCAL = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# pandas gives the cells of a styled table ids that are new in every run, for a style sheet that pages leave out.
_STYLED = re.compile(r"T_[0-9a-f]{5,}(?:_\w+)?")
_SCRIPT = re.compile(r"<(script|iframe|object|embed)\b", re.I)


class Tidier:
    """What one page knows while its cells are written: ids and names in use, the heading above.

    Attributes:
        words: the words of the page around the notebook.
        ids: the ids of the page.
        heading: the words of the last heading so far.
    """

    def __init__(self, lang: Lang) -> None:
        self.words = words(lang)
        self.ids = Ids(RESERVED)
        self.heading = ""
        self._names: Counter[str] = Counter()
        self._errors = 0

    def tidy(self, source: str, anchor: str | None = None) -> str:
        """A piece of HTML as the page may hold it.

        Args:
            source: HTML of any quality.
            anchor: for the text of a cell, the id that its headings take; empty where their words make it.

        Returns:
            balanced markup. Where nothing is left of a result that needs a script, a sentence says so.
        """
        tokens = self._unique_ids(read(source))
        tokens = tidy_tables(tokens, self.name)
        tokens = [piece for token in tokens for piece in self._picture(token, tokens)]
        self._mark_headings(tokens, anchor)
        if _SCRIPT.search(source) and not _says_something(tokens):
            tokens = [
                start("p", **{"class": "tk-missing"}),
                text(self.words["needs_script"]),
                end("p"),
            ]
        return write(tokens)

    def name(self, wanted: str = "", kind: str = "table") -> str:
        """A name that no other region of the page has.

        >>> tidier = Tidier("en")
        >>> tidier.name(), tidier.name(), tidier.name("Staff"), tidier.name("Staff")
        ('Table 1', 'Table 2', 'Staff', 'Staff (2)')
        """
        if not wanted:
            self._names[kind] += 1
            return self.words[kind].format(number=self._names[kind])
        self._names[wanted] += 1
        return wanted if self._names[wanted] == 1 else f"{wanted} ({self._names[wanted]})"

    def error_id(self) -> str:
        """The id of the next failing cell; the first is the one that the top of the page links to."""
        self._errors += 1
        return FIRST_ERROR if self._errors == 1 else self.ids.take(FIRST_ERROR)

    def description(self, given: str = "") -> str:
        """The words in place of a picture: the given ones, or a remark on where it is.

        Words that a plotting library writes for its own use (`<Figure size 640x480 …>`) describe nothing.
        """
        if given.strip() and not given.lstrip().startswith("<"):
            return " ".join(given.split())
        key = "image_under" if self.heading else "image"
        return self.words[key].format(heading=self.heading)

    def _unique_ids(self, tokens: list[Token]) -> list[Token]:
        """Ids that are taken get another; links inside the piece follow them."""
        new: dict[str, str] = {}
        for token in tokens:
            old = token.attributes.get("id", "")
            if _STYLED.fullmatch(old):
                del token.attributes["id"]
            elif old:
                token.attributes["id"] = self.ids.take(old)
                new.setdefault(old, token.attributes["id"])
        changed = {old: name for old, name in new.items() if old != name}
        if changed:
            for token in tokens:
                token.attributes = {
                    k: _followed(k, v, changed) for k, v in token.attributes.items()
                }
        return tokens

    def _picture(self, token: Token, tokens: list[Token]) -> list[Token]:
        given = token.attributes
        if token.name == "img" and "src" not in given:
            left_out = self.words["image_left_out"].format(alt=given.get("alt", "").strip() or "…")
            return [start("span", **{"class": "tk-missing"}), text(left_out), end("span")]
        if token.name == "img" and "alt" not in given:
            token.attributes = {**given, "alt": self.description()}
        if token.name == "svg" and token.kind == "start" and "role" not in given:
            named = "aria-label" in given or "aria-labelledby" in given or _has_title(tokens, token)
            name = {} if named else {"aria-label": self.description()}
            hidden = given.get("aria-hidden") == "true"
            token.attributes = {**given, **({} if hidden else {"role": "img", **name})}
        return [token]

    def _mark_headings(self, tokens: list[Token], anchor: str | None) -> None:
        for index, token in enumerate(tokens):
            token.attributes.pop("data-tk-anchor", None)
            if token.kind == "start" and token.name in _HEADINGS:
                self.heading = _words_after(tokens, index)
                if anchor is not None and "id" not in token.attributes:
                    token.attributes["data-tk-anchor"] = anchor or self.heading.lower()


def _followed(name: str, value: str, new: dict[str, str]) -> str:
    if name in {"href", "xlink:href"}:
        return f"#{new.get(value[1:], value[1:])}" if value.startswith("#") else value
    if name in REFERENCES:
        return " ".join(new.get(word, word) for word in value.split())
    return _LOCAL.sub(lambda m: f"url(#{new.get(m[1], m[1])})", value) if "url(" in value else value


def _has_title(tokens: list[Token], svg: Token) -> bool:
    """Whether a drawing has a title of its own, before anything is drawn."""
    place = next(index for index, token in enumerate(tokens) if token is svg)
    return any(token.name == "title" for token in tokens[place : place + 4])


def _words_after(tokens: list[Token], index: int) -> str:
    found = []
    for token in tokens[index + 1 :]:
        if token.name in _HEADINGS:
            break
        found.append(token.text)
    return " ".join("".join(found).split())


def _says_something(tokens: list[Token]) -> bool:
    return any(token.name in {"img", "svg"} or token.text.strip() for token in tokens)
