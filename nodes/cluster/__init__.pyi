from .backplane import Backplane as Backplane
from .cluster import Cluster as Cluster
from .gateway import WebSocketGateway as WebSocketGateway
from .ticket import ticket_authenticator as ticket_authenticator
from .ticket import ticket_holder as ticket_holder
