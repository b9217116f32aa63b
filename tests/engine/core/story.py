"""What a raw server with one link tells, whose script answers, or does the oddest things with it."""

from unittest.mock import patch

from nodes import WebSocketServer

from .pair import all_of, connected

COMMANDS = b"close drop fail more less block limit again quit".split()
DEEPEST = 5
"""Turns within each other."""


class Story:
    """A raw server with one link, and what is told of it."""

    def __init__(self, link, serve, looked_at):
        self.told, self.link, self.serve, self.depth = [], link, serve, 0
        self.server = WebSocketServer()
        self.signal = self.server.data_received
        self.server.set_rate_limit(1e9 if looked_at else 0)
        link.id, link.is_raw, link._traffic = 7, True, self.server._links_.traffic

    def does(self, id):
        payload, is_text = self.link.unread.take()
        what = bytes(payload)  # the core makes packets for scripts at once
        self.told.append((id, what, is_text, self.server._links_.traffic.packets_in))
        if what == b"close":
            self.link.close(1000, "asked for")
        elif what == b"drop":
            self.link.discard()
        elif what == b"fail":
            raise ValueError("on purpose")
        elif what == b"more" and not self.signal.is_connected(self.counts):
            self.signal.connect(self.counts)
        elif what == b"less" and self.signal.is_connected(self.counts):
            self.signal.disconnect(self.counts)
        elif what == b"block":
            self.server.set_block_signals(True)
        elif what == b"limit":
            self.server.set_rate_limit(1e9)
        elif what == b"again" and self.depth < DEEPEST:
            self.turn()
        elif what == b"quit":
            raise KeyboardInterrupt
        else:
            self.told.append(self.link.put(payload, is_text))

    def counts(self, id):
        self.told.append(("unread", id, len(self.link.unread)))

    def reports(self, target, error, doing):
        doing = doing.partition(", emitted at ")[0].replace(repr(self.link), "")
        self.told.append((target, repr(error), doing))

    def turn(self):
        self.link._watch.ready = self.link._watch.owner is not None
        self.depth += 1
        try:
            self.serve(self.server._links_, self.server, [self.link._watch])
        except KeyboardInterrupt:
            self.told.append("quits")
        self.depth -= 1


def story(serve, pieces, looked_at, is_heard=True):
    with connected() as (link, theirs):
        found = Story(link, serve, looked_at)
        if is_heard:
            found.signal.connect(found.does)
        with (
            patch("engine.object.signal.report", found.reports),
            patch("nodes.websocket.links.report", found.reports),
        ):
            for piece in pieces:
                try:
                    theirs.send(piece)
                except ConnectionError:  # it is closed
                    break
                for _ in range(3):
                    found.turn()
                found.told.append((link.life.state, link._watch.ready, list(link.unread)))
                link._outbox.flush()
                found.told.append(all_of(theirs))
            theirs.close()
            for _ in range(2):
                found.turn()
            found.told.append((link.life.state, link.waiting))
        traffic = found.server._links_.traffic
        told = [
            item if not isinstance(item, tuple) or item[0] is not found.server else ("server", *item[1:])
            for item in found.told
        ]
        told = [
            ("fault", *item[1:]) if isinstance(item, tuple) and item[0] is found else item for item in told
        ]
        found.server.free()
        return told, (traffic.packets_in, traffic.bytes_in, traffic.lost)
