"""Firefox, driven by WebDriver BiDi, which is JSON by a WebSocket: it shows what Chromium does."""

import json
import re
import shutil
import subprocess
from base64 import b64decode
from io import BytesIO
from urllib.parse import urlencode

import pytest
from PIL import Image
from websockets.sync.client import connect

from .conftest import PATIENCE, share_off

SIZE = (640, 360)


class Firefox:
    """One page of a browser: commands are calls, and what its console says is kept."""

    def __init__(self, socket):
        self.socket = socket
        self.said = []
        self._count = 0
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.page = self.call("browsingContext.create", type="tab")["context"]
        size = dict(zip(("width", "height"), SIZE, strict=True))
        self.call("browsingContext.setViewport", context=self.page, viewport=size, devicePixelRatio=1)

    def call(self, method, **parameters):
        self._count += 1
        self.socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(PATIENCE))
            if answer.get("method") == "log.entryAdded":
                self.said.append(answer["params"]["text"])
            elif answer["id"] == self._count:
                assert answer["type"] == "success", answer
                return answer["result"]

    def evaluate(self, expression):
        target = {"context": self.page}
        found = self.call("script.evaluate", expression=expression, target=target, awaitPromise=True)
        return found["result"].get("value")

    def until(self, condition):
        for _ in range(int(PATIENCE / 0.1)):
            if condition():
                return
            self.evaluate("new Promise(resolve => setTimeout(resolve, 100))")
        raise AssertionError(f"Not so after a long time. The console: {self.said}")

    def type(self, text):
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": keys}]
        self.call("input.performActions", context=self.page, actions=actions)

    def picture(self):
        answer = self.call("browsingContext.captureScreenshot", context=self.page)
        return Image.open(BytesIO(b64decode(answer["data"]))).convert("RGB")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no Firefox: install firefox-esr")
    profile = tmp_path_factory.mktemp("firefox")
    line = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            listening = (re.search(r"WebDriver BiDi listening on (\S+)", said) for said in process.stderr)
            with connect(f"{next(filter(None, listening))[1]}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


@pytest.mark.parametrize("more", [(), (("jspi", "0"),)], ids=["as it is", "without JSPI"])
def test_a_program_looks_as_on_the_desktop_and_takes_what_is_typed(firefox, site, desktop_picture, more):
    query = urlencode([("arg", "field"), *more])
    firefox.call("browsingContext.navigate", context=firefox.page, url=f"{site.url}?{query}", wait="complete")
    firefox.until(lambda: firefox.evaluate("document.getElementById('progress').hidden"))
    desktop = desktop_picture("field", size=SIZE)
    firefox.until(lambda: share_off(firefox.picture(), desktop) <= 0.002)
    firefox.type("hü")
    firefox.until(lambda: "text 'hü'" in firefox.said)
    assert not firefox.evaluate("document.getElementById('fault').innerText").strip().startswith("A fault")
