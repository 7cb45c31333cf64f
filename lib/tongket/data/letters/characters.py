"""What is wrong with the characters of a text: unseen ones, other scripts, and letters that a program destroyed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tongket.data.letters.old_fonts import as_unicode
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.model import Text

# Characters that print as nothing, though Unicode calls them letters, marks or symbols.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LOST = "\ufffd"
# What changes the direction of writing: a reader sees other words than a program reads.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STEERING = re.compile(f"{_TURNING.pattern}|[\0-\x08\x0b-\x1f\x7f-\x9f]")
_ODD = re.compile(f"[{_BLANK}{_LOST}]")
# Control characters have no name in Unicode.
_CONTROLS = {
    0: "NULL", 7: "BELL", 8: "BACKSPACE", 9: "TAB", 11: "VERTICAL TAB", 12: "FORM FEED",
    13: "CARRIAGE RETURN", 27: "ESCAPE", 127: "DELETE", 133: "NEXT LINE",
}  # fmt: skip
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_ETH = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_QUESTION_MARK = re.compile(r"(?<!\d)\?(?=[^\W\d_])")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
_WORD = re.compile(r"[^\W\d_]+")
# UTF-8 of two or three bytes as the Western letters of Windows: a first byte and those that go on.
_NEXT = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE = re.compile(f"[Â-ß]{_NEXT}|[à-ï]{_NEXT}{_NEXT}")
# The letters of Vietnamese and the signs of print, all composed: nearly every text has no other characters.
_SOUND = re.compile("[ -~“”‘’…–—×÷À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]*")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH LATIN")

_SEEN = Phrase("only characters that one can see")
_DELETE = Phrase("Delete it: it makes texts differ that look alike.")
_FROM_SOURCE = Phrase("Type the letters as the source has them.")


class Flaw(NamedTuple):
    """One thing that is wrong with a text: a stable name, what is there, what should be, what to do."""

    code: str
    value: str
    expected: Text
    remedy: Text


def flaws(text: str) -> tuple[Flaw, ...]:
    """Everything that is wrong with the characters of one line or cell; none for nearly every text.

    >>> [flaw.value for flaw in flaws("VN\u200b-CT")]
    ['U+200B ZERO WIDTH SPACE']
    """
    if text.isascii() and text.isprintable() and "?" not in text:
        return ()
    return _flaws(text)


def turning(text: str) -> list[str]:
    """The characters of a text that change the direction of writing, each once, by name.

    >>> turning("abc\u202edef\u202c")
    ['U+202C POP DIRECTIONAL FORMATTING', 'U+202E RIGHT-TO-LEFT OVERRIDE']
    """
    return [_character(each).value for each in sorted(set(_TURNING.findall(text)))]


def in_sight(text: str) -> str:
    r"""A text that is printed to a terminal: what would turn its direction or steer the terminal stands as its code.

    >>> in_sight("a\u202eb\x1b[2J.csv, row 2")
    'a\\u202eb\\x1b[2J.csv, row 2'
    """
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], text)


# Comments and names come again and again in a table.
@lru_cache(maxsize=4096)
def _flaws(text: str) -> tuple[Flaw, ...]:
    destroyed = tuple(_destroyed(text))
    if destroyed:
        return destroyed
    if _SOUND.fullmatch(text):
        return ()
    found = [_character(c) for c in sorted(set(text)) if not c.isprintable() or _ODD.match(c)]
    found += [_digit(digit) for digit in sorted(set(_OTHER_DIGIT.findall(text)))]
    found += _eth(text)
    if not unicodedata.is_normalized("NFC", text):
        remedy = Phrase("Convert the text to Unicode NFC.")
        found.append(Flaw("not-nfc", text, Phrase("composed letters (NFC)"), remedy))
    return tuple(found or _mixed(text))


def _character(character: str) -> Flaw:
    category = unicodedata.category(character)
    shown = f"U+{ord(character):04X} {_name(character)}".rstrip()
    if category == "Zs":
        remedy = Phrase("Replace it by a plain space or delete it.")
        return Flaw("odd-space", shown, Phrase("plain spaces"), remedy)
    if category in {"Cc", "Zl", "Zp"}:
        remedy = Phrase("Delete it, or write a space.")
        return Flaw("control-character", shown, Phrase("no control character"), remedy)
    if character == _LOST or category in {"Cn", "Co", "Cs"}:
        return Flaw("lost-letter", shown, Phrase("the letter that was there"), _FROM_SOURCE)
    return Flaw("invisible-character", shown, _SEEN, _DELETE)


def _name(character: str) -> str:
    other = {"Co": "PRIVATE USE", "Cn": "NO CHARACTER", "Cc": "CONTROL CHARACTER"}
    named = _CONTROLS.get(ord(character)) or unicodedata.name(character, "")
    return named or other.get(unicodedata.category(character), "")


def _digit(digit: str) -> Flaw:
    shown = f"{digit} (U+{ord(digit):04X} {unicodedata.name(digit)})"
    plain = str(unicodedata.decimal(digit))
    return Flaw("other-digit", shown, Phrase("digits 0 to 9"), Phrase("Write {text}.", text=plain))


def _eth(text: str) -> Iterator[Flaw]:
    """Letters of other languages that look like Đ, from old keyboards."""
    for letter in sorted(set(text) & _ETH.keys()):
        shown = f"{letter} (U+{ord(letter):04X} {unicodedata.name(letter)})"
        right = _ETH[letter]
        expected = Phrase("the Vietnamese letter {letter}", letter=right)
        yield Flaw("wrong-letter", shown, expected, Phrase("Write {text}.", text=right))


def _mixed(text: str) -> Iterator[Flaw]:
    """Words with letters of two scripts, such as a Cyrillic а among Latin letters."""
    for word in () if text.isascii() else _WORD.findall(text):
        if not word.isascii() and len({_script(letter) for letter in word}) > 1:
            letters = ", ".join(
                f"{letter} (U+{ord(letter):04X})" for letter in word if _script(letter) != "LATIN"
            )
            remedy = Phrase("Type this word again: {letters}.", letters=letters)
            yield Flaw("mixed-scripts", word, Phrase("letters of one script"), remedy)


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "LATIN")


def _destroyed(text: str) -> Iterator[Flaw]:
    words = _ADDRESS.sub("", text)
    probably = "" if text.isascii() else _read_twice(text) or as_unicode(words)
    if probably:
        code = "old-font" if as_unicode(words) == probably else "read-twice"
        expected = Phrase("Vietnamese letters in Unicode")
        remedy = Phrase("Probably “{text}”: compare with the source.", text=probably)
        yield Flaw(code, text, expected, remedy)
    elif _QUESTION_MARK.search(words):
        expected = Phrase("letters where the question marks are")
        yield Flaw("question-marks", text, expected, _FROM_SOURCE)


def _read_twice(text: str) -> str:
    """What a text was before its UTF-8 was read as Western letters; empty where it was not."""
    if not _TWICE.search(text):
        return ""
    # Loaded only here: it takes a tenth of a second.
    from ftfy import fix_encoding

    mended: str = fix_encoding(text)
    return mended if mended != text else ""
