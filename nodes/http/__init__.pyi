from .http_client import HTTPClient as HTTPClient
from .http_request import HTTPRequest as HTTPRequest
