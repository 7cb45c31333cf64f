"""What the program says, in two languages: English sentences in the code, translations in gettext catalogues."""

from tongket.translations.catalogue import (
    catalogue,
    catalogue_file,
    catalogue_files,
    catalogue_of,
    in_effect,
    refuse_broken,
)
from tongket.translations.phrase import (
    LazyText,
    Phrase,
    is_translated,
    message,
    near_names,
    translate,
)

__all__ = [
    "LazyText",
    "Phrase",
    "catalogue",
    "catalogue_file",
    "catalogue_files",
    "catalogue_of",
    "in_effect",
    "is_translated",
    "message",
    "near_names",
    "refuse_broken",
    "translate",
]
