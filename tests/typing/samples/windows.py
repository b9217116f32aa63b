"""Controls and what they tell, and a game that draws itself."""

from engine import Color, Font, Node, Rect2, Vector2, run
from engine.input import (
    KEY_ESCAPE,
    KEY_SPACE,
    Input,
    InputEvent,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    InputMap,
)
from nodes import (
    Button,
    CheckBox,
    Control,
    HBoxContainer,
    HSlider,
    ItemList,
    Label,
    LineEdit,
    Node2D,
    OptionButton,
    RichTextLabel,
    SpinBox,
    Timer,
    VBoxContainer,
)


class Counter(VBoxContainer):
    count = 0

    def _ready(self) -> None:
        self.label = Label(text="Nobody yet", align=Label.ALIGN_CENTER)
        self.add_child(self.label)
        button = Button(text="Count me in", disabled=False)
        button.pressed.connect(self.on_pressed)
        button.connect("pressed", self, "on_pressed")
        button.rect_min_size = Vector2(120, 30)
        button.size_flags_horizontal = Control.SIZE_EXPAND_FILL
        self.add_child(button)
        box = CheckBox(text="Loud")
        box.toggled.connect(self.on_toggled)
        if box.pressed:
            box.pressed = False
        timer = Timer(wait_time=2.0, name="Clock")
        timer.wait_time = 0.5
        timer.one_shot = True
        timer.timeout.connect(self.tick)
        self.add_child(timer)
        timer.start()
        timer.start(1.5)

    def on_pressed(self) -> None:
        self.count += 1
        self.label.text = f"{self.count} so far"
        self.label.add_color_override("font_color", Color("5ec8f2"))

    def on_toggled(self, button_pressed: bool) -> None: ...
    def tick(self) -> None: ...


class Form(HBoxContainer):
    def _ready(self) -> None:
        line = LineEdit(placeholder_text="Name")
        line.text_entered.connect(self.on_text)
        line.text_changed.connect(self.on_text)
        line.grab_focus()
        slider = HSlider(min_value=0, max_value=10, value=3)
        slider.value_changed.connect(self.on_value)
        spin = SpinBox(value=2)
        spin.get_line_edit().text_entered.connect(self.on_text)
        choice = OptionButton()
        choice.add_item("One", 1)
        choice.item_selected.connect(self.on_index)
        words = RichTextLabel()
        words.add_text("Hello\n")
        words.meta_clicked.connect(print)
        items = ItemList()
        items.add_item("first")
        items.item_selected.connect(self.on_index)
        for control in (line, slider, spin, choice, words, items):
            self.add_child(control)
        self.gui_input.connect(self.on_gui)
        self.focus_entered.connect(self.update)
        self.get_viewport().size_changed.connect(self.resized_at_last)

    def on_text(self, text: str) -> None: ...
    def on_value(self, value: float) -> None: ...
    def on_index(self, index: int) -> None: ...
    def on_gui(self, event: InputEvent) -> None: ...
    def resized_at_last(self) -> None: ...

    def _gui_input(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton) and event.pressed and event.doubleclick:
            self.accept_event()

    def _pressed_at(self) -> Vector2:
        return self.get_local_mouse_position() + self.rect_global_position


class Game(Node2D):
    font = Font(24, bold=True)
    speed = Vector2(100, 0)

    def _ready(self) -> None:
        InputMap.add_action("jump", keys=[KEY_SPACE])
        self.position = Vector2(10, 20)
        self.rotation_degrees += 45
        self.scale *= 2
        self.draw.connect(self.update)

    def _process(self, delta: float) -> None:
        self.position += self.speed * delta
        self.position = Vector2(self.position.x, 0)
        if Input.is_action_just_pressed("jump"):
            self.hide()
            self.show()
        if Input.get_axis("ui_left", "ui_right") > 0 and self.visible:
            self.modulate = Color(1, 1, 1, 0.5)

    def _input(self, event: InputEvent) -> None:
        if isinstance(event, InputEventKey):
            if event.pressed and event.scancode == KEY_ESCAPE:
                self.get_tree().quit()
        elif isinstance(event, InputEventMouseMotion):
            print(event.position + event.relative)

    def _unhandled_input(self, event: InputEvent) -> None:
        if event.is_action_pressed("jump"):
            self.get_tree().set_input_as_handled()

    def _draw(self) -> None:
        self.draw_rect(Rect2(0, 0, 10, 20), Color("ffffff"))
        self.draw_string(self.font, Vector2(), "hello", Color("red"), 99.5)
        self.draw_circle(Vector2(), 10.0, Color(1, 0, 0))


def made() -> Node:
    return Counter()


if __name__ == "__main__":
    code: int = run(Game, title="A game", window_size=(640, 360))
    run(made)
    run(Counter())
