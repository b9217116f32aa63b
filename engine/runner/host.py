"""Host: where programs run. Display, network, requests to quit and time come from it alone."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING, Protocol

from ..object.message_queue import orphans
from .quit_signals import quit_signals
from .sleep import Sleep

if TYPE_CHECKING:
    from ..audio.drivers import AudioDriver
    from ..display.display import Display
    from ..display.drivers import DisplayOptions
    from ..net.messages import MessageNetwork
    from ..net.network import Network
    from ..scene.scene_tree import SceneTree
    from .turns import Turns


class Host(Protocol):
    """What `run` asks of the place that it runs in, and nodes that open connections."""

    title: str
    """What a program is called that gives itself no title. Empty: by the name of its scene."""

    def open_display(self, options: DisplayOptions) -> Display:
        """Open what a program is shown on. DisplayError, with the repair, if there can be no such."""

    def open_audio(self, options: DisplayOptions) -> AudioDriver:
        """Return what a program is heard by; where nothing can be, one that nobody hears."""

    def network(self) -> Network | MessageNetwork:
        """Return where connections come from."""

    def quit_requests(self, tree: SceneTree, drain: float) -> AbstractContextManager[None]:
        """Let whoever wants the program ended ask `tree` to quit, until the context is left.

        Who can wait gives its servers `drain` seconds to let go of their clients.
        """

    def drive(self, turns: Turns, ending: AbstractContextManager[object]) -> None:
        """Take turns until there are no more, or one fails; then leave the context `ending`.

        After each turn the next one comes in the seconds that it said, or when something happens before
        that: a socket gets ready, the user does something, `tree.poller.wake` is called, or a call is
        deferred from elsewhere, which `tree.message_queue.wake` and `orphans.wake` tell.
        """


class DesktopHost:
    """The desktop, or a machine without a screen: between turns the process sleeps."""

    title: str = ""

    def open_display(self, options: DisplayOptions) -> Display:
        """See `Host`. What is not to be seen but on a picture is drawn into memory."""
        from ..display.drivers import HEADLESS, WINDOW, open_display
        from ..display.error import DisplayError

        if not options.visible and not options.picture:
            return open_display(HEADLESS, options)
        if options.picture and not _has_screen():
            options = options.replaced(visible=False)
        try:
            return open_display(WINDOW, options)
        except DisplayError as error:
            if not options.picture:
                advice = (
                    " Run it with `python -m engine run FILE.py --headless`,"
                    " or with --quit-after 10 --screenshot FILE for a picture of it."
                )
            elif options.visible:  # a process that has tried to open a window cannot draw into memory
                advice = " With --headless, too, the picture is drawn without a screen."
            else:
                raise
            raise DisplayError(f"{error}{advice}") from error

    def open_audio(self, options: DisplayOptions) -> AudioDriver:
        """See `Host`. A program that nobody sees is not heard either."""
        from ..audio.drivers import DEVICE, SILENT, open_audio

        return open_audio(DEVICE if options.visible and not options.picture else SILENT)

    def network(self) -> Network:
        """See `Host`: the sockets of the operating system."""
        from ..net.network import SystemNetwork

        return SystemNetwork()

    def quit_requests(self, tree: SceneTree, drain: float) -> AbstractContextManager[None]:
        """See `Host`: Ctrl+C at once, SIGTERM when it has drained."""
        return quit_signals(tree, drain)

    def drive(self, turns: Turns, ending: AbstractContextManager[object]) -> None:
        """See `Host`. It returns when the turns have ended."""
        tree, turn = turns.tree, turns.turn
        queue, poller, services = tree.message_queue, tree.poller, tree._services_
        wake = poller.wake
        with ending, closing(Sleep(poller)) as sleep:
            # Whatever ended a sleep, a frame is due: if not its time has come, something has happened.
            while (seconds := turn(True)) is not None:
                if seconds <= 0:
                    continue
                queue.wake = orphans.wake = wake
                try:
                    # Looked at after that: a call from another thread is either seen here or wakes us.
                    if not (queue.calls or orphans.calls or queue.deletions or orphans.deletions):
                        display = services.shown
                        if display is None:
                            poller.wait(seconds)
                        else:
                            sleep.sleep(display, seconds, turns.motion)
                finally:
                    queue.wake = orphans.wake = None


def _has_screen() -> bool:
    """Return False where a window cannot be opened for sure."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY"))


current: Host = DesktopHost()
"""Where this process runs. What starts programs elsewhere puts its own here before they are loaded."""
