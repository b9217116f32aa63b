"""Certificates and keys for TLS, as Godot has them."""

from __future__ import annotations

import os
from typing import NamedTuple, TypeAlias

from engine import ERR_CANT_OPEN, ERR_INVALID_DATA, OK, Error, Resource, ScriptError, push_error

from .link import ServerTls


class _PemResource(Resource):
    """Text in PEM format that can be loaded and saved."""

    _marker_ = ""
    _path_: str  # friend: certificates
    """The file that it was loaded from, "" for none."""

    def __init__(self, pem: str = "") -> None:
        self._pem_ = pem
        self._path_ = ""

    def load(self, path: str) -> Error:
        """Load a PEM file; ERR_CANT_OPEN or ERR_INVALID_DATA, with an error in the log, if it is none."""
        try:
            text = _text_of(path)
        except ScriptError as error:
            push_error(f"{type(self).__name__}.load: {error}")
            return ERR_CANT_OPEN
        loaded = self.load_from_string(text)
        if loaded == OK:
            self._path_ = path
        return loaded

    def load_from_string(self, string: str) -> Error:
        """Take over PEM text; ERR_INVALID_DATA, with an error in the log, if it is none."""
        try:
            self._check_(string)
        except ScriptError as error:
            push_error(f"{type(self).__name__}: {error}")
            return ERR_INVALID_DATA
        self._pem_, self._path_ = string, ""
        return OK

    @classmethod
    def _check_(cls, text: str) -> None:
        if cls._marker_ not in text:
            raise ScriptError(f"no PEM text: it has no line that ends in {cls._marker_!r}.")

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


PemSource: TypeAlias = X509Certificate | CryptoKey | str | os.PathLike[str]
"""A resource, a file's path, or a text in PEM format."""


def pem_of(value: PemSource, kind: type[_PemResource], anew: bool = False) -> str:
    """Return the PEM text of a resource, of a file's path, or of itself. Raises ScriptError.

    `anew`: read the file again that a resource was loaded from.
    """
    if isinstance(value, kind):
        if not (anew and value._path_):
            return value.save_to_string()
        value = value._path_
    try:
        if not isinstance(value, str | os.PathLike):
            raise ScriptError(f"this is {value!r}.")
        text = os.fspath(value)
        if "-----BEGIN" not in text:
            text = _text_of(text)
        kind._check_(text)
    except ScriptError as error:
        raise ScriptError(
            f"{kind.__name__} needed: a resource, the path of a PEM file or its text; {error}"
        ) from error
    return text


class Credentials(NamedTuple):
    """Who a server is: a certificate, its key, and the certificates between it and an authority."""

    certificate: PemSource | None
    key: PemSource | None
    chain: PemSource | None

    def are_from_files(self) -> bool:
        """Return True if a part of it is in a file."""
        return any(map(_is_from_file, self))

    def read(self, anew: bool = False) -> ServerTls:
        """Return the texts; `anew` as in `pem_of`. Raises ScriptError."""
        if self.certificate is None or self.key is None:
            raise ScriptError("TLS needs both `private_key` and `ssl_certificate`.")
        return ServerTls(
            certificate=pem_of(self.certificate, X509Certificate, anew),
            key=pem_of(self.key, CryptoKey, anew),
            chain=pem_of(self.chain, X509Certificate, anew) if self.chain is not None else "",
        )

    def take_over(self, tls: ServerTls) -> None:
        """Let the resources that were loaded from files have the texts that are in these by now."""
        for source, text in zip(self, tls, strict=True):
            if isinstance(source, _PemResource) and source._path_:
                source._pem_ = text


def _is_from_file(value: PemSource | None) -> bool:
    if isinstance(value, _PemResource):
        return bool(value._path_)
    return value is not None and "-----BEGIN" not in os.fspath(value)


def _text_of(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except (OSError, ValueError) as error:  # ValueError: it is no text, or no path
        why = (isinstance(error, OSError) and error.strerror) or error
        raise ScriptError(f"{path!r} cannot be read: {why}") from error
