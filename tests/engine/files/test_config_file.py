"""ConfigFile where recorded programs do not go, and where Godot loses something."""

import os
from pathlib import Path

import pytest

from engine import ERR_FILE_CORRUPT, ERR_FILE_NOT_FOUND, ERR_PARSE_ERROR, OK, ConfigFile, PoolStringArray

KEY = bytes(range(32))


def values(config):
    return [(s, k, config.get_value(s, k)) for s in config.get_sections() for k in config.get_section_keys(s)]


def test_what_godot_loses_comes_back(user):
    config = ConfigFile()
    all_of_it = [
        ("", "top", 7),
        ("a]b", "y=z", [1.0]),
        ("b", "ü", "é"),
        ("b", 'q"uote', 1),
        ("b", "a/b.c:d-e", 2),
        ("b", "", 3),
        ("b", "semi;colon", 4),
        ("b", "[x", 5),
    ]
    for section, key, value in all_of_it:
        config.set_value(section, key, value)
    assert config.save("user://t.cfg") == OK
    other = ConfigFile()
    assert other.load("user://t.cfg") == OK
    assert values(other) == all_of_it


def test_keys_that_are_more_than_a_word_have_quotes_as_in_godot(user):
    config = ConfigFile()
    for key in ("ü", 'q"uote', "a/b.c:d-e", "y=z", "two words"):
        config.set_value("b", key, 1)
    config.save("user://t.cfg")
    text = Path(user.home, "t.cfg").read_text(encoding="utf-8")
    assert text == '[b]\n\n"ü"=1\n"q\\"uote"=1\na/b.c:d-e=1\n"y=z"=1\n"two words"=1\n'


def test_nothing_is_an_empty_file(user):
    assert ConfigFile().save("user://t.cfg") == OK
    assert os.path.getsize(os.path.join(user.home, "t.cfg")) == 0


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("a=1\n[s]\nk=hello", ERR_PARSE_ERROR, [("", "a", 1)]),
        ("[s]\nk=1\nl=Foo( 1 )", ERR_PARSE_ERROR, [("s", "k", 1)]),
        ('[s]\nk=Resource( "res://x" )', ERR_PARSE_ERROR, []),
        ('[s]\nk=Object(Node,"name":"x")\n', ERR_PARSE_ERROR, []),
        ("[s]\r\nk=1\r\n", OK, [("s", "k", 1)]),
        ("[s]\nk=1 l=2", OK, [("s", "k", 1), ("s", "l", 2)]),
        ("[s] k=1", OK, [("s", "k", 1)]),
        ("[s]\nk\n=1", OK, [("s", "k", 1)]),
        ("k", OK, []),
    ],
)
def test_what_stands_before_an_error_is_read(text, code, expected, caplog):
    config = ConfigFile()
    assert config.parse(text) == code
    assert values(config) == expected
    assert len(caplog.records) == (code != OK)


def test_reading_adds_to_what_is_there():
    config = ConfigFile()
    config.set_value("s", "k", 1)
    config.set_value("s", "none", None)
    config.set_value("t", "none", None)
    config.parse("[s]\nl=2")
    assert values(config) == [("s", "k", 1), ("s", "l", 2)]
    config.clear()
    assert config.get_sections() == PoolStringArray()


def test_what_is_not_there_is_logged(caplog):
    config = ConfigFile()
    config.erase_section_key("a", "b")
    config.erase_section("a")
    assert config.get_value("a", "b") is None
    assert len(caplog.records) == 3
    assert not config.has_section("a")
    assert not config.has_section_key("a", "b")


def test_it_is_kept_encrypted(user):
    config = ConfigFile()
    config.set_value("a", "b", 1)
    assert config.save_encrypted_pass("user://x.cfg", "pw") == OK
    assert config.save_encrypted("user://y.cfg", KEY) == OK
    other = ConfigFile()
    assert other.load_encrypted_pass("user://x.cfg", "no") == ERR_FILE_CORRUPT
    assert other.load_encrypted_pass("user://x.cfg", "pw") == OK
    assert values(other) == [("a", "b", 1)]
    other.clear()
    assert other.load_encrypted("user://y.cfg", KEY) == OK
    assert values(other) == [("a", "b", 1)]
    assert other.load("user://none.cfg") == ERR_FILE_NOT_FOUND


RECORDED = bytes.fromhex(
    "4744454301000000fbf7346bb4798bcec5aa432b5adf436d0d0000000000000041079a6ad31968e563db9f942e89fb06"
)
"""What Godot 3.6.2 writes of the keys k and l of a section s with the password pw."""


def test_what_godot_has_encrypted_is_read(user):
    config = ConfigFile()
    os.makedirs(user.home)
    Path(user.home, "z.cfg").write_bytes(RECORDED)
    assert config.load_encrypted_pass("user://z.cfg", "pw") == OK
    assert values(config) == [("s", "k", 1), ("s", "l", 2)]
    config.save_encrypted_pass("user://y.cfg", "pw")
    assert Path(user.home, "y.cfg").read_bytes() == RECORDED


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda config: config.get_section_keys("vidoe"), "get_section_keys"),
        (lambda config: config.erase_section("vidoe"), "erase_section"),
        (lambda config: config.erase_section_key("vidoe", "x"), "erase_section_key"),
    ],
)
def test_a_section_that_is_not_there_is_said_with_one_like_it(ask, name, caplog):
    config = ConfigFile()
    config.set_value("video", "x", 1)
    ask(config)
    assert caplog.messages == [f"{name}: there is no section 'vidoe'. Did you mean 'video'?"]
    assert values(config) == [("video", "x", 1)]
