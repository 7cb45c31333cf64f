"""What the program says, in two languages: English sentences in the code, translations in gettext catalogues."""

from tongket.translations.catalogue import (
    catalogue,
    catalogue_file,
    catalogue_files,
    catalogue_of,
    forget,
    in_effect,
    passing_over_broken,
    refuse_broken,
)
from tongket.translations.phrase import (
    VIETNAMESE,
    Called,
    LazyText,
    Phrase,
    in_both,
    in_language,
    is_translated,
    marked,
    message,
    near_names,
    one_a_line,
    translate,
)

__all__ = [
    "VIETNAMESE",
    "Called",
    "LazyText",
    "Phrase",
    "catalogue",
    "catalogue_file",
    "catalogue_files",
    "catalogue_of",
    "forget",
    "in_both",
    "in_effect",
    "in_language",
    "is_translated",
    "marked",
    "message",
    "near_names",
    "one_a_line",
    "passing_over_broken",
    "refuse_broken",
    "translate",
]
