"""One line of words in a drawing that is written as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.text import Text

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase


class LineOfWords(Text):
    """A line of words on its place, upright, without measuring the letters.

    matplotlib lays out every text with the metrics of its font. In an SVG the reader's browser does that: it needs
    the place and the side, which are known.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Write the words; a line without words is none."""
        if not self.get_text():
            return
        renderer.open_group("text", self.get_gid())
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        x, y = self.get_transform().transform(self.get_position())
        down = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(
            context, x, down, self.get_text(), self.get_fontproperties(), 0, mtext=self
        )
        context.restore()
        renderer.close_group("text")
