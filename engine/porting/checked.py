"""What type checkers say of members that a declared class does not have.

GDScript looks them up when the line runs, and its editor calls such a line unsafe: whoever wrote it knows
what the object is. In Python the line says so, with `# type: ignore[attr-defined]`, where the tables prove
that the class has no such member.
"""

from __future__ import annotations

from ..base.godot_classes import classes, lineage, member
from .code import Code, Seen
from .names import has_of_heirs, is_missing, module_of
from .project import ClassFacts


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANY = _words(
    """
    ca_chain collider collider_shape get_collider get_collider_shape get_local_scene get_local_shape
    get_main_loop get_modal_stack_top get_node get_node_instance get_singleton instance load local_shape
    make_input_local private_key shape_owner_get_owner ssl_certificate trusted_ssl_certificate
    """
)
"""Members of the engine's classes that are typed as Any, since it is known to whoever asks what they are."""
_OR_ANY = frozenset(("get_owner", "get_parent", "get_peer", "owner"))
_OR_NONE = _words(
    """
    _make_custom_tooltip atlas audio_stream current_scene curve custom_multiplayer default_font
    find_next_valid_focus find_node find_parent find_prev_valid_focus frames get_atlas
    get_audio_stream get_button_group get_button_icon get_current_scene get_current_tab_control
    get_curve get_custom_multiplayer get_default_font get_first_node_in_group get_focus_owner
    get_frame get_gradient get_icon get_item_icon get_item_shortcut get_last_slide_collision get_network_peer
    get_node_or_null get_over_texture get_parent_control get_pressed_button get_progress_texture
    get_right_icon get_root_node get_shape get_shortcut get_sprite_frames get_stream get_tab_icon
    get_texture get_theme get_tileset get_under_texture gradient group icon move_and_collide network_peer
    right_icon root_node shape shortcut stream texture texture_disabled texture_focused
    texture_hover texture_normal texture_over texture_pressed texture_progress texture_under theme
    tile_get_shape tile_get_texture tile_set
    """
)
"""Members of the engine's classes that may be None."""
_OR_NONE_OF_THEMES = frozenset(("get_font", "get_stylebox"))
"""The same of themes alone; a test compares all four with what the classes say."""


NOTHING = _words("add_child clear queue_free quit remove_child select set_value show start stop update")
"""Methods of the engine's classes that give nothing where they are not said to give something."""


def gives_nothing(name: str) -> bool:
    """Return whether methods of this name of the engine's classes give nothing, which is null in GDScript."""
    return name in NOTHING


def seen(name: str, owner: str = "") -> Seen:
    """Return what type checkers take a member of this name of the engine's classes for, or of one of them."""
    if owner == "Theme" and name in _OR_NONE_OF_THEMES:
        return Seen.OR_NONE
    if name in _ANY:
        return Seen.ANY
    return Seen.OR_ANY if name in _OR_ANY else Seen.OR_NONE if name in _OR_NONE else Seen.AS_IT_IS


def said(of: Code, name: str) -> str:
    """Return the code of what type checkers say of `of.name`; nothing if they take it."""
    if of.seen is Seen.ANY or (of.facts is None and of.kind not in classes()):
        return ""
    if of.seen is Seen.OR_NONE:
        return "union-attr"
    if has(of.facts, of.kind, name):
        return ""
    return "union-attr" if of.seen is Seen.OR_ANY else "attr-defined"


def has(facts: ClassFacts | None, kind: str, name: str) -> bool:
    """Return whether a class of the project, or else one of the engine's, has a member here."""
    if facts is not None:
        if any(one.missing_base for one in facts.lineage()) or facts.find(name) is not None:
            return True
        kind = facts.native
    kind = "Object" if kind == "Reference" else kind
    if not module_of(kind.removeprefix("_")):
        return True  # what stands in for it is taken for anything
    found = member(name, kind)
    if found is None:
        return any(has_of_heirs(one.name, name) for one in lineage(kind))
    owner = found.owner.removeprefix("_")
    if not module_of(owner) or is_missing(owner, name, kind):
        return False
    return found.sort != "property" or is_property(kind, name) or not is_missing(owner, f"set_{name}", kind)


def is_property(kind: str, name: str) -> bool:
    """Return whether a class of the engine's lists a property: others have only methods to set and get it."""
    return any(name in one.properties for one in lineage(kind))
