"""The window of the chat's server."""

from nodes import Button, Control, Label, SpinBox

from .chat_window import ChatWindow, row
from .server import Server


class ServerWindow(ChatWindow):
    what_to_do = "Press Listen, and clients can connect to this port."

    def __init__(self, options):
        self.port = SpinBox(min_value=0, max_value=65535, value=options.port, rect_min_size=(100, 0))
        self.port.hint_tooltip = "0 takes any port that is free"
        self.listen_button = Button(text="Listen", rect_min_size=(100, 0))
        super().__init__(Server(), options)
        self.top.add_child(row(Label(text="Port"), self.port))
        self.top.add_child(Control(size_flags_horizontal=Control.SIZE_EXPAND_FILL))
        self.top.add_child(self.listen_button)
        self.listen_button.pressed.connect(self.start_or_end)

    def start_or_end(self):
        server = self.chatter
        if server.is_open():
            server.stop()
        else:
            server.nickname = self.options.name
            server.use_multiplayer = self.multiplayer_api.is_pressed()
            self._show_peers()
            server.listen(int(self.port.value))
        self._show_state()

    def _is_busy(self):
        return self.chatter.is_open()

    def _show_state(self):
        super()._show_state()
        self.port.editable = not self._is_busy()
        self.listen_button.text = "Stop" if self._is_busy() else "Listen"
