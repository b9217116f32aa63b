"""Properties given by name when an object is made: `Timer(wait_time=2.0)`, `Label(text="Score")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.spelling import did_you_mean
from .exported import Exported
from .object import Object
from .signal import Signal

if TYPE_CHECKING:
    from inspect import Signature


def take_keywords(instance: Any, values: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    """Set properties of `instance`, in the order in which they are given, but for `_set_last_`.

    Where a class mixes in others that are no Objects, and has no `__init__` of its own, the first one of
    theirs gets what is left.

    Raises TypeError for what is no property, and for values without names.
    """
    cls = type(instance)
    mixed_in = cls._mixes_in_
    if values and not mixed_in:
        raise TypeError(
            f"{cls.__name__} takes properties by name, such as `{cls.__name__}({_example(cls, values[0])})`."
        )
    last: tuple[str, ...] = cls._set_last_
    if last:
        keywords = dict(sorted(keywords.items(), key=lambda keyword: keyword[0] in last))
    left = {}
    for name, value in keywords.items():
        if _is_property(instance, name):
            setattr(instance, name, value)
        elif mixed_in:
            left[name] = value
        else:
            known = keywords_of(cls)
            raise TypeError(f"{cls.__name__} has no property {name!r}.{did_you_mean(name, known)}")
    if mixed_in:
        super(Object, instance).__init__(*values, **left)


def mixes_in(cls: type) -> bool:
    """Return True if a class has bases that are no Objects and have an `__init__`."""
    bases = cls.__mro__
    return bases[-2] is not Object and any(
        "__init__" in vars(base) for base in bases[bases.index(Object) + 1 : -1]
    )


def _is_property(instance: Any, name: str) -> bool:
    if name.startswith("_"):
        return False
    declared = getattr(type(instance), name, None)
    if isinstance(declared, property):
        return declared.fset is not None
    if isinstance(declared, Exported):
        return True
    return (
        not (isinstance(declared, Signal) and not hasattr(declared, "__set__"))
        and not callable(declared)
        and hasattr(instance, name)
    )


def _example(cls: type, value: object) -> str:
    """Return how a value is passed that is probably meant for a property of `cls`."""
    if isinstance(value, str) and hasattr(cls, "texture"):
        return f"texture=Texture.load({value!r})"
    kinds = ("text", "name") if isinstance(value, str) else ("value", "position", "rect_position", "name")
    return f"{next(name for name in kinds if hasattr(cls, name))}={value!r}"


def keywords_of(cls: type) -> dict[str, str]:
    """Return the properties of a class that can be set, and their types as they are written.

    Its own come first. Where nobody has written the type, that of the default is told.
    """
    found: dict[str, str | None] = {}
    for base in cls.__mro__[: cls.__mro__.index(Object)]:
        annotations = base.__annotations__
        for name, value in vars(base).items():
            if not name.startswith("_") and not name.isupper():
                found.setdefault(name, _type_of(value, _text(annotations.get(name, ""))))
    return {name: type_ for name, type_ in found.items() if type_ is not None}


def _type_of(value: Any, annotation: str) -> str | None:
    """Return the type that something in the body of a class can be set to, None if it is no property."""
    if isinstance(value, property):
        if value.fset is None:
            return None
        if annotation:  # of a Field, or of what has become one
            return _last_argument(annotation) if annotation.startswith("Property[") else annotation
        types: Any = [t for name, t in value.fset.__annotations__.items() if name != "return"]
        return _text(types[0]) if types else "Any"
    from .shared_name import StateSignal

    if isinstance(value, StateSignal):
        return "bool"
    if isinstance(value, Exported):
        return annotation or value.kind()
    if callable(value) or hasattr(value, "__get__") or annotation.startswith(("ClassVar", "Final")):
        return None
    return annotation or type(value).__name__


def _text(annotation: Any) -> str:
    if isinstance(annotation, str):
        return annotation
    from inspect import formatannotation

    return formatannotation(annotation)


def _last_argument(annotation: str) -> str:
    """Return `Iterable[float]` of `Property[Color, Iterable[float]]`."""
    arguments = annotation[annotation.index("[") + 1 : -1]
    depth = start = 0
    for i, character in enumerate(arguments):
        depth += (character == "[") - (character == "]")
        if character == "," and depth == 0:
            start = i + 1
    return arguments[start:].strip()


class _Shown(str):
    """A text that `help()` shows without quotation marks."""

    __slots__ = ()
    __repr__ = str.__str__


class KeywordSignature:
    """The `__signature__` of classes that are made with keywords, for `help()`.

    That is where `__init__` is still that of the class with this attribute.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._init = owner.__init__  # type: ignore[misc]

    def __get__(self, instance: object, owner: Any) -> Signature:
        if instance is not None or owner.__init__ is not self._init:
            raise AttributeError("__signature__")
        from inspect import Parameter, Signature

        return Signature(
            [
                Parameter(name, Parameter.KEYWORD_ONLY, default=_Shown("..."), annotation=_Shown(type_))
                for name, type_ in keywords_of(owner).items()
            ]
        )
