"""A copy of the data folder that a test may break."""

from fixtures.data_folder import folder, one_row

__all__ = ["folder", "one_row"]
