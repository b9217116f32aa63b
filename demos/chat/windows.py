"""What `python -m demos.chat` shows: a client, a server, or both at once."""

from demos.layout import keep_whole
from nodes import Control, light_theme

from .client_window import ClientWindow
from .combo import Combo
from .server_window import ServerWindow


def window_of(options):
    """Return the window that the command line asks for."""
    window = (ServerWindow if options.server else ClientWindow if options.client else Combo)(options)
    window.set_anchors_and_margins_preset(Control.PRESET_WIDE)
    keep_whole(window)
    if options.light:
        window.theme = light_theme()
    return window
