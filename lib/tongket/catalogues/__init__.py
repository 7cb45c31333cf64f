"""The upkeep of the gettext catalogues: which sentences are used, which are translated, what is wrong with a file."""
