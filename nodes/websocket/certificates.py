"""Certificates and keys for TLS, as Godot has them."""

from __future__ import annotations

import os
from typing import Any

from engine import ERR_CANT_OPEN, ERR_INVALID_DATA, OK, Error, Object, ScriptError, push_error


class _PemResource(Object):
    """Text in PEM format that can be loaded and saved."""

    _marker_ = ""

    def __init__(self, pem: str = "") -> None:
        self._pem_ = pem

    def load(self, path: str) -> Error:
        """Load a PEM file; ERR_CANT_OPEN or ERR_INVALID_DATA, with an error in the log, if it is none."""
        try:
            with open(path) as file:
                text = file.read()
        except (OSError, UnicodeDecodeError) as error:
            push_error(f"{type(self).__name__}.load: {path!r} cannot be read: {error}")
            return ERR_CANT_OPEN
        return self.load_from_string(text)

    def load_from_string(self, string: str) -> Error:
        """Take over PEM text; ERR_INVALID_DATA, with an error in the log, if it is none."""
        if self._marker_ not in string:
            push_error(f"{type(self).__name__}: no PEM text: it has no line that ends in {self._marker_!r}.")
            return ERR_INVALID_DATA
        self._pem_ = string
        return OK

    def save(self, path: str) -> Error:
        """Write the PEM text to a file that only this user can read."""
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(self._pem_)
        except OSError as error:
            push_error(f"{type(self).__name__}.save: {path!r} cannot be written: {error}")
            return ERR_CANT_OPEN
        return OK

    def save_to_string(self) -> str:
        """Return the PEM text."""
        return self._pem_


class X509Certificate(_PemResource):
    """A certificate, or a chain of them: `certificate.load("server.crt")`."""

    _marker_ = "CERTIFICATE-----"


class CryptoKey(_PemResource):
    """A private key: `key.load("server.key")`."""

    _marker_ = "PRIVATE KEY-----"


def pem_of(value: X509Certificate | CryptoKey | str | os.PathLike[str], kind: type[Any]) -> str:
    """Return the PEM text of a resource, of a file's path, or of itself. Raises ScriptError."""
    if isinstance(value, kind):
        return str(value.save_to_string())
    resource, loaded = kind(), ERR_INVALID_DATA
    if isinstance(value, str | os.PathLike):
        text = os.fspath(value)
        loaded = resource.load_from_string(text) if "-----BEGIN" in text else resource.load(text)
    if loaded != OK:
        raise ScriptError(f"{kind.__name__} needed: a resource, the path of a PEM file or its text.")
    return str(resource.save_to_string())
