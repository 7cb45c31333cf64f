"""What papermill finds under the name `tongket` among its engines: the engine, loaded when it is first used.

Papermill loads its engines while it is itself being loaded. An engine that imports papermill, as every engine must,
would then be met half loaded whenever it is imported before papermill; so what papermill finds imports nothing.
"""

from __future__ import annotations


class LateEngine:
    """Takes the engine's place until papermill asks something of it."""

    def __getattr__(self, name: str) -> object:
        """The engine's own attribute of this name."""
        from tongket.run.kernels.engine import TongketEngine

        return getattr(TongketEngine, name)


ENGINE = LateEngine()
