"""GDScript's methods of texts, with the text first. Source: Godot 3.6's `String`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote_to_bytes

from ..variant.escapes import IN_C, IN_JSON
from ..variant.pool_array import PoolRealArray
from ..variant.pool_byte_array import PoolByteArray
from ..variant.pool_string_array import PoolStringArray
from .method import method_of

_text = method_of(str)
_INTEGER = re.compile(r"[+-]?\d+\Z")
_FLOAT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z")
_HEX = re.compile(r"([+-]?)(0x)?([0-9A-Fa-f]*)")
_LEADING_FLOAT = re.compile(r"\s*([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_BETWEEN_WORDS = re.compile(
    "(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[a-z])"
)
_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_JSON = str.maketrans({**IN_JSON, "\v": "\\v"})
_C = str.maketrans(IN_C)
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@_text
def length(text: str) -> int:
    """Return how many characters there are. A vector has a length of its own."""
    return len(text)


@_text
def substr(text: str, from_: int, len: int = -1) -> str:
    """Return `len` characters from place `from_` on; -1 takes the rest."""
    if from_ < 0 or from_ >= text.__len__() or len < -1:
        return ""
    return text[from_:] if len == -1 else text[from_ : from_ + len]


@_text
def left(text: str, position: int) -> str:
    """Return the characters before a place."""
    return text[: max(position, 0)]


@_text
def right(text: str, position: int) -> str:
    """Return the characters from a place on."""
    return text[max(position, 0) :]


@_text
def split(text: str, delimiter: str = "", allow_empty: bool = True, maxsplit: int = 0) -> PoolStringArray:
    """Return the parts between delimiters."""
    parts = text.split(delimiter, maxsplit or -1) if delimiter else [text]
    return PoolStringArray(part for part in parts if part or allow_empty)


@_text
def rsplit(text: str, delimiter: str, allow_empty: bool = True, maxsplit: int = 0) -> PoolStringArray:
    """Return the parts between delimiters; with `maxsplit` the last ones."""
    parts = text.rsplit(delimiter, maxsplit or -1)
    return PoolStringArray(part for part in parts if part or allow_empty)


@_text
def split_floats(text: str, delimiter: str, allow_empty: bool = True) -> PoolRealArray:
    """Return the numbers between delimiters; what is none is 0."""
    return PoolRealArray([to_float(part) for part in text.split(delimiter) if part or allow_empty])


@_text
def join(text: str, parts: Iterable[str]) -> str:
    """Return texts joined with this one between them."""
    return text.join(parts)


@_text
def strip_edges(text: str, left: bool = True, right: bool = True) -> str:
    """Return the text without blanks at its ends."""
    blanks = "".join(map(chr, range(33)))
    text = text.lstrip(blanks) if left else text
    return text.rstrip(blanks) if right else text


@_text
def strip_escapes(text: str) -> str:
    """Return the text without the characters below a blank."""
    return "".join(character for character in text if character >= " ")


@_text
def lstrip(text: str, chars: str) -> str:
    """Return the text without these characters at its beginning."""
    return text.lstrip(chars) if chars else text


@_text
def rstrip(text: str, chars: str) -> str:
    """Return the text without these characters at its end."""
    return text.rstrip(chars) if chars else text


@_text
def capitalize(text: str) -> str:
    """Return words with capitals: `player_name` and `playerName` are `Player Name`."""
    words = _BETWEEN_WORDS.sub("_", text)
    return " ".join(word[:1].upper() + word[1:] for word in words.lower().replace("_", " ").split())


@_text
def to_int(text: str) -> int:
    """Return the whole number that the digits of a text make, up to a point; 0 without any."""
    number = 0
    sign = 1
    for character in text.partition(".")[0]:
        if character.isascii() and character.isdigit():
            number = number * 10 + int(character)
        elif character == "-" and not number:
            sign = -sign
    return max(min(sign * number, (1 << 63) - 1), -(1 << 63))


@_text
def to_float(text: str) -> float:
    """Return the number that a text begins with; 0 without one."""
    found = _LEADING_FLOAT.match(text)
    return float(found[1]) if found else 0.0


@_text
def hex_to_int(text: str) -> int:
    """Return the number that hexadecimal digits after `0x` stand for; 0 if a text is anything else."""
    found = _HEX.fullmatch(text)
    if found is None or found[1] == "+" or not found[2] or not found[3]:
        return 0
    return int(found[1] + found[3], 16)


@_text
def is_valid_integer(text: str) -> bool:
    """Return whether a text is a whole number."""
    return bool(_INTEGER.match(text))


@_text
def is_valid_float(text: str) -> bool:
    """Return whether a text is a number."""
    return bool(_FLOAT.match(text))


@_text
def is_valid_hex_number(text: str, with_prefix: bool = False) -> bool:
    """Return whether a text is a hexadecimal number."""
    found = _HEX.fullmatch(text)
    return found is not None and bool(found[3]) and bool(found[2]) == with_prefix


@_text
def is_valid_identifier(text: str) -> bool:
    """Return whether a text can be a name in a script."""
    return bool(_IDENTIFIER.match(text))


@_text
def is_valid_html_color(text: str) -> bool:
    """Return whether a text is a colour such as `#ff8000`."""
    return bool(re.fullmatch(r"#?([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})", text))


@_text
def is_valid_filename(text: str) -> bool:
    """Return whether a text may be the name of a file: none of `:/\\?*"|%<>`, no blanks at its ends."""
    return bool(text) and text == text.strip() and not re.search(r'[:/\\?*"|%<>]', text)


@_text
def is_valid_ip_address(text: str) -> bool:
    """Return whether a text is an address of IPv4 or IPv6."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


