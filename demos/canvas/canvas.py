"""The canvas: what one draws is called at all others, and the host shows newcomers what there is."""

from math import isfinite

from engine import OK, Color, PoolVector2Array, Rect2, Vector2, puppet, remotesync
from engine.input import BUTTON_LEFT, BUTTON_MASK_LEFT, InputEventMouseButton, InputEventMouseMotion
from nodes import Button, Control, HBoxContainer, Label, Line2D, WebSocketClient, WebSocketServer

PORT = 8920
SIZE = Vector2(1024, 600)
PAPER, INK = Color("faf7f0"), Color("3a3f4a")
COLORS = [Color(text) for text in ("e5534b", "f2a65e", "e0c341", "3fb067", "3f8fe0", "8e5ad6", "3a3f4a")]
WIDTH = 6.0
MOST_STROKES, MOST_POINTS = 400, 400  # the oldest fade from the canvas; a longer stroke is two


class Swatch(Control):
    """A blot of colour to dip the pen into."""

    def __init__(self, color):
        self.color = color
        self.rect_min_size = Vector2(30, 30)

    def _draw(self):
        canvas = self.owner_canvas
        self.draw_circle(self.rect_size / 2, 13 if canvas.color is self.color else 9, self.color)

    def _gui_input(self, event):
        if isinstance(event, InputEventMouseButton) and event.pressed:
            self.owner_canvas.dip(self.color)


class Stroke(Line2D):
    """A line with round ends."""

    def _draw(self):
        for end in (self.points[0], self.points[-1]):
            self.draw_circle(end, self.width / 2, self.default_color)


class Canvas(Control):
    port = url = None  # a host has a port, all others the URL of one
    color = COLORS[4]

    def _ready(self):
        tree = self.get_tree()
        tree.set_screen_stretch(tree.STRETCH_MODE_2D, tree.STRETCH_ASPECT_KEEP, SIZE)  # all see all of it
        self.set_anchors_and_margins_preset(self.PRESET_WIDE)
        self.sheet = Control(mouse_filter=self.MOUSE_FILTER_IGNORE)
        self.add_child(self.sheet)
        self.pens = {}  # the stroke that each is drawing, by network ids
        self.status = Label(size_flags_horizontal=self.SIZE_EXPAND_FILL)
        self.status.add_color_override("font_color", INK)
        self.add_child(self.tools())
        self.open()

    def tools(self):
        row = HBoxContainer(rect_position=Vector2(12, SIZE.y - 44), rect_size=Vector2(SIZE.x - 24, 32))
        self.swatches = [Swatch(color) for color in COLORS]
        for swatch in self.swatches:
            swatch.owner_canvas = self
            row.add_child(swatch)
        row.add_child(self.status)
        wipe = Button(text="Wipe it")
        wipe.connect("pressed", self, "call_all", ["wipe"])
        row.add_child(wipe)
        return row

    def dip(self, color):
        self.color = color
        for swatch in self.swatches:
            swatch.update()

    def _draw(self):
        self.draw_rect(Rect2(Vector2(), SIZE), PAPER)

    # -- The others ---------------------------------------------------------------------------

    def open(self):
        tree = self.get_tree()
        for signal in ("network_peer_connected", "network_peer_disconnected"):
            tree.connect(signal, self, f"_on_{signal}")
        tree.connect("connection_failed", self, "tell", [f"There is no canvas at {self.url}."])
        tree.connect("server_disconnected", self, "tell", ["The host has left: nobody else sees this."])
        if self.port is not None:
            network, words = WebSocketServer(), f"Draw: others join at port {self.port}."
            error = network.listen(self.port, [], True)
        else:
            network, words = WebSocketClient(), f"Looking for {self.url} …"
            error = network.connect_to_url(self.url, [], True)
        if error == OK:
            tree.network_peer = network
        self.tell(words if error == OK else f"{self.url} cannot be joined: the log says why.")

    def tell(self, words):
        self.status.text = words

    def tell_how_many(self):
        count = len(self.get_tree().get_network_connected_peers())
        self.tell(f"Draw: {count} more see it." if count else "Draw: nobody else is here yet.")

    def _on_network_peer_connected(self, id):
        self.tell_how_many()
        if self.get_tree().is_network_server():
            for line in self.sheet.get_children():
                self.rpc_id(id, "show_stroke", line.default_color, PoolVector2Array(line.points))

    def _on_network_peer_disconnected(self, id):
        self.pens.pop(id, None)
        self.tell_how_many()

    # -- Drawing ------------------------------------------------------------------------------

    def _gui_input(self, event):
        if isinstance(event, InputEventMouseButton) and event.button_index == BUTTON_LEFT and event.pressed:
            self.call_all("begin", event.position, self.color)
        elif isinstance(event, InputEventMouseMotion) and event.button_mask & BUTTON_MASK_LEFT:
            self.call_all("extend", event.position)

    def call_all(self, method, *what):
        if self.multiplayer.has_network_peer() and self.get_tree().get_network_connected_peers():
            self.rpc(method, *what)  # here as well, as it is a remotesync
        else:
            getattr(self, method)(*what)

    @remotesync
    def begin(self, point, color):
        if is_point(point) and isinstance(color, Color):
            self.pens[self.multiplayer.get_rpc_sender_id()] = self.add(color, [point])

    @remotesync
    def extend(self, point):
        pen = self.multiplayer.get_rpc_sender_id()
        line = self.pens.get(pen)
        if line is None or not is_point(point) or line.points[-1].distance_to(point) < 2:
            return
        if line.get_point_count() == MOST_POINTS:
            line = self.pens[pen] = self.add(line.default_color, line.points[-1:])
        line.add_point(point)

    @remotesync
    def wipe(self):
        self.pens.clear()
        for line in self.sheet.get_children():
            line.queue_free()

    @puppet
    def show_stroke(self, color, points):
        if isinstance(color, Color) and 0 < len(points) <= MOST_POINTS and all(map(is_point, points)):
            self.add(color, points)

    def add(self, color, points):
        line = Stroke(points=list(points), width=WIDTH, default_color=color)
        self.sheet.add_child(line)
        if self.sheet.get_child_count() > MOST_STROKES:
            oldest = self.sheet.get_child(0)
            self.pens = {pen: line for pen, line in self.pens.items() if line is not oldest}
            oldest.free()
        return line


def is_point(point):  # who knows what others send
    return isinstance(point, Vector2) and isfinite(point.x) and isfinite(point.y)
