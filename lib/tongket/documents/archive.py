"""Documents that are ZIP archives of XML: which parts they hold, and their XML bit by bit, never all at once."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tongket import limits
from tongket.documents.refusals import READABLE, damaged, encrypted, lacking, too_large
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def xml_library() -> Any:
    """The library that reads XML and HTML.

    Raises:
        UsageError: it is not installed.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise lacking("lxml", error) from None
    return etree


class Archive:
    """The parts of one archive.

    Args:
        file: its name, for messages.
        parts: the archive itself.
    """

    def __init__(self, file: str, parts: zipfile.ZipFile) -> None:
        self.file, self._parts = file, parts
        self.names = frozenset(parts.namelist())

    def content(self, name: str, most: int = 2**20) -> bytes:
        """The first bytes of a part; none where there is no such part.

        Raises:
            DataError: the part is damaged.
        """
        if name not in self.names:
            return b""
        with self._damage(), self._parts.open(name) as stream:
            return stream.read(most)

    def elements(self, name: str, *within: str) -> Iterator[Any]:
        """The elements right below those of certain names, each forgotten when the next is asked for.

        Args:
            name: the part; one that is not there has none.
            within: local names of the elements whose children are wanted.

        Raises:
            DataError: the part is no XML, far too large, or declares entities.
        """
        if name not in self.names:
            return
        etree = xml_library()
        size = self._parts.getinfo(name).file_size
        if size > limits.DOCUMENT_PART_BYTES:
            most = Phrase("at most {size} MB unpacked", size=limits.DOCUMENT_PART_BYTES // 2**20)
            raise too_large(self.file, most, f"{size // 2**20} MB ({name})")
        with self._damage(etree.XMLSyntaxError), self._parts.open(name) as stream:
            parsed = etree.iterparse(
                stream, events=("end",), resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
            )  # fmt: skip
            for _, element in parsed:
                parent = element.getparent()
                if parent is None or local(parent) not in within:
                    continue
                if element.getroottree().docinfo.internalDTD is not None:
                    raise damaged(self.file, f"DOCTYPE ({name})")
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]

    @contextmanager
    def _damage(self, *errors: Any) -> Iterator[None]:
        damages: tuple[Any, ...] = (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            *errors,
        )
        try:
            yield
        except damages as error:
            raise damaged(self.file, str(error)) from None


@contextmanager
def opened(path: Path, file: str) -> Iterator[Archive]:
    """The archive that a file is; `file` is its name in messages.

    Raises:
        DataError: it is damaged.
    """
    try:
        parts = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise damaged(file, f"ZIP: {error}") from None
    with parts:
        if len(parts.infolist()) > limits.DOCUMENT_PARTS:
            raise too_large(file, READABLE, f"ZIP, {len(parts.infolist())} parts")
        if any(part.flag_bits & 1 for part in parts.infolist()):
            raise encrypted(file)
        yield Archive(file, parts)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: Any) -> str:
    """The name of an element without its namespace, which differs between editions of a format; none of an entity."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The value of an attribute, whatever its namespace; empty where it is not there."""
    return next((v for key, v in element.attrib.items() if _local(key) == name), "")


def child(element: Any, *names: str) -> Any:
    """The element that is reached through children of these names, the first of each; None where one is missing."""
    for name in names:
        element = next((each for each in element if local(each) == name), None)
        if element is None:
            return None
    return element
