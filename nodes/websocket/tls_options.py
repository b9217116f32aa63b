"""TLSOptions: whom one end of a TLS connection trusts, or who it is, as Godot 4 says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Object, ScriptError

if TYPE_CHECKING:
    from .certificates import PemSource


class TLSOptions(Object):
    """Made by `TLSOptions.client()`, `client_unsafe()` or `server(key, certificate)`.

    Certificates and keys are resources, paths of PEM files or their texts.

    Source: Godot 4's `TLSOptions`.
    """

    _certificate_: PemSource | None = None
    """A server's own, or what a client trusts."""
    _key_: PemSource | None = None
    _is_unsafe_: bool = False

    @classmethod
    def client(cls, trusted_chain: PemSource | None = None, common_name_override: str = "") -> TLSOptions:
        """Trust `trusted_chain`, or whom the system trusts, and hold the server to its name.

        Unlike Godot: the name is the one in the URL, and cannot be overridden.
        """
        if common_name_override:
            raise ScriptError(
                "TLSOptions.client: the server's certificate has to be made out to the host in the URL:"
                f" connect to {common_name_override!r}, and leave the second argument out."
            )
        options = cls()
        options._certificate_ = trusted_chain
        return options

    @classmethod
    def client_unsafe(cls, trusted_chain: PemSource | None = None) -> TLSOptions:
        """Trust everybody: for tests alone.

        Unlike Godot: `trusted_chain` is not looked at.
        """
        options = cls()
        options._is_unsafe_ = True
        return options

    @classmethod
    def server(cls, key: PemSource, certificate: PemSource) -> TLSOptions:
        """Be who `certificate` says, with the private key to it."""
        options = cls()
        options._key_, options._certificate_ = key, certificate
        return options

    def is_server(self) -> bool:
        """Return True if it is for a server."""
        return self._key_ is not None

    def is_unsafe_client(self) -> bool:
        """Return True if it is for a client that trusts everybody."""
        return self._is_unsafe_

    def get_trusted_ca_chain(self) -> PemSource | None:
        """Return whom a client trusts, None for whom the system does."""
        return None if self.is_server() else self._certificate_

    def get_own_certificate(self) -> PemSource | None:
        """Return the certificate of a server."""
        return self._certificate_ if self.is_server() else None

    def get_private_key(self) -> PemSource | None:
        """Return the private key of a server."""
        return self._key_


def check_options(method: str, options: TLSOptions | None, *, of_server: bool) -> TLSOptions | None:
    """Return what `method` was given, if it is for that side. ScriptError if not."""
    if options is None or (isinstance(options, TLSOptions) and options.is_server() == of_server):
        return options
    right = "TLSOptions.server(key, certificate)" if of_server else "TLSOptions.client(trusted_chain)"
    raise ScriptError(f"{method}: write `{right}`, not {options!r}.")
