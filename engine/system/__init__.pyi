from .engine import Engine as Engine
from .geometry import Geometry as Geometry
from .json import JSON as JSON
from .json import JSONParseResult as JSONParseResult
from .marshalls import Marshalls as Marshalls
from .os import OS as OS
from .project_settings import ProjectSettings as ProjectSettings
from .time import Time as Time
