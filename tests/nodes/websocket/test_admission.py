import pytest

from engine import ScriptError
from nodes.websocket.admission import token_authenticator


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/", {"authorization": "Bearer s3cret"}, True),
        ("/", {"authorization": "bearer  s3cret "}, True),
        ("/room?x=1&token=s3cret", {}, True),
        ("/?token=s%33cret", {}, True),
        ("/", {"authorization": "Bearer other"}, False),
        ("/?token=s3cret", {"authorization": "Bearer other"}, False),
        ("/?token=s3cret", {"authorization": "Basic other"}, True),
        ("/?token=", {}, False),
        ("/", {}, False),
        ("/?token=ö", {}, False),
        ("/", {"authorization": "Bearer \udcff"}, False),  # a byte that is no UTF-8
    ],
)
def test_a_token_may_come_in_a_header_or_in_the_url(path, headers, expected):
    assert token_authenticator("s3cret")(path, headers) is expected


@pytest.mark.parametrize("path", ["//[x", "//[", "*", "", "//\x1b:9\0"])
def test_a_path_that_is_no_url_is_no_fault_and_lets_nobody_in_without_the_token(path):
    assert token_authenticator("s3cret")(path, {}) is False
    assert token_authenticator("s3cret")(f"{path}?token=s3cret", {}) is True


@pytest.mark.parametrize("token", ["", " ", "\n", None])
def test_an_empty_token_is_refused_as_it_would_let_everybody_in(token):
    with pytest.raises(ScriptError, match="would let everybody in"):
        token_authenticator(token)


def test_a_token_is_compared_without_the_spaces_around_it():
    assert token_authenticator("s3cret\n")("/", {"authorization": "Bearer s3cret"})
    assert not token_authenticator("s3cret\n")("/", {"authorization": "Bearer s3"})
