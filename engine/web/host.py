"""PageHost: the page of a browser as the place where programs run. It never sleeps; the browser calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from ..base.log import logger
from ..object.message_queue import orphans
from .page import Page

if TYPE_CHECKING:
    from ..audio.drivers import AudioDriver
    from ..display.display import Display
    from ..display.drivers import DisplayOptions
    from ..net.messages import MessageNetwork
    from ..runner.turns import Turns
    from ..scene.scene_tree import SceneTree

_SLACK = 0.004
"""Seconds: less than between two pictures of a screen that shows 240 of them a second."""


class ProgramGoesOn(SystemExit):
    """Leaves a script whose program runs, in a browser that cannot let it wait for the end of that."""


class PageHost:
    """See `Host` for what it does.

    `wait` waits for a promise of JavaScript, where the browser can do that (JSPI); else it is None, and
    `ended` is called with the exception that ended the program, or None.
    """

    def __init__(
        self,
        page: Page,
        title: str,
        wait: Callable[[Any], object] | None,
        ended: Callable[[BaseException | None], None],
    ) -> None:
        self.title: str = title
        self._page = page
        self._wait = wait
        self._ended = ended
        self.has_driven: bool = False
        """Whether there was anything to run."""

    def open_display(self, options: DisplayOptions) -> Display:
        """See `Host`. There is always one; `visible` and `picture` do not matter."""
        from .display import PageDisplay

        return PageDisplay(self._page, options)

    def open_audio(self, options: DisplayOptions) -> AudioDriver:
        """See `Host`."""
        from .audio import PageAudio

        return PageAudio(self._page.sounds)

    def network(self) -> MessageNetwork:
        """See `Host`."""
        from .network import PageNetwork

        return PageNetwork(self._page)

    @contextmanager
    def quit_requests(self, tree: SceneTree, drain: float) -> Iterator[None]:
        """See `Host`: leaving the page. It has no clients, and no time for any."""
        self._page.turns.leaving(tree.request_quit)
        try:
            yield
        finally:
            self._page.turns.leaving(None)

    def drive(self, turns: Turns, ending: AbstractContextManager[object]) -> None:
        """See `Host`. Where the browser cannot let it wait it raises ProgramGoesOn at once."""
        self.has_driven = True
        turns.slack = _SLACK
        taken = _Turn(turns, self._page, ending)
        tree = turns.tree
        tree.poller.bell = self._page.turns.wake
        tree.poller.has_spare_time = False
        if self._wait is not None:
            self._wait(self._page.turns.start(taken))
            if taken.fault is not None:
                raise taken.fault
            return
        taken.at_end = self._ended
        self._page.turns.start(taken)
        logger("estragon.web").warning(
            "This browser cannot let a script wait (it has no JSPI): what stands after run() is not executed."
        )
        raise ProgramGoesOn


class _Turn:
    """One turn of `turns`, as JavaScript calls it: nothing is raised into it.

    The last one leaves the context `ending`: once it is over a page that is left runs nothing more.
    """

    def __init__(self, turns: Turns, page: Page, ending: AbstractContextManager[object]) -> None:
        self._turns = turns
        self._ending = ending
        self._queue = turns.tree.message_queue
        self._wake = page.turns.wake
        self._ready: Callable[[], None] | None = page.ready
        self.fault: BaseException | None = None
        """What has ended it, if it was not by itself."""
        self.at_end: Callable[[BaseException | None], None] | None = None
        """Called with that."""

    def __call__(self, woken: bool) -> float | None:
        self._queue.wake = orphans.wake = None
        fault, seconds = None, None
        try:
            seconds = self._turns.turn(woken)
        except BaseException as error:
            fault = error
        if self._ready is not None:
            self._ready()
            self._ready = None
        if seconds is None:
            self._end(fault)
            return None
        self._queue.wake = orphans.wake = self._wake
        return 0.0 if self._queue or orphans else seconds

    def _end(self, fault: BaseException | None) -> None:
        try:
            with self._ending:
                if fault is not None:
                    raise fault
        except BaseException as error:
            self.fault = error
        if self.at_end is not None:
            self.at_end(self.fault)
