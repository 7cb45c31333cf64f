"""Words of a text as terms that can be held against those of another, and BM25 over them."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    # The places of terms among those that are looked for, with the weight of each.
    Known = tuple[NDArray[np.intp], Numbers]

Terms = dict[str, float]

# A pair of syllables is nearer to a Vietnamese word than its two syllables are.
_PAIR = 1.5
# English words are cut to what their forms share: `inspected`, `inspections`; no Vietnamese syllable is longer by much.
_STEM = 6
# The two parameters of BM25, as its authors recommend them; the same word says no more than so often.
_SATURATION, _LENGTH, MOST_OFTEN = 1.2, 0.75, 4.0
# Texts whose terms are remembered: those of a sentence and of what stands above it.
_REMEMBERED = 256
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(r"(?<!\w)[A-ZĐ][A-ZĐ&]*s?(?!\w)")
_EXPLAINED = re.compile(r"\(([A-ZĐ&]{2,8})\)")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]{1,20}[ -]){2,8}$")
_FAR_BEFORE = 168
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


class Lexicon:
    """What texts say, as terms: their syllables and the pairs of neighbours, abbreviations in words.

    A text that was read lately is not read again: the figures of a sentence share it.

    Args:
        explained: the abbreviations that a document explains.

    >>> Lexicon().terms("Nhiệm vụ KHCN")[:3], Lexicon().terms("Nhiệm vụ KHCN")[-1]
    ((('nhiệm', 1.0), ('vụ', 1.0), ('khoa', 1.0)), ('công nghệ', 1.5))
    """

    def __init__(self, explained: Mapping[str, str] | None = None) -> None:
        self._known = {**_ABBREVIATIONS, **(explained or {})}
        self.terms = lru_cache(maxsize=_REMEMBERED)(self._terms)
        self.known = lru_cache(maxsize=_REMEMBERED)(self._known_to)

    def _terms(self, text: str) -> tuple[tuple[str, float], ...]:
        whole = _ABBREVIATION.sub(lambda match: self._known.get(match[0], match[0]), text)
        words = [word.lower()[:_STEM] for word in _WORD.findall(whole)]
        return (
            *((word, 1.0) for word in words),
            *((" ".join(pair), _PAIR) for pair in pairwise(words)),
        )

    def _known_to(self, postings: Postings, text: str) -> Known:
        return postings.known(self.terms(text))

    def weighted(self, texts: Iterable[tuple[str, float]]) -> Terms:
        """The terms of several texts, each text with its own weight."""
        found: Terms = {}
        for text, weight in texts:
            for term, own in self.terms(text):
                found[term] = found.get(term, 0.0) + own * weight
        return found


def abbreviations(text: str) -> dict[str, str]:
    """The abbreviations that a text explains: the words before them whose first letters they are.

    >>> abbreviations("chương trình mỗi xã một sản phẩm (MXMSP)")
    {'MXMSP': 'mỗi xã một sản phẩm'}
    """
    found = {}
    for match in _EXPLAINED.finditer(text):
        before = _WORDS_BEFORE.search(text[max(match.start() - _FAR_BEFORE, 0) : match.start()])
        letters, words = match[1].replace("&", ""), before[0].split() if before else []
        for count in range(len(letters), min(len(letters) + 3, len(words) + 1)):
            said = words[-count:]
            if "".join(word[0] for word in said if word not in _LITTLE_WORDS).upper() == letters:
                found[match[1]] = " ".join(said)
    return found


class Postings:
    """Of each term the documents that have it, each with a number; what a query adds up to is asked of those alone.

    Args:
        documents: of each its terms with their numbers.
        most: the most that a term of a query weighs in each of them.
    """

    def __init__(self, documents: Sequence[Mapping[str, float]], most: Sequence[float]) -> None:
        rows = [(term, n, part) for n, each in enumerate(documents) for term, part in each.items()]
        rows.sort(key=itemgetter(0))
        self._places = {term: at for at, term in enumerate(dict.fromkeys(row[0] for row in rows))}
        self._holders = np.array([row[1] for row in rows], dtype=np.intp)
        self._parts = np.array([row[2] for row in rows], dtype=float)
        self._most = np.array(most, dtype=float)[self._holders]
        self._often = np.bincount(
            [self._places[row[0]] for row in rows], minlength=len(self._places)
        )
        self._starts = np.cumsum(self._often) - self._often
        self._count = len(documents)

    def known(self, terms: Iterable[tuple[str, float]]) -> Known:
        """The terms of a text that a document has, with the weight of each."""
        known = [(self._places[term], weight) for term, weight in terms if term in self._places]
        return (
            np.array([at for at, _ in known], dtype=np.intp),
            np.array([weight for _, weight in known], dtype=float),
        )

    def sums(self, queries: Sequence[Sequence[tuple[Known, float]]]) -> Numbers:
        """For each query and document the sum over the terms: the weight of each, times its number there.

        Args:
            queries: of each the terms of its texts, and the weight of each text.
        """
        texts = [(n, *known, weight) for n, query in enumerate(queries) for known, weight in query]
        if not texts:
            return np.zeros((len(queries), self._count))
        numbers, terms, owns, weights = zip(*texts, strict=True)
        sizes = list(map(len, terms))
        keys = np.repeat(numbers, sizes) * len(self._often) + np.concatenate(terms)
        whole = len(queries) * len(self._often)
        asked = np.bincount(keys, np.concatenate(owns) * np.repeat(weights, sizes), whole)
        # In the order of the text, so that a sum is the same to its last bit wherever its query stands.
        first = np.zeros(whole, dtype=np.intp)
        first[keys[::-1]] = np.arange(keys.size)[::-1]
        places = np.flatnonzero(asked)
        places = places[np.argsort(first[places])]
        of, among = np.divmod(places, len(self._often))
        often = self._often[among]
        rows = np.arange(often.sum()) + np.repeat(
            self._starts[among] - np.cumsum(often) + often, often
        )
        worth = self._parts[rows] * np.minimum(np.repeat(asked[places], often), self._most[rows])
        keys = np.repeat(of, often) * self._count + self._holders[rows]
        found = np.bincount(keys, worth, len(queries) * self._count)
        return np.asarray(found.reshape(-1, self._count), dtype=float)


def rarities(documents: Sequence[Terms]) -> Terms:
    """How much each term tells, by how few documents have it."""
    often = Counter(term for document in documents for term in document)
    count = len(documents)
    return {term: math.log(1 + (count - n + 0.5) / (n + 0.5)) for term, n in often.items()}


def ranked(documents: Sequence[Terms], rarity: Terms) -> list[Terms]:
    """The terms of documents with what each speaks for its document where it is asked for once (BM25)."""
    mean = sum(sum(each.values()) for each in documents) / max(len(documents), 1) or 1
    return [_ranked(each, rarity, sum(each.values()) / mean) for each in documents]


def _ranked(document: Terms, rarity: Terms, length: float) -> Terms:
    damping = _SATURATION * (1 - _LENGTH + _LENGTH * length)
    return {
        term: often / (often + damping) * rarity[term] * (_SATURATION + 1)
        for term, often in document.items()
    }
