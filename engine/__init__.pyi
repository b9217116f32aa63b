from .animation.animation import Animation as Animation
from .audio.bus_layout import AudioBusLayout as AudioBusLayout
from .audio.proxy import AudioServer as AudioServer
from .audio.random_pitch import AudioStreamRandomPitch as AudioStreamRandomPitch
from .audio.stream import AudioStream as AudioStream
from .audio.stream import AudioStreamOGGVorbis as AudioStreamOGGVorbis
from .audio.stream import AudioStreamSample as AudioStreamSample
from .base.error import Error as Error
from .base.error import NodeNotFoundError as NodeNotFoundError
from .base.error import ScriptError as ScriptError
from .base.error import ScriptWarning as ScriptWarning
from .base.error import SignalError as SignalError
from .base.fault import push_error as push_error
from .base.fault import push_warning as push_warning
from .canvas.atlas_texture import AtlasTexture as AtlasTexture
from .canvas.sprite_frames import SpriteFrames as SpriteFrames
from .canvas.texture import Texture as Texture
from .curves.curve import Curve as Curve
from .curves.curve_2d import Curve2D as Curve2D
from .curves.gradient import Gradient as Gradient
from .files.config_file import ConfigFile as ConfigFile
from .files.directory import Directory as Directory
from .files.file import File as File
from .gdscript import *
from .input import Input as Input
from .input import InputEvent as InputEvent
from .input import InputEventAction as InputEventAction
from .input import InputEventKey as InputEventKey
from .input import InputEventMouse as InputEventMouse
from .input import InputEventMouseButton as InputEventMouseButton
from .input import InputEventMouseMotion as InputEventMouseMotion
from .input import InputEventWithModifiers as InputEventWithModifiers
from .input import InputMap as InputMap
from .multiplayer.api import MultiplayerAPI as MultiplayerAPI
from .multiplayer.api import SceneMultiplayer as SceneMultiplayer
from .multiplayer.declarations import master as master
from .multiplayer.declarations import mastersync as mastersync
from .multiplayer.declarations import puppet as puppet
from .multiplayer.declarations import puppetsync as puppetsync
from .multiplayer.declarations import remote as remote
from .multiplayer.declarations import remotesync as remotesync
from .multiplayer.declarations import slave as slave
from .multiplayer.declarations import sync as sync
from .multiplayer.offline import OfflineMultiplayerPeer as OfflineMultiplayerPeer
from .multiplayer.peer import MultiplayerPeer as MultiplayerPeer
from .multiplayer.peer import NetworkedMultiplayerPeer as NetworkedMultiplayerPeer
from .multiplayer.rpc import rpc as rpc
from .object.exported import export as export
from .object.exported import setget as setget
from .object.object import Object as Object
from .object.object import instance_from_id as instance_from_id
from .object.object import is_instance_valid as is_instance_valid
from .object.resource import Resource as Resource
from .object.signal import CONNECT_DEFERRED as CONNECT_DEFERRED
from .object.signal import CONNECT_ONESHOT as CONNECT_ONESHOT
from .object.signal import CONNECT_PERSIST as CONNECT_PERSIST
from .object.signal import CONNECT_REFERENCE_COUNTED as CONNECT_REFERENCE_COUNTED
from .object.signal import Signal as Signal
from .object.signal import SignalInstance as SignalInstance
from .performance.proxy import Performance as Performance
from .resource import *
from .runner.run import run as run
from .scene.node import Node as Node
from .scene.onready import onready as onready
from .scene.scene_tree import SceneTree as SceneTree
from .scene.timers import SceneTreeTimer as SceneTreeTimer
from .scene.viewport import Viewport as Viewport
from .system import *
from .text.font import Font as Font
from .tween.scene_tree_tween import SceneTreeTween as SceneTreeTween
from .tween.tweeners import CallbackTweener as CallbackTweener
from .tween.tweeners import IntervalTweener as IntervalTweener
from .tween.tweeners import MethodTweener as MethodTweener
from .tween.tweeners import PropertyTweener as PropertyTweener
from .tween.tweeners import Tweener as Tweener
from .variant import *
from .variant.node_path import NodePath as NodePath

OK: Error
FAILED: Error
ERR_UNAVAILABLE: Error
ERR_UNCONFIGURED: Error
ERR_UNAUTHORIZED: Error
ERR_PARAMETER_RANGE_ERROR: Error
ERR_OUT_OF_MEMORY: Error
ERR_FILE_NOT_FOUND: Error
ERR_FILE_BAD_DRIVE: Error
ERR_FILE_BAD_PATH: Error
ERR_FILE_NO_PERMISSION: Error
ERR_FILE_ALREADY_IN_USE: Error
ERR_FILE_CANT_OPEN: Error
ERR_FILE_CANT_WRITE: Error
ERR_FILE_CANT_READ: Error
ERR_FILE_UNRECOGNIZED: Error
ERR_FILE_CORRUPT: Error
ERR_FILE_MISSING_DEPENDENCIES: Error
ERR_FILE_EOF: Error
ERR_CANT_OPEN: Error
ERR_CANT_CREATE: Error
ERR_QUERY_FAILED: Error
ERR_ALREADY_IN_USE: Error
ERR_LOCKED: Error
ERR_TIMEOUT: Error
ERR_CANT_CONNECT: Error
ERR_CANT_RESOLVE: Error
ERR_CONNECTION_ERROR: Error
ERR_CANT_ACQUIRE_RESOURCE: Error
ERR_CANT_FORK: Error
ERR_INVALID_DATA: Error
ERR_INVALID_PARAMETER: Error
ERR_ALREADY_EXISTS: Error
ERR_DOES_NOT_EXIST: Error
ERR_DATABASE_CANT_READ: Error
ERR_DATABASE_CANT_WRITE: Error
ERR_COMPILATION_FAILED: Error
ERR_METHOD_NOT_FOUND: Error
ERR_LINK_FAILED: Error
ERR_SCRIPT_FAILED: Error
ERR_CYCLIC_LINK: Error
ERR_INVALID_DECLARATION: Error
ERR_DUPLICATE_SYMBOL: Error
ERR_PARSE_ERROR: Error
ERR_BUSY: Error
ERR_SKIP: Error
ERR_HELP: Error
ERR_BUG: Error
ERR_PRINTER_ON_FIRE: Error
