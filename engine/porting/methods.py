"""What GDScript's functions, and the methods of its texts, arrays and dictionaries, are in Python.

A row says what is written for a call, and of which kind the value is. Where Python has nothing that does
the same for all arguments, it is a function of the same name from `engine.ported`, which takes the
object first.
"""

from __future__ import annotations

from typing import NamedTuple

from .code import Level
from .godot3 import POOLS


class Row(NamedTuple):
    """How a call is written: `{o}` is the object, `{0}` the first argument, `{all}` all of them."""

    text: str
    kind: str = ""
    level: Level = Level.ATOM
    positive: bool = False


def _words(text: str) -> list[str]:
    return text.split()


def _all_of(kind: str, names: str) -> dict[str, str]:
    """Return the names in a text as those of functions that return this kind."""
    return dict.fromkeys(_words(names), kind)


_TEXT = {
    ("length", 0): Row("len({o})", "int", positive=True),
    ("to_upper", 0): Row("{o}.upper()", "String"),
    ("to_lower", 0): Row("{o}.lower()", "String"),
    ("begins_with", 1): Row("{o}.startswith({0})", "bool"),
    ("ends_with", 1): Row("{o}.endswith({0})", "bool"),
    ("strip_edges", 0): Row("{o}.strip()", "String"),
    ("replace", 2): Row("{o}.replace({0}, {1})", "String"),
    ("find", 1): Row("{o}.find({0})", "int"),
    ("rfind", 1): Row("{o}.rfind({0})", "int"),
    ("trim_prefix", 1): Row("{o}.removeprefix({0})", "String"),
    ("trim_suffix", 1): Row("{o}.removesuffix({0})", "String"),
    ("empty", 0): Row("not {o}", "bool", Level.NOT),
    ("to_utf8", 0): Row("PoolByteArray({o}.encode())", "PoolByteArray"),
}
_ARRAY = {
    ("size", 0): Row("len({o})", "int", positive=True),
    ("empty", 0): Row("not {o}", "bool", Level.NOT),
    ("has", 1): Row("{0} in {o}", "bool", Level.COMPARISON),
    ("append", 1): Row("{o}.append({0})"),
    ("push_back", 1): Row("{o}.append({0})"),
    ("push_front", 1): Row("{o}.insert(0, {0})"),
    ("pop_back", 0): Row("{o}.pop()"),
    ("pop_front", 0): Row("{o}.pop(0)"),
    ("front", 0): Row("{o}[0]"),
    ("back", 0): Row("{o}[-1]"),
    ("invert", 0): Row("{o}.reverse()"),
    ("clear", 0): Row("{o}.clear()"),
    ("append_array", 1): Row("{o}.extend({0})"),
}
_DICTIONARY = {
    ("size", 0): Row("len({o})", "int", positive=True),
    ("empty", 0): Row("not {o}", "bool", Level.NOT),
    ("has", 1): Row("{0} in {o}", "bool", Level.COMPARISON),
    ("keys", 0): Row("list({o})", "Array"),
    ("values", 0): Row("list({o}.values())", "Array"),
    ("get", 1): Row("{o}.get({0})"),
    ("get", 2): Row("{o}.get({0}, {1})"),
    ("clear", 0): Row("{o}.clear()"),
}
_POOL = {
    ("size", 0): Row("len({o})", "int", positive=True),
    ("empty", 0): Row("not {o}", "bool", Level.NOT),
    ("has", 1): Row("{0} in {o}", "bool", Level.COMPARISON),
}

TEMPLATES: dict[str, dict[tuple[str, int], Row]] = {
    "String": _TEXT,
    "Array": _ARRAY,
    "Dictionary": _DICTIONARY,
    **dict.fromkeys(POOLS, _POOL),
    "": {
        ("keys", 0): Row("list({o}.keys())", "Array"),
        **{
            row: what
            for of in (_POOL, _DICTIONARY, _ARRAY, _TEXT)
            for row, what in of.items()
            if row[0] not in ("get", "keys", "clear", "find", "rfind", "replace", "length")
        },
    },
}
"""By the kind of the object; the last is for objects of which it is not known, if the name tells enough."""

