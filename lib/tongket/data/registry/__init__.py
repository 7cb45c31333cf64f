"""The registries: units, domains, indicators, sources, areas and events, read and validated.

They say what an observation may name. Reading reports everything that does not hold at once; a
wrong name asked of them later is answered with the near names.
"""

from tongket.data.registry.book import Event, Registry, Rule
from tongket.data.registry.reader import folder_state, read_registry

__all__ = ["Event", "Registry", "Rule", "folder_state", "read_registry"]
