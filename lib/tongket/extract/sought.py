"""Patterns that are looked for only where a word stands that each of their matches has.

A report is searched for some two hundred patterns, and most of them have no word of a given sentence. Which words
those are is read from the pattern itself, so that no table beside it can be forgotten.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ahocorasick import Automaton

    Words = frozenset[str]
    # All texts that a part of a pattern is, None where they are not few; and words of which it needs one.
    Told = tuple[Words | None, Words | None]

# More texts than so many are not told one by one; words longer than so much are found no less often.
_MOST, _LONG = 64, 4
_NOTHING = frozenset([""])
# What `re` takes for a small letter or for a digit, and `str.lower` leaves as it is.
_OTHER_LETTERS, _OTHER_DIGIT = (("İ", "i"), ("ı", "i"), ("ſ", "s")), re.compile(r"[^\D0-9]")
_PATTERNS: list[Sought] = []


class Sought:
    r"""A pattern, and the words of which each of its matches has one.

    Args:
        pattern: as of `re`.
        flags: as of `re`.

    >>> sorted(Sought(r"(?<!tỷ lệ )(?:đạt|vượt) (?:hơn )?\w+").words)
    ['vượt ', 'đạt ']
    """

    def __init__(self, pattern: str, flags: int = re.IGNORECASE) -> None:
        self._form = re.compile(pattern, flags)
        _PATTERNS.append(self)
        self.search, self.match = self._form.search, self._form.match
        self.fullmatch, self.finditer = self._form.fullmatch, self._form.finditer
        self.findall, self.sub = self._form.findall, self._form.sub

    @cached_property
    def words(self) -> Words:
        """In small letters; an empty one where the pattern has none."""
        # The parser of `re` has no public name; what it makes of a pattern has been the same since Python 2.
        parsed = parser.parse(self._form.pattern, self._form.flags & re.IGNORECASE)
        return _least(_rarest(*_of_sequence(parsed)) or _NOTHING)


class Searched:
    """Which patterns may be in a text or a part of it: `pattern in Searched(text)`."""

    def __init__(self, text: str) -> None:
        self._may = _that_may_be_in(_plain(text))

    def __contains__(self, sought: Sought) -> bool:
        return sought in self._may


def _plain(text: str) -> str:
    """A text in the letters and digits of words."""
    for other, letter in _OTHER_LETTERS:
        text = text.replace(other, letter)
    return _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text).lower()


def _that_may_be_in(text: str) -> set[Sought]:
    always, by_letter, by_word = _by_words(len(_PATTERNS))
    found = {id(each): each for _, each in by_word.iter(text)}
    return always.union(*found.values(), *(by_letter.get(letter, ()) for letter in set(text)))


@lru_cache(maxsize=1)
def _by_words(_: int) -> tuple[set[Sought], dict[str, set[Sought]], Automaton]:
    """The patterns that need no word, those of each letter that is one, and those of each longer word."""
    from ahocorasick import Automaton

    patterns: dict[str, set[Sought]] = defaultdict(set)
    for sought in _PATTERNS:
        for word in sought.words:
            patterns[word].add(sought)
    by_word = Automaton()
    for word, those in patterns.items():
        if len(word) > 1:
            by_word.add_word(word, those)
    by_word.make_automaton()
    return (
        patterns[""],
        {word: those for word, those in patterns.items() if len(word) == 1},
        by_word,
    )


def _rarest(*each: Words | None) -> Words | None:
    """Of sets of words of which a text needs one, that which fewest texts have; None where none says anything."""
    told = [words for words in each if words and all(map(str.strip, words))]
    return max(told, key=lambda words: (min(_LONG, *map(len, words)), -len(words)), default=None)


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> Told:
    run, is_whole = _NOTHING, True
    needed: Words | None = None
    for kind, given in parts:
        exact, inside = _PARTS[kind](given) if kind in _PARTS else (None, None)
        if kind in _REPEATED and given[0] and (once := _of_sequence(given[2])[0]):
            # What stands before it is followed by the first of them, and what stands behind it follows the last.
            needed = _rarest(needed, inside, _joined(run, once) or run)
            run, is_whole = once, False
        elif exact is None or len(exact) * len(run) > _MOST:
            needed = _rarest(needed, run, exact, inside)
            run, is_whole = _NOTHING, False
        else:
            needed = _rarest(needed, inside)
            run = _joined(run, exact)
    return (run if is_whole else None), _rarest(needed, run)


def _joined(run: Words, exact: Words) -> Words:
    """Each text of the one with each of the other behind it; none where they are many."""
    few = len(run) * len(exact) <= _MOST
    return frozenset(a + b for a in run for b in exact) if few else frozenset()


def _of_letters(given: list[tuple[Any, Any]]) -> Told:
    found: set[str] = set()
    for kind, letters in given:
        if kind is op.LITERAL:
            found.add(chr(letters).lower())
        elif (kind, letters) == (op.CATEGORY, op.CATEGORY_DIGIT):
            found.update("0123456789")
        elif kind is op.RANGE and letters[1] - letters[0] < _MOST:
            found.update(map(str.lower, map(chr, range(letters[0], letters[1] + 1))))
        else:
            return None, None
    return frozenset(found), None


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


_REPEATED = {op.MAX_REPEAT, op.MIN_REPEAT}
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
