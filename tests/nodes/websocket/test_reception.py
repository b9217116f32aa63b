"""What becomes of those who come to a server."""

from http import HTTPStatus

import pytest

from engine import Node
from nodes.websocket.admission import Refusal
from nodes.websocket.draining import Draining
from nodes.websocket.limits import Limits
from nodes.websocket.plain_http import FAILED, NO_PAGE, STOPPING
from nodes.websocket.reception import Reception


class Links:
    limits = Limits(out_bytes=100)


class Server:
    """A server as its reception sees it."""

    authenticator = http_handler = None
    compression = refuse_new_connections = proxy_protocol = False
    _proxies_ = "its proxies"
    handshake_timeout = 3.0
    max_clients = 0

    def __init__(self):
        self._links_ = Links()
        self._peers_ = {}


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def reception(server):
    return Reception(server)


def refused(reception):
    """Return the status and the reason with which it refuses somebody, None if it does not."""
    refusal = reception.admit("/a", {"b": "c"})
    return refusal and (refusal.status.value, refusal.why)


def test_everybody_may_come_in_unless_something_is_set(server, reception):
    assert refused(reception) is None
    server.max_clients = 1
    assert refused(reception) is None
    server._peers_[1] = "somebody"
    assert refused(reception) == (503, "all 1 places are taken")
    server.refuse_new_connections = True
    assert refused(reception) == (503, "refuse_new_connections is set")
    reception.draining = Draining(0.0)
    assert refused(reception) == (503, "the server is stopping")


def test_the_authenticator_has_the_last_word(server, reception, faults):
    asked = []
    server.authenticator = lambda *given: asked.append(given) or True
    assert refused(reception) is None
    assert asked == [("/a", {"b": "c"})]
    server.authenticator = lambda path, headers: False
    assert reception.admit("/", {}) == Refusal(HTTPStatus.UNAUTHORIZED, "the authenticator did not let it in")
    server.authenticator = lambda path, headers: 1 // 0
    assert refused(reception) == (500, "the authenticator failed")
    (fault,) = faults
    assert fault.doing.startswith("the authenticator of ")


def test_what_has_to_be_waited_for_is_no_answer_and_lets_nobody_in(server, reception, faults):
    async def later(path, headers):
        return True

    class Script(Node):
        async def later(self, path, headers):
            await self.get_tree().idle_frame

    script = server._tree_.add(Script())
    for answers in (later, script.later):
        server.authenticator = server.http_handler = answers
        assert refused(reception) == (500, "the authenticator failed")
        assert reception.answer("/", {}) is FAILED
    assert len(faults) == 4
    assert "write `def` in place of `async def`" in str(faults[0].error)


@pytest.fixture
def faults(server, tree):
    """The faults of the server's script."""
    server._tree_ = tree
    found = []
    tree.fault_handler = found.append
    return found


def test_a_plain_request_is_for_the_handler(server, reception, faults):
    assert reception.answer("/", {}) is NO_PAGE
    server.http_handler = lambda path, headers: (200, {}, path)
    assert reception.answer("/a", {}).body == b"/a"
    server.http_handler = lambda path, headers: (200, {}, "x" * 101)
    assert reception.answer("/a\n", {}) is FAILED
    (fault,) = faults
    assert "<lambda>, the HTTP handler of " in fault.doing
    assert fault.doing.endswith(r"asked for /a\n")
    reception.draining = Draining(0.0)
    assert reception.answer("/", {}) is STOPPING


def test_who_refuses_all_does_so_before_the_handshake_unless_plain_requests_are_answered(server, reception):
    assert not reception.terms().refuses_all
    server.refuse_new_connections = True
    assert reception.terms().refuses_all
    server.http_handler = lambda path, headers: None
    assert not reception.terms().refuses_all


def test_the_terms_are_those_of_the_server(server, reception):
    reception.protocols, reception.headers = ["chat"], [("X-A", "b")]
    terms = reception.terms()
    assert terms[1:5] == (["chat"], [("X-A", "b")], 3.0, False)
    assert (terms.admit, terms.answer, terms.proxies) == (reception.admit, reception.answer, None)
    server.proxy_protocol = True
    assert reception.terms().proxies == "its proxies"


def test_a_server_is_not_kept_and_nobody_is_asked_any_more():
    reception = Reception(Server())
    assert reception.admit("/", {}) is None
    assert reception.answer("/", {}) is NO_PAGE
