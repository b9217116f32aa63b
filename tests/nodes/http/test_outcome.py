"""What is asked for, and what came of it."""

from nodes import HTTPRequest
from nodes.http import outcome
from nodes.http.answer import Head
from nodes.http.outcome import FailedError, Outcome, Wanted
from nodes.http.transfer import parse_http_url


def test_results_are_those_of_the_class():
    for name in ("SUCCESS", "CANT_CONNECT", "CANT_RESOLVE", "CONNECTION_ERROR", "SSL_HANDSHAKE_ERROR"):
        assert getattr(outcome, f"RESULT_{name}") == getattr(HTTPRequest, f"RESULT_{name}")
    for name in ("CHUNKED_BODY_SIZE_MISMATCH", "NO_RESPONSE", "BODY_SIZE_LIMIT_EXCEEDED", "REQUEST_FAILED"):
        assert getattr(outcome, name) == getattr(HTTPRequest, f"RESULT_{name}")
    for name in ("DOWNLOAD_FILE_CANT_OPEN", "DOWNLOAD_FILE_WRITE_ERROR", "REDIRECT_LIMIT_REACHED", "TIMEOUT"):
        assert getattr(outcome, name) == getattr(HTTPRequest, f"RESULT_{name}")


def test_a_failure_has_the_head_of_an_answer_if_there_is_one():
    assert FailedError(4, "why").outcome == Outcome(4)
    failed = FailedError(7, "why", Head(200, ["A: 1"], 5, False))
    assert (str(failed), failed.outcome) == ("why", Outcome(7, 200, ["A: 1"]))


def test_headers_are_known_in_any_case():
    wanted = Wanted(parse_http_url("http://a/"), "GET", [("Accept", "*/*")], b"", True, 8, -1, 65536, "", {})
    assert wanted.has("accept")
    assert not wanted.has("host")


def test_a_user_in_the_url_is_a_header_unless_there_is_one():
    url = parse_http_url("http://u:p@a/b?c")
    wanted = Wanted(url, "GET", [("A", "1")], b"", True, 8, -1, 65536, "", {})
    assert wanted.all_headers() == [("A", "1"), ("Authorization", "Basic dTpw")]
    own = wanted._replace(headers=[("authorization", "x")])
    assert own.all_headers() == own.headers
    assert wanted.name == "GET http://a:80/b?c"
