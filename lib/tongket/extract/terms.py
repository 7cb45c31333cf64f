"""Words of a text as terms that can be held against those of another, and BM25 over them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

Terms = dict[str, float]

# A pair of syllables is nearer to a Vietnamese word than its two syllables are.
_PAIR = 1.5
# English words are cut to what their forms share: `inspected`, `inspections`; no Vietnamese syllable is longer by much.
_STEM = 6
# The two parameters of BM25, as its authors recommend them; the same word says no more than so often.
_SATURATION, _LENGTH, _MOST_OFTEN = 1.2, 0.75, 4.0
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(r"(?<!\w)[A-ZĐ][A-ZĐ&]*s?(?!\w)")
_EXPLAINED = re.compile(r"((?:[^\W\d_]{1,20}[ -]){2,8})\(([A-ZĐ&]{2,8})\)")
_LITTLE_WORDS = {"và", "and", "of"}
# What departments abbreviate without saying so; what a text explains itself is read from it.
_ABBREVIATIONS = {
    "KH&CN": "khoa học và công nghệ", "KHCN": "khoa học và công nghệ", "S&T": "science and technology",
    "ĐMST": "đổi mới sáng tạo", "SHTT": "sở hữu trí tuệ", "SHCN": "sở hữu công nghiệp", "CNC": "công nghệ cao",
    "DNNVV": "doanh nghiệp nhỏ và vừa", "SME": "small and medium enterprise", "SMEs": "small and medium enterprises",
    "TCĐLCL": "tiêu chuẩn đo lường chất lượng", "NSNN": "ngân sách nhà nước", "TXNG": "truy xuất nguồn gốc",
    "HTQLCL": "hệ thống quản lý chất lượng", "IP": "industrial property", "R&D": "research and development",
    "PII": "provincial innovation index chỉ số đổi mới sáng tạo", "GCN": "giấy chứng nhận",
    "CDĐL": "chỉ dẫn địa lý", "TFP": "total factor productivity năng suất các nhân tố tổng hợp",
    "CGCN": "chuyển giao công nghệ",
}  # fmt: skip

Name = TypeVar("Name", bound="Hashable")


def terms(text: str, explained: Mapping[str, str] | None = None) -> list[tuple[str, float]]:
    """The syllables of a text and the pairs of neighbours, each with its weight; abbreviations in words.

    Args:
        text: a name, a clause, a sentence.
        explained: the abbreviations that its document explains.

    >>> terms("Nhiệm vụ KHCN")[:3], terms("Nhiệm vụ KHCN")[-1]
    ([('nhiệm', 1.0), ('vụ', 1.0), ('khoa', 1.0)], ('công nghệ', 1.5))
    """
    known = {**_ABBREVIATIONS, **(explained or {})}
    whole = _ABBREVIATION.sub(lambda match: known.get(match[0], match[0]), text)
    words = [word.lower()[:_STEM] for word in _WORD.findall(whole)]
    return [(word, 1.0) for word in words] + [(" ".join(pair), _PAIR) for pair in pairwise(words)]


def weighted(
    texts: Iterable[tuple[str, float]], explained: Mapping[str, str] | None = None
) -> Terms:
    """The terms of several texts, each text with its own weight."""
    found: Terms = defaultdict(float)
    for text, weight in texts:
        for term, own in terms(text, explained):
            found[term] += own * weight
    return found


def abbreviations(text: str) -> dict[str, str]:
    """The abbreviations that a text explains: the words before them whose first letters they are.

    >>> abbreviations("chương trình mỗi xã một sản phẩm (MXMSP)")
    {'MXMSP': 'mỗi xã một sản phẩm'}
    """
    found = {}
    for match in _EXPLAINED.finditer(text):
        letters, words = match[2].replace("&", ""), match[1].split()
        for count in range(len(letters), min(len(letters) + 3, len(words) + 1)):
            said = words[-count:]
            if "".join(word[0] for word in said if word not in _LITTLE_WORDS).upper() == letters:
                found[match[2]] = " ".join(said)
    return found


class Ranking(Generic[Name]):
    """BM25 over documents of weighted terms, each with its name."""

    def __init__(self, documents: Mapping[Name, Terms]) -> None:
        self._holders: dict[str, list[tuple[Name, float]]] = defaultdict(list)
        mean = sum(sum(each.values()) for each in documents.values()) / max(len(documents), 1)
        for name, document in documents.items():
            damping = _SATURATION * (1 - _LENGTH + _LENGTH * sum(document.values()) / (mean or 1))
            for term, often in document.items():
                self._holders[term].append((name, often / (often + damping)))
        count = len(documents)
        self._rarity = {
            term: math.log(1 + (count - len(among) + 0.5) / (len(among) + 0.5))
            for term, among in self._holders.items()
        }
        self.own = {name: self.scores(document)[name] for name, document in documents.items()}

    def rarity(self, term: str) -> float:
        """How much a term tells, by how few documents have it; 0 where none has."""
        return self._rarity.get(term, 0.0)

    def scores(self, query: Mapping[str, float]) -> dict[Name, float]:
        """How much a query speaks for each document that shares a term with it."""
        found: dict[Name, float] = defaultdict(float)
        for term, weight in query.items():
            worth = min(weight, _MOST_OFTEN) * self.rarity(term) * (_SATURATION + 1)
            for name, part in self._holders.get(term, ()):
                found[name] += worth * part
        return found
