"""The packets of remote calls, as `--rpc-trace` logs them, in a pane."""

import logging

from engine.multiplayer.trace import trace
from nodes import Control, RichTextLabel


class Packets(RichTextLabel):
    """Shows the last packets of this program, bots included, while it is watching."""

    def __init__(self):
        self.scroll_following = self.selection_enabled = True
        self.max_lines = 200
        self.size_flags_vertical = Control.SIZE_EXPAND_FILL
        self.rect_min_size = (0, 60)
        self.visible = False
        self._handler = logging.Handler()
        self._handler.emit = self._show

    def watch(self, watching):
        """Show packets from now on, or no more."""
        self.visible = watching
        log = logging.getLogger("estragon.rpc")
        log.propagate = not watching  # here, and not on the console
        if watching:
            log.addHandler(self._handler)
            trace.switch_on()
        else:
            trace.switch_off()
            log.removeHandler(self._handler)

    def _exit_tree(self):
        if self.visible:
            self.watch(False)

    def _show(self, record):
        if self.get_total_character_count():
            self.newline()
        self.add_text(record.getMessage())
