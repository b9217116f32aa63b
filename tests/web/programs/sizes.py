"""Prints how large everything is whenever that changes; its argument is how many units there are at least."""

import sys

from engine import SceneTree, Vector2, run
from nodes import ColorRect


class Main(ColorRect):
    def _ready(self):
        tree = self.get_tree()
        if len(sys.argv) > 1:
            least = Vector2(int(sys.argv[1]), int(sys.argv[1]))
            tree.set_screen_stretch(SceneTree.STRETCH_MODE_2D, SceneTree.STRETCH_ASPECT_EXPAND, least)
        self.set_anchors_and_margins_preset(self.PRESET_WIDE)
        self.resized.connect(lambda: print("size", *self.rect_size))
        print("size", *self.rect_size)


if __name__ == "__main__":
    raise SystemExit(run(Main))
