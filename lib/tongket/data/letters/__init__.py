"""Letters that do not belong in a text: characters that nobody sees, and letters that a program destroyed."""

from tongket.data.letters.characters import Flaw, flaws, turning
from tongket.data.letters.lost import probable

__all__ = ["Flaw", "flaws", "probable", "turning"]
