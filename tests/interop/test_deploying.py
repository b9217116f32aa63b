"""The recipes of docs/deploying.md, as they stand there: nginx, HAProxy, systemd."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from engine.certificate import make_certificate
from engine.command_line import main
from nodes import WebSocketClient

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/deploying.md").read_text(encoding="utf-8")
WAIT = 30.0
"""Seconds for whatever is waited for, at the most."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the recipes are for Linux")


def recipe(language: str, which: int = 0, **replacements: str) -> str:
    """Return a box in a language, the first unless told, with what belongs to a real machine replaced."""
    text = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)[which]
    for old, new in replacements.items():
        assert old in text
        text = text.replace(old, new)
    return text


def which(program: str, package: str) -> str:
    """Return the path of a program that may be for administrators; skip the test without it."""
    found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"{program} was not found: install {package}")
    return found


class Program:
    """A program beside the test. It is ready once it has said `ready` on stderr."""

    def __init__(self, ready: str, *command: str, **more: object) -> None:
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, **more
        )
        said = []
        too_late = threading.Timer(WAIT, self.process.kill)
        too_late.start()
        try:
            for line in self.process.stderr:
                said.append(line)
                if ready in line:
                    return
        finally:
            too_late.cancel()
        raise AssertionError(f"{command[0]} is not ready: {''.join(said)}")

    def end(self) -> str:
        """End it; return what else it said."""
        self.process.terminate()
        try:
            return self.process.communicate(timeout=WAIT)[1]
        finally:
            self.process.kill()


@pytest.fixture
def start():
    """`start(ready, *command)` starts a program that ends with the test."""
    started = []

    def start(*arguments, **more):
        started.append(Program(*arguments, **more))
        return started[-1]

    yield start
    for program in reversed(started):
        program.end()


@pytest.fixture
def ports():
    """Ports that nobody listens on: of the proxy, of the server, and of the proxy without TLS."""
    with ExitStack() as until_all_are_known:
        found = [until_all_are_known.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        return [str(one.getsockname()[1]) for one in found]


@pytest.fixture
def game(start, ports, tmp_path):
    """The server of the recipe."""
    make_certificate(["localhost"], tmp_path)
    (tmp_path / "game.py").write_text(recipe("python", **{"9080": ports[1]}))
    command = [sys.executable, *recipe_command()[1:], "--verbose"]
    return start("listening", *command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})


def recipe_command():
    """Return the command that starts the server."""
    return shlex.split(re.search(r"^ExecStart=(.*)$", recipe("ini"), re.MULTILINE)[1])


@pytest.fixture
def nginx(start, game, ports, tmp_path):
    program = which("nginx", "nginx-light")
    rules = recipe(
        "nginx",
        **{
            "listen 443": f"listen 127.0.0.1:{ports[0]}",
            "listen 80": f"listen 127.0.0.1:{ports[2]}",
            "https://$host": f"https://$host:{ports[0]}",
            "127.0.0.1:9080": f"127.0.0.1:{ports[1]}",
            "/etc/letsencrypt/live/game.example.org/fullchain.pem": str(tmp_path / "server.crt"),
            "/etc/letsencrypt/live/game.example.org/privkey.pem": str(tmp_path / "server.key"),
        },
    )
    places = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {tmp_path}/nginx.pid; error_log stderr notice;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{places}{rules}}}\n"
    )
    start("nginx/", program, "-p", str(tmp_path), "-e", "stderr", "-c", str(tmp_path / "nginx.conf"))
    return 404


