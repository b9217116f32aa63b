"""Pieces of a picture, and what is seen of them."""

from nodes.gui.parts.nine_patch import Piece, nine_patch, seen


def test_corners_keep_their_size_and_the_rest_is_stretched():
    pieces = nine_patch(30, 30, (100, 50), (10, 5, 10, 5))
    assert len(pieces) == 9
    assert pieces[0] == Piece((0, 0, 10, 5), (0, 0, 10, 5))
    assert pieces[4] == Piece((10, 5, 80, 40), (10, 5, 10, 20))
    assert pieces[8] == Piece((90, 45, 10, 5), (20, 25, 10, 5))


def test_without_margins_it_is_one_piece():
    assert nine_patch(30, 30, (100, 50), (0, 0, 0, 0)) == [Piece((0, 0, 100, 50), (0, 0, 30, 30))]


def test_margins_share_what_room_there_is():
    pieces = nine_patch(30, 30, (10, 50), (10, 0, 30, 0))
    assert [piece.place for piece in pieces] == [(0, 0, 2.5, 50), (2.5, 0, 7.5, 50)]
    assert [piece.part for piece in pieces] == [(0, 0, 7.5, 30), (7.5, 0, 22.5, 30)]


def test_a_window_shows_a_part_of_a_piece():
    piece = Piece((10, 10, 20, 20), (0, 0, 10, 10))
    assert seen(piece, (0, 0, 100, 100)) == piece
    assert seen(piece, (20, 0, 100, 15)) == Piece((20, 10, 10, 5), (5, 0, 5, 2.5))
    assert seen(piece, (0, 0, 10, 100)) is None
    assert seen(piece, (0, 30, 100, 100)) is None
