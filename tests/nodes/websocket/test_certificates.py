"""Certificates and keys, as resources that are loaded and saved."""

from types import SimpleNamespace

import pytest
import trustme

from engine import ERR_CANT_OPEN, ERR_INVALID_DATA, OK, ScriptError
from nodes import CryptoKey, X509Certificate
from nodes.websocket.certificates import Credentials, pem_of


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


@pytest.fixture
def files(credentials, tmp_path):
    """The paths of a certificate and of its key."""
    certificate, key = tmp_path / "server.crt", tmp_path / "server.key"
    certificate.write_text(credentials.certificate)
    key.write_text(credentials.key)
    return SimpleNamespace(certificate=str(certificate), key=key)


def test_resources_from_files_are_read_anew_on_request_and_take_that_over(credentials, files):
    certificate, key = X509Certificate(credentials.certificate), CryptoKey()
    key.load(str(files.key))
    found = Credentials(certificate, key, certificate)
    assert found.are_from_files()
    files.key.write_text(credentials.key + "\n")
    assert found.read() == (credentials.certificate, credentials.key, credentials.certificate)
    anew = found.read(anew=True)
    assert anew == (credentials.certificate, credentials.key + "\n", credentials.certificate)
    assert found.read() != anew
    found.take_over(anew)
    assert found.read() == anew


def test_a_resource_that_was_given_a_text_is_from_no_file_any_more(credentials, files):
    key = CryptoKey()
    key.load(str(files.key))
    key.load_from_string(credentials.key)
    assert not Credentials(X509Certificate(), key, None).are_from_files()


def test_a_path_is_from_a_file_and_a_text_is_not(credentials, files):
    assert Credentials(files.certificate, credentials.key, None).are_from_files()
    assert Credentials(credentials.certificate, files.key, None).are_from_files()  # a path object
    assert not Credentials(credentials.certificate, credentials.key, None).are_from_files()
    assert Credentials(files.certificate, files.key, None).read().chain == ""


def test_tls_takes_both_a_certificate_and_a_key(credentials):
    for half in (Credentials(credentials.certificate, None, None), Credentials(None, credentials.key, None)):
        with pytest.raises(ScriptError, match="both `private_key` and `ssl_certificate`"):
            half.read()


@pytest.mark.parametrize("nonsense", [7, "/no/such/file.pem", "-----BEGIN nonsense"])
def test_pem_cannot_be_taken_from_anything_else(nonsense):
    with pytest.raises(ScriptError, match="X509Certificate needed: a resource, the path of a PEM file"):
        pem_of(nonsense, X509Certificate)
