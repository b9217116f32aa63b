"""What the classes of this package take by name, for editors and type checkers."""

from typing import Any

from engine import Vector2
from engine.canvas.commands import Rgba
from engine.canvas.texture import Texture
from engine.input.event import InputEvent

from ..canvas.keywords import CanvasItemKeywords
from .base_button import ButtonGroup
from .short_cut import ShortCut
from .theme import Icon, Theme

class ControlKeywords(CanvasItemKeywords, total=False):
    hint_tooltip: str
    mouse_filter: int
    mouse_default_cursor_shape: int
    focus_neighbour_left: str
    focus_neighbour_top: str
    focus_neighbour_right: str
    focus_neighbour_bottom: str
    focus_next: str
    focus_previous: str
    focus_mode: int
    theme: Theme | None
    theme_type_variation: str
    rect_position: Vector2
    rect_size: Vector2
    rect_global_position: Vector2
    rect_rotation: float
    rect_scale: Vector2
    rect_pivot_offset: Vector2
    rect_clip_content: bool
    rect_min_size: Vector2
    size_flags_horizontal: int
    size_flags_vertical: int
    size_flags_stretch_ratio: float
    anchor_left: float
    anchor_top: float
    anchor_right: float
    anchor_bottom: float
    margin_left: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    grow_horizontal: int
    grow_vertical: int

class BaseButtonKeywords(ControlKeywords, total=False):
    pressed: bool
    button_mask: int
    shortcut_in_tooltip: bool
    button_pressed: bool
    disabled: bool
    toggle_mode: bool
    action_mode: int
    keep_pressed_outside: bool
    enabled_focus_mode: int
    group: ButtonGroup | None
    shortcut: ShortCut | InputEvent | None

class ButtonKeywords(BaseButtonKeywords, total=False):
    text: str
    icon: Icon | None
    flat: bool
    clip_text: bool
    align: int
    icon_align: int
    expand_icon: bool

class LinkButtonKeywords(ButtonKeywords, total=False):
    underline: int

class MenuButtonKeywords(ButtonKeywords, total=False):
    items: list[Any]

class OptionButtonKeywords(ButtonKeywords, total=False):
    selected: int
    items: list[Any]

class TextureButtonKeywords(BaseButtonKeywords, total=False):
    texture_normal: Texture | None
    texture_pressed: Texture | None
    texture_hover: Texture | None
    texture_disabled: Texture | None
    texture_focused: Texture | None
    expand: bool
    stretch_mode: int

class RangeKeywords(ControlKeywords, total=False):
    value: float
    min_value: float
    max_value: float
    step: float
    page: float
    rounded: bool
    allow_greater: bool
    allow_lesser: bool
    ratio: float
    exp_edit: bool

class ProgressBarKeywords(RangeKeywords, total=False):
    percent_visible: bool

class ScrollBarKeywords(RangeKeywords, total=False):
    custom_step: float

class SliderKeywords(RangeKeywords, total=False):
    scrollable: bool
    custom_step: float
    editable: bool
    tick_count: int
    ticks_on_borders: bool

class SpinBoxKeywords(RangeKeywords, total=False):
    prefix: str
    suffix: str
    editable: bool
    align: int

class PopupKeywords(ControlKeywords, total=False):
    popup_exclusive: bool

class PopupMenuKeywords(PopupKeywords, total=False):
    hide_on_item_selection: bool
    hide_on_checkable_item_selection: bool
    hide_on_state_item_selection: bool
    submenu_popup_delay: float
    allow_search: bool
    items: list[Any]

class WindowDialogKeywords(PopupKeywords, total=False):
    resizable: bool
    window_title: str

class AcceptDialogKeywords(WindowDialogKeywords, total=False):
    dialog_hide_on_ok: bool
    dialog_text: str
    dialog_autowrap: bool

class BoxContainerKeywords(ControlKeywords, total=False):
    alignment: int

class CenterContainerKeywords(ControlKeywords, total=False):
    use_top_left: bool

class GridContainerKeywords(ControlKeywords, total=False):
    columns: int

class ScrollContainerKeywords(ControlKeywords, total=False):
    scroll_deadzone: int
    scroll_horizontal: float
    scroll_vertical: float
    scroll_horizontal_enabled: bool
    scroll_vertical_enabled: bool
    follow_focus: bool

class SplitContainerKeywords(ControlKeywords, total=False):
    split_offset: int
    collapsed: bool
    dragger_visibility: int

class TabContainerKeywords(ControlKeywords, total=False):
    current_tab: int
    tab_align: int
    tabs_visible: bool
    use_hidden_tabs_for_min_size: bool

class ColorRectKeywords(ControlKeywords, total=False):
    color: Rgba

class ItemListKeywords(ControlKeywords, total=False):
    allow_reselect: bool
    allow_rmb_select: bool
    select_mode: int
    max_columns: int
    same_column_width: bool
    fixed_column_width: int
    max_text_lines: int
    auto_height: bool
    icon_mode: int
    icon_scale: float
    fixed_icon_size: Vector2
    items: list[Any]

class RevealedTextKeywords(ControlKeywords, total=False):
    visible_characters: int
    percent_visible: float

class LabelKeywords(RevealedTextKeywords, total=False):
    text: str
    align: int
    valign: int
    autowrap: bool
    clip_text: bool
    uppercase: bool
    lines_skipped: int
    max_lines_visible: int

class TextFieldKeywords(ControlKeywords, total=False):
    shortcut_keys_enabled: bool
    context_menu_enabled: bool
    deselect_on_focus_loss_enabled: bool
    caret_blink: bool
    caret_blink_speed: float
    selecting_enabled: bool
    text: str

class LineEditKeywords(TextFieldKeywords, total=False):
    history_enabled: bool
    max_length: int
    caret_position: int
    align: int
    editable: bool
    secret: bool
    secret_character: str
    placeholder_text: str
    placeholder_alpha: float
    flat: bool
    expand_to_text_length: bool
    right_icon: Icon | None
    clear_button_enabled: bool

class TextEditKeywords(TextFieldKeywords, total=False):
    readonly: bool
    wrap_enabled: bool
    show_line_numbers: bool
    highlight_current_line: bool
    scroll_vertical: float
    scroll_horizontal: int

class RichTextLabelKeywords(RevealedTextKeywords, total=False):
    text: str
    bbcode_text: str
    bbcode_enabled: bool
    scroll_active: bool
    scroll_following: bool
    max_lines: int
    fit_content_height: bool
    meta_underlined: bool
    override_selected_font_color: bool
    tab_size: int
    deselect_on_focus_loss_enabled: bool
    selection_enabled: bool

class TextureProgressKeywords(RangeKeywords, total=False):
    texture_under: Texture | None
    texture_over: Texture | None
    texture_progress: Texture | None
    texture_progress_offset: Vector2
    tint_under: Rgba
    tint_over: Rgba
    tint_progress: Rgba
    fill_mode: int
    radial_initial_angle: float
    radial_fill_degrees: float
    radial_center_offset: Vector2
    nine_patch_stretch: bool
    stretch_margin_left: int
    stretch_margin_top: int
    stretch_margin_right: int
    stretch_margin_bottom: int

class TextureRectKeywords(ControlKeywords, total=False):
    texture: Texture | None
    expand: bool
    stretch_mode: int
    flip_h: bool
    flip_v: bool
