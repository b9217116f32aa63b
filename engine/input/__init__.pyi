from .event import InputEvent as InputEvent
from .event import InputEventAction as InputEventAction
from .event import InputEventWithModifiers as InputEventWithModifiers
from .key_event import InputEventKey as InputEventKey
from .keys import *
from .mouse_event import InputEventMouse as InputEventMouse
from .mouse_event import InputEventMouseButton as InputEventMouseButton
from .mouse_event import InputEventMouseMotion as InputEventMouseMotion
from .proxy import Input as Input
from .proxy import InputMap as InputMap
