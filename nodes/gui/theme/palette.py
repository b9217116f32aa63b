"""The colours that the default themes are made of."""

from __future__ import annotations

from typing import NamedTuple

from engine import Color


class Palette(NamedTuple):
    """One colour for each purpose. Texts have a contrast of 4.5 or more to what they stand on."""

    window: Color
    """Behind everything: a Panel that fills the window."""
    raised: Color
    """A PanelContainer, a popup: a little nearer than the window."""
    field: Color
    """Where text is typed or shown: LineEdit, ItemList, RichTextLabel."""
    button: Color
    button_hover: Color
    button_pressed: Color
    button_disabled: Color
    border: Color
    border_strong: Color
    """Of a button, a field: what must be seen to be found."""
    text: Color
    text_bright: Color
    """Under the pointer, or selected."""
    text_dim: Color
    """What matters less: placeholders, hints."""
    text_disabled: Color
    accent: Color
    """Focus, what is on, the primary thing."""
    accent_dim: Color
    """A surface that carries `text_on_accent`."""
    text_on_accent: Color
    link: Color
    selection: Color
    """Behind selected text, and behind the entry under the pointer in a menu."""
    text_selected: Color
    shadow: Color
    grabber: Color
    """Of a scroll bar."""
    grabber_hover: Color


DARK = Palette(
    window=Color("1f2228"),
    raised=Color("292d35"),
    field=Color("17191e"),
    button=Color("373c47"),
    button_hover=Color("434957"),
    button_pressed=Color("2a4a80"),
    button_disabled=Color("2a2d35"),
    border=Color("3a3f4a"),
    border_strong=Color("697180"),
    text=Color("dfe3ea"),
    text_bright=Color("ffffff"),
    text_dim=Color("a3abb9"),
    text_disabled=Color("959cab"),
    accent=Color("6ea5ff"),
    accent_dim=Color("2f66c8"),
    text_on_accent=Color("ffffff"),
    link=Color("7fb2ff"),
    selection=Color("2f5aa8"),
    text_selected=Color("ffffff"),
    shadow=Color(0.0, 0.0, 0.0, 0.45),
    grabber=Color("5b6270"),
    grabber_hover=Color("7a8291"),
)

LIGHT = Palette(
    window=Color("eef0f4"),
    raised=Color("fafbfc"),
    field=Color("ffffff"),
    button=Color("ffffff"),
    button_hover=Color("f0f5ff"),
    button_pressed=Color("cfe0fd"),
    button_disabled=Color("e9ebef"),
    border=Color("d3d8e0"),
    border_strong=Color("7f8a9c"),
    text=Color("20252e"),
    text_bright=Color("000000"),
    text_dim=Color("555e6e"),
    text_disabled=Color("606978"),
    accent=Color("1f63d6"),
    accent_dim=Color("1f63d6"),
    text_on_accent=Color("ffffff"),
    link=Color("1a57c0"),
    selection=Color("bcd5ff"),
    text_selected=Color("10151d"),
    shadow=Color(0.1, 0.13, 0.2, 0.25),
    grabber=Color("b3bac6"),
    grabber_hover=Color("8f98a7"),
)
