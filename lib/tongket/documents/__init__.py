"""Reports as files: DOCX, ODT, PDF, HTML and plain text become blocks of text with their places.

`read` takes a file, whose content decides what it is, and `of_text` a pasted text. Both give a `Document`.
Nothing of a file is run, nothing is fetched, and what is far larger than a report is refused.
"""

from tongket.documents.document import CELL_BREAK, Block, Document
from tongket.documents.plain import of_text
from tongket.documents.reading import read

__all__ = ["CELL_BREAK", "Block", "Document", "of_text", "read"]