@_text
def is_abs_path(text: str) -> bool:
    """Return whether a path begins at a root."""
    return text.startswith(("/", "\\")) or ":/" in text or ":\\" in text


@_text
def is_rel_path(text: str) -> bool:
    """Return whether a path does not begin at a root."""
    return not is_abs_path(text)


@_text
def is_subsequence_of(text: str, other: str) -> bool:
    """Return whether the characters of a text come one after the other in another."""
    rest = iter(other)
    return bool(other or not text) and all(character in rest for character in text)


@_text
def is_subsequence_ofi(text: str, other: str) -> bool:
    """Return whether the characters of a text come in another, capitals or not."""
    return is_subsequence_of(text.lower(), other.lower())


@_text
def match(text: str, expr: str) -> bool:
    """Return whether a text is as `expr` has it, where `*` is anything and `?` one character."""
    return _matches(text, expr)


@_text
def matchn(text: str, expr: str) -> bool:
    """Return whether a text is as `expr` has it, capitals or not."""
    return _matches(text.lower(), expr.lower())


def _matches(text: str, pattern: str) -> bool:
    """Compare from left to right, going back to the last `*` alone: both lengths multiplied at most."""
    at = place = 0
    star, from_ = -1, 0
    while at < len(text):
        if place < len(pattern) and (
            pattern[place] == text[at] or (pattern[place] == "?" and text[at] != ".")
        ):
            at, place = at + 1, place + 1
        elif place < len(pattern) and pattern[place] == "*":
            star, from_ = place, at
            place += 1
        elif star >= 0:
            from_ += 1
            at, place = from_, star + 1
        else:
            return False
    return bool(text) and not pattern[place:].strip("*")


@_text
def casecmp_to(text: str, to: str) -> int:
    """Return -1, 0 or 1 as a text comes before, is, or comes after another."""
    return (text > to) - (text < to)


@_text
def nocasecmp_to(text: str, to: str) -> int:
    """Compare two texts, capitals or not."""
    return casecmp_to(text.upper(), to.upper())


@_text
def naturalnocasecmp_to(text: str, to: str) -> int:
    """Compare two texts, capitals or not, and numbers in them by their value."""
    ours, theirs = _natural(text), _natural(to)
    return (ours > theirs) - (ours < theirs)


def _natural(text: str) -> list[tuple[bool, int, str]]:
    """Return the parts of a text, digits and others, so that they can be compared: digits come first."""
    parts = re.findall(r"\d+|\D", text.upper())
    return [(False, int(part), "") if part[0].isdigit() else (True, 0, part) for part in parts]


@_text
def findn(text: str, what: str, from_: int = 0) -> int:
    """Return where a text is found, capitals or not; -1 if nowhere."""
    return text.lower().find(what.lower(), from_) if what else -1


