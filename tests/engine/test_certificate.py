"""`python -m engine cert`."""

import ssl
import sys

import pytest

from engine import OK
from engine.certificate import make_certificate
from engine.command_line import main
from nodes import WebSocketClient, WebSocketServer


def mode(path):
    return path.stat().st_mode & 0o777


def test_the_lines_that_it_prints_make_a_server_and_a_client_that_trusts_it(tmp_path, capsys, tree):
    assert main(["cert", "localhost", "127.0.0.1", "::1", "--out", str(tmp_path / "certs")]) == 0
    folder = tmp_path / "certs"
    printed = capsys.readouterr().out
    assert printed.startswith(
        f"{folder}: ca.crt ca.key server.crt server.key\nFor localhost, 127.0.0.1, ::1,"
    )
    assert 'trusted.load("res://ca.crt")' in printed
    assert mode(folder / "ca.key") == mode(folder / "server.key") == 0o600
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    for line in printed.splitlines():
        if line.strip().startswith(("server.", "client.")) and "= trusted" not in line:
            exec(line.strip(), {"server": server, "client": client})
    assert server.listen(0) == OK
    told = tree.watch(client.connection_established)
    client.connect_to_url(f"wss://127.0.0.1:{server.get_listening_port()}")
    tree.wait_until(lambda: told.emissions)


def test_what_is_there_is_replaced_by_force_alone_and_the_authority_stays(tmp_path, capsys):
    make_certificate(["a.test"], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(["cert", "b.test", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"ERROR: {tmp_path}/server.crt and {tmp_path}/server.key are there already:"
        " write --force to replace them\n"
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert main(["cert", "b.test", "--out", str(tmp_path), "--force"]) == 0
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {name for name in after if after[name] == before[name]} == {"ca.crt", "ca.key"}
    context = ssl.create_default_context(cafile=tmp_path / "ca.crt")
    assert len(context.get_ca_certs()) == 1


@pytest.mark.parametrize("host", ["", "a b", "_" * 300])
def test_what_is_no_host_is_refused(host, tmp_path, capsys):
    assert main(["cert", host, "--out", str(tmp_path)]) == 1
    assert "cannot have a certificate" in capsys.readouterr().err
    assert not (tmp_path / "server.crt").exists()


def test_half_an_authority_or_none_is_refused(tmp_path, capsys):
    (tmp_path / "ca.crt").write_text("nonsense")
    assert main(["cert", "a.test", "--out", str(tmp_path)]) == 1
    assert "belong together, and one is missing" in capsys.readouterr().err
    (tmp_path / "ca.key").write_text("nonsense")
    assert main(["cert", "a.test", "--out", str(tmp_path)]) == 1
    assert "are no authority: " in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "trustme", None)
    assert main(["cert", "a.test", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "ERROR: cert needs the package trustme: pip install 'estragon[cert]'\n"
    )