@pytest.fixture(params=["send-proxy", "send-proxy-v2"])
def passing_on(request, start, ports, tmp_path):
    """HAProxy that passes TLS on as it comes, and says by the PROXY protocol for whom; and the server."""
    program = which("haproxy", "haproxy")
    make_certificate(["localhost"], tmp_path)
    more = recipe("python", 1).replace("/etc/game/", "").replace("\n", "\n            ").rstrip()
    trusting = 'trusted_proxies=["127.0.0.1"],'
    text = recipe("python", **{"9080": ports[1], trusting: f"{trusting}\n            {more}"})
    (tmp_path / "game.py").write_text(text)
    for name, given in (("server.crt", "fullchain.pem"), ("server.key", "privkey.pem")):
        (tmp_path / name).rename(tmp_path / given)
    command = [sys.executable, *recipe_command()[1:], "--verbose"]
    game = start("listening", *command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    rules = recipe(
        "haproxy",
        1,
        **{
            "bind :443": f"bind 127.0.0.1:{ports[0]}",
            "127.0.0.1:9080": f"127.0.0.1:{ports[1]}",
            "send-proxy-v2 ": f"{request.param} ",
        },
    )
    (tmp_path / "haproxy.cfg").write_text(f"global\n    maxconn 100\n\n{rules}")
    start("Loading success", program, "-W", "-db", "-f", str(tmp_path / "haproxy.cfg"))
    return game


@pytest.fixture
def haproxy(start, game, ports, tmp_path):
    program = which("haproxy", "haproxy")
    both = tmp_path / "game.pem"
    both.write_bytes((tmp_path / "server.crt").read_bytes() + (tmp_path / "server.key").read_bytes())
    rules = recipe(
        "haproxy",
        **{
            "bind :443": f"bind 127.0.0.1:{ports[0]}",
            "127.0.0.1:9080": f"127.0.0.1:{ports[1]}",
            "/etc/haproxy/game.pem": str(both),
        },
    )
    (tmp_path / "haproxy.cfg").write_text(f"global\n    maxconn 100\n\n{rules}")
    start("Loading success", program, "-W", "-db", "-f", str(tmp_path / "haproxy.cfg"))
    return 403


@pytest.fixture(params=["nginx", "haproxy"])
def proxy(request, ports, tmp_path):
    """A proxy in front of the server."""

    class Proxy:
        no_metrics = request.getfixturevalue(request.param)
        context = ssl.create_default_context(cafile=tmp_path / "ca.crt")

        def join(self, **headers):
            """Return a WebSocket of a client that is not on the address of the proxy."""
            plain = socket.create_connection(("127.0.0.1", int(ports[0])), WAIT, ("127.0.0.2", 0))
            return connect(
                "wss://localhost/",
                sock=plain,
                ssl=self.context,
                additional_headers=headers,
                open_timeout=WAIT,
            )

        def get(self, path):
            """Return the status and the body of a plain GET."""
            url = f"https://localhost:{ports[0]}{path}"
            try:
                with urllib.request.urlopen(url, timeout=WAIT, context=self.context) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read()

    return Proxy()


def test_clients_come_through_a_proxy_with_tls_and_their_own_address(proxy):
    with proxy.join() as client:
        assert client.recv(WAIT) == b"127.0.0.2"


def test_what_a_client_says_of_its_address_is_not_believed(proxy):
    with proxy.join(**{"X-Forwarded-For": "6.6.6.6"}) as client:
        assert client.recv(WAIT) == b"127.0.0.2"


def test_health_checks_come_through_and_metrics_stay_inside(proxy, ports):
    assert proxy.get("/healthz") == (200, b"ok\n")
    assert proxy.get("/metrics")[0] == proxy.no_metrics
    with urllib.request.urlopen(f"http://127.0.0.1:{ports[1]}/metrics", timeout=WAIT) as answer:
        assert b"\nestragon_peers 0\n" in answer.read()


def test_by_the_proxy_protocol_clients_have_tls_to_the_server_and_their_own_address(
    passing_on, ports, tmp_path
):
    plain = socket.create_connection(("127.0.0.1", int(ports[0])), WAIT, ("127.0.0.2", 0))
    port = plain.getsockname()[1]
    context = ssl.create_default_context(cafile=tmp_path / "ca.crt")
    with connect("wss://localhost/", sock=plain, ssl=context, open_timeout=WAIT) as client:
        assert client.recv(WAIT) == b"127.0.0.2"
    log = passing_on.end()
    assert f" came from 127.0.0.2:{port}, " in log
    assert "WARNING" not in log  # health checks have nothing of their own to say


def test_a_client_is_led_from_the_plain_port_to_tls(nginx, ports, tmp_path, tree):
    client = tree.add(WebSocketClient(trusted_ssl_certificate=tmp_path / "ca.crt"))
    received = tree.watch(client.data_received)
    client.connect_to_url(f"ws://localhost:{ports[2]}/room?x=1")
    tree.wait_until(lambda: received.emissions)
    assert repr(client.get_peer(1)) == f"<WebSocketPeer 127.0.0.1:{ports[0]}, open>"


def test_a_server_that_is_stopped_drains(proxy, game):
    with proxy.join() as client:
        client.recv(WAIT)
        game.process.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionClosed, match=r"1001 .* the server is stopping"):
            client.recv(WAIT)
    log = game.process.communicate(timeout=WAIT)[1]
    assert game.process.returncode == 0
    assert "draining, for 30 seconds at the most" in log
    assert "WARNING" not in log


def test_the_unit_is_one_that_systemd_takes(tmp_path):
    program = which("systemd-analyze", "systemd")
    unit = tmp_path / "game.service"
    unit.write_text(recipe("ini", **{recipe_command()[0]: sys.executable}))
    done = subprocess.run(
        [program, "verify", "--man=no", str(unit)], capture_output=True, text=True, timeout=WAIT, check=False
    )
    assert [line for line in done.stderr.splitlines() if "game.service" in line] == []


def test_the_command_of_the_unit_is_one_that_there_is(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    python, dash_m, engine, *arguments = recipe_command()
    assert (Path(python).name, dash_m, engine) == ("python", "-m", "engine")
    assert main(arguments) == 1
    assert "game.py" in capsys.readouterr().err
