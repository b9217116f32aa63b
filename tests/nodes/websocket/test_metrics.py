"""What Prometheus is told."""

import pytest

from engine import OK, Node, ScriptError
from engine.base.context import ticking
from nodes import WebSocketServer, metrics_handler
from nodes.websocket.metrics import metrics_text


@pytest.fixture
def ticked(tree):
    """A tree as it is while it makes a frame."""
    token = ticking.set(tree)
    yield tree
    ticking.reset(token)


def read(text):
    """Return the metrics of a text by name: kind, and value. Every line has to be as the format says."""
    assert text.endswith("\n")
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        sharp, word, name, *meaning = line.split(" ")
        assert (sharp, word, bool(meaning)) == ("#", "HELP", True)
        sharp, word, same, kind = next(lines).split(" ")
        assert (sharp, word, same) == ("#", "TYPE", name)
        assert kind == ("counter" if name.endswith("_total") else "gauge")
        same, value = next(lines).split(" ")
        assert same == name
        assert name not in found
        found[name] = float(value)
    return found


def test_the_numbers_of_the_tree_are_told(ticked):
    ticked.add(Node())
    found = read(metrics_text())
    assert found["estragon_nodes"] == 2
    assert found["estragon_peers"] == found["estragon_sent_bytes_total"] == 0
    assert found["estragon_cpu_seconds_total"] > 0


def test_large_numbers_are_whole(ticked, monkeypatch):
    server = ticked.add(WebSocketServer())
    ticked.poller.users.add(server)
    server._links_.traffic.bytes_in = 123_456_789_012
    assert "\nestragon_received_bytes_total 123456789012\n" in metrics_text()


def test_prometheus_own_reader_reads_them(ticked):
    parser = pytest.importorskip("prometheus_client.parser")
    families = list(parser.text_string_to_metric_families(metrics_text()))
    assert len(families) == len(read(metrics_text()))
    assert all(family.type in ("gauge", "counter") and family.documentation for family in families)


def test_a_handler_answers_its_path_and_asks_another_for_the_rest(ticked):
    handler = metrics_handler(lambda path, headers: (200, {}, f"other {path}"))
    status, headers, body = handler("/metrics?a=b", {})
    assert (status, headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert body.startswith("# HELP estragon_")
    assert handler("/metrics/", {}) == (200, {}, "other /metrics/")
    assert metrics_handler(path="/numbers")("/metrics", {}) is None
    assert metrics_handler(path="/numbers")("/numbers", {})[0] == 200


def test_they_are_had_from_the_port_of_a_server(tree, raw_client):
    server = tree.add(WebSocketServer(http_handler=metrics_handler()))
    assert server.listen(0) == OK
    client = raw_client(server, shake_hands=True)
    asking = raw_client(server)
    asking.send(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
    found = read(asking.wait_for_end().decode().partition("\r\n\r\n")[2])
    assert found["estragon_peers"] == 1
    client.close()


def test_what_cannot_be_asked_and_what_is_no_path_is_refused_at_once():
    with pytest.raises(ScriptError, match=r"is no function .* write `metrics_handler\(self\.answer\)`"):
        metrics_handler("/healthz")
    with pytest.raises(ScriptError, match='a path is a text, as "/metrics", not 5'):
        metrics_handler(None, 5)
