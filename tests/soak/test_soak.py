"""The soak is a program for hours; here it runs for two seconds, to see that it still does."""

import subprocess
import sys
from pathlib import Path


def test_a_server_is_as_it_was_when_everybody_has_gone():
    command = [sys.executable, str(Path(__file__).with_name("run.py")), "--minutes", "0.033", "--every", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    heads, row, gone, ended = done.stdout.splitlines()
    assert heads.split()[:4] == ["minute", "MiB", "open", "clients"]
    assert int(row.split()[3]) > 0
    assert gone.startswith("all have gone:")
    assert ended == "the server ended with 0"
    assert done.stderr == ""
