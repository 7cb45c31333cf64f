"""Vietnamese typed for the fonts of before Unicode, TCVN3 (.VnTime) and VNI, and kept as Western letters.

`CÇn Th¬` (TCVN3) and `Caàn Thô` (VNI) are shown as "Cần Thơ" by their font only. A text is taken for one of them
where a word is no Vietnamese syllable as it is and is one when read so.

>>> as_unicode("CÇn Th¬"), as_unicode("Caàn Thô"), as_unicode("Cần Thơ")
('Cần Thơ', 'Cần Thơ', '')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# The letters of TCVN3 from 0xA1 on, in the order of their bytes; a dot where no letter is.
_TCVN3 = dict(
    zip(
        map(chr, range(0xA1, 0xFF)),
        "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip
# In VNI a letter of ASCII (or ô for ơ, ö for ư) is followed by the letter of its marks.
_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_HAT = dict(zip("àáåãä", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_BREVE = dict(zip("èéúüë", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_PAIRS = {
    **{base + mark: base + tone for base in "aeouy" for mark, tone in _TONES.items()},
    **{horn + mark: letter + tone for horn, letter in (("ô", "ơ"), ("ö", "ư")) for mark, tone in _TONES.items()},
    **{base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _HAT.items()},
    **{"a" + mark: "ă" + tone for mark, tone in _BREVE.items()},
    **{base + "â": base + "\u0302" for base in "aeo"},
    "aê": "ă",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile("|".join([*_VNI_PAIRS, *_VNI_LETTERS]), re.IGNORECASE)
_MARKS = re.compile("[\u0300\u0301\u0309\u0303\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:iêu|yêu|uyê|uya|oai|oay|oeo|uây|uôi|ươi|ươu|uya|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uơ|ia|ua|ưa|ai|ao|au|ay|âu|ây"
    r"|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_WORD = re.compile(r"[^\s.,;:()/“”\"'0-9-]+")
# A word with letters of ASCII and others: a sign by itself is no word.
_HALF_ASCII = re.compile("[A-Za-z][^\\x00-\\x7f]|[^\\x00-\\x7f][A-Za-z]")
# Letters that no Western language writes after each other, so that one word is enough: saùu is "sáu".
_NO_NAME = re.compile("[aeuy]ù|[aeu]õ", re.IGNORECASE)
# Letters that only Unicode has: a text with one of them is no text of an old font.
_UNICODE_ONLY = re.compile("[ăđĩũơưạ-ỹ]", re.IGNORECASE)


def as_unicode(text: str) -> str:
    """What a text for an old font was meant to say; empty where it is no such text."""
    if text.isascii() or _UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
        return ""
    return next(filter(None, (_reading(text, read) for read in (_from_tcvn3, _from_vni))), "")


def _reading(text: str, read: Callable[[str], str]) -> str:
    words = [word for word in _WORD.findall(text) if _HALF_ASCII.search(word)]
    strange = [word for word in words if not is_syllable(word)]
    # One word of letters may be a foreign name, such as Loïc; a sign within a word is in no name.
    sure = len(words) > 1 or any(not w.isalpha() or _NO_NAME.search(w) for w in strange)
    return read(text) if strange and sure and all(is_syllable(read(w)) for w in words) else ""


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def _from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(_vni, text))


def _vni(match: re.Match[str]) -> str:
    found = match[0]
    letters = _VNI_PAIRS.get(found.lower()) or _VNI_LETTERS[found.lower()]
    return letters.upper() if found[0].isupper() else letters


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word is spelt like a Vietnamese syllable, with one tone at most.

    >>> [word for word in ("Thơ", "nghiệm", "Caàn", "Köln") if is_syllable(word)]
    ['Thơ', 'nghiệm']
    """
    split = unicodedata.normalize("NFD", word.lower())
    tones = _MARKS.findall(split)
    plain = unicodedata.normalize("NFC", _MARKS.sub("", split))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(plain) is not None