@_text
def rfindn(text: str, what: str, from_: int = -1) -> int:
    """Return where a text is found last, capitals or not; -1 if nowhere."""
    return rfind_text(text.lower(), what.lower(), from_)


def rfind_text(text: str, what: str, from_: int = -1) -> int:
    """Return where a text is found last, beginning at `from_` or before; -1 if nowhere."""
    if not text:
        return -1
    return text.rfind(what) if from_ < 0 else text.rfind(what, 0, from_ + len(what))


@_text
def replacen(text: str, what: str, forwhat: str) -> str:
    """Return the text with something replaced, capitals or not."""
    return re.sub(re.escape(what), lambda _: forwhat, text, flags=re.IGNORECASE) if what else text


@_text
def countn(text: str, what: str, from_: int = 0, to: int = 0) -> int:
    """Return how often a text is found, capitals or not."""
    return count_text(text.lower(), what.lower(), from_, to)


def count_text(text: str, what: str, from_: int = 0, to: int = 0) -> int:
    """Return how often a text is found between two places."""
    if not what or from_ < 0 or to < 0 or (to and to <= from_):
        return 0
    return text.count(what, from_, to or len(text))


@_text
def repeat(text: str, count: int) -> str:
    """Return the text so many times."""
    return text * count


@_text
def indent(text: str, prefix: str) -> str:
    """Return the text with `prefix` before each line that is not empty."""
    return "".join(prefix + line if line.strip("\n") else line for line in text.splitlines(keepends=True))


@_text
def dedent(text: str) -> str:
    """Return the text without the blanks that its first line begins with, on all lines."""
    from textwrap import dedent as without

    return without(text)


@_text
def pad_zeros(text: str, digits: int) -> str:
    """Return a number with zeros before it; what begins with no digit stays as it is."""
    whole, point, rest = text.partition(".")
    begin = next((at for at, character in enumerate(whole) if character.isdigit()), -1)
    if begin < 0:
        return text
    return whole[:begin] + whole[begin:].rjust(digits, "0") + point + rest


@_text
def pad_decimals(text: str, digits: int) -> str:
    """Return a number with so many digits after its point."""
    whole, _, rest = text.partition(".")
    return whole + ("." + rest[:digits].ljust(digits, "0") if digits > 0 else "")


@_text
def get_file(text: str) -> str:
    """Return the last part of a path."""
    return re.split(r"[/\\]", text)[-1]


@_text
def get_extension(text: str) -> str:
    """Return what stands after the last point of a path."""
    name = get_file(text)
    return name.rpartition(".")[2] if "." in name else ""


@_text
def get_basename(text: str) -> str:
    """Return a path without its extension."""
    point = text.rfind(".")
    return text if point < 0 or point < max(text.rfind("/"), text.rfind("\\")) else text[:point]


@_text
def get_base_dir(text: str) -> str:
    """Return the folder of a path."""
    begin = text.find("://")
    root, rest = (text[: begin + 3], text[begin + 3 :]) if begin >= 0 else ("", text)
    if begin < 0 and text.startswith("/"):
        root, rest = "/", text[1:]
    folder = max(rest.rfind("/"), rest.rfind("\\"))
    return root + (rest[:folder] if folder >= 0 else "")


@_text
def plus_file(text: str, file: str) -> str:
    """Return a path with another part."""
    if not text:
        return file
    return text + file if text.endswith("/") or file.startswith("/") else f"{text}/{file}"


@_text
def simplify_path(text: str) -> str:
    """Return a path without `.` and `..`."""
    begin = text.find("://")
    root, rest = (text[: begin + 3], text[begin + 3 :]) if begin >= 0 else ("", text)
    if not root and text.startswith(("/", "\\")):
        root, rest = text[0], text[1:]
    parts: list[str] = []
    for part in rest.replace("\\", "/").split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return root + "/".join(parts)


@_text
def validate_node_name(text: str) -> str:
    """Return the text without what the name of a node cannot have."""
    return re.sub(r'[.:@/"%]', "", text)


