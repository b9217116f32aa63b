"""All widgets in one window: `python -m engine run tests/window/gallery.py`."""

from nodes import (
    Button,
    ButtonGroup,
    CheckBox,
    CheckButton,
    Control,
    HBoxContainer,
    HSeparator,
    HSlider,
    HSplitContainer,
    ItemList,
    Label,
    LineEdit,
    LinkButton,
    MarginContainer,
    OptionButton,
    Panel,
    PanelContainer,
    ProgressBar,
    RichTextLabel,
    SpinBox,
    TabContainer,
    VBoxContainer,
)

FILL = Control.SIZE_EXPAND_FILL
LOG = """[color={dim}]13:05[/color] [b]Ada[/b] Hello, [i]everybody[/i]! Grüße, Привет, 日本語
[color={dim}]13:06[/color] [b]Béla[/b] See [url=there]the notes of the last meeting[/url]: they go on and on
[color={dim}]13:07[/color] [color={red}]The connection was lost.[/color] [u]Underlined[/u], [s]struck[/s]."""
ON_DARK, ON_LIGHT = {"dim": "#8a93a3", "red": "#e8787f"}, {"dim": "#5c6574", "red": "#b3261e"}


def box_of(kind, *children, **options):
    box = kind(**options)
    for child in children:
        box.add_child(child)
    return box


class Gallery(Panel):
    def _ready(self):
        self.set_anchors_and_margins_preset(Control.PRESET_WIDE)
        margin = box_of(MarginContainer, self.everything())
        for side in ("left", "top", "right", "bottom"):
            margin.add_constant_override(f"margin_{side}", 12)
        margin.set_anchors_and_margins_preset(Control.PRESET_WIDE)
        self.add_child(margin)

    def everything(self):
        right = box_of(VBoxContainer, self.tabs(), self.log(), self.names())
        split = box_of(HSplitContainer, self.controls(), right)
        right.size_flags_horizontal = FILL
        return split

    def controls(self):
        group = ButtonGroup()
        self.edit = LineEdit(text="Größe: 3 €", size_flags_horizontal=FILL, clear_button_enabled=True)
        self.choice = OptionButton(size_flags_horizontal=FILL)
        for label in ("Text", "Binary", "Both"):
            self.choice.add_item(label)
        self.send = Button(text="Send")
        return box_of(
            VBoxContainer,
            Label(text="Label of the form"),
            box_of(HBoxContainer, self.edit, self.send),
            LineEdit(placeholder_text="ws://localhost:8000"),
            LineEdit(text="secret", secret=True),
            LineEdit(text="not to be changed", editable=False),
            box_of(
                HBoxContainer,
                Button(text="Off", toggle_mode=True),
                Button(text="On", toggle_mode=True, button_pressed=True),
                Button(text="Disabled", disabled=True),
                Button(text="Flat", flat=True),
            ),
            box_of(HBoxContainer, self.choice, SpinBox(max_value=65535.0, value=8000.0)),
            box_of(
                HBoxContainer,
                CheckBox(text="Off"),
                CheckBox(text="On", button_pressed=True),
                CheckBox(text="Disabled", disabled=True),
            ),
            box_of(
                HBoxContainer,
                CheckBox(text="One", group=group, button_pressed=True),
                CheckBox(text="Two", group=group),
                CheckButton(text="Switch", button_pressed=True),
                CheckButton(),
            ),
            LinkButton(text="A link", underline=LinkButton.UNDERLINE_MODE_ALWAYS),
            HSeparator(),
            HSlider(value=30.0),
            ProgressBar(value=42.0),
            box_of(PanelContainer, Label(text="In a panel container")),
        )

    def tabs(self):
        return box_of(
            TabContainer,
            box_of(VBoxContainer, Label(text="The first page"), Button(text="Connect"), name="Client"),
            Label(text="The second page", name="Server"),
            rect_min_size=(0, 110),
        )

    def log(self):
        log = self.log = RichTextLabel(bbcode_enabled=True, selection_enabled=True)
        log.size_flags_vertical = FILL
        log.scroll_following = True
        for number in range(30):
            log.append_bbcode(f"line {number}\n")
        dark = self.get_color("font_color", "Label").v > 0.5
        log.append_bbcode(LOG.format(**ON_DARK if dark else ON_LIGHT))
        return log

    def names(self):
        names = self.names = ItemList(size_flags_vertical=FILL)
        for name in ("Ada", "Béla (you)", "Cäsar", "Dóra", "Емма", "Φίλιππος", "Grace", "日本", "Ida", "Jo"):
            names.add_item(name)
        names.set_item_disabled(2, True)
        names.select(1)
        return names