HELPERS: dict[str, str] = {
    **_all_of(
        "int",
        """
        to_int hex_to_int find findn find_last rfind rfindn bsearch bsearch_custom ord_at
        casecmp_to nocasecmp_to naturalnocasecmp_to count countn get_slice_count
        """,
    ),
    **_all_of("float", "to_float similarity"),
    **_all_of(
        "String",
        """
        substr left right capitalize insert pad_zeros pad_decimals get_file get_extension
        get_basename get_base_dir plus_file md5_text sha1_text sha256_text percent_encode
        percent_decode http_escape http_unescape format strip_edges dedent json_escape
        xml_escape xml_unescape c_escape c_unescape repeat replacen indent strip_escapes
        get_slice join lstrip rstrip validate_node_name simplify_path
        """,
    ),
    **_all_of(
        "bool",
        """
        is_valid_integer is_valid_float is_valid_identifier is_valid_ip_address match matchn
        is_valid_hex_number is_valid_html_color is_valid_filename is_abs_path is_rel_path is_subsequence_of
        is_subsequence_ofi has_all
        """,
    ),
    **_all_of("Array", "slice"),
    **_all_of("PoolStringArray", "split rsplit bigrams"),
    "split_floats": "PoolRealArray",
    "to_ascii": "PoolByteArray",
    **_all_of(
        "",
        """
        erase remove sort_custom max min fill resize merge duplicate pop_at hash length
        """,
    ),
}
"""Functions of `engine.ported` that take the object first, with the kinds of what they return."""

ONLY_BUILT_IN: frozenset[str] = frozenset(
    _words(
        """
        size empty has append push_back push_front pop_back pop_front front back invert append_array
        to_upper to_lower begins_with ends_with strip_edges trim_prefix trim_suffix to_utf8
        erase sort_custom substr left to_int to_float split_floats capitalize pad_zeros pad_decimals
        is_valid_integer is_valid_float get_extension get_basename get_base_dir plus_file
        percent_encode percent_decode md5_text sha256_text bsearch find_last has_all to_ascii
        hex_to_int ord_at split rsplit casecmp_to nocasecmp_to naturalnocasecmp_to resize fill pop_at
        slice hash get_file is_valid_ip_address is_valid_filename similarity keys values
        match is_abs_path is_rel_path
        """
    )
)
"""Names that tell a text, an array or a dictionary where the kind of the object is not known."""

DISPATCHED: frozenset[str] = frozenset(
    ("duplicate", "find", "rfind", "format", "insert", "remove", "erase", "count", "min", "max", "length")
)
"""Names that texts, arrays and others have alike: where the kind is not known, the function decides."""

SAME: frozenset[str] = frozenset(
    _words(
        """
        normalized abs floor ceil round rotated tangent snapped linear_interpolate cubic_interpolate reflect
        bounce slide limit_length project inverse affine_inverse orthonormalized translated scaled lightened
        darkened inverted contrasted blend grow grow_individual expand merge clip move_toward posmod posmodv
        """
    )
)
"""Methods of vectors, colours and their like that return one of the same kind."""
OF_VALUES: dict[str, str] = {
    **_all_of("float", "length length_squared distance_to distance_squared_to angle angle_to get_area"),
    **_all_of("Vector2", "get_origin basis_xform"),
    "to_html": "String",
}
"""What other methods of theirs return."""

POOLS_BECOME: frozenset[str] = frozenset(("fill", "insert", "invert", "remove", "resize"))
"""Methods that change a pool array in Godot: here it is made anew by `changed`."""

CUT: frozenset[str] = frozenset(("randi_range", "get_buffer", "cursor_set_line", "cursor_set_column"))
"""Methods of the engine's that cut floats, as all do there; others take them here, too."""