@_text
def percent_encode(text: str) -> str:
    """Return the text as URLs have it, with small hexadecimal digits."""
    return "".join(chr(byte) if byte in _SAFE else f"%{byte:02x}" for byte in text.encode("utf-8", "replace"))


@_text
def percent_decode(text: str) -> str:
    """Return the text that a part of a URL stands for."""
    return unquote_to_bytes(text).decode("utf-8", "replace")


@_text
def http_escape(text: str) -> str:
    """Return the text as URLs have it, with large hexadecimal digits."""
    return "".join(chr(byte) if byte in _SAFE else f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


@_text
def http_unescape(text: str) -> str:
    """Return the text that a part of a URL stands for."""
    return percent_decode(text)


@_text
def json_escape(text: str) -> str:
    """Return the text as it stands in JSON."""
    return text.translate(_JSON)


@_text
def c_escape(text: str) -> str:
    """Return the text as it stands in a program in C."""
    return text.translate(_C)


@_text
def c_unescape(text: str) -> str:
    """Return the text that one in a program in C stands for."""
    plain = {escape[1]: character for character, escape in IN_C.items()}
    return re.sub(r"\\([abfnrtv\\'\"?])", lambda found: plain[found[1]], text)


@_text
def xml_escape(text: str) -> str:
    """Return the text as it stands in XML."""
    return "".join(_XML.get(character, character) for character in text)


@_text
def xml_unescape(text: str) -> str:
    """Return the text that one in XML stands for."""
    for plain, escaped in (*reversed(_XML.items()), ("'", "&apos;"), ('"', "&quot;")):
        text = text.replace(escaped, plain)
    return text


@_text
def md5_text(text: str) -> str:
    """Return the MD5 sum in hexadecimal digits."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@_text
def sha1_text(text: str) -> str:
    """Return the SHA-1 sum in hexadecimal digits."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


@_text
def sha256_text(text: str) -> str:
    """Return the SHA-256 sum in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@_text
def to_ascii(text: str) -> PoolByteArray:
    """Return one byte for each character; what has none is a blank."""
    return PoolByteArray(ord(character) if ord(character) < 256 else 0x20 for character in text)


@_text
def ord_at(text: str, at: int) -> int:
    """Return the number of a character."""
    return ord(text[at]) if 0 <= at < len(text) else 0


@_text
def similarity(text: str, other: str) -> float:
    """Return how much two texts have in common: 1 if they are the same."""
    if text == other:
        return 1.0
    ours, theirs = _pairs(text), _pairs(other)
    if not ours or not theirs:
        return 0.0
    total = len(ours) + len(theirs)
    common = sum(1 for pair in ours if pair in theirs)
    return 2.0 * common / total


def humanize_size(size: int) -> str:
    """Return a number of bytes as it is shown: `1.50 KiB`. Source: Godot 3.6's `String.humanize_size`."""
    size, unit, step = int(size) & (1 << 64) - 1, 1, 0
    while size > unit * 1024 and step < len(_UNITS) - 1:
        unit, step = unit * 1024, step + 1
    shown = float(size) / unit
    digits = 0 if not step or shown >= 1024 else 2 if size // unit < 100 else 1
    return f"{pad_decimals(f'{shown:.14g}' if step else str(size), digits)} {_UNITS[step]}"


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


@_text
def bigrams(text: str) -> PoolStringArray:
    """Return each two characters that follow upon each other."""
    return PoolStringArray(_pairs(text))


@_text
def get_slice_count(text: str, delimiter: str) -> int:
    """Return how many parts there are between delimiters."""
    return text.count(delimiter) + 1 if text and delimiter else 0


@_text
def get_slice(text: str, delimiter: str, slice: int) -> str:
    """Return one of the parts between delimiters."""
    parts = text.split(delimiter) if delimiter else [text]
    return parts[slice] if 0 <= slice < len(parts) else ""


@_text
def format(text: str, values: Any, placeholder: str = "{_}") -> str:
    """Return the text with values in place of `{0}`, `{name}`: from an array, or a dictionary."""
    from ..variant.text import godot_str

    pairs = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in pairs:
        if isinstance(value, (list, tuple)) and len(value) == 2 and not isinstance(values, dict):
            key, value = value
        text = text.replace(placeholder.replace("_", godot_str(key)), godot_str(value))
    return text
