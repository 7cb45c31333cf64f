"""Patterns that are looked for only where a word stands that each of their matches has.

A report is searched for some two hundred patterns, and most of them have no word of a given sentence. Which words
those are is read from the pattern itself, so that no table beside it can be forgotten.
"""

from __future__ import annotations

import re
from functools import cached_property
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Words = frozenset[str]
    # All texts that a part of a pattern is, None where they are not few; and words of which it needs one.
    Told = tuple[Words | None, Words | None]

# More texts than so many are not told one by one; words longer than so much are found no less often.
_MOST, _LONG = 64, 4
_NOTHING = frozenset([""])
# A shorter text is searched for a pattern as soon as for a word of it.
_SHORT = 40


class Sought:
    r"""A pattern, and the words of which each of its matches has one.

    Args:
        pattern: as of `re`.
        flags: as of `re`.

    >>> sorted(Sought(r"(?<!tỷ lệ )(?:đạt|vượt) (?:hơn )?\d+").words)
    ['vượt ', 'đạt ']
    """

    def __init__(self, pattern: str, flags: int = re.IGNORECASE) -> None:
        self._form = re.compile(pattern, flags)
        self.search, self.match = self._form.search, self._form.match
        self.fullmatch, self.finditer = self._form.fullmatch, self._form.finditer
        self.findall, self.sub = self._form.findall, self._form.sub

    @cached_property
    def words(self) -> Words:
        """In small letters; an empty one where the pattern has none."""
        # The parser of `re` has no public name; what it makes of a pattern has been the same since Python 2.
        parsed = parser.parse(self._form.pattern, self._form.flags & re.IGNORECASE)
        return _least(_rarest(*_of_sequence(parsed)) or _NOTHING)

    def may_be_in(self, text: str) -> bool:
        """Whether a text, in small letters, has one of the words."""
        return any(map(text.__contains__, self.words))


class Searched(dict["Sought", bool]):
    """Of each pattern whether it may be in a text or a part of it; asked of the text once."""

    def __init__(self, text: str) -> None:
        self._small = text.lower() if len(text) >= _SHORT else ""

    def __missing__(self, sought: Sought) -> bool:
        self[sought] = may = not self._small or sought.may_be_in(self._small)
        return may


def _rarest(*each: Words | None) -> Words | None:
    """Of sets of words of which a text needs one, that which fewest texts have; None where none says anything."""
    told = [words for words in each if words and all(map(str.strip, words))]
    return max(told, key=lambda words: (min(_LONG, *map(len, words)), -len(words)), default=None)


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> Told:
    run, is_whole = _NOTHING, True
    needed: Words | None = None
    for kind, given in parts:
        exact, inside = _PARTS[kind](given) if kind in _PARTS else (None, None)
        if exact is None or len(exact) * len(run) > _MOST:
            needed = _rarest(needed, run, exact, inside)
            run, is_whole = _NOTHING, False
        else:
            needed = _rarest(needed, inside)
            run = frozenset(a + b for a in run for b in exact)
    return (run if is_whole else None), _rarest(needed, run)


def _of_letters(given: list[tuple[Any, Any]]) -> Told:
    if all(kind is op.LITERAL for kind, _ in given):
        return frozenset(chr(letter).lower() for _, letter in given), None
    return None, None


def _of_repeated(given: tuple[int, int, Any]) -> Told:
    exact, needed = _of_sequence(given[2])
    if given[:2] == (0, 1):
        return (None if exact is None else exact | _NOTHING), None
    return None, _rarest(exact, needed) if given[0] else None


def _of_branches(given: tuple[Any, list[Any]]) -> Told:
    each = [_of_sequence(branch) for branch in given[1]]
    texts = [exact for exact, _ in each if exact is not None]
    words = [found for exact, needed in each if (found := _rarest(exact, needed))]
    return (
        frozenset[str]().union(*texts) if len(texts) == len(each) else None,
        frozenset[str]().union(*words) if len(words) == len(each) else None,
    )


_PARTS: dict[Any, Callable[[Any], Told]] = {
    op.LITERAL: lambda letter: (frozenset([chr(letter).lower()]), None),
    op.IN: _of_letters,
    op.AT: lambda _: (_NOTHING, None),
    op.ASSERT_NOT: lambda _: (_NOTHING, None),
    # What stands before or behind a match stands in its text.
    op.ASSERT: lambda given: (_NOTHING, _rarest(*_of_sequence(given[1]))),
    op.SUBPATTERN: lambda given: _of_sequence(given[-1]),
    op.BRANCH: _of_branches,
    op.MAX_REPEAT: _of_repeated,
    op.MIN_REPEAT: _of_repeated,
}


def _least(words: Words) -> Words:
    """The words without those that have another one in them."""
    return frozenset(
        word for word in words if not any(other in word for other in words if other != word)
    )
