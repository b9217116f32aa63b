import pytest

from engine import Texture
from engine.canvas import picture
from engine.canvas.error import PictureError
from engine.canvas.png import write_png
from engine.web.pictures import unpacker

from .conftest import Picture


@pytest.fixture
def pictures(page, monkeypatch):
    monkeypatch.setattr(picture, "unpack", unpacker(page.pictures))
    return page.pictures


def test_what_came_with_the_page_is_read_from_the_browser(pictures, tmp_path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff photo")
    pictures.came[file.read_bytes()] = Picture(2, 1, b"abcdefgh")
    texture = Texture.load(file)
    assert (texture.width, texture.height, texture.rgba()) == (2, 1, b"abcdefgh")


def test_the_size_of_a_png_is_known_without_it_and_its_pixels_are_not(pictures, tmp_path):
    file = tmp_path / "new.png"
    write_png(file, 1, 1, b"abcd")
    texture = Texture.load(file)
    assert tuple(texture.get_size()) == (1, 1)
    with pytest.raises(PictureError, match="only of the pictures that came with it"):
        texture.rgba()
