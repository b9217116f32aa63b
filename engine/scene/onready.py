"""`onready`: attributes of a script that are found just before its `_ready`.

class Hud(Control):
    label = onready("Panel/Label", Label)
    start = onready(lambda self: self.rect_position)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ..base.error import ScriptError
from ..base.fault import report
from .state import NodeState

if TYPE_CHECKING:
    from typing import Self

T = TypeVar("T")


class OnReady(Generic[T]):
    """An attribute that is found when its node becomes ready: what `onready` makes."""

    __slots__ = ("_kind", "_source", "name")

    def __init__(self, source: str | Callable[[Any], T], kind: type[T] | None) -> None:
        self.name: str = ""
        self._source = source
        self._kind = kind

    def __set_name__(self, owner: Any, name: str) -> None:
        if not issubclass(owner, NodeState):
            raise TypeError(
                f"{owner.__name__}.{name}: only nodes become ready, and have something `onready`."
            )
        self.name = name
        owner._onready_ = (*vars(owner).get("_onready_", ()), self)

    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: Any) -> T: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        try:
            return vars(instance)[self.name]
        except KeyError:
            raise AttributeError(
                f"{instance!r}.{self.name} is found just before `_ready`; until then there is none.",
            ) from None

    def __set__(self, instance: Any, value: T) -> None:
        vars(instance)[self.name] = value

    def find(self, node: Any) -> None:
        """Set the attribute of a node that is becoming ready."""
        if callable(self._source):
            found: Any = self._source(node)
        else:
            found = node.get_node(self._source)
            if self._kind is not None and not isinstance(found, self._kind):
                kind = self._kind.__name__
                raise ScriptError(
                    f"{node!r}.{self.name} is to be a {kind}, and {self._source!r} is {found!r}."
                )
        vars(node)[self.name] = found


@overload
def onready(source: str, kind: type[T]) -> OnReady[T]: ...
@overload
def onready(source: str) -> OnReady[Any]: ...
@overload
def onready(source: Callable[[Any], T]) -> OnReady[T]: ...
def onready(source: str | Callable[[Any], Any], kind: type[Any] | None = None) -> OnReady[Any]:
    """Return an attribute that is found just before `_ready`, for the body of a class.

    That is the node at a path, whose `kind` is checked and tells type checkers what it is, or what a
    function returns that is given the node. They are found in their order, those of a base class first.
    """
    return OnReady(source, kind)


def find_all(node: NodeState) -> None:
    """Set all such attributes of a node that is becoming ready; what cannot be found is reported."""
    for base in reversed(type(node).__mro__):
        for one in vars(base).get("_onready_", ()):
            try:
                one.find(node)
            except Exception as error:
                report(node, error, f"{node!r}.{one.name}, onready")