COLOURED: dict[str, int] = {
    "push_color": 0,
    **dict.fromkeys(
        _words("add_color_override draw_colored_polygon draw_multiline draw_polyline draw_rect"), 1
    ),
    **dict.fromkeys(_words("set_item_custom_bg_color set_item_custom_fg_color"), 1),
    **dict.fromkeys(("draw_circle", "draw_line"), 2),
    "draw_string": 3,
}
"""Methods of the engine's that take a colour, and where among the arguments: a text says one there, too."""

OF_NODES: frozenset[str] = frozenset(_words("add_child is_a_parent_of move_child remove_child"))
"""Methods of nodes that take a node first."""

TAKEN: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("remove", "erase", "resize", "fill"), (1,)),
    **dict.fromkeys(("find", "rfind", "format"), (1, 2)),
    **dict.fromkeys(("min", "max", "length"), (0,)),
    "count": (1, 2, 3),
    "duplicate": (0, 1),
    "insert": (2,),
}
"""How many arguments some of these take: with others they are methods of something else."""

GLOBALS: dict[str, Row] = {
    "len": Row("len({all})", "int", positive=True),
    "range": Row("list(range({all}))", "Array"),
    "sin": Row("math.sin({all})", "float"),
    "cos": Row("math.cos({all})", "float"),
    "tan": Row("math.tan({all})", "float"),
    "sinh": Row("math.sinh({all})", "float"),
    "cosh": Row("math.cosh({all})", "float"),
    "tanh": Row("math.tanh({all})", "float"),
    "atan": Row("math.atan({all})", "float"),
    "atan2": Row("math.atan2({all})", "float"),
    "is_nan": Row("math.isnan({all})", "bool"),
    "is_inf": Row("math.isinf({all})", "bool"),
    "char": Row("chr({all})", "String"),
    "ord": Row("ord({all})", "int", positive=True),
    "bool": Row("bool({all})", "bool"),
    "randi": Row("randi()", "int", positive=True),
    "instance_from_id": Row("instance_from_id({all})", "Object"),
    "print": Row("print({all})"),
}
"""Functions of the language that are written in another way, or whose values have a kind worth knowing."""

FUNCTIONS: frozenset[str] = frozenset(
    _words(
        """
        sin cos tan sinh cosh tanh asin acos atan atan2 sqrt fmod fposmod posmod floor ceil round abs
        sign pow log exp is_nan is_inf is_equal_approx is_zero_approx ease decimals step_decimals
        stepify lerp lerp_angle inverse_lerp range_lerp smoothstep move_toward dectime randomize randi
        randf rand_range seed rand_seed deg2rad rad2deg linear2db db2linear polar2cartesian
        cartesian2polar wrapi wrapf max min clamp nearest_po2 weakref funcref convert typeof
        type_exists char ord str print printt prints printerr printraw print_debug push_error
        push_warning var2str str2var var2bytes bytes2var range load inst2dict dict2inst validate_json
        parse_json to_json hash Color8 ColorN print_stack get_stack instance_from_id len
        is_instance_valid deep_equal
        """
    )
)
"""The functions of the language: by its bare name such a one is called, whatever methods there are."""

KINDS: dict[str, str] = {
    **_all_of(
        "float",
        """
        floor ceil round sqrt exp pow fmod fposmod log asin acos randf rand_range lerp_angle
        inverse_lerp range_lerp smoothstep move_toward ease stepify deg2rad rad2deg linear2db
        db2linear wrapf
        """,
    ),
    **_all_of("int", "typeof hash wrapi posmod nearest_po2 step_decimals decimals"),
    **_all_of("String", "str var2str to_json validate_json"),
    **_all_of("bool", "is_equal_approx is_zero_approx is_instance_valid type_exists"),
    "var2bytes": "PoolByteArray",
    "rand_seed": "Array",
    "funcref": "FuncRef",
    "weakref": "WeakRef",
}
"""The kinds of what other functions of the language return."""
