"""A server and three clients in one window: a whole chat at once."""

from argparse import Namespace

from engine import Rect2, Vector2
from nodes import Control, HBoxContainer, ScrollContainer, VBoxContainer

from .client_window import ClientWindow
from .server_window import ServerWindow


class Combo(HBoxContainer):
    def __init__(self, options):
        self.options = options
        self.server = ServerWindow(options)
        self.clients = []
        self.column = VBoxContainer()
        self.column.size_flags_horizontal = self.column.size_flags_vertical = Control.SIZE_EXPAND_FILL
        scrolled = ScrollContainer(scroll_horizontal_enabled=False, follow_focus=True)
        scrolled.add_child(self.column)
        for part in (self.server, scrolled):
            part.size_flags_horizontal = Control.SIZE_EXPAND_FILL
            self.add_child(part)

    def _ready(self):
        # The server is ready by now, so that its port is known if any free one was asked for.
        port = self.server.chatter.get_port() or self.options.port
        for number in (1, 2, 3):
            own = {"url": f"ws://localhost:{port}/test/", "name": f"Client {number}"}
            client = ClientWindow(Namespace(**vars(self.options) | own))
            client.size_flags_vertical = Control.SIZE_EXPAND_FILL
            self.clients.append(client)
            self.column.add_child(client)

    def _draw(self):
        # What is seen between the windows.
        self.draw_rect(Rect2(Vector2(), self.rect_size), self.get_color("guide_color", "ItemList"))
