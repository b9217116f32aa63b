"""`python -m engine cert HOST…`: a certificate of one's own for a server, and whom to trust for it."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trustme import CA

_DAYS = 825
"""For how long a server's certificate is good: macOS takes none that is for longer."""
_ADVICE = """\
In the server's script:
    server.ssl_certificate = "{folder}/server.crt"
    server.private_key = "{folder}/server.key"

In a client in Python:
    client.trusted_ssl_certificate = "{folder}/ca.crt"

In a client in GDScript, with ca.crt in the project (and *.crt in the export's filter):
    var trusted = X509Certificate.new()
    trusted.load("res://ca.crt")
    client.trusted_ssl_certificate = trusted

Who has ca.key can be any server to these clients: keep it to yourself, or delete it."""


def add_cert_command(commands: Any) -> None:  # what argparse gives has no public name
    """Add `cert` to the commands of the command line."""
    making = commands.add_parser(
        "cert", help="make a certificate for a server, and an authority of your own that signs it"
    )
    making.set_defaults(action=_make)
    making.add_argument("hosts", nargs="+", metavar="HOST", help="names and addresses of the server")
    making.add_argument("--out", metavar="DIR", default=".", help="where the files go; here if not said")
    making.add_argument(
        "--force", action="store_true", help="replace the server's certificate; the authority stays"
    )


def _make(options: argparse.Namespace) -> int:
    try:
        print(make_certificate(options.hosts, Path(options.out), options.force))
    except (ImportError, OSError, ValueError) as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    return 0


def make_certificate(hosts: list[str], folder: Path, force: bool = False) -> str:
    """Write `server.crt` and `server.key` for `hosts`, and return what to do with them, in words.

    They are signed by the authority in `ca.crt` and `ca.key`, which is made if there is none: a new
    certificate for other hosts is trusted by those who trust the authority already.

    Raises ImportError without `trustme`, OSError for what is there already or cannot be written, and
    ValueError for what is no host or no authority.
    """
    try:
        import trustme
    except ImportError as error:
        raise ImportError("cert needs the package trustme: pip install 'estragon[cert]'") from error
    certificate, key = folder / "server.crt", folder / "server.key"
    there = [str(path) for path in (certificate, key) if path.exists()]
    if there and not force:
        raise FileExistsError(f"{' and '.join(there)} are there already: write --force to replace them")
    folder.mkdir(parents=True, exist_ok=True)
    authority = _authority(folder, trustme.CA)
    try:
        until = datetime.now(UTC) + timedelta(days=_DAYS)
        issued = authority.issue_cert(*hosts, not_after=until)
    except ValueError as error:
        raise ValueError(f"{' '.join(hosts)} cannot have a certificate: {error}") from error
    _write(key, issued.private_key_pem.bytes(), 0o600)
    _write(certificate, b"".join(pem.bytes() for pem in issued.cert_chain_pems), 0o644)
    names = " ".join(sorted(path.name for path in folder.iterdir() if path.suffix in (".crt", ".key")))
    head = f"{folder}: {names}\nFor {', '.join(hosts)}, until {until:%Y-%m-%d}."
    return f"{head}\n\n{_ADVICE.format(folder=folder)}"


def _authority(folder: Path, kind: type[CA]) -> CA:
    certificate, key = folder / "ca.crt", folder / "ca.key"
    if certificate.exists() and key.exists():
        try:
            return kind.from_pem(certificate.read_bytes(), key.read_bytes())
        except ValueError as error:
            raise ValueError(f"{certificate} and {key} are no authority: {error}") from error
    if certificate.exists() or key.exists():
        raise FileExistsError(f"{certificate} and {key} belong together, and one is missing")
    authority = kind(organization_name="Estragon, for development")
    _write(key, authority.private_key_pem.bytes(), 0o600)
    _write(certificate, authority.cert_pem.bytes(), 0o644)
    return authority


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a file that is there as a whole or not at all, and from the beginning with this mode."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
    new.replace(path)
