"""The window of the chat's client."""

from engine import CONNECT_DEFERRED
from nodes import Button, CheckBox, Control, LineEdit

from .chat_window import ChatWindow
from .client import Client


class ClientWindow(ChatWindow):
    what_to_do = "Press Connect to reach the address above, then write below."

    def __init__(self, options):
        self.url = LineEdit(text=options.url, placeholder_text="ws://my.server/path/", rect_min_size=(150, 0))
        self.url.size_flags_horizontal = Control.SIZE_EXPAND_FILL
        self.name_field = LineEdit(text=options.name, placeholder_text="Nickname", rect_min_size=(110, 0))
        self.name_field.max_length = 20
        self.reconnect = CheckBox(text="Reconnect", hint_tooltip="Try again when the connection is lost")
        self.connect_button = Button(text="Connect", rect_min_size=(100, 0))
        super().__init__(Client(), options)
        for part in (self.url, self.name_field, self.reconnect, self.connect_button):
            self.top.add_child(part)
        self.url.text_entered.connect(lambda url: self.start_or_end())
        self.reconnect.toggled.connect(self._reconnect_toggled)
        self.connect_button.pressed.connect(self.start_or_end)
        # Deferred, so that the nicknames, which are told to each peer as it is heard of, come first.
        self.chatter.connect("connected", self, "_say_what_was_asked", [], CONNECT_DEFERRED)
        self.reconnect.set_pressed(options.reconnect)

    def start_or_end(self):
        client = self.chatter
        if client.is_wanted():
            client.disconnect_from_host()
        else:
            client.nickname = self.name_field.text.strip()
            client.use_multiplayer = self.multiplayer_api.is_pressed()
            self._show_peers()
            client.connect_to_url(self.url.text.strip())
        self._show_state()

    def _say_what_was_asked(self):
        for text in self.options.say:
            self.chatter.send(text)

    def _reconnect_toggled(self, reconnect):
        self.chatter.reconnect = reconnect

    def _is_busy(self):
        return self.chatter.is_wanted()

    def _show_state(self):
        super()._show_state()
        busy = self._is_busy()
        self.url.editable = self.name_field.editable = not busy
        self.connect_button.text = (
            "Connect" if not busy else "Disconnect" if self.chatter.is_open() else "Cancel"
        )
