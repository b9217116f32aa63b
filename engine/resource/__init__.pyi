from .loader import ResourceLoader as ResourceLoader
from .loader import load as load
from .loader import preload as preload
from .packed_scene import PackedScene as PackedScene
from .saver import ResourceSaver as ResourceSaver
from .scene_state import SceneState as SceneState
