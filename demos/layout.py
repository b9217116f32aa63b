"""What lets a window of any size show all that is in it."""

from engine import Color, Rect2, Vector2
from nodes import Container, Control, Label


class Flow(Container):
    """Its children side by side, and below where there is no more room: as Godot 3.5's HFlowContainer.

    Those with SIZE_EXPAND share what is left over in their line.
    """

    _height = 0

    def _get_minimum_size(self):
        widths = [child.get_combined_minimum_size().x for child in self._shown()]
        return Vector2(max(widths, default=0), self._height)

    def _notification(self, what):
        if what == self.NOTIFICATION_SORT_CHILDREN:
            self._place_children()

    def _shown(self):
        return [child for child in self.get_children() if child.visible]

    def _place_children(self):
        gap = self.get_constant("separation", "HBoxContainer")
        y = 0
        for line in self._lines(gap):
            sizes = [child.get_combined_minimum_size() for child in line]
            height = max(size.y for size in sizes)
            left_over = self.rect_size.x - sum(size.x + gap for size in sizes) + gap
            expanding = [bool(child.size_flags_horizontal & Control.SIZE_EXPAND) for child in line]
            x = 0
            for child, size, expands in zip(line, sizes, expanding, strict=True):
                width = size.x + (left_over / sum(expanding) if expands else 0)
                self.fit_child_in_rect(child, Rect2(x, y, width, height))
                x += width + gap
            y += height + gap
        y = max(0, y - gap)  # the last line has none below
        if y != self._height:
            self._height = y
            self.minimum_size_changed()

    def _lines(self, gap):
        lines, room = [], 0
        for child in self._shown():
            width = child.get_combined_minimum_size().x
            if not lines or width > room:
                lines.append([])
                room = self.rect_size.x
            lines[-1].append(child)
            room -= width + gap
        return lines


def flow(*parts):
    """Return a Flow of these parts."""
    box = Flow()
    for part in parts:
        box.add_child(part)
    return box


def hint(parent, text):
    """Put into an empty pane what can be done first, and return it: hide it when the pane has something."""
    label = Label(
        text=text,
        autowrap=True,
        align=Label.ALIGN_CENTER,
        valign=Label.VALIGN_CENTER,
        mouse_filter=Control.MOUSE_FILTER_IGNORE,
    )
    label.modulate = Color(1, 1, 1, 0.6)
    label.set_anchors_and_margins_preset(Control.PRESET_WIDE, margin=4)
    parent.add_child(label)
    return label


def keep_whole(root):
    """Let the window of a root get no smaller than what is in it."""

    def fit():
        display = root.get_tree().display
        width, height = root.get_combined_minimum_size()
        display.set_min_size(round(width * display.view.scale_x), round(height * display.view.scale_y))

    root.ready.connect(fit)
    root.minimum_size_changed.connect(lambda: root.is_inside_tree() and fit())
