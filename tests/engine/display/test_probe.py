import os
import shutil
import subprocess
import sys

import pytest


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb-run is not installed")
def test_a_hidden_window_opens_on_a_virtual_screen():
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-m", "engine.display.probe"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith("can be opened: "), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need no DISPLAY")
def test_without_a_screen_the_reason_is_on_the_error_output():
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "engine.display.probe"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "Display" in done.stderr
