from .json import JSON as JSON
from .json import JSONParseResult as JSONParseResult
