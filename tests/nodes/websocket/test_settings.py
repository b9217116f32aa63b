"""Settings and arguments of a wrong kind: each is refused where it is given, in words."""

import inspect

import pytest

from engine import NetworkedMultiplayerPeer, ScriptError
from engine.testing import MemoryNetwork
from nodes import CryptoKey, WebSocketClient, WebSocketMultiplayerPeer, WebSocketPeer, WebSocketServer
from nodes.websocket.settings import above_zero, count, handler, headers, pem, protocols, zero_or_more

CLASSES = (WebSocketClient, WebSocketServer, WebSocketMultiplayerPeer, WebSocketPeer)
RUBBISH = (None, 5, -1, 2.5, float("nan"), "x", "\0", "\ud800", b"x", [5], {}, object())
FIT = {"port": 0, "url": "ws://127.0.0.1:1", "code": 1000, "buffer": b"", "message": b""}
"""What the other arguments are, by name; 1 for the rest."""


def of_ours(cls, found):
    """Yield the names in a class for which `found(name, value)`, without those of every node."""
    for base in cls.__mro__:
        if base.__module__.startswith("nodes.websocket") or base is NetworkedMultiplayerPeer:
            yield from (name for name, value in vars(base).items() if name[0] != "_" and found(name, value))


def is_setting(name, value):
    is_plain = not (callable(value) or hasattr(value, "__get__") or name.isupper())
    return is_plain or (isinstance(value, property) and value.fset is not None)


def is_method(name, value):
    return inspect.isfunction(value) and len(inspect.signature(value).parameters) > 1


def each(found):
    return [
        pytest.param(cls, name, id=f"{cls.__name__}.{name}")
        for cls in CLASSES
        for name in of_ours(cls, found)
    ]


class World:
    """One object of each class, which can be opened and used."""

    def __init__(self, tree):
        tree.network = MemoryNetwork()
        self.tree = tree
        self.of = {cls: cls() for cls in CLASSES}
        self.server, self.client = self.of[WebSocketServer], self.of[WebSocketClient]
        tree.add(self.server)
        tree.add(self.client)

    def open(self):
        self.server.listen(9000)
        self.client.connect_to_url("ws://here:9000")
        self.of[WebSocketMultiplayerPeer].create_server(0)
        self.of[WebSocketPeer].connect_to_url("ws://127.0.0.1:1")
        return self

    def connect(self):
        """Open it all, and let the peer be one that is connected."""
        self.open().use()
        self.of[WebSocketPeer].close(-1)
        self.of[WebSocketPeer] = self.server.get_peer(self.server.get_peers()[0])
        return self

    def use(self):
        for _ in range(4):
            self.tree.step()
            self.of[WebSocketMultiplayerPeer].poll()
            self.of[WebSocketPeer].poll()
        self.server.reload_certificates()

    def end(self):
        self.server.free()
        self.client.free()
        self.of[WebSocketMultiplayerPeer].close()
        self.of[WebSocketPeer].close()


def refusal(do, *args, **kwargs):
    """Return what a ScriptError says, "" if there is none."""
    try:
        do(*args, **kwargs)
    except ScriptError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("cls", "name"), each(is_setting))
def test_a_setting_is_taken_and_can_be_used_or_is_refused_in_words(cls, name, tree, caplog):
    for value in RUBBISH:
        world = World(tree)
        why = refusal(setattr, world.of[cls], name, value)
        assert not why or name in why
        if not why:
            world.open().use()
        world.end()
    assert "Traceback" not in caplog.text
    assert "internal error" not in caplog.text


@pytest.mark.parametrize("begin", [World, lambda tree: World(tree).connect()], ids=["idle", "connected"])
@pytest.mark.parametrize(("cls", "name"), each(is_method))
def test_an_argument_is_taken_or_refused_in_words(cls, name, begin, tree, caplog):
    parameters = list(inspect.signature(getattr(cls, name)).parameters.values())[1:]
    for wrong in parameters:
        others = {one.name: FIT.get(one.name, 1) for one in parameters if one.default is one.empty}
        for value in RUBBISH:
            world = begin(tree)
            refusal(getattr(world.of[cls], name), **{**others, wrong.name: value})
            world.use()
            world.end()
    assert "Traceback" not in caplog.text
    assert "internal error" not in caplog.text


def test_a_handler_can_be_called():
    check = handler("path and headers")
    assert check("node", "answer", None) is None
    assert check("node", "answer", len) is len
    with pytest.raises(
        ScriptError, match=r"answer is a function that takes path and headers, or None, not 5"
    ):
        check("node", "answer", 5)


@pytest.mark.parametrize("name", ["authenticator", "http_handler"])
def test_a_handler_that_was_called_by_mistake_is_answered_with_the_line_to_write(name):
    with pytest.raises(ScriptError, match=rf"not True\. Write `{name} = self\.…`, without calling it"):
        setattr(WebSocketServer(), name, True)


def test_what_sets_the_handler_sets_the_property():
    server = WebSocketServer()
    server.set_http_handler(len)
    assert server.http_handler is len
    with pytest.raises(ScriptError, match="http_handler is a function"):
        server.set_http_handler("/index.html")


def test_seconds_are_more_than_nothing_where_there_is_no_never():
    assert above_zero("node", "timeout", 0.5) == 0.5
    assert zero_or_more("node", "interval", 0) == 0
    for value in (0, -1, float("nan"), "3", None):
        with pytest.raises(ScriptError, match="timeout must be greater than 0 seconds, not"):
            above_zero("node", "timeout", value)
    for value in (-1, float("nan"), "3", None):
        with pytest.raises(ScriptError, match=r"interval must be 0 \(never\) or more seconds, not"):
            zero_or_more("node", "interval", value)


def test_a_count_is_a_whole_number_however_it_came():
    assert count(1)("node", "most", 4.0) == 4
    assert type(count(1)("node", "most", 4.0)) is int
    for value in (0, 4.5, "4", None, float("inf")):
        with pytest.raises(ScriptError, match="most must be a whole number, 1 or more, not"):
            count(1)("node", "most", value)


def test_a_certificate_is_a_resource_a_path_or_a_text(tmp_path):
    for value in (CryptoKey(), tmp_path, "key.pem", None):
        assert pem("node", "private_key", value) is value
    with pytest.raises(
        ScriptError, match="private_key is a resource, the path of a PEM file or its text, not"
    ):
        pem("node", "private_key", 5)


def test_sub_protocols_and_headers_are_looked_at_when_they_are_set():
    assert protocols("node", "supported_protocols", ["chat", " game"]) == ("chat", "game")
    assert headers("node", "handshake_headers", ["X-A:b"]) == ("X-A: b",)
    assert headers("node", "handshake_headers", None) == ()
    with pytest.raises(
        ScriptError, match=r"supported_protocols: protocols is a list of names: write \['chat"
    ):
        protocols("node", "supported_protocols", "chat")
    with pytest.raises(ScriptError, match="handshake_headers: 'X-A' is not a header"):
        headers("node", "handshake_headers", ["X-A"])
