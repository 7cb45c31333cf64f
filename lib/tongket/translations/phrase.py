"""Sentences of the code: written once, in English, and translated when they are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tongket.errors import SHOWN, near
from tongket.model import LANGS, Text
from tongket.translations.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tongket.model import Lang

# Letters that English does not have.
VIETNAMESE = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile("[A-Za-z][a-z]")


def translate(sentence: str, lang: Lang, context: str = "") -> str:
    """A sentence in a language; as it is where no catalogue has it.

    Args:
        sentence: as it is written in the code, the notebook or the data.
        lang: the language.
        context: separates it from the same words in another sense (gettext's msgctxt).

    >>> translate("above plan", "vi")
    'cao hơn kế hoạch'
    """
    return _found(sentence, lang, context) or sentence


def is_translated(sentence: str, lang: Lang, context: str = "") -> bool:
    """Whether a catalogue has a sentence in a language."""
    return bool(_found(sentence, lang, context))


def _found(sentence: str, lang: Lang, context: str) -> str:
    if not sentence:
        return ""
    known = catalogue(lang)
    return known.pgettext(context, sentence) if context else known.gettext(sentence)


def marked(sentence: str, lang: Lang) -> str:
    """A sentence of a notebook in a language; one that no catalogue has in it stays as it is, and says so.

    >>> marked("Above plan at last", "vi"), marked("{share}: {value}", "vi")
    ('Above plan at last (chưa dịch)', '{share}: {value}')
    """
    found = _found(sentence, lang, "")
    others = [other for other in LANGS if other != lang]
    # What is translated from a language is written in it, also where its letters do not show it.
    known = any(is_translated(sentence, other) for other in others)
    if found or known or _written_in(sentence) in {lang, None}:
        return found or sentence
    return f"{sentence} ({translate('not translated', lang)})"


# What a notebook calls something: in English, or in both languages.
Called = str | Mapping[str, str]


def in_language(words: Called, lang: Lang) -> str:
    """Words of a notebook; of a pair `{"vi": …, "en": …}` those of a language, else the others.

    >>> in_language({"vi": "Kết quả", "en": "Results"}, "en")
    'Results'
    """
    if isinstance(words, str):
        return words
    return words.get(lang) or " ".join(words.values())


def in_both(words: Called) -> Text:
    """A name that a notebook gives: in English, of which pages show the translation, or a pair `{"vi": …, "en": …}`.

    >>> in_both({"vi": "Lợi ích", "en": "Benefit"}).vi
    'Lợi ích'
    """
    if isinstance(words, str):
        return Phrase(words)
    return Text(in_language(words, "vi"), in_language(words, "en"))


def _written_in(sentence: str) -> Lang | None:
    """The language of a sentence by its letters; None where it has no words of its own."""
    own = _PLACEHOLDER.sub("", sentence)
    if VIETNAMESE.search(own):
        return "vi"
    return "en" if _WORD.search(own) else None


def message(sentence: str) -> str:
    """Mark a sentence for the translators that is written in one place and translated in another."""
    return sentence


class LazyText(Text):
    """A text that is made for a language when it is asked for: neither language costs what only the other needs.

    Args:
        make: gives the words in one language.
    """

    def __init__(self, make: Callable[[Lang], str]) -> None:
        self._make = make
        self._words: dict[Lang, str] = {}

    def in_(self, lang: Lang) -> str:
        """The text in one language."""
        if lang not in self._words:
            self._words[lang] = self._make(lang)
        return self._words[lang]

    @property
    def vi(self) -> str:
        """The Vietnamese text."""
        return self.in_("vi")

    @property
    def en(self) -> str:
        """The English text."""
        return self.in_("en")

    def __repr__(self) -> str:
        return f"Text(vi={self.vi!r}, en={self.en!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.vi, self.en) == (other.vi, other.en)

    def __hash__(self) -> int:
        return hash((self.vi, self.en))


class Phrase(LazyText):
    """A sentence of the code as a text of both languages.

    Args:
        sentence: in English, with placeholders by name.
        context: separates it from the same words in another sense (gettext's msgctxt).
        values: what replaces the placeholders; texts, and errors of tongket, are filled in their own language.
            Without any, the sentence keeps its placeholders.

    >>> Phrase("Plan implied by “{stated}”", stated=Text("số đã nêu", "what was stated")).vi
    'Kế hoạch suy ra từ “số đã nêu”'
    """

    def __init__(self, sentence: str, /, *, context: str = "", **values: object) -> None:
        super().__init__(self._say)
        self._sentence, self._context, self._values = sentence, context, values

    def _say(self, lang: Lang) -> str:
        words = translate(self._sentence, lang, self._context)
        if not self._values:
            return words
        # Texts, and errors of tongket.
        values = {k: v.in_(lang) if hasattr(v, "in_") else v for k, v in self._values.items()}
        return words.format(**values)

    def filled(self, **values: object) -> Text:
        """The sentence with its placeholders replaced."""
        return Phrase(self._sentence, context=self._context, **values)


def one_a_line(sentences: Sequence[Text]) -> Text:
    """Sentences one a line, the first five shown and the rest counted, as `errors.listed` in English."""

    def said(lang: Lang) -> str:
        lines = [sentence.in_(lang).rstrip() for sentence in sentences[:SHOWN]]
        rest = len(sentences) - SHOWN
        more = [translate("… and {number} more", lang).format(number=rest)] if rest > 0 else []
        return "\n".join([*lines, *more])

    return LazyText(said)


def near_names(name: str, known: Iterable[str], otherwise: Text) -> Text:
    """A sentence that names the near names, as `errors.suggestion` in English; another one where none is near.

    >>> near_names("yaer", ["year", "area"], Phrase("Mend this entry.")).vi
    "Có phải là 'year' hoặc 'area'?"
    """
    found = near(name, known)
    if not found:
        return otherwise
    names = LazyText(lambda lang: f" {translate('or', lang)} ".join(map(repr, found)))
    return Phrase("Did you mean {names}?", names=names)
