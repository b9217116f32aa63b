import builtins
import socket
import subprocess
import sys
import threading
import time

import pytest

from engine import ScriptError
from engine.web.refusals import refuse_what_cannot_be


@pytest.fixture
def refused(monkeypatch):
    """Refuse it all until the end of the test."""
    for owner, name in (
        (builtins, "input"),
        (sys, "stdin"),
        (time, "sleep"),
        (socket, "socket"),
        (threading.Thread, "start"),
        (subprocess.Popen, "__init__"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    refuse_what_cannot_be()


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize(
    ("what", "repair"),
    [
        (lambda: input("?"), "show a LineEdit"),
        (lambda: sys.stdin.readline(), "show a LineEdit"),
        (lambda: time.sleep(0.5), r"create_timer\(0\.5\)"),
        (lambda: socket.socket(), "WebSocketClient"),
        (lambda: threading.Thread().start(), "in each `_process`"),
        (lambda: subprocess.run(["true"], check=False), "in a server"),
    ],
)
def test_what_a_page_cannot_do_raises_with_the_repair(what, repair):
    with pytest.raises(ScriptError, match=repair):
        what()


@pytest.mark.usefixtures("refused")
def test_to_sleep_for_no_time_is_no_harm():
    time.sleep(0)
