"""The upkeep of the gettext catalogues: what is said and where, what is translated, what is wrong with a file."""
