from .admission import token_authenticator as token_authenticator
from .certificates import CryptoKey as CryptoKey
from .certificates import X509Certificate as X509Certificate
from .client import WebSocketClient as WebSocketClient
from .endpoint import WebSocketEndpoint as WebSocketEndpoint
from .metrics import metrics_handler as metrics_handler
from .peer import WebSocketPeer as WebSocketPeer
from .server import WebSocketServer as WebSocketServer
