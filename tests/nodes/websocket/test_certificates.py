"""Certificates and keys, as resources that are loaded and saved."""

from types import SimpleNamespace

import pytest
import trustme

from engine import ERR_CANT_OPEN, ERR_INVALID_DATA, OK, ScriptError
from nodes import CryptoKey, X509Certificate
from nodes.websocket.certificates import is_from_file, pem_of, take_over


@pytest.fixture(scope="module")
def credentials():
    """A certificate and its key, as PEM texts."""
    issued = trustme.CA().issue_cert("localhost")
    certificate = b"".join(pem.bytes() for pem in issued.cert_chain_pems).decode()
    return SimpleNamespace(certificate=certificate, key=issued.private_key_pem.bytes().decode())


@pytest.mark.parametrize(("kind", "of"), [(X509Certificate, "certificate"), (CryptoKey, "key")])
def test_a_resource_is_loaded_and_saved(kind, of, credentials, tmp_path):
    text = getattr(credentials, of)
    resource, path = kind(), str(tmp_path / "saved.pem")
    assert resource.load_from_string(text) == OK
    assert resource.save(path) == OK
    again = kind()
    assert again.load(path) == OK
    assert again.save_to_string() == text
    assert (tmp_path / "saved.pem").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("kind", [X509Certificate, CryptoKey])
def test_what_cannot_be_loaded_or_saved_is_an_error_code_and_a_line(kind, credentials, tmp_path, caplog):
    resource = kind("kept")
    assert resource.load(str(tmp_path / "missing.pem")) == ERR_CANT_OPEN
    (tmp_path / "binary").write_bytes(b"\xff\xfe\0")
    assert resource.load(str(tmp_path / "binary")) == ERR_CANT_OPEN
    assert resource.load_from_string("hello") == ERR_INVALID_DATA
    of_the_other_kind = credentials.key if kind is X509Certificate else credentials.certificate
    assert resource.load_from_string(of_the_other_kind) == ERR_INVALID_DATA
    assert resource.save(str(tmp_path / "no" / "such" / "directory")) == ERR_CANT_OPEN
    assert resource.save_to_string() == "kept"
    assert len(caplog.messages) == 5


def test_a_resource_of_the_wrong_kind_is_an_error(credentials):
    with pytest.raises(ScriptError, match="CryptoKey needed"):
        pem_of(X509Certificate(credentials.certificate), CryptoKey)


@pytest.mark.parametrize("form", ["resource", "text", "path", "path object"])
def test_pem_is_taken_from_a_resource_a_text_or_a_file(form, credentials, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(credentials.key)
    forms = {"resource": CryptoKey(credentials.key), "text": credentials.key, "path": str(path)}
    assert pem_of(forms.get(form, path), CryptoKey) == credentials.key


def test_a_resource_from_a_file_is_read_anew_on_request_and_takes_that_over(credentials, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(credentials.key)
    resource = CryptoKey()
    assert not is_from_file(resource)
    resource.load(str(path))
    assert is_from_file(resource)
    path.write_text(credentials.key + "\n")
    assert pem_of(resource, CryptoKey) == credentials.key
    assert pem_of(resource, CryptoKey, anew=True) == credentials.key + "\n"
    take_over(resource, credentials.key + "\n")
    assert pem_of(resource, CryptoKey) == credentials.key + "\n"
    resource.load_from_string(credentials.key)
    assert not is_from_file(resource)
    assert pem_of(resource, CryptoKey, anew=True) == credentials.key
    take_over(resource, "nothing, as it has no file")
    assert pem_of(resource, CryptoKey) == credentials.key


def test_a_path_is_from_a_file_and_a_text_is_not(credentials, tmp_path):
    assert is_from_file("/etc/key.pem")
    assert is_from_file(tmp_path)
    assert not is_from_file(credentials.key)
    assert not is_from_file(None)


@pytest.mark.parametrize("nonsense", [7, "/no/such/file.pem", "-----BEGIN nonsense"])
def test_pem_cannot_be_taken_from_anything_else(nonsense):
    with pytest.raises(ScriptError, match="X509Certificate needed: a resource, the path of a PEM file"):
        pem_of(nonsense, X509Certificate)
