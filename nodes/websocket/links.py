"""Links: all connections of one client or server, which do their work in `poll` and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING, Protocol
from weakref import ref

from engine.base.fault import report
from engine.core import compile_method
from engine.net.messages import MessageNetwork
from engine.net.poller import Poller, Watch
from engine.net.traffic import Traffic
from engine.object.connection import Connection
from engine.object.signal import SignalInstance
from engine.runner import host
from engine.scene.scene_tree import tree_of

from .deadlines import Deadlines
from .events import Ended, Event
from .life import CLOSED, CONNECTING
from .limits import Limits
from .outbox import Outbox
from .socket_link.listener import LinkListener
from .socket_link.socket_link import SocketLink
from .unread import Unread

if TYPE_CHECKING:
    from engine.net.network import Network

    from .link import Link, LinkRequest, ServerTerms, ServerTls


SECONDS_AT_ONCE = 0.008
"""Seconds after which a poll serves no further links, so that frames are in time whatever comes."""
SERVED_TOGETHER = 8
"""Links that are served between two looks at the clock; most of them have next to nothing to do."""


class HasLinks(Protocol):
    """A client or a server, as its links see it."""

    def _handle_(self, link: Link, event: Event) -> None:
        """Turn an event of a link into signals."""

    def _overdue_(self, link: Link) -> Ended | None:
        """Have done what the deadline of a link was for; return the end if that is what it means."""

    def _close_sockets_(self) -> None:
        """Close all links, because the tree whose poller watches them ends."""

    def _traffic_(self) -> Traffic:
        """Return what has gone over all links."""

    def _send_waiting_(self) -> bool:
        """Write what waits to be sent."""

    def _drain_(self, left: float) -> bool:
        """Let go of those who came."""

    def _reloading_(self) -> Callable[[], object] | None:
        """Return what reads the files again that it was opened with, None if there are none."""


class Annex(Protocol):
    """Other connections of the same node, as its links see them; links can be the annex of links."""

    def poll(self) -> None:
        """Do all network work."""

    def poll_in(self, poller: Poller) -> None:
        """Do the work of one frame of the tree whose `poller` has been asked already."""

    def idle_time(self, poller: Poller) -> float:
        """Return for how many seconds polling would do nothing, unless a socket in `poller` is ready."""

    def move_in(self) -> None:
        """Move what was opened before to the tree that the owner has entered."""

    def close(self) -> None:
        """Close them all at once."""


class Links:
    """The links of a node: which poller watches them, who is ready or due, what waits to be sent.

    Opened inside a tree they belong to it; else they have a poller of their own until a tree comes by.
    """

    __slots__ = ("__dict__", "__weakref__", "told")  # the core finds what it reads in slots

    def __init__(self, owner: HasLinks) -> None:
        self.limits: Limits = Limits()
        self.inbox: list[Watch] = []
        self.outbox: Outbox = Outbox()
        self.deadlines: Deadlines[Link] = Deadlines()
        self.traffic: Traffic = Traffic()
        """What has gone over them all; see `counted` for the whole of it."""
        self.listener: LinkListener | None = None
        self.annex: Annex | None = None
        """What is polled, moved and closed along with these."""
        self.told: SignalInstance[int] | None = None
        """What is emitted for each message, with the id of its link, if nothing else is done with it but to
        put it with the unread ones: so the owner need not be asked. See RawServerSession."""
        self.polled: bool = False
        """Whether anybody has polled since this was last set to False."""
        self._owner = ref(owner)
        self._links: dict[Link, None] = {}
        self._connecting: Link | None = None
        self._poller: Poller | None = None
        self._network: Network | MessageNetwork | None = None
        self._is_homeless = False  # it has a poller of its own, for want of a tree
        self._is_working = False

    def __len__(self) -> int:
        return len(self._links)

    def __repr__(self) -> str:
        return f"<Links of {self.owner()!r}, {len(self._links)}>"

    # -- What links ask ------------------------------------------------------------------------

    def owner(self) -> HasLinks | None:
        """Return whose links they are."""
        return self._owner()

    @property
    def poller(self) -> Poller:
        """Who watches the sockets, from the first link or listener on."""
        assert self._poller is not None
        return self._poller

    @property
    def network(self) -> Network:
        """Where sockets come from, from the first link or listener on that has one."""
        assert self._network is not None
        assert not isinstance(self._network, MessageNetwork)
        return self._network

    def wake(self) -> None:
        """End the sleep of a runner, from any thread."""
        if self._poller is not None:
            self._poller.wake()

    def add(self, link: Link) -> None:
        """Take note of a new link."""
        self._links[link] = None

    def forget(self, link: Link) -> None:
        """Take note that a link is closed."""
        self._links.pop(link, None)

    def counted(self) -> Traffic:
        """Return `traffic` with what there is just now."""
        traffic = self.traffic
        traffic.peers = sum(link.life.is_connected for link in self._links)
        traffic.queued = sum(link.waiting for link in self._links if link.life.is_connected)
        return traffic

    # -- Opening and closing -------------------------------------------------------------------

    def open(self, request: LinkRequest) -> Link:
        """Begin a link to a server.

        Raises ScriptError for a certificate that cannot be used, UnavailableError for what is not to be
        had where the program runs.
        """
        network = self._make_ready()
        if isinstance(network, MessageNetwork):
            from .message_link import MessageLink  # where there are no sockets

            return MessageLink(self, request, network)
        link = self._connecting = SocketLink.to(self, request)
        self.poller.in_spare_time(_load_handshake)
        return link

    def listen(
        self,
        port: int,
        ip: str,
        tls: ServerTls | None,
        terms: Callable[[], ServerTerms],
        shared: bool = False,
    ) -> None:
        """Be reached on a port. Raises what LinkListener does, and UnavailableError."""
        network = self._make_ready()
        if isinstance(network, MessageNetwork):
            raise network.cannot_listen(port)
        self.listener = LinkListener(self, port, ip, tls, terms, shared)
        self.poller.in_spare_time(_load_handshake)

    def _make_ready(self) -> Network | MessageNetwork:
        self.settle()
        if self._network is None:
            tree = tree_of(self.owner())
            network = tree.network if tree is not None else None
            self._network = network if network is not None else host.current.network()
        return self._network

    def move_in(self) -> None:
        """Move what was opened before to the tree that the owner has entered."""
        if self._poller is not None:
            self.settle()
        if self.annex is not None:
            self.annex.move_in()

    def settle(self) -> Poller:
        """Return the poller to use: that of the tree that the owner is in or polled from, else one's own.

        What was opened outside any tree moves to the tree's poller and clock with the first of its
        frames, so that the tree's runner wakes up for it.
        """
        poller, owner = self._poller, self.owner()
        tree = tree_of(owner)
        if poller is not None and (tree is None or poller is tree.poller or not self._is_homeless):
            return poller
        home = tree.poller if tree is not None else Poller()
        if poller is not None:
            poller.move_to(home)
            poller.users.clear()
            poller.close()
        if tree is not None:
            self.deadlines.go_by(tree._services_.time)
        self._is_homeless = tree is None
        self._poller = home
        assert owner is not None  # it opens something, or polls
        home.users.add(owner)
        return home

    def pausing(self) -> list[Link]:
        """Return those that are connected and want a pause before the close frame."""
        return [link for link in self._links if link.pause and link.life.is_connected]

    def close(self) -> None:
        """Close them all at once, after a close frame where there is a connection. Nothing is told.

        What is opened after that settles anew.
        """
        if self.listener is not None:
            self.listener.close()
            self.listener = None
        for link in list(self._links):
            link.leave()
        self.inbox.clear()
        owner = self.owner()
        if self._poller is not None and owner is not None:
            self._poller.users.discard(owner)
        self._poller = self._network = None
        if self.annex is not None:
            self.annex.close()

    # -- Work ----------------------------------------------------------------------------------

    def send_waiting(self) -> bool:
        """Write what waits to be sent, as far as the other sides take it; return True if some is left."""
        waiting = [link for link in self._links if link.life.is_connected and link.waiting]
        for link in waiting:
            link.flush()
        return any(link.waiting for link in waiting)

    def poll(self) -> None:
        """Do all network work."""
        self.polled = True
        if self._poller is not None:
            self.settle().collect()
            self._work()
        if self.annex is not None:
            self.annex.poll()

    def poll_in(self, poller: Poller) -> None:
        """Do the work of one frame of the tree whose `poller` has been asked already."""
        if self._poller is not None:
            if self._poller is not poller:
                self._poller.collect()
            self._work()
        if self.annex is not None:
            self.annex.poll_in(poller)

    def idle_time(self, poller: Poller) -> float:
        """Return for how many seconds polling would do nothing, unless a socket in `poller` is ready."""
        left = self.annex.idle_time(poller) if self.annex is not None else inf
        if self._poller is None:
            return left
        connecting = self._connecting is not None and self._connecting.life.state is CONNECTING
        if self.inbox or connecting or self._poller is not poller:
            return 0.0
        left, listener = min(left, self.deadlines.left()), self.listener
        if listener is not None and listener.resumes_at is not None:
            left = min(left, max(0.0, listener.resumes_at - self.deadlines.now()))
        return left

    def _work(self) -> None:
        """Serve the link that is being opened, those that are ready, and those whose deadline has come."""
        owner, outbox, listener = self._owner(), self.outbox, self.listener
        if self._is_working or owner is None:
            return
        self._is_working = outbox.polling = True
        try:
            if listener is not None and listener.resumes_at is not None:
                listener.resume()
            if self._connecting is not None:
                self._go_on_connecting(owner, self._connecting)
            if self.inbox:
                ready = self.inbox[:]
                self.inbox.clear()
                if len(ready) <= SERVED_TOGETHER:
                    self._serve_ready(owner, ready)
                else:
                    self._serve_in_time(owner, ready)
            for link in self.deadlines.due():
                if link.life.state is not CLOSED:  # by a handler, just now
                    ended = owner._overdue_(link)
                    if ended is not None:
                        owner._handle_(link, ended)
        finally:
            self._is_working = outbox.polling = False
            outbox.flush()

    def _go_on_connecting(self, owner: HasLinks, link: Link) -> None:
        if link.life.state is CONNECTING:
            self._serve(owner, link)
        if self._connecting is link and link.life.state is not CONNECTING:
            self._connecting = None

    def _serve_in_time(self, owner: HasLinks, ready: list[Watch]) -> None:
        """Serve those who are ready while there is time; the next poll begins with the rest, at once."""
        until = self.deadlines.now() + SECONDS_AT_ONCE
        for start in range(0, len(ready), SERVED_TOGETHER):
            if start and self.deadlines.now() >= until:
                rest = [watch for watch in ready[start:] if watch.ready]
                if rest:
                    self.inbox[:0] = rest
                    self.poller.hurry()
                break
            self._serve_ready(owner, ready[start : start + SERVED_TOGETHER])

    def _serve_ready(self, owner: HasLinks, ready: list[Watch]) -> None:
        """Serve those who are ready, but for those whom a handler has closed just now."""
        for watch in ready:
            if watch.ready:
                listener = self.listener
                if listener is not None and watch.owner is listener:
                    listener.accept()
                else:
                    self._serve(owner, watch.owner)

    def _serve(self, owner: HasLinks, link: Link) -> None:
        try:
            for event in link.receive():
                owner._handle_(link, event)
        except Exception as error:
            self._report_fault(owner, link, error)

    def _report_fault(self, owner: HasLinks, link: Link, error: Exception) -> None:
        """Report a fault of ours, which may cost this link, but not the others."""
        report(owner, error, f"{owner!r}, reading from {link!r}")
        if not link.life.is_over:
            owner._handle_(link, link.drop(f"internal error: {error!r}"))


def _load_handshake() -> None:
    with suppress(OSError):  # too many files are open: it is loaded when it is needed
        from .socket_link import stream  # noqa: F401


compile_method(Links, "_serve_ready", Unread, SignalInstance, Connection)
